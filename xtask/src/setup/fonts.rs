//! Fonts for scripts that the site's own typeface lacks: share previews are set in what is
//! installed, and their tests compare those that can be.

use std::cell::Cell;
use std::path::Path;

use super::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::find_program;

const PACKAGES: [&str; 3] = ["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"];

/// One file of each package.
const FILES: [&str; 3] = [
    "/usr/share/fonts/truetype/noto/NotoSansHebrew-Bold.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
];

/// The step. It never fails: what is tested with these fonts is left out without them.
#[derive(Default)]
pub(super) struct Fonts {
    /// Set when they can't be had.
    given_up: Cell<bool>,
}

impl Step for Fonts {
    fn name(&self) -> String {
        "fonts".to_owned()
    }

    fn check(&self) -> Result<String> {
        let missing: Vec<_> =
            PACKAGES.iter().zip(FILES).filter(|(_, file)| !Path::new(file).exists()).collect();
        if missing.is_empty() {
            return Ok("Noto".to_owned());
        }
        if self.given_up.get() || find_program("apt-get").is_none() {
            return Ok("those of the system: some share previews are not tested".to_owned());
        }
        let missing: Vec<_> = missing.into_iter().map(|(package, _)| *package).collect();
        Err(Error::new(format!("{} is missing", missing.join(", "))))
    }

    fn install(&self) -> Result<()> {
        if let Err(error) = apt::install(&PACKAGES) {
            println!("      without Noto: {error}");
            self.given_up.set(true);
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("`apt-get install {}`", PACKAGES.join(" "))
    }
}
