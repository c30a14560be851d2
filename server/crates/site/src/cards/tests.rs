//! Cards compared with pictures that somebody looked at: `tests/cards`. To accept what they look
//! like now, run the tests with `INSTA_UPDATE=always` and look at the difference.

use std::{env, fs, path::PathBuf};

use fixtures::{library, post, site};
use image::{
    DynamicImage, RgbImage, RgbaImage,
    imageops::{self, FilterType},
};
use model::{Byline, Library, Picture, Settings, Sparkline, Theme};
use resvg::tiny_skia::{Pixmap, Transform};

use super::{drawing::draw, *};

const ICON: &str = include_str!("../../../../../public/favicon.svg");

fn icon() -> Icon {
    Icon::parse(ICON).expect("a drawing")
}

fn words(title: &str, author: &str, tags: &[&str]) -> CardText {
    CardText {
        site: "Engineering blog".into(),
        title: title.into(),
        byline: format!("2026-11-20 · {author}"),
        tags: tags.iter().map(ToString::to_string).collect(),
        sentence: String::new(),
        sparkline: None,
    }
}

fn picture(png: &[u8]) -> RgbImage {
    image::load_from_memory(png).expect("a picture").into_rgb8()
}

fn card(words: &CardText, seed: &[u8], fonts: &Fonts) -> Vec<u8> {
    let colours = Theme::default().colours;
    let ground = Ground::of(&icon(), &colours, fonts).expect("drawn");
    draw(words, seed, "en", &ground, fonts, &mut ground.desk()).expect("drawn")
}

/// A card, with the picture that it was when somebody looked at it. `None` where a font for it is
/// not installed.
fn drawn(name: &str, words: &CardText) -> Option<(RgbImage, RgbImage)> {
    let fonts = Fonts::for_texts(&Typeface::own(), texts(words));
    let missing = Used::by(words, "en", &fonts).missing;
    if !missing.is_empty() {
        eprintln!("{name} is not compared: no installed font has {missing:?}");
        return None;
    }
    let card = card(words, name.as_bytes(), &fonts);
    assert!(card.len() < 100_000, "{name} has {} bytes", card.len());
    let file = PathBuf::from(format!("{}/tests/cards/{name}.png", env!("CARGO_MANIFEST_DIR")));
    if env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&file, &card).expect("written");
    }
    Some((picture(&card), picture(&fs::read(&file).expect("a reference"))))
}

/// How much two pictures differ, of 255, from far enough away that the edges of letters don't count.
fn distance(a: &RgbImage, b: &RgbImage) -> f64 {
    let far = |picture| imageops::resize(picture, 120, 63, FilterType::Triangle);
    let (a, b) = (far(a), far(b));
    let parts = a.as_raw().iter().zip(b.as_raw());
    parts.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.as_raw().len() as f64
}

#[test]
fn cards_in_the_own_typeface_are_as_they_were() {
    for (name, words) in [
        ("short", words("Quiet pagers", "Ada Lovelace", &["on-call"])),
        (
            "long",
            words(
                "When your LLM won’t stop talking: rate limiting in MCP Hangar, and how to measure it",
                "Zażółć Gęślą, Александр Пушкин and Ελένη",
                &["mcp", "mcp-hangar", "security", "observability", "architecture", "open-source"],
            ),
        ),
        (
            "drawing",
            CardText {
                sparkline: Some(Sparkline::bars(&[(0.0, 0.5), (0.0, 1.0), (0.0, 0.25)])),
                ..words("Quiet pagers", "Ada Lovelace", &["on-call"])
            },
        ),
        (
            "too-long",
            words(&"A title that does not know when to stop, ".repeat(12), "Editors", &["titles"]),
        ),
        (
            "home",
            CardText {
                title: "Engineering blog".into(),
                sentence: "Observability, incident analysis, and system reliability — in practice."
                    .into(),
                ..CardText::default()
            },
        ),
    ] {
        let (card, reference) = drawn(name, &words).expect("no other font is needed");
        assert!(card == reference, "{name} differs: look at it, and count VERSION up");
    }
}

