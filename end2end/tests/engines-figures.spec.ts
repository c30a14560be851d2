// Flame graphs, traces and logs that are looked at closer, in other engines.

import { readFileSync } from 'node:fs';
import { Key, Origin, type WebDriver } from 'selenium-webdriver';
import { click, drivenOrSkipped, eventually, expect, press, test as base, visit } from '../support/driven';
import { post, SmallBlog } from '../support/small';

const TEXT = `\`\`\`flame title="Where its time goes"
main;serve;parse 42
main;serve;check;match 96
main;collect 11
\`\`\`

\`\`\`trace title="Declined"
data = "checkout.json"
\`\`\`

\`\`\`log-excerpt title="What it wrote"
2026-03-01T14:02:03.000Z INFO accepted
2026-03-01T14:02:03.100Z WARN pool is empty
2026-03-01T14:02:03.200Z INFO pool is filled
2026-03-01T14:02:03.400Z ERROR declined
2026-03-01T14:02:03.600Z INFO done
\`\`\``;

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const data = readFileSync('../content/posts/writing-guide/checkout.json', 'utf8');
      const blog = await SmallBlog.of({ 'posts/figures/index.md': post('Figures', TEXT), 'posts/figures/checkout.json': data });
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

drivenOrSkipped();

const focusOn = (reader: WebDriver, selector: string) =>
  reader.executeScript((selector: string) => document.querySelector<HTMLElement>(selector)!.focus(), selector);
/** Activates a button, wherever on the page it is. */
async function activate(reader: WebDriver, selector: string) {
  await focusOn(reader, selector);
  await press(reader, Key.SPACE);
}

async function read(reader: WebDriver, address: string) {
  await reader.manage().window().setRect({ width: 1280, height: 900 });
  await visit(reader, address);
  await press(reader, Key.SHIFT);
  await eventually(reader, () => document.querySelectorAll('.flame-values, .trace-values, .log .below').length).toBe(5);
}

test('a flame graph is zoomed by keys and by a click, and searched', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/figures/`);
  await focusOn(reader, '.chart-wide .flame-values');
  await press(reader, Key.HOME, Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP);
  const said = () => document.querySelector('.chart-wide .flame-values')!.getAttribute('aria-valuetext');
  await eventually(reader, said).toBe('Function: check, Total: 96 (64.4 %), Self: 0 (0 %)');
  await press(reader, Key.ENTER);
  await eventually(reader, () => document.querySelectorAll('.flame[data-explored] tbody tr:not([hidden])').length).toBe(2);
  await eventually(reader, () => location.search).toBe('?figure-1=4');
  await click(reader, '.flame .chart-wide .chart-whole');
  await eventually(reader, () => location.search).toBe('');
  const graph = await reader.findElement({ css: '.chart-wide .flame-values' });
  await reader.actions().move({ origin: graph as unknown as Origin, x: 0, y: 5 }).click().perform();
  await eventually(reader, () => location.search).toBe('?figure-1=3');
  await press(reader, Key.ESCAPE);
  await activate(reader, '.flame .below [aria-expanded]');
  await focusOn(reader, '.flame input');
  await press(reader, 'par');
  await eventually(reader, () => document.querySelectorAll('.chart-wide .flame-found').length).toBe(1);
});

test('spans are folded, and share their moments with a log', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/figures/`);
  const spans = () => document.querySelectorAll('.chart-wide [role=treeitem]').length;
  await eventually(reader, spans).toBe(9);
  await focusOn(reader, '.chart-wide .trace-values');
  await press(reader, Key.HOME, Key.ARROW_DOWN, Key.ARROW_DOWN, Key.ARROW_LEFT);
  await eventually(reader, spans).toBe(3);
  await eventually(reader, () => location.search).toBe('?figure-2=2_c2');
  await focusOn(reader, '.log > ol > li:nth-child(3) > a');
  await eventually(reader, () => document.querySelectorAll('.chart-wide .trace-now').length).toBe(1);
});

test('lines of a log are chosen by level and by what they say', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/figures/`);
  const lines = () => [...document.querySelectorAll<HTMLElement>('.log > ol > li')].filter(({ offsetHeight }) => offsetHeight).length;
  expect(await reader.executeScript(lines)).toBe(5);
  await activate(reader, '.log .below [aria-expanded]');
  await activate(reader, '.log .chart-tools button');
  await eventually(reader, lines).toBe(2);
  await focusOn(reader, '.log input');
  await press(reader, 'decl');
  await eventually(reader, lines).toBe(1);
  await eventually(reader, () => location.search).toBe('?figure-3=info_decl');
});
