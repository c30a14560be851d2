//! What the tag filter reads: see [`model::lists`].

use diagnostics::{Error, Result};
use model::{
    Library, PostRow, Postings, Tag,
    lists::{NEWEST, folder, offered_file, older_file, postings_file, shard_file},
};
use rayon::prelude::*;

use super::{Folder, FrontEndFiles};

/// Writes the posts of every tag, and a row for each.
pub fn write(library: &Library, front: &FrontEndFiles, site: &Folder) -> Result<()> {
    files(library, &front.build).into_par_iter().try_for_each(|(path, list)| {
        let json = list
            .json(library)
            .map_err(|reason| Error::new(format!("the list at {path}: {reason}")))?;
        site.write(&path, json)
    })
}

/// One file of these.
pub(super) enum ListFile<'a> {
    Newest(&'a Tag),
    Older(&'a Tag),
    Offered(Vec<Postings>),
    Shard(Vec<PostRow>),
}

impl ListFile<'_> {
    /// What the file holds.
    pub(super) fn json(&self, library: &Library) -> serde_json::Result<Vec<u8>> {
        match self {
            Self::Newest(tag) => serde_json::to_vec(&library.postings(tag)),
            Self::Older(tag) => serde_json::to_vec(&library.older_postings(tag)),
            Self::Offered(postings) => serde_json::to_vec(postings),
            Self::Shard(posts) => serde_json::to_vec(posts),
        }
    }
}

/// Every file, by its path on the site.
pub(super) fn files<'a>(library: &'a Library, build: &str) -> Vec<(String, ListFile<'a>)> {
    let folder = folder(build, library.revision());
    let tags = library.tags().flat_map(|(tag, posts)| {
        let older =
            (posts.len() > NEWEST).then(|| (older_file(&folder, tag), ListFile::Older(tag)));
        [(postings_file(&folder, tag), ListFile::Newest(tag))].into_iter().chain(older)
    });
    let shards = library.shards().enumerate();
    let shards = shards.map(|(at, posts)| (shard_file(&folder, at), ListFile::Shard(posts)));
    let offered = library.offered_postings();
    let offered = offered.map(|postings| (offered_file(&folder), ListFile::Offered(postings)));
    tags.chain(offered).chain(shards).collect()
}
