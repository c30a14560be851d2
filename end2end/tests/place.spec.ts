// What only a site that lives under a path has to mind. All else, every other spec tells there too.

import { at, BASE, below, NO_PATH } from '../support/place';
import { follow, visit } from '../support/reader';
import { expect, test } from '../support/test';

// Asked where tests run: whoever lists them does not know the address yet.
test.beforeEach(() => test.skip(!BASE, NO_PATH));

test('whoever comes to the root of the server for a look is led to the site', async ({ page, baseURL }) => {
  await page.goto(`${new URL(baseURL!).origin}/`);
  await expect(page).toHaveURL('/');
  await expect(page.locator('h1')).toBeVisible();
});

test('what lies outside of the path is left to the browser', async ({ page, problems, traffic }) => {
  problems.expect(/status of 404/, /^status 404/, /favicon/);
  await visit(page, '/');
  traffic.clear();
  // An address that has the form of one of ours, beside the site.
  await follow(page, `${await page.evaluate(() => location.origin)}/archive/`);
  await expect(page.locator('h1')).toHaveText('Page not found');
  expect(traffic.documents).toEqual(['/archive/']);
  expect(await page.evaluate(() => location.pathname)).toBe('/archive/');
});

test('all that a first visit asks for lies below the path', async ({ page, traffic }) => {
  await visit(page, '/');
  await page.mouse.move(10, 10);
  expect(traffic.all.length).toBeGreaterThan(3);
  const outside = await page.evaluate(
    (base) =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => !path.startsWith(`${base}/`)),
    BASE,
  );
  expect(outside).toEqual([]);
  expect(below(at('/archive/'))).toBe('/archive/');
});
