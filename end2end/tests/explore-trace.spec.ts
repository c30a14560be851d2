// Traces that are looked at closer.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { foundAnyhow, NOTHING, tooWide } from '../support/looks';
import { painted, read } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const TRACE = '```trace title="Declined"\ndata = "checkout.json"\n```';
const LOG = `\`\`\`log-excerpt
2026-03-01T14:02:03.000Z INFO accepted
2026-03-01T14:02:03.300Z ERROR declined
\`\`\``;

let blog: SmallBlog;
test.beforeAll(async () => {
  const data = readFileSync('../content/posts/writing-guide/checkout.json', 'utf8');
  const files = (folder: string, text: string) => ({
    [`posts/${folder}/index.md`]: post(folder, text),
    [`posts/${folder}/checkout.json`]: data,
  });
  blog = await SmallBlog.of({ ...files('trace', TRACE), ...files('linked', `${TRACE}\n\n${LOG}`) });
});
test.afterAll(() => blog.close());

const tree = (page: Page) => page.getByRole('tree', { name: 'Data: Declined' });
const spans = (page: Page) => page.locator('.chart-wide [role=treeitem]');
const rows = (page: Page) => page.locator('tbody tr:not([hidden])');
const chosen = (page: Page) => page.locator('.chart-wide [aria-selected=true]');
const query = (page: Page) => page.evaluate(() => location.search);
async function point(page: Page, nth: number, across: number, does: 'move' | 'click' = 'move') {
  await tree(page).scrollIntoViewIfNeeded();
  const [box, row] = [(await tree(page).boundingBox())!, (await spans(page).nth(nth).boundingBox())!];
  await page.mouse[does](box.x + box.width * across, row.y + row.height / 2);
}

test('what is known of a span is said at the pointer and by keys', async ({ page }) => {
  await read(page, `${blog.address}/posts/trace/`);
  await expect(tree(page)).toBeVisible();
  const before = await page.locator('main').boundingBox();
  await expect(spans(page)).toHaveCount(9);
  await point(page, 0, 0.1);
  await expect(tree(page).locator('dl')).toContainText('SpanPOST /checkout');
  await expect(tree(page).locator('dl')).toContainText('Errorupstream failed');
  await page.mouse.move(1, 1);
  await expect(tree(page).locator('dl')).toHaveCount(0);
  await tree(page).focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(chosen(page)).toHaveAttribute('aria-label', /^Span: checkout\.place, Service: checkout, Caused by: POST \/checkout,.* Duration: 377 ms, Self time: /);
  await expect(chosen(page)).toHaveAttribute('aria-level', '2');
  await expect(tree(page)).toHaveAttribute('aria-activedescendant', (await chosen(page).getAttribute('id'))!);
  expect(await page.locator('main').boundingBox()).toEqual(before);
});

test('what a span caused is folded and opened, the table follows, and the address says it', async ({ page }) => {
  await read(page, `${blog.address}/posts/trace/`);
  await tree(page).focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(chosen(page)).toHaveAttribute('aria-expanded', 'false');
  const left = await spans(page).count();
  expect(left).toBeLessThan(9);
  await expect(rows(page)).toHaveCount(left);
  await expect(page.getByRole('status').filter({ hasText: 'folded' })).toHaveText(`Spans folded: ${9 - left}.`);
  await expect(page.locator('.chart-wide .chart-over > svg > g')).toHaveCount(left);
  await expect(page.locator('.chart-wide > svg [data-drawn]')).toBeHidden();
  await expect.poll(() => query(page)).toBe('?figure-1=2_c2');
  await page.reload();
  await expect(spans(page)).toHaveCount(left);
  await tree(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(spans(page)).toHaveCount(9);
  await page.keyboard.press('ArrowRight');
  await expect(chosen(page)).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('ArrowLeft');
  await expect(chosen(page)).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('Escape');
  await expect.poll(() => query(page)).toBe('');

  // By the pointer: once to choose it, once more to fold it; and by buttons.
  await point(page, 2, 0.1, 'click');
  await expect(page.locator('figure[data-explored]')).toHaveCount(0);
  await page.getByRole('button', { name: /^Explore/ }).click();
  const own = page.getByRole('button', { name: 'checkout.place' });
  await expect(own).toHaveAttribute('aria-expanded', 'true');
  await own.click();
  await expect(spans(page)).toHaveCount(left);
  await page.getByRole('button', { name: 'Open all' }).click();
  await expect(spans(page)).toHaveCount(9);
  await page.getByRole('button', { name: 'Fold all' }).click();
  await expect(spans(page)).toHaveCount(3);
});

test('a trace shares its moments with what else tells of them', async ({ page }) => {
  await read(page, `${blog.address}/posts/linked/`);
  await expect(tree(page)).toBeVisible();
  await point(page, 1, 0.6);
  await expect(tree(page).locator('.trace-now')).toHaveCount(1);
  await expect(page.locator('.log li[data-now]')).toContainText('accepted');
  await page.mouse.move(1, 1);
  await expect(page.locator('.log li[data-now]')).toHaveCount(0);
  await page.locator('.log li').first().hover();
  await expect(tree(page).locator('.trace-now')).toHaveCount(1);
  await page.mouse.move(1, 1);
  await tree(page).focus();
  await page.keyboard.press('End');
  await expect(tree(page).locator('.trace-now')).toHaveCount(1);
  await expect(page.locator('.log li[data-now]')).toContainText('declined');
});

test('it is in order on every screen, and on paper as it was built', async ({ page }) => {
  await read(page, `${blog.address}/posts/trace/`);
  await page.getByRole('button', { name: /^Explore/ }).click();
  await tree(page).focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
  expect(await foundAnyhow(page)).toEqual(NOTHING);
  await page.setViewportSize({ width: 320, height: 800 });
  await painted(page);
  expect(await tooWide(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.chart [data-drawn]:visible')).not.toHaveCount(0);
  await expect(page.locator('.chart-over:visible')).toHaveCount(0);
});
