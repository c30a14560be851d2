// How a reader gets from page to page once the app runs.

import type { Page } from '@playwright/test';
import { arrived, DATA, follow, Gate, heading, headOf, live, scrollTo, scrollY, unstyled, viewOf, visit, visitAgain } from '../support/reader';
import { at } from '../support/place';
import { dataPath, postPath } from '../support/site';
import { expect, test } from '../support/test';

const section = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name, exact: true });

test.describe('following a link', () => {
  test('fetches the data of the page, and no page', async ({ page, site, traffic }) => {
    await visit(page, '/');
    traffic.clear();
    const post = site.post(0);
    await page.getByRole('article').getByRole('link', { name: post.content.title }).click();
    await arrived(page, { path: post.path, title: post.data.title });
    expect(traffic.all).toEqual([dataPath(post.path)]);
  });

  test('shows of every page what its file shows, head and all', async ({ page, site, traffic }) => {
    await visit(page, site.post(2).path);
    traffic.clear();
    for (const { path, html, data } of site.pages) {
      await follow(page, path);
      await arrived(page, { path, title: data.title });
      expect.soft(await headOf(page), path).toEqual(await headOf(page, html));
      expect.soft(await viewOf(page), path).toBe(await viewOf(page, html));
      // What only a file says would otherwise be said of another page.
      const left = page.locator('head > :is(meta[property="og:title"], script[type="application/ld+json"])');
      if (path !== site.post(2).path) expect.soft(await left.count(), path).toBe(0);
    }
    expect(traffic.documents).toEqual([]);
    expect(traffic.data).toHaveLength(site.pages.length - 1);
  });

  test('puts the focus on the new heading, and says where the reader is', async ({ page, site }) => {
    await visit(page, '/');
    for (const [name, path] of [['Archive', '/archive/'], ['Tags', '/tags/'], ['Home', '/']] as const) {
      await section(page, name).click();
      await arrived(page, { path, title: site.pages.find((page) => page.path === path)!.data.title });
      await expect(heading(page)).toBeFocused();
      await expect(page.getByRole('status')).toHaveText(await page.title());
    }
  });

  test('paints the first screen of a long text before the rest of it, but at a section all at once', async ({ page, site }) => {
    const { path, html, data, content } = site.post(1);
    const all = await page.evaluate((html) => {
      const file = new DOMParser().parseFromString(html, 'text/html');
      return file.querySelectorAll('[data-prose] > p').length;
    }, unstyled(html));
    const { id } = content.prose.contents.at(-1)!;
    for (const [address, isWhole] of [[path, false], [`${path}#${id}`, true]] as const) {
      await visit(page, '/');
      const first = await page.evaluateHandle(() => {
        const blocks = () => document.querySelectorAll('[data-prose] > p').length;
        const seen = new Promise<number>((seen) => {
          const look = () => requestAnimationFrame(() => (blocks() ? seen(blocks()) : look()));
          look();
        });
        return { seen };
      });
      await follow(page, address);
      const shown = await first.evaluate(({ seen }) => seen);
      expect(shown < all).toBe(!isWhole);
      await arrived(page, { path: address, title: data.title });
      expect(await viewOf(page)).toBe(await viewOf(page, html));
    }
  });

  test('begins at the top', async ({ page, site }) => {
    await visit(page, site.post(1).path);
    const older = page.getByRole('link', { name: 'Older' });
    await older.scrollIntoViewIfNeeded();
    expect(await scrollY(page)).toBeGreaterThan(500);
    await older.click();
    await arrived(page, { path: site.post(2).path, title: site.post(2).data.title });
    await expect.poll(() => scrollY(page)).toBe(0);
  });

  test('begins at the fragment, where there is one', async ({ page, site, traffic }) => {
    const { path, data, content } = site.post(1);
    const { id } = content.prose.contents.at(-1)!;
    await visit(page, '/');
    traffic.clear();
    await follow(page, `${path}#${id}`);
    await arrived(page, { path: `${path}#${id}`, title: data.title });
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    expect(await scrollY(page)).toBeGreaterThan(500);
    expect(traffic.documents).toEqual([]);
    // Someone who reads with a keyboard goes on from there.
    await expect(page.locator(`[id="${id}"]`)).toBeFocused();
  });

  test('begins at the top where the fragment does not exist', async ({ page }) => {
    await visit(page, '/');
    await scrollTo(page, 300);
    await follow(page, '/tags/#no-such-section');
    await expect(heading(page)).toHaveText('Tags');
    await expect.poll(() => scrollY(page)).toBe(0);
  });

  test('marks the section that the reader is in', async ({ page, site }) => {
    await visit(page, '/');
    const current = page.getByRole('banner').locator('[aria-current]');
    for (const [path, name, value] of [
      ['/archive/', 'Archive', 'page'],
      [site.address('post'), 'Archive', 'true'],
      ['/tags/', 'Tags', 'page'],
      [site.address('tag'), 'Tags', 'true'],
      ['/about/', 'About', 'page'],
      ['/', 'Home', 'page'],
    ] as const) {
      await follow(page, path);
      await expect(current).toHaveText(name);
      await expect(current).toHaveAttribute('aria-current', value);
    }
  });

  test('works for an address without its last slash', async ({ page, site, traffic }) => {
    await visit(page, '/');
    traffic.clear();
    await follow(page, '/archive');
    await arrived(page, { path: '/archive', title: site.the('archive').data.title });
    await follow(page, '/archive/');
    await follow(page, site.post(0).path.slice(0, -1));
    await arrived(page, { path: site.post(0).path.slice(0, -1), title: site.post(0).data.title });
    await expect(heading(page)).toHaveText(site.post(0).content.title);
    expect(traffic.all).toEqual(['/archive/index.json', dataPath(site.post(0).path)]);
  });

  test('to the page that is shown goes to its top, and nowhere in history', async ({ page, traffic }) => {
    await visit(page, '/');
    await section(page, 'Archive').click();
    await expect(page).toHaveURL('/archive/');
    traffic.clear();
    const entries = await page.evaluate(() => history.length);
    await page.setViewportSize({ width: 800, height: 300 });
    await scrollTo(page, 200);
    await follow(page, '/archive/');
    await expect.poll(() => scrollY(page)).toBe(0);
    expect(await page.evaluate(() => history.length)).toBe(entries);
    expect(traffic.all).not.toContain('/archive/index.json');
    expect(traffic.documents).toEqual([]);
  });
});

