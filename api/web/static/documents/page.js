// All documents: sent, watched while they are read, taken away as files.
import { html, render, useEffect, useState } from "../app/html.js";
import { ProblemNote } from "../app/parts.js";
import { Batches } from "./batches.js";
import { DocumentTable } from "./table.js";
import { Uploads } from "./uploads.js";
import { useDocuments } from "./watching.js";

const STATES = ["running", "queued", "done", "failed", "cancelled"];

export function mount(element, context) {
  render(html`<${Documents} context=${context} />`, element);
}

function Documents({ context }) {
  const { t, http } = context;
  const [state, setState] = useState(null);
  const [name, setName] = useState("");
  const [sent, setSent] = useState(0);
  const documents = useDocuments(http, { state, name });
  const onSent = () => {
    setSent((count) => count + 1);
    documents.reload();
  };
  const shown = documents.list;
  return html`
    <div class="stack">
      <h1>${t("page.documents")}</h1>
      <${Uploads} context=${context} onSent=${onSent} />
      <${Batches} context=${context} sent=${sent} />
      <section class="stack" aria-labelledby="all-documents">
        <div class="row apart">
          <h2 id="all-documents">${t("documents.all")}</h2>
          <div class="row" role="group" aria-label=${t("documents.filter")}>
            <${Choice} chosen=${state === null} onChoose=${() => setState(null)}>${t("documents.any")}<//>
            ${STATES.map(
              (one) => html`<${Choice} chosen=${state === one} onChoose=${() => setState(one)}>${t(`state.${one}`)}<//>`,
            )}
          </div>
          <${Search} t=${t} onSearch=${setName} />
        </div>
        ${documents.problem && html`<${ProblemNote} t=${t} problem=${documents.problem} onAgain=${documents.reload} />`}
        ${shown?.length === 0 && html`<p class="card soft empty">${t(state || name ? "documents.none_such" : "documents.none")}</p>`}
        ${shown?.length > 0 && html`<${DocumentTable} context=${context} documents=${shown} onChange=${documents.reload} />`}
        ${documents.more && html`<p><button onClick=${documents.more}>${t("documents.more")}</button></p>`}
      </section>
    </div>`;
}

const Choice = ({ chosen, onChoose, children }) =>
  html`<button class="small choice" aria-pressed=${chosen} onClick=${onChoose}>${children}</button>`;

/** Searches when typing pauses. */
function Search({ t, onSearch }) {
  const [text, setText] = useState("");
  useEffect(() => {
    const later = setTimeout(() => onSearch(text.trim()), 250);
    return () => clearTimeout(later);
  }, [text]);
  return html`<input type="search" aria-label=${t("documents.search")} placeholder=${t("documents.search")}
    value=${text} onInput=${(event) => setText(event.target.value)} />`;
}
