// Every page starts here: the texts, who is there, then the module of the page.
import { createHttp, forgetKey, inWords } from "./http.js";
import { formats, loadWords, translator } from "./i18n.js";
import { askForKey } from "./key.js";
import { interpreter } from "./said.js";

const { root, language, module, page } = document.body.dataset;
const element = document.getElementById("main");

function announcer() {
  const place = document.getElementById("said");
  return (text) => {
    place.textContent = "";
    requestAnimationFrame(() => (place.textContent = text)); // the same text twice is said twice
  };
}

async function start() {
  const [words, { mount }] = await Promise.all([loadWords(root, language), import(`${root}/${module}`)]);
  const t = translator(words, language);
  const http = createHttp((problem) => askForKey(problem, t));
  const context = { http, t, language, root, page, format: formats(language), said: interpreter(words), announce: announcer() };
  try {
    context.me = await http.get("/v1/me");
    element.replaceChildren();
    await mount(element, context);
  } catch (problem) {
    failed(problem, t);
    throw problem;
  }
}

function failed(problem, t) {
  const title = Object.assign(document.createElement("h1"), { textContent: t("failed.page") });
  const why = Object.assign(document.createElement("p"), { textContent: inWords(problem, t) });
  const again = Object.assign(document.createElement("button"), { textContent: t("again") });
  again.addEventListener("click", () => location.reload());
  const other = Object.assign(document.createElement("button"), { textContent: t("key.forget") });
  other.addEventListener("click", () => {
    forgetKey();
    location.reload();
  });
  element.replaceChildren(title, why, again, ...(problem.status === 403 ? [other] : []));
}

start();
