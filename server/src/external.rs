//! `blog check --external`: whether the links that leave the site still lead somewhere.
//!
//! Politely: one request at a time to a host, with a pause between two, a few hosts at once, a
//! time-out, a limit on the whole, and no second look at what was well a short while ago. It is
//! never part of a build, which must not depend on the day of somebody else.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use content::ExternalLink;
use diagnostics::{Diagnostic, progress};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use ureq::{
    Agent,
    http::{StatusCode, header::LOCATION},
};
use url::Url;

/// How to ask.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where answers are kept between runs; `None` asks anew.
    pub answers: Option<PathBuf>,
    /// How many addresses are asked at most.
    pub limit: usize,
    /// How long one may take to answer.
    pub patience: Duration,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            answers: None,
            limit: 1_000,
            patience: Duration::from_secs(10),
            pause: Duration::from_millis(500),
        }
    }
}

/// How many hosts are asked at once.
const HOSTS: usize = 8;
/// How many times an address may send on to another one.
const HOPS: usize = 8;
/// How long a good answer holds, in seconds.
const HOLDS: u64 = 7 * 24 * 60 * 60;

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many different addresses there are.
    pub addresses: usize,
    /// How many of them were asked just now; what is known of the others is of an earlier run.
    pub asked: usize,
    /// Those that said neither yes nor no, such as hosts that refuse programs.
    pub unclear: usize,
    /// Those that the limit left out.
    pub left_out: usize,
    /// A warning for every link that leads nowhere, or somewhere else.
    pub warnings: Vec<Diagnostic>,
}

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LinkState {
    Good,
    /// It has moved for good.
    Moved(String),
    /// It does not answer, or with what nobody wants to read.
    Bad(String),
    /// It does not tell programs.
    Unclear(String),
}

/// When something was found out, in seconds since 1970, and what.
type KnownLinks = BTreeMap<String, (u64, LinkState)>;

/// Asks every address once.
pub fn check(links: &[ExternalLink], options: &Options) -> Checked {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut known = options.answers.as_deref().map(read).unwrap_or_default();
    let holds = |(when, answer): &(u64, LinkState)| {
        now.saturating_sub(*when) < HOLDS && matches!(answer, LinkState::Good | LinkState::Moved(_))
    };

    let addresses: BTreeSet<&str> = links.iter().map(|link| address(&link.url)).collect();
    let mut to_ask: Vec<&str> = addresses
        .iter()
        .copied()
        .filter(|address| !known.get(*address).is_some_and(holds))
        .collect();
    // Those that were never asked come first, then those whose answer is oldest.
    to_ask.sort_by_key(|address| known.get(*address).map_or(0, |(when, _)| *when));
    let left_out = to_ask.split_off(to_ask.len().min(options.limit)).len();

    for (address, answer) in ask_all(&to_ask, options) {
        known.insert(address.to_owned(), (now, answer));
    }
    known.retain(|address, _| addresses.contains(&**address));
    if let Some(file) = &options.answers {
        write(file, &known);
    }

    let mut checked = Checked {
        addresses: addresses.len(),
        asked: to_ask.len(),
        left_out,
        unclear: known.values().filter(|(_, a)| matches!(a, LinkState::Unclear(_))).count(),
        warnings: Vec::new(),
    };
    for link in links {
        let warning = match known.get(address(&link.url)) {
            Some((_, LinkState::Bad(what))) => {
                let help = "link to where it is now, or to a copy in an archive, or take it out";
                link.warning(format!("`{}` {what}", link.url), help)
            }
            Some((_, LinkState::Moved(to))) => {
                link.warning(format!("`{}` has moved", link.url), format!("link to {to}"))
            }
            _ => continue,
        };
        checked.warnings.push(warning);
    }
    checked
}

/// The address without the place in the page, of which no server is told.
fn address(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn read(file: &Path) -> KnownLinks {
    // What can't be read is asked again.
    let text = std::fs::read(file).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn write(file: &Path, known: &KnownLinks) {
    let Ok(text) = serde_json::to_vec_pretty(known) else { return };
    if let Some(folder) = file.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = std::fs::write(file, text);
}

/// Asks a few hosts at once, each for one address after the other.
fn ask_all<'a>(addresses: &[&'a str], options: &Options) -> Vec<(&'a str, LinkState)> {
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        let url = Url::parse(address).ok();
        let host = url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        hosts.entry(host).or_default().push(address);
    }
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(options.patience))
        .user_agent(concat!("blog-link-check/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let stage = progress::stage("Asking", addresses.len(), "link");
    let ask_host = |addresses: &Vec<&'a str>| -> Vec<(&'a str, LinkState)> {
        let mut answers = Vec::new();
        for (at, address) in addresses.iter().enumerate() {
            stage.step();
            if at > 0 {
                thread::sleep(options.pause);
            }
            answers.push((*address, ask(&agent, address)));
        }
        answers
    };
    let hosts: Vec<_> = hosts.values().collect();
    match rayon::ThreadPoolBuilder::new().num_threads(HOSTS).build() {
        Ok(pool) => {
            pool.install(|| hosts.par_iter().flat_map_iter(|host| ask_host(host)).collect())
        }
        Err(_) => hosts.into_iter().flat_map(ask_host).collect(),
    }
}

/// What an address says, and those that it sends on to.
fn ask(agent: &Agent, address: &str) -> LinkState {
    let Ok(mut url) = Url::parse(address).or_else(|_| Url::parse(&format!("https:{address}")))
    else {
        return LinkState::Bad("is no address".to_owned());
    };
    let mut for_good = true;
    for hop in 0..HOPS {
        let (status, location) = match request(agent, url.as_str()) {
            Ok(answer) => answer,
            Err(reason) => return LinkState::Bad(format!("can't be reached: {reason}")),
        };
        if !status.is_redirection() {
            return match status.as_u16() {
                _ if status.is_success() && hop > 0 && for_good => LinkState::Moved(url.into()),
                _ if status.is_success() => LinkState::Good,
                404 | 410 => {
                    LinkState::Bad(format!("leads nowhere any more ({})", status.as_u16()))
                }
                500..=599 => LinkState::Bad(format!("answers with a fault ({})", status.as_u16())),
                // Refused, or asked too often: nothing is said of the page.
                _ => LinkState::Unclear(status.to_string()),
            };
        }
        for_good &= matches!(status.as_u16(), 301 | 308);
        match location.and_then(|to| url.join(&to).ok()) {
            Some(to) => url = to,
            None => return LinkState::Bad("sends on to nowhere".to_owned()),
        }
    }
    LinkState::Bad("sends on in a circle".to_owned())
}

/// The status of an address, and where it sends on to. Hosts that don't answer the short question
/// are asked the long one, whose answer is not read.
fn request(agent: &Agent, url: &str) -> Result<(StatusCode, Option<String>), ureq::Error> {
    let mut answer = agent.head(url).call();
    let refused = answer.as_ref().is_ok_and(|answer| {
        matches!(answer.status().as_u16(), 400 | 403 | 404 | 405 | 429 | 500..=599)
    });
    if refused || answer.is_err() {
        answer = agent.get(url).call();
    }
    let answer = answer?;
    let location = answer.headers().get(LOCATION);
    Ok((answer.status(), location.and_then(|to| to.to_str().ok()).map(str::to_owned)))
}
