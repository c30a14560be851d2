// What a reader of a page sees, reaches and is told, beyond what stands in it.

import type { Locator } from '@playwright/test';
import { spread } from '../support/looks';
import { arrived, DATA, Gate, heading, live, painted, read, scrollTo, visit } from '../support/reader';
import { NOWHERE } from '../support/site';
import { post, SmallBlog } from '../support/small';
import { expect, test, testLarge } from '../support/test';

/** The post with the most sections. */
const longest = (posts: { path: string; content: { prose: { contents: unknown[] } } }[]) =>
  [...posts].sort((a, b) => b.content.prose.contents.length - a.content.prose.contents.length)[0]!.path;

test.describe('the way back', () => {
  test('leads to the link that was followed', async ({ page, site }) => {
    await visit(page, '/archive/');
    const link = page.locator('.rows a').nth(2);
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(site.posts[2]!.title);
    await expect(heading(page)).toBeFocused();
    await page.goBack();
    await expect(heading(page)).toHaveText('Archive');
    await expect(link).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.locator('.rows a').nth(3)).toBeFocused();
    // Forward again, where no link was followed.
    await page.goForward();
    await expect(heading(page)).toBeFocused();
  });

  test('leads from a section to where it was chosen', async ({ page, site }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await visit(page, longest(site.all('post')));
    const link = page.locator('[data-contents] a').nth(1);
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#./);
    await page.goBack();
    await expect(page).not.toHaveURL(/#/);
    await expect(link).toBeFocused();
  });
});

test('who waits is told so, and then where they are', async ({ page, site }) => {
  await visit(page, '/');
  const gate = await Gate.before(page, DATA);
  await page.getByRole('banner').getByRole('link', { name: 'Tags' }).click();
  await expect(page.getByRole('status')).toHaveText(/Loading/);
  gate.release();
  await arrived(page, { path: '/tags/', title: site.the('tag_index').data.title });
  await expect(page.getByRole('status')).toHaveText(site.the('tag_index').data.title);
});

test.describe('the contents', () => {
  test('mark the section that is being read, and show it in a low window', async ({ page, site }) => {
    await page.setViewportSize({ width: 1280, height: 260 });
    await visit(page, longest(site.all('post')));
    const links = page.locator('[data-contents] a');
    const current = page.locator('[data-contents] a[aria-current]');
    await expect(current).toHaveCount(0);
    const ids = await links.evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1)));
    for (const id of [ids.at(-1)!, ids[0]!]) {
      const place = await page.evaluate((id) => {
        const room = document.documentElement.scrollHeight - innerHeight;
        return Math.min(room, Math.round(document.getElementById(id)!.getBoundingClientRect().top + window.scrollY - 20));
      }, id);
      await scrollTo(page, place);
      await expect(current).toHaveAttribute('href', `#${id}`);
      await expect(current).toBeInViewport();
    }
  });

  test('are folded up on a phone, and open beside the text', async ({ page, site }) => {
    const { path } = site.all('post')[0]!;
    await page.setViewportSize({ width: 390, height: 780 });
    await page.goto(path);
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await expect(contents.getByRole('link').first()).toBeHidden();
    await contents.locator('summary').click();
    await expect(contents.getByRole('link').first()).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expect(contents.getByRole('link').first()).toBeVisible();
    await expect(contents.locator('summary')).toBeHidden();
  });
});

