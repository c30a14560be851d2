// What makes reading comfortable. `start.js` brings it with the first thing that a reader does; the page is
// whole without it. What it adds to a page it adds once the app runs: until then the page stands as it came,
// for the app reads its markup. What is only to look otherwise goes into style sheets.

const root = document.documentElement;
const isLive = () => root.dataset.app === "live";

const make = (name, { data, ...attributes } = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
};

// What is said, in the language of the site: the build writes it in here.
const said = {};

// A text with what belongs in its places.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const number = (count) => new Intl.NumberFormat(root.lang || undefined).format(count);

// The form of a text that a count has in the language of the page.
const counted = (forms, count) => {
  const form = forms[new Intl.PluralRules(root.lang || undefined).select(count)] ?? forms.other;
  return fill(form, { count: number(count) });
};

// What scripts add to a page.
const TOOLS = { tools: "" };

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// A style sheet, and what writes it: only what is other than before has the browser style the page anew.
const sheet = () => {
  const added = new CSSStyleSheet();
  document.adoptedStyleSheets.push(added);
  let written = "";
  return (rules) => {
    if (rules !== written) added.replaceSync((written = rules));
  };
};

// Storage may be closed to us; then what was chosen lasts as long as the page.
const stored = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
const store = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // See above.
  }
};

// Told to those who can't see it.
let status;
const say = (text) => {
  if (status) status.textContent = text;
};

// ---- The contents mark the section that is being read, and keep it in view.

let marked;
const mark = () => {
  const isAbove = (link) => {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return section?.getBoundingClientRect().top < innerHeight / 3;
  };
  const here = all("[data-contents] a").findLast(isAbove);
  if (here === marked) return;
  marked?.removeAttribute("aria-current");
  marked = here;
  if (!here) return;
  here.setAttribute("aria-current", "true");
  const list = here.closest("[data-contents]");
  list.scrollTop = here.offsetTop - (list.clientHeight - here.offsetHeight) / 2;
};

let awaited = false;
const scrolled = () => {
  if (!awaited) {
    requestAnimationFrame(() => {
      awaited = false;
      mark();
      tellWhere();
    });
  }
  awaited = true;
};

// ---- What was read on this device is remembered there: how far, in hundredths, and as of which day the text was.
// Nobody else is told.

const MOST_REMEMBERED = 500;
const DONE = 100;

const remembered = () => {
  try {
    return new Map((JSON.parse(stored("read")) ?? []).map(([path, part, day]) => [path, { part, day }]));
  } catch {
    return new Map();
  }
};
const forgets = () => stored("remember") === "off";

// The text that is being read, and how far.
let text;
let reached = 0;
const remember = () => {
  if (!text || !reached || forgets()) return;
  const known = remembered();
  const before = known.get(text.path);
  known.delete(text.path);
  // Who looks a text up again has still read it.
  known.set(text.path, { part: before?.part === DONE ? DONE : reached, day: text.day });
  const entries = [...known].map(([path, { part, day }]) => [path, part, day]);
  store("read", JSON.stringify(entries.slice(-MOST_REMEMBERED)));
};

// In lists a text that was read through has a mark, one that has changed since another, and one that was begun
// a third; of a series is said how many parts were read. All that is no part of the page: it stays as it was drawn.
const marks = sheet();
const SIGNS = { read: "✓", changed: "✎", begun: "…" };
const markLists = () => {
  const links = { read: [], changed: [], begun: [] };
  const changes = new Map(all("[data-changed]").flatMap(({ dataset }) => dataset.changed.split(" ").map((entry) => entry.split("="))));
  const known = forgets() ? new Map() : remembered();
  for (const [path, { part, day }] of known) {
    const isChanged = part === DONE && day < changes.get(path);
    links[isChanged ? "changed" : part === DONE ? "read" : "begun"].push(path);
  }
  const rule = ([name, paths]) => {
    const ends = paths.map((path) => `[href="${CSS.escape(path)}"]`);
    const alt = CSS.escape(`${said[name]}: `);
    return ends.length ? `:is([data-rows],[data-list]) a:is(${ends})::before{content:"${SIGNS[name]}" / "${alt}"}` : "";
  };
  const parts = all("[data-list] h2 a");
  const done = parts.filter(({ pathname }) => known.get(pathname)?.part === DONE).length;
  const told = CSS.escape(fill(said.partsRead, { read: number(done), all: number(parts.length) }));
  const rules = Object.entries(links).map(rule).join("");
  marks(done ? `${rules}[data-parts]::after{content:"${told}"}` : rules);
};

// ---- Where one is in a long text: what is left of it, and the ways to its contents and its top.

const where = make("aside", { className: "where", hidden: true, data: TOOLS });
const left = make("span");
const resume = make("button", { type: "button", textContent: said.goOn });
const toContents = make("button", { type: "button", textContent: said.contents });
const toTop = make("button", { type: "button", textContent: said.top });

const isWide = matchMedia("(width >= 60rem)");
let last = 0;
let wasUp = false;
const tellWhere = () => {
  if (!text?.element.isConnected) return;
  const { top, bottom, height } = text.element.getBoundingClientRect();
  const above = Math.max(0, -top / height);
  const shown = Math.min(1, Math.max(0, (innerHeight - top) / height));
  reached = shown > 0.97 ? DONE : Math.round(above * DONE);
  const minutes = Math.ceil(text.minutes * (1 - shown));
  left.textContent = minutes ? counted(said.minutesLeft, minutes) : "";
  if (Math.abs(scrollY - last) > 4) {
    wasUp = scrollY < last;
    last = scrollY;
  }
  const isInside = above > 0 && bottom > innerHeight / 2;
  resume.hidden ||= scrollY > 0;
  toContents.hidden = isWide.matches || !document.querySelector("[data-contents]");
  toTop.hidden = left.hidden = !resume.hidden;
  if (!resume.hidden) toContents.hidden = true;
  // On a small screen it would be over the text that is being read.
  where.hidden = resume.hidden && !(isInside && (isWide.matches || wasUp));
};

