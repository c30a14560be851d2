// The numbered pages of lists, with the app and without JavaScript.

import type { Page } from '@playwright/test';
import type { LargeBlog } from '../support/large';
import { at } from '../support/place';
import { numbered } from '../support/site';
import { expect, testLarge as test } from '../support/test';

const PER_PAGE = 16;
const pager = (page: Page) => page.getByRole('navigation', { name: 'Pages' });
const titles = (page: Page) => page.locator('.rows a, .card h3 a').allTextContents();

const lists = [
  { path: '/archive/', name: 'Archive', heading: 'Archive', posts: (large: LargeBlog) => large.tagged() },
  { path: '/tags/third/', name: 'Articles on third', heading: 'third', posts: (large: LargeBlog) => large.tagged('third') },
];

for (const { path, name, heading, posts } of lists) {
  test(`${path} leads through all of its posts, page by page`, async ({ page, large, javaScriptEnabled, traffic }) => {
    const all = posts(large).map(({ title }) => title);
    const last = Math.ceil((all.length - PER_PAGE) / PER_PAGE);
    expect(last).toBeGreaterThan(2);
    await page.goto(path);
    if (javaScriptEnabled !== false) await page.locator('html[data-app=live]').waitFor({ state: 'attached' });

    const seen: string[] = [];
    for (const number of [0, ...Array.from({ length: last }, (_, at) => last - at)]) {
      const suffix = number ? `, page ${number}` : '';
      await expect(page).toHaveURL(numbered(path, number));
      await expect(page).toHaveTitle(`${name}${suffix} – Large`);
      await expect(page.locator('h1')).toHaveText(heading + suffix);
      const canonical = page.locator('head > link[rel=canonical]');
      await expect(canonical).toHaveAttribute('href', `https://large.example${at(numbered(path, number))}`);
      const here = await titles(page);
      expect(here.length).toBeLessThanOrEqual(PER_PAGE);
      seen.push(...here.map((title) => title.trim()));
      const older = pager(page).getByRole('link', { name: 'Older' });
      if (number === 1) await expect(older).toHaveCount(0);
      else {
        await expect(older).toHaveAttribute('rel', 'prev');
        await older.click();
      }
    }
    expect(seen).toEqual(all);

    for (const number of [...Array.from({ length: last - 1 }, (_, at) => at + 2), 0]) {
      const newer = pager(page).getByRole('link', { name: 'Newer' });
      await expect(newer).toHaveAttribute('rel', 'next');
      await newer.click();
      await expect(page).toHaveURL(numbered(path, number));
    }
    await expect(pager(page).getByRole('link', { name: 'Newer' })).toHaveCount(0);
    expect(traffic.documents).toHaveLength(javaScriptEnabled === false ? 2 * last + 1 : 1);
  });
}

test('the archive leads to where each year begins', async ({ page, large }) => {
  const years = [...new Set(large.tagged().map(({ year }) => year))];
  expect(years.length).toBeGreaterThan(2);
  for (const year of years) {
    await page.goto('/archive/');
    const posts = large.posts.filter((post) => post.year === year);
    await page.getByRole('navigation', { name: 'Years' }).getByRole('link', { name: `${year} ${posts.length}` }).click();
    const section = page.getByRole('region', { name: year });
    await expect(section.locator('.rows a').first()).toHaveText(posts.at(-1)!.title);
    await expect(page).toHaveURL(new RegExp(`#y${year}$`));
    await expect(section.getByRole('heading')).toBeInViewport();
  }
});

test('a post leads to its place in the archive', async ({ page, large }) => {
  for (const post of [large.posts[0]!, large.posts[40]!, large.posts.at(-1)!]) {
    await page.goto(`/posts/post-${post.number}/`);
    await page.locator('.kicker').getByRole('link', { name: post.year }).click();
    // Which is marked as read, for who looks and who listens.
    const name = new RegExp(`^(read: )?${post.title}$`);
    await expect(page.getByRole('region', { name: post.year }).getByRole('link', { name })).toHaveCount(1);
  }
});

test('there are no pages beyond the last, and no other names for one', async ({ request }) => {
  for (const path of ['/archive/page/0/', '/archive/page/01/', '/archive/page/99/', '/tags/page/1/', '/archive/page/']) {
    expect.soft((await request.get(path)).status(), path).toBe(404);
  }
});
