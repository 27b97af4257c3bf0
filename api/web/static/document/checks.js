// The form's own sums and rates: what fails first.
import { html, useState } from "../app/html.js";
import { Tag } from "../app/parts.js";

const ORDER = ["fail", "unknown", "pass"];
const STATUS = { pass: "good", fail: "bad", unknown: "doubt" };

export function Checks({ context, record, onShow }) {
  const { t, said } = context;
  const [all, setAll] = useState(false);
  const counts = Object.fromEntries(ORDER.map((status) => [status, record.checks.filter((one) => one.status === status)]));
  const shown = ORDER.flatMap((status) => (all || status !== "pass" ? counts[status] : []));
  return html`<div class="stack">
    <div class="row">
      ${ORDER.map((status) => html`<${Tag} tone=${STATUS[status]}>${t(`check.${status}`)} ${counts[status].length}<//>`)}
      ${counts.pass.length > 0 && html`<button class="small" aria-pressed=${all} onClick=${() => setAll(!all)}>${t("check.show_passed")}</button>`}
    </div>
    ${shown.length === 0 && html`<p class="card soft">${t(record.checks.length ? "check.all_pass" : "check.none")}</p>`}
    <ul class="checks">
      ${shown.map((check) => html`<li key=${check.id} class="card ${check.status}">
        <div class="row apart">
          <${Tag} tone=${STATUS[check.status]}>${t(`check.${check.status}`)}<//>
          ${check.paths.length > 0 && html`<button class="small quiet" onClick=${() => onShow(check.paths)}>${t("check.show")}</button>`}
        </div>
        <p>${said(check.message)}</p>
      </li>`)}
    </ul>
  </div>`;
}
