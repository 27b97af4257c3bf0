// The question for a key, where the service demands one.
import { html, render, useRef, useLayoutEffect } from "./html.js";

/** Asks until a key is entered. @returns {Promise<string>} */
export function askForKey(problem, t) {
  const place = document.body.appendChild(document.createElement("div"));
  return new Promise((resolve) => {
    const entered = (key) => {
      render(null, place);
      place.remove();
      resolve(key);
    };
    render(html`<${KeyDialog} t=${t} wrong=${problem.code === "bad_key"} onKey=${entered} />`, place);
  });
}

function KeyDialog({ t, wrong, onKey }) {
  const dialog = useRef(null);
  useLayoutEffect(() => dialog.current.showModal(), []);
  const submit = (event) => {
    event.preventDefault();
    const key = new FormData(event.target).get("key").trim();
    if (key) onKey(key);
  };
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="key-title" onCancel=${(e) => e.preventDefault()}>
    <form onSubmit=${submit}>
      <h2 id="key-title">${t("key.title")}</h2>
      <p id="key-why">${t("key.why")}</p>
      ${wrong && html`<p class="note bad" role="alert">${t("key.wrong")}</p>`}
      <label class="field">${t("key.label")}
        <input name="key" type="password" autocomplete="off" required aria-describedby="key-why" autofocus />
      </label>
      <div class="row end"><button class="primary">${t("key.enter")}</button></div>
    </form>
  </dialog>`;
}
