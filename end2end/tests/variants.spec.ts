// Pictures that depend on the theme, and those that stand beside each other.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { at } from '../support/place';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const drawing = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="${colour}"/></svg>`;
const FILLER = Array.from({ length: 3 }, (_, at) => `Sentence ${at}.`).join('\n\n');
const TEXT = `${FILLER}

![A square](day.svg "Of each time"){dark="night.svg"}

![Before it](day.svg "Before"){compare}
![After it](night.svg "After")

To [another text](two.md).
`;

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({
    'posts/one.md': post('One', TEXT),
    'posts/two.md': post('Two', 'Words.'),
    'posts/day.svg': drawing('#eee'),
    'posts/night.svg': drawing('#111'),
  });
});
test.afterAll(() => blog.close());

const open = (page: Page) => page.goto(blog.address + '/posts/one/');
const shown = (page: Page) => page.locator('.prose > figure > img:visible');

test('a picture follows the theme: of the system, and as chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  await expect(shown(page)).toHaveCount(1);
  await expect(shown(page)).toHaveClass(/by-night/);
  await expect.poll(() => shown(page).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(shown(page)).toHaveClass(/by-day/);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(shown(page)).toHaveClass(/by-day/);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(shown(page)).toHaveClass(/by-day/);
});

test('the picture for the other theme is not fetched', async ({ browser }) => {
  const only = await SmallBlog.of({
    'posts/one.md': post('One', '![A square](day.svg){dark="night.svg"}'),
    'posts/day.svg': drawing('#eee'),
    'posts/night.svg': drawing('#111'),
  });
  const page = await browser.newPage({ colorScheme: 'dark' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(only.address + '/posts/one/', { waitUntil: 'networkidle' });
  expect(asked.filter((path) => /night/.test(path))).toHaveLength(1);
  expect(asked.filter((path) => /day/.test(path))).toEqual([]);
  await page.close();
  only.close();
});

test('two pictures stand side by side, and are laid over each other by keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  const tops = () => page.locator('.beside figure').evaluateAll((all) => all.map((figure) => figure.getBoundingClientRect().top));
  const [first, second] = await tops();
  expect(first).toBe(second);
  await page.mouse.wheel(0, 10);
  const button = page.getByRole('button', { name: 'Compare', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const slider = page.getByRole('slider', { name: 'How much of the first picture is shown' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveValue('100');
  const clip = () => page.locator('.beside img').first().evaluate((picture) => getComputedStyle(picture).clipPath);
  await expect.poll(clip).toBe('inset(0px 0% 0px 0px)');
  await page.keyboard.press('Home');
  await expect.poll(clip).toContain('100%');
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations).toEqual([]);
  await button.press('Enter');
  await expect(slider).toBeHidden();
});

test('on paper they stand side by side whatever a reader did, and links say where they lead', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  await page.keyboard.press('Shift');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.emulateMedia({ media: 'print' });
  const places = await page.locator('.beside img').evaluateAll((images) => images.map((image) => image.getBoundingClientRect().x));
  expect(places[1]).toBeGreaterThan(places[0]!);
  await expect(page.getByRole('slider')).toBeHidden();
  const link = page.getByRole('link', { name: 'another text' });
  const told = await link.evaluate((link) => getComputedStyle(link, '::after').content);
  expect(told.replaceAll('" "', '')).toBe(`" <https://small.example${at('/posts/two/')}>"`);
});

test('on a telephone they stand below each other, and nothing is too wide', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  const [first, second] = await page.locator('.beside figure').evaluateAll((all) => all.map((figure) => figure.getBoundingClientRect().top));
  expect(second).toBeGreaterThan(first!);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
