// The way through the site in another engine. Playwright drives only a Firefox of its own making, so
// this drives the system's, by way of WebDriver BiDi.

import { existsSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { at, below } from '../support/place';
import { articles, dataPath, NOWHERE, Site, tagPath } from '../support/site';

const conventional = '/usr/bin/firefox-esr';
const executablePath = process.env['FIREFOX_PATH'] ?? (existsSync(conventional) ? conventional : '');

interface Reader {
  page: Page;
  /** Documents and data that were asked for since the last look. */
  asked(): string[];
}

const test = base.extend<{ reader: Reader }, { site: Site; firefox: Browser }>({
  site: [
    async ({ playwright }, use, { project }) => {
      const request = await playwright.request.newContext({ baseURL: project.use.baseURL! });
      await use(await Site.read(request));
      await request.dispose();
    },
    { scope: 'worker' },
  ],
  firefox: [
    async ({}, use) => {
      const firefox = await launch({ browser: 'firefox', executablePath });
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  reader: async ({ firefox }, use) => {
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    const problems: string[] = [];
    let requests: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error}`));
    page.on('request', (request) => {
      const pathname = below(new URL(request.url()).pathname);
      if (request.isNavigationRequest() || pathname.endsWith('.json')) requests.push(pathname);
    });
    const asked = () => {
      const seen = requests;
      requests = [];
      return seen;
    };
    await use({ page, asked });
    await context.close();
    expect(problems, 'problems while the test ran').toEqual([]);
  },
});

test.skip(!executablePath, 'there is no Firefox: FIREFOX_PATH says where one is');

/** Runs a function in the page until it answers as expected; a page that is being left answers nothing. */
const eventually = (page: Page, what: () => unknown) =>
  expect.poll(() => page.evaluate(what).catch(() => undefined), { timeout: 20_000 });

const title = () => document.title;
const heading = () => document.querySelector('h1')?.textContent;
/** The address on the host. */
const path = () => location.pathname + location.search + location.hash;
const place = () => Math.round(scrollY);
const focused = () => document.activeElement?.localName;

async function visit(page: Page, address: string) {
  await page.goto(address);
  await eventually(page, () => document.documentElement.dataset['app']).toBe('live');
}

test('a reader goes to a post, on to another, and back', async ({ reader, site, baseURL }) => {
  const { page, asked } = reader;
  const [first, second] = [site.post(0), site.post(1)];
  await visit(page, `${baseURL}/`);
  expect(asked()).toEqual(['/']);

  await page.click(`.card a[href="${at(first.path)}"]`);
  await eventually(page, title).toBe(first.data.title);
  expect(await page.evaluate(path)).toBe(at(first.path));
  expect(await page.evaluate(heading)).toBe(first.content.title);
  await eventually(page, focused).toBe('h1');
  await eventually(page, place).toBe(0);
  expect(asked()).toEqual([dataPath(first.path)]);
  const canonical = () => document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  expect(await page.evaluate(canonical)).toBe(first.url);

  await page.click('.pager-older');
  await eventually(page, title).toBe(second.data.title);
  await eventually(page, place).toBe(0);
  expect(asked()).toEqual([dataPath(second.path)]);

  await page.evaluate(() => history.back());
  await eventually(page, title).toBe(first.data.title);
  await eventually(page, place).toBeGreaterThan(500);
  await page.evaluate(() => history.back());
  await eventually(page, title).toBe('Engineering blog');
  await page.evaluate(() => history.forward());
  await eventually(page, heading).toBe(first.content.title);
  expect(asked()).toEqual([]);
});

test('a section, and back; a reload keeps the place', async ({ reader, site, baseURL }) => {
  const { page, asked } = reader;
  const { path: address, content } = site.post(1);
  const { id } = content.prose.contents.at(-1)!;
  await visit(page, baseURL + address);
  // Not by way of the mouse, which would first scroll to the link.
  await page.$eval(`.toc a[href="#${id}"]`, (link) => (link as HTMLElement).click());
  await eventually(page, path).toBe(at(`${address}#${id}`));
  await eventually(page, place).toBeGreaterThan(500);
  await page.evaluate(() => history.back());
  await eventually(page, path).toBe(at(address));
  await eventually(page, place).toBe(0);
  expect(asked()).toEqual([address]);

  await page.evaluate(() => scrollTo(0, 900));
  await page.reload();
  await eventually(page, () => document.documentElement.dataset['app']).toBe('live');
  await eventually(page, place).toBe(900);
});

test('the filter filters, and its state is in the address', async ({ reader, site, baseURL }) => {
  const { page } = reader;
  const { tag } = site.offered[1]!;
  const titles = () => [...document.querySelectorAll('.rows a')].map((link) => link.textContent);
  const expected = site.tagged(tag).map(({ title }) => title);
  await visit(page, `${baseURL}/`);
  await page.click('.filter a:nth-of-type(3)');
  await eventually(page, path).toBe(at(`/?tag=${tag}`));
  await eventually(page, titles).toEqual(expected);
  await page.reload();
  await eventually(page, titles).toEqual(expected);
  const sentence = () => document.querySelector('main')?.textContent;
  expect(await page.evaluate(sentence)).toContain(`${expected.length} of ${articles(site.posts.length)}`);
});

test('the theme is switched, and remembered', async ({ reader, baseURL }) => {
  const { page } = reader;
  const paper = () => getComputedStyle(document.body).backgroundColor;
  await visit(page, `${baseURL}/`);
  const before = await page.evaluate(paper);
  await page.click('[data-theme-toggle]');
  await eventually(page, paper).not.toBe(before);
  const after = await page.evaluate(paper);
  await page.reload();
  await eventually(page, paper).toBe(after);
});

test('every page is taken over without a word', async ({ reader, site, baseURL }) => {
  const { page, asked } = reader;
  for (const { path, data } of site.pages) {
    await visit(page, baseURL + path);
    expect(await page.evaluate(title)).toBe(data.title);
    expect(asked()).toEqual([path]);
  }
});

test('data that fails, or an address without a page, ends in the page being loaded', async ({ reader, site, baseURL }) => {
  const { page, asked } = reader;
  const { tag } = site.offered[0]!;
  await visit(page, `${baseURL}/tags/`);
  asked();
  // As a deployment under an open tab would answer.
  await page.evaluate(() => {
    const { fetch } = window;
    window.fetch = async (...request) => {
      const answer = await fetch(...request);
      const data = (await answer.json()) as object;
      return Response.json({ ...data, build: 'another' });
    };
  });
  await page.click(`.tag-index a[href="${at(tagPath(tag))}"]`);
  await eventually(page, heading).toBe(tag);
  expect(asked()).toEqual([dataPath(tagPath(tag)), tagPath(tag)]);

  await eventually(page, () => document.documentElement.dataset['app']).toBe('live');
  await page.evaluate((nowhere) => {
    const link = document.createElement('a');
    link.href = nowhere;
    document.body.append(link);
    link.click();
  }, at(NOWHERE));
  await eventually(page, heading).toBe('Page not found');
  expect(await page.evaluate(path)).toBe(at(NOWHERE));
});
