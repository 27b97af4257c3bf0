// The page that a result was read from, whatever kind of page it is.
import { html } from "../app/html.js";
import { DumpViewer } from "../app/dump.js";
import { Viewer } from "../app/viewer.js";

export function PagePane({ context, result, page, onPage, boxes, selected, onSelect, bbox }) {
  const info = result.document.pages.find((one) => one.number === page) ?? result.document.pages[0];
  if (!info) return null;
  const id = result.document.sha256;
  if (info.source === "plain_text") return html`<${DumpViewer} context=${context} document=${id} info=${info} bbox=${bbox} />`;
  return html`<${Viewer} context=${context} document=${id} info=${info} pageCount=${result.document.page_count} onPage=${onPage}
    boxes=${boxes} selected=${selected} onSelect=${onSelect} />`;
}
