// What pages say: texts by key, with {placeholders}, and `key.one` beside `key` where a language tells one from many.

/** @returns {Promise<Record<string, string>>} the texts of a language */
export async function loadWords(root, language) {
  const answer = await fetch(`${root}/words/${language}.json`);
  return answer.json();
}

/** @returns {(key: string, values?: Record<string, unknown>) => string} */
export function translator(words, language) {
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const alone = "n" in values && plural.select(Number(values.n)) === "one" ? words[`${key}.one`] : undefined;
    const text = alone ?? words[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** Whether there is a text for the key. */
export const speaks = (t, key) => t(key) !== key;

/** Dates, counts and shares as a person of that language writes them. */
export function formats(language) {
  const tag = language === "zh" ? "zh-CN" : "en-GB";
  const date = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  const count = new Intl.NumberFormat(tag);
  const share = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 });
  const size = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return {
    date: (text) => (text ? date.format(new Date(text)) : "—"),
    count: (number) => count.format(number),
    share: (part) => (Number.isFinite(part) ? share.format(part) : "—"),
    bytes: (number) =>
      number < 1e6 ? `${size.format(Math.max(number / 1e3, 0.1))} KB` : `${size.format(number / 1e6)} MB`,
  };
}