test.describe('data', () => {
  const ways: [string, (page: Page, name: string) => Promise<unknown>][] = [
    ['pointed at', (page, name) => section(page, name).hover()],
    ['focused', (page, name) => section(page, name).focus()],
    ['touched', (page, name) => section(page, name).dispatchEvent('touchstart')],
  ];
  for (const [way, point] of ways) {
    test(`comes ahead of time when a link is ${way}`, async ({ page, traffic }) => {
      await visit(page, '/');
      traffic.clear();
      await point(page, 'Tags');
      await expect.poll(() => traffic.data).toEqual(['/tags/index.json']);
      await section(page, 'Tags').click();
      await expect(heading(page)).toHaveText('Tags');
      expect(traffic.all).toEqual(['/tags/index.json']);
    });
  }

  test('is never fetched twice, not even while it is on its way', async ({ page, traffic }) => {
    await visit(page, '/');
    const data = await Gate.before(page, DATA);
    traffic.clear();
    await section(page, 'Tags').hover();
    await section(page, 'About').hover();
    await section(page, 'Tags').hover();
    await section(page, 'Tags').focus();
    await section(page, 'Tags').click();
    await section(page, 'Tags').click();
    await data.reached();
    data.release();
    await expect(heading(page)).toHaveText('Tags');
    for (const name of ['About', 'Tags', 'Home', 'About', 'Tags', 'Home']) {
      await section(page, name).click();
      await expect(section(page, name)).toHaveAttribute('aria-current', 'page');
    }
    expect(traffic.data.sort()).toEqual(['/about/index.json', '/tags/index.json']);
    expect(traffic.documents).toEqual([]);
  });

  test('of the page itself is never fetched', async ({ page, site, traffic }) => {
    for (const path of ['/', site.post(0).path]) {
      await visit(page, path);
      traffic.clear();
      await follow(page, path);
      await follow(page, '/archive/');
      await expect(heading(page)).toHaveText('Archive');
      await follow(page, path);
      await expect(heading(page)).not.toHaveText('Archive');
      expect(traffic.all, path).toEqual(['/archive/index.json']);
    }
  });

  test('is not fetched for links that are left to the browser', async ({ page, traffic }) => {
    await visit(page, '/');
    const links = {
      'new tab': `href="${at('/tags/')}" target="_blank"`,
      download: `href="${at('/tags/')}" download`,
      external: `href="${at('/tags/')}" rel="external"`,
      file: `href="${at('/sitemap.xml')}"`,
    };
    await page.evaluate((links) => {
      for (const [name, attributes] of Object.entries(links)) {
        document.querySelector('main')?.insertAdjacentHTML('afterbegin', `<p><a ${attributes}>${name}</a></p>`);
      }
    }, links);
    traffic.clear();
    for (const name of ['new tab', 'download', 'external', 'file']) {
      await page.getByRole('link', { name, exact: true }).hover();
      await page.getByRole('link', { name, exact: true }).focus();
    }
    await section(page, 'About').hover();
    await expect.poll(() => traffic.data).toEqual(['/about/index.json']);
  });
});

