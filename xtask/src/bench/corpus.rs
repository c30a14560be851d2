//! Posts to measure with: as many as wanted, the same for everyone who asks with the same seed.
//!
//! A post has about 900 words in sections, with links to posts before it and to other sites, lists,
//! a table, a footnote, three blocks of code in different languages, and two to five of twenty
//! tags. The Markdown and its TOML front matter mean the same to other generators, so that they can
//! be measured with the very same files.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::create_folder;

/// What the posts are about.
pub(crate) const TAGS: [&str; 20] = [
    "alerting",
    "architecture",
    "caching",
    "capacity",
    "databases",
    "deployment",
    "incidents",
    "kubernetes",
    "latency",
    "logging",
    "metrics",
    "networking",
    "on-call",
    "performance",
    "postmortems",
    "queues",
    "reliability",
    "security",
    "testing",
    "tracing",
];

/// About how many words a post has outside its code.
const WORDS: usize = 900;
/// How many sections they stand in.
const SECTIONS: usize = 5;

const NOUNS: [&str; 48] = [
    "agent",
    "alert",
    "backlog",
    "baseline",
    "bucket",
    "budget",
    "buffer",
    "cache",
    "client",
    "cluster",
    "config",
    "connection",
    "consumer",
    "counter",
    "dashboard",
    "deadline",
    "deploy",
    "disk",
    "endpoint",
    "error",
    "event",
    "failure",
    "fallback",
    "gateway",
    "handler",
    "heartbeat",
    "histogram",
    "index",
    "latency",
    "limit",
    "lock",
    "metric",
    "node",
    "operator",
    "packet",
    "partition",
    "queue",
    "quorum",
    "record",
    "replica",
    "request",
    "retry",
    "rollout",
    "schema",
    "shard",
    "snapshot",
    "timeout",
    "trace",
];
const VERBS: [&str; 24] = [
    "absorbs",
    "blocks",
    "breaks",
    "counts",
    "delays",
    "drains",
    "drops",
    "explains",
    "exposes",
    "fills",
    "hides",
    "holds",
    "ignores",
    "limits",
    "loses",
    "masks",
    "misses",
    "outlives",
    "overtakes",
    "repeats",
    "saturates",
    "survives",
    "throttles",
    "waits for",
];
const ADJECTIVES: [&str; 24] = [
    "bounded",
    "busy",
    "cold",
    "dependent",
    "distant",
    "eager",
    "failed",
    "full",
    "healthy",
    "idle",
    "late",
    "lazy",
    "local",
    "noisy",
    "old",
    "partial",
    "quiet",
    "remote",
    "shared",
    "slow",
    "stale",
    "steady",
    "upstream",
    "warm",
];
const OPENINGS: [&str; 12] = [
    "In practice,",
    "Under load,",
    "After a restart,",
    "Most of the time,",
    "On a good day,",
    "For one tenant,",
    "During the rollout,",
    "Before the first page,",
    "At the median,",
    "At the tail,",
    "With one replica gone,",
    "When nobody looks,",
];

/// Writes a content folder with a number of posts; one that is there is replaced.
pub(crate) fn write(posts: usize, seed: u64, folder: &Path) -> Result<()> {
    let place = folder.join("posts");
    if place.is_dir() {
        fs::remove_dir_all(&place).map_err(|reason| Error::file("empty", &place, &reason))?;
    }
    create_folder(&place)?;
    save(&folder.join("site.toml"), SITE)?;
    save(&folder.join("authors.toml"), AUTHORS)?;
    (0..posts).try_for_each(|number| {
        save(&place.join(format!("{}.md", slug(number))), &post(number, seed))
    })
}

/// What it is compared with draws no pictures for previews either.
const SITE: &str = r#"title = "Measured blog"
tagline = "Posts that exist to be counted."
introduction = "Nobody wrote these posts, and nobody has to read them."
base_url = "https://blog.example.org"
language = "en"
author = "The generator"
share.cards = false
"#;

const AUTHORS: &str = r#"[generator]
name = "The generator"
"#;

fn save(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|reason| Error::file("write", file, &reason))
}

/// The name of a post, in addresses too.
pub(crate) fn slug(number: usize) -> String {
    format!("post-{number:06}")
}

