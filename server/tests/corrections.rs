//! What a text once said and does not any more: where it stands, and who is told.

mod common;

use common::Blog;

const HEAD: &str = "\
    [[corrections]]\ndate = 2026-02-03\nwrong = \"A bucket <halts> a loop.\"\nright = \"It clips *one*.\"\nat = \"#the-loop\"\n\n\
    [[corrections]]\ndate = 2026-02-05\nwrong = \"Nothing ran.\"\nright = \"All of it did.\"\n";

/// A blog with a text that has these in its head.
fn with(head: &str) -> Blog {
    let blog = Blog::at("https://example.org");
    let text = "The first words.[^a]\n\n## The loop\n\nIt goes on.\n\n## After\n\n[^a]: A note.";
    let head = format!("+++\ntitle = \"C\"\ndate = 2026-01-09\n{head}+++\n\n");
    blog.write("content/posts/c.md", &format!("{head}{text}\n"));
    blog
}

fn built(blog: &Blog) {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.err);
}

#[test]
fn a_correction_is_told_at_the_top_at_its_place_and_in_a_list() {
    let blog = with(HEAD);
    built(&blog);
    let page = blog.read("posts/c/index.html");
    let (above, text) = page.split_once("<p>The first words.").expect("the text");
    let notice = "<li><a href=\"#all-corrections\">Corrected on 5 Feb 2026</a></li>";
    assert!(above.contains(notice) && !above.contains("Updated"), "{above}");
    let (text, list) =
        text.split_once("<h2 id=\"all-corrections\">Corrections</h2>").expect("a list");
    let newest = list.find("Nothing ran.").expect("the newest");
    let oldest = list.find("A bucket &lt;halts&gt; a loop.").expect("the oldest");
    assert!(newest < oldest, "{list}");
    let first = "<a href=\"#the-loop\">3 Feb 2026</a> – It said: A bucket &lt;halts&gt; a loop. Right is: It clips *one*.";
    assert!(list.contains(first), "{list}");
    let (_, place) = text.split_once("The loop</h2>").expect("the section");
    let (note, _) = place.split_once("It goes on.").expect("its text");
    assert!(note.contains("Corrected on 3 Feb 2026</p>"), "{note}");
    assert!(note.contains("It said: A bucket &lt;halts&gt; a loop."), "{note}");
    let copy = blog.read("posts/c/index.md");
    assert_eq!(copy.matches("A bucket").count(), 2, "{copy}");
    let note = "## The loop\n\n> **Corrected on 3 Feb 2026**\n";
    assert!(copy.contains(note), "{copy}");
    assert!(copy.contains("\n\nIt goes on.\n"), "{copy}");
    assert!(copy.contains("## Corrections"), "{copy}");
}

#[test]
fn those_who_relied_on_it_are_told() {
    let blog = with(HEAD);
    built(&blog);
    // As an update of the post, whatever else its head says.
    let feed = blog.read("feed.xml");
    assert!(feed.contains("<updated>2026-02-05T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("Nothing ran."), "{feed}");
    // In a feed of its own, the newest first.
    let own = blog.read("corrections.xml");
    let ids =
        ["https://example.org/posts/c/#correction-2", "https://example.org/posts/c/#correction-1"];
    let places = ids.map(|id| own.find(&format!("<id>{id}</id>")).expect(id));
    assert!(places[0] < places[1], "{own}");
    assert!(own.contains("href=\"https://example.org/posts/c/#the-loop\""), "{own}");
    assert!(own.contains("It said: Nothing ran. Right is: All of it did."), "{own}");
    let page = blog.read("posts/c/index.html");
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Corrections – Blog\" href=\"/corrections.xml\"";
    assert!(page.contains(link), "{page}");
    // For machines.
    assert!(page.contains("\"@type\":\"CorrectionComment\""), "{page}");
    assert!(page.contains("\"dateModified\":\"2026-02-05\""), "{page}");
    let document: serde_json::Value =
        serde_json::from_str(&blog.read("posts/c/index.json")).expect("JSON");
    assert_eq!(document["corrections"][1]["at"], "the-loop");
    assert_eq!(document["corrections"][0]["right"], "All of it did.");
    // Who has none has nothing of it.
    let other = blog.read("posts/first/index.html");
    assert!(!other.contains("orrection"), "{other}");
    let without = with("");
    built(&without);
    assert!(!without.site().join("corrections.xml").exists());
}

#[test]
fn what_is_wrong_with_one_is_told_at_its_place() {
    for (head, place, said) in [
        (
            "corrections = [{ date = 2026-02-03, wrong = \"a\", right = \"b\", at = \"#the-lop\" }]\n",
            "c.md:4:68",
            "no section of this text has the anchor `the-lop`",
        ),
        ("corrections = [{ wrong = \"a\", right = \"b\" }]\n", "c.md:4:16", "no `date`"),
        ("corrections = [3]\n", "c.md:4:16", "a correction is a table"),
    ] {
        let ran = with(head).build(&[]);
        assert_eq!(ran.code, Some(1), "{head}");
        assert!(ran.err.contains(said) && ran.err.contains(place), "{said}: {}", ran.err);
    }
    let blog = with("");
    let page = "+++\ntitle = \"About\"\ncorrections = [{ date = 2026-02-03, wrong = \"a\", right = \"b\" }]\n+++\n\nHello.\n";
    blog.write("content/pages/about.md", page);
    let ran = blog.build(&[]);
    assert!(ran.err.contains("a page has no corrections"), "{}", ran.err);
}
