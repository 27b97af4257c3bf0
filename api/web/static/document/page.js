// One document: what was understood beside the page that it was read from.
import { html, render, useEffect, useMemo, useState } from "../app/html.js";
import { failedChecks, placeOf, placesOf } from "../app/fields.js";
import { Menu, ProblemNote, StateTag, downloads, useLoaded } from "../app/parts.js";
import { Tabs, useHash } from "../app/tabs.js";
import { PagePane } from "../app/viewer.js";
import { Checks } from "./checks.js";
import { Detail } from "./detail.js";
import { History } from "./history.js";
import { RecordView, describing } from "./record.js";
import { Revisions } from "./revisions.js";

const TABS = ["record", "checks", "history", "revisions"];
const OF_RECORD = new Set(["record", "checks"]);
const LOOK_MS = 2000; // between two looks at a document that is being read

export function mount(element, context) {
  const id = location.pathname.split("/")[2];
  render(html`<${DocumentPage} context=${context} id=${id} />`, element);
}

function DocumentPage({ context, id }) {
  const { t, http } = context;
  const state = useLoaded(async () => (await http.get(`/v1/documents/${id}`)).document, [id]);
  const newest = state.value?.newest;
  const result = useLoaded(async () => (newest ? http.get(`/v1/documents/${id}/result`) : null), [newest?.revision]);
  const underWay = ["queued", "running"].includes(state.value?.state);
  useEffect(() => {
    if (!underWay) return undefined;
    const timer = setTimeout(state.reload, LOOK_MS);
    return () => clearTimeout(timer);
  }, [state.value]);
  useEffect(() => {
    if (state.value) document.title = `${state.value.filename} · ${t("brand")}`;
  }, [state.value?.filename]);
  if (!state.value) {
    return state.problem
      ? html`<h1>${t("page.document")}</h1><${ProblemNote} t=${t} problem=${state.problem} onAgain=${state.reload} />`
      : html`<h1>${t("page.document")}</h1><p class="loading">${t("loading")}</p>`;
  }
  return html`<div class="stack">
    <${Head} context=${context} document=${state.value} />
    ${state.value.error && html`<${ProblemNote} t=${t} problem=${{ ...state.value.error, detail: state.value.error.message }} />`}
    ${underWay && html`<p class="note" role="status">${t("document.under_way")} ${t("documents.progress", { done: state.value.pages_done, count: state.value.page_count ?? "…" })}</p>`}
    ${result.problem && html`<${ProblemNote} t=${t} problem=${result.problem} onAgain=${result.reload} />`}
    ${result.value && html`<${ResultView} context=${context} document=${state.value} result=${result.value} />`}
  </div>`;
}

function Head({ context, document: one }) {
  const { t, http, format } = context;
  const newest = one.newest;
  return html`<div class="row apart">
    <div class="stack tight">
      <p class="small"><a href="/">← ${t("page.documents")}</a></p>
      <h1>${one.filename}</h1>
      <p class="row small soft">
        <${StateTag} t=${t} state=${one.state} />
        ${one.page_count !== null && html`<span>${t("document.pages", { n: one.page_count })}</span>`}
        <span>${format.bytes(one.bytes)}</span><span>${format.date(one.created_at)}</span>
        ${newest && html`<span>${t("document.revision", { revision: newest.revision })}</span>`}
      </p>
    </div>
    ${newest && html`<div class="row">
      ${newest.left > 0 && html`<a class="button primary" href="/review?document=${one.id}">${t("document.review", { n: newest.left })}</a>`}
      <a class="button" href="/documents/${one.id}/grid">${t("document.grid")}</a>
      <${Menu} label=${t("documents.download")} items=${downloads({ http, document: one.id, filename: one.filename })} />
    </div>`}
  </div>`;
}

