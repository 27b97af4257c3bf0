// Small parts that several pages are made of.
import { html, render, useCallback, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { inWords } from "./http.js";

const TONES = { queued: "", running: "accent", done: "good", failed: "bad", cancelled: "" };
const SIGNS = { good: "✓", bad: "✕", doubt: "!", accent: "●" };

/** A short word in a coloured pill; the sign says the same as the colour. */
export const Tag = ({ tone, children }) =>
  html`<span class="tag ${tone ?? ""}">${SIGNS[tone] && html`<span aria-hidden="true">${SIGNS[tone]}</span>`}${children}</span>`;

export const StateTag = ({ t, state }) => html`<${Tag} tone=${TONES[state]}>${t(`state.${state}`)}<//>`;

/** A problem in plain words, with what the service said below where that tells more. */
export function ProblemNote({ t, problem, onAgain }) {
  const words = inWords(problem, t);
  return html`<div class="note bad" role="alert">
    <p>${words}</p>
    ${problem.detail && problem.detail !== words && html`<p class="small" lang="en">${problem.detail}</p>`}
    ${onAgain && html`<p><button class="small" onClick=${onAgain}>${t("again")}</button></p>`}
  </div>`;
}

/** Loads something: `{value, problem, loading, reload, set}`. A reload keeps the old value until the new is there. */
export function useLoaded(load, watched) {
  const [state, setState] = useState({ loading: true });
  const run = useCallback(load, watched);
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const value = await run();
      if (mine === turn.current) setState({ value, loading: false });
    } catch (problem) {
      if (mine === turn.current) setState((old) => ({ value: old.value, problem, loading: false }));
    }
  }, [run]);
  useEffect(() => {
    reload();
    return () => turn.current++;
  }, [reload]);
  return { ...state, reload, set: (value) => setState({ value, loading: false }) };
}

/** A button that opens a list of things to do below it. `items`: children to be put in a list each. */
export function Menu({ label, items, small }) {
  const [open, setOpen] = useState(false);
  const place = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => place.current.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const key = (event) => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    place.current.querySelector("button").focus();
  };
  const left = (event) => place.current.contains(event.relatedTarget) || setOpen(false);
  return html`<div class="menu" ref=${place} onKeyDown=${key} onFocusOut=${left}>
    <button class=${small ? "small" : ""} aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${label}<span aria-hidden="true">▾</span>
    </button>
    ${open && html`<ul class="card">${items.map((item) => html`<li onClick=${() => setOpen(false)}>${item}</li>`)}</ul>`}
  </div>`;
}

/** Asks before something that cannot be taken back. @returns {Promise<boolean>} */
export function sure(t, { title, text, yes }) {
  const place = document.body.appendChild(document.createElement("div"));
  const before = document.activeElement;
  return new Promise((resolve) => {
    const answered = (answer) => {
      render(null, place);
      place.remove();
      before?.focus?.();
      resolve(answer);
    };
    render(html`<${SureDialog} t=${t} title=${title} text=${text} yes=${yes} onAnswer=${answered} />`, place);
  });
}

function SureDialog({ t, title, text, yes, onAnswer }) {
  const dialog = useRef(null);
  useLayoutEffect(() => dialog.current.showModal(), []);
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="sure" onCancel=${() => onAnswer(false)}>
    <div class="stack">
      <h2 id="sure">${title}</h2>
      <p>${text}</p>
      <div class="row end">
        <button autofocus onClick=${() => onAnswer(false)}>${t("no")}</button>
        <button class="danger" onClick=${() => onAnswer(true)}>${yes}</button>
      </div>
    </div>
  </dialog>`;
}

export const FORMATS = ["json", "csv", "xlsx", "html", "md"];

/** Links that save a document's result, one a format. */
export const downloads = ({ http, document: id, filename, revision }) =>
  FORMATS.map((format) => {
    const path = `/v1/documents/${id}/result?format=${format}${revision ? `&revision=${revision}` : ""}`;
    const save = (event) => {
      event.preventDefault();
      http.save(path, `${filename}.${format}`);
    };
    return html`<a href=${path} onClick=${save}>${format.toUpperCase()}</a>`;
  });
