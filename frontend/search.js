// Search: the dialog and the page. What is found says the module beside it, which is asked what it
// lacks, given that, and asked again. Everything that is fetched is named by its content, so an answer
// is of one state of the site; of several questions only the last one's answer is shown.

const start = async () => {
  const response = await fetch(new URL("search.wasm", import.meta.url), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for the search`);
  return WebAssembly.instantiate(await response.arrayBuffer());
};
// While it is on its way, the page does what it did.
let started = start();
started.catch(() => undefined);

const SHOWN = 8;
// How long nobody types before something is fetched, in milliseconds.
const PAUSE = 120;
// How long a file may take.
const PATIENCE = 8000;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

// The path of the site on its host, and the page of the search.
const link = document.querySelector("[data-search]:any-link");
const page = new URL(link?.getAttribute("href") ?? "/search/", location.href);
const base = page.pathname.replace(/\/search\/$/, "");

let core;
let index;

const say = (bytes) => {
  for (const byte of bytes) core.put(byte);
};

// The module knows one kind of gap and one kind of quotation mark.
const ask = (question, most) => {
  say(encoder.encode(question.normalize("NFKC").replace(/\s/g, " ").replace(/[“”„«»]/g, '"')));
  const answer = new Uint8Array(core.ask(most));
  for (let at = 0; at < answer.length; at += 1) answer[at] = core.answered(at);
  return JSON.parse(decoder.decode(answer));
};

const give = (path, bytes) => {
  say(encoder.encode(`${path}\n`));
  say(bytes);
  core.take();
};

const get = async (address, options) => {
  const response = await fetch(address, {
    credentials: "same-origin",
    signal: AbortSignal.timeout?.(PATIENCE),
    ...options,
  });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
};

// Begins with the index that the site has now; answers whether it is another one than before.
const renew = async () => {
  const root = (await (await get(`${page.pathname}root.txt`, { cache: "no-cache" })).text()).trim();
  if (!/^[0-9a-f]+\.bin$/.test(root)) throw new Error("no search index");
  // What did not come is asked for again.
  started = started.catch(start);
  core ??= (await started).instance.exports;
  if (index === root) return false;
  index = root;
  say(encoder.encode(root));
  core.begin();
  return true;
};

// A file of the index, or a part of a text: `/posts/a/index.md#10-20`.
const part = async (path) => {
  if (!path.startsWith("/")) {
    return new Uint8Array(await (await get(`${base}/lists/search/${path}`)).arrayBuffer());
  }
  const [address, range] = path.split("#");
  const [from, to] = range.split("-").map(Number);
  if (from === to) return new Uint8Array();
  const ranged = await get(base + address, { headers: { Range: `bytes=${from}-${to - 1}` } });
  const bytes = new Uint8Array(await ranged.arrayBuffer());
  // A host may send all of it.
  return ranged.status === 206 ? bytes : bytes.subarray(from, to);
};

const coming = new Map();
// Gives a file to the module once, however many ask for it.
const bring = (path) => {
  const of = `${index} ${path}`;
  const { promise = part(path).finally(() => coming.delete(of)) } = coming.get(of) ?? {};
  coming.set(of, { promise });
  return promise.then((bytes) => of.startsWith(`${index} `) && give(path, bytes));
};

const make = (name, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

// Parts of a text in turns: as it is, and marked.
const marked = (parts) => parts.map((text, at) => (at % 2 ? make("mark", { textContent: text }) : text));

// A text with what belongs in its places.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// The form of a text that a count has in the language of the page.
const counted = (forms, count) => {
  const { lang } = document.documentElement;
  const form = forms[new Intl.PluralRules(lang).select(count)] ?? forms.other;
  return fill(form, { count: new Intl.NumberFormat(lang).format(count) });
};

// A day as the pages have it.
const written = (date, { date: pattern, months }) => {
  const [year, mm, dd] = date.split("-");
  return fill(pattern, { year, mm, dd, month: months[mm - 1], day: Number(dd) });
};

// What is to be said of an answer.
const sentence = ({ total, more, partial, meant, unknown, hits }, words) => {
  const quoted = (word) => fill(words.quoted, { word });
  const said = [];
  for (const [typed, instead] of meant) {
    said.push(fill(words.instead, { typed: quoted(typed), instead: quoted(instead) }));
  }
  if (unknown.length) said.push(fill(words.unknown, { words: unknown.map(quoted).join(", ") }));
  if (!hits.length) said.push(words.nothing);
  else if (partial) said.push(words.partial);
  else said.push(counted(more ? words.countMore : words.count, total));
  return said.join(" ");
};

// What would narrow an answer further, the most frequent first.
const narrower = (hits, question) => {
  const counts = new Map();
  const count = (property, value, name) => {
    const operator = `${property}:${value}`;
    if (question.includes(operator)) return;
    const known = counts.get(operator) ?? { property, name, count: 0 };
    counts.set(operator, { ...known, count: known.count + 1 });
  };
  for (const { tags, authors, series, date } of hits) {
    for (const tag of tags) count("tag", tag, tag);
    for (const [id, name] of authors) count("author", id, name);
    for (const [id, title] of series) count("series", id, title);
    if (date) count("year", date.slice(0, 4), date.slice(0, 4));
  }
  return [...counts].filter(([, { count }]) => count < hits.length).sort(([, a], [, b]) => b.count - a.count);
};

class Panel {
  turn = 0;
  most = SHOWN;
  pause;

  constructor(element) {
    this.element = element;
    // What is said here, in the language of the page.
    this.words = JSON.parse(element.dataset.words);
    this.input = element.querySelector("input");
    this.said = element.querySelector("[role=status]");
    this.narrow = element.querySelector("[role=group]");
    this.list = element.querySelector("ol");
    // Not an attribute: the app reads the markup of its first page, to come back to it.
    element.panel = this;
    this.clear();
    this.input.addEventListener("input", () => {
      this.most = SHOWN;
      this.run(PAUSE);
    });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("click", (event) => this.click(event));
  }

  // Answers at once with what is there; what is lacking is fetched after a pause.
  run(pause = 0) {
    const turn = ++this.turn;
    clearTimeout(this.pause);
    const question = this.input.value;
    this.onquestion?.(question);
    if (core && index && this.show(question, ask(question, this.most))) return;
    this.pause = setTimeout(() => this.fetch(question, turn), pause);
  }

  async fetch(question, turn) {
    const isLate = () => turn !== this.turn;
    this.element.setAttribute("aria-busy", "true");
    try {
      if (!index) await renew();
      for (let renewed = false, round = 0; round < 40 && !isLate(); round += 1) {
        const answer = ask(question, this.most);
        if (answer.unreadable) throw new Error("the search index can't be read");
        if (!answer.lacking) {
          if (this.show(question, answer)) break;
          await Promise.all(answer.snippets.map((path) => bring(path).catch(() => give(path, []))));
          continue;
        }
        try {
          await Promise.all(answer.lacking.map(bring));
        } catch (error) {
          // The site may have been built anew, and its old index be gone.
          if (renewed || isLate() || !(await renew())) throw error;
          renewed = true;
        }
      }
    } catch (error) {
      if (isLate()) return;
      console.warn("The search could not go on.", error);
      if (!(await this.findHere(question, isLate))) this.fail();
    } finally {
      if (!isLate()) this.element.removeAttribute("aria-busy");
    }
  }

  // Where pages are kept on the device, those are searched when the site can't be reached.
  async findHere(question, isLate) {
    const { offline } = document.querySelector("script[data-wasm]").dataset;
    if (!offline) return false;
    const found = await import(offline).then(({ find }) => find(question, this.most)).catch(() => undefined);
    if (!found || isLate()) return Boolean(found);
    this.show(question, found.answer);
    this.said.replaceChildren(`${found.said} ${this.said.textContent} `, this.again());
    return true;
  }

  fail() {
    this.clear();
    this.said.replaceChildren(`${this.words.failed} `, this.again());
  }

  again() {
    return make("button", { type: "button", textContent: this.words.again, onclick: () => this.run() });
  }

  clear() {
    this.list.replaceChildren();
    this.narrow.replaceChildren();
    this.narrow.hidden = true;
  }

  // Shows an answer as far as it is there, and says whether that is all of it.
  show(question, answer) {
    if (answer.lacking || answer.unreadable) return false;
    this.answer = answer;
    if (!question.trim()) {
      this.clear();
      this.said.textContent = "";
      return true;
    }
    this.list.replaceChildren(...answer.hits.map((hit) => this.hit(hit)));
    const more = answer.hits.length < answer.total && answer.hits.length >= this.most;
    if (more) {
      const button = make("button", { type: "button", textContent: this.words.more });
      button.dataset.more = "";
      this.list.append(make("li", { className: "search-more" }, button));
    }
    const narrow = narrower(answer.hits, question).slice(0, 8);
    this.narrow.replaceChildren(
      ...narrow.map(([operator, { property, name }]) => {
        const button = make("button", { type: "button" }, make("span", { textContent: `${this.words[property]} ` }), name);
        button.dataset.operator = operator;
        return button;
      }),
    );
    this.narrow.hidden = !narrow.length;
    const said = sentence(answer, this.words);
    if (this.said.textContent !== said) this.said.textContent = said;
    return !answer.snippets.length;
  }

  hit({ title, path, date, tags, places }) {
    const [first, ...others] = places;
    const href = (anchor) => base + path + (anchor ? `#${encodeURIComponent(anchor)}` : "");
    const heading = first.heading.length && first.heading.join("") ? [make("span", { className: "search-section" }, ...marked(first.heading))] : [];
    const about = [date && written(date, this.words), ...tags.slice(0, 4)].filter(Boolean).join(" · ");
    const item = make(
      "li",
      {},
      make("a", { href: href(first.anchor) }, make("span", { className: "search-title" }, ...marked(title)), ...heading),
      make("p", { className: "search-snippet" }, ...marked(first.snippet ?? [""])),
      make("p", { className: "search-about", textContent: about }),
    );
    if (others.length) {
      const links = others.map(({ heading, anchor }) => make("li", {}, make("a", { href: href(anchor) }, ...marked(heading))));
      item.append(make("ul", { className: "search-places" }, ...links));
    }
    return item;
  }

  key(event) {
    const links = [...this.list.querySelectorAll("a, button")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && dialog?.contains(this.element)) {
      // A field for searches would take the first one for itself, and empty what was typed.
      dialog.close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (document.activeElement !== this.input && at < 0) return;
      const next = event.key === "ArrowDown" ? links[at + 1] : at > 0 ? links[at - 1] : this.input;
      next?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === this.input && !event.isComposing) {
      links[0]?.click();
      event.preventDefault();
    }
  }

  click(event) {
    const { operator, more } = event.target.closest("button")?.dataset ?? {};
    if (operator) {
      this.input.value = `${this.input.value.trim()} ${operator} `;
      this.input.focus();
      this.run();
    } else if (more !== undefined) {
      const before = this.most;
      this.most += SHOWN;
      this.run();
      this.list.children[before - 1]?.querySelector("a")?.focus();
    } else if (event.target.closest("a[href]") && this.answer) {
      markAt(new URL(event.target.closest("a").href).pathname, this.answer.marks);
    }
  }
}

// Marks words on the page that a result leads to, without touching its markup.
const markAt = (path, marks) => {
  if (!globalThis.Highlight || !marks.length) return;
  const until = Date.now() + PATIENCE;
  const observer = new MutationObserver(() => {
    // All of the page is there behind its first frame.
    if (location.pathname === path) requestAnimationFrame(() => setTimeout(highlight, 0, marks));
    else if (Date.now() < until) return;
    observer.disconnect();
  });
  observer.observe(document.querySelector("main"), { childList: true, subtree: true });
};

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

// How marked words look: in the style sheet, this would have each element of each page styled once more.
let look;
const highlight = (marks) => {
  const words = new Set(marks.filter((mark) => !mark.endsWith("*")));
  const begun = marks.filter((mark) => mark.endsWith("*")).map((mark) => mark.slice(0, -1));
  const isMarked = (word) => words.has(word) || begun.some((start) => word.startsWith(start));
  const ranges = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
    for (const { 0: word, index: start } of node.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (!isMarked(folded(word))) continue;
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, start + word.length);
      ranges.push(range);
    }
  }
  if (!look) {
    look = new CSSStyleSheet();
    look.replaceSync("::highlight(found){background:color-mix(in srgb,var(--ochre) 40%,transparent)}");
    document.adoptedStyleSheets.push(look);
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  const here = location.pathname;
  const end = ({ key }) => {
    if (key !== "Escape") return;
    CSS.highlights.delete("found");
    removeEventListener("keydown", end);
    observer.disconnect();
  };
  const observer = new MutationObserver(() => location.pathname !== here && end({ key: "Escape" }));
  observer.observe(document.querySelector("main"), { childList: true, subtree: true });
  addEventListener("keydown", end);
};

// The page: its question is in its address.
export const attach = (element) => {
  if (element.panel) return;
  const panel = new Panel(element);
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const read = () => {
    if (!element.isConnected) return removeEventListener("popstate", read);
    if (panel.input.value === asked()) return;
    panel.input.value = asked();
    panel.run();
  };
  addEventListener("popstate", read);
  // What was typed before this was here counts.
  panel.input.value ||= asked();
  panel.onquestion = (question) => {
    if (!element.isConnected || location.pathname !== page.pathname || question === asked()) return;
    const address = question ? `?q=${encodeURIComponent(question)}` : location.pathname;
    history.replaceState(history.state, "", address);
  };
  if (panel.input.value) panel.run();
  else renew().catch(() => undefined);
};

let dialog;
// The dialog, from any other page.
export const open = async (address) => {
  const here = document.querySelector("main [data-words]")?.panel;
  if (here) return here.input.focus();
  if (!dialog) {
    const { app } = await (await get(new URL("index.json", address))).json();
    const panel = new DOMParser().parseFromString(app.before, "text/html").querySelector("[data-words]");
    if (!panel) throw new Error("no search");
    for (const element of panel.querySelectorAll("[id], [for]")) {
      if (element.id) element.id += "-dialog";
      if (element.htmlFor) element.htmlFor += "-dialog";
    }
    const words = JSON.parse(panel.dataset.words);
    const close = make("button", { type: "button", className: "search-close", textContent: words.close });
    close.addEventListener("click", () => dialog.close());
    dialog = make("dialog", { className: "search-dialog" }, close, document.adoptNode(panel));
    dialog.setAttribute("aria-label", words.search);
    dialog.panel = new Panel(panel);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a[href]")) dialog.close();
    });
    document.body.append(dialog);
    renew().catch(() => undefined);
  }
  if (!dialog.open) dialog.showModal();
  dialog.panel.input.select();
};
