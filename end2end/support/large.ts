import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, serve, siteOf, type Files } from './built';
import { BASE } from './place';

/** A post of a large blog: `number` counts from the oldest, from 0. */
export interface LargePost {
  number: number;
  title: string;
  year: string;
  date: string;
  tags: string[];
}

/** What the posts of a blog are like. */
export interface Habits {
  /** How many are published in a month, at most one a day. */
  aMonth: number;
  /** Which tags a post has, told by its number. */
  tagsOf: (number: number) => string[];
}

/** Six to a month; `all` on each, `third` on every third, `seventh` on every seventh. */
const REGULAR: Habits = {
  aMonth: 6,
  tagsOf: (number) => ['all', ...(number % 3 ? [] : ['third']), ...(number % 7 ? [] : ['seventh'])],
};

/** A blog with more posts than a page of a list has, hosted for as long as it is needed. */
export class LargeBlog {
  private constructor(
    /** Oldest first. */
    readonly posts: readonly LargePost[],
    readonly address: string,
    readonly close: () => void,
  ) {}

  static async of(count: number, habits = REGULAR): Promise<LargeBlog> {
    const posts = postsOf(count, habits);
    const { address, stop } = await serve(await siteOf(filesOf(posts)));
    return new LargeBlog(posts, address, stop);
  }

  /** One that no other test has: it can grow by some posts, all of them newer. */
  static async growing(count: number): Promise<LargeBlog & { grow: (by: number) => void }> {
    const folder = mkdtempSync(join(tmpdir(), 'growing-blog-'));
    const posts = postsOf(count, REGULAR);
    const { address, stop } = await serve(build(folder, filesOf(posts)));
    const close = () => {
      stop();
      rmSync(folder, { recursive: true, force: true });
    };
    const grow = (by: number) => void build(folder, filesOf(postsOf(count + by, REGULAR)));
    return Object.assign(new LargeBlog(posts, address, close), { grow });
  }

  /** The posts that have all of some tags, newest first. */
  tagged(...tags: string[]): LargePost[] {
    return this.posts.filter((post) => tags.every((tag) => post.tags.includes(tag))).reverse();
  }
}

const postsOf = (count: number, habits: Habits) => Array.from({ length: count }, (_, number) => post(number, habits));

function post(number: number, { aMonth, tagsOf }: Habits): LargePost {
  const month = Math.floor(number / aMonth);
  const year = String(2015 + Math.floor(month / 12));
  const day = [year, (month % 12) + 1, (number % aMonth) + 1].map((part) => String(part).padStart(2, '0'));
  return { number, title: `Post ${number}`, year, date: day.join('-'), tags: tagsOf(number) };
}

function filesOf(posts: LargePost[]): Files {
  const site = { title: 'Large', tagline: 'Many posts.', introduction: 'Welcome.', author: 'Editors', language: 'en' };
  const lines = Object.entries({ ...site, base_url: `https://large.example${BASE}` });
  const settings = lines.map(([key, value]) => `${key} = "${value}"\n`).join('') + 'share.cards = false\n';
  const file = ({ number, title, date, tags }: LargePost) => {
    const front = [`title = "${title}"`, `description = "About ${number}."`, `date = ${date}`];
    const text = [`+++`, ...front, `tags = ${JSON.stringify(tags)}`, '+++', '', `Text ${number}.`, ''];
    return [`posts/post-${number}.md`, text.join('\n')];
  };
  return { 'site.toml': settings, ...Object.fromEntries(posts.map(file)) };
}
