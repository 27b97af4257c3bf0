// What the service says in English (reasons, checks, warnings), in the language of the page.

const MARK = "said:";

/** Texts whose key is `said:` and an English sentence with {placeholders}. @returns {(text: string) => string} */
export function interpreter(words) {
  const rules = Object.entries(words)
    .filter(([key]) => key.startsWith(MARK))
    .map(([key, text]) => ({ pattern: patternOf(key.slice(MARK.length)), text }));
  /** What stands in a placeholder may be a sentence itself: a sum within what is said of it. */
  const interpret = (said) => {
    for (const { pattern, text } of rules) {
      const found = said.match(pattern);
      if (found) return text.replace(/\{(\w+)\}/g, (_, name) => interpret(found.groups[name]));
    }
    return said;
  };
  return interpret;
}

function patternOf(sentence) {
  const parts = sentence.split(/\{(\w+)\}/);
  const source = parts.map((part, at) => (at % 2 ? `(?<${part}>[^]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${source.join("")}$`);
}
