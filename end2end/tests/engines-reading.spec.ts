// What makes reading comfortable, in other engines: what rests on parts of the platform that they may have otherwise.

import { Key, type WebDriver } from 'selenium-webdriver';
import { click, drivenOrSkipped, eventually, expect, press, test as base, visit } from '../support/driven';
import { at } from '../support/place';
import { post, SmallBlog } from '../support/small';

const WORDS = Array.from({ length: 40 }, (_, at) => `Sentence ${at} of a paragraph that says nothing.`).join('\n\n');
const DRAWING = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="${colour}"/></svg>`;
const LONG = Array.from({ length: 90 }, (_, at) => `let line_${at} = ${at};`).join('\n');
const TEXT = `
A claim.[^n] To [the other](other.md).

\`\`\`rust title="src/main.rs" linenos
fn main() {
    one();
    two(); // ${'and so on, '.repeat(20)}
}
\`\`\`

| Tool | Took |
|---|---:|
| b | 1,200 ms |
| a | 90 ms |
| c | 400 ms |

\`\`\`chart
type = "line"
title = "Tokens"
x = "Time"
y = "Tokens"

second,a
0,20
1,10
2,0
\`\`\`

![Before it](day.svg "Before"){compare}
![After it](night.svg "After")

::: code-group
\`\`\`sh [npm]
npm install
\`\`\`
\`\`\`sh [pnpm]
pnpm add
\`\`\`
:::

\`\`\`rust title="long.rs"
${LONG}
\`\`\`

## One

${WORDS}

## Two

${WORDS}

[^n]: Where it *comes* from.
`;
const FILES = {
  'posts/all.md': post('All', TEXT),
  'posts/other.md': post('The other one', 'What it says.'),
  'posts/day.svg': DRAWING('#eee'),
  'posts/night.svg': DRAWING('#111'),
};

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, {}, 'offline = true\n');
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

drivenOrSkipped();

const ALL = '/posts/all/';

/** Loads a page, and does what a reader does who begins to read. */
async function read(reader: WebDriver, address: string) {
  await visit(reader, address);
  await press(reader, Key.SHIFT);
  await eventually(reader, () => document.querySelectorAll('[data-tools]').length > 3).toBe(true);
}

const focusOn = (reader: WebDriver, selector: string) =>
  reader.executeScript((selector: string) => document.querySelector<HTMLElement>(selector)!.focus(), selector);

test('the contents mark what is read, and the way back to the top is there', async ({ reader, relay }) => {
  await reader.manage().window().setRect({ width: 1280, height: 700 });
  await read(reader, relay.address + ALL);
  const current = () => document.querySelector('[data-contents] [aria-current]')?.getAttribute('href');
  expect(await reader.executeScript(current)).toBeFalsy();
  await reader.executeScript(() => document.getElementById('two')!.scrollIntoView());
  await eventually(reader, current).toBe('#two');
  // What is hidden has words, too.
  const where = () => document.querySelector<HTMLElement>('.where:not([hidden])')?.innerText;
  await eventually(reader, where).toMatch(/^\d+ min left/);
  await click(reader, '.where button:not([hidden])');
  await eventually(reader, () => Math.round(scrollY)).toBe(0);
});

