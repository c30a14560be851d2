// Choosing posts by tags, on the front page and in the archive.

import type { Page } from '@playwright/test';
import { follow, heading, live, scrollY, viewOf, visit } from '../support/reader';
import { at } from '../support/place';
import { articles, LISTS, type Site } from '../support/site';
import { expect, test } from '../support/test';

const filter = (page: Page) => page.getByRole('navigation', { name: 'Filter by tag' });
const chip = (page: Page, tag: string) =>
  filter(page).getByRole('link').filter({ hasText: new RegExp(`^${tag}\\s*\\d*( chosen)?$`) });
const all = (page: Page) => filter(page).getByRole('link').first();

/** Two tags that some posts have both, and a third that none of these has. */
function choice(site: Site) {
  const tags = site.offered.map(({ tag }) => tag);
  for (const first of tags) {
    for (const second of tags) {
      const both = site.tagged(first, second).length;
      const narrows = both > 0 && both < site.tagged(first).length && first !== second;
      const none = tags.find((third) => site.tagged(first, second, third).length === 0);
      if (narrows && none) return { first, second, none };
    }
  }
  throw new Error('the posts offer no such choice');
}

/** The page shows the posts that have all of some tags, and the filter says so. */
async function shows(page: Page, site: Site, ...tags: string[]) {
  const posts = site.tagged(...tags);
  // Those that the front page shows above are not listed once more.
  const above = !tags.length && new URL(page.url()).pathname === at('/') ? 4 : 0;
  await expect(page.locator('.rows a')).toHaveText(posts.slice(above).map(({ title }) => title));
  const total = articles(site.posts.length);
  const sentence = tags.length ? `${posts.length} of ${total}: ${tags.join(', ')}.` : total;
  await expect(page.getByRole('main')).toContainText(sentence);
  const chosen = filter(page).getByRole('link', { name: / chosen$/ });
  await expect(chosen).toHaveCount(Math.max(1, tags.length));
  for (const tag of tags) await expect(chip(page, tag)).toHaveAccessibleName(/ chosen$/);
  if (!tags.length) await expect(all(page)).toHaveAccessibleName(/ chosen$/);
  await expect(filter(page).locator('[aria-current]')).toHaveCount(0);
  const title = tags.length ? new RegExp(`^${tags.join(', ')} – `) : /^(Archive|Engineering)/;
  await expect(page).toHaveTitle(title);
  if (!posts.length) await expect(page.getByText('No article has all of these tags.')).toBeVisible();
}