/// One post: what it says depends on its number and the seed alone.
pub(crate) fn post(number: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed, number);
    let mut text = String::new();
    let mut tags: Vec<&str> = Vec::new();
    let wanted = 2 + dice.below(4);
    while tags.len() < wanted {
        let tag = dice.one(&TAGS);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let subject = format!("{} {}", dice.one(&ADJECTIVES), dice.one(&NOUNS));
    let _ = write!(
        text,
        "+++\ntitle = \"Post {number}: the {subject} and the {}\"\ndescription = \"{}\"\ndate = {}\ntags = {tags:?}\nauthors = [\"generator\"]\n+++\n\n",
        dice.one(&NOUNS),
        dice.sentence(),
        date(number),
    );
    let code_in = [1, 2, 4];
    let mut blocks = code_in.iter().zip(dice.three_languages());
    for section in 0..SECTIONS {
        if section > 0 {
            let heading = format!("The {} {}", dice.one(&ADJECTIVES), dice.one(&NOUNS));
            let _ = write!(text, "## {heading} {section}\n\n");
        }
        let start = words(&text);
        while words(&text) - start < WORDS / SECTIONS - 40 {
            paragraph(&mut text, &mut dice, number);
        }
        match section {
            0 => list(&mut text, &mut dice),
            2 => table(&mut text, &mut dice),
            3 => text.push_str("One number in this section needs a source.[^source]\n\n"),
            _ => {}
        }
        if code_in.contains(&section)
            && let Some((_, language)) = blocks.next()
        {
            code(&mut text, &mut dice, language);
        }
    }
    let _ = writeln!(
        text,
        "[^source]: {} See [the notes](https://notes.example.org/{number}).",
        dice.sentence()
    );
    text
}

