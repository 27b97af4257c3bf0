// Batches: ZIP files and other documents sent as one, with how far each is, what failed, and what can be done with it.
import { html, useEffect, useState } from "../app/html.js";
import { inWords } from "../app/http.js";
import { ProblemNote, Tag, sure, useLoaded } from "../app/parts.js";

const LOOK_MS = 2000; // between two looks at batches that are under way
const FEW = 5; // the newest, until more are asked for
const MOST = 200; // items that are listed: who has more failures looks at the first of them anyway
const TONES = { running: "accent", paused: "doubt", done: "good", cancelled: "" };

/** @param sent changes when a batch was sent */
export function Batches({ context, sent }) {
  const { t, http } = context;
  const [few, setFew] = useState(FEW);
  const found = useLoaded(() => listed(http, few), [few, sent]);
  const batches = found.value?.batches ?? [];
  useEffect(() => {
    if (!batches.some((one) => one.state === "running")) return undefined;
    const timer = setTimeout(found.reload, LOOK_MS);
    return () => clearTimeout(timer);
  }, [found.value, found.problem]);
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!batches.length) return null;
  return html`<section class="stack" aria-labelledby="batches">
    <h2 id="batches">${t("batches.title")}</h2>
    <ul class="card stack">${batches.map((one) => html`<${Batch} key=${one.id} context=${context} batch=${one} onChange=${found.reload} />`)}</ul>
    ${found.value.next && html`<p><button onClick=${() => setFew(few + 20)}>${t("documents.more")}</button></p>`}
  </section>`;
}

async function listed(http, limit) {
  const { batches, next } = await http.get("/v1/batches", { query: { limit: Math.min(limit, 200) } });
  const counted = batches.map(async ({ id }) => (await http.get(`/v1/batches/${id}`)).batch);
  return { batches: await Promise.all(counted), next };
}

function Batch({ context, batch, onChange }) {
  const { t, http, format, me, announce } = context;
  const { id, state, counts, items, left } = batch;
  const [problem, setProblem] = useState(null);
  const name = batch.name || t("batches.unnamed", { date: format.date(batch.created_at) });

  async function act(action) {
    const title = t("batches.cancel_title", { name });
    if (action === "cancel" && !(await sure(t, { title, text: t("batches.cancel_text"), yes: t("batches.cancel") }))) return;
    try {
      setProblem(null);
      await http.send("POST", `/v1/batches/${id}:${action}`);
      announce(t(`batches.said.${action}`, { name }));
    } catch (failed) {
      setProblem(failed);
    }
    onChange();
  }
  const may = me.scopes.includes("uploader") || me.scopes.includes("admin");
  const fits = { pause: state === "running", resume: state === "paused", retry: counts.failed > 0 && state !== "cancelled", cancel: left > 0 && state !== "cancelled" };
  const done = items - left;
  return html`<li class="batch" data-batch=${id}>
    <div class="row apart">
      <span><strong class="name">${name}</strong> <${Tag} tone=${TONES[state]}>${t(`batches.${state}`)}<//>
        <span class="small soft"> ${batch.created_by} · ${format.date(batch.created_at)}</span></span>
      <span class="row">
        ${counts.done > 0 && html`<a class="button small" href="/review?batch=${id}">${t("batches.review")}</a>`}
        ${may && Object.keys(fits).filter((one) => fits[one]).map((one) => html`<button key=${one} class="small" aria-label=${t("batches.of", { action: t(`batches.${one}`), name })} onClick=${() => act(one)}>${t(`batches.${one}`)}</button>`)}
      </span>
    </div>
    <progress max=${Math.max(items, 1)} value=${done} aria-label=${t("batches.progress", { done, count: items })}></progress>
    <p class="small soft">${t("batches.progress", { done: format.count(done), count: format.count(items) })}${Object.entries(counts)
      .filter(([, n]) => n > 0)
      .map(([which, n]) => ` · ${t(`batches.count.${which}`)} ${format.count(n)}`)}${!batch.unpacked && ` · ${t("batches.unpacking")}`}</p>
    ${problem && html`<p class="why small" role="alert">${inWords(problem, t)}</p>`}
    ${counts.failed > 0 && html`<${Failed} context=${context} id=${id} count=${counts.failed} />`}
  </li>`;
}

/** What failed, and why; looked up when it is opened. */
function Failed({ context, id, count }) {
  const { t, http } = context;
  const [open, setOpen] = useState(false);
  const query = { state: "failed", limit: MOST };
  const found = useLoaded(async () => (open ? http.get(`/v1/batches/${id}/items`, { query }) : null), [open, count]);
  return html`<details class="small" onToggle=${(event) => setOpen(event.target.open)}>
    <summary>${t("batches.failed_items", { n: count })}</summary>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    <ul class="stack tight">${found.value?.items.map((one) => html`<li key=${one.number}>
      ${one.document ? html`<a class="name" href="/documents/${one.document}">${one.name}</a>` : html`<span class="name">${one.name}</span>`}
      ${one.error && html` <span class="why">${inWords({ code: one.error.code, detail: one.error.message }, t)}</span>`}</li>`)}</ul>
    ${found.value?.next && html`<p class="soft">${t("batches.more_failed", { n: MOST })}</p>`}
  </details>`;
}
