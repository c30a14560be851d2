// `blog dev`: from saving a post to the browser showing it.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blog, browser, given, live, rounds, row } from './tools.mjs';

const opened = await browser();
for (const content of given('BENCH_CONTENT').split(':')) {
  const posts = Number(content.split('-').at(-2));
  const slug = `post-${String(Math.floor(posts / 2)).padStart(6, '0')}`;
  const file = join(content, 'posts', `${slug}.md`);
  const before = await readFile(file, 'utf8');
  const server = await blog('dev', '--content', content, '--front', given('BENCH_FRONT'), '--cache', given('BENCH_CACHE'));
  try {
    const page = await opened.newPage();
    // The first build is still at work when the address is there.
    for (;;) {
      const answer = await page.request.get(`${server.address}/posts/${slug}/`);
      if (answer.ok()) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await live(page, `${server.address}/posts/${slug}/`);
    const times = [];
    for (let round = -1; round < rounds; round += 1) {
      await page.waitForTimeout(400);
      const word = `saved${round + 1}at${Date.now()}`;
      const start = performance.now();
      await writeFile(file, `${before}\nA paragraph that was ${word}.\n`);
      await page.waitForFunction((word) => document.querySelector('main')?.textContent?.includes(word), word, {
        polling: 'raf',
        timeout: 120_000,
      });
      // The first one warms up.
      if (round >= 0) times.push(performance.now() - start);
    }
    row(`saved to seen, ${posts} posts`, 'ms', times);
    await page.close();
  } finally {
    await writeFile(file, before);
    await server.stop();
  }
}
await opened.close();