test.describe('back and forward', () => {
  test('come from memory, to where the reader was', async ({ page, site, traffic }) => {
    const first = site.post(1);
    await visit(page, first.path);
    const view = await viewOf(page);
    const older = page.getByRole('link', { name: 'Older' });
    await older.scrollIntoViewIfNeeded();
    const left = await scrollY(page);
    await older.click();
    const second = site.post(2);
    await arrived(page, { path: second.path, title: second.data.title });
    await scrollTo(page, 700);
    await follow(page, '/tags/');
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });

    traffic.clear();
    await page.goBack();
    await arrived(page, { path: second.path, title: second.data.title });
    await expect.poll(() => scrollY(page)).toBe(700);
    await page.goBack();
    await arrived(page, { path: first.path, title: first.data.title });
    await expect.poll(() => scrollY(page)).toBe(left);
    expect(await viewOf(page), 'the first page is whole, its text too').toBe(view);
    expect(await headOf(page)).toEqual(await headOf(page, first.html));
    await page.goForward();
    await arrived(page, { path: second.path, title: second.data.title });
    await expect.poll(() => scrollY(page)).toBe(700);
    await page.goForward();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    await expect.poll(() => scrollY(page)).toBe(0);
    expect(traffic.all).toEqual([]);
  });

  test('tell the same page in two entries apart', async ({ page, site }) => {
    const { path } = site.post(1);
    await visit(page, path);
    await scrollTo(page, 400);
    await follow(page, '/archive/');
    await expect(heading(page)).toHaveText('Archive');
    await follow(page, path);
    await expect(page).toHaveURL(path);
    await scrollTo(page, 900);
    await page.goBack();
    await expect(page).toHaveURL('/archive/');
    await page.goBack();
    await expect(page).toHaveURL(path);
    await expect.poll(() => scrollY(page)).toBe(400);
    await page.evaluate(() => history.go(2));
    await expect.poll(() => scrollY(page)).toBe(900);
  });

  test('work after a reload, data being fetched anew', async ({ page, site, traffic }) => {
    await visitAgain(page, '/');
    await scrollTo(page, 250);
    await follow(page, site.post(1).path);
    await arrived(page, { path: site.post(1).path, title: site.post(1).data.title });
    await scrollTo(page, 600);
    await page.reload();
    await live(page);
    await expect.poll(() => scrollY(page)).toBe(600);
    traffic.clear();
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await expect.poll(() => scrollY(page)).toBe(250);
    expect(await viewOf(page)).toBe(await viewOf(page, site.the('home').html));
    await page.goForward();
    await arrived(page, { path: site.post(1).path, title: site.post(1).data.title });
    await expect.poll(() => scrollY(page)).toBe(600);
    expect(traffic.documents).toEqual([]);
  });

  test('work from another site and back', async ({ page, site }) => {
    const { path, data } = site.post(1);
    await visitAgain(page, '/');
    await follow(page, path);
    await arrived(page, { path, title: data.title });
    await scrollTo(page, 800);
    await page.goto('about:blank');
    await page.goBack();
    await live(page);
    await arrived(page, { path, title: data.title });
    await expect.poll(() => scrollY(page)).toBe(800);
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
  });
});

