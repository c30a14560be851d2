//! What a build has to tell when it is done.

use std::{fmt, path::PathBuf, time::Duration};

use content::LeftOut;
use diagnostics::{Diagnostic, count};
use site::budgets::Over;

/// A build that went well. Displayed, it is a line or two for the terminal.
#[derive(Debug)]
pub struct Built {
    /// How many posts there are.
    pub posts: usize,
    /// How many pages there are, those of posts among them.
    pub pages: usize,
    /// How many files the site has.
    pub files: usize,
    /// How long it took.
    pub took: Duration,
    /// Where the site is.
    pub site: PathBuf,
    /// What is worth a word.
    pub warnings: Vec<Diagnostic>,
    /// How many addresses no lock protects, where there is a lock.
    pub unlocked: usize,
    /// What readers would have to download that is over its budget.
    pub over: Vec<Over>,
    /// How many files only pages of earlier builds need.
    pub retired: usize,
    /// What the options left out.
    pub left_out: LeftOut,
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Built {}, {}, {} in {:.2} s → {}",
            count(self.posts, "post"),
            count(self.pages, "page"),
            count(self.files, "file"),
            self.took.as_secs_f64(),
            self.site.display(),
        )?;
        let LeftOut { drafts, future, next } = self.left_out;
        let mut left_out = Vec::new();
        if drafts > 0 {
            left_out.push(count(drafts, "draft"));
        }
        if future > 0 {
            let due = next.map(|date| format!(", the next due on {date}")).unwrap_or_default();
            left_out.push(format!("{} of the future{due}", count(future, "post")));
        }
        if !left_out.is_empty() {
            write!(f, "\nLeft out: {}", left_out.join("; "))?;
        }
        if self.retired > 0 {
            let files = count(self.retired, "file");
            write!(f, "\nKept for pages of earlier builds: {files}")?;
        }
        if self.unlocked > 0 {
            let new = count(self.unlocked, "new permalink");
            write!(f, "\nNot locked yet: {new}; `blog permalinks update` does it")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_tells_what_it_made_and_what_it_left_out() {
        let mut built = Built {
            posts: 1,
            pages: 12_345,
            files: 130,
            took: Duration::from_millis(214),
            site: "target/site".into(),
            warnings: Vec::new(),
            unlocked: 0,
            over: Vec::new(),
            retired: 0,
            left_out: LeftOut::default(),
        };
        let made = "Built 1 post, 12,345 pages, 130 files in 0.21 s → target/site";
        assert_eq!(built.to_string(), made);
        built.left_out = LeftOut { drafts: 2, future: 1, next: "2026-12-01".parse().ok() };
        assert_eq!(
            built.to_string(),
            format!("{made}\nLeft out: 2 drafts; 1 post of the future, the next due on 2026-12-01")
        );
        built.left_out = LeftOut::default();
        built.retired = 3;
        let kept = "Kept for pages of earlier builds: 3 files";
        assert_eq!(built.to_string(), format!("{made}\n{kept}"));
        (built.retired, built.unlocked) = (0, 2);
        let note = "Not locked yet: 2 new permalinks; `blog permalinks update` does it";
        assert_eq!(built.to_string(), format!("{made}\n{note}"));
    }
}
