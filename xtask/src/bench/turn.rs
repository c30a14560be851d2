//! Running a program and watching what it needs.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// What one run needed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// From start to end, in seconds.
    pub(crate) wall: f64,
    /// Processor time of all cores together, in seconds.
    pub(crate) cpu: f64,
    /// The most memory at one time, in bytes.
    pub(crate) memory: f64,
}

/// How often a running program is looked at.
const GLANCE: Duration = Duration::from_millis(2);
/// Clock ticks a second, as Linux tells them to every program.
const TICKS: f64 = 100.0;

/// Runs a program to its end; what it says is shown only if it fails.
pub(crate) fn measure(command: &mut Command) -> Result<Cost> {
    let name = command.get_program().to_string_lossy().into_owned();
    let log = std::env::temp_dir().join(format!("bench-{}.log", std::process::id()));
    let file = fs::File::create(&log).map_err(|reason| Error::file("create", &log, &reason))?;
    let also = file.try_clone().map_err(|reason| Error::file("open", &log, &reason))?;
    let broken = |reason| Error::new(format!("cannot run {name}: {reason}"));
    let start = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(file).stderr(also).spawn().map_err(broken)?;
    let mut cost = Cost::default();
    // A program that has ended still tells its times until it is waited for, but not its memory.
    while !has_ended(&child) {
        cost.memory = cost.memory.max(memory(child.id()));
        thread::sleep(GLANCE);
    }
    cost.wall = start.elapsed().as_secs_f64();
    cost.cpu = cpu(child.id());
    let status = child.wait().map_err(broken)?;
    let said = fs::read_to_string(&log).unwrap_or_default();
    // It is only a log.
    let _ = fs::remove_file(&log);
    if status.success() { Ok(cost) } else { Err(Error::new(format!("{name} failed:\n{said}"))) }
}

fn has_ended(child: &Child) -> bool {
    let state = stat(child.id()).and_then(|stat| stat.first().cloned());
    state.is_none_or(|state| state == "Z" || state == "X")
}

/// The fields of `/proc/<id>/stat` behind the name, beginning with the state.
fn stat(id: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

/// The processor time that a program has taken so far, in seconds.
pub(crate) fn cpu(id: u32) -> f64 {
    let fields = stat(id).unwrap_or_default();
    // Behind the state, `utime` and `stime` are the fields 11 and 12.
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}

/// The most memory that a program had at one time so far, in bytes.
pub(crate) fn memory(id: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kilobytes.map_or(0.0, |size: f64| size * 1024.0)
}