/// A day for each post: seven posts a day, so that even a hundred thousand are of the past.
fn date(number: usize) -> String {
    let day = number / 7;
    // Months of 28 days are enough of a calendar.
    let (month, day) = (day / 28, day % 28 + 1);
    format!("{}-{:02}-{day:02}", 1960 + month / 12, month % 12 + 1)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn paragraph(text: &mut String, dice: &mut Dice, number: usize) {
    for _ in 0..3 + dice.below(3) {
        let sentence = dice.sentence();
        match dice.below(9) {
            0 if number > 0 => {
                let other = dice.below(number.min(400)) + 1;
                let _ = write!(
                    text,
                    "[{}](/posts/{}/) ",
                    sentence.trim_end_matches('.'),
                    slug(number - other)
                );
            }
            1 => {
                let _ = write!(
                    text,
                    "{sentence} The setting is `{}.{}`. ",
                    dice.one(&NOUNS),
                    dice.one(&NOUNS)
                );
            }
            2 => {
                let _ = write!(text, "**{}** {} ", dice.one(&OPENINGS), sentence.to_lowercase());
            }
            _ => {
                let _ = write!(text, "{sentence} ");
            }
        }
    }
    text.truncate(text.trim_end().len());
    text.push_str("\n\n");
}

fn list(text: &mut String, dice: &mut Dice) {
    for _ in 0..4 {
        let _ = writeln!(text, "- {}", dice.sentence());
    }
    text.push('\n');
}

fn table(text: &mut String, dice: &mut Dice) {
    let _ = writeln!(text, "| {} | p50 | p99 |\n|---|--:|--:|", dice.one(&NOUNS));
    for _ in 0..5 {
        let _ = writeln!(
            text,
            "| {} {} | {} ms | {} ms |",
            dice.one(&ADJECTIVES),
            dice.one(&NOUNS),
            dice.below(90),
            90 + dice.below(900)
        );
    }
    text.push('\n');
}

/// A block of code that no other post has.
fn code(text: &mut String, dice: &mut Dice, language: &str) {
    let (a, b, c) = (dice.one(&NOUNS), dice.one(&VERBS).replace(' ', "_"), dice.one(&NOUNS));
    let (n, m, k) = (dice.below(9_000) + 1, dice.below(900) + 1, dice.below(64) + 1);
    let _ = writeln!(text, "```{language}");
    let _ = match language {
        "rust" => writeln!(
            text,
            "/// How long a {a} {b} a {c}.\npub fn {a}_{b}(limit: usize, items: &[u64]) -> Option<Duration> {{\n    let mut total = {m}_u64;\n    for (at, item) in items.iter().enumerate().take(limit) {{\n        // Each step costs more than the last.\n        total += item * {k} + at as u64;\n        if total > {n} {{\n            return None;\n        }}\n    }}\n    println!(\"{{total}} of {{limit}} in the {c}\");\n    Some(Duration::from_millis(total))\n}}"
        ),
        "python" => writeln!(
            text,
            "@dataclass\nclass {a}Policy:\n    \"\"\"What a {a} does when the {c} is full.\"\"\"\n\n    limit: int = {n}\n    burst: float = {m}.5\n\n    def {b}(self, now: float, tokens: dict[str, float]) -> bool:\n        refill = (now - tokens.get(\"{c}\", 0.0)) * {k}\n        if refill < self.burst and now % {m} == 0:\n            raise RuntimeError(f\"{a} over {{self.limit}}\")\n        return min(self.limit, refill) >= 1  # one token a call"
        ),
        "go" => writeln!(
            text,
            "func (s *Server) {b}{a}(ctx context.Context, n int) error {{\n\tctx, cancel := context.WithTimeout(ctx, {m}*time.Millisecond)\n\tdefer cancel()\n\tfor i := 0; i < n; i++ {{\n\t\tif err := s.{c}.Do(ctx, i*{k}); err != nil {{\n\t\t\treturn fmt.Errorf(\"{a} %d of %d: %w\", i, {n}, err)\n\t\t}}\n\t}}\n\treturn nil // every {c} answered\n}}"
        ),
        "yaml" => writeln!(
            text,
            "# What the {a} may use.\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {a}-{c}\n  labels: {{ tier: \"{b}\", weight: \"{k}\" }}\nspec:\n  replicas: {k}\n  template:\n    spec:\n      containers:\n        - name: {c}\n          image: registry.example.org/{a}:{m}.{k}\n          resources:\n            limits: {{ memory: {n}Mi, cpu: {m}m }}"
        ),
        "sql" => writeln!(
            text,
            "-- The {a}s that the {c} saw last.\nSELECT {a}.id, count(*) AS hits, max({c}.at) AS latest\nFROM {a}\nJOIN {c} ON {c}.{a}_id = {a}.id AND {c}.at > now() - interval '{k} hours'\nWHERE {a}.state <> 'drained' AND {a}.weight BETWEEN {m} AND {n}\nGROUP BY {a}.id\nHAVING count(*) > {k}\nORDER BY hits DESC, latest\nLIMIT {m};"
        ),
        "bash" => writeln!(
            text,
            "#!/usr/bin/env bash\nset -euo pipefail\n# Drain the {a} before the {c} goes.\nlimit=${{1:-{n}}}\nfor node in $(list_nodes --role \"{a}\" | head -n {k}); do\n  if [[ \"$(curl -fsS \"http://$node:{m}/health\")\" != \"ok\" ]]; then\n    echo \"$node: {c} is not healthy\" >&2\n    continue\n  fi\n  {b} --node \"$node\" --timeout \"${{limit}}s\" || exit {k}\ndone"
        ),
        _ => writeln!(
            text,
            "{{\n  \"{a}\": {{ \"limit\": {n}, \"burst\": {m}.25, \"enabled\": true }},\n  \"{c}\": [{k}, {m}, {n}, null],\n  \"owner\": \"{a}-{b}@example.org\",\n  \"windows\": [\n    {{ \"from\": \"0{}:00\", \"to\": \"1{}:30\", \"weight\": 0.{k} }},\n    {{ \"from\": \"12:00\", \"to\": \"23:59\", \"weight\": 1e-{k} }}\n  ]\n}}",
            k % 10,
            m % 10,
        ),
    };
    text.push_str("```\n\n");
}

/// A small, even source of choices (SplitMix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64, number: usize) -> Self {
        let mut dice = Self(seed ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Three languages in an order of their own.
    fn three_languages(&mut self) -> [&'static str; 3] {
        const LANGUAGES: [&str; 7] = ["rust", "python", "go", "yaml", "sql", "bash", "json"];
        let first = self.below(LANGUAGES.len());
        [0, 2, 5].map(|step| LANGUAGES[(first + step) % LANGUAGES.len()])
    }

    /// A sentence of nine to eighteen words.
    fn sentence(&mut self) -> String {
        let (a, b, c) = (self.one(&NOUNS), self.one(&VERBS), self.one(&NOUNS));
        let (x, y) = (self.one(&ADJECTIVES), self.one(&ADJECTIVES));
        match self.below(5) {
            0 => format!("{} the {x} {a} {b} every {y} {c} that it meets.", self.one(&OPENINGS)),
            1 => format!(
                "A {x} {a} {b} the {c}, and no {} notices for {} minutes.",
                self.one(&NOUNS),
                self.below(50) + 2
            ),
            2 => format!("The {a} {b} a {x} {c} because its {} is {y}.", self.one(&NOUNS)),
            3 => {
                format!("Nobody expects that one {x} {a} {b} {} {c}s at once.", self.below(900) + 2)
            }
            _ => format!("If the {a} is {x}, then a {y} {c} {} it.", self.one(&VERBS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_the_same_for_everyone_and_unlike_every_other() {
        assert_eq!(post(7, 1), post(7, 1));
        assert_ne!(post(7, 1), post(8, 1));
        assert_ne!(post(7, 1), post(7, 2));
    }

    #[test]
    fn a_post_has_what_posts_have() {
        for number in [0, 1, 500, 99_999] {
            let text = post(number, 1);
            let (prose, code): (Vec<_>, Vec<_>) =
                text.split("```").enumerate().partition(|(at, _)| at % 2 == 0);
            let count: usize = prose.iter().map(|(_, part)| words(part)).sum();
            assert!((800..1_050).contains(&count), "{number} has {count} words");
            assert_eq!(code.len(), 3);
            for part in ["\n## ", "\n- ", "\n|---|", "[^source]: ", "](https://", "tags = ["] {
                assert!(text.contains(part), "{number} lacks {part}");
            }
        }
    }

    #[test]
    fn every_day_is_one_of_the_calendar_and_past() {
        assert_eq!(date(0), "1960-01-01");
        assert_eq!(date(7 * 28 * 12), "1961-01-01");
        assert!(date(99_999).as_str() < "2010-01-01");
    }
}
