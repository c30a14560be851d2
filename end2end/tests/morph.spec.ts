// The title of a text moves between a list and its page: drawn elsewhere for a moment, and nothing else.

import type { Page } from '@playwright/test';
import { arrived, heading, visit } from '../support/reader';
import { expect, test } from '../support/test';

interface Move {
  of: string;
  from: string;
  overflow: boolean;
}

/** Notes what is moved, where from, and whether there was anything to scroll to sideways then. */
async function watchMoves(page: Page) {
  await page.addInitScript(() => {
    const moves: Move[] = [];
    Object.assign(window, { moves });
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (frames, options) {
      const animation = animate.call(this, frames, options);
      const from = String((frames as Keyframe[])[0]?.['transform']);
      const { scrollWidth, clientWidth } = document.documentElement;
      moves.push({ of: this.textContent?.trim() ?? '', from, overflow: scrollWidth > clientWidth });
      return animation;
    };
  });
}
const moves = (page: Page) => page.evaluate(() => (window as unknown as { moves: Move[] }).moves);

/** Points at a link until what moves titles is there, and follows it. */
async function followTitle(page: Page, title: string) {
  const link = page.getByRole('main').getByRole('link', { name: title, exact: true }).first();
  const coming = page.waitForResponse(/\/pkg\/morph\./);
  await link.hover();
  await (await coming).finished();
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  await link.click();
}

for (const width of [320, 1280]) {
  test(`goes to its page and back, at ${width} pixels`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await watchMoves(page);
    await visit(page, '/archive/');
    const post = site.post(0);
    await followTitle(page, post.content.title);
    await arrived(page, { path: post.path, title: post.data.title });
    const [there] = await moves(page);
    expect(there).toMatchObject({ of: post.content.title, overflow: false });
    expect(there!.from).toMatch(/^translate\(.+\) scale\(0\.\d+\)$/);
    await page.goBack();
    await expect(heading(page)).toHaveText('Archive');
    await expect.poll(() => moves(page)).toHaveLength(2);
    const [, back] = await moves(page);
    expect(back).toMatchObject({ overflow: false });
    expect(back!.of).toContain(post.content.title);
  });
}

test('stays where it is for a reader who wants nothing to move, and for who follows another link', async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await watchMoves(page);
  await visit(page, '/archive/');
  await followTitle(page, site.post(0).content.title);
  await arrived(page, { path: site.post(0).path, title: site.post(0).data.title });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByRole('banner').getByRole('link', { name: 'Tags', exact: true }).click();
  await expect(heading(page)).toHaveText('Tags');
  expect(await moves(page)).toEqual([]);
});

test('is missed by nobody if it does not come', async ({ page, site, problems }) => {
  problems.expect(/morph[^/]*\.js/, /ERR_FAILED/);
  await page.route(/\/pkg\/morph\./, (route) => route.abort());
  await visit(page, '/archive/');
  const link = page.getByRole('main').getByRole('link', { name: site.post(0).content.title, exact: true }).first();
  await link.click();
  await arrived(page, { path: site.post(0).path, title: site.post(0).data.title });
});
