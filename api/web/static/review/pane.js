// The page upright, with the field's box: it moves only as far as is needed to show the box. Of a dump, its text.
import { DumpPage } from "../app/dump.js";
import { html, useLayoutEffect, useRef, useState } from "../app/html.js";
import { useRoom } from "./painting.js";

const NEAREST = 40; // pixels that stay free between the box and the pane's edge
const ZOOMS = [1, 1.5, 2, 3];

export const Pane = ({ isText, ...rest }) => html`<${isText ? TextPane : PicturePane} ...${rest} />`;

const nameOf = (item, t) => `${item.filename}${item.page ? ` · ${t("review.page_of", { n: item.page })}` : ""}`;

const TextPane = ({ item, t, http }) => html`<section class="pane" aria-label=${t("review.page")}>
  <p class="pane-head small soft name">${nameOf(item, t)}</p>
  <${DumpPage} key=${item.document} t=${t} http=${http} frame="pane-frame" document=${item.document} number=${item.page} bbox=${item.bbox} />
</section>`;

function PicturePane({ item, bitmap, t }) {
  const frame = useRef(null);
  const sheet = useRef(null);
  const [zoom, setZoom] = useState(0);
  const room = useRoom(frame);
  const width = Math.max(1, Math.round(room * ZOOMS[zoom]));
  useLayoutEffect(() => {
    if (bitmap && room) draw(sheet.current, bitmap, width);
  }, [bitmap, width, room]);

  // The mark is drawn with all the rest, so that the page is laid out once before it is asked what is in view.
  const [x0, y0, x1, y1] = (item.upright_bbox ?? []).map((value) => (value * width) / item.upright_size[0]);
  const mark = { left: `${x0}px`, top: `${y0}px`, width: `${x1 - x0}px`, height: `${y1 - y0}px` };
  useLayoutEffect(() => {
    if (bitmap && room) bringIntoView(frame.current, { x0, y0, x1, y1 });
  }, [item, bitmap, width, room]);

  return html`<section class="pane" aria-label=${t("review.page")}>
    <div class="row apart pane-head small">
      <span class="soft name">${nameOf(item, t)}</span>
      <span class="row">
        <button type="button" class="quiet small" disabled=${zoom === 0} onClick=${() => setZoom(zoom - 1)}
          aria-label=${t("review.smaller")}>−</button>
        <button type="button" class="quiet small" disabled=${zoom === ZOOMS.length - 1} onClick=${() => setZoom(zoom + 1)}
          aria-label=${t("review.larger")}>+</button>
      </span>
    </div>
    <div class="pane-frame" ref=${frame} tabindex="0" role="group" aria-label=${t("review.page_picture")}>
      ${bitmap === null && html`<p class="soft pane-none">${t("review.no_picture")}</p>`}
      ${bitmap === undefined && html`<p class="soft pane-none">${t("review.picture_coming")}</p>`}
      <div class="pane-sheet" hidden=${!bitmap}>
        <canvas ref=${sheet} aria-hidden="true"></canvas>
        <div class="pane-mark" style=${mark}></div>
      </div>
    </div>
  </section>`;
}

function draw(canvas, bitmap, width) {
  const sharp = Math.min(devicePixelRatio || 1, bitmap.width / width); // no more pixels than there are
  const height = Math.round((width * bitmap.height) / bitmap.width);
  canvas.width = Math.round(width * Math.max(sharp, 0.1));
  canvas.height = Math.round(height * Math.max(sharp, 0.1));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "medium";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** Scrolls no further than needed: the eye finds the page where it left it. */
function bringIntoView(frame, { x0, y0, x1, y1 }) {
  const along = (start, size, low, high) => {
    if (high - low > size - 2 * NEAREST || low - NEAREST < start) return low - NEAREST;
    return high + NEAREST > start + size ? high + NEAREST - size : start;
  };
  frame.scrollTo(
    along(frame.scrollLeft, frame.clientWidth, x0, x1),
    along(frame.scrollTop, frame.clientHeight, y0, y1),
  );
}
