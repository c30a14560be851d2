//! A text that belongs to no blog.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Source};
use images::{Asset, PictureError, ProcessedPicture};
use model::{AllowedHtml, routes::Route};
use shortcodes::{Shortcode, TemplateValue};
use store::Cache;
use typeface::Typeface;
use urls::link::encode;

use crate::{
    Broken, Forms, MarkdownText, Ran, Rendered, Resolver, Style, Target, Typography, render,
};

/// Stands in for a blog of which nothing is known: every link leads elsewhere, and there are no
/// files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBlog;

impl Resolver for NoBlog {
    fn resolve(&self, link: &str) -> Result<Target, Broken> {
        Ok(Target::External { href: encode(link) })
    }

    fn href(&self, path: &str) -> String {
        encode(path)
    }

    fn absolute(&self, href: &str) -> String {
        href.to_owned()
    }

    fn responsive_picture(&self, _: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        Err(no_files())
    }

    fn original_picture(&self, _: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        Err(no_files())
    }

    fn offered_file(
        &self,
        _: PathBuf,
        _: String,
    ) -> Result<(Asset, Vec<PictureError>), PictureError> {
        Err(no_files())
    }

    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>> {
        shortcodes::built_in().get(name)
    }

    fn template_variables(&self) -> BTreeMap<String, TemplateValue> {
        BTreeMap::new()
    }

    fn recorded_run(&self, _: &str) -> Option<Ran> {
        None
    }

    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>> {
        Err(Box::new(Diagnostic::of_file(file, no_files().message)))
    }
}

/// The HTML of a text that belongs to no blog, and what is wrong with it. Dollars are dollars in it.
pub fn render_alone(markdown: &str) -> (String, Vec<Diagnostic>) {
    render_with(markdown, &NoBlog, false)
}

pub(crate) fn render_with(
    markdown: &str,
    resolver: &dyn Resolver,
    math: bool,
) -> (String, Vec<Diagnostic>) {
    let (_, forms, faults) = render_whole(markdown, resolver, math);
    (forms.html, faults)
}

/// The same, with all that is known of the text.
pub(crate) fn render_whole(
    markdown: &str,
    resolver: &dyn Resolver,
    math: bool,
) -> (Rendered, Forms, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let text = MarkdownText {
        source: &Source::new("text.md", markdown),
        start: 0,
        route: &Route::Home,
        resolver,
        anchors: Style::default(),
        math,
        html: AllowedHtml::default(),
        typography: Typography::of("en"),
        words: &languages::english(),
        typeface: &Typeface::own(),
        cache: &Cache::default(),
        notes: &[],
    };
    let (rendered, forms) = render(text, &mut faults);
    (rendered, forms, faults)
}

fn no_files() -> PictureError {
    PictureError {
        message: "it is the file of no blog".to_owned(),
        help: "put the text into one".to_owned(),
    }
}
