// Runs before the first paint. It sets the theme that the reader chose, so that nothing flashes, loads
// the app when the page has nothing better to do, and copies. The page works without any of it.
(() => {
  "use strict";
  const root = document.documentElement;
  const { script, wasm } = document.currentScript.dataset;

  // Theme: what the system says, until the reader says otherwise.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  root.classList.add("js");
  show(stored());
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

  // Copying, once the app runs: every block of code gets a button, and so does the link to a post's
  // Markdown, whichever page brings them. No file has one: without a script it could do nothing.
  let status;
  const offer = () => {
    if (!navigator.clipboard || root.dataset.app !== "live") return;
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden copied";
      status.setAttribute("aria-live", "polite");
      // Not below the footer, where even what nobody sees would make the page longer.
      document.querySelector("footer").before(status);
    }
    for (const copied of document.querySelectorAll(".code > pre:last-child, .more > [type='text/markdown']:last-child")) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.copy = copied.href ?? "";
      button.textContent = copied.href ? "Copy as Markdown" : "Copy";
      copied.after(button);
    }
  };
  new MutationObserver(offer).observe(root, { attributeFilter: ["data-app"], childList: true, subtree: true });
  const copy = async (button) => {
    // The text of the block, or what is at an address.
    const address = button.dataset.copy;
    const label = button.firstChild;
    const name = address ? "Copy as Markdown" : "Copy";
    try {
      let text = button.previousElementSibling.textContent;
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
      else getSelection().selectAllChildren(button.previousElementSibling);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
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
  addEventListener("load", () => setTimeout(() => requestAnimationFrame(seen), 500), { once: true });
})();
