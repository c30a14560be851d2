// What stands in the files. This runs twice: with JavaScript, and without.

import { articles, dataPath, NOWHERE, postPath, tagPath, written } from '../support/site';
import { below } from '../support/place';
import { expect, test } from '../support/test';

test.describe('every page of the sitemap', () => {
  test('answers with its title, one heading, its landmarks, and all that its head should say', async ({ page, request, site }) => {
    test.slow();
    const titles = new Set<string>();
    for (const { path, url, data, content } of site.pages) {
      const response = await page.goto(path);
      expect.soft(response?.status(), path).toBe(200);
      expect.soft(response?.headers()['content-type'], path).toBe('text/html; charset=utf-8');
      await expect.soft(page, path).toHaveTitle(data.title);
      await expect.soft(page.locator('h1'), path).toHaveCount(1);
      await expect.soft(page.locator('h1'), path).toBeVisible();
      for (const role of ['banner', 'main', 'contentinfo'] as const) {
        await expect.soft(page.getByRole(role), `${path}: ${role}`).toHaveCount(1);
      }
      await expect.soft(page.getByRole('navigation', { name: 'Main' }), path).toHaveCount(1);

      const head = await page.evaluate(() => {
        // One may be called in two ways.
        const metas = [...document.head.querySelectorAll('meta')].flatMap((meta) =>
          [meta.name, meta.getAttribute('property')].filter(Boolean).map((name) => [name, meta.content]),
        );
        const structured = [...document.head.querySelectorAll('script[type="application/ld+json"]')].map(({ textContent }) => textContent);
        const canonical = document.head.querySelector<HTMLLinkElement>('link[rel=canonical]')?.getAttribute('href');
        return { meta: Object.fromEntries(metas) as Record<string, string>, structured, canonical, lang: document.documentElement.lang };
      });
      const { description, robots, ...meta } = head.meta;
      expect.soft(description, path).toBeTruthy();
      expect.soft(robots, path).toBeUndefined();
      expect.soft(head.canonical, path).toBe(url);
      expect.soft(meta['og:url'], path).toBe(url);
      expect.soft(meta['og:title'], path).toBeTruthy();
      expect.soft(data.title, path).toContain(meta['og:title'] ?? '?');
      expect.soft(meta['og:description'], path).toBe(description);
      expect.soft(meta['og:site_name'], path).toBe('Engineering blog');
      expect.soft(meta['og:type'], path).toBe(content.kind === 'post' ? 'article' : 'website');
      expect.soft(meta['twitter:card'], path).toBeTruthy();
      expect.soft(head.structured, path).toHaveLength(1);
      expect.soft(JSON.parse(head.structured[0] ?? '{}'), path).toMatchObject({ '@context': 'https://schema.org' });
      expect.soft(head.lang, path).toBe('en');
      expect.soft(titles.has(data.title), `${path}: a title of its own`).toBe(false);
      titles.add(data.title);

      const beside = await request.get(dataPath(path));
      expect.soft(beside.headers()['content-type'], path).toContain('application/json');
      expect.soft(data.build, `${path}: one build`).toBe(site.pages[0]!.data.build);
    }
  });

  test('can be told from the address without its last slash', async ({ request, site }) => {
    for (const { path, html } of site.pages.filter(({ path }) => path !== '/')) {
      const response = await request.get(path.slice(0, -1));
      expect.soft(response.status(), path).toBe(200);
      expect.soft(await response.text(), path).toBe(html);
    }
  });

  test('leads only to what is there, fragments included', async ({ page, request, site, baseURL }) => {
    const wanted = new Map<string, string>();
    const ids = new Map<string, string[]>();
    for (const path of [...site.pages.map(({ path }) => path), '/404.html']) {
      await page.goto(path);
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        links: [...document.querySelectorAll<HTMLElement>('[href], [src]')].map(
          (element) => new URL(element.getAttribute('href') ?? element.getAttribute('src')!, document.baseURI).href,
        ),
      }));
      expect.soft(found.ids.length, `${path}: no id twice`).toBe(new Set(found.ids).size);
      ids.set(path, found.ids);
      for (const link of found.links) wanted.set(link, path);
    }
    const published = new URL(site.pages[0]!.url).origin;
    for (const [link, from] of wanted) {
      const { origin, hash } = new URL(link);
      const pathname = below(new URL(link).pathname);
      if (origin !== new URL(baseURL!).origin && origin !== published) continue;
      if (!ids.has(pathname)) {
        const response = await request.get(pathname, { maxRedirects: 0 });
        expect.soft(response.status(), `${link}, linked from ${from}`).toBe(200);
        ids.set(pathname, []);
      }
      if (hash) expect.soft(ids.get(pathname), `${link}, linked from ${from}`).toContain(decodeURIComponent(hash.slice(1)));
    }
    expect(wanted.size).toBeGreaterThan(site.pages.length);
  });

  test('is named in robots.txt by way of the sitemap', async ({ request, site }) => {
    const robots = await (await request.get('/robots.txt')).text();
    expect(robots).toContain(`Sitemap: ${site.the('home').url}sitemap.xml`);
    const kinds = new Set(site.pages.map(({ content }) => content.kind));
    expect(kinds).toEqual(new Set(['home', 'archive', 'tag_index', 'tag', 'group', 'post', 'standalone']));
    expect(site.all('post')).toHaveLength(site.posts.length);
  });
});

