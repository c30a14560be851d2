// Excerpts of logs that are looked at closer.

import type { Page } from '@playwright/test';
import { foundAnyhow, NOTHING, tooWide } from '../support/looks';
import { painted, read } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const LOG = `\`\`\`log-excerpt title="What it wrote"
2026-03-01T14:02:03Z INFO listening on port 8080
2026-03-01T14:02:04Z WARN pool is empty
2026-03-01T14:02:05Z ERROR connect: refused
2026-03-01T14:02:06Z ERROR connect: refused
2026-03-01T14:02:08Z ERROR connect: refused
no level at all
2026-03-01T14:02:10Z INFO pool is filled
\`\`\``;

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({ 'posts/log.md': post('Log', LOG) });
});
test.afterAll(() => blog.close());

const lines = (page: Page) => page.locator('.log > ol > li:visible');
const status = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ });
const query = (page: Page) => page.evaluate(() => location.search);
const open = (page: Page) => page.getByRole('button', { name: 'Explore: What it wrote' }).click();

test('lines are shown by their levels, and by what they say', async ({ page }) => {
  await read(page, `${blog.address}/posts/log/`);
  const explore = page.getByRole('button', { name: 'Explore: What it wrote' });
  await expect(explore).toHaveAttribute('aria-expanded', 'false');
  const before = await page.locator('main').boundingBox();
  expect(await page.evaluate(() => document.querySelector('.log')!.getBoundingClientRect().height)).toBeGreaterThan(0);
  await page.waitForTimeout(100);
  expect(await page.locator('main').boundingBox()).toEqual(before);
  await explore.click();
  const levels = page.getByRole('group', { name: 'Levels: What it wrote' }).getByRole('button');
  await expect(levels).toHaveText(['info 2', 'warn 1', 'error 3', 'none 1']);
  await page.getByRole('button', { name: 'info 2' }).click();
  await expect(page.getByRole('button', { name: 'info 2' })).toHaveAttribute('aria-pressed', 'false');
  await expect(lines(page)).toHaveCount(3);
  await expect(status(page)).toHaveText('Rows: 5 of 7.');
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('REFUSED');
  await expect(lines(page)).toHaveCount(1);
  await expect(status(page)).toHaveText('Rows: 3 of 7.');
  await expect.poll(() => query(page)).toBe('?figure-1=info_REFUSED');
  await page.reload();
  await expect(lines(page)).toHaveCount(1);
  // The last level stays.
  for (const name of ['warn 1', 'none 1']) await page.getByRole('button', { name }).click();
  await expect(page.getByRole('button', { name: 'error 3' })).toBeDisabled();
});

test('what repeats is opened, by a button and by an address', async ({ page }) => {
  await read(page, `${blog.address}/posts/log/`);
  await open(page);
  const fifth = page.getByRole('link', { name: 'Line 5' });
  await expect(fifth).toBeHidden();
  const unfold = page.getByRole('button', { name: 'Open repeated lines' });
  await unfold.click();
  await expect(fifth).toBeVisible();
  await unfold.click();
  await expect(fifth).toBeHidden();
  await page.evaluate(() => (location.hash = document.querySelector('.log li[id$=L5]')!.id));
  await expect(fifth).toBeVisible();
});

test('it is in order on every screen, and on paper as it was built', async ({ page }) => {
  await read(page, `${blog.address}/posts/log/`);
  await open(page);
  await page.getByRole('button', { name: 'info 2' }).click();
  expect(await foundAnyhow(page)).toEqual(NOTHING);
  await page.setViewportSize({ width: 320, height: 800 });
  await painted(page);
  expect(await tooWide(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(lines(page)).toHaveCount(5);
  await expect(page.locator('.chart-tools:visible')).toHaveCount(0);
});
