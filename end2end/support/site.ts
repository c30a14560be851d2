import type { APIRequestContext } from '@playwright/test';
import { at, below } from './place';

/** Every kind of page; `missing` stands where nothing is published. */
export const KINDS = ['home', 'archive', 'tag_index', 'tag', 'group', 'post', 'standalone', 'missing'] as const;
export type Kind = (typeof KINDS)[number];

export interface Summary {
  slug: string;
  title: string;
  description: string;
  date: string;
  minutes: number;
  tags: string[];
}

export interface Filter {
  tags: TagCount[];
  total: number;
  revision: string;
}

export interface TagCount {
  tag: string;
  count: number;
}

export interface Prose {
  /** What the table of contents leads to. */
  contents: { id: string; text: string }[];
  html: string;
}

/** What is known of a page, by its kind. */
export type Content =
  | { kind: 'home'; filter: Filter }
  | { kind: 'archive' }
  | { kind: 'tag_index' }
  | { kind: 'tag'; tag: string }
  | { kind: 'group' }
  | ({ kind: 'post'; authors: string[]; prose: Prose } & Summary)
  | { kind: 'standalone'; prose: Prose };

/** What `index.json` beside a page says, as far as the app takes it. */
export interface Document {
  html?: string;
  app: {
    build: string;
    title: string;
    head: string;
    before: string;
    after?: string;
    finder?: { filter: Filter; html: string };
  };
}

/** The markup of a page: its text stands where the markup is cut. */
export const markup = ({ html = '', app: { before, after = '' } }: Document) => before + html + after;

type Of<K extends Kind> = Extract<Content, { kind: K }>;

/** A page that the site says it has. */
export interface SitePage<C extends Content = Content> {
  path: string;
  /** The address in the sitemap. */
  url: string;
  /** The file. */
  html: string;
  /** What the app shows it by. */
  data: Document['app'];
  content: C;
}

/** How many posts a list of summaries has. */
const SHARD = 16;

/** An address of the form of a post at which there is none. */
export const NOWHERE = '/posts/nothing-is-published-here/';

/** An entry of the feed. */
interface Item {
  url: string;
  title: string;
  summary: string;
  date_published: string;
  tags?: string[];
  authors: { name: string }[];
}

/** A post as the feed has it. */
type Post = Summary & { authors: string[] };

const post = ({ url, title, summary, date_published, tags = [], authors }: Item, minutes: number): Post => ({
  slug: decodeURI(url).split('/').at(-2)!,
  title,
  description: summary,
  date: date_published.slice(0, 10),
  minutes,
  tags,
  authors: authors.map(({ name }) => name),
});

/** The text of a page, found in its markup. */
function prose(html: string): Prose {
  const [, contents = ''] = /<nav [^>]*class="toc"[^>]*>([^]*?)<\/nav>/.exec(html) ?? [];
  const links = [...contents.matchAll(/<a href="#([^"]*)">([^<]*)/g)];
  const [, text = ''] = /<div [^>]*class="prose">([^]*)<\/div>(?:<footer|<section [^>]*class="data-files"|<\/article>)/.exec(html) ?? [];
  return { html: text, contents: links.map(([, id, text]) => ({ id: id!, text: text! })) };
}

function contentOf(path: string, data: Document, posts: Post[]): Content {
  const [, room = '', name = ''] = decodeURI(path).split('/');
  if (path === '/') return { kind: 'home', filter: data.app.finder!.filter };
  if (room === 'archive') return { kind: 'archive' };
  if (room === 'tags') return name ? { kind: 'tag', tag: name } : { kind: 'tag_index' };
  if (room === 'authors' || room === 'series') return { kind: 'group' };
  if (room !== 'posts') return { kind: 'standalone', prose: prose(markup(data)) };
  const known = posts.find(({ slug }) => slug === name);
  if (!known) throw new Error(`the feed does not have ${path}`);
  return { kind: 'post', prose: prose(markup(data)), ...known };
}

/** What the site says of itself, in its sitemap, its feed and its data. */
export class Site {
  constructor(readonly pages: readonly SitePage[]) {}

  static async read(request: APIRequestContext): Promise<Site> {
    const text = async (path: string) => {
      const response = await request.get(at(path));
      if (!response.ok()) throw new Error(`${path} answers ${response.status()}`);
      return response.text();
    };
    const json = async <T>(path: string) => JSON.parse(await text(path)) as T;
    const sitemap = await text('/sitemap.xml');
    const urls = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));
    const { build, finder } = (await json<Document>('/index.json')).app;
    // How long reading takes, only lists say. They begin with the oldest.
    const { total, revision } = finder!.filter;
    const shards = Array.from({ length: Math.ceil(total / SHARD) }, (_, at) =>
      json<{ length: string }[]>(`/lists/${build}/${revision}/posts/${at}.json`),
    );
    const minutes = (await Promise.all(shards)).flat().reverse();
    const { items } = await json<{ items: Item[] }>('/feed.json');
    const posts = items.map((item, at) => post(item, Number.parseInt(minutes[at]!.length, 10)));
    const pages = urls.map(async (url) => {
      const path = below(new URL(url).pathname);
      const [html, document] = await Promise.all([text(path), json<Document>(`${path}index.json`)]);
      return { path, url, html, data: document.app, content: contentOf(path, document, posts) };
    });
    return new Site(await Promise.all(pages));
  }

  /** All pages of a kind, in the order of the sitemap. */
  all<K extends Kind>(kind: K): SitePage<Of<K>>[] {
    return this.pages.filter((page): page is SitePage<Of<K>> => page.content.kind === kind);
  }

  /** The only page of a kind, or the first. */
  the<K extends Kind>(kind: K): SitePage<Of<K>> {
    const [page] = this.all(kind);
    if (!page) throw new Error(`the site has no page of the kind ${kind}`);
    return page;
  }

  /** All posts, newest first. */
  get posts(): Summary[] {
    return this.all('post').map(({ content }) => content);
  }

  /** The tags that the filter offers, most used first. */
  get offered(): TagCount[] {
    return this.the('home').content.filter.tags;
  }

  /** The page of a post, the newest being the first. */
  post(at: number): SitePage<Of<'post'>> {
    const { slug } = this.posts.at(at)!;
    return this.all('post').find(({ content }) => content.slug === slug)!;
  }

  /** An address of each kind: the second newest post, which has neighbours on both sides, and the tag of most. */
  address(kind: Kind): string {
    if (kind === 'missing') return NOWHERE;
    if (kind === 'post') return this.post(1).path;
    if (kind === 'tag') return tagPath(this.offered[0]!.tag);
    return this.the(kind).path;
  }

  /** The posts that have all of some tags, newest first. */
  tagged(...tags: string[]): Summary[] {
    return this.posts.filter((post) => tags.every((tag) => post.tags.includes(tag)));
  }
}

export const postPath = (slug: string) => encodeURI(`/posts/${slug}/`);
export const tagPath = (tag: string) => encodeURI(`/tags/${tag}/`);
/** A page of a list, the list's own address being number 0. */
export const numbered = (list: string, number: number) => (number ? `${list}page/${number}/` : list);
/** What the filter reads: lists of posts and summaries. */
export const LISTS = /^\/lists\/\w{16}\/\w{16}\/(.*)\.json$/;
/** Where the data of a page is. */
export const dataPath = (path: string) => `${path}index.json`;
/** As the site says how many there are. */
/** A day as the pages say it. */
export const written = (date: string) => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${day} ${'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[month - 1]} ${year}`;
};

export const articles = (count: number) => `${count} published article${count === 1 ? '' : 's'}`;
