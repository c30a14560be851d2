//! How far a command is, on standard error: a bar on a terminal, a line for each stage elsewhere.
//!
//! Like a logger it is set up by the program, and silent until then: [`show`] turns it on, [`hide`]
//! off, [`stage`] begins a stage wherever one is. Whatever is done within a second says nothing.

use std::{
    io::{self, IsTerminal},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::count;

/// How long a command may be silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// When the command began that tells how far it is; `None` where none does.
static BEGAN: Mutex<Option<Instant>> = Mutex::new(None);

/// Whether a bar is drawn: of stages at the same time the first one is.
static IS_DRAWN: AtomicBool = AtomicBool::new(false);

/// From now on stages are told of.
pub fn show() {
    set(Some(Instant::now()));
}

/// From now on they are not.
pub fn hide() {
    set(None);
}

fn set(began: Option<Instant>) {
    *BEGAN.lock().unwrap_or_else(PoisonError::into_inner) = began;
}

/// How long the command has been at work, where it tells how far it is.
fn elapsed() -> Option<Duration> {
    BEGAN.lock().unwrap_or_else(PoisonError::into_inner).map(|began| began.elapsed())
}

/// One stage of a command, until it is dropped. It is advanced from any thread.
#[derive(Debug)]
pub struct Stage {
    bar: Option<ProgressBar>,
    name: &'static str,
    noun: &'static str,
    began: Instant,
}

/// Begins a stage of so many steps: `stage("Rendering", 200, "page")`.
pub fn stage(name: &'static str, steps: usize, noun: &'static str) -> Stage {
    let bar = elapsed().filter(|_| steps > 0).map(|_| {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        bar.with_style(style()).with_message(name).with_finish(ProgressFinish::AndClear)
    });
    Stage { bar, name, noun, began: Instant::now() }
}

impl Stage {
    /// One more step is done.
    pub fn step(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden()
            && is_late()
            && io::stderr().is_terminal()
            && !IS_DRAWN.swap(true, Ordering::Relaxed)
        {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let Some(bar) = &self.bar else { return };
        if !bar.is_hidden() {
            IS_DRAWN.store(false, Ordering::Relaxed);
        }
        bar.finish_using_style();
        if is_late() && !io::stderr().is_terminal() {
            eprintln!("{}", line(self.name, bar.position(), self.noun, self.began.elapsed()));
        }
    }
}

/// What is said of a stage where no bar can be drawn.
fn line(name: &str, steps: u64, noun: &str, took: Duration) -> String {
    let steps = count(usize::try_from(steps).unwrap_or(usize::MAX), noun);
    format!("{name}: {steps} in {:.1} s", took.as_secs_f64())
}

fn is_late() -> bool {
    elapsed().is_some_and(|elapsed| elapsed >= PATIENCE)
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg:12} {bar:32} {human_pos} of {human_len}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_silent_until_it_is_asked_for() {
        let stage = stage("Rendering", 2, "page");
        stage.step();
        assert!(stage.bar.is_none());
    }

    #[test]
    fn a_line_names_the_stage_its_steps_and_its_time() {
        let took = Duration::from_millis(3_210);
        assert_eq!(line("Rendering", 2_000, "page", took), "Rendering: 2,000 pages in 3.2 s");
        assert_eq!(line("Compressing", 1, "file", took), "Compressing: 1 file in 3.2 s");
    }

    #[test]
    fn the_bar_can_be_drawn() {
        assert!(ProgressStyle::with_template("{msg:12} {bar:32} {human_pos}").is_ok());
    }
}