for (const path of ['/', '/archive/']) {
  test.describe(`the filter of ${path}`, () => {
    test('takes several tags at once, and takes them back', async ({ page, site, traffic }) => {
      const { first, second } = choice(site);
      await visit(page, path);
      await shows(page, site);
      traffic.clear();
      await chip(page, first).click();
      await shows(page, site, first);
      await expect(page).toHaveURL(`${path}?tag=${first}`);
      await chip(page, second).click();
      await shows(page, site, first, second);
      await expect(page).toHaveURL(`${path}?tag=${first}&tag=${second}`);
      await chip(page, first).click();
      await shows(page, site, second);
      await expect(page).toHaveURL(`${path}?tag=${second}`);
      await all(page).click();
      await shows(page, site);
      await expect(page).toHaveURL(path);
      expect(traffic.documents).toEqual([]);
      // Each list once, and of all posts those that are shown.
      const lists = traffic.all.map((path) => LISTS.exec(path)?.[1]);
      expect(lists).toEqual([`tags/${first}`, 'posts/0', `tags/${second}`, 'offered']);
    });

    test('counts what each tag would leave', async ({ page, site }) => {
      const { first, second } = choice(site);
      await visit(page, path);
      for (const chosen of [[], [first], [first, second]]) {
        if (chosen.length) await chip(page, chosen.at(-1)!).click();
        await shows(page, site, ...chosen);
        await expect(all(page)).toContainText(`all ${site.posts.length}`);
        for (const { tag } of site.offered) {
          const left = site.tagged(...new Set([...chosen, tag])).length;
          await expect.soft(chip(page, tag), `${tag} beside ${chosen}`).toContainText(`${tag} ${left}`);
        }
      }
    });

    test('says so when nothing is left', async ({ page, site }) => {
      const { first, second, none } = choice(site);
      await visit(page, path);
      for (const tag of [first, second, none]) await chip(page, tag).click();
      await shows(page, site, first, second, none);
      await chip(page, none).click();
      await shows(page, site, first, second);
    });

    test('is in the address: shared, loaded again, gone back from', async ({ page, site, traffic }) => {
      const { first, second } = choice(site);
      await visit(page, `${path}?tag=${first}&tag=${second}`);
      await shows(page, site, first, second);
      await page.reload();
      await live(page);
      await shows(page, site, first, second);
      traffic.clear();
      await chip(page, first).click();
      await shows(page, site, second);
      await page.goBack();
      await expect(page).toHaveURL(`${path}?tag=${first}&tag=${second}`);
      await shows(page, site, first, second);
      await page.goForward();
      await shows(page, site, second);
      expect(traffic.all).toEqual([]);
    });

    test('is kept for the way back from a post', async ({ page, site, traffic }) => {
      const { first } = choice(site);
      await visit(page, path);
      await chip(page, first).click();
      await shows(page, site, first);
      await page.locator('.rows a').last().click();
      await expect(heading(page)).toHaveText(site.tagged(first).at(-1)!.title);
      await expect(page).not.toHaveURL(/tag=/);
      await page.goBack();
      await expect(page).toHaveURL(`${path}?tag=${first}`);
      await shows(page, site, first);
      await page.goBack();
      await expect(page).toHaveURL(path);
      await shows(page, site);
      expect(await viewOf(page)).toBe(await viewOf(page, site.pages.find((page) => page.path === path)!.html));
      expect(traffic.documents).toHaveLength(1);
    });

    test('takes a tag that no post has', async ({ page, site }) => {
      await visit(page, `${path}?tag=no-such-tag`);
      await expect(page.getByText('No article has all of these tags.')).toBeVisible();
      await expect(chip(page, 'no-such-tag')).toContainText('no-such-tag 0');
      for (const { tag } of site.offered) await expect.soft(chip(page, tag)).toHaveText(`${tag} 0`);
      await chip(page, 'no-such-tag').click();
      await shows(page, site);
    });

    test('does not stumble over what is no tag', async ({ page, site }) => {
      const { first } = choice(site);
      for (const query of ['?tag=', '?tag=%FF', '?tag=<b>x</b>', '?tag', '?other=1']) {
        await visit(page, path + query);
        await shows(page, site);
      }
      await visit(page, `${path}?tag=${first}&tag=${first}&tag=&utm_source=x`);
      await shows(page, site, first);
    });

    test('keeps the reader where the filter is', async ({ page, site }) => {
      const { first, second } = choice(site);
      await page.setViewportSize({ width: 800, height: 500 });
      await visit(page, path);
      await chip(page, first).focus();
      const place = await scrollY(page);
      await page.keyboard.press('Enter');
      await shows(page, site, first);
      await expect(chip(page, first)).toBeFocused();
      expect(await scrollY(page)).toBe(place);
      await expect(page.getByRole('status')).toContainText(`${site.tagged(first).length} of ${articles(site.posts.length)}`);
      await chip(page, second).focus();
      await page.keyboard.press('Enter');
      await shows(page, site, first, second);
      await expect(chip(page, second)).toBeFocused();
    });

    test('can be left by way of the header', async ({ page, site }) => {
      const { first } = choice(site);
      await visit(page, `${path}?tag=${first}`);
      await shows(page, site, first);
      await follow(page, path);
      await expect(page).toHaveURL(path);
      await shows(page, site);
    });
  });
}

test('links to a filter can be followed from anywhere', async ({ page, site, traffic }) => {
  const { first, second } = choice(site);
  await visit(page, '/about/');
  traffic.clear();
  await follow(page, `/?tag=${first}`);
  await expect(page).toHaveURL(`/?tag=${first}`);
  await shows(page, site, first);
  await follow(page, `/archive/?tag=${first}&tag=${second}`);
  await expect(heading(page)).toHaveText('Archive');
  await shows(page, site, first, second);
  const pages = traffic.all.filter((path) => !LISTS.test(path));
  expect(pages.sort()).toEqual(['/archive/index.json', '/index.json']);
});
