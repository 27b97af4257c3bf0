// The cell's picture, cut from its page and drawn so that its print is as large as what is typed below it.

const MARGIN = 0.18; // of the cell's height, around it: its rules tell where it ends
const MOST_MARGIN = 9; // pixels of the page
const NUMBERS = /^[\d.,，．%％—\-+()（）\s]+$/;
const INK_OF_DIGIT = 0.74; // of the em: how high digits are printed
const INK_OF_WORD = 0.9;
const USUAL_EM = 10.5 / 72; // inches: the size that official forms are set in
const DPI = 170;
const SPECKS = 0.15; // of the fullest row's ink: a row with less has specks, no print
const LOWEST = 6; // pixels: a line of print is higher
const LARGEST = 3.2; // times a page's pixels: more shows nothing more

/** The part of the page that is cut out, in pixels of its picture. */
export function cutOf(item, bitmap) {
  const scale = bitmap.width / item.upright_size[0];
  const [x0, y0, x1, y1] = item.upright_bbox.map((value) => value * scale);
  const margin = Math.min(MOST_MARGIN, (y1 - y0) * MARGIN);
  const left = Math.max(0, Math.floor(x0 - margin));
  const top = Math.max(0, Math.floor(y0 - margin));
  return {
    left,
    top,
    width: Math.max(1, Math.min(bitmap.width, Math.ceil(x1 + margin)) - left),
    height: Math.max(1, Math.min(bitmap.height, Math.ceil(y1 + margin)) - top),
    margin,
  };
}

/**
 * Draws the cell into `canvas`, at most `room` CSS pixels wide, its print `em` CSS pixels high.
 * @returns how high its print is then, in CSS pixels
 */
export function drawCut(canvas, bitmap, item, { em, room, tallest }) {
  const cut = cutOf(item, bitmap);
  const printed = usualEm(bitmap, emOf(bitmap, cut, item.text));
  const factor = Math.min(Math.max(em / printed, 1), LARGEST, room / cut.width, tallest / cut.height);
  const sharp = devicePixelRatio || 1;
  const [width, height] = [cut.width * factor, cut.height * factor];
  canvas.width = Math.max(1, Math.round(width * sharp));
  canvas.height = Math.max(1, Math.round(height * sharp));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, cut.left, cut.top, cut.width, cut.height, 0, 0, canvas.width, canvas.height);
  return printed * factor;
}

const seen = new WeakMap(); // of each page, how large the cells were printed that were shown of it

/** The middle of what was seen on the page: one cell that cannot be measured must not jump to another scale. */
function usualEm(bitmap, em) {
  const known = seen.get(bitmap) ?? [];
  if (em !== null) known.push(em);
  seen.set(bitmap, known.sort((one, other) => one - other));
  return known[Math.floor(known.length / 2)] ?? USUAL_EM * DPI;
}

/** How large the cell is printed, in pixels of the page: from its lines of ink; null where there are none. */
function emOf(bitmap, cut, text) {
  const lines = linesOfInk(bitmap, cut);
  if (!lines.length) return null;
  const ordered = lines.sort((one, other) => one - other);
  const height = ordered[Math.floor(ordered.length / 2)];
  return height / (NUMBERS.test(text) ? INK_OF_DIGIT : INK_OF_WORD);
}

const scratch = document.createElement("canvas");

/** The heights of runs of rows that have ink, inside the cell's rules. */
function linesOfInk(bitmap, { left, top, width, height, margin }) {
  const inset = Math.ceil(margin + 3); // the rules, and as much as they may lean
  const [w, h] = [width - 2 * inset, height - 2 * inset];
  if (w < 4 || h < 6) return [];
  scratch.width = w;
  scratch.height = h;
  const pen = scratch.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, left + inset, top + inset, w, h, 0, 0, w, h);
  const pixels = pen.getImageData(0, 0, w, h).data;
  const gray = new Uint8Array(w * h);
  let [dark, light] = [255, 0];
  for (let at = 0; at < gray.length; at++) {
    gray[at] = Math.max(pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]); // a red seal is as light as paper
    if (gray[at] < dark) dark = gray[at];
    if (gray[at] > light) light = gray[at];
  }
  if (light - dark < 60) return []; // paper alone
  const limit = dark + (light - dark) * 0.45;
  const inks = Array.from({ length: h }, (_, y) => gray.subarray(y * w, (y + 1) * w).reduce((sum, one) => sum + (one < limit), 0));
  const most = Math.max(...inks);
  const found = [];
  let run = 0;
  for (const ink of [...inks, 0]) {
    if (ink > 1 && ink >= most * SPECKS) run++;
    else {
      if (run >= LOWEST) found.push(run);
      run = 0;
    }
  }
  return found;
}
