// A first visit: what it downloads, and how long until the app runs.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { blog, browser, condition, given, rounds, row } from './tools.mjs';

const opened = await browser();

/** Runs in every page before anything else: notes when the app runs, and keeps the wasm's memory in sight. */
function watch() {
  const seen = { live: undefined, memory: undefined };
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
}

/** The kind that a row counts a file under. */
function kind(url) {
  const ending = /\.(\w+)$/.exec(new URL(url).pathname)?.[1];
  return { js: 'script', wasm: 'wasm', css: 'style', woff2: 'fonts', json: 'data', svg: 'pictures' }[ending] ?? 'page';
}

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
  const { hydrated, memory } = await page.evaluate(() => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const app = scripts.filter(({ name }) => !name.includes('start')).map(({ responseStart }) => responseStart);
    return { hydrated: window.seen.live - Math.min(...app), memory: window.seen.memory?.buffer.byteLength };
  });
  await context.close();
  return { bytes, requests, hydrated, memory };
}

/** What Lighthouse says of a page, on a phone. */
async function lighthouse(address) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(given('BENCH_LIGHTHOUSE'), 'node_modules/lighthouse/cli/index.js'),
      address,
      '--quiet',
      '--output=json',
      '--only-categories=performance,accessibility,best-practices,seo',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { maxBuffer: 1 << 28, env: { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' } },
  );
  return JSON.parse(stdout);
}

for (const site of given('BENCH_SITES').split(':')) {
  const server = await blog('serve', '--site', site);
  const posts = /site-(\d+)$/.exec(site)?.[1];
  const where = posts ? `, ${posts} posts` : '';
  const slug = posts ? `post-${String(Math.floor(posts / 2)).padStart(6, '0')}` : given('BENCH_POST');
  const tag = posts ? 'caching' : given('BENCH_TAG');
  const pages = { home: '/', archive: '/archive/', tag: `/tags/${tag}/`, post: `/posts/${slug}/` };
  for (const [name, path] of Object.entries(pages)) {
    const visits = [];
    for (let round = 0; round < rounds; round += 1) visits.push(await visit(server.address + path));
    const { bytes, requests, memory } = visits.at(-1);
    for (const [kind, size] of Object.entries(bytes)) row(`${name}${where}: ${kind}, with headers`, 'B', [size]);
    row(`${name}${where}: requests`, '', [requests]);
    row(`${name}${where}: memory of the app`, 'B', [memory]);
    row(`${name}${where}: first script byte to running`, 'ms', visits.map(({ hydrated }) => hydrated));
  }
  if (!posts) {
    for (const [name, path] of Object.entries(pages)) {
      const said = await lighthouse(server.address + path);
      condition('lighthouse', said.lighthouseVersion);
      for (const category of Object.values(said.categories)) {
        row(`${name}: Lighthouse, ${category.title.toLowerCase()}`, '', [Math.round(category.score * 100)]);
      }
      row(`${name}: layout shift`, '', [said.audits['cumulative-layout-shift'].numericValue]);
      row(`${name}: blocking time`, 'ms', [said.audits['total-blocking-time'].numericValue]);
      row(`${name}: largest paint`, 'ms', [said.audits['largest-contentful-paint'].numericValue]);
    }
  }
  await server.stop();
}
await opened.close();
