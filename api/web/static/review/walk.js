// Walk mode: one doubtful field after the other, settled with one key.
import { html, render, useEffect, useReducer, useRef, useState } from "../app/html.js";
import { Naming, labelField, nameable } from "../app/naming.js";
import { Card } from "./card.js";
import { Filters, filtersOf } from "./filters.js";
import { Help } from "./help.js";
import { KEYS } from "./keys.js";
import { createLeases } from "./leases.js";
import { openOutbox } from "./outbox.js";
import { afterPaint, oncePerFrame } from "./painting.js";
import { Pane } from "./pane.js";
import { createPictures } from "./pictures.js";
import { createSession } from "./session.js";
import { Saving, Troubles } from "./troubles.js";

export async function mount(element, context) {
  const filters = filtersOf(location.search);
  let changed = () => {};
  const change = () => changed();
  const changeSoon = oncePerFrame(change); // for what comes by itself, often several times in a row
  let session = null;
  const outbox = await openOutbox(context.http, context.me.name, (told) => {
    if (told.answer) session?.heard(told);
    changeSoon();
  });
  const pictures = createPictures(context.http);
  const leases = createLeases(context.http, filters);
  await leases.ready;
  session = createSession({ leases, outbox, pictures, change, changeSoon });
  const parts = { session, outbox, pictures, filters, listen: (hear) => (changed = hear) };
  render(html`<${Walk} ...${parts} context=${context} />`, element);
}

/** The grid of the table that the field stands in, at its cell. */
const tableOf = ({ document, record, path }) => `/documents/${document}/grid?${new URLSearchParams({ record, path })}`;

function Walk({ session, outbox, pictures, filters, listen, context }) {
  const { t, http, format, announce, said } = context;
  const [, refresh] = useReducer((count) => count + 1, 0);
  const [summary, setSummary] = useState(null);
  const [helping, setHelping] = useState(false);
  const [naming, setNaming] = useState(null);
  useEffect(() => listen(refresh), []);

  const { item, empty, settled, decided, last, renamed, undoable } = session.state();

  useEffect(() => {
    afterPaint(() => http.get("/v1/review/summary", { query: filters }).then(setSummary, () => {}));
  }, [Math.floor(decided / 10), empty]);
  const counted = useRef(0);
  useEffect(() => {
    if (settled > counted.current) announce(t("review.settled_others", { n: settled - counted.current }));
    counted.current = settled;
  }, [settled]);

  const on = {
    accept: (action, text) => session.decide(action, text),
    blank: () => session.decide("blank", ""),
    unreadable: () => session.decide("unreadable", ""),
    back: session.back,
    skip: session.skip,
    undo: session.undo,
    name: () => nameable(item) && setNaming(item),
    // What was said is kept by the outbox, whatever page is shown.
    table: () => location.assign(tableOf(item)),
    reread: () => session.reread(http).then((n) => n === null || announce(t("review.reread_done", { n })), () => announce(t("review.reread_failed"))),
    help: () => setHelping(true),
  };
  const named = async (asked, indicator) => {
    const field = await labelField(http, asked.document, asked).catch(() => null);
    if (field) session.name(asked, field, indicator);
    announce(t(field ? "naming.done" : "naming.no_field", { label: asked.label.raw, name: indicator.name }));
  };
  const bitmap = item ? pictures.ready(item) : null;
  const isText = item ? pictures.isText(item) : false;

  return html`<div class="walk">
    <header class="walk-head">
      <div class="row apart">
        <h1>${t("page.walk")}</h1>
        <div class="row small">
          ${summary && html`<span class="soft">${t("review.left", { n: format.count(summary.total) })}</span>`}
          ${decided > 0 && html`<span class="soft">${t("review.decided", { n: format.count(decided) })}</span>`}
          ${settled > 0 && html`<span class="tag good">${t("review.settled", { n: settled })}</span>`}
          <${Saving} state=${outbox.state()} t=${t} />
          <button type="button" class="small" disabled=${!undoable} onClick=${on.undo}>${t("review.undo")} <kbd>Ctrl Z</kbd></button>
          <button type="button" class="small" onClick=${on.help}>${t("review.keys")} <kbd>?</kbd></button>
        </div>
      </div>
      <${Filters} filters=${filters} summary=${summary} t=${t} said=${said} />
    </header>
    <${Troubles} outbox=${outbox} t=${t} />
    ${renamed > 0 && html`<p class="note good" role="status">${t("review.renamed", { n: renamed })}</p>`}
    ${last > 0 && html`<p class="note good settled">${t("review.settled_others", { n: last })}</p>`}
    ${item
      ? html`<div class="walk-body">
          <${Card} item=${item} bitmap=${bitmap} isText=${isText} t=${t} said=${said} format=${format} on=${on} />
          <${Pane} item=${item} bitmap=${bitmap} isText=${isText} t=${t} http=${http} />
        </div>`
      : html`<p class="card walk-empty" data-empty=${empty || undefined}>${t(empty ? (summary?.total ? "review.none_free" : "review.nothing") : "loading")}</p>`}
    ${naming && html`<${Naming} label=${naming.label} t=${t} http=${http} onClose=${() => setNaming(null)}
      onChosen=${(indicator) => named(naming, indicator)} />`}
    ${helping && html`<${Help} keys=${KEYS} t=${t} onClose=${() => setHelping(false)} />`}
  </div>`;
}