const goTop = () => {
  scrollTo({ top: 0, behavior: "instant" });
  document.querySelector("main").focus({ preventScroll: true });
};

const goToContents = () => {
  const contents = document.querySelector("[data-contents]");
  const fold = contents.querySelector("details");
  if (fold) fold.open = true;
  contents.scrollIntoView({ behavior: "instant" });
  contents.querySelector("summary, a")?.focus({ preventScroll: true });
};

const goOn = () => {
  const { top, height } = text.element.getBoundingClientRect();
  scrollTo({ top: scrollY + top + (height * text.before) / DONE, behavior: "instant" });
};

// Takes note of which text is shown.
const turnTo = () => {
  const element = document.querySelector("[data-minutes] > [data-prose]");
  if (element === text?.element) return;
  remember();
  reached = 0;
  last = scrollY;
  const minutes = Number(element?.parentElement.dataset.minutes ?? 0);
  const path = location.pathname;
  const day = element?.parentElement.dataset.day;
  text = element ? { element, minutes, path, day, before: remembered().get(path)?.part ?? 0 } : undefined;
  const isBegun = text?.before > 2 && text.before < DONE && !forgets();
  resume.hidden = !isBegun || scrollY > 0 || Boolean(location.hash);
  where.hidden = true;
  markLists();
  tellWhere();
};

// ---- Where there is room beside the text, its notes stand there: each as high as its number in the text,
// unless another one or something wide is in the way.

const hasRoom = matchMedia("(width >= 80rem)");
const heights = sheet();
const settle = () => {
  const notes = document.querySelector("[data-notes]");
  if (!notes) return;
  const isNew = hasRoom.matches && !notes.hasAttribute("data-beside");
  if (isNew) {
    // Nothing that is being looked at moves: they wait until all of them is below the screen.
    if (notes.getBoundingClientRect().top < innerHeight) return addEventListener("scrollend", settle, { once: true });
  }
  notes.toggleAttribute("data-beside", hasRoom.matches);
  const text = notes.parentElement;
  const start = text.getBoundingClientRect().top;
  const wide = all(":scope > figure, :scope > [data-scrolls]", text);
  const taken = wide.map((block) => block.getBoundingClientRect());
  let end = 0;
  let rules = "";
  for (const note of all(":scope > ol > li", notes)) {
    const place = text.querySelector(`[href="#${note.id}"]`).getBoundingClientRect().top - start;
    let top = Math.max(place, end);
    for (const { top: above, bottom: below } of taken) {
      if (top < below - start && top + note.offsetHeight > above - start) top = below - start;
    }
    rules += `#${note.id}{inset-block-start:${top}px}`;
    end = top + note.offsetHeight;
  }
  // They do not fly there: they are gone for a frame, and then they are there.
  heights(isNew ? `${rules}[data-beside]{visibility:hidden}` : rules);
  if (isNew) requestAnimationFrame(() => heights(rules));
};
const texts = new ResizeObserver(() => requestAnimationFrame(settle));

// ---- Code: every block gets buttons beside its name, where the page has left room.

const button = (text, name, kind, value) => {
  const ariaLabel = name ? `${text}: ${name}` : null;
  return make("button", { type: "button", textContent: text, ariaLabel, data: { [kind]: value } });
};

// A line that has an address, and the way to a section.
const LINE = "pre > code > [id]";
const ANCHOR = "[data-heading] > a";
const linesOf = (block) => all(LINE, block);

const tools = (block) => {
  const pre = block.querySelector("pre");
  const name = block.querySelector("[data-name]") ?? pre;
  const called = name.textContent.trim().split("\n")[0].slice(0, 60).trim();
  const wrap = button(said.wrap, called, "wrap", "");
  wrap.ariaPressed = "false";
  const bar = make("div", { data: TOOLS }, wrap);
  if (linesOf(block).length) {
    const link = button(said.link, called, "link", "");
    link.ariaDescription = said.linkMeans;
    bar.append(link);
  }
  bar.append(button(said.copy, called, "copy", ""));
  block.querySelector("figcaption").after(bar);
  widths.observe(pre);
};

// Wrapping is offered for what is too wide.
const widths = new ResizeObserver((entries) => entries.forEach(({ target }) => offerWrap(target)));
const offerWrap = (pre) => {
  const wrap = pre.closest("figure").querySelector("[data-wrap]");
  if (wrap) wrap.hidden = pre.scrollWidth <= pre.clientWidth && wrap.ariaPressed === "false";
};

// The code; of a session in a terminal what was typed, without the prompts and what was answered.
const codeOf = (pre) => {
  if (!pre.querySelector("[data-prompt]")) return pre.textContent;
  const copy = pre.cloneNode(true);
  for (const prompt of all("[data-prompt]", copy)) prompt.remove();
  const typed = all("code > :not([data-output])", copy);
  return typed.map((line) => line.textContent).join("\n");
};

