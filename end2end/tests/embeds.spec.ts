// What is of another site comes once a reader asks for it, and blocks of which one is shown are tabs.

import type { Page } from '@playwright/test';
import { live, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const GROUP = `::: code-group
\`\`\`sh [npm]
npm install
\`\`\`
\`\`\`sh [pnpm]
pnpm add
two lines
\`\`\`
:::`;
const FILES = {
  'posts/film.md': post('Film', 'Words.\n\n{{< youtube id="abc" title="A film" >}}\n\nMore.'),
  'posts/gist.md': post('Gist', '{{< gist user="a" id="b" file="c.rs" >}}'),
  'posts/tabs.md': post('Tabs', `${GROUP}\n\nBetween.\n\n${GROUP}\n\nBehind.`),
  'posts/more.md': post('More', `See [film](film.md).\n\n${GROUP}`),
};

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES);
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

/** Answers for the other sites; gives back what they were asked for. */
async function elsewhere(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route(/^https:/, async (route) => {
    asked.push(route.request().url());
    const isData = route.request().url().includes('api.github.com');
    const files = { 'c.rs': { filename: 'c.rs', content: 'fn c() {}' }, d: { filename: 'd', content: 'no' } };
    const headers = { 'access-control-allow-origin': '*' };
    if (isData) await route.fulfill({ json: { files }, headers });
    else await route.fulfill({ contentType: 'text/html', body: '<p>It plays.</p>' });
  });
  return asked;
}

const isRead = (page: Page) => page.mouse.move(20, 20);

test('a film is a link until a reader asks for it, and stands where the link stood', async ({ page }) => {
  const asked = await elsewhere(page);
  await visit(page, '/posts/film/');
  const link = page.getByRole('link', { name: /A film/ });
  await expect(link).toHaveAttribute('href', 'https://www.youtube.com/watch?v=abc');
  await live(page);
  const place = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { top, left, width, height } = element.getBoundingClientRect();
      return { top: top + scrollY, left, width, height };
    });
  const before = await place('.embed > a');
  expect(before.width / before.height).toBeCloseTo(16 / 9, 1);
  expect(asked).toEqual([]);
  await isRead(page);
  await page.locator('[data-tools]').first().waitFor({ state: 'attached' });
  await link.click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('It plays.')).toBeVisible();
  expect(await place('.embed > iframe')).toEqual(before);
  await expect(page.locator('iframe')).toHaveAttribute('title', 'A film');
  expect(asked).toEqual(['https://www.youtube-nocookie.com/embed/abc?autoplay=1']);
});

test('the way to a page that embeds something is a load, whose policy lets it', async ({ page, traffic }) => {
  await elsewhere(page);
  await visit(page, '/posts/more/');
  await live(page);
  await page.getByRole('link', { name: 'film' }).click();
  await expect(page).toHaveURL(/\/posts\/film\/$/);
  await expect(page.getByRole('heading', { name: 'Film' })).toBeVisible();
  expect(traffic.documents).toHaveLength(2);
  await live(page);
  await isRead(page);
  await page.locator('[data-tools]').first().waitFor({ state: 'attached' });
  await page.getByRole('link', { name: /A film/ }).click();
  await expect(page.frameLocator('iframe').getByText('It plays.')).toBeVisible();
  // The way on is none.
  await page.locator('.site-title').click();
  await expect(page).not.toHaveURL(/film/);
  expect(traffic.documents).toHaveLength(2);
});

test('the policy of a page without embeds lets none in', async ({ page, problems }) => {
  problems.expect(/Content Security Policy/, /^console error: security policy/);
  const asked = await elsewhere(page);
  await visit(page, '/posts/more/');
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://www.youtube-nocookie.com/' }));
  });
  await expect.poll(() => problems.provoked.length).toBeGreaterThan(0);
  expect(asked).toEqual([]);
});

test('of a gist the file is shown that was named', async ({ page }) => {
  const asked = await elsewhere(page);
  await visit(page, '/posts/gist/');
  await live(page);
  await isRead(page);
  await page.locator('[data-tools]').first().waitFor({ state: 'attached' });
  await page.getByRole('link', { name: /c\.rs/ }).click();
  await expect(page.locator('.prose code')).toHaveText('fn c() {}');
  expect(asked).toEqual(['https://api.github.com/gists/b']);
});

/** Where what stands below the first group is. */
const below = (page: Page) => page.getByText('Between.').evaluate((text) => text.getBoundingClientRect().top + scrollY);

test('blocks are tabs, moved through by arrows, and nothing moves', async ({ page }) => {
  await visit(page, '/posts/tabs/');
  const before = await below(page);
  await expect(page.getByText('npm install').first()).toBeVisible();
  await expect(page.getByText('pnpm add').first()).toBeHidden();
  await live(page);
  await isRead(page);
  const tabs = page.getByRole('tablist').first().getByRole('tab');
  await expect(tabs).toHaveText(['npm', 'pnpm']);
  expect(await below(page)).toBe(before);
  await tabs.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(tabs.nth(1)).toBeFocused();
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('pnpm add').first()).toBeVisible();
  await expect(page.getByText('npm install').first()).toBeHidden();
  expect(await below(page)).toBe(before);
  await page.keyboard.press('ArrowRight');
  await expect(tabs.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(tabs.nth(1)).toBeFocused();
  const panel = page.getByRole('tabpanel', { name: 'pnpm' }).first();
  await expect(panel).toHaveAttribute('id', (await tabs.nth(1).getAttribute('aria-controls'))!);
});

test('what was chosen is chosen in other groups, and on the next page', async ({ page }) => {
  await visit(page, '/posts/tabs/');
  await live(page);
  await isRead(page);
  await page.getByRole('tab', { name: 'pnpm' }).first().click();
  await expect(page.getByText('pnpm add').nth(1)).toBeVisible();
  await visit(page, '/posts/more/');
  await live(page);
  await isRead(page);
  await expect(page.getByRole('tab', { name: 'pnpm' })).toHaveAttribute('aria-selected', 'true');
  // Who wants nothing remembered has nothing remembered.
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('checkbox').nth(1).uncheck();
  expect(await page.evaluate(() => localStorage.getItem('tabs'))).toBeNull();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a film is a link, and blocks stand below each other', async ({ page }) => {
    await page.goto('/posts/film/');
    await expect(page.getByRole('link', { name: /A film/ })).toBeVisible();
    await page.goto('/posts/tabs/');
    await expect(page.getByText('npm install').first()).toBeVisible();
    await expect(page.getByText('pnpm add').first()).toBeVisible();
    await expect(page.getByText('pnpm', { exact: true }).first()).toBeVisible();
  });
});
