//! The long texts of a blog, shared by all that speak of them.

use std::{
    fmt,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A long text. A copy of it shares its bytes, and one that nobody reads need not be made.
#[derive(Clone, Default)]
pub struct Body(Option<Arc<Inner>>);

#[derive(Default)]
struct Inner {
    name: Option<[u8; 16]>,
    size: usize,
    text: OnceLock<String>,
    make: OnceLock<Make>,
}

type Make = Box<dyn Fn() -> String + Send + Sync>;

impl Body {
    /// A text with a name that no other text has.
    pub fn named(name: [u8; 16], text: String) -> Self {
        let size = text.len();
        Self(Some(Arc::new(Inner {
            name: Some(name),
            size,
            text: text.into(),
            ..Inner::default()
        })))
    }

    /// A text of which only the name and the size are known, until it is said how to
    /// [make](Self::make_with) it.
    pub fn unmade(name: [u8; 16], size: usize) -> Self {
        Self(Some(Arc::new(Inner { name: Some(name), size, ..Inner::default() })))
    }

    /// Says how the text is made, should it be read.
    pub fn make_with(&self, make: impl Fn() -> String + Send + Sync + 'static) {
        if let Some(inner) = &self.0 {
            // The first way is as good as the second.
            let _ = inner.make.set(Box::new(make));
        }
    }

    /// Whether the text can't be read, because nobody said how it is made.
    pub fn is_unmade(&self) -> bool {
        let unmade = |inner: &Arc<Inner>| inner.text.get().is_none() && inner.make.get().is_none();
        self.0.as_ref().is_some_and(unmade)
    }

    /// The name of the text, if it was given one.
    pub fn name(&self) -> Option<[u8; 16]> {
        self.0.as_ref()?.name
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.0.as_ref().map_or(0, |inner| inner.size)
    }
}

impl Deref for Body {
    type Target = str;

    fn deref(&self) -> &str {
        let made = |inner: &Inner| inner.make.get().map(|make| make()).unwrap_or_default();
        self.0.as_ref().map_or("", |inner| inner.text.get_or_init(|| made(inner)))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        let size = text.len();
        Self(Some(Arc::new(Inner { size, text: text.into(), ..Inner::default() })))
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Body {}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_text_is_made_once_and_only_if_it_is_read() {
        let count = Arc::new(AtomicUsize::new(0));
        let body = Body::unmade([7; 16], 3);
        assert!(body.is_unmade());
        let counted = count.clone();
        body.make_with(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            "one".to_owned()
        });
        let copy = body.clone();
        assert_eq!((copy.name(), copy.size(), copy.is_unmade()), (Some([7; 16]), 3, false));
        assert_eq!(count.load(Ordering::Relaxed), 0);
        assert_eq!((&*body, &*copy), ("one", "one"));
        assert_eq!(count.load(Ordering::Relaxed), 1);
        assert_eq!(body, Body::from("one"));
        assert_eq!(Body::default(), Body::from(""));
    }
}
