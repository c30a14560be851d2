//! What becomes of pictures of every kind.

use std::fs;

use image::{DynamicImage, GenericImageView, ImageFormat};
use moxcms::ColorProfile;
use tempfile::TempDir;

use super::{samples::*, *};

fn made(bytes: &[u8], treatment: Treatment) -> PictureFiles {
    make(bytes, treatment).unwrap_or_else(|trouble| panic!("{}", trouble.message)).1
}

fn responsive(bytes: &[u8]) -> PictureFiles {
    made(bytes, Treatment::Responsive)
}

fn refused(bytes: &[u8]) -> Option<PictureError> {
    make(bytes, Treatment::Clean).err()
}

fn decoded(file: &MadeFile) -> DynamicImage {
    image::load_from_memory(&file.bytes).expect("a picture")
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Width, extension and whether it is exact.
fn shape(made: &PictureFiles) -> Vec<(u32, &'static str, bool)> {
    let exact = |file: &MadeFile| file.format == Format::Png || holds(&file.bytes, b"VP8L");
    made.files.iter().map(|file| (file.width, file.format.extension(), exact(file))).collect()
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue, _] = image.get_pixel(x, y).0;
    red > 120 && blue < 100
}

#[test]
fn a_wide_photograph_comes_in_every_width_that_serves() {
    let made = responsive(&jpeg(&photo(2000, 1000)));
    assert_eq!((made.width, made.height, made.clear), (2000, 1000, false));
    let widths = [
        (1440, "jpg", false),
        (1440, "webp", false),
        (1080, "webp", false),
        (720, "webp", false),
        (360, "webp", false),
    ];
    assert_eq!(shape(&made), widths);
    for pair in made.files.windows(2) {
        assert!(pair[1].bytes.len() < pair[0].bytes.len());
    }
    for file in &made.files {
        let image = decoded(file);
        assert_eq!((image.width(), image.height()), (file.width, file.width / 2));
        assert!(is_red(&image, 5, 5) && !is_red(&image, file.width - 5, 5));
    }
}

#[test]
fn nothing_is_made_larger_and_nothing_weighs_more_than_the_original() {
    let small = responsive(&jpeg(&photo(500, 20)));
    assert_eq!(shape(&small), [(500, "jpg", false), (500, "webp", false), (360, "webp", false)]);
    // As small as it gets: anything else would be larger.
    let dot = png(&DynamicImage::new_rgb8(3, 2));
    let made = responsive(&dot);
    assert!(made.files[1..].iter().all(|file| file.bytes.len() < made.files[0].bytes.len()));
    assert!(made.files.iter().all(|file| file.width == 3));
    // So tall that WebP does not know such heights.
    let tall = responsive(&png(&DynamicImage::new_luma8(20, 17_000)));
    assert_eq!(shape(&tall), [(20, "png", true)]);
}

#[test]
fn what_is_drawn_stays_exact_where_that_is_smaller() {
    let screenshot = responsive(&png(&drawing(800, 600)));
    assert_eq!(shape(&screenshot)[0], (800, "png", true));
    assert_eq!(shape(&screenshot)[1], (800, "webp", true));
    assert_eq!(decoded(&screenshot.files[1]), drawing(800, 600));
    let wide = responsive(&png(&drawing(1600, 200)));
    assert_eq!(wide.files[0].format, Format::Png);
    let photo = responsive(&png(&photo(1600, 200)));
    assert_eq!((photo.files[0].width, photo.files[0].format), (1440, Format::Jpeg));
    assert!(shape(&photo)[1..].iter().all(|(_, _, exact)| !exact));
}

