//! What the README tells everybody to type, typed.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;

/// Serves as the first command of the README does, then runs those that check and build.
pub(crate) fn run(project: &Project) -> Result<()> {
    serve(project)?;
    let path = project.root.join("README.md");
    let text = fs::read_to_string(&path).map_err(|reason| Error::file("read", &path, &reason))?;
    let commands = commands(&text);
    for wanted in ["blog check", "blog build "] {
        let line = commands
            .iter()
            .find(|line| line.starts_with(wanted))
            .ok_or_else(|| Error::new(format!("the README has no command `{wanted}…`")))?;
        // The site that is there is made for another address.
        let line = line.replace("target/site", "target/site-of-the-readme");
        let args = line.split_whitespace().skip(1);
        Call::new(project.blog("release")).folder(&project.root).args(args).run()?;
    }
    Ok(())
}

/// `cargo xtask serve`, until the front page has come.
fn serve(project: &Project) -> Result<()> {
    let call = Call::new("cargo").folder(&project.root).args(["xtask", "serve", "--port", "0"]);
    call.until(|line| {
        let Some((_, address)) = line.split_once(" on http://") else { return Ok(false) };
        let answer = front_page(address.trim())
            .map_err(|reason| Error::new(format!("http://{address} does not answer: {reason}")))?;
        let first = answer.lines().next().unwrap_or_default();
        if answer.starts_with("HTTP/1.1 200") && answer.contains("<h1") {
            println!("http://{address} answers {first}");
            return Ok(true);
        }
        Err(Error::new(format!("http://{address} answers {first}")))
    })
}

fn front_page(address: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The commands in the blocks for a shell, without comments.
fn commands(text: &str) -> Vec<&str> {
    text.split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .flat_map(str::lines)
        .filter_map(|line| line.split(" #").next())
        .map(str::trim)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_from_blocks_for_a_shell() {
        let text = "a\n```sh\none --a   # first\ntwo\n```\nthree\n```toml\nfour\n```\n";
        assert_eq!(commands(text), ["one --a", "two"]);
    }
}
