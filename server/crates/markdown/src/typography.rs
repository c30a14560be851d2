//! Typewriter's characters as those of a typographer: quotation marks, dashes, dots, emoji.
//!
//! A reader of the Markdown sees what was written. So a character is replaced only where it can't be
//! meant as itself: `--verbose` is an option, `27"` a length and `./...` a path.

mod quotes;

use std::ops::Range;

pub use quotes::QuoteMarks;

/// Which characters are replaced, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// The quotation marks that straight ones become; `None` leaves them straight.
    pub quotes: Option<QuoteMarks>,
    /// Whether `--` and `---` become dashes.
    pub dashes: bool,
    /// Whether `...` becomes one character.
    pub ellipses: bool,
    /// Whether `:tada:` becomes what it names.
    pub emoji: bool,
}

/// A character that was typed, or a few, and what takes their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    pub(super) range: Range<usize>,
    pub(super) by: String,
}

/// What is to be done with a text.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// In the order of the text.
    pub(super) replaced: Vec<Replaced>,
    /// Names between colons that are those of no emoji, colons included.
    pub(super) unknown: Vec<Range<usize>>,
}

impl Typography {
    /// All rules, for a language with a tag such as `de` or `pt-BR`.
    pub fn of(language: &str) -> Self {
        Self { quotes: Some(QuoteMarks::of(language)), dashes: true, ellipses: true, emoji: true }
    }

    /// Sets a text of one line in which nothing but code between backticks is markup.
    pub fn line(self, text: &str) -> String {
        let mut is_code = false;
        let literal: Vec<Range<usize>> = text
            .split('`')
            .scan(0, |at, part| {
                let range = *at..*at + part.len();
                *at = range.end + 1;
                is_code = !is_code;
                Some((!is_code).then_some(range))
            })
            .flatten()
            .collect();
        let mut set = String::with_capacity(text.len());
        let mut from = 0;
        for Replaced { range, by } in self.set(text, &literal).replaced {
            set.push_str(&text[from..range.start]);
            set.push_str(&by);
            from = range.end;
        }
        set.push_str(&text[from..]);
        set
    }

    /// What to replace in a text; in the `literal` parts, which are in order, every character is
    /// meant as it stands.
    pub(super) fn set(self, text: &str, literal: &[Range<usize>]) -> Setting {
        let mut setter = Setter { text, setting: Setting::default(), quotes: Vec::new() };
        let mut literal = literal.iter().peekable();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            while literal.next_if(|part| part.end <= at).is_some() {}
            if let Some(part) = literal.peek().filter(|part| part.start <= at) {
                at = part.end;
                continue;
            }
            at += match c {
                '-' => setter.dash(at, self.dashes),
                '.' => setter.dots(at, self.ellipses),
                ':' if self.emoji => setter.emoji(at),
                '"' | '\'' if self.quotes.is_some() => {
                    let quote = Quote::at(text, at, c);
                    setter.quotes.push(quote);
                    1
                }
                c => c.len_utf8(),
            };
        }
        if let Some(marks) = self.quotes {
            let quotes = std::mem::take(&mut setter.quotes);
            setter.setting.replaced.extend(resolve(quotes, marks));
            setter.setting.replaced.sort_by_key(|replaced| replaced.range.start);
        }
        setter.setting
    }
}

struct Setter<'a> {
    text: &'a str,
    setting: Setting,
    quotes: Vec<Quote>,
}

/// How long the name of an emoji is at most.
const NAME: usize = 50;

