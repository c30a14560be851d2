//! Days.

use leptos::prelude::*;
use model::Date;

/// A date that people and machines read alike.
pub(crate) fn time(date: Date) -> impl IntoView + use<> {
    view! { <time datetime=date.to_string()>{date.to_string()}</time> }
}
