// Moving about: from the click to the frame that shows what was asked for.

import { blog, browser, given, live, rounds, row } from './tools.mjs';

const opened = await browser();
const server = await blog('serve', '--site', given('BENCH_SITE'));

/** Clicks an element in the page and waits for the frame in which a sign has changed; in milliseconds. */
const clicked = ([link, sign]) =>
  new Promise((resolve) => {
    const read = () => document.querySelector(sign)?.textContent;
    const element = document.querySelector(link);
    const before = read();
    let start;
    element.addEventListener('click', (event) => (start = event.timeStamp), { once: true, capture: true });
    const observer = new MutationObserver(() => {
      if (read() === before) return;
      observer.disconnect();
      // Behind the next frame, this message comes as soon as it is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(null);
      });
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    element.click();
  });

const LINK = 'main a[href*="/posts/"]';
const HEADING = 'main h1';

/** Lets the pointer rest on a link until its data is here. */
async function prefetched(page, selector) {
  const link = page.locator(selector).first();
  const path = await link.getAttribute('href');
  const here = page.waitForResponse((response) => response.url().endsWith(`${path}index.json`));
  await link.hover();
  await (await here).finished();
  await page.waitForTimeout(50);
}

async function measure(name, throttle) {
  const figures = { prefetched: [], cold: [], 'page load': [], 'filter, first': [], 'filter, again': [] };
  for (let round = -1; round < rounds; round += 1) {
    const context = await opened.newContext({ viewport: { width: 1280, height: 900 } });
    const note = (what, value) => round >= 0 && figures[what].push(value);
    const open = async (path) => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
      await live(page, `${server.address}${path}`);
      await page.waitForTimeout(100);
      return page;
    };

    let page = await open('/');
    await prefetched(page, LINK);
    note('prefetched', await page.evaluate(clicked, [LINK, HEADING]));
    await page.close();

    page = await open('/');
    note('cold', await page.evaluate(clicked, [LINK, HEADING]));
    await page.close();

    page = await open('/');
    const chip = '.filter a:nth-of-type(2)';
    const chosen = '.filter [aria-current]';
    note('filter, first', await page.evaluate(clicked, [chip, chosen]));
    await page.evaluate(clicked, ['.filter a:nth-of-type(1)', chosen]);
    await page.waitForTimeout(50);
    note('filter, again', await page.evaluate(clicked, [chip, chosen]));
    await page.close();

    // The same click where the app can't come.
    page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await page.route(/\.wasm$/, (route) => route.abort());
    await page.goto(`${server.address}/`);
    await page.waitForTimeout(100);
    const start = await page.evaluate((link) => {
      const now = performance.timeOrigin + performance.now();
      document.querySelector(link).click();
      return now;
    }, LINK);
    await page.waitForURL(/\/posts\/./);
    const painted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const observer = new PerformanceObserver((list) => {
            const paint = list.getEntriesByName('first-contentful-paint')[0];
            if (paint) resolve(performance.timeOrigin + paint.startTime);
          });
          observer.observe({ type: 'paint', buffered: true });
        }),
    );
    note('page load', painted - start);
    await context.close();
  }
  for (const [what, values] of Object.entries(figures)) row(`${what}${name}`, 'ms', values);
}

await measure('', 1);
await measure(', processor throttled four times', 4);
await opened.close();
await server.stop();
