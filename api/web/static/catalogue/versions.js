// Own versions of the catalogue: what was added, what it would change in what is held, and which one is read with.
import { html, useEffect, useState } from "../app/html.js";
import { inWords } from "../app/http.js";
import { ProblemNote, Tag, sure, useLoaded } from "../app/parts.js";

/** `fresh`: the number of a version that was just made, which is tried out at once. */
export function Versions({ context, fresh, onAdopted }) {
  const { t, http, format, me, announce } = context;
  const found = useLoaded(() => http.get("/v1/catalogue/versions"), [fresh]);
  const [tried, setTried] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => setTried(fresh), [fresh]);
  const admin = me.scopes.includes("admin");

  async function adopt(one) {
    const text = t("versions.adopt_text");
    if (!(await sure(t, { title: t("versions.adopt_title", { number: one.number }), text, yes: t("versions.adopt") }))) return;
    try {
      setProblem(null);
      found.set(await http.send("POST", `/v1/catalogue/versions/${one.number}:adopt`));
      announce(t("versions.adopted_said", { number: one.number }));
      onAdopted();
    } catch (failed) {
      setProblem(failed);
    }
  }
  const versions = found.value?.versions ?? [];
  return html`<section class="card stack" aria-labelledby="versions">
    <div><h2 id="versions">${t("versions.title")}</h2><p class="small soft">${t("versions.note")}</p></div>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    ${problem && html`<p class="note bad" role="alert">${inWords(problem, t)}</p>`}
    ${found.value && versions.length === 0 && html`<p class="soft">${t("versions.none")}</p>`}
    <ul class="stack tight">${versions.map((one) => html`<li key=${one.number} class="version">
      <div class="row apart">
        <span><strong>${t("versions.number", { number: one.number })}</strong> ${one.note}
          <span class="small soft"> · ${one.created_by} · ${format.date(one.created_at)} · ${t("versions.entries", { n: one.indicators + one.subjects })}</span></span>
        <span class="row">
          ${one.adopted && html`<${Tag} tone="good">${t("versions.adopted")}<//>`}
          ${admin && !one.adopted && html`<button class="small" aria-expanded=${tried === one.number} onClick=${() => setTried(tried === one.number ? null : one.number)}>${t("versions.try")}</button>
            <button class="small" onClick=${() => adopt(one)}>${t("versions.adopt")}</button>`}
        </span>
      </div>
      ${tried === one.number && !one.adopted && html`<${Trial} context=${context} number=${one.number} />`}
    </li>`)}</ul>
  </section>`;
}

/** A dry run over everything that is held. */
function Trial({ context, number }) {
  const { t } = context;
  const found = useLoaded(() => previewed(context.http, number), [number]);
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!found.value) return html`<p class="loading" role="status">${t("versions.trying")}</p>`;
  const { compared, documents } = found.value;
  return html`<div class="stack tight" role="status">
    <p class="note ${documents.length ? "doubt" : ""}">${t("versions.tried", { n: compared, changed: documents.length })}</p>
    ${documents.map((one) => html`<details key=${one.document} class="small">
      <summary>${one.filename} · ${t("versions.changes", { labels: one.labels.length, values: one.drift.fields.length })}</summary>
      <ul>${one.labels.map((change) => html`<li>${change.new.raw}：<del>${change.old.canonical ?? t("method.null")}</del> → <ins>${change.new.canonical ?? t("method.null")}</ins></li>`)}</ul>
    </details>`)}
  </div>`;
}

async function previewed(http, number) {
  const all = { compared: 0, documents: [] };
  let cursor = null;
  do {
    const part = await http.get(`/v1/catalogue/versions/${number}/preview`, { query: { limit: 20, cursor } });
    all.compared += part.compared;
    all.documents.push(...part.documents);
    cursor = part.next;
  } while (cursor);
  return all;
}
