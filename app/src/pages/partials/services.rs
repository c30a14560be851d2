//! What services of others need in a page: a place for what readers discuss, a form for a newsletter.

use leptos::prelude::*;
use model::Newsletter;
use words::Message;

use crate::state::ViewContext;

/// Where readers discuss a post. Nothing is loaded before somebody asks for it, by a button that
/// `services.js` listens to; a browser without scripts shows none of it.
pub(crate) fn comments(place: &ViewContext) -> impl IntoView + use<> {
    view! {
        <section class="section comments" aria-labelledby="comments" data-comments>
            <h2 id="comments">{place.say(Message::Comments)}</h2>
            <button type="button">{place.say(Message::ShowComments)}</button>
        </section>
    }
}

/// Where readers ask for new posts by e-mail. The answer of whoever sends them comes in a tab of its own.
pub(crate) fn newsletter(place: &ViewContext, letter: &Newsletter) -> impl IntoView + use<> {
    let Newsletter { action, email, hidden } = letter;
    // A field without a value is there for programs: no reader sees it or comes to it by the keyboard.
    let field = |(name, value): &(String, String)| {
        view! { <input type="hidden" name=name.clone() value=value.clone()/> }
    };
    view! {
        <form class="newsletter" action=action.clone() method="post" target="_blank">
            <label for="newsletter">{place.say(Message::Newsletter)}</label>
            <input id="newsletter" type="email" name=*email required autocomplete="email"
                placeholder=place.say(Message::EmailAddress)/>
            {hidden.iter().map(field).collect_view()}
            <button>{place.say(Message::SubscribeByEmail)}</button>
        </form>
    }
}
