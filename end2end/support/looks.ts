// What no page may have: what axe finds, and what makes it scroll sideways.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What is seen: all else is the same by night and where there is more room. */
const LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** What axe finds, by all of its rules or by some. */
export async function found(page: Page, rules?: string[]) {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(' ')) }));
}

/** What axe finds on a narrow page by day, then on a wide one by day and by night. */
export async function foundAnyhow(page: Page, narrow = 320) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: narrow, height: 800 });
  const whole = await found(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const wide = await found(page, LOOKS);
  await page.emulateMedia({ colorScheme: 'dark' });
  return { whole, wide, dark: await found(page, LOOKS) };
}

/** What that is where axe finds nothing. */
export const NOTHING = { whole: [], wide: [], dark: [] };

/** What is wider than the page, and in nothing that scrolls; `but` says of what that is not asked. */
export const tooWide = (page: Page, but = ':not(*)') =>
  page.evaluate((but) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && element !== document.documentElement && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    const isWide = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      return (right > innerWidth + 1 || left < -1) && !element.closest(`.visually-hidden, .skip-link, ${but}`) && !scrolls(element.parentElement);
    };
    const wide = [...document.body.querySelectorAll('*')].filter(isWide).map(({ localName, className }) => `${localName}.${className}`);
    return document.documentElement.scrollWidth > innerWidth ? [...wide, `the page: ${document.documentElement.scrollWidth}`] : wide;
  }, but);

/** Sets letters, words and lines apart as in success criterion 1.4.12. */
export const spread = (page: Page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
        'p { margin-block-end: 2em !important }',
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