test.describe('within a page', () => {
  test('the table of contents leads to sections, and back leads back', async ({ page, site, traffic }) => {
    const { path, content } = site.post(1);
    const [near, far] = [content.prose.contents[1]!, content.prose.contents.at(-1)!];
    await visit(page, path);
    traffic.clear();
    const toc = page.getByRole('navigation', { name: 'Contents' });
    const link = toc.locator(`a[href="#${near.id}"]`);
    await link.scrollIntoViewIfNeeded();
    const before = await scrollY(page);
    await link.click();
    await expect(page).toHaveURL(`${path}#${near.id}`);
    await expect(page.locator(`[id="${near.id}"]`)).toBeInViewport();
    const there = await scrollY(page);
    expect(there).toBeGreaterThan(100);
    await follow(page, `#${far.id}`);
    await expect(page).toHaveURL(`${path}#${far.id}`);
    await expect(page.locator(`[id="${far.id}"]`)).toBeInViewport();
    await page.goBack();
    await expect(page).toHaveURL(`${path}#${near.id}`);
    await expect.poll(() => scrollY(page)).toBe(there);
    await page.goBack();
    await expect(page).toHaveURL(path);
    await expect.poll(() => scrollY(page)).toBe(before);
    await page.goForward();
    await expect.poll(() => scrollY(page)).toBe(there);
    expect(traffic.all).toEqual([]);
  });

  test('a section is where the reader comes back to from another page', async ({ page, site }) => {
    const { path, content } = site.post(1);
    const { id } = content.prose.contents.at(-1)!;
    await visit(page, path);
    await follow(page, `#${id}`);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    const there = await scrollY(page);
    await scrollTo(page, there - 120);
    await follow(page, '/archive/');
    await expect(heading(page)).toHaveText('Archive');
    await page.goBack();
    await expect(page).toHaveURL(`${path}#${id}`);
    await expect.poll(() => scrollY(page)).toBe(there - 120);
  });

  test('an address with a fragment loads at its section', async ({ page, site }) => {
    const { path, content } = site.post(1);
    const { id } = content.prose.contents.at(-1)!;
    await visit(page, `${path}#${id}`);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  });

  test('a reload keeps the place', async ({ page, site }) => {
    await visitAgain(page, site.post(1).path);
    await scrollTo(page, 1200);
    await page.reload();
    await live(page);
    await expect.poll(() => scrollY(page)).toBe(1200);
  });

  test('the skip link leads to the content', async ({ page, traffic }) => {
    await visit(page, '/archive/');
    traffic.clear();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/archive/#content');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    expect(traffic.all).toEqual([]);
  });
});

