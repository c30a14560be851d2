// Charts that are looked at closer, and figures that share a clock.

import type { Locator, Page } from '@playwright/test';
import { tokensLeft } from '../support/charts';
import { foundAnyhow, NOTHING } from '../support/looks';
import { painted, read } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const ROWS = Array.from({ length: 21 }, (_, at) => `${at},${20 - at},${at * at + 1}`);
const LINE = tokensLeft('second,busy,quiet', ROWS);
const INCIDENT = `\`\`\`timeline
title: What happened
2026-03-01 14:00 UTC started A deploy.
14:02 detected The first alert.
14:08 resolved Rolled back.
\`\`\`

\`\`\`chart
type = "percentiles"
title = "Latency"
y = { label = "Latency", unit = "ms" }

time,p50,p99
2026-03-01 14:00,12,30
2026-03-01 14:02,14,900
2026-03-01 14:04,13,340
2026-03-01 14:08,12,31
\`\`\`

\`\`\`chart
type = "line"
title = "Errors"
y = "Errors"

time,errors
2026-03-01 13:58,0
2026-03-01 14:02,7
2026-03-01 14:10,0
\`\`\`

\`\`\`log-excerpt
2026-03-01T14:00:30Z INFO deployed
2026-03-01T14:01:59Z ERROR upstream timed out
2026-03-01T14:07:00Z INFO up again
\`\`\``;

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({
    'posts/line.md': post('Line', `${LINE}\n\n## Below\n\nText.`),
    'posts/incident.md': post('Incident', INCIDENT),
  });
});
test.afterAll(() => blog.close());

const values = (page: Page, name = 'Tokens left') => page.getByRole('slider', { name: `Data: ${name}` });
const open = (page: Page) => page.getByRole('button', { name: /^Explore/ }).first().click();
const query = (page: Page) => page.evaluate(() => location.search);
const rowsOf = (page: Page) => page.locator('tbody tr:not([hidden])');
/** Draws from one part of what can be pointed at to another. */
async function drag(page: Page, chart: Locator, from: number, to: number) {
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (box.width * (from + to)) / 2, y);
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
}

test('a part of a chart is chosen, shown, and stands in the address', async ({ page }) => {
  await read(page, `${blog.address}/posts/line/`);
  await expect(values(page)).toBeVisible();
  await values(page).scrollIntoViewIfNeeded();
  const [before, entries] = [await page.locator('main').boundingBox(), await page.evaluate(() => history.length)];
  await drag(page, values(page), 0.3, 0.6);
  await expect(page.locator('figure[data-explored]')).toHaveCount(1);
  await expect(page.locator('[data-drawn]').first()).toBeHidden();
  await expect(page.locator('.chart-wide .chart-over text').filter({ hasText: 'busy' })).toBeVisible();
  await expect(rowsOf(page)).not.toHaveCount(21);
  await expect.poll(() => query(page)).toMatch(/^\?figure-1=\d[\d.]*_\d[\d.]*$/);
  // Nothing has moved, and going back leads away from the page.
  expect(await page.locator('main').boundingBox()).toEqual(before);
  expect(await page.evaluate(() => history.length)).toBe(entries);
  const [address, shown] = [page.url(), await rowsOf(page).count()];

  // A link shows the same, beside a place in the page, and the page is the same one.
  await page.goto(`${address}#below`);
  await expect(rowsOf(page)).toHaveCount(shown);
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).not.toContain('figure');
  await page.getByRole('button', { name: 'Whole range' }).first().click();
  await expect(rowsOf(page)).toHaveCount(21);
  await expect.poll(() => query(page)).toBe('');
  expect(new URL(page.url()).hash).toBe('#below');
});

