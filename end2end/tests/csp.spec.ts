// The security policy: nothing in a page runs or styles but what comes in files of the site.
// That all works under it is a matter of every other test: a violation fails each of them.

import { visit } from '../support/reader';
import { NOWHERE } from '../support/site';
import { expect, test } from '../support/test';

/** The sources of each directive. */
function directives(policy: string): Map<string, string[]> {
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  return new Map(parts.map(([name, ...sources]) => [name!, sources]));
}

function isStrict(policy: string | null | undefined, where: string) {
  const found = directives(policy ?? '');
  expect.soft(found.get('default-src'), where).toEqual(["'self'"]);
  expect.soft(found.get('script-src')?.sort(), where).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect.soft(found.get('style-src') ?? ["'self'"], where).toEqual(["'self'"]);
  expect.soft(found.get('object-src'), where).toEqual(["'none'"]);
  expect.soft(found.get('base-uri'), where).toEqual(["'none'"]);
  expect.soft(policy, where).not.toContain("'unsafe-inline'");
  expect.soft(policy, where).not.toContain("'unsafe-eval'");
}

test('every page carries it, and the server sends it', async ({ page, request, site }) => {
  for (const path of [...site.pages.map(({ path }) => path), NOWHERE]) {
    const response = await request.get(path);
    const sent = response.headers()['content-security-policy'];
    isStrict(sent, `${path}, header`);
    expect.soft(sent, path).toContain("frame-ancestors 'none'");
    const html = await response.text();
    const carried = await page.evaluate((html) => {
      const head = new DOMParser().parseFromString(html, 'text/html').head;
      const policy = head.querySelector('meta[http-equiv="Content-Security-Policy"]');
      const before = [...head.children].slice(0, [...head.children].indexOf(policy!));
      return { policy: policy?.getAttribute('content'), before: before.map(({ localName }) => localName) };
    }, html);
    isStrict(carried.policy, `${path}, meta`);
    expect.soft(carried.before, `${path}: it stands before all that it is about`).not.toContain('script');
    expect.soft(carried.before, path).not.toContain('link');
  }
});

test('no page has a script or a style in itself', async ({ page, site, request }) => {
  const files = [...site.pages, { path: '/404.html', html: await (await request.get('/404.html')).text() }];
  for (const { path, html } of files) {
    const found = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      const inline = [...parsed.querySelectorAll('style, [style], script:not([src], [type$="json"])')];
      const handlers = [...parsed.querySelectorAll('*')].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on')),
      );
      const links = [...parsed.querySelectorAll('[href^="javascript:" i]')];
      return [...inline, ...handlers, ...links].map(({ outerHTML }) => outerHTML);
    }, html);
    expect.soft(found, path).toEqual([]);
  }
});

test('it is in force: a script in the page does not run', async ({ page, problems }) => {
  problems.expect(/Content Security Policy/, /^console error: security policy/);
  await visit(page, '/');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.evil = "yes"';
    document.body.append(script);
  });
  await expect(page.locator('html')).not.toHaveAttribute('data-evil');
  await expect.poll(() => problems.provoked.length, { message: 'and this suite notices' }).toBeGreaterThan(0);
});

test('the server says what else a browser should know', async ({ request, page }) => {
  const answer = await request.get('/');
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect(answer.headers()['cache-control']).toContain('no-cache');
  await page.goto('/');
  for (const selector of ['link[rel=stylesheet]', 'script[data-wasm]']) {
    const element = page.locator(`head > ${selector}`);
    const file = (await element.getAttribute('href')) ?? (await element.getAttribute('src'));
    const answer = await request.get(file!);
    expect(answer.headers()['cache-control'], file!).toContain('immutable');
  }
});
