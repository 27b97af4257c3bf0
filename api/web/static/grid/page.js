// Grid mode: a rebuilt table beside the page, put right cell by cell and row by row; what it means is told at once.
import { html, render, useEffect, useMemo, useRef, useState } from "../app/html.js";
import { cellId, failedChecks, placesOf } from "../app/fields.js";
import { inWords, randomId } from "../app/http.js";
import { Naming, labelField, nameable } from "../app/naming.js";
import { ProblemNote, useLoaded } from "../app/parts.js";
import { PagePane } from "../app/viewer.js";
import { covering } from "../document/form.js";
import { Sheet, rectangle } from "./sheet.js";

export function mount(element, context) {
  const id = location.pathname.split("/")[2];
  render(html`<${GridPage} context=${context} id=${id} />`, element);
}

function GridPage({ context, id }) {
  const { t, http } = context;
  const load = async () => {
    const [result, fields] = await Promise.all([
      http.get(`/v1/documents/${id}/result`),
      http.get(`/v1/documents/${id}/fields`, { query: { limit: 1 } }),
    ]);
    return { result, etag: fields.structure_etag, left: fields.left };
  };
  const found = useLoaded(load, [id]);
  return html`<div class="stack">
    <div class="stack tight">
      <p class="small"><a href="/documents/${id}">← ${found.value?.result.document.filename ?? t("page.document")}</a></p>
      <h1>${t("page.grid")}</h1>
    </div>
    ${found.problem && html`<${ProblemNote} t=${t} problem=${found.problem} onAgain=${found.reload} />`}
    ${!found.value && !found.problem && html`<p class="loading">${t("loading")}</p>`}
    ${found.value?.result.tables.length === 0 && html`<p class="card soft empty">${t("grid.none")}</p>`}
    ${found.value?.result.tables.length > 0 && html`<${Grid} context=${context} id=${id} state=${found.value} onState=${found.set} onReload=${found.reload} />`}
  </div>`;
}

