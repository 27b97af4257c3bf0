// A record as people know it: its tables as printed, and what stands beside them.
import { html, useMemo } from "../app/html.js";
import { nameOf } from "../app/fields.js";
import { FormTable, isNumber } from "./form.js";

const TONES = ["mid", "low", "wrong", "mended", "confirmed"];

export function RecordView({ context, result, record, places, selected, onSelect }) {
  const { t, format } = context;
  const describe = describing(context);
  const tables = result.tables.filter((table) => record.tables.includes(table.id));
  const drawn = new Set(tables.map((table) => table.id));
  const beside = [...places.values()].filter((place) => place.id.startsWith("path:") || !drawn.has(place.id.split(":")[0]));
  const shown = beside.flatMap((place) => place.fields.map((field) => ({ place, field }))).filter(({ field }) => field.source);
  const used = new Set([...places.values()].map((place) => place.tone));
  return html`<div class="stack">
    <div class="row apart">
      <h2>${record.title || t(`form.${record.form}`)}</h2>
      <div class="row small soft">
        <span>${t(`form.${record.form}`)}</span>
        <span>${t("record.form_confidence", { share: format.share(record.form_confidence) })}</span>
      </div>
    </div>
    <ul class="row legend" aria-label=${t("tone.legend")}>
      ${TONES.filter((tone) => used.has(tone)).map((tone) => html`<li><span class="swatch ${tone}" aria-hidden="true"></span>${t(`tone.${tone}`)}</li>`)}
    </ul>
    ${shown.length > 0 && html`<${Beside} t=${t} shown=${shown} selected=${selected} onSelect=${onSelect} />`}
    ${tables.map((table) => html`<${FormTable} key=${table.id} t=${t} table=${table} places=${places} selected=${selected}
      onSelect=${onSelect} describe=${describe} />`)}
  </div>`;
}

/** One line about a place: what it is, how sure, and why a person should look. */
export function describing({ t, format, said }) {
  return (place) =>
    place.fields
      .map((field) => [nameOf(field, t), format.share(field.confidence), field.reason && said(field.reason)].filter(Boolean).join(" · "))
      .join("\n");
}

/** Fields outside every table: alone as a list of pairs, those of a list as its rows. */
function Beside({ t, shown, selected, onSelect }) {
  const { alone, lists } = useMemo(() => grouped(shown), [shown]);
  const button = ({ place, field }) => html`<button class="value ${place.tone} ${isNumber(field.text) ? "number" : ""}" aria-pressed=${place.id === selected}
    onClick=${() => onSelect(place.id)}>${field.text || "—"}</button>`;
  return html`<div class="stack">
    ${alone.length > 0 && html`<dl class="pairs">
      ${alone.map((one) => html`<div key=${one.field.path}><dt>${nameOf(one.field, t)}</dt><dd>${button(one)}</dd></div>`)}
    </dl>`}
    ${[...lists].map(([name, { keys, rows }]) => html`<div class="scroll" key=${name}>
      <table class="form rows">
        <thead><tr>${keys.map((key) => html`<th scope="col">${t(`leaf.${key}`)}</th>`)}</tr></thead>
        <tbody>${[...rows].map(([index, row]) => html`<tr key=${index}>
          ${keys.map((key) => html`<td>${row.has(key) && button(row.get(key))}</td>`)}
        </tr>`)}</tbody>
      </table>
    </div>`)}
  </div>`;
}

function grouped(shown) {
  const alone = [];
  const lists = new Map();
  for (const one of shown) {
    const [, name, index, key] = one.field.path.match(/^(\w+)\[(\d+)\]\.([^[\].]+)$/) ?? [];
    if (!name) {
      alone.push(one);
      continue;
    }
    if (!lists.has(name)) lists.set(name, { keys: [], rows: new Map() });
    const { keys, rows } = lists.get(name);
    if (!keys.includes(key)) keys.push(key);
    if (!rows.has(index)) rows.set(index, new Map());
    rows.get(index).set(key, one);
  }
  return { alone, lists };
}
