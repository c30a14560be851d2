//! From a folder of Markdown to a site, and what helps on the way.
//!
//! [`build`] is the whole story: [`content`] reads the folder into a library, [`output`] makes the
//! files of it. The two never meet but in the library. [`serve`] hosts the finished folder, [`dev`]
//! builds it again whenever something changes, [`new`] starts a post.

pub mod cache;
pub mod content;
pub mod deploy_check;
pub mod dev;
pub mod error;
pub mod external;
pub mod fs;
pub mod hosting;
pub mod new;
pub mod output;
pub mod serve;

mod built;
mod stamp;
#[cfg(test)]
mod testing;
mod today;

use std::{path::PathBuf, time::Instant};

use content::Content;
use error::Result;
use output::{FrontEndFiles, Manifest, Staging};

pub use built::{Built, count};
pub use today::today;

/// What is built, from what, to where.
#[derive(Clone, Debug)]
pub struct Job {
    /// The folder of posts and pages.
    pub content: PathBuf,
    /// Which of them count.
    pub options: content::Options,
    /// The folder that cargo-leptos left the front end in.
    pub front: PathBuf,
    /// The folder that becomes the site.
    pub site: PathBuf,
    /// Whether text files are compressed too.
    pub compress: bool,
}

/// Makes a site of a content folder and a built front end.
///
/// # Errors
///
/// When anything is wrong, all that is wrong with the content being told at once. The site that was
/// there before stays.
pub fn build(job: &Job) -> Result<Built> {
    let started = Instant::now();
    let Content { library, assets, warnings, unlocked, left_out, .. } =
        content::load(&job.content, &job.options)?;
    let front = FrontEndFiles::read(&job.front)?;
    let (staging, site) = Staging::beside(&job.site, &job.options.cache)?;
    let site = site.looked_at(library.site())?;

    front.write(&site)?;
    let pages = output::pages::write(&library, &front, &site)?;
    output::lists::write(&library, &front, &site)?;
    let redirects = hosting::redirects(&library);
    output::whole::write(&library, &redirects, &site)?;
    Manifest::new(&front.build, library.site(), redirects).write(&site)?;
    for asset in &assets {
        site.copy(&asset.source, &asset.path)?;
    }
    output::verify::verify(&library, &front.build, &site)?;
    if job.compress {
        output::compress::compress(&site)?;
    }
    let files = site.paths().len();
    staging.publish(site)?;
    job.options.cache.sweep();

    Ok(Built {
        posts: library.posts().len(),
        pages,
        files,
        took: started.elapsed(),
        site: job.site.clone(),
        warnings,
        unlocked,
        left_out,
    })
}
