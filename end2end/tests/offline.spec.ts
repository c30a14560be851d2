// A site that readers keep: what was read is there when the site can't be reached, and says what it is.

import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { at, BASE } from '../support/place';
import { post } from '../support/small';
import { expect, test } from '../support/test';

const { BLOG_BIN, BLOG_FRONT, CARGO_TARGET_DIR } = process.env;
const blog = BLOG_BIN ?? join(CARGO_TARGET_DIR ?? '../target', 'release/blog');

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><rect width="90" height="90" fill="#b3261a"/></svg>';
const FILES = {
  'posts/first.md': post('The first', 'On *marmalade*.\n\n![A red square](red.svg)\n\n## Oranges\n\nBitter ones.', 'series = "tour"'),
  'posts/second.md': post('The second', 'On toast.', 'series = "tour"'),
  'posts/third.md': post('The third', 'On butter.', 'series = "tour"'),
  'posts/red.svg': PICTURE,
  'series.toml': '[tour]\ntitle = "A tour"\n',
};

/** A host at one address that can be taken away, and a site that can be built anew. */
class Host {
  private folder = mkdtempSync(join(tmpdir(), 'offline-blog-'));
  private server: ReturnType<typeof spawn> | undefined;
  private port = 0;

  build(offline: boolean, more: Record<string, string> = {}) {
    const settings = `title = "Small"\nbase_url = "https://small.example${BASE}"\noffline = ${offline}\nshare.cards = false\n`;
    for (const [path, text] of Object.entries({ 'site.toml': settings, ...FILES, ...more })) {
      const file = join(this.folder, 'content', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const paths = ['--content', join(this.folder, 'content'), '--site', join(this.folder, 'site')];
    const front = ['--front', BLOG_FRONT ?? '../target/front-end'];
    const built = spawnSync(blog, ['build', ...paths, ...front, '--no-compress', '--no-cache'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the blog was not built: ${built.stderr}`);
  }

  async start() {
    this.port ||= await freePort();
    this.server = spawn(blog, ['serve', '--site', join(this.folder, 'site'), '--port', String(this.port)]);
    await new Promise<void>((resolve, reject) => {
      this.server!.stdout!.on('data', (text) => /on http/.test(String(text)) && resolve());
      this.server!.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }

  async stop() {
    const ended = new Promise((resolve) => this.server!.once('exit', resolve));
    this.server!.removeAllListeners('exit').once('exit', () => undefined);
    this.server!.kill('SIGKILL');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
  }

  close() {
    this.server?.removeAllListeners('exit');
    this.server?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  url(path: string) {
    return `http://127.0.0.1:${this.port}${at(path)}`;
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

let host: Host;
test.beforeEach(async ({ problems }) => {
  // What can't be reached is told; what the policy forbids is still a problem.
  problems.expect(/^(?!console error: security policy|uncaught)/);
  host = new Host();
  host.build(true);
  await host.start();
});
test.afterEach(() => host.close());

const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith(' pages'));
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });

/** Opens a page and begins to read, until the page is kept. */
async function readPage(page: Page, path: string) {
  await page.goto(host.url(path));
  await page.mouse.move(30, 40);
  await page.mouse.move(60, 80);
  await expect.poll(() => kept(page)).toContain(at(path));
}

const note = (page: Page) => page.locator('main .kept');

test('a first visit fetches nothing for it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(host.url('/posts/first/'));
  await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
  expect(asked.filter((path) => /offline/.test(path))).toEqual([]);
});

test('a page that was read is there without the site, says so, and works; another one says what there is', async ({ page }) => {
  await readPage(page, '/posts/first/');
  expect(await note(page).count()).toBe(0);
  await host.stop();
  await page.reload();
  await expect(note(page)).toContainText('The site cannot be reached. This is a copy that your device kept on');
  await expect(page.getByRole('img', { name: 'A red square' })).toHaveJSProperty('complete', true);
  expect(await page.getByRole('img', { name: 'A red square' }).evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // By a click, as the app follows links.
  await page.locator('.site-title').click();
  await expect(page).toHaveURL(host.url('/'));
  await expect(note(page)).toBeVisible();
  await page.locator('main a[href$="/posts/second/"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not on your device');
  await expect(page.locator('main .rows a', { hasText: 'The first' })).toHaveAttribute('href', at('/posts/first/'));
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.locator('main .rows a', { hasText: 'The first' }).click();
  await expect(note(page)).toBeVisible();
});

test('what the app turned to is kept too, and the network is asked first', async ({ page }) => {
  await readPage(page, '/posts/first/');
  await page.locator('.site-title').click();
  await page.locator('main a[href$="/posts/second/"]').first().click();
  await expect.poll(() => kept(page)).toContain(at('/posts/second/'));
  host.build(true, { 'posts/second.md': post('The second, mended', 'On toast.') });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The second, mended');
  await expect(note(page)).toHaveCount(0);
  // The site is back after it was away: the copy goes with its note.
  await host.stop();
  await page.reload();
  await expect(note(page)).toBeVisible();
  await host.start();
  await page.reload();
  await expect(note(page)).toHaveCount(0);
});

test('a note of a copy stays on the copy: the app shows the next page without it', async ({ page }) => {
  await readPage(page, '/posts/first/');
  await host.stop();
  await page.reload();
  await expect(note(page)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-app', 'live');
  await host.start();
  await page.locator('.site-title').click();
  await expect(page).toHaveURL(host.url('/'));
  await expect(note(page)).toHaveCount(0);
  await page.goBack();
  await expect(note(page)).toBeVisible();
});

test('all parts of a series are kept when that is asked for', async ({ page }) => {
  await readPage(page, '/posts/first/');
  await page.locator('nav.series summary').click();
  await page.getByRole('button', { name: 'Keep all parts on this device' }).click();
  await expect(page.getByRole('button', { name: 'Kept on this device' })).toBeDisabled();
  expect(await kept(page)).toEqual(expect.arrayContaining(['/posts/second/', '/posts/third/', '/series/tour/'].map(at)));
  await host.stop();
  await page.goto(host.url('/posts/third/'));
  await expect(page.getByText('On butter.')).toBeVisible();
});

test('the search finds what is there, and says that it is only that', async ({ page }) => {
  await readPage(page, '/posts/first/');
  await host.stop();
  await page.reload();
  await page.goto(host.url('/search/'));
  await page.getByRole('searchbox').fill('bitter');
  await expect(page.locator('.search-said')).toContainText('only the pages on your device were searched. 1 text.');
  await expect(page.locator('.search-hits > li > a')).toHaveAttribute('href', at('/posts/first/#oranges'));
  await expect(page.locator('.search-snippet mark')).toHaveText('Bitter');
  await page.getByRole('searchbox').fill('butter');
  await expect(page.locator('.search-said')).toContainText('No text was found.');
  // The site may be back.
  await expect(page.locator('.search-said').getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('when the option goes, so does everything', async ({ page }) => {
  await readPage(page, '/posts/first/');
  host.build(false);
  // The policy that hosts send is another one then.
  await host.stop();
  await host.start();
  await page.reload();
  const left = () =>
    page.evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(left).toEqual([[], 0]);
});

test('who wants nothing remembered has nothing kept', async ({ page }) => {
  await readPage(page, '/posts/first/');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /remember/i }).uncheck();
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
  await page.reload();
  await page.mouse.move(30, 40);
  await page.waitForTimeout(300);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