#[test]
fn letters_stand_where_a_renderer_of_drawings_puts_them() {
    let fonts = Fonts::for_texts(&Typeface::own(), ["own"]);
    let words = CardText { title: "AVA: 617 fjords".into(), ..CardText::default() };
    let card = picture(&card(&words, b"", &fonts));
    // The one line as an outline, where the card has it.
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#f3f6f1\"/>\
         <text x=\"72\" y=\"266\" font-family=\"f1\" font-size=\"100\" font-weight=\"600\" \
         fill=\"#18211c\">{}</text></svg>",
        words.title
    );
    let mut drawn = Pixmap::new(WIDTH, HEIGHT).expect("a picture");
    let tree = fonts.tree(&svg).expect("a drawing");
    resvg::render(&tree, Transform::identity(), &mut drawn.as_mut());
    let drawn = RgbaImage::from_raw(WIDTH, HEIGHT, drawn.take()).expect("a picture");
    let line = |picture: &RgbImage| imageops::crop_imm(picture, 0, 170, WIDTH, 140).to_image();
    let (card, drawn) = (line(&card), line(&DynamicImage::from(drawn).into_rgb8()));
    let apart = distance(&card, &drawn);
    assert!(apart < 1.0, "{apart}");
}

#[test]
fn a_card_in_the_colours_of_any_theme_that_comes_along_has_sixteen_of_them() {
    let fonts = Fonts::for_texts(&Typeface::own(), ["own"]);
    for name in Theme::NAMES {
        let theme = Theme::named(name).expect("a theme");
        let icon = Icon::parse(&theme.recolour(ICON)).expect("a drawing");
        let ground = Ground::of(&icon, &theme.colours, &fonts).expect("drawn");
        let words = words("Quiet pagers", "Ada Lovelace", &["on-call"]);
        let card = draw(&words, b"seed", "en", &ground, &fonts, &mut ground.desk());
        let card = card.expect("drawn");
        // What the head of a PNG says of its pixels: so many bits, places in a palette.
        assert_eq!(card[24..26], [4, 3], "{name}");
        assert!(card.len() < 30_000, "{name} has {} bytes", card.len());
    }
}

#[test]
fn an_icon_of_many_colours_is_drawn_over_the_others() {
    let hues = (0..400).map(|at| {
        let (x, y) = (at % 20, at / 20);
        format!(
            "<path fill=\"#{:02x}{:02x}{:02x}\" d=\"M{x} {y}h1v1h-1z\"/>",
            x * 12,
            y * 12,
            at % 256
        )
    });
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\">{}</svg>",
        hues.collect::<String>()
    );
    let (icon, colours) = (Icon::parse(&svg).expect("a drawing"), Theme::default().colours);
    let fonts = Fonts::for_texts(&Typeface::own(), ["own"]);
    let ground = Ground::of(&icon, &colours, &fonts).expect("drawn");
    let words = words("Quiet pagers", "Ada Lovelace", &["on-call"]);
    let card = draw(&words, b"seed", "en", &ground, &fonts, &mut ground.desk());
    let card = picture(&card.expect("drawn"));
    let hues: BTreeSet<[u8; 3]> = card.pixels().map(|pixel| pixel.0).collect();
    assert!(hues.len() > 256, "{}", hues.len());
}

#[test]
fn cards_in_other_scripts_are_about_as_they_were() {
    let blank = picture(&card(&CardText::default(), b"", &Fonts::for_texts(&Typeface::own(), [])));
    for (name, words) in [
        (
            "japanese",
            words("キューが空にならない理由と、その測り方 🦀🔥", "山田 太郎", &["可観測性"]),
        ),
        (
            "chinese",
            words(
                "为什么队列永远不会清空：一次事故的完整分析，以及我们从 Prometheus 学到的东西",
                "王芳",
                &["事故"],
            ),
        ),
        ("arabic", words("لماذا لا يفرغ الطابور أبدًا؟ قياس MCP في 3 خطوات", "ليلى حسن", &["قياس"])),
        ("hebrew", words("למה התור לעולם לא מתרוקן (ומה לעשות)!", "נועה לוי", &["תורים"])),
        ("emoji", words("Ship it 🚀 👩‍💻 ✅ 1️⃣ 🇵🇱 – and → sleep", "Ada", &["emoji"])),
        ("devanagari", words("कतार कभी खाली क्यों नहीं होती", "अदिति", &["कतार"])),
    ] {
        let Some((card, reference)) = drawn(name, &words) else { continue };
        // Fonts have versions; but other words, or none, would be much farther away.
        let (now, without) = (distance(&card, &reference), distance(&card, &blank));
        assert!(
            now < 1.5 && without > 3.0,
            "{name}: {now} from the reference, {without} from none"
        );
    }
}