impl Setter<'_> {
    fn replace(&mut self, range: Range<usize>, by: &str) {
        self.setting.replaced.push(Replaced { range, by: by.to_owned() });
    }

    /// A run of hyphens, of which two or three are a dash between blanks or between digits; returns
    /// how many bytes it has.
    fn dash(&mut self, at: usize, wanted: bool) -> usize {
        let rest = &self.text[at..];
        let count = rest.len() - rest.trim_start_matches('-').len();
        let (before, after) = around(self.text, at..at + count);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // In `run -- --help` it ends the options of a command.
        let of_command = rest[count..].trim_start().starts_with('-');
        let stands =
            (blank(before) && blank(after) && !of_command) || (digit(before) && digit(after));
        match count {
            2 if wanted && stands => self.replace(at..at + count, "–"),
            3 if wanted && stands => self.replace(at..at + count, "—"),
            _ => {}
        }
        count
    }

    /// A run of dots, of which three are one character.
    fn dots(&mut self, at: usize, wanted: bool) -> usize {
        let rest = &self.text[at..];
        let count = rest.len() - rest.trim_start_matches('.').len();
        let (before, after) = around(self.text, at..at + count);
        let path = |c: Option<char>| matches!(c, Some('/' | '\\'));
        if wanted && count == 3 && !path(before) && !path(after) {
            self.replace(at..at + count, "…");
        }
        count
    }

    /// A name between colons that no word touches, and that has a letter: `:tada:`, and neither
    /// `10:30:00` nor `:8080:`.
    fn emoji(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
        let name: &str =
            &rest[..rest.bytes().take(NAME).take_while(|&b| is_name(b.into())).count()];
        if name.is_empty() || !rest[name.len()..].starts_with(':') {
            return 1;
        }
        let end = at + name.len() + 2;
        let (before, after) = around(self.text, at..end);
        let follows = self.setting.replaced.last().is_some_and(|last| last.range.end == at);
        let touched = before.is_some_and(|c| is_word(c) || (c == ':' && !follows))
            || after.is_some_and(is_word);
        if touched {
            return 1;
        }
        match emojis::get_by_shortcode(name) {
            Some(emoji) => self.replace(at..end, emoji.as_str()),
            None if name.contains(|c: char| c.is_ascii_lowercase()) && after != Some('`') => {
                self.setting.unknown.push(at..end);
            }
            None => return 1,
        }
        end - at
    }
}

/// The emoji with the name most like one that none has, between colons.
pub(super) fn nearest_emoji(name: &str) -> Option<String> {
    let names = emojis::iter().flat_map(emojis::Emoji::shortcodes);
    diagnostics::suggest::nearest(name.trim_matches(':'), names).map(|name| format!(":{name}:"))
}

/// The characters before and after a part of a text.
fn around(text: &str, part: Range<usize>) -> (Option<char>, Option<char>) {
    (text[..part.start].chars().next_back(), text[part.end..].chars().next())
}

/// Whether a character is part of a word that has blanks around it.
fn is_word(c: char) -> bool {
    // Ideographs and their like stand for words, without blanks.
    c.is_alphanumeric()
        && !matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// A straight quotation mark.
#[derive(Clone, Copy, Debug)]
struct Quote {
    at: usize,
    single: bool,
    /// Whether a quotation could begin or end with it.
    opens: bool,
    closes: bool,
    /// Whether it stands in a word, as an apostrophe does.
    within: bool,
    behind_digit: bool,
    before_digit: bool,
    /// Whether the mark right before it would have to open, should this one.
    touches: bool,
}

/// What a straight quotation mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Opening,
    Closing,
    Apostrophe,
    /// Feet and inches, minutes and seconds.
    Prime,
    /// What it stands for can't be told: it stays as it is.
    Straight,
}

impl Quote {
    fn at(text: &str, at: usize, mark: char) -> Self {
        let (before, after) = around(text, at..at + 1);
        let touches = matches!(before, Some('"' | '\''));
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opening = |c: char| "([{<«„‚“‘¿¡/–—-=".contains(c);
        let ideograph = |c: char| c.is_alphanumeric() && !is_word(c);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        Self {
            at,
            single: mark == '\'',
            opens: !blank(after)
                && (touches
                    || before.is_none_or(|c| c.is_whitespace() || opening(c) || ideograph(c))),
            closes: !blank(before) && after.is_none_or(|c| !is_word(c)),
            within: before.is_some_and(is_word) && after.is_some_and(is_word),
            behind_digit: digit(before),
            before_digit: digit(after),
            touches,
        }
    }
}

