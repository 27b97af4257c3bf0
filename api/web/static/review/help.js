// The keys, shown.
import { html, useLayoutEffect, useRef } from "../app/html.js";

/** @param keys pairs of a command's name and its keys */
export function Help({ keys, t, onClose }) {
  const dialog = useRef(null);
  useLayoutEffect(() => {
    dialog.current.showModal();
  }, []);
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="keys-title" onClose=${onClose}>
    <div class="stack">
      <h2 id="keys-title">${t("review.keys")}</h2>
      <dl class="keys">
        ${keys.map(
          ([name, parts]) => html`<div key=${name}><dt>${parts.map((part) => html`<kbd>${part}</kbd>`)}</dt>
            <dd>${t(`review.key.${name}`)}</dd></div>`,
        )}
      </dl>
      <p class="small soft">${t("review.keys_typing")}</p>
      <div class="row end"><button type="button" class="primary" autofocus onClick=${() => dialog.current.close()}>${t("review.close")}</button></div>
    </div>
  </dialog>`;
}
