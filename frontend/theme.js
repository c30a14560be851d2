// Stands in every page where its first screen ends, and runs before that is painted: sets the theme that the
// reader chose, so that nothing flashes, hides what the reader closed, and shows the faces that were here before,
// which are fetched first then. All else can wait until the page is on the screen, and would hold it up.
{
  const script = document.currentScript;
  const { start, faces, notice } = script.dataset;
  const add = (name, properties) => document.head.append(Object.assign(document.createElement(name), properties));
  try {
    const { theme, faces: here, notice: closed } = localStorage;
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    if (notice && closed === notice) document.documentElement.dataset.closed = "";
    if (here && here === faces) {
      document.documentElement.dataset.faces = "";
      for (const href of faces.split(" ")) add("link", { rel: "preload", as: "font", crossOrigin: "", href });
    }
  } catch {
    // Without storage every visit is the first.
  }
  // Out of the text, which is as it was rendered then.
  document.head.append(script);
  requestAnimationFrame(() => setTimeout(add, 0, "script", { src: start }));
}
