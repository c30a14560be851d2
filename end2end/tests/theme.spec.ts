// Light and dark.

import type { Page } from '@playwright/test';
import { follow, heading, live, visit } from '../support/reader';
import { KINDS } from '../support/site';
import { expect, test } from '../support/test';

const toggle = (page: Page) => page.getByRole('button', { name: 'Dark theme' });
const root = (page: Page) => page.locator('html');

/** Whether the page is dark to the eye. */
const isDark = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return red! + green! + blue! < 3 * 128;
  });

test('the theme follows the system', async ({ page }) => {
  await visit(page, '/');
  expect(await isDark(page)).toBe(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await isDark(page)).toBe(true);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await isDark(page)).toBe(false);
});

for (const [system, other] of [['light', 'dark'], ['dark', 'light']] as const) {
  test.describe(`on a ${system} system`, () => {
    test.use({ colorScheme: system });

    test('the switch switches, and remembers', async ({ page, context, site }) => {
      await visit(page, '/');
      await toggle(page).click();
      expect(await isDark(page)).toBe(other === 'dark');
      await follow(page, '/archive/');
      await expect(heading(page)).toHaveText('Archive');
      expect(await isDark(page), 'on the next page').toBe(other === 'dark');
      await page.reload();
      expect(await isDark(page), 'after a reload').toBe(other === 'dark');
      const tab = await context.newPage();
      await tab.goto(site.address('post'));
      expect(await isDark(tab), 'in another tab').toBe(other === 'dark');
      await toggle(tab).click();
      expect(await isDark(tab), 'and back').toBe(system === 'dark');
      await expect.poll(() => isDark(page), { message: 'other tabs follow' }).toBe(system === 'dark');
      await page.emulateMedia({ colorScheme: other });
      expect(await isDark(page), 'as the system does, from here on').toBe(other === 'dark');
    });

    test('the chosen theme is there before anything is painted', async ({ page, site }) => {
      await page.addInitScript((theme) => {
        localStorage.setItem('theme', theme);
        // A browser asks for this when it is about to draw a frame; one may be drawn before any of the page is there.
        requestAnimationFrame(function look() {
          if (!document.body) return requestAnimationFrame(look);
          return Object.assign(window, { themeOfFirstFrame: document.documentElement.dataset['theme'] ?? 'none' });
        });
      }, other);
      for (const kind of KINDS.filter((kind) => kind !== 'missing')) {
        await page.goto(site.address(kind));
        // On a busy machine a page may be there before its first frame is.
        const first = () => page.evaluate(() => (window as unknown as { themeOfFirstFrame?: string }).themeOfFirstFrame);
        await expect.poll(first).toBe(other);
        expect(await isDark(page)).toBe(other === 'dark');
      }
      await live(page);
      await expect(root(page), 'the app leaves it alone').toHaveAttribute('data-theme', other);
    });
  });
}

test('the switch works before the app does, and by keyboard', async ({ page }) => {
  await page.route('**/*.wasm', () => undefined);
  await page.goto('/');
  await toggle(page).focus();
  await page.keyboard.press('Enter');
  expect(await isDark(page)).toBe(true);
  await page.keyboard.press('Space');
  expect(await isDark(page)).toBe(false);
});

test('without storage all works, and the choice lasts as long as the page', async ({ page }) => {
  await page.addInitScript(() => {
    for (const storage of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, storage, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await visit(page, '/');
  await toggle(page).click();
  expect(await isDark(page)).toBe(true);
  for (const path of ['/archive/', '/about/']) {
    await follow(page, path);
    await expect(page).toHaveURL(path);
  }
  expect(await isDark(page)).toBe(true);
  await page.goBack();
  await expect(heading(page)).toHaveText('Archive');
  await page.reload();
  await live(page);
  expect(await isDark(page)).toBe(false);
});

test('a memory of nonsense is no theme', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('theme', 'sepia'));
  await visit(page, '/');
  await expect(root(page)).not.toHaveAttribute('data-theme');
  await toggle(page).click();
  expect(await isDark(page)).toBe(true);
});
