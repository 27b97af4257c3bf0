// The list of documents, kept as it is at the service: pages as they are done, states as they change.
import { useEffect, useRef, useState } from "../app/html.js";

const LOOK_MS = 2000; // between two looks at documents that wait: a page takes about this long
const STREAMS = 3; // at once: a browser has six connections to a server, and pages need some
const PAGE = 50; // documents to a listing

const UNDER_WAY = new Set(["queued", "running"]);

/** @returns {{list, problem, more, reload}} `list` is undefined until it is there */
export function useDocuments(http, { state, name }) {
  const [shown, setShown] = useState({});
  const [wanted, setWanted] = useState(PAGE);
  const streams = useRef(new Map());

  async function reload() {
    try {
      setShown(await listed(http, { state, name, wanted }));
    } catch (problem) {
      setShown((old) => ({ ...old, problem }));
    }
  }

  const change = (id, values) =>
    setShown((old) => ({ ...old, list: old.list?.map((one) => (one.id === id ? { ...one, ...values } : one)) }));

  useEffect(() => {
    reload();
  }, [state, name, wanted]);

  useEffect(() => {
    if (!shown.list?.some((one) => UNDER_WAY.has(one.state))) return undefined;
    const timer = setTimeout(reload, LOOK_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  useEffect(() => {
    for (const one of shown.list ?? []) {
      if (one.state !== "running" || streams.current.has(one.id) || streams.current.size >= STREAMS) continue;
      const stop = new AbortController();
      streams.current.set(one.id, stop);
      follow(http, one.id, stop.signal, change).finally(() => {
        streams.current.delete(one.id);
        if (!stop.signal.aborted) reload();
      });
    }
  }, [shown.list]);

  useEffect(() => () => streams.current.forEach((stop) => stop.abort()), []);

  const more = shown.next ? () => setWanted(wanted + PAGE) : null;
  return { list: shown.list, problem: shown.problem, more, reload };
}

async function listed(http, { state, name, wanted }) {
  const list = [];
  let next;
  do {
    const query = { state, name, limit: Math.min(200, wanted - list.length), cursor: next };
    const part = await http.get("/v1/documents", { query });
    list.push(...part.documents);
    next = part.next;
  } while (next && list.length < wanted);
  return { list, next };
}

/** Tells how far a document is, until its run has ended. */
async function follow(http, id, signal, change) {
  const tell = ({ event, data }) => {
    if (event === "pages") change(id, { pages_done: data.done, page_count: data.count });
  };
  try {
    await http.events(`/v1/documents/${id}/events`, tell, { signal });
  } catch {
    // The listing goes on being looked at; a broken stream costs only the smoothness.
  }
}
