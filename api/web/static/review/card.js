// One question: the cell's picture, right below it what was read in type of the same size, and why it is asked.
import { html, useLayoutEffect, useRef, useState } from "../app/html.js";
import { nameable } from "../app/naming.js";
import { commandOf, composing } from "./keys.js";
import { Others } from "./others.js";
import { drawCut } from "./print.js";
import { useRoom } from "./painting.js";

const EM = 26; // CSS pixels: the type that readings are set in
const SMALLEST = 16; // CSS pixels: where a cell is too wide for that, its text is set as small as its print
const SIZES_ITSELF = CSS.supports("field-sizing", "content"); // a text as high as what stands in it
const READ_MS = 1000; // how long words must have stood before a key is an answer to them
const BORDERS = 2; // CSS pixels: of the picture, on both sides
const TALLEST = 320; // of the picture: a goal over half a page is read on the page itself

/** @param on {accept, back, skip, undo, blank, unreadable, reread, name, table, help}; `accept` and `unreadable` take the text */
export function Card({ item, bitmap, isText, t, said, format, on }) {
  const input = useRef(null);
  const canvas = useRef(null);
  const place = useRef(null);
  const room = useRoom(place);
  const start = item.said ? item.said.text ?? "" : item.text;
  const [draft, setDraft] = useState({});
  const text = draft.item === item && draft.said === item.said ? draft.text : start; // a draft is of one question alone
  const setText = (value) => setDraft({ item, said: item.said, text: value });
  const untouched = text === start;
  const coming = bitmap === undefined && Boolean(item.upright_bbox) && !isText;
  const [warned, setWarned] = useState({ item: null });

  useLayoutEffect(() => {
    const shown = Boolean(bitmap && room && item.upright_bbox);
    canvas.current.hidden = !shown;
    const em = shown ? drawCut(canvas.current, bitmap, item, { em: EM, room: room - BORDERS, tallest: TALLEST }) : EM;
    input.current.style.fontSize = `${Math.round(Math.min(EM, Math.max(SMALLEST, em)))}px`;
    canvas.current.dataset.drawn = shown ? `${item.document} ${item.record} ${item.path}` : "";
  }, [item, bitmap, room]);

  // After the picture: to select has the page laid out, and what is changed then costs that once more.
  useLayoutEffect(() => {
    input.current.value = start;
    grow(input.current);
    if (document.activeElement !== input.current) input.current.focus({ preventScroll: true });
    input.current.select();
  }, [item, item.said]);

  const fill = (value) => {
    setText(value);
    input.current.value = value;
    grow(input.current);
    input.current.focus();
  };
  /** Answers, but not of a cell that nobody has seen: the first key there only says so, a later one is taken at its word. */
  const seen = (answer) => () => {
    if (!coming || (warned.item === item && Date.now() - warned.at > READ_MS)) answer();
    else if (warned.item !== item) setWarned({ item, at: Date.now() });
  };
  const accept = seen(() => on.accept(text === item.text ? "accept" : "correct", text));
  const blank = seen(on.blank);
  const unreadable = seen(on.unreadable);
  const reset = () => {
    fill(start);
    input.current.select();
  };
  const commands = {
    ...on,
    accept,
    reset,
    nothing: () => {},
    blank,
    unreadable,
    line: () => {
      input.current.setRangeText("\n", input.current.selectionStart, input.current.selectionEnd, "end");
      setText(input.current.value);
      grow(input.current);
    },
  };
  const pressed = (event) => {
    const command = commandOf(event, untouched);
    if (!command) return;
    event.preventDefault();
    if (command.alternative === undefined) commands[command]();
    else if (item.alternatives[command.alternative] !== undefined) fill(item.alternatives[command.alternative]);
  };
  const typed = (event) => {
    setText(event.target.value);
    if (!composing(event)) grow(event.target);
  };

  return html`<section class="card ask" data-item=${`${item.document} ${item.record} ${item.path}`} aria-label=${t("review.question")}>
    <${Heading} item=${item} t=${t} format=${format} />
    <div class="ask-cut" ref=${place} hidden=${isText}>
      <canvas ref=${canvas} role="img" aria-label=${t("review.cut", { name: nameOf(item, t) })}></canvas>
      ${coming && html`<span class=${`small ${warned.item === item ? "note doubt" : "soft"}`} role="status" data-coming>
        ${t(warned.item === item ? "review.picture_unseen" : "review.picture_coming")}</span>`}
      ${!item.upright_bbox && html`<span class="soft small">${t("review.no_place")}</span>`}
    </div>
    <textarea class="ask-text" ref=${input} rows="1" lang="zh-CN" spellcheck=${false} autocomplete="off" autocapitalize="off"
      aria-label=${t("review.reading", { name: nameOf(item, t) })} aria-describedby="ask-why"
      onInput=${typed} onKeyDown=${pressed}></textarea>
    <${Others} item=${item} kind="ask-others" t=${t} onChoose=${fill} />
    <${Why} item=${item} t=${t} said=${said} />
    <div class="row ask-do">
      <button type="button" class="primary" onClick=${accept}>${untouched && !item.said ? t("review.accept") : t("review.keep")} <kbd>Enter</kbd></button>
      <button type="button" onClick=${blank}>${t("review.blank")} <kbd>Alt B</kbd></button>
      <button type="button" onClick=${unreadable}>${t("review.unreadable")} <kbd>Alt U</kbd></button>
      ${item.upright_bbox && !isText && html`<button type="button" onClick=${on.reread}>${t("review.reread")} <kbd>Alt R</kbd></button>`}
      <span class="row push">
        ${nameable(item) && html`<button type="button" class="quiet" onClick=${on.name}>${t("naming.do")} <kbd>Alt L</kbd></button>`}
        <button type="button" class="quiet" onClick=${on.table}>${t("page.grid")} <kbd>Alt G</kbd></button>
        <button type="button" class="quiet" onClick=${on.back}>${t("review.back")}</button>
        <button type="button" class="quiet" onClick=${on.skip}>${t("review.skip")}</button>
      </span>
    </div>
  </section>`;
}

