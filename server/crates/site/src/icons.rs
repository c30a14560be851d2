//! What stands for the site in tabs and on home screens, all from one drawing.

use diagnostics::{Error, Result};
use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{
        ico::{IcoEncoder, IcoFrame},
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use images::Icon;
use model::{Colour, Library};
use resvg::tiny_skia::{Color, Pixmap};
use serde_json::json;
use store::Key;

use super::{Folder, FrontEndFiles, names::DRAWING};

/// What lists the others, as a path on the site.
const MANIFEST: &str = "/manifest.webmanifest";
/// The widths in the file for browsers that read no drawings, and for those who guess its name.
const FAVICON: [u32; 3] = [16, 32, 48];

/// A picture on the site: its path, its width, how much of that the drawing takes, and whether
/// something opaque is behind it.
type Picture = (&'static str, u32, f32, bool);

/// Home screens put a ground of their own, often black, behind what is transparent.
const APPLE: Picture = ("/apple-touch-icon.png", 180, 1.0, true);
/// The pictures of the manifest.
const PLAIN: [Picture; 2] =
    [("/icon-192.png", 192, 1.0, false), ("/icon-512.png", 512, 1.0, false)];
/// Cut to any form, down to a circle four fifths as wide: a square in it is less than three.
const MASKABLE: Picture = ("/icon-maskable-512.png", 512, 0.56, true);

/// Writes the icons and the manifest that lists them, except those that the front end brings.
pub fn write(icon: &Icon, library: &Library, front: &FrontEndFiles, site: &Folder) -> Result<()> {
    let ground = library.settings().theme_color.light;
    let write = |path: &str, make: &dyn Fn() -> Result<Vec<u8>>| {
        if front.brings(path) {
            return Ok(());
        }
        let key = Key::of([
            b"icon",
            path.as_bytes(),
            icon.svg().as_bytes(),
            ground.to_string().as_bytes(),
        ]);
        site.write_keyed(path, key, make)
    };
    site.write(DRAWING, icon.svg())?;
    write("/favicon.ico", &|| favicon(icon))?;
    for (path, width, share, opaque) in PLAIN.into_iter().chain([APPLE, MASKABLE]) {
        write(path, &|| png(drawn(icon, width, share, opaque.then(|| colour(ground)))?))?;
    }
    if front.brings(MANIFEST) { Ok(()) } else { site.write(MANIFEST, manifest(library)) }
}

/// What a phone needs to know to put the site on its home screen. Its addresses are relative to
/// its own, so that it is right under every path.
fn manifest(library: &Library) -> String {
    let (site, ground) = (library.site(), library.settings().theme_color.light.to_string());
    let picture = |(path, width, ..): Picture, purpose: &str| {
        json!({
            "src": path.trim_start_matches('/'), "sizes": format!("{width}x{width}"),
            "type": "image/png", "purpose": purpose,
        })
    };
    let mut icons = vec![json!({
        "src": DRAWING.trim_start_matches('/'), "sizes": "any", "type": "image/svg+xml",
    })];
    icons.extend(PLAIN.map(|plain| picture(plain, "any")));
    icons.push(picture(MASKABLE, "maskable"));
    let manifest = json!({
        "name": site.title, "short_name": site.title, "description": site.tagline,
        "lang": site.language, "start_url": "./", "scope": "./", "display": "minimal-ui",
        "theme_color": ground, "background_color": ground, "icons": icons,
    });
    format!("{manifest:#}\n")
}

fn favicon(icon: &Icon) -> Result<Vec<u8>> {
    let frames = FAVICON.iter().map(|&width| {
        let picture = drawn(icon, width, 1.0, None)?;
        let pixels = picture.take_demultiplied();
        IcoFrame::as_png(&pixels, width, width, ExtendedColorType::Rgba8).map_err(unwritable)
    });
    let frames: Vec<IcoFrame<'_>> = frames.collect::<Result<_>>()?;
    let mut bytes = Vec::new();
    IcoEncoder::new(&mut bytes).encode_images(&frames).map_err(unwritable)?;
    Ok(bytes)
}

fn drawn(icon: &Icon, width: u32, share: f32, ground: Option<Color>) -> Result<Pixmap> {
    icon.picture(width, share, ground)
        .ok_or_else(|| Error::new(format!("no icon can be {width} pixels wide")))
}

fn png(picture: Pixmap) -> Result<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(&picture.take_demultiplied(), width, height, ExtendedColorType::Rgba8)
        .map_err(unwritable)?;
    Ok(bytes)
}

fn colour(Colour([red, green, blue]): Colour) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn unwritable(reason: impl std::fmt::Display) -> Error {
    Error::new(format!("an icon can't be written: {reason}"))
}
