// `blog dev`: from saving a post to the browser having painted it. Both ends are read from the clock of the
// machine, here when the file is about to be written, in the page when it has drawn the frame.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blog, browser, given, live, rounds, row } from './tools.mjs';

/** Runs in every page before anything else: notes when a paragraph that was saved is painted. */
function watch() {
  let last;
  new MutationObserver(() => {
    const word = /saved\d+at\d+/.exec(document.querySelector('main')?.textContent ?? '')?.[0];
    if (!word || word === last) return;
    last = word;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.painted = { word, at: Date.now() });
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const opened = await browser();
for (const content of given('BENCH_CONTENT').split(':')) {
  const posts = Number(content.split('-').at(-2));
  const slug = `post-${String(Math.floor(posts / 2)).padStart(6, '0')}`;
  const file = join(content, 'posts', `${slug}.md`);
  const before = await readFile(file, 'utf8');
  const cache = `${given('BENCH_CACHE')}-${posts}`;
  const start = Date.now();
  const server = await blog('dev', '--content', content, '--front', given('BENCH_FRONT'), '--cache', cache);
  try {
    const page = await opened.newPage();
    await page.addInitScript(watch);
    // The first build is still at work when the address is there.
    for (;;) {
      const answer = await page.request.get(`${server.address}/posts/${slug}/`);
      if (answer.ok()) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    row(`started to first page, ${posts} posts`, 'ms', [Date.now() - start]);
    await live(page, `${server.address}/posts/${slug}/`);
    const times = [];
    for (let round = -1; round < rounds; round += 1) {
      await page.waitForTimeout(400);
      const word = `saved${round + 1}at${Date.now()}`;
      const saved = Date.now();
      await writeFile(file, `${before}\nA paragraph that was ${word}.\n`);
      const painted = await page.waitForFunction((word) => window.painted?.word === word && window.painted.at, word, {
        timeout: 120_000,
      });
      // The first one warms up.
      if (round >= 0) times.push((await painted.jsonValue()) - saved);
    }
    row(`saved to seen, ${posts} posts`, 'ms', times);
    await page.close();
  } finally {
    await writeFile(file, before);
    await server.stop();
  }
}
await opened.close();
