// Runs once the page is painted. It changes the theme, loads the app when the page has nothing better to
// do, and copies. The page works without any of it.
(() => {
  "use strict";
  const root = document.documentElement;
  const { script, wasm, search, faces } = document.querySelector("script[data-wasm]").dataset;

  // Theme: what the system says, until the reader says otherwise. What was said, `theme.js` knows.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    tell();
  };
  // What the switch says, and what the browser's own frame looks like.
  const tell = () => {
    const { theme } = root.dataset;
    const isDark = theme ? theme === "dark" : dark.matches;
    document.querySelector("[data-theme-toggle]")?.setAttribute("aria-pressed", isDark);
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      const scheme = (meta.dataset.scheme ??= meta.media.includes("dark") ? "dark" : "light");
      if (!theme) meta.media = `(prefers-color-scheme: ${scheme})`;
      else meta.media = scheme === theme ? "all" : "not all";
    }
  };
  dark.addEventListener("change", tell);
  // What the page has a place for is shown now that it works.
  root.classList.add("js");
  addEventListener("storage", (event) => event.key === "theme" && show(event.newValue));
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-toggle]")) return;
    const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    show(next);
    try {
      // Back in step with the system, nothing needs to be remembered.
      if (next === (dark.matches ? "dark" : "light")) localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });

  // The faces of the text: once they are here, pages ask for them first.
  const remember = () => {
    const here = [...document.fonts].filter(({ display, status }) => display === "optional" && status === "loaded");
    try {
      if (here.length) localStorage.setItem("faces", faces);
    } catch {
      // Then the next page shows those of the system too.
    }
  };
  document.fonts.ready.then(remember);

  // What is wider than its place scrolls, and is a stop for the keyboard then, and only then.
  const measure = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    const wrap = box.parentElement.querySelector("[data-wrap]");
    if (wrap) wrap.hidden = !scrolls && wrap.ariaPressed === "false";
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));

  // The contents mark the section that is being read, and keep it in view.
  let marked;
  const mark = () => {
    const links = [...document.querySelectorAll("[data-contents] a")];
    const isAbove = (link) => {
      const section = document.getElementById(link.getAttribute("href").slice(1));
      return section?.getBoundingClientRect().top < innerHeight / 3;
    };
    const here = links.findLast(isAbove);
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
    if (!awaited) requestAnimationFrame(() => (mark(), (awaited = false)));
    awaited = true;
  };
  addEventListener("scroll", scrolled, { passive: true });

  // Where there is room beside the text, its notes stand there: each as high as its number in the text,
  // unless another one or something wide is in the way.
  const hasRoom = matchMedia("(width >= 80rem)");
  // No attribute says it: the page stands as it came for whoever reads its markup, such as the app.
  const heights = new CSSStyleSheet();
  document.adoptedStyleSheets = [heights];
  const settle = () => {
    const notes = document.querySelector("[data-notes]");
    if (!notes) return;
    notes.toggleAttribute("data-beside", hasRoom.matches);
    const text = notes.parentElement;
    const start = text.getBoundingClientRect().top;
    const wide = [...text.querySelectorAll(":scope > figure, :scope > [data-scrolls]")];
    const taken = wide.map((block) => block.getBoundingClientRect());
    let end = 0;
    let rules = "";
    for (const note of notes.querySelectorAll(":scope > ol > li")) {
      const place = text.querySelector(`[href="#${note.id}"]`).getBoundingClientRect().top - start;
      let top = Math.max(place, end);
      for (const { top: above, bottom: below } of taken) {
        if (top < below - start && top + note.offsetHeight > above - start) top = below - start;
      }
      rules += `#${note.id}{inset-block-start:${top}px}`;
      end = top + note.offsetHeight;
    }
    heights.replaceSync(rules);
  };
  const texts = new ResizeObserver(() => requestAnimationFrame(settle));

  // Copying, once the app runs: every block of code gets a button, and so does the link to a post's
  // Markdown, whichever page brings them. No file has one: without a script it could do nothing.
  let status;
  const button = (text, name, kind, value) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    if (name) button.ariaLabel = `${text}: ${name}`;
    button.dataset[kind] = value;
    return button;
  };
  // Beside the name of a block, where the page has left room.
  const tools = (pre) => {
    const name = pre.parentElement.querySelector(".code-name") ?? pre;
    const called = name.textContent.trim().split("\n")[0].slice(0, 60);
    const wrap = button("Wrap", called, "wrap", "");
    wrap.ariaPressed = "false";
    const bar = document.createElement("div");
    bar.dataset.tools = "";
    bar.append(wrap, button("Copy", called, "copy", ""));
    pre.before(bar);
    measure(pre);
  };
  const offer = () => {
    tell();
    if (document.readyState !== "loading") mark();
    document.querySelectorAll("[data-scrolls]").forEach((box) => sizes.observe(box));
    document.querySelectorAll(":has(> [data-notes])").forEach((text) => texts.observe(text));
    if (!navigator.clipboard || root.dataset.app !== "live") return;
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden copied";
      status.setAttribute("aria-live", "polite");
      // Not below the footer, where even what nobody sees would make the page longer.
      document.querySelector("body > footer").before(status);
    }
    document.querySelectorAll("figcaption + pre[data-scrolls]").forEach(tools);
    for (const link of document.querySelectorAll("[type='text/markdown']:last-child")) {
      link.after(button("Copy as Markdown", "", "copy", link.href));
    }
  };
  document.addEventListener("DOMContentLoaded", offer);
  new MutationObserver(offer).observe(root, { attributeFilter: ["data-app"], childList: true, subtree: true });
  offer();
  const copy = async (button) => {
    // The text of the block, or what is at an address.
    const address = button.dataset.copy;
    const label = button.firstChild;
    const name = label.data;
    if (name === "Copied") return;
    const block = button.closest("figure")?.querySelector("pre");
    try {
      let text = block?.textContent;
      if (address) {
        const response = await fetch(address);
        if (!response.ok) throw response.status;
        text = await response.text();
      }
      await navigator.clipboard.writeText(text.trimEnd() + (address ? "\n" : ""));
      status.textContent = label.data = "Copied";
      setTimeout(() => {
        label.data = name;
        status.textContent = "";
      }, 2000);
    } catch {
      // The reader can still select what stands there.
      if (address) location.assign(address);
      else getSelection().selectAllChildren(block);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy], [data-wrap]");
    if (!button) return;
    if ("copy" in button.dataset) copy(button);
    else {
      button.ariaPressed = button.ariaPressed !== "true";
      measure(button.closest("figure").querySelector("pre"));
    }
  });

  // Search: its code comes when somebody means to search. Until then, and without it, the link in the
  // header leads to a page that says where else to look.
  const find = (use) => import(search).then(use, () => undefined);
  let attached;
  const searchPage = () => {
    const page = document.querySelector("main .search");
    if (page && page !== attached) find((module) => module.attach(page));
    attached = page;
  };
  new MutationObserver(searchPage).observe(root, { childList: true, subtree: true });
  const dialog = (event) => {
    const link = document.querySelector("[data-search]:any-link");
    if (!link) return;
    event.preventDefault();
    import(search).then((module) => module.open(link.href)).catch(() => location.assign(link.href));
  };
  document.addEventListener("click", (event) => {
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plain && event.target.closest?.("[data-search]:any-link")) dialog(event);
  });
  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, target } = event;
    const typing = target.isContentEditable || target.closest?.("input, select, textarea");
    if (key === "/" ? !typing && !altKey && !ctrlKey && !metaKey : key === "k" && ctrlKey !== metaKey && !altKey) dialog(event);
  });

  // The app: at once when the reader means to go somewhere, else when the page is painted and idle;
  // for a reader who asks to save data, on intent alone. If it can't be loaded, every link is still
  // a link.
  let asked = false;
  const load = async (priority) => {
    if (asked) return;
    asked = true;
    try {
      const module_or_path = fetch(wasm, { priority, credentials: "same-origin" });
      // Should the script fail, nobody asks how this went.
      module_or_path.catch(() => undefined);
      // An import is always urgent, unless it finds under way what it asks for.
      document.head.append(
        Object.assign(document.createElement("link"), { rel: "modulepreload", fetchPriority: priority, href: script }),
      );
      const app = await import(script);
      // The data that the app takes over stands at the end of the page.
      if (document.readyState === "loading") {
        await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed, { once: true }));
      }
      await app.default({ module_or_path });
    } catch (error) {
      console.warn("The app could not be started; the page works without it.", error);
    }
  };
  let painted = false;
  let intends = false;
  const meant = ({ target }) => {
    if (!target.closest?.("a[href]")) return;
    intends = true;
    // A pointer may rest where a page has a link before anything of that page is there to be seen.
    if (painted) load("high");
  };
  for (const intent of ["pointerover", "pointerdown", "touchstart", "focusin"]) {
    addEventListener(intent, meant, { passive: true });
  }
  const seen = () => {
    painted = true;
    const low = () => load("low");
    if (intends) load("high");
    else if (navigator.connection?.saveData) return;
    else if (window.requestIdleCallback) requestIdleCallback(low, { timeout: 2000 });
    else setTimeout(low, 200);
  };
  // Not every browser tells of the first paint at every load, but none draws a frame of a page that
  // nobody sees.
  new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
  const later = () => setTimeout(() => requestAnimationFrame(seen), 500);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
})();