for (const [width, height, isPhone] of [[390, 780, true], [1280, 800, false]] as const) {
  test.describe(`on the first screen of ${width} by ${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch: isPhone, isMobile: isPhone });

    test('most of the first paragraph stands', async ({ page, site }) => {
      for (const { path } of site.all('post')) {
        await page.goto(path);
        const middle = await page.locator('.prose > p').first().evaluate((text) => {
          const { top, bottom } = text.getBoundingClientRect();
          return (top + bottom) / 2;
        });
        expect.soft(middle, path).toBeLessThan(height - 24);
      }
    });
  });
}

for (const [width, height] of [[390, 780], [1280, 900]] as const) {
  test(`a text with a cover begins on the first screen of ${width} by ${height}, and none of the picture is lost`, async ({ page }) => {
    const title = 'A post with a cover, and a title that takes two lines';
    const cover = (width: number, height: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#246"/></svg>`;
    const text = 'Words that say how it begins, and what it is about. '.repeat(4);
    const front = (file: string) => `image = "${file}"\nimage_alt = "A surface"\nseries = "row"\n`;
    const blog = await SmallBlog.of({
      'posts/wide/index.md': post(title, text, front('wide.svg')),
      'posts/wide/wide.svg': cover(1200, 630),
      'posts/tall/index.md': post(title, text, front('tall.svg')),
      'posts/tall/tall.svg': cover(800, 1200),
      'series.toml': '[row]\ntitle = "A row"\n',
    });
    await page.setViewportSize({ width, height });
    for (const [path, ratio] of [['wide', 1200 / 630], ['tall', 800 / 1200]] as const) {
      await page.goto(`${blog.address}/posts/${path}/`);
      const box = (selector: string) => page.locator(selector).first().evaluate((of) => of.getBoundingClientRect().toJSON() as DOMRect);
      const picture = await box('.cover');
      expect.soft(picture.width / picture.height, path).toBeCloseTo(ratio, 1);
      expect.soft((await box('.prose > p')).top, path).toBeLessThan(height - 48);
    }
    blog.close();
  });
}

test('on a phone the parts of a series and the contents share a line until one is open', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  const { path } = site.all('post').find(({ html }) => html.includes('class="series"'))!;
  await page.goto(path);
  const boxes = () =>
    page.locator('.series, .toc').evaluateAll((all) => all.map((box) => box.getBoundingClientRect().toJSON() as DOMRect));
  const [series, contents] = await boxes();
  expect(series!.top).toBe(contents!.top);
  expect(series!.bottom).toBe(contents!.bottom);
  expect(series!.right).toBe(contents!.left);
  for (const opened of ['.series', '.toc']) {
    await page.locator(`${opened} summary`).click();
    const [parts, list] = await boxes();
    expect(list!.top).toBeGreaterThanOrEqual(parts!.bottom);
    expect([parts!.left, list!.left]).toEqual([series!.left, series!.left]);
    expect([parts!.right, list!.right]).toEqual([contents!.right, contents!.right]);
    await page.locator(`${opened} summary`).click();
  }
});

test('code is nearly as large as the text, in lines of one height', async ({ page }) => {
  const numbered = '```rust linenos hl=1\nlet a = 1;\nlet b = 2;\n```\n';
  const blog = await SmallBlog.of({ 'posts/code.md': post('Code', `\`\`\`rust\nlet a = 1;\nlet b = 2;\n\`\`\`\n\n${numbered}`) });
  await page.goto(`${blog.address}/posts/code/`);
  const looks = await page.locator('pre').evaluateAll((blocks) =>
    blocks.map((pre) => {
      const code = pre.querySelector('code')!;
      const { paddingTop, paddingBottom } = getComputedStyle(pre);
      const room = pre.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
      return { size: parseFloat(getComputedStyle(code).fontSize), line: room / 2 };
    }),
  );
  expect(looks).toHaveLength(2);
  for (const { size } of looks) expect(size).toBeGreaterThanOrEqual(15);
  expect(looks[0]!.line).toBeCloseTo(looks[1]!.line, 0);
  expect(looks[0]!.line / looks[0]!.size).toBeGreaterThan(1.4);
  blog.close();
});

test('tags are large enough to point at', async ({ page, site }) => {
  for (const path of ['/', site.address('post')]) {
    await page.goto(path);
    for (const tag of await page.locator('.tags a').all()) {
      expect.soft((await tag.boundingBox())!.height, path).toBeGreaterThanOrEqual(24);
    }
  }
});

