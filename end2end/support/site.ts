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

/** A summary in brief. */
export type Row = Omit<Summary, 'description' | 'tags'>;

/** A page of a list; number 0 has the newest posts, and says how many there are in all. */
export interface Listing<P> {
  number: number;
  posts: P[];
  total?: number;
  older?: number;
  newer?: number;
}

export interface Year {
  year: number;
  count: number;
  page: number;
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

export interface Neighbour {
  slug: string;
  title: string;
}

export type Content =
  | { kind: 'home'; latest: Summary[]; recent: Row[]; filter: Filter }
  | { kind: 'archive'; listing: Listing<Row>; years?: Year[]; filter?: Filter }
  | { kind: 'tag_index'; tags: TagCount[] }
  | { kind: 'tag'; tag: string; listing: Listing<Summary> }
  | { kind: 'group'; title: string; description: string; entries?: { link: { name: string; url: string } }[] }
  | ({
      kind: 'post';
      authors: { name: string; id?: string }[];
      prose: Prose;
      older?: Neighbour;
      newer?: Neighbour;
      page: number;
      related?: Row[];
    } & Summary)
  | { kind: 'standalone'; slug: string; title: string; description: string; prose: Prose };

/** What `index.json` beside a page says, in the shape that suits tests. */
export interface Document<C extends Content = Content> {
  build: string;
  title: string;
  head: string;
  page: C;
}

type Of<K extends Kind> = Extract<Content, { kind: K }>;

/** A page that the site says it has. */
export interface SitePage<C extends Content = Content> {
  path: string;
  /** The address in the sitemap. */
  url: string;
  /** The file. */
  html: string;
  data: Document<C>;
}

/** An address of the form of a post at which there is none. */
export const NOWHERE = '/posts/nothing-is-published-here/';

/** Reads the data of a page: there, the content stands under the name of its kind. */
function documentOf(json: string): Document {
  const { page, ...rest } = JSON.parse(json) as Omit<Document, 'page'> & { page: Record<string, { summary?: Summary }> };
  const [[kind, { summary, ...content }]] = Object.entries(page) as [[Kind, { summary?: Summary; prose?: unknown }]];
  if (content.prose) {
    // It travels as markup.
    const { contents = '', ...prose } = content.prose as { contents?: string };
    const links = [...contents.matchAll(/<a href="#([^"]*)">([^<]*)/g)];
    content.prose = { ...prose, contents: links.map(([, id, text]) => ({ id, text })) };
  }
  return { ...rest, page: { kind, ...summary, ...content } as Content };
}

/** What the site says of itself, in its sitemap and its data. */
export class Site {
  constructor(readonly pages: readonly SitePage[]) {}

  static async read(request: APIRequestContext): Promise<Site> {
    const text = async (path: string) => {
      const response = await request.get(at(path));
      if (!response.ok()) throw new Error(`${path} answers ${response.status()}`);
      return response.text();
    };
    const sitemap = await text('/sitemap.xml');
    const urls = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));
    const pages = urls.map(async (url) => {
      const path = below(new URL(url).pathname);
      const [html, data] = await Promise.all([text(path), text(`${path}index.json`)]);
      return { path, url, html, data: documentOf(data) };
    });
    return new Site(await Promise.all(pages));
  }

  /** All pages of a kind, in the order of the sitemap. */
  all<K extends Kind>(kind: K): SitePage<Of<K>>[] {
    return this.pages.filter((page): page is SitePage<Of<K>> => page.data.page.kind === kind);
  }

  /** The only page of a kind, or the first. */
  the<K extends Kind>(kind: K): SitePage<Of<K>> {
    const [page] = this.all(kind);
    if (!page) throw new Error(`the site has no page of the kind ${kind}`);
    return page;
  }

  /** All posts, newest first. */
  get posts(): Summary[] {
    return this.all('post').map(({ data }) => data.page);
  }

  /** The tags that the filter offers, most used first. */
  get offered(): TagCount[] {
    return this.the('home').data.page.filter.tags;
  }

  /** The page of a post, the newest being the first. */
  post(at: number): SitePage<Of<'post'>> {
    const { slug } = this.posts.at(at)!;
    return this.all('post').find((page) => page.data.page.slug === slug)!;
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
export const articles = (count: number) => `${count} published article${count === 1 ? '' : 's'}`;