#[test]
fn a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken() {
    // Held upright, the camera noted; the red half is then above.
    let camera = jpeg_of_camera(&photo(80, 40), 6);
    assert!(holds(&camera, SECRET));
    for treatment in [Treatment::Clean, Treatment::Responsive] {
        let made = made(&camera, treatment);
        assert_eq!((made.width, made.height), (40, 80));
        for file in &made.files {
            let image = decoded(file);
            assert_eq!((image.width(), image.height()), (40, 80));
            assert!(is_red(&image, 20, 10) && !is_red(&image, 20, 70));
            assert!(!holds(&file.bytes, SECRET) && !holds(&file.bytes, b"Exif"));
        }
    }
    // Held as it should be, its pixels stay as they were.
    let camera = jpeg_of_camera(&photo(80, 40), 1);
    let clean = made(&camera, Treatment::Clean);
    assert_eq!(clean.files[0].bytes, jpeg(&photo(80, 40)));
}

#[test]
fn metadata_is_left_out_of_every_kind() {
    for (bytes, format) in [
        (jpeg_of_camera(&photo(30, 20), 1), Format::Jpeg),
        (png_with_palette(30, 20), Format::Png),
        (gif(1), Format::Gif),
        (gif(3), Format::Gif),
        (webp(&photo(30, 20)), Format::Webp),
    ] {
        assert!(holds(&bytes, SECRET), "{format:?}");
        for treatment in [Treatment::Clean, Treatment::Responsive] {
            let made = made(&bytes, treatment);
            assert_eq!(made.files[0].format, format);
            assert!(!made.files.iter().any(|file| holds(&file.bytes, SECRET)), "{format:?}");
            let before = image::load_from_memory(&bytes).expect("a picture");
            assert_eq!(decoded(&made.files[0]), before, "{format:?}");
        }
    }
}

#[test]
fn what_moves_goes_on_moving() {
    let made = responsive(&gif(3));
    assert_eq!(made.files.len(), 1);
    assert!(holds(&made.files[0].bytes, b"NETSCAPE2.0"));
    let decoder = image::codecs::gif::GifDecoder::new(std::io::Cursor::new(&made.files[0].bytes));
    let frames = image::AnimationDecoder::into_frames(decoder.expect("a GIF"));
    assert_eq!(frames.count(), 3);
    assert!(responsive(&gif(1)).files.len() <= 2);

    let still = png(&photo(40, 40));
    let (head, rest) = still.split_at(33);
    let moves = png_of(&[(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0])]);
    let moving = [head, &moves[8..], rest].concat();
    assert_eq!(responsive(&moving).files.len(), 1);
    assert_eq!(responsive(&moving).files[0].bytes, moving);
}

#[test]
fn a_file_that_is_cut_off_is_noticed_wherever_that_is() {
    for (bytes, name) in [
        (jpeg(&photo(64, 64)), "jpeg"),
        (png(&photo(64, 64)), "png"),
        (webp(&photo(64, 64)), "webp"),
        (gif(2), "gif"),
        (avif(b"av01"), "avif"),
    ] {
        assert!(refused(&bytes).is_none(), "{name}");
        for part in 1..20 {
            let cut = &bytes[..bytes.len() * part / 20];
            assert!(refused(cut).is_some(), "{name} {part}");
        }
        // A GIF without its last byte is whole enough for everyone.
        if name != "gif" {
            assert!(refused(&bytes[..bytes.len() - 1]).is_some(), "{name}");
        }
    }
    // All there, and not what it should be.
    let mut bytes = png(&photo(64, 64));
    bytes[200] ^= 0xff;
    assert!(refused(&bytes).is_some());
}

#[test]
fn every_depth_of_colour_is_read() {
    let rgb = photo(40, 30);
    for image in [
        DynamicImage::from(rgb.to_rgb16()),
        rgb.to_rgba16().into(),
        rgb.to_luma8().into(),
        rgb.to_luma16().into(),
        rgb.to_luma_alpha8().into(),
        rgb.to_rgba8().into(),
    ] {
        let made = responsive(&png(&image));
        let shown = decoded(made.files.last().expect("files"));
        // All of them are opaque, and so are their files.
        assert!(!made.clear && !shown.color().has_alpha(), "{:?}", image.color());
        assert_eq!((made.width, made.height), (40, 30));
    }
    let clear = responsive(&png_with_palette(64, 8));
    assert!(clear.clear);
    let pixel = decoded(clear.files.last().expect("files")).get_pixel(12, 4).0;
    assert!(pixel[2] > 180 && (120..136).contains(&pixel[3]), "{pixel:?}");
    let grey = jpeg(&DynamicImage::from(rgb.to_luma8()));
    assert!(responsive(&grey).files.len() > 1);
}

