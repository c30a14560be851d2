//! Scripts that stood in texts: files of the new blog, each named by a part that its text has at the end of
//! its page.

use std::collections::BTreeMap;

use crate::{
    names::nearest,
    source::{folder, stem},
};

/// What a script asks for that is not there any more when it runs behind the page, or that the policy of
/// the pages blocks.
const GONE: [&str; 8] = [
    "document.write",
    "currentScript",
    "eval(",
    "new Function",
    "import ",
    "import(",
    "importScripts",
    ".innerHTML = \"<script",
];

/// The files that scripts became, by their paths.
#[derive(Debug, Default)]
pub(crate) struct Scripts(BTreeMap<String, String>);

impl Scripts {
    /// The path of a file with a content: one that is there already, or a new one, called as the text is.
    fn file(&mut self, place: &str, text_file: &str, ending: &str, content: String) -> String {
        let same =
            |(path, known): &(&String, &String)| path.starts_with(place) && **known == content;
        if let Some((path, _)) = self.0.iter().find(same) {
            return path.clone();
        }
        let name = match stem(text_file) {
            "index" => nearest(stem(folder(text_file))),
            name => nearest(name),
        };
        let free = |path: &String| !self.0.contains_key(path);
        let first = [format!("{place}/{name}.{ending}")];
        let more = (2..).map(|number| format!("{place}/{name}-{number}.{ending}"));
        let path = first.into_iter().chain(more).find(free).unwrap_or_default();
        self.0.insert(path.clone(), content);
        path
    }

    /// The tag that loads a script which stood in a text; `None` when it would not do there what it did.
    pub(crate) fn inline(
        &mut self,
        text_file: &str,
        is_module: bool,
        script: &str,
    ) -> Option<String> {
        if GONE.iter().any(|gone| script.contains(gone)) {
            return None;
        }
        let path = self.file("scripts", text_file, "js", format!("{}\n", unindented(script)));
        Some(tag(&path, is_module, ""))
    }

    /// The part with the tags of a text, which its head names.
    pub(crate) fn part(&mut self, text_file: &str, tags: &[String]) -> String {
        self.file("parts", text_file, "html", format!("{}\n", tags.join("\n")))
    }

    /// The files with what stands in them.
    pub(crate) fn into_files(self) -> BTreeMap<String, String> {
        self.0
    }
}

/// The tag that loads a file after the page. `checked` is the hash that it is held against.
pub(crate) fn tag(address: &str, is_module: bool, checked: &str) -> String {
    let address = crate::escape::escaped(address);
    let kind = if is_module { " type=\"module\"" } else { "" };
    let checked = match checked {
        "" => String::new(),
        hash => {
            let hash = crate::escape::escaped(hash);
            format!(" integrity=\"{hash}\" crossorigin=\"anonymous\"")
        }
    };
    format!("<script src=\"{address}\"{kind}{checked} defer></script>")
}

/// A script without the blanks that all its lines begin with.
fn unindented(script: &str) -> String {
    let script = script.trim_matches('\n').trim_end();
    let lines = script.lines().filter(|line| !line.trim().is_empty());
    let indent = lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min();
    let indent = indent.unwrap_or_default();
    let cut = |line: &str| line.get(indent..).unwrap_or_default().to_owned();
    script.lines().map(cut).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_of_many_texts_is_one_file() {
        let mut scripts = Scripts::default();
        let text = "\n  draw(\n    1)\n";
        let made = scripts.inline("posts/a/index.md", false, text).expect("a script");
        assert_eq!(made, "<script src=\"scripts/a.js\" defer></script>");
        assert_eq!(scripts.inline("posts/b.md", false, text), Some(made.clone()));
        let other = scripts.inline("other/a.md", true, "draw(2)").expect("a script");
        assert_eq!(other, "<script src=\"scripts/a-2.js\" type=\"module\" defer></script>");
        assert_eq!(scripts.inline("posts/c.md", false, "document.write('x')"), None);
        assert_eq!(scripts.part("posts/b.md", &[made]), "parts/b.html");
        let files = scripts.into_files();
        assert_eq!(files["scripts/a.js"], "draw(\n  1)\n");
        assert_eq!(files.len(), 3);
    }
}
