// A page of a text dump: its lines, with what is selected marked.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";

export const DumpViewer = ({ context, document, info, bbox }) =>
  html`<div class="viewer"><${DumpPage} ...${context} frame="pane" document=${document} number=${info.number} bbox=${bbox} /></div>`;

/** `bbox` counts characters across and lines down. */
export function DumpPage({ t, http, frame, document: id, number: page, bbox }) {
  const [pages, setPages] = useState(null);
  const pane = useRef(null);
  useEffect(() => {
    const read = async () => {
      const text = decoded(await (await http.fetch(`/v1/documents/${id}/file`)).arrayBuffer());
      setPages(text.replaceAll("\r\n", "\n").split("\f"));
    };
    read().catch(() => setPages([]));
  }, [id]);
  useLayoutEffect(() => pane.current?.querySelector("mark")?.scrollIntoView({ block: "nearest" }), [bbox, pages]);
  const lines = pages?.[page - 1]?.split("\n") ?? [];
  return html`<div class="${frame} dump" ref=${pane} tabindex="0" role="region" aria-label=${t("viewer.dump")}>
    ${lines.map((line, number) => html`<div key=${number}>${marked(line, number, bbox)}</div>`)}
  </div>`;
}

/** As the service reads it: UTF-8, else UTF-16 with its mark, else GB18030. */
function decoded(bytes) {
  const mark = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength)).join();
  if (mark === "255,254" || mark === "254,255") return new TextDecoder(mark === "255,254" ? "utf-16le" : "utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function marked(line, number, bbox) {
  const characters = [...line];
  if (!bbox || number < Math.floor(bbox[1]) || number >= Math.ceil(bbox[3])) return line || " ";
  const [from, to] = [Math.floor(bbox[0]), Math.ceil(bbox[2])];
  const part = (start, end) => characters.slice(start, end).join("");
  return html`${part(0, from)}<mark>${part(from, to) || " "}</mark>${part(to)}`;
}
