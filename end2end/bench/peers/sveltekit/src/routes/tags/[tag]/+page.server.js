import { posts } from '#lib/server/posts.js';

export const entries = async () => [...new Set((await posts()).flatMap(({ tags }) => tags))].map((tag) => ({ tag }));
export const load = async ({ params: { tag } }) => ({
  tag,
  posts: (await posts()).filter(({ tags }) => tags.includes(tag)).slice(0, 12),
});
