//! nginx, Caddy and `blog serve`, really started, and asked by `blog deploy-check`.

mod common;

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use common::{
    Blog,
    program::{Server, blog},
};
use tempfile::TempDir;

/// A built blog that has enough text to be worth compressing, and a post that has moved.
fn built(base_url: &str) -> Blog {
    let blog = Blog::at(base_url);
    blog.post("größe", "2026-03-01", &"Many words, again and again.\n\n".repeat(200));
    blog.write(
        "content/posts/moved.md",
        "+++\ntitle = \"Moved\"\ndate = 2026-01-02\n\
         aliases = [\"/?p=123\", \"/2019/Größe (1)/\", \"/old.html\", \"/Posts/Moved/\", \"/a*b/\", \"/:name/\", \"/tick`s/\", \
         \"/{x}/$y;z'/\"]\n+++\n\nHello.\n",
    );
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for file in HIDDEN.iter().chain(&SHOWN) {
        let file = blog.site().join(&file[1..]);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, "text").expect("written");
    }
    blog
}

/// Asks what is at a URL.
fn check(url: &str) -> common::program::Ran {
    blog(&["deploy-check", url])
}

/// Every line of a table that is not as it should be, but the one of a redirect that nginx answers
/// with another of two right codes.
fn all_is_well(url: &str) {
    let ran = check(url);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.matches("  301 to ").count() >= 3, "{}", ran.out);
    for aspect in ["status", "type", "caching", "compression", "headers", "redirects"] {
        assert!(ran.out.contains(&format!("  {aspect} ")), "{aspect}: {}", ran.out);
    }
    let notes: Vec<_> = ran.out.lines().filter(|line| line.starts_with("note")).collect();
    assert!(notes.is_empty(), "{notes:#?}");
    assert!(ran.out.trim_end().ends_with(" ok, 0 to note, 0 failed"), "{}", ran.out);
}

/// What begins with a dot is not there, but for what RFC 8615 has a place for.
fn hides_what_is_hidden(url: &str) {
    let url = url.trim_end_matches('/');
    let status = |path: &str| {
        let request = ureq::get(format!("{url}{path}")).config().http_status_as_error(false);
        let answer = request.build().call().expect("an answer");
        answer.status().as_u16()
    };
    for path in HIDDEN.iter().chain(&["/.nojekyll", "/%2Eenv", "/posts/../.env", "/.inventory"]) {
        assert_eq!(status(path), 404, "{path}");
    }
    for path in SHOWN {
        assert_eq!(status(path), 200, "{path}");
    }
}

/// Files that somebody put into the site.
const HIDDEN: [&str; 5] =
    ["/.env", "/.git/config", "/posts/.a/b.txt", "/.well-known/.env", "/posts/.well-known/a.txt"];
const SHOWN: [&str; 3] = ["/.well-known/acme-challenge/a.txt", "/a..b.txt", "/a.b/c.txt"];

/// A web server with a configuration of its own, until it is dropped.
struct Other {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, unless it isn't installed: then a word to whoever reads along, and where the checks
/// of a pull request run, a failure.
fn program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from);
    let found = env::split_paths(&folders)
        .chain(system)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    if found.is_none() {
        assert!(env::var_os("CI").is_none(), "{name} is not installed");
        eprintln!("skipped: {name} is not installed");
    }
    found
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

/// What `blog host-config` prints for a site.
fn configuration(of: &str, site: &Path, name: &str) -> String {
    let site = site.to_str().expect("a path");
    let ran = blog(&["host-config", of, "--site", site, "--name", name]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    ran.out
}

#[test]
fn the_configurations_in_the_guide_are_those_that_the_program_prints() {
    let blog = Blog::at("https://blog.example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let site = blog.site();
    for (program, file) in [("nginx", "nginx.conf"), ("caddy", "Caddyfile")] {
        let args = ["host-config", program, "--root", "/srv/blog", "--site"];
        let printed =
            common::program::blog(&[&args[..], &[site.to_str().expect("a path")]].concat());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy").join(file);
        // As for snapshots.
        if env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
            fs::write(&file, &printed.out).expect("written");
        }
        assert_eq!(printed.out, fs::read_to_string(&file).expect("a file"), "{}", file.display());
    }
}

impl Other {
    fn start(mut command: Command, port: u16, folder: TempDir) -> Self {
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the program");
        let mut server = Self { child, port, _folder: folder };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.child.try_wait().expect("a state").is_some();
            let log = || fs::read_to_string(server._folder.path().join("log")).unwrap_or_default();
            assert!(!ended && started.elapsed() < Duration::from_secs(20), "{}", log());
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn nginx(site: &Path) -> Option<Self> {
        let nginx = program("nginx")?;
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let config = configuration("nginx", site, "localhost")
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("    listen [::]:80;\n", "");
        let at = folder.path().display();
        let modules = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
        let load = match modules.exists() {
            true => format!("load_module {};\n", modules.display()),
            false => String::new(),
        };
        let main = format!(
            "{load}daemon off;\nmaster_process off;\npid {at}/pid;\nerror_log stderr;\n\
             events {{ }}\nhttp {{\naccess_log off;\n\
             client_body_temp_path {at}/a;\nproxy_temp_path {at}/b;\nfastcgi_temp_path {at}/c;\n\
             uwsgi_temp_path {at}/d;\nscgi_temp_path {at}/e;\n{config}}}\n"
        );
        fs::write(folder.path().join("nginx.conf"), main).expect("written");
        let mut command = Command::new(nginx);
        command.arg("-e").arg("stderr").arg("-p").arg(folder.path()).arg("-c").arg("nginx.conf");
        Some(Self::start(command, port, folder))
    }

    fn caddy(site: &Path) -> Option<Self> {
        let caddy = program("caddy")?;
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let config = configuration("caddy", site, &format!("http://127.0.0.1:{port}"));
        let main = format!("{{\n\tadmin off\n}}\n\n{config}");
        fs::write(folder.path().join("Caddyfile"), main).expect("written");
        let mut command = Command::new(caddy);
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(folder.path().join("Caddyfile"))
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path());
        Some(Self::start(command, port, folder))
    }
}

#[test]
fn blog_serve_does_all_that_a_site_is_made_for() {
    for (base_url, path) in [("https://example.org", ""), ("https://example.org/a/blog", "/a/blog")]
    {
        let blog = built(base_url);
        let server = Server::start(&["serve", "--site", blog.site().to_str().expect("a path")]);
        all_is_well(&format!("http://{}{path}", server.address));
        hides_what_is_hidden(&format!("http://{}{path}", server.address));
    }
}

#[test]
fn nginx_does_all_that_a_site_is_made_for() {
    for (base_url, path) in [("https://example.org", ""), ("https://example.org/a/blog", "/a/blog")]
    {
        let blog = built(base_url);
        let Some(server) = Other::nginx(&blog.site()) else { return };
        all_is_well(&format!("http://127.0.0.1:{}{path}/", server.port));
        hides_what_is_hidden(&format!("http://127.0.0.1:{}{path}/", server.port));
    }
}

#[test]
fn caddy_does_all_that_a_site_is_made_for() {
    for (base_url, path) in [("https://example.org", ""), ("https://example.org/a/blog", "/a/blog")]
    {
        let blog = built(base_url);
        let Some(server) = Other::caddy(&blog.site()) else { return };
        all_is_well(&format!("http://127.0.0.1:{}{path}/", server.port));
        hides_what_is_hidden(&format!("http://127.0.0.1:{}{path}/", server.port));
    }
}