test('what does not scroll is no stop for the keyboard, and what does is one', async ({ page, site }) => {
  let stops = 0;
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const { path } of site.all('post')) {
      await visit(page, path);
      await painted(page);
      for (const box of await page.locator('[data-scrolls]:visible').all()) {
        const [scrolls, stop] = await box.evaluate((box) => [box.scrollWidth > box.clientWidth, box.tabIndex === 0]);
        expect.soft(stop, `${path} at ${width}`).toBe(scrolls);
        stops += Number(stop);
      }
    }
  }
  expect(stops).toBeGreaterThan(0);
});

test('the edges of a post are two: that of the text and that of the page', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const edges = new Set<number>();
  for (const { path } of site.all('post')) {
    await page.goto(path);
    const right = (elements: Element[]) => elements.map((element) => Math.round(element.getBoundingClientRect().right));
    const wide = await page.locator('.prose > figure, .prose > .table-wrap, .pager').evaluateAll(right);
    wide.forEach((edge) => edges.add(edge));
  }
  expect([...edges]).toEqual([1160]);
});

test.describe('notes', () => {
  test('stand beside the text where there is room, and on nothing', async ({ page, site }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    let beside = 0;
    for (const { path } of site.all('post')) {
      await read(page, path);
      const notes = page.locator('[data-notes] > ol > li');
      if (!(await notes.count())) continue;
      await expect(page.locator('[data-notes]')).toHaveAttribute('data-beside');
      const boxes = await page.evaluate(() => {
        const box = (element: Element) => element.getBoundingClientRect().toJSON() as DOMRect;
        const others = '.prose > :not([data-notes]), .pager, [data-notes] > ol > li';
        return {
          others: [...document.querySelectorAll(others)].map(box),
          notes: [...document.querySelectorAll('[data-notes] > ol > li')].map((note) => ({
            box: box(note),
            place: box(document.querySelector(`.prose a[href="#${note.id}"]`)!).top,
          })),
        };
      });
      for (const { box, place } of boxes.notes) {
        beside += 1;
        expect.soft(box.top, path).toBeGreaterThanOrEqual(place - 1);
        expect.soft(box.right, path).toBeLessThanOrEqual(1161);
        const meets = ({ top, bottom, left, right }: DOMRect) =>
          top < box.bottom - 1 && bottom > box.top + 1 && left < box.right - 1 && right > box.left + 1;
        expect.soft(boxes.others.filter(meets), path).toEqual([box]);
      }
    }
    expect(beside).toBeGreaterThan(0);
  });

  test('stand below it where there is none', async ({ page, site }) => {
    await page.setViewportSize({ width: 1200, height: 900 });
    const { path } = site.all('post').find(({ html }) => html.includes('data-notes'))!;
    await read(page, path);
    await expect(page.locator('[data-notes]')).not.toHaveAttribute('data-beside');
    await expect(page.locator('[data-notes] > ol > li').first()).toHaveCSS('position', 'static');
  });
});

test.describe('the theme switch', () => {
  test('says its state, and the frame of the browser goes with it', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(page, '/');
    const toggle = page.getByRole('button', { name: 'Dark theme' });
    const frame = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')]
          .filter(({ media }) => matchMedia(media).matches)
          .map(({ content }) => content),
      );
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    const [light] = await frame();
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    const [dark, ...others] = await frame();
    expect([dark === light, others]).toEqual([false, []]);
    await page.reload();
    await live(page);
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    expect(await frame()).toEqual([dark]);
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    // In step with the system, and so from the next page on.
    await page.reload();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  });
});

