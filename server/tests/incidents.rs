//! Incidents: what is read of them, what is counted over all of them, and what their writers are asked to think
//! of again.

mod common;

use std::collections::BTreeMap;

use common::{Blog, program::blog, tree};
use serde_json::Value;

const SEVERITIES: [&str; 3] = ["SEV-1", "SEV-2", "SEV-3"];
const SERVICES: [&str; 4] = ["checkout", "search", "e-mail & push", "auth|sso"];
const CAUSES: [&str; 3] = ["A *lock* that nobody saw", "No limit on retries", "A stale cache"];
const DETECTIONS: [(&str, &str); 3] =
    [("alert", "An alert"), ("customer", "A customer"), ("chance", "Chance")];

/// An invented incident: all of it follows from its number.
struct Invented {
    number: usize,
    /// Minutes from the start to detection, mitigation and resolution; not each is known.
    detected: usize,
    mitigated: usize,
    resolved: Option<usize>,
}

impl Invented {
    fn of(number: usize) -> Self {
        let detected = (number * 37) % 61;
        let mitigated = detected + 1 + (number * 91) % 173;
        let resolved = (!number.is_multiple_of(7)).then(|| mitigated + (number * 53) % 500);
        Self { number, detected, mitigated, resolved }
    }

    /// The day in 2024 or 2025 on which it starts, and its quarter.
    fn day(&self) -> (usize, usize, usize) {
        (2024 + self.number % 2, self.number * 5 % 12 + 1, self.number % 28 + 1)
    }

    fn services(&self) -> Vec<&'static str> {
        let also = self.number.is_multiple_of(3).then(|| SERVICES[(self.number + 1) % 4]);
        [SERVICES[self.number % 4]].into_iter().chain(also).collect()
    }

    fn text(&self) -> String {
        let (year, month, day) = self.day();
        let quoted: Vec<String> =
            self.services().iter().map(|service| format!("{service:?}")).collect();
        let resolved = self.resolved.map(|at| format!("T+{at}m resolved\n")).unwrap_or_default();
        format!(
            "+++\ntitle = \"Incident {0}\"\ndescription = \"Number {0}.\"\ndate = {year}-{month:02}-{day:02}\n\
             severity = \"{1}\"\nservices = [{2}]\ndetection = \"{3}\"\ncauses = [{4:?}]\n+++\n\n\
             ```timeline\n{year}-{month:02}-{day:02} 06:30 UTC started\nT+{5}m detected\n\
             T+{6}m mitigated\n{resolved}```\n",
            self.number,
            SEVERITIES[self.number % 3],
            quoted.join(", "),
            DETECTIONS[self.number % 3].0,
            CAUSES[self.number / 2 % 3],
            self.detected,
            self.mitigated,
        )
    }
}

/// A length in minutes as an English page has it.
fn shown(minutes: f64) -> String {
    let seconds = (minutes * 60.0) as usize;
    let units = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let Some(first) = units.iter().position(|(count, _)| *count > 0) else {
        return "0 s".to_owned();
    };
    let two = units[first..].iter().take(2).filter(|(count, _)| *count > 0);
    two.map(|(count, unit)| format!("{count} {unit}")).collect::<Vec<_>>().join(" ")
}

fn median(minutes: &[usize]) -> f64 {
    let mut sorted = minutes.to_vec();
    sorted.sort_unstable();
    let middle = (sorted.len() - 1) as f64 / 2.0;
    (sorted[middle.floor() as usize] + sorted[middle.ceil() as usize]) as f64 / 2.0
}

/// The least value that nine of ten do not exceed.
fn ninetieth(minutes: &[usize]) -> usize {
    let fits = |limit: &usize| {
        minutes.iter().filter(|value| *value <= limit).count() * 10 >= minutes.len() * 9
    };
    minutes.iter().copied().filter(|value| fits(value)).min().expect("a value")
}

/// The rows of all tables of a page, each as the words of its cells.
fn rows(html: &str) -> Vec<Vec<String>> {
    let row = |row: &str| {
        let cells = row.split("</t").filter_map(|cell| cell.rsplit_once("<t"));
        let text = |cell: &str| {
            let words = cell.split_once('>').map_or("", |(_, text)| text);
            let plain = words.split('<').map(|part| match part.split_once('>') {
                Some((_, text)) => text,
                None => part,
            });
            plain.collect::<String>().replace("&amp;", "&")
        };
        cells.map(|(_, cell)| text(cell)).collect()
    };
    html.split("<tr>").skip(1).map(|part| row(part.split("</tr>").next().unwrap_or(part))).collect()
}