test.describe('an address at which nothing is', () => {
  for (const path of [NOWHERE, '/nothing/', '/a/b/c', '/nothing.xml', '/tags/no-such-tag/']) {
    test(`${path} answers 404 with ways on`, async ({ page, problems }) => {
      problems.expect(/status of 404/, /^status 404/);
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page).toHaveTitle('Page not found – Engineering blog');
      await expect(page.locator('h1')).toHaveText('Page not found');
      await expect(page.locator('head > meta[name=robots]')).toHaveAttribute('content', 'noindex');
      await expect(page.locator('head > link[rel=canonical]')).toHaveCount(0);
      await expect(page.getByRole('main').getByRole('link', { name: 'front page' })).toHaveAttribute('href', '/');
      await expect(page.getByRole('main').getByRole('link', { name: 'archive' })).toHaveAttribute('href', '/archive/');
    });
  }
});

test.describe('the front page', () => {
  test.beforeEach(({ page }) => page.goto('/'));

  test('says what the blog is', async ({ page }) => {
    await expect(page).toHaveTitle('Engineering blog');
    await expect(page.locator('h1')).toHaveText('Engineering blog');
    const tagline = 'Observability, incident analysis, and system reliability — in practice.';
    await expect(page.getByRole('main').getByText(tagline)).toBeVisible();
    await expect(page.locator('.intro')).not.toBeEmpty();
  });

  test('shows the four newest posts in full', async ({ page, site }) => {
    const latest = page.getByRole('region', { name: 'Latest writing' });
    await expect(latest.getByRole('article')).toHaveCount(4);
    for (const [at, post] of site.posts.slice(0, 4).entries()) {
      const card = latest.getByRole('article').nth(at);
      await expect(card.getByRole('heading', { level: 3 })).toHaveText(post.title);
      await expect(card.getByRole('link', { name: post.title })).toHaveAttribute('href', postPath(post.slug));
      await expect(card).toContainText(post.description);
      await expect(card.locator('time')).toHaveAttribute('datetime', post.date);
      await expect(card).toContainText(`${post.minutes} min read`);
      await expect(card.locator('.tags a')).toHaveText(post.tags);
    }
  });

  test('lists those before them under the true count of all, and leads to the archive', async ({ page, site }) => {
    const all = page.getByRole('region', { name: 'All posts' });
    await expect(all).toContainText(articles(site.posts.length));
    await expect(all.locator('.rows a')).toHaveText(site.posts.slice(4, 14).map(({ title }) => title));
    await expect(all.getByRole('navigation', { name: 'Filter by tag' })).toBeVisible();
    await expect(all.getByRole('link', { name: 'full archive' })).toHaveAttribute('href', '/archive/');
  });
});

test('the six articles of the blog are there, newest first', async ({ page }) => {
  await page.goto('/archive/');
  const titles = await page.locator('.rows a').allTextContents();
  expect(titles.map((title) => title.trim())).toHaveLength(6);
  expect(titles.slice(0, 5)).toEqual([
    'When Your LLM Won’t Stop Talking: Rate Limiting in MCP Hangar',
    'Human-in-the-Loop for MCP: How the Approval Gate Works',
    'Benchmarking MCP Tool Calls: Three Findings That Aren’t ‘Parallel Is Faster’',
    'The MCP Governance Problem Nobody’s Talking About',
    'LLM-Assisted Post-Mortems: The Streetlight Effect, Industrialized',
  ]);
});

