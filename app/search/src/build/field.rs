//! What a word weighs by where it stands, in tenths of what it weighs in running text.

pub(super) const TITLE: u32 = 50;
pub(super) const TAG: u32 = 30;
pub(super) const DESCRIPTION: u32 = 15;
/// In the heading of a section: for the passage below it, and for the others of the section.
pub(super) const HEADING: u32 = 40;
pub(super) const HEADING_FURTHER_UP: u32 = 12;
/// In that of a section around it.
pub(super) const HEADING_AROUND: u32 = 12;
pub(super) const TEXT: u32 = 10;
pub(super) const CODE: u32 = 7;