#[test]
fn a_hundred_incidents_are_counted_as_they_happened() {
    let fixture = Blog::at("https://example.org");
    let all: Vec<Invented> = (0..100).map(Invented::of).collect();
    for incident in &all {
        let path = format!("content/incidents/incident-{}.md", incident.number);
        fixture.write(&path, &incident.text());
    }
    let ran = fixture.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));

    let page = fixture.read("incidents/index.html");
    assert!(page.contains("100 incidents"));
    let rows = rows(&page);
    let has = |wanted: &[&str]| {
        let found =
            rows.iter().any(|row| row.iter().map(String::as_str).eq(wanted.iter().copied()));
        assert!(found, "{wanted:?} is not among {rows:#?}");
    };
    let of_all = |name: &str, minutes: &[usize]| {
        let longest = *minutes.iter().max().expect("a value");
        let told = [median(minutes), ninetieth(minutes) as f64, longest as f64].map(shown);
        has(&[name, &minutes.len().to_string(), &told[0], &told[1], &told[2]]);
    };
    let minutes = |of: &[&Invented]| -> [Vec<usize>; 3] {
        [
            of.iter().map(|incident| incident.detected).collect(),
            of.iter().map(|incident| incident.mitigated).collect(),
            of.iter().filter_map(|incident| incident.resolved).collect(),
        ]
    };
    let [detect, mitigate, resolve] = minutes(&all.iter().collect::<Vec<_>>());
    of_all("Time to detect", &detect);
    of_all("Time to mitigate", &mitigate);
    of_all("Time to resolve", &resolve);

    let mut parts: BTreeMap<String, Vec<&Invented>> = BTreeMap::new();
    for incident in &all {
        let (year, month, _) = incident.day();
        let mut names: Vec<String> = incident.services().iter().map(ToString::to_string).collect();
        names.push(SEVERITIES[incident.number % 3].to_owned());
        names.push(CAUSES[incident.number / 2 % 3].to_owned());
        names.push(DETECTIONS[incident.number % 3].1.to_owned());
        names.push(format!("{year}, Q{}", month.div_ceil(3)));
        names.into_iter().for_each(|name| parts.entry(name).or_default().push(incident));
    }
    assert_eq!(parts.len(), 3 + 4 + 3 + 3 + 8);
    // What they are found by counts as much.
    let index: Value = serde_json::from_str(&fixture.read("incidents/facets.json")).expect("JSON");
    let facets = index["facets"].as_array().expect("facets");
    let keys: Vec<_> = facets.iter().filter_map(|facet| facet["key"].as_str()).collect();
    assert_eq!(keys, ["service", "severity", "cause", "detection", "quarter"]);
    let values: Vec<_> = facets.iter().filter_map(|facet| facet["values"].as_array()).collect();
    assert_eq!(values.iter().map(|values| values.len()).sum::<usize>(), parts.len());
    for value in values.into_iter().flatten() {
        let name = value["name"].as_str().expect("a name");
        assert_eq!(value["count"], parts[name].len(), "{name}");
    }
    for (id, name) in DETECTIONS {
        assert!(
            facets[3]["values"]
                .as_array()
                .expect("values")
                .iter()
                .any(|value| { value["id"] == id && value["name"] == name })
        );
    }
    for (name, incidents) in parts {
        let told = minutes(&incidents).map(|minutes| shown(median(&minutes)));
        let count = incidents.len().to_string();
        has(&[&name, &count, &told[0], "–", &told[1], &told[2]]);
        // What its chart is drawn from.
        has(&[&name, &count]);
    }

    // All are there, on pages and in feeds and as data, and each once.
    let mut listed = Vec::new();
    for path in
        ["incidents/index.json", "incidents/page/1/index.json", "incidents/page/6/index.json"]
    {
        let document: Value = serde_json::from_str(&fixture.read(path)).expect("JSON");
        assert_eq!(document["kind"], "list");
        let posts = document["posts"].as_array().expect("posts").clone();
        assert!(posts.iter().all(|post| post["incident"]["seconds"]["to_detect"].is_u64()));
        listed.extend(posts.into_iter().map(|post| post["url"].to_string()));
    }
    assert_eq!(listed.len(), 16 + 16 + 4);
    let feed = fixture.read("incidents/feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 50);
    assert!(fixture.read("llms.txt").contains("/incidents/incident-7/index.md"));
    let eighth: Value =
        serde_json::from_str(&fixture.read("incidents/incident-8/index.json")).expect("JSON");
    let expected = Invented::of(8);
    assert_eq!(eighth["incident"]["seconds"]["to_mitigate"], expected.mitigated * 60);
    assert_eq!(eighth["incident"]["started"], "2024-05-09T06:30:00Z");
}

