// For every reader again, where it is hardest: every construct, many posts, long names.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { CROWDED, crowdedBlog } from '../support/crowded';
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

test.beforeEach(async ({ page, problems }) => {
  problems.expect(/example\.org|status of 404|^status 404|^failed: /);
  await page.route(/^https:/, (route) => route.abort());
  // Some pages are long, and a machine may be busy.
  test.slow();
});

const found = async (builder: AxeBuilder) => {
  const { violations } = await builder.analyze();
  return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(' ')) }));
};

for (const path of CROWDED) {
  test(`axe finds nothing: ${path}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(path);
    expect.soft(await found(new AxeBuilder({ page }))).toEqual([]);
    // What is said is the same by night, and where there is more room.
    const looks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect.soft(await found(new AxeBuilder({ page }).withRules(looks)), 'dark').toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`who asks for more contrast gets seven times the light, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    for (const path of ['/', '/archive/page/3/', '/series/row/', '/posts/writing-guide/']) {
      await page.goto(path);
      expect.soft(await found(new AxeBuilder({ page }).withRules(['color-contrast-enhanced'])), path).toEqual([]);
    }
  });
}

/** What is wider than the page, and in nothing that scrolls. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && element !== document.documentElement && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    const isWide = (element: Element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element.parentElement);
    const wide = [...document.body.querySelectorAll('*')].filter(isWide).map(({ localName, className }) => `${localName}.${className}`);
    return document.documentElement.scrollWidth > innerWidth ? [...wide, `the page: ${document.documentElement.scrollWidth}`] : wide;
  });

// 320 pixels are 1,280 at 400 %.
test('no page scrolls sideways at 320 pixels, nor with wide letters and lines', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const path of CROWDED) {
    await page.goto(path);
    expect.soft(await tooWide(page), path).toEqual([]);
    // As in success criterion 1.4.12.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
          'p { margin-block-end: 2em !important }',
      );
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    expect.soft(await tooWide(page), `${path}, wide`).toEqual([]);
  }
});
