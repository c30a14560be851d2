//! What a post is about, as small as a word.

use leptos::prelude::*;
use model::{Sparkline, SparklineMark};

/// The drawing of a post, where it has one. It says nothing that the words beside it don't.
pub(crate) fn sparkline(sparkline: Option<&Sparkline>) -> impl IntoView + use<> {
    let (width, height) = Sparkline::SIZE;
    sparkline.map(|Sparkline { kind, soft, red, .. }| {
        let class = format!("sparkline sparkline-{}", kind.name());
        let (soft, red) = (soft.clone(), red.clone());
        view! {
            <svg class=class viewBox=format!("0 0 {width} {height}") width="120" height="36" aria-hidden="true">
                <path d=soft></path>
                <path d=red></path>
            </svg>
        }
    })
}

/// The same in a row of a list.
pub(crate) fn mark(sparkline: Option<&Sparkline>) -> impl IntoView + use<> {
    let (width, height) = SparklineMark::SIZE;
    sparkline.map(|Sparkline { kind, mark: SparklineMark { soft, red }, .. }| {
        let class = format!("sparkline sparkline-{} sparkline-mark", kind.name());
        let (soft, red) = (soft.clone(), red.clone());
        view! {
            <svg class=class viewBox=format!("0 0 {width} {height}") width=width height=height aria-hidden="true">
                <path d=soft></path>
                <path d=red></path>
            </svg>
        }
    })
}