/// A head that leaves nothing to be asked for, but for what stands in the place of a line.
fn told(replaced: &str, by: &str, text: &str) -> String {
    let whole = "title = \"Orders fail\"\ndescription = \"What failed.\"\ndate = 2026-03-02\n\
                 severity = \"SEV-1\"\nservices = [\"checkout\"]\ndetection = \"customer\"\n\
                 started = 2026-03-01T14:02:00Z\ndetected = 2026-03-01T14:20:00Z\n\
                 mitigated = 2026-03-01T14:50:00Z\ncauses = [\"A lock\", \"No alert\"]\n\n\
                 [[impact]]\nwhat = \"Failed orders\"\nvalue = 1_240.50\nunit = \"EUR\"\n\n\
                 [[actions]]\nwhat = \"Watch locks\"\nowner = \"Ada\"\ndue = 9999-01-01\n\
                 link = \"https://tracker.example.net/1\"\n";
    assert!(whole.contains(replaced));
    format!("+++\n{}+++\n\n{text}\n", whole.replace(replaced, by))
}

#[test]
fn an_incident_has_a_page_of_its_own_in_every_form() {
    let fixture = Blog::at("https://example.org");
    let before = {
        assert_eq!(fixture.build(&["--no-compress"]).code, Some(0));
        tree(&fixture.site())
    };
    // The code that finds some of them comes with the app.
    let is_one = |path: &str| path.contains("incident") && !path.contains("pkg/incidents.");
    assert!(!before.iter().any(|(path, _)| is_one(path)));
    let timeline = "We noticed late.\n\n```timeline\n2026-03-01 14:02 UTC started  A deploy.\n\
                    14:20 detected  A call.\n15:30 resolved\n```\n";
    fixture.write("content/incidents/orders.md", &told("", "", timeline));
    let ran = fixture.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let page = fixture.read("incidents/orders/index.html");
    for told in [
        "<dt>Severity</dt><dd>SEV-1</dd>",
        "<dt>Services</dt><dd>checkout</dd>",
        "<dt>Noticed by</dt><dd>A customer</dd>",
        "<time datetime=\"PT18M\">18 min</time>",
        "<time datetime=\"PT48M\">48 min</time>",
        "<time datetime=\"PT1H28M\">1 h 28 min</time>",
        "Failed orders: <strong>1240.5</strong>\u{a0}EUR",
        "<li>No alert</li>",
        "<a href=\"https://tracker.example.net/1\"",
        "1 Jan 9999",
        "\"@type\":\"Report\"",
        "\"startDate\":\"2026-03-01T14:02:00Z\"",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let list = fixture.read("incidents/index.html");
    assert!(list.contains("SEV-1 · 2 Mar 2026 · checkout · Time to mitigate 48 min</p>"));
    let markdown = fixture.read("incidents/orders/index.md");
    assert!(markdown.contains("\nseverity: \"SEV-1\"\n"), "{markdown}");
    assert!(markdown.contains("\n## Contributing factors {#contributing-factors}\n\n- A lock\n"));
    assert!(fixture.read("incidents/feed.xml").contains("Watch locks"));
    // It is no post: the lists of these do not have it.
    assert!(!fixture.read("feed.xml").contains("Orders fail"));
    assert!(!fixture.read("archive/index.html").contains("Orders fail"));
    assert!(fixture.read("index.html").contains("href=\"/incidents/\""));
}

#[test]
fn charts_are_drawn_of_incidents_that_are_more_than_a_few() {
    let fixture = Blog::at("https://example.org");
    for (number, drawn) in [(4, false), (5, true)] {
        for incident in (1..=number).map(Invented::of) {
            let file = format!("content/incidents/incident-{}.md", incident.number);
            fixture.write(&file, &incident.text());
        }
        let ran = fixture.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        let page = fixture.read("incidents/index.html");
        assert_eq!(page.contains("<figure class=\"chart"), drawn, "{number}");
        assert!(rows(&page).iter().any(|row| row[0] == "Time to detect"), "{number}");
    }
}

#[test]
fn what_took_no_time_at_all_is_counted_and_drawn_too() {
    let fixture = Blog::at("https://example.org");
    let at_once = "```timeline\n2026-03-01 14:02 UTC started\n14:02 mitigated\n14:02 resolved\n```";
    let text = told("2026-03-01T14:20", "2026-03-01T14:02", at_once);
    for number in 1..=5 {
        let file = format!("content/incidents/orders-{number}.md");
        fixture.write(&file, &text.replace("T14:50", "T14:02"));
    }
    let ran = fixture.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let page = fixture.read("incidents/index.html");
    assert!(page.contains("<figure class=\"chart"));
    assert!(
        rows(&page)
            .contains(&["Time to resolve", "5", "0 s", "0 s", "0 s"].map(str::to_owned).to_vec())
    );
}

/// What the check of a blog with one incident says.
fn checked(text: &str, site: &str) -> (Option<i32>, String) {
    let fixture = Blog::at("https://example.org");
    fixture.write("content/incidents/orders.md", text);
    let file = std::fs::read_to_string(fixture.path("content/site.toml")).expect("there");
    fixture.write("content/site.toml", &format!("{file}{site}"));
    let content = fixture.content();
    let ran = blog(&["check", "--content", content.to_str().expect("a path")]);
    (ran.code, ran.err)
}

#[test]
fn what_a_writer_should_think_of_again_is_a_warning_that_can_be_switched_off() {
    for (replaced, by, text, rule, place, warning) in [
        ("detection = \"customer\"\n", "", "", "detection", "1:1", "nothing says what"),
        ("detected = 2026-03-01T14:20:00Z\n", "", "", "detection", "1:1", "nothing says when"),
        ("owner = \"Ada\"\n", "", "", "actions", "18:1", "`Watch locks` has no `owner`"),
        ("due = 9999-01-01\n", "", "", "actions", "18:1", "`Watch locks` has no `due`"),
        ("due = 9999-01-01", "due = 2026-03-09", "", "overdue", "18:1", "was due on 2026-03-09"),
        ("", "", "The root cause was a lock.", "root_cause", "25:5", "no “root cause”"),
        ("", "", "It was Human Error.", "human_error", "25:8", "no “human error”"),
        ("T14:50", "T13:50", "", "order", "10:13", "before `started`"),
        ("unit = \"EUR\"\n", "", "", "units", "13:1", "`Failed orders` has no unit"),
    ] {
        let text = told(replaced, by, text);
        let (code, said) = checked(&text, "");
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(warning) && said.starts_with("warning: "), "{rule}: {said}");
        assert!(said.contains(&format!("orders.md:{place}\n")), "{rule}: {said}");
        assert_eq!(said.matches("warning: ").count(), 1, "{rule}: {said}");
        assert!(said.contains(&format!("`{rule} = false` under `[lint]`")), "{rule}: {said}");
        let (code, said) = checked(&text, &format!("[lint]\n{rule} = false\n"));
        assert_eq!((code, &*said), (Some(0), ""), "{rule}");
    }
    let text = told("", "", "Grund war menschliches Versagen.");
    assert_eq!(checked(&text, ""), (Some(0), String::new()), "German words in an English blog");
    // Neither several causes nor what is over is worth a word.
    let done = "due = 2026-03-09\nstate = \"done\"";
    let text = told("due = 9999-01-01", done, "Two root causes; a root-cause analysis.");
    assert_eq!(checked(&text, ""), (Some(0), String::new()));
}

