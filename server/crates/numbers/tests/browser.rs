//! The CSV of a chart is read twice: by the build, and by the browser of a reader who looks closer.

use proptest::prelude::*;

#[path = "../../../../frontend/islands/src/chart"]
mod browser {
    pub(super) mod csv;

    pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
        csv::rows(text)
    }
}

fn built(text: &str) -> Vec<Vec<String>> {
    let rows = numbers::csv::read(text, 0).rows.into_iter();
    rows.map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
}

#[test]
fn a_browser_reads_the_csv_that_the_build_reads() {
    for text in [
        "",
        "a,b\n1,2\n",
        "a;b\r\n1,5;2\r\n",
        "a\tb\n1\t\n\t2",
        "\n \na,b\n\n1,2\n  \n",
        "\u{feff}a,b\n1,2",
        "a;b,c\n1;2,3",
        "a,b\n\"1,\n\"\"2\"\"\",3\n",
        "a,b\nx\"y,\"z\"w\n \"q\",\n",
    ] {
        assert_eq!(browser::rows(text), built(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn whatever_it_holds(text in "[ab1 .,;\t\"\r\n\u{e9}]{0,40}") {
        prop_assert_eq!(browser::rows(&text), built(&text));
    }
}
