// The folder that is published holds the site and nothing else: each file is one that the site itself
// names, and none tells of the machine that made it.

import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { BASE } from '../support/place';
import type { Document } from '../support/site';

const folder = process.env['BLOG_SITE'] ?? '../target/site';

/** What is found by its name, though no page may name it. */
const BY_CONVENTION = [
  ...['/404.html', '/robots.txt', '/sitemap.xml', '/favicon.ico', '/favicon.svg', '/apple-touch-icon.png'],
  ...['/llms.txt', '/llms-full.txt', '/.well-known/security.txt', '/build.json', '/schema/document.json'],
  // For hosts.
  ...['/_headers', '/_redirects', '/vercel.json', '/.nojekyll'],
  // For the next build.
  '/.inventory',
  // For browsers that a site had keep its pages, when it did.
  '/offline.js',
  // The manifest names them from where it is.
  ...['/icon-192.png', '/icon-512.png', '/icon-maskable-512.png'],
];

/** Every file below a folder, as paths on the site. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder).length));

const read = (path: string) => readFileSync(join(folder, path));

/** A path without percent signs for what is not ASCII. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    // A text may hold what looks like an address and is none.
    return path;
  }
}

/** The paths on the site that a text names, whichever way. */
function namedIn(text: string): string[] {
  const paths = text.matchAll(/(?:https?:\/\/[^/\s"'<>]+)?(\/[^\s"'<>()?#,;\\]*)/g);
  return [...paths].map(([, path]) => decoded(path!)).map((path) => path.slice(path.startsWith(BASE) ? BASE.length : 0));
}

/** What the filter fetches: the names are put together in the browser. */
function listsOf({ app: { build, finder } }: Document): string[] {
  const { revision, total, tags } = finder!.filter;
  const lists = `/lists/${build}/${revision}`;
  const shards = Array.from({ length: Math.ceil(total / 16) }, (_, at) => `${lists}/posts/${at}.json`);
  return [...shards, `${lists}/offered.json`, ...tags.map(({ tag }) => `${lists}/tags/${tag}.json`)];
}

/** The modules that a script fetches from its own folder. */
function modulesOf(script: string): string[] {
  return [...script.matchAll(/[\w-]+\.[0-9a-f]{16}\.(wasm|js)/g)].map(([name]) => `/pkg/${name}`);
}

/** What the search fetches: `root.txt` names the first file, and each file others, by the bytes of their names. */
function indexOfSearch(): string[] {
  const index = '/lists/search/';
  const unnamed = new Set(filesBelow(folder).filter((file) => file.startsWith(index) && file.endsWith('.bin')));
  const found = [`${index}${read('/search/root.txt').toString().trim()}`];
  for (const file of found) {
    unnamed.delete(file);
    const bytes = read(file);
    const named = [...unnamed].filter((name) => bytes.includes(Buffer.from(name.slice(index.length, -4), 'hex')));
    for (const name of named) unnamed.delete(name);
    found.push(...named);
  }
  return [...found, '/search/root.txt'];
}

test('every file is one that the site names', () => {
  const packed = /\.(br|gz)$/;
  const files = filesBelow(folder);
  const plain = files.filter((file) => !packed.test(file));
  const texts = plain.filter((file) => /\.(html|json|xml|css|txt|md|js|webmanifest)$|_redirects$/.test(file));
  const names = new Set([
    ...BY_CONVENTION,
    ...filesBelow('../public'),
    ...listsOf(JSON.parse(read('/index.json').toString()) as Document),
    ...indexOfSearch(),
    // Scripts name their modules from where they are.
    ...texts.filter((file) => /^\/pkg\/.*\.js$/.test(file)).flatMap((file) => modulesOf(read(file).toString())),
    ...texts.flatMap((file) => namedIn(read(file).toString())),
    // What only pages of earlier builds name has a day behind it.
    ...[...read('/.inventory').toString().matchAll(/^(.*)\t/gm)].map(([, path]) => path!),
  ]);
  // A page is named by its folder; its data lies beside it.
  const isNamed = (file: string) =>
    names.has(file) || (/\/index\.(html|json)$/.test(file) && names.has(file.replace(/[^/]*$/, '')));
  expect(plain.filter((file) => !isNamed(file))).toEqual([]);
  const beside = new Set(plain);
  expect(files.filter((file) => packed.test(file) && !beside.has(file.replace(packed, '')))).toEqual([]);
});

test('no file tells of the machine that made it', () => {
  const cargo = process.env['CARGO_HOME'] ?? join(homedir(), '.cargo');
  for (const file of filesBelow(folder)) {
    const bytes = read(file);
    for (const place of [resolve('..'), cargo]) {
      expect.soft(bytes.includes(place), `${file} names ${place}`).toBe(false);
    }
  }
});