test('the archive lists all posts by year', async ({ page, site }) => {
  await page.goto('/archive/');
  await expect(page.locator('h1')).toHaveText('Archive');
  await expect(page.locator('.finder > p')).toContainText(articles(site.posts.length));
  const years = [...new Set(site.posts.map(({ date }) => date.slice(0, 4)))];
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(years.length);
  for (const year of years) {
    const posts = site.posts.filter(({ date }) => date.startsWith(year));
    const section = page.getByRole('region', { name: year });
    await expect(section.getByRole('heading', { level: 2 })).toHaveText(year);
    await expect(section.locator('.rows a')).toHaveText(posts.map(({ title }) => title));
    await expect(section.locator('.rows time')).toHaveText(posts.map(({ date }) => written(date)));
    await expect(section.locator('.rows .minutes')).toHaveText(posts.map(({ minutes }) => `${minutes} min`));
  }
});

test('the tags come with their counts, each with its page', async ({ page, site }) => {
  await page.goto('/tags/');
  const tags = [...new Set(site.posts.flatMap(({ tags }) => tags))].sort();
  await expect(page.locator('.tag-index a')).toHaveCount(tags.length);
  for (const [at, tag] of tags.entries()) {
    const link = page.locator('.tag-index a').nth(at);
    await expect(link).toHaveAttribute('href', tagPath(tag));
    await expect(link).toHaveAccessibleName(`${tag} ${site.tagged(tag).length}`);
  }
});

test('the page of a tag shows its posts', async ({ page, site }) => {
  for (const { path, content } of site.all('tag')) {
    const { tag } = content;
    await page.goto(path);
    await expect.soft(page.locator('h1')).toHaveText(tag);
    await expect.soft(page.locator('.lede')).toContainText(articles(site.tagged(tag).length));
    await expect.soft(page.locator('.card h3 a')).toHaveText(site.tagged(tag).map(({ title }) => title));
  }
});