test('lines are marked by an address, and by their numbers', async ({ reader, relay }) => {
  await visit(reader, `${relay.address}${ALL}#L2-L3`);
  await press(reader, Key.SHIFT);
  const marked = () =>
    [...document.querySelectorAll('.line')].filter((line) => getComputedStyle(line).boxShadow.includes('4px')).map(({ id }) => id);
  await eventually(reader, marked).toEqual(['L2', 'L3']);
  await reader.executeScript(() => (location.hash = '#longrs-L88'));
  await eventually(reader, marked).toEqual(['longrs-L88']);
  await eventually(reader, () => document.querySelector('details.fold')!.hasAttribute('open')).toBe(true);
  await focusOn(reader, '.code [data-link]');
  await press(reader, Key.ARROW_DOWN);
  await eventually(reader, () => location.hash).toMatch(/^#L\d+$/);
});

test('long lines wrap, and blocks fold', async ({ reader, relay }) => {
  await read(reader, relay.address + ALL);
  const wide = () => {
    const pre = document.querySelector('.code pre')!;
    return pre.scrollWidth > pre.clientWidth;
  };
  expect(await reader.executeScript(wide)).toBe(true);
  await click(reader, '.code [data-wrap]');
  await eventually(reader, wide).toBe(false);
  const height = () => Math.round(document.querySelector('.code:has(.fold)')!.getBoundingClientRect().height);
  expect(await reader.executeScript(height)).toBeLessThan(600);
  await click(reader, '.fold > summary');
  await eventually(reader, height).toBeGreaterThan(90 * 20);
});

test('a page and a note are shown beside the link that leads there', async ({ reader, relay }) => {
  await reader.manage().window().setRect({ width: 1000, height: 700 });
  await read(reader, relay.address + ALL);
  const peek = () => document.querySelector<HTMLElement>('.peek:popover-open')?.innerText.trim();
  await focusOn(reader, '[data-notes] .footnote-back');
  await focusOn(reader, '.footnote-ref a');
  await eventually(reader, peek).toBe('Where it comes from.');
  await press(reader, Key.TAB);
  await eventually(reader, peek).toContain('The other one');
  await press(reader, Key.ESCAPE);
  await eventually(reader, peek).toBe(null);
  expect(await reader.executeScript(() => document.activeElement?.textContent)).toBe('the other');
});

test('notes stand beside the text where there is room', async ({ reader, relay }) => {
  await reader.manage().window().setRect({ width: 1280, height: 700 });
  await read(reader, relay.address + ALL);
  const beside = () => {
    const [note, call] = ['[data-beside] li', '.footnote-ref'].map((selector) => document.querySelector(selector)?.getBoundingClientRect());
    return note && call ? [note.left > 900, Math.abs(note.top - call.top) < 12] : undefined;
  };
  const isNarrow = await reader.executeScript(() => innerWidth < 1280);
  if (!isNarrow) await eventually(reader, beside).toEqual([true, true]);
});

test('figures open large and close again, tables are sorted', async ({ reader, relay }) => {
  await read(reader, relay.address + ALL);
  await focusOn(reader, '.chart [data-large]');
  await press(reader, Key.ENTER);
  await eventually(reader, () => document.querySelector('dialog[open] svg')?.getAttribute('aria-label')).toBe('Tokens');
  await press(reader, Key.ESCAPE);
  await eventually(reader, () => document.querySelector('dialog[open]')).toBe(null);
  expect(await reader.executeScript(() => document.activeElement?.matches('[data-large]'))).toBe(true);
  const names = () => [...document.querySelectorAll('.prose > .table-wrap tbody td:first-child')].map((cell) => cell.textContent);
  await focusOn(reader, '.prose > .table-wrap th:last-child [data-sort]');
  await press(reader, Key.ENTER);
  await eventually(reader, names).toEqual(['a', 'c', 'b']);
  await press(reader, Key.ENTER);
  await eventually(reader, names).toEqual(['b', 'c', 'a']);
});

test('two pictures are laid over each other, and one of some blocks is shown', async ({ reader, relay }) => {
  await read(reader, relay.address + ALL);
  await focusOn(reader, '[data-over]:not(.beside)');
  await press(reader, Key.ENTER);
  await eventually(reader, () => document.querySelector('.beside')!.hasAttribute('data-over')).toBe(true);
  await focusOn(reader, '.beside input');
  await press(reader, Key.END);
  await eventually(reader, () => getComputedStyle(document.querySelector('.beside img')!).clipPath).toMatch(/^inset\(0(px|%)? 0(px|%)? 0(px|%)? 0(px|%)?\)$|^inset\(0(px|%)?\)$/);
  await focusOn(reader, '[role=tab]');
  await press(reader, Key.ARROW_RIGHT);
  const shown = () => [...document.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.checkVisibility({ visibilityProperty: true })).map(({ id }) => id.slice(-1));
  await eventually(reader, shown).toEqual(['2']);
});

test('keys lead through lists and texts, and are shown', async ({ reader, relay }) => {
  await visit(reader, `${relay.address}/archive/`);
  const focused = () => document.activeElement?.textContent;
  await press(reader, 'j');
  await eventually(reader, focused).toBe('All');
  await press(reader, 'j');
  await eventually(reader, focused).toBe('The other one');
  await press(reader, '?');
  await eventually(reader, () => document.querySelector('dialog[open] h2')?.textContent).toBe('Keys');
  await press(reader, Key.ESCAPE);
  await press(reader, 'g', 'h');
  await eventually(reader, () => location.pathname).toBe(at('/'));
});

test('what was read has a mark in lists', async ({ reader, relay }) => {
  await read(reader, relay.address + ALL);
  await reader.executeScript(() => scrollTo(0, document.body.scrollHeight / 2));
  await eventually(reader, () => document.querySelector<HTMLElement>('.where')!.hidden).toBe(false);
  await visit(reader, `${relay.address}/archive/`);
  const sign = () => getComputedStyle(document.querySelector('.rows a')!, '::before').content;
  await eventually(reader, sign).toContain('…');
});

test('a page that was read is there when the site is not, and says so', async ({ reader, relay }) => {
  await visit(reader, relay.address + ALL);
  await press(reader, Key.SHIFT);
  await eventually(reader, () => navigator.serviceWorker.getRegistrations().then((all) => all.some(({ active }) => active))).toBe(true);
  await eventually(reader, () => caches.keys().then(async (names) => {
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return kept.flat().some((path) => path.endsWith('/posts/all/'));
  })).toBe(true);
  relay.expect(/^status 5|failed: |uncaught: |unhandled: /);
  relay.meddle(() => 503);
  // To load again, as a driver of Firefox does it, goes past what keeps pages.
  await reader.get(relay.address + ALL);
  await eventually(reader, () => document.querySelector('main')!.textContent).toContain('This is a copy that your device kept on');
  expect(await reader.executeScript(() => document.querySelector('h1')?.textContent)).toBe('All');
  relay.meddle(() => undefined);
});
