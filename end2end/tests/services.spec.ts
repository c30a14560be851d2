// Services of others: loaded late or when a reader asks, told of every page, allowed by the policy and by
// nothing else. Stand-ins answer for them.

import type { Page } from '@playwright/test';
import { arrived, heading, live, visit } from '../support/reader';
import { SmallBlog, post } from '../support/small';
import { expect, test as base } from '../support/test';

const FILES = {
  'posts/one.md': post('One', 'See [two](two.md).'),
  'posts/two.md': post('Two', 'See [one](one.md).'),
  'posts/quiet.md': post('Quiet', 'Nobody discusses this.', 'comments = false'),
};
const SITE = {
  'analytics.goatcounter': 'our-blog',
  'analytics.plausible': 'blog.example.org',
  'comments.utterances': 'example/blog',
  'newsletter.buttondown': 'example',
};

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, SITE);
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

/** Answers for the services, and notes what they were asked and told. */
async function standIns(page: Page) {
  const asked: string[] = [];
  const answer = (contentType: string, body: string) => ({ contentType, body, headers: { 'access-control-allow-origin': '*' } });
  await page.route(/^https:\/\//, async (route) => {
    const { host, pathname } = new URL(route.request().url());
    asked.push(`${host}${pathname}`);
    if (host === 'gc.zgo.at') {
      const count = `window.goatcounter = { count: ({ path }) =>
        void fetch(${JSON.stringify('https://our-blog.goatcounter.com/count')} + path, { mode: 'no-cors' }) };`;
      await route.fulfill(answer('text/javascript', count));
    } else if (host === 'utteranc.es' && pathname.endsWith('.js')) {
      const client = `const { parentElement: place } = document.currentScript;
        const frame = document.createElement('iframe');
        frame.src = 'https://utteranc.es/' + document.currentScript.getAttribute('repo');
        place.append(frame);`;
      await route.fulfill(answer('text/javascript', client));
    } else if (pathname.endsWith('.js')) {
      await route.fulfill(answer('text/javascript', ''));
    } else {
      await route.fulfill(answer('text/html', '<!DOCTYPE html><title>.</title>'));
    }
  });
  return asked;
}

test('who counts visits is told of every page, and comes when the page stands', async ({ page }) => {
  const asked = await standIns(page);
  await visit(page, '/posts/one/');
  await expect.poll(() => asked).toContainEqual(expect.stringMatching(/^our-blog\.goatcounter\.com\/count\/.*one\/$/));
  expect(asked).toContain('plausible.io/js/script.js');
  const first = asked.length;
  await page.getByRole('link', { name: 'two', exact: true }).click();
  await arrived(page, { path: '/posts/two/', title: 'Two – Small' });
  await expect.poll(() => asked.slice(first)).toEqual([expect.stringMatching(/^our-blog\.goatcounter\.com\/count\/.*two\/$/)]);
  const late = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('gc.zgo.at'));
    return scripts.every(({ startTime }) => startTime > paint!.startTime);
  });
  expect(late).toBe(true);
});

test('nobody knows of a reader before the comments are asked for', async ({ page }) => {
  const asked = await standIns(page);
  await visit(page, '/posts/one/');
  await page.getByRole('link', { name: 'two', exact: true }).click();
  await expect(heading(page)).toHaveText('Two');
  await expect.poll(() => asked.length).toBeGreaterThan(3);
  expect(asked.join(' ')).not.toContain('utteranc.es');
  await page.getByRole('button', { name: 'Show comments' }).click();
  await expect.poll(() => asked).toContain('utteranc.es/example/blog');
  await expect(page.getByRole('region', { name: 'Comments' })).toBeFocused();
  await expect(page.locator('[data-comments] iframe')).toHaveCount(1);
});

for (const [language, spoken] of [
  ['zh', 'zh-CN'],
  ['zh-HK', 'zh-HK'],
  ['de-AT', 'de'],
  ['ka', 'en'],
]) {
  test(`giscus is asked in a language that it speaks: ${spoken} for ${language}`, async ({ page }) => {
    const giscus = { repo: 'example/blog', repo_id: 'R', category: 'C', category_id: 'D' };
    const lines = Object.entries(giscus).map(([key, value]) => [`comments.giscus.${key}`, value]);
    const blog = await SmallBlog.of(FILES, { language: language!, ...Object.fromEntries(lines) });
    await standIns(page);
    await page.goto(`${blog.address}/posts/one/`);
    await page.locator('[data-comments] button').click();
    await expect(page.locator('script[src^="https://giscus.app/"]')).toHaveAttribute('data-lang', spoken!);
    blog.close();
  });
}

test('a post can stay without, and a page has none', async ({ page }) => {
  await standIns(page);
  await visit(page, '/posts/quiet/');
  await expect(page.locator('[data-comments]')).toHaveCount(0);
  await visit(page, '/posts/one/');
  await expect(page.locator('[data-comments]')).toHaveCount(1);
});

test('the form of the newsletter is sent to its host and to no other', async ({ page, context }) => {
  await standIns(page);
  await context.route('https://buttondown.com/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><title>.</title>Thanks' }),
  );
  await visit(page, '/');
  await page.getByLabel('New articles by e-mail').fill('reader@example.org');
  const popup = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await expect(await popup).toHaveURL('https://buttondown.com/api/emails/embed-subscribe/example');
  await live(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('there is a form, and no button that does nothing', async ({ page }) => {
    await page.goto('/posts/one/');
    await expect(page.getByLabel('New articles by e-mail')).toBeVisible();
    await expect(page.locator('[data-comments]')).toBeHidden();
  });
});
