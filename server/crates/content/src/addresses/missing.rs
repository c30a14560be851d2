//! What is said of a link that leads nowhere.

use std::path::Path;

use diagnostics::suggest;
use markdown::Broken;
use model::routes::Route;

use super::book::{Book, PublishState};

impl Book {
    pub(super) fn left_out(&self, path: &str) -> Option<Broken> {
        let of_kind = |is: fn(&Route) -> bool| self.patterns.find(path, is);
        let wanted = [
            of_kind(|route| matches!(route, Route::Post(_))),
            of_kind(|route| matches!(route, Route::Page(_))),
            of_kind(|route| matches!(route, Route::Incident(_))),
        ];
        let is_wanted = |route: &Route| wanted.iter().flatten().any(|wanted| wanted == route);
        self.texts.values().find_map(|state| match state {
            PublishState::LeftOut(route, why) if is_wanted(route) => Some(not_published(path, why)),
            _ => None,
        })
    }

    pub(super) fn nearest_page(&self, path: &str) -> Option<String> {
        let pages: Vec<String> =
            self.routes.iter().map(|route| self.patterns.address(route)).collect();
        suggest::did_you_mean(path, pages.iter().map(String::as_str))
    }

    pub(super) fn nearest_file(&self, path: &str, here: &Path) -> Option<String> {
        let wanted = Path::new(path).file_name()?.to_str()?;
        let on_disk: Vec<String> = std::fs::read_dir(self.boundary.root().join(here))
            .ok()?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let others = self.texts.keys().filter_map(|file| file.file_name()?.to_str());
        let mut names: Vec<&str> = on_disk.iter().map(String::as_str).chain(others).collect();
        names.sort_unstable();
        suggest::did_you_mean(wanted, names)
    }
}

pub(super) fn not_published(path: &str, why: &str) -> Broken {
    Broken::new(
        format!("`{path}` is {why}, and not part of this site"),
        Some("publish it first, or take the link out".into()),
    )
}
