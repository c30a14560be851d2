// Moving about: from the click to the frame that shows what was asked for.
//
// The clicks are those of a hand: the browser is told where the mouse is and that its button goes
// down and up, finds by itself what is below, and stamps the event with the time at which it came.
// From that stamp a figure runs to the end of the frame in which the new heading, or the new rows of
// the list, are painted: `requestAnimationFrame` runs before that frame is drawn, and a message
// that is sent there arrives when the page has drawn it. What comes behind that, turning the drawing
// into pixels, is in `Event Timing`: the browser's own figure from the stamp to the frame being
// shown, in steps of 8 ms; what takes less than 16 it does not tell, and counts as 16 here.
//
// Every figure but those of a page that was moved about in before is the first click in a tab that
// was just opened, with nothing in the browser's cache.

import { click, place, rest, settled, watchTraffic } from './clicks.mjs';
import { blog, browser, condition, frame, given, live, rounds, row, throttle } from './tools.mjs';

/** Runs in every page before anything else: notes when a click came, for the page that it may lead to. */
function noteClicks() {
  addEventListener(
    'click',
    ({ timeStamp }) => sessionStorage.setItem('clicked', String(performance.timeOrigin + timeStamp)),
    { capture: true },
  );
}

const post = (page, at) => page.locator('main a[href*="/posts/"]').nth(at);
const chip = (page, at) => page.locator('.filter a').nth(at);
const HEADING = 'main h1';
const ROWS = '.rows a';

const opened = await browser();
condition('a frame', `${await frame(opened)} ms`);
const server = await blog('serve', '--site', given('BENCH_SITE'));

async function measure(name, times) {
  const figures = new Map();
  const note = (what, value) => figures.set(what, [...(figures.get(what) ?? []), value]);
  for (let round = -1; round < rounds; round += 1) {
    // The first one warms up the server.
    const take = (what, { changed, painted, shown }, isOneTask = true) => {
      if (round < 0) return;
      note(what, painted);
      if (!isOneTask) return;
      note(`${what}: of that until the page has changed`, changed);
      note(`${what}: Event Timing`, shown);
    };
    const open = async (path, app = true) => {
      const context = await opened.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript(noteClicks);
      watchTraffic(page);
      if (app) {
        await live(page, server.address + path);
      } else {
        const session = await context.newCDPSession(page);
        await session.send('Network.enable');
        await session.send('Network.setBlockedURLs', { urls: ['*.wasm'] });
        await page.goto(server.address + path);
      }
      await throttle(page, times);
      await settled(page);
      return page;
    };

    let page = await open('/');
    await rest(page, post(page, 0));
    take('prefetched', await click(page, post(page, 0), HEADING));
    await page.goBack();
    await rest(page, post(page, 1));
    take('prefetched, later in a tab', await click(page, post(page, 1), HEADING));
    await page.context().close();

    page = await open('/');
    take('cold', await click(page, post(page, 0), HEADING), false);
    await page.context().close();

    page = await open('/');
    await rest(page, chip(page, 2));
    take('filter', await click(page, chip(page, 2), ROWS));
    await click(page, chip(page, 0), ROWS);
    take('filter, again', await click(page, chip(page, 2), ROWS));
    await click(page, chip(page, 0), ROWS);
    take('filter, cold', await click(page, chip(page, 4), ROWS), false);
    await page.context().close();

    // The same click where the app can't come.
    page = await open('/', false);
    await page.mouse.click(...(await place(post(page, 0))));
    await page.waitForURL(/\/posts\/./);
    const loaded = await page.evaluate(
      () =>
        new Promise((resolve) => {
          new PerformanceObserver((list) => {
            const paint = list.getEntriesByName('first-contentful-paint')[0];
            const clicked = Number(sessionStorage.getItem('clicked'));
            if (paint) resolve(performance.timeOrigin + paint.startTime - clicked);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
    if (round >= 0) note('page load', loaded);
    await page.context().close();
  }
  for (const [what, values] of figures) row(`${what}${name}`, 'ms', values);
}

await measure('', 1);
await measure(', processor throttled four times', 4);
await opened.close();
await server.stop();
