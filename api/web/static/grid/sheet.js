// A table whose cells are walked, selected and written in, with keys and with a mouse. Selected is all that a rectangle
// from one cell to another touches.
import { html, useEffect, useLayoutEffect, useMemo, useRef } from "../app/html.js";
import { cellId, textOf, unwrapped } from "../app/fields.js";
import { covering, kindOf, neighbour } from "../document/form.js";

/** Nothing fires while an input method is composing: its Enter chooses a word. */
const composing = (event) => event.isComposing || event.keyCode === 229;

/**
 * `focus`: the cell that keys act on; `area`: the rectangle that is selected; `writing`: whether `focus` is written in.
 * `onGo(cell, extend)`, `onWrite(start)`, `onWritten(text)`, `onLeave()`.
 */
export function Sheet({ t, table, places, focus, area, writing, onGo, onWrite, onWritten, onLeave }) {
  const at = useMemo(() => covering(table), [table]);
  const chosen = useMemo(() => new Set(area ? inside(at, area) : []), [at, area]);
  const sheet = useRef(null);
  const wrote = useRef(false);

  useEffect(() => {
    const written = wrote.current;
    wrote.current = writing !== null;
    if (!focus || writing !== null) return;
    const cell = sheet.current.querySelector(`[data-cell="${CSS.escape(cellId(table.id, focus.row, focus.col))}"]`);
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Only where the focus was in the table already: a box that was clicked keeps it.
    if (written || sheet.current.contains(document.activeElement)) cell?.focus();
  }, [focus, writing, table]);

  const shown = (cell) => textOf(cell, places.get(cellId(table.id, cell.row, cell.col)));
  const cellOf = (element) => {
    const [, row, col] = (element.closest("[data-cell]")?.dataset.cell ?? "").split(":");
    return at.get(`${row}:${col}`);
  };
  const key = (event) => {
    if (writing !== null || !focus || composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = neighbour(at, focus, event.key);
    if (to) onGo(to, event.shiftKey);
    else if (event.key === "Enter" || event.key === "F2") onWrite(shown(focus));
    else if (event.key === "Delete" || event.key === "Backspace") onWrite("");
    else if (event.key.length === 1) onWrite(event.key);
    else return;
    event.preventDefault();
  };
  const press = (event) => {
    const cell = writing === null && cellOf(event.target);
    if (cell) onGo(cell, event.shiftKey);
  };
  const rows = Array.from({ length: table.n_rows }, (_, row) => table.cells.filter((cell) => cell.row === row).sort((a, b) => a.col - b.col));
  return html`<div class="scroll sheet">
    <table class="form" role="grid" aria-multiselectable="true" aria-label=${table.title || t("record.table")} ref=${sheet}
      onKeyDown=${key} onClick=${press} onDblClick=${() => focus && onWrite(shown(focus))}>
      <tbody>${rows.map((cells, row) => html`<tr key=${row}>
        ${cells.map((cell) => {
          const id = cellId(table.id, cell.row, cell.col);
          const here = cell === focus;
          const [tone, text] = [places.get(id)?.tone ?? "", shown(cell)];
          return html`<td key=${id} data-cell=${id} role="gridcell" rowspan=${cell.row_span} colspan=${cell.col_span}
            tabindex=${here || (!focus && cell === table.cells[0]) ? 0 : -1} aria-selected=${chosen.has(cell)}
            class="${tone} ${cell.is_header ? "head" : ""} ${here ? "here" : ""} ${kindOf(text)}">
            ${here && writing !== null
              ? html`<${Writing} t=${t} start=${writing} onWritten=${(text) => (text === shown(focus) ? onLeave() : onWritten(text))} onLeave=${onLeave} />`
              : html`${unwrapped(text)}${tone && html`<span class="unseen">${t(`tone.${tone}`)}</span>`}`}
          </td>`;
        })}
      </tr>`)}</tbody>
    </table>
  </div>`;
}

function Writing({ t, start, onWritten, onLeave }) {
  const place = useRef(null);
  const left = useRef(false); // Enter and Escape take the field away, which leaves it once more
  useLayoutEffect(() => { // before the next key: it belongs into the text
    place.current.focus();
    place.current.setSelectionRange(start.length, start.length);
  }, []);
  const leave = (act) => {
    if (left.current) return;
    left.current = true;
    act();
  };
  const key = (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && !event.shiftKey) leave(() => onWritten(place.current.value));
    else if (event.key === "Escape") leave(onLeave);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<textarea ref=${place} aria-label=${t("grid.writing")} rows="1" onKeyDown=${key}
    onBlur=${() => leave(() => onWritten(place.current?.value ?? start))}>${start}</textarea>`;
}

/** `{row, col, row_span, col_span}` that holds both cells, and every cell that it would cut, whole. */
export function rectangle(at, anchor, head) {
  let area = around([anchor, head]);
  for (;;) {
    const touched = inside(at, area);
    const wider = around(touched.length ? touched : [anchor]);
    if (wider.row_span === area.row_span && wider.col_span === area.col_span) return area;
    area = wider;
  }
}

/** The cells that begin in, or reach into, an area; each once. */
function inside(at, { row, col, row_span, col_span }) {
  const found = new Set();
  for (let r = row; r < row + row_span; r++) {
    for (let c = col; c < col + col_span; c++) if (at.has(`${r}:${c}`)) found.add(at.get(`${r}:${c}`));
  }
  return [...found];
}

function around(cells) {
  const row = Math.min(...cells.map((cell) => cell.row));
  const col = Math.min(...cells.map((cell) => cell.col));
  const end = Math.max(...cells.map((cell) => cell.row + cell.row_span));
  const edge = Math.max(...cells.map((cell) => cell.col + cell.col_span));
  return { row, col, row_span: end - row, col_span: edge - col };
}
