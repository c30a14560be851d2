//! The look that the blog gives itself: `[theme]` in `content/site.toml`.

mod contrast;
pub(super) mod faces;

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use model::{Colour, Face, FaceFile, Pair, Palette, STACKS, Theme};
use values::{Fields, Table, Value};

use super::own_files::OwnFiles;

/// Where a colour is written, by its name: by day and by night.
type Places = [[Option<Span>; 2]; Palette::NAMES.len()];

pub(super) fn read(
    source: &Source,
    table: Table,
    own_files: &mut OwnFiles,
    faults: &mut Vec<Diagnostic>,
) -> Theme {
    let mut fields = Fields::new(source, table, faults);
    let name = fields.filled("name");
    let colours = Palette::NAMES.map(|name| fields.any(name));
    let faces = ["text", "heading", "mono"].map(|key| fields.any(key));
    let lengths = ["measure", "radius"].map(|key| fields.filled(key));
    fields.finish();

    let mut theme = name.map_or_else(Theme::default, |name| named(source, &name, faults));
    let mut places = Places::default();
    for ((name, value), places) in Palette::NAMES.into_iter().zip(colours).zip(&mut places) {
        if let (Some(value), Some(pair)) = (value, theme.colours.get_mut(name)) {
            *places = colour_pair(source, name, value, pair, faults);
        }
    }
    let [text, heading, mono] = faces;
    let mut face = |key: &str, value: Option<Spanned<Value>>| {
        value.and_then(|value| self::face(source, key, value, own_files, faults))
    };
    theme.text = face("text", text).unwrap_or(theme.text);
    theme.heading = face("heading", heading).or(theme.heading);
    theme.mono = face("mono", mono).unwrap_or(theme.mono);
    let [measure, radius] = lengths;
    let mut length = |written: Option<Spanned<String>>, units: &[&str], example: &str| {
        written.and_then(|written| self::length(source, written, units, example, faults))
    };
    theme.measure = length(measure, &["rem", "em", "ch", "px"], "37rem").unwrap_or(theme.measure);
    theme.radius = length(radius, &["px", "rem", "em"], "2px").unwrap_or(theme.radius);
    contrast::check(source, &theme.colours, &places, faults);
    theme
}

/// The colours of a browser's own frame.
pub(super) fn read_pair(
    source: &Source,
    table: Table,
    pair: &mut Pair,
    faults: &mut Vec<Diagnostic>,
) {
    let mut fields = Fields::new(source, table, faults);
    let written = [fields.filled("light"), fields.filled("dark")];
    fields.finish();
    set(source, written, pair, faults);
}

fn named(source: &Source, name: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Theme {
    Theme::named(&name.value).unwrap_or_else(|| {
        let help = suggest::did_you_mean(&name.value, Theme::NAMES)
            .unwrap_or_else(|| format!("the themes are {}", Theme::NAMES.join(", ")));
        let message = format!("there is no theme `{}`", name.value);
        faults.push(source.error(name.span.clone(), message).help(help));
        Theme::default()
    })
}

/// A colour for the day and one for the night, as a list or as a table; where each is written.
fn colour_pair(
    source: &Source,
    name: &str,
    Spanned { value, span }: Spanned<Value>,
    pair: &mut Pair,
    faults: &mut Vec<Diagnostic>,
) -> [Option<Span>; 2] {
    let written = match value {
        Value::Table(table) => {
            let mut fields = Fields::new(source, table, faults);
            let written = [fields.filled("light"), fields.filled("dark")];
            fields.finish();
            written
        }
        Value::List(items) if items.len() == 2 => {
            let mut texts = items.into_iter().map(|item| match item.value {
                Value::Text(value) => Some(Spanned { value, span: item.span }),
                other => {
                    let message = format!("a colour is a text, and this is {}", other.kind());
                    faults.push(source.error(item.span, message).help("put it in quotes"));
                    None
                }
            });
            [texts.next().flatten(), texts.next().flatten()]
        }
        _ => {
            let message = format!("`{name}` is a colour for the day and one for the night");
            let help = format!("write it as {name} = [\"#f3f6f1\", \"#111614\"]");
            faults.push(source.error(span, message).help(help));
            return Default::default();
        }
    };
    set(source, written, pair, faults)
}

/// Sets what is written of a pair; says where it is.
fn set(
    source: &Source,
    [light, dark]: [Option<Spanned<String>>; 2],
    pair: &mut Pair,
    faults: &mut Vec<Diagnostic>,
) -> [Option<Span>; 2] {
    [(light, &mut pair.light), (dark, &mut pair.dark)].map(|(written, colour)| {
        let Spanned { value, span } = written?;
        match value.parse::<Colour>() {
            Ok(read) => {
                *colour = read;
                Some(span)
            }
            Err(_) => {
                let fault = source.error(span, format!("`{value}` is not a colour"));
                let help = "write it with three or six hexadecimal digits, such as #f3f6f1";
                faults.push(fault.help(help));
                None
            }
        }
    })
}

/// A face: the name of one that is there, or files of the blog's own.
fn face(
    source: &Source,
    key: &str,
    Spanned { value, span }: Spanned<Value>,
    own_files: &mut OwnFiles,
    faults: &mut Vec<Diagnostic>,
) -> Option<Face> {
    match value {
        Value::Text(name) => stack(source, &Spanned { value: name, span }, faults),
        Value::Table(table) => {
            let mut fields = Fields::new(source, table, faults);
            let files = fields.list("files");
            let fallback = fields.filled("fallback");
            fields.finish();
            if files.is_empty() {
                let fault = source.error(span, format!("`{key}` names no files"));
                faults.push(fault.help(FILES));
                return None;
            }
            let usual = if key == "mono" { "monospace" } else { "system" };
            let families = match fallback {
                Some(name) => stack(source, &name, faults)?.families,
                None => Face::of_families(families(usual)?).families,
            };
            let files =
                files.into_iter().filter_map(|file| self::file(source, file, own_files, faults));
            Some(Face { families, files: files.collect() })
        }
        other => {
            let message = format!("a face is a name or a table, and this is {}", other.kind());
            faults.push(source.error(span, message).help(FILES));
            None
        }
    }
}

const FILES: &str =
    "write \"system\", or { files = [{ file = \"fonts/inter.woff2\", weight = \"400 700\" }] }";

fn families(name: &str) -> Option<&'static str> {
    STACKS.iter().find(|(known, _)| *known == name).map(|(_, families)| *families)
}

