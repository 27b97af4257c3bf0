// Sending files: dropped anywhere on the page, or chosen; several at once, one after the other on the wire. A ZIP file is
// a batch.
import { html, useEffect, useRef, useState } from "../app/html.js";
import { inWords, randomId } from "../app/http.js";
import { Tag } from "../app/parts.js";

const KINDS = ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt,.zip";

export function Uploads({ context, onSent }) {
  const { t, http, format, announce } = context;
  const [sent, setSent] = useState([]);
  const [over, setOver] = useState(false);
  const chooser = useRef(null);
  const queue = useRef(Promise.resolve());

  const change = (key, values) => setSent((all) => all.map((one) => (one.key === key ? { ...one, ...values } : one)));

  function take(files) {
    const fresh = [...files].map((file) => ({ key: randomId(), file, state: "waiting" }));
    setSent((all) => [...all.filter((one) => one.state !== "sent"), ...fresh]);
    for (const one of fresh) queue.current = queue.current.then(() => send(one));
  }

  async function send(one) {
    change(one.key, { state: "sending" });
    const body = new FormData();
    body.append("file", one.file);
    try {
      const { name } = one.file;
      if (/\.zip$/i.test(name)) await http.send("POST", "/v1/batches", { query: { name }, body });
      else await http.send("POST", "/v1/documents", { body });
      change(one.key, { state: "sent" });
      announce(t("upload.said", { name }));
    } catch (problem) {
      change(one.key, { state: "failed", problem });
    }
    onSent();
  }

  useEffect(() => {
    let depth = 0; // enters and leaves come for every element below the pointer
    const has = (event) => event.dataTransfer?.types.includes("Files");
    const handlers = {
      dragenter: () => setOver(++depth > 0),
      dragleave: () => setOver(--depth > 0),
      dragover: () => {},
      drop: (event) => {
        depth = 0;
        setOver(false);
        take(event.dataTransfer.files);
      },
    };
    const bound = Object.entries(handlers).map(([name, act]) => {
      const listener = (event) => {
        if (!has(event)) return;
        event.preventDefault();
        act(event);
      };
      document.addEventListener(name, listener);
      return () => document.removeEventListener(name, listener);
    });
    return () => bound.forEach((unbind) => unbind());
  }, []);

  const chosen = (event) => {
    take(event.target.files);
    event.target.value = "";
  };
  return html`<section class="card drop ${over ? "over" : ""}" aria-label=${t("upload.title")}>
    <div class="drop-line">
      <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 32V12m-9 8 9-9 9 9M8 34v4a4 4 0 0 0 4 4h24a4 4 0 0 0 4-4v-4" /></svg>
      <div>
        <p><strong>${t("upload.drop")}</strong></p>
        <p class="soft small">${t("upload.kinds")}</p>
      </div>
      <button class="primary" onClick=${() => chooser.current.click()}>${t("upload.choose")}</button>
      <input ref=${chooser} type="file" class="unseen" multiple accept=${KINDS} tabindex="-1"
        aria-label=${t("upload.choose")} onChange=${chosen} />
    </div>
    ${sent.some((one) => one.state !== "sent") &&
    html`<ul class="sending">
      ${sent.filter((one) => one.state !== "sent").map(
        (one) => html`<li key=${one.key}>
          <span class="name">${one.file.name}</span>
          <span class="soft small">${format.bytes(one.file.size)}</span>
          <${Tag} tone=${{ sending: "accent", failed: "bad" }[one.state]}>${t(`upload.${one.state}`)}<//>
          ${one.problem && html`<span class="why" role="alert">${inWords(one.problem, t)}</span>`}
          ${one.state === "failed" && html`<button class="small" onClick=${() => send(one)}>${t("again")}</button>
            <button class="small quiet" onClick=${() => setSent((all) => all.filter((other) => other !== one))}>${t("upload.forget")}</button>`}
        </li>`,
      )}
    </ul>`}
  </section>`;
}
