// Charts that are looked at closer, and figures of one clock, in other engines.

import { Key, Origin, type WebDriver } from 'selenium-webdriver';
import { tokensLeft } from '../support/charts';
import { click, drivenOrSkipped, eventually, expect, press, test as base, visit } from '../support/driven';
import { post, SmallBlog } from '../support/small';

const ROWS = Array.from({ length: 21 }, (_, at) => `14:${10 + at},${at + 1},${at * at + 1}`);
const TEXT = `\`\`\`timeline
14:10 started A deploy.
14:20 detected The first alert.
14:30 resolved Rolled back.
\`\`\`

${tokensLeft('time,busy,quiet', ROWS)}`;

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of({ 'posts/chart.md': post('Chart', TEXT) });
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

drivenOrSkipped();

const rows = () => document.querySelectorAll('tbody tr:not([hidden])').length;
const isOfPart = () => document.querySelectorAll('tbody tr:not([hidden])').length < 12;
const isExplored = () => document.querySelectorAll('figure[data-explored]').length;
const said = () => document.querySelector('.chart-wide [role=slider]')?.getAttribute('aria-valuetext') ?? '';
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
  await eventually(reader, () => document.querySelectorAll('[role=slider]').length).toBe(2);
}

test('a part of a chart is chosen by keys and by drawing over it', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/chart/`);
  await focusOn(reader, '.chart-wide [role=slider]');
  await press(reader, Key.END);
  await eventually(reader, said).toBe('time: 14:30, busy: 21, quiet: 401');
  await press(reader, '+');
  await eventually(reader, rows).toBe(11);
  await eventually(reader, () => location.search).toBe('?clock=51600_52200');
  const hidden = () => getComputedStyle(document.querySelector('[data-drawn]')!).visibility;
  await eventually(reader, hidden).toBe('hidden');
  await press(reader, '0');
  await eventually(reader, rows).toBe(21);
  await eventually(reader, () => location.search).toBe('');

  const chart = await reader.findElement({ css: '.chart-wide [role=slider]' });
  const from = { origin: chart as unknown as Origin, x: -100, y: 0 };
  await reader.actions().move(from).press().move({ ...from, x: 0 }).move({ ...from, x: 100 }).release().perform();
  await eventually(reader, isExplored).toBe(1);
  await eventually(reader, isOfPart).toBe(true);
  await click(reader, '.chart-wide .chart-whole');
  await eventually(reader, isExplored).toBe(0);
});

test('series and scale are chosen, and an address shows the same', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/chart/`);
  await activate(reader, '.chart .below [aria-expanded]');
  await activate(reader, '.chart-tools + .chart-tools button');
  await activate(reader, '.chart-tools [aria-pressed]');
  await eventually(reader, () => location.search).toBe('?figure-1=log_h1');
  await eventually(reader, () => document.querySelector<HTMLElement>('thead th:nth-child(2)')!.hidden).toBe(true);
  const address = await reader.getCurrentUrl();
  await visit(reader, `${relay.address}/`);
  await visit(reader, address);
  await eventually(reader, isExplored).toBe(1);
});

test('a moment of a timeline is marked in a chart', async ({ reader, relay }) => {
  await read(reader, `${relay.address}/posts/chart/`);
  await focusOn(reader, '.timeline li');
  await press(reader, Key.ARROW_DOWN);
  await eventually(reader, said).toBe('time: 14:20, busy: 11, quiet: 101');
  await eventually(reader, () => document.querySelector('[data-now]')!.textContent).toContain('The first alert');
});
