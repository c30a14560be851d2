//! The long texts of a blog, shared by all that speak of them.

use std::{borrow::Cow, fmt, sync::Arc};

use serde::{Serialize, Serializer};

/// A long text. A copy of it shares its bytes, which need not be in memory.
#[derive(Clone, Default)]
pub struct Body(Option<Arc<Inner>>);

struct Inner {
    name: Option<[u8; 16]>,
    size: usize,
    text: BodyText,
}

enum BodyText {
    Here(String),
    /// Somewhere else, from where it is fetched each time that somebody reads it.
    Elsewhere(Box<dyn Fn() -> String + Send + Sync>),
}

impl Body {
    /// A text that is kept somewhere else, with a name that no other text has.
    pub fn elsewhere(
        name: [u8; 16],
        size: usize,
        fetch: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        let text = BodyText::Elsewhere(Box::new(fetch));
        Self(Some(Arc::new(Inner { name: Some(name), size, text })))
    }

    /// The text itself.
    pub fn text(&self) -> Cow<'_, str> {
        match self.0.as_ref().map(|inner| &inner.text) {
            None => "".into(),
            Some(BodyText::Here(text)) => text.into(),
            Some(BodyText::Elsewhere(fetch)) => fetch().into(),
        }
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

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Some(Arc::new(Inner { name: None, size: text.len(), text: BodyText::Here(text) })))
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Body {}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.text(), f)
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_text_is_fetched_when_it_is_read_and_not_kept() {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let body = Body::elsewhere([7; 16], 3, move || {
            counted.fetch_add(1, Ordering::Relaxed);
            "one".to_owned()
        });
        let copy = body.clone();
        assert_eq!((copy.name(), copy.size()), (Some([7; 16]), 3));
        assert_eq!(count.load(Ordering::Relaxed), 0);
        assert_eq!((&*body.text(), &*copy.text()), ("one", "one"));
        assert_eq!(count.load(Ordering::Relaxed), 2);
        assert_eq!(body, Body::from("one"));
        assert_eq!(Body::default(), Body::from(""));
    }
}
