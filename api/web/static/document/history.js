// Every decision of people on a document, the newest first, and what became of them when it was read again.
import { html, useState } from "../app/html.js";
import { randomId } from "../app/http.js";
import { ProblemNote, Tag, useLoaded } from "../app/parts.js";

const OUTCOMES = { carried: "good", contradicted: "doubt", dropped: "bad" };
const AT_ONCE = 100; // approvals the service takes in a call
const SHOWN = 200; // decisions: more are in the API, page by page

export function History({ context, document: id, revision, onShow }) {
  const { t, http, me } = context;
  const load = () =>
    Promise.all([all(http, id), http.get(`/v1/documents/${id}/carried`), waitingFor(me, http, id)]).then(([decisions, carried, waiting]) => ({
      decisions: decisions.reverse(),
      fates: new Map(carried.carried.map((one) => [one.decision.number, one])),
      waiting,
    }));
  const found = useLoaded(load, [id]);
  const [refused, setRefused] = useState(null);
  const approve = (fields) => {
    const approvals = fields.slice(0, AT_ONCE).map(({ record, path, etag }) => ({ id: randomId(), record, path, if_match: etag }));
    http.send("POST", `/v1/documents/${id}/approvals`, { json: { approvals } }).then(() => setRefused(null), setRefused).then(found.reload);
  };
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!found.value) return html`<p class="loading">${t("loading")}</p>`;
  const { decisions, fates, waiting } = found.value;
  const open = new Map(waiting.map((field) => [`${field.record} ${field.path}`, field]));
  /** The field that a decision is the newest on, where it waits for approval. */
  const openOf = ({ record, path, outcome }) => {
    const field = outcome === "kept" && open.get(`${record} ${path}`);
    return field && open.delete(`${record} ${path}`) && field;
  };
  if (!decisions.length) return html`<p class="card soft empty">${t("history.none")}</p>`;
  return html`${refused && html`<${ProblemNote} t=${t} problem=${refused} />`}
    ${waiting.length > 0 && html`<p class="note doubt row apart">${t("approve.waiting", { n: waiting.length })}
      <button class="small" onClick=${() => approve(waiting)}>${t("approve.all")}</button></p>`}
    <ol class="stack tight">
    ${decisions.slice(0, SHOWN).map((one) => html`<${Deed} key=${one.id} context=${context} deed=${one} open=${openOf(one)} onApprove=${approve}
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

/** Fields that somebody else decided on, where the service asks for approval. */
async function waitingFor(me, http, id) {
  if (!me.approval) return [];
  const { fields } = await http.get(`/v1/documents/${id}/fields`, { query: { approved: false, limit: 1000 } });
  return fields.filter((field) => field.decided_by !== me.name);
}

function Deed({ context: { t, format }, deed, fate, open, onApprove, onShow }) {
  const before = deed.seen.text;
  const said = ["accept", "correct"].includes(deed.action) ? deed.text || t("detail.blank") : null;
  return html`<li class="card deed">
    <div class="row apart">
      <span><strong>${t(`deed.${deed.action}`)}</strong> <span class="soft">${deed.seen.label || deed.path}</span></span>
      <span class="small soft">${deed.by} · ${format.date(deed.at)}
        ${onShow && deed.path && html`<button class="small quiet" onClick=${() => onShow(deed.record, deed.path)}>${t("check.show")}</button>`}
        ${open && html`<button class="small" onClick=${() => onApprove([open])}>${t("deed.approve")}</button>`}</span>
    </div>
    ${said !== null && html`<p>${deed.action === "correct" && before !== undefined && html`<del>${before || t("detail.blank")}</del> → `}<ins>${said}</ins></p>`}
    ${(fate || deed.outcome === "conflict") && html`<div class="row small">
      ${deed.outcome === "conflict" && html`<${Tag} tone="bad">${t("history.conflict")}<//>`}
      ${fate && html`<${Tag} tone=${OUTCOMES[fate.outcome]}>${t(`history.${fate.outcome}`)}<//>`}
    </div>`}
  </li>`;
}
