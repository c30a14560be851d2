// Finding words: in the dialog that every page opens, and on the page of the search.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { live, visit } from '../support/reader';
import { at } from '../support/place';
import { expect, test } from '../support/test';

const INDEX = '**/lists/search/**';
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const field = (page: Page) => page.getByRole('searchbox');
const hits = (page: Page) => page.locator('.search-hits > li > a');
const said = (page: Page) => page.locator('.search-said');

/** Opens the dialog and types. */
async function look(page: Page, words: string) {
  await page.keyboard.press('/');
  await expect(dialog(page)).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(words);
}

test('a first visit loads none of it', async ({ page, traffic }) => {
  await visit(page, '/');
  expect(traffic.all.filter((path) => /search/.test(path))).toEqual([]);
});

for (const [name, open] of [
  ['the link in the header', (page: Page) => page.getByRole('banner').getByRole('link', { name: 'Search' }).click()],
  ['/', (page: Page) => page.keyboard.press('/')],
  ['Ctrl K', (page: Page) => page.keyboard.press('Control+k')],
] as const) {
  test(`${name} opens the dialog, and Escape closes it`, async ({ page, traffic }) => {
    await visit(page, '/archive/');
    traffic.clear();
    await open(page);
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('token bucket');
    await expect(said(page)).toHaveText(/^(More than )?\d+ texts?\.$/);
    // Whoever searches has not begun to read.
    expect(traffic.comforts.filter((path) => path.includes('read'))).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(page).toHaveURL('/archive/');
    expect(traffic.documents).toEqual([]);
  });
}

test('a result leads to the section, by keyboard alone, and its words are marked', async ({ page, traffic }) => {
  await visit(page, '/');
  traffic.clear();
  await look(page, 'lockout ladder');
  await expect(hits(page).first()).toHaveAttribute('href', /#the-lockout-ladder$/);
  await expect(page.locator('.search-snippet mark').first()).toHaveText(/lockout|ladder/i);
  await page.keyboard.press('ArrowDown');
  await expect(hits(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/posts/rate-limiting-in-mcp-hangar/#the-lockout-ladder');
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('#the-lockout-ladder')).toBeInViewport();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size ?? 0)).toBeGreaterThan(2);
  expect(traffic.documents).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => CSS.highlights.has('found'))).toBe(false);
});

test('a typing error is mended, and that is said', async ({ page }) => {
  await visit(page, '/');
  await look(page, 'lockotu ');
  await expect(said(page)).toContainText('Showing results for “lockout” instead of “lockotu”.');
  await expect(hits(page).first()).toBeVisible();
});

test('what is found can be narrowed', async ({ page }) => {
  await visit(page, '/search/');
  await field(page).fill('mcp ');
  const tag = page.getByRole('group', { name: 'Narrow the search' }).getByRole('button').first();
  const before = Number(/\d+/.exec((await said(page).textContent()) ?? '')?.[0] ?? 0);
  await expect(tag).toBeVisible();
  await tag.click();
  await expect(field(page)).toHaveValue(/ (tag|author|series|year):/);
  await expect(said(page)).toHaveText(/\d+ text/);
  const after = Number(/\d+/.exec((await said(page).textContent()) ?? '')?.[0] ?? 0);
  expect(after).toBeLessThanOrEqual(before || 99);
});

test.describe('the page', () => {
  test('has its question in its address, when loaded and when gone back to', async ({ page }) => {
    await visit(page, '/search/?q=approval%20gate');
    await expect(field(page)).toHaveValue('approval gate');
    await expect(hits(page).first()).toHaveAttribute('href', /human-in-the-loop-approval-gate/);
    await field(page).fill('evidence manifest');
    await expect(page).toHaveURL('/search/?q=evidence%20manifest');
    await expect(hits(page).first()).toHaveAttribute('href', /llm-assisted-post-mortems/);
    await hits(page).first().click();
    await expect(page).toHaveURL(/llm-assisted-post-mortems/);
    await page.goBack();
    await expect(page).toHaveURL('/search/?q=evidence%20manifest');
    await expect(field(page)).toHaveValue('evidence manifest');
    await expect(hits(page).first()).toHaveAttribute('href', /llm-assisted-post-mortems/);
  });

  test('is reached within the app', async ({ page, traffic }) => {
    await visit(page, '/');
    await page.getByRole('link', { name: 'Search' }).focus();
    traffic.clear();
    await page.evaluate((path) => {
      const link = document.createElement('a');
      Object.assign(link, { href: path, textContent: 'to the page' });
      document.querySelector('main')?.append(link);
    }, at('/search/?q=lockout'));
    await page.getByRole('link', { name: 'to the page' }).click();
    await expect(field(page)).toHaveValue('lockout');
    await expect(hits(page).first()).toBeVisible();
    expect(traffic.documents).toEqual([]);
  });

  test('asks not to be listed', async ({ page, request }) => {
    await page.goto('/search/');
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex');
    expect(await (await request.get('/sitemap.xml')).text()).not.toContain('/search/');
  });
});

