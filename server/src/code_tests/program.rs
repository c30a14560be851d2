//! A program that is not trusted, from its start to its end.

use std::{
    env,
    ffi::OsString,
    fmt,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use content::Tool;

use super::sandbox::{Sandbox, readable};

/// How many bytes it may print.
const MOST: usize = 64 << 10;
/// How often it is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);
/// How long what it printed may take to arrive once it has ended.
const REST: Duration = Duration::from_secs(2);

/// The variables that every program gets as they are.
const KEPT: [&str; 2] = ["PATH", "SystemRoot"];

/// What is to be run.
pub(super) struct Process<'a> {
    pub(super) sandbox: Sandbox,
    pub(super) tool: &'a Tool,
    pub(super) command: &'a [String],
    pub(super) folder: &'a Path,
}

/// A program that ended by itself.
pub(super) struct Finished {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) status: ExitStatus,
}

/// Why one did not.
#[derive(Debug)]
pub(super) enum Failure {
    NotStarted(String),
    TooLong(Duration),
    TooMuch(usize),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(why) => f.write_str(why),
            Self::TooLong(patience) => {
                write!(f, "this block does not end within {} s", patience.as_secs())
            }
            Self::TooMuch(most) => write!(f, "this block prints more than {} KiB", most >> 10),
        }
    }
}

impl Process<'_> {
    /// Runs it to its end, or makes an end of it.
    pub(super) fn run(&self, input: &str) -> Result<Finished, Failure> {
        let mut child = self.start()?;
        let stdin = child.stdin.take();
        let input = input.to_owned();
        // A program need not read it; then this ends with it.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        let out = child.stdout.take().map(|out| collect(out, false));
        let err = child.stderr.take().map(|err| collect(err, true));
        let ended = wait(&mut child, self.tool.patience);
        // What it started goes with it.
        end(&mut child);
        let status = ended.ok_or(Failure::TooLong(self.tool.patience))?;
        let [out, err] = [out, err]
            .map(|read| read.and_then(|read| read.recv_timeout(REST).ok()).unwrap_or_default());
        if out.len() > MOST {
            return Err(Failure::TooMuch(MOST));
        }
        let [out, err] = [out, err].map(|said| String::from_utf8_lossy(&said).into_owned());
        Ok(Finished { out, err, status })
    }

    fn start(&self) -> Result<Child, Failure> {
        let name = self.command.first().map(String::as_str).unwrap_or_default();
        let not_started =
            |why: String| Failure::NotStarted(format!("`{name}` can't be run: {why}"));
        let program = find(name).ok_or_else(|| not_started("there is no such program".into()))?;
        let kept = KEPT.into_iter().chain(self.tool.environment.iter().map(String::as_str));
        let kept: Vec<(&str, OsString)> =
            kept.filter_map(|name| Some((name, env::var_os(name)?))).collect();
        let named = kept.iter().skip_while(|(name, _)| KEPT.contains(name)).map(|(_, value)| value);
        let mut words = self.sandbox.around(self.folder, &readable(&program, named));
        words.push(program.into_os_string());
        words.extend(self.command.iter().skip(1).map(OsString::from));
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir(self.folder).env_clear();
        command.env("HOME", self.folder).env("TMPDIR", self.folder);
        command.env("LANG", "C.UTF-8").env("TZ", "UTC").envs(kept);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        own_group(&mut command);
        command.spawn().map_err(|reason| not_started(reason.to_string()))
    }
}

/// Where a program is.
fn find(name: &str) -> Option<PathBuf> {
    if cfg!(not(unix)) || name.contains('/') {
        // Windows has rules of its own.
        return Some(name.into());
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Reads what somebody writes, in a thread; of what is too much only that it is, or else the beginning.
fn collect(mut from: impl Read + Send + 'static, to_its_end: bool) -> Receiver<Vec<u8>> {
    let (to, read) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read until then is what there is.
        let _ = from.by_ref().take(MOST as u64 + 1).read_to_end(&mut bytes);
        if to_its_end {
            let _ = io::copy(&mut from, &mut io::sink());
        }
        // Nobody listens any more, if it took too long.
        let _ = to.send(bytes);
    });
    read
}

/// Waits for an end; there is none within the time.
fn wait(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let until = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < until => thread::sleep(PAUSE),
            Ok(None) | Err(_) => return None,
        }
    }
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Ends a program, and all of its group.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
