// Other readings of a cell, each with its key: what is otherwise in them stands out, however long the text is.
import { html } from "../app/html.js";

const NEAR = 10; // characters beside the difference that tell where it is

export function Others({ item, kind, t, onChoose }) {
  if (!item.alternatives.length) return null;
  return html`<ul class=${`row ${kind}`} aria-label=${t("review.alternatives")}>
    ${item.alternatives.map(
      (one, index) => html`<li key=${one}><button type="button" class="small other" title=${one} onClick=${() => onChoose(one)}>
        <kbd>Alt ${index + 1}</kbd><${Other} text=${one} read=${item.text} /></button></li>`,
    )}
  </ul>`;
}

/** Without line breaks: only one of the two may have them. */
const squeezed = (text) => text.replace(/\s/g, "");

function Other(item) {
  const [text, read] = [squeezed(item.text), squeezed(item.read)];
  const most = Math.min(text.length, read.length);
  let from = 0;
  while (from < most && text[from] === read[from]) from++;
  let rest = 0;
  while (rest < most - from && text.at(-1 - rest) === read.at(-1 - rest)) rest++;
  let to = text.length - rest;
  if (from === to) [from, to] = [Math.max(0, from - 1), Math.min(text.length, to + 1)]; // left out: between these
  const [start, end] = [Math.max(0, from - NEAR), Math.min(text.length, to + NEAR)];
  return html`<span class="other-text">${start > 0 && "…"}${text.slice(start, from)}<mark>${text.slice(from, to)}</mark>
    ${text.slice(to, end)}${end < text.length && "…"}</span>`;
}
