// Diagrams beside those of Mermaid itself: whatever it draws in a browser, we draw, and nothing else.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { siteOf } from '../support/built';

// Mermaid comes after a page of ours, whose policy would keep it out.
test.use({ bypassCSP: true });

/** One diagram a file, of every kind. */
const FOLDER = 'diagrams';
const NAMES = readdirSync(FOLDER).map((file) => basename(file, '.mmd')).sort();
const source = (name: string) => readFileSync(join(FOLDER, `${name}.mmd`), 'utf8');

/** A site with a post for each of them. */
function everyDiagram(): Promise<string> {
  const settings = ['title = "Blog"', 'base_url = "https://blog.example.org"', 'language = "en"', 'share.cards = false'];
  const head = (name: string) => `+++\ntitle = "${name}"\ndate = 2026-01-01\ndescription = "One."\n+++\n\n`;
  const posts = NAMES.map((name) => [`posts/${name}.md`, `${head(name)}\`\`\`mermaid\n${source(name)}\`\`\`\n`]);
  return siteOf({ 'site.toml': settings.join('\n'), ...Object.fromEntries(posts) });
}

/** What is to be seen in a picture. */
interface Drawn {
  /** The words of all labels, sorted: where lines break differs. */
  words: string[];
  /** How many lines end in a mark, as arrows do. */
  arrows: number;
  /** How many lines end in none and are open: edges, messages, life lines, axes. */
  lines: number;
}

const MERMAID = 'node_modules/mermaid/dist/mermaid.min.js';

/** Mermaid's own picture of a diagram. */
async function theirs(page: Page, name: string): Promise<Drawn> {
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate(async (text) => {
    const { mermaid } = window as unknown as { mermaid: Mermaid };
    mermaid.initialize({ startOnLoad: false, theme: 'base', look: 'classic', gantt: { todayMarker: 'off' } });
    const { svg } = await mermaid.render('theirs', text);
    document.body.innerHTML = svg;
  }, source(name));
  return drawn(page);
}

interface Mermaid {
  initialize(settings: object): void;
  render(id: string, text: string): Promise<{ svg: string }>;
}

/** Our picture. */
async function ours(page: Page, name: string): Promise<Drawn> {
  await page.setContent(readFileSync(join(await everyDiagram(), `posts/${name}/index.html`), 'utf8'));
  await page.evaluate(() => {
    document.body.innerHTML = document.querySelector('figure.diagram svg')!.outerHTML;
  });
  return drawn(page);
}

const drawn = (page: Page): Promise<Drawn> =>
  page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const all = (selector: string) => [...document.querySelectorAll(selector)].filter(seen);
    const inner = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
      const text = [...node.childNodes].map(inner).join('');
      const isRow = node instanceof Element && ['x', 'dy'].some((name) => node.hasAttribute(name));
      return isRow || ['BR', 'P', 'DIV'].includes(node.nodeName) ? ` ${text} ` : text;
    };
    const isOpen = (line: SVGGeometryElement) => {
      const { fill, stroke, strokeWidth } = getComputedStyle(line);
      const isLine = stroke !== 'none' && parseFloat(strokeWidth) > 0 && (fill === 'none' || line.tagName === 'line');
      return isLine && !/z\s*$/i.test(line.getAttribute('d') ?? '') && line.getTotalLength() > 1;
    };
    const lines = all('svg :is(path, line, polyline):not([marker-start], [marker-end])').filter(
      (line) => !line.closest('marker, defs, clipPath, symbol, pattern') && isOpen(line as SVGGeometryElement),
    );
    const labels = all('svg text, svg foreignObject').map(inner);
    return {
      words: labels.flatMap((label) => label.split(/\s+/)).filter(Boolean).sort(),
      arrows: all('svg [marker-start], svg [marker-end]').length,
      lines: lines.length,
    };
  });

for (const name of NAMES) {
  test(`${name}: every label, arrow and line that Mermaid draws, and no other`, async ({ page }) => {
    expect(await ours(page, name)).toEqual(await theirs(page, name));
  });
}
