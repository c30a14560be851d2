//! What of a flame graph is shown: a call with all that it made, and what a reader looks for.

use axes::{
    plain,
    stacks::{Call, Stacks, folded},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    fetched,
    said::{Readers, fill, say},
};

/// What a reader has chosen to see of a flame graph. Its first call stands for all samples.
#[derive(Clone, Copy)]
pub(crate) struct View {
    /// None until they are here: of very many calls they come once somebody looks closer.
    stacks: StoredValue<Option<Stacks<String>>>,
    is_here: RwSignal<bool>,
    /// The file that they are in, and what all of it is called.
    file: StoredValue<Option<(String, String)>>,
    /// What the table calls its columns, and what was counted if it is not samples.
    names: StoredValue<(Vec<String>, String)>,
    /// The call that is as wide as the picture.
    zoomed: RwSignal<usize>,
    /// The call that is pointed at.
    pub(super) pointed: RwSignal<Option<usize>>,
    /// A part of the names that are looked for.
    pub(super) sought: RwSignal<String>,
}

/// How much of all samples something is.
pub(crate) struct Share(pub(crate) u64, pub(crate) u64);

impl Share {
    /// In percent.
    pub(crate) fn percent(&self) -> String {
        plain((self.0 as f64 / self.1.max(1) as f64 * 1000.0).round() / 10.0, &Readers)
    }
}

impl View {
    /// A view of all of it, or of what an address says; nothing if it is neither here nor in a file.
    pub(super) fn new(
        stacks: Option<Stacks<String>>,
        (file, all): (Option<String>, String),
        names: (Vec<String>, String),
        said: &str,
    ) -> Option<Self> {
        let is_here = stacks.is_some();
        (is_here || file.is_some()).then_some(())?;
        let (zoomed, sought) = said.split_once('_').unwrap_or((said, ""));
        Some(Self {
            stacks: StoredValue::new(stacks),
            is_here: RwSignal::new(is_here),
            file: StoredValue::new(file.filter(|_| !is_here).map(|file| (file, all))),
            names: StoredValue::new(names),
            zoomed: RwSignal::new(zoomed.parse().unwrap_or_default()),
            pointed: RwSignal::new(None),
            sought: RwSignal::new(sought.to_owned()),
        })
    }

    /// Fetches the calls, if they lie in a file, once. Without them the graph stays the picture that it is.
    pub(super) fn fetch(self) {
        let file = self.file.try_update_value(Option::take).flatten();
        let Some((file, all)) = file else { return };
        spawn_local(async move {
            let Ok(text) = fetched::text(&file).await else { return };
            let stacks = Stacks::of(text.lines().filter_map(folded)).owned().below(all);
            // The reader may have left meanwhile, and the signals with the page.
            if self.stacks.try_set_value(Some(stacks)).is_none() {
                self.is_here.set(true);
            }
        });
    }

    /// What is made of the calls, if they are here.
    pub(super) fn with<T>(self, make: impl FnOnce(&Stacks<String>) -> T) -> Option<T> {
        self.is_here.track();
        self.stacks.with_value(|stacks| stacks.as_ref().map(make))
    }

    fn call(self, at: usize) -> Option<Call<String>> {
        self.with(|stacks| stacks.calls().get(at).cloned()).flatten()
    }

    /// The call that is as wide as the picture: the first one where all is shown.
    pub(super) fn zoomed(self) -> usize {
        let zoomed = self.zoomed.get();
        self.call(zoomed).map_or(0, |_| zoomed)
    }

    /// Shows a call and what it made. What is not made in it is no longer pointed at.
    pub(super) fn zoom(self, to: usize) {
        self.zoomed.set(to);
    }

    /// Whether anything is looked for.
    pub(super) fn is_sought(self) -> bool {
        self.sought.with(|sought| !sought.trim().is_empty())
    }

