// Stands in every page where its first screen ends: what a browser has read by then it can paint before it
// reads on, and on a slow processor it does. Has `theme.js` finish, and `start.js` run behind that paint: to ask
// for that before would hold it up.
{
  const { start: src } = document.querySelector("script[data-start]").dataset;
  document.currentScript.remove();
  document.dispatchEvent(new Event("blog:screen"));
  requestAnimationFrame(() => setTimeout(() => document.head.append(Object.assign(document.createElement("script"), { src }))));
}
