// All that owners may ask for at once, in pages of three languages, two of which are read from right to left.

import type { Page } from '@playwright/test';
import { foundAnyhow, NOTHING, spread, tooWide } from '../support/looks';
import { read, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test as base } from '../support/test';

const DRAWING = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="${colour}"/></svg>`;

const TEXT = `A claim.[^n] To [the other](other.md).

![A square](day.svg "Of each time"){dark="night.svg"}

![Before it](day.svg "Before"){compare}
![After it](night.svg "After")

## Tabs

::: code-group
\`\`\`sh [npm]
npm install
\`\`\`
\`\`\`sh [pnpm]
pnpm add
\`\`\`
:::

## Elsewhere

{{< youtube id="abc" title="A film" >}}

{{< gist user="a" id="b" file="c.rs" >}}

> [!WARNING]- Folded
> Inside.

[^n]: Where it comes from.
`;

/** A text of every figure, in one word. */
const figures = (word: string) => `${`${word} `.repeat(30)}[^n]

## ${word}

\`\`\`chart
type = "line"
title = "${word}"
x = "${word}"
y = { label = "${word}", unit = "ms" }

x,one,two
0,1,3
1,2,2
2,4,1
\`\`\`

\`\`\`timeline
title: ${word}
2026-03-01 13:49 UTC started ${word}
14:30 mitigated ${word}
\`\`\`

\`\`\`mermaid
flowchart LR
  a[${word}] --> b{${word}} -->|${word}| c[${word}] --> d[${word}] --> e[${word}]
\`\`\`

| ${word} | ${word} |
|---|--:|
| ${word} | 1 |
| ${word} | 2 |
| ${word} | 3 |

## ${word} 2

1. ${word}

- [x] ${word}

> [!NOTE]
> ${word}

\`\`\`rust linenos hl=2
fn main() {
    one();
}
\`\`\`

[^n]: ${word}
`;

const MORE = 'tags = ["a-tag"]\nseries = "tour"\nauthors = ["Ada"]';
const FILES = {
  'posts/all.md': post('All of it', TEXT, MORE),
  'posts/other.md': post('The other one', 'Short.', MORE),
  'posts/all.de.md': post('Alles davon', 'Kurz.'),
  'ar/posts/all.md': post('حين يرفض الحد', figures('كيف'), MORE),
  'ar/posts/other.md': post('آخر', 'كيف', MORE),
  'he/posts/all.md': post('כשמגבלה דוחה', figures('איך'), MORE),
  'he/posts/other.md': post('אחר', 'איך', MORE),
  'posts/day.svg': DRAWING('#ded'),
  'posts/night.svg': DRAWING('#232'),
  'series.toml': '[tour]\ntitle = "A tour"\n',
};
const TABLES = `offline = true
[announcement]
text = "We moved to a new address. [Read why](/posts/all/)."
[comments]
utterances = "example/blog"
[newsletter]
buttondown = "example"
[[nav]]
name = "Home"
url = "/"
[[nav]]
name = "More"
below = [{ name = "Tags", url = "/tags/" }, { name = "Archive", url = "/archive/" }]
[footer]
text = "All of it is *made up*."
[[footer.columns]]
title = "Read"
links = [{ name = "Archive", url = "/archive/" }]
[social]
github = "https://github.com/example"
[post]
share = ["mastodon", "email"]
[languages.de]
title = "Alles"
[languages.ar]
title = "كل شيء"
[languages.he]
title = "הכול"
`;

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, {}, TABLES);
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

test.describe.configure({ mode: 'parallel' });

const TEXTS = ['/posts/all/', '/ar/posts/all/', '/he/posts/all/'];
const LISTS = ['/', '/ar/', '/de/', '/ar/archive/', '/ar/series/tour/', '/he/tags/a-tag/'];

/** Does what changes how a text looks: lays pictures over each other, turns to another tab. */
async function use(page: Page) {
  for (const button of await page.locator('[data-tools] > [data-over], [role=tab]:last-child').all()) await button.press('Enter');
}

for (const path of [...TEXTS, ...LISTS]) {
  test(`axe finds nothing, and nothing is too wide: ${path}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 320, height: 800 });
    if (TEXTS.includes(path)) await read(page, path);
    else await visit(page, path);
    await use(page);
    expect.soft(await tooWide(page)).toEqual([]);
    expect.soft(await foundAnyhow(page)).toEqual(NOTHING);
    expect.soft(await tooWide(page), '1280 px').toEqual([]);
    await page.setViewportSize({ width: 320, height: 256 });
    await spread(page);
    expect.soft(await tooWide(page), 'spread').toEqual([]);
  });
}

test('what is drawn from left to right begins at the left where texts are read from the right', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await visit(page, '/ar/posts/all/');
  const box = page.locator('.diagram-scroll');
  const left = () => box.evaluate((box) => Math.round(box.querySelector('svg')!.getBoundingClientRect().left - box.getBoundingClientRect().left));
  expect(await left()).toBe(0);
});

test('the keys of readers are offered beside the ways that every page has', async ({ page }) => {
  await visit(page, '/');
  await page.keyboard.press('Shift');
  const last = page.getByRole('contentinfo').locator('> ul').last();
  await expect(last.getByRole('button', { name: 'Keys' })).toBeVisible();
  await expect(last.getByRole('link', { name: 'Archive' })).toBeVisible();
});
