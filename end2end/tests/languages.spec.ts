// One site in several languages, in a browser that knows one.

import type { Page } from '@playwright/test';
import { at } from '../support/place';
import { heading, live, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const FILES = {
  'posts/both.md': post('Both', 'A marmot. To [the other](other.md), to [German](both.de.md), to [its home](/de/).'),
  'posts/both.de.md': post('Beide', 'Ein Murmeltier.', 'slug = "beide"'),
  'posts/other.md': post('Other', 'In English alone.'),
  'ar/posts/both.md': post('كلاهما', 'مرموط.'),
};
const LANGUAGES = '[languages.de]\ntitle = "Klein"\n[languages.ar]\ntitle = "صغير"\n';

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, {}, LANGUAGES);
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

const switches = (page: Page) => page.locator('.languages');
const language = (page: Page) => page.locator('html').getAttribute('lang');

test('the switch leads to the same text, and back', async ({ page, traffic }) => {
  await visit(page, '/posts/both/');
  await switches(page).getByRole('link', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL('/de/posts/beide/');
  await live(page);
  await expect(heading(page)).toHaveText('Beide');
  expect(await language(page)).toBe('de');
  await expect(page.locator('.site-title')).toHaveText('Klein');
  await page.goBack();
  await expect(heading(page)).toHaveText('Both');
  expect(await language(page)).toBe('en');
  expect(traffic.documents.slice(0, 2)).toEqual(['/posts/both/', '/de/posts/beide/']);
});

test('after a navigation it is that of the new page', async ({ page, traffic }) => {
  await visit(page, '/posts/both/');
  await page.getByRole('link', { name: 'the other' }).click();
  await expect(heading(page)).toHaveText('Other');
  expect(traffic.documents).toHaveLength(1);
  // What is not translated leads to the front page.
  await expect(switches(page).getByRole('link', { name: 'Deutsch' })).toHaveAttribute('href', '/de/');
  await expect(page.locator('head link[hreflang]')).toHaveCount(0);
  await page.goBack();
  await expect(switches(page).getByRole('link', { name: 'Deutsch' })).toHaveAttribute('href', '/de/posts/beide/');
  await switches(page).getByRole('link', { name: 'العربية' }).click();
  await expect(page).toHaveURL('/ar/posts/both/');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
});

for (const [name, address, title] of [
  ['German', '/de/posts/beide/', 'Beide'],
  ['its home', '/de/', 'Klein'],
] as const) {
  test(`a link to ${name} in a text is a page load`, async ({ page, traffic }) => {
    await visit(page, '/posts/both/');
    await page.getByRole('link', { name }).click();
    await expect(page).toHaveURL(address);
    await live(page);
    await expect(heading(page)).toHaveText(title);
    expect(await language(page)).toBe('de');
    expect(traffic.documents).toEqual(['/posts/both/', address]);
  });
}

test('what has the form of a page of this language is loaded all the same', async ({ page, traffic }) => {
  await visit(page, '/posts/both/');
  // A link that says nothing of what it leads to, as a script of somebody's may write it.
  await page.evaluate((href) => {
    document.body.insertAdjacentHTML('beforeend', `<a id="plain" href="${href}">x</a>`);
    document.getElementById('plain')!.click();
  }, at('/de/'));
  await expect(page).toHaveURL('/de/');
  await live(page);
  expect(await language(page)).toBe('de');
  expect(traffic.documents).toEqual(['/posts/both/', '/de/']);
});

test('navigation, filter and search stay in the language', async ({ page, traffic }) => {
  await visit(page, '/de/');
  await page.getByRole('link', { name: 'Archiv', exact: true }).first().click();
  await expect(page).toHaveURL('/de/archive/');
  expect(traffic.documents).toHaveLength(1);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('Murmeltier');
  await expect(page.locator('.search-hits > li > a').first()).toHaveAttribute('href', /\/de\/posts\/beide\//);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('marmot');
  await expect(page.locator('.search-hits > li > a')).toHaveCount(0);
});

test('it leads there without a script, and fits a narrow screen', async ({ browser, blog }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(`${blog.address}/posts/both/`);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBeLessThanOrEqual(320);
  await switches(page).getByRole('link', { name: 'العربية' }).click();
  await expect(page.locator('h1')).toHaveText('كلاهما');
  expect(await wide()).toBeLessThanOrEqual(320);
  await context.close();
});
