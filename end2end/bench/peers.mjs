// The same posts as a site of ours, of Astro and of SvelteKit: when a first visit paints, and how long a
// navigation takes. All are served alike, compressed at the highest level, by the server below, which has the
// answers in memory.

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { click, rest, settled, watchTraffic } from './clicks.mjs';
import { browser, condition, frame, given, rounds, row } from './tools.mjs';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
/** What a connection of a phone gives, by the browser's own emulation: 1.6 Mbit/s, 150 ms there and back. */
const LINE = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 204_800 };
const SLOWER = 4;

/** Serves a folder. What has a hash in its name may be kept; all else is asked for again. */
async function serve(folder) {
  const answers = new Map();
  const answer = (path) => {
    if (!answers.has(path)) {
      const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      const isPacked = type === 'font/woff2';
      const bytes = readFileSync(file);
      const headers = {
        'content-type': type,
        'cache-control': /^\/(_app|_astro|pkg|fonts)\//.test(path) ? 'max-age=31536000, immutable' : 'max-age=0',
        ...(isPacked ? {} : { 'content-encoding': 'br' }),
      };
      answers.set(path, { headers, body: isPacked ? bytes : brotliCompressSync(bytes) });
    }
    return answers.get(path);
  };
  const server = createServer(({ url }, response) => {
    try {
      const { headers, body } = answer(decodeURIComponent(url.split('?')[0]));
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Runs in every page before anything else: keeps the times of the paints. */
function notePaints() {
  window.paints = {};
  for (const type of ['paint', 'largest-contentful-paint', 'layout-shift']) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (type === 'layout-shift') window.paints.shift = (window.paints.shift ?? 0) + entry.value;
        else window.paints[type === 'paint' ? entry.name : type] = entry.startTime;
      }
    }).observe({ type, buffered: true });
  }
}

async function open(opened, isSlow) {
  const context = await opened.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (isSlow) {
    await session.send('Network.emulateNetworkConditions', LINE);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  }
  watchTraffic(page);
  return page;
}

/** A first visit: when something, and when the largest thing, was painted, and how far anything moved. */
async function visit(opened, address, isSlow) {
  const page = await open(opened, isSlow);
  await page.addInitScript(notePaints);
  await page.goto(address, { waitUntil: 'load' });
  await settled(page);
  const { 'first-contentful-paint': first, 'largest-contentful-paint': largest, shift = 0 } = await page.evaluate(
    () => window.paints,
  );
  await page.context().close();
  return { first, largest, shift };
}

const post = (page, at) => page.locator('main a[href*="/posts/"]').nth(at);
const HEADING = 'main h1';

/** Navigations in one tab: a first and a later one that were fetched ahead, and one that was not. */
async function navigate(opened, address, isSlow) {
  const page = await open(opened, isSlow);
  await page.goto(`${address}/`, { waitUntil: 'load' });
  // Whoever takes links over has done so by then.
  await page.waitForTimeout(isSlow ? 3000 : 700);
  await settled(page);
  const home = async () => {
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll('main a[href*="/posts/"]').length > 5);
    // A transition between the pages takes no clicks while it runs.
    await page.waitForTimeout(800);
    await settled(page);
  };
  const taken = {};
  await rest(page, post(page, 0));
  taken['prefetched, first in a tab'] = (await click(page, post(page, 0), HEADING)).painted;
  await home();
  await rest(page, post(page, 1));
  taken['prefetched'] = (await click(page, post(page, 1), HEADING)).painted;
  await home();
  taken['without hover'] = (await click(page, post(page, 2), HEADING)).painted;
  await page.context().close();
  return taken;
}

const opened = await browser();
condition('a frame', `${await frame(opened)} ms`);
condition('slow phone', 'processor four times slower, 150 ms, 1.6 Mbit/s');
const sites = given('BENCH_PEERS')
  .split('\n')
  .map((line) => line.split('\t'));
const servers = new Map();
for (const [name, folder] of sites) servers.set(name, await serve(folder));
const newest = (folder) => readdirSync(join(folder, 'posts')).filter((name) => name.startsWith('post-')).sort().at(-1);
const pages = { home: '/', post: `/posts/${newest(sites[0][1])}/` };

const figures = new Map();
const note = (what, name, value) => {
  const key = `${what}\t${name}`;
  figures.set(key, [...(figures.get(key) ?? []), value]);
};
for (const isSlow of [false, true]) {
  const where = isSlow ? ', slow phone' : '';
  for (let round = -1; round < rounds; round += 1) {
    // In turns, so that a machine that grows busy is busy for all; the first one warms up.
    for (const [name, { address }] of servers) {
      for (const [kind, path] of Object.entries(pages)) {
        const { first, largest, shift } = await visit(opened, address + path, isSlow);
        if (round < 0) continue;
        note(`${kind}: first contentful paint${where}`, name, first);
        note(`${kind}: largest contentful paint${where}`, name, largest);
        note(`${kind}: layout shift${where}`, name, shift);
      }
      const taken = await navigate(opened, address, isSlow);
      if (round < 0) continue;
      for (const [what, time] of Object.entries(taken)) note(`navigation, ${what}${where}`, name, time);
    }
  }
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
for (const [key, values] of figures) {
  const [what, name] = key.split('\t');
  const isShift = what.includes('shift');
  row(`${what}: ${name}`, isShift ? '' : 'ms', values);
  if (name === 'blog' || isShift) continue;
  row(`${what}: blog / ${name}`, 'times', [median(figures.get(`${what}\tblog`)) / median(values)]);
}
await opened.close();
for (const server of servers.values()) server.close();
