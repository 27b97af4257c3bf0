// Everything about the place that is selected: what was read, how sure, why, and which sums it stands in.
import { html } from "../app/html.js";
import { nameOf } from "../app/fields.js";
import { Tag } from "../app/parts.js";

const TONES = { accepted: "", needs_review: "doubt", corrected: "accent", confirmed: "good" };
const STATUS = { pass: "good", fail: "bad", unknown: "doubt" };

export function Detail({ context, record, place }) {
  const { t } = context;
  if (!place) return html`<p class="soft small">${t("detail.none")}</p>`;
  return html`<div class="stack detail" aria-live="polite">
    ${place.fields.map((field) => html`<${FieldDetail} key=${field.path} context=${context} record=${record} field=${field} />`)}
  </div>`;
}

function FieldDetail({ context, record, field }) {
  const { t, format, said } = context;
  const checks = record.checks.filter((check) => field.checks.includes(check.id));
  return html`<section>
    <div class="row apart">
      <h3>${nameOf(field, t)}</h3>
      <div class="row">
        <${Tag} tone=${TONES[field.status]}>${t(`field.${field.status}`)}<//>
        <span class="small">${t("detail.confidence", { share: format.share(field.confidence) })}</span>
      </div>
    </div>
    <p class="read">${field.text || html`<span class="soft">${t("detail.blank")}</span>`}</p>
    ${field.reason && html`<p class="note doubt small">${said(field.reason)}</p>`}
    <dl class="facts small">
      ${field.label.raw && html`<dt>${t("detail.label")}</dt><dd>${field.label.raw}${labelled(field.label, t)}</dd>`}
      ${field.value.number !== null && html`<dt>${t("detail.value")}</dt><dd>${[field.value.comparator !== "=" && field.value.comparator, field.value.number, field.value.unit].filter(Boolean).join(" ")}</dd>`}
      ${field.repaired_from && html`<dt>${t("detail.repaired")}</dt><dd>${field.repaired_from}</dd>`}
      ${field.alternatives.length > 0 && html`<dt>${t("detail.alternatives")}</dt><dd>${field.alternatives.join("　")}</dd>`}
      ${checks.length > 0 && html`<dt>${t("detail.checks")}</dt><dd><ul>${checks.map((check) => html`<li key=${check.id}>
        <${Tag} tone=${STATUS[check.status]}>${t(`check.${check.status}`)}<//> ${said(check.message)}</li>`)}</ul></dd>`}
    </dl>
  </section>`;
}

const labelled = (label, t) =>
  label.canonical && label.canonical !== label.raw.replace(/[：:]\s*$/, "")
    ? html` → ${label.canonical} <span class="soft">(${t(`method.${label.method}`)})</span>`
    : "";
