// Calls to the service: the key is put on, errors become Problems in plain words, streams of events can be read.

const KEY = "scanledger.key";

/** An RFC 9457 problem, or no answer at all (`status` 0, `code` "offline"). `body` is the whole problem. */
export class Problem extends Error {
  constructor(status, code, detail, body = {}) {
    super(detail || code);
    Object.assign(this, { status, code, detail, body });
  }
}

/** What went wrong, for a person: our words for its code, else what the service says. */
export function inWords(problem, t) {
  const known = t(`problem.${problem.code}`);
  if (known !== `problem.${problem.code}`) return known;
  return problem.detail || t("problem.other", { status: problem.status || problem.message });
}

export const keptKey = () => sessionStorage.getItem(KEY);
export const forgetKey = () => sessionStorage.removeItem(KEY);

/**
 * @param askForKey called with the Problem of a call that was refused for want of a key; resolves to a key.
 * @returns {{get, send, fetch, picture, save, events}}
 */
export function createHttp(askForKey) {
  let asking = null;

  async function keyAfter(problem, used) {
    if (keptKey() !== used) return; // another call has asked meanwhile
    asking ??= askForKey(problem).then((key) => {
      sessionStorage.setItem(KEY, key);
      asking = null;
    });
    await asking;
  }

  /** A Response that is ok, or 304; anything else is thrown as a Problem. Waits for a key where one is demanded. */
  async function call(path, { json, headers = {}, ...options } = {}) {
    for (;;) {
      const key = keptKey();
      const sent = { ...headers };
      if (key) sent.Authorization = `Bearer ${key}`;
      if (json !== undefined) sent["Content-Type"] = "application/json";
      const body = json === undefined ? options.body : JSON.stringify(json);
      let answer;
      try {
        answer = await fetch(path, { ...options, body, headers: sent });
      } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Problem(0, "offline", "");
      }
      if (answer.ok || answer.status === 304) return answer;
      const problem = await problemOf(answer);
      if (answer.status !== 401) throw problem;
      await keyAfter(problem, key);
    }
  }

  const get = async (path, { query, ...options } = {}) => (await call(withQuery(path, query), options)).json();

  /** @returns the answer's JSON, or null where it has none */
  async function send(method, path, { query, ...options } = {}) {
    const answer = await call(withQuery(path, query), { method, ...options });
    return (answer.headers.get("content-type") ?? "").includes("json") ? answer.json() : null;
  }

  /** An address that <img> can show: the path itself, or a blob's where a key must be sent along. */
  async function picture(path, options) {
    return keptKey() ? URL.createObjectURL(await (await call(path, options)).blob()) : path;
  }

  /** Saves what is at `path` as a file of that name. */
  async function save(path, name) {
    const address = URL.createObjectURL(await (await call(path)).blob());
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser has taken it long before
  }

  /** Tells of events until the stream ends: `tell({id, event, data})`. Resolves to the last id. */
  async function events(path, tell, { after = 0, signal } = {}) {
    const answer = await call(path, { signal, headers: { Accept: "text/event-stream", "Last-Event-ID": `${after}` } });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let last = after;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return last;
      const parts = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const event = eventOf(part);
        if (!event) continue;
        last = event.id;
        tell(event);
      }
    }
  }

  return { get, send, fetch: call, picture, save, events };
}

function withQuery(path, query = {}) {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const given = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

async function problemOf(answer) {
  try {
    const body = await answer.json();
    return new Problem(answer.status, body.code ?? "other", body.detail ?? "", body);
  } catch {
    return new Problem(answer.status, "other", "");
  }
}

function eventOf(part) {
  const lines = part.split("\n").map((line) => line.match(/^(id|event|data): ?(.*)$/)).filter(Boolean);
  const named = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
  return named.data === undefined ? null : { id: Number(named.id), event: named.event, data: JSON.parse(named.data) };
}

/** A UUID; browsers make one themselves only where the page came encrypted or from this machine. */
export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
