//! The site's own typeface, Brygada 1918, as the server sets and measures text in it.

/// Its medium and semibold weights, with all its letters.
pub static WEIGHTS: [&[u8]; 2] = [
    include_bytes!("../fonts/brygada-medium.ttf"),
    include_bytes!("../fonts/brygada-semibold.ttf"),
];
