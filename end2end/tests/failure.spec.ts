// What a reader notices when something goes wrong: that pages load as pages always have.

import type { Page, Route } from '@playwright/test';
import { APP, APP_SCRIPT, arrived, DATA, follow, Gate, heading, live, viewOf, visit } from '../support/reader';
import { dataPath, LISTS, NOWHERE, tagPath, type Document } from '../support/site';
import { at, below } from '../support/place';
import { expect, test } from '../support/test';

const section = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name, exact: true });

/** What the browser itself says of requests that go wrong. */
const LOUD = [/Failed to load resource/, /^status \d/, /^failed: /];

test.describe('data', () => {
  const answers: [string, (route: Route) => Promise<void>][] = [
    ['that is an error', (route) => route.fulfill({ status: 500, body: 'out of order' })],
    ['that is missing', (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<h1>No</h1>' })],
    ['that does not come', (route) => route.abort('failed')],
    ['whose connection is reset', (route) => route.abort('connectionreset')],
    ['that is a page', (route) => route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><h1>Log in</h1>' })],
    ['that is empty', (route) => route.fulfill({ contentType: 'application/json', body: '' })],
    ['that is JSON of something else', (route) => route.fulfill({ json: { hello: 'world' } })],
    [
      'that is cut short',
      async (route) => {
        const text = await (await route.fetch()).text();
        await route.fulfill({ contentType: 'application/json', body: text.slice(0, text.length / 2) });
      },
    ],
    [
      'of another build',
      async (route) => {
        const data = (await (await route.fetch()).json()) as Document;
        await route.fulfill({ json: { ...data, app: { ...data.app, build: 'another' } } });
      },
    ],
    ['that redirects to a page', (route) => route.fulfill({ status: 302, headers: { location: at('/about/') } })],
  ];
  for (const [what, answer] of answers) {
    test(`${what} ends in the page being loaded`, async ({ page, site, traffic, problems }) => {
      problems.expect(...LOUD);
      const post = site.post(1);
      await visit(page, '/');
      await page.route(`**${dataPath(post.path)}`, answer);
      traffic.clear();
      await page.getByRole('article').getByRole('link', { name: post.content.title }).click();
      await arrived(page, { path: post.path, title: post.data.title });
      await expect.poll(() => traffic.documents).toEqual([post.path]);
      await live(page);
      await expect(heading(page)).toHaveText(post.content.title);
      await page.goBack();
      await live(page);
      await arrived(page, { path: '/', title: site.the('home').data.title });
    });
  }

  test('that never comes ends in the page being loaded, after eight seconds', async ({ page, site, traffic }) => {
    await visit(page, '/');
    await Gate.before(page, DATA);
    traffic.clear();
    const clicked = Date.now();
    await section(page, 'Tags').click();
    await expect(page.locator('.progress')).toBeVisible();
    await page.waitForURL('/tags/', { timeout: 20_000 });
    expect(Date.now() - clicked).toBeGreaterThan(7_000);
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    expect(traffic.documents).toEqual(['/tags/']);
    await expect(page.locator('.progress')).toBeHidden();
  });

  test('that fails ahead of time is asked for again', async ({ page, traffic, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/');
    await page.route(DATA, (route) => route.abort('failed'), { times: 1 });
    traffic.clear();
    const failed = page.waitForEvent('requestfailed');
    await section(page, 'Tags').hover();
    await failed;
    await section(page, 'Tags').click();
    await expect(heading(page)).toHaveText('Tags');
    expect(traffic.all).toEqual(['/tags/index.json', '/tags/index.json']);
  });

  test('that fails on the way back ends in the page being loaded', async ({ page, site, traffic, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/');
    await follow(page, '/archive/');
    await expect(heading(page)).toHaveText('Archive');
    await page.reload();
    await live(page);
    await page.route(DATA, (route) => route.abort('failed'));
    traffic.clear();
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await expect(heading(page)).toHaveText('Engineering blog');
    await expect.poll(() => traffic.documents).toEqual(['/']);
    await live(page);
    expect(await viewOf(page)).toBe(await viewOf(page, site.the('home').html));
  });

  for (const [what, path] of [
    ['the posts of a tag', /^tags\//],
    ['the summaries of posts', /^posts\//],
  ] as const) {
    const list = (url: URL) => path.test(LISTS.exec(below(url.pathname))?.[1] ?? '');

    test(`for a filter, ${what}, that fails ends at the page of the tag`, async ({ page, site, problems }) => {
      problems.expect(...LOUD);
      const { tag } = site.offered[1]!;
      await visit(page, '/');
      await page.route(list, (route) => route.abort('failed'));
      const chips = page.getByRole('navigation', { name: 'Filter by tag' }).getByRole('link');
      await chips.filter({ hasText: new RegExp(`^${tag} `) }).click();
      await expect(page).toHaveURL(tagPath(tag));
      await expect(page.locator('.card h3 a')).toHaveText(site.tagged(tag).map(({ title }) => title));
      await page.goBack();
      await arrived(page, { path: '/', title: site.the('home').data.title });
    });

    test(`for a shared filter, ${what}, that fails ends at the page of the tag`, async ({ page, site, problems }) => {
      problems.expect(...LOUD);
      const { tag } = site.offered[1]!;
      await visit(page, '/about/');
      await page.route(list, (route) => route.abort('failed'));
      await page.goto(`/archive/?tag=${tag}`);
      await expect(page).toHaveURL(tagPath(tag));
      await expect(page.locator('.card h3 a')).toHaveText(site.tagged(tag).map(({ title }) => title));
      // Not to where the filter would fail again.
      await page.goBack();
      await expect(page).toHaveURL('/about/');
    });
  }

  test('that fails for a page that was left meanwhile changes nothing', async ({ page, site, traffic, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/');
    let fail!: () => void;
    const failing = new Promise<void>((resolve) => (fail = resolve));
    await page.route('**/tags/index.json', async (route) => {
      await failing;
      await route.abort('failed');
    });
    traffic.clear();
    await section(page, 'Tags').click();
    await section(page, 'About').click();
    await arrived(page, { path: '/about/', title: site.the('standalone').data.title });
    const failed = page.waitForEvent('requestfailed');
    fail();
    await failed;
    await section(page, 'Home').click();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    expect(traffic.documents).toEqual([]);
  });
});

test.describe('an app', () => {
  const NO_APP = /The app could not be started/;
  const faults: [string, RegExp, (route: Route) => Promise<void>][] = [
    ['that is blocked', APP, (route) => route.abort('blockedbyclient')],
    ['that is missing', APP, (route) => route.fulfill({ status: 404, body: 'not found' })],
    ['that is garbage', APP, (route) => route.fulfill({ contentType: 'application/wasm', body: 'garbage' })],
    ['that is cut short', APP, async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ contentType: 'application/wasm', body: body.subarray(0, body.length / 2) });
    }],
    ['whose script is blocked', APP_SCRIPT, (route) => route.abort('blockedbyclient')],
    ['whose script is missing', APP_SCRIPT, (route) => route.fulfill({ status: 404, body: 'not found' })],
    ['whose script is garbage', APP_SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: '<html>' })],
  ];
  for (const [what, url, answer] of faults) {
    test(`${what} leaves pages that work`, async ({ page, site, traffic, problems }) => {
      problems.expect(NO_APP, ...LOUD, /MIME type/);
      await page.route(url, answer);
      await page.goto('/');
      await expect.poll(() => problems.provoked.some((problem) => NO_APP.test(problem))).toBe(true);
      await expect(page.locator('html')).not.toHaveAttribute('data-app');

      await page.getByRole('button', { name: 'theme' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      traffic.clear();
      const post = site.posts[0]!;
      await page.getByRole('article').getByRole('link', { name: post.title }).click();
      await expect(heading(page)).toHaveText(post.title);
      await page.goBack();
      const { tag } = site.offered[0]!;
      await page.getByRole('navigation', { name: 'Filter by tag' }).getByRole('link').nth(1).click();
      await arrived(page, { path: tagPath(tag), title: site.all('tag').find(({ content }) => content.tag === tag)!.data.title });
      expect(traffic.documents).toHaveLength(3);
      expect(traffic.data).toEqual([]);
      // The last page may still be asking for its app.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  }

  test('that never comes leaves pages that work', async ({ page, site, traffic }) => {
    await Gate.before(page, APP);
    await page.goto('/');
    for (const name of ['Archive', 'Tags', 'Home']) await section(page, name).click();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    expect(traffic.documents).toEqual(['/', '/archive/', '/tags/', '/']);
  });

  test('without its starter leaves pages that work, and no switch that does not', async ({ page, problems }) => {
    problems.expect(...LOUD);
    await page.goto('/');
    const starter = await page.locator('script[data-wasm]').getAttribute('data-start');
    await page.route(`**${starter}`, (route) => route.abort('blockedbyclient'));
    await page.reload();
    await expect(page.getByRole('button', { name: 'theme' })).toBeHidden();
    await section(page, 'Tags').click();
    await expect(heading(page)).toHaveText('Tags');
  });

  test('that finds another page than it drew gives up, and links work', async ({ page, site, traffic, problems }) => {
    problems.expect(/^console (error|warning)/, /^uncaught/);
    const app = await Gate.before(page, APP);
    await page.goto('/');
    await app.reached();
    await page.evaluate(() => (document.querySelector('main')!.innerHTML = '<h1>Translated</h1>'));
    traffic.clear();
    const message = page.waitForEvent('console');
    app.release();
    await message;
    await section(page, 'Tags').click();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    await live(page);
    await page.goBack();
    await live(page);
    await arrived(page, { path: '/', title: site.the('home').data.title });
  });

  test('that panics while it draws a page ends in that page being loaded', async ({ page, site, traffic, problems }) => {
    problems.expect(/^console (error|warning)/, /^uncaught/);
    const post = site.post(0);
    await visit(page, '/');
    await page.evaluate(() => {
      const refuse = () => {
        throw new Error('out of order');
      };
      document.createElement = refuse;
      Node.prototype.cloneNode = refuse;
    });
    traffic.clear();
    await page.getByRole('article').getByRole('link', { name: post.content.title }).click();
    await arrived(page, { path: post.path, title: post.data.title });
    await expect.poll(() => traffic.documents).toEqual([post.path]);
    await live(page);
    await expect.poll(() => problems.provoked.join()).toContain('unreachable');
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await expect(heading(page)).toHaveText('Engineering blog');
  });

  test('that is refused an entry in history still shows the page of the address', async ({ page, site }) => {
    const { path, data } = site.the('tag_index');
    await visit(page, '/');
    // As Safari does after a hundred of them in half a minute.
    await page.evaluate(() => {
      history.pushState = () => {
        throw new DOMException('too many', 'SecurityError');
      };
    });
    await section(page, 'Tags').click();
    await arrived(page, { path, title: data.title });
    await expect(heading(page)).toHaveText('Tags');
  });

  test('whose page is taken apart while it runs still gets the reader on', async ({ page, site, problems }) => {
    problems.expect(/^console (error|warning)/, /^uncaught/);
    const post = site.post(1);
    await visit(page, '/');
    await page.evaluate(() => document.querySelector('main')!.replaceChildren());
    await follow(page, post.path);
    await arrived(page, { path: post.path, title: post.data.title });
    await expect(heading(page)).toHaveText(post.content.title);
    await section(page, 'Tags').click();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
    await page.goBack();
    await expect(heading(page)).toHaveText(post.content.title);
    await page.goBack();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await expect(heading(page)).toHaveText('Engineering blog');
  });
});

test.describe('out of reach', () => {
  test('pages that were visited still are there, and the rest comes later', async ({ page, site, context, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/');
    await follow(page, '/archive/');
    await expect(heading(page)).toHaveText('Archive');
    await context.setOffline(true);
    await section(page, 'Home').click();
    await arrived(page, { path: '/', title: site.the('home').data.title });
    await page.goBack();
    await expect(heading(page)).toHaveText('Archive');
    const failed = page.waitForEvent('requestfailed');
    await section(page, 'Tags').hover();
    await failed;
    await expect(heading(page)).toHaveText('Archive');
    await context.setOffline(false);
    await section(page, 'Tags').click();
    await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
  });

  test('a page that was not visited is the browser’s to complain about', async ({ page, context, problems }) => {
    problems.expect(...LOUD);
    await visit(page, '/');
    await context.setOffline(true);
    const asked = page.waitForEvent('requestfailed', (request) => request.isNavigationRequest());
    await section(page, 'Tags').click({ noWaitAfter: true });
    expect(below(new URL((await asked).url()).pathname)).toBe('/tags/');
    await context.setOffline(false);
  });
});

test.describe('where nothing is published', () => {
  test.beforeEach(({ problems }) => problems.expect(/status of 404/, /^status 404/));

  test('the page is taken over, whatever its address looks like', async ({ page, site, traffic }) => {
    for (const path of [NOWHERE, '/tags/no-such-tag/', '/no-such-page/', '/a/b/c/d', '/archive/x/?tag=mcp']) {
      await visit(page, path);
      await expect(heading(page)).toHaveText('Page not found');
      await expect(page.getByRole('banner').locator('[aria-current]')).toHaveCount(0);
      traffic.clear();
      await section(page, 'Archive').click();
      await arrived(page, { path: '/archive/', title: site.the('archive').data.title });
      await expect(page.locator('head meta[name=robots]')).toHaveCount(0);
      expect(traffic.documents).toEqual([]);
      await page.goBack();
      await expect(page).toHaveURL(path);
      await expect(heading(page)).toHaveText('Page not found');
    }
  });

  test('a link leads there as anywhere', async ({ page, traffic }) => {
    await visit(page, '/');
    traffic.clear();
    await follow(page, NOWHERE);
    await expect(page).toHaveURL(NOWHERE);
    await expect(heading(page)).toHaveText('Page not found');
    expect(traffic.documents).toEqual([NOWHERE]);
    await live(page);
    await page.goBack();
    await live(page);
    await expect(heading(page)).toHaveText('Engineering blog');
  });
});
