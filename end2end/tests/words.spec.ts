// The words of the interface in the running app: every one of them comes from the table.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { heading, live, visit } from '../support/reader';
import { SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const TABLE = readFileSync('../server/crates/languages/src/tables/en.toml', 'utf8');
/** Every message in brackets; what stands between digits is no word. */
const BRACKETED = TABLE.split('\n')
  .filter((line) => line && !line.startsWith('#') && !line.startsWith('number-'))
  .map((line) => line.replace(/"([^"]*)"/g, '"⟦$1⟧"'))
  .join('\n');

/** A post in letters that the interface has none of. */
const post = (number: number, tags: string, text: string) =>
  `+++\ntitle = "სათაური ${number}"\ndescription = "აღწერა."\ndate = 2025-01-${String(number).padStart(2, '0')}\n` +
  `tags = [${tags}]\n+++\n\n${text}\n`;
const FILES = {
  'words.toml': BRACKETED,
  'posts/p1.md': post(1, '"ერთი"', '## ნაწილი\n\n```\nა\n```\n\nსიტყვა.'),
  'posts/p2.md': post(2, '"ორი"', 'სიტყვა.'),
  ...Object.fromEntries(
    Array.from({ length: 14 }, (_, at) => [`posts/m${at}.md`, post(at + 3, '"ბევრი", "სხვა"', 'მრავალი.')]),
  ),
};
const SITE = { title: 'ბლოგი', tagline: 'ნივთები.', introduction: 'გამარჯობა.', author: 'რედაქცია', language: 'ka' };

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, SITE);
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

/** What is said on the page in Latin letters and not in brackets. */
const foreign = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    let depth = 0;
    const read = (text: string) => {
      let bare = '';
      for (const c of text) {
        if (c === '⟦') depth += 1;
        else if (c === '⟧') depth -= 1;
        else if (depth === 0) bare += c;
      }
      if (/[a-z]/i.test(bare)) found.push(text);
    };
    read(document.title);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement!.closest('script, style, code')) read((node as Text).data);
    }
    for (const name of ['alt', 'aria-label', 'placeholder', 'title']) {
      for (const element of document.body.querySelectorAll(`[${name}]`)) read(element.getAttribute(name)!);
    }
    return found;
  });
const says = (page: Page, text: string) => expect(page.locator('body')).toContainText(text);
const isClean = async (page: Page) => expect(await foreign(page)).toEqual([]);

test('in lists, under a filter and in a text', async ({ page }) => {
  await visit(page, '/archive/');
  await isClean(page);
  await page.locator('.filter').getByRole('link', { name: 'ბევრი' }).click();
  await says(page, '⟦14 of 16 published articles: ბევრი.⟧');
  await says(page, '⟦Show more of the 2 others⟧');
  await says(page, '⟦1 min⟧');
  await isClean(page);
  await page.locator('.filter').getByRole('link', { name: 'ერთი' }).click();
  await says(page, '⟦No article has all of these tags.⟧');
  await isClean(page);
  await page.locator('.filter').getByRole('link', { name: '⟦all⟧' }).click();
  await says(page, '⟦16 published articles, newest first.⟧');
  await page.getByRole('link', { name: 'სათაური 1', exact: true }).click();
  await expect(heading(page)).toHaveText('სათაური 1');
  await expect(page.getByRole('button', { name: /^⟦Copy⟧/ })).toBeVisible();
  await isClean(page);
  await page.getByRole('banner').getByRole('link', { name: '⟦Home⟧' }).click();
  await says(page, '⟦16 published articles, the newest above.⟧');
  await isClean(page);
});

test('while a page is on its way', async ({ page }) => {
  await visit(page, '/archive/');
  await page.route('**/posts/p1/index.json', async (route) => {
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
  await page.getByRole('link', { name: 'სათაური 1', exact: true }).click();
  await expect(page.locator('body > [role=status]')).toHaveText('⟦Loading …⟧');
  await expect(heading(page)).toHaveText('სათაური 1');
});

test('in the search', async ({ page }) => {
  await visit(page, '/search/');
  await live(page);
  const said = page.locator('main .search-said');
  for (const [words, answer] of [
    ['მრავალი', '⟦14 texts.⟧'],
    ['ნაწილი', '⟦1 text.⟧'],
    ['ყვავილი', '⟦Nothing has ⟦“ყვავილი”⟧.⟧ ⟦No text was found.⟧'],
  ] as const) {
    await page.getByRole('searchbox').fill(words);
    await expect(said).toHaveText(answer);
    await isClean(page);
  }
  await visit(page, '/archive/');
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: '⟦Search⟧' });
  await dialog.getByRole('searchbox').fill('მრავალი');
  await expect(dialog.locator('.search-about').first()).toContainText('⟦16 ⟦Jan⟧ 2025⟧');
  await expect(dialog.getByRole('button', { name: '⟦More results⟧' })).toBeVisible();
  await isClean(page);
});