/// What takes the place of each mark.
fn resolve(quotes: Vec<Quote>, marks: QuoteMarks) -> impl Iterator<Item = Replaced> {
    let senses = senses(&quotes);
    let replaced = move |(quote, sense): (&Quote, Sense)| match sense {
        Sense::Opening => Some(marks.mark(quote.single, false)),
        Sense::Closing => Some(marks.mark(quote.single, true)),
        Sense::Apostrophe => Some("’".to_owned()),
        Sense::Prime => Some(if quote.single { "′" } else { "″" }.to_owned()),
        Sense::Straight => None,
    };
    quotes.into_iter().zip(senses).filter_map(move |(quote, sense)| {
        let by = replaced((&quote, sense))?;
        Some(Replaced { range: quote.at..quote.at + 1, by })
    })
}

fn senses(quotes: &[Quote]) -> Vec<Sense> {
    let last_single =
        quotes.iter().rposition(|quote| quote.single && quote.closes && !quote.within);
    let next_double = next_doubles(quotes);
    let mut senses: Vec<Sense> = Vec::with_capacity(quotes.len());
    // The quotations that are open, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        let is_open = open.last().is_some_and(|&last| quotes[last].single == quote.single);
        let opens = quote.opens
            && (!quote.touches || senses.last().is_none_or(|&sense| sense == Sense::Opening));
        let sense = if quote.within {
            // `5'10"` and `it's`.
            match quote.behind_digit && quote.before_digit {
                true => Sense::Prime,
                false if quote.single => Sense::Apostrophe,
                false => Sense::Straight,
            }
        } else if quote.closes && is_open && !(opens && quote.touches) {
            // `"A 27" screen"`: the mark that follows can only close, so this one does not.
            let next = next_double[at].map(|next| quotes[next]);
            let length = !quote.single
                && quote.behind_digit
                && next.is_some_and(|next| next.closes && !next.opens && !next.behind_digit);
            if length { Sense::Prime } else { Sense::Closing }
        } else if opens && quote.single {
            // `'90s` and `'tis` leave something out; a quotation has an end.
            let closed = last_single.is_some_and(|last| last > at);
            let decade = quote.before_digit && !closed;
            if closed && !decade { Sense::Opening } else { Sense::Apostrophe }
        } else if opens {
            Sense::Opening
        } else if quote.behind_digit {
            Sense::Prime
        } else if quote.single {
            Sense::Apostrophe
        } else {
            Sense::Straight
        };
        match sense {
            Sense::Opening => open.push(at),
            Sense::Closing => {
                open.pop();
            }
            _ => {}
        }
        senses.push(sense);
    }
    for at in open {
        // What opens and has no end is no quotation, unless that goes on in the next paragraph.
        senses[at] = match quotes[at].single {
            true => Sense::Apostrophe,
            false if quotes[at].at == 0 => Sense::Opening,
            false => Sense::Straight,
        };
    }
    senses
}

