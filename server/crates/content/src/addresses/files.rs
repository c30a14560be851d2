//! Files of the content folder that links lead to.

use std::path::{Path, PathBuf};

use markdown::{Broken, Target};
use urls::link::{LinkParts, encode, encode_path};

use super::{LinkOrigin, book::Book};
use crate::{boundary::PathKind, files::is_part};

impl Book {
    /// A file of the content folder that is no text, with the path that it gets on the site.
    /// `written` is what the link calls it.
    pub(super) fn file(
        &self,
        file: &Path,
        written: &str,
        from: Option<LinkOrigin<'_>>,
    ) -> Result<Option<(PathBuf, String)>, Broken> {
        let hidden =
            file.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        // What is a part of other texts is a file, and no text.
        if hidden || (file.extension().is_some_and(|ending| ending == "md") && !is_part(file)) {
            return Ok(None);
        }
        match self.boundary.look(file) {
            PathKind::Nothing | PathKind::Folder => Ok(None),
            PathKind::File => {
                Ok(Some((self.boundary.root().join(file), self.site_path(file, from))))
            }
            PathKind::Refused(refused) => {
                let message = format!("`{written}` {}", refused.what());
                Err(Broken::new(message, Some(refused.help().into())))
            }
        }
    }

    pub(super) fn to_file(&self, (file, path): (PathBuf, String), parts: LinkParts<'_>) -> Target {
        let mut href = self.href(&path);
        for (mark, part) in [('?', parts.query), ('#', parts.fragment)] {
            if let Some(part) = part {
                href.push(mark);
                href.push_str(&encode(part));
            }
        }
        let taken = self.conflict_at(&path);
        Target::File { href, file, path, taken }
    }

    /// Why no file can be published at a path on the site, if none can.
    pub(crate) fn conflict_at(&self, path: &str) -> Option<String> {
        self.plan.conflict_at(path).map(|taken| taken.reason())
    }

    /// How a file at a path on the whole site is referred to.
    pub(crate) fn href(&self, path: &str) -> String {
        self.root_path.join(&encode_path(path))
    }

    /// Where a file of the content folder is found on the whole site: next to its post, when it lies in
    /// the post's folder, and else where it lies.
    pub(crate) fn site_path(&self, file: &Path, from: Option<LinkOrigin<'_>>) -> String {
        let own = from.and_then(|from| Some((from.route, file.strip_prefix(from.folder?).ok()?)));
        match own {
            Some((route, rest)) => {
                format!("{}{}{}", self.prefix, self.patterns.folder(route), below(rest))
            }
            None => format!("/{}", below(file)),
        }
    }
}

/// A path below a folder as an address has it.
pub(crate) fn below(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
