// The filter of a blog with more posts than anyone wants to download.

import type { Page } from '@playwright/test';
import { LargeBlog } from '../support/large';
import { heading, live, visit } from '../support/reader';
import { articles, LISTS } from '../support/site';
import { expect, testLarge as test } from '../support/test';

const SCREEN = 12;
const filter = (page: Page) => page.getByRole('navigation', { name: 'Filter by tag' });
const chip = (page: Page, tag: string) => filter(page).getByRole('link', { name: new RegExp(`^${tag}\\b`) });
const rows = (page: Page) => page.locator('.rows a');
const more = (page: Page) => page.getByRole('link', { name: 'Show more' });

for (const path of ['/', '/archive/']) {
  test(`the filter of ${path} says how many posts there are, and shows them bit by bit`, async ({ page, large, traffic }) => {
    const found = large.tagged('third').map(({ title }) => title);
    await visit(page, path);
    await chip(page, 'third').click();
    await expect(page.getByRole('main')).toContainText(`${found.length} of ${articles(large.posts.length)}`);
    await expect(rows(page)).toHaveText(found.slice(0, SCREEN));
    for (const [tag, count] of [['all', large.posts.length], ['seventh', large.tagged('third', 'seventh').length]] as const) {
      await expect(chip(page, tag).last()).toHaveText(`${tag} ${tag === 'all' ? found.length : count}`);
    }
    // The numbers of older posts are fetched when they are asked for.
    const older = () => traffic.all.map((path) => LISTS.exec(path)?.[1]).filter((list) => list?.startsWith('older/'));
    expect(older()).toEqual([]);
    for (let shown = SCREEN; shown < found.length; shown += SCREEN) {
      await more(page).focus();
      await page.keyboard.press('Enter');
      await expect(rows(page)).toHaveText(found.slice(0, shown + SCREEN));
      await expect(rows(page).nth(shown)).toBeFocused();
    }
    await expect(more(page)).toHaveCount(0);
    expect(older()).toEqual(['older/third']);
    expect(traffic.documents).toHaveLength(1);

    // All of it is in the address.
    await page.reload();
    await live(page);
    await expect(rows(page)).toHaveText(found);
    await page.goBack();
    await expect(rows(page)).toHaveText(found.slice(0, -(found.length % SCREEN) || -SCREEN));
  });
}

test('a click on the filter fetches what it shows, and nothing that is there', async ({ page, large, traffic }) => {
  await visit(page, '/archive/');
  traffic.clear();
  await chip(page, 'seventh').click();
  await expect(rows(page)).toHaveText(large.tagged('seventh').slice(0, SCREEN).map(({ title }) => title));
  const lists = () => traffic.all.map((path) => LISTS.exec(path)?.[1]).sort();
  const shards = [...new Set(large.tagged('seventh').slice(0, SCREEN).map(({ number }) => Math.floor(number / 16)))];
  expect(lists()).toEqual([...shards.map((shard) => `posts/${shard}`), 'tags/seventh'].sort());
  traffic.clear();
  await chip(page, 'third').click();
  await expect(rows(page)).toHaveText(large.tagged('seventh', 'third').map(({ title }) => title));
  expect(lists()).toContain('tags/third');
  expect(lists().filter((list) => shards.some((shard) => list === `posts/${shard}`))).toEqual([]);
  traffic.clear();
  await chip(page, 'seventh').click();
  await chip(page, 'seventh').click();
  await expect(rows(page)).toHaveText(large.tagged('seventh', 'third').map(({ title }) => title));
  expect(traffic.documents).toEqual([]);
});

test('pointing at the filter fetches ahead: the click shows at once', async ({ page, large, traffic }) => {
  await visit(page, '/archive/');
  traffic.clear();
  await chip(page, 'third').hover();
  await expect.poll(() => traffic.all.filter((path) => LISTS.test(path)).length).toBeGreaterThan(1);
  await page.waitForLoadState('networkidle');
  const asked = traffic.all.length;
  const shown = await page.evaluate(() => {
    document.querySelector<HTMLElement>('.filter a:nth-child(3)')!.click();
    return new Promise<string | undefined>((paint) =>
      requestAnimationFrame(() => paint(document.querySelector('.rows a')?.textContent?.trim())),
    );
  });
  expect(shown).toBe(large.tagged('third')[0]!.title);
  expect(traffic.all).toHaveLength(asked);
});

test('of what was published meanwhile, an open page shows nothing wrong', async ({ page, problems }) => {
  problems.expect(/status of 404/, /^status 404/);
  const blog = await LargeBlog.growing(40);
  try {
    await visit(page, `${blog.address}/archive/`);
    await chip(page, 'third').click();
    await expect(rows(page)).toHaveText(blog.tagged('third').slice(0, SCREEN).map(({ title }) => title));
    blog.grow(30);
    // The lists that this page knows are gone: the page of the tag is as good.
    await chip(page, 'seventh').click();
    await expect(page).toHaveURL(`${blog.address}/tags/seventh/`);
    await expect(heading(page)).toHaveText('seventh');
    await expect(page.locator('.card')).toHaveCount(10);
  } finally {
    blog.close();
  }
});
