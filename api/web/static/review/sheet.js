// Sheet mode: cells that are read as the same thing, or one column, side by side; only the wrong ones are marked.
import { html, render, useEffect, useLayoutEffect, useReducer, useRef, useState } from "../app/html.js";
import { Filters, filtersOf } from "./filters.js";
import { Help } from "./help.js";
import { composing } from "./keys.js";
import { createLeases, keyOf } from "./leases.js";
import { Offers, columnName } from "./offers.js";
import { openOutbox } from "./outbox.js";
import { createPictures } from "./pictures.js";
import { decisionsOn, prepared } from "./session.js";
import { Tile } from "./tile.js";
import { Saving, Troubles } from "./troubles.js";

const COUNT = 48; // cells that are looked at together
const FEW_PAGES = 4; // up to as many are fetched whole; of more, each cell alone
const KEYS = [
  ["accept_sheet", ["Enter"]],
  ["mark", ["Space"]],
  ["alternative", ["Alt", "1…9"]],
  ["move", ["←", "→", "↑", "↓"]],
  ["undo_sheet", ["Ctrl", "Z"]],
  ["help", ["?"]],
];

export async function mount(element, context) {
  const filters = filtersOf(location.search);
  if (!("role" in filters)) {
    const sheets = await context.http.get("/v1/review/sheets", { query: filters });
    const { t, format } = context;
    render(html`<div class="sheet"><h1>${t("page.sheet")}</h1><p class="soft">${t("review.sheet_why")}</p>
      <${Offers} sheets=${sheets} filters=${filters} t=${t} format=${format} /></div>`, element);
    return;
  }
  let changed = () => {};
  const parts = { filters, listen: (hear) => (changed = hear) };
  parts.outbox = await openOutbox(context.http, context.me.name, (told) => changed(told));
  parts.leases = createLeases(context.http, filters);
  parts.pictures = createPictures(context.http);
  await parts.leases.ready;
  render(html`<${Sheet} ...${parts} context=${context} />`, element);
}

