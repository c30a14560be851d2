// The blog itself, with the guide, which has every construct, among 200 posts with tags and names that are as long as names
// get.

import { filesIn, type Files } from './built';
import { NOWHERE } from './site';
import { SmallBlog } from './small';

export const WORD = 'NoSuchBeanDefinitionExceptionBecauseOfAbstractSingletonProxyFactoryBean';
const CONTENT = '../content';

function files(): Files {
  const { 'site.toml': _site, 'permalinks.lock': _lock, ...all } = filesIn(CONTENT);
  all['pages/long.md'] = `+++\ntitle = "About ${WORD}"\n+++\n\n${WORD}: [${WORD}](https://example.org/${WORD}).\n`;
  all['authors.toml'] = `${String(all['authors.toml'])}\n[long]\nname = "${WORD}"\nbio = "${WORD}"\n\n[ada]\nname = "Ada"\n`;
  all['series.toml'] = `${String(all['series.toml'])}\n[row]\ntitle = "${WORD}"\ndescription = "${WORD}"\n`;
  const guide = String(all['posts/writing-guide/index.md']);
  all['posts/writing-guide/index.md'] = guide.replace('\ndraft = true\n', `\nauthors = ["long"]\nseries = "row"\n`).replace('tags = [', `tags = ["${WORD.toLowerCase()}", `);
  for (const path of Object.keys(all).filter((path) => path.startsWith('incidents/'))) {
    all[path] = String(all[path]).replace('\ndraft = true\n', '\n');
  }
  for (let at = 0; at < 200; at += 1) {
    const date = `${2016 + Math.floor(at / 24)}-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 27) + 1).padStart(2, '0')}`;
    const title = at % 9 ? `What was seen on day ${at}` : `${WORD} on day ${at}`;
    const tags = ['all', `tag-${at % 40}`, ...(at % 5 ? [] : [WORD.toLowerCase()])];
    const front = [`title = "${title}"`, `description = "${at % 7 ? 'What it was.' : WORD}"`, `date = ${date}`, `tags = ${JSON.stringify(tags)}`, `authors = ["${at % 2 ? 'ada' : 'long'}"]`, ...(at % 20 ? [] : ['series = "row"'])];
    all[`posts/day-${at}.md`] = `+++\n${front.join('\n')}\n+++\n\nWords of \`${WORD}\`.\n\n## ${WORD}\n\nMore.\n\n## ${at}\n\nThe end.\n`;
  }
  return all;
}

/** Addresses of every kind, and of the guide. */
export const CROWDED = [
  '/',
  '/archive/',
  '/archive/page/3/',
  '/tags/',
  `/tags/${WORD.toLowerCase()}/`,
  '/tags/all/page/2/',
  '/authors/',
  '/authors/long/',
  '/authors/ada/page/2/',
  '/series/',
  '/series/row/',
  '/search/',
  '/posts/writing-guide/',
  '/posts/day-180/',
  '/incidents/',
  '/incidents/stale-sessions/',
  '/long/',
  NOWHERE,
];

export const crowdedBlog = () => SmallBlog.of(files(), { title: WORD, tagline: WORD, introduction: WORD, contact: 'mailto:editors@example.org' });
