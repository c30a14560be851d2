// When and how the app comes: behind the page, and out of its way.

import type { Page } from '@playwright/test';
import { APP, APP_SCRIPT, Gate, heading, live, visit } from '../support/reader';
import { expect, test } from '../support/test';

const section = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name, exact: true });
const ofTheApp = (path: string) => APP.test(path) || APP_SCRIPT.test(path);

/** Waits until the page has nothing to do, so that whatever waits for that has begun. */
const idle = (page: Page) => page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));

/** With what priority the browser asks for each file of the app, from now on. */
async function priorities(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const found: string[] = [];
  session.on('Network.requestWillBeSent', ({ request: { url, initialPriority } }) => {
    if (ofTheApp(new URL(url).pathname)) found.push(initialPriority);
  });
  await session.send('Network.enable');
  return found;
}

/** Has the browser say that its reader saves data. */
async function saveData(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true });
}

/** When the page was painted first, and when each file of the app was asked for. */
function times(page: Page): Promise<{ paint?: number; app: number[] }> {
  return page.evaluate(() => {
    const { script, wasm } = document.querySelector<HTMLScriptElement>('script[data-wasm]')!.dataset;
    const files = [script!, wasm!].map((path) => new URL(path, location.href).href);
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const app = performance.getEntriesByType('resource').filter(({ name }) => files.includes(name));
    return { ...(paint === undefined ? {} : { paint }), app: app.map(({ startTime }) => startTime) };
  });
}

async function expectPaintFirst(page: Page) {
  const { paint, app } = await times(page);
  expect(app).toHaveLength(2);
  expect(paint).toBeDefined();
  for (const asked of app) expect(asked).toBeGreaterThan(paint!);
}

test('nothing of the app is asked for before the page is painted', async ({ page, site }) => {
  for (const path of ['/', site.address('post')]) {
    await visit(page, path);
    await expectPaintFirst(page);
  }
});

test('nor when the pointer rests on a link before the page is painted', async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const link = document.querySelector('a[href]');
      if (!link) return;
      observer.disconnect();
      link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    }).observe(document, { subtree: true, childList: true });
  });
  await visit(page, '/');
  await expectPaintFirst(page);
});

test('the app gives way to everything else that is fetched', async ({ page }) => {
  const asked = await priorities(page);
  await visit(page, '/');
  expect(asked).toEqual(['Low', 'Low']);
});

test('the app is urgent for a reader who means to go somewhere', async ({ page }) => {
  // Otherwise it may have come before.
  await saveData(page);
  const asked = await priorities(page);
  await page.goto('/');
  await section(page, 'Tags').hover();
  await live(page);
  expect(asked).toEqual(['High', 'High']);
});

test('a reader who saves data gets the app on intent alone', async ({ page, traffic }) => {
  await saveData(page);
  await page.goto('/');
  await idle(page);
  expect(traffic.all.filter(ofTheApp)).toEqual([]);
  // A hand on the mouse, or a finger that scrolls, means to go nowhere.
  await page.mouse.move(100, 100);
  await page.mouse.wheel(0, 300);
  await heading(page).hover();
  await idle(page);
  expect(traffic.all.filter(ofTheApp)).toEqual([]);
  await section(page, 'Tags').hover();
  await live(page);
});

for (const [what, files] of [
  ['script', APP_SCRIPT],
  ['wasm', APP],
] as const) {
  test(`a click before the ${what} of the app is here loads the page`, async ({ page, traffic }) => {
    const app = await Gate.before(page, files);
    await page.goto('/');
    await app.reached();
    await section(page, 'Tags').click();
    await expect(page).toHaveURL('/tags/');
    await expect(heading(page)).toHaveText('Tags');
    expect(traffic.documents).toEqual(['/', '/tags/']);
    expect(traffic.data).toEqual([]);
    app.release();
    await live(page);
  });
}
