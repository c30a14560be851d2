// The way through the site in other engines: the same behaviours in each.

import { Key, type WebDriver } from 'selenium-webdriver';
import { click, drivenOrSkipped, eventually, expect, pointAtNothing, press, test, visit } from '../support/driven';
import { at } from '../support/place';
import { articles, dataPath, NOWHERE, tagPath } from '../support/site';

drivenOrSkipped();

const title = () => document.title;
const heading = () => document.querySelector('h1')?.textContent;
/** The address on the host. */
const path = () => location.pathname + location.search + location.hash;
const place = () => Math.round(scrollY);
const focused = () => document.activeElement?.localName;
const app = () => document.documentElement.dataset['app'];

test('a page is there before the app, which then takes it over', async ({ reader, relay, site }) => {
  let release!: () => void;
  const released = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  relay.meddle((path) => (path.endsWith('.wasm') ? released : undefined));
  await reader.get(`${relay.address}/`);
  expect(await reader.executeScript(title)).toBe(site.the('home').data.title);
  expect(await reader.executeScript(() => document.querySelectorAll('.card').length)).toBeGreaterThan(0);
  const painted = () => performance.getEntriesByName('first-contentful-paint').length;
  await eventually(reader, painted).toBe(1);
  const markup = () => document.querySelector('main')?.innerText;
  const before = await reader.executeScript(markup);
  expect(await reader.executeScript(app)).not.toBe('live');
  release();
  await eventually(reader, app).toBe('live');
  expect(await reader.executeScript(markup)).toBe(before);
  expect(relay.asked()).toEqual(['/']);
});

test('every page is taken over without a word', async ({ reader, relay, site }) => {
  for (const { path, data } of site.pages) {
    await visit(reader, relay.address + path);
    expect(await reader.executeScript(title)).toBe(data.title);
    expect(relay.asked()).toEqual([path]);
  }
});

test('a reader goes to a post, on to another, and back to the place', async ({ reader, relay, site }) => {
  const [first, second] = [site.post(0), site.post(1)];
  await visit(reader, `${relay.address}/`);
  expect(relay.asked()).toEqual(['/']);

  await click(reader, `.card a[href="${at(first.path)}"]`);
  await eventually(reader, title).toBe(first.data.title);
  expect(await reader.executeScript(path)).toBe(at(first.path));
  expect(await reader.executeScript(heading)).toBe(first.content.title);
  await eventually(reader, focused).toBe('h1');
  await eventually(reader, place).toBe(0);
  expect(relay.asked()).toEqual([dataPath(first.path)]);
  const canonical = () => document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  expect(await reader.executeScript(canonical)).toBe(first.url);

  await click(reader, '.pager-older');
  await eventually(reader, title).toBe(second.data.title);
  await eventually(reader, place).toBe(0);
  expect(relay.asked()).toEqual([dataPath(second.path)]);

  await pointAtNothing(reader);
  await reader.executeScript(() => history.back());
  await eventually(reader, title).toBe(first.data.title);
  await eventually(reader, place).toBeGreaterThan(500);
  await reader.executeScript(() => history.back());
  await eventually(reader, title).toBe(site.the('home').data.title);
  await reader.executeScript(() => history.forward());
  await eventually(reader, heading).toBe(first.content.title);
  expect(relay.asked()).toEqual([]);
});

test('a section, and back; a reload keeps the place', async ({ reader, relay, site }) => {
  const { path: address, content } = site.post(1);
  const { id } = content.prose.contents.at(-1)!;
  await visit(reader, relay.address + address);
  // Not by way of the mouse, which would first scroll to the link.
  await reader.executeScript((id: string) => {
    document.querySelector<HTMLElement>(`.toc a[href="#${id}"]`)?.click();
  }, id);
  await eventually(reader, path).toBe(at(`${address}#${id}`));
  await eventually(reader, place).toBeGreaterThan(500);
  await reader.executeScript(() => history.back());
  await eventually(reader, path).toBe(at(address));
  await eventually(reader, place).toBe(0);
  expect(relay.asked()).toEqual([address]);

  await reader.executeScript(() => scrollTo(0, 900));
  await eventually(reader, place).toBe(900);
  await reader.executeScript(() => {
    delete document.documentElement.dataset['app'];
    location.reload();
  });
  await eventually(reader, app).toBe('live');
  await eventually(reader, place).toBe(900);
});

