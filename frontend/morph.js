// The title of a text moves from a list to the head of its page, and back. The page is there at once, and what
// moves is only drawn elsewhere for a moment: `startViewTransition` draws the old page once more first, so with it
// every page would come a frame later.

const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const DURATION = 220;

// Where a title stands on the screen, and how large its letters are.
const placeOf = (title) => {
  const { left, right, top, bottom } = title.getBoundingClientRect();
  const { fontSize, direction } = getComputedStyle(title);
  return { left, right, top, bottom, size: parseFloat(fontSize), isRtl: direction === "rtl" };
};
const isSeen = ({ top, bottom }) => bottom > 0 && top < innerHeight;

const nameOf = (title) => title.textContent.trim();

// The link to a page that has its title for a name.
const linkTo = (path, name) =>
  [...document.querySelectorAll("main a[href]")].find((link) => link.pathname === path && nameOf(link) === name);

// The page that is shown, with the place of its title, and how far it was scrolled then. Who goes back is gone
// before anybody is told, so this is noted while the page is there.
let page;
const look = () => {
  const title = document.querySelector("main h1");
  page = { path: location.pathname, y: scrollY, name: title && nameOf(title), place: title && placeOf(title) };
};
// How far it is scrolled now: what is shown next is told of after it is there.
let y = scrollY;
// The link that is followed.
let followed;

const move = (title, from) => {
  // What is a part of a line can't be moved by itself.
  const moved = getComputedStyle(title).display === "inline" ? title.parentElement : title;
  const to = placeOf(title);
  if (!isSeen(from) || !isSeen(to)) return;
  const edge = document.documentElement.clientWidth;
  const { width: own } = moved.getBoundingClientRect();
  // It never leaves the page sideways: that would be something to scroll to.
  const scale = Math.min(from.size / to.size, edge / own);
  const width = own * scale;
  const aside = to.isRtl
    ? Math.max(from.right, width) - to.right
    : Math.min(from.left, edge - width) - to.left;
  const start = { transform: `translate(${aside}px,${from.top - to.top}px) scale(${scale})` };
  const origin = { transformOrigin: to.isRtl ? "100% 0" : "0 0" };
  moved.animate([{ ...origin, ...start }, { ...origin, transform: "none" }], { duration: DURATION, easing: "ease-out" });
};

const arrive = () => {
  if (location.pathname === page.path) return;
  const { path, name, place } = page;
  const [link, scrolled] = [followed, y - page.y];
  followed = undefined;
  y = scrollY;
  look();
  if (isStill.matches) return;
  if (link?.path === page.path && link.name === page.name) {
    return move(document.querySelector("main h1"), link.place);
  }
  const back = name && linkTo(path, name);
  if (back) move(back, { ...place, top: place.top - scrolled, bottom: place.bottom - scrolled });
};

// Before the app follows the link.
const follow = ({ target }) => {
  const link = target.closest?.("main a[href]");
  followed = link && { path: link.pathname, name: nameOf(link), place: placeOf(link) };
};
document.addEventListener("click", follow, { capture: true });
addEventListener("scroll", () => (y = scrollY), { passive: true });
addEventListener("resize", look, { passive: true });
look();
new MutationObserver(arrive).observe(document.querySelector("main"), { childList: true, subtree: true });
