//! `/search/`: what finds words in all texts.
//!
//! The fields are as they are in the dialog that other pages open: `frontend/search.js` takes them
//! from here and fills them with life.

use leptos::prelude::*;
use model::routes::Route;
use serde_json::{Map, Value, json};
use words::{Category, Message, Words};

use super::with_markup;
use crate::app::Place;

/// The page. Without a script it says what it needs, and where else to look.
pub(super) fn search(place: &Place) -> impl IntoView + use<> {
    let operator = |(written, meaning): (String, Message)| {
        view! { <dt><code>{written}</code></dt><dd>{place.say(meaning)}</dd> }
    };
    let elsewhere = |name: &str| {
        let (name, route) = match name {
            "archive" => (Message::SearchNeedsArchive, Route::Archive),
            _ => (Message::SearchNeedsTags, Route::Tags),
        };
        view! { <a href=place.href(&route)>{place.say(name)}</a> }.into_any()
    };
    view! {
        <header class="page-head">
            <h1>{place.say(Message::Search)}</h1>
        </header>
        <p class="search-needs">{with_markup(place, Message::SearchNeeds, elsewhere)}</p>
        <div class="search" data-words=for_script(&place.site.words)>
            <search>
                <label for="q">{place.say(Message::SearchWords)}</label>
                <input
                    id="q"
                    type="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    maxlength="200"
                />
            </search>
            <p class="search-said" role="status"></p>
            <div
                class="search-narrow"
                role="group"
                aria-label=place.say(Message::SearchNarrow)
                hidden
            ></div>
            <ol class="search-hits"></ol>
            <details class="search-help">
                <summary>{place.say(Message::SearchHelp)}</summary>
                <dl>{operators(&place.site.words).map(operator).into_iter().collect_view()}</dl>
            </details>
        </div>
    }
}

/// What can be asked for beyond words, with an example and what it means.
fn operators(words: &Words) -> [(String, Message); 4] {
    let (word, name) = (words.say(Message::SearchWord), words.say(Message::SearchName));
    let exact = words.say(Message::SearchExact);
    [
        (format!("\"{exact}\""), Message::SearchExactMeans),
        (format!("-{word}"), Message::SearchWithoutMeans),
        (format!("tag:{name}"), Message::SearchTagMeans),
        (format!("-tag:{name}"), Message::SearchWithoutTagMeans),
    ]
}

/// What the script says, by the names that it uses. It has the rules of counts from the browser.
fn for_script(words: &Words) -> String {
    const SAID: [(&str, Message); 15] = [
        ("search", Message::Search),
        ("nothing", Message::SearchNothing),
        ("partial", Message::SearchPartial),
        ("unknown", Message::SearchUnknown),
        ("instead", Message::SearchInstead),
        ("quoted", Message::SearchQuoted),
        ("more", Message::SearchMore),
        ("close", Message::SearchClose),
        ("failed", Message::SearchFailed),
        ("again", Message::SearchAgain),
        ("tag", Message::SearchTag),
        ("author", Message::SearchAuthor),
        ("series", Message::SearchSeries),
        ("year", Message::SearchYear),
        ("date", Message::Date),
    ];
    let said = SAID.map(|(name, message)| (name.to_owned(), words.say(message).into()));
    let mut said: Map<String, Value> = said.into_iter().collect();
    let months: Vec<String> = (1..=12).map(|month| words.month_in_date(month).to_owned()).collect();
    said.insert("months".to_owned(), json!(months));
    for (name, message) in
        [("count", Message::SearchCount), ("countMore", Message::SearchCountMore)]
    {
        let forms = words.forms(message).into_iter();
        let forms = forms.map(|(category, text)| (name_of(category).to_owned(), text.into()));
        said.insert(name.to_owned(), Value::Object(forms.collect()));
    }
    Value::Object(said).to_string()
}

/// What `Intl.PluralRules` calls a category.
fn name_of(category: Category) -> &'static str {
    let named = Category::ALL.iter().find(|(_, known)| *known == category);
    named.map_or("other", |(name, _)| name)
}
