//! One page a file: what the data of each kind of page looks like.

mod archive;
mod home;
mod missing;
mod post;
mod standalone;
mod tags;

pub(crate) use archive::ArchivePage;
pub(crate) use home::HomePage;
pub(crate) use missing::MissingPage;
pub(crate) use post::PostPage;
pub(crate) use standalone::StandalonePage;
pub(crate) use tags::{TagIndexPage, TaggedPage};

/// `1 article`, `6 articles`.
fn articles(count: usize) -> String {
    match count {
        1 => "1 published article".to_owned(),
        _ => format!("{count} published articles"),
    }
}