test.describe('in colours of the reader', () => {
  test('a chosen theme gives way, and marked lines stay marked', async ({ page }) => {
    const text = '```rust hl=1\nlet a = 1;\nlet b = 2;\n```\n';
    const blog = await SmallBlog.of({ 'posts/code.md': post('Code', text) });
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await page.goto(`${blog.address}/posts/code/`);
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'light dark');
    const edge = (at: number) =>
      page.locator('.line').nth(at).evaluate((line) => parseFloat(getComputedStyle(line).borderInlineStartWidth));
    expect([await edge(0), await edge(1)]).toEqual([3, 0]);
    blog.close();
  });

  test('what is chosen can be read, and of the contents one is marked', async ({ page, site }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await visit(page, '/archive/');
    const chosen = page.locator('.chip[data-chosen]');
    const looks = (of: Locator) =>
      of.evaluate((element) => {
        const { backgroundColor, color, forcedColorAdjust } = getComputedStyle(element);
        return [color === backgroundColor, forcedColorAdjust];
      });
    // Else the browser lays the colour of the page behind words of that colour.
    expect(await looks(chosen)).toEqual([false, 'none']);
    expect(await looks(chosen.locator('.count'))).toEqual([false, 'none']);
    await page.setViewportSize({ width: 1280, height: 800 });
    await visit(page, longest(site.all('post')));
    const links = page.locator('[data-contents] a');
    await links.nth(1).click();
    const edge = (link: Locator) => link.evaluate((link) => getComputedStyle(link).borderInlineStartColor);
    await expect(links.nth(1)).toHaveAttribute('aria-current');
    const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await edge(links.nth(0))).toBe(canvas);
    expect(await edge(links.nth(1))).not.toBe(canvas);
  });

  test('what is drawn for paper keeps its paper', async ({ page }) => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 15h90" stroke="#000"/></svg>';
    const blog = await SmallBlog.of({ 'posts/line/index.md': post('A line', '![A line](line.svg)'), 'posts/line/line.svg': drawing });
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await page.goto(`${blog.address}/posts/line/`);
    await expect(page.locator('.on-paper')).toHaveCSS('background-color', 'rgb(243, 246, 241)');
    blog.close();
  });

  test('more contrast is more contrast', async ({ page, site }) => {
    await page.goto(site.address('post'));
    const soft = () => page.locator('.lede').evaluate((lede) => getComputedStyle(lede).color);
    const usual = await soft();
    await page.emulateMedia({ contrast: 'more' });
    expect(await soft()).not.toBe(usual);
  });
});

test('on paper nothing is torn apart from its name', async ({ page, site }) => {
  await page.goto(site.address('post'));
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['.prose figure:not(.timeline)', '.timeline li', '.footnotes li']) {
    for (const whole of await page.locator(selector).all()) {
      await expect.soft(whole, selector).toHaveCSS('break-inside', 'avoid');
    }
  }
  for (const title of await page.locator('.prose figcaption, .prose .heading').all()) {
    await expect.soft(title).toHaveCSS('break-after', 'avoid');
  }
});

test('on paper there is nothing that only a screen can do', async ({ page, site }) => {
  await page.goto(site.all('post').find(({ html }) => html.includes('class="chart"'))!.path);
  await page.emulateMedia({ media: 'print' });
  // What is folded up stays so, and its name would promise more.
  await expect(page.locator('.chart > details').first()).toBeHidden();
  for (const cell of await page.locator('.table-wrap :is(th, td):first-child').all()) await expect(cell).toHaveCSS('position', 'static');
});

test('on paper a wide table is not cut off', async ({ page }) => {
  const table = `| ${Array.from({ length: 30 }, (_, at) => `Column ${at}`).join(' | ')} |\n|${'---|'.repeat(30)}\n| ${'x | '.repeat(30)}\n`;
  const html = '<table><tr><td>One</td></tr></table>';
  const blog = await SmallBlog.of({ 'posts/wide.md': post('Wide', `${table}\n${html}\n`) });
  await page.goto(`${blog.address}/posts/wide/`);
  await page.emulateMedia({ media: 'print' });
  for (const box of await page.locator('.table-wrap, .prose table').all()) await expect(box).toHaveCSS('overflow-x', 'visible');
  blog.close();
});

