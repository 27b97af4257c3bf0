// One cell among many: right as it stands, unless it is marked.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../app/html.js";
import { nameOf } from "./card.js";
import { composing } from "./keys.js";
import { Others } from "./others.js";
import { drawCut } from "./print.js";

const EM = 20; // CSS pixels: the type that readings are set in here
const DPI = 170;
const ROOM = 260; // CSS pixels: a tile's width
const TALLEST = 110;

/** @param look an ImageBitmap of the whole page, or null where the cell alone is fetched */
export function Tile({ item, look, here, mark, t, http, on }) {
  const tile = useRef(null);
  const input = useRef(null);
  useLayoutEffect(() => {
    if (here && !tile.current.contains(document.activeElement)) tile.current.querySelector("button").focus();
  }, [here]);
  const chosen = useRef(false); // an alternative says all: nothing is left to be typed
  useLayoutEffect(() => {
    if (mark !== undefined && here && !chosen.current) {
      input.current.focus();
      input.current.select();
    }
    chosen.current = false;
  }, [mark !== undefined]);
  const choose = (text) => {
    chosen.current = mark === undefined;
    on.mark(text);
    tile.current.querySelector("button").focus();
  };
  const pressed = (event) => {
    const text = event.altKey && /^Digit[1-9]$/.test(event.code) ? item.alternatives[Number(event.code.slice(5)) - 1] : undefined;
    if (text === undefined || composing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(text);
  };
  const typing = (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && !event.repeat) on.typed();
    else if (event.key === "Escape") on.mark(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
    tile.current.querySelector("button").focus();
  };
  return html`<li class=${`tile ${mark === undefined ? "" : "wrong"}`} ref=${tile} data-path=${item.path} onKeyDown=${pressed}>
    <button type="button" class="tile-cell" aria-pressed=${mark !== undefined} tabindex=${here ? 0 : -1}
      onFocus=${on.here} onClick=${() => on.mark(mark === undefined ? item.text : undefined)}>
      <${Cut} item=${item} look=${look} http=${http} />
      <span class="tile-text">${item.text || html`<span class="soft">${t("review.said.blank")}</span>`}</span>
      <span class="small soft tile-name">${nameOf(item, t)}</span>
    </button>
    ${mark !== undefined &&
    html`<input class="tile-input" ref=${input} value=${mark} lang="zh-CN" autocomplete="off" spellcheck=${false}
      aria-label=${t("review.right_text", { name: nameOf(item, t) })}
      onInput=${(event) => on.mark(event.target.value)} onKeyDown=${typing} />`}
    ${here && html`<${Others} item=${item} kind="tile-others" t=${t} onChoose=${choose} />`}
  </li>`;
}

function Cut({ item, look, http }) {
  const canvas = useRef(null);
  const [address, setAddress] = useState(null);
  useLayoutEffect(() => {
    if (look) drawCut(canvas.current, look, item, { em: EM, room: ROOM, tallest: TALLEST });
  }, [item, look]);
  useEffect(() => {
    if (look !== null || !item.upright_bbox) return undefined;
    let gone = false;
    http.picture(cropOf(item)).then((found) => gone || setAddress(found), () => {});
    return () => {
      gone = true;
    };
  }, [item, look]);
  if (look) return html`<canvas ref=${canvas} aria-hidden="true"></canvas>`;
  return address ? html`<img src=${address} alt="" />` : html`<span class="tile-none"></span>`;
}

function cropOf({ document, page, revision, upright_bbox: [x0, y0, x1, y1] }) {
  const margin = (y1 - y0) * 0.2;
  const box = new URLSearchParams({ x0: x0 - margin, y0: y0 - margin, x1: x1 + margin, y1: y1 + margin, dpi: DPI, revision });
  return `/v1/documents/${document}/pages/${page}/crop?${box}`;
}
