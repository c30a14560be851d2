// Stands in every page, and runs before it is painted: sets the theme that the reader chose, so that
// nothing flashes, hides what the reader closed, and shows the faces that were here before, which are fetched
// first then. Where a browser can be told to paint nothing before the first screen is read, asking for what was
// kept, which takes longest of all, waits until then.
{
  const { faces, notice } = document.currentScript.dataset;
  const recall = () => {
    try {
      const { theme, faces: here, notice: closed } = localStorage;
      if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
      if (notice && closed === notice) document.documentElement.dataset.closed = "";
      if (here && here === faces) {
        document.documentElement.dataset.faces = "";
        for (const href of faces.split(" ")) {
          const link = document.createElement("link");
          document.head.append(Object.assign(link, { rel: "preload", as: "font", crossOrigin: "", href }));
        }
      }
    } catch {
      // Without storage every visit is the first.
    }
  };
  if (document.createElement("link").relList.supports("expect")) document.addEventListener("blog:screen", recall);
  else recall();
}
