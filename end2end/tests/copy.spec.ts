// Copying: code, and the whole text as Markdown.

import type { Page } from '@playwright/test';
import { arrived, follow, visit } from '../support/reader';
import { expect, test } from '../support/test';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

test.describe('a block of code', () => {
  test('is copied as it stands, and the reader is told', async ({ page, site }) => {
    const post = site.all('post').find(({ html }) => html.includes('class="code"'))!;
    expect(post.html).not.toMatch(/<[^>]*\sdata-copy/);
    await visit(page, post.path);
    const block = page.locator('.code').first();
    const button = block.getByRole('button');
    await expect(button).toHaveAccessibleName('Copy');
    await expect(button).toHaveCSS('opacity', '0');
    await block.hover();
    await expect(button).toHaveCSS('opacity', '1');
    const code = (await block.locator('pre').textContent())!;
    await button.click();
    await expect(button).toHaveText('Copied');
    await expect(page.locator('.copied')).toHaveText('Copied');
    expect(await copied(page)).toBe(code.trimEnd());
    await expect(button).toHaveText('Copy');
  });

  test('can be copied from the keyboard, on pages that the app has shown too', async ({ page, site }) => {
    const [one, two] = site.all('post').filter(({ html }) => html.includes('class="code"'));
    await visit(page, one!.path);
    const blocks = page.locator('.code');
    for (const post of [two!, one!]) {
      await follow(page, post.path);
      await arrived(page, { path: post.path, title: post.data.title });
      const count = await blocks.count();
      expect(count).toBeGreaterThan(0);
      await expect(blocks.getByRole('button')).toHaveCount(count);
    }
    const button = blocks.last().getByRole('button');
    await button.focus();
    await expect(button).toHaveCSS('opacity', '1');
    await page.keyboard.press('Enter');
    await expect(button).toHaveText('Copied');
    expect(await copied(page)).toBe((await blocks.last().locator('pre').textContent())!.trimEnd());
  });
});

test.describe('a post', () => {
  test('is copied as Markdown', async ({ page, site, request }) => {
    const post = site.all('post')[0]!;
    await visit(page, post.path);
    const link = page.getByRole('link', { name: 'View as Markdown' });
    const markdown = await (await request.get((await link.getAttribute('href'))!)).text();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page.locator('.copied')).toHaveText('Copied');
    expect((await copied(page)).trim()).toBe(markdown.trim());
    expect(markdown).toContain(post.content.title);
  });

  test('that can not be fetched is opened as Markdown', async ({ page, site, problems }) => {
    problems.expect(/status of 503/, /^status 503/);
    const post = site.all('post')[0]!;
    await visit(page, post.path);
    let asked = 0;
    await page.route('**/index.md', (route) => {
      asked += 1;
      return asked === 1 ? route.fulfill({ status: 503 }) : route.fulfill({ contentType: 'text/plain', body: 'Text' });
    });
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page).toHaveURL(`${post.path}index.md`);
  });
});
