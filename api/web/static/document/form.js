// A table drawn as it is printed, its cells coloured by how sure their reading is.
import { html, useEffect, useMemo, useRef } from "../app/html.js";
import { cellId, textOf, unwrapped } from "../app/fields.js";

/** Cells by the place that they cover, so that a neighbour is found whatever spans there are. */
export function covering(table) {
  const at = new Map();
  for (const cell of table.cells) {
    for (let row = cell.row; row < cell.row + cell.row_span; row++) {
      for (let col = cell.col; col < cell.col + cell.col_span; col++) at.set(`${row}:${col}`, cell);
    }
  }
  return at;
}

/** Whether a text is a number and nothing else: those stand at the right. */
export const isNumber = (text) => /^[-−(（]?[\d,.]+[%)）]?$/.test(text.trim());

/** The class of a cell: a number is never broken, and a longer text not into single characters. */
export const kindOf = (text) => (isNumber(text) ? "number" : text.length > 6 ? "long" : "");

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The cell that an arrow key leads to, or undefined at the edge. */
export function neighbour(at, cell, key) {
  const [down, right] = MOVES[key] ?? [];
  if (down === undefined) return undefined;
  const row = down > 0 ? cell.row + cell.row_span : cell.row + down;
  const col = right > 0 ? cell.col + cell.col_span : cell.col + right;
  return at.get(`${row}:${col}`);
}

/** `places`: of the record; `selected`: a place's id; `onSelect(id)`. */
export function FormTable({ t, table, places, selected, onSelect, describe }) {
  const at = useMemo(() => covering(table), [table]);
  const rows = useMemo(() => rowsOf(table, at), [table, at]);
  const place = useRef(null);
  const first = table.cells[0] && cellId(table.id, table.cells[0].row, table.cells[0].col);
  const inside = selected?.startsWith(`${table.id}:`);
  const stop = inside ? selected : first; // the one cell that Tab comes to; arrows go on from there

  useEffect(() => {
    if (!inside) return;
    const cell = place.current.querySelector(`[data-cell="${CSS.escape(selected)}"]`);
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected]);

  const pick = (event) => {
    const id = event.target.closest("[data-cell]")?.dataset.cell;
    if (id) onSelect(id);
  };
  const key = (event) => {
    const [, row, col] = (event.target.dataset.cell ?? "").split(":").map(Number);
    const from = at.get(`${row}:${col}`);
    const to = from && neighbour(at, from, event.key);
    if (!to) return;
    event.preventDefault();
    const id = cellId(table.id, to.row, to.col);
    onSelect(id);
    place.current.querySelector(`[data-cell="${CSS.escape(id)}"]`)?.focus();
  };
  return html`<div class="scroll">
    <table class="form" role="grid" ref=${place} onClick=${pick} onKeyDown=${key} aria-label=${table.title || t("record.table")}>
      <tbody>
        ${rows.map((cells, row) => html`<tr key=${row}>
          ${cells.map((cell) => cell.text === undefined ? html`<td key=${`gap${cell.col}`}></td>` : html`<${Cell}
            key=${cell.col} t=${t} cell=${cell} id=${cellId(table.id, cell.row, cell.col)} stop=${stop} selected=${selected}
            place=${places.get(cellId(table.id, cell.row, cell.col))} describe=${describe} />`)}
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}

function Cell({ t, cell, id, place, stop, selected, describe }) {
  const text = (!cell.is_header && place?.fields.length === 1 && place.fields[0].text) || textOf(cell, place);
  const tone = place?.tone ?? "";
  const Name = cell.is_header ? "th" : "td";
  return html`<${Name} data-cell=${id} tabindex=${id === stop ? 0 : -1} aria-selected=${id === selected}
    role=${cell.is_header ? "columnheader" : "gridcell"} class="${tone} ${kindOf(text)}"
    rowspan=${cell.row_span} colspan=${cell.col_span} title=${tone && describe(place)}>
    ${unwrapped(text)}${tone && html`<span class="unseen">${t(`tone.${tone}`)}</span>`}
  <//>`;
}

/** Rows of cells that begin there; a place that no cell covers is a gap. */
function rowsOf(table, at) {
  const rows = [];
  for (let row = 0; row < table.n_rows; row++) {
    rows.push([]);
    for (let col = 0; col < table.n_cols; col++) {
      const cell = at.get(`${row}:${col}`);
      if (!cell) rows[row].push({ col });
      else if (cell.row === row && cell.col === col) rows[row].push(cell);
    }
  }
  return rows;
}
