// What a reader without JavaScript has, beside all that stands in the files (`pages.spec.ts`).

import { tagPath } from '../support/site';
import { expect, test } from '../support/test';

test('every link is followed by the browser', async ({ page, site, traffic }) => {
  await page.goto('/');
  await page.locator('.card h3 a').first().click();
  await expect(page.locator('h1')).toHaveText(site.posts[0]!.title);
  await page.getByRole('navigation', { name: 'More posts' }).getByRole('link', { name: 'Older' }).click();
  await expect(page.locator('h1')).toHaveText(site.posts[1]!.title);
  await page.goBack();
  await expect(page.locator('h1')).toHaveText(site.posts[0]!.title);
  expect(traffic.documents).toHaveLength(4);
  expect(traffic.all.filter((path) => /\.(js|wasm|json)$/.test(path))).toEqual([]);
});

for (const path of ['/', '/archive/']) {
  test(`the filter of ${path} leads to the pages of tags`, async ({ page, site }) => {
    await page.goto(path);
    const chips = page.getByRole('navigation', { name: 'Filter by tag' }).getByRole('link');
    const all = chips.first();
    await expect(all).toHaveAttribute('href', '/archive/');
    await expect(all).toHaveText(`all ${site.posts.length} chosen`);
    const tags = site.offered;
    await expect(chips).toHaveText([/^all/, ...tags.map(({ tag, count }) => `${tag} ${count}`)]);
    for (const { tag, count } of tags) {
      expect.soft(count, tag).toBe(site.tagged(tag).length);
      await expect.soft(chips.filter({ hasText: new RegExp(`^${tag} \\d+$`) })).toHaveAttribute('href', tagPath(tag));
    }
    const { tag } = tags[0]!;
    await chips.nth(1).click();
    await expect(page).toHaveURL(tagPath(tag));
    await expect(page.locator('.card')).toHaveCount(site.tagged(tag).length);
  });
}

test('nothing is offered that would not work', async ({ page, site }) => {
  for (const { path } of site.pages) {
    await page.goto(path);
    for (const control of await page.locator('button, input, select, form, [role=button]').all()) {
      const dead = (await control.isVisible()) && (await control.isEnabled());
      expect.soft(dead, `${path}: ${await control.evaluate((element) => element.outerHTML)}`).toBe(false);
    }
  }
});

test('the theme follows the system', async ({ page }) => {
  await page.goto('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper()).not.toBe(light);
});

test('the skip link leads to the content', async ({ page }) => {
  await page.goto('/archive/');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Skip to content');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/archive/#content');
});
