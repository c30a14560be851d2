//! The web servers that the configurations of `blog host-config` are tried with.

use std::cell::Cell;
use std::path::PathBuf;

use super::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::find_program;

const PACKAGES: [&str; 3] = ["nginx-light", "libnginx-mod-http-brotli-static", "caddy"];

/// The step. Where they can't be had, the tests that need them are skipped.
#[derive(Default)]
pub(super) struct WebServers {
    tried: Cell<bool>,
}

impl Step for WebServers {
    fn name(&self) -> String {
        "nginx and Caddy".to_owned()
    }

    fn check(&self) -> Result<String> {
        let missing: Vec<&str> =
            ["nginx", "caddy"].into_iter().filter(|name| find(name).is_none()).collect();
        match missing.is_empty() {
            true => Ok("both".to_owned()),
            false if self.tried.get() => Ok(format!("without {}", missing.join(" and "))),
            false => Err(Error::new(format!("{} not found", missing.join(" and ")))),
        }
    }

    fn install(&self) -> Result<()> {
        self.tried.set(true);
        if let Err(error) = apt::install(&PACKAGES) {
            println!("      their tests will be skipped: {error}");
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("`apt-get install {}`", PACKAGES.join(" "))
    }
}

/// Where Debian has a server, it is not on everybody's PATH.
fn find(name: &str) -> Option<PathBuf> {
    let in_system = PathBuf::from("/usr/sbin").join(name);
    find_program(name).or_else(|| in_system.is_file().then_some(in_system))
}