// Says for a while that something was done.
const done = (label, text) => {
  const before = label.data;
  label.data = text;
  say(text);
  setTimeout(() => {
    label.data = before;
    say("");
  }, 2000);
};

const copy = async (button) => {
  // The text of the block, or what is at an address.
  const address = button.dataset.copy;
  const label = button.firstChild;
  if (label.data === said.copied) return;
  const pre = button.closest("figure")?.querySelector("pre");
  try {
    let text = pre && codeOf(pre);
    if (address) {
      const response = await fetch(address);
      if (!response.ok) throw response.status;
      text = await response.text();
    }
    await navigator.clipboard.writeText(text.trimEnd() + (address ? "\n" : ""));
    done(label, said.copied);
  } catch {
    // The reader can still select what stands there.
    if (address) location.assign(address);
    else getSelection().selectAllChildren(pre);
  }
};

// ---- Lines of code have addresses: `#L3`, `#L3-L7`.

const here = sheet();
// The address whose lines are shown.
let shownLines;
const LINES = /^(.*?L)(\d+)(?:-L(\d+))?$/;

const idIn = (hash) => {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
};
const placeAt = (hash) => document.getElementById(idIn(hash).replace(/(L\d+)-L\d+$/, "$1"));

// The lines that an address leads to, in their order.
const linesAt = (hash) => {
  const [, before, one, other = one] = LINES.exec(idIn(hash)) ?? [];
  const ends = [one, other].map((number) => document.getElementById(before + number));
  if (!before || !ends.every((line) => line?.matches(LINE))) return [];
  const block = linesOf(ends[0].closest("pre"));
  const [first, last] = ends.map((line) => block.indexOf(line)).sort((a, b) => a - b);
  return first < 0 ? [] : block.slice(first, last + 1);
};

const showLines = (lines) => {
  const ids = lines.map(({ id }) => `#${CSS.escape(id)}`);
  here(ids.length ? `${ids}{background:var(--paper);box-shadow:inset 4px 0 var(--ochre)}` : "");
};

// Puts lines of a block into the address.
const choose = (lines) => {
  const [first] = lines;
  const last = lines.at(-1);
  const hash = `#${encodeURIComponent(first.id)}${last === first ? "" : `-${/L\d+$/.exec(last.id)[0]}`}`;
  history.replaceState(history.state, "", hash);
  shownLines = location.href;
  showLines(lines);
};

const between = (one, other) => {
  const block = linesOf(one.closest("pre"));
  const [first, last] = [block.indexOf(one), block.indexOf(other)].sort((a, b) => a - b);
  return first < 0 ? [other] : block.slice(first, last + 1);
};

const named = (lines) => {
  const number = ({ id }) => /\d+$/.exec(id)[0];
  const [first, last] = [lines[0], lines.at(-1)].map(number);
  return lines.length === 1 ? fill(said.line, { number: first }) : fill(said.lines, { first, last });
};

// Of a block: the lines that are selected, those that the address has, or its first one.
const chosen = (block) => {
  const selection = getSelection();
  const selected = linesOf(block).filter((line) => !selection.isCollapsed && selection.containsNode(line, true));
  if (selected.length) return selected;
  const addressed = linesAt(location.hash).filter((line) => block.contains(line));
  return addressed.length ? addressed : linesOf(block).slice(0, 1);
};

// The way to a section goes into the clipboard of whoever follows it.
const copyAnchor = async (link) => {
  try {
    await navigator.clipboard.writeText(link.href);
    link.dataset.copied = said.copied;
    say(said.linkCopied);
    setTimeout(() => link.removeAttribute("data-copied"), 2000);
  } catch {
    // It stands in the address.
  }
};

const linkLines = async (button) => {
  const lines = chosen(button.closest("figure"));
  choose(lines);
  try {
    await navigator.clipboard.writeText(location.href);
    done(button.firstChild, said.copied);
    say(fill(said.linesCopied, { lines: named(lines) }));
  } catch {
    say(fill(said.linesAddress, { lines: named(lines) }));
  }
};

const moveLines = (button, step, extend) => {
  const block = linesOf(button.closest("figure"));
  const addressed = linesAt(location.hash).filter((line) => block.includes(line));
  const next = block[block.indexOf(addressed.at(-1)) + step] ?? block.at(step < 0 ? 0 : -1);
  const lines = extend && addressed.length ? between(addressed[0], next) : [next];
  choose(lines);
  say(named(lines));
};

// Whether a click was on the number of a line, which is no text.
const onNumber = (event, line) => {
  const text = new Range();
  text.selectNodeContents(line);
  const [first] = text.getClientRects();
  return line.dataset.gutter && event.clientX < (first?.left ?? Infinity);
};

