//! Content folders in, whole libraries or whole messages out.

use std::path::Path;

use app::model::Date;
use server::content::{self, Content, Options, Report};

fn options() -> Options {
    Options {
        drafts: false,
        future: false,
        today: Date::new(2026, 11, 23).expect("a day"),
        base_url: None,
    }
}

/// Loads a folder, named from the root of the project or of this package.
fn load(folder: impl AsRef<Path>) -> Result<Content, Report> {
    content::load(folder.as_ref(), &options())
}

#[test]
fn the_blog_itself_has_no_fault_and_no_warning() {
    let content = load("../content").unwrap_or_else(|report| panic!("{report}"));
    let warnings: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
    assert_eq!(content.library.posts().len(), 6);
}
