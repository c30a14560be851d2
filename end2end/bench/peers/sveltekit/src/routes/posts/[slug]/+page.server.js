import { post, posts } from '#lib/server/posts.js';

export const entries = async () => (await posts()).map(({ slug }) => ({ slug }));
export const load = async ({ params }) => ({ post: await post(params.slug) });
