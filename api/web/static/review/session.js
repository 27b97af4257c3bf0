// One person's walk along the queue: what is asked, what was said, and what the service made of it.
import { randomId } from "../app/http.js";
import { keyOf } from "./leases.js";
import { afterPaint } from "./painting.js";

const AHEAD = 12; // fields that are there before they are asked: a second's worth for the quickest
const COUNT = 20; // fields of one lease
const PICTURED = 8; // fields ahead whose pages are there too
const CHOICES = 9; // alternatives that have a key
const KEPT = 200; // fields that one can go back to
const SOON_MS = 1000; // after which what we said has reached the queue, or the network may be back
const LOOK_AGAIN_MS = 15_000; // where the queue is empty: somebody may give something back

/**
 * @param change called after every change of what `state` gives that a key asked for; `changeSoon` after the others
 * @returns the walk: {state, decide, reread, name, back, skip, undo, heard}
 */
export function createSession({ leases, outbox, pictures, change, changeSoon }) {
  let items = [];
  let at = 0;
  let log = []; // what was said, in order: {item, said}
  let taking = false;
  let timer = 0;
  let empty = false;
  let told = { settled: 0, decided: 0, last: 0, renamed: 0 };

  const state = () => ({ item: items[at], empty, ...told, undoable: log.length });
  const open = (item) => !item.said && !item.left;

  async function fill() {
    const left = items.slice(at).filter(open).length;
    if (taking || left > AHEAD) return;
    taking = true;
    changeSoon();
    try {
      const unsent = await outbox.unsent();
      const known = new Set(items.filter(open).map(keyOf));
      const taken = (await leases.take(COUNT)).map(prepared);
      const fresh = taken.filter((item) => !known.has(keyOf(item)) && !unsent.has(keyOf(item)));
      taken.map(keyOf).filter((key) => unsent.has(key)).forEach(leases.answered);
      empty = taken.length === 0;
      items.push(...fresh);
      if (!items[at] || !open(items[at])) forward(at);
      look();
      if (!fresh.length) later(empty ? LOOK_AGAIN_MS : SOON_MS);
    } catch (problem) {
      later(SOON_MS);
      if (problem.status !== 0) throw problem;
    } finally {
      taking = false;
      changeSoon();
    }
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(fill, pause);
  }

  /** To the first open field from `from` on, or past the end. */
  function forward(from) {
    at = from;
    while (items[at] && !open(items[at])) at++;
    const gone = Math.max(0, at - KEPT);
    items = items.slice(gone);
    at -= gone;
    change();
    afterPaint(() => {
      look();
      fill();
    });
  }

  function look() {
    items.slice(at, at + PICTURED).forEach((item) => {
      if (pictures.ready(item) === undefined) pictures.load(item).then(changeSoon);
    });
  }

  /** Says something of the field that is asked, and goes on. */
  function decide(action, text) {
    const item = items[at];
    if (!item) return;
    const same = item.said && (action === "accept" || (item.said.action === action && item.said.text === text));
    if (!same) {
      say(item, action, text);
      item.said = { action, text: action === "accept" ? item.text : text };
      log.push(item);
      told = { ...told, decided: told.decided + 1 };
      afterPaint(() => leases.answered(keyOf(item)));
    }
    forward(at + 1);
  }

  /** Has the cell's picture read anew: how many further readings that gave, null where there is no picture. */
  async function reread(http) {
    const item = items[at];
    if (!item?.upright_bbox || item.rereading) return null;
    item.rereading = true;
    try {
      const [x0, y0, x1, y1] = item.upright_bbox;
      const query = { x0, y0, x1, y1, revision: item.revision };
      const { readings } = await http.get(`/v1/documents/${item.document}/pages/${item.page}/readings`, { query });
      const known = [item.text, ...item.alternatives];
      const fresh = readings.map((one) => one.text).filter((one) => !known.includes(one));
      item.alternatives = [...item.alternatives, ...fresh].slice(0, CHOICES);
      change();
      return fresh.length;
    } finally {
      item.rereading = false;
    }
  }

  /** Says what the label of an item names: of `field`, whose text the label is. */
  function name(item, field, indicator) {
    const own = { ...prepared({ ...item, path: field.path, also: [], text: field.text }), aside: true };
    own.etags[field.path] = field.etag;
    say(own, "correct", field.text, indicator.id);
    log.push(own);
    item.label = { ...item.label, canonical: indicator.name, indicator: indicator.id };
    change();
  }

  function say(item, action, text, indicator) {
    const entries = decisionsOn(item, action, text, indicator);
    outbox.put(entries);
    for (const { decision } of entries) item.pending[decision.path] = decision.id;
  }

  /** Takes back what was said last, wherever that was, and goes there. */
  function undo() {
    const item = log.pop();
    if (!item) return;
    say(item, "revert", null);
    if (item.aside) return; // not a field that was asked about: the eye stays where it is
    item.said = item.left = null;
    told = { ...told, decided: told.decided - 1 };
    if (!items.includes(item)) items.unshift(item);
    at = items.indexOf(item);
    look();
    change();
  }

  function back() {
    if (at > 0) at--;
    look();
    change();
  }

  function skip() {
    if (items[at]) forward(at + 1);
  }

  /** What the service made of decisions: other fields that are settled, changed, or checked anew. */
  function heard({ answer, entries }) {
    const document = entries[0].document;
    const of = (key) => items.filter((item) => item.document === document && item.record === key.record);
    for (const result of answer.results) {
      for (const item of of(result).filter((one) => result.path in one.etags)) {
        item.etags[result.path] = result.etag;
        if (item.pending[result.path] === result.id) delete item.pending[result.path];
      }
    }
    const names = new Map(answer.renamed.map((one) => [`${one.record} ${one.path}`, one.now]));
    const moved = items.filter((item) => names.size && item.document === document && renamed(item, names));
    let settled = 0;
    for (const key of answer.settled) {
      // What is being looked at stays: it must not give way to another field under a hand that is about to press Enter.
      for (const item of of(key).filter((one) => one.path === key.path && open(one) && one !== items[at])) {
        item.left = "settled";
        leases.answered(keyOf(item));
      }
      settled++;
    }
    for (const field of answer.fields) {
      for (const item of of(field).filter((one) => one.path === field.path && open(one))) {
        item.etags[field.path] = field.etag;
        Object.assign(item, { confidence: field.confidence, reason: field.reason, status: field.status, label: field.label });
        if (moved.includes(item)) item.column_heading = field.label.raw.split("/").slice(1).join("/") || item.column_heading;
      }
    }
    for (const check of answer.checks) {
      for (const item of of(check)) item.checks = item.checks.map((one) => (one.id === check.id ? { ...one, ...check } : one));
    }
    if (answer.results.length) told = { ...told, settled: told.settled + settled, last: settled, renamed: names.size };
    changeSoon();
  }

  fill();
  return { state, decide, reread, name, back, skip, undo, heard };
}