#[test]
fn what_is_wrong_with_an_incident_is_told_where_it_is() {
    for (replaced, by, text, place, fault) in [
        ("severity = \"SEV-1\"\n", "", "", "1:1", "this incident has no `severity`"),
        ("services = [\"checkout\"]\n", "", "", "1:1", "this incident has no `services`"),
        (
            "started = 2026-03-01T14:02:00Z\n",
            "",
            "",
            "1:1",
            "nothing says when this incident started",
        ),
        ("= 2026-03-01T14:02:00Z", "= \"noon\"", "", "8:11", "`noon` is not a day and a time"),
        ("\"customer\"", "\"costumer\"", "", "7:13", "`detection` can't be `costumer`"),
        ("value = 1_240.50", "value = \"many\"", "", "15:9", "`value` must be a number"),
        ("owner = \"Ada\"", "state = \"finished\"", "", "20:9", "`state` can't be `finished`"),
        ("\"https://tracker.example.net/1\"", "\"#1\"", "", "22:8", "`#1` is not a full address"),
        (
            "tracker.example.net/1",
            "example.org/nowhere/",
            "",
            "18:1",
            "there is no page `/nowhere/`",
        ),
        ("owner = ", "who = ", "", "20:1", "unknown key `who`"),
        ("causes", "series = \"x\"\ncauses", "", "11:1", "unknown key `series`"),
        (
            "",
            "",
            "```timeline\n2026-03-01 14:02 UTC started\n14:21 detected\n```",
            "9:12",
            "`detected` is 2026-03-01T14:20:00Z here and 2026-03-01T14:21:00Z in the timeline",
        ),
    ] {
        let (code, said) = checked(&told(replaced, by, text), "");
        assert_eq!(code, Some(1), "{fault}: {said}");
        assert!(said.contains(fault), "{fault}: {said}");
        assert!(said.contains(&format!("orders.md:{place}\n")), "{fault}: {said}");
    }
}

