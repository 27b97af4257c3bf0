// Pages as pictures, upright and decoded, ready before they are asked for.

const DPI = 170; // a character of ordinary print is then about as large as the one that is typed
const MOST_PAGES = 10; // of some 10 MB each, decoded

const AT_ONCE = 2; // calls: a browser makes six, and decisions and leases must not wait behind pictures

/** @returns {{load, ready, isText}} */
export function createPictures(http) {
  let underWay = 0;
  const queue = [];

  async function inTurn(work) {
    if (underWay >= AT_ONCE) await new Promise((go) => queue.push(go));
    underWay++;
    try {
      return await work();
    } finally {
      underWay--;
      queue.shift()?.();
    }
  }

  const pages = new Map(); // the address -> {picture, bitmap}
  const texts = new Set(); // documents that are text dumps

  /** Resolves to the page of an item as an ImageBitmap, or to null where it has no picture. */
  function load(item) {
    const address = addressOf(item);
    if (!address) return Promise.resolve(null);
    const known = pages.get(address);
    if (known) return known.picture;
    const entry = { bitmap: undefined };
    entry.picture = fetched(address)
      .then((bitmap) => (entry.bitmap = bitmap))
      .catch((problem) => {
        if (problem.code === "input_error") texts.add(item.document);
        if (problem.status === 0) pages.delete(address); // the network: asked again next time
        return (entry.bitmap = null);
      });
    pages.set(address, entry);
    for (const [oldest, { bitmap }] of pages) {
      if (pages.size <= MOST_PAGES) break;
      pages.delete(oldest);
      bitmap?.close();
    }
    return entry.picture;
  }

  const fetched = (address) => inTurn(async () => createImageBitmap(await (await http.fetch(address)).blob()));

  /** The bitmap if it is there, null if there is none, undefined while it is on its way. */
  function ready(item) {
    const address = addressOf(item);
    if (!address) return null;
    const known = pages.get(address);
    if (known) {
      pages.delete(address); // and in again, as the latest
      pages.set(address, known);
    }
    return known?.bitmap;
  }

  return { load, ready, isText: (item) => texts.has(item.document) };
}

const addressOf = ({ document, page, revision, upright_bbox: box }) =>
  box && `/v1/documents/${document}/pages/${page}/image?dpi=${DPI}&upright=1&revision=${revision}`;
