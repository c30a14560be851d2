//! Excerpts of logs that a reader can look closer at: the lines of some levels, or those that say something.
//!
//! All lines stay in the page: what is not shown is hidden.

use leptos::{ev, prelude::*};
use places::{Mounted, mount};
use web_sys::Element;

use crate::{
    address,
    figure::{Explore, hide, remember, show},
    page,
    said::{Readers, fill, say},
};

/// The levels, those that matter least first; of lines without one none is known.
const LEVELS: [&str; 7] = ["trace", "debug", "info", "warn", "error", "fatal", ""];

/// A line, with those that repeat it.
struct Line {
    element: Element,
    level: usize,
    /// What it says, in small letters.
    text: String,
    count: usize,
}

/// What a reader has chosen to see of a log.
#[derive(Clone, Copy)]
struct View {
    lines: StoredValue<Vec<Line>, LocalStorage>,
    /// The levels that are not shown.
    hidden: RwSignal<Vec<usize>>,
    sought: RwSignal<String>,
}

/// Mounts what a log has below it.
pub(crate) fn mount_all(place: &Element) -> Option<Mounted> {
    let figure = place.closest("figure").ok()??;
    let list = figure.query_selector(":scope > ol").ok()??;
    let levels = levels(&place.get_attribute("data-levels")?);
    let lines = page::all(&list, ":scope > li").into_iter().zip(levels);
    let lines: Vec<Line> = lines.map(|(element, level)| Line::of(element, level)).collect();
    let (id, _) = lines.first()?.element.id().rsplit_once("-L").map(owned)?;
    let name = list.get_attribute("aria-label")?;
    let said = address::read(&id);
    let view = View::new(lines, &said);
    let is_said = !said.is_empty();
    open_at(&figure);
    let mounted = mount(place, move || {
        // Where an address leads to a line that is folded away.
        let told = window_event_listener(ev::hashchange, {
            let figure = figure.clone();
            move |_| open_at(&figure)
        });
        on_cleanup(move || told.remove());
        view.follow();
        remember(move || vec![(id.clone(), view.written())]);
        let open = RwSignal::new(is_said);
        let label = name.clone();
        view! {
            <div class="below" data-tools="">
                <Explore open name=label />
            </div>
            <Tools view name open />
        }
    });
    if is_said {
        show(place);
    }
    Some(mounted)
}

fn owned((before, behind): (&str, &str)) -> (String, String) {
    (before.to_owned(), behind.to_owned())
}

/// Opens what a line that the address leads to is folded into.
fn open_at(figure: &Element) {
    let hash = window().location().hash().unwrap_or_default();
    let Some(line) = document().get_element_by_id(hash.trim_start_matches('#')) else { return };
    let is_here = figure.contains(Some(&line));
    if let Some(fold) = line.closest("details").ok().flatten().filter(|_| is_here) {
        let _ = fold.set_attribute("open", "");
    }
}

/// The level of each line: names after each other, of those that are the same one and how many.
fn levels(written: &str) -> Vec<usize> {
    let run = |run: &str| {
        let (name, count) = run.split_once('*').unwrap_or((run, "1"));
        let level = LEVELS.iter().position(|known| *known == name);
        std::iter::repeat_n(level.unwrap_or(LEVELS.len() - 1), count.parse().unwrap_or(1))
    };
    written.split(' ').flat_map(run).collect()
}

impl Line {
    fn of(element: Element, level: usize) -> Self {
        let text = element.text_content().unwrap_or_default().to_lowercase();
        let count = 1 + page::all(&element, "li").len();
        Self { element, level, text, count }
    }
}

impl View {
    /// A view of all of it, or of what an address says: the levels that are hidden, and what is looked for.
    fn new(lines: Vec<Line>, said: &str) -> Self {
        let (hidden, sought) = said.split_once('_').unwrap_or((said, ""));
        let level = |name: &str| LEVELS.iter().position(|level| said_as(level) == name);
        let hidden: Vec<usize> = hidden.split('.').filter_map(level).collect();
        Self {
            lines: StoredValue::new_local(lines),
            hidden: RwSignal::new(hidden),
            sought: RwSignal::new(sought.to_owned()),
        }
    }

