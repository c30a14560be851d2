import { posts } from '#lib/server/posts.js';

export const load = async () => ({ posts: (await posts()).slice(0, 12) });
