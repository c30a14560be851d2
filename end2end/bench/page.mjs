// A first visit to each kind of page: what it downloads, how long until the app runs, and what
// Lighthouse says of it.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { blog, browser, chromiumPath, condition, given, rounds, row } from './tools.mjs';

const opened = await browser();

/** Runs in every page before anything else: notes when the app runs, and keeps the wasm's memory in sight. */
function watch() {
  const seen = { live: undefined, memory: undefined, shift: 0 };
  window.seen = seen;
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await original.apply(WebAssembly, args);
      seen.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
  new MutationObserver((_, observer) => {
    if (document.documentElement?.dataset.app !== 'live') return;
    seen.live = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-app'] });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** The kind that a row counts a file under. */
function kind(url) {
  const ending = /\.(\w+)$/.exec(new URL(url).pathname)?.[1];
  const kinds = { html: 'page', js: 'script', wasm: 'wasm', css: 'style', woff2: 'fonts', json: 'data' };
  return kinds[ending] ?? (ending ? 'pictures' : 'page');
}

/** One visit by somebody who only looks: the app comes when the page is idle. */
async function visit(address) {
  const context = await opened.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map();
  const bytes = {};
  let requests = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (!url?.startsWith('http')) return;
    requests += 1;
    bytes[kind(url)] = (bytes[kind(url)] ?? 0) + encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => window.seen.live !== undefined);
  await page.waitForTimeout(200);
  const times = await page.evaluate(() => {
    const { script, wasm } = document.querySelector('script[data-wasm]').dataset;
    const file = (path) => performance.getEntriesByName(new URL(path, location.href).href)[0];
    const [app, code] = [file(script), file(wasm)];
    const { live, memory, shift } = window.seen;
    return {
      paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      asked: Math.min(app.startTime, code.startTime),
      hydrated: live - Math.min(app.responseStart, code.responseStart),
      live,
      memory: memory?.buffer.byteLength,
      shift,
    };
  });
  await context.close();
  return { bytes, requests, ...times };
}

const lighthouseFolder = given('BENCH_LIGHTHOUSE');
const reports = join(lighthouseFolder, 'reports');
mkdirSync(reports, { recursive: true });

/** What Lighthouse says of a page, on a phone; the whole of it is kept. */
async function lighthouse(address, name) {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`);
  await promisify(execFile)(
    given('BENCH_LIGHTHOUSE_NODE'),
    [
      join(lighthouseFolder, 'node_modules/lighthouse/cli/index.js'),
      address,
      '--quiet',
      '--output=json',
      `--output-path=${report}`,
      '--only-categories=performance,accessibility,best-practices,seo',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { maxBuffer: 1 << 28, env: { ...process.env, ...(chromiumPath ? { CHROME_PATH: chromiumPath } : {}) } },
  );
  const said = JSON.parse(readFileSync(report, 'utf8'));
  if (said.runtimeError) throw new Error(`${name}: ${said.runtimeError.message}`);
  for (const { id, auditRefs } of Object.values(said.categories)) {
    for (const { id: audit, weight } of auditRefs) {
      const { score, title, displayValue = '' } = said.audits[audit];
      if (weight > 0 && score !== null && score < 1) console.log(`${name}: ${id}: ${title} ${displayValue} (${score})`);
    }
  }
  return said;
}

/** The page of a kind with the most markup, if the site has any: a path. */
function largest(site, ...places) {
  const pages = places.flatMap((place) => {
    const folder = join(site, place);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.map((name) => ({ path: `/${place}/${name}/`, file: join(folder, name, 'index.html') }));
  });
  const sizes = pages.filter(({ file }) => existsSync(file)).map(({ path, file }) => ({ path, size: statSync(file).size }));
  return sizes.sort((a, b) => b.size - a.size)[0]?.path;
}

/** A page of each kind that a site has. */
function pagesOf(site) {
  const pages = {
    home: '/',
    archive: '/archive/',
    'numbered page of the archive': largest(site, 'archive/page'),
    tags: '/tags/',
    tag: largest(site, 'tags'),
    authors: '/authors/',
    author: largest(site, 'authors'),
    series: largest(site, 'series'),
    post: largest(site, 'posts'),
    about: '/about/',
    'not found': '/404.html',
  };
  const isThere = (path) => path && existsSync(join(site, path.endsWith('/') ? `${path}index.html` : path));
  return Object.entries(pages).filter(([, path]) => isThere(path));
}

for (const site of given('BENCH_SITES').split(':')) {
  const server = await blog('serve', '--site', site);
  const posts = /site-(\d+)$/.exec(site)?.[1];
  const where = posts ? `, ${posts} posts` : '';
  for (const [kind, path] of pagesOf(site)) {
    const name = kind + where;
    console.log(`${name}: ${path}`);
    const visits = [];
    for (let round = 0; round < rounds; round += 1) visits.push(await visit(server.address + path));
    const { bytes, requests, memory } = visits.at(-1);
    for (const [kind, size] of Object.entries(bytes)) row(`${name}: ${kind}, with headers`, 'B', [size]);
    row(`${name}: requests`, '', [requests]);
    row(`${name}: memory of the app`, 'B', [memory]);
    const of = (what) => visits.map((visit) => visit[what]);
    row(`${name}: first byte of the app to running`, 'ms', of('hydrated'));
    row(`${name}: first paint`, 'ms', of('paint'));
    row(`${name}: first paint to the app being asked for`, 'ms', visits.map(({ paint, asked }) => asked - paint));
    row(`${name}: running`, 'ms', of('live'));
    row(`${name}: layout shift`, '', of('shift'));
  }
  await server.stop();
}
await opened.close();

// Behind everything else, so that no other browser is open.
for (const site of given('BENCH_LIGHTHOUSE_SITES').split(':')) {
  const server = await blog('serve', '--site', site);
  const posts = /site-(\d+)$/.exec(site)?.[1];
  for (const [kind, path] of pagesOf(site)) {
    const name = kind + (posts ? `, ${posts} posts` : '');
    // Three times where the first time is not as it should be: a busy machine shows in one figure.
    const said = [await lighthouse(server.address + path, name)];
    const figures = (audit) => said.map(({ audits }) => audits[audit].numericValue);
    const isGood = ({ categories, audits }) =>
      categories.performance.score === 1 && audits['total-blocking-time'].numericValue <= 50;
    if (!isGood(said[0])) for (let more = 0; more < 2; more += 1) said.push(await lighthouse(server.address + path, name));
    if (kind === 'home' && !posts) condition('lighthouse', said[0].lighthouseVersion);
    for (const { id, title } of Object.values(said[0].categories)) {
      const scores = said.map(({ categories }) => Math.round(categories[id].score * 100));
      row(`${name}: Lighthouse, ${title.toLowerCase()}`, '', scores);
    }
    row(`${name}: Lighthouse, layout shift`, '', figures('cumulative-layout-shift'));
    row(`${name}: Lighthouse, blocking time`, 'ms', figures('total-blocking-time'));
    row(`${name}: Lighthouse, first paint`, 'ms', figures('first-contentful-paint'));
    row(`${name}: Lighthouse, largest paint`, 'ms', figures('largest-contentful-paint'));
  }
  await server.stop();
}
