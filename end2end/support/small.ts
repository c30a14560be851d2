import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BASE } from './place';

const { BLOG_BIN, BLOG_FRONT, CARGO_TARGET_DIR } = process.env;
const blog = BLOG_BIN ?? join(CARGO_TARGET_DIR ?? '../target', 'release/blog');

/** A blog of a few files, hosted for as long as it is needed. */
export class SmallBlog {
  private constructor(
    readonly address: string,
    readonly close: () => void,
  ) {}

  /** `files` are those of the content folder by their paths; `site` and `tables` stand in `site.toml` besides. */
  static async of(
    files: Record<string, string | Buffer>,
    site: Record<string, string> = {},
    tables = '',
  ): Promise<SmallBlog> {
    const folder = mkdtempSync(join(tmpdir(), 'small-blog-'));
    const usual = { title: 'Small', tagline: 'Few posts.', introduction: 'Welcome.', author: 'Editors', language: 'en' };
    const lines = Object.entries({ ...usual, base_url: `https://small.example${BASE}`, ...site });
    const settings = lines.map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('') + `share.cards = false\n${tables}`;
    for (const [path, text] of Object.entries({ 'site.toml': settings, ...files })) {
      const file = join(folder, 'content', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const paths = ['--content', join(folder, 'content'), '--site', join(folder, 'site')];
    const front = ['--front', BLOG_FRONT ?? '../target/front-end'];
    const built = spawnSync(blog, ['build', ...paths, ...front, '--no-compress', '--no-cache'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the small blog was not built: ${built.stderr}`);
    const server = spawn(blog, ['serve', '--site', join(folder, 'site'), '--port', '0']);
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (text) => {
        const found = /on (http:\/\/\S+)/.exec(String(text));
        if (found) resolve(found[1]!.replace(/\/$/, ''));
      });
      server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    return new SmallBlog(address, () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    });
  }
}

/** The file of a post; `more` are lines of its front matter. */
export const post = (title: string, text: string, more = '') =>
  `+++\ntitle = ${JSON.stringify(title)}\ndescription = "About it."\ndate = 2026-01-01\n${more}\n+++\n\n${text}\n`;
