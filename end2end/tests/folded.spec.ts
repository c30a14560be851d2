// Anchors in what is folded up.

import type { Page } from '@playwright/test';
import { live, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const HIGH = 'Words.\n\n'.repeat(60);
const FOLDED = `${HIGH}<details><summary>Outer</summary>

<details><summary>Inner</summary>

${HIGH}

### Inside

</details>

</details>

${HIGH}`;
const FILES = {
  'posts/folded.md': post('Folded', `[Down](#inside)\n\n${FOLDED}`),
  'posts/from.md': post('From', 'Go [in](folded.md#inside).'),
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

/** The heading in the inner of the two is open and at the top of the window. */
async function isShown(page: Page) {
  await expect(page.locator('details[open]')).toHaveCount(2);
  const top = () => page.locator('#inside').evaluate((heading) => heading.getBoundingClientRect().top);
  await expect.poll(top).toBeLessThan(200);
  expect(await top()).toBeGreaterThanOrEqual(0);
}

test('a link from another page opens what it leads into', async ({ page, traffic }) => {
  await visit(page, '/posts/from/');
  await page.getByRole('link', { name: 'in', exact: true }).click();
  await isShown(page);
  await expect(page.locator('#inside')).toBeFocused();
  expect(traffic.documents).toHaveLength(1);
  // Coming back, the reader is where they were.
  await page.goBack();
  await expect(page).toHaveURL('/posts/from/');
  await page.goForward();
  await isShown(page);
});

test('so does the first load', async ({ page }) => {
  await visit(page, '/posts/folded/#inside');
  await isShown(page);
});

test('so does a link on the page itself', async ({ page }) => {
  await visit(page, '/posts/folded/');
  await page.getByRole('link', { name: 'Down', exact: true }).click();
  await isShown(page);
});

test('what a reader folds up again stays so when the app comes', async ({ page }) => {
  await page.goto('/posts/folded/#inside');
  await isShown(page);
  await page.locator('summary').first().evaluate((summary) => (summary as HTMLElement).click());
  await live(page);
  await expect(page.locator('details[open]')).toHaveCount(1);
});
