import { readdir, readFile } from 'node:fs/promises';
import matter from 'gray-matter';
import { unified } from 'unified';
import remarkParse from 'remark-parse';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import rehypeShiki from '@shikijs/rehype';
import rehypeStringify from 'rehype-stringify';

const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeShiki, { theme: 'github-dark' })
  .use(rehypeStringify);

async function read(slug) {
  const { data, content } = matter(await readFile(`posts/${slug}.md`, 'utf8'));
  const { title, description, date, tags } = data;
  return { head: { slug, title, description, date: date.toISOString().slice(0, 10), tags }, content };
}

let heads;

/** What lists say of all posts, the newest first. */
export function posts() {
  heads ??= readdir('posts')
    .then((files) => Promise.all(files.map(async (file) => (await read(file.replace(/\.md$/, ''))).head)))
    .then((all) => all.sort((a, b) => b.date.localeCompare(a.date)));
  return heads;
}

export async function post(slug) {
  const { head, content } = await read(slug);
  return { ...head, html: String(await markdown.process(content)) };
}