// Shows what the address leads to, if that is not on the screen already.
const arrive = () => {
  if (location.href === shownLines) return;
  shownLines = location.href;
  const lines = linesAt(location.hash);
  showLines(lines);
  const panel = placeAt(location.hash)?.closest("[role=tabpanel]");
  if (panel) showTab(document.getElementById(panel.getAttribute("aria-labelledby")));
  if (!lines.length) return;
  for (let fold = lines[0].closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  lines[0].scrollIntoView({ block: "center", behavior: "instant" });
};

// ---- Pictures, charts and diagrams open large, and are saved.

// Below something, in the room that is there before what follows.
const barBelow = (place, ...buttons) => {
  const bar = make("div", { className: "below", data: TOOLS }, ...buttons);
  place(bar);
};

const nameOf = (figure) => {
  const caption = figure.querySelector("figcaption strong") ?? figure.querySelector("figcaption");
  const name = caption ?? figure.querySelector("svg > title");
  return (name?.textContent || figure.querySelector("img")?.alt || said.picture).trim().slice(0, 80);
};

// The picture of a figure that is shown in this theme.
const pictureOf = (figure) => {
  const pictures = all(":scope > img", figure);
  return pictures.find(({ offsetParent }) => offsetParent) ?? pictures[0];
};

// The widest drawing of a figure: that for narrow columns says no more.
const drawingOf = (figure) => figure.querySelector("svg");

const figureTools = (figure) => {
  const name = nameOf(figure);
  const large = button(said.enlarge, name, "large", "");
  const isDrawn = "graphic" in figure.dataset;
  const saved = isDrawn ? ["SVG", "PNG"].map((kind) => button(kind, fill(said.save, { name }), "save", kind)) : [];
  const data = figure.querySelector(":scope > details");
  barBelow((bar) => (data ? data.before(bar) : figure.append(bar)), large, ...saved);
};

let large;
const enlarge = (figure) => {
  const drawing = drawingOf(figure);
  const shown = clone(drawing ?? pictureOf(figure));
  if (drawing) shown.setAttribute("aria-label", nameOf(figure));
  else Object.assign(shown, { sizes: "100vw", loading: "eager" });
  large ??= dialogOf("large-dialog");
  const close = make("button", { type: "button", className: "dialog-close", textContent: said.close });
  const prose = make("div", { className: "prose" }, make("figure", { className: figure.className }, shown));
  large.ariaLabel = nameOf(figure);
  large.replaceChildren(close, prose);
  large.showModal();
};

const pixel = make("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
// A colour as every program knows it.
const plainColour = (colour) => {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha / 255})`;
};

const LOOKS = [
  ..."fill-opacity stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity".split(" "),
  ..."font-family font-size font-weight font-style text-anchor dominant-baseline paint-order".split(" "),
];

// A drawing that needs no style sheet.
const standalone = (drawing) => {
  const copy = drawing.cloneNode(true);
  const copies = [copy, ...all("*", copy)];
  for (const [at, element] of [drawing, ...all("*", drawing)].entries()) {
    const style = getComputedStyle(element);
    for (const name of LOOKS) copies[at].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["fill", "stroke"]) {
      const colour = style.getPropertyValue(name);
      copies[at].setAttribute(name, colour === "none" || colour.startsWith("url") ? colour : plainColour(colour));
    }
    copies[at].removeAttribute("class");
  }
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const ground = document.createElementNS(copy.namespaceURI, "rect");
  const paper = plainColour(getComputedStyle(document.body).backgroundColor);
  for (const [name, value] of Object.entries({ x, y, width, height, fill: paper })) ground.setAttribute(name, value);
  copy.prepend(ground);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
};

const painted = async ({ text, width, height }) => {
  const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(text)}` });
  await image.decode();
  const canvas = make("canvas", { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

const save = async (figure, kind) => {
  const drawing = standalone(drawingOf(figure));
  const blob = kind === "SVG" ? new Blob([drawing.text], { type: "image/svg+xml" }) : await painted(drawing);
  const name = nameOf(figure).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const href = URL.createObjectURL(blob);
  make("a", { href, download: `${name.replace(/^-|-$/g, "")}.${kind.toLowerCase()}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
};

// A picture is offered large where it can be shown larger: it may not be here yet.
const isReduced = (image) =>
  /\.svg$/.test(image.src) || image.srcset || Number(image.getAttribute("width")) > 1.2 * image.clientWidth;

// Two pictures are laid over each other, and a slider says how much of the first one is seen.
const layOver = (button) => {
  const pictures = button.parentElement.previousElementSibling;
  button.ariaPressed = pictures.toggleAttribute("data-over");
  if (pictures.querySelector("input")) return;
  const slider = make("input", { type: "range", ariaLabel: said.compare });
  slider.addEventListener("input", () => pictures.style.setProperty("--shown", `${slider.value}%`));
  pictures.append(slider);
};

// ---- Tables are sorted by their columns, and copied.

const wordsOf = ({ textContent }) => textContent.trim();
const cellsOf = (row) => [...row.cells].map(wordsOf);
// Those that are there to be seen: of a chart that is looked at closer the table has no more.
const shown = (parts) => [...parts].filter(({ hidden }) => !hidden);

const tableTools = (table) => {
  const wrap = table.closest("[data-scrolls]") ?? table;
  const name = wrap.ariaLabel ?? said.table;
  barBelow((bar) => wrap.after(bar), button(said.copyCsv, name, "csv", ""));
  const [head, ...others] = table.tHead?.rows ?? [];
  const [body] = table.tBodies;
  const isPlain = head && !others.length && body?.rows.length > 2 && !table.querySelector("[colspan], [rowspan]");
  if (!isPlain) return;
  for (const cell of head.cells) {
    if (!cell.textContent.trim() || cell.querySelector("a, button")) continue;
    cell.append(make("button", { type: "button", data: { sort: "" } }, ...cell.childNodes));
  }
};

// A text as a number and what stands around it: `1,200 ms`.
const DECIMAL = (1.5).toLocaleString(root.lang || undefined)[1] ?? ".";
const measureOf = (text) => {
  const [whole, number] = /([-−+]?\d[\d.,\s']*(?:e[-+]?\d+)?)/iu.exec(text) ?? [];
  if (!whole) return undefined;
  const groups = DECIMAL === "," ? /[.\s']/gu : /[,\s']/gu;
  const value = Number(number.trim().replace(groups, "").replace(",", ".").replace("−", "-"));
  return { value, unit: text.replace(whole, "").trim() };
};

// How the rows of a column compare: as numbers of one kind, or as words.
const comparing = (texts) => {
  // What says that there is nothing, such as a dash, is less than any number.
  const measures = texts.map((text) => (/\d|\p{L}{2}/u.test(text) ? measureOf(text) : { value: -Infinity }));
  const units = new Set(measures.filter((measure) => measure?.unit !== undefined).map(({ unit }) => unit));
  if (measures.every((measure) => measure && !Number.isNaN(measure.value)) && units.size === 1) {
    return (a, b) => measures[a].value - measures[b].value;
  }
  const words = new Intl.Collator(root.lang || undefined, { numeric: true });
  return (a, b) => words.compare(texts[a], texts[b]);
};

const orders = new WeakMap();
// Sorts by a column: upwards, downwards, then as it was written.
const sortBy = (button) => {
  const cell = button.closest("th");
  const table = cell.closest("table");
  const [body] = table.tBodies;
  if (!orders.has(table)) orders.set(table, [...body.rows]);
  const rows = [...orders.get(table)];
  const next = { ascending: "descending", descending: null }[cell.ariaSort] ?? (cell.ariaSort ? null : "ascending");
  for (const other of cell.parentElement.cells) other.ariaSort = null;
  cell.ariaSort = next;
  const compare = comparing(rows.map((row) => cellsOf(row)[cell.cellIndex] ?? ""));
  const order = rows.map((_, at) => at);
  if (next) order.sort((a, b) => (next === "ascending" ? compare(a, b) : compare(b, a)));
  body.append(...order.map((at) => rows[at]));
  say(next ? fill(said[next], { column: cell.textContent.trim() }) : said.unsorted);
};

const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const copyTable = async (button) => {
  const bar = button.parentElement;
  const before = bar.previousElementSibling;
  const table = before.matches("table") ? before : before.querySelector("table");
  if (button.firstChild.data === said.copied) return;
  const rows = shown(table.rows).map((row) => shown(row.cells).map(wordsOf).map(quoted).join(","));
  try {
    await navigator.clipboard.writeText(`${rows.join("\n")}\n`);
    done(button.firstChild, said.copied);
  } catch {
    getSelection().selectAllChildren(table);
  }
};

// ---- Of some blocks with names one is shown, below a row of tabs. What was chosen is chosen wherever there
// is one of that name, and kept for the next page.

const MOST_CHOSEN = 20;
const choices = () => {
  try {
    return JSON.parse(stored("tabs")) ?? [];
  } catch {
    return [];
  }
};
const panels = new WeakMap();
const showTab = (tab) => {
  for (const other of tab.parentElement.children) {
    other.ariaSelected = `${other === tab}`;
    other.tabIndex = other === tab ? 0 : -1;
    panels.get(other).toggleAttribute("data-shown", other === tab);
  }
};
const isCalled = (name) => (tab) => tab.textContent === name;
const chooseTab = (tab) => {
  const name = tab.textContent;
  showTab(tab);
  for (const list of all("[role=tablist]")) {
    const same = [...list.children].find(isCalled(name));
    if (same && !list.contains(tab)) showTab(same);
  }
  if (!forgets()) store("tabs", JSON.stringify([name, ...choices().filter((other) => other !== name)].slice(0, MOST_CHOSEN)));
};
let groups = 0;
const tabsOf = (group) => {
  groups += 1;
  const tabs = [...group.children].map((block, at) => {
    // Around it: a figure that has a caption can be nothing else.
    const panel = make("div");
    block.before(panel);
    panel.append(block);
    const textContent = panel.querySelector("[data-name], [data-language]")?.textContent || `${at + 1}`;
    const tab = make("button", { type: "button", role: "tab", id: `tab-${groups}-${at + 1}`, textContent });
    panel.id = `panel-${groups}-${at + 1}`;
    panel.role = "tabpanel";
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("aria-labelledby", tab.id);
    panels.set(tab, panel);
    return tab;
  });
  if (!tabs.length) return;
  group.prepend(make("div", { role: "tablist" }, ...tabs));
  const place = placeAt(location.hash);
  const addressed = tabs.find((tab) => panels.get(tab).contains(place));
  const known = choices().map((name) => tabs.find(isCalled(name)));
  showTab(addressed ?? known.find(Boolean) ?? tabs[0]);
};
const turnTab = (tab, key) => {
  const tabs = [...tab.parentElement.children];
  const ahead = getComputedStyle(tab).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const by = key.startsWith("Arrow") ? (key === ahead ? 1 : -1) : 0;
  const next = by ? tabs.at((tabs.indexOf(tab) + by) % tabs.length) : tabs.at(key === "End" ? -1 : 0);
  chooseTab(next);
  next.focus();
};

// ---- What is of another site is there once a reader asks for it.

const embed = (link) => {
  const { embed: src, ratio } = link.dataset;
  const title = (link.querySelector("[data-name]") ?? link).textContent;
  const frame = make("iframe", { src, title, allow: "autoplay; encrypted-media; fullscreen; picture-in-picture" });
  if (ratio) frame.dataset.ratio = ratio;
  link.replaceWith(frame);
  frame.focus();
};
const showGist = async (link) => {
  const { gist, file } = link.dataset;
  try {
    const { files } = await (await fetch(gist)).json();
    const shown = Object.values(files).filter(({ filename }) => !file || filename === file);
    const blocks = shown.map(({ filename, content }) => {
      const name = make("figcaption", {}, make("span", { className: "code-name", textContent: filename, data: { name: "" } }));
      return make("figure", { className: "code", data: { code: "" } }, name, make("pre", {}, make("code", { textContent: content })));
    });
    link.before(...blocks);
    if (blocks.length) link.remove();
  } catch {
    location.assign(link.href);
  }
};

// ---- A note or a page, shown beside the link that leads there: to who points at it, or comes to it by
// keyboard. The link stays a link.

const SOON = 300;
const peek = make("div", { className: "peek", id: "peek", popover: "manual" });
// The link whose end is shown, the one that is being pointed at, and the end of the former.
let peeked;
let coming;
let leaving;

// What leads from a note or a heading away, and back.
const AWAY = `${ANCHOR}, [data-backlink]`;

// Some of the page, to be shown elsewhere.
const clone = (node) => {
  const copy = document.importNode(node, true);
  for (const part of [copy, ...all("[id]", copy)]) part.removeAttribute("id");
  for (const part of all(`${AWAY}, button, script`, copy)) part.remove();
  return copy;
};

// A heading and what begins below it.
const beginning = (heading) => {
  let below = (heading.closest("[data-heading]") ?? heading).nextElementSibling;
  while (below && !below.matches("p, [data-heading], section")) below = below.nextElementSibling;
  const text = below?.matches("p") ? [clone(below)] : [];
  return [make("strong", { textContent: heading.textContent }), ...text];
};

const placeIn = (within, id) => {
  const place = id ? within.getElementById(id) : undefined;
  return place?.matches("h1, h2, h3, h4, h5, h6") ? beginning(place) : undefined;
};

// What another page says of itself. The app fetches it ahead: the browser has it already.
const pageAt = async (link, id) => {
  // That of a page which is a file lies in a folder of the same name.
  const data = new URL(`${link.pathname.replace(/\.html$/, "/")}index.json`, link);
  const response = await fetch(data, { cache: "force-cache", credentials: "same-origin" });
  if (!response.ok) return undefined;
  // Its text stands between two pieces of markup.
  const { html = "", app: { before, after = "" } } = await response.json();
  const page = new DOMParser().parseFromString(before + html + after, "text/html");
  const place = placeIn(page, id);
  if (place) return place;
  const title = page.querySelector("h1");
  const lede = page.querySelector("[data-lede], [data-prose] > p");
  const about = page.querySelector("header > ul");
  return title && [make("strong", { textContent: title.textContent }), ...[lede, about].filter(Boolean).map(clone)];
};

// What is to be shown for a link, if anything.
const behind = (link) => {
  const id = decodeURIComponent(link.hash.slice(1));
  const isOurs = link.origin === location.origin && !/\bexternal\b/.test(link.rel) && !link.target;
  if (!isOurs || link.matches(AWAY)) return undefined;
  if (link.pathname !== location.pathname) return /(\/|\.html)$/.test(link.pathname) ? pageAt(link, id) : undefined;
  const note = document.getElementById(id);
  if (link.matches(":has(> data)")) return note && [make("strong", { textContent: link.title }), ...clone(note).childNodes];
  if (!note?.matches("[data-notes] li")) return placeIn(document, id);
  return note.closest("[data-beside]") ? undefined : [...clone(note).childNodes];
};

const hidePeek = () => {
  clearTimeout(coming?.timer);
  clearTimeout(leaving);
  coming = undefined;
  if (!peeked) return;
  peeked.removeAttribute("aria-describedby");
  peeked = undefined;
  peek.hidePopover();
};

const showPeek = async (link) => {
  const nodes = await Promise.resolve(behind(link)).catch(() => undefined);
  if (!nodes || coming?.link !== link || !link.isConnected) return;
  peeked?.removeAttribute("aria-describedby");
  peeked = link;
  peek.replaceChildren(...nodes);
  if (!peek.isConnected) document.body.append(peek);
  if (!peek.matches(":popover-open")) peek.showPopover();
  link.setAttribute("aria-describedby", "peek");
  const [line] = link.getClientRects();
  const left = Math.max(16, Math.min(line.left, innerWidth - peek.offsetWidth - 16));
  const isBelow = line.bottom + peek.offsetHeight + 16 < innerHeight || line.top < innerHeight / 2;
  peek.style.left = `${left}px`;
  peek.style.top = `${scrollY + (isBelow ? line.bottom + 6 : line.top - peek.offsetHeight - 6)}px`;
};

const expect = (link, pause) => {
  clearTimeout(coming?.timer);
  coming = link && { link, timer: setTimeout(showPeek, pause, link) };
};

const canPeek = "showPopover" in peek;
const pointed = ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  if (peek.contains(target)) return clearTimeout(leaving);
  const link = target.closest?.("[data-prose] a[href]");
  clearTimeout(leaving);
  if (link && (link === peeked || link === coming?.link)) return;
  expect(link, SOON);
  // The pointer may be on its way to what is shown.
  if (peeked && !link) leaving = setTimeout(hidePeek, SOON);
};

const focused = ({ target }) => {
  if (peek.contains(target)) return;
  hidePeek();
  const link = target.closest?.("[data-prose] a[href]");
  if (link?.matches(":focus-visible")) expect(link, SOON);
};

// A finger points at nothing before it touches: the first touch of a note's number shows the note, a second
// one leads there.
const touched = (event) => {
  const link = event.target.closest?.("[data-noteref] a");
  const isShown = link && link === peeked;
  if (!peek.contains(event.target)) hidePeek();
  if (!link || isShown || event.pointerType !== "touch" || link.closest("main").querySelector("[data-beside]")) return;
  event.preventDefault();
  expect(link, 0);
};

// ---- Keys, and what can be set.

const isTyping = (target) => target.isContentEditable || target.closest?.("input, select, textarea, dialog");
const keysAreOff = () => stored("keys") === "off";
const WAYS = { h: "home", a: "archive", t: "tags" };

// Where `j` and `k` lead: from article to article of a list, from section to section of a text.
const stops = () => {
  const text = document.querySelector("[data-prose]");
  const links = "[data-rows] a, [data-list] > li > a, [data-list] :is(h2, h3) a, [data-words] > ol > li > a";
  return text ? all(":is(h2, h3)[id]", text) : all(`main :is(${links})`);
};

const step = (by) => {
  const places = stops();
  const at = places.indexOf(document.activeElement);
  // From where the reader is, if not at one of them.
  const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;
  const top = (place) => Math.round(place.getBoundingClientRect().top - edge);
  const isList = places[0]?.matches("a");
  let next;
  if (at >= 0 && (isList || Math.abs(top(places[at])) < 2)) next = places[at + by];
  else next = by > 0 ? places.find((place) => top(place) > (isList ? -edge : 1)) : places.findLast((place) => top(place) < -1);
  if (!next) return;
  if (!isList && next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: isList ? "nearest" : "start", behavior: "instant" });
};

// The second of two keys comes soon.
let before;
const keyed = (event) => {
  const { key, altKey, ctrlKey, metaKey, isComposing, defaultPrevented, target } = event;
  if (altKey || ctrlKey || metaKey || isComposing || defaultPrevented || keysAreOff() || isTyping(target)) return;
  const first = before?.key === "g" && event.timeStamp - before.at < 1500;
  before = { key, at: event.timeStamp };
  if (first && WAYS[key]) goTo(WAYS[key]);
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "?") openHelp();
  else return;
  before = undefined;
};

// Through a link of the page, so that it is followed as all links are.
const goTo = (name) => {
  document.querySelector(`[data-way="${name}"]`)?.click();
};

const HELP = [
  [["j"], said.keyNext],
  [["k"], said.keyBefore],
  [["g", "h"], said.home],
  [["g", "a"], said.archive],
  [["g", "t"], said.tags],
  [["/"], said.search],
  [["?"], said.keyHelp],
];

// How keys are named: one, or two that are pressed one after the other.
const keyNames = ([first, second]) => {
  const key = (textContent) => make("kbd", { textContent });
  if (!second) return [key(first)];
  const keys = { first, second };
  return said.keyThen.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? key(keys[part]) : part));
};

const setting = (text, isOn, change) => {
  const box = make("input", { type: "checkbox", checked: isOn });
  box.addEventListener("change", () => change(box.checked));
  return make("label", {}, box, ` ${text}`);
};

let help;
const openHelp = () => {
  if (!help) {
    const keys = HELP.filter(([[key]]) => key !== "/" || document.querySelector("[data-search]:any-link"));
    const rows = keys.flatMap(([keys, text]) => [make("dt", {}, ...keyNames(keys)), make("dd", { textContent: text })]);
    const close = make("button", { type: "button", className: "dialog-close", textContent: said.close });
    const title = make("h2", { id: "help", textContent: said.keys });
    const switches = [
      setting(said.keysOn, !keysAreOff(), (isOn) => store("keys", isOn ? null : "off")),
      setting(said.remember, !forgets(), (isOn) => {
        store("remember", isOn ? null : "off");
        if (!isOn) for (const name of ["read", "tabs"]) store(name, null);
        markLists();
        if (isOn) keepOffline().catch(() => undefined);
        else keeping?.end();
      }),
    ];
    help = dialogOf("help-dialog", title, make("dl", {}, ...rows), ...switches, close);
    help.setAttribute("aria-labelledby", "help");
  }
  help.showModal();
};

// A dialog that its button, or a click beside it, closes.
const dialogOf = (className, ...children) => {
  const dialog = make("dialog", { className }, ...children);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("button")) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
};

// ---- Where the site asks for it, what is read is kept on the device, for when the site can't be reached.

const { offline } = document.querySelector("script[data-wasm]").dataset;
let keeping;
const keepOffline = async () => {
  if (!offline || forgets()) return;
  keeping = await import(offline);
  await keeping.begin();
  offer();
};

// ---- Components of Leptos that the page has places for, and figures that they link. Their code comes with the first of them:
// that of figures, and that of the filter of incidents.

let figures, incidents;
const ready = (module) => module.then(({ default: begin }) => begin().then(() => module));
const mountIn = async (module) => {
  try {
    const { settle, said } = await module;
    settle(said);
  } catch {
    // The page says all that it says without them.
  }
};
const settleIslands = () => {
  if (all("[data-index]")[0]) incidents ??= ready(import("./incidents.js"));
  if (all("[data-island]:not([data-index])")[0] || all("[data-moments]")[1]) figures ??= ready(import("./islands.js"));
  [figures, incidents].filter(Boolean).forEach(mountIn);
};

// ---- What is new on the page. That is painted first: what is added to it, and what is to be known of its layout,
// waits for that frame. Before it only what would be seen to go: what belongs to the page before.

let isExpected = false;
const turned = () => {
  if (location.hash) arrive();
  if (peeked && !peeked.isConnected) hidePeek();
  if (text && !text.element.isConnected) {
    where.hidden = true;
    if (!document.querySelector("[data-prose]")) turnTo();
  }
  if (isExpected) return;
  isExpected = true;
  const run = () => {
    isExpected = false;
    offer();
  };
  // Not every browser tells when it has nothing better to do.
  const soon = window.requestIdleCallback ?? setTimeout;
  requestAnimationFrame(() => soon(run, { timeout: 300 }));
};

const offer = () => {
  if (document.readyState !== "loading") {
    mark();
    arrive();
  }
  turnTo();
  all(":has(> [data-notes])").forEach((text) => texts.observe(text));
  if (!isLive()) return;
  settleIslands();
  if (!status) {
    status = make("p", { className: "visually-hidden copied" });
    status.setAttribute("aria-live", "polite");
    // Not below the footer, where even what nobody sees would make the page longer.
    document.querySelector("body > footer").before(status);
    where.append(left, resume, toContents, toTop);
    document.body.append(where);
    const open = make("button", { type: "button", textContent: said.keys, onclick: openHelp });
    all("body > footer > ul").at(-1).append(make("li", { data: TOOLS }, open));
  }
  all("[data-tabs]:not(:has(> [role=tablist]))").forEach(tabsOf);
  const figures = "main [data-prose] figure:is([data-graphic], :has(> img)):not(:has(> [data-tools]))";
  for (const figure of all(figures)) {
    const image = pictureOf(figure);
    if (!image || isReduced(image)) figureTools(figure);
  }
  for (const pictures of all("[data-compare]:not(:has(+ [data-tools]))")) {
    barBelow((bar) => pictures.after(bar), button(said.layOver, "", "over", ""));
  }
  keeping?.offer(say);
  if (!navigator.clipboard) return;
  const tables = ":is([data-scrolls]:has(> table), [data-prose] table:not([data-scrolls] > table)):not(:has(+ [data-tools]))";
  for (const place of all(tables)) tableTools(place.querySelector("table") ?? place);
  all("[data-code]:not(:has(> [data-tools]))").forEach(tools);
  for (const link of all("[type='text/markdown']:last-child")) {
    link.after(button(said.copyMarkdown, "", "copy", link.href));
  }
};

const clicked = (event) => {
  const { button: which, ctrlKey, metaKey, shiftKey, altKey } = event;
  const embedded = event.target.closest?.("[data-embed], [data-gist]");
  if (embedded && !which && !ctrlKey && !metaKey && !shiftKey && !altKey) {
    event.preventDefault();
    (embedded.dataset.embed ? embed : showGist)(embedded);
  }
  const made =
    "[data-copy], [data-wrap], [data-link], [data-large], [data-save], [data-sort], [data-csv], [data-tools] > [data-over], [role=tab]";
  const target = event.target.closest?.(`${made}, ${ANCHOR}, ${LINE}`);
  if (!target || !status) return;
  const { dataset } = target;
  if ("copy" in dataset) copy(target);
  else if ("large" in dataset) enlarge(target.closest("figure"));
  else if ("save" in dataset) save(target.closest("figure"), dataset.save);
  else if ("sort" in dataset) sortBy(target);
  else if ("csv" in dataset) copyTable(target);
  else if (target.role === "tab") chooseTab(target);
  else if ("over" in dataset) layOver(target);
  else if ("link" in dataset) linkLines(target);
  else if ("wrap" in dataset) {
    target.ariaPressed = target.ariaPressed !== "true";
    offerWrap(target.closest("figure").querySelector("pre"));
  } else if (target.matches(ANCHOR)) copyAnchor(target);
  else if (onNumber(event, target)) {
    const [first] = linesAt(location.hash);
    choose(event.shiftKey && first ? between(first, target) : [target]);
    getSelection().removeAllRanges();
  }
};

const pressed = (event) => {
  const { key, shiftKey, target } = event;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by && target.matches?.("[data-link]")) {
    moveLines(target, by, shiftKey);
    event.preventDefault();
  } else if (/^(Arrow(Left|Right)|Home|End)$/.test(key) && target.role === "tab") {
    turnTab(target, key);
    event.preventDefault();
  } else if (key === "Escape" && peeked) hidePeek();
  else keyed(event);
};

let begun;
const listen = () => {
  begun = performance.now();
  addEventListener("scroll", scrolled, { passive: true });
  addEventListener("hashchange", arrive);
  addEventListener("pagehide", remember);
  document.addEventListener("visibilitychange", remember);
  resume.addEventListener("click", goOn);
  toContents.addEventListener("click", goToContents);
  toTop.addEventListener("click", goTop);
  isWide.addEventListener("change", tellWhere);
  document.addEventListener("click", clicked);
  addEventListener("keydown", pressed);
  if (canPeek) {
    document.addEventListener("pointerover", pointed, { passive: true });
    document.addEventListener("focusin", focused);
    // Before the app follows the link.
    document.addEventListener("click", touched, { capture: true });
  }
  document.addEventListener("DOMContentLoaded", offer);
  new MutationObserver(turned).observe(root, { attributeFilter: ["data-app"], childList: true, subtree: true });
};

export const begin = (event) => {
  if (!begun) {
    listen();
    offer();
    keepOffline().catch(() => undefined);
  }
  // A key that was pressed before this was here was meant for it all the same.
  if (event?.timeStamp < begun) pressed(event);
};
