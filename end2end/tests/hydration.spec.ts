// How the app takes over the page that the browser shows: without anyone noticing.

import { APP, APP_SCRIPT, Gate, live, painted, viewOf, visit } from '../support/reader';
import { KINDS } from '../support/site';
import { expect, test } from '../support/test';

test.describe('taking over', () => {
  for (const kind of KINDS) {
    test.describe(kind, () => {
      test.beforeEach(({ problems }) => {
        if (kind === 'missing') problems.expect(/status of 404/, /^status 404/);
      });

      test('changes neither markup nor pixels', async ({ page, site, traffic }) => {
        const app = await Gate.before(page, APP);
        await page.goto(site.address(kind));
        await page.evaluate(() => document.fonts.ready);
        await app.reached();
        // A picture of the whole page makes the window as high for a moment; faces that came behind the
        // first frame are shown from then on.
        await page.screenshot({ fullPage: true });
        const body = () =>
          page.evaluate(() => {
            const body = document.body.cloneNode(true) as HTMLElement;
            // A filter leads to pages of tags until the app can filter.
            for (const chip of body.querySelectorAll('.filter a')) chip.removeAttribute('href');
            // Nothing can be copied until the app runs.
            for (const copies of body.querySelectorAll('[data-tools], [data-copy], .copied')) copies.remove();
            return body.innerHTML;
          });
        const shot = async () => {
          await page.evaluate(() => {
            for (const copies of document.querySelectorAll<HTMLElement>('[data-tools], [data-copy]')) copies.hidden = true;
          });
          return page.screenshot({ fullPage: true, animations: 'disabled', caret: 'initial' });
        };
        const before = { body: await body(), shot: await shot() };

        app.release();
        await live(page);
        await painted(page);
        expect(await body()).toBe(before.body);
        expect(before.shot.equals(await shot()), 'the same pixels').toBe(true);
        expect(traffic.data, 'requests for data').toEqual([]);
        expect(traffic.documents).toHaveLength(1);
      });

      test('shifts nothing', async ({ page, site }) => {
        await page.addInitScript(() => {
          const shifts: string[] = [];
          Object.assign(window, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await visit(page, site.address(kind));
        await painted(page);
        expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
      });
    });
  }

  test('happens on every page, whose view is that of its file', async ({ page, site }) => {
    for (const { path, html } of site.pages) {
      await visit(page, path);
      expect.soft(await viewOf(page), path).toBe(await viewOf(page, html));
    }
  });

  test('happens at every address that a host may show the page at', async ({ page, site, traffic }) => {
    for (const path of ['/archive/', site.address('tag'), site.address('post'), '/about/']) {
      const { html, data } = site.pages.find((page) => page.path === path)!;
      for (const address of [path, path.slice(0, -1), `${path}index.html`]) {
        // As a host does that redirects nothing.
        await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html }));
        await visit(page, address);
        await expect(page).toHaveURL(address);
        await expect(page).toHaveTitle(data.title);
        traffic.clear();
        await page.getByRole('banner').getByRole('link', { name: 'Home' }).click();
        await expect(page).toHaveURL('/');
        await page.goBack();
        await expect(page).toHaveTitle(data.title);
        expect(await viewOf(page), address).toBe(await viewOf(page, html));
        expect(traffic.documents, address).toEqual([]);
      }
    }
  });

  test('happens at an address that the server redirects', async ({ page, site }) => {
    for (const path of ['/archive', '/tags', site.address('post').slice(0, -1)]) {
      await visit(page, `${path}?from=elsewhere#content`);
      await expect(page).toHaveURL(`${path}/?from=elsewhere#content`);
    }
  });
});

test('the page is complete before the app is even asked for', async ({ page, site }) => {
  const script = await Gate.before(page, APP_SCRIPT);
  await page.goto(site.address('post'));
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.prose')).toBeVisible();
  await script.reached();
  expect(await page.locator('html').getAttribute('data-app')).toBeNull();
  script.release();
  await live(page);
});
