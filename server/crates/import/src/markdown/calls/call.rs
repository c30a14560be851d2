//! What is called, and with what.

/// A shortcode, an include or a tag with what it is given.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Call {
    pub(in super::super) name: String,
    /// Arguments, those with a name and those without, in order.
    pub(in super::super) arguments: Vec<(Option<String>, String)>,
    /// What stands between it and its end, if it has one.
    pub(in super::super) inner: Option<String>,
}

impl Call {
    /// An argument by one of its names, not empty.
    pub(in super::super) fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|wanted| {
            let is = |name: &Option<String>| {
                name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(wanted))
            };
            let found = self.arguments.iter().find(|(name, _)| is(name));
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        })
    }

    /// An argument without a name.
    pub(in super::super) fn at(&self, place: usize) -> Option<&str> {
        let mut plain = self.arguments.iter().filter(|(name, _)| name.is_none());
        plain.nth(place).map(|(_, value)| value.trim())
    }

    /// An argument by one of its names, else the one at a place.
    pub(super) fn get(&self, names: &[&str], place: usize) -> Option<&str> {
        self.named(names).or_else(|| self.at(place))
    }
}