test('a link to a section of another page leads to it', async ({ reader, relay, site }) => {
  const { path: address, content } = site.post(1);
  const { id, text } = content.prose.contents.at(-1)!;
  await visit(reader, `${relay.address}/`);
  await follow(reader, `${address}#${id}`);
  await eventually(reader, path).toBe(at(`${address}#${id}`));
  const shown = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const top = target?.getBoundingClientRect().top ?? -1;
    return top >= 0 && top < innerHeight ? target?.textContent : undefined;
  };
  await eventually(reader, shown).toContain(text);
  expect(relay.asked()).toEqual(['/', dataPath(address)]);
});

test('the filter filters, and its state is in the address', async ({ reader, relay, site }) => {
  const { tag } = site.offered[1]!;
  const titles = () => [...document.querySelectorAll('.rows a')].map((link) => link.textContent);
  const expected = site.tagged(tag).map(({ title }) => title);
  await visit(reader, `${relay.address}/`);
  await click(reader, '.filter a:nth-of-type(3)');
  await eventually(reader, path).toBe(at(`/?tag=${tag}`));
  await eventually(reader, titles).toEqual(expected);
  await reader.navigate().refresh();
  await eventually(reader, titles).toEqual(expected);
  const sentence = () => document.querySelector('main')?.textContent;
  expect(await reader.executeScript(sentence)).toContain(`${expected.length} of ${articles(site.posts.length)}`);
});

test('the theme is switched, and remembered', async ({ reader, relay }) => {
  const paper = () => getComputedStyle(document.body).backgroundColor;
  await visit(reader, `${relay.address}/`);
  const before = await reader.executeScript(paper);
  await click(reader, '[data-theme-toggle]');
  await eventually(reader, paper).not.toBe(before);
  const after = await reader.executeScript(paper);
  await reader.navigate().refresh();
  await eventually(reader, paper).toBe(after);
});

test('by keyboard from the front page to a post, whose heading has the focus', async ({ reader, relay, site }) => {
  const { path: address, data } = site.post(0);
  await visit(reader, `${relay.address}/`);
  const stop = () => (document.activeElement as HTMLAnchorElement).pathname;
  const outline = () => getComputedStyle(document.activeElement!).outlineStyle;
  for (let stops = 0; stops < 60 && (await reader.executeScript(stop)) !== at(address); stops += 1) {
    await press(reader, Key.TAB);
    expect(await reader.executeScript(outline)).not.toBe('none');
  }
  await press(reader, Key.ENTER);
  await eventually(reader, title).toBe(data.title);
  await eventually(reader, focused).toBe('h1');
  // From the heading on: what the post says of itself.
  await press(reader, Key.TAB);
  expect(await reader.executeScript(() => document.activeElement?.closest('.meta') instanceof Element)).toBe(true);
});

for (const [what, instead] of [
  ['of another build', (data: string) => data.replace(/"build":"\w+"/, '"build":"another"')],
  ['that fails', () => 500],
] as const) {
  test(`data ${what} ends in the page being loaded`, async ({ reader, relay, site }) => {
    const { tag } = site.offered[0]!;
    relay.expect(/^status 500: /);
    await visit(reader, `${relay.address}/tags/`);
    relay.asked();
    relay.meddle((path, text) => (path === dataPath(tagPath(tag)) ? instead(text) : undefined));
    await follow(reader, tagPath(tag));
    await eventually(reader, heading).toBe(tag);
    await eventually(reader, app).toBe('live');
    expect(relay.asked()).toEqual([dataPath(tagPath(tag)), tagPath(tag)]);
  });
}

test('an address without a page ends at the page that says so', async ({ reader, relay }) => {
  relay.expect(/^status 404: /);
  await visit(reader, `${relay.address}/`);
  await follow(reader, NOWHERE);
  await eventually(reader, heading).toBe('Page not found');
  await eventually(reader, app).toBe('live');
  expect(await reader.executeScript(path)).toBe(at(NOWHERE));
});

/** Follows a link that is put on the page for the purpose. */
async function follow(reader: WebDriver, href: string) {
  await reader.executeScript((href: string) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
  }, at(href));
}
