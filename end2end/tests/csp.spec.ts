// The security policy: nothing in a page runs or styles but files of the site, and what the policy
// names by its hash.
// That all works under it is a matter of every other test: a violation fails each of them.

import { createHash } from 'node:crypto';
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
  const named = (name: string) => found.get(name)?.filter((source) => !source.startsWith("'sha256-")).sort();
  expect.soft(named('script-src'), where).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect.soft(named('style-src'), where).toEqual(["'self'"]);
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

test('no page has a script or a style in itself but what the policy knows', async ({ page, site, request }) => {
  const files = [...site.pages, { path: '/404.html', html: await (await request.get('/404.html')).text() }];
  for (const { path, html } of files) {
    const found = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      const inline = [...parsed.querySelectorAll('[style]')];
      const handlers = [...parsed.querySelectorAll('*')].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on')),
      );
      const links = [...parsed.querySelectorAll('[href^="javascript:" i]')];
      return [...inline, ...handlers, ...links].map(({ outerHTML }) => outerHTML);
    }, html);
    expect.soft(found, path).toEqual([]);
    const policy = directives(/Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!);
    for (const [, name, attributes, text] of html.matchAll(/<(script|style)\b([^>]*)>([^]*?)<\/\1>/g)) {
      if (/ src=| type="[^"]*json"/.test(attributes!)) continue;
      const hash = createHash('sha256').update(text!).digest('base64');
      expect.soft(policy.get(`${name}-src`), `${path}: ${text!.slice(0, 40)}`).toContain(`'sha256-${hash}'`);
    }
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
  for (const [selector, attribute] of [['body > link[rel=stylesheet]', 'href'], ['[data-start]', 'data-start']] as const) {
    const file = await page.locator(selector).getAttribute(attribute);
    const answer = await request.get(file!);
    expect(answer.headers()['cache-control'], file!).toContain('immutable');
  }
});
