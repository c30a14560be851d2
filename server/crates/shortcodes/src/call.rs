//! A call as it is written.

use std::collections::BTreeMap;

use diagnostics::Span;

use crate::data::TemplateValue;

/// A call of a shortcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The shortcode, as its template is called.
    pub name: String,
    /// What it is given.
    pub arguments: Arguments,
    /// The tag that begins it; all of it, if what stands in it is no Markdown.
    pub open: Span,
    /// The tag that ends it, if there is one and what stands before it is Markdown.
    pub close: Option<Span>,
    /// What stands between both, as it is written.
    pub inner: Option<Span>,
}

/// What a call is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// Without names, in their order.
    pub positional: Vec<TemplateValue>,
    /// By their names.
    pub named: BTreeMap<String, TemplateValue>,
}

/// What a template is given beside its call.
#[derive(Clone, Debug, Default)]
pub struct TemplateContext {
    /// What is known of the page and the site, by name.
    pub about: BTreeMap<String, TemplateValue>,
    /// What stands in the call, as it is written.
    pub inner: Option<String>,
    /// Whether it stands in the call as Markdown.
    pub has_body: bool,
    /// Which call of the text it is, counted from 0.
    pub ordinal: usize,
}
