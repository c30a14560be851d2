import type { Locator, Page } from '@playwright/test';
import { at, expect } from './place';

/** Waits until the app has taken over the page. */
export async function live(page: Page) {
  await page.locator('html[data-app=live]').waitFor({ state: 'attached' });
}

/** Loads a page and waits until the app has taken it over. */
export async function visit(page: Page, path: string) {
  const response = await page.goto(path);
  await live(page);
  return response;
}

/** Follows a link that is put on the page for the purpose. */
export async function follow(page: Page, href: string, attributes: Record<string, string> = {}) {
  await page.evaluate(
    ([href, attributes]) => {
      const link = document.createElement('a');
      for (const [name, value] of Object.entries({ ...attributes, href })) link.setAttribute(name, value);
      document.body.append(link);
      link.click();
      link.remove();
    },
    [at(href), attributes] as const,
  );
}

/** Waits until a page is on the screen, its address, its title, its heading, and what comes behind its first frame. */
export async function arrived(page: Page, to: { path: string; title: string }) {
  await expect(page).toHaveURL(to.path);
  await expect(page).toHaveTitle(to.title);
  await expect(heading(page)).toHaveCount(1);
  await painted(page);
}

export const heading = (page: Page): Locator => page.locator('h1');
export const scrollY = (page: Page): Promise<number> => page.evaluate(() => Math.round(window.scrollY));

/** Waits until the faces of the site are here, which the next page shows. */
export async function faced(page: Page) {
  await expect.poll(() => page.evaluate(() => localStorage.getItem('faces'))).not.toBeNull();
}

/** Loads a page twice: the site's faces are shown where they have been here before, and lines break by them. */
export async function visitAgain(page: Page, path: string) {
  await visit(page, path);
  await faced(page);
  await page.reload();
  await live(page);
}

/** Scrolls as a reader does, and waits until the browser is there. */
export async function scrollTo(page: Page, y: number) {
  await page.evaluate((y) => window.scrollTo({ top: y, behavior: 'instant' }), y);
  await expect.poll(() => scrollY(page)).toBe(y);
}

/** Does what a reader does who begins to read: what makes that comfortable comes then, and is waited for. */
export async function read(page: Page, path: string) {
  await visit(page, path);
  await page.mouse.move(1, 1);
  await page.mouse.move(2, 2);
  await page.locator('[data-tools]').first().waitFor({ state: 'attached' });
}

/** The page has painted all that has changed so far. */
export async function painted(page: Page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** A file without its styles: the policy of the page that reads it does not name them. */
export const unstyled = (file: string) => file.replace(/<style>.*?<\/style>/gs, '');

/** What a page's head says of the page, in the document shown or in a file: all that a browser reads. */
export function headOf(page: Page, file?: string): Promise<string[]> {
  return page.evaluate((file) => {
    const from = file === undefined ? document : new DOMParser().parseFromString(file, 'text/html');
    const ofThePage = 'meta[name=description], meta[name=robots], link[rel=canonical], link[rel=alternate]';
    // What is for previews is in files alone.
    const html = (element: Element) => element.outerHTML.replace(' property="og:description"', '');
    const elements = [...from.head.querySelectorAll(ofThePage)].map(html);
    return [from.title, ...elements.sort()];
  }, file && unstyled(file));
}

/**
 * What a reader sees, in the document shown or in a file: each element and each text on a line of its
 * own. What scripts change on purpose is left out: the script that takes itself out of the text, where the filter leads, what copies, wraps and sorts, what is marked
 * in the contents, the state of the theme switch, where notes stand, and what makes a heading or what scrolls
 * take the focus.
 */
export function viewOf(page: Page, file?: string): Promise<string> {
  return page.evaluate((file) => {
    const from = file === undefined ? document : new DOMParser().parseFromString(file, 'text/html');
    const body = from.body.cloneNode(true) as HTMLElement;
    body.querySelector('#first-screen')?.remove();
    for (const link of body.querySelectorAll('.filter a')) link.removeAttribute('href');
    for (const tools of body.querySelectorAll('[data-tools], [data-copy]')) tools.remove();
    for (const island of body.querySelectorAll('[data-island]')) island.replaceChildren();
    for (const sort of body.querySelectorAll('[data-sort]')) sort.replaceWith(...sort.childNodes);
    for (const link of body.querySelectorAll('[data-contents] a')) link.removeAttribute('aria-current');
    for (const box of body.querySelectorAll('[data-scrolls], [data-contents]')) box.removeAttribute('tabindex');
    body.querySelector('[data-notes]')?.removeAttribute('data-beside');
    body.querySelector('[data-theme-toggle]')?.removeAttribute('aria-pressed');
    for (const target of body.querySelectorAll('main :is(h1, h2, h3, h4, li)')) target.removeAttribute('tabindex');
    const notes = from.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
    for (let note = notes.nextNode(); note; note = notes.nextNode()) note.parentNode?.removeChild(note);
    body.normalize();
    const lines = (node: Node): string[] => {
      if (!(node instanceof Element)) return [`“${node.textContent}”`];
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
      return [`<${node.localName}${attributes.join('')}>`, ...[...node.childNodes].flatMap(lines), '</>'];
    };
    return [...body.querySelectorAll('.site-header, main, .site-footer')].flatMap(lines).join('\n');
  }, file && unstyled(file));
}

/** A request that is answered when the test says so. */
export class Gate {
  private open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
  private count = 0;

  /** Holds back every request to matching addresses until it is released. */
  static async before(page: Page, url: string | RegExp): Promise<Gate> {
    const gate = new Gate();
    await page.route(url, async (route) => {
      gate.count += 1;
      await gate.opened;
      // The page may have been left meanwhile.
      await route.continue().catch(() => undefined);
    });
    return gate;
  }

  /** Waits until a request stands before the gate. */
  async reached() {
    await expect.poll(() => this.count).toBeGreaterThan(0);
  }

  release() {
    this.open();
  }
}

export const APP = /\/pkg\/[^/]*\.wasm$/;
export const APP_SCRIPT = /\/pkg\/blog[^/]*\.js$/;
export const DATA = /\/index\.json$/;
