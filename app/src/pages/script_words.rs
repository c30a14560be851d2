//! What scripts say: the words of the site, by the names that the scripts use.

use model::Site;
use serde_json::{Map, Value, json};
use words::{Category, Message, Words};

/// What `read.js` says, as an object.
pub fn reading(words: &Words) -> String {
    const SAID: [(&str, Message); 41] = [
        ("home", Message::Home),
        ("archive", Message::Archive),
        ("tags", Message::Tags),
        ("search", Message::Search),
        ("close", Message::Close),
        ("contents", Message::Contents),
        ("table", Message::Table),
        ("copy", Message::Copy),
        ("copied", Message::Copied),
        ("copyMarkdown", Message::CopyMarkdown),
        ("wrap", Message::Wrap),
        ("link", Message::Link),
        ("linkMeans", Message::LinkMeans),
        ("linkCopied", Message::LinkCopied),
        ("line", Message::Line),
        ("lines", Message::Lines),
        ("linesCopied", Message::LinesCopied),
        ("linesAddress", Message::LinesAddress),
        ("top", Message::Top),
        ("goOn", Message::GoOn),
        ("minutesLeft", Message::MinutesLeft),
        ("read", Message::WasRead),
        ("begun", Message::WasBegun),
        ("changed", Message::WasChanged),
        ("partsRead", Message::PartsRead),
        ("enlarge", Message::Enlarge),
        ("save", Message::Save),
        ("picture", Message::Picture),
        ("layOver", Message::LayOver),
        ("compare", Message::Compare),
        ("copyCsv", Message::CopyCsv),
        ("ascending", Message::SortedUp),
        ("descending", Message::SortedDown),
        ("unsorted", Message::SortedNot),
        ("keys", Message::Keys),
        ("keyNext", Message::KeyNext),
        ("keyBefore", Message::KeyBefore),
        ("keyThen", Message::KeyThen),
        ("keyHelp", Message::KeyHelp),
        ("keysOn", Message::KeysOn),
        ("remember", Message::Remember),
    ];
    Value::Object(by_name(words, &SAID, &[Message::MinutesLeft])).to_string()
}

/// What islands say, as an object.
pub fn islands(words: &Words) -> String {
    const SAID: [(&str, Message); 26] = [
        ("decimal", Message::NumberDecimal),
        ("chartData", Message::ChartData),
        ("chartRange", Message::ChartRange),
        ("chartSeries", Message::ChartSeries),
        ("explore", Message::Explore),
        ("exploreKeys", Message::ExploreKeys),
        ("zoomIn", Message::ZoomIn),
        ("zoomOut", Message::ZoomOut),
        ("wholeRange", Message::WholeRange),
        ("logScale", Message::LogScale),
        ("noLogScale", Message::NoLogScale),
        ("rowsOf", Message::RowsOf),
        ("flameFind", Message::FlameFind),
        ("flameFound", Message::FlameFound),
        ("flameZoomed", Message::FlameZoomed),
        ("flameWhole", Message::FlameWhole),
        ("flameOfShown", Message::FlameOfShown),
        ("flameKeys", Message::FlameKeys),
        ("traceKeys", Message::TraceKeys),
        ("traceFold", Message::TraceFold),
        ("traceUnfold", Message::TraceUnfold),
        ("traceHidden", Message::TraceHidden),
        ("logLevels", Message::LogLevels),
        ("logPlain", Message::LogPlain),
        ("logFind", Message::LogFind),
        ("logUnfold", Message::LogUnfold),
    ];
    Value::Object(by_name(words, &SAID, &[])).to_string()
}

/// What `offline.js` says, where the worker is that it asks for, and where pages in this language are,
/// as an object.
pub fn offline(site: &Site, worker: &str) -> String {
    const SAID: [(&str, Message); 3] = [
        ("series", Message::OfflineSeries),
        ("kept", Message::OfflineKept),
        ("search", Message::OfflineSearch),
    ];
    let mut said = by_name(&site.words, &SAID, &[]);
    let root = site.root_path();
    said.insert("worker".to_owned(), json!(root.join(worker)));
    said.insert("scope".to_owned(), json!(root.join("/")));
    said.insert("home".to_owned(), json!(site.base_path().join("/")));
    Value::Object(said).to_string()
}

/// What that worker says, by the names that it uses.
pub fn worker(words: &Words) -> Value {
    const SAID: [(&str, Message); 3] = [
        ("copy", Message::OfflineCopy),
        ("missing", Message::OfflineMissing),
        ("why", Message::OfflineMissingWhy),
    ];
    Value::Object(by_name(words, &SAID, &[]))
}

/// Messages by their names. Those that are counted come in all their forms: a script has the rules of counts
/// from the browser.
pub(super) fn by_name(
    words: &Words,
    messages: &[(&str, Message)],
    counted: &[Message],
) -> Map<String, Value> {
    let text = |message: Message| match counted.contains(&message) {
        true => {
            let forms = words.forms(message).into_iter();
            let forms = forms.map(|(category, text)| (name_of(category).to_owned(), text.into()));
            Value::Object(forms.collect())
        }
        false => words.say(message).into(),
    };
    messages.iter().map(|(name, message)| ((*name).to_owned(), text(*message))).collect()
}

/// What `Intl.PluralRules` calls a category.
fn name_of(category: Category) -> &'static str {
    let named = Category::ALL.iter().find(|(_, known)| *known == category);
    named.map_or("other", |(name, _)| name)
}