function Grid({ context, id, state, onState, onReload }) {
  const { t, http, announce } = context;
  const { result } = state;
  const asked = useMemo(() => placeAsked(new URLSearchParams(location.search), result), []);
  const [chosen, setChosen] = useState(asked.table);
  const table = result.tables.find((one) => one.id === chosen) ?? result.tables[0];
  const recordOf = (one) => result.records.find(({ tables }) => tables.includes(one.id));
  const titleOf = (one) => one.title || recordOf(one)?.title || t("record.table");
  const record = recordOf(table);
  const places = useMemo(() => (record ? placesOf(record) : new Map()), [record]);
  const at = useMemo(() => covering(table), [table]);
  const [where, setWhere] = useState({ row: asked.row, col: asked.col }); // places, not cells: an edit makes other cells of them
  const [from, setFrom] = useState(where);
  const [writing, setWriting] = useState(null);
  const [page, setPage] = useState(asked.page ?? table.pages[0]);
  const [told, setTold] = useState(null);
  const [naming, setNaming] = useState(null);
  const focus = at.get(`${where.row}:${where.col}`);
  const area = useMemo(() => (focus ? rectangle(at, at.get(`${from.row}:${from.col}`) ?? focus, focus) : null), [at, focus, from]);
  const boxes = useMemo(
    () => table.cells.filter((cell) => cell.page === page).map((cell) => {
      const cellAt = cellId(table.id, cell.row, cell.col);
      return { id: cellAt, bbox: cell.bbox, tone: `cell ${places.get(cellAt)?.tone ?? ""}`, title: cell.text };
    }),
    [table, places, page],
  );

  const go = (cell, extend) => {
    setWhere({ row: cell.row, col: cell.col });
    if (!extend) setFrom({ row: cell.row, col: cell.col });
    if (cell.page) setPage(cell.page);
  };
  useEffect(() => {
    const cell = document.querySelector(`[data-cell="${CSS.escape(cellId(table.id, focus.row, focus.col))}"]`);
    cell?.focus({ preventScroll: !asked.page });
  }, []);
  const goTo = (box) => {
    const [, row, col] = box.split(":");
    go(at.get(`${row}:${col}`), false);
  };

  // One after the other: each names the state that the one before it left.
  const etag = useRef(state.etag);
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    etag.current = state.etag;
  }, [state]);

  function edit(op, values = {}) {
    setWriting(null);
    queue.current = queue.current.then(() => sent(op, values));
  }
  async function sent(op, values) {
    try {
      const json = { id: randomId(), op, if_match: etag.current, at: new Date().toISOString(), ...values };
      const answer = await http.send("POST", `/v1/documents/${id}/tables/${table.id}/edits`, { json });
      etag.current = answer.structure_etag;
      const fresh = await http.get(`/v1/documents/${id}/result`);
      onState({ result: fresh, etag: answer.structure_etag, left: answer.left });
      const outcome = toldOf(answer, t);
      setTold(outcome);
      announce(outcome.text);
    } catch (problem) {
      setTold({ tone: "bad", text: [inWords(problem, t), problem.detail].filter(Boolean).join(" ") });
    }
  }
  const labelled = focus && places.get(cellId(table.id, focus.row, focus.col))?.fields.find(nameable);
  async function named(field, indicator) {
    try {
      const asked = { record: result.records.indexOf(record), path: field.path, label: field.label };
      const own = await labelField(http, id, asked);
      const decision = own && {
        id: randomId(), record: asked.record, path: own.path, action: "correct", text: own.text, indicator: indicator.id,
        if_match: own.etag, at: new Date().toISOString(),
      };
      const answer = own && await http.send("POST", `/v1/documents/${id}/decisions`, { json: { decisions: [decision] } });
      if (answer) onState({ ...state, left: answer.left, result: await http.get(`/v1/documents/${id}/result`) });
      const text = t(own ? "naming.done" : "naming.no_field", { label: field.label.raw, name: indicator.name });
      setTold({ tone: own ? "good" : "doubt", text });
      announce(text);
    } catch (problem) {
      setTold({ tone: "bad", text: inWords(problem, t) });
    }
  }
  const written = (text) => edit("text", { row: focus.row, col: focus.col, text });
  useEffect(() => {
    const pressed = (event) => {
      if (event.altKey && event.code === "KeyL" && labelled && writing === null) {
        event.preventDefault();
        setNaming(labelled);
      }
      if ((event.ctrlKey || event.metaKey) && event.key === "z" && writing === null) {
        event.preventDefault();
        edit("undo");
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });

  const choose = (name) => {
    setChosen(name);
    setWhere({ row: 0, col: 0 });
    setFrom({ row: 0, col: 0 });
    setPage(result.tables.find((one) => one.id === name).pages[0]);
  };
  return html`
    <div class="row apart">
      <label class="field">${t("grid.table", { n: result.tables.length })}
        <select onChange=${(event) => choose(event.target.value)}>
          ${result.tables.map((one, number) => html`<option value=${one.id} selected=${one === table}>${number + 1}. ${titleOf(one)}</option>`)}
        </select>
      </label>
      <${Meaning} t=${t} record=${record} left=${state.left} />
    </div>
    <${Tools} t=${t} table=${table} focus=${focus} area=${area} onEdit=${edit} onName=${labelled && (() => setNaming(labelled))} />
    ${naming && html`<${Naming} label=${naming.label} t=${t} http=${http} onClose=${() => setNaming(null)} onChosen=${(one) => named(naming, one)} />`}
    ${told && html`<div class="note ${told.tone} row apart"><span>${told.text}</span>
      ${told.reload && html`<button class="small" onClick=${onReload}>${t("grid.reload")}</button>`}</div>`}
    <div class="document">
      <${Sheet} t=${t} table=${table} places=${places} focus=${focus} area=${area} writing=${writing} onGo=${go}
        onWrite=${setWriting} onWritten=${written} onLeave=${() => setWriting(null)} />
      <aside class="stack side" aria-label=${t("document.side")}>
        <${PagePane} context=${context} result=${result} page=${page} onPage=${setPage} boxes=${boxes}
          selected=${focus && cellId(table.id, focus.row, focus.col)} onSelect=${goTo} bbox=${focus?.page === page ? focus.bbox : null} />
        <details class="card small"><summary>${t("grid.keys")}</summary><dl class="facts">
          ${["move", "extend", "write", "leave", "name", "undo"].map((name) => html`<dt><kbd>${t(`grid.key.${name}`)}</kbd></dt><dd>${t(`grid.key.${name}.does`)}</dd>`)}
        </dl></details>
      </aside>
    </div>`;
}

/** Where the address says to begin: at a table, or at the cell of a record's field. */
function placeAsked(query, result) {
  const field = result.records[Number(query.get("record"))]?.fields.find((one) => one.path === query.get("path"));
  const { table, row, col, page } = field?.source ?? {};
  return table ? { table, row, col, page } : { table: query.get("table"), row: 0, col: 0 };
}

/** What the table is understood as, as it now stands. */
function Meaning({ t, record, left }) {
  if (!record) return html`<p class="note doubt small">${t("grid.no_meaning")}</p>`;
  const failed = failedChecks(record).size;
  return html`<p class="small soft" data-meaning>${t("grid.meaning", {
    form: t(`form.${record.form}`), fields: record.fields.length, failed, checks: record.checks.length, left,
  })}</p>`;
}

function Tools({ t, table, focus, area, onEdit, onName }) {
  const one = focus && area && area.row_span === focus.row_span && area.col_span === focus.col_span;
  const tools = [
    ["merge", area && !one, () => onEdit("merge", area)],
    ["split", one && (focus.row_span > 1 || focus.col_span > 1), () => onEdit("split", { row: focus.row, col: focus.col })],
    ["above", Boolean(focus), () => onEdit("insert_row", { row: area.row })],
    ["below", Boolean(focus), () => onEdit("insert_row", { row: area.row + area.row_span })],
    ["remove", one && focus.row_span === 1 && table.n_rows > 1, () => onEdit("remove_row", { row: focus.row })],
    ["name", Boolean(onName), onName],
    ["undo", true, () => onEdit("undo")],
  ];
  return html`<div class="row" role="toolbar" aria-label=${t("grid.tools")}>
    ${tools.map(([name, may, act]) => html`<button key=${name} class="small" disabled=${!may} onClick=${act}>${t(`grid.${name}`)}</button>`)}
  </div>`;
}

function toldOf(answer, t) {
  if (answer.outcome === "conflict") return { tone: "doubt", text: t("grid.conflict", { by: answer.theirs?.by ?? "" }), reload: true };
  const failed = answer.checks.filter((one) => one.status === "fail").length;
  const lost = answer.lost.length ? ` ${t("grid.lost", { n: answer.lost.length })}` : "";
  return { tone: failed ? "doubt" : "good", text: t("grid.done", { fields: answer.fields.length, failed, left: answer.left }) + lost };
}