#[test]
fn colours_of_another_space_stay_the_colours_they_are() {
    // As bright a green as the space has; in sRGB it is a weaker one with other numbers.
    let image = image::RgbImage::from_pixel(32, 32, image::Rgb([120, 200, 100])).into();
    let profile = ColorProfile::new_display_p3().encode().expect("a profile");
    let bytes = jpeg_in_colours(&image, profile);
    let clean = made(&bytes, Treatment::Clean);
    assert!(holds(&clean.files[0].bytes, b"ICC_PROFILE"));
    let made = responsive(&bytes);
    let [red, green, blue, _] = decoded(&made.files[1]).get_pixel(16, 16).0;
    // By the matrices of both spaces: 89, 203, 85.
    assert!((85..94).contains(&red), "{red}");
    assert!((198..207).contains(&green) && (80..90).contains(&blue), "{green} {blue}");
    // A profile that is none changes nothing.
    let odd = responsive(&jpeg_in_colours(&image, b"no profile".to_vec()));
    let [red, ..] = decoded(&odd.files[1]).get_pixel(16, 16).0;
    assert!((117..124).contains(&red), "{red}");
}

#[test]
fn twenty_megapixels_are_no_trouble_and_a_hundred_are_refused() {
    let large = DynamicImage::new_rgb8(5000, 4000);
    let made = responsive(&png(&large));
    assert_eq!((made.width, made.height), (5000, 4000));
    assert!(made.files.iter().all(|file| file.width <= 1440 || file.format == Format::Png));
    let panorama = png_of(&[
        (b"IHDR", &head(25_000, 4_000, 8, 2)),
        (b"IDAT", &zlib(b"no row")),
        (b"IEND", b""),
    ]);
    let PictureError { message, help } = refused(&panorama).expect("refused");
    assert_eq!(message, "it has 100 megapixels (25000 × 4000)");
    assert!(help.starts_with("scale it down to 50 megapixels at most"), "{help}");
}

#[test]
fn avif_is_published_as_it_is_or_refused() {
    let bytes = avif(b"av01");
    let made = responsive(&bytes);
    assert_eq!((made.width, made.height), (40, 30));
    assert_eq!(made.files[0].bytes, bytes);
    let PictureError { message, .. } = refused(&avif(b"Exif")).expect("refused");
    assert!(message.contains("can't be taken out"), "{message}");
}

#[test]
fn what_is_no_picture_is_refused() {
    for bytes in ["plain text", "<html><svg></html>", "%PDF-1.7", "BM"] {
        let trouble = refused(bytes.as_bytes()).expect("refused");
        assert_eq!(trouble.message, "it is no picture that browsers show", "{bytes}");
    }
}

/// A folder with a picture.
fn folder(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    fs::write(&file, bytes).expect("written");
    (folder, file)
}

