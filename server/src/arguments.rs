//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// A blog from a folder of Markdown: a static site that becomes an app in the browser.
#[derive(Debug, Parser)]
#[command(name = "blog", version = server::version(), max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Don't tell how far a long command is
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a blog: a folder with a first post, a page, all settings explained, and a workflow that
    /// publishes it on GitHub Pages
    Init(InitArgs),
    /// Make the site: every page as HTML and as data, complete or not at all
    Build(BuildArgs),
    /// Report everything that is wrong with the content, and write nothing
    Check(CheckArgs),
    /// Run the blocks of code that are marked with `run`, and compare what they print
    ///
    /// With the programs that `[run]` of site.toml names, in a sandbox where the system has one; nothing
    /// else runs them, and no build does. What ran is recorded in runs.toml, with versions and the day.
    Test(TestArgs),
    /// List all posts: status, date, words, title, tags
    List(ListArgs),
    /// Start a post, dated today
    New(NewArgs),
    /// Move a blog of another generator here: its posts, pages, authors, pictures and old addresses
    ///
    /// The source is never written to. Run it again whenever the source has changed: what somebody
    /// changed in the target is kept. It ends with a report of what was taken, what became what,
    /// and what needs a hand.
    Import(ImportArgs),
    /// Addresses that were published and must not be lost
    #[command(subcommand)]
    Permalinks(PermalinksCommand),
    /// Serve a finished site as any static host would
    Serve(ServeArgs),
    /// Print the configuration with which nginx or Caddy serves a finished site
    HostConfig(HostConfigArgs),
    /// Ask a deployed site whether its host does all that the site is made for
    ///
    /// Types, caching, compression, headers, status codes and redirects: a table of what is expected
    /// and what came. It fails unless all is well.
    DeployCheck(DeployCheckArgs),
    /// Write with a preview: every change shows in the browser at once
    ///
    /// Drafts and posts of the future are shown too. When something is wrong, the last good site
    /// stays, and the browser shows what the terminal says.
    Dev(DevArgs),
    /// Print the words of the interface in a language, as `content/words.toml` has them
    Words(WordsArgs),
    /// Print what lets a shell complete the commands of `blog`
    Completions(CompletionsArgs),
}

/// The folder of posts.
#[derive(Args, Debug)]
pub(crate) struct ContentArgs {
    /// The folder with site.toml, posts/ and pages/
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(crate) content: PathBuf,
}

/// The folder of the front end.
#[derive(Args, Debug)]
pub(crate) struct FrontArgs {
    /// Another front end than the one in this program, as `cargo leptos build --release` leaves it
    /// [default: $LEPTOS_SITE_ROOT; without one in the program, target/front-end]
    #[arg(long, value_name = "DIR")]
    pub(crate) front: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// The folder to start it in: an empty one, or one that is not there yet
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// What the blog is called [default: asked for on a terminal]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Where it will be found, such as `https://blog.example.org` [default: asked for on a terminal]
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The language of its texts and its interface, such as `de` or `pt-BR`
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) language: String,
}

#[derive(Args, Debug)]
pub(crate) struct WordsArgs {
    /// The language, such as `de`
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) language: String,
}

#[derive(Args, Debug)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    #[command(flatten)]
    pub(crate) front: FrontArgs,
    /// The folder that becomes the site. One that holds something else is left alone, and what
    /// somebody adds to a site is kept
    #[arg(long, value_name = "DIR", default_value = "target/site")]
    pub(crate) site: PathBuf,
    /// Where the site will be found, instead of what site.toml says
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Publish drafts too
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Publish posts dated after today too
    #[arg(long)]
    pub(crate) future: bool,
    /// Leave out the .br and .gz files, for a host that compresses by itself
    #[arg(long)]
    pub(crate) no_compress: bool,
    /// How many days scripts, styles and pictures stay in the site that only pages of earlier builds
    /// need: a reader may have one open
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub(crate) grace: u32,
    /// Take out of the site folder what no build made, but for what begins with a dot
    #[arg(long)]
    pub(crate) prune: bool,
    #[command(flatten)]
    pub(crate) kept: CacheArgs,
}

/// The folder of what is kept between builds.
#[derive(Args, Clone, Debug)]
pub(crate) struct CacheArgs {
    /// What is dear to make is kept here between builds, in a folder of its own, which may be deleted
    /// at any time
    #[arg(long, value_name = "DIR", default_value = "target/cache")]
    pub(crate) cache: PathBuf,
    /// Make everything anew, and keep nothing
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Ask the addresses of other sites too, politely, whether they are still there
    #[arg(long)]
    pub(crate) external: bool,
    /// How many addresses are asked at most
    #[arg(long, value_name = "N", default_value_t = 1_000, requires = "external")]
    pub(crate) limit: usize,
    /// How many seconds an address may take to answer
    #[arg(long, value_name = "SECONDS", default_value_t = 10, requires = "external")]
    pub(crate) timeout: u64,
    /// List the numbers in texts, too, that are bound to no data
    #[arg(long)]
    pub(crate) numbers: bool,
    #[command(flatten)]
    pub(crate) kept: CacheArgs,
    /// How faults are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub(crate) format: OutputFormat,
}

