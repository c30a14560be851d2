//! Reading the content again and again, on a thread of its own.

use std::{
    mem,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    process,
    sync::Arc,
    thread,
    time::Instant,
};

use content::{Content, FirstContent, RenderCache};
use diagnostics::{Error, Result, count, progress};
use site::{FrontEndFiles, FrontEndSource};
use tokio::sync::watch::Sender;

use super::{live::BuildState, site_state::SiteState, watch::Changes};

/// What the site is made from, and what is known of it since the last time.
pub(super) struct Rebuild {
    /// The folder of posts and pages.
    pub(super) content: PathBuf,
    pub(super) options: content::LoadOptions,
    /// Where the front end is taken from.
    pub(super) front: FrontEndSource,
    /// Where files are put that are asked for.
    pub(super) room: PathBuf,
}

/// Reads the content now and after every change, telling each outcome to the terminal and to `tell`.
pub(super) fn start(rebuild: Rebuild, mut changes: Changes, tell: Sender<BuildState>) {
    thread::spawn(move || {
        let (mut memory, mut front) = (rebuild.memory(RenderCache::recall), None);
        let mut number = 0_usize;
        if let Some(shown) = rebuild.guarded_first(&mut memory, &mut front) {
            let version = format!("{}-{number}", process::id());
            tell.send_replace(BuildState { version, fault: None, shown: Some(Arc::new(shown)) });
        }
        loop {
            number += 1;
            match guarded(&rebuild, &mut memory, &mut front) {
                Ok(shown) => {
                    // Another process counts from one too.
                    let version = format!("{}-{number}", process::id());
                    tell.send_replace(BuildState {
                        version,
                        fault: None,
                        shown: Some(Arc::new(shown)),
                    });
                }
                Err(fault) => {
                    eprintln!("{}", fault.render(false));
                    tell.send_modify(|state| state.fault = Some(fault.to_string()));
                }
            }
            rebuild.keep(&mut memory);
            if changes.wait(|| memory.is_outdated()).of_front {
                front = None;
            }
        }
    });
}

/// A mistake of ours must not end a writer's session: it is shown, and the next change is tried.
fn guarded(
    rebuild: &Rebuild,
    memory: &mut RenderCache,
    front: &mut Option<FrontEndFiles>,
) -> Result<SiteState> {
    unbroken(memory, |known| rebuild.once(known, front)).unwrap_or_else(|| {
        let message = "the build broke off, which it never should: the terminal says where";
        Err(Error::new(message))
    })
}

/// What came of something, unless it panicked: then nothing is known of the texts any more.
fn unbroken<T>(memory: &mut RenderCache, make: impl FnOnce(&mut RenderCache) -> T) -> Option<T> {
    let mut known = mem::take(memory);
    let made = panic::catch_unwind(AssertUnwindSafe(|| (make(&mut known), known)));
    let (made, known) = made.ok()?;
    *memory = known;
    Some(made)
}

impl Rebuild {
    /// What is known of the texts, where it is kept from one start to the next.
    fn memory(&self, at: fn(PathBuf) -> RenderCache) -> RenderCache {
        let place = RenderCache::place(&self.content, &self.options);
        place.map(at).unwrap_or_default()
    }

    /// The front page of a large blog of which nothing is known: all of it takes seconds. What is wrong
    /// anywhere, who reads all of it tells.
    fn guarded_first(
        &self,
        memory: &mut RenderCache,
        front: &mut Option<FrontEndFiles>,
    ) -> Option<SiteState> {
        let first =
            unbroken(memory, |known| content::load_first(&self.content, &self.options, known));
        let FirstContent { content, rendered } = first??;
        let front = front.insert(FrontEndFiles::read(&self.front).ok()?).clone();
        let shown = SiteState::new(content, front, self.options.cache.clone(), &self.room).ok()?;
        Some(shown.of_texts(rendered))
    }

    fn once(
        &self,
        memory: &mut RenderCache,
        front: &mut Option<FrontEndFiles>,
    ) -> Result<SiteState> {
        let started = Instant::now();
        let front = match front {
            Some(front) => front.clone(),
            None => front.insert(FrontEndFiles::read(&self.front)?).clone(),
        };
        if memory.is_outdated() {
            // What an earlier run kept is damaged.
            *memory = self.memory(RenderCache::at);
        }
        let content = content::load_again(&self.content, &self.options, memory);
        // The first time takes long; after that the pages themselves show that something is done.
        progress::hide();
        let content = content?;
        if memory.is_outdated() {
            *memory = RenderCache::default();
            return Err(Error::new("the texts can't be kept: is there room on the disk?"));
        }
        let Content { warnings, .. } = &content;
        for warning in warnings {
            eprintln!("{warning}");
        }
        let posts = count(content.posts(), "post");
        let shown = SiteState::new(content, front, self.options.cache.clone(), &self.room)?;
        println!("Read {posts} in {:.2} s", started.elapsed().as_secs_f64());
        Ok(shown)
    }
    /// Keeps what was read for the next start, when the browser shows it already.
    fn keep(&self, memory: &mut RenderCache) {
        if memory.has_news()
            && let Err(reason) = memory.keep()
        {
            eprintln!("what was read can't be kept for the next start: {reason}");
        }
    }
}
