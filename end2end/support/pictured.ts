// A blog that never changes, of every kind of page and of what texts are made of, to be looked at.

import { readFileSync } from 'node:fs';
import { SmallBlog } from './small';
import { NOWHERE } from './site';

const text = (title: string, date: string, description: string, more: string, body: string) =>
  `+++\ntitle = ${JSON.stringify(title)}\ndescription = ${JSON.stringify(description)}\ndate = ${date}\n${more}\n+++\n\n${body}\n`;

const WORDS =
  'A gateway that drops a request says so in one place: the counter that nobody has on a dashboard. The reply looks like any other, the caller tries again, and what began as one refusal ends as a queue.';

const SAW = Array.from({ length: 24 }, (_, at) => `${at},${20 - (at % 8) * 2.4},${20 - Math.abs(12 - at)}`).join('\n');

const CHART = `\`\`\`chart
type = "line"
title = "Tokens left in the bucket"
x = { label = "Time", unit = "s" }
y = "Tokens"

second,busy,quiet
${SAW}
\`\`\``;

const BARS = `\`\`\`chart
type = "bar"
title = "How long one call takes"
x = "Way"
y = { label = "Time", unit = "ms" }

way,median,slowest
one by one,5.6,7.1
in a batch,12.4,31
through the proxy,8.2,44
\`\`\``;

const TIMELINE = `\`\`\`timeline
title: Forty-one minutes
2025-03-01 14:02 UTC started A deploy goes out.
14:25 detected The first alert, on \`checkout\`.
14:31 acknowledged
14:43 mitigated Rolled back.
15:10 resolved The queue is empty.
\`\`\``;

const CODE = `\`\`\`rust title="src/limit.rs" linenos hl=3
/// Takes a token, if there is one.
fn take(&mut self, now: Instant) -> bool {
    self.refill(now);
    self.tokens.checked_sub(1).map(|left| self.tokens = left).is_some() // and nobody else was faster meanwhile
}
\`\`\`

\`\`\`diff
- limit = "20/s"
+ limit = "50/s"
\`\`\`

\`\`\`console
$ blog check
checked 7 texts
\`\`\``;

const TABLE = `| Way | Calls | Refused | Slowest |
|---|---:|---:|---:|
| one by one | 1,200 | 286 | 7.1 ms |
| in a batch | 1,200 | 914 | 31 ms |
| through the proxy | 600 | 3 | 44 ms |`;

const NOTES = `> [!WARNING]
> A limit that nobody sees is a fault that nobody finds.

A claim that needs a source.[^source] And [a link that leaves](https://example.org/), \`inline_code\`, *stress* and **weight**.

- [x] Measured
- [ ] Explained

> Somebody else's words.

1. First
2. Then

[^source]: Where it comes from, in a sentence of its own.`;

const DIAGRAM = `\`\`\`mermaid title="How a call is let through"
flowchart LR
  call[Call] --> known{Known?}
  known -- yes --> run[Run]
  known -- no --> hold[Hold]
\`\`\``;

const COVER = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
  <rect width="1200" height="630" fill="#2a6339"/>
  <path d="M0 0L1200 630M1200 0L0 630" stroke="#f3f6f1" stroke-width="20"/>
</svg>`;

const posts: Record<string, string> = {
  'posts/limits.md': text(
    'When a limit refuses what it should let through',
    '2025-11-20',
    'Of 1,200 calls the default limit lets 914 through. Four refusals took a healthy pair of servers away.',
    'updated = 2025-11-26\ntags = ["rate-limits", "observability", "open-source"]\nauthors = ["ada"]\nseries = "gateways"',
    `${WORDS}\n\n## What was measured\n\n${WORDS}\n\n${CHART}\n\n## What a refusal does\n\n${WORDS}\n\n### To a pair\n\n${WORDS}\n\n## What to change\n\n${WORDS}\n`,
  ),
  'posts/figures.md': text('Figures', '2025-11-13', 'Charts, a timeline and a diagram.', 'tags = ["observability"]\nauthors = ["ada"]\ntoc = false', `${BARS}\n\n${TIMELINE}\n\n${DIAGRAM}`),
  'posts/code.md': text('Code', '2025-11-10', 'Blocks of code.', 'tags = ["rust"]\nauthors = ["ada"]\nseries = "gateways"\ntoc = false', `Some of it is \`inline\`.\n\n${CODE}\n\n${TABLE}`),
  'posts/notes.md': text('Notes and lists', '2025-10-06', 'What stands between paragraphs.', 'tags = ["writing"]\nauthors = ["grace"]\ntoc = false', `${NOTES}`),
  'posts/outage.md': text('An outage that any of us might have had', '2025-10-03', 'Checkout fails for forty-one minutes, and a model writes the account of it.', 'tags = ["incidents", "observability"]\nauthors = ["grace"]\nseries = "gateways"', `${WORDS}\n\n${TIMELINE}`),
  'posts/trace.md': text('What stands in no figure', '2024-12-01', 'A text with sections and nothing drawn in it.', 'tags = ["writing"]\nauthors = ["ada"]', `${WORDS}\n\n## One\n\n${WORDS} ${WORDS} ${WORDS}\n\n## Two\n\n${WORDS}\n\n## Three\n\n${WORDS} ${WORDS}`),
};