    /// Whether it is what the page showed before any script.
    pub(super) fn is_as_built(self) -> bool {
        !self.is_here.get() || self.zoomed() == 0 && !self.is_sought()
    }

    /// What an address says of it.
    pub(super) fn written(self) -> String {
        let (zoomed, sought) = (self.zoomed.get(), self.sought.get());
        let zoomed = if zoomed > 0 { zoomed.to_string() } else { String::new() };
        match sought.trim() {
            "" => zoomed,
            sought => format!("{zoomed}_{sought}"),
        }
    }

    /// Tells of calls whether they are looked for.
    pub(super) fn finder(self) -> impl Fn(&Call<String>) -> bool {
        let sought = self.sought.get().trim().to_lowercase();
        move |call| !sought.is_empty() && call.name.to_lowercase().contains(&sought)
    }

    /// What is shown, and what of it is found, in words.
    pub(super) fn said(self) -> String {
        let (zoomed, is_found) = (self.zoomed(), self.finder());
        let found = self.with(|stacks| {
            let (calls, all) = (stacks.calls(), stacks.total());
            let mut parts = Vec::new();
            if let Some(call) = calls.get(zoomed).filter(|_| zoomed > 0) {
                let share = Share(call.whole, all).percent();
                parts.push(fill("flameZoomed", &[("name", &call.name), ("share", &share)]));
            }
            if self.is_sought() {
                let found = (1..calls.len()).filter(|at| is_found(&calls[*at]));
                // What one of them calls is a part of it already.
                let (mut count, mut samples, mut end) = (0, 0, 0);
                for at in found {
                    count += 1;
                    if at >= end {
                        (samples, end) = (samples + calls[at].whole, stacks.within(at).end);
                    }
                }
                let (count, share) = (Readers::count(count), Share(samples, all).percent());
                parts.push(fill("flameFound", &[("count", &count), ("share", &share)]));
            }
            parts.join(" ")
        });
        found.unwrap_or_default()
    }

    /// So many samples, and how much of all they are.
    fn amount(self, samples: u64, all: u64) -> String {
        let count = Readers::count(usize::try_from(samples).unwrap_or(usize::MAX));
        let unit = self.names.with_value(|(_, unit)| unit.clone());
        let count = if unit.is_empty() { count } else { format!("{count} {unit}") };
        format!("{count} ({} %)", Share(samples, all).percent())
    }

    /// What is known of a call, by the names that the columns of the table have.
    pub(super) fn values(self, at: usize) -> Vec<(String, String)> {
        let (Some(call), Some(zoomed)) = (self.call(at), self.call(self.zoomed())) else {
            return Vec::new();
        };
        let all = self.with(Stacks::total).unwrap_or_default();
        let name = |at: usize| {
            self.names.with_value(|(head, _)| head.get(at).cloned().unwrap_or_default())
        };
        let mut values = vec![
            (name(0), call.name.clone()),
            (name(3), self.amount(call.whole, all)),
            (name(1), self.amount(call.own, all)),
        ];
        if zoomed.depth > 0 && call.whole < zoomed.whole {
            let share = Share(call.whole, zoomed.whole).percent();
            values.push((say("flameOfShown"), format!("{share} %")));
        }
        values
    }

    /// The functions of what is shown, as the table says them: their shares are those of all samples.
    pub(super) fn functions(self) -> Vec<Vec<String>> {
        let zoomed = self.zoomed();
        let rows = self.with(|stacks| {
            let all = stacks.total();
            let count =
                |samples: u64| Readers::count(usize::try_from(samples).unwrap_or(usize::MAX));
            let functions = stacks.functions(stacks.within(zoomed)).into_iter();
            let row = functions.map(|function| {
                let (own, whole) = (function.own, function.whole);
                vec![
                    function.name.to_owned(),
                    count(own),
                    Share(own, all).percent(),
                    count(whole),
                    Share(whole, all).percent(),
                ]
            });
            row.collect()
        });
        rows.unwrap_or_default()
    }
}
