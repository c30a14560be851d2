//! What single tests need of the system: it comes from the packages of Debian and its relatives.

use std::cell::Cell;
use std::env;
use std::path::{Path, PathBuf};

use super::browser::first_that_runs;
use super::step::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::{Call, find_program};

/// The step. It never fails: where something can't be had, the tests that need it are skipped and
/// say so, and `cargo xtask ci` fails for that.
pub(super) struct Packages {
    name: &'static str,
    packages: &'static [&'static str],
    /// What is there, or what is missing.
    find: fn() -> std::result::Result<String, String>,
    /// Set once apt was asked.
    tried: Cell<bool>,
}

impl Packages {
    /// All of them.
    pub(super) fn for_tests() -> [Self; 5] {
        let step = |name, packages, find| Self { name, packages, find, tried: Cell::new(false) };
        [
            step("Firefox", &["firefox-esr"], firefox),
            // Without a screen of its own it needs one that nobody sees.
            step("WebKitGTK", &["webkit2gtk-driver", "xvfb"], || {
                programs(&["WebKitWebDriver", "Xvfb"])
            }),
            // Share previews are set in what is installed, and compared where that is these.
            step("fonts", &["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"], fonts),
            // The configurations of `blog host-config` are tried with them.
            step(
                "nginx and Caddy",
                &["nginx-light", "libnginx-mod-http-brotli-static", "caddy"],
                || {
                    programs(&["nginx", "caddy"])
                        .and_then(|there| module(NGINX_BROTLI).map(|()| there))
                },
            ),
            // For the Nu checker, which looks at every page of the site.
            step("Java", &["default-jre-headless"], java),
        ]
    }
}

/// What nginx sends files with that were compressed by brotli beforehand, where Debian has it.
const NGINX_BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

fn module(file: &str) -> std::result::Result<(), String> {
    let lacks = || format!("nginx lacks {file}");
    Path::new(file).exists().then_some(()).ok_or_else(lacks)
}

impl Step for Packages {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn check(&self) -> Result<String> {
        match (self.find)() {
            Err(lack) if !self.tried.get() && find_program("apt-get").is_some() => {
                Err(Error::new(lack))
            }
            Err(lack) => Ok(format!("{lack}: tests are skipped")),
            Ok(there) => Ok(there),
        }
    }

    fn install(&self) -> Result<()> {
        self.tried.set(true);
        if let Err(error) = apt::install(self.packages) {
            println!("      without {}: {error}", self.name);
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("`apt-get install {}`", self.packages.join(" "))
    }
}

fn firefox() -> std::result::Result<String, String> {
    let found = first_that_runs(&["firefox-esr", "firefox"]);
    found.map(|path| path.display().to_string()).ok_or_else(|| "no Firefox was found".to_owned())
}

fn java() -> std::result::Result<String, String> {
    // The test takes the same.
    let java = env::var_os("JAVA").unwrap_or_else(|| "java".into());
    // A program of that name may be a stub that only tells how to install it.
    match Call::new(&java).arg("-version").succeeds() {
        true => Ok(java.to_string_lossy().into_owned()),
        false => Err("no Java was found".to_owned()),
    }
}

fn fonts() -> std::result::Result<String, String> {
    /// One file of each package.
    const FILES: [&str; 3] = [
        "/usr/share/fonts/truetype/noto/NotoSansHebrew-Bold.ttf",
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
        "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
    ];
    match FILES.iter().find(|file| !Path::new(file).exists()) {
        None => Ok("Noto".to_owned()),
        Some(file) => Err(format!("{file} is missing")),
    }
}

fn programs(names: &[&str]) -> std::result::Result<String, String> {
    let missing: Vec<&str> = names.iter().copied().filter(|name| find(name).is_none()).collect();
    match missing.is_empty() {
        true => Ok(names.join(" and ")),
        false => Err(format!("{} not found", missing.join(" and "))),
    }
}

/// Where Debian has a server, it is not on everybody's PATH.
fn find(name: &str) -> Option<PathBuf> {
    let in_system = PathBuf::from("/usr/sbin").join(name);
    find_program(name).or_else(|| in_system.is_file().then_some(in_system))
}
