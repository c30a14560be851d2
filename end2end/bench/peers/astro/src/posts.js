import { getCollection } from 'astro:content';

/** All posts, the newest first. */
export const posts = (await getCollection('posts')).sort((a, b) => b.data.date - a.data.date);

export const tags = [...new Set(posts.flatMap(({ data }) => data.tags))].sort();
