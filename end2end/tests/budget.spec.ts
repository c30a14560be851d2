// What a first visit costs, in bytes.

import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import type { Page, Request } from '@playwright/test';
import { LargeBlog } from '../support/large';
import { BASE } from '../support/place';
import { visit } from '../support/reader';
import { expect, test } from '../support/test';

/** The budgets of `budgets.toml`: numbers by name, below the name of their section. */
const budgets = (() => {
  const text = readFileSync('../budgets.toml', 'utf8');
  let section = '';
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const [, name, number] = /^(\w+) = ([\d_.]+)$/.exec(line) ?? [];
    if (name && number) found.set(`${section}.${name}`, Number(number.replaceAll('_', '')));
  }
  return found;
})();

function budget(name: string): number {
  const bytes = budgets.get(name);
  if (bytes === undefined) throw new Error(`budgets.toml has no ${name}`);
  return bytes;
}

/** The bytes of a file as a server sends it to a browser that takes brotli; `undefined` where it is not compressed. */
function brotli(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(response.headers['content-encoding'] === 'br' ? bytes : undefined));
    })
      .on('error', reject)
      .end();
  });
}

/** The scripts that the front page names. */
function files(page: Page): Promise<{ scripts: string[] }> {
  return page.evaluate(() => {
    const starter = document.querySelector<HTMLScriptElement>('script[data-wasm]')!;
    const absolute = (path: string) => new URL(path, location.href).href;
    return {
      scripts: ['start', 'script', 'wasm'].map((name) => absolute(starter.dataset[name]!)),
    };
  });
}

test('the app keeps to its budget', async ({ page }, { annotations }) => {
  await page.goto('/');
  const { scripts } = await files(page);
  const sizes = await Promise.all(scripts.map(brotli));
  test.skip(sizes.includes(undefined), 'a site that is not compressed is not one to measure');
  const total = sizes.reduce<number>((sum, size) => sum + size!, 0);
  // `cargo leptos end-to-end` without `--release` builds an app with everything a debugger wants.
  const wasm = await (await page.request.get(scripts.at(-1)!)).body();
  test.skip(wasm.length > 2 * 1024 * 1024, 'an app that was built for debugging is not one to measure');
  annotations.push({ type: 'bytes', description: `${sizes.join(' + ')} = ${total}` });
  expect(total).toBeLessThanOrEqual(budget('compressed.app'));
});

test('the comforts of reading keep to theirs', async ({ page }, { annotations }) => {
  await page.goto('/');
  const address = await page.evaluate(() => {
    const { read } = document.querySelector<HTMLScriptElement>('script[data-wasm]')!.dataset;
    return new URL(read!, location.href).href;
  });
  const size = await brotli(address);
  test.skip(size === undefined, 'a site that is not compressed is not one to measure');
  annotations.push({ type: 'bytes', description: `${size}` });
  expect(size).toBeLessThanOrEqual(budget('compressed.reading'));
});

test('the front page comes in one round trip, with the style that it needs', async ({ page }, { annotations }) => {
  await page.goto('/');
  const size = await brotli(page.url());
  test.skip(size === undefined, 'a site that is not compressed is not one to measure');
  annotations.push({ type: 'bytes', description: `${size}` });
  expect(size).toBeLessThanOrEqual(budget('compressed.home'));
});

test('a post is little more than its article', ({ site }) => {
  for (const { path, html } of site.all('post')) {
    // As it would be at the root of its host: under a path every address is longer.
    const plain = BASE ? html.replaceAll(`${BASE}/`, '/') : html;
    const article = Buffer.byteLength(/<article[^]*<\/article>/.exec(plain)![0]);
    const most = article * budget('post.times') + budget('post.more');
    expect.soft(Buffer.byteLength(plain), path).toBeLessThanOrEqual(most);
  }
});

test('a click on the filter fetches little', async ({ page, site, traffic }) => {
  for (const { tag } of site.offered.slice(0, 3)) {
    await visit(page, '/archive/');
    traffic.clear();
    await page.getByRole('navigation', { name: 'Filter by tag' }).getByRole('link', { name: new RegExp(`^${tag} \\d`) }).click();
    await expect(page).toHaveURL(new RegExp(tag));
    await expect.poll(() => traffic.all.length).toBeGreaterThan(0);
    const sizes = await Promise.all(traffic.all.map((path) => brotli(new URL(path, page.url()).href)));
    test.skip(sizes.includes(undefined), 'a site that is not compressed is not one to measure');
    expect(sizes.reduce<number>((sum, size) => sum + size!, 0)).toBeLessThanOrEqual(budget('compressed.filter'));
  }
});

/** Three of twenty tags, as if at random. */
function scattered(number: number): string[] {
  const dice = Math.imul(number + 1, 2_654_435_761) >>> 0;
  return [...new Set([3, 9, 15].map((shift) => `tag-${(dice >>> shift) % 20}`))];
}

/** What a reader of a blog downloads who looks around, in bytes after brotli. */
async function weigh(page: Page, count: number) {
  const blog = await LargeBlog.of(count, { aMonth: 28, tagsOf: scattered });
  try {
    const size = async (url: string) => brotliCompressSync(await (await page.request.get(url)).body()).length;
    await visit(page, `${blog.address}/archive/`);
    const asked: string[] = [];
    const note = (request: Request) => asked.push(request.url());
    page.on('request', note);
    const chip = page.locator('.filter a').nth(1);
    const tag = /[\w-]+/.exec((await chip.textContent())!)![0];
    await chip.click();
    await expect(page.locator('.rows a')).toHaveText(blog.tagged(tag).slice(0, 12).map(({ title }) => title));
    page.off('request', note);
    expect(asked.length).toBeGreaterThan(1);
    const [home, archive, ofTag, ...click] = await Promise.all(
      ['/', '/archive/', `/tags/${tag}/`].map((path) => size(blog.address + path)).concat(asked.map(size)),
    );
    return { home: home!, archive: archive!, tag: ofTag!, click: click.reduce((sum, size) => sum + size, 0) };
  } finally {
    blog.close();
  }
}

test('what a reader downloads does not grow with the blog', async ({ page }, { annotations }) => {
  const [small, large] = [await weigh(page, 100), await weigh(page, 2_000)];
  annotations.push({ type: 'bytes', description: JSON.stringify({ small, large }) });
  const most = budget('growth.times');
  for (const part of ['home', 'archive', 'tag'] as const) {
    expect.soft(large[part], part).toBeLessThanOrEqual(small[part] * most);
  }
  // The posts of this blog have hardly a word: a click costs little more than numbers, and these get longer.
  const all = (sizes: object) => Object.values(sizes).reduce((sum: number, size: number) => sum + size, 0);
  expect(all(large)).toBeLessThanOrEqual(all(small) * most);
});

test('a first visit asks for nothing twice, and for nothing elsewhere', async ({ page, traffic, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(baseURL!).origin) elsewhere.push(request.url());
  });
  await visit(page, '/');
  expect(elsewhere).toEqual([]);
  expect(traffic.all.length).toBe(new Set(traffic.all).size);
});
