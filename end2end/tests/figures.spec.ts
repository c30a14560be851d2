// Traces, flame graphs, logs and the charts of latency: complete without a script, on any screen.

import { readFileSync } from 'node:fs';
import { foundAnyhow, NOTHING, tooWide } from '../support/looks';
import { visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const LOG = `\`\`\`log-excerpt title="What it wrote"
2026-03-01T14:02:03.123456Z  INFO gateway: listening on port 8080
2026-03-01T14:02:05Z ERROR connect: refused
2026-03-01T14:02:06Z ERROR connect: refused
2026-03-01T14:02:08Z ERROR connect: refused
level=warn msg="a_word_that_is_wider_than_any_screen_that_anybody_holds_in_a_hand" attempts=3
\`\`\``;
const FLAME = `\`\`\`flame title="Where its time goes"
main;serve;parse 42
main;serve;write_all 11
main;collect 4
\`\`\``;
const TRACE = `\`\`\`trace title="Declined"
data = "checkout.json"
\`\`\``;
const HEATMAP = `\`\`\`chart
type = "heatmap"
title = "Latency"

time,under 10 ms,to 50 ms
2026-03-01 14:00,90,20
2026-03-01 14:05,20,60
\`\`\``;
const PERCENTILES = HEATMAP.replace('heatmap', 'percentiles').replace('90,20', '20,90');
const BOUNDS = `\`\`\`chart
type = "bar"
title = "Runs"
bounds = { ms = ["low", "high"] }

tool,ms,low,high
a,12,10,15
\`\`\``;

let blog: SmallBlog;
test.beforeAll(async () => {
  const text = [TRACE, FLAME, LOG, HEATMAP, PERCENTILES, BOUNDS].join('\n\n');
  const trace = readFileSync('../content/posts/writing-guide/checkout.json', 'utf8');
  blog = await SmallBlog.of({ 'posts/figures/index.md': post('Figures', text), 'posts/figures/checkout.json': trace });
});
test.afterAll(() => blog.close());

test('axe finds nothing in them, and nothing scrolls sideways', async ({ page }) => {
  await visit(page, `${blog.address}/posts/figures/`);
  expect(await foundAnyhow(page)).toEqual(NOTHING);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await tooWide(page)).toEqual([]);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a picture has its words, and the table all of it', async ({ page }) => {
    await page.goto(`${blog.address}/posts/figures/`);
    const trace = page.getByRole('img', { name: 'Declined' });
    await expect(trace).toHaveAccessibleDescription(/9 spans of gateway, checkout, payments, stock in 430 ms\. Failed: 3/);
    await page.getByText('Data: Declined').click();
    const row = page.getByRole('row', { name: /^reserve/ });
    await expect(row.getByRole('cell')).toHaveText(['stock', 'checkout.place', '81 ms', '59.25 ms', '59.25 ms', '', '']);
    await expect(page.getByRole('img', { name: 'Where its time goes' })).toHaveAccessibleDescription(/parse \(73\.7 %\)/);
  });

  test('a line of a log has an address, also where it is folded', async ({ page }) => {
    await page.goto(`${blog.address}/posts/figures/`);
    const log = page.getByRole('list', { name: 'What it wrote' });
    const warning = log.getByRole('link', { name: 'Line 5' });
    await warning.click();
    await expect(page).toHaveURL(/#.*L5$/);
    await expect(log.getByText('×3, until 2026-03-01T14:02:08Z')).toBeVisible();
    await log.getByText('×3').click();
    await expect(log.getByRole('link', { name: 'Line 4' })).toBeVisible();
  });
});
