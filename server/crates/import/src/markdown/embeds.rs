//! What is shown of other sites: calls of the shortcodes that come along.

/// A call of a shortcode that comes along. Arguments without a value are left out.
pub(crate) fn call(name: &str, arguments: &[(&str, &str)]) -> String {
    let mut made = format!("{{{{< {name}");
    for (key, value) in arguments.iter().filter(|(_, value)| !value.is_empty()) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        made.push_str(&format!(" {key}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    made.push_str(" >}}");
    made
}

/// The name of a shortcode and its arguments, which show what is at an address.
type Shown<'a> = (&'static str, Vec<(&'static str, &'a str)>);

/// The call that shows what is at an address of a site that is known, be it the address of a page or
/// that of a frame.
pub(crate) fn of_address(address: &str, title: &str) -> Option<String> {
    let (name, mut arguments) = shown(address)?;
    arguments.push(("title", title));
    Some(call(name, &arguments))
}

fn shown(address: &str) -> Option<Shown<'_>> {
    let (_, rest) = address.split_once("//")?;
    let (host, path) = rest.split_once('/')?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let asked = |key: &str| {
        let pairs = query.split(['&', ';']).filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(name, _)| *name == key).map_or("", |(_, value)| value)
    };
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let start = [asked("start"), asked("t")].into_iter().find(|at| !at.is_empty()).unwrap_or("");
    let start = start.trim_end_matches('s');
    let start = if start.bytes().all(|byte| byte.is_ascii_digit()) { start } else { "" };
    Some(match (host, &parts[..]) {
        ("youtube.com", ["watch"]) if !asked("v").is_empty() => {
            ("youtube", vec![("id", asked("v")), ("start", start)])
        }
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "shorts" | "live" | "v", id])
            if *id != "videoseries" =>
        {
            ("youtube", vec![("id", *id), ("start", start)])
        }
        ("youtu.be", [id]) => ("youtube", vec![("id", *id), ("start", start)]),
        ("vimeo.com", [id]) | ("player.vimeo.com", ["video", id]) if is_number(id) => {
            ("vimeo", vec![("id", *id)])
        }
        ("asciinema.org", ["a", id, ..]) => ("asciinema", vec![("id", id.trim_end_matches(".js"))]),
        ("codepen.io", [user, "pen" | "embed" | "details" | "full", id, ..]) => {
            ("codepen", vec![("user", *user), ("id", *id), ("tab", tab(asked("default-tab")))])
        }
        ("gist.github.com", [user, id]) => (
            "gist",
            vec![("user", *user), ("id", id.trim_end_matches(".js")), ("file", asked("file"))],
        ),
        ("gist.github.com", [id]) => {
            ("gist", vec![("id", id.trim_end_matches(".js")), ("file", asked("file"))])
        }
        ("twitter.com" | "x.com", [user, "status" | "statuses", id, ..]) if is_number(id) => {
            ("tweet", vec![("user", *user), ("id", *id)])
        }
        _ => return None,
    })
}

/// The part of a pen that is shown first.
fn tab(asked: &str) -> &str {
    asked.split([',', '%']).next().unwrap_or_default()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_page_or_of_a_frame_is_a_call() {
        for (address, call) in [
            ("https://www.youtube.com/watch?v=a-b&t=90s", "youtube id=\"a-b\" start=\"90\""),
            ("//www.youtube-nocookie.com/embed/a?start=5", "youtube id=\"a\" start=\"5\""),
            ("https://youtu.be/a", "youtube id=\"a\""),
            ("https://player.vimeo.com/video/12?dnt=1", "vimeo id=\"12\""),
            ("https://vimeo.com/12", "vimeo id=\"12\""),
            ("https://asciinema.org/a/12.js", "asciinema id=\"12\""),
            (
                "https://codepen.io/ana/embed/x?default-tab=css%2Cresult",
                "codepen user=\"ana\" id=\"x\" tab=\"css\"",
            ),
            (
                "https://gist.github.com/ana/12.js?file=a.rs",
                "gist user=\"ana\" id=\"12\" file=\"a.rs\"",
            ),
            ("https://twitter.com/ana/status/12?s=20", "tweet user=\"ana\" id=\"12\""),
        ] {
            let wanted = format!("{{{{< {call} >}}}}");
            assert_eq!(of_address(address, "").as_deref(), Some(&*wanted), "{address}");
        }
        for none in [
            "https://www.youtube.com/embed/videoseries?list=a",
            "https://www.youtube.com/@ana",
            "https://vimeo.com/channels/x",
            "https://example.org/watch?v=a",
            "/watch?v=a",
        ] {
            assert_eq!(of_address(none, ""), None, "{none}");
        }
        let titled = of_address("https://youtu.be/a", "A \"b\"\nc").expect("a call");
        assert_eq!(titled, "{{< youtube id=\"a\" title=\"A \\\"b\\\" c\" >}}");
    }
}