test.describe('a reader in a hurry', () => {
  test('ends where the last click leads, in whatever order answers come', async ({ page, site, traffic }) => {
    await visit(page, '/');
    const entries = await page.evaluate(() => history.length);
    const slow = await Gate.before(page, '**/archive/index.json');
    const slower = await Gate.before(page, '**/tags/index.json');
    traffic.clear();
    for (const name of ['Tags', 'Archive', 'Tags', 'Archive', 'About']) await section(page, name).click();
    const about = { path: '/about/', title: site.the('standalone').data.title };
    await arrived(page, about);
    for (const gate of [slow, slower]) {
      const answered = page.waitForEvent('requestfinished', (request) => DATA.test(new URL(request.url()).pathname));
      gate.release();
      await answered;
    }
    // What came too late is good for the next time.
    await section(page, 'Tags').hover();
    await arrived(page, about);
    await expect(heading(page)).toHaveText('About');
    expect(await page.evaluate(() => history.length)).toBe(entries + 1);
    expect(traffic.data.sort()).toEqual(['/about/index.json', '/archive/index.json', '/tags/index.json']);
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    expect(traffic.documents).toEqual([]);
  });

  test('may click all at once', async ({ page, site, traffic }) => {
    await visit(page, '/archive/');
    traffic.clear();
    await page.evaluate(() => {
      for (const link of document.querySelectorAll<HTMLElement>('.rows a')) link.click();
    });
    const last = site.posts.at(-1)!;
    await expect(heading(page)).toHaveText(last.title);
    await expect(page).toHaveURL(postPath(last.slug));
    await page.goBack();
    await expect(heading(page)).toHaveText('Archive');
    expect(traffic.documents).toEqual([]);
  });

  test('may go back before the page has come', async ({ page, site, traffic }) => {
    await visit(page, '/');
    await section(page, 'Tags').click();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    const data = await Gate.before(page, DATA);
    await section(page, 'About').click();
    await data.reached();
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    data.release();
    await section(page, 'About').hover();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await expect(heading(page)).toHaveText('Engineering blog');
    await expect(page.locator('.progress')).not.toHaveClass(/is-loading/);
    expect(traffic.documents).toHaveLength(1);
  });

  test('may click before the app runs', async ({ page, site, traffic }) => {
    await Gate.before(page, /\.wasm$/);
    await page.goto('/');
    await section(page, 'Tags').click();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    expect(traffic.documents).toEqual(['/', '/tags/']);
  });
});

test.describe('a navigation that takes long', () => {
  /** Notes when a link was clicked and when the progress was shown. */
  const watch = (page: Page) =>
    page.evaluate(() => {
      const times: { clicked?: number; shown?: number } = {};
      Object.assign(window, { times });
      addEventListener('click', () => (times.clicked = performance.now()), true);
      const bar = document.querySelector('.progress')!;
      new MutationObserver(() => {
        if (bar.classList.contains('is-loading')) times.shown ??= performance.now();
      }).observe(bar, { attributeFilter: ['class'] });
    });
  const times = (page: Page) =>
    page.evaluate(() => (window as unknown as { times: { clicked: number; shown?: number } }).times);

  test('shows progress after a fifth of a second, and not before', async ({ page }) => {
    await visit(page, '/');
    await watch(page);
    const data = await Gate.before(page, DATA);
    await section(page, 'Tags').click();
    const bar = page.locator('.progress');
    await expect(bar).toHaveClass(/is-loading/);
    await expect(bar).toBeVisible();
    const { clicked, shown } = await times(page);
    expect(shown! - clicked).toBeGreaterThanOrEqual(195);
    expect(shown! - clicked).toBeLessThan(1000);
    await expect(page, 'the address changes with the page').toHaveURL('/');
    data.release();
    await expect(heading(page)).toHaveText('Tags');
    await expect(bar).not.toHaveClass(/is-loading/);
    await expect(bar).toBeHidden();
  });

  test('shows none when all is at hand', async ({ page }) => {
    await visit(page, '/');
    await section(page, 'Tags').click();
    await expect(heading(page)).toHaveText('Tags');
    await watch(page);
    for (const name of ['Home', 'Tags', 'Home']) {
      await section(page, name).click();
      await expect(section(page, name)).toHaveAttribute('aria-current', 'page');
    }
    await expect(page.locator('.progress')).toBeHidden();
    expect((await times(page)).shown).toBeUndefined();
  });
});

