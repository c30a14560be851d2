// Follows the builds of `blog dev`: loads the page again when the site has changed, and shows what
// is wrong when it could not be built.
(() => {
  const version = new URL(document.currentScript.src).searchParams.get("version");
  const KEY = "dev-scroll";
  let overlay = null;

  const reload = () => {
    sessionStorage.setItem(KEY, JSON.stringify({ at: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };

  const restore = () => {
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    if (saved?.at === location.pathname) scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
  };

  const element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const show = (fault) => {
    hide();
    const title = element("strong", { textContent: "The site could not be built" });
    const close = element("button", { type: "button", textContent: "Hide", onclick: hide });
    overlay = element(
      "aside",
      { id: "dev-fault" },
      element("header", {}, title, close),
      element("pre", { textContent: fault, tabIndex: 0 }),
    );
    overlay.setAttribute("role", "alert");
    // Beside the body, which belongs to the app.
    document.documentElement.append(overlay);
  };

  document.head.append(element("link", { rel: "stylesheet", href: "/__dev/client.css" }));
  if (document.readyState === "complete") restore();
  else addEventListener("load", restore, { once: true });

  const follow = ({ data }) => {
    const state = JSON.parse(data);
    if (state.fault !== null) show(state.fault);
    else if (state.version !== version) reload();
    else hide();
  };

  // A browser opens six connections to a host: with a few pages open that nobody looks at, none
  // would be left to load the next one. What happened meanwhile is told when it is looked at again.
  let events = null;
  const listen = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      // Reconnects by itself, also to another process: whose builds have other versions.
      events = new EventSource("/__dev/events");
      events.onmessage = follow;
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
