//! Posts in a list, in brief.

use leptos::prelude::*;
use model::{PostRow, Summary};

use super::sparkline::mark;
use crate::{components::rows, state::ViewContext};

/// The rows of some posts, each with its mark where it has one.
pub(crate) fn rows_of(place: &ViewContext, posts: &[Summary]) -> impl IntoView + use<> {
    let said: Vec<PostRow> =
        posts.iter().map(|post| PostRow::of(post, &place.site.words)).collect();
    rows(place, &said, &|at| mark(posts[at].sparkline.as_ref()))
}