test.describe('a link is left to the browser', () => {
  /** Whether the app takes a click on a link; nothing is followed. */
  async function taken(page: Page, attributes: Record<string, string>, click: Record<string, boolean | number> = {}) {
    return page.evaluate(
      ([attributes, click]) => {
        const link = document.createElement('a');
        for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
        document.body.append(link);
        let taken: boolean | undefined;
        addEventListener(
          'click',
          (event) => {
            taken = event.defaultPrevented;
            event.preventDefault();
          },
          { once: true },
        );
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...click }));
        link.remove();
        return taken;
      },
      [{ ...attributes, href: at(attributes['href']!) }, click] as const,
    );
  }

  test('when it is not a page of the app', async ({ page }) => {
    await visit(page, '/');
    for (const attributes of [
      { href: '/sitemap.xml' },
      { href: '/feed.xml' },
      { href: '/robots.txt' },
      { href: '/archive/index.json' },
      { href: '/favicon.svg' },
      { href: '/fonts/brygada-roman.woff2' },
      { href: '/pkg/blog.css' },
      { href: '/a/b/c/' },
      { href: 'https://example.com/archive/' },
      { href: 'http://localhost:1/archive/' },
      { href: 'mailto:someone@example.org' },
      { href: 'tel:123' },
      { href: '/tags/', target: '_blank' },
      { href: '/tags/', target: 'a-frame' },
      { href: '/tags/', download: '' },
      { href: '/tags/', download: 'tags.html' },
      { href: '/tags/', rel: 'external nofollow' },
    ]) {
      expect.soft(await taken(page, attributes), JSON.stringify(attributes)).toBe(false);
    }
  });

  test('when the reader holds a key or uses another button', async ({ page }) => {
    await visit(page, '/');
    for (const click of [
      { ctrlKey: true },
      { metaKey: true },
      { shiftKey: true },
      { altKey: true },
      { button: 1 },
      { button: 2 },
    ]) {
      expect.soft(await taken(page, { href: '/tags/' }, click), JSON.stringify(click)).toBe(false);
    }
  });

  test('and no other link is', async ({ page, site }) => {
    for (const attributes of [
      { href: '/tags/' },
      { href: '/tags' },
      { href: '/tags/', target: '_self' },
      { href: site.post(0).path, rel: 'next' },
      { href: `${site.post(0).path}#a-section` },
      { href: '/archive/?tag=mcp' },
      { href: '.' },
    ]) {
      await visit(page, '/');
      expect.soft(await taken(page, attributes), JSON.stringify(attributes)).toBe(true);
    }
  });

  test('so that a page opens in a new tab', async ({ page, context, site }) => {
    await visit(page, '/');
    const opened = context.waitForEvent('page');
    await section(page, 'Tags').click({ modifiers: ['ControlOrMeta'] });
    const tab = await opened;
    await expect(tab).toHaveTitle(site.the('tag_index').data.title);
    await expect(page).toHaveURL('/');
    await expect(heading(page)).toHaveText('Engineering blog');
  });

  test('so that a file opens', async ({ page, problems }) => {
    // For a file that names no icon, the browser tries one.
    problems.expect(/favicon\.ico/);
    await visit(page, '/');
    await follow(page, '/robots.txt');
    await expect(page).toHaveURL('/robots.txt');
    await expect(page.getByText('Sitemap:')).toBeVisible();
    await page.goBack();
    await live(page);
    await expect(heading(page)).toHaveText('Engineering blog');
  });
});
