// Decisions on their way to the service: kept in the browser before anything else happens, and until the service has
// acknowledged them. A closed tab or a dead network loses none; the next visit offers them again.
//
// They are kept twice: in a note, which is written at once, and in the database, which has it on the disk some
// milliseconds later. Then the note goes. A person sees the next field meanwhile.
//
// A decision names the state of the field that the person saw. One on a field with a decision that is still on its way
// names that decision (`follows`), and is sent when it is known what became of it: a version guessed in advance might be
// somebody else's.

import { afterPaint } from "./painting.js";

const DATABASE = "scanledger.review";
const NOTE = `${DATABASE}.`; // what the names of notes begin with
const LOCK = "scanledger.outbox";
const MOST = 100; // decisions the service takes at once
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const AGAIN = new Set([0, 408, 429, 500, 502, 503, 504]); // answers after which the same call may succeed

/**
 * @param who name of the person: what another one decided in this browser waits for him
 * @param tell called with {answer, entries} for each call that was acknowledged, and with {} when the state changes by itself
 */
export async function openOutbox(http, who, tell) {
  const database = await opened();
  await addNoted(database);
  let waiting = (await all(database, "outbox", who)).length;
  let writing = 0; // noted, not in the database yet
  if (!waiting) await change(database, ["done"], (store) => store("done").clear()); // nothing is left that may ask
  let troubles = await all(database, "troubles", who);
  let reachable = true;
  let pause = FIRST_PAUSE_MS;
  let timer = 0;
  let sending = false;

  /**
   * Keeps entries ({document, decision, shown, follows}), or throws. They are sent in the background, after what the
   * caller shows next: the service may share the processors with the browser.
   */
  function put(entries) {
    const own = entries.map((entry) => ({ ...entry, who }));
    const note = NOTE + own[0].decision.id;
    localStorage.setItem(note, JSON.stringify(own));
    writing += own.length;
    add(database, own).then(() => {
      localStorage.removeItem(note);
      writing -= own.length;
      waiting += own.length;
      afterPaint(pump);
    });
  }

  async function pump() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      await alone(async () => {
        while (waiting) await sent(await next());
      });
      became(true);
    } catch (problem) {
      became(false);
      timer = setTimeout(pump, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (AGAIN.has(problem.status)) return;
      throw problem;
    } finally {
      sending = false;
    }
    if (waiting) pump(); // put while the last call was ending
  }

  function became(now) {
    if (now) pause = FIRST_PAUSE_MS;
    if (now === reachable) return;
    reachable = now;
    tell({});
  }

  async function sent(entries) {
    if (!entries.length) return;
    const path = `/v1/documents/${entries[0].document}/decisions`;
    let answer;
    try {
      answer = await http.send("POST", path, { json: { decisions: entries.map((entry) => entry.decision) } });
    } catch (problem) {
      if (AGAIN.has(problem.status) || problem.name === "AbortError") throw problem;
      // One that cannot be taken must not hold up the others, nor be thrown away: it becomes a trouble.
      if (entries.length > 1) for (const entry of entries) await sent([entry]);
      else {
        const [{ decision }] = entries;
        await settle(entries, [trouble(entries[0], { problem: problem.detail || problem.code })], [{ id: decision.id, etag: null }]);
      }
      return;
    }
    const byId = new Map(answer.results.map((result) => [result.id, result]));
    const met = entries.filter((entry) => byId.get(entry.decision.id)?.outcome === "conflict");
    const done = answer.results.map(({ id, etag, outcome }) => ({ id, etag: outcome === "conflict" ? null : etag }));
    await settle(entries, met.map((entry) => trouble(entry, { met: byId.get(entry.decision.id) })), done);
    became(true);
    tell({ answer, entries });
  }

  /** The oldest entries of one document that can be sent: what goes in one call. */
  async function next() {
    for (;;) {
      const entries = await all(database, "outbox", who);
      waiting = entries.length; // other tabs send, too
      const here = entries.filter((entry) => entry.document === entries[0].document);
      const waits = new Set(here.map((entry) => entry.decision.id));
      const free = here.filter((entry) => !waits.has(entry.follows)).slice(0, MOST);
      const stopped = [];
      for (const entry of free.filter((one) => one.follows)) {
        const before = await read(database, "done", (store) => store.get(entry.follows));
        entry.decision.if_match = before?.etag ?? "";
        entry.follows = null;
        if (before && before.etag === null) stopped.push(entry);
      }
      if (!stopped.length) return free;
      await stop(stopped);
    }
  }

  /** What was said on top of a decision that had no effect has none either: the person decides on the latest. */
  async function stop(entries) {
    for (const entry of entries) {
      const before = troubles.find((one) => one.document === entry.document && samePlace(one, entry));
      if (before) await dismiss(before.id);
      const reverts = entry.decision.action === "revert";
      const why = before ? { met: before.met, problem: before.problem } : { problem: "conflict" };
      await settle([entry], reverts ? [] : [trouble(entry, why)], [{ id: entry.decision.id, etag: null }]);
    }
  }

  /** Takes entries out, and keeps what became of those that had no effect until a person has seen it. */
  async function settle(entries, failed, done) {
    await change(database, ["outbox", "troubles", "done"], (store) => {
      entries.forEach((entry) => store("outbox").delete(entry.seq));
      failed.forEach((one) => store("troubles").put(one));
      done.forEach((one) => store("done").put(one));
    });
    waiting = Math.max(0, waiting - entries.length);
    if (failed.length) troubles = await all(database, "troubles", who);
    tell({});
  }

  async function dismiss(id) {
    await change(database, ["troubles"], (store) => store("troubles").delete(id));
    troubles = await all(database, "troubles", who);
    tell({});
  }

  /** Keys ("document record path") of fields with a decision that is not acknowledged yet. */
  async function unsent() {
    const entries = await all(database, "outbox", who);
    return new Set(entries.map(({ document, decision }) => `${document} ${decision.record} ${decision.path}`));
  }

  addEventListener("online", pump);
  pump();
  return {
    put,
    dismiss,
    unsent,
    state: () => ({ waiting: waiting + writing, reachable, troubles }),
  };
}

