// Islands: Leptos components in pages that are markup. What the values of a chart say is the first.

import type { Page } from '@playwright/test';
import { tokensLeft } from '../support/charts';
import { faced, read, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const ISLANDS = /\/pkg\/islands[^/]*\.(wasm|js)$/;
const MODULE = /\/pkg\/islands[^/]*\.js$/;

const HEAD = 'second,busy,quiet';
const ROWS = ['0,20,20', '1,7,19', '2,,17', '10,1,12'];
const LINE = tokensLeft(HEAD, ROWS);
const BARS = `\`\`\`chart
type = "bar"
title = "By kind"
x = "Kind"
y = "Count"

kind,count
a,3
b,5
\`\`\``;
const SCATTER = tokensLeft(HEAD, ROWS, { type: 'scatter', title: 'Scattered' });

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({
    'posts/charts.md': post('Charts', `${LINE}\n\n${BARS}\n\n${SCATTER}\n\n[Plain](plain.md)`),
    'posts/plain.md': post('Plain', 'Nothing is drawn here. [Charts](charts.md)'),
  });
});
test.afterAll(() => blog.close());

/** How many islands the module says there are; `undefined` where it was not loaded. */
const count = (page: Page) =>
  page.evaluate(async (pattern) => {
    const loaded = performance.getEntriesByType('resource').find(({ name }) => new RegExp(pattern).test(name));
    if (!loaded) return undefined;
    const module = (await import(loaded.name)) as { count(): number };
    return module.count();
  }, MODULE.source);

/** What the page asks for of the module, from now on. */
function asked(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (ISLANDS.test(request.url())) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

const chart = (page: Page) => page.getByRole('slider', { name: 'Data: Tokens left' });

test('a chart says its values at the pointer, and moves nothing', async ({ page }) => {
  const paths = asked(page);
  await read(page, `${blog.address}/posts/charts/`);
  await expect(chart(page)).toBeVisible();
  expect(paths).toHaveLength(2);
  const box = (await chart(page).boundingBox())!;
  const drawing = (await page.locator('.chart-wide svg').first().boundingBox())!;
  expect([box.x, box.y, box.width].map(Math.round)).toEqual([drawing.x, drawing.y, drawing.width].map(Math.round));
  const before = await page.locator('main').boundingBox();

  const values = chart(page).locator('dl');
  await page.mouse.move(box.x + box.width - 20, box.y + 100);
  await expect(values).toHaveText('second10busy1quiet12');
  await page.mouse.move(box.x + 30, box.y + 100);
  await expect(values).toHaveText('second0busy20quiet20');
  // It stays over its chart, whichever side has room.
  const [over, bounds] = [(await values.boundingBox())!, box];
  expect(over.x).toBeGreaterThanOrEqual(bounds.x);
  expect(over.x + over.width).toBeLessThanOrEqual(bounds.x + bounds.width);
  await page.mouse.move(box.x + 30, box.y - 60);
  await expect(values).toHaveCount(0);
  expect(await page.locator('main').boundingBox()).toEqual(before);
});

test('the keyboard goes through the values, and a screen reader says them', async ({ page }) => {
  await read(page, `${blog.address}/posts/charts/`);
  await chart(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', 'second: 0, busy: 20, quiet: 20');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  // A value that is missing is not said.
  await expect(chart(page)).toHaveAttribute('aria-valuetext', 'second: 2, quiet: 17');
  await expect(chart(page)).toHaveAttribute('aria-valuenow', '3');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', 'second: 10, busy: 1, quiet: 12');
  await page.keyboard.press('Escape');
  await expect(chart(page).locator('dl')).toHaveCount(0);
});

test('islands live as long as their page, and a page without one does not load them', async ({ page }) => {
  const paths = asked(page);
  await read(page, `${blog.address}/posts/plain/`);
  await faced(page);
  expect(paths).toEqual([]);
  for (const round of [1, 2, 3]) {
    await page.getByRole('link', { name: 'Charts', exact: true }).first().click();
    await expect(chart(page)).toBeVisible();
    await expect.poll(() => count(page), `round ${round}`).toBe(3);
    await page.getByRole('link', { name: 'Plain', exact: true }).first().click();
    await expect(page.locator('h1')).toHaveText('Plain');
    await expect.poll(() => count(page), `round ${round}`).toBe(0);
  }
  // What is kept of the page is the page as it came.
  await page.goBack();
  await expect(chart(page)).toHaveCount(1);
  expect(paths.filter((path) => MODULE.test(path))).toHaveLength(1);
});

test('without the module a page says what it says', async ({ page, problems }) => {
  problems.expect(/islands[^/]*\.js/, /ERR_FAILED/);
  await page.route(ISLANDS, (route) => route.abort());
  await visit(page, `${blog.address}/posts/charts/`);
  await page.mouse.move(9, 9);
  await page.mouse.move(10, 10);
  await expect(page.locator('[data-tools]').first()).toBeAttached();
  await expect(page.locator('.chart svg').first()).toBeVisible();
  await expect(page.locator('[data-island]').first()).toBeEmpty();
});