#[derive(Args, Debug)]
pub(crate) struct TestArgs {
    /// Texts, or folders of texts, to run alone
    #[arg(value_name = "TEXT")]
    pub(crate) texts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// Write into the texts what their blocks print
    #[arg(long)]
    pub(crate) accept: bool,
    /// How faults are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub(crate) format: OutputFormat,
}

/// Whom faults are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// People, with the line underlined
    Text,
    /// Editors: an array on standard output
    Json,
    /// Annotations in pull requests, on standard output
    Github,
}

#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// As an array of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct NewArgs {
    /// The title; the address is made of it
    pub(crate) title: String,
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// Its subjects, with commas between them
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub(crate) tags: Vec<String>,
    /// Who writes it, by an id from authors.toml; several with commas between them
    #[arg(long = "author", value_name = "AUTHOR", value_delimiter = ',')]
    pub(crate) authors: Vec<String>,
    /// The series that it belongs to, by an id from series.toml
    #[arg(long, value_name = "SERIES")]
    pub(crate) series: Option<String>,
    /// Make it the account of an incident, in `incidents` rather than `posts`
    #[arg(long, conflicts_with = "series")]
    pub(crate) incident: bool,
    /// Make a folder, with room for pictures and data beside the text
    #[arg(long)]
    pub(crate) folder: bool,
    /// Its language, where the blog has several: one of `[languages]` in site.toml
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// The post that it translates, by the path or the name of its file
    #[arg(long, value_name = "POST", requires = "language")]
    pub(crate) of: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    /// The folder of the blog, or the file that Ghost or WordPress exported
    pub(crate) source: PathBuf,
    /// The content folder that it becomes
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Whose blog it is, where that is not seen: hugo, zola, jekyll, astro, docusaurus, vitepress,
    /// eleventy, next, gatsby, hexo, pelican, ghost or wordpress
    #[arg(long, value_name = "GENERATOR")]
    pub(crate) from: Option<import::Generator>,
    /// Report what would come of it, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Fail when something needs a hand
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PermalinksCommand {
    /// Write all addresses that are published now into permalinks.lock, and accept that those are
    /// gone which are not
    Update(ContentArgs),
}

#[derive(Args, Debug)]
pub(crate) struct AddressArgs {
    /// The address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) host: String,
    /// The port to listen on; 0 stands for any that is free
    #[arg(long, default_value_t = 3000)]
    pub(crate) port: u16,
}

#[derive(Args, Debug)]
pub(crate) struct ServeArgs {
    /// The folder that `blog build` made
    #[arg(long, value_name = "DIR", default_value = "target/site")]
    pub(crate) site: PathBuf,
    #[command(flatten)]
    pub(crate) address: AddressArgs,
}

#[derive(Args, Debug)]
pub(crate) struct HostConfigArgs {
    /// The program that serves the site
    #[arg(value_enum)]
    pub(crate) program: Program,
    /// The folder that `blog build` made: where it lives under, and old addresses, are read from it
    #[arg(long, value_name = "DIR", default_value = "target/site")]
    pub(crate) site: PathBuf,
    /// Where that folder is on the machine that serves it [default: where it is here]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// The name of the host, or for Caddy any address of a site [default: that of the blog]
    #[arg(long, value_name = "HOST")]
    pub(crate) name: Option<String>,
}

/// A web server that people run themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Program {
    Nginx,
    Caddy,
}

#[derive(Args, Debug)]
pub(crate) struct DeployCheckArgs {
    /// The address of the site, with its path if it has one: `https://example.org/blog`
    pub(crate) url: String,
    /// How the answers are written
    #[arg(long, value_enum, default_value_t = Listing::Table)]
    pub(crate) format: Listing,
    /// What the host can't do, and need not: `headers,caching` for GitHub Pages
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) accept: Vec<Aspect>,
}

/// Whom a listing is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// People
    Table,
    /// Programs: an array
    Json,
}

/// What a host can do well or badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aspect {
    Status,
    Type,
    Caching,
    Compression,
    Headers,
    Redirects,
}

#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct DevArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    #[command(flatten)]
    pub(crate) front: FrontArgs,
    #[command(flatten)]
    pub(crate) address: AddressArgs,
    #[command(flatten)]
    pub(crate) kept: CacheArgs,
}
