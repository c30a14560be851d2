import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASE } from './place';

const { BLOG_BIN, BLOG_FRONT, CARGO_TARGET_DIR } = process.env;
const blog = BLOG_BIN ?? join(CARGO_TARGET_DIR ?? '../target', 'release/blog');

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
    private readonly folder: string,
    /** Oldest first. */
    readonly posts: readonly LargePost[],
    private readonly habits: Habits,
    readonly address: string,
    private readonly stop: () => void,
  ) {}

  static async of(count: number, habits = REGULAR): Promise<LargeBlog> {
    const folder = mkdtempSync(join(tmpdir(), 'large-blog-'));
    const posts = Array.from({ length: count }, (_, number) => post(number, habits));
    write(folder, posts);
    const built = build(folder);
    if (built.status !== 0) throw new Error(`the large blog was not built: ${built.stderr}`);
    const server = spawn(blog, ['serve', '--site', join(folder, 'site'), '--port', '0']);
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (text) => {
        const found = /on (http:\/\/\S+)/.exec(String(text));
        if (found) resolve(found[1]!.replace(/\/$/, ''));
      });
      server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    return new LargeBlog(folder, posts, habits, address, () => server.kill());
  }

  /** Publishes as many posts again, all of them newer. */
  grow(by: number) {
    const posts = Array.from({ length: this.posts.length + by }, (_, number) => post(number, this.habits));
    write(this.folder, posts);
    const built = build(this.folder);
    if (built.status !== 0) throw new Error(`the blog was not built again: ${built.stderr}`);
  }

  /** The posts that have all of some tags, newest first. */
  tagged(...tags: string[]): LargePost[] {
    return this.posts.filter((post) => tags.every((tag) => post.tags.includes(tag))).reverse();
  }

  close() {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function post(number: number, { aMonth, tagsOf }: Habits): LargePost {
  const month = Math.floor(number / aMonth);
  const year = String(2015 + Math.floor(month / 12));
  const day = [year, (month % 12) + 1, (number % aMonth) + 1].map((part) => String(part).padStart(2, '0'));
  return { number, title: `Post ${number}`, year, date: day.join('-'), tags: tagsOf(number) };
}

function write(folder: string, posts: LargePost[]) {
  const content = join(folder, 'content/posts');
  mkdirSync(content, { recursive: true });
  const site = { title: 'Large', tagline: 'Many posts.', introduction: 'Welcome.', author: 'Editors', language: 'en' };
  const lines = Object.entries({ ...site, base_url: `https://large.example${BASE}` });
  writeFileSync(join(folder, 'content/site.toml'), lines.map(([key, value]) => `${key} = "${value}"\n`).join('') + 'share.cards = false\n');
  for (const { number, title, date, tags } of posts) {
    const front = [`title = "${title}"`, `description = "About ${number}."`, `date = ${date}`];
    const text = [`+++`, ...front, `tags = ${JSON.stringify(tags)}`, '+++', '', `Text ${number}.`, ''];
    writeFileSync(join(content, `post-${number}.md`), text.join('\n'));
  }
}

function build(folder: string) {
  const paths = ['--content', join(folder, 'content'), '--site', join(folder, 'site')];
  const front = ['--front', BLOG_FRONT ?? '../target/front-end'];
  return spawnSync(blog, ['build', ...paths, ...front, '--no-compress', '--no-cache'], { encoding: 'utf8' });
}
