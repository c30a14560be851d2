//! `robots.txt`: what crawlers are asked to read, and what not.

use std::fmt::Write;

use Use::{Answer, Train};
use model::{Ai, Library};

/// What a crawler of a language model reads pages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// To train models, or to collect texts that models are trained with.
    Train,
    /// To find pages for answers, or to read one that somebody asks about.
    Answer,
}

/// The known crawlers of language models, by the names that they look for in `robots.txt`.
///
/// Some are no crawlers but names for what another may do with what it has: `Google-Extended` and
/// `Applebot-Extended`. A crawler that does both stands with those that train. As their operators
/// describe them; the list has to be looked after.
const AGENTS: [(&str, Use, &str); 34] = [
    ("AI2Bot", Train, "Allen Institute for AI: open data sets"),
    ("Amazonbot", Train, "Amazon: Alexa, and training"),
    ("anthropic-ai", Train, "Anthropic: an older name"),
    ("Applebot-Extended", Train, "Apple: whether what Applebot read may train models"),
    ("Bytespider", Train, "ByteDance"),
    ("CCBot", Train, "Common Crawl: the data set that many train with"),
    ("ClaudeBot", Train, "Anthropic"),
    ("Claude-Web", Train, "Anthropic: an older name"),
    ("cohere-ai", Train, "Cohere"),
    ("cohere-training-data-crawler", Train, "Cohere"),
    ("DeepSeekBot", Train, "DeepSeek"),
    ("Diffbot", Train, "Diffbot: sells data sets"),
    ("FacebookBot", Train, "Meta: speech and language models"),
    ("Google-Extended", Train, "Google: whether what Googlebot read may train Gemini"),
    ("GPTBot", Train, "OpenAI"),
    ("ImagesiftBot", Train, "Hive: images"),
    ("Meta-ExternalAgent", Train, "Meta"),
    ("omgili", Train, "Webz.io: sells data sets"),
    ("PanguBot", Train, "Huawei"),
    ("Timpibot", Train, "Timpi: sells data sets"),
    ("Webzio-Extended", Train, "Webz.io: whether its data may train models"),
    ("bedrockbot", Answer, "Amazon: for the applications of its customers"),
    ("ChatGPT-User", Answer, "OpenAI: a page that somebody asks about"),
    ("Claude-SearchBot", Answer, "Anthropic: the search of Claude"),
    ("Claude-User", Answer, "Anthropic: a page that somebody asks about"),
    ("DuckAssistBot", Answer, "DuckDuckGo: answers with sources"),
    ("Google-CloudVertexBot", Answer, "Google: for the applications of its customers"),
    ("Meta-ExternalFetcher", Answer, "Meta: a page that somebody asks about"),
    ("MistralAI-User", Answer, "Mistral: a page that somebody asks about"),
    ("OAI-SearchBot", Answer, "OpenAI: the search of ChatGPT"),
    ("Perplexity-User", Answer, "Perplexity: a page that somebody asks about"),
    ("PerplexityBot", Answer, "Perplexity: its search"),
    ("PhindBot", Answer, "Phind: its search"),
    ("YouBot", Answer, "You.com: its search"),
];

/// As RFC 9309 has it.
pub(super) fn robots(library: &Library) -> String {
    let site = library.site();
    let base = site.base_path();
    let robots = library.robots();
    let mut text = String::from("User-agent: *\n");
    if robots.hidden {
        let _ = writeln!(text, "Disallow: {}", base.join("/"));
        return text;
    }
    for path in &robots.disallow {
        // Writing to a string can't fail.
        let _ = writeln!(text, "Disallow: {}", base.join(path));
    }
    let _ = writeln!(text, "Allow: {}", base.join("/"));
    let denied: Vec<_> = AGENTS.iter().filter(|(_, of, _)| is_denied(robots.ai, *of)).collect();
    if !denied.is_empty() {
        text.push('\n');
        for (name, _, what) in denied {
            let _ = writeln!(text, "# {what}\nUser-agent: {name}");
        }
        let _ = writeln!(text, "Disallow: {}", base.join("/"));
    }
    let _ = writeln!(text, "\nSitemap: {}", site.absolute("/sitemap.xml"));
    text
}

fn is_denied(ai: Ai, reads_to: Use) -> bool {
    match ai {
        Ai::Allow => false,
        Ai::DenyTraining => reads_to == Train,
        Ai::Deny => true,
    }
}

#[cfg(test)]
mod tests {
    use fixtures::library;
    use model::{Robots, Settings};

    use super::*;

    /// What a site under a path asks, without the comments.
    fn asked(ai: Ai, disallow: &[&str]) -> String {
        let disallow = disallow.iter().map(|path| (*path).to_owned()).collect();
        let settings =
            Settings { robots: Robots { ai, disallow, hidden: false }, ..Settings::default() };
        let library = library("https://example.org/blog").with_settings(settings);
        let text = robots(&library);
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn crawlers_are_told_what_to_leave_and_where_the_site_map_is() {
        assert_eq!(
            asked(Ai::Allow, &["/posts/talk/", "/*.pdf$"]),
            "User-agent: *\nDisallow: /blog/posts/talk/\nDisallow: /blog/*.pdf$\nAllow: /blog/\n\n\
             Sitemap: https://example.org/blog/sitemap.xml\n"
        );
    }

    #[test]
    fn a_preview_is_not_to_be_read() {
        let robots = Robots { hidden: true, ..Robots::default() };
        let settings = Settings { robots, ..Settings::default() };
        let library = library("https://example.org/blog").with_settings(settings);
        assert_eq!(super::robots(&library), "User-agent: *\nDisallow: /blog/\n");
    }

    #[test]
    fn those_that_train_can_be_denied_alone() {
        let group = |ai| {
            let text = asked(ai, &[]);
            let groups: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
            assert_eq!(groups.len(), 3, "{text}");
            assert!(groups[1].ends_with("\nDisallow: /blog/"), "{text}");
            groups[1].lines().filter_map(|line| line.strip_prefix("User-agent: ")).count()
        };
        let training = AGENTS.iter().filter(|(_, of, _)| *of == Train).count();
        assert_eq!(group(Ai::DenyTraining), training);
        assert_eq!(group(Ai::Deny), AGENTS.len());
    }

    #[test]
    fn no_crawler_stands_in_the_list_twice() {
        let mut names: Vec<String> =
            AGENTS.iter().map(|(name, ..)| name.to_ascii_lowercase()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), AGENTS.len());
    }
}
