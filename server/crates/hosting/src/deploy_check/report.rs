//! What was found, for people and for programs.

use std::fmt;

use serde::Serialize;

/// What a host can do well or badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// The status code, and the page that comes with it.
    Status,
    /// What a file is said to be.
    Type,
    /// How long an answer holds.
    Caching,
    /// Whether it is packed for those who unpack it.
    Compression,
    /// What keeps a page from doing, and having done to it, what it should not.
    Headers,
    /// Where other addresses of a page lead.
    Redirects,
}

/// What to think of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The host does it right.
    Ok,
    /// It works, but could be better.
    Note,
    /// Readers have less than they should, or something that is wrong.
    Fail,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The path that was asked for.
    pub address: String,
    /// What was looked at.
    pub what: Aspect,
    /// What should come.
    pub expected: String,
    /// What came.
    pub got: String,
    /// What to think of it.
    pub verdict: Verdict,
}

/// All that was looked at, in order. Displayed, it is a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    pub(super) fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Takes faults of some kinds for notes: a host that can't do better is no fault of the site.
    pub fn accept(&mut self, aspects: &[Aspect]) {
        for finding in &mut self.0 {
            if finding.verdict == Verdict::Fail && aspects.contains(&finding.what) {
                finding.verdict = Verdict::Note;
            }
        }
    }

    /// How many came to a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.0.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Status => "status",
            Self::Type => "type",
            Self::Caching => "caching",
            Self::Compression => "compression",
            Self::Headers => "headers",
            Self::Redirects => "redirects",
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Fail => "FAIL",
        })
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |heading: &str, of: fn(&Finding) -> &str| {
            let cells = self.0.iter().map(|finding| of(finding).chars().count());
            cells.chain([heading.len()]).max().unwrap_or_default()
        };
        let address = width("address", |finding| &finding.address);
        let expected = width("expected", |finding| &finding.expected);
        writeln!(f, "      {:address$}  {:11}  {:expected$}  got", "address", "what", "expected")?;
        for finding in &self.0 {
            let Finding { what, got, verdict, .. } = finding;
            writeln!(
                f,
                "{verdict:4}  {:address$}  {what:11}  {:expected$}  {got}",
                finding.address, finding.expected,
            )?;
        }
        write!(
            f,
            "{} looked at: {} ok, {} to note, {} failed",
            self.0.len(),
            self.count(Verdict::Ok),
            self.count(Verdict::Note),
            self.count(Verdict::Fail),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_what_was_expected_and_what_came() {
        let finding = |address: &str, what, expected: &str, got: &str, verdict| Finding {
            address: address.into(),
            what,
            expected: expected.into(),
            got: got.into(),
            verdict,
        };
        let mut findings = Findings(vec![
            finding("/", Aspect::Status, "200", "200", Verdict::Ok),
            finding("/pkg/a.wasm", Aspect::Type, "application/wasm", "text/plain", Verdict::Fail),
            finding("/", Aspect::Headers, "a policy", "none", Verdict::Fail),
        ]);
        findings.accept(&[Aspect::Headers]);
        insta::assert_snapshot!(findings, @r"
              address      what         expected          got
        ok    /            status       200               200
        FAIL  /pkg/a.wasm  type         application/wasm  text/plain
        note  /            headers      a policy          none
        3 looked at: 1 ok, 1 to note, 1 failed
        ");
    }
}
