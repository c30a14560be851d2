//! `/incidents/` and its numbered pages: all incidents, and what they have in common.

use serde::Serialize;
use words::Message;

use super::{Lapse, facets::Facet};
use crate::{Library, Link, ListEntry, Listing, Post, Summary, duration, routes::Route};

/// A page of the list of incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncidentList {
    /// The incidents, in brief.
    pub listing: Listing,
    /// The same as they are to be read.
    pub entries: Vec<ListEntry>,
    /// What they are found by; nothing on numbered pages.
    pub facets: Vec<Facet>,
    /// Markup of the statistics over all of them; empty on numbered pages.
    pub statistics: String,
}

impl Library {
    /// A page of the list of incidents, if there are any.
    pub(crate) fn incident_list(&self, number: u32) -> Option<IncidentList> {
        let incidents = self.incidents();
        let range = Listing::range(incidents.len(), number).filter(|_| !incidents.is_empty())?;
        let shown = &incidents[range];
        let briefs = |_| shown.iter().map(|post| post.summary.clone()).collect();
        Some(IncidentList {
            listing: Listing::of(incidents.len(), number, briefs)?,
            entries: shown.iter().map(|post| self.entry(post)).collect(),
            facets: if number == 0 { self.facets() } else { Vec::new() },
            statistics: if number == 0 { self.statistics().to_owned() } else { String::new() },
        })
    }

    pub(super) fn entry(&self, post: &Post) -> ListEntry {
        let words = &self.site().words;
        let Summary { title, description, date, sparkline, .. } = &post.summary;
        let mut facts = vec![date.in_words(words)];
        if let Some(incident) = &post.incident {
            facts.insert(0, incident.severity.clone());
            facts.push(words.list(&incident.services));
            // How long readers were harmed, or at least how long it took to be done with it.
            let mut lapses = [Lapse::Mitigate, Lapse::Resolve].into_iter();
            facts.extend(lapses.find_map(|lapse| {
                let (seconds, _) = incident.times.lapse(lapse)?;
                let length = duration::in_words(seconds as f64, words);
                Some(format!("{} {length}", words.say(lapse.message())))
            }));
        }
        ListEntry {
            kicker: facts.join(" · "),
            link: Link { name: title.clone(), url: self.site().routes.path(&post.route()) },
            note: description.clone(),
            sparkline: sparkline.clone(),
            changed: post.summary.changed(),
        }
    }

    /// What the list of incidents is, in a sentence.
    pub fn incidents_about(&self) -> String {
        self.site().words.count(Message::IncidentCount, self.incidents().len(), &[])
    }

    /// The addresses of the list of incidents, and of the incidents.
    pub(crate) fn incident_routes(&self) -> (Vec<Route>, impl Iterator<Item = Route>) {
        let incidents = self.incidents();
        let list = Route::Incidents.pages(incidents.len()).filter(|_| !incidents.is_empty());
        (list.collect(), incidents.iter().map(Post::route))
    }
}
