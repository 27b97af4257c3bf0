// What can be looked at side by side: cells that are read as the same thing, and columns.
import { html } from "../app/html.js";

const addressOf = (filters) => `?${new URLSearchParams(filters)}`;

/** @param filters those that hold already, and go on holding */
export function Offers({ sheets, filters, t, format }) {
  if (!sheets.alike.length && !sheets.columns.length) return html`<p class="card walk-empty">${t("review.nothing")}</p>`;
  return html`<div class="offers">
    <section class="card stack" aria-labelledby="alike">
      <h2 id="alike">${t("review.alike")}</h2>
      <ul class="offer-list">${sheets.alike.map(
        ({ role, reading, count }) => html`<li key=${`${role} ${reading}`}>
          <a class="offer" href=${addressOf({ ...filters, role, reading })}>
            <span class="offer-text">${reading || t("review.said.blank")}</span>
            <span class="small soft offer-role">${columnName(role, t)}</span>
            <span class="tag">${format.count(count)}</span></a></li>`,
      )}</ul>
    </section>
    <section class="card stack" aria-labelledby="columns">
      <h2 id="columns">${t("review.columns")}</h2>
      <ul class="offer-list">${sheets.columns.map(
        ({ document, filename, role, count }) => html`<li key=${`${document} ${role}`}>
          <a class="offer" href=${addressOf({ ...filters, document, role })}>
            <span class="offer-text">${columnName(role, t)}</span>
            <span class="small soft offer-role">${filename}</span>
            <span class="tag">${format.count(count)}</span></a></li>`,
      )}</ul>
    </section>
  </div>`;
}

/** What people call a column: the page's own words where the path is made of them, ours for the names of slots. */
export function columnName(role, t) {
  const printed = role.split(".values.")[1];
  if (printed) return printed;
  const keys = ["review.role.", "leaf."].map((part) => part + role.split(".").pop());
  return keys.map((key) => t(key)).find((said) => !keys.includes(said)) ?? role;
}
