// For every reader again, where it is hardest: every construct, many posts, long names.

import { CROWDED, crowdedBlog } from '../support/crowded';
import { found, foundAnyhow, NOTHING, spread, tooWide } from '../support/looks';
import type { SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await crowdedBlog();
      await use(blog);
      blog.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

test.describe.configure({ mode: 'parallel' });

test.beforeEach(async ({ page, problems }) => {
  problems.expect(/example\.org|status of 404|^status 404|^failed: /);
  await page.route(/^https:/, (route) => route.abort());
  // Some pages are long, and a machine may be busy.
  test.slow();
});

for (const path of CROWDED) {
  test(`axe finds nothing: ${path}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(path);
    expect(await foundAnyhow(page)).toEqual(NOTHING);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`who asks for more contrast gets seven times the light, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    for (const path of ['/', '/archive/page/3/', '/series/row/', '/posts/writing-guide/']) {
      await page.goto(path);
      expect.soft(await found(page, ['color-contrast-enhanced']), path).toEqual([]);
    }
  });
}

// 320 pixels are 1,280 at 400 %.
test('no page scrolls sideways at 320 pixels, nor with wide letters and lines', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const path of CROWDED) {
    await page.goto(path);
    expect.soft(await tooWide(page), path).toEqual([]);
    await spread(page);
    // A drawing keeps its size when its letters grow: a label at its left edge may lose some pixels of one.
    expect.soft(await tooWide(page, 'svg :is(g, text)'), `${path}, wide`).toEqual([]);
  }
});
