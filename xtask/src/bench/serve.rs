//! Serving: ours and nginx, the same files, in turns.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Bench;
use super::report::Report;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::{Call, find_program};

/// How long each run takes, in seconds.
const SECONDS: u32 = 8;
/// How many connections ask at once.
const CONNECTIONS: u32 = 64;
/// How many connections do nothing.
const IDLE: usize = 10_000;

/// Asks for the home page, precompressed, over connections that are kept.
pub(crate) fn run(bench: &Bench<'_>) -> Result<Report> {
    let missing: Vec<&str> =
        ["nginx", "wrk"].into_iter().filter(|name| find_program(name).is_none()).collect();
    if !missing.is_empty() {
        apt::install(&missing)?;
    }
    let site = bench.project.site();
    let folder = tempfolder(bench)?;
    let mut report = Report::here();
    report.condition("wrk", format!("2 threads, {CONNECTIONS} connections, {SECONDS} s a run"));
    // It says so on standard error.
    let nginx = Command::new("nginx").arg("-v").output();
    let said = nginx.map(|said| String::from_utf8_lossy(&said.stderr).trim().to_owned());
    report.condition("nginx", said.unwrap_or_default());

    let mut ours = Ours::start(&bench.blog, &site)?;
    let mut theirs = Nginx::start(&site, &folder)?;
    let mut figures: [[Vec<f64>; 3]; 2] = Default::default();
    for _ in 0..bench.rounds(5) {
        for (server, figures) in [&ours.0, &theirs.0].into_iter().zip(&mut figures) {
            let wrk = wrk(&server.address)?;
            for (values, value) in figures.iter_mut().zip(wrk) {
                values.push(value);
            }
        }
    }
    for (name, [requests, median, p99]) in ["blog serve", "nginx"].iter().zip(figures.clone()) {
        report.row(format!("{name}: requests"), "/s", requests);
        report.row(format!("{name}: p50"), "ms", median);
        report.row(format!("{name}: p99"), "ms", p99);
    }
    let ratio = figures[0][0].iter().zip(&figures[1][0]).map(|(ours, theirs)| ours / theirs);
    report.row("blog serve / nginx: requests", "times", ratio.collect());
    for (name, server) in [("blog serve", &mut ours.0), ("nginx", &mut theirs.0)] {
        report.row(format!("{name}: memory after that"), "MB", vec![server.memory() / 1e6]);
        let idle = Idle::open(bench, &server.address)?;
        let memory = server.memory() / 1e6;
        report.row(
            format!("{name}: memory with {} idle connections", idle.open),
            "MB",
            vec![memory],
        );
    }
    Ok(report)
}

fn tempfolder(bench: &Bench<'_>) -> Result<std::path::PathBuf> {
    let folder = bench.folder.join("nginx");
    super::remove(&folder)?;
    crate::project::create_folder(&folder)?;
    Ok(folder)
}

/// A server that runs until this is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// The memory that it and its children have now, in bytes.
    fn memory(&self) -> f64 {
        let own = self.child.id();
        let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children"));
        let children = children.unwrap_or_default();
        let all = children.split_whitespace().filter_map(|id| id.parse().ok()).chain([own]);
        all.map(resident).sum()
    }
}

/// The memory of a process now, in bytes; what it shares with others counts by its share.
fn resident(id: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kilobytes.map_or(0.0, |size: f64| size * 1024.0)
}

impl Drop for Server {
    fn drop(&mut self) {
        // The master of nginx has to tell its workers.
        let _ = Call::new("kill").args(["-TERM", &self.child.id().to_string()]).succeeds();
        let _ = self.child.wait();
    }
}

struct Ours(Server);

impl Ours {
    fn start(blog: &Path, site: &Path) -> Result<Self> {
        let mut child = many_files(blog)
            .args(["serve", "--port", "0", "--site"])
            .arg(site)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| Error::new(format!("cannot start blog: {reason}")))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            // What it says first is where it is.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let address =
            line.split("http://").nth(1).and_then(|rest| rest.split(['/', ' ', '\n']).next());
        let address = address.unwrap_or_default().to_owned();
        Ok(Self(Server { child, address }))
    }
}

