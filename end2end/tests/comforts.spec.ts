// What makes reading comfortable: it comes with the first thing that a reader does, and is nothing anybody needs.

import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { faced, heading, painted, read, scrollY, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const COMFORTS = /\/pkg\/read[^/]*\.js$/;

const LONG = Array.from({ length: 90 }, (_, at) => `let line_${at} = ${at};`).join('\n');
const CODE = `
\`\`\`rust title="src/main.rs" linenos start=9 focus=2
fn main() {
    one();
    two();
}
\`\`\`

\`\`\`yaml title="b.yaml" notes=1,2-3
a: 1
b: 2
c: 3
\`\`\`

1. The first.
2. Two more.

\`\`\`console
$ echo one \\
    two
one two
$ exit
\`\`\`

\`\`\`rust title="long.rs"
${LONG}
\`\`\`
`;

/** A text long enough to scroll. */
const WORDS = Array.from({ length: 40 }, (_, at) => `Sentence ${at} of a paragraph that says nothing.`).join('\n\n');

const blogs: SmallBlog[] = [];
async function blogOf(files: Record<string, string>): Promise<string> {
  const blog = await SmallBlog.of(files);
  blogs.push(blog);
  return blog.address;
}
test.afterEach(() => blogs.splice(0).forEach((blog) => blog.close()));

/** Notes every shift of the layout from the first frame on. */
async function watchShifts(page: Page) {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);

test.describe('what is for readers', () => {
  test('comes with the first thing that one does on a text, and shifts nothing', async ({ page, site, traffic }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await watchShifts(page);
    const withNotes = site.all('post').find(({ html }) => html.includes('data-notes'))!;
    await visit(page, withNotes.path);
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    expect(traffic.comforts).toEqual([]);
    await page.mouse.wheel(0, 10);
    await expect(page.locator('[data-notes]')).toHaveAttribute('data-beside');
    await painted(page);
    // Behind it comes what the figures of the text need.
    expect(traffic.comforts.filter((path) => !/(islands|morph)\./.test(path))).toHaveLength(1);
    expect(await shifts(page)).toEqual([]);
  });

  test('is not fetched where there is nothing to read', async ({ page, traffic }) => {
    await visit(page, '/archive/');
    await page.mouse.move(5, 5);
    await page.mouse.wheel(0, 10);
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    expect(traffic.comforts).toEqual([]);
  });

  test('is missed by nobody if it does not come', async ({ page, site, problems }) => {
    problems.expect(/read[^/]*\.js/, /ERR_FAILED/);
    await page.route(COMFORTS, (route) => route.abort());
    await visit(page, site.address('post'));
    await page.mouse.wheel(0, 300);
    await page.keyboard.press('j');
    await page.getByRole('banner').getByRole('link', { name: 'Archive' }).click();
    await expect(heading(page)).toHaveText('Archive');
  });
});

for (const delay of [0, 20, 40, 60, 80, 100]) {
  test(`a face that comes ${delay} ms after it was asked for moves nothing`, async ({ page, site }) => {
    await page.route('**/*.woff2', async (route) => {
      await new Promise((late) => setTimeout(late, delay));
      await route.continue().catch(() => undefined);
    });
    await watchShifts(page);
    for (const visits of [1, 2]) {
      await visit(page, site.address('post'));
      await page.evaluate(() => document.fonts.ready);
      await faced(page);
      await painted(page);
      expect.soft(await shifts(page), `visit ${visits}`).toEqual([]);
    }
  });
}

test('a first visit stands in a face of the system, the next in that of the site', async ({ page, site }) => {
  const family = () => page.evaluate(() => getComputedStyle(document.body).fontFamily.split(',')[0]);
  await visit(page, site.address('post'));
  expect(await family()).toBe('Georgia');
  await faced(page);
  await page.reload();
  expect(await family()).toBe('Brygada');
});

test.describe('lines of code', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const shown = (page: Page) =>
    page.locator('.line').evaluateAll((lines) =>
      lines.filter((line) => getComputedStyle(line).boxShadow.includes('4px')).map(({ id }) => id),
    );

  test('are marked by an address, one or several', async ({ page }) => {
    const address = await blogOf({ 'posts/code.md': post('Code', `${WORDS}\n\n${CODE}`) });
    await page.goto(`${address}/posts/code/#L10-L11`);
    await expect.poll(() => shown(page)).toEqual(['L10', 'L11']);
    await expect(page.locator('#L10')).toBeInViewport();
    await page.goto(`${address}/posts/code/#byaml-L2`);
    await expect.poll(() => shown(page)).toEqual(['byaml-L2']);
    // One that is folded up is unfolded.
    await page.goto(`${address}/posts/code/#longrs-L88-L89`);
    await expect.poll(() => shown(page)).toEqual(['longrs-L88', 'longrs-L89']);
    await expect(page.locator('#longrs-L88')).toBeInViewport();
    await expect(page.locator('details.fold')).toHaveAttribute('open');
    // None of these is an address of lines.
    for (const hash of ['#L10-L99', '#L10-x', '#%E0%A4%A']) {
      await page.goto(`${address}/posts/code/${hash}`);
      await painted(page);
      expect(await shown(page)).toEqual([]);
    }
  });

  test('are linked by their numbers, by what is selected, and from the keyboard', async ({ page }) => {
    const address = await blogOf({ 'posts/code.md': post('Code', CODE) });
    await read(page, `${address}/posts/code/`);
    const number = (id: string) => page.locator(`#${id}`).click({ position: { x: 22, y: 8 } });
    await number('L10');
    await expect(page).toHaveURL(/#L10$/);
    await page.keyboard.down('Shift');
    await number('L12');
    await page.keyboard.up('Shift');
    await expect(page).toHaveURL(/#L10-L12$/);
    expect(await shown(page)).toEqual(['L10', 'L11', 'L12']);
    const link = page.locator('.code').first().getByRole('button', { name: 'Link: src/main.rs' });
    await page.evaluate(() => {
      const range = new Range();
      range.setStart(document.querySelector('#L9')!, 0);
      range.setEnd(document.querySelector('#L10')!, 1);
      getSelection()!.removeAllRanges();
      getSelection()!.addRange(range);
    });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.copied')).toHaveText('Link to lines 9 to 10 copied');
    expect(await copied(page)).toBe(`${address}/posts/code/#L9-L10`);
    await page.evaluate(() => getSelection()!.removeAllRanges());
    await page.keyboard.press('ArrowDown');
    await expect(page).toHaveURL(/#L11$/);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page).toHaveURL(/#L11-L12$/);
    await expect(page.locator('.copied')).toHaveText('lines 11 to 12');
  });

  test('have notes below, and step back for what a block is about', async ({ page }) => {
    const address = await blogOf({ 'posts/code.md': post('Code', CODE) });
    await page.goto(`${address}/posts/code/`);
    await expect(page.locator('.line[data-note]')).toHaveCount(2);
    await expect(page.locator('#byaml-L3')).toHaveAttribute('data-note', '2');
    await expect(page.locator('.code-notes > li')).toHaveText(['The first.', 'Two more.']);
    const colour = (selector: string) => page.locator(selector).evaluate((line) => getComputedStyle(line).color);
    const [plain, soft] = [await colour('#L10'), await colour('#L11')];
    expect(soft).not.toBe(plain);
    await page.locator('#L11').hover();
    expect(await colour('#L11')).toBe(plain);
  });

  test('of a terminal are copied without prompts and answers', async ({ page }) => {
    const address = await blogOf({ 'posts/code.md': post('Code', CODE) });
    await read(page, `${address}/posts/code/`);
    await page.locator('.code:has(.prompt)').getByRole('button', { name: /^Copy/ }).click();
    await expect(page.locator('.copied')).toHaveText('Copied');
    expect(await copied(page)).toBe('echo one \\\n    two\nexit');
  });

  test('of a terminal are copied whole where a command goes on', async ({ page }) => {
    const session = '$ cat <<END > a.txt\n> one\n> END\n$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n$ npm run build\n> vite build\n';
    const address = await blogOf({ 'posts/code.md': post('Code', `\`\`\`console\n${session}\`\`\`\n`) });
    await read(page, `${address}/posts/code/`);
    await page.locator('.code').getByRole('button', { name: /^Copy/ }).click();
    await expect(page.locator('.copied')).toHaveText('Copied');
    expect(await copied(page)).toBe('cat <<END > a.txt\none\nEND\nfor i in 1 2; do\n  echo $i\ndone\nnpm run build');
  });

  test('of which there are many are folded up, without a script too', async ({ page, browser }) => {
    const address = await blogOf({ 'posts/code.md': post('Code', CODE) });
    const plain = await browser.newPage({ javaScriptEnabled: false });
    for (const reader of [page, plain]) {
      await reader.goto(`${address}/posts/code/`);
      const block = reader.locator('.code:has(.fold)');
      const height = async () => (await block.boundingBox())!.height;
      const folded = await height();
      expect(folded).toBeLessThan(600);
      await expect(reader.locator('#longrs-L2')).toBeVisible();
      await block.locator('summary').click();
      expect(await height()).toBeGreaterThan(90 * 20);
    }
    await plain.close();
  });

  test('the way to a section is copied by whoever follows it', async ({ page, site }) => {
    const { path } = site.all('post').find(({ html }) => html.includes('class="anchor"'))!;
    await read(page, path);
    const link = page.locator('.anchor').first();
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.copied')).toHaveText('Link copied');
    expect(await copied(page)).toBe(await link.evaluate((link: HTMLAnchorElement) => link.href));
  });
});

test.describe('keys', () => {
  test('lead from article to article, from section to section, and home', async ({ page, site }) => {
    await visit(page, '/archive/');
    const rows = page.locator('.rows a');
    await page.keyboard.press('j');
    await expect(rows.nth(0)).toBeFocused();
    await page.keyboard.press('j');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('k');
    await expect(rows.nth(0)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(site.posts[0]!.title);
    const sections = page.locator('.prose :is(h2, h3)[id]');
    await page.keyboard.press('j');
    await expect(sections.nth(0)).toBeFocused();
    await page.keyboard.press('j');
    await expect(sections.nth(1)).toBeFocused();
    await expect(sections.nth(1)).toBeInViewport();
    await page.keyboard.press('k');
    await expect(sections.nth(0)).toBeFocused();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await expect(page).toHaveURL('/');
  });

  test('are shown by one, and can be turned off', async ({ page }) => {
    await visit(page, '/archive/');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator('dt')).toHaveCount(7);
    await dialog.getByRole('checkbox', { name: 'Single keys do this' }).uncheck();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    for (const key of ['?', 'j']) await page.keyboard.press(key);
    await expect(dialog).toBeHidden();
    await expect(page.locator('.rows a:focus')).toHaveCount(0);
    // The way back on is a button.
    await page.getByRole('contentinfo').getByRole('button', { name: 'Keys' }).click();
    await dialog.getByRole('checkbox', { name: 'Single keys do this' }).check();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('j');
    await expect(page.locator('.rows a').first()).toBeFocused();
  });

  test('are left to fields, and to the browser', async ({ page }) => {
    await visit(page, '/search/');
    const field = page.getByRole('searchbox');
    await field.focus();
    await page.keyboard.type('jkgh?');
    await expect(field).toHaveValue('jkgh?');
    await visit(page, '/archive/');
    for (const key of ['Control+j', 'Alt+j', 'Meta+j']) await page.keyboard.press(key);
    await expect(page.locator('.rows a:focus')).toHaveCount(0);
  });
});

test.describe('beside a link', () => {
  const text = `To [the other](other.md), to [its part](other.md#part), [elsewhere](https://example.org/). A claim.[^n]

${WORDS}

## A section

With words.

Back to [the section](#a-section).

[^n]: Where it *comes* from.
`;
  const files = {
    'posts/one.md': post('One', text),
    'posts/other.md': post('The other one', '## Part\n\nWhat the part says.'),
  };
  const peek = (page: Page) => page.locator('.peek');

  test('a page or its part is shown to who points at it or comes to it by keyboard', async ({ page }) => {
    const address = await blogOf(files);
    await page.setViewportSize({ width: 1000, height: 700 });
    await watchShifts(page);
    await read(page, `${address}/posts/one/`);
    const link = page.getByRole('link', { name: 'the other', exact: true });
    await link.hover();
    await expect(peek(page)).toBeVisible();
    await expect(peek(page)).toContainText('The other one');
    await expect(peek(page)).toContainText('About it.');
    await expect(link).toHaveAttribute('aria-describedby', 'peek');
    // Who moves there can read it.
    await peek(page).hover();
    await page.waitForTimeout(500);
    await expect(peek(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(peek(page)).toBeHidden();
    await expect(link).not.toHaveAttribute('aria-describedby');
    await link.focus();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'its part' })).toBeFocused();
    await expect(peek(page)).toContainText('What the part says.');
    await page.keyboard.press('Tab');
    await expect(peek(page)).toBeHidden();
    // It leaves the blog.
    await expect(page.getByRole('link', { name: 'elsewhere' })).toBeFocused();
    await page.waitForTimeout(500);
    await expect(peek(page)).toBeHidden();
    expect(await shifts(page)).toEqual([]);
  });

  test('what is shown scrolls with its link', async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    await read(page, `${await blogOf(files)}/posts/one/`);
    await page.mouse.wheel(0, 60);
    await expect.poll(() => scrollY(page)).toBe(60);
    const link = page.locator('.footnote-ref a');
    await page.getByRole('link', { name: 'elsewhere' }).focus();
    await page.keyboard.press('Tab');
    await expect(link).toBeFocused();
    await expect(peek(page)).toBeVisible();
    const gap = async () => Math.round((await peek(page).boundingBox())!.y - (await link.boundingBox())!.y);
    const before = await gap();
    expect(Math.abs(before)).toBeLessThan(120);
    await page.evaluate(() => window.scrollBy({ top: 40, behavior: 'instant' }));
    await expect.poll(() => scrollY(page)).toBe(100);
    expect(await gap()).toBe(before);
  });

  test('a note is shown where there is no room for it beside the text', async ({ page }) => {
    const address = await blogOf(files);
    for (const [width, isShown] of [[320, true], [1000, true], [1280, false]] as const) {
      await page.setViewportSize({ width, height: 700 });
      await page.mouse.move(0, 0);
      await read(page, `${address}/posts/one/`);
      await page.locator('.footnote-ref a').hover();
      if (isShown) await expect(peek(page)).toHaveText('Where it comes from.');
      else await page.waitForTimeout(600);
      await expect(peek(page)).toBeVisible({ visible: isShown });
      if (!isShown) continue;
      const box = (await peek(page).boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      await page.locator('.footnote-ref a').click();
      await expect(page).toHaveURL(/#fn-1$/);
    }
  });

  test.describe('by finger', () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

    test('the first touch of a number shows the note, the second leads there', async ({ page }) => {
      const address = await blogOf(files);
      await visit(page, `${address}/posts/one/`);
      const number = page.locator('.footnote-ref a');
      await heading(page).tap();
      await expect(page.locator('[data-tools]').first()).toBeAttached();
      await number.tap();
      await expect(peek(page)).toHaveText('Where it comes from.');
      expect(await scrollY(page)).toBe(0);
      await number.tap();
      await expect(page).toHaveURL(/#fn-1$/);
    });
  });
});

test.describe('figures and tables', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  const chart = `\`\`\`chart
type = "line"
title = "Tokens, left"
x = "Time"
y = "Tokens"

second,a
0,20
1,10
2,0
\`\`\`
`;
  const table = `| Tool | Took | Note |
|---|---:|---|
| b | 1,200 ms | "x", y |
| a | 90 ms | |
| c | 400 ms | z |
`;
  const files = { 'posts/f.md': post('F', `${chart}\n\n${table}\n\nText.`) };

  test('open large, by keyboard, and close again', async ({ page }) => {
    await read(page, `${await blogOf(files)}/posts/f/`);
    const open = page.getByRole('button', { name: 'Enlarge: Tokens, left' });
    const before = (await page.locator('.chart svg').first().boundingBox())!;
    await open.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Tokens, left' });
    await expect(dialog.locator('svg')).toBeVisible();
    expect((await dialog.locator('svg').boundingBox())!.width).toBeGreaterThan(before.width);
    await expect(dialog.locator('[data-tools]')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(open).toBeFocused();
  });

  test('which are pictures open large too, those that nobody has seen yet', async ({ page }) => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>';
    const picture = `${WORDS}\n\n![A box](box.svg "A box, drawn.")\n`;
    const address = await blogOf({ 'posts/p/index.md': post('P', picture), 'posts/p/box.svg': drawing });
    await read(page, `${address}/posts/p/`);
    await page.getByRole('button', { name: 'Enlarge: A box, drawn.' }).click();
    const dialog = page.getByRole('dialog', { name: 'A box, drawn.' });
    await expect(dialog.getByRole('img', { name: 'A box' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });

  test('are saved as drawings that need no style sheet', async ({ page }) => {
    await read(page, `${await blogOf(files)}/posts/f/`);
    for (const kind of ['SVG', 'PNG']) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `${kind}: Save Tokens, left` }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`tokens-left.${kind.toLowerCase()}`);
      const bytes = readFileSync((await file.path())!);
      if (kind === 'PNG') expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      else {
        const text = bytes.toString();
        expect(text).not.toContain('class=');
        expect(text).toMatch(/fill="rgb\(\d+,\d+,\d+\)"/);
        const look = await page.evaluate((text) => {
          const read = new DOMParser().parseFromString(text, 'image/svg+xml');
          return [read.querySelector('parsererror')?.textContent, read.documentElement.getAttribute('width')];
        }, text);
        expect(look).toEqual([undefined, expect.stringMatching(/^\d+$/)]);
      }
    }
  });

  test('are sorted by a column, and as they were written again', async ({ page }) => {
    await watchShifts(page);
    await read(page, `${await blogOf(files)}/posts/f/`);
    const names = () => page.locator('.prose > .table-wrap tbody td:first-child').allTextContents();
    const took = page.getByRole('button', { name: 'Took', exact: true });
    const head = page.getByRole('columnheader', { name: 'Took', exact: true });
    for (const [order, expected] of [
      ['ascending', ['a', 'c', 'b']],
      ['descending', ['b', 'c', 'a']],
      [null, ['b', 'a', 'c']],
    ] as const) {
      await took.press('Enter');
      expect(await names()).toEqual(expected);
      expect(await head.getAttribute('aria-sort')).toBe(order);
    }
    await page.getByRole('button', { name: 'Tool', exact: true }).click();
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect((await shifts(page)).filter((shift) => !shift.includes('"hadRecentInput":true'))).toEqual([]);
  });

  test('are sorted by their numbers, though some cells have none', async ({ page }) => {
    const table = '| Share |\n|---|\n| 1.25 % |\n| n/a |\n| 10 % |\n| — |\n| 1.5 % |\n| -3 % |\n';
    await read(page, `${await blogOf({ 'posts/f.md': post('F', table) })}/posts/f/`);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    expect(await page.locator('tbody td').allTextContents()).toEqual(['n/a', '—', '-3 %', '1.25 %', '1.5 %', '10 %']);
  });

  test('are copied as CSV', async ({ page }) => {
    await read(page, `${await blogOf(files)}/posts/f/`);
    await page.locator('.prose > .below').getByRole('button').click();
    await expect(page.locator('.copied')).toHaveText('Copied');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe('Tool,Took,Note\nb,"1,200 ms","“x”, y"\na,90 ms,\nc,400 ms,z\n');
  });

  test('keep their first column in view', async ({ page }) => {
    const wide = `| ${Array.from({ length: 30 }, (_, at) => `Column ${at}`).join(' | ')} |\n|${'---|'.repeat(30)}\n| ${'x | '.repeat(30)}\n`;
    await read(page, `${await blogOf({ 'posts/f.md': post('F', wide) })}/posts/f/`);
    const wrap = page.locator('.table-wrap');
    await wrap.evaluate((wrap) => (wrap.scrollLeft = 400));
    const [box, cell] = [(await wrap.boundingBox())!, (await wrap.locator('th').first().boundingBox())!];
    expect(Math.round(cell.x)).toBe(Math.round(box.x));
  });
});

test.describe('how far one is', () => {
  const files = {
    'posts/long.md': post('Long', `## One\n\n${WORDS.repeat(4)}\n\n## Two\n\n${WORDS}`),
    'posts/short.md': post('Short', 'A word.'),
  };
  const where = (page: Page) => page.locator('.where');

  test('is said in a long text, with the way back', async ({ page }) => {
    await read(page, `${await blogOf(files)}/posts/long/`);
    await expect(where(page)).toBeHidden();
    await page.mouse.wheel(0, 3000);
    await expect(where(page)).toContainText(/^\d+ min left/);
    await where(page).getByRole('button', { name: 'Top' }).click();
    await expect.poll(() => scrollY(page)).toBe(0);
    await expect(where(page)).toBeHidden();
  });

  test('is shown on a phone to who turns back, with the way to the contents', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await read(page, `${await blogOf(files)}/posts/long/`);
    await page.mouse.wheel(0, 3000);
    await painted(page);
    await expect(where(page)).toBeHidden();
    await page.mouse.wheel(0, -300);
    await where(page).getByRole('button', { name: 'Contents' }).click();
    await expect(page.getByRole('navigation', { name: 'Contents' }).getByRole('link').first()).toBeInViewport();
  });

  test('is remembered on this device, and marked in lists, until one says no', async ({ page }) => {
    const address = await blogOf(files);
    await read(page, `${address}/posts/long/`);
    await page.mouse.wheel(0, 2000);
    await expect.poll(() => scrollY(page)).toBe(2000);
    await painted(page);
    await read(page, `${address}/posts/short/`);
    await page.goto(`${address}/archive/`);
    const sign = (title: string) =>
      page.getByRole('link', { name: title }).evaluate((link) => getComputedStyle(link, '::before').content);
    await expect.poll(() => sign('Long')).toContain('begun');
    expect(await sign('Short')).toContain('read');
    // Begun, it goes on where it was.
    await read(page, `${address}/posts/long/`);
    await where(page).getByRole('button', { name: 'Go on where you were' }).click();
    await expect.poll(() => scrollY(page)).toBeGreaterThan(1900);
    await visit(page, `${address}/archive/`);
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'Remember on this device what I have read' }).uncheck();
    expect(await sign('Long')).toBe('none');
    expect(await page.evaluate(() => localStorage.getItem('read'))).toBeNull();
  });

  test('is said of a series, whose parts are marked there and above each of them', async ({ page }) => {
    const part = (title: string) => post(title, 'A word.', 'series = "tour"');
    const files = { 'series.toml': '[tour]\ntitle = "A tour"\n', 'posts/one.md': part('One'), 'posts/two.md': part('Two') };
    const address = await blogOf(files);
    await page.setViewportSize({ width: 320, height: 700 });
    const shown = (selector: string, part: string) =>
      page.locator(selector).evaluate((element, part) => getComputedStyle(element, part).content, part);
    await visit(page, `${address}/series/tour/`);
    expect(await shown('[data-parts]', '::after')).toBe('none');
    await read(page, `${address}/posts/one/`);
    await page.goto(`${address}/series/tour/`);
    await expect.poll(() => shown('[data-parts]', '::after')).toBe('"1 of 2 read"');
    expect(await shown('.entries a:text("One")', '::before')).toContain('read: ');
    expect(await shown('.entries a:text("Two")', '::before')).toBe('none');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await read(page, `${address}/posts/two/`);
    expect(await shown('.series li a:text("One")', '::before')).toContain('read: ');
  });

  test('is marked in lists where a text has changed since, until one looks again', async ({ page }) => {
    const changed = post('Short', 'A word.', 'updated = 2026-02-01\nseries = "tour"');
    const address = await blogOf({ 'series.toml': '[tour]\ntitle = "A tour"\n', 'posts/short.md': changed });
    const sign = () =>
      page.getByRole('link', { name: 'Short' }).evaluate((link) => getComputedStyle(link, '::before').content);
    await visit(page, `${address}/posts/short/`);
    await page.evaluate(() => localStorage.setItem('read', JSON.stringify([[location.pathname, 100, '2026-01-01']])));
    for (const list of ['/archive/', '/', '/series/tour/']) {
      await page.goto(address + list);
      await expect.poll(sign).toContain('changed since you read it');
    }
    await read(page, `${address}/posts/short/`);
    await page.goto(`${address}/archive/`);
    await expect.poll(sign).toContain('read: ');
    expect(await sign()).not.toContain('changed');
    // What was remembered before days were is no reason to say anything.
    await page.evaluate((path) => localStorage.setItem('read', JSON.stringify([[path, 100]])), new URL(`${address}/posts/short/`).pathname);
    await page.reload();
    await expect.poll(sign).toContain('read: ');
  });
});

