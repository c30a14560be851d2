//! Java, for the Nu checker, which looks at every page of the site.

use std::cell::Cell;
use std::env;

use super::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::{Call, find_program};

const PACKAGE: &str = "default-jre-headless";

/// The step. It never fails: where Java can't be had, the test that needs it is skipped.
#[derive(Default)]
pub(super) struct Java {
    /// Set once apt was asked for it.
    tried: Cell<bool>,
}

impl Step for Java {
    fn name(&self) -> String {
        "Java".to_owned()
    }

    fn check(&self) -> Result<String> {
        // The test takes the same.
        let java = env::var_os("JAVA").unwrap_or_else(|| "java".into());
        // A program of that name may be a stub that only tells how to install it.
        if Call::new(&java).arg("-version").succeeds() {
            return Ok(java.to_string_lossy().into_owned());
        }
        if self.tried.get() || find_program("apt-get").is_none() {
            return Ok("none: the HTML of the pages is not checked".to_owned());
        }
        Err(Error::new("no Java was found"))
    }

    fn install(&self) -> Result<()> {
        self.tried.set(true);
        if let Err(error) = apt::install(&[PACKAGE]) {
            println!("      without Java: {error}");
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("`apt-get install {PACKAGE}`")
    }
}