struct Nginx(Server);

impl Nginx {
    fn start(site: &Path, folder: &Path) -> Result<Self> {
        let port = free_port()?;
        let config = folder.join("nginx.conf");
        let text = format!(
            "daemon off; worker_processes 2; worker_rlimit_nofile 30000; pid {0}/pid; error_log {0}/error.log;\n\
             events {{ worker_connections 16000; }}\n\
             http {{ include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_timeout 600;\n\
             keepalive_requests 1000000000; gzip_static on; open_file_cache max=1000; etag on;\n\
             client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n\
             server {{ listen 127.0.0.1:{port} backlog=4096; root {1}; error_page 404 /404.html; }} }}\n",
            folder.display(),
            site.display(),
        );
        fs::write(&config, text).map_err(|reason| Error::file("write", &config, &reason))?;
        let child = many_files("nginx")
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|reason| Error::new(format!("cannot start nginx: {reason}")))?;
        let address = format!("127.0.0.1:{port}");
        let server = Server { child, address };
        let start = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            if start.elapsed() > Duration::from_secs(10) {
                return Err(Error::new("nginx does not answer"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Self(server))
    }
}

/// A program that may open many files.
fn many_files(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -n 30000; exec \"$0\" \"$@\""]).arg(program.as_ref());
    command
}

fn free_port() -> Result<u16> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|reason| Error::new(format!("no port: {reason}")))
}

/// Requests a second, and how long the median and the slowest hundredth took, in milliseconds.
fn wrk(address: &str) -> Result<[f64; 3]> {
    let said = Call::new("wrk")
        .args(["--threads", "2", "--latency", "--header", "Accept-Encoding: gzip"])
        .args(["--connections", &CONNECTIONS.to_string()])
        .args(["--duration", &format!("{SECONDS}s")])
        .arg(format!("http://{address}/"))
        .read()?;
    let after = |label: &str| {
        let line = said.lines().map(str::trim).find_map(|line| line.strip_prefix(label));
        line.map(|rest| rest.trim().to_owned())
            .ok_or_else(|| Error::new(format!("wrk says nothing of {label}:\n{said}")))
    };
    if said.contains("Non-2xx") {
        return Err(Error::new(format!("not every answer is a page:\n{said}")));
    }
    let requests = after("Requests/sec:")?.parse().unwrap_or(f64::NAN);
    Ok([requests, milliseconds(&after("50%")?), milliseconds(&after("99%")?)])
}

/// `1.23ms`, `456.00us` and `1.20s` as milliseconds.
fn milliseconds(time: &str) -> f64 {
    for (unit, size) in [("us", 1e-3), ("ms", 1.0), ("s", 1e3)] {
        if let Some(number) = time.strip_suffix(unit) {
            return number.parse::<f64>().unwrap_or(f64::NAN) * size;
        }
    }
    f64::NAN
}

/// Connections on which nothing happens, until this is dropped.
struct Idle {
    child: Child,
    open: usize,
}

impl Idle {
    fn open(bench: &Bench<'_>, address: &str) -> Result<Self> {
        let mut child = many_files("node")
            .arg(bench.project.end2end().join("bench/idle.mjs"))
            .args([address, &IDLE.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| Error::new(format!("cannot start node: {reason}")))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            // Without an answer none is open.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let open = line.trim().strip_prefix("open ").and_then(|n| n.parse().ok()).unwrap_or(0);
        Ok(Self { child, open })
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_any_unit() {
        assert_eq!(milliseconds("1.50ms"), 1.5);
        assert_eq!(milliseconds("250.00us"), 0.25);
        assert_eq!(milliseconds("2s"), 2_000.0);
        assert!(milliseconds("fast").is_nan());
    }
}