fn stack(source: &Source, name: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<Face> {
    let found = families(&name.value).map(Face::of_families);
    if found.is_none() {
        let names = STACKS.map(|(known, _)| known);
        let help = suggest::did_you_mean(&name.value, names)
            .unwrap_or_else(|| format!("write one of {}; or {FILES}", names.join(", ")));
        let message = format!("there is no face `{}`", name.value);
        faults.push(source.error(name.span.clone(), message).help(help));
    }
    found
}

fn file(
    source: &Source,
    Spanned { value, span }: Spanned<Value>,
    own_files: &mut OwnFiles,
    faults: &mut Vec<Diagnostic>,
) -> Option<FaceFile> {
    let Value::Table(table) = value else {
        let message = format!("a file of a face is a table, and this is {}", value.kind());
        faults.push(source.error(span, message).help(FILES));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    let named = fields.has("file");
    let file = fields.filled("file");
    let weight = fields.any("weight");
    let style = fields.filled("style");
    fields.finish();
    if !named {
        faults.push(source.error(span, "this face has no `file`").help(FILES));
    }
    let weight =
        weight.map_or_else(|| Some("400".into()), |weight| self::weight(source, weight, faults));
    let italic = match style {
        None => false,
        Some(style) if style.value == "normal" => false,
        Some(style) if style.value == "italic" => true,
        Some(style) => {
            let message = format!("`{}` is no style of a face", style.value);
            let help = "write \"normal\" or \"italic\"";
            faults.push(source.error(style.span, message).help(help));
            false
        }
    };
    let Spanned { value, span } = file?;
    match own_files.publish(&value) {
        Ok(font) => {
            if own_files.measure(&font).is_err() {
                let message = format!("`{value}` can't be read here, whatever browsers make of it");
                let help = "save it anew, as WOFF2 or TTF; share previews and diagrams are set in \
                    the site's own typeface until then";
                faults.push(source.warning(span, message).help(help));
            }
            Some(FaceFile { path: font.path, format: font.format, weight: weight?, italic })
        }
        Err((message, help)) => {
            faults.push(source.error(span, message).maybe_help(help));
            None
        }
    }
}

/// A weight of 1 to 1000, or two: the ends of what a variable face has.
fn weight(
    source: &Source,
    Spanned { value, span }: Spanned<Value>,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let written = match &value {
        Value::Text(text) | Value::Number(text) => text.as_str(),
        _ => "",
    };
    let weights: Vec<&str> = written.split_whitespace().collect();
    let is_weight =
        |weight: &&str| weight.parse().is_ok_and(|weight: u16| (1..=1000).contains(&weight));
    if (1..=2).contains(&weights.len()) && weights.iter().all(is_weight) {
        return Some(weights.join(" "));
    }
    let fault = source.error(span, "this is not the weight of a face");
    faults.push(fault.help("write 400, or \"400 700\" for a variable face"));
    None
}

fn length(
    source: &Source,
    Spanned { value, span }: Spanned<String>,
    units: &[&str],
    example: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    /// More is no length on a page.
    const MOST: f64 = 10_000.0;
    let number = units.iter().find_map(|unit| value.strip_suffix(unit)).unwrap_or(match &*value {
        "0" => "0",
        _ => "",
    });
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain && number.parse::<f64>().is_ok_and(|number| number < MOST) {
        return Some(value);
    }
    let fault = source.error(span, format!("`{value}` is no length"));
    faults.push(fault.help(format!("write a number and {}, such as {example}", units.join(", "))));
    None
}
