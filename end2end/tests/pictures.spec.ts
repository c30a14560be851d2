// What pages look like, held against pictures that somebody looked at: `npx playwright test pictures
// --update-snapshots=all` makes them anew. Whoever does looks at the difference.

import type { Page } from '@playwright/test';
import { faces, PAGES, picturedBlog } from '../support/pictured';
import { BASE, SAME_BELOW_A_PATH } from '../support/place';
import type { SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

/** Widths, and how much of a page is pictured: a size that no change of the text changes. */
const SCREENS = [
  [320, 1100],
  [768, 1100],
  [1280, 1000],
  [1920, 1080],
] as const;

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await picturedBlog();
      await use(blog);
      blog.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
  // The faces stand in the page, which its policy would not allow.
  bypassCSP: true,
});

async function show(page: Page, path: string) {
  await page.goto(path);
  await page.addStyleTag({ content: faces() });
  await page.evaluate(async () => {
    for (const face of document.fonts) await face.load();
    await document.fonts.ready;
  });
}

test.describe.configure({ mode: 'parallel' });

// Known only to the process that runs the tests: the one that lists them may not ask for it.
test.skip(Boolean(BASE), SAME_BELOW_A_PATH);

for (const [kind, path] of Object.entries(PAGES)) {
  test(`a page of the kind ${kind} looks as it did`, async ({ page, problems }) => {
    test.slow();
    problems.expect(/status of 404/, /^status 404/);
    await show(page, path);
    for (const [width, height] of SCREENS) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expect.soft(page).toHaveScreenshot(`${kind}-${width}-${colorScheme}.png`);
      }
    }
  });
}
