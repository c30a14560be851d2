//! Links to other sites, asked for on this machine.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use model::Date;
use server::external;
use store::Cache;

/// Another site: it answers every request, and remembers them.
struct Elsewhere {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(&stream).lines();
                let Some(Ok(request)) = lines.next() else { continue };
                while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
                let request = request.trim_end_matches(" HTTP/1.1").to_owned();
                log.lock().expect("the log").push(request.clone());
                if request.ends_with("/slow") {
                    continue;
                }
                let answer = match request.split_once(' ') {
                    Some((_, "/good")) => "200 OK",
                    Some(("HEAD", "/long-questions-only")) => "405 Method Not Allowed",
                    Some(("GET", "/long-questions-only")) => "200 OK",
                    Some((_, "/moved")) => "301 Moved Permanently\r\nLocation: /good",
                    Some((_, "/for-now")) => "302 Found\r\nLocation: /good",
                    Some((_, "/circle")) => "308 Permanent Redirect\r\nLocation: /circle",
                    Some((_, "/busy")) => "429 Too Many Requests",
                    Some((_, "/broken")) => "500 Internal Server Error",
                    _ => "404 Not Found",
                };
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("the log"))
    }
}

fn links(folder: &Path, site: &str, paths: &[&str]) -> Vec<content::ExternalLink> {
    let links: Vec<String> = paths.iter().map(|path| format!("[x]({site}{path})\n\n")).collect();
    let post = format!("+++\ntitle = \"A\"\ndate = 2026-11-20\n+++\n\n{}", links.concat());
    fs::create_dir_all(folder.join("posts")).expect("a folder");
    fs::write(folder.join("posts/a.md"), post).expect("written");
    fs::write(folder.join("site.toml"), "title = \"B\"\nbase_url = \"https://example.org\"\n")
        .expect("written");
    let options = content::LoadOptions {
        drafts: false,
        future: false,
        apart: false,
        today: Date::new(2026, 11, 23).expect("a day"),
        base_url: None,
        cache: Cache::default(),
        pictures: images::Effort::Measured,
    };
    content::load(folder, &options).unwrap_or_else(|report| panic!("{report}")).external
}

fn options() -> external::Options {
    external::Options {
        pause: Duration::ZERO,
        patience: Duration::from_secs(2),
        ..external::Options::default()
    }
}

#[test]
fn every_link_that_leads_nowhere_is_named_at_its_place() {
    let temp = tempfile::tempdir().expect("a folder");
    let site = Elsewhere::start();
    let paths = [
        "/good",
        "/good#part",
        "/long-questions-only",
        "/moved",
        "/for-now",
        "/circle",
        "/busy",
        "/broken",
        "/gone",
        "/slow",
    ];
    let links = links(temp.path(), &site.address, &paths);
    let checked = external::check(&links, &options());
    assert_eq!((checked.addresses, checked.asked, checked.unclear), (9, 9, 1));
    let warnings: Vec<String> = checked
        .warnings
        .iter()
        .map(|fault| {
            let help = fault.help.as_deref().unwrap_or_default().replace(&site.address, "");
            let message = fault.message.replace(&site.address, "");
            let message = message.split(": ").next().unwrap_or_default();
            format!("{}:{} {message} | {help}", fault.line, fault.column)
        })
        .collect();
    let elsewhere = "link to where it is now, or to a copy in an archive, or take it out";
    assert_eq!(
        warnings,
        [
            "12:5 `/moved` has moved | link to /good".to_owned(),
            format!("16:5 `/circle` sends on in a circle | {elsewhere}"),
            format!("20:5 `/broken` answers with a fault (500) | {elsewhere}"),
            format!("22:5 `/gone` leads nowhere any more (404) | {elsewhere}"),
            format!("24:5 `/slow` can't be reached | {elsewhere}"),
        ]
    );
}

#[test]
fn what_was_well_a_while_ago_is_not_asked_again_and_a_limit_is_kept() {
    let temp = tempfile::tempdir().expect("a folder");
    let site = Elsewhere::start();
    let links = links(temp.path(), &site.address, &["/good", "/gone", "/moved"]);
    let answers = temp.path().join("cache/external.json");
    let options = external::Options { answers: Some(answers), limit: 2, ..options() };

    let first = external::check(&links, &options);
    assert_eq!((first.asked, first.left_out), (2, 1));
    assert_eq!(site.asked(), ["HEAD /gone", "GET /gone", "HEAD /good"]);

    // The one that was left out comes first now.
    let second = external::check(&links, &options);
    assert_eq!((second.asked, second.left_out, second.warnings.len()), (2, 0, 2));
    assert_eq!(site.asked(), ["HEAD /moved", "HEAD /good", "HEAD /gone", "GET /gone"]);

    let third = external::check(&links, &options);
    assert_eq!((third.asked, third.warnings.len()), (1, 2));
}