test('on paper what is folded can be read', async ({ page }) => {
  const text = '<details><summary>More</summary>\n\nWhat was folded.\n\n</details>\n\n> [!TIP]- Later\n> A tip.\n';
  const blog = await SmallBlog.of({ 'posts/fold.md': post('Fold', text) });
  await page.goto(`${blog.address}/posts/fold/`);
  await expect(page.getByText('What was folded.')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  for (const folded of ['What was folded.', 'A tip.']) await expect(page.getByText(folded)).toBeVisible();
  blog.close();
});

test('each row of a list of all posts has a mark of what its post is about', async ({ page, site }) => {
  for (const path of ['/', '/archive/']) {
    await page.goto(path);
    const rows = page.locator('.rows > li');
    await expect(rows.locator('> svg[aria-hidden=true]')).toHaveCount(await rows.count());
  }
  // Where there is room beside the list it takes none from the titles.
  await page.setViewportSize({ width: 1280, height: 800 });
  const boxes = await page.locator('.rows > li').first().evaluate((row) =>
    [row, row.querySelector('svg')!].map((of) => of.getBoundingClientRect().toJSON() as DOMRect),
  );
  expect(boxes[1]!.right).toBeLessThan(boxes[0]!.left);
  // Below a text there are none.
  await page.goto(site.address('post'));
  await expect(page.locator('.rows > li > svg')).toHaveCount(0);
});

test('each card has a drawing of what its post is about, on which nobody has to rely', async ({ page }) => {
  await page.goto('/');
  const drawings = page.locator('.card > svg');
  await expect(drawings).toHaveCount(await page.locator('.card').count());
  for (const drawing of await drawings.all()) await expect(drawing).toHaveAttribute('aria-hidden', 'true');
  const shapes = await drawings.evaluateAll((drawings) => drawings.map((drawing) => drawing.innerHTML));
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('no page scrolls sideways at 320 pixels, nor with wide letters and lines', async ({ page, site, problems }) => {
  problems.expect(/status of 404/, /^status 404/);
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const path of [...site.pages.map(({ path }) => path), NOWHERE]) {
    await page.goto(path);
    expect.soft(await width(), path).toBe(320);
    await spread(page);
    expect.soft(await width(), `${path}, wide`).toBe(320);
  }
});

test('a list leads to its feed, and every page to whoever answers for it', async ({ page, site, request }) => {
  await page.goto(site.address('tag'));
  const feed = page.getByRole('main').getByRole('link', { name: 'feed' });
  expect((await request.get((await feed.getAttribute('href'))!)).headers()['content-type']).toContain('xml');
  const foot = page.getByRole('contentinfo');
  await expect(foot).toContainText(`© ${site.posts[0]!.date.slice(0, 4)} `);
  for (const name of ['Archive', 'Tags', 'Series', 'Authors', 'Contact', 'Feed']) {
    await expect(foot.getByRole('link', { name })).toHaveAttribute('href', /./);
  }
  await page.goto(site.address('post'));
  await expect(page.getByRole('link', { name: 'Correct this' })).toHaveAttribute('href', /^mailto:.*subject=/);
});

testLarge('the ruler of the archive puts posts where they are in time', async ({ page, large }) => {
  await page.goto('/archive/');
  const year = large.posts.at(-1)!.year;
  const section = page.getByRole('region', { name: year });
  const days = await section.locator('svg path').nth(1).evaluate((path) =>
    [...path.getAttribute('d')!.matchAll(/M(\d+) /g)].map(([, day]) => Number(day)),
  );
  const dates = await section.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')!));
  expect(days).toEqual(dates.map((date) => (Date.parse(date) - Date.parse(`${year}-01-01`)) / 86_400_000));
  // All months have their names below it, each where it begins.
  await page.setViewportSize({ width: 1280, height: 800 });
  const scale = (await section.locator('.ruler').boundingBox())!;
  const begins = await section.locator('.months li').evaluateAll((months) => months.map((month) => month.getBoundingClientRect().left));
  expect(begins).toHaveLength(12);
  for (const [month, left] of begins.entries()) {
    const day = (Date.UTC(2024, month, 1) - Date.UTC(2024, 0, 1)) / 86_400_000;
    expect(Math.abs(left - scale.x - (day / 366) * scale.width)).toBeLessThan(4);
  }
  // And each month leads to its posts.
  const month = section.locator('a[href^="#m"]').last();
  await month.click();
  const id = (await month.getAttribute('href'))!.slice(1);
  await expect(page.locator(`#${id} time`).first()).toHaveAttribute('datetime', new RegExp(`^${id.slice(1)}`));
});