test('contents that are too long for the screen are a stop for the keyboard, others are none', async ({ page }) => {
  const sections = Array.from({ length: 30 }, (_, at) => `## Section ${at}\n\nWords.`).join('\n\n');
  const address = await blogOf({ 'posts/many.md': post('Many', sections) });
  for (const [height, stop] of [[600, 0], [3000, -1]] as const) {
    await page.setViewportSize({ width: 1280, height });
    await visit(page, `${address}/posts/many/`);
    const contents = page.locator('[data-contents]');
    await expect.poll(() => contents.evaluate((contents: HTMLElement) => contents.tabIndex)).toBe(stop);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect.soft(violations.map(({ id }) => id), `${height} px`).toEqual([]);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in what is added to a page, and nothing scrolls sideways: ${colorScheme}`, async ({ page }) => {
    const table = '| Tool | Took |\n|---|---:|\n| b | 2 |\n| a | 1 |\n| c | 3 |\n';
    const chart = '```chart\ntype = "line"\ntitle = "T"\nx = "X"\ny = "Y"\n\nx,a\n0,2\n1,1\n```\n';
    const note = 'A claim.[^n]\n\n[^n]: Where it comes from.\n';
    const text = [note, '## Code', CODE, '## Table', table, chart, WORDS].join('\n\n');
    const address = await blogOf({ 'posts/all.md': post('All', text) });
    await page.emulateMedia({ colorScheme });
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.mouse.move(0, 0);
      await read(page, `${address}/posts/all/#L10-L11`);
      const scan = async (where: string) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(' ')) }));
        expect.soft(found, `${where}, ${width} px`).toEqual([]);
      };
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBe(width);
      await scan('page');
      await page.locator('.footnote-ref a').focus();
      await page.getByRole('button', { name: /^Enlarge/ }).press('Enter');
      await scan('enlarged');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await scan('keys');
      await page.keyboard.press('Escape');
    }
  });
}