fn plan(library: &Library) -> Cards {
    Cards::plan(library, &icon(), &Typeface::own())
}

#[test]
fn every_page_has_a_card_named_by_what_is_on_it() {
    let library = library("https://example.org/blog");
    let shares = plan(&library).shares();
    let routes = library.routes();
    assert_eq!(shares.len(), routes.len());
    let of = |path: &str| &shares[&library.site().routes.parse(path).expect("a route")];
    let post = of("/posts/new/");
    assert!(post.src.starts_with("/media/card.") && post.src.ends_with(".png"), "{}", post.src);
    assert_eq!(post.alt, "NEW – 1 Feb 2026 · Editors – Blog");
    assert_eq!(of("/").alt, "Blog – On things.");
    assert_ne!(post.src, of("/posts/größe/").src);
}

#[test]
fn a_card_has_another_name_when_anything_on_it_changes_and_only_then() {
    let name = |change: fn(&mut model::Post)| {
        let mut post = post("one", "2026-01-01", &["a", "b"]);
        change(&mut post);
        let library = Library::new(site("https://example.org"), vec![post], Vec::new());
        let cards = plan(&library.expect("no duplicate"));
        let (_, card) =
            cards.routes.into_iter().find(|(r, _)| matches!(r, Route::Post(_))).expect("one");
        card.name
    };
    let before = name(|_| {});
    assert_eq!(before, name(|post| post.prose.html = "more".into()));
    assert_ne!(before, name(|post| post.summary.title.push('!')));
    assert_ne!(before, name(|post| post.authors.push(Byline::of_name("Ada"))));
    assert_ne!(before, name(|post| post.summary.tags.truncate(1)));
}

#[test]
fn a_cover_takes_the_place_of_a_card_if_all_can_show_it() {
    let has_card = |src: &str, width: u32| {
        let mut post = post("one", "2026-01-01", &[]);
        post.cover = Some(Picture {
            src: src.into(),
            alt: "A chart".into(),
            width: Some(width),
            height: Some(400),
            ..Picture::default()
        });
        let library = Library::new(site("https://example.org"), vec![post], Vec::new());
        let shares = plan(&library.expect("no duplicate")).shares();
        shares.keys().any(|route| matches!(route, Route::Post(_)))
    };
    assert!(!has_card("/posts/one/chart.JPG", 800) && !has_card("/media/chart.1.png", 1440));
    assert!(has_card("/posts/one/chart.svg", 800) && has_card("/media/chart.1.png", 200));
}

#[test]
fn a_site_that_wants_no_cards_has_none() {
    let settings = Settings { cards: false, ..Settings::default() };
    let library = library("https://example.org").with_settings(settings);
    assert!(plan(&library).shares().is_empty());
}

#[test]
fn a_card_is_drawn_once() {
    let temp = tempfile::tempdir().expect("a folder");
    let cache = Cache::at(temp.path().join("cache")).expect("a cache");
    let library = library("https://example.org");
    let cards = plan(&library);
    let mut sizes = Vec::new();
    for folder in ["one", "two"] {
        let site = Folder::at(temp.path().join(folder));
        cards.write(&site, &cache).expect("written");
        let files = store::fs::files_below(site.root()).expect("files");
        sizes.push(files.iter().map(|file| fs::read(file).expect("a file")).collect::<Vec<_>>());
        if folder == "one" {
            // Were a card drawn again, it would not be this one.
            let key = Key::of([VERSION.as_bytes(), cards.routes[0].1.name.as_bytes()]);
            cache.put(key, b"kept");
        }
    }
    let changed: Vec<_> = sizes[0].iter().zip(&sizes[1]).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].1, b"kept");
}

#[test]
fn words_are_clean_before_they_are_drawn() {
    let cleaned = clean(words(" a\t\u{1}b\n\nc\u{a0}d ", "x", &[]));
    assert_eq!(cleaned.title, "a b c\u{a0}d");
}
