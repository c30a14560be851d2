//! Answers, read from the bytes of a connection.

use crate::common::http::Answer;

/// Reads the next of some answers, to a request with this method; `None` when there is none.
pub fn next(bytes: &mut &[u8], method: &str) -> Result<Option<Answer>, String> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("a head without end")?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|error| error.to_string())?;
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)?.parse().ok());
    let status: u16 = status.ok_or_else(|| format!("no status: {first}"))?;
    let headers = lines
        .map(|line| {
            let (name, value) =
                line.split_once(": ").ok_or_else(|| format!("no header: {line}"))?;
            Ok((name.to_ascii_lowercase(), value.to_owned()))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let mut answer = Answer { status, headers, body: Vec::new() };
    *bytes = &bytes[end + 4..];
    if status == 100 {
        return next(bytes, method);
    }
    if answer.header("transfer-encoding").is_some() {
        return Err("nothing here needs chunks".into());
    }
    let length = answer.header("content-length").map(str::parse::<usize>);
    let has_body = method != "HEAD" && !matches!(status, 204 | 304);
    if has_body {
        let length = length.ok_or("no length")?.map_err(|error| error.to_string())?;
        let body = bytes.get(..length).ok_or_else(|| format!("{} of {length}", bytes.len()))?;
        answer.body = body.to_vec();
        *bytes = &bytes[length..];
    }
    Ok(Some(answer))
}

/// Whether some bytes are whole answers, whatever the methods were that they answer.
pub fn are_answers(mut bytes: &[u8]) -> Result<usize, String> {
    let mut count = 0;
    loop {
        let before = bytes;
        let answer = match next(&mut bytes, "GET") {
            // An answer to `HEAD` has a length and no body.
            Err(_) => {
                bytes = before;
                next(&mut bytes, "HEAD")?
            }
            Ok(answer)
                if answer.is_some() && !(bytes.is_empty() || bytes.starts_with(b"HTTP/1.")) =>
            {
                bytes = before;
                next(&mut bytes, "HEAD")?
            }
            Ok(answer) => answer,
        };
        match answer {
            None => return Ok(count),
            Some(Answer { status, .. }) if status >= 500 => return Err(format!("{status}")),
            Some(_) => count += 1,
        }
    }
}
