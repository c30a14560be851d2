//! Serving: ours and nginx, the same files, in turns.

use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::common::{Bench, remove};
use super::report::Report;
use super::turn;
use crate::apt;
use crate::error::{Error, Result};
use crate::shell::{Call, find_program};

/// How long each run takes, in seconds.
const SECONDS: u32 = 4;
/// What requests accept, and over how many connections they come at once.
const LOADS: [(&str, u32); 4] = [("gzip", 64), ("gzip", 256), ("br", 64), ("identity", 64)];
/// How many connections do nothing.
const IDLE: usize = 10_000;
/// How long a server may take to give back what an idle connection does not need.
const REST: Duration = Duration::from_secs(2);
/// What lets nginx send files that were compressed with brotli.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// Asks for the home page over connections that are kept.
pub(crate) fn run(bench: &Bench<'_>) -> Result<Report> {
    install()?;
    let site = bench.project.site();
    let folder = tempfolder(bench)?;
    let mut report = Report::here();
    report.condition("wrk", format!("2 threads on the same machine, {SECONDS} s a run, in turns"));
    // It says so on standard error.
    let nginx = Command::new(nginx()).arg("-v").output();
    let said = nginx.map(|said| String::from_utf8_lossy(&said.stderr).trim().to_owned());
    report.condition("nginx", said.unwrap_or_default());

    let mut servers = [
        ("blog serve", Server::ours(&bench.blog, &site)?),
        ("nginx", Server::nginx(&site, &folder)?),
    ];
    for (accepts, connections) in LOADS {
        if accepts == "br" && !Path::new(BROTLI).exists() {
            report.condition(accepts, "not measured: nginx has no module for it here");
            continue;
        }
        let load = Load { accepts, connections };
        let answers = [ask(&servers[0].1.address, accepts)?, ask(&servers[1].1.address, accepts)?];
        if answers[0].content != answers[1].content {
            return Err(Error::new(format!("for {accepts}, the two send different content")));
        }
        let [ours, theirs] = answers.map(|answer| answer.head);
        let content = ask(&servers[0].1.address, accepts)?.content.len();
        report.condition(
            &load.to_string(),
            format!(
                "{content} bytes of content, below {ours} of headers by blog serve, {theirs} by nginx"
            ),
        );
        compare(bench, load, &servers, &mut report)?;
    }
    for (name, server) in &mut servers {
        report.row(format!("{name}: memory after that"), "MB", vec![server.memory() / 1e6]);
        let idle = Idle::open(bench, &server.address)?;
        thread::sleep(REST);
        let memory = server.memory() / 1e6;
        let what = format!("{name}: memory with {} idle connections", idle.open);
        report.row(what, "MB", vec![memory]);
    }
    Ok(report)
}

/// Puts both under a load, in turns.
fn compare(
    bench: &Bench<'_>,
    load: Load<'_>,
    servers: &[(&str, Server); 2],
    report: &mut Report,
) -> Result<()> {
    let mut figures: [Vec<Figures>; 2] = Default::default();
    for round in 0..bench.rounds(5) {
        let mut turns = [0, 1];
        // They take turns in being first.
        turns.rotate_left(round % 2);
        for at in turns {
            figures[at].push(Figures::of(load, &servers[at].1)?);
        }
    }
    let values = |figures: &[Figures], value: fn(&Figures) -> f64| -> Vec<f64> {
        figures.iter().map(value).collect()
    };
    for ((name, _), figures) in servers.iter().zip(&figures) {
        let mut row = |what, unit, value| {
            report.row(format!("{load}: {name}, {what}"), unit, values(figures, value));
        };
        row("requests", "/s", |of| of.requests);
        row("p50", "ms", |of| of.median);
        row("p99", "ms", |of| of.p99);
        row("processor time of a request", "µs", |of| of.cpu);
    }
    let [ours, theirs] = figures;
    let mut ratio = |what, value: fn(&Figures) -> f64| {
        let pairs = ours.iter().zip(&theirs).map(|(ours, theirs)| value(ours) / value(theirs));
        report.row(format!("{load}: blog serve / nginx, {what}"), "times", pairs.collect());
    };
    ratio("requests", |of| of.requests);
    ratio("p99", |of| of.p99);
    ratio("processor time", |of| of.cpu);
    Ok(())
}

