//! Numbers that are bound to data: what a page says of them, and what stops a build.

mod common;

use common::{Blog, program::blog as run};

const CSV: &str =
    "calls,\"facade, median\",p99,note\n1,102.3,110,\n20,111.6,130,slow\n50,319.3,,slow\n";

/// A blog with a text beside its data.
fn with(text: &str) -> Blog {
    let blog = Blog::at("https://example.org");
    blog.write("content/posts/n/calls.csv", CSV);
    blog.write("content/runs.json", "{\"results\": [{\"name\": \"a\", \"t\": {\"mean\": 0.25}}]}");
    blog.write(
        "content/posts/n/index.md",
        &format!("+++\ntitle = \"Numbers\"\ndate = 2026-01-09\n+++\n\n{text}\n"),
    );
    blog
}

fn built(blog: &Blog) -> String {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
    blog.read("posts/n/index.html")
}

#[test]
fn a_number_leads_to_its_data() {
    let text = "**112 ms{data=\"calls.csv[20][facade, median]\"}**, \
                {{ value(\"calls.csv\", row=20, column=\"facade, median\", format=\"0.0 ms\") }} and \
                {{ value(\"/runs.json#results[name=a][t.mean] * 1000\") }}.\n\n\
                | a |\n|--|\n| 18.3×{data=\"20 * calls.csv[1][facade, median] / calls.csv[20][facade, median]\"} |\n\n\
                ## 2 rows{data=\"count(calls.csv[note=slow])\"} are slow\n\n\
                <p>319 ms{data=\"calls.csv[50][facade, median]\"}</p>\n\n\
                [130{data=\"max(calls.csv[][p99])\"}](calls.csv)";
    let blog = with(text);
    let page = built(&blog);
    let source = "calls.csv: 20 · facade, median = 111.6";
    let first = format!(
        "<strong><a class=\"value\" href=\"#data-1\" title=\"{source}\"><data value=\"111.6\">112"
    );
    assert!(page.contains(&first), "{page}");
    assert!(page.contains("<data value=\"111.6\">111.6"), "{page}");
    assert!(
        page.contains("href=\"#data-2\"") && page.contains("<data value=\"250\">250<"),
        "{page}"
    );
    assert!(page.contains("<data value=\"18.3333333333\">18.3×</data></a></td>"), "{page}");
    assert!(page.contains("<h2 id=\"2-rows-are-slow\">"), "{page}");
    assert!(page.contains("<p><data value=\"319.3\">319 ms</data></p>"), "{page}");
    assert!(
        page.contains("calls.csv\" rel=\"external\"><data value=\"130\">130</data></a>"),
        "{page}"
    );
    // What it comes from is published, and can be told from anything else.
    let sum = "313fb402f97416d0dd4834ac2a666ddb1cc528caabf711bee6d0a22aec76a90e";
    assert!(
        page.contains(
            "<li id=\"data-1\"><a href=\"/posts/n/calls.csv\" rel=\"external\">calls.csv</a>"
        ),
        "{page}"
    );
    assert!(page.contains(&format!(" SHA-256 <code>{sum}</code></li>")), "{page}");
    assert_eq!(blog.read("posts/n/calls.csv"), CSV);
    assert!(blog.read("runs.json").contains("mean"));
    // Everywhere else it is text.
    let copy = blog.read("posts/n/index.md");
    assert!(copy.contains("**112 ms**, 111.6 ms and 250."), "{copy}");
    assert!(copy.contains("| 18.3× |") && copy.contains("## 2 rows are slow"), "{copy}");
    assert!(!copy.contains("data=\"calls"), "{copy}");
    assert!(blog.read("feed.xml").contains("112"), "{}", blog.read("feed.xml"));
}

