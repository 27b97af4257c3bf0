// Which cells are selected: all that a rectangle from one cell to another touches.

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
export function inside(at, { row, col, row_span, col_span }) {
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
