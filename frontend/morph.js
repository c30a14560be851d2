// The title of a text moves from a list to the head of its page, and back. The page is there at once, and what
// moves is only drawn elsewhere for a moment: `startViewTransition` draws the old page once more first, so with it
// every page would come a frame later.

const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const DURATION = 220;

// Where a title stands on the screen, and how large its letters are.
const placeOf = (title) => {
  const { left, right, top, bottom, width } = title.getBoundingClientRect();
  const { fontSize, direction } = getComputedStyle(title);
  return { left, right, top, bottom, width, size: parseFloat(fontSize), isRtl: direction === "rtl" };
};
const isSeen = ({ top, bottom }) => bottom > 0 && top < innerHeight;

const nameOf = (title) => title.textContent.trim();

// The link to a page that has its title for a name.
const linkTo = (path, name) =>
  [...document.querySelectorAll("main a[href]")].find((link) => link.pathname === path && nameOf(link) === name);

// The page that is shown. Who goes back is told of that once the address is another one.
let shown = location.pathname;
// What a reader leaves: the page with its title, and the link that is followed.
let left;
const leave = (link) => {
  const title = document.querySelector("main h1");
  left = { name: title && nameOf(title), place: title && placeOf(title) };
  if (link) left.link = { path: link.pathname, name: nameOf(link), place: placeOf(link) };
};

const move = (title, from) => {
  // What is a part of a line can't be moved by itself.
  const moved = getComputedStyle(title).display === "inline" ? title.parentElement : title;
  const to = placeOf(title);
  if (!isSeen(from) || !isSeen(to)) return;
  const scale = from.size / to.size;
  const width = moved.getBoundingClientRect().width * scale;
  const edge = document.documentElement.clientWidth;
  // It never leaves the page sideways: that would be something to scroll to.
  const aside = to.isRtl
    ? Math.max(from.right, Math.min(width, edge)) - to.right
    : Math.min(from.left, Math.max(edge - width, 0)) - to.left;
  const start = { transform: `translate(${aside}px,${from.top - to.top}px) scale(${scale})` };
  const origin = { transformOrigin: to.isRtl ? "100% 0" : "0 0" };
  moved.animate([{ ...origin, ...start }, { ...origin, transform: "none" }], { duration: DURATION, easing: "ease-out" });
};

const arrive = () => {
  if (location.pathname === shown) return;
  const path = shown;
  const { name, place, link } = left ?? {};
  shown = location.pathname;
  left = undefined;
  if (isStill.matches) return;
  const title = document.querySelector("main h1");
  if (link?.path === location.pathname && title && nameOf(title) === link.name) return move(title, link.place);
  const back = name && linkTo(path, name);
  if (back) move(back, place);
};

// Before the app follows the link.
document.addEventListener("click", ({ target }) => leave(target.closest?.("main a[href]")), { capture: true });
addEventListener("popstate", () => leave(), { capture: true });
new MutationObserver(arrive).observe(document.querySelector("main"), { childList: true, subtree: true });
