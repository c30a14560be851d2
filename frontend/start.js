// Runs once the page is painted. It changes the theme, and loads the app when the page has nothing better
// to do. What makes reading comfortable comes with the first thing that a reader does, and the search when
// somebody means to search. The page works without any of it.
(() => {
  "use strict";
  const root = document.documentElement;
  const { script, wasm, search, read, faces } = document.querySelector("script[data-wasm]").dataset;

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

  // What is open in the header closes when the reader goes on; what is announced, when asked to.
  document.addEventListener("click", ({ target }) => {
    for (const group of document.querySelectorAll("[data-sections] details[open]")) {
      if (!group.contains(target) || target.closest("a")) group.open = false;
    }
    const notice = target.closest?.("[data-close]")?.dataset.close;
    if (!notice) return;
    root.dataset.closed = "";
    try {
      localStorage.setItem("notice", notice);
    } catch {
      // Then it is there again on the next page.
    }
  });

  // The faces of the text. Pages show them that find them here; this one goes on as it began, so that no
  // line breaks anew, and the next one that the app turns to has them.
  const families = ["OwnText", "OwnHeading", ...(faces.includes("/brygada-") ? ["Brygada"] : [])];
  let facesCame = false;
  // Before the next page is there, so that it is laid out once.
  addEventListener("blog:turn", () => facesCame && (root.dataset.faces = ""));
  const bringFaces = async () => {
    try {
      if (!faces || localStorage.getItem("faces") === faces) return;
      const wanted = [...document.fonts].filter(({ family }) => families.includes(family.replaceAll('"', "")));
      await Promise.all(wanted.map((face) => face.load()));
      facesCame = true;
      localStorage.setItem("faces", faces);
    } catch {
      // Then the next page shows those of the system too.
    }
  };

  // What is wider than its place scrolls, as do contents that are too long for the screen, and is a stop for the
  // keyboard then, and only then.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isLong = "contents" in target.dataset && target.scrollHeight > target.clientHeight;
      if (isLong || target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  // Search: its code comes when somebody means to search. Until then, and without it, the link in the
  // header leads to a page that says where else to look.
  const bring = (file, use) => import(file).then(use, () => undefined);
  // Scripts of the owner's may want to know that the app shows another page.
  let { pathname } = location;
  const turned = () => {
    if (pathname === location.pathname) return;
    ({ pathname } = location);
    document.dispatchEvent(new CustomEvent("blog:page", { detail: { pathname } }));
  };
  const dialog = (event) => {
    const link = document.querySelector("[data-search]:any-link");
    if (!link) return;
    event.preventDefault();
    import(search).then(({ open }) => open(link.href)).catch(() => location.assign(link.href));
  };
  document.addEventListener("click", (event) => {
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plain && event.target.closest?.("[data-search]:any-link")) dialog(event);
  });
  const isTyped = ({ target }) => target.isContentEditable || target.closest?.("input, select, textarea");
  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === "/" ? !isTyped(event) && !altKey && !ctrlKey && !metaKey : key === "k" && ctrlKey !== metaKey && !altKey) dialog(event);
  });

  // What is for readers comes once one is there: with the first thing that somebody does on a page that has
  // a text, or on any with a key; or with an address that leads to lines, or asks for something.
  let present = /L\d+$/.test(location.hash) || location.search;
  let reading;
  // Without it all that it would show one at a time is there.
  const bare = () => (root.dataset.bare = "");
  const comfort = (event) => (reading ??= import(read)).then(({ begin }) => begin(event), bare);
  let attached;
  // Who has read here before finds in lists what that was.
  const hasRead = () => {
    try {
      return "read" in localStorage;
    } catch {
      return false;
    }
  };
  // What came with the page that is shown now.
  const look = () => {
    turned();
    tell();
    document.querySelectorAll("[data-scrolls], [data-contents]").forEach((box) => sizes.observe(box));
    const page = document.querySelector("main [data-words]");
    if (page && page !== attached) bring(search, ({ attach }) => attach(page));
    attached = page;
    if (document.querySelector("[data-prose]") ? present : hasRead()) comfort();
  };
  const act = () => {
    present = true;
    look();
  };
  for (const sign of ["scroll", "pointermove", "pointerdown", "touchstart", "focusin"]) {
    addEventListener(sign, act, { passive: true, once: true });
  }
  // A key that opens the search, or is typed there, asks for nothing else.
  const keyed = (event) => {
    if (event.defaultPrevented || /^(Control|Meta)$/.test(event.key) || isTyped(event)) return;
    removeEventListener("keydown", keyed);
    comfort(event);
  };
  addEventListener("keydown", keyed);
  document.addEventListener("DOMContentLoaded", look);
  // What is new is painted first, and all of it is there behind that frame.
  let isDue = false;
  const lookSoon = () => {
    if (isDue) return;
    isDue = true;
    const run = () => {
      isDue = false;
      look();
    };
    requestAnimationFrame(() => setTimeout(run));
  };
  new MutationObserver(lookSoon).observe(root, { childList: true, subtree: true });
  look();

  // The app: at once when the reader means to go somewhere, else when the page is painted and idle;
  // for a reader who asks to save data, on intent alone. If it can't be loaded, every link is still
  // a link.
  let asked = false;
  const load = async (priority) => {
    if (asked) return;
    asked = true;
    try {
      const module_or_path = fetch(wasm, { priority });
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
    if (!navigator.connection?.saveData) bringFaces();
  };
  let painted = false;
  let intends = false;
  const meant = ({ target }) => {
    if (!target.closest?.("a[href]")) return;
    intends = true;
    // What moves titles between pages, once nothing that is needed is still on its way.
    if (root.dataset.app) bring("./morph.js");
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
