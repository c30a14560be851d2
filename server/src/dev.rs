//! A server for writers: it builds again whenever something changes, and shows the browser at once.
//!
//! `watch` says when, `rebuild` reads the content and keeps the last good state, `shown` makes the
//! files of it that are asked for, `live` tells the open pages, `origin` turns away who is not meant.

mod live;
mod origin;
mod rebuild;
mod room;
mod shown;
mod watch;

use std::{path::PathBuf, time::Duration};

use diagnostics::Result;
use hosting::serve::{self, Listener, asked_to_stop};
use hyper_util::service::TowerToHyperService;
use images::Effort;
use site::FrontEndSource;
use store::Cache;
use tokio::sync::watch::channel;

use crate::{
    dev::{origin::PreviewNames, rebuild::Rebuild, room::LockedFolder},
    today,
};

/// What to watch, and where to show it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of posts and pages.
    pub content: PathBuf,
    /// Where the front end is taken from.
    pub front: FrontEndSource,
    /// The host to listen on.
    pub host: String,
    /// The port to listen on.
    pub port: u16,
    /// What is kept between builds.
    pub cache: Cache,
}

/// Builds, serves and watches until someone says stop.
///
/// # Errors
///
/// When the address can't be had or the content folder can't be watched. Faults in the content are
/// no errors here: they are shown.
pub fn dev(options: &Options) -> Result<()> {
    if let Some(trouble) = options.cache.trouble() {
        eprintln!("{trouble}");
    }
    let room = LockedFolder::make()?;
    let rebuild = Rebuild {
        content: options.content.clone(),
        options: content::LoadOptions {
            drafts: true,
            future: true,
            apart: false,
            today: today()?,
            base_url: None,
            cache: options.cache.clone(),
            // What is seen while writing has not to be small.
            pictures: Effort::Checked,
        },
        front: options.front.clone(),
        room: room.path().to_owned(),
    };
    serve::run(async {
        let listener = Listener::open(&options.host, options.port).await?;
        let changes = watch::changes(&options.content, options.front.folder())?;
        let (tell, state) = channel(live::BuildState::default());
        rebuild::start(rebuild, changes, tell);
        let address = listener.address()?;
        let names = PreviewNames::of(&options.host, address);
        let service = TowerToHyperService::new(live::router(state, names));
        println!(
            "Watching {}, showing it on http://{address} (stop with Ctrl-C)",
            options.content.display(),
        );
        listener.serve(service, asked_to_stop(), Duration::ZERO).await;
        Ok(())
    })
}