function Sheet({ outbox, leases, pictures, filters, listen, context }) {
  const { t, http, format, announce, said } = context;
  const [, refresh] = useReducer((count) => count + 1, 0);
  const [items, setItems] = useState(null);
  const [marks, setMarks] = useState({});
  const [at, setAt] = useState(0);
  const [before, setBefore] = useState(null); // the sheet that was answered last
  const [settled, setSettled] = useState(0);
  const [following, setFollowing] = useState(null);
  const [helping, setHelping] = useState(false);
  const aside = useRef(null); // a sheet that waits while the one before it is answered again
  const busy = useRef(false);
  const grid = useRef(null);

  useEffect(() => {
    listen(({ answer }) => {
      if (answer?.settled.length) setSettled((count) => count + answer.settled.length);
      refresh();
    });
    next();
  }, []);

  async function next() {
    if (aside.current) {
      setItems(aside.current);
      aside.current = null;
      setMarks({});
      setAt(0);
      return;
    }
    const unsent = await outbox.unsent();
    const taken = (await leases.take(COUNT)).filter((item) => !unsent.has(keyOf(item))).map(prepared);
    if (!taken.length) setFollowing(await columnAfter());
    setItems(taken);
    setMarks({});
    setAt(0);
    if (pagesOf(taken) <= FEW_PAGES) taken.forEach((item) => pictures.load(item).then(refresh));
  }

  /** The column of the document that comes after this one, or null. */
  async function columnAfter() {
    const { role, reading, ...rest } = filters;
    if (!rest.document || reading !== undefined) return null;
    const { columns } = await http.get("/v1/review/sheets", { query: rest });
    const other = columns.find((one) => one.role !== role); // what was said a moment ago may still be on its way
    return other ? { name: columnName(other.role, t), address: `?${new URLSearchParams({ ...rest, role: other.role })}` } : null;
  }

  function say(answered, decisions) {
    const said = answered.map((item) => [item, decisions(item)]);
    if (said.length) outbox.put(said.flatMap(([, entries]) => entries));
    for (const [item, entries] of said) for (const { decision } of entries) item.pending[decision.path] = decision.id;
  }

  /** All that are not marked are right; a marked one is what was typed for it, or is left to be walked. */
  async function accept() {
    if (busy.current || !items?.length) return;
    busy.current = true;
    try {
      const answered = items.filter((item) => marks[keyOf(item)] !== item.text);
      say(answered, (item) => {
        const text = marks[keyOf(item)];
        return text === undefined ? decisionsOn(item, "accept") : decisionsOn(item, "correct", text);
      });
      items.forEach((item) => leases.answered(keyOf(item)));
      setBefore({ items, answered });
      announce(t("review.sheet_done", { n: answered.length }));
      await next();
    } finally {
      busy.current = false;
    }
  }

  /** The sheet before is in question again. */
  function undo() {
    if (busy.current || !before) return;
    say(before.answered, (item) => decisionsOn(item, "revert"));
    announce(t("review.sheet_undone", { n: before.answered.length }));
    aside.current = items;
    setItems(before.items);
    setMarks({});
    setAt(0);
    setBefore(null);
  }

  const pressed = (event) => {
    if (composing(event) || event.defaultPrevented || helping) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across(grid.current), ArrowDown: across(grid.current) };
    const typing = event.target.tagName === "INPUT" || event.target.tagName === "SELECT";
    if (typing) return;
    if (event.key in steps) setAt(Math.max(0, Math.min(items.length - 1, at + steps[event.key])));
    else if (event.key === "Enter" && !event.repeat && event.target.closest(".tile, main") && !event.target.closest(".sheet-do, a")) accept();
    else if (event.key === "?") setHelping(true);
    else if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") undo();
    else return;
    event.preventDefault();
  };
  useLayoutEffect(() => {
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });

  const wrong = Object.keys(marks).length;
  const whole = items && pagesOf(items) <= FEW_PAGES;
  const mark = (item, text) => {
    const { [keyOf(item)]: _, ...rest } = marks;
    setMarks(text === undefined ? rest : { ...rest, [keyOf(item)]: text });
  };

  return html`<div class="sheet">
    <div class="row apart">
      <h1>${columnName(filters.role, t)}${"reading" in filters ? ` = ${filters.reading || t("review.said.blank")}` : ""}</h1>
      <div class="row small">
        ${settled > 0 && html`<span class="tag good">${t("review.settled", { n: settled })}</span>`}
        <${Saving} state=${outbox.state()} t=${t} />
        <button type="button" class="small" onClick=${() => setHelping(true)}>${t("review.keys")} <kbd>?</kbd></button>
      </div>
    </div>
    <div class="row"><a class="button small" href="/review/sheet">${t("review.other_sheets")}</a>
      <${Filters} filters=${filters} t=${t} said=${said} hidden=${["role", "reading"]} /></div>
    <${Troubles} outbox=${outbox} t=${t} />
    ${items === null && html`<p class="soft">${t("loading")}</p>`}
    ${items?.length === 0 && html`<p class="card walk-empty row">${t("review.nothing")}
      ${following && html`<a class="button" ref=${focused} href=${following.address}>${t("review.next_column", following)}</a>`}</p>`}
    ${items?.length > 0 && html`
      <p class="soft">${t("review.sheet_mark")}</p>
      <ul class="tiles" ref=${grid} aria-label=${t("review.cells")}>
        ${items.map((item, index) => html`<${Tile} key=${keyOf(item)} item=${item} here=${index === at} mark=${marks[keyOf(item)]}
          look=${whole ? pictures.ready(item) : null} t=${t} http=${http}
          on=${{ here: () => setAt(index), mark: (text) => mark(item, text), typed: () => {} }} />`)}
      </ul>
      <div class="row sheet-do">
        <button type="button" class="primary" onClick=${accept}>${t("review.accept_rest", { n: format.count(items.length - wrong) })} <kbd>Enter</kbd></button>
        ${wrong > 0 && html`<span class="tag bad">${t("review.marked", { n: wrong })}</span>`}
        <button type="button" disabled=${!before} onClick=${undo}>${t("review.undo")} <kbd>Ctrl Z</kbd></button>
      </div>`}
    ${helping && html`<${Help} keys=${KEYS} t=${t} onClose=${() => setHelping(false)} />`}
  </div>`;
}

/** Enter goes on from there. */
const focused = (element) => element?.focus();

const pagesOf = (items) => new Set(items.map((item) => `${item.document} ${item.page}`)).size;

/** How many tiles stand in a row. */
function across(grid) {
  const tops = [...(grid?.children ?? [])].map((tile) => tile.offsetTop);
  const first = tops.findIndex((top) => top !== tops[0]);
  return first < 0 ? tops.length : first;
}
