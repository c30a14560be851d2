//! Sessions in a terminal: what was typed, and what was answered.

use std::borrow::Cow;

/// The languages of such sessions.
const LANGUAGES: [&str; 4] = ["console", "shell-session", "sh-session", "terminal"];

/// What a prompt of a shell ends with; a blank follows.
const ENDS: [char; 4] = ['$', '%', '#', '❯'];

/// The longest prompt that is looked for, in bytes: `user@host:~/a/folder$ `.
const LONGEST: usize = 80;

/// Whether a line was typed or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalLine {
    /// The reader, behind a prompt of so many bytes.
    Command(usize),
    /// The program.
    Answer,
}

/// Who says the lines of a session; nothing if this is none, or has no prompt by which to tell.
pub(super) fn read(language: &str, code: &str) -> Vec<TerminalLine> {
    if !LANGUAGES.contains(&&*language.to_lowercase()) {
        return Vec::new();
    }
    // What was typed in the line before, and whether that had the prompt of a further line.
    let mut before = "";
    let mut is_further = false;
    let said: Vec<TerminalLine> = code
        .lines()
        .map(|line| {
            let further = further_prompt(line).filter(|_| is_further || is_open(before));
            let prompt = match before.ends_with('\\') {
                true => Some(further.unwrap_or(0)),
                false => further.or_else(|| prompt(line)),
            };
            is_further = further.is_some();
            before = prompt.map_or("", |end| &line[end..]);
            prompt.map_or(TerminalLine::Answer, TerminalLine::Command)
        })
        .collect();
    if said.iter().all(|said| *said == TerminalLine::Answer) { Vec::new() } else { said }
}

/// The same lines without their prompts, which are no part of the language.
pub(super) fn without_prompts<'a>(code: &'a str, said: &[TerminalLine]) -> Cow<'a, str> {
    if said.is_empty() {
        return code.into();
    }
    let typed = code.split_inclusive('\n').zip(said);
    typed.map(|(line, said)| &line[said.prompt()..]).collect::<String>().into()
}

/// The prompt of a line, if it has one.
pub(super) fn prompt_of<'a>(said: Option<&TerminalLine>, line: Option<&'a str>) -> &'a str {
    let prompt = said.map_or(0, TerminalLine::prompt);
    line.and_then(|line| line.get(..prompt)).unwrap_or_default()
}

impl TerminalLine {
    fn prompt(&self) -> usize {
        match self {
            Self::Command(prompt) => *prompt,
            Self::Answer => 0,
        }
    }
}

/// How many bytes of a line are its prompt: `$ `, `ada@host:~$ `, `PS C:\> `.
fn prompt(line: &str) -> Option<usize> {
    let of_windows = line.starts_with("PS ").then(|| line.find("> ")).flatten();
    let of_a_shell = || {
        let at = line.find(|c| ENDS.contains(&c) || c == ' ')?;
        let end = line[at..].chars().next().filter(|c| ENDS.contains(c))?;
        // What stands before it is a user and a place, or nothing; a `#` alone begins a comment.
        let is_place = line[..at].contains(['@', ':', '~']) || (at == 0 && end != '#');
        let rest = &line[at + end.len_utf8()..];
        (is_place && (rest.starts_with(' ') || rest.is_empty())).then_some(at + end.len_utf8() - 1)
    };
    let end = of_windows.or_else(of_a_shell)? + 2;
    let end = end.min(line.len());
    (end <= LONGEST).then_some(end)
}

/// How many bytes are the prompt that the second line of a command may have, and those after it.
fn further_prompt(line: &str) -> Option<usize> {
    line.starts_with("> ").then_some(2).or((line == ">").then_some(1))
}

/// Whether a shell waits for more behind what was typed: what begins with `> ` is an answer else.
fn is_open(typed: &str) -> bool {
    let typed = typed.trim_end();
    let is_quoted = ['"', '\''].iter().any(|quote| typed.matches(*quote).count() % 2 == 1);
    let ends = ["\\", "|", "&&", "{", "(", " do", " then"];
    is_quoted || typed.contains("<<") || ends.iter().any(|end| typed.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_short_and_says_where() {
        for (line, expected) in [
            ("$ ls", Some(2)),
            ("$", Some(1)),
            ("root@host:~# reboot", Some(13)),
            ("# reboot", None),
            ("% ls", Some(2)),
            ("❯ ls", Some(4)),
            ("ada@host:~/src$ make", Some(16)),
            ("PS C:\\> dir", Some(8)),
            ("~ $ ls", None),
            ("cost$ 5", None),
            ("50% done", None),
            ("#!/bin/sh", None),
            ("$HOME", None),
            ("", None),
        ] {
            assert_eq!(prompt(line), expected, "{line}");
        }
        assert_eq!(prompt(&format!("a@{}$ ls", "b".repeat(LONGEST))), None);
    }

    #[test]
    fn a_command_may_have_several_lines() {
        use TerminalLine::{Answer, Command};
        let code = "$ curl \\\n> -s \\\n  -v x\nok\n$ exit\n";
        let said = [Command(2), Command(2), Command(0), Answer, Command(2)];
        assert_eq!(read("console", code), said);
        assert_eq!(without_prompts(code, &said), "curl \\\n-s \\\n  -v x\nok\nexit\n");
        let code =
            "$ cat <<EOF > a\n> b\n>\n> EOF\n$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n";
        let typed = "cat <<EOF > a\nb\n\nEOF\nfor i in 1 2; do\n  echo $i\ndone\n1\n2\n";
        let said = read("console", code);
        assert_eq!(said.iter().filter(|said| **said == Answer).count(), 2);
        assert_eq!(without_prompts(code, &said), typed);
        // What a program says may begin like that.
        assert_eq!(read("console", "$ npm run build\n> vite build\n"), [Command(2), Answer]);
        assert_eq!(read("sh", "$ ls\n"), [], "not a session");
        assert_eq!(read("console", "ls\npwd\n"), [], "no prompt");
    }
}
