// Fields that are taken for this tab, so that two people never meet: renewed while they are looked at, given back.
import { randomId } from "../app/http.js";

const RENEW_MS = 120_000; // they last five minutes
const UNSEEN_S = 30; // before the first renewal: a tab that is closed before the answer comes cannot give them back
const KEPT = "scanledger.leases";

/**
 * @param filters which fields
 * @returns {{take, answered, ready}}; `ready` when what killed tabs held was given back
 */
export function createLeases(http, filters) {
  const tab = randomId();
  const live = new Map(); // id of the lease -> keys of its fields that are still open

  /** The next fields that nobody else has: an empty list where there are none just now. */
  async function take(count) {
    const taken = await http.send("POST", "/v1/review/leases", {
      json: { count, filters, reviewer: tab, seconds: UNSEEN_S },
    });
    if (!taken.items.length) {
      giveBack(taken.lease);
      return [];
    }
    live.set(taken.lease, new Set(taken.items.map(keyOf)));
    hold(taken.lease);
    renew(taken.lease);
    return taken.items;
  }

  /** A field needs no lease any more. */
  function answered(key) {
    for (const [lease, keys] of live) {
      if (keys.delete(key) && keys.size === 0) {
        live.delete(lease);
        giveBack(lease);
      }
    }
  }

  function giveBack(lease) {
    remember((kept) => kept.filter((one) => one !== lease));
    // Also while the page goes away. That it fails costs nothing but five minutes.
    http.fetch(`/v1/review/leases/${lease}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }

  function hold(lease) {
    remember((kept) => [...kept, lease]);
    navigator.locks?.request(`scanledger.lease.${lease}`, () => new Promise(() => {})); // until the tab is gone
  }

  async function renew(lease) {
    try {
      await http.send("PUT", `/v1/review/leases/${lease}`);
    } catch (problem) {
      if (problem.status === 404) live.delete(lease);
    }
  }

  const timer = setInterval(() => [...live.keys()].forEach(renew), RENEW_MS);
  addEventListener("pagehide", () => {
    clearInterval(timer);
    for (const lease of live.keys()) giveBack(lease);
    live.clear();
  });
  return { take, answered, ready: giveBackOfTheDead(giveBack) };
}

/** Leases of tabs of this browser that were killed: nobody is at their fields. */
async function giveBackOfTheDead(giveBack) {
  if (!navigator.locks) return;
  const { held } = await navigator.locks.query();
  const names = new Set(held.map((lock) => lock.name));
  kept().filter((lease) => !names.has(`scanledger.lease.${lease}`)).forEach(giveBack);
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

const remember = (change) => localStorage.setItem(KEPT, JSON.stringify(change(kept())));

export const keyOf = (item) => `${item.document} ${item.record} ${item.path}`;
