// The first screen: a page that comes piece by piece is painted when that is there, and as it stays.

import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { at } from '../support/place';
import { expect, test } from '../support/test';

/** How long a line pauses in the middle of a page, in milliseconds. */
const PAUSE = 600;

/** Serves a site so that each page pauses at a place in its HTML; gives the address, and a way to end it. */
async function pausing(site: string, place: string) {
  const server = createServer(async (question, answer) => {
    const { 'accept-encoding': _, ...headers } = question.headers;
    const passed = request(new URL(question.url!, site), { headers: { ...headers, host: new URL(site).host } });
    const [response] = (await once(passed.end(), 'response')) as [IncomingMessage];
    answer.writeHead(response.statusCode!, response.headers);
    if (!response.headers['content-type']?.includes('html')) return response.pipe(answer);
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    const page = Buffer.concat(pieces);
    const middle = page.indexOf(place);
    answer.write(page.subarray(0, middle));
    return setTimeout(() => answer.end(page.subarray(middle)), PAUSE);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}`, close };
}

/** When a page was painted first, and the theme that it had then. */
async function firstPaint(page: Page, address: string, theme: string) {
  await page.addInitScript((theme) => {
    localStorage.setItem('theme', theme);
    requestAnimationFrame(function look() {
      if (!document.body) return requestAnimationFrame(look);
      return Object.assign(window, { first: document.documentElement.dataset['theme'] });
    });
  }, theme);
  await page.goto(address);
  return page.evaluate(() => ({
    theme: (window as unknown as { first: string }).first,
    paint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
  }));
}

test('nothing is painted before the first screen is there, in whatever theme', async ({ page, site, baseURL }) => {
  const server = await pausing(baseURL!, '<main');
  try {
    const { theme, paint } = await firstPaint(page, server.address + at(site.address('post')), 'dark');
    expect(theme).toBe('dark');
    expect(paint).toBeGreaterThan(PAUSE);
  } finally {
    server.close();
  }
});

test('and what comes behind it holds up no paint, and moves nothing', async ({ page, site, baseURL }) => {
  const server = await pausing(baseURL!, '<script type="application/json" id="carried"');
  try {
    await page.addInitScript(() => {
      const seen = Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries() as unknown as { value: number }[]) seen.shift += value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const { paint } = await firstPaint(page, server.address + at(site.address('post')), 'light');
    expect(paint).toBeLessThan(PAUSE);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0);
    await expect(page.locator('main #first-screen'), 'the text is as it was rendered').toHaveCount(0);
  } finally {
    server.close();
  }
});
