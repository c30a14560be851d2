//! The dictionary as files: leaves with words, and nodes that lead to them.

use std::collections::BTreeMap;

use super::{
    files::{Files, SameName},
    lists::{FIRST_PIECE, Occurrence, front_coded, number, pair, pieces, shared, text},
};
use crate::format::{
    BEGUN, INLINE, INNER, LEAF, NAME, Name, PACKED, PIECES, REVERSED, SEE, SEE_OTHER,
};

/// The first word of a node, and its bytes.
type DictionaryNode = (Vec<u8>, Vec<u8>);

/// A node has about so many bytes.
const ENOUGH: usize = 900;
/// Longer lists are not in the leaf itself.
const MOST_INLINE: usize = 20;

/// What stands under a word.
pub(super) enum Payload {
    /// How many texts, and where.
    List(u32, Vec<Occurrence>),
    /// The list of another word.
    See(String),
    Begun(Vec<String>),
    Reversed(u32),
}

/// A leaf that is being written.
#[derive(Default)]
struct Leaf {
    entries: Vec<u8>,
    count: u32,
    first: Vec<u8>,
    last: Vec<u8>,
    packs: Vec<Name>,
    /// The pack that is being filled.
    pack: Vec<u8>,
}

/// Writes all below the top of the dictionary, and gives that back.
pub(super) fn write(
    entries: BTreeMap<String, Payload>,
    files: &mut Files,
) -> Result<Vec<u8>, SameName> {
    let mut nodes: Vec<DictionaryNode> = Vec::new();
    let mut leaf = Leaf::default();
    for (word, payload) in entries {
        leaf.add(&word, payload, files)?;
        if leaf.entries.len() + leaf.packs.len() * NAME >= ENOUGH {
            nodes.push(std::mem::take(&mut leaf).finish(files)?);
        }
    }
    if leaf.count > 0 || nodes.is_empty() {
        nodes.push(leaf.finish(files)?);
    }
    while nodes.len() > 1 {
        nodes = above(nodes, files)?;
    }
    Ok(nodes.swap_remove(0).1)
}

/// The nodes above others, which are written.
fn above(nodes: Vec<DictionaryNode>, files: &mut Files) -> Result<Vec<DictionaryNode>, SameName> {
    let mut above = Vec::new();
    let (mut first, mut last, mut bytes, mut count) = (None, Vec::new(), Vec::new(), 0);
    for (word, node) in nodes {
        let name = files.add(node)?;
        first.get_or_insert_with(|| word.clone());
        front_coded(&mut bytes, &last, &word);
        bytes.extend(name);
        last = word;
        count += 1;
        if bytes.len() >= ENOUGH {
            above.push((first.take().unwrap_or_default(), inner(count, &bytes)));
            (last, bytes, count) = (Vec::new(), Vec::new(), 0);
        }
    }
    if count > 0 {
        above.push((first.unwrap_or_default(), inner(count, &bytes)));
    }
    Ok(above)
}

fn inner(count: u32, entries: &[u8]) -> Vec<u8> {
    let mut node = vec![INNER];
    number(&mut node, count);
    node.extend(entries);
    node
}

impl Leaf {
    fn add(&mut self, word: &str, payload: Payload, files: &mut Files) -> Result<(), SameName> {
        if self.count == 0 {
            self.first = word.as_bytes().to_vec();
        }
        front_coded(&mut self.entries, &self.last, word.as_bytes());
        self.last = word.as_bytes().to_vec();
        self.count += 1;
        match payload {
            Payload::See(other) => {
                let (word, other) = (word.as_bytes(), other.as_bytes());
                let shared = shared(word, other);
                let (without, others) = ((word.len() - shared) as u32, &other[shared..]);
                if others.is_empty() {
                    pair(&mut self.entries, SEE, without);
                } else {
                    pair(&mut self.entries, SEE_OTHER, without);
                    number(&mut self.entries, others.len() as u32);
                    self.entries.extend(others);
                }
            }
            Payload::Begun(words) => {
                pair(&mut self.entries, BEGUN, words.len() as u32);
                words.iter().for_each(|word| text(&mut self.entries, word));
            }
            Payload::Reversed(texts) => pair(&mut self.entries, REVERSED, texts),
            Payload::List(texts, list) => self.list(texts, pieces(list), files)?,
        }
        Ok(())
    }

    fn list(
        &mut self,
        texts: u32,
        mut pieces: Vec<Vec<u8>>,
        files: &mut Files,
    ) -> Result<(), SameName> {
        if pieces.len() > 1 {
            pair(&mut self.entries, PIECES, texts);
            number(&mut self.entries, pieces.len() as u32);
            for piece in pieces {
                let name = files.add(piece)?;
                self.entries.extend(name);
            }
            return Ok(());
        }
        let list = pieces.swap_remove(0);
        let length = list.len() as u32;
        if list.len() <= MOST_INLINE {
            pair(&mut self.entries, INLINE, length);
            self.entries.extend(list);
            return Ok(());
        }
        let is_next = self.pack.len() + list.len() > FIRST_PIECE;
        if is_next {
            self.close_pack(files)?;
        }
        pair(&mut self.entries, PACKED, texts);
        number(&mut self.entries, length << 1 | u32::from(is_next));
        self.pack.extend(list);
        Ok(())
    }

    fn close_pack(&mut self, files: &mut Files) -> Result<(), SameName> {
        if !self.pack.is_empty() {
            self.packs.push(files.add(std::mem::take(&mut self.pack))?);
        }
        Ok(())
    }

    /// Its first word and its bytes.
    fn finish(mut self, files: &mut Files) -> Result<DictionaryNode, SameName> {
        self.close_pack(files)?;
        let mut node = vec![LEAF];
        number(&mut node, self.packs.len() as u32);
        node.extend(self.packs.concat());
        number(&mut node, self.count);
        node.extend(self.entries);
        Ok((self.first, node))
    }
}
