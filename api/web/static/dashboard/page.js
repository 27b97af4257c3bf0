// How much there is, how much of it people must see, and what they found.
import { html, render } from "../app/html.js";
import { ProblemNote, useLoaded } from "../app/parts.js";
import { Bars, Found, Parts, Reliability } from "./plots.js";

const MOST_BARS = 8;

export function mount(element, context) {
  render(html`<${Dashboard} context=${context} />`, element);
}

function Dashboard({ context }) {
  const { t, http, me } = context;
  const reviewer = ["reviewer", "admin"].some((scope) => me.scopes.includes(scope));
  const load = () => Promise.all([http.get("/v1/overview"), reviewer ? http.get("/v1/review/summary") : null]);
  const found = useLoaded(load, []);
  return html`<div class="stack">
    <div class="row apart"><h1>${t("page.dashboard")}</h1><button onClick=${found.reload}>${t("dashboard.again")}</button></div>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    ${!found.value && !found.problem && html`<p class="loading">${t("loading")}</p>`}
    ${found.value && html`<${Figures} context=${context} overview=${found.value[0]} waiting=${found.value[1]} />`}
  </div>`;
}

/** How many fields people were asked about: a decision can bring others into doubt than the results named. */
function askedOf(volume) {
  return Math.max(volume.to_review, volume.left);
}

function Figures({ context, overview, waiting }) {
  const { t, said } = context;
  const { volume, actions, reasons } = overview;
  const asked = askedOf(volume);
  const settled = Object.entries(actions).map(([action, value]) => ({ label: t(`action.${action}`), value }));
  const corrected = reasons.map((one) => ({ label: one.reason ? said(one.reason) : t("dashboard.no_reason"), value: one.decided, part: one.wrong }));
  return html`
    <${Tiles} context=${context} volume=${volume} />
    <div class="cards">
      <${Card} title=${t("dashboard.share")} wide>
        <${Parts} format=${context.format} label=${t("dashboard.share")} parts=${[
          { label: t("dashboard.accepted"), value: volume.fields - asked, tone: "accepted" },
          { label: t("dashboard.settled"), value: asked - volume.left, tone: "settled" },
          { label: t("dashboard.left"), value: volume.left, tone: "left" },
        ]} />
      <//>
      ${waiting && html`<${Card} title=${t("dashboard.waiting")}>
        <${Listed} context=${context} rows=${waiting.reason.map((one) => ({ label: one.value ? said(one.value) : t("dashboard.no_reason"), value: one.count }))}
          label=${t("dashboard.waiting")} none=${t("dashboard.nothing_waits")} />
      <//>`}
      <${Card} title=${t("dashboard.reasons")} note=${t("dashboard.reasons_note")}>
        <${Listed} context=${context} rows=${corrected} label=${t("dashboard.reasons")} none=${t("dashboard.no_decisions")}
          say=${(row) => t("dashboard.wrong_of", { wrong: row.part, n: row.value })} />
        ${settled.length > 0 && html`<p class="small soft">${settled.map((one) => `${one.label} ${one.value}`).join(" · ")}</p>`}
      <//>
      <${ReliabilityCard} context=${context} bins=${overview.reliability} />
      <${FoundCard} context=${context} points=${overview.found} />
      <${DriftCard} context=${context} drift=${overview.drift} />
    </div>`;
}

function Tiles({ context: { t, format }, volume }) {
  const all = Object.values(volume.documents).reduce((sum, count) => sum + count, 0);
  const states = Object.entries(volume.documents).map(([state, count]) => `${t(`state.${state}`)} ${count}`).join(" · ");
  const tiles = [
    ["documents", format.count(all), states],
    ["pages", format.count(volume.pages), ""],
    ["fields", format.count(volume.fields), t("dashboard.newest")],
    ["review_share", format.share(volume.to_review / Math.max(volume.fields, 1)), t("dashboard.review_of", { n: format.count(volume.to_review) })],
    ["left", format.count(volume.left), askedOf(volume) ? t("dashboard.done_share", { share: format.share(1 - volume.left / askedOf(volume)) }) : ""],
    ["failed_checks", format.count(volume.failed_checks), ""],
  ];
  return html`<dl class="tiles">${tiles.map(([name, figure, note]) => html`<div class="card" key=${name}>
    <dt>${t(`tile.${name}`)}</dt><dd class="figure">${figure}</dd><dd class="small soft">${note}</dd>
  </div>`)}</dl>`;
}

const Card = ({ title, note, wide, children }) => html`<section class="card stack ${wide ? "across" : ""}" aria-label=${title}>
  <div><h2>${title}</h2>${note && html`<p class="small soft">${note}</p>`}</div>
  ${children}
</section>`;

const Listed = ({ context, rows, label, none, say }) =>
  rows.length ? html`<${Bars} rows=${rows.slice(0, MOST_BARS)} label=${label} format=${context.format} say=${say} />` : html`<p class="soft">${none}</p>`;

function ReliabilityCard({ context: { t, format }, bins }) {
  return html`<${Card} title=${t("dashboard.reliability")} note=${t("dashboard.reliability_note")}>
    ${bins.length === 0 ? html`<p class="soft">${t("dashboard.no_decisions")}</p>` : html`
      <${Reliability} bins=${bins} format=${format} title=${t("dashboard.reliability")} x=${t("dashboard.confidence")} y=${t("dashboard.right")} />
      <${Numbers} t=${t} heads=${["confidence", "right", "count"]} rows=${bins.map((bin) => [format.share(bin.confidence), format.share(bin.right), bin.fields])} />`}
  <//>`;
}