export const nameOf = (item, t) =>
  [item.row_heading, item.column_heading].filter(Boolean).join(" · ") || item.label.canonical || t("review.unnamed");

function Heading({ item, t, format }) {
  return html`<header class="ask-head">
    <p class="small soft">${[item.title, item.unit].filter(Boolean).join(" · ")}</p>
    <h2>${item.row_heading || nameOf(item, t)}${item.row_heading && item.column_heading &&
      html`<span class="ask-column">${item.column_heading}</span>`}</h2>
    <p class="row small">
      <span class=${`tag ${item.expected_error > 0.2 ? "bad" : "doubt"}`}>${t("review.sure", { share: format.share(item.confidence) })}</span>
      ${item.also.length > 0 && html`<span class="tag">${t("review.also", { n: item.also.length })}</span>`}
      ${item.settles > item.also.length && html`<span class="tag accent">${t("review.settles", { n: item.settles - item.also.length })}</span>`}
      ${item.said && html`<span class="tag good">${t(`review.said.${item.said.action}`)}</span>`}
    </p>
  </header>`;
}

function Why({ item, t, said }) {
  const checks = item.checks.filter((check) => check.status !== "pass");
  const passed = item.checks.filter((check) => check.status === "pass");
  return html`<div class="ask-why" id="ask-why">
    ${item.reason && html`<p>${said(item.reason)}</p>`}
    ${checks.map((check) => html`<p key=${check.id} class=${`note ${check.status === "fail" ? "bad" : "doubt"}`}>${said(check.message)}</p>`)}
    ${!checks.length && passed.length > 0 && html`<p class="note good">${said(passed[0].message)}</p>`}
    ${nameable(item) && item.label.canonical && item.label.canonical !== item.label.raw && html`<p class="small soft">${t("naming.is", { name: item.label.canonical })}</p>`}
    ${typedOtherwise(item) && html`<p class="small soft">${t("review.typed", { value: typedOtherwise(item) })}</p>`}
  </div>`;
}

/** The typed value, where it is not what stands there anyway. */
function typedOtherwise({ text, value }) {
  if (value.number === null || value.number === text.replace(/[\s,，]/g, "")) return null;
  return [value.comparator === "=" ? "" : value.comparator, value.number, value.unit].filter(Boolean).join(" ");
}

/** As high as its text. To ask how high that is has the whole page laid out, so the browser does it where it can. */
function grow(area) {
  if (SIZES_ITSELF) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