/// For each mark the double one that comes next.
fn next_doubles(quotes: &[Quote]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut all: Vec<Option<usize>> = (0..quotes.len())
        .rev()
        .map(|at| {
            let found = next;
            if !quotes[at].single {
                next = Some(at);
            }
            found
        })
        .collect();
    all.reverse();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(language: &str, text: &str) -> String {
        Typography::of(language).line(text)
    }

    #[test]
    fn quotation_marks_and_apostrophes_are_told_apart() {
        for (text, expected) in [
            ("\"A\" and 'b'", "“A” and ‘b’"),
            ("it's the dogs' 'n' the cats'", "it’s the dogs’ ‘n’ the cats’"),
            ("don't say \"can't\"", "don’t say “can’t”"),
            ("\"'Nested' first\", \"last 'nested'\"", "“‘Nested’ first”, “last ‘nested’”"),
            ("(\"in brackets\")", "(“in brackets”)"),
            ("the '90s, 'tis", "the ’90s, ’tis"),
            ("a \"quotation.\" More", "a “quotation.” More"),
            ("\"goes on", "“goes on"),
            ("left \"open", "left \"open"),
            ("A 27\" screen", "A 27″ screen"),
            ("5'10\" tall, 6' wide", "5′10″ tall, 6′ wide"),
            ("\"A 27\" screen\"", "“A 27″ screen”"),
            ("\"in 2020\" and \"in 2021\"", "“in 2020” and “in 2021”"),
            ("the 1990's", "the 1990’s"),
            ("は\"重要\"です", "は“重要”です"),
            ("`\"x\"` is \"x\"", "`\"x\"` is “x”"),
            ("a\"b", "a\"b"),
            ("\"", "\""),
        ] {
            assert_eq!(set("en", text), expected, "{text}");
        }
    }

    #[test]
    fn quotation_marks_follow_the_language() {
        let text = "\"a 'b' c\" d's";
        assert_eq!(set("de", text), "„a ‚b‘ c“ d’s");
        assert_eq!(set("fr", "\"a\" l'un"), "«\u{202f}a\u{202f}» l’un");
        assert_eq!(set("sv", text), "”a ’b’ c” d’s");
    }

    #[test]
    fn dashes_have_blanks_or_digits_around_them() {
        for (text, expected) in [
            ("a -- b --- c", "a – b — c"),
            ("1914--1918", "1914–1918"),
            ("--verbose", "--verbose"),
            ("use --verbose -- or not", "use --verbose – or not"),
            ("cargo run -- --help", "cargo run -- --help"),
            ("a--b, x---y", "a--b, x---y"),
            ("head --5", "head --5"),
            ("a ---- b", "a ---- b"),
            ("-- somebody", "– somebody"),
            ("<!-- -->", "<!-- -->"),
        ] {
            assert_eq!(set("en", text), expected, "{text}");
        }
    }

    #[test]
    fn three_dots_are_one_character_unless_they_are_a_path() {
        for (text, expected) in [
            ("and so on...", "and so on…"),
            ("go test ./...", "go test ./..."),
            ("a .../b", "a .../b"),
            ("wait....", "wait...."),
            ("1..2", "1..2"),
        ] {
            assert_eq!(set("en", text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_emoji_are_read_and_times_and_ports_are_not() {
        for (text, expected) in [
            (":tada: and :+1::rocket:", "🎉 and 👍🚀"),
            ("(:bug:)", "(🐛)"),
            (":8080: 10:30:00 a:b:c 12:100:3", ":8080: 10:30:00 a:b:c 12:100:3"),
            ("::tada::", "::tada::"),
            (":rokcet:", ":rokcet:"),
        ] {
            assert_eq!(set("en", text), expected, "{text}");
        }
        let unknown = |text| Typography::of("en").set(text, &[]).unknown;
        assert_eq!(unknown("a :rokcet: b").first(), Some(&(2..10)));
        assert!(unknown(":8080: :: :a b: C:\\x:").is_empty());
        assert_eq!(nearest_emoji(":rokcet:").as_deref(), Some(":rocket:"));
    }

    #[test]
    fn each_rule_can_be_turned_off() {
        let text = "\"a\" -- b... :tada:";
        let all = Typography::of("en");
        for (rules, expected) in [
            (Typography { quotes: None, ..all }, "\"a\" – b… 🎉"),
            (Typography { dashes: false, ..all }, "“a” -- b… 🎉"),
            (Typography { ellipses: false, ..all }, "“a” – b... 🎉"),
            (Typography { emoji: false, ..all }, "“a” – b… :tada:"),
        ] {
            assert_eq!(rules.line(text), expected);
        }
    }
}
