//! Tests only: what holds for any text at all.

mod cost;
mod pieces;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Severity, Source};
use images::{Asset, PictureError, ProcessedPicture};
use model::routes::Route;
use proptest::prelude::*;
use shortcodes::{Shortcode, TemplateValue};
use urls::link::{encode, scheme};

use self::pieces::{FIGURE_PIECES, FIGURES, PIECES, balanced};
use super::{
    Broken, NoBlog, Ran, Resolver, Target,
    alone::render_with,
    as_a_browser::{as_a_browser_reads, as_written},
};

/// A blog whose only page is the home page, which has no files.
struct Lonely;

impl Resolver for Lonely {
    fn resolve(&self, link: &str) -> Result<Target, Broken> {
        let href = encode(link);
        match scheme(link).as_deref() {
            Some("http" | "https") => Ok(Target::External { href }),
            Some("mailto") => Ok(Target::Other { href }),
            None if link.starts_with('#') => {
                let fragment = Some(link[1..].to_owned());
                Ok(Target::Page { href, route: Route::Home, fragment })
            }
            _ => Err(Broken::new("there is no such page", None)),
        }
    }

    fn href(&self, path: &str) -> String {
        NoBlog.href(path)
    }

    fn absolute(&self, href: &str) -> String {
        format!("https://example.org{href}")
    }

    fn responsive_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        NoBlog.responsive_picture(file)
    }

    fn original_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        NoBlog.original_picture(file)
    }

    fn offered_file(
        &self,
        source: PathBuf,
        path: String,
    ) -> Result<(Asset, Vec<PictureError>), PictureError> {
        NoBlog.offered_file(source, path)
    }

    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>> {
        NoBlog.shortcode(name)
    }

    fn template_variables(&self) -> BTreeMap<String, TemplateValue> {
        NoBlog.template_variables()
    }

    fn recorded_run(&self, key: &str) -> Option<Ran> {
        NoBlog.recorded_run(key)
    }

    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>> {
        NoBlog.source(file)
    }
}

/// Renders a text that is the only one of its site.
fn rendered(markdown: &str) -> (String, Vec<Diagnostic>) {
    render_with(markdown, &Lonely, true)
}

/// Either something is wrong and said to be, or a browser leaves the HTML as it is.
fn is_faulty_or_survives(markdown: &str) -> Result<(), TestCaseError> {
    let (html, faults) = rendered(markdown);
    for fault in &faults {
        prop_assert!(!fault.to_string().is_empty());
    }
    if !faults.iter().any(|fault| fault.severity == Severity::Error) {
        prop_assert_eq!(as_written(&html), as_a_browser_reads(&html), "{}", html);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_is_faulty_or_survives(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        is_faulty_or_survives(&pieces.concat())?;
    }

    #[test]
    fn any_nesting_is_faulty_or_survives(text in balanced()) {
        is_faulty_or_survives(&text)?;
    }

    #[test]
    fn any_figure_is_faulty_or_survives(
        kind in prop::sample::select(FIGURES),
        pieces in prop::collection::vec(prop::sample::select(FIGURE_PIECES), 0..24),
    ) {
        is_faulty_or_survives(&format!("{kind}{}\n```\n", pieces.concat()))?;
    }

    #[test]
    fn any_characters_are_faulty_or_survive(text in "\\PC*") {
        is_faulty_or_survives(&text)?;
    }
}

#[test]
fn a_formula_that_the_converter_breaks_off_at_is_faulty() {
    is_faulty_or_survives("$0^🌀\\\u{10740}$").expect("faulty");
}

#[test]
fn an_element_that_ends_its_kind_does_so_through_others() {
    for text in [
        "<nobr>\n<button><nobr></nobr></button>\n</nobr>\n",
        "<button><nobr><button></button></nobr></button>\n",
        "<a href='/'><nobr><a href='/'>x</a></nobr></a>\n",
        "<table><tr><td><nobr><table><tr><td><nobr>x</nobr></td></tr></table></nobr></td></tr></table>\n",
    ] {
        is_faulty_or_survives(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
}
