// Which fields are asked: the choice stands in the address, so that it can be passed on.
import { html } from "../app/html.js";

const NAMES = ["batch", "form", "reason", "unit", "document", "role", "reading", "risk"];

/** The filters in the page's address, as the service takes them. */
export function filtersOf(address) {
  const given = new URLSearchParams(address);
  const there = NAMES.filter((name) => given.get(name) || (name === "reading" && given.has(name))); // "": a blank cell
  const filters = Object.fromEntries(there.map((name) => [name, given.get(name)]));
  return "risk" in filters ? { ...filters, risk: Number(filters.risk) } : filters;
}

/** Goes to the same page with one filter changed; an empty value takes it off. */
export function goWith(filters, name, value) {
  const rest = Object.entries({ ...filters, [name]: value }).filter(([, one]) => one !== "" && one !== undefined);
  location.search = new URLSearchParams(rest).toString();
}

/** @param hidden filters that the page itself tells of */
export function Filters({ filters, summary, t, said, hidden = [] }) {
  const worded = {
    form: (value) => t(`review.form.${value}`),
    reason: said,
    unit: (value) => value,
  };
  const others = ["batch", "document", "role", "reading", "risk"].filter((name) => name in filters && !hidden.includes(name));
  return html`<form class="row filters" aria-label=${t("review.filters")} onSubmit=${(event) => event.preventDefault()}>
    ${["form", "reason", "unit"].map((name) => {
      const options = (summary?.[name] ?? []).filter((one) => one.value !== null);
      if (options.length < 2 && !(name in filters)) return null;
      return html`<label key=${name} class="filter small">${t(`review.by.${name}`)}
        <select value=${filters[name] ?? ""} onChange=${(event) => goWith(filters, name, event.target.value)}>
          <option value="">${t("review.all")}</option>
          ${options.map((one) => html`<option key=${one.value} value=${one.value}>${worded[name](one.value)} (${one.count})</option>`)}
        </select></label>`;
    })}
    ${others.map(
      (name) => html`<button key=${name} type="button" class="small" onClick=${() => goWith(filters, name, "")}>
        ${t(`review.by.${name}`)}${name === "document" || name === "batch" ? "" : `: ${filters[name]}`} ×</button>`,
    )}
  </form>`;
}
