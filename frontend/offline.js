// Keeps on this device what is read, for when the site can't be reached, where the site asks for that. `read.js`
// brings it once somebody reads. Keeping is the work of a service worker (`worker.js`); here stands what it is told, and the
// search over what was kept.

// What is said, and where the worker stands: the build writes it in here.
const said = {};

const isPossible = "serviceWorker" in navigator;
const scope = new URL(said.scope, location.href);

// Has pages kept, and answers how many were.
const keep = async (paths) => {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  active.postMessage({ paths }, [port2]);
  return kept;
};

let begun = false;
export const begin = async () => {
  if (begun || !isPossible || navigator.connection?.saveData) return;
  begun = true;
  await navigator.serviceWorker.register(said.worker, { scope: said.scope, updateViaCache: "none" });
  const keepThis = () => begun && keep([location.pathname]);
  document.addEventListener("blog:page", keepThis);
  await keepThis();
};

// Forgets everything, and keeps nothing more.
export const end = async () => {
  if (!isPossible) return;
  begun = false;
  const worker = await navigator.serviceWorker.getRegistration(said.scope);
  await worker?.unregister();
  for (const kind of ["pages", "files"]) await caches.delete(`${scope} ${kind}`);
};

// Another page, to be read: without its style, which the policy of this page does not name.
const pageOf = (html) => new DOMParser().parseFromString(html.replace(/<style>.*?<\/style>/gs, ""), "text/html");

// All parts of a series are kept when somebody asks for them.
const keepSeries = async (button, tell) => {
  button.disabled = true;
  try {
    const series = button.previousElementSibling.pathname;
    const page = pageOf(await (await fetch(series)).text());
    const parts = [...page.querySelectorAll("main [data-list] h2 a")].map((link) => link.getAttribute("href"));
    if ((await keep([series, ...parts])) > parts.length) button.textContent = said.kept;
    else button.disabled = false;
  } catch {
    button.disabled = false;
  }
  if (button.disabled) tell(said.kept);
};

// What is new on the page; `tell` says something to those who can't see it.
export const offer = (tell) => {
  const link = document.querySelector("nav [data-list] + p > a:only-child");
  if (!link || !begun) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: said.series, onclick: () => keepSeries(button, tell) });
  button.dataset.tools = "";
  link.after(button);
};

// ---- Search over what was kept.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
// Scripts that part no words are searched for letters.
const UNPARTED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
const SNIPPET = 160;

const sectionsOf = (main) => {
  const sections = [{ heading: "", anchor: "", text: "" }];
  for (const part of main.querySelectorAll(":is(h2, h3, h4)[id], p, li, pre, td, dd")) {
    if (part.closest("nav, footer")) continue;
    if (part.matches("h2, h3, h4")) {
      sections.push({ heading: part.textContent.trim(), anchor: part.id, text: "" });
    } else if (!part.querySelector("p, li, pre")) {
      sections.at(-1).text += ` ${part.textContent.replace(/\s+/g, " ").trim()}`;
    }
  }
  return sections.map((section) => ({ ...section, folded: folded(`${section.heading} ${section.text}`) }));
};

let texts;
const readAll = async () => {
  const pages = await caches.open(`${scope} pages`);
  const read = (await pages.keys()).map(async (request) => {
    const page = pageOf(await (await pages.match(request)).text());
    const article = page.querySelector("main [data-minutes]");
    // As the search that it stands for, in one language.
    if (!article || page.documentElement.lang !== document.documentElement.lang) return undefined;
    const title = article.querySelector("h1").textContent;
    const path = new URL(request.url).pathname.slice(said.home.length - 1);
    const date = article.querySelector("time")?.getAttribute("datetime");
    const tags = [...article.querySelectorAll("[data-tags] a")].map(({ textContent }) => textContent);
    return { title, path, date, tags, about: folded(`${title} ${tags.join(" ")}`), sections: sectionsOf(article) };
  });
  return (await Promise.all(read)).filter(Boolean);
};

const pattern = (words) => {
  const one = (word) => (UNPARTED.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}`);
  return new RegExp(words.map(one).join("|"), "gu");
};

// A text in turns as it is and marked. Folding keeps most lengths; where it does not, nothing is marked.
const marked = (text, words) => {
  const low = folded(text);
  if (low.length !== text.length || !words.length) return [text];
  const parts = [];
  let end = 0;
  for (const { 0: { length }, index } of low.matchAll(pattern(words))) {
    parts.push(text.slice(end, index), text.slice(index, index + length));
    end = index + length;
  }
  return [...parts, text.slice(end)];
};

const snippetOf = (text, words) => {
  const at = Math.max(0, folded(text).search(pattern(words)) - SNIPPET / 3);
  const start = at ? text.indexOf(" ", at) + 1 : 0;
  const end = text.indexOf(" ", start + SNIPPET);
  return `${start ? "… " : ""}${text.slice(start, end < 0 ? undefined : end).trim()}${end < 0 ? "" : " …"}`;
};

// What was kept and has all words of a question, in the form of an answer of the search.
export const find = async (question, most) => {
  if (!isPossible) return undefined;
  texts ??= await readAll();
  const terms = folded(question).replace(/-?[a-z]+:\S+/g, " ").match(/-?[\p{L}\p{N}]+/gu) ?? [];
  const [without, words] = [true, false].map((isNot) => terms.filter((term) => term.startsWith("-") === isNot));
  const has = (text, word) => text.search(pattern([word])) >= 0;
  const hits = [];
  for (const { title, path, date, tags, about, sections } of texts) {
    const all = [about, ...sections.map((section) => section.folded)].join(" ");
    if (!words.length || !words.every((word) => has(all, word)) || without.some((word) => has(all, word.slice(1)))) continue;
    const count = (section) => words.filter((word) => has(section.folded, word)).length;
    const best = sections.map((section) => ({ ...section, count: count(section) })).sort((a, b) => b.count - a.count);
    const score = 5 * words.filter((word) => has(about, word)).length + best[0].count;
    const places = best.slice(0, 3).filter(({ count }, at) => count || !at).map(({ heading, anchor, text }) => {
      return { heading: marked(heading, words), anchor, snippet: marked(snippetOf(text, words), words) };
    });
    hits.push({ score, title: marked(title, words), path, date, tags, authors: [], series: [], places });
  }
  hits.sort((a, b) => b.score - a.score);
  const about = { more: false, partial: false, meant: [], unknown: [], snippets: [], marks: words.map((word) => `${word}*`) };
  return { said: said.search, answer: { ...about, total: hits.length, hits: hits.slice(0, most) } };
};