function ResultView({ context, document: one, result }) {
  const { t } = context;
  const [tab, setTab] = useHash(TABS);
  const [number, setNumber] = useState(0);
  const [selected, setSelected] = useState(null);
  const [page, setPage] = useState(result.records[0]?.pages[0] ?? 1);
  const record = result.records[number];
  const places = useMemo(() => (record ? placesOf(record) : new Map()), [record]);
  const boxes = useMemo(() => boxesOn(places, page, describing(context)), [places, page]);
  const place = places.get(selected);

  const select = (id) => {
    setSelected(id);
    const to = places.get(id)?.page ?? pageOfCell(result, id);
    if (to) setPage(to);
  };
  const show = (paths) => {
    const field = record.fields.find((one) => paths.includes(one.path) && one.source);
    if (!field) return;
    setTab("record");
    select(placeOf(field));
  };
  const choose = (chosen) => {
    setNumber(chosen);
    setSelected(null);
    setPage(result.records[chosen].pages[0] ?? 1);
  };
  const showIn = (index, path) => {
    const field = result.records[index]?.fields.find((one) => one.path === path && one.source);
    if (!field) return;
    setNumber(index);
    setSelected(placeOf(field));
    setPage(field.source.page);
    setTab("record");
  };
  const failed = record ? failedChecks(record).size : 0;
  const tabs = TABS.map((name) => ({ name, label: name === "checks" && failed ? `${t("tab.checks")} (${failed})` : t(`tab.${name}`) }));
  return html`<div class="document">
    <div class="stack">
      <${Warnings} context=${context} warnings=${result.warnings} />
      ${result.records.length > 1 && html`<${RecordChoice} t=${t} records=${result.records} number=${number} onChoose=${choose} />`}
      <${Tabs} label=${t("tab.label")} tabs=${tabs} chosen=${tab} onChoose=${setTab} />
      <div id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`} class="stack">
        ${tab === "revisions" && html`<${Revisions} context=${context} document=${one.id} filename=${one.filename} />`}
        ${tab === "history" && html`<${History} context=${context} document=${one.id} revision=${one.newest.revision} onShow=${showIn} />`}
        ${OF_RECORD.has(tab) && !record && html`<p class="card soft empty">${t("document.no_record")}</p>`}
        ${tab === "record" && record && html`<${RecordView} context=${context} result=${result} record=${record} places=${places}
          selected=${selected} onSelect=${select} />`}
        ${tab === "checks" && record && html`<${Checks} context=${context} record=${record} onShow=${show} />`}
      </div>
    </div>
    <aside class="stack side" aria-label=${t("document.side")}>
      <${PagePane} context=${context} result=${result} page=${page} onPage=${setPage} boxes=${boxes} selected=${selected}
        onSelect=${select} bbox=${place?.page === page ? place.bbox : null} />
      ${record && html`<div class="card"><${Detail} context=${context} record=${record} place=${place} /></div>`}
    </aside>
  </div>`;
}

const RecordChoice = ({ t, records, number, onChoose }) => html`<label class="field">${t("record.choose", { n: records.length })}
  <select onChange=${(event) => onChoose(Number(event.target.value))}>
    ${records.map((one, at) => html`<option value=${at} selected=${at === number}>
      ${at + 1}. ${one.title || t(`form.${one.form}`)}${marks(one, t)}</option>`)}
  </select>
</label>`;

function marks(record, t) {
  const doubtful = record.fields.filter((one) => one.status === "needs_review").length;
  const failed = failedChecks(record).size;
  return [doubtful && t("record.doubtful", { n: doubtful }), failed && t("record.failed", { n: failed })].filter(Boolean).map((one) => ` · ${one}`).join("");
}

const Warnings = ({ context: { t, said }, warnings }) =>
  warnings.length > 0 && html`<ul class="stack tight" aria-label=${t("document.warnings")}>
    ${warnings.map((one) => html`<li class="note doubt small">${one.page ? `${t("viewer.page_alone", { page: one.page })}：` : ""}${said(one.message)}</li>`)}
  </ul>`;

const boxesOn = (places, page, describe) =>
  [...places.values()].filter((one) => one.page === page && one.bbox).map(({ id, bbox, tone, ...place }) => ({ id, bbox, tone, title: describe(place) }));

function pageOfCell(result, id) {
  const [table, row, col] = id.split(":");
  const cells = result.tables.find((one) => one.id === table)?.cells ?? [];
  return cells.find((cell) => cell.row === Number(row) && cell.col === Number(col))?.page;
}
