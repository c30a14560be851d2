// Runs before the first paint. It sets the theme that the reader chose, so that nothing flashes, and
// loads the app when the page has nothing better to do. The page works without either.
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

  // The app: at once when the reader shows intent, else when the page is idle; a reader who asks
  // to save data gets it on intent alone. If it can't be loaded, every link is still a link.
  let asked = false;
  const load = async () => {
    if (asked) return;
    asked = true;
    try {
      const app = await import(script);
      // The data that the app takes over stands at the end of the page.
      if (document.readyState === "loading") {
        await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed, { once: true }));
      }
      await app.default({ module_or_path: wasm });
    } catch (error) {
      console.warn("The app could not be started; the page works without it.", error);
    }
  };
  for (const intent of ["pointerdown", "pointerover", "touchstart", "keydown"]) {
    addEventListener(intent, load, { once: true, passive: true });
  }
  if (!navigator.connection?.saveData) {
    const idle = () => (window.requestIdleCallback ? requestIdleCallback(load, { timeout: 2000 }) : setTimeout(load, 200));
    // After the first paint. Not every browser tells of it at every load: hence the time-out.
    new PerformanceObserver(idle).observe({ type: "paint", buffered: true });
    addEventListener("load", () => setTimeout(idle, 500), { once: true });
  }
})();
