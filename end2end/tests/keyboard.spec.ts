// Every path of a reader, by keyboard alone: what follows a link, a tag, a note, a figure, and the way back.

import type { Locator, Page } from '@playwright/test';
import { heading, read, scrollY, visit } from '../support/reader';
import { NOWHERE, tagPath } from '../support/site';
import { post, SmallBlog } from '../support/small';
import { expect, test, testLarge } from '../support/test';

/** Presses Tab until something has the focus; nobody presses it more often. */
async function tabTo(page: Page, target: Locator, key = 'Tab') {
  const has = () => target.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; !(await has()); pressed += 1) {
    expect(pressed, `stops before ${target}`).toBeLessThan(250);
    await page.keyboard.press(key);
  }
}

/** Goes to something and uses it. */
async function use(page: Page, target: Locator, key = 'Enter') {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('the header leads to every page that it names', async ({ page }) => {
  await visit(page, '/');
  const names = await page.getByRole('banner').getByRole('navigation').getByRole('link').allTextContents();
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    await page.keyboard.press('Home');
    const link = page.getByRole('banner').getByRole('link', { name, exact: true });
    const path = await link.getAttribute('href');
    await tabTo(page, link, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(path!);
    // Where the page begins, unless it was there already.
    if (path !== '/') await expect(heading(page)).toBeFocused();
  }
});

test('the theme is switched', async ({ page }) => {
  await visit(page, '/');
  const toggle = page.getByRole('button', { name: 'Dark theme' });
  await use(page, toggle, 'Space');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(toggle).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
});

test('from a tag to a post that has it, and back to where one was', async ({ page, site }) => {
  const { tag } = site.offered[0]!;
  const [first] = site.tagged(tag);
  await visit(page, '/tags/');
  const strokes = page.getByRole('main').getByRole('link', { name: new RegExp(`^${tag} `) });
  await use(page, strokes);
  await expect(heading(page)).toHaveText(tag);
  await expect(heading(page)).toBeFocused();
  const card = page.getByRole('article').getByRole('link', { name: first!.title });
  await use(page, card);
  await expect(heading(page)).toHaveText(first!.title);
  await page.goBack();
  await expect(heading(page)).toHaveText(tag);
  await expect(card).toBeFocused();
  await page.goBack();
  await expect(strokes).toBeFocused();
});

test('from the filter to a post that it finds, and the filter is left again', async ({ page, site }) => {
  const { tag } = site.offered[1]!;
  await visit(page, '/archive/');
  const filter = page.getByRole('navigation', { name: 'Filter by tag' });
  const chip = filter.getByRole('link', { name: new RegExp(`^${tag} `) });
  await use(page, chip);
  await expect(page).toHaveURL(`/archive/?tag=${tag}`);
  await expect(chip).toBeFocused();
  const row = page.locator('.rows a').first();
  await use(page, row);
  await expect(heading(page)).toHaveText(site.tagged(tag)[0]!.title);
  await page.goBack();
  await expect(row).toBeFocused();
  await tabTo(page, chip, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/archive/');
});

test('from one end of a post to the other', async ({ page, site }) => {
  const { path, content } = site.all('post').find(({ html }) => html.includes('class="series"') && html.includes('data-notes'))!;
  await page.setViewportSize({ width: 390, height: 780 });
  await read(page, path);
  // The series, folded up.
  const series = page.getByRole('navigation', { name: 'Series' });
  await use(page, series.locator('summary'));
  await tabTo(page, series.getByRole('link').first());
  // The contents, folded up.
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await use(page, contents.locator('summary'));
  const section = contents.getByRole('link').nth(1);
  await use(page, section);
  await expect(page).toHaveURL(`${path}#${content.prose.contents[1]!.id}`);
  expect(await scrollY(page)).toBeGreaterThan(0);
  await page.goBack();
  await expect(section).toBeFocused();
  // A note, and back to the sentence that has it.
  const reference = page.locator('.footnote-ref a').first();
  await use(page, reference);
  await expect(page).toHaveURL(/#fn/);
  const back = page.locator(':target .footnote-back').first();
  await use(page, back);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(reference).toBeFocused();
  // The tags, at the end.
  const tag = page.locator('.post-end .tags a').first();
  const name = (await tag.textContent())!;
  await use(page, tag);
  await expect(page).toHaveURL(tagPath(name));
});

test('what the end of a post offers is reached in its order', async ({ page, site }) => {
  const { path } = site.post(1);
  await visit(page, path);
  const end = page.locator('.post-end, .pager, .post ~ .section');
  const links = await end.getByRole('link').all();
  expect(links.length).toBeGreaterThan(5);
  await tabTo(page, links[0]!);
  for (const link of links.slice(1)) {
    await page.keyboard.press('Tab');
    // A button may stand between.
    if (!(await link.evaluate((link) => link === document.activeElement))) await page.keyboard.press('Tab');
    await expect(link).toBeFocused();
  }
});

test('figures are scrolled, opened and left', async ({ page }) => {
  const wide = `| ${Array.from({ length: 14 }, (_, at) => `Column ${at}`).join(' | ')} |\n|${'---|'.repeat(14)}\n|${' some words |'.repeat(14)}\n`;
  const code = `\`\`\`rust\n// ${'a line that does not end '.repeat(12)}\n\`\`\`\n`;
  const chart = '```chart\ntype = "line"\ntitle = "Time"\nx = "X"\ny = "Y"\n\nx,a\n0,2\n1,1\n```\n';
  const fold = '<details><summary>More of it</summary>\n\nWhat was folded.\n\n</details>\n';
  const blog = await SmallBlog.of({ 'posts/figures.md': post('Figures', [code, wide, chart, fold].join('\n')) });
  await page.setViewportSize({ width: 390, height: 780 });
  await read(page, `${blog.address}/posts/figures/`);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const box of [page.locator('.code pre'), page.locator('.table-wrap').first()]) {
    await tabTo(page, box);
    for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  }
  const data = page.locator('.chart summary');
  await use(page, data, 'Space');
  await expect(page.getByRole('cell', { name: '2' })).toBeVisible();
  const enlarge = page.getByRole('button', { name: /^Enlarge/ }).first();
  await use(page, enlarge);
  await expect(page.getByRole('dialog')).toBeVisible();
  // Whatever is pressed, the focus stays in the dialog or with the browser.
  for (let pressed = 0; pressed < 6; pressed += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement?.closest('dialog')))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(enlarge).toBeFocused();
  await use(page, page.locator('.prose details:not(.chart details) > summary'));
  await expect(page.getByText('What was folded.')).toBeVisible();
  blog.close();
});

test('from where nothing is published to what is', async ({ page, problems, site }) => {
  problems.expect(/status of 404/, /^status 404/);
  await visit(page, NOWHERE);
  await use(page, page.getByRole('main').getByRole('link', { name: site.posts[0]!.title }));
  await expect(heading(page)).toHaveText(site.posts[0]!.title);
});

test('the keys are shown, and the focus comes back to where it was', async ({ page, site }) => {
  await read(page, site.address('post'));
  const author = page.locator('a[rel~=author]').first();
  await tabTo(page, author);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(author).toBeFocused();
});

testLarge('from year to month to page in a long archive', async ({ page, large }) => {
  await visit(page, '/archive/');
  const years = page.getByRole('navigation', { name: 'Years' }).getByRole('link');
  const oldest = years.last();
  const year = large.posts[0]!.year;
  await use(page, oldest);
  await expect(page).toHaveURL(new RegExp(`/archive/page/\\d+/#y${year}$`));
  const month = page.getByRole('main').locator('a[href^="#m"]').first();
  await use(page, month);
  await expect(page).toHaveURL(/#m\d{4}-\d\d$/);
  // The next stop is in that month.
  await page.keyboard.press('Tab');
  const id = new URL(page.url()).hash.slice(1);
  expect(await page.evaluate((id) => document.getElementById(id)!.contains(document.activeElement), id)).toBe(true);
  const newer = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Newer/ });
  await use(page, newer);
  await expect(heading(page)).toBeFocused();
});