/// Installs what is missing.
fn install() -> Result<()> {
    let mut missing = Vec::new();
    if !nginx().exists() {
        missing.extend(["nginx", "libnginx-mod-http-brotli-static"]);
    }
    if find_program("wrk").is_none() {
        missing.push("wrk");
    }
    if missing.is_empty() { Ok(()) } else { apt::install(&missing) }
}

/// The program, which is not on everybody's `PATH`.
fn nginx() -> PathBuf {
    find_program("nginx").unwrap_or_else(|| "/usr/sbin/nginx".into())
}

/// What requests ask for, and how many there are at a time.
#[derive(Clone, Copy)]
struct Load<'a> {
    accepts: &'a str,
    connections: u32,
}

impl fmt::Display for Load<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} connections", self.accepts, self.connections)
    }
}

/// An answer with the home page.
struct Answer {
    /// How many bytes stand before the content.
    head: usize,
    content: Vec<u8>,
}

/// Asks for the home page once.
fn ask(address: &str, accepts: &str) -> Result<Answer> {
    let broken = |reason| Error::new(format!("{address} does not answer: {reason}"));
    let mut stream = TcpStream::connect(address).map_err(broken)?;
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {accepts}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(broken)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(broken)?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let head = end.map_or(answer.len(), |end| end + 4);
    let content = answer.split_off(head);
    Ok(Answer { head, content })
}

fn tempfolder(bench: &Bench<'_>) -> Result<PathBuf> {
    let folder = bench.folder.join("nginx");
    remove(&folder)?;
    crate::project::create_folder(&folder)?;
    Ok(folder)
}

