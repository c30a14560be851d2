//! Pictures that stand beside a text, not in it.

use leptos::prelude::*;
use model::Picture;

use crate::{pages::common::shared, state::ViewContext};

/// A picture of the first screen: it is fetched at once.
pub(crate) fn picture(
    place: &ViewContext,
    class: &'static str,
    picture: Option<&Picture>,
) -> impl IntoView + use<> {
    picture.map(|Picture { src, alt, srcset, sizes, width, height }| {
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        let (srcset, sizes) = (given(srcset), given(sizes));
        let (src, alt, width, height) = (shared(place, src), alt.clone(), *width, *height);
        view! {
            <img class=class src=src srcset=srcset sizes=sizes alt=alt width=width height=height />
        }
    })
}
