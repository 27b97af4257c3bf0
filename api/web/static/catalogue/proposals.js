// Labels that people put right and the catalogue does not spell so: an admin makes a version of those he accepts.
import { html, useState } from "../app/html.js";
import { inWords } from "../app/http.js";
import { Naming } from "../app/naming.js";
import { ProblemNote, Tag, useLoaded } from "../app/parts.js";

const NONE = ""; // in a list of candidates: not now

/** @param onVersion called with the number of a version that was made */
export function Proposals({ context, onVersion }) {
  const { t, http, format, me, announce } = context;
  const found = useLoaded(() => http.get("/v1/catalogue/proposals"), []);
  const [chosen, setChosen] = useState({});
  const [others, setOthers] = useState({}); // of a label, an indicator that was searched for
  const [naming, setNaming] = useState(null);
  const [problem, setProblem] = useState(null);
  const admin = me.scopes.includes("admin");
  const proposals = found.value?.proposals ?? [];
  const meant = (one) => chosen[one.alias] ?? (one.version ? NONE : one.indicator ?? one.matched ?? NONE); // what is hardly like it, a person must choose
  const offered = (one) => {
    const near = one.candidates.map(({ indicator, score }) => ({ ...indicator, share: `（${format.share(score)}）` }));
    const other = others[one.alias] ?? (one.indicator && { id: one.indicator, name: one.indicator });
    return !other || near.some(({ id }) => id === other.id) ? near : [...near, other];
  };
  const named = (one, indicator) => {
    setOthers({ ...others, [one.alias]: indicator });
    setChosen({ ...chosen, [one.alias]: indicator.id });
  };
  const aliases = proposals.map((one) => ({ alias: one.alias, indicator: meant(one) })).filter((one) => one.indicator !== NONE);

  async function tried(work) {
    try {
      setProblem(null);
      await work();
    } catch (failed) {
      setProblem(failed);
    }
  }
  const make = () => tried(async () => {
    const note = t("proposals.version_note", { labels: aliases.map((one) => one.alias).join("、").slice(0, 900) });
    const made = await http.send("POST", "/v1/catalogue/versions", { json: { aliases, note } });
    announce(t("alias.added", { number: made.version.number }));
    setChosen({});
    found.reload();
    onVersion(made.version.number);
  });
  const decline = (one) => tried(async () => {
    found.set(await http.send("POST", "/v1/catalogue/proposals:decline", { json: { alias: one.alias } }));
    announce(t("proposals.declined", { alias: one.alias }));
  });

  if (found.problem) return html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`;
  if (!proposals.length) return null;
  return html`<section class="card stack" aria-labelledby="proposals">
    <div><h2 id="proposals">${t("proposals.title")}</h2><p class="small soft">${t("proposals.note")}</p></div>
    ${problem && html`<p class="note bad" role="alert">${inWords(problem, t)}</p>`}
    <ul>${proposals.map((one) => html`<li key=${one.alias} class="version">
      <div class="row apart">
        <span><strong>${one.alias}</strong> ${one.version && html`<${Tag}>${t("versions.number", { number: one.version })}<//>`}<br />
          <span class="small soft">${one.parent && `${one.parent} · `}${t("proposals.times", { n: one.times })} · ${one.actor} · ${format.date(one.at)} · </span>
          <a class="small" href="/documents/${one.document}">${one.filename}</a></span>
        ${admin && html`<span class="row">
          <label class="small">${t("proposals.alias_of")} <select value=${meant(one)} aria-label=${t("proposals.alias_of_label", { alias: one.alias })}
            onChange=${(event) => setChosen({ ...chosen, [one.alias]: event.target.value })}>
            <option value=${NONE}>${t("proposals.not_now")}</option>
            ${offered(one).map(({ id, name, share }) => html`<option value=${id}>${name}${share}</option>`)}
          </select></label>
          <button class="small quiet" onClick=${() => setNaming(one)}>${t("naming.do")}</button>
          <button class="small quiet" aria-label=${t("proposals.decline_label", { alias: one.alias })} onClick=${() => decline(one)}>${t("proposals.decline")}</button>
        </span>`}
      </div>
    </li>`)}</ul>
    ${naming && html`<${Naming} label=${{ raw: naming.alias }} t=${t} http=${http} onClose=${() => setNaming(null)} onChosen=${(found) => named(naming, found)} />`}
    ${admin && html`<p><button class="primary" disabled=${!aliases.length} onClick=${make}>${t("proposals.accept", { n: aliases.length })}</button></p>`}
  </section>`;
}
