//! The blocks of code in the posts that say what they print still print it.
//!
//! `blog test` records what ran and with what, so it works on a copy: the records that are committed are those
//! of whoever wrote the texts.

use crate::cargo::mirror;
use crate::error::Result;
use crate::project::Project;
use crate::shell::Call;

/// What the blocks of the posts are run by.
const PROGRAM: &str = "python3";

/// Runs them, or says why none can run here.
pub(crate) fn run(project: &Project) -> Result<()> {
    if !Call::new(PROGRAM).args(["--version"]).succeeds() {
        println!("skipped: there is no {PROGRAM}");
        return Ok(());
    }
    let copy = project.scratch("texts")?;
    mirror(&project.content(), &copy)?;
    Call::new(project.blog("release")).arg("test").arg("--content").arg(&copy).run()
}