/** Gives an item the paths that its fields have since a head was put right; whether it has others now. */
function renamed(item, names) {
  const called = (path) => names.get(`${item.record} ${path}`)?.path ?? path;
  const again = (known) => Object.fromEntries(Object.entries(known).map(([path, one]) => [called(path), one]));
  if (Object.keys(item.etags).every((path) => called(path) === path)) return false;
  Object.assign(item, { etags: again(item.etags), pending: again(item.pending), also: item.also.map(called), path: called(item.path) });
  return true;
}

/** An item with what is known of its fields: `etags` as the service said them last, `pending` decisions not yet answered. */
export function prepared(item) {
  const etag = `${item.revision}.${item.version}`;
  const etags = Object.fromEntries([item.path, ...item.also].map((path) => [path, etag]));
  return { ...item, said: null, left: null, etags, pending: {} };
}

/** What is put into the outbox to say something of all fields of an item. */
export function decisionsOn(item, action, text, indicator) {
  const at = new Date().toISOString();
  return [item.path, ...item.also].map((path) => ({
    document: item.document,
    shown: { filename: item.filename, row: item.row_heading, column: item.column_heading, text: item.text },
    follows: item.pending[path] ?? null,
    decision: {
      id: randomId(),
      record: item.record,
      path,
      action,
      text: action === "correct" ? text : null,
      indicator,
      if_match: item.etags[path],
      at,
    },
  }));
}
