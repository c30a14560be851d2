//! What text is measured and set in where no browser is: in diagrams and on share previews.

use model::{Face, FaceFile, STACKS, Theme};
use typeface::{Font, Typeface};

use super::super::own_files::OwnFiles;

/// The weights of a typeface, as CSS counts them.
const WEIGHTS: [f32; 2] = [500.0, 600.0];

/// What texts are set in, and what headings are.
pub(in super::super) fn typefaces(theme: &Theme, own_files: &OwnFiles) -> [Typeface; 2] {
    let text = typeface(&theme.text, own_files);
    let heading = theme.heading.as_ref().map(|face| typeface(face, own_files));
    [text.clone(), heading.unwrap_or(text)]
}

fn typeface(face: &Face, own_files: &OwnFiles) -> Typeface {
    let upright: Vec<(&FaceFile, &Font)> = face
        .files
        .iter()
        .filter(|file| !file.italic)
        .filter_map(|file| Some((file, own_files.font(&file.path)?)))
        .collect();
    let in_weight = |weight: f32| {
        let away = |file: &FaceFile| (nearest(file, weight) - weight).abs();
        let (file, font) = upright.iter().min_by(|(a, _), (b, _)| away(a).total_cmp(&away(b)))?;
        let weight = nearest(file, weight);
        Some((format!("{} {weight}", file.path), font.in_weight(weight)))
    };
    match WEIGHTS.map(in_weight) {
        [Some((medium, a)), Some((semibold, b))] => {
            Typeface::of_fonts(&format!("{medium} {semibold}"), [a, b])
        }
        _ => {
            let stack = STACKS.iter().find(|(_, families)| *families == face.families);
            let family = stack.and_then(|(name, _)| Typeface::of_family(name));
            family.unwrap_or_else(Typeface::own)
        }
    }
}

/// The weight of a file that is next to one.
fn nearest(file: &FaceFile, weight: f32) -> f32 {
    let mut weights = file.weight.split_whitespace().filter_map(|weight| weight.parse().ok());
    let first: f32 = weights.next().unwrap_or(400.0);
    let last = weights.next().unwrap_or(first);
    weight.clamp(first.min(last), first.max(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_whose_weight_is_nearest_is_taken_as_far_as_it_goes() {
        let file = |weight: &str| FaceFile {
            path: "/media/a.ttf".into(),
            format: "truetype",
            weight: weight.into(),
            italic: false,
        };
        for (weights, wanted, nearest_is) in
            [("400", 500.0, 400.0), ("300 800", 500.0, 500.0), ("700 650", 500.0, 650.0)]
        {
            let found = nearest(&file(weights), wanted);
            assert!((found - nearest_is).abs() < 0.1, "{weights}: {found}");
        }
    }

    #[test]
    fn a_kind_of_face_is_measured_as_one_and_a_file_that_is_missing_as_what_stands_in_for_it() {
        let own_files = OwnFiles::of(std::path::Path::new("."));
        let name = |face: &Face| typeface(face, &own_files).name().to_owned();
        assert_eq!(name(&Theme::default().text), "brygada");
        let of = |name: &str| Theme::named(name).expect("a theme").text;
        assert_eq!(
            (name(&of("fjord")), name(&of("carbon"))),
            ("system".into(), "monospace".into())
        );
        let lost = FaceFile {
            path: "/media/lost.woff2".into(),
            format: "woff2",
            weight: "400".into(),
            italic: false,
        };
        assert_eq!(name(&Face { files: vec![lost], ..of("fjord") }), "system");
    }
}
