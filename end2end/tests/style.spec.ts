// The style: each page has in itself what it needs before it is painted, and no more.

import { NOWHERE } from '../support/site';
import { expect, test } from '../support/test';

/** What a page has of the style in itself, what it needs though it has it not, and what it has in vain. */
interface Found {
  has: string[];
  lacks: string[];
  wastes: string[];
}

/** Compares a page as it is sent with the sheet of all layers. */
function compare([html, sheet]: [string, string]): Found {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const texts = [...page.querySelectorAll('style')].map(({ textContent }) => textContent!);
  const has = texts.flatMap((text) => /^(?:@layer [\w,]+;)?@layer (\w+)\{/.exec(text)?.[1] ?? []);
  const uses = new Set<string>();
  const lacks = new Set<string>();
  const isThere = (selector: string) => {
    // What a rule says of a part of an element, it says of the element.
    const named = selector.replaceAll(/(?<=^|[\s,(>+~])(?=::)/g, '*');
    return page.querySelector(named.replaceAll(/::[\w-]+(\([^)]*\))?/g, '')) !== null;
  };
  const look = (rules: CSSRuleList, layer: string, above?: string) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') continue;
      if (rule instanceof CSSLayerBlockRule) {
        look(rule.cssRules, rule.name);
      } else if (rule instanceof CSSStyleRule) {
        const own = rule.selectorText;
        const selector = above === undefined ? own : own.replaceAll('&', `:is(${above})`);
        if (isThere(selector)) {
          uses.add(layer);
          if (!has.includes(layer)) lacks.add(`${layer}: ${selector}`);
        }
        look(rule.cssRules, layer, selector);
      } else if (rule instanceof CSSGroupingRule) {
        look(rule.cssRules, layer, above);
      }
    }
  };
  const all = new CSSStyleSheet();
  all.replaceSync(texts.filter((text) => text.startsWith('@layer')).join('') + sheet);
  look(all.cssRules, '');
  return { has, lacks: [...lacks], wastes: has.filter((layer) => !uses.has(layer)) };
}

/** The layers that come later: with something that a reader does, or on paper. */
const LATER = /^(live|read|print):/;

test('every page has in itself the layers of the style that it has something for', async ({ page, request, site }) => {
  const paths = [...site.pages.map(({ path }) => path), NOWHERE];
  const layers = new Set<string>();
  for (const path of paths) {
    const html = await (await request.get(path)).text();
    const [, sheet] = /<link rel="stylesheet" href="([^"]*\/blog\.[^"]*)">/.exec(html)!;
    const rules = await (await request.get(sheet!)).text();
    const { has, lacks, wastes } = await page.evaluate(compare, [html, rules] as [string, string]);
    expect.soft(lacks.filter((rule) => !LATER.test(rule)), `${path} lacks`).toEqual([]);
    expect.soft(wastes, `${path} has in vain`).toEqual([]);
    has.forEach((layer) => layers.add(layer));
  }
  // So many that this has compared something.
  expect(layers.size).toBeGreaterThan(8);
});
