// Who wrote a post, on a blog that has no list of authors.

import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const FILES = {
  'posts/plain.md': post('Plain', 'Text.', 'authors = ["Ana Lind"]'),
  'posts/linked.md': post('Linked', 'Text.', 'authors = ["[Ana *Lind*](https://ana.example/)"]'),
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

test('a name without an address is no link', async ({ page }) => {
  await page.goto('/posts/plain/');
  await expect(page.locator('header .meta')).toContainText('Ana Lind');
  await expect(page.locator('a:not([href])')).toHaveCount(0);
  await expect(page.locator('.meta a')).toHaveCount(0);
});

test('a link around a name is one', async ({ page, request }) => {
  await page.goto('/posts/linked/');
  await expect(page.locator('header .meta a')).toHaveText('Ana Lind');
  await expect(page.locator('header .meta a')).toHaveAttribute('href', 'https://ana.example/');
  const feed = (await (await request.get('/feed.json')).json()) as { items: { authors: object[] }[] };
  const authors = feed.items.map(({ authors }) => authors);
  expect(authors).toContainEqual([{ name: 'Ana Lind', url: 'https://ana.example/' }]);
  expect(authors).toContainEqual([{ name: 'Ana Lind' }]);
});
