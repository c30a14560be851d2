//! Where an element may stand.

use super::{
    elements::{
        ends_foreign, ends_paragraph, hides_item, hides_paragraph, holds_only_table_parts,
        is_heading, is_ruby_part, parents_of_table_part,
    },
    nesting::{Misfit, Nesting},
};

impl Nesting {
    /// Why a browser would not leave an element where it stands.
    pub(super) fn misfit(&self, name: &str) -> Option<Misfit> {
        if let Some(language) = self.language() {
            let inside = format!("`<{name}>` can't stand in `<{}>`", language.root());
            let help =
                "leave no empty line in a picture, and use only the elements of its language";
            return ends_foreign(name).then(|| Misfit::new(inside, help));
        }
        let title = self.in_title().then_some("title");
        if let Some(parent) = self.text_only().or(title) {
            return Some(Misfit::new(
                format!("`<{name}>` can't stand in `<{parent}>`"),
                format!("close `<{parent}>` right behind it: an element begins here"),
            ));
        }
        if self.is_open("select") {
            return self.misfit_in_select(name);
        }
        self.misfit_in_table(name)
            .or_else(|| self.misfit_in_paragraph(name))
            .or_else(|| self.misfit_in_kin(name))
    }

    fn misfit_in_table(&self, name: &str) -> Option<Misfit> {
        let parent = self.open.last().map_or("", |node| &*node.name);
        if let Some(parents) = parents_of_table_part(name) {
            let places: Vec<String> = parents.iter().map(|name| format!("`<{name}>`")).collect();
            return (!parents.contains(&parent)).then(|| {
                Misfit::new(
                    format!("`<{name}>` does not stand directly in {}", places.join(" or ")),
                    format!("put it into {}: a browser would add one", places.join(" or ")),
                )
            });
        }
        holds_only_table_parts(parent).then(|| {
            Misfit::new(
                format!("`<{name}>` can't stand directly in `<{parent}>`"),
                "put it into a cell, or before the table",
            )
        })
    }

    fn misfit_in_paragraph(&self, name: &str) -> Option<Misfit> {
        if !ends_paragraph(name) {
            return None;
        }
        let paragraph = self
            .open
            .iter()
            .rev()
            .take_while(|node| !node.hides(hides_paragraph))
            .find(|node| node.name == "p" && node.foreign.is_none())?;
        Some(match paragraph.tag {
            None => Misfit::new(
                format!("`<{name}>` can't stand in a paragraph"),
                "put it on a line of its own, with an empty line before it",
            ),
            Some(_) => Misfit::new(
                format!("`<{name}>` can't stand in `<p>`"),
                "close the `<p>` before it, or make it a `<div>`; an empty line begins a paragraph",
            ),
        })
    }

    /// What a list of options may hold differs from browser to browser, apart from this.
    fn misfit_in_select(&self, name: &str) -> Option<Misfit> {
        let parent = self.open.last().map_or("", |node| &*node.name);
        let fits = match name {
            "option" => matches!(parent, "select" | "optgroup"),
            "optgroup" | "hr" => parent == "select",
            _ => false,
        };
        (!fits).then(|| {
            Misfit::new(
                format!("`<{name}>` can't stand in `<{parent}>`"),
                "put nothing but options into `<select>`, each one closed before the next",
            )
        })
    }

    /// Elements that end others of their kind.
    fn misfit_in_kin(&self, name: &str) -> Option<Misfit> {
        let parent = self.open.last().map_or("", |node| &*node.name);
        let within = |kin: &[&str], hides: fn(&str) -> bool| {
            self.open
                .iter()
                .rev()
                .take_while(|node| !node.hides(hides) || kin.contains(&&*node.name))
                .find(|node| kin.contains(&&*node.name) && node.foreign.is_none())
                .map(|node| &*node.name)
        };
        let marker: fn(&str) -> bool =
            |name| matches!(name, "object" | "marquee" | "td" | "th" | "caption");
        let other = match name {
            "a" | "nobr" | "button" => within(&[name], marker),
            "form" => within(&["form"], |_| false),
            "li" => within(&["li"], hides_item),
            "dd" | "dt" => within(&["dd", "dt"], hides_item),
            "option" | "optgroup" => (parent == "option").then_some(parent),
            _ if is_heading(name) => is_heading(parent).then_some(parent),
            _ if is_ruby_part(name) => {
                let fits = parent == "ruby" || parent == "rtc" && matches!(name, "rt" | "rp");
                let help = "put it directly into `<ruby>`, each one closed before the next";
                let what = format!("`<{name}>` does not stand directly in `<ruby>`");
                return (!fits).then(|| Misfit::new(what, help));
            }
            _ => None,
        }?;
        let what = match name {
            "a" => "a link can't stand in a link".to_owned(),
            _ => format!("`<{name}>` can't stand in `<{other}>`"),
        };
        Some(Misfit::new(what, format!("close `<{other}>` before it")))
    }
}
