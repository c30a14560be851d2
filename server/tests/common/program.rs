//! Running `blog` as its users do.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
};

use super::Blog;

/// Whether programs can listen on `::1` here; a test that can't run says so.
pub fn has_ipv6() -> bool {
    let has = TcpListener::bind("[::1]:0").is_ok();
    if !has {
        eprintln!("skipped: this machine has no ::1");
    }
    has
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end.
pub fn blog(args: &[&str]) -> Ran {
    run(&mut command(args))
}

/// Runs a command that can't ask anybody.
pub fn without_input(args: &[&str]) -> Ran {
    run(command(args).stdin(Stdio::null()))
}

fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The command, in an environment of which no test depends, and silent on how far it is: that
/// depends on how busy the machine is. It leaves no cache behind where the tests run.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blog"));
    command.arg("--quiet").args(args);
    let keeps = matches!(args.first(), Some(&"check" | &"dev"));
    if keeps && !args.iter().any(|arg| matches!(*arg, "--cache" | "--no-cache")) {
        command.arg("--no-cache");
    }
    for variable in ["LEPTOS_SITE_ADDR", "LEPTOS_SITE_ROOT", "LEPTOS_WATCH"] {
        command.env_remove(variable);
    }
    command
}

impl Blog {
    /// Runs `blog build` on it.
    pub fn build(&self, more: &[&str]) -> Ran {
        self.build_at("site", more)
    }

    /// Runs `blog build` on it, with the site in another place.
    pub fn build_at(&self, site: &str, more: &[&str]) -> Ran {
        run(&mut self.to_build(site, more))
    }

    /// Starts `blog build` on it, and does not wait for its end.
    pub fn start_build(&self, more: &[&str]) -> Child {
        let mut command = self.to_build("site", more);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program")
    }

    fn to_build(&self, site: &str, more: &[&str]) -> Command {
        let mut command = command(&["build", "--quiet"]);
        let folders = [
            ("--content", self.content()),
            ("--front", self.front()),
            ("--site", self.path(site)),
            ("--cache", self.path("cache")),
        ];
        for (name, path) in folders {
            let is_given = more.contains(&name) || more.contains(&"--no-cache");
            if name != "--cache" || !is_given {
                command.arg(name).arg(path);
            }
        }
        command.args(more);
        command
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    /// What it says on standard output.
    out: BufReader<std::process::ChildStdout>,
    /// The host and port that it names first.
    pub address: String,
}

impl Server {
    /// Starts a command that serves, at a free port.
    pub fn start(args: &[&str]) -> Self {
        Self::spawn(command(args).args(["--port", "0"]))
    }

    /// Starts a command that says where it serves.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let (_, address) = line.split_once("http://").expect("an address");
        let address = address.split(['/', ' ', '\n']).next().expect("an address").to_owned();
        Self { child, out, address }
    }

    /// What it says next.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line
    }

    /// Asks it to stop, as a system does.
    pub fn terminate(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|asked| asked.success()) {
            // A system without that: it has ended, or is ended.
            let _ = self.child.kill();
        }
        self.child.wait().expect("an end")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Once it has ended, its number may be another program's.
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.terminate();
        }
    }
}
