// Every decision of people on a document, the newest first, and what became of them when it was read again.
import { html } from "../app/html.js";
import { ProblemNote, Tag, useLoaded } from "../app/parts.js";

const OUTCOMES = { carried: "good", contradicted: "doubt", dropped: "bad" };
const SHOWN = 200; // decisions: more are in the API, page by page

export function History({ context, document: id, revision, onShow }) {
  const { t, http } = context;
  const load = () =>
    Promise.all([all(http, id), http.get(`/v1/documents/${id}/carried`)]).then(([decisions, carried]) => ({
      decisions: decisions.reverse(),
      fates: new Map(carried.carried.map((one) => [one.decision.number, one])),
    }));
  const found = useLoaded(load, [id]);
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!found.value) return html`<p class="loading">${t("loading")}</p>`;
  const { decisions, fates } = found.value;
  if (!decisions.length) return html`<p class="card soft empty">${t("history.none")}</p>`;
  return html`<ol class="stack tight">
    ${decisions.slice(0, SHOWN).map((one) => html`<${Deed} key=${one.id} context=${context} deed=${one}
      fate=${fates.get(one.number)} onShow=${one.revision === revision && onShow} />`)}
  </ol>`;
}

async function all(http, id) {
  const found = [];
  let cursor = 0;
  while (cursor !== null) {
    const page = await http.get(`/v1/documents/${id}/decisions`, { query: { limit: 1000, cursor } });
    found.push(...page.decisions);
    cursor = page.next;
  }
  return found;
}

function Deed({ context: { t, format }, deed, fate, onShow }) {
  const before = deed.seen.text;
  const said = ["accept", "correct"].includes(deed.action) ? deed.text || t("detail.blank") : null;
  return html`<li class="card deed">
    <div class="row apart">
      <span><strong>${t(`deed.${deed.action}`)}</strong> <span class="soft">${deed.seen.label || deed.path}</span></span>
      <span class="small soft">${deed.by} · ${format.date(deed.at)}
        ${onShow && deed.path && html`<button class="small quiet" onClick=${() => onShow(deed.record, deed.path)}>${t("check.show")}</button>`}</span>
    </div>
    ${said !== null && html`<p>${deed.action === "correct" && before !== undefined && html`<del>${before || t("detail.blank")}</del> → `}<ins>${said}</ins></p>`}
    ${(fate || deed.outcome === "conflict") && html`<div class="row small">
      ${deed.outcome === "conflict" && html`<${Tag} tone="bad">${t("history.conflict")}<//>`}
      ${fate && html`<${Tag} tone=${OUTCOMES[fate.outcome]}>${t(`history.${fate.outcome}`)}<//>`}
    </div>`}
  </li>`;
}
