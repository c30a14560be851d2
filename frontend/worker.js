// The service worker of a site that is to be read offline: it stands at the root of the site, and the build writes in
// what the site is. `offline.js` asks for it, and tells it which pages are to be kept.
//
// A page comes from the network first, always. What stands in its place when the site can't be reached is a copy,
// and says that it is one. Data of the app is not kept: where it is missing, the app has the browser load the page.

const site = {};

const MOST_PAGES = 100;
// Larger files are not kept, nor what they would take from everything else.
const LARGEST = 4 << 20;
// How long the network may take while there is a copy, in milliseconds.
const PATIENCE = 4000;
// What is noted beside a copy.
const DAY = "x-kept-on";
const TITLE = "x-kept-title";

// Sites that share a host don't share these.
const open = (kind) => caches.open(`${registration.scope} ${kind}`);
const find = async (kind, path) => (await open(kind)).match(path, { ignoreVary: true });

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// A site in several languages has an edition in each, every one with words and a beginning of its own.
const editionOf = (path) => site.editions.find(({ base }) => path.startsWith(base)) ?? site.editions.at(-1);

const read = (path) => fetch(path, { credentials: "same-origin" });
const isPage = ({ headers }) => /^text\/html\b/.test(headers.get("content-type") ?? "");

// A page with one size of every picture: the others are not kept.
const narrowed = (html) =>
  html.replace(/<(img|source)\b[^>]*>/g, (tag, name) =>
    name === "img"
      ? tag.replace(/ (srcset|sizes)="[^"]*"/g, "")
      : tag.replace(/( srcset=")([^"]*)"/, (_, start, all) => `${start}${all.split(",").at(-1).trim().split(" ")[0]}"`),
  );

// The files that a page needs: they stand in it by names that their content decides.
const isFile = (path) => ["/pkg/", "/media/"].some((folder) => path.startsWith(site.base + folder));
const filesOf = (html) => {
  const paths = narrowed(html).matchAll(/[\s"](\/[^\s"'<>]+)/g);
  return new Set([...paths].map(([, path]) => path).filter(isFile));
};

const hold = async (path) => {
  const files = await open("files");
  if (await files.match(path, { ignoreVary: true })) return;
  const response = await read(path);
  if (response.ok && !(response.headers.get("content-length") > LARGEST)) await files.put(path, response);
  else await response.body?.cancel();
};

// Keeps a page as it is now, and what it needs; answers whether that went well.
const keep = async (path) => {
  const pages = await open("pages");
  const response = await read(path);
  if ([404, 410].includes(response.status)) await pages.delete(path);
  if (!response.ok || response.redirected || !isPage(response)) return false;
  const html = await response.text();
  // A page can be read without a picture.
  await Promise.all([...filesOf(html)].map((file) => hold(file).catch(() => undefined)));
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const [, title = path] = /<h1[^>]*>([^]*?)<\/h1>/.exec(html) ?? /<title>([^<]*)/.exec(html) ?? [];
  headers.set(DAY, new Date().toISOString());
  headers.set(TITLE, encodeURIComponent(title.replace(/<[^>]*>/g, "").trim()));
  // What was kept last stands last.
  await pages.delete(path);
  await pages.put(path, new Response(html, { headers }));
  return true;
};

// Forgets the oldest pages above a number, and the files that none needs any more.
const tidy = async () => {
  const [pages, files] = await Promise.all([open("pages"), open("files")]);
  const kept = await pages.keys();
  await Promise.all(kept.splice(0, Math.max(0, kept.length - MOST_PAGES)).map((page) => pages.delete(page)));
  const needed = new Set([...site.files, ...site.editions.map(({ missing }) => missing)]);
  for (const page of kept) {
    for (const file of filesOf(await (await pages.match(page)).text())) needed.add(file);
  }
  for (const file of await files.keys()) {
    if (!needed.has(new URL(file.url).pathname)) await files.delete(file);
  }
};

const day = (headers, language) => {
  const date = new Date(headers.get(DAY));
  try {
    return date.toLocaleDateString(language, { dateStyle: "long" });
  } catch {
    return date.toLocaleDateString(undefined, { dateStyle: "long" });
  }
};

const PAGE = /<main\b[^>]*>\s*<div\b[^>]*\bdata-page\b[^>]*>/;

// A copy of a page, which says so above everything else.
const copy = async (kept, { said, language }) => {
  const note = `<p class="kept">${escaped(fill(said.copy, { date: day(kept.headers, language) }))}</p>`;
  const html = narrowed(await kept.text()).replace(PAGE, (start) => start + note);
  return new Response(html, { headers: kept.headers });
};

// What stands where no copy is: which others are here.
const absent = async ({ said, missing }) => {
  const frame = await find("files", missing);
  if (!frame) return Response.error();
  const pages = await open("pages");
  const links = (await pages.keys()).reverse().map(async (page) => {
    const title = decodeURIComponent((await pages.match(page)).headers.get(TITLE));
    return `<li><a href="${escaped(new URL(page.url).pathname)}">${title}</a></li>`;
  });
  const [title, why] = [said.missing, said.why].map(escaped);
  const list = `<ul class="rows">${(await Promise.all(links)).join("")}</ul>`;
  const html = (await frame.text())
    .replace(/<title>[^<]*/, () => `<title>${title}`)
    .replace(new RegExp(`(${PAGE.source})[^]*?(</div>\\s*(?:<!---->\\s*)*</main>)`), (_, start, end) => {
      return `${start}<header class="page-head"><h1>${title}</h1><p class="lede">${why}</p></header>${list}${end}`;
    });
  const headers = new Headers(frame.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(html, { status: 503, headers });
};

const page = async (event, path) => {
  const kept = await find("pages", path);
  const edition = editionOf(path);
  const network = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  if (!kept) return network.catch(() => absent(edition));
  network.catch(() => undefined);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, PATIENCE);
  });
  try {
    const response = await Promise.race([network, late]);
    return response.status < 500 ? response : copy(kept, edition);
  } catch {
    return copy(kept, edition);
  } finally {
    clearTimeout(timer);
  }
};

const file = async (request, path) => (await find("files", path)) ?? fetch(request);

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // A part of a recording, say, is for the network alone.
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (isFile(pathname)) event.respondWith(file(request, pathname));
});

// What an edition begins with, and what stands where it has no copy.
const keepStart = async ({ missing, start }) => {
  const frame = await read(missing).catch(() => undefined);
  if (frame && isPage(frame)) {
    await (await open("files")).put(missing, new Response(await frame.text(), { headers: frame.headers }));
  }
  await Promise.all(start.map((path) => keep(path).catch(() => false)));
};

const install = async () => {
  await Promise.all(site.files.map(hold));
  // Languages that nobody reads here are not asked for.
  const kept = (await (await open("pages")).keys()).map(({ url }) => editionOf(new URL(url).pathname));
  await Promise.all([...new Set(kept)].map(keepStart));
  await skipWaiting();
};
addEventListener("install", (event) => event.waitUntil(install()));

const activate = async () => {
  await registration.navigationPreload?.enable();
  await tidy();
  await clients.claim();
};
addEventListener("activate", (event) => event.waitUntil(activate()));

// One after the other, so that no two tidy up at once.
let work = Promise.resolve();
addEventListener("message", (event) => {
  const { paths } = event.data;
  const keepAll = async () => {
    let count = 0;
    const edition = editionOf(paths[0]);
    if (!(await find("files", edition.missing))) await keepStart(edition);
    for (const path of paths) count += await keep(path).catch(() => false);
    if ((await (await open("pages")).keys()).length > MOST_PAGES) await tidy();
    event.ports[0]?.postMessage(count);
  };
  work = work.then(keepAll).catch(() => undefined);
  event.waitUntil(work);
});