/// A server that runs until this is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn ours(blog: &Path, site: &Path) -> Result<Self> {
        let mut child = many_files(blog)
            .args(["serve", "--port", "0", "--site"])
            .arg(site)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| Error::new(format!("cannot start blog: {reason}")))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            // Its first line of output is its address.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let address = line.rsplit("http://").next().and_then(|rest| rest.split(['/', '\n']).next());
        let server = Self { child, address: address.unwrap_or_default().to_owned() };
        server.answers()
    }

    /// As one who knows it well would set it up for such files.
    fn nginx(site: &Path, folder: &Path) -> Result<Self> {
        let port = free_port()?;
        let config = folder.join("nginx.conf");
        let (module, brotli) = match Path::new(BROTLI).exists() {
            true => (format!("load_module {BROTLI};\n"), "brotli_static on; "),
            false => (String::new(), ""),
        };
        // Root's workers are another user, who may not read root's files.
        let user = if is_root() { "user root;\n" } else { "" };
        let text = format!(
            "{module}{user}daemon off; worker_processes auto; pid {0}/pid; error_log {0}/error.log;\n\
             events {{ worker_connections 16000; }}\n\
             http {{ include /etc/nginx/mime.types; charset utf-8; access_log off;\n\
             sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_timeout 600; keepalive_requests 1000000000;\n\
             gzip_static on; {brotli}etag on;\n\
             open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; open_file_cache_errors on;\n\
             client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n\
             server {{ listen 127.0.0.1:{port} backlog=4096; root {1}; error_page 404 /404.html; }} }}\n",
            folder.display(),
            site.display(),
        );
        fs::write(&config, text).map_err(|reason| Error::file("write", &config, &reason))?;
        let child = many_files(nginx())
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|reason| Error::new(format!("cannot start nginx: {reason}")))?;
        Self { child, address: format!("127.0.0.1:{port}") }.answers()
    }

    /// Waits until it does.
    fn answers(self) -> Result<Self> {
        let start = Instant::now();
        while let Err(reason) = TcpStream::connect(&self.address) {
            if start.elapsed() > Duration::from_secs(10) {
                return Err(Error::new(format!("a server does not answer: {reason}")));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(self)
    }

    /// It and its children.
    fn processes(&self) -> Vec<u32> {
        let own = self.child.id();
        let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children"));
        let children = children.unwrap_or_default();
        children.split_whitespace().filter_map(|id| id.parse().ok()).chain([own]).collect()
    }

    /// The memory that they have now, in bytes.
    fn memory(&self) -> f64 {
        self.processes().into_iter().map(resident).sum()
    }

    /// The processor time that they have taken so far, in seconds.
    fn cpu(&self) -> f64 {
        self.processes().into_iter().map(turn::cpu).sum()
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

/// A program that may open many files.
fn many_files(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new("bash");
    command
        .args(["-c", "ulimit -S -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\""])
        .arg(program.as_ref());
    command
}

fn free_port() -> Result<u16> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|reason| Error::new(format!("no port: {reason}")))
}

fn is_root() -> bool {
    Call::new("id").arg("-u").read().is_ok_and(|id| id.trim() == "0")
}

/// What came of one run.
struct Figures {
    /// A second.
    requests: f64,
    /// How long the median and the slowest hundredth took, in milliseconds.
    median: f64,
    p99: f64,
    /// What a request took of all cores together, in microseconds. It tells the servers apart even
    /// where other programs take the time from both.
    cpu: f64,
}

impl Figures {
    fn of(load: Load<'_>, server: &Server) -> Result<Self> {
        let before = server.cpu();
        let said = Call::new("wrk")
            .args(["--threads", "2", "--latency"])
            .args(["--header", &format!("Accept-Encoding: {}", load.accepts)])
            .args(["--connections", &load.connections.to_string()])
            .args(["--duration", &format!("{SECONDS}s")])
            .arg(format!("http://{}/", server.address))
            .read()?;
        let cpu = server.cpu() - before;
        Self::read(&said, cpu)
            .ok_or_else(|| Error::new(format!("not every request was answered:\n{said}")))
    }

    /// Reads what wrk says, unless some requests were answered badly or not at all.
    fn read(said: &str, cpu: f64) -> Option<Self> {
        let lines = || said.lines().map(str::trim);
        let after = |label| lines().find_map(|line| line.strip_prefix(label)).map(str::trim);
        if after("Non-2xx").is_some() || after("Socket errors").is_some() {
            return None;
        }
        let all = lines().find_map(|line| line.split_once(" requests in "))?.0;
        let all: f64 = all.parse().ok()?;
        Some(Self {
            requests: after("Requests/sec:")?.parse().ok()?,
            median: milliseconds(after("50%")?),
            p99: milliseconds(after("99%")?),
            cpu: cpu / all * 1e6,
        })
    }
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
            // It says how many are open; without an answer none is.
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

    #[test]
    fn what_wrk_says_is_read_when_all_was_answered() {
        let said = "Running 4s test @ http://127.0.0.1:3000/\n\
            \x20 2 threads and 64 connections\n\
            \x20 Thread Stats   Avg      Stdev     Max   +/- Stdev\n\
            \x20   Latency   638.08us  590.45us   9.15ms   88.40%\n\
            \x20   Req/Sec    57.85k     8.43k   75.37k    70.00%\n\
            \x20 Latency Distribution\n\
            \x20    50%  467.00us\n\
            \x20    75%    0.88ms\n\
            \x20    90%    1.34ms\n\
            \x20    99%    2.75ms\n\
            \x20 460000 requests in 4.00s, 1.69GB read\n\
            Requests/sec: 115000.50\n\
            Transfer/sec:    430.84MB\n";
        let figures = Figures::read(said, 4.6).expect("figures");
        assert_eq!((figures.requests, figures.median, figures.p99), (115_000.5, 0.467, 2.75));
        assert!((figures.cpu - 10.0).abs() < 1e-9);
        for fault in ["  Non-2xx or 3xx responses: 7\n", "  Socket errors: connect 0, read 1\n"] {
            assert!(Figures::read(&format!("{said}{fault}"), 4.6).is_none());
        }
    }
}
