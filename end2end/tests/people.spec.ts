// Authors and series. This runs twice: with JavaScript, and without.

import { expect, test } from '../support/test';

const AUTHOR = { path: '/authors/editors/', name: 'The editors' };
const SERIES = { path: '/series/reading-mcp-hangar/', name: 'Reading MCP Hangar' };

test.describe('an author', () => {
  test('is who the line of a post leads to, and lists the posts', async ({ page, site }) => {
    const post = site.all('post')[0]!;
    await page.goto(post.path);
    await page.locator('article > header').getByRole('link', { name: AUTHOR.name }).click();
    await expect(page).toHaveURL(AUTHOR.path);
    await expect(page.locator('h1')).toHaveText(AUTHOR.name);
    const articles = page.getByRole('region', { name: 'Articles' });
    const titles = site.all('post').map(({ content }) => content.title);
    await expect(articles.getByRole('heading', { level: 3 })).toHaveText(titles);
    await page.locator('.kicker').getByRole('link', { name: 'Authors' }).click();
    await expect(page).toHaveURL('/authors/');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([AUTHOR.name]);
  });
});

test.describe('a series', () => {
  test('stands on each of its posts, with the others', async ({ page }) => {
    await page.goto(SERIES.path);
    await expect(page.locator('h1')).toHaveText(SERIES.name);
    const parts = page.locator('.entries h2 a');
    const titles = await parts.allTextContents();
    expect(titles.length).toBeGreaterThan(2);
    await expect(page.locator('.entries .kicker').first()).toContainText('Part 1');

    await parts.nth(1).click();
    await expect(page.locator('h1')).toHaveText(titles[1]!);
    const series = page.getByRole('navigation', { name: 'Series' });
    await series.locator('summary').click();
    await expect(series).toContainText(`Part 2 of ${titles.length}`);
    await expect(series.getByRole('listitem')).toHaveText(titles);
    await expect(series.locator('[aria-current=page]')).toHaveText(titles[1]!);

    await expect(page.locator('article > footer')).toContainText(`Next part: ${titles[2]}`);

    await series.getByRole('link', { name: titles[0]! }).click();
    await expect(page.locator('h1')).toHaveText(titles[0]!);
    await series.locator('summary').click();
    await expect(series).toContainText('Part 1 of');
    await series.getByRole('link', { name: SERIES.name }).click();
    await expect(page).toHaveURL(SERIES.path);
  });
});