#[test]
fn a_page_may_be_called_incidents_where_there_are_none() {
    let fixture = Blog::at("https://example.org");
    fixture.write("content/pages/incidents.md", "+++\ntitle = \"Ours\"\n+++\n\nNone.\n");
    assert_eq!(fixture.build(&["--no-compress"]).code, Some(0));
    fixture.write("content/incidents/orders.md", &told("", "", ""));
    let ran = fixture.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("would be that of the list of all incidents"), "{}", ran.err);
}

#[test]
fn incidents_have_their_addresses_languages_and_old_addresses_like_other_texts() {
    let fixture = Blog::at("https://example.org");
    let file = std::fs::read_to_string(fixture.path("content/site.toml")).expect("there");
    let more = "[permalinks]\nincidents = \"/postmortems/:year/:slug/\"\n[languages.de]\n";
    fixture.write("content/site.toml", &format!("{file}{more}"));
    let aliases = "severity = \"SEV-1\"\naliases = [\"/outage/\"]";
    fixture.write("content/incidents/orders.md", &told("severity = \"SEV-1\"", aliases, ""));
    fixture.write("content/incidents/orders.de.md", &told("Orders fail", "Störung", ""));
    let ran = fixture.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = fixture.read("postmortems/2026/orders/index.html");
    assert!(
        page.contains("hreflang=\"de\" href=\"https://example.org/de/postmortems/2026/orders/\"")
    );
    assert!(fixture.read("outage/index.html").contains("/postmortems/2026/orders/"));
    assert!(fixture.read("postmortems/index.html").contains("1 incident"));
    let german = fixture.read("de/postmortems/2026/orders/index.html");
    assert!(german.contains("<dt>Schweregrad</dt>") && german.contains("Beitragende Faktoren"));
}

#[test]
fn a_new_incident_is_a_draft_that_passes_the_check() {
    let fixture = Blog::at("https://example.org");
    let content = fixture.content();
    let content = content.to_str().expect("a path");
    let ran = blog(&["new", "--incident", "Orders fail", "--content", content]);
    let file = fixture.path("content/incidents/orders-fail.md");
    assert_eq!((ran.code, ran.out.trim()), (Some(0), file.to_str().expect("a path")));
    let ran = blog(&["check", "--content", content]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(
        blog(&["new", "--incident", "--series", "a", "X", "--content", content]).code,
        Some(2)
    );
    let ran = fixture.build(&["--no-compress", "--drafts"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(fixture.read("incidents/orders-fail/index.html").contains("What went well"));
}

#[test]
fn a_post_that_tells_of_an_incident_is_one() {
    let blog = Blog::at("https://example.org");
    let head = "title = \"Down\"\ndate = 2026-03-01\naliases = [\"/posts/down/\"]\n";
    let incident = "[incident]\nseverity = \"SEV-1\"\nservices = [\"api\"]\nstarted = 2026-03-01T14:02:00Z\n\
                    detected = 2026-03-01T14:04:00Z\ndetection = \"alert\"\n\
                    [[incident.impact]]\nwhat = \"Failed orders\"\nvalue = 7\nunit = \"orders\"\n";
    blog.write("content/posts/down.md", &format!("+++\n{head}{incident}+++\n\nIt was down.\n"));
    for _ in 0..2 {
        // The second time, of what is known of it.
        let ran = blog.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
        let page = blog.read("incidents/down/index.html");
        assert!(page.contains("SEV-1") && page.contains("Failed orders"), "{page}");
        assert!(blog.read("incidents/index.html").contains("Down"));
        assert!(!blog.read("archive/index.html").contains("Down"));
        assert!(blog.read("posts/down/index.html").contains("/incidents/down/"));
    }
    let bad = "[incident]\nservices = [\"api\"]\nsevrity = 1\n";
    let series = "series = \"S\"\n";
    blog.write("content/posts/down.md", &format!("+++\n{head}{series}{bad}+++\n\nIt was.\n"));
    let ran = blog.build(&[]);
    for said in ["this incident has no `severity`", "`sevrity`", "belongs to no series"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}
