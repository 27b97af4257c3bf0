// A record's fields by the place where they stand, and how much each should be looked at.

export const LOW = 0.7; // below it a reading is more a guess than doubtful

const RANK = ["", "mended", "confirmed", "mid", "low", "wrong"];

/** "low" and "mid" wait for a person, "wrong" stands in a failed check, "confirmed" and "mended" were settled by one. */
export function toneOf(field, failed) {
  if (field.status === "confirmed") return "confirmed";
  if (field.status === "corrected") return "mended";
  if (field.status === "needs_review") return field.confidence < LOW ? "low" : "mid";
  return field.checks.some((id) => failed.has(id)) ? "wrong" : "";
}

const worse = (one, other) => (RANK.indexOf(one) > RANK.indexOf(other) ? one : other);

export const failedChecks = (record) => new Set(record.checks.filter((one) => one.status === "fail").map((one) => one.id));

export const cellId = (table, row, col) => `${table}:${row}:${col}`;

/** Where a field stands: the id of its cell, or its own where it stands in none. */
export function placeOf(field) {
  const source = field.source;
  return source?.table ? cellId(source.table, source.row, source.col) : `path:${field.path}`;
}

/** @returns {Map<string, {id, fields, tone, page, bbox}>} all places of a record; page and bbox are null for none */
export function placesOf(record) {
  const failed = failedChecks(record);
  const places = new Map();
  for (const field of record.fields) {
    const id = placeOf(field);
    const place = places.get(id) ?? { id, fields: [], tone: "", page: null, bbox: null };
    place.fields.push(field);
    place.tone = worse(toneOf(field, failed), place.tone);
    place.page ??= field.source?.page ?? null;
    place.bbox ??= field.source?.bbox ?? null;
    places.set(id, place);
  }
  return places;
}

/** A cell's text, or what a person says in its place where one field stands there; of heads, those that name columns. */
export function textOf(cell, place) {
  const field = place?.fields.length === 1 ? place.fields[0] : null;
  const said = field?.status === "corrected" && (!cell.is_header || field.path.endsWith(".key"));
  return said ? field.text : cell.text;
}

/** A cell's text without the breaks that its column only forced on it: a narrow one here would break it again. */
export const unwrapped = (text) => text.replace(/(?<![。；：])\n(?=[^\0-~])|(?<=[^\0-~。；：])\n/g, "");

/** What a field is called: the page's label, and the last part of its path where that tells it from its neighbours. */
export function nameOf(field, t) {
  const leaf = field.path.split(".").at(-1);
  const known = t(`leaf.${leaf}`);
  const what = known === `leaf.${leaf}` ? leaf : known;
  const label = field.label.canonical ?? field.label.raw;
  if (!label || label === field.text) return what;
  return field.path.includes("[") && label !== what ? `${label} · ${what}` : label;
}