test('keys do what gestures do', async ({ page }) => {
  await read(page, `${blog.address}/posts/line/`);
  await values(page).focus();
  await page.keyboard.press('End');
  await expect(values(page)).toHaveAttribute('aria-valuetext', 'second: 20, busy: 0, quiet: 401');
  await page.keyboard.press('+');
  await expect(rowsOf(page)).toHaveCount(11);
  await expect(page.getByRole('status').filter({ hasText: 'Rows' })).toHaveText('10 to 20. Rows: 11 of 21.');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByRole('status').filter({ hasText: 'Rows' })).toHaveText('7.5 to 17.5. Rows: 10 of 21.');
  await page.keyboard.press('Home');
  await expect(values(page)).toHaveAttribute('aria-valuetext', /^second: 8,/);
  await page.keyboard.press('-');
  await expect(rowsOf(page)).toHaveCount(21);
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await expect(rowsOf(page)).toHaveCount(21);
});

test('the wheel scrolls the page, and zooms with a modifier', async ({ page }) => {
  await read(page, `${blog.address}/posts/line/`);
  await values(page).hover();
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
  await expect(rowsOf(page)).toHaveCount(21);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -40);
  await page.keyboard.up('Control');
  await expect(rowsOf(page)).not.toHaveCount(21);
});

test('series and scales are chosen, and the table and its copy follow', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await read(page, `${blog.address}/posts/line/`);
  await open(page);
  const log = page.getByRole('button', { name: 'Logarithmic' });
  // One series is zero at its end.
  await expect(log).toBeDisabled();
  await expect(page.getByText('no place for zero')).toBeVisible();
  const busy = page.getByRole('button', { name: 'busy', exact: true });
  await expect(busy).toHaveAttribute('aria-pressed', 'true');
  await busy.click();
  await expect(busy).toHaveAttribute('aria-pressed', 'false');
  // The last one stays.
  await expect(page.getByRole('button', { name: 'quiet', exact: true })).toBeDisabled();
  await values(page).focus();
  await page.keyboard.press('Home');
  await expect(values(page)).toHaveAttribute('aria-valuetext', 'second: 0, quiet: 1');
  await page.keyboard.press('+');
  await expect.poll(() => query(page)).toBe('?figure-1=0_10_h1');
  await page.locator('.chart summary').click();
  await page.getByRole('button', { name: /CSV/ }).click();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
  expect(copied).toHaveLength(12);
  expect(copied.slice(0, 2)).toEqual(['second,quiet', '0,1']);
  await page.reload();
  await expect(page.locator('figure[data-explored]')).toHaveCount(1);
});

test('figures of one clock share a moment and a range', async ({ page }) => {
  await read(page, `${blog.address}/posts/incident/`);
  const [latency, errors] = [values(page, 'Latency'), values(page, 'Errors')];
  await expect(latency).toBeVisible();
  const entry = page.locator('.timeline li').nth(1);
  await entry.hover();
  await expect(latency.locator('dl')).toHaveText('time2026-03-01 14:02p5014p99900');
  await expect(errors.locator('dl')).toHaveText('time2026-03-01 14:02errors7');
  await expect(page.locator('.log li[data-now]')).toContainText('upstream timed out');
  await page.mouse.move(1, 1);
  await expect(errors.locator('dl')).toHaveCount(0);

  // By keyboard: the list of moments is one stop, its parts are reached by arrow keys.
  await page.locator('.timeline li').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(entry).toBeFocused();
  await expect(entry).toHaveAttribute('data-now');
  await expect(errors.locator('dl')).toContainText('errors7');
  await errors.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(entry).toHaveAttribute('data-now');

  await page.keyboard.press('+');
  await expect.poll(() => query(page)).toMatch(/^\?time=\d+(\.\d+)?_\d+(\.\d+)?$/);
  await expect(page.locator('figure[data-explored]')).toHaveCount(2);
  await expect(page.locator('.log li[data-outside]')).not.toHaveCount(0);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.locator('figure[data-explored]')).toHaveCount(2);
});

test('tools are in order on every screen', async ({ page }) => {
  await read(page, `${blog.address}/posts/line/`);
  await open(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect(await foundAnyhow(page)).toEqual(NOTHING);
  await page.setViewportSize({ width: 320, height: 800 });
  await painted(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
