//! What stands between a block of code and the machine that it runs on.

use std::{
    env,
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The sandboxes that are known, the best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sandbox {
    /// `bwrap`: no network, no other processes, nothing of the home folder but what the program is
    /// in, and nothing to write to but the folder that a block runs in.
    Bubblewrap,
    /// `unshare`: no network and no other processes, but all files.
    Unshare,
    /// None: a block can do what its reader can.
    #[default]
    None,
}

impl fmt::Display for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bubblewrap => {
                "in a sandbox (bwrap): without a network, and without your home folder"
            }
            Self::Unshare => {
                "without a network (unshare), but with all files that you can read and write"
            }
            Self::None => "without a sandbox, with all that you can do",
        })
    }
}

impl Sandbox {
    /// The best one that works here.
    pub(super) fn find() -> Self {
        let works = |sandbox: &Self| {
            let folder = env::temp_dir();
            let around = sandbox.around(&folder, &[]);
            let Some((program, arguments)) = around.split_first() else { return true };
            let mut probe = Command::new(program);
            probe.args(arguments).arg("true").stdin(Stdio::null());
            probe.stdout(Stdio::null()).stderr(Stdio::null());
            probe.status().is_ok_and(|status| status.success())
        };
        let known: &[Self] =
            if cfg!(target_os = "linux") { &[Self::Bubblewrap, Self::Unshare] } else { &[] };
        known.iter().copied().find(|sandbox| works(sandbox)).unwrap_or_default()
    }

    /// What may help where a program is not found or can't be started.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Bubblewrap => {
                "install it, or name it otherwise in `[run]` of `site.toml`; of what lies in your home folder, a sandbox \
                 has the folder above that of the program, and those in the variables of `environment`"
            }
            Self::Unshare | Self::None => {
                "install it, or name it otherwise in `[run]` of `site.toml`"
            }
        }
    }

    /// What comes before a command that runs in a folder and may read others in the home folder.
    pub(super) fn around(self, folder: &Path, readable: &[PathBuf]) -> Vec<OsString> {
        match self {
            Self::None => Vec::new(),
            Self::Unshare => {
                let words = ["unshare", "--user", "--map-current-user", "--net", "--pid", "--fork"];
                words.into_iter().chain(["--kill-child", "--"]).map(OsString::from).collect()
            }
            Self::Bubblewrap => bubblewrap(folder, readable),
        }
    }
}

fn bubblewrap(folder: &Path, readable: &[PathBuf]) -> Vec<OsString> {
    let mut words: Vec<OsString> =
        ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"].map(Into::into).into();
    words.extend(["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"].map(Into::into));
    words.extend(["--tmpfs", "/tmp", "--tmpfs", "/run"].map(Into::into));
    if let Some(home) = home() {
        words.extend(["--tmpfs".into(), home.into_os_string()]);
    }
    for path in readable {
        words.extend(["--ro-bind".into(), path.into(), path.into()]);
    }
    words.extend(["--bind".into(), folder.into(), folder.into(), "--chdir".into(), folder.into()]);
    words.push("--".into());
    words
}

/// The folders in the home folder without which a program there does not run: the one above that
/// which it lies in, as `bin` of a virtual environment has it, also where a link leads to; and those
/// that variables name.
pub(super) fn readable<'a>(
    program: &Path,
    variables: impl Iterator<Item = &'a OsString>,
) -> Vec<PathBuf> {
    let Some(home) = home() else { return Vec::new() };
    let of_program = |program: PathBuf| {
        let folder = program.parent()?.to_owned();
        let above = folder.parent().filter(|above| **above != home).map(Path::to_owned);
        Some(above.unwrap_or(folder))
    };
    let programs = [Some(program.to_owned()), program.canonicalize().ok()];
    let found = programs.into_iter().flatten().filter_map(of_program);
    let named = variables.map(PathBuf::from).filter(|path| path.is_dir());
    let is_in_it = |path: &PathBuf| path.starts_with(&home) && *path != home;
    let mut readable: Vec<PathBuf> = found.chain(named).filter(is_in_it).collect();
    readable.sort();
    readable.dedup();
    readable
}

/// The home folder, where there is one that holds less than everything.
fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute() && home.parent().is_some() && home.is_dir())
}
