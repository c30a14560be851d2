//! The file that finds incidents, read, and what an address asks of it.

use js_sys::{Array, Intl::PluralRules, Object};
use leptos::prelude::{document, window};
use model::{Facet, FacetValue, IncidentIndex, IndexWords, IndexedIncident, duration};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, UrlSearchParams};

use crate::json::{get, list, text};

/// However many an address asks for.
const MOST_SCREENS: usize = 100;

/// Fetches and reads it; nothing where either fails.
pub(crate) async fn fetch(url: String) -> Option<IncidentIndex> {
    let response = JsFuture::from(window().fetch_with_str(&url)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let json = response.ok().then(|| response.json().ok())??;
    index(&JsFuture::from(json).await.ok()?)
}

fn index(value: &JsValue) -> Option<IncidentIndex> {
    Some(IncidentIndex {
        facets: list(&get(value, "facets"), facet)?,
        incidents: list(&get(value, "incidents"), incident)?,
        lapses: list(&get(value, "lapses"), JsValue::as_string)?,
        units: list(&get(value, "units"), |unit| {
            list(unit, |form| {
                let [category, text] = list(form, JsValue::as_string)?.try_into().ok()?;
                Some((category, text))
            })
        })?,
        words: words(&get(value, "words"))?,
    })
}

fn facet(value: &JsValue) -> Option<Facet> {
    let read = |value: &JsValue| {
        let count = get(value, "count").as_f64()? as usize;
        Some(FacetValue { id: text(value, "id")?, name: text(value, "name")?, count })
    };
    let values = list(&get(value, "values"), read)?;
    Some(Facet { key: text(value, "key")?, name: text(value, "name")?, values })
}

fn incident(value: &JsValue) -> Option<IndexedIncident> {
    let place = |place: &JsValue| place.as_f64().map(|place| place as usize);
    Some(IndexedIncident {
        facts: text(value, "facts")?,
        title: text(value, "title")?,
        url: text(value, "url")?,
        note: text(value, "note")?,
        values: list(&get(value, "values"), |values| list(values, place))?,
        seconds: list(&get(value, "seconds"), |seconds| seconds.as_f64().map(|s| s as i64))?,
    })
}

fn words(value: &JsValue) -> Option<IndexWords> {
    Some(IndexWords {
        filter: text(value, "filter")?,
        all: text(value, "all")?,
        chosen: text(value, "chosen")?,
        found: text(value, "found")?,
        none: text(value, "none")?,
        more: text(value, "more")?,
        table: list(&get(value, "table"), JsValue::as_string)?,
        group: text(value, "group")?,
        group_of_four: text(value, "group_of_four")?,
    })
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// Of each facet the values that are chosen, by their places.
    pub(crate) chosen: Vec<Vec<usize>>,
    /// How many screenfuls of incidents, at least one.
    pub(crate) screens: usize,
}

impl Asked {
    /// What the address in the browser's bar asks for.
    pub(crate) fn here(facets: &[Facet]) -> Self {
        let search = window().location().search().unwrap_or_default();
        let query = UrlSearchParams::new_with_str(&search).ok();
        let chosen = |facet: &Facet| {
            let asked = query.as_ref().map(|query| query.get_all(&facet.key)).unwrap_or_default();
            let place = |id: JsValue| {
                let id = id.as_string()?;
                // What no incident has is asked for all the same, and finds none.
                let place = facet.values.iter().position(|value| value.id == id);
                Some(place.unwrap_or(facet.values.len()))
            };
            let mut chosen: Vec<usize> = asked.iter().filter_map(place).collect();
            chosen.sort_unstable();
            chosen.dedup();
            chosen
        };
        let chosen = facets.iter().map(chosen).collect();
        let screens = query.as_ref().and_then(|query| query.get("show")?.parse().ok());
        Self { chosen, screens: screens.unwrap_or(1).clamp(1, MOST_SCREENS) }
    }

    /// Whether anything is chosen.
    pub(crate) fn is_any(&self) -> bool {
        self.chosen.iter().any(|chosen| !chosen.is_empty())
    }

    /// The same with a value of a facet chosen as well, or not any more.
    pub(crate) fn with(&self, facet: usize, value: usize) -> Self {
        let mut chosen = self.chosen.clone();
        match chosen[facet].iter().position(|chosen| *chosen == value) {
            Some(at) => drop(chosen[facet].remove(at)),
            None => chosen[facet].push(value),
        }
        Self { chosen, screens: 1 }
    }

    /// The address that asks for it.
    pub(crate) fn address(&self, facets: &[Facet]) -> String {
        let path = window().location().pathname().unwrap_or_default();
        let Ok(query) = UrlSearchParams::new() else { return path };
        for (facet, chosen) in facets.iter().zip(&self.chosen) {
            for value in chosen.iter().filter_map(|at| facet.values.get(*at)) {
                query.append(&facet.key, &value.id);
            }
        }
        if self.screens > 1 {
            query.append("show", &self.screens.to_string());
        }
        let query = String::from(query.to_string());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

/// How long something took, in the language of the page.
pub(crate) fn written(seconds: i64, units: &[Vec<(String, String)>]) -> String {
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    let languages: Array = language.into_iter().map(JsValue::from).collect();
    let rules = PluralRules::new(&languages, &Object::new());
    let unit = |(unit, count): (usize, u64)| {
        let category = String::from(rules.select(count as f64));
        let forms = units.get(unit)?;
        let form = forms.iter().find(|(of, _)| *of == category).or(forms.last())?;
        Some(words::fill(&form.1, &[("count", &count.to_string())]))
    };
    let parts: Vec<String> =
        duration::largest(seconds as f64).into_iter().filter_map(unit).collect();
    parts.join(" ")
}
