// Blogs that tests are about. Each is built once in a run: all workers share it.

import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { BLOG_BIN, BLOG_FRONT, CARGO_TARGET_DIR } = process.env;
const blog = BLOG_BIN ?? join(CARGO_TARGET_DIR ?? '../target', 'release/blog');

/** The files of a content folder, by their paths in it. */
export type Files = Record<string, string | Buffer>;

/** Where the blogs of this run lie; `playwright.config.ts` names the run, and `finish.ts` ends it. */
export const built = () => join(tmpdir(), `blogs-${process.env['BLOG_RUN']}`);

/** All files of a folder. */
export function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Writes the content of a blog into a folder, and makes its site there. */
export function build(folder: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'content', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const site = join(folder, 'site');
  const paths = ['--content', join(folder, 'content'), '--site', site, '--front', BLOG_FRONT ?? '../target/front-end'];
  const { status, stderr } = spawnSync(blog, ['build', ...paths, '--no-compress', '--no-cache'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the blog was not built: ${stderr}`);
  return site;
}

/** The folder of a site that nobody changes, built by whoever needs it first. */
export async function siteOf(files: Files): Promise<string> {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) hash.update(`${path}\0`).update(files[path]!).update('\0');
  const folder = join(built(), hash.digest('hex').slice(0, 16));
  const [making, lock] = [`${folder}-new`, `${folder}-lock`];
  mkdirSync(built(), { recursive: true });
  while (!existsSync(folder)) {
    try {
      mkdirSync(lock);
    } catch {
      // Another worker makes it.
      await new Promise((done) => setTimeout(done, 50));
      continue;
    }
    try {
      if (existsSync(folder)) break;
      build(making, files);
      renameSync(making, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
      rmdirSync(lock);
    }
  }
  return join(folder, 'site');
}

/** A site on a port of its own. */
export async function serve(site: string): Promise<{ address: string; stop: () => void }> {
  const server = spawn(blog, ['serve', '--site', site, '--port', '0']);
  const address = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', (text) => {
      const found = /on (http:\/\/\S+)/.exec(String(text));
      if (found) resolve(found[1]!.replace(/\/$/, ''));
    });
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { address, stop: () => server.kill() };
}