#[test]
fn where_text_and_data_part_a_build_fails() {
    let blog = with(
        "It took 113 ms{data=\"calls.csv[20][facade, median]\"} and 111.6{data=\"calls.csv[20][facade, median]\"},\n\
         \u{2212}3 %{data=\"change(calls.csv[20][p99], calls.csv[1][p99])\"} less, p99{data=\"calls.csv[1][p99]\"}.\n\
         {{ value(\"calls.csv[20][facade]\") }} {{ value(\"calls.csv[7][p99]\") }}\n\
         {{ value(\"calls.csv[note=slow][p99]\") }} {{ value(\"calls.csv[50][p99]\") }}\n\
         {{ value(\"calls.csv[20][note]\") }} {{ value(\"nothing.csv[1][a]\") }}\n\
         {{ value(\"medain(calls.csv[][p99])\") }} {{ value(\"\") }} {{ value(\"1 / 0\") }}\n\
         {{ value(\"calls.csv[20][p99]\", format=\"ms\") }} 5 1.2.3{data=\"1\"} 5{data=\"5\" format=\"0\"}",
    );
    let ran = blog.build(&[]);
    let checked = run(&["check", "--content", &blog.content().display().to_string()]);
    assert_eq!((ran.code, checked.code), (Some(1), Some(1)));
    let told = ran.err.replace(&format!("{}/", blog.content().display()), "");
    assert!(!blog.path("site/index.html").exists());
    for (message, place, help) in [
        (
            "the text says `113 ms`, and the data says `111.6`",
            "6:9",
            "write `112 ms`, or name what is meant: it is calls.csv: 20 · facade, median",
        ),
        (
            "the text says `\u{2212}3 %`, and the data says `\u{2212}15.3846153846`",
            "7:1",
            "write `\u{2212}15 %`, or name what is meant: it is \
             change(calls.csv: 20 · p99; calls.csv: 1 · p99)",
        ),
        (
            "no number stands before these braces",
            "7:69",
            "write it right before them: `19.6×{data=\"…\"}`",
        ),
        (
            "`calls.csv` has no column `facade`",
            "8:1",
            "it has `calls`, `facade, median`, `p99`, `note`",
        ),
        (
            "there is no row `calls.csv: 7`",
            "8:38",
            "its rows are known by `calls`, its first column",
        ),
        (
            "2 rows of `calls.csv` are meant",
            "9:1",
            "say which by another column, `[calls=20, route=direct]`, or what of all: `median(…)`",
        ),
        (
            "the value at `calls.csv: 50 · p99` is empty",
            "9:42",
            "data has plain numbers: units belong into the name of the column",
        ),
        (
            "`slow` at `calls.csv: 20 · note` is no number",
            "10:1",
            "data has plain numbers: units belong into the name of the column",
        ),
        ("there is no function `medain`", "11:1", "did you mean `median`?"),
        (
            "it is not said what the number comes from",
            "11:41",
            "write a number, a function, or a value such as `file.csv[row][column]`",
        ),
        ("`1 ÷ 0` divides by 0", "11:57", "see whether these are the rows that are meant"),
        (
            "`ms` is no way to write a number",
            "12:1",
            "write a zero for each digit: `0.0 ms`, `0,000`, `+0.00 %`",
        ),
        ("`1.2.3` can't be read as a number", "12:50", "write it like `1,234.5`"),
        (
            "a number that stands in the text has no `format`",
            "12:66",
            "take it out: the text says how it is written",
        ),
    ] {
        let fault = format!("error: {message}\n");
        let (_, rest) = told.split_once(&fault).unwrap_or_else(|| panic!("{message}: {told}"));
        let line = rest.lines().next().unwrap_or_default();
        assert!(line.ends_with(&format!("index.md:{place}")), "{message}: {line}");
        let own = rest.split("\nerror: ").next().unwrap_or_default();
        assert!(own.contains(&format!("= help: {help}")), "{message}: {own}");
    }
    assert!(told.contains("nothing.csv"), "{told}");
}

#[test]
fn changed_data_has_the_text_looked_at_again() {
    let blog =
        with("112 ms{data=\"calls.csv[20][facade, median]\"} {{ value(\"calls.csv[1][p99]\") }}");
    assert!(built(&blog).contains("<data value=\"110\">110<"));
    blog.write("content/posts/n/calls.csv", &CSV.replace("110", "123"));
    assert!(built(&blog).contains("<data value=\"123\">123<"));
    blog.write("content/posts/n/calls.csv", &CSV.replace("111.6", "117"));
    let ran = blog.build(&[]);
    assert!(ran.err.contains("the text says `112 ms`, and the data says `117`"), "{}", ran.err);
}

#[test]
fn what_is_bound_to_nothing_is_listed_when_asked_for() {
    let blog = with("112 ms{data=\"calls.csv[20][facade, median]\"} of 1,200 in 2026, `5` and 6×.");
    let content = blog.content().display().to_string();
    let listed = run(&["check", "--numbers", "--content", &content]);
    assert_eq!((listed.code, &*listed.err), (Some(0), ""), "{}", listed.err);
    let places: Vec<&str> =
        listed.out.lines().filter(|line| line.contains("/n/index.md")).collect();
    assert_eq!(places.len(), 2, "{}", listed.out);
    assert!(places[0].ends_with("posts/n/index.md:6:49: 1,200"), "{}", places[0]);
    assert!(places[1].ends_with("posts/n/index.md:6:72: 6×"), "{}", places[1]);
    assert!(!run(&["check", "--content", &content]).out.contains("1,200"));
}

#[test]
fn data_has_terms_of_the_site_or_its_own() {
    let blog = with("112 ms{data=\"calls.csv[20][facade, median]\"}");
    assert!(!built(&blog).contains("Licence of the data"));
    let site = std::fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let license = |name: &str| {
        format!("data_license = {{ name = \"{name}\", url = \"https://example.org/{name}\" }}\n")
    };
    blog.write("content/site.toml", &format!("{}{site}", license("cc0")));
    let link = |name: &str| {
        format!(
            "Licence of the data: <a href=\"https://example.org/{name}\" rel=\"license external\">{name}</a>"
        )
    };
    assert!(built(&blog).contains(&link("cc0")));
    let text = std::fs::read_to_string(blog.path("content/posts/n/index.md")).expect("there");
    let own = text.replacen("date =", &format!("{}date =", license("odbl")), 1);
    blog.write("content/posts/n/index.md", &own);
    assert!(built(&blog).contains(&link("odbl")));
}
