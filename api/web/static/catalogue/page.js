// The catalogue: what a label would match and why, and every indicator with its other names.
import { html, render, useEffect, useState } from "../app/html.js";
import { inWords } from "../app/http.js";
import { ProblemNote, Tag, useLoaded } from "../app/parts.js";
import { Proposals } from "./proposals.js";
import { Versions } from "./versions.js";

const KINDS = ["amount", "number", "percent", "quantity", "date", "code", "text"];
const PAUSE_MS = 250; // in typing, after which is searched
const PAGE = 50;

export function mount(element, context) {
  render(html`<${Catalogue} context=${context} />`, element);
}

function Catalogue({ context }) {
  const { t } = context;
  const [fresh, setFresh] = useState(null);
  const [adopted, setAdopted] = useState(0);
  return html`<div class="stack">
    <h1>${t("page.catalogue")}</h1>
    <${Proposals} key=${`proposed${adopted}`} context=${context} onVersion=${setFresh} />
    <${Trial} key=${`trial${adopted}`} context=${context} onVersion=${setFresh} />
    <${Versions} context=${context} fresh=${fresh} onAdopted=${() => setAdopted(adopted + 1)} />
    <${Indicators} key=${`all${adopted}`} context=${context} />
  </div>`;
}

/** What follows typing: the text once it has rested for a moment. */
function useRested(text) {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const later = setTimeout(() => setRested(text.trim()), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  return rested;
}

function Trial({ context, onVersion }) {
  const { t, http } = context;
  const [label, setLabel] = useState(new URLSearchParams(location.search).get("label") ?? "");
  const [parent, setParent] = useState("");
  const [asked, beside] = [useRested(label), useRested(parent)];
  const found = useLoaded(
    async () => (asked ? http.get("/v1/catalogue/match", { query: { label: asked, parent: beside } }) : null),
    [asked, beside],
  );
  return html`<section class="card stack" aria-labelledby="trial">
    <div><h2 id="trial">${t("trial.title")}</h2><p class="small soft">${t("trial.note")}</p></div>
    <div class="trial-inputs">
      <label class="field">${t("trial.label")}<input value=${label} maxlength="200" onInput=${(e) => setLabel(e.target.value)} /></label>
      <label class="field">${t("trial.parent")}<input value=${parent} maxlength="200" placeholder=${t("trial.parent_example")} onInput=${(e) => setParent(e.target.value)} /></label>
    </div>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    <div aria-live="polite">${found.value && html`<${Verdict} context=${context} match=${found.value} onVersion=${onVersion} />`}</div>
  </section>`;
}

function Verdict({ context, match, onVersion }) {
  const { t, http, format, me, announce } = context;
  const [problem, setProblem] = useState(null);
  /** The label as another wording of an indicator: a new version, which nothing is read with before it is adopted. */
  async function add(one) {
    const aliases = [{ indicator: one.indicator.id, alias: match.label }];
    const note = t("alias.note", { alias: match.label, name: one.indicator.name });
    try {
      setProblem(null);
      const made = await http.send("POST", "/v1/catalogue/versions", { json: { aliases, note } });
      announce(t("alias.added", { number: made.version.number }));
      onVersion(made.version.number);
    } catch (failed) {
      setProblem(failed);
    }
  }
  const admin = me.scopes.includes("admin");
  const first = match.candidates.find((one) => one.indicator.id === match.matched);
  return html`<div class="stack">
    ${first
      ? html`<p class="note good">${t("trial.matched", { name: first.indicator.name, share: format.share(match.score) })}<br />
          <span class="small">${because(first, t)}</span></p>`
      : html`<p class="note doubt">${t("trial.abstained")}<br /><span class="small">${abstention(match, t)}</span></p>`}
    ${problem && html`<p class="note bad" role="alert">${inWords(problem, t)}</p>`}
    ${match.candidates.length > 0 && html`<ol class="candidates">
      ${match.candidates.map((one) => html`<li key=${one.indicator.id}>
        <div class="row apart"><span><strong>${one.indicator.name}</strong> <span class="mono soft">${one.indicator.id}</span></span>
          <span>${format.share(one.score)}</span></div>
        <meter min="0" max="1" value=${one.score} aria-label=${format.share(one.score)}></meter>
        <div class="row apart"><p class="small soft">${because(one, t)}</p>
          ${admin && one.relation !== "same" && html`<button class="small quiet" aria-label=${t("alias.add_to", { alias: match.label, name: one.indicator.name })} onClick=${() => add(one)}>${t("alias.add")}</button>`}</div>
      </li>`)}
    </ol>`}
  </div>`;
}

const because = (one, t) =>
  t(`relation.${one.relation}`, { wording: one.wording, what: t(one.alias ? "trial.alias" : "trial.name") });

/** Why nothing was matched: nothing is like it enough, or two are too close to tell. */
function abstention({ candidates: [first, second] }, t) {
  if (!first) return t("trial.nothing");
  return second && first.score - second.score < 0.1 && first.score > 0.78
    ? t("trial.close", { one: first.indicator.name, other: second.indicator.name })
    : t("trial.weak", { name: first.indicator.name });
}

function Indicators({ context }) {
  const { t, http, format } = context;
  const [text, setText] = useState("");
  const [kind, setKind] = useState("");
  const [wanted, setWanted] = useState(PAGE);
  const q = useRested(text);
  const found = useLoaded(() => listed(http, { q, kind }, wanted), [q, kind, wanted]);
  const list = found.value;
  return html`<section class="stack" aria-labelledby="indicators">
    <div class="row apart">
      <div><h2 id="indicators">${t("catalogue.all")}</h2>
        ${list && html`<p class="small soft">${t("catalogue.version", { version: list.version, n: format.count(list.total) })}</p>`}</div>
      <div class="row">
        <input type="search" aria-label=${t("catalogue.search")} placeholder=${t("catalogue.search")} value=${text} onInput=${(e) => setText(e.target.value)} />
        <select aria-label=${t("catalogue.kind")} onChange=${(e) => setKind(e.target.value)}>
          <option value="">${t("catalogue.any_kind")}</option>
          ${KINDS.map((one) => html`<option value=${one}>${t(`kind.${one}`)}</option>`)}
        </select>
      </div>
    </div>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    ${list?.total === 0 && html`<p class="card soft empty">${t("catalogue.none")}</p>`}
    ${list?.total > 0 && html`<div class="card flush scroll" tabindex="0" role="region" aria-label=${t("catalogue.table")}><table class="list">
      <thead><tr><th scope="col">${t("catalogue.name")}</th><th scope="col">${t("catalogue.aliases")}</th>
        <th scope="col">${t("catalogue.kind")}</th><th scope="col">${t("catalogue.parent")}</th></tr></thead>
      <tbody>${list.indicators.map((one) => html`<tr key=${one.id}>
        <td><strong>${one.name}</strong><br /><span class="mono soft">${one.id}</span></td>
        <td><ul class="row">${one.aliases.map((alias) => html`<li><${Tag}>${alias}<//></li>`)}</ul></td>
        <td>${t(`kind.${one.kind}`)}${one.unit && ` · ${one.unit}`}</td>
        <td>${one.parent ?? "—"}</td>
      </tr>`)}</tbody>
    </table></div>`}
    ${list && list.indicators.length < list.total && html`<p><button onClick=${() => setWanted(wanted + PAGE)}>${t("documents.more")}</button></p>`}
  </section>`;
}

/** The first `wanted` indicators, however many pages they come in. */
async function listed(http, query, wanted) {
  const page = await http.get("/v1/catalogue", { query: { ...query, limit: Math.min(wanted, 200) } });
  while (page.indicators.length < wanted && page.next !== null) {
    const more = await http.get("/v1/catalogue", { query: { ...query, limit: PAGE, cursor: page.next } });
    page.indicators.push(...more.indicators);
    page.next = more.next;
  }
  return page;
}
