//! The command line: which task, with which options.

use std::ffi::OsString;

use crate::bench::{BenchOptions, NAMES};

/// What `cargo xtask --help` prints.
pub(crate) const HELP: &str = "\
The work on this project as commands.

Usage: cargo xtask <command>

  setup [--browser]
      Install what is missing: the Rust toolchain with its WebAssembly target, cargo-leptos,
      wasm-bindgen and wasm-opt. With --browser also what the browser tests need.

  build
      Set up, and build as `cargo leptos build --release` does, with a standard library compiled for size in
      the front end where a nightly toolchain has its sources.

  serve [--port N] [--content DIR]
      Set up, build whatever changed, and serve the site on port N (3000). With --content,
      a preview of the posts in DIR.

  test [--no-browser] [-- PLAYWRIGHT-ARGS…]
      Set up, then run every test: natively, then the built site in a browser.

  ci
      Formatting, lints and documentation, then every test.

  posts
      Run the scripts that posts rest on in their small form, where there is Python.

  size
      Measure what a first visit costs, and write it into the README.

  dist [--target TRIPLE]
      Build `blog` with the front end of target/front-end in it, try it alone in a folder, and pack
      it into target/dist; for this machine unless another is named.

  bench [build|dev|page|nav|peers|search|serve]… [--posts N,N,…] [--rounds N] [--seed N]
      Measure how fast things are, and write the figures to target/bench: building beside Hugo,
      a save under `blog dev`, a first visit, moving about, both beside Astro and SvelteKit,
      searching beside Pagefind, serving beside nginx.

  bench corpus N DIR [--seed N]
      Write N posts to measure with into DIR, the same ones for the same seed (1).

  cargo ARGS…
      For cargo-leptos, which runs this in place of `cargo` where it builds the server: passes
      the call on, then renders the site with the server that it built.
";

/// The port that `serve` listens on unless told otherwise.
const PORT: u16 = 3000;

/// One task with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Print the help.
    Help,
    /// Install what is missing.
    Setup {
        /// Also what the browser tests need.
        browser: bool,
    },
    /// Build all for release.
    Build,
    /// Build and serve the site.
    Serve {
        /// The port to listen on.
        port: u16,
        /// Posts to preview instead of the project's own.
        content: Option<String>,
    },
    /// Run every test.
    Test {
        /// Whether to run the browser tests.
        browser: bool,
        /// Handed to `playwright test` unread.
        playwright: Vec<String>,
    },
    /// Run every check and every test.
    Ci,
    /// Run the scripts of the posts.
    Posts,
    /// Pack the program.
    Dist {
        /// The machine that it is for, as compilers name it.
        target: Option<String>,
    },
    /// Measure the site.
    Size,
    /// Measure.
    Bench(BenchOptions),
    /// Write posts to measure with.
    Corpus {
        /// How many.
        posts: usize,
        /// Where to.
        folder: String,
        /// Which ones.
        seed: u64,
    },
    /// Stand in for `cargo`.
    Cargo {
        /// What `cargo` is called with.
        args: Vec<String>,
    },
}

/// Reads the arguments after the program's name. The error says which of them makes no sense.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> Result<Task, String> {
    let args = args
        .map(OsString::into_string)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|arg| format!("not UTF-8: {}", arg.display()))?;
    let Some((command, rest)) = args.split_first() else {
        return Err("a command is needed".to_owned());
    };
    // What follows `cargo` is cargo's, `--help` included.
    if command == "cargo" {
        return Ok(Task::Cargo { args: rest.to_vec() });
    }
    let own = rest.split(|arg| arg == "--").next().unwrap_or_default();
    if command == "help" || [command].into_iter().chain(own).any(|arg| asks_for_help(arg)) {
        return Ok(Task::Help);
    }
    match command.as_str() {
        "setup" => parse_setup(rest),
        "build" => parse_bare(command, rest, Task::Build),
        "serve" => parse_serve(rest),
        "test" => parse_test(rest),
        "ci" => parse_bare(command, rest, Task::Ci),
        "posts" => parse_bare(command, rest, Task::Posts),
        "dist" => parse_dist(rest),
        "size" => parse_bare(command, rest, Task::Size),
        "bench" => parse_bench(rest),
        _ => Err(format!("no such command: {command}")),
    }
}

fn asks_for_help(arg: &str) -> bool {
    matches!(arg, "--help" | "-h")
}

fn parse_bare(command: &str, args: &[String], task: Task) -> Result<Task, String> {
    match args.first() {
        None => Ok(task),
        Some(arg) => Err(unexpected(command, arg)),
    }
}

fn parse_setup(args: &[String]) -> Result<Task, String> {
    let mut browser = false;
    for arg in args {
        match arg.as_str() {
            "--browser" => browser = true,
            _ => return Err(unexpected("setup", arg)),
        }
    }
    Ok(Task::Setup { browser })
}

fn parse_dist(args: &[String]) -> Result<Task, String> {
    match args {
        [] => Ok(Task::Dist { target: None }),
        [option, target] if option == "--target" => Ok(Task::Dist { target: Some(target.clone()) }),
        [option] => match option.strip_prefix("--target=") {
            Some(target) => Ok(Task::Dist { target: Some(target.to_owned()) }),
            None => Err(unexpected("dist", option)),
        },
        [arg, ..] => Err(unexpected("dist", arg)),
    }
}