    fn written(self) -> String {
        let hidden: Vec<&str> =
            self.hidden.get().into_iter().map(|at| said_as(LEVELS[at])).collect();
        let hidden = hidden.join(".");
        match self.sought.get().trim() {
            "" => hidden,
            sought => format!("{hidden}_{sought}"),
        }
    }

    /// The levels that there are, each with how many lines have it.
    fn levels(self) -> Vec<(usize, usize)> {
        let count = |level: usize| {
            self.lines.with_value(|lines| {
                let of_level = lines.iter().filter(|line| line.level == level);
                of_level.map(|line| line.count).sum()
            })
        };
        (0..LEVELS.len())
            .map(|level| (level, count(level)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// Shows a level, or hides it.
    fn switch(self, level: usize) {
        self.hidden.update(|hidden| match hidden.iter().position(|known| *known == level) {
            Some(at) => {
                hidden.remove(at);
            }
            None => {
                hidden.push(level);
                hidden.sort_unstable();
            }
        });
    }

    fn shown(self) -> impl Fn(&Line) -> bool {
        let (hidden, sought) = (self.hidden.get(), self.sought.get().trim().to_lowercase());
        move |line| !hidden.contains(&line.level) && line.text.contains(&sought)
    }

    /// Hides the lines that are not shown.
    fn follow(self) {
        Effect::new(move || {
            let is_shown = self.shown();
            self.lines.with_value(|lines| {
                lines.iter().for_each(|line| hide(&line.element, !is_shown(line)));
            });
        });
    }

    /// How many lines are shown, in words.
    fn said(self) -> String {
        let is_shown = self.shown();
        self.lines.with_value(|lines| {
            let all: usize = lines.iter().map(|line| line.count).sum();
            let shown = lines.iter().filter(|line| is_shown(line)).map(|line| line.count).sum();
            if shown == all {
                return String::new();
            }
            fill("rowsOf", &[("shown", &Readers::count(shown)), ("all", &Readers::count(all))])
        })
    }

    /// Opens all that is folded, or closes it.
    fn unfold(self, is_open: bool) {
        self.lines.with_value(|lines| {
            for fold in lines.iter().flat_map(|line| page::all(&line.element, "details")) {
                let _ = fold.toggle_attribute_with_force("open", is_open);
            }
        });
    }
}

/// A level as addresses have it.
fn said_as(level: &'static str) -> &'static str {
    if level.is_empty() { "none" } else { level }
}

/// The tools, and how many lines are shown.
#[component]
fn Tools(view: View, name: String, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <p class="chart-shown" class:visually-hidden=move || !open.get() role="status">
            {move || view.said()}
        </p>
        {move || open.get().then(|| view! { <Fields view name=name.clone() /> })}
    }
}

#[component]
fn Fields(view: View, name: String) -> impl IntoView {
    let levels = view.levels();
    let count = levels.len();
    let buttons = levels.into_iter().map(|(level, lines)| {
        let is_hidden = move || view.hidden.with(|hidden| hidden.contains(&level));
        let is_last = move || !is_hidden() && view.hidden.with(Vec::len) + 1 >= count;
        let name =
            if LEVELS[level].is_empty() { say("logPlain") } else { LEVELS[level].to_owned() };
        view! {
            <button type="button" aria-pressed=move || (!is_hidden()).to_string() disabled=is_last
                on:click=move |_| view.switch(level)>
                {name} " " <small>{Readers::count(lines)}</small>
            </button>
        }
    });
    let has_folds = view.lines.with_value(|lines| lines.iter().any(|line| line.count > 1));
    let is_unfolded = RwSignal::new(false);
    let turn = move |_| {
        is_unfolded.update(|is_unfolded| *is_unfolded = !*is_unfolded);
        view.unfold(is_unfolded.get_untracked());
    };
    let unfold = has_folds.then(|| {
        view! {
            <button type="button" aria-pressed=move || is_unfolded.get().to_string() on:click=turn>
                {say("logUnfold")}
            </button>
        }
    });
    view! {
        <div class="chart-tools" role="group" aria-label=format!("{}: {name}", say("logLevels"))>
            {buttons.collect_view()}
        </div>
        <div class="chart-tools" role="group" aria-label=name>
            <label>
                {say("logFind")}
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=view.sought
                    on:input=move |event| view.sought.set(event_target_value(&event))
                />
            </label>
            {unfold}
        </div>
    }
}