test.describe('a post', () => {
  test('says when, how long, by whom and about what', async ({ page, site }) => {
    for (const { path, content: post } of site.all('post')) {
      await page.goto(path);
      const head = page.locator('article > header');
      await expect.soft(head.getByRole('heading', { level: 1 })).toHaveText(post.title);
      await expect.soft(head.locator('.lede')).toHaveText(post.description);
      await expect.soft(head.locator('time').first()).toHaveAttribute('datetime', post.date);
      await expect.soft(head.locator('.meta')).toContainText(`${post.minutes} min read`);
      await expect.soft(head.locator('.meta')).toContainText(post.authors.join(''));
      await expect.soft(page.locator('article > footer .tags a')).toHaveText(post.tags);

      const property = (name: string) => page.locator(`head > meta[property="${name}"]`);
      await expect.soft(property('article:published_time')).toHaveAttribute('content', new RegExp(`^${post.date}`));
      await expect.soft(property('article:modified_time')).toHaveCount(1);
      await expect.soft(property('article:tag')).toHaveCount(post.tags.length);
      const structured = await page.locator('head > script[type="application/ld+json"]').textContent();
      expect.soft(structured).toContain('"BlogPosting"');
      expect.soft(structured).toContain(JSON.stringify(post.title));
    }
  });

  test('has a table of contents, and an anchor at each heading', async ({ page, site }) => {
    for (const { path, content } of site.all('post')) {
      await page.goto(path);
      const headings = page.locator('.prose :is(h2, h3)[id]');
      const ids = await headings.evaluateAll((headings) => headings.map(({ id }) => id));
      const links = page.locator('[data-contents] a');
      await expect.soft(links).toHaveCount(ids.length);
      for (const [at, id] of ids.entries()) {
        await expect.soft(links.nth(at)).toHaveAttribute('href', `#${id}`);
        const text = await headings.nth(at).evaluate((heading) => heading.textContent ?? '');
        await expect.soft(links.nth(at)).toContainText(text.trim());
        const anchor = page.locator(`.prose a[aria-labelledby="${id}"]`);
        await expect.soft(anchor).toHaveAttribute('href', `#${id}`);
        await expect.soft(anchor).toHaveAccessibleName(text.trim().replace(/\s+/g, ' '));
      }
      expect.soft(content.prose.contents.map(({ id }) => id), path).toEqual(ids);
      expect.soft(ids.length, path).toBeGreaterThan(2);
    }
  });

  test('has its article in the file, once', ({ site }) => {
    for (const { path, html, content } of [...site.all('post'), ...site.all('standalone')]) {
      const { prose } = content;
      // Where the first screen ends stands a script, which takes itself out of the text.
      const file = html.replace(/<script id="first-screen"[^]*?<\/script>/, '');
      expect.soft(file.split(prose.html).length - 1, `${path}: the markup`).toBe(1);
      const texts = prose.html.split(/<[^>]*>|&\w+;|["']/).sort((a, b) => b.length - a.length);
      for (const text of texts.slice(0, 5)) {
        expect.soft(html.split(text).length - 1, `${path}: “${text}”`).toBe(1);
      }
    }
  });

  test('leads to the posts before and after it, and to related ones', async ({ page, site }) => {
    for (const [at, { slug }] of site.posts.entries()) {
      await page.goto(postPath(slug));
      const pager = page.getByRole('navigation', { name: 'More posts' });
      for (const [name, neighbour] of [['Older', site.posts[at + 1]], ['Newer', site.posts[at - 1]]] as const) {
        const link = pager.getByRole('link', { name });
        if (!neighbour) await expect.soft(link).toHaveCount(0);
        else {
          await expect.soft(link).toHaveAttribute('href', postPath(neighbour.slug));
          await expect.soft(link).toContainText(neighbour.title);
        }
      }
      const related = page.getByRole('region', { name: 'Related' }).locator('.rows a');
      const beside = [site.posts[at + 1], site.posts[at - 1]];
      for (const link of await related.all()) {
        const href = below((await link.getAttribute('href'))!);
        const other = site.posts.find(({ slug }) => postPath(slug) === href);
        expect.soft(other?.tags.some((tag) => site.posts[at]!.tags.includes(tag)), `${href} has a tag of it`).toBe(true);
        expect.soft(other?.slug).not.toBe(slug);
        expect.soft(beside, `${href} is led to already`).not.toContain(other);
      }
    }
  });

  test('colours code by classes', async ({ page, site }) => {
    let coloured = 0;
    for (const { path, html } of site.all('post')) {
      await page.goto(path);
      coloured += await page.locator('figure.code pre code [class^="hl-"]').count();
      expect.soft(html, path).not.toMatch(/<[^>]* style=/);
      for (const block of await page.locator('figure.code').all()) {
        const [language] = /(?<=language-)\S+/.exec((await block.locator('code').getAttribute('class')) ?? '') ?? [''];
        // What a block printed is called that.
        const names = language === 'text' ? /text|Output/ : language!;
        await expect.soft(block.locator('figcaption'), `${path}: the line above`).toContainText(names);
      }
    }
    expect(coloured).toBeGreaterThan(50);
  });

  test('has tables that scroll by themselves, and are called by what they hold', async ({ page, site }) => {
    let tables = 0;
    await page.setViewportSize({ width: 320, height: 700 });
    for (const { path } of site.all('post')) {
      await page.goto(path);
      for (const table of await page.locator('.prose table:visible').all()) {
        tables += 1;
        const region = table.locator('xpath=..');
        await expect.soft(region, path).toHaveRole('group');
        const columns = (await table.locator('th').allTextContents()).map((column) => column.trim());
        const name = (await region.getAttribute('aria-label'))!;
        const isOfChart = name.startsWith('Data: ');
        expect.soft(isOfChart || name.startsWith(columns.find(Boolean)!), `${path}: ${name}`).toBe(true);
        await expect.soft(region, path).toHaveCSS('overflow-x', 'auto');
      }
    }
    expect(tables).toBeGreaterThan(0);
  });

  test('has footnotes that lead there and back', async ({ page, site }) => {
    let notes = 0;
    for (const { path } of site.all('post')) {
      await page.goto(path);
      for (const reference of await page.locator('.footnote-ref a').all()) {
        notes += 1;
        await expect.soft(reference, path).toHaveAccessibleName(/^Footnote \d+$/);
        const id = await reference.evaluate((link) => link.closest('[id]')!.id);
        const note = page.locator(`.footnotes li[id="${(await reference.getAttribute('href'))!.slice(1)}"]`);
        await expect.soft(note, path).toHaveCount(1);
        await expect.soft(note.locator(`a[href="#${id}"]`), path).toHaveCount(1);
      }
    }
    expect(notes).toBeGreaterThan(0);
  });
});

test('the page about the blog is a text', async ({ page, site }) => {
  await page.goto('/about/');
  await expect(page.locator('h1')).toHaveText('About');
  const text = await page.locator('.prose').innerText();
  expect(text.split(/\s+/).length).toBeGreaterThan(100);
  expect(site.the('standalone').path).toBe('/about/');
});

test('the header marks the section that the reader is in', async ({ page, site }) => {
  for (const [path, name, value] of [
    ['/', 'Home', 'page'],
    ['/archive/', 'Archive', 'page'],
    ['/tags/', 'Tags', 'page'],
    ['/about/', 'About', 'page'],
    [site.address('tag'), 'Tags', 'true'],
    [site.address('post'), 'Archive', 'true'],
  ] as const) {
    await page.goto(path);
    const current = page.getByRole('banner').locator('[aria-current]');
    await expect.soft(current, path).toHaveText(name);
    await expect.soft(current, path).toHaveAttribute('aria-current', value);
  }
});
