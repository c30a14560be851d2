// Narrow screens: nothing is wider than the page but what scrolls by itself.

import { tooWide } from '../support/looks';
import { visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { NOWHERE } from '../support/site';
import { expect, test as base } from '../support/test';

const WORD = 'NoSuchBeanDefinitionExceptionBecauseOfAbstractSingletonProxyFactoryBean';
const SUM = Array.from({ length: 30 }, (_, at) => `a_{${at}}`).join(' + ');
const DEEP = Array.from({ length: 14 }, (_, at) => `${'  '.repeat(at)}- ${at}`).join('\n');

const TAGS = Array.from({ length: 12 }, (_, at) => `"subject-${at}"`).join(', ');

/** Everything that tends to be wider than a phone. */
const TEXT = `
The \`org.springframework.${WORD}\`, and $${SUM}$ in a line.

$$${SUM}$$

## ${WORD}

<iframe width="560" height="315" src="https://example.org/embed" title="A film"></iframe>

<video width="800" height="400" controls src="film.mp4"></video>

<audio controls src="film.mp4"></audio>

<table width="900"><tr><th>${WORD}</th><th>Two</th><th>${WORD}</th></tr><tr><td>1</td><td nowrap>Words that stay on one line</td><td>3</td></tr></table>

| ${WORD} | Two | ${WORD} |
|---|---|---|
| 1 | 2 | 3 |

${DEEP}

${'> '.repeat(9)}${WORD}

<details open><summary>${WORD}</summary>

<table width="900"><tr><td>${WORD}</td><td>${WORD}</td></tr></table>

</details>

> [!NOTE]
> ${WORD}[^1] <kbd>${WORD}</kbd>

\`\`\`java
class ${WORD} extends RuntimeException { /* and so on, and so on, and so on */ }
\`\`\`

<pre>${WORD} ${WORD}</pre>

[^1]: <https://example.org/${WORD}>
`;

const FILES = {
  'posts/wide/index.md': post(`${WORD} explained`, TEXT, `math = true\ntags = ["${WORD.toLowerCase()}", "short", ${TAGS}]\nauthors = ["long"]\nseries = "row"`),
  'posts/wide/film.mp4': 'no film',
  'posts/other.md': post(`${WORD} again`, 'Short.', 'tags = ["short"]\nauthors = ["long"]\nseries = "row"'),
  'pages/about.md': '+++\ntitle = "About"\n+++\n\nHello.\n',
  'authors.toml': `[long]\nname = "${WORD}"\nbio = "${WORD}"\n`,
  'series.toml': `[row]\ntitle = "${WORD}"\ndescription = "${WORD}"\n`,
};

const PAGES = ['/', '/archive/', '/tags/', '/tags/short/', '/authors/', '/authors/long/', '/series/', '/series/row/', '/posts/wide/', '/about/', NOWHERE];

const test = base.extend<object, { blog: SmallBlog }>({
  blog: [
    async ({}, use) => {
      const blog = await SmallBlog.of(FILES, { title: WORD, tagline: WORD, introduction: WORD });
      await use(blog);
      blog.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ blog }, use) => use(blog.address),
});

for (const width of [320, 390, 768]) {
  test(`at ${width} pixels no page scrolls sideways`, async ({ page, problems }) => {
    problems.expect(/example\.org|status of 404|status 404|film\.mp4/);
    await page.route('https://example.org/**', (route) => route.abort());
    await page.setViewportSize({ width, height: 800 });
    for (const path of PAGES) {
      await page.goto(path);
      expect.soft(await tooWide(page), path).toEqual([]);
    }
  });
}

test('what is wider than the page scrolls by itself', async ({ page, problems }) => {
  problems.expect(/example\.org|status of 404|status 404|film\.mp4/);
  await page.route('https://example.org/**', (route) => route.abort());
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto('/posts/wide/');
  for (const selector of ['.math', '.math-block', '.table-wrap', '.prose > table', 'details > table', '.code pre']) {
    const room = await page.locator(selector).first().evaluate((element) => {
      element.scrollLeft = 1e6;
      return element.scrollLeft + element.clientWidth - element.scrollWidth;
    });
    const hidden = await page.locator(selector).first().evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect.soft(hidden, `${selector} is wider than the page`).toBeGreaterThan(0);
    expect.soft(Math.abs(room), `${selector} scrolls to its end`).toBeLessThanOrEqual(1);
  }
});

test('on a phone the filter is two rows high, however many tags there are', async ({ page, problems }) => {
  problems.expect(/example\.org|film\.mp4/);
  await page.setViewportSize({ width: 320, height: 800 });
  await visit(page, '/archive/');
  const filter = page.locator('.filter');
  const { height, rows } = await filter.evaluate((filter) => {
    const tops = [...filter.children].map((chip) => Math.round(chip.getBoundingClientRect().top));
    return { height: filter.clientHeight, rows: new Set(tops).size };
  });
  expect(rows).toBe(2);
  expect(height).toBeLessThan(160);
  // By keyboard each comes into sight.
  const chips = filter.getByRole('link');
  await chips.first().focus();
  for (const chip of await chips.all()) {
    await expect.soft(chip).toBeFocused();
    await expect.soft(chip).toBeInViewport({ ratio: 0.25 });
    await page.keyboard.press('Tab');
  }
});
