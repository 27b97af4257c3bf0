// The page that a result was read from: as a picture, stood upright, with boxes on it, or as its text.
import { DumpViewer } from "./dump.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";

const ZOOMS = [1, 1.5, 2, 3];
const DPI = [110, 200]; // at width of the pane, and where it is enlarged
const STEEPEST = 40; // degrees: a box around a cell that leans more says nothing of its sides
const MARGIN = 2; // page units around a box, so that its line does not cover the ink

/** Whatever kind of page it is. */
export function PagePane({ context, result, page, onPage, boxes, selected, onSelect, bbox }) {
  const info = result.document.pages.find((one) => one.number === page) ?? result.document.pages[0];
  if (!info) return null;
  const id = result.document.sha256;
  if (info.source === "plain_text") return html`<${DumpViewer} context=${context} document=${id} info=${info} bbox=${bbox} />`;
  return html`<${Viewer} context=${context} document=${id} info=${info} pageCount=${result.document.page_count} onPage=${onPage}
    boxes=${boxes} selected=${selected} onSelect=${onSelect} />`;
}

/**
 * `boxes`: {id, bbox, tone, title}. `selected`: an id. `info`: the page as the result describes it.
 */
function Viewer({ context, document: id, info, pageCount, onPage, boxes, selected, onSelect }) {
  const { t } = context;
  const [zoom, setZoom] = useState(0);
  const [upright, setUpright] = useState(true);
  const pane = useRef(null);
  const address = usePicture(context.http, id, info, zoom);
  const [shown, setShown] = useState({}); // the picture that has come, or will not
  useLayoutEffect(() => bringIntoView(pane.current), [selected, zoom, upright, info.number]);
  const step = (by) => setZoom(Math.min(ZOOMS.length - 1, Math.max(0, zoom + by)));
  const turned = info.rotation !== 0 || Math.abs(info.skew) > 0.3;
  return html`<div class="viewer">
    <div class="row apart viewer-bar">
      <div class="row">
        <button class="small" disabled=${info.number <= 1} aria-label=${t("viewer.before")} onClick=${() => onPage(info.number - 1)}>‹</button>
        <span class="small">${t("viewer.page", { page: info.number, count: pageCount })}</span>
        <button class="small" disabled=${info.number >= pageCount} aria-label=${t("viewer.after")} onClick=${() => onPage(info.number + 1)}>›</button>
      </div>
      <div class="row">
        ${turned && html`<button class="small" aria-pressed=${upright} onClick=${() => setUpright(!upright)}>${t("viewer.upright")}</button>`}
        <button class="small" disabled=${zoom === 0} aria-label=${t("viewer.smaller")} onClick=${() => step(-1)}>−</button>
        <button class="small" disabled=${zoom === ZOOMS.length - 1} aria-label=${t("viewer.larger")} onClick=${() => step(1)}>＋</button>
      </div>
    </div>
    ${(shown.address !== address || shown.failed) && html`<p class="soft small viewer-none" role="status">
      ${t(shown.address === address ? "viewer.none" : "viewer.coming")}</p>`}
    <div class="pane" ref=${pane} tabindex="0" role="region" aria-label=${t("viewer.page", { page: info.number, count: pageCount })}>
      <${Picture} info=${info} upright=${upright} zoom=${ZOOMS[zoom]} address=${address} boxes=${boxes}
        selected=${selected} onSelect=${onSelect} onShown=${(failed) => setShown({ address, failed })} alt=${t("viewer.alt", { page: info.number })} />
    </div>
  </div>`;
}

/** The address of the page's picture, in the resolution that the zoom needs; the old one until the new is there. */
function usePicture(http, id, info, zoom) {
  const [address, setAddress] = useState(null);
  const dpi = DPI[zoom === 0 ? 0 : 1];
  useEffect(() => {
    let wanted = true;
    let made = null;
    http.picture(`/v1/documents/${id}/pages/${info.number}/image?dpi=${dpi}`).then((found) => {
      made = found;
      if (wanted) setAddress(found);
    }, () => wanted && setAddress(null));
    return () => {
      wanted = false;
      if (made?.startsWith("blob:")) URL.revokeObjectURL(made);
    };
  }, [id, info.number, dpi]);
  return address;
}

function Picture({ info, upright, zoom, address, boxes, selected, onSelect, onShown, alt }) {
  const { width, height } = info;
  const turn = upright ? info.rotation : 0;
  const lies = turn % 180 !== 0;
  const [across, down] = lies ? [height, width] : [width, height];
  // About the middle of the page: moved there, turned, the skew taken off, and back by half of the page as it is shown.
  const place = `translate(${across / 2} ${down / 2}) rotate(${turn - (upright ? info.skew : 0)}) translate(${-width / 2} ${-height / 2})`;
  const pick = (event) => {
    const id = event.target.dataset?.box;
    if (id) onSelect(id);
  };
  return html`<svg class="picture" viewBox="0 0 ${across} ${down}" style=${{ width: `${zoom * 100}%` }} role="img"
    aria-label=${alt} onClick=${pick}>
    <g transform=${place}>
      <rect class="paper" width=${width} height=${height} />
      ${address && html`<image href=${address} width=${width} height=${height} preserveAspectRatio="none"
        onLoad=${() => onShown(false)} onError=${() => onShown(true)} />`}
      ${boxes.map(({ id, bbox, tone, title }) => {
        const rim = (MARGIN * width) / 800;
        const { x, y, wide, high } = ownSides(bbox, info.skew);
        return html`<rect key=${id} data-box=${id} class="box ${tone} ${id === selected ? "selected" : ""}"
          transform=${`rotate(${info.skew} ${x} ${y})`}
          x=${x - wide / 2 - rim} y=${y - high / 2 - rim} width=${wide + 2 * rim} height=${high + 2 * rim}>
          ${title && html`<title>${title}</title>`}
        </rect>`;
      })}
    </g>
  </svg>`;
}

/** A cell leans with its page, and its box is larger than it: its middle, and its own sides reckoned back from the box's. */
function ownSides([x0, y0, x1, y1], skew) {
  const [width, height, angle] = [x1 - x0, y1 - y0, (Math.abs(skew) * Math.PI) / 180];
  const [cos, sin, spread] = [Math.cos(angle), Math.sin(angle), Math.cos(2 * angle)];
  const [wide, high] = [(width * cos - height * sin) / spread, (height * cos - width * sin) / spread];
  const told = Math.abs(skew) < STEEPEST && Math.min(wide, high) > 0; // else it is a line's own box, or of a bent page
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, wide: told ? wide : width, high: told ? high : height };
}

/** Scrolls the pane, and it alone, so that the selected box is in its middle where it was not to be seen. */
function bringIntoView(pane) {
  const box = pane?.querySelector(".box.selected");
  if (!box) return;
  const [inner, outer] = [box.getBoundingClientRect(), pane.getBoundingClientRect()];
  const off = (low, high, from, to) => (low < from || high > to ? (low + high - from - to) / 2 : 0);
  pane.scrollBy({
    left: off(inner.left, inner.right, outer.left, outer.right),
    top: off(inner.top, inner.bottom, outer.top, outer.bottom),
  });
}
