// Stands in every page, and runs before it is painted: sets the theme that the reader chose, so that
// nothing flashes, and has the faces fetched first that were here before, so that they are shown.
{
  const { classList, dataset } = document.documentElement;
  classList.add("js");
  try {
    const { theme, faces } = localStorage;
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    if (faces === document.currentScript.dataset.faces) {
      for (const href of faces.split(" ")) {
        const link = document.createElement("link");
        Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
        document.head.append(link);
      }
    }
  } catch {
    // Without storage every visit is the first.
  }
}
