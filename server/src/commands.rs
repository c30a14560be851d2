//! What each command does.

use std::{
    env,
    io::{self, IsTerminal},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::CommandFactory;
use clap_complete::generate;

use diagnostics::{Diagnostic, Error, Result, count, progress};
use hosting::{
    Manifest,
    config::{self, config},
    deploy_check::{self, Verdict, deploy_check},
    serve::{self, Host, Listener, asked_to_stop},
};
use images::Effort;
use server::{BuildJob, code_tests, dev, external, init, moving, new, today};
use site::FrontEndSource;
use store::Cache;

use crate::{
    arguments::{
        AddressArgs, Arguments, Aspect, BuildArgs, CacheArgs, CheckArgs, Command, CompletionsArgs,
        DeployCheckArgs, DevArgs, FrontArgs, HostConfigArgs, ImportArgs, InitArgs, ListArgs,
        Listing, NewArgs, OutputFormat, PermalinksCommand, Program, ServeArgs, TestArgs, WordsArgs,
    },
    colour,
};

/// How long answers under way may take once someone said stop.
const GRACE: Duration = Duration::from_secs(3);

pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    if !arguments.quiet {
        progress::show();
    }
    match arguments.command {
        Some(Command::Build(build)) => self::build(build),
        Some(Command::Check(check)) => self::check(&check),
        Some(Command::Completions(CompletionsArgs { shell })) => {
            generate(shell, &mut Arguments::command(), "blog", &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Init(init)) => start_blog(&init),
        Some(Command::Import(import)) => move_in(import),
        Some(Command::List(list)) => self::list(&list),
        Some(Command::New(new)) => start_post(&new),
        Some(Command::Permalinks(PermalinksCommand::Update(content))) => lock(&content.content),
        Some(Command::Test(test)) => run_code(test),
        Some(Command::Serve(ServeArgs { site, address })) => host(&site, &address),
        Some(Command::HostConfig(arguments)) => host_config(&arguments),
        Some(Command::DeployCheck(arguments)) => ask_host(&arguments),
        Some(Command::Dev(DevArgs { content, front, address, kept })) => {
            preview(content.content, front_end(front), address, cache(kept)?)
        }
        Some(Command::Words(WordsArgs { language })) => print_words(&language),
        None => for_cargo_leptos(),
    }
}

/// Prints a table of words, to be changed.
fn print_words(language: &str) -> Result<ExitCode> {
    let Some(table) = languages::table(language) else {
        let known: Vec<&str> = languages::known().collect();
        let message = format!("no words come along in `{language}`: {}", known.join(", "));
        return Err(Error::new(format!(
            "{message}\nprint those of another language, and translate"
        )));
    };
    print!("{table}");
    Ok(ExitCode::SUCCESS)
}

/// cargo-leptos runs the server without arguments and says in variables what it wants.
fn for_cargo_leptos() -> Result<ExitCode> {
    let Some(address) = env::var_os("LEPTOS_SITE_ADDR") else {
        // Without a command there is nothing to do.
        eprint!("{}", Arguments::command().render_help());
        return Ok(ExitCode::from(2));
    };
    let address = address.to_string_lossy();
    let address: SocketAddr = address
        .parse()
        .map_err(|reason| Error::new(format!("LEPTOS_SITE_ADDR={address}: {reason}")))?;
    let address = AddressArgs { host: address.ip().to_string(), port: address.port() };
    if env::var_os("LEPTOS_WATCH").is_some() {
        let front = front_end(FrontArgs { front: None });
        preview("content".into(), front, address, Cache::at("target/cache")?)
    } else {
        host(Path::new("target/site"), &address)
    }
}

fn build(arguments: BuildArgs) -> Result<ExitCode> {
    let built = server::build(&BuildJob {
        content: arguments.content.content,
        options: content::LoadOptions {
            drafts: arguments.drafts,
            future: arguments.future,
            apart: false,
            today: today()?,
            base_url: arguments.base_url,
            cache: cache(arguments.kept)?,
            pictures: Effort::Finished,
        },
        front: front_end(arguments.front),
        site: arguments.site,
        cards: true,
        compress: !arguments.no_compress,
        grace: arguments.grace,
        prune: arguments.prune,
    })?;
    warn(&built.warnings);
    for over in &built.over {
        eprintln!("warning: {over}");
    }
    println!("{built}");
    Ok(ExitCode::SUCCESS)
}

/// How `check` reads a blog: all that is there, whether or not it will be published.
fn everything_of(cache: &Cache) -> Result<content::LoadOptions> {
    Ok(content::LoadOptions {
        drafts: true,
        future: true,
        // What will be published must not need what will not: a link to a draft, say.
        apart: true,
        today: today()?,
        base_url: None,
        cache: cache.clone(),
        pictures: Effort::Checked,
    })
}

fn check(arguments: &CheckArgs) -> Result<ExitCode> {
    let cache = cache(arguments.kept.clone())?;
    let everything = content::load(&arguments.content.content, &everything_of(&cache)?);
    let write = |faults: &[Diagnostic]| match arguments.format {
        OutputFormat::Text => warn(faults),
        OutputFormat::Json => println!("{}", diagnostics::as_json(faults)),
        OutputFormat::Github => print!("{}", diagnostics::as_github(faults)),
    };
    let everything = match everything {
        Ok(everything) => everything,
        Err(report) if arguments.format == OutputFormat::Text => return Err(report.into()),
        Err(report) => {
            write(&report.diagnostics);
            return Ok(ExitCode::FAILURE);
        }
    };
    let posts = everything.posts();
    let pages = everything.libraries().map(|library| library.pages().len()).sum();
    let mut warnings = server::compare(&everything);
    warnings.extend(everything.warnings);
    diagnostics::sort(&mut warnings);
    warnings.extend(cache.trouble());
    let external = arguments.external.then(|| {
        let options = external::Options {
            answers: cache.external(),
            limit: arguments.limit,
            patience: Duration::from_secs(arguments.timeout),
            ..external::Options::default()
        };
        let mut checked = external::check(&everything.external, &options);
        warnings.append(&mut checked.warnings);
        diagnostics::sort(&mut warnings);
        checked
    });
    write(&warnings);
    let passes = warnings.is_empty() || !arguments.strict;
    let code = if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if arguments.format != OutputFormat::Text {
        return Ok(code);
    }
    if arguments.numbers {
        let unbound = everything.written.unbound();
        for Diagnostic { path, line, column, message, .. } in &unbound {
            println!("{}:{line}:{column}: {message}", path.display());
        }
        println!("{} bound to no data", count(unbound.len(), "number"));
    }
    println!(
        "Checked {} and {}: no errors, {}",
        count(posts, "post"),
        count(pages, "page"),
        count(warnings.len(), "warning"),
    );
    if let Some(checked) = external {
        say_external(&checked);
    }
    Ok(code)
}

fn say_external(checked: &external::Checked) {
    let external::Checked { addresses, asked, unclear, left_out, .. } = checked;
    println!(
        "{} elsewhere: {asked} asked now, {unclear} would not say, {left_out} over the limit",
        count(*addresses, "link"),
    );
}

fn run_code(arguments: TestArgs) -> Result<ExitCode> {
    let TestArgs { texts, content, accept, format } = arguments;
    let today = today()?;
    let options = content::LoadOptions {
        drafts: true,
        future: true,
        apart: false,
        today,
        base_url: None,
        cache: Cache::default(),
        pictures: Effort::Measured,
    };
    let everything = content::load(&content.content, &options)?;
    let options = code_tests::Options { content: content.content, only: texts, accept, today };
    let tested = code_tests::test(&everything, &options)?;
    let code_tests::Tested { blocks, right, changed, faults, sandbox } = tested;
    let code = if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    match format {
        OutputFormat::Text => warn(&faults),
        OutputFormat::Json => println!("{}", diagnostics::as_json(&faults)),
        OutputFormat::Github => print!("{}", diagnostics::as_github(&faults)),
    }
    if format != OutputFormat::Text {
        return Ok(code);
    }
    for text in changed {
        println!("{}: says now what its code prints", text.display());
    }
    let blocks = count(blocks, "block");
    println!("Ran {blocks} of code {sandbox}: {right} as the texts say, {} not", faults.len());
    Ok(code)
}

fn list(arguments: &ListArgs) -> Result<ExitCode> {
    let options = content::LoadOptions {
        drafts: true,
        future: true,
        apart: false,
        today: today()?,
        base_url: None,
        cache: Cache::default(),
        pictures: Effort::Measured,
    };
    let posts = content::load(&arguments.content.content, &options)?.listed;
    let tags = |post: &content::ListedPost| -> Vec<String> {
        post.tags.iter().map(ToString::to_string).collect()
    };
    if arguments.json {
        let post = |post: &content::ListedPost| {
            let mut about = serde_json::json!({
                "status": post.status.to_string(),
                "date": post.date.to_string(),
                "title": post.title,
                "tags": tags(post),
                "words": post.words,
                "path": post.path.to_string_lossy(),
            });
            if let Some(language) = &post.language {
                about["language"] = language.as_str().into();
            }
            about
        };
        println!("{}", serde_json::Value::Array(posts.iter().map(post).collect()));
        return Ok(ExitCode::SUCCESS);
    }
    for post in &posts {
        let content::ListedPost { status, date, words, title, language, .. } = post;
        let tags = tags(post).join(", ");
        let language = language.as_ref().map(|tag| format!("{tag:5}  ")).unwrap_or_default();
        println!("{status:9}  {date}  {words:>6} words  {language}{title}  [{tags}]");
    }
    Ok(ExitCode::SUCCESS)
}

fn start_blog(arguments: &InitArgs) -> Result<ExitCode> {
    let folder = &arguments.folder;
    init::refuse_others(folder)?;
    let title = given_or_asked(arguments.title.as_deref(), "--title", "What is the blog called?")?;
    let question = "Where will it be found? (such as https://blog.example.org)";
    let base_url = given_or_asked(arguments.base_url.as_deref(), "--base-url", question)?;
    let base_url = content::check_base_url(&base_url)?;
    let language = content::check_language(&arguments.language)?;
    let blog = init::Blog { title: &title, base_url: &base_url, language: &language };
    let started = blog.write(folder, today()?)?;
    for file in &started.files {
        println!("{}", file.display());
    }
    if !started.knows_releases {
        eprintln!("pages.yml does not know where `blog` is released: write it there as RELEASES");
    }
    println!("\nNext: go to {} and run `blog dev`", folder.display());
    Ok(ExitCode::SUCCESS)
}

/// What an option says, or else a person on the terminal.
fn given_or_asked(given: Option<&str>, option: &str, question: &str) -> Result<String> {
    let answer = match given {
        Some(given) => given.trim().to_owned(),
        None if io::stdin().is_terminal() => {
            init::ask(question, &mut io::stdin().lock(), &mut io::stderr())
                .map_err(|reason| Error::new(format!("no answer to `{question}`: {reason}")))?
        }
        None => {
            return Err(Error::new(format!("there is no terminal to ask on: give {option}")));
        }
    };
    if answer.is_empty() { Err(Error::new(format!("{option} is empty"))) } else { Ok(answer) }
}

fn start_post(arguments: &NewArgs) -> Result<ExitCode> {
    let folder = &arguments.content.content;
    let NewArgs {
        title, tags, authors, series, incident, folder: own_folder, language, of, ..
    } = arguments;
    let (series, language, of) = (series.as_deref(), language.as_deref(), of.as_deref());
    content::check_names(folder, authors, series, language)?;
    let (incident, own_folder) = (*incident, *own_folder);
    let first_language = &content::first_language(folder);
    let post = new::Post {
        title,
        tags,
        authors,
        series,
        incident,
        folder: own_folder,
        language,
        first_language,
        of,
    };
    println!("{}", post.write(folder, today()?)?.display());
    Ok(ExitCode::SUCCESS)
}

fn move_in(arguments: ImportArgs) -> Result<ExitCode> {
    let ImportArgs { source, to, from, dry_run, strict } = arguments;
    let job = import::ImportJob { source, from };
    let report = moving::move_in(&job, &to, today()?, dry_run)?;
    println!("{report}");
    let passes = !strict || report.needs_hand() + report.unwritten() == 0;
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn lock(folder: &Path) -> Result<ExitCode> {
    let options = content::LoadOptions {
        drafts: false,
        future: false,
        apart: false,
        today: today()?,
        base_url: None,
        cache: Cache::default(),
        pictures: Effort::Measured,
    };
    println!("{}", content::update_permalinks(folder, &options)?);
    Ok(ExitCode::SUCCESS)
}

fn host(site: &Path, address: &AddressArgs) -> Result<ExitCode> {
    let host = Host::of(site)?;
    serve::take_many_connections();
    serve::run(async {
        let listener = Listener::open(&address.host, address.port).await?;
        let home = host.home();
        let home = if home == "/" { "" } else { &home };
        println!("Serving {} on http://{}{home}", site.display(), listener.address()?);
        listener.serve(host.service(), asked_to_stop(), GRACE).await;
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

fn host_config(arguments: &HostConfigArgs) -> Result<ExitCode> {
    let site = &arguments.site;
    let manifest = Manifest::read(site)?;
    let root = match &arguments.root {
        Some(root) => root.clone(),
        None => site.canonicalize().map_err(|reason| Error::file("find", site, &reason))?,
    };
    let program = match arguments.program {
        Program::Nginx => config::Program::Nginx,
        Program::Caddy => config::Program::Caddy,
    };
    let name = arguments.name.as_deref().unwrap_or(&manifest.host);
    print!("{}", config(program, &manifest, &root, name));
    Ok(ExitCode::SUCCESS)
}

fn ask_host(arguments: &DeployCheckArgs) -> Result<ExitCode> {
    let mut found = deploy_check(&arguments.url)?;
    let accepted = arguments.accept.iter().map(|aspect| match aspect {
        Aspect::Status => deploy_check::Aspect::Status,
        Aspect::Type => deploy_check::Aspect::Type,
        Aspect::Caching => deploy_check::Aspect::Caching,
        Aspect::Compression => deploy_check::Aspect::Compression,
        Aspect::Headers => deploy_check::Aspect::Headers,
        Aspect::Redirects => deploy_check::Aspect::Redirects,
    });
    found.accept(&accepted.collect::<Vec<_>>());
    match arguments.format {
        Listing::Table => println!("{found}"),
        Listing::Json => {
            let json = serde_json::to_string_pretty(&found.0)
                .map_err(|reason| Error::new(reason.to_string()))?;
            println!("{json}");
        }
    }
    let passes = found.count(Verdict::Fail) == 0;
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn preview(
    content: PathBuf,
    front: FrontEndSource,
    address: AddressArgs,
    cache: Cache,
) -> Result<ExitCode> {
    let AddressArgs { host, port } = address;
    dev::dev(&dev::Options { content, front, host, port, cache })?;
    Ok(ExitCode::SUCCESS)
}

fn cache(kept: CacheArgs) -> Result<Cache> {
    if kept.no_cache { Ok(Cache::temporary()) } else { Cache::at(kept.cache) }
}

/// The front end that was named, or the one in this program, or else the one of the workspace.
fn front_end(named: FrontArgs) -> FrontEndSource {
    let from_cargo_leptos = || env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from);
    let named = named.front.or_else(from_cargo_leptos).map(FrontEndSource::Folder);
    named
        .or_else(FrontEndSource::program)
        .unwrap_or_else(|| FrontEndSource::Folder("target/front-end".into()))
}

fn warn(warnings: &[Diagnostic]) {
    if !warnings.is_empty() {
        eprintln!("{}", diagnostics::render_all(warnings, colour()));
    }
}
