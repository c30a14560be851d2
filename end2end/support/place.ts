// Where the site lives on its host. A spec speaks of paths on the site, `/archive/`; here, and where
// this is used, they become paths on the host, `/under/a/path/archive/`, and back.

import {
  expect as plain,
  type APIRequestContext,
  type ExpectMatcherState,
  type Locator,
  type Page,
} from '@playwright/test';

const { BASE_URL, E2E_ADDRESS } = process.env;

/** The path that the site lives under; empty at the root of its host. */
export const BASE = new URL(BASE_URL ?? E2E_ADDRESS ?? 'http://localhost/').pathname.replace(/\/$/, '');

/** Why some tests have nothing to do. */
export const NO_PATH = 'the site is at the root of its host';
export const SAME_BELOW_A_PATH = 'it is the same where the site lives under a path';

/** A path on the site as one on the host; what is none, or is one on the host already, stays. */
export function at(path: string): string {
  const isOfTheSite = path.startsWith('/') && path !== BASE && !path.startsWith(`${BASE}/`);
  return isOfTheSite ? BASE + path : path;
}

/** A path on the host as one on the site. */
export function below(path: string): string {
  return path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : path;
}

type Call = (first: unknown, ...rest: unknown[]) => unknown;

/** Translates the first argument of some methods. */
function translate<T extends object>(subject: T, methods: (keyof T & string)[]): T {
  for (const name of methods) {
    const method = (subject[name] as Call).bind(subject);
    const translated: Call = (first, ...rest) => method(typeof first === 'string' ? at(first) : first, ...rest);
    Object.assign(subject, { [name]: translated });
  }
  return subject;
}

/** A page that is told paths on the site. */
export const pageOfSite = (page: Page): Page => translate(page, ['goto', 'waitForURL', 'route']);

/** Requests for paths on the site. */
export const requestsOfSite = (request: APIRequestContext) => translate(request, ['get', 'head', 'fetch']);

/** A matcher of Playwright whose arguments are translated. */
function matcher(name: 'toHaveURL' | 'toHaveAttribute', translated: (...expected: unknown[]) => unknown[]) {
  return async function (this: ExpectMatcherState, subject: Page | Locator, ...expected: unknown[]) {
    const about = plain(subject as Page);
    const matchers = (this.isNot ? about.not : about) as unknown as Record<string, Call>;
    try {
      await matchers[name]!(...(translated(...expected) as [unknown]));
      return { pass: !this.isNot, message: () => '' };
    } catch (error) {
      return { pass: this.isNot, message: () => (error as Error).message };
    }
  };
}

const path = (expected: unknown) => (typeof expected === 'string' ? at(expected) : expected);

/** As Playwright has it, but addresses are paths on the site. */
export const expect = plain.extend({
  toHaveURL: matcher('toHaveURL', (url, ...rest) => [path(url), ...rest]),
  toHaveAttribute: matcher('toHaveAttribute', (name, value, ...rest) => {
    const isAddress = name === 'href' || name === 'src';
    return value === undefined ? [name] : [name, isAddress ? path(value) : value, ...rest];
  }),
}) as unknown as typeof plain;
