// What becomes of decisions: whether all are with the service, and those that had no effect, because somebody decided
// meanwhile or the service could not take them. Nothing goes in silence.
import { html } from "../app/html.js";
import { randomId } from "../app/http.js";

export function Troubles({ outbox, t }) {
  const { troubles } = outbox.state();
  if (!troubles.length) return null;
  const onResolve = (trouble, mine) => resolve(outbox, trouble, mine);
  return html`<section class="troubles stack" role="alert" aria-label=${t("review.troubles")}>
    ${troubles.map((one) => html`<${Trouble} key=${one.id} trouble=${one} t=${t} onResolve=${onResolve} />`)}
  </section>`;
}

/** A person chose between his decision and another's: `mine` says it again, on top of theirs. */
function resolve(outbox, { id, document, shown, decision, met }, mine) {
  const again = { ...decision, id: randomId(), if_match: met?.etag };
  if (mine) outbox.put([{ document, shown, follows: null, decision: again }]);
  outbox.dismiss(id);
}

function Trouble({ trouble, t, onResolve }) {
  const { shown, met, decision, problem } = trouble;
  const name = [shown.row, shown.column].filter(Boolean).join(" · ") || decision.path;
  return html`<article class="note bad trouble">
    <p><strong>${met ? t("review.collision", { name }) : t("review.refused", { name })}</strong>
      <span class="small soft"> ${shown.filename}</span></p>
    ${met
      ? html`<dl class="three">
          <div><dt>${t("review.machine")}</dt><dd>${said(met.machine, t)}</dd></div>
          <div><dt>${t("review.theirs")}${met.theirs?.by ? ` · ${met.theirs.by}` : ""}</dt><dd>${said(met.theirs, t)}</dd></div>
          <div><dt>${t("review.yours")}</dt><dd>${said(met.yours, t)}</dd></div>
        </dl>`
      : html`<p class="small">${t("review.refused_why", { why: problem })}</p>`}
    <div class="row end">
      ${met && html`<button type="button" onClick=${() => onResolve(trouble, true)}>${t("review.say_mine")}</button>`}
      <button type="button" class="primary" onClick=${() => onResolve(trouble, false)}>
        ${met ? t("review.leave_theirs") : t("review.understood")}</button>
    </div>
  </article>`;
}

function said(reading, t) {
  if (!reading) return html`<span class="soft">${t("review.nothing_said")}</span>`;
  if (reading.action === "unreadable" || reading.action === "revert") return t(`review.said.${reading.action}`);
  return reading.text === "" ? html`<span class="soft">${t("review.said.blank")}</span>` : reading.text;
}

/** Whether all that was said is with the service. */
export function Saving({ state, t }) {
  const { waiting, reachable } = state;
  if (!waiting) return html`<span class="tag good" data-waiting="0">${t("review.saved")}</span>`;
  const said = reachable ? t("review.saving", { n: waiting }) : t("review.offline", { n: waiting });
  return html`<span class=${`tag ${reachable ? "accent" : "doubt"}`} data-waiting=${waiting}>${said}</span>`;
}