test.describe('what goes wrong', () => {
  const LOUD = [/Failed to load resource/, /^status \d/, /^failed: /, /The search could not go on/];

  test('an index that is out of reach is said, and asked for again', async ({ page, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/search/');
    await page.route(INDEX, (route) => route.abort('failed'));
    await field(page).fill('lockout');
    await expect(said(page)).toContainText('The search could not be loaded.');
    await expect(hits(page)).toHaveCount(0);
    await page.unroute(INDEX);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(hits(page).first()).toBeVisible();
  });

  test('code that did not come is asked for again', async ({ page, problems }) => {
    problems.expect(...LOUD);
    const code = /\/pkg\/search[^/]*\.wasm$/;
    await page.route(code, (route) => route.abort('failed'));
    await visit(page, '/search/');
    await field(page).fill('lockout');
    await expect(said(page)).toContainText('The search could not be loaded.');
    await page.unroute(code);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(hits(page).first()).toBeVisible();
  });

  test('a late answer never takes the place of a later one', async ({ page }) => {
    await visit(page, '/search/');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let first = true;
    await page.route(INDEX, async (route) => {
      if (first) {
        first = false;
        await held;
      }
      await route.continue();
    });
    await field(page).fill('approval');
    await page.waitForTimeout(400);
    await field(page).fill('lockout');
    release();
    await expect(hits(page).first()).toHaveAttribute('href', /rate-limiting/);
    await page.waitForTimeout(500);
    await expect(hits(page).first()).toHaveAttribute('href', /rate-limiting/);
    await expect(field(page)).toHaveValue('lockout');
  });

  test('a host that sends whole texts gives the same snippets', async ({ page }) => {
    await page.route('**/index.md', async (route) => {
      const headers = { ...route.request().headers() };
      delete headers['range'];
      await route.fulfill({ response: await route.fetch({ headers }) });
    });
    await visit(page, '/search/?q=lockout%20ladder');
    await expect(page.locator('.search-snippet mark').first()).toHaveText(/lockout|ladder/i);
  });

  test('texts that do not come leave results without snippets', async ({ page, problems }) => {
    problems.expect(...LOUD);
    await page.route('**/index.md', (route) => route.abort('failed'));
    await visit(page, '/search/?q=lockout%20ladder');
    await expect(hits(page).first()).toBeVisible();
    await expect(said(page)).toHaveText(/text/);
    await expect(page.locator('.search-snippet').first()).toBeEmpty();
  });

  test('without its code the link leads to the page', async ({ page, problems }) => {
    problems.expect(...LOUD, /Failed to fetch dynamically imported module/);
    await visit(page, '/');
    await page.route('**/pkg/search.*', (route) => route.abort('failed'));
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
    await expect(page).toHaveURL('/search/');
  });
});

test.describe('for every reader', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in the dialog, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await visit(page, '/');
      await look(page, 'token bucket');
      await expect(page.locator('.search-snippet mark').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
    });
  }

  test('nothing scrolls sideways at 320 pixels', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, '/search/?q=autovacuum_vacuum_scale_factor_of_everything%20token%20mcp');
    await expect(said(page)).not.toBeEmpty();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

test('keys that mean something where one types are left alone', async ({ page }) => {
  await visit(page, '/search/');
  await field(page).focus();
  await page.keyboard.type('a/b');
  await expect(field(page)).toHaveValue('a/b');
  await expect(dialog(page)).toBeHidden();
  await live(page);
});
