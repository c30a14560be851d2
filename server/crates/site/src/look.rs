//! What the look of the owner's own adds to that of the site: the theme as rules for the first layer,
//! and what `style.css` holds.

use std::fmt::Write;

use model::{BasePath, Face, Pair, Palette, Theme};

/// How a pair of colours is written that depends on the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColourSyntax {
    /// As CSS has it.
    LightDark,
    /// For browsers that do not know that yet: as the build of the style sheet writes it for them, with
    /// two properties of which one is empty.
    Lowered,
}

impl ColourSyntax {
    /// The form that a built style sheet has.
    pub(super) fn of(style: &str) -> Self {
        if style.contains("--lightningcss-light") { Self::Lowered } else { Self::LightDark }
    }

    fn write(self, Pair { light, dark }: Pair) -> String {
        match self {
            Self::LightDark => format!("light-dark({light},{dark})"),
            Self::Lowered => {
                format!("var(--lightningcss-light,{light})var(--lightningcss-dark,{dark})")
            }
        }
    }
}

/// The rules of a theme, where it differs from the style sheet.
pub(super) fn rules(theme: &Theme, base: &BasePath, form: ColourSyntax) -> String {
    let own = Theme::default();
    let (mut colours, mut always) = (String::new(), String::new());
    let pairs = theme.colours.pairs().into_iter().zip(own.colours.pairs());
    for (name, (pair, own)) in Palette::NAMES.into_iter().zip(pairs) {
        if pair != own {
            // Writing to a string can't fail.
            let _ = write!(colours, "--{name}:{};", form.write(pair));
        }
    }
    let Pair { light, .. } = theme.colours.paper;
    let mut set = |name: &str, value: &str, own: &str| {
        if value != own {
            let _ = write!(always, "--{name}:{value};");
        }
    };
    set("day", &light.to_string(), &own.colours.paper.light.to_string());
    set("measure", &theme.measure, &own.measure);
    set("radius", &theme.radius, &own.radius);
    let (mut faces, mut here) = (String::new(), String::new());
    let heading = theme.heading.as_ref();
    for (name, family, face, own) in [
        ("text", "Text", Some(&theme.text), Some(&own.text)),
        ("heading", "Heading", heading, None),
        ("mono", "Code", Some(&theme.mono), Some(&own.mono)),
    ] {
        if let Some(face) = face.filter(|face| Some(*face) != own) {
            set(name, &face.families, "");
            // Diagrams are drawn around it, so it is never another one that they are set in.
            if name == "text" {
                set("drawn", &families(face, family), "");
            }
            let _ = write!(here, "--{name}:{};", families(face, family));
            declare(&mut faces, face, family, base);
        }
    }
    let mut rules = faces;
    if !always.is_empty() {
        let _ = write!(rules, ":root{{{always}}}");
    }
    // As those of the site, its own faces are shown where they have been before.
    if !here.is_empty() {
        let _ = write!(rules, ":root[data-faces]{{{here}}}");
    }
    // With more contrast or forced colours, the colours of the site hold.
    if !colours.is_empty() {
        let _ = write!(
            rules,
            "@media not ((prefers-contrast:more) or (forced-colors:active)){{:root{{{colours}}}}}"
        );
    }
    rules
}

/// What a face is called, and what stands in for it.
fn families(face: &Face, family: &str) -> String {
    let own = (!face.files.is_empty()).then(|| format!("Own{family},"));
    own.unwrap_or_default() + &face.families
}

/// Says where the files of a face are. As those of the site, they are shown if they are there before
/// the first frame: nothing waits, and nothing moves.
fn declare(rules: &mut String, face: &Face, family: &str, base: &BasePath) {
    for file in &face.files {
        let style = if file.italic { "font-style:italic;" } else { "" };
        let _ = write!(
            rules,
            "@font-face{{font-family:Own{family};font-weight:{};{style}font-display:optional;\
             src:url({}) format(\"{}\")}}",
            file.weight,
            base.join(&file.path),
            file.format,
        );
    }
}

/// The faces of the first screen, as paths on the site; `own` are those that the site brings along.
pub(super) fn faces(theme: &Theme, own: &[String]) -> Vec<String> {
    let mut paths = match theme.text == Theme::default().text {
        true => own.to_vec(),
        false => Vec::new(),
    };
    let faces = [Some(&theme.text), theme.heading.as_ref()];
    for file in faces.into_iter().flatten().flat_map(|face| &face.files) {
        if !paths.contains(&file.path) {
            paths.push(file.path.clone());
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use model::FaceFile;

    use super::*;

    #[test]
    fn a_theme_says_where_it_differs_and_leaves_readers_the_contrast_that_they_ask_for() {
        let base = BasePath::default();
        assert_eq!(rules(&Theme::default(), &base, ColourSyntax::LightDark), "");
        let mut theme = Theme::default();
        theme.colours.paper.light = "#fff".parse().expect("a colour");
        theme.colours.red.dark = "#f00".parse().expect("a colour");
        theme.radius = "0".into();
        assert_eq!(
            rules(&theme, &base, ColourSyntax::LightDark),
            ":root{--day:#ffffff;--radius:0;}\
             @media not ((prefers-contrast:more) or (forced-colors:active))\
             {:root{--paper:light-dark(#ffffff,#111614);--red:light-dark(#b3261a,#ff0000);}}"
        );
        let lowered = rules(&theme, &base, ColourSyntax::of(":root{--lightningcss-light:initial}"));
        let paper = "--paper:var(--lightningcss-light,#ffffff)var(--lightningcss-dark,#111614);";
        assert!(lowered.contains(paper), "{lowered}");
        assert_eq!(faces(&theme, &["/a".to_owned()]), ["/a"]);
    }

    #[test]
    fn a_face_of_the_owners_is_declared_and_asked_for_first() {
        let file = FaceFile {
            path: "/media/a.1.woff2".into(),
            format: "woff2",
            weight: "400 700".into(),
            italic: true,
        };
        let face = Face { families: "serif".into(), files: vec![file] };
        let theme = Theme { text: face, ..Theme::default() };
        assert_eq!(
            rules(&theme, &BasePath::default(), ColourSyntax::LightDark),
            "@font-face{font-family:OwnText;font-weight:400 700;font-style:italic;font-display:optional;\
             src:url(/media/a.1.woff2) format(\"woff2\")}:root{--text:serif;--drawn:OwnText,serif;}:root[data-faces]{--text:OwnText,serif;}"
        );
        assert_eq!(faces(&theme, &["/a".to_owned()]), ["/media/a.1.woff2"]);
    }
}
