// For every reader: with a screen reader, a keyboard, a finger, a narrow screen.

import type { Page } from '@playwright/test';
import { foundAnyhow, NOTHING } from '../support/looks';
import { arrived, heading, visit } from '../support/reader';
import { KINDS, type Kind } from '../support/site';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });

test.beforeEach(({ problems }) => problems.expect(/status of 404/, /^status 404/));

test.describe('axe finds nothing', () => {
  for (const kind of KINDS) {
    test(`on a page of the kind ${kind}`, async ({ page, site }) => {
      await visit(page, site.address(kind));
      expect(await foundAnyhow(page, 360)).toEqual(NOTHING);
    });
  }

  test('on any post', async ({ page, site }) => {
    test.slow();
    for (const { path } of site.all('post')) {
      await visit(page, path);
      expect.soft(await foundAnyhow(page, 360), path).toEqual(NOTHING);
    }
  });

  test('on a filtered list', async ({ page, site }) => {
    const [first, second] = site.offered;
    await visit(page, `/archive/?tag=${first!.tag}&tag=${second!.tag}&tag=no-such-tag`);
    await expect(page.getByText('No article has all of these tags.')).toBeVisible();
    expect(await foundAnyhow(page, 360)).toEqual(NOTHING);
  });
});

test.describe('by finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  for (const kind of KINDS) {
    test(`all that can be touched has 44 pixels: ${kind}`, async ({ page, site }) => {
      await visit(page, site.address(kind));
      expect(await tooSmall(page)).toEqual([]);
    });
  }

  test('a tap follows a link', async ({ page, site, traffic }) => {
    await visit(page, '/');
    traffic.clear();
    await page.getByRole('banner').getByRole('link', { name: 'Tags' }).tap();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    expect(traffic.all).toEqual(['/tags/index.json']);
  });

  /** What answers to a finger on less than 44 by 44 pixels. Links within a sentence are as high as their line. */
  function tooSmall(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const within = 'p:not(.kicker, .more) a, .prose a, .footnotes a';
      const controls = [...document.querySelectorAll<HTMLElement>('a[href], button')].filter(
        (control) => !control.matches(within) && !control.matches('.skip-link') && control.checkVisibility(),
      );
      return controls.flatMap((control) => {
        control.scrollIntoView({ block: 'center' });
        const box = control.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const answers = (x: number, y: number) => control.contains(document.elementFromPoint(x, y));
        /** How far from the middle, in one direction, it still answers. */
        const reach = (dx: number, dy: number) => {
          let far = 0;
          while (far < 30 && answers(x + dx * (far + 0.5), y + dy * (far + 0.5))) far += 0.5;
          return far;
        };
        const [width, height] = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
        const small = width < 43.5 || height < 43.5;
        const name = `${control.closest('[class]')?.className} “${control.textContent?.trim()}”`;
        return small ? [`${name}: ${width} × ${height}`] : [];
      });
    });
  }
});

test.describe('by keyboard', () => {
  for (const kind of ['home', 'archive', 'tag_index', 'post'] satisfies Kind[]) {
    test(`every stop can be seen: ${kind}`, async ({ page, site }) => {
      await visit(page, site.address(kind));
      // A key brings what there is for readers, and that has stops of its own.
      await page.keyboard.press('Shift');
      await page.locator('[data-tools]').first().waitFor({ state: 'attached' });
      const all = page.locator('a[href], button, summary, [tabindex="0"]').locator('visible=true');
      // It comes bit by bit.
      let stops = 0;
      const more = async () => -stops + (stops = await all.count());
      await expect.poll(more, { intervals: [300] }).toBe(0);
      let seen = 0;
      for (; seen < stops + 5; seen += 1) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(focused);
          const box = focused.getBoundingClientRect();
          const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          return {
            name: focused.outerHTML.slice(0, 120),
            visible: inView && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
          };
        });
        if (!stop) break;
        expect.soft(stop.visible, stop.name).toBe(true);
      }
      expect(seen, 'stops').toBe(stops);
    });
  }

  test('a reader gets from the front page to a post and back', async ({ page, site, traffic }) => {
    await visit(page, '/');
    traffic.clear();
    const link = page.getByRole('article').first().getByRole('link', { name: site.posts[0]!.title });
    while (!(await link.evaluate((link) => link === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(site.posts[0]!.title);
    await expect(heading(page)).toBeFocused();
    // From the heading on: what the post says of itself.
    await page.keyboard.press('Tab');
    await expect(page.locator('article > header .meta :focus')).toBeVisible();
    await page.goBack();
    await expect(heading(page)).toHaveText('Engineering blog');
    await expect(link).toBeFocused();
    expect(traffic.documents).toEqual([]);
  });
});

test.describe('who wants less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('gets none', async ({ page, site }) => {
    await visit(page, site.address('post'));
    await page.route('**/index.json', () => undefined);
    await page.getByRole('banner').getByRole('link', { name: 'Tags' }).click();
    await expect(page.locator('.progress')).toBeVisible();
    const moving = await page.evaluate(() =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length,
    );
    expect(moving).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
  });
});

test('on paper, there is the text and not what leads elsewhere', async ({ page, site }) => {
  await visit(page, site.address('post'));
  await page.emulateMedia({ media: 'print' });
  await expect(heading(page)).toBeVisible();
  await expect(page.locator('.prose')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.locator('.theme-toggle')).toBeHidden();
});
