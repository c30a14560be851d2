//! What the check needs to know of a feed, read by another parser than the one that wrote it.

use roxmltree::Document;
use serde::Deserialize;

use crate::feeds::Format;

/// A post as a feed has it.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct FeedEntry {
    #[serde(rename = "id")]
    pub(super) address: String,
    #[serde(rename = "content_html")]
    pub(super) text: String,
}

#[derive(Deserialize)]
struct Json {
    items: Vec<FeedEntry>,
}

/// The entries of a feed, in their order.
///
/// # Errors
///
/// Why it is none.
pub(super) fn read(format: Format, bytes: &[u8]) -> Result<Vec<FeedEntry>, String> {
    match format {
        Format::Atom => xml(bytes, ["entry", "id", "content"]),
        Format::Rss => xml(bytes, ["item", "guid", "encoded"]),
        Format::Json => serde_json::from_slice::<Json>(bytes)
            .map(|feed| feed.items)
            .map_err(|reason| reason.to_string()),
    }
}

fn xml(bytes: &[u8], [entry, address, text]: [&str; 3]) -> Result<Vec<FeedEntry>, String> {
    let xml = std::str::from_utf8(bytes).map_err(|reason| reason.to_string())?;
    let document = Document::parse(xml).map_err(|reason| reason.to_string())?;
    let is_entry = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == entry;
    let entries = document.descendants().filter(is_entry).map(|node| {
        let of_child = |name: &str| {
            let child = node.children().find(|child| child.tag_name().name() == name);
            child.and_then(|child| child.text()).unwrap_or_default().to_owned()
        };
        FeedEntry { address: of_child(address), text: of_child(text) }
    });
    Ok(entries.collect())
}