// More than a page of a list has.
for (let at = 0; at < 18; at += 1) {
  const date = `${2023 + Math.floor(at / 10)}-${String((at * 5) % 12 + 1).padStart(2, '0')}-${String((at * 7) % 27 + 1).padStart(2, '0')}`;
  posts[`posts/earlier-${at}.md`] = text(`Earlier, number ${at + 1}`, date, `What was written in ${date.slice(0, 4)}.`, `tags = ["writing"]\nauthors = ["ada"]`, WORDS);
}

const FILES = {
  ...posts,
  'posts/cover/index.md': text('A text that begins below a picture', '2024-11-20', 'How it begins is on the first screen.', 'image = "cover.svg"\nimage_alt = "Two lines that cross"\ntags = ["writing"]\nauthors = ["ada"]\nseries = "gateways"', `${WORDS}\n\n## One\n\n${WORDS}\n\n## Two\n\n${WORDS}\n`),
  'posts/cover/cover.svg': COVER,
  'incidents/queue.md': text('A queue that nobody read', '2025-03-03', 'For eleven minutes no order was confirmed.', 'severity = "SEV-2"\nservices = ["orders"]\ndetection = "alert"\ncauses = ["A limit that nobody saw"]', `${WORDS}\n\n${TIMELINE}\n\n## What happened\n\n${WORDS}\n`),
  'pages/about.md': `+++\ntitle = "About"\ndescription = "Who writes here, and how it is checked."\n+++\n\n${WORDS}\n\n## How it is made\n\n${WORDS}\n`,
  'authors.toml': '[ada]\nname = "Ada Lovelace"\nbio = "She writes about what refuses, and measures it."\nurl = "https://ada.example.org/"\n\n[grace]\nname = "Grace Hopper"\nbio = "She writes about what fails."\n',
  'series.toml': '[gateways]\ntitle = "Reading gateways"\ndescription = "One gateway, read closely and run."\n',
};

/** One address of each kind of page, and of texts by what they show. */
export const PAGES: Record<string, string> = {
  home: '/',
  archive: '/archive/',
  numbered: '/archive/page/1/',
  tags: '/tags/',
  tag: '/tags/observability/',
  authors: '/authors/',
  author: '/authors/ada/',
  series: '/series/gateways/',
  search: '/search/',
  post: '/posts/limits/',
  figures: '/posts/figures/',
  code: '/posts/code/',
  notes: '/posts/notes/',
  cover: '/posts/cover/',
  incidents: '/incidents/',
  incident: '/incidents/queue/',
  about: '/about/',
  missing: NOWHERE,
};

export const picturedBlog = () =>
  SmallBlog.of(FILES, {
    title: 'Engineering blog',
    tagline: 'Observability, incident analysis, and system reliability — in practice.',
    introduction: 'For teams that run what they build. We measure what limits and promises come to, and say what we did not measure.',
    author: 'The editors',
    contact: 'mailto:editors@blog.example.org',
  });

const face = (file: string) => `url("data:font/woff2;base64,${readFileSync(file).toString('base64')}") format("woff2")`;

/**
 * The faces in which the blog is pictured: its own, and in the place of the system's monospaced one, which differs
 * from machine to machine, that of a package.
 */
export function faces(): string {
  const mono = (weight: number) => `node_modules/@fontsource/dejavu-mono/files/dejavu-mono-latin-${weight}-normal.woff2`;
  const declared = [
    ['Pictured', 'normal', '400 650', '../public/fonts/brygada-roman.woff2'],
    ['Pictured', 'italic', '400', '../public/fonts/brygada-italic.woff2'],
    ['Pictured Mono', 'normal', '400', mono(400)],
    ['Pictured Mono', 'normal', '700', mono(700)],
  ] as const;
  const rules = declared.map(
    ([family, style, weight, file]) =>
      `@font-face { font-family: "${family}"; font-style: ${style}; font-weight: ${weight}; font-display: block; src: ${face(file)} }`,
  );
  return `${rules.join('\n')}
    :root { --text: "Pictured" !important; --heading: "Pictured" !important; --mono: "Pictured Mono" !important }
    body::before { content: none !important }
    .prose .diagram svg { font-family: "Pictured" !important }
    *, ::before, ::after { caret-color: transparent !important; animation: none !important; transition: none !important }`;
}
