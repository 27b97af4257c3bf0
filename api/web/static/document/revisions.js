// Every result that was published, and what changed between two of them.
import { html, useState } from "../app/html.js";
import { ProblemNote, downloads, useLoaded } from "../app/parts.js";

export function Revisions({ context, document: id, filename }) {
  const { t, http, format } = context;
  const found = useLoaded(() => http.get(`/v1/documents/${id}/revisions`), [id]);
  const [pair, setPair] = useState(null);
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  const revisions = found.value?.revisions ?? [];
  return html`<div class="stack">
    <div class="card flush scroll">
      <table class="list">
        <thead><tr>
          <th scope="col">${t("revision.number")}</th><th scope="col">${t("revision.made")}</th>
          <th scope="col" class="number">${t("revision.fields")}</th><th scope="col" class="number">${t("documents.review")}</th>
          <th scope="col" class="number">${t("documents.failed_checks")}</th><th scope="col">${t("revision.engine")}</th>
          <th scope="col"><span class="unseen">${t("documents.actions")}</span></th>
        </tr></thead>
        <tbody>${revisions.map((one, index) => html`<tr key=${one.revision}>
          <td>${one.revision}</td><td>${format.date(one.created_at)}</td>
          <td class="number">${format.count(one.fields)}</td><td class="number">${format.count(one.left)}</td>
          <td class="number">${format.count(one.failed_checks)}</td>
          <td class="small soft">${t("revision.engine_of", one.engine)}</td>
          <td><div class="row">
            <span class="row small" role="group" aria-label=${t("documents.download")}>${downloads({ http, document: id, filename, revision: one.revision })}</span>
            ${revisions[index + 1] && html`<button class="small" onClick=${() => setPair([revisions[index + 1].revision, one.revision])}>${t("revision.compare")}</button>`}
          </div></td>
        </tr>`)}</tbody>
      </table>
    </div>
    ${pair && html`<${Difference} key=${pair.join()} context=${context} document=${id} pair=${pair} />`}
  </div>`;
}

function Difference({ context, document: id, pair: [old, fresh] }) {
  const { t, http, said } = context;
  const found = useLoaded(() => http.get(`/v1/documents/${id}/diff`, { query: { old, new: fresh } }), [old, fresh]);
  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!found.value) return html`<p class="loading">${t("loading")}</p>`;
  const { fields, broken, mended, review } = found.value;
  return html`<section class="card stack" aria-labelledby="difference">
    <h3 id="difference">${t("diff.title", { old, new: fresh })}</h3>
    <p class="soft">${t("diff.figures", { fields: fields.length, broken: broken.length, mended: mended.length, review: review > 0 ? `+${review}` : review })}</p>
    ${[["broken", broken, "bad"], ["mended", mended, "good"]].map(([name, checks, tone]) => checks.length > 0 && html`<ul>
      ${checks.map((one) => html`<li class="note ${tone} small">${t(`diff.${name}`)}：${said(one.message)}</li>`)}</ul>`)}
    ${fields.length > 0 && html`<div class="scroll" tabindex="0" role="region" aria-label=${t("diff.table")}><table class="list">
      <thead><tr><th scope="col">${t("diff.field")}</th><th scope="col">${t("diff.old")}</th><th scope="col">${t("diff.new")}</th></tr></thead>
      <tbody>${fields.map((one) => html`<tr><td class="mono">${one.path}</td><td><del>${one.old ?? "—"}</del></td><td><ins>${one.new ?? "—"}</ins></td></tr>`)}</tbody>
    </table></div>`}
  </section>`;
}

