// Flame graphs that are looked at closer.

import type { Page } from '@playwright/test';
import { foundAnyhow, NOTHING, tooWide } from '../support/looks';
import { painted, read } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const STACKS = `main;serve;parse;read 42
main;serve;parse 7
main;serve;check;match 96
main;serve;check;load 18
main;collect 11
`;
const FLAME = `\`\`\`flame title="Where its time goes"\n${STACKS}\`\`\``;
/** More calls than can be seen, of a file. */
const MANY = Array.from({ length: 2000 }, (_, at) => `main;serve;part_${at % 20};step_${at};leaf_${at} 1`).join('\n');
const FILE = '```flame title="All of it"\ndata = "many.folded"\nunit = "ms"\n```';

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({
    'posts/flame.md': post('Flame', `${FLAME}\n\n## Below\n\nText.`),
    'posts/many/index.md': post('Many', FILE),
    'posts/many/many.folded': MANY,
  });
});
test.afterAll(() => blog.close());

const graph = (page: Page) => page.getByRole('slider', { name: /^Data: / });
const said = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ });
const rows = (page: Page) => page.locator('tbody tr:not([hidden]) th');
const query = (page: Page) => page.evaluate(() => location.search);
/** Goes where a call is drawn: so far from the left, so many rows from below. */
async function point(page: Page, across: number, up: number) {
  await graph(page).scrollIntoViewIfNeeded();
  const box = (await graph(page).boundingBox())!;
  const bars = box.height / 5;
  await page.mouse.move(box.x + box.width * across, box.y + box.height - bars * (up + 0.5));
}

test('a call says how much of all it is, under the pointer and by keys', async ({ page }) => {
  await read(page, `${blog.address}/posts/flame/`);
  await expect(graph(page)).toBeVisible();
  const before = await page.locator('main').boundingBox();
  await point(page, 0.3, 2);
  await expect(graph(page).locator('dl')).toHaveText(/^Functionserve\D+163 \(93\.7 %\)Self0 \(0 %\)$/);
  await page.mouse.move(1, 1);
  await expect(graph(page).locator('dl')).toHaveCount(0);

  await graph(page).focus();
  await page.keyboard.press('ArrowUp');
  await expect(graph(page)).toHaveAttribute('aria-valuetext', 'Function: All: 174 samples, Total: 174 (100 %), Self: 0 (0 %)');
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  await expect(graph(page)).toHaveAttribute('aria-valuetext', 'Function: read, Total: 42 (24.1 %), Self: 42 (24.1 %)');
  await page.keyboard.press('ArrowDown');
  await expect(graph(page)).toHaveAttribute('aria-valuetext', 'Function: parse, Total: 49 (28.2 %), Self: 7 (4 %)');
  expect(await page.locator('main').boundingBox()).toEqual(before);
});

test('a call is as wide as the picture, the table follows, and the address says it', async ({ page }) => {
  await read(page, `${blog.address}/posts/flame/`);
  await expect(graph(page)).toBeVisible();
  const [before, entries] = [await page.locator('main').boundingBox(), await page.evaluate(() => history.length)];
  const built = await rows(page).allTextContents();
  await point(page, 0.3, 3);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('figure[data-explored]')).toHaveCount(1);
  await expect(page.locator('[data-drawn]').first()).toBeHidden();
  await expect(said(page)).toHaveText('Shown: check, 65.5 % of all.');
  await expect(rows(page)).toHaveText(['match', 'load', 'check']);
  await expect(page.locator('tbody tr').first().locator('td')).toHaveText(['96', '55.2', '96', '55.2']);
  await expect.poll(() => query(page)).toBe('?figure-1=4');
  expect(await page.locator('main').boundingBox()).toEqual(before);
  expect(await page.evaluate(() => history.length)).toBe(entries);
  // Below stands what made it, above what it made.
  await point(page, 0.5, 4);
  await expect(graph(page).locator('dl')).toHaveText(/^Functionmatch.*Of what is shown84\.2 %$/);
  await point(page, 0.5, 2);
  await expect(graph(page).locator('dl')).toContainText('serve');

  const address = page.url();
  await page.goto('about:blank');
  await page.goto(`${address}#below`);
  await expect(rows(page)).toHaveText(['match', 'load', 'check']);
  await graph(page).focus();
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveText(built);
  await expect(page.locator('figure[data-explored]')).toHaveCount(0);
  await expect.poll(() => query(page)).toBe('');

  // The same by keys, and back by a button.
  for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await expect(said(page)).toHaveText('Shown: serve, 93.7 % of all.');
  await page.getByRole('button', { name: 'Whole graph' }).first().click();
  await expect(page.locator('figure[data-explored]')).toHaveCount(0);
});

test('functions are found by a part of their names', async ({ page }) => {
  await read(page, `${blog.address}/posts/flame/`);
  await page.getByRole('button', { name: /^Explore/ }).click();
  const field = page.getByRole('searchbox', { name: 'Find functions' });
  await field.fill('CHECK');
  await expect(said(page)).toHaveText('Calls found: 1, 65.5 % of all.');
  await expect(page.locator('.chart-wide .flame-found')).toHaveCount(1);
  // What one of them calls is a part of it.
  await field.fill('a');
  await expect(said(page)).toHaveText('Calls found: 5, 100 % of all.');
  await field.fill('nothing');
  await expect(said(page)).toHaveText('Calls found: 0, 0 % of all.');
  await field.fill('re');
  await expect.poll(() => query(page)).toBe('?figure-1=_re');
  await page.reload();
  await expect(said(page)).toHaveText('Calls found: 1, 24.1 % of all.');
  await expect(field).toHaveValue('re');
  await field.fill('');
  await expect(page.locator('figure[data-explored]')).toHaveCount(0);
});

test('what is too narrow to be drawn is there once somebody looks closer', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.folded')) fetched.push(request.url());
  });
  await read(page, `${blog.address}/posts/many/`);
  await expect(graph(page)).toBeVisible();
  expect(fetched).toEqual([]);
  await graph(page).focus();
  await expect(graph(page)).toHaveAttribute('aria-valuemax', /^[1-9]\d+$/);
  expect(fetched).toHaveLength(1);
  for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter', 'ArrowUp']) await page.keyboard.press(key);
  await expect(graph(page)).toHaveAttribute('aria-valuetext', /^Function: step_\d+, Total: 1 ms \(0\.1 %\), Self: 0 ms \(0 %\), Of what is shown: 1 %$/);
  // A hundred calls, what each made, what made them; for what made that there is no room any more.
  await expect(page.locator('.chart-wide .chart-over path')).toHaveCount(202);
});

test('without its file a flame graph is the picture that it is', async ({ page, problems }) => {
  problems.expect(/many\.folded|ERR_FAILED/);
  await page.route(/many\.folded/, (route) => route.abort());
  await read(page, `${blog.address}/posts/many/`);
  await graph(page).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.locator('figure[data-explored]')).toHaveCount(0);
  await expect(page.locator('.chart-wide [data-drawn]')).toBeVisible();
});

test('it is in order on every screen, and on paper as it was built', async ({ page }) => {
  await read(page, `${blog.address}/posts/flame/`);
  await page.getByRole('button', { name: /^Explore/ }).click();
  await page.getByRole('searchbox').fill('match');
  await graph(page).focus();
  for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  expect(await foundAnyhow(page)).toEqual(NOTHING);
  await page.setViewportSize({ width: 320, height: 800 });
  await painted(page);
  expect(await tooWide(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.chart [data-drawn]:visible')).not.toHaveCount(0);
  await expect(page.locator('.chart-over:visible')).toHaveCount(0);
});
