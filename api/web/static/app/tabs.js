// Tabs: one shown at a time, arrows between them, the choice kept in the address.
import { html, useEffect, useState } from "./html.js";

/** @returns {[string, (name: string) => void]} the name after # in the address, else the first */
export function useHash(names) {
  const read = () => (names.includes(location.hash.slice(1)) ? location.hash.slice(1) : names[0]);
  const [name, setName] = useState(read);
  useEffect(() => {
    const changed = () => setName(read());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  const choose = (chosen) => {
    history.replaceState(null, "", `#${chosen}`);
    setName(chosen);
  };
  return [name, choose];
}

/** `tabs`: {name, label}. The panel is whatever has the id `panel`. */
export function Tabs({ label, tabs, chosen, onChoose }) {
  const key = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.name === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    onChoose(next.name);
    document.getElementById(`tab-${next.name}`).focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${key}>
    ${tabs.map((tab) => html`<button key=${tab.name} id=${`tab-${tab.name}`} role="tab" aria-selected=${tab.name === chosen}
      aria-controls="panel" tabindex=${tab.name === chosen ? 0 : -1} onClick=${() => onChoose(tab.name)}>${tab.label}</button>`)}
  </div>`;
}
