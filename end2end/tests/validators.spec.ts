// What machines read, put to programs that others wrote: feeds, site map, HTML and structured data,
// of our own site and of one that has every construct.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import vnu from 'vnu-jar';
import { validateXML } from 'xmllint-wasm';
import { parse as parseYaml } from 'yaml';
import { filesIn, siteOf } from '../support/built';

const SITES = {
  'our site': async () => process.env['BLOG_SITE'] ?? '../target/site',
  'every construct': () => siteOf(filesIn('../server/tests/content/constructs')),
};

/** Every file of a site with an ending, by its path. */
function files(site: string, ending: string): string[] {
  const all = readdirSync(site, { recursive: true, encoding: 'utf8' });
  return all.filter((path) => path.endsWith(ending) && statSync(join(site, path)).isFile()).sort();
}

const read = (site: string, path: string) => readFileSync(join(site, path), 'utf8');

/** The path of the file behind an address of the site. */
function fileOf(url: string, base: string): string {
  const path = decodeURIComponent(url.slice(base.length).replace(/[?#].*$/, '')).replace(/^\//, '');
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

/** The address that a site has, by its own word. */
const baseOf = (site: string) => parseJsonFeed(JSON.parse(read(site, 'feed.json'))).home_page_url!.replace(/\/$/, '');

interface Entry {
  id: string;
  title: string;
  html: string;
}

for (const [name, of] of Object.entries(SITES)) {
  test.describe(name, () => {
    test('feeds are what their formats ask for, and say the same', async () => {
      const site = await of();
      const atom = parseAtomFeed(read(site, 'feed.xml'));
      const rss = parseRssFeed(read(site, 'rss.xml'));
      const json = parseJsonFeed(JSON.parse(read(site, 'feed.json')));

      const entries: Record<string, Entry[]> = {
        atom: atom.entries!.map(({ id, title, content }) => ({ id: id!, title: text(title), html: text(content) })),
        rss: rss.items!.map(({ guid, title, content }) => ({ id: guid!.value!, title: title!, html: content!.encoded! })),
        json: json.items!.map(({ id, title, content_html }) => ({ id: id!, title: title!, html: content_html! })),
      };
      expect(entries['rss']).toEqual(entries['atom']);
      expect(entries['json']).toEqual(entries['atom']);
      for (const { id, html } of entries['atom']!) {
        expect(html, `${id} has scripts, styles or addresses that lead nowhere`).not.toMatch(
          /<(script|style|button)\b|\s(on\w+|style|srcset)=|\s(href|src)="(?!(#|[a-z]+:))/,
        );
      }
      const { version } = JSON.parse(read(site, 'feed.json')) as { version: string };
      expect(version).toBe('https://jsonfeed.org/version/1.1');
      for (const date of rss.items!.map(({ pubDate }) => String(pubDate))) expect(Date.parse(date)).not.toBeNaN();
    });

    test('every Atom document has what the format requires, and leads to the others', async () => {
      const site = await of();
      const base = baseOf(site);
      const documents = files(site, '.xml').filter((path) => /(^|\/)feed(\/\d+)?\.xml$/.test(path));
      expect(documents.length).toBeGreaterThan(1);
      for (const path of documents) {
        const feed = parseAtomFeed(read(site, path));
        const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
        expect(feed.id, path).toMatch(/^https?:/);
        expect(String(feed.updated), path).toMatch(rfc3339);
        const link = (rel: string) => feed.links?.find((link) => link.rel === rel)?.href;
        expect(fileOf(link('self')!, base)).toBe(path);
        for (const rel of ['alternate', 'prev-archive', 'next-archive', 'current']) {
          const to = link(rel);
          if (to) expect(existsSync(join(site, fileOf(to, base))), `${path}: ${rel}`).toBe(true);
        }
        const ids = (feed.entries ?? []).map(({ id }) => id);
        expect(new Set(ids).size, path).toBe(ids.length);
        for (const entry of feed.entries ?? []) {
          expect(entry.authors?.[0]?.name, path).toBeTruthy();
          expect(String(entry.updated), path).toMatch(rfc3339);
          expect(text(entry.title), path).toBeTruthy();
        }
      }
    });

    test('the site map keeps to its schema and names pages that are there', async () => {
      const site = await of();
      const base = baseOf(site);
      const schema = readFileSync('support/sitemap.xsd', 'utf8');
      for (const path of files(site, '.xml').filter((path) => /^sitemap(-\d+)?\.xml$/.test(path))) {
        const contents = read(site, path);
        const { valid, errors } = await validateXML({ xml: { fileName: path, contents }, schema });
        expect(errors, path).toEqual([]);
        expect(valid).toBe(true);
        for (const [, url] of contents.matchAll(/<loc>(.*?)<\/loc>/g)) {
          const file = fileOf(url!.replaceAll('&amp;', '&'), base);
          expect(existsSync(join(site, file)), `${url}`).toBe(true);
        }
      }
    });

    test('every document keeps to the schema that the site publishes', async () => {
      const site = await of();
      const schema = JSON.parse(read(site, 'schema/document.json')) as object;
      const isValid = new Ajv2020({ allErrors: true, strictRequired: false }).compile(schema);
      const documents = files(site, 'index.json');
      expect(documents.length).toBeGreaterThan(10);
      for (const path of documents) {
        const document = JSON.parse(read(site, path)) as { url: string };
        isValid(document);
        expect(isValid.errors ?? [], path).toEqual([]);
        expect(fileOf(document.url, baseOf(site))).toBe(path.replace('.json', '.html'));
      }
      // It can tell what is none.
      const post = JSON.parse(read(site, documents.find((path) => path.startsWith('posts/'))!)) as Record<string, unknown>;
      for (const other of [{ version: 2 }, { date: '2026-13-01' }, { html: undefined }, { authors: [] }, { more: 1 }, { kind: 'list' }]) {
        expect(isValid(JSON.parse(JSON.stringify({ ...post, ...other }))), JSON.stringify(other)).toBe(false);
      }
    });

    test('the Nu checker finds nothing in any page', async () => {
      const site = await of();
      const java = process.env['JAVA'] ?? 'java';
      let hasJava = true;
      try {
        execFileSync(java, ['-version'], { stdio: 'pipe' });
      } catch {
        hasJava = false;
      }
      test.skip(!hasJava, 'the Nu HTML checker needs Java, which is not installed');
      test.setTimeout(180_000);
      const options = ['-Xss8m', '-jar', String(vnu), '--skip-non-html', '--exit-zero-always', '--format', 'json', '--stdout'];
      const report = execFileSync(java, [...options, site], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
      const { messages } = JSON.parse(report) as { messages: Message[] };
      const told = messages.filter(({ message }) => !BESIDE_THE_POINT.some((known) => known.test(message)));
      const lines = told.map(({ url, lastLine, message }) => `${relative(site, url.replace('file:', ''))}:${lastLine}: ${message}`);
      expect([...new Set(lines)].slice(0, 40)).toEqual([]);
    });

    test('structured data says what the page says', async () => {
      const { default: WebAutoExtractor } = await import('@marbec/web-auto-extractor');
      const site = await of();
      const posts = files(site, 'index.html').filter((path) => path.startsWith('posts/'));
      for (const path of posts) {
        const { jsonld } = new WebAutoExtractor({}).parse(read(site, path)) as { jsonld: Record<string, Thing[]> };
        const [posting] = jsonld['BlogPosting'] ?? [];
        const markdown = path.replace('.html', '.md');
        // What was moved leaves a page behind that only leads on.
        if (!existsSync(join(site, markdown))) continue;
        const [, head] = /^---\n([^]*?)\n---\n/.exec(read(site, markdown))!;
        const post = parseYaml(head!) as { title: string; date: string; authors: string[] };
        expect(posting, path).toBeTruthy();
        expect(posting!['headline']).toBe(post.title);
        expect(posting!['datePublished']).toBe(post.date);
        const authors = [posting!['author']].flat() as Thing[];
        expect(authors.map((author) => author['name'])).toEqual(post.authors);
        const trail = jsonld['BreadcrumbList']?.[0]?.['itemListElement'] as Thing[];
        expect(trail.map((crumb) => crumb['position'])).toEqual(trail.map((_, at) => at + 1));
      }
      expect(posts.length).toBeGreaterThan(1);
    });

    test('Markdown copies have a head that YAML reads, and the page leads to them', async () => {
      const site = await of();
      const base = baseOf(site);
      const copies = files(site, 'index.md');
      expect(copies.length).toBeGreaterThan(1);
      for (const path of copies) {
        const [, head, body] = /^---\n([^]*?)\n---\n([^]*)$/.exec(read(site, path))!;
        const front = parseYaml(head!) as Record<string, unknown>;
        expect(front['title'], path).toBeTruthy();
        expect(String(front['canonical']), path).toMatch(/^https?:/);
        if (path.startsWith('posts/')) expect(front['authors'], path).not.toEqual([]);
        expect(body, path).toBeDefined();
        expect(read(site, path.replace('.md', '.html'))).toContain('type="text/markdown"');
      }
      const listed = [...read(site, 'llms.txt').matchAll(/^- \[(?:\\.|[^\]\\])*\]\((\S+\.md)\)/gm)].map(([, url]) => fileOf(url!, base));
      expect(listed.toSorted()).toEqual(copies);
    });
  });
}

interface Message {
  url: string;
  lastLine: number;
  message: string;
}

type Thing = Record<string, unknown>;

/** What the checker says that is no fault of a page. */
const BESIDE_THE_POINT = [
  // The standard lets a link of `rel=expect` hold up the paint, too.
  /^A “link” element with a “blocking” attribute must have a “rel” attribute whose value is “stylesheet”\.$/,
  // It reads the files from a folder, where nothing is of one origin with the page; and it takes
  // blocks of data, which nobody runs, for scripts.
  /Content Security Policy/,
  // MathML has it for every element; the checker does not know it of tables.
  /“scriptlevel” not allowed on element “mtable”/,
  // A writer may set anchors as one did before `id`, with `<a name="x">`.
  /“name” attribute (is never allowed )?on the “a” element/,
  /Element “a” is missing required attribute “href”/,
  // A writer may skip a level of headings.
  /skipping \d+ heading level/,
  // It knows no style sheet that is younger than it: container queries, gradients of one colour, mixtures of colours, strokes
  // that keep their width or lie behind what they surround.
  /^CSS: (“(vector-effect|container-type|paint-order)”: Property|Unrecognized at-rule “@container”)/,
  /^CSS: “fill”: “var\(--share\)” is not/,
  /^CSS: “background”: too few values for the property “linear-gradient”/,
  // It guesses at the language, and of a page of drawings it has few words to guess by.
  /appears to be written in \w+ but/,
];

/** The words of a text in Atom, which parsers give as they are or with their kind. */
function text(of: unknown): string {
  return typeof of === 'string' ? of : String((of as { value?: unknown } | undefined)?.value ?? '');
}
