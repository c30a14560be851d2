//! Running other programs.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::error::{Error, Result};
use crate::project;

/// A call of another program, which knows how it reads on a terminal.
pub(crate) struct Call {
    command: Command,
    line: String,
}

impl Call {
    /// A call that chooses its Rust toolchain afresh.
    ///
    /// Cargo and rustup fixed one in the environment when they started this program. `setup` may
    /// have settled on another since, and plain `cargo` in a terminal would use that one.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut call = Self::same_toolchain(program);
        for variable in ["RUSTUP_TOOLCHAIN", "RUSTUP_TOOLCHAIN_SOURCE", "CARGO"] {
            call.command.env_remove(variable);
        }
        for variable in ["PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
            if let Some(value) = env::var_os(variable) {
                call.command.env(variable, without_toolchains(&value));
            }
        }
        call
    }

    /// A call with the Rust toolchain that this program was started with.
    pub(crate) fn same_toolchain(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        // Cargo tells this program about its package. Build scripts that watch such a variable
        // would run again with every change between this program and a terminal.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&*name);
            }
        }
        Self { command, line: program.to_string_lossy().into_owned() }
    }

    /// A call with the rights of an administrator.
    pub(crate) fn privileged(program: &str) -> Result<Self> {
        if Self::new("id").arg("-u").read().is_ok_and(|id| id.trim() == "0") {
            return Ok(Self::new(program));
        }
        if Self::new("sudo").args(["-n", "true"]).succeeds() {
            return Ok(Self::new("sudo").args(["-n", program]));
        }
        Err(Error::new(
            "only an administrator may do that, and `sudo` is missing or wants a password",
        ))
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.line.push(' ');
        self.line.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub(crate) fn args(self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in a folder.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Shows the command on the terminal before it runs.
    pub(crate) fn shown(self) -> Self {
        println!("      $ {self}");
        self
    }

    /// Shows the command, then runs it on this terminal. An error unless it succeeds.
    pub(crate) fn run(self) -> Result<()> {
        let mut call = self.shown();
        let status = call.status()?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::new(format!("`{call}` failed ({status})")))
        }
    }

    /// Runs it on this terminal.
    pub(crate) fn status(&mut self) -> Result<ExitStatus> {
        let status = self.command.status();
        status.map_err(|reason| self.cannot_start(&reason))
    }

    /// Runs it silently: whether it is there and succeeds.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Runs it and returns what it prints. An error unless it succeeds, with its complaint.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .map_err(|reason| self.cannot_start(&reason))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(Error::new(format!("`{self}` failed ({}): {}", output.status, complaint.trim())))
    }

    /// Runs it on this terminal and also hands each line of its output to a function.
    pub(crate) fn follow(self, mut each_line: impl FnMut(&str)) -> Result<ExitStatus> {
        let mut call = self.shown();
        let mut child = call
            .command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| call.cannot_start(&reason))?;
        if let Some(stdout) = child.stdout.take() {
            // Bytes, since a test may print something that is not UTF-8.
            for line in BufReader::new(stdout).split(b'\n') {
                let line = line.map_err(|reason| call.broken(&reason))?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                each_line(&line);
            }
        }
        child.wait().map_err(|reason| call.broken(&reason))
    }

    /// Runs it until a function that is handed each line of its output has seen enough, then ends it.
    pub(crate) fn until(self, mut enough: impl FnMut(&str) -> Result<bool>) -> Result<()> {
        let mut call = self.shown();
        let mut child = call
            .command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| call.cannot_start(&reason))?;
        let mut seen = Ok(false);
        for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
            seen = line.map_err(|reason| call.broken(&reason)).and_then(|line| enough(&line));
            if !matches!(seen, Ok(false)) {
                break;
            }
        }
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().map_err(|reason| call.broken(&reason))?;
        match seen? {
            true => Ok(()),
            false => Err(Error::new(format!("`{call}` ended too soon"))),
        }
    }

    /// Turns this process into the other program, so that a signal meant for one reaches it.
    #[cfg(unix)]
    pub(crate) fn exec(mut self) -> Error {
        use std::os::unix::process::CommandExt;
        let reason = self.command.exec();
        self.cannot_start(&reason)
    }

    /// Runs the other program to its end: the nearest to replacing this process that there is.
    #[cfg(not(unix))]
    pub(crate) fn exec(mut self) -> Error {
        match self.status() {
            Ok(status) => std::process::exit(status.code().unwrap_or(1)),
            Err(error) => error,
        }
    }

    fn cannot_start(&self, reason: &io::Error) -> Error {
        Error::new(format!("cannot start `{self}`: {reason}"))
    }

    fn broken(&self, reason: &io::Error) -> Error {
        Error::new(format!("cannot follow `{self}`: {reason}"))
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// The first program of that name on PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// A list of folders without those inside rustup's toolchains.
fn without_toolchains(folders: &OsStr) -> OsString {
    let Ok(toolchains) = project::rustup_home().map(|home| home.join("toolchains")) else {
        return folders.to_owned();
    };
    let rest = env::split_paths(folders).filter(|folder| !folder.starts_with(&toolchains));
    env::join_paths(rest).unwrap_or_else(|_| folders.to_owned())
}
