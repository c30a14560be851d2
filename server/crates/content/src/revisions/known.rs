//! What is kept of the versions of texts for the next time.

use std::collections::HashMap;

use model::History;
use revisions::Histories;
use serde::{Deserialize, Serialize};
use store::Key;

/// What was found the last time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in super::super) struct Known {
    /// The commit that the repository was at, and the versions that there were.
    pub(super) at: Option<(String, Histories)>,
    /// What came of those of each text, by its file below the content folder, and what that came from.
    pub(super) texts: HashMap<String, (Key, History)>,
}
