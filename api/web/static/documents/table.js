// The table of documents, with what can be done with each.
import { html, useState } from "../app/html.js";
import { inWords } from "../app/http.js";
import { Menu, StateTag, downloads, sure } from "../app/parts.js";

export function DocumentTable({ context, documents, onChange }) {
  const { t } = context;
  return html`<div class="card flush">
    <table class="list documents" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${t("documents.name")}</th>
          <th role="columnheader" scope="col">${t("documents.state")}</th>
          <th role="columnheader" scope="col" class="number wide">${t("documents.pages")}</th>
          <th role="columnheader" scope="col">${t("documents.review")}</th>
          <th role="columnheader" scope="col" class="number wide">${t("documents.failed_checks")}</th>
          <th role="columnheader" scope="col" class="wide">${t("documents.sent")}</th>
          <th role="columnheader" scope="col"><span class="unseen">${t("documents.actions")}</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${documents.map((one) => html`<${Row} key=${one.id} context=${context} document=${one} onChange=${onChange} />`)}
      </tbody>
    </table>
  </div>`;
}

function Row({ context, document: one, onChange }) {
  const { t, format } = context;
  const [problem, setProblem] = useState(null);
  return html`<tr role="row" data-document=${one.id}>
    <td role="cell">
      <a class="name" href="/documents/${one.id}">${one.filename}</a>
      ${one.error && html`<p class="why small">${inWords({ code: one.error.code, detail: one.error.message }, t)}</p>`}
      ${problem && html`<p class="why small" role="alert">${inWords(problem, t)}</p>`}
    </td>
    <td role="cell" class="state">
      <${StateTag} t=${t} state=${one.state} />
      ${one.state === "running" && html`<${Progress} t=${t} document=${one} />`}
    </td>
    <td role="cell" class="number wide">${one.page_count ?? "—"}</td>
    <td role="cell"><${ToReview} context=${context} newest=${one.newest} /></td>
    <td role="cell" class="number wide">${one.newest ? format.count(one.newest.failed_checks) : "—"}</td>
    <td role="cell" class="wide soft">${format.date(one.created_at)}</td>
    <td role="cell"><${Actions} context=${context} document=${one} onChange=${onChange} onProblem=${setProblem} /></td>
  </tr>`;
}

function Progress({ t, document: one }) {
  const label = one.page_count
    ? t("documents.progress", { done: one.pages_done, count: one.page_count })
    : t("documents.opening");
  return html`<div class="progress">
    <progress max=${one.page_count ?? 1} value=${one.page_count ? one.pages_done : undefined} aria-label=${label}></progress>
    <span class="small soft">${label}</span>
  </div>`;
}

function ToReview({ context: { t, format }, newest }) {
  if (!newest) return html`<span class="soft">—</span>`;
  if (!newest.left) {
    return html`<span class="soft">${t(newest.to_review ? "documents.reviewed" : "documents.nothing_to_review")}</span>`;
  }
  const share = newest.left / Math.max(newest.fields, 1);
  return html`<span class="share">
    <span>${t("documents.to_review", { n: newest.left, of: format.count(newest.fields) })}</span>
    <meter min="0" max="1" value=${share} aria-label=${format.share(share)}></meter>
  </span>`;
}

function Actions({ context, document: one, onChange, onProblem }) {
  const { t, http, me, announce } = context;
  const may = (scope) => me.scopes.includes(scope) || me.scopes.includes("admin");
  async function act(method, path, said) {
    onProblem(null);
    try {
      await http.send(method, path);
      announce(t(said, { name: one.filename }));
    } catch (problem) {
      onProblem(problem);
    }
    onChange();
  }
  async function remove() {
    const text = t("documents.delete_text", { name: one.filename });
    if (await sure(t, { title: t("documents.delete_title"), text, yes: t("documents.delete") })) {
      act("DELETE", `/v1/documents/${one.id}`, "documents.deleted");
    }
  }
  const ended = !["queued", "running"].includes(one.state);
  const again = () => act("POST", `/v1/documents/${one.id}:reprocess`, "documents.queued_again");
  const cancel = () => act("POST", `/v1/documents/${one.id}:cancel`, "documents.cancelled");
  const rest = [
    ended && may("uploader") && html`<button class="quiet" onClick=${again}>${t("documents.reprocess")}</button>`,
    may("admin") && html`<button class="quiet danger" onClick=${remove}>${t("documents.delete")}</button>`,
  ].filter(Boolean);
  return html`<div class="row actions">
    ${one.newest && html`<${Menu} small label=${t("documents.download")}
      items=${downloads({ http, document: one.id, filename: one.filename })} />`}
    ${!ended && may("uploader") && html`<button class="small" onClick=${cancel}>${t("documents.cancel")}</button>`}
    ${rest.length > 0 && html`<${Menu} small label=${t("documents.other")} items=${rest} />`}
  </div>`;
}