function FoundCard({ context: { t, format }, points }) {
  const tenth = points.findLast((point) => point.answered <= 0.1);
  return html`<${Card} title=${t("dashboard.found")} note=${t("dashboard.found_note")}>
    ${points.length === 0 ? html`<p class="soft">${t("dashboard.no_wrong")}</p>` : html`
      <${Found} points=${points} format=${format} title=${t("dashboard.found")} x=${t("dashboard.answered")} y=${t("dashboard.found_share")} />
      <p class="small">${t("dashboard.tenth", { share: format.share(tenth.found) })}</p>
      <${Numbers} t=${t} heads=${["answered", "found_share"]} rows=${points.filter((_, at) => at % 10 === 0).map((one) => [format.share(one.answered), format.share(one.found)])} />`}
  <//>`;
}

function DriftCard({ context: { t }, drift }) {
  const parts = ["package", "ocr", "catalogue", "calibration"];
  const engine = (one) => parts.filter((name) => one.old_engine[name] !== one.new_engine[name]).map((name) => `${t(`engine.${name}`)} ${one.old_engine[name]} → ${one.new_engine[name]}`).join("；") || t("dashboard.same_engine");
  return html`<${Card} wide title=${t("dashboard.drift")} note=${t("dashboard.drift_note")}>
    ${drift.length === 0 ? html`<p class="soft">${t("dashboard.no_drift")}</p>` : html`<div class="scroll"><table class="list">
      <thead><tr>${["name", "versions", "values", "broken", "mended", "review", "engine"].map((head, at) => html`<th scope="col" class=${at > 1 && at < 6 ? "number" : ""}>${t(`drift.${head}`)}</th>`)}</tr></thead>
      <tbody>${drift.map((one) => html`<tr key=${one.document}>
        <td><a href="/documents/${one.document}#revisions">${one.filename}</a></td><td>${one.old} → ${one.new}</td>
        <td class="number">${one.values}</td><td class="number">${one.broken}</td><td class="number">${one.mended}</td>
        <td class="number">${one.review > 0 ? `+${one.review}` : one.review}</td><td class="small soft">${engine(one)}</td>
      </tr>`)}</tbody>
    </table></div>`}
  <//>`;
}

const Numbers = ({ t, heads, rows }) => html`<details class="small"><summary>${t("dashboard.numbers")}</summary>
  <table class="list"><thead><tr>${heads.map((head) => html`<th scope="col">${t(`dashboard.${head}`)}</th>`)}</tr></thead>
  <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>
</details>`;
