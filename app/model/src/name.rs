//! Slugs and tags: the names that stand in addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text can't be a [`Slug`] or a [`Tag`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidName {
    text: String,
}

impl InvalidName {
    /// The nearest name; `None` when nothing of the text can be kept.
    pub fn suggestion(&self) -> Option<String> {
        Some(nearest(&self.text)).filter(|name| is_name(name))
    }
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only lower-case letters, digits and single hyphens between them are allowed")
    }
}

impl std::error::Error for InvalidName {}

/// Lower-case letters and digits of any script, in groups joined by single hyphens: a text that
/// means the same in an address, a file name and a sentence.
fn is_name(text: &str) -> bool {
    text.split('-').all(|group| {
        !group.is_empty() && group.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase())
    })
}

/// The nearest name: lower-cased, with everything else turned into single hyphens. `C++` and `C#`
/// are not `C`.
fn nearest(text: &str) -> String {
    text.to_lowercase()
        .replace('+', "p")
        .replace("c#", "csharp")
        .replace("f#", "fsharp")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|group| !group.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Whether a text may be a name as it stands in an address, with one more character that it may have.
fn may_be_name(text: &str, more: u8) -> bool {
    let may_be = |byte| byte == more || matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | 0x80..);
    // What is no text comes as this character.
    !text.is_empty() && !text.contains('\u{fffd}') && text.bytes().all(may_be)
}

macro_rules! name {
    ($(#[$doc:meta])* $type:ident, $may_be:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $type(String);

        impl $type {
            /// The name as it stands in an address.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// A name as it may stand in an address: of other letters than those of ASCII, only
            /// the site knows whether they are names. (The browser half would need tables of all
            /// scripts to tell.)
            pub fn in_address(text: &str) -> Option<Self> {
                $may_be(text).then(|| Self(text.to_owned()))
            }

            /// The nearest valid name to any text, if something of it can be kept.
            pub fn nearest(text: &str) -> Option<Self> {
                let name = nearest(text);
                is_name(&name).then_some(Self(name))
            }
        }

        impl FromStr for $type {
            type Err = InvalidName;

            fn from_str(text: &str) -> Result<Self, InvalidName> {
                if is_name(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidName { text: text.to_owned() })
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// Names one post or page: all of its address that tells it from others of its kind. Where the pattern
    /// of these addresses has several parts, slashes are between them.
    Slug, |text: &str| may_be_name(text, b'/')
}

impl Slug {
    /// The last part of the name.
    pub fn last(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

name! {
    /// Names a subject that several posts share.
    Tag, |text: &str| may_be_name(text, b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_lower_case_groups_joined_by_hyphens() {
        for good in ["a", "mcp-hangar", "2026", "größe", "日本-語"] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Rust", "a b", "a/b", "..", "a_b", "a?b", "a\u{301}"] {
            assert!(bad.parse::<Tag>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_refused_name_comes_with_the_nearest_good_one() {
        let suggestion = |text: &str| text.parse::<Slug>().err().and_then(|e| e.suggestion());
        assert_eq!(suggestion("Hello,  World!").as_deref(), Some("hello-world"));
        assert_eq!(suggestion("C++").as_deref(), Some("cpp"));
        assert_eq!(suggestion("C#").as_deref(), Some("csharp"));
        assert_eq!(suggestion("???"), None);
    }
}
