// What keys do. While an input method is composing, they are its own.

/** Commands with their keys, in the order in which the help shows them. */
export const KEYS = [
  ["accept", ["Enter"]],
  ["back", ["Shift", "Enter"]],
  ["reset", ["Esc"]],
  ["undo", ["Ctrl", "Z"]],
  ["alternative", ["Alt", "1…9"]],
  ["blank", ["Alt", "B"]],
  ["unreadable", ["Alt", "U"]],
  ["reread", ["Alt", "R"]],
  ["name", ["Alt", "L"]],
  ["table", ["Alt", "G"]],
  ["skip", ["PageDown"]],
  ["line", ["Alt", "Enter"]],
  ["help", ["?"]],
];

/** Whether a key belongs to an input method: the one that ends a composition, too. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

/**
 * The command of a key event: its name, {alternative: index}, or null.
 * @param untouched whether the text is still as it was: only then `?` asks for help and Ctrl+Z goes to the field before
 */
export function commandOf(event, untouched) {
  if (composing(event) || event.defaultPrevented) return null;
  const { key, code, altKey: alt, shiftKey: shift } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key === "Enter" && !control) {
    if (alt) return "line";
    if (event.repeat) return "nothing"; // a key held down accepts once
    return shift ? "back" : "accept";
  }
  if (key === "Escape") return "reset";
  if (control && !alt && !shift && code === "KeyZ") return untouched ? "undo" : null;
  if (alt && !control && /^Digit[1-9]$/.test(code)) return { alternative: Number(code.slice(5)) - 1 };
  if (alt && !control && code === "KeyB") return "blank";
  if (alt && !control && code === "KeyU") return "unreadable";
  if (alt && !control && code === "KeyR") return "reread";
  if (alt && !control && code === "KeyL") return "name";
  if (alt && !control && code === "KeyG") return "table";
  if (key === "PageDown") return "skip";
  if (key === "PageUp") return "back";
  if (key === "?" && untouched && !control && !alt) return "help";
  if (key === "F1") return "help";
  return null;
}