#[test]
fn a_picture_is_decoded_once_in_its_life() {
    let (_folder, file) = folder("A photo.jpg", &jpeg(&photo(600, 300)));
    let cache = Cache::temporary();
    let pictures = Pictures::new(Effort::Finished, cache.clone());
    let first = pictures.responsive(&file).expect("a picture");
    assert!(first.src.starts_with("/media/a-photo.") && first.src.ends_with(".jpg"));
    assert_eq!((first.width, first.src_width, first.src_height), (600, 600, 300));
    let widths: Vec<u32> = first.srcset.iter().map(|(width, _)| *width).collect();
    assert_eq!(widths, [360, 600]);
    let (srcset, sizes) = first.choice(704, |path| format!("/b{path}"));
    assert!(srcset.starts_with("/b/media/a-photo.") && srcset.ends_with(".webp 600w"), "{srcset}");
    assert_eq!(sizes, "(min-width: 600px) 600px, 100vw");
    assert_eq!(first.assets.len(), 3);
    let bytes = |cache: &Cache| -> Vec<Vec<u8>> {
        first.assets.iter().map(|asset| asset.read(cache).expect("bytes")).collect()
    };
    // Without a cache, and from another one, the same is made again.
    let again =
        Pictures::new(Effort::Finished, Cache::default()).responsive(&file).expect("a picture");
    assert_eq!(again, first);
    let made_again = bytes(&Cache::default());
    assert_eq!(bytes(&cache), made_again);
    // What is in the cache needs no source any more.
    fs::write(&file, "gone").expect("written");
    assert_eq!(bytes(&cache), made_again);
    let fault = first.assets[0].read(&Cache::default()).expect_err("changed").to_string();
    assert!(
        fault.ends_with("A photo.jpg changed while the site was built: build again"),
        "{fault}"
    );
}

#[test]
fn a_file_that_is_as_it_was_is_not_read_again() {
    let bytes = png(&drawing(40, 10));
    let (_folder, file) = folder("x.png", &bytes);
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let age = || {
        let opened = fs::File::options().append(true).open(&file).expect("a file");
        opened.set_modified(long_ago).expect("a time");
    };
    let cache = Cache::temporary();
    let look = || Pictures::new(Effort::Checked, cache.clone()).responsive(&file);
    age();
    let first = look().expect("a picture");
    // Other bytes that nothing tells of.
    fs::write(&file, vec![b'x'; bytes.len()]).expect("written");
    assert!(look().is_err(), "it was written just now");
    age();
    assert_eq!(look().expect("a picture"), first);
}

#[test]
fn threads_that_want_one_picture_get_the_same() {
    let (_folder, file) = folder("x.png", &png(&drawing(400, 100)));
    let pictures = Pictures::new(Effort::Finished, Cache::default());
    let all: Vec<Arc<ProcessedPicture>> = std::thread::scope(|scope| {
        let wants = |_| scope.spawn(|| pictures.responsive(&file).expect("a picture"));
        let threads: Vec<_> = (0..8).map(wants).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(all.iter().all(|one| Arc::ptr_eq(one, &all[0])));
}

#[test]
fn a_name_that_lies_is_told_and_mended() {
    let (_folder, file) = folder("shot.png", &jpeg(&photo(20, 10)));
    let picture =
        Pictures::new(Effort::Checked, Cache::default()).responsive(&file).expect("a picture");
    assert!(picture.src.ends_with(".jpg") && picture.srcset.is_empty());
    let note = "it is a JPEG, whatever `.png` says";
    assert_eq!((picture.notes.len(), &*picture.notes[0].message), (1, note));
    for name in ["a.JPG", "a.jpeg", "a.apng", "a.svg", "a.avif"] {
        assert!(is_called_picture(Path::new(name)), "{name}");
    }
    for name in ["a.pdf", "jpg", "a.mp4"] {
        assert!(!is_called_picture(Path::new(name)), "{name}");
    }
}

#[test]
fn measuring_reads_no_more_than_a_head() {
    for (bytes, name) in [
        (jpeg(&photo(64, 32)), "a.jpg"),
        (encoded(&photo(64, 32), ImageFormat::Png), "a.png"),
        (b"<svg viewBox=\"0 0 64 32\"/>".to_vec(), "a.svg"),
    ] {
        let (_folder, file) = folder(name, &bytes);
        let pictures = Pictures::new(Effort::Measured, Cache::default());
        let picture = pictures.responsive(&file).expect("a picture");
        assert_eq!((picture.width, picture.height), (64, 32));
    }
}