fn parse_serve(args: &[String]) -> Result<Task, String> {
    let mut port = PORT;
    let mut content = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        // Both `--port 3000` and `--port=3000`.
        let (name, mut value) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        let mut value = || {
            value
                .take()
                .or_else(|| args.next().cloned())
                .ok_or_else(|| format!("{name} needs a value"))
        };
        match name {
            "--port" => {
                let text = value()?;
                port = text.parse().map_err(|_| format!("not a port: {text}"))?;
            }
            "--content" => content = Some(value()?),
            _ => return Err(unexpected("serve", arg)),
        }
    }
    Ok(Task::Serve { port, content })
}

fn parse_test(args: &[String]) -> Result<Task, String> {
    let mut browser = true;
    let mut args = args.iter();
    for arg in args.by_ref() {
        match arg.as_str() {
            "--no-browser" => browser = false,
            "--" => break,
            _ => return Err(unexpected("test", arg)),
        }
    }
    let playwright = args.cloned().collect();
    Ok(Task::Test { browser, playwright })
}

fn parse_bench(args: &[String]) -> Result<Task, String> {
    let number = |text: &str| text.parse().map_err(|_| format!("not a number: {text}"));
    let mut options = BenchOptions { what: Vec::new(), posts: Vec::new(), rounds: None, seed: 1 };
    let mut words = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--seed" => options.seed = number(value()?)? as u64,
            "--rounds" => options.rounds = Some(number(value()?)?),
            "--posts" => {
                options.posts = value()?.split(',').map(number).collect::<Result<_, _>>()?;
            }
            _ if arg.starts_with('-') => return Err(unexpected("bench", arg)),
            _ => words.push(arg.clone()),
        }
    }
    match &words[..] {
        [corpus, posts, folder] if corpus == "corpus" => {
            let (posts, folder) = (number(posts)?, folder.clone());
            Ok(Task::Corpus { posts, folder, seed: options.seed })
        }
        [corpus, ..] if corpus == "corpus" => {
            Err("`bench corpus` is followed by a number of posts and a folder".to_owned())
        }
        names => match names.iter().find(|name| !NAMES.contains(&name.as_str())) {
            Some(unknown) => Err(format!("no such benchmark: {unknown}")),
            None => Ok(Task::Bench(BenchOptions { what: words, ..options })),
        },
    }
}

fn unexpected(command: &str, arg: &str) -> String {
    format!("`{command}` does not take {arg}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn reads_every_command() {
        assert_eq!(parsed("setup"), Ok(Task::Setup { browser: false }));
        assert_eq!(parsed("setup --browser"), Ok(Task::Setup { browser: true }));
        assert_eq!(parsed("build"), Ok(Task::Build));
        assert_eq!(parsed("ci"), Ok(Task::Ci));
        assert_eq!(parsed("posts"), Ok(Task::Posts));
        let serve =
            |port, content: Option<&str>| Task::Serve { port, content: content.map(str::to_owned) };
        assert_eq!(parsed("serve"), Ok(serve(3000, None)));
        let dist = |target: Option<&str>| Task::Dist { target: target.map(str::to_owned) };
        assert_eq!(parsed("dist"), Ok(dist(None)));
        assert_eq!(
            parsed("dist --target x86_64-unknown-linux-musl"),
            Ok(dist(Some("x86_64-unknown-linux-musl")))
        );
        assert_eq!(parsed("dist --target=a"), Ok(dist(Some("a"))));
        assert_eq!(parsed("serve --port 80 --content drafts"), Ok(serve(80, Some("drafts"))));
        assert_eq!(
            parsed("bench corpus 10 dir --seed 2"),
            Ok(Task::Corpus { posts: 10, folder: "dir".to_owned(), seed: 2 })
        );
        let options =
            BenchOptions { what: vec!["nav".into()], posts: vec![1, 20], rounds: Some(3), seed: 1 };
        assert_eq!(parsed("bench nav --posts 1,20 --rounds 3"), Ok(Task::Bench(options)));
        assert_eq!(parsed("serve --content=a=b --port=80"), Ok(serve(80, Some("a=b"))));
    }

    #[test]
    fn hands_on_what_is_meant_for_others() {
        assert_eq!(
            parsed("test --no-browser -- --help -g search"),
            Ok(Task::Test {
                browser: false,
                playwright: ["--help", "-g", "search"].map(str::to_owned).to_vec(),
            })
        );
        assert_eq!(
            parsed("cargo build --help"),
            Ok(Task::Cargo { args: ["build", "--help"].map(str::to_owned).to_vec() })
        );
    }

    #[test]
    fn help_is_found_anywhere() {
        for line in ["--help", "-h", "help", "serve --help", "ci -h"] {
            assert_eq!(parsed(line), Ok(Task::Help), "{line}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (line, message) in [
            ("", "a command is needed"),
            ("sevre", "no such command: sevre"),
            ("ci --fast", "`ci` does not take --fast"),
            ("setup --browsers", "`setup` does not take --browsers"),
            ("bench corpus many x", "not a number: many"),
            ("bench corpus 5", "`bench corpus` is followed by a number of posts and a folder"),
            ("bench bild", "no such benchmark: bild"),
            ("dist --target", "`dist` does not take --target"),
            ("serve --port", "--port needs a value"),
            ("serve --port 99999", "not a port: 99999"),
            ("test -g search", "`test` does not take -g"),
        ] {
            assert_eq!(parsed(line), Err(message.to_owned()), "{line}");
        }
    }
}
