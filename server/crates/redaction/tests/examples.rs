//! Every rule, with what it finds and what it does not: `examples/<rule>.txt`.
//!
//! A line begins with `+` where something is found and with `-` where nothing is, with `?` where there is
//! doubt. `¦` is taken out, and `¶` stands for the end of a line: so that no scanner of others takes these
//! files for a leak.

use redaction::{Gate, GateOptions, HostPattern, Network, Rule};

const FILES: [(Rule, &str); 11] = [
    (Rule::PrivateKey, include_str!("examples/private-key.txt")),
    (Rule::Token, include_str!("examples/token.txt")),
    (Rule::Jwt, include_str!("examples/jwt.txt")),
    (Rule::Header, include_str!("examples/header.txt")),
    (Rule::ConnectionString, include_str!("examples/connection-string.txt")),
    (Rule::Secret, include_str!("examples/secret.txt")),
    (Rule::PrivateAddress, include_str!("examples/private-address.txt")),
    (Rule::InternalHost, include_str!("examples/internal-host.txt")),
    (Rule::Customer, include_str!("examples/customer.txt")),
    (Rule::Email, include_str!("examples/email.txt")),
    (Rule::Phone, include_str!("examples/phone.txt")),
];

fn gate() -> Gate {
    let hosts = ["*.corp.example.net", "jira.initech.com", "build-*"];
    Gate::new(&GateOptions {
        off: Vec::new(),
        hosts: hosts.iter().filter_map(|host| HostPattern::read(host)).collect(),
        networks: Network::read("198.18.7.0/24").into_iter().collect(),
        customers: ["Globex", "Initech Holding", "Čistá Voda", "ÖBB"].map(str::to_owned).to_vec(),
    })
}

#[test]
fn every_rule_finds_its_examples_and_nothing_else() {
    let gate = gate();
    let mut wrong = Vec::new();
    for (rule, examples) in FILES {
        let mut signs = [0; 2];
        for line in examples.lines().filter(|line| !line.is_empty()) {
            let (sign, text) = line.split_at(1);
            let text = text.trim_start().replace('¦', "").replace('¶', "\n");
            let found: Vec<_> =
                gate.find(&text).into_iter().filter(|found| found.rule == rule).collect();
            let is = match &found[..] {
                [] => "-",
                [found, ..] if found.certain => "+",
                _ => "?",
            };
            signs[usize::from(sign == "-")] += 1;
            if is != sign {
                wrong.push(format!("{}: {is} {line}", rule.key()));
            }
        }
        assert!(signs[0] >= 3 && signs[1] >= 3, "{}: {signs:?}", rule.key());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_found_is_not_shown() {
    let text = format!("{}x5TLiW2sD8nRkQ7VbHc9yMf3 and 10.4.7.21", "password = hX");
    let found = gate().find(&text);
    let shown: Vec<String> = found.iter().map(|found| found.masked(&text)).collect();
    assert_eq!(shown, ["password = hXx5… (37 characters)", "10.4.7.21"]);
}

#[test]
fn of_what_shares_a_place_one_is_told() {
    let text = format!("postgres://app:{}@db1.prod.internal/x", "vR7kq2Lw9Zp4");
    let found = gate().find(&text);
    let rules =
        |found: &[redaction::Finding]| found.iter().map(|found| found.rule).collect::<Vec<_>>();
    assert!(rules(&found).contains(&Rule::InternalHost), "{found:?}");
    assert_eq!(rules(&redaction::alone(found)), [Rule::ConnectionString]);
}

#[test]
fn names_of_files_and_metadata_are_looked_through() {
    let gate = gate();
    let rules =
        |found: Vec<redaction::Finding>| found.iter().map(|found| found.rule).collect::<Vec<_>>();
    let in_path =
        |path| gate.find_in_path(path).into_iter().map(|(_, shown)| shown).collect::<Vec<_>>();
    assert_eq!(in_path("posts/x/globex-latency.csv"), ["gl… (6 characters)"]);
    assert_eq!(in_path("posts/db-1.prod.internal.csv"), ["db-1.prod.internal"]);
    assert!(in_path("posts/x/latency.internal.csv").is_empty());
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 40];
    bytes.extend(b"Exif\0\0Creator: jana.kovarova@initech.com\0\x01\x02\xff\xfe10.4.7.21\0");
    let (text, found) = gate.find_in_bytes(&bytes);
    assert_eq!(rules(found), [Rule::Email], "{text}");
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    let gate = gate();
    let parts = [
        "eyJ",
        "a.",
        "1.",
        "10.",
        "server=",
        "://a:",
        "+1",
        "a@b.",
        "-----BEGIN PRIVATE KEY-----\n",
        "token=",
        "fd00:",
        "x-api-key: a",
        "globex ",
        "sk-",
        "<!-- allow: email \"x\" -->\n",
        "a.internal",
    ];
    for part in parts {
        let text = part.repeat(200_000 / part.len());
        let begun = std::time::Instant::now();
        gate.find(&text);
        redaction::allowances(&text, redaction::TextSyntax::Markdown);
        let took = begun.elapsed();
        assert!(took.as_secs() < 60, "{part}: {took:?}");
    }
}
