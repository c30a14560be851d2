// Searching: what a question makes a browser fetch, how soon it is answered, how large the index is,
// and whether the right section is found; beside Pagefind, on the same pages and questions.
//
// Bytes are those of bodies as they come over the wire, code included in the first question of a tab.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { blog, browser, given, rounds, row, throttle } from './tools.mjs';

/** Pairs of words; of the large corpus each stands in thousands of posts. */
const QUESTIONS = ['bounded queue', 'stale replica', 'retry budget', 'quiet cluster', 'partial snapshot'];

/** All bytes of a folder's files with a name that counts. */
function size(folder, counts) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && counts(entry.name))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Counts the bytes that a page fetches. */
async function counted(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const heads = new Map();
  const count = { bytes: 0 };
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    heads.set(requestId, true);
    count.bytes += encodedDataLength;
  });
  return count;
}

/** Waits until nothing more comes. */
async function quiet(page, count) {
  for (let last = -1; last !== count.bytes; ) {
    last = count.bytes;
    await page.waitForTimeout(400);
  }
}

async function ours(chromium, address, name) {
  const [first, later, typed] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const page = await (await chromium.newContext()).newPage();
    await page.goto(`${address}/`);
    await page.waitForSelector('html[data-app="live"]');
    const count = await counted(page);
    const ask = async (question) => {
      count.bytes = 0;
      await page.getByRole('searchbox').fill(question);
      await page.waitForFunction(() => document.querySelector('.search-hits a'));
      await quiet(page, count);
      return count.bytes;
    };
    await page.keyboard.press('/');
    await page.getByRole('searchbox').waitFor();
    const questions = QUESTIONS.map((_, at) => QUESTIONS[(at + round) % QUESTIONS.length]);
    // With what opening the dialog fetched.
    await quiet(page, count);
    const opened = count.bytes;
    first.push(opened + (await ask(questions[0])));
    for (const question of questions.slice(1)) later.push(await ask(question));
    // Once the data is there: from the key to the frame after the results have changed.
    for (const slower of [1, 4]) {
      await throttle(page, slower);
      for (const question of questions) {
        typed.push([slower, await page.evaluate(answered, question)]);
      }
    }
    await page.context().close();
  }
  row(`${name}: first question`, 'bytes', first);
  row(`${name}: later question`, 'bytes', later);
  for (const slower of [1, 4]) {
    const times = typed.filter(([by]) => by === slower).map(([, time]) => time);
    row(`${name}: from key to results, ${slower === 1 ? 'data there' : `${slower} times slower`}`, 'ms', times);
  }
}

/** Runs in the page: how long it takes from a key to the frame with the results. */
function answered(question) {
  const input = document.querySelector('dialog input');
  const start = performance.now();
  input.value = question;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(null);
    });
  });
}

async function pagefind(chromium, address, name) {
  const [first, later] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const page = await (await chromium.newContext({ bypassCSP: true })).newPage();
    await page.goto(`${address}/404.html`);
    await page.waitForTimeout(1000);
    const count = await counted(page);
    for (const [at, question] of QUESTIONS.entries()) {
      count.bytes = 0;
      await page.evaluate(async (question) => {
        const found = await import(new URL('/pagefind/pagefind.js', location.href).href);
        const { results } = await found.search(question);
        await Promise.all(results.slice(0, 8).map((result) => result.data()));
      }, question);
      await quiet(page, count);
      (at ? later : first).push(count.bytes);
    }
    await page.context().close();
  }
  row(`${name}: first question, Pagefind`, 'bytes', first);
  row(`${name}: later question, Pagefind`, 'bytes', later);
}

/** The questions about the blog's own posts, as `text#section`. */
const labelled = readFileSync(given('BENCH_QUERIES'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([, wanted]) => !/^(en|de|zh)-/.test(wanted));

/** The mean of one through the rank of the right section. */
function meanReciprocalRank(answers) {
  const ranks = answers.map(([wanted, found]) => {
    const isRight = (section) => (wanted.endsWith('#') ? section.startsWith(wanted) : section === wanted);
    const rank = found.findIndex(isRight);
    return rank < 0 ? 0 : 1 / (rank + 1);
  });
  return ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
}

const section = (href) => {
  const { pathname, hash } = new URL(href);
  return `${pathname.split('/').filter(Boolean).at(-1)}#${decodeURIComponent(hash.slice(1))}`;
};

async function relevance(chromium, address, hasPagefind) {
  const page = await (await chromium.newContext({ bypassCSP: true })).newPage();
  const [mine, theirs] = [[], []];
  for (const [question, wanted] of labelled) {
    await page.goto(`${address}/search/?q=${encodeURIComponent(question)}`);
    await page.waitForFunction(() => document.querySelector('.search-said')?.textContent);
    const hrefs = await page.locator('.search-hits a').evaluateAll((links) => links.map(({ href }) => href));
    mine.push([wanted, hrefs.map(section)]);
    if (!hasPagefind) continue;
    const found = await page.evaluate(async (question) => {
      const { search } = await import(new URL('/pagefind/pagefind.js', location.href).href);
      const { results } = await search(question);
      const data = await Promise.all(results.slice(0, 8).map((result) => result.data()));
      return data.flatMap(({ url, sub_results: parts }) => (parts.length ? parts.map((part) => part.url) : [url]));
    }, question);
    theirs.push([wanted, found.map((url) => section(new URL(url, address).href))]);
  }
  row(`mean reciprocal rank, ${labelled.length} questions`, '', [meanReciprocalRank(mine)]);
  if (hasPagefind) row('the same, Pagefind', '', [meanReciprocalRank(theirs)]);
}

const chromium = await browser();
for (const entry of given('BENCH_SEARCHED').split(':')) {
  const [name, site, content] = entry.split('=');
  const served = await blog('serve', '--site', site);
  const index = size(join(site, 'lists/search'), () => true);
  if (content) {
    row(`${name}: index`, 'bytes', [index]);
    row(`${name}: index, of the Markdown`, '', [index / size(content, (file) => file.endsWith('.md'))]);
    await ours(chromium, served.address, name);
    if (given('BENCH_PAGEFIND')) {
      row(`${name}: index, Pagefind`, 'bytes', [size(join(site, 'pagefind'), () => true)]);
      await pagefind(chromium, served.address, name);
    }
  } else {
    await relevance(chromium, served.address, given('BENCH_PAGEFIND') !== '');
  }
  await served.stop();
}
await chromium.close();
