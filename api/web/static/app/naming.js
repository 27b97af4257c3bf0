// What a label names: any indicator of the catalogue, found by its name, an alias or its id, with keys or with a mouse.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";

const SHOWN = 30; // more are found by writing more
const PART = 1000; // fields of one call
const PAUSE_MS = 120; // in which further letters are waited for

const squeezed = (text) => text.replace(/\s/g, "");

/** Whether a field stands in a row, whose label may name an indicator. Elsewhere the form says what stands there. */
export const nameable = ({ label, path }) => Boolean(label.raw) && path.includes("].");

/** The field, as it stands, whose text is the label of the field at `path`: null where the page has none of its own. */
export async function labelField(http, document, { record, path, label }) {
  const row = path.slice(0, path.lastIndexOf(".") + 1);
  for (let cursor = 0; cursor !== null; ) {
    const { fields, next } = await http.get(`/v1/documents/${document}/fields`, { query: { record, limit: PART, cursor } });
    const own = fields.find((one) => one.path.startsWith(row) && squeezed(one.text) && squeezed(one.text) === squeezed(label.raw));
    if (own) return own;
    cursor = next;
  }
  return null;
}

/** @param onChosen called with the indicator; @param onClose in any case, last */
export function Naming({ label, t, http, onChosen, onClose }) {
  const dialog = useRef(null);
  const [text, setText] = useState("");
  const [found, setFound] = useState([]);
  const [at, setAt] = useState(0);

  useLayoutEffect(() => dialog.current.showModal(), []);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const answer = text
        ? await http.get("/v1/catalogue", { query: { q: text, limit: SHOWN } })
        : await http.get("/v1/catalogue/match", { query: { label: label.raw.slice(0, 200) } });
      if (gone) return;
      setFound(answer.indicators ?? answer.candidates.map((one) => one.indicator));
      setAt(0);
    };
    const timer = setTimeout(() => look().catch(() => {}), text ? PAUSE_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text]);
  useEffect(() => dialog.current.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);

  const choose = (indicator) => {
    if (indicator) onChosen(indicator);
    dialog.current.close();
  };
  const pressed = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === "Enter" && !event.repeat) choose(found[at]);
    else return;
    event.preventDefault();
  };
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="naming" onClose=${onClose} onKeyDown=${(event) => event.stopPropagation()}>
    <div class="stack">
      <h2 id="naming">${t("naming.title", { label: label.raw })}</h2>
      <input autofocus role="combobox" aria-expanded="true" aria-controls="named" aria-label=${t("naming.search")} placeholder=${t("naming.search")}
        aria-activedescendant=${found[at] && `named-${at}`} autocomplete="off" onInput=${(event) => setText(event.target.value.trim())} onKeyDown=${pressed} />
      <ul class="naming" id="named" role="listbox" aria-label=${t("naming.found")}>${found.map((one, index) => html`<li key=${one.id} id=${`named-${index}`}
        role="option" aria-selected=${index === at} onClick=${() => choose(one)}>${one.name} <span class="small soft">${one.id}</span></li>`)}</ul>
      ${text && !found.length && html`<p class="soft small">${t("naming.none")}</p>`}
      <div class="row end"><button type="button" onClick=${() => choose(null)}>${t("review.close")}</button></div>
    </div>
  </dialog>`;
}
