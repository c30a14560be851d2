//! What the tag filter reads: which posts have a tag, and what a list shows of each post.
//!
//! Posts are numbered from the oldest. For each tag there is one file with the numbers of its newest
//! posts ([`Postings`]), one with those of all older ones, if there are any, and for every [`SHARD`] posts one with their [rows](super::PostRow).
//! While it is small, one more has the posts of every tag that the filter offers ([`TagFilter::is_counted`]). All of
//! them lie in one folder that is named after their content ([`folder`]): what an open page reads
//! from it is always of one piece, and once the blog has changed, the page finds nothing there
//! rather than something else.

use serde::Serialize;

use words::{Message, Words};

use super::{Summary, Tag};

/// The first segment of all these addresses.
pub const LISTS: &str = "/lists/";

/// How many posts a shard has; the newest one may have less.
pub const SHARD: usize = 16;

/// How many of the posts that it finds a filter shows at first, and how many more at a time.
pub const SCREENFUL: usize = 12;

/// How many tags a filter offers at most.
pub const OFFERED: usize = 24;

/// How many of a tag's posts its first file names. The others matter to who combines tags, or asks
/// for more and more: so a click on a tag costs the same however many posts it has.
pub const NEWEST: usize = 2 * SCREENFUL;

/// How often the tags that a filter offers may stand on posts in all, for one file to say on which:
/// about three kilobytes, compressed.
pub const COUNTED: usize = 4096;

/// A tag, and how many posts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// At least one.
    pub count: usize,
}

/// What a page that can be filtered says of the filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagFilter {
    /// The tags to offer: the most used ones, most used first.
    pub tags: Vec<TagCount>,
    /// How many posts there are in all.
    pub total: usize,
    /// Names the content of the lists.
    pub revision: String,
    /// What it says.
    pub words: FilterWords,
}

/// The words of a filter. They travel with it: a page that can't be filtered needs none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilterWords {
    /// What is listed.
    pub all_posts: String,
    /// What the filter does.
    pub filter: String,
    /// What takes it back.
    pub all: String,
    /// What a tag is that is filtered by.
    pub chosen: String,
    /// How many posts there are while nothing is chosen.
    pub unfiltered: String,
    /// How many `{found}` have some `{tags}`.
    pub found: String,
    /// That none has.
    pub none: String,
    /// The way to more, of which `{left}` are not shown.
    pub more: String,
    /// What stands before every three digits of a number.
    pub group: String,
    /// The same in a number of four digits.
    pub group_of_four: String,
}

impl FilterWords {
    /// The words of the filter of so many posts, of which `unfiltered` says how many there are.
    pub fn new(words: &Words, total: usize, unfiltered: Message) -> Self {
        let say = |message| words.say(message).to_owned();
        let (group, of_four) = words.separators();
        // What the browser fills in stays open.
        let open = [("found", "{found}"), ("tags", "{tags}")];
        Self {
            all_posts: say(Message::AllPosts),
            filter: say(Message::Filter),
            all: say(Message::FilterAll),
            chosen: say(Message::FilterChosen),
            unfiltered: words.count(unfiltered, total, &[]),
            found: words.count(Message::FilterFound, total, &open),
            none: say(Message::FilterNone),
            more: say(Message::FilterMore),
            group: group.to_owned(),
            group_of_four: of_four.to_owned(),
        }
    }

    /// A number of posts.
    pub fn number(&self, number: usize) -> String {
        words::grouped(&number.to_string(), &self.group, &self.group_of_four)
    }
}

/// Posts of one tag: the newest, or all others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Postings {
    /// How far each post's number is from the one before it, the first one's from zero: small
    /// numbers, which compress to half a byte each.
    pub gaps: Vec<u32>,
    /// How many others are older, and stand in a file of their own.
    pub older: usize,
    /// For each tag that the filter offers, in its order, how many posts have both. Not told with the
    /// older posts again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub co_counts: Vec<u32>,
}

impl TagFilter {
    /// Whether a tag is offered.
    pub fn offers(&self, tag: &Tag) -> bool {
        self.tags.iter().any(|offered| offered.tag == *tag)
    }

    /// Whether all tags that there are can be offered.
    pub fn offers_all(&self) -> bool {
        self.tags.len() < OFFERED
    }

    /// Whether there is a file with the posts of all tags that are offered. Who has chosen several is
    /// then told what each other would leave; otherwise only for what nothing is left.
    pub fn is_counted(&self) -> bool {
        Self::counts(&self.tags)
    }

    /// The same of the tags that are offered.
    pub(super) fn counts(offered: &[TagCount]) -> bool {
        offered.iter().map(|offered| offered.count).sum::<usize>() <= COUNTED
    }
}

/// The folder of the lists, as a path on the site. Their content is named by `revision`, and the app
/// that can read them by `build`.
pub fn folder(build: &str, revision: &str) -> String {
    [LISTS, build, "/", revision, "/"].concat()
}

/// The file with the posts of a tag, in a folder of lists.
pub fn postings_file(folder: &str, tag: &Tag) -> String {
    [folder, "tags/", tag.as_str(), ".json"].concat()
}

/// The file of a folder that has the numbers of a tag's older posts.
pub fn older_file(folder: &str, tag: &Tag) -> String {
    [folder, "older/", tag.as_str(), ".json"].concat()
}

/// The file of a folder that has the posts of all tags that are offered.
pub fn offered_file(folder: &str) -> String {
    [folder, "offered.json"].concat()
}

/// The file with a shard, in a folder of lists.
pub fn shard_file(folder: &str, number: usize) -> String {
    [folder, "posts/", &number.to_string(), ".json"].concat()
}

impl Postings {
    /// The posts with some numbers, in ascending order.
    pub fn new(numbers: impl IntoIterator<Item = u32>, older: usize, co_counts: Vec<u32>) -> Self {
        let mut last = 0;
        let gap = |number| number - std::mem::replace(&mut last, number);
        Self { gaps: numbers.into_iter().map(gap).collect(), older, co_counts }
    }

    /// The numbers of the posts, in ascending order.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.gaps.iter().scan(0, |last, gap| {
            *last += gap;
            Some(*last)
        })
    }
}

/// A name for posts as the lists show them: sixteen hexadecimal digits that change when these do, or
/// the words in which they are shown.
pub(super) fn revision<'a>(posts: impl Iterator<Item = &'a Summary>, words: &Words) -> String {
    // FNV-1a: short, and the same everywhere and for ever.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |text: &str| {
        // No text has the byte that ends it here.
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(words.name());
    for post in posts {
        add(post.slug.as_str());
        add(&post.title);
        add(&post.date.to_string());
        add(&post.minutes.to_string());
        post.tags.iter().for_each(|tag| add(tag.as_str()));
        add("");
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_give_back_the_numbers() {
        for numbers in [vec![], vec![0], vec![3], vec![0, 1, 2, 900]] {
            let postings = Postings::new(numbers.clone(), 0, Vec::new());
            assert_eq!(postings.numbers().collect::<Vec<_>>(), numbers);
        }
        assert_eq!(Postings::new([2, 3, 9], 0, Vec::new()).gaps, [2, 1, 6]);
    }
}
