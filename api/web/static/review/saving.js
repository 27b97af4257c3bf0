// Whether all that was said is with the service.
import { html } from "../app/html.js";

export function Saving({ state, t }) {
  const { waiting, reachable } = state;
  if (!waiting) return html`<span class="tag good" data-waiting="0">${t("review.saved")}</span>`;
  const said = reachable ? t("review.saving", { n: waiting }) : t("review.offline", { n: waiting });
  return html`<span class=${`tag ${reachable ? "accent" : "doubt"}`} data-waiting=${waiting}>${said}</span>`;
}
