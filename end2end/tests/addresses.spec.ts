// Addresses that an owner chose, in the app.

import { arrived, headOf, live, read, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const FILES = {
  'posts/2026-01-02-first.md': post('First', 'See [the second](second.md#part) and [about](../pages/about.md).', 'tags = ["one"]'),
  'posts/second.md': post('Second', '## Part\n\nWords to look for.', 'tags = ["one", "two"]'),
  'pages/about.md': '+++\ntitle = "About"\n+++\n\nThis. See [first](../posts/2026-01-02-first.md).\n',
};
const PATTERNS = {
  'permalinks.posts': '/blog/:year/:month/:slug/',
  'permalinks.pages': '/:slug.html',
  'permalinks.tags': '/blog/on/:slug/',
  'permalinks.archive': '/blog/',
};

const blogOf = (site: Record<string, string>) =>
  base.extend<object, { blog: SmallBlog }>({
    blog: [
      async ({}, use) => {
        const blog = await SmallBlog.of(FILES, site);
        await use(blog);
        blog.close();
      },
      { scope: 'worker' },
    ],
    baseURL: async ({ blog }, use) => use(blog.address),
  });

const test = blogOf(PATTERNS);
const testRoot = blogOf({ 'permalinks.posts': '/:slug/' });

const FIRST = '/blog/2026/01/first/';
const SECOND = '/blog/2026/01/second/';

test('the app goes from page to page wherever they are', async ({ page, request, traffic }) => {
  await visit(page, '/');
  for (const [link, path, title] of [
    ['First', FIRST, 'First – Small'],
    ['the second', `${SECOND}#part`, 'Second – Small'],
    ['Archive', '/blog/', 'Archive – Small'],
    ['First', FIRST, 'First – Small'],
    ['about', '/about.html', 'About – Small'],
  ] as const) {
    // What was read is marked, for who listens too.
    await page.getByRole('link', { name: new RegExp(`^(read: )?${link}$`) }).first().click();
    await arrived(page, { path, title });
    const file = await (await request.get(path.split('#')[0]!)).text();
    expect(await headOf(page)).toEqual(await headOf(page, file));
  }
  await page.goBack();
  await arrived(page, { path: FIRST, title: 'First – Small' });
  expect(traffic.documents).toHaveLength(1);
  expect(traffic.data).toContain('/about/index.json');
});

test('the filter makes addresses of its own pages and rows', async ({ page, traffic }) => {
  await visit(page, '/blog/');
  const filter = page.getByRole('navigation', { name: 'Filter by tag' });
  await filter.getByRole('link', { name: /^two/ }).click();
  await expect(page).toHaveURL('/blog/?tag=two');
  await page.locator('.rows').getByRole('link', { name: 'Second' }).click();
  await arrived(page, { path: SECOND, title: 'Second – Small' });
  expect(traffic.documents).toHaveLength(1);
});

test('a page that is a file is adopted, previewed and found', async ({ page, traffic }) => {
  await read(page, FIRST);
  await page.getByRole('link', { name: 'about' }).hover();
  await expect(page.locator('#peek')).toContainText('About');
  await visit(page, '/search/?q=this');
  await page.locator('main').getByRole('link', { name: /About/ }).first().click();
  await expect(page.locator('h1')).toHaveText('About');
  expect(traffic.all).toContain('/about/index.md');
});

test('keys lead to the lists where they are', async ({ page }) => {
  await read(page, FIRST);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await arrived(page, { path: '/blog/', title: 'Archive – Small' });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL('/blog/on/');
});

testRoot('where posts and pages have one form, the page tells which it is', async ({ page, traffic }) => {
  await visit(page, '/first/');
  const archive = page.locator('.site-nav').getByRole('link', { name: 'Archive' });
  await expect(archive).toHaveAttribute('aria-current', 'true');
  await visit(page, '/');
  traffic.clear();
  await page.getByRole('link', { name: 'First', exact: true }).first().click();
  await expect(archive).toHaveAttribute('aria-current', 'true');
  await visit(page, '/about/');
  await expect(archive).not.toHaveAttribute('aria-current');
  await page.locator('main').getByRole('link', { name: 'first' }).click();
  await expect(archive).toHaveAttribute('aria-current', 'true');
  await page.goBack();
  await live(page);
  await expect(page).toHaveURL('/about/');
  await expect(archive).not.toHaveAttribute('aria-current');
});