/** One tab of a browser at a time. Where there are no locks, two may send the same: the service keeps it once. */
const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work());

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("troubles", { keyPath: "id" });
      request.result.createObjectStore("done", { keyPath: "id" }); // what became of decisions: {id, etag}; null: nothing
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * A transaction: resolves when it is complete, and on the disk where that is `strict`. What is not, a dead machine may
 * undo as a whole: a decision that was answered is then sent again, and the service keeps it once.
 */
function change(database, names, work, durability = "relaxed") {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, "readwrite", { durability });
    work((name) => transaction.objectStore(name));
    transaction.commit?.(); // without waiting for each request's own answer
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

const add = (database, entries) =>
  change(database, ["outbox"], (store) => entries.forEach((entry) => store("outbox").add(entry)), "strict");

/** What tabs that were killed had noted only. */
async function addNoted(database) {
  for (const note of Object.keys(localStorage).filter((name) => name.startsWith(NOTE))) {
    const known = await read(database, "outbox", (store) => store.getAll());
    const entries = JSON.parse(localStorage[note]);
    if (!known.some((one) => one.decision.id === entries[0].decision.id)) await add(database, entries);
    localStorage.removeItem(note);
  }
}

function read(database, name, ask) {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(name).objectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const all = async (database, name, who) =>
  (await read(database, name, (store) => store.getAll())).filter((one) => one.who === who);

const trouble = (entry, why) => ({ ...entry, id: entry.decision.id, ...why });

const samePlace = (one, other) =>
  one.decision.record === other.decision.record && one.decision.path === other.decision.path;
