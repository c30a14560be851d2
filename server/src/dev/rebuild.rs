//! Building again and again, on a thread of its own.

use std::{
    panic::{self, AssertUnwindSafe},
    process, thread,
};

use tokio::sync::watch::Sender;

use super::{live::State, watch::Changes};
use crate::{
    Built, Job,
    error::{Error, Result},
    serve::Host,
};

/// Builds now and after every change, telling each outcome to the terminal and to `tell`.
pub(super) fn start(job: Job, mut changes: Changes, tell: Sender<State>) {
    thread::spawn(move || {
        let mut number = 0_usize;
        loop {
            number += 1;
            match build(&job) {
                Ok((built, host)) => {
                    println!("{built}");
                    // Another process counts from one too.
                    let version = format!("{}-{number}", process::id());
                    tell.send_replace(State { version, fault: None, host: Some(host) });
                }
                Err(fault) => {
                    eprintln!("{}", fault.render(false));
                    tell.send_modify(|state| state.fault = Some(fault.to_string()));
                }
            }
            changes.wait();
        }
    });
}

/// One build, and a host for what came of it.
fn build(job: &Job) -> Result<(Built, Host)> {
    // A mistake of ours must not end a writer's session: it is shown, and the next change is tried.
    let built = panic::catch_unwind(AssertUnwindSafe(|| crate::build(job)));
    let built = built.unwrap_or_else(|_| {
        Err(Error::new("the build broke off, which it never should: the terminal says where"))
    })?;
    for warning in &built.warnings {
        eprintln!("{warning}");
    }
    Ok((built, Host::of(&job.site)?))
}
