// What the service says in English (reasons, checks, warnings), in the language of the page.

const MARK = "said:";

/** Texts whose key is `said:` and an English sentence with {placeholders}. @returns {(text: string) => string} */
export function interpreter(words) {
  const rules = Object.entries(words)
    .filter(([key]) => key.startsWith(MARK))
    .map(([key, text]) => ({ pattern: patternOf(key.slice(MARK.length)), text }));
  return (said) => {
    for (const { pattern, text } of rules) {
      const found = said.match(pattern);
      if (found) return text.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]);
    }
    return said;
  };
}

function patternOf(sentence) {
  const parts = sentence.split(/\{(\w+)\}/);
  const source = parts.map((part, at) => (at % 2 ? `(?<${part}>[^]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${source.join("")}$`);
}
