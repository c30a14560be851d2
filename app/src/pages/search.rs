//! `/search/`: what finds words in all texts.
//!
//! The fields are as they are in the dialog that other pages open: `frontend/search.js` takes them
//! from here and fills them with life.

use leptos::prelude::*;
use model::routes::Route;
use serde_json::{Value, json};
use words::{Message, Words};

use super::{common::with_markup, script_words::by_name};
use crate::state::ViewContext;

/// The page. Without a script it says what it needs, and where else to look.
pub(super) fn search(place: &ViewContext) -> impl IntoView + use<> {
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

/// What the script says, by the names that it uses.
fn for_script(words: &Words) -> String {
    const SAID: [(&str, Message); 17] = [
        ("search", Message::Search),
        ("count", Message::SearchCount),
        ("countMore", Message::SearchCountMore),
        ("nothing", Message::SearchNothing),
        ("partial", Message::SearchPartial),
        ("unknown", Message::SearchUnknown),
        ("instead", Message::SearchInstead),
        ("quoted", Message::SearchQuoted),
        ("more", Message::SearchMore),
        ("close", Message::Close),
        ("failed", Message::SearchFailed),
        ("again", Message::SearchAgain),
        ("tag", Message::SearchTag),
        ("author", Message::SearchAuthor),
        ("series", Message::SearchSeries),
        ("year", Message::SearchYear),
        ("date", Message::Date),
    ];
    let counted = [Message::SearchCount, Message::SearchCountMore];
    let mut said = by_name(words, &SAID, &counted);
    let months: Vec<String> = (1..=12).map(|month| words.month_in_date(month).to_owned()).collect();
    said.insert("months".to_owned(), json!(months));
    Value::Object(said).to_string()
}
