//! How many pages a list has.

/// How many posts a page of a list has at most.
pub const PER_PAGE: usize = 16;

/// How many numbered pages a list has.
pub(crate) fn numbered(total: usize) -> u32 {
    total.saturating_sub(PER_PAGE).div_ceil(PER_PAGE) as u32
}
