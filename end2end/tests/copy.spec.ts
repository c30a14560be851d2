// Copying: code, and the whole text as Markdown.

import type { Page } from '@playwright/test';
import { arrived, follow, read } from '../support/reader';
import { expect, test } from '../support/test';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

test.describe('a block of code', () => {
  test('is copied as it stands, and the reader is told', async ({ page, site }) => {
    const post = site.all('post').find(({ html }) => html.includes('class="code"'))!;
    expect(post.html).not.toMatch(/<[^>]*\sdata-copy/);
    await read(page, post.path);
    const block = page.locator('.code').first();
    const button = block.locator('[data-copy]');
    const code = (await block.locator('pre').textContent())!;
    // Called by what it copies, and beside it.
    const name = (await block.locator('.code-name').count()) ? block.locator('.code-name') : block.locator('pre');
    const first = (await name.textContent())!.trim().split('\n')[0]!.slice(0, 60);
    await expect(button).toHaveAccessibleName(`Copy: ${first.trim()}`);
    const [box, text] = [await button.boundingBox(), await block.locator('pre').boundingBox()];
    expect(box!.y + box!.height).toBeLessThanOrEqual(text!.y + 1);
    await button.click();
    await expect(button).toHaveText('Copied');
    await expect(page.locator('.copied')).toHaveText('Copied');
    expect(await copied(page)).toBe(code.trimEnd());
    await expect(button).toHaveText('Copy');
  });

  test('can be copied from the keyboard, on pages that the app has shown too', async ({ page, site }) => {
    const [one, two] = site.all('post').filter(({ html }) => html.includes('class="code"'));
    await read(page, one!.path);
    const blocks = page.locator('.code');
    for (const post of [two!, one!]) {
      await follow(page, post.path);
      await arrived(page, { path: post.path, title: post.data.title });
      const count = await blocks.count();
      expect(count).toBeGreaterThan(0);
      await expect(blocks.locator('[data-copy]')).toHaveCount(count);
    }
    const button = blocks.last().locator('[data-copy]');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(button).toHaveText('Copied');
    expect(await copied(page)).toBe((await blocks.last().locator('pre').textContent())!.trimEnd());
  });
});

test('lines that are too long are wrapped at a wish', async ({ page, site }) => {
  const post = site.all('post').find(({ html }) => html.includes('class="code"'))!;
  await page.setViewportSize({ width: 320, height: 700 });
  await read(page, post.path);
  const blocks = page.locator('.code');
  const scrolls = (at: number) => blocks.nth(at).locator('pre').evaluate((pre) => pre.scrollWidth > pre.clientWidth);
  let wrapped = 0;
  for (let at = 0; at < (await blocks.count()); at += 1) {
    const wrap = blocks.nth(at).locator('[data-wrap]');
    await expect(wrap).toBeVisible({ visible: await scrolls(at) });
    if (!(await scrolls(at))) continue;
    const text = await blocks.nth(at).locator('pre').textContent();
    await wrap.click();
    await expect(wrap).toHaveAttribute('aria-pressed', 'true');
    expect(await scrolls(at)).toBe(false);
    expect(await blocks.nth(at).locator('pre').textContent()).toBe(text);
    await wrap.click();
    expect(await scrolls(at)).toBe(true);
    wrapped += 1;
  }
  expect(wrapped).toBeGreaterThan(0);
});

test.describe('a post', () => {
  test('is copied as Markdown', async ({ page, site, request }) => {
    const post = site.all('post')[0]!;
    await read(page, post.path);
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
    await read(page, post.path);
    let asked = 0;
    await page.route('**/index.md', (route) => {
      asked += 1;
      return asked === 1 ? route.fulfill({ status: 503 }) : route.fulfill({ contentType: 'text/plain', body: 'Text' });
    });
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page).toHaveURL(`${post.path}index.md`);
  });
});
