//! The words of the interface: which messages there are, and how one of them is said.
//!
//! What they are in each language stands in tables, which only the build has (`languages`). The browser
//! gets what changes there as data: to it [`Words`] are none, and it says nothing with them.

mod fill;
mod message;

use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

pub use fill::{MessagePart, fill, grouped, parts};
pub use message::Message;

/// What counts have in common that take the same form of a word: the plural categories of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// None, in languages that have a form for it.
    Zero,
    /// One, and what is like it.
    One,
    /// Two, and what is like it.
    Two,
    /// A few.
    Few,
    /// Many.
    Many,
    /// All others.
    Other,
}

impl Category {
    /// Each, by the name that tables use.
    pub const ALL: [(&'static str, Self); 6] = [
        ("zero", Self::Zero),
        ("one", Self::One),
        ("two", Self::Two),
        ("few", Self::Few),
        ("many", Self::Many),
        ("other", Self::Other),
    ];
}

/// A message in a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MessageText {
    /// The same for every count.
    One(String),
    /// A text for each category that has one, `other` among them.
    Forms(Vec<(Category, String)>),
    /// The twelve months.
    Months(Vec<String>),
}

/// Tells the category of a count.
pub type PluralRule = dyn Fn(usize) -> Category + Send + Sync;

/// All messages in one language.
struct Table {
    /// In the order of [`Message::ALL`].
    texts: Vec<MessageText>,
    rule: Box<PluralRule>,
    /// Names the language and every text.
    name: String,
}

/// The words of the interface in the language of the site; by default none.
#[derive(Clone, Default)]
pub struct Words(Option<Arc<Table>>);

impl Words {
    /// The words of a language, in the order of [`Message::ALL`].
    pub fn new(language: &str, texts: Vec<MessageText>, rule: Box<PluralRule>) -> Self {
        // The keys of this hasher are fixed: it gives the same name everywhere. No other is there, since
        // readers download this crate.
        let mut hash = DefaultHasher::new();
        texts.hash(&mut hash);
        let name = format!("{language} {:016x}", hash.finish());
        Self(Some(Arc::new(Table { texts, rule, name })))
    }

    /// Names these words: two that say anything otherwise have different names.
    pub fn name(&self) -> &str {
        self.0.as_ref().map_or("", |table| &table.name)
    }

    fn text(&self, message: Message) -> Option<&MessageText> {
        self.0.as_ref()?.texts.get(message as usize)
    }

    /// A message in which nothing is left open.
    pub fn say(&self, message: Message) -> &str {
        match self.text(message) {
            Some(MessageText::One(text)) => text,
            _ => "",
        }
    }

    /// A message, with what is left open in it.
    pub fn fill(&self, message: Message, values: &[(&str, &str)]) -> String {
        fill(self.say(message), values)
    }

    /// A message about a number of things, which it calls `{count}`.
    pub fn count(&self, message: Message, count: usize, values: &[(&str, &str)]) -> String {
        let number = self.number(count);
        let values = [&[("count", number.as_str())], values].concat();
        fill(self.form(message, count), &values)
    }

    /// The form of a message for a number of things.
    fn form(&self, message: Message, count: usize) -> &str {
        match (self.text(message), &self.0) {
            (Some(MessageText::Forms(forms)), Some(table)) => {
                let of = |wanted| forms.iter().find(|(category, _)| *category == wanted);
                let form = of((table.rule)(count)).or_else(|| of(Category::Other));
                form.map_or("", |(_, text)| text)
            }
            _ => self.say(message),
        }
    }

    /// Every form of a message, for who has the rules of the language without the table.
    pub fn forms(&self, message: Message) -> Vec<(Category, &str)> {
        match self.text(message) {
            Some(MessageText::Forms(forms)) => {
                forms.iter().map(|(category, text)| (*category, text.as_str())).collect()
            }
            _ => vec![(Category::Other, self.say(message))],
        }
    }

    /// The pieces of a message that has markup in the places that are left open.
    pub fn parts(&self, message: Message) -> impl Iterator<Item = MessagePart<'_>> {
        parts(self.say(message))
    }

    /// Names after each other, as a sentence has them.
    pub fn list<T: AsRef<str>>(&self, names: impl IntoIterator<Item = T>) -> String {
        let mut list = String::new();
        for name in names {
            if !list.is_empty() {
                list.push_str(self.say(Message::ListComma));
            }
            list.push_str(name.as_ref());
        }
        list
    }

    /// A count of things.
    pub fn number(&self, number: usize) -> String {
        let (group, of_four) = self.separators();
        grouped(&number.to_string(), group, of_four)
    }

    /// What stands before every three digits, and in a number of four.
    pub fn separators(&self) -> (&str, &str) {
        (self.say(Message::NumberGroup), self.say(Message::NumberGroupOfFour))
    }

    /// A measured number, which is given with a point.
    pub fn decimal(&self, number: &str) -> String {
        number.replace('.', self.say(Message::NumberDecimal))
    }

    /// A day, in the way that a message has it.
    pub fn day(&self, message: Message, (year, month, day): (u16, u8, u8)) -> String {
        let (two_digits, month_digits) = (format!("{day:02}"), format!("{month:02}"));
        let values = [
            ("year", year.to_string()),
            ("month", self.month_in_date(month).to_owned()),
            ("day", day.to_string()),
            ("mm", month_digits),
            ("dd", two_digits),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, v)| (*name, &**v)).collect();
        // A pattern uses those that its language writes.
        fill::fill_some(self.say(message), &values)
    }

    /// The name of a month, counted from 1, where it stands alone.
    pub fn month(&self, month: u8) -> &str {
        self.month_in(Message::MonthsAlone, month)
    }

    /// The name of a month, counted from 1, as a date has it.
    pub fn month_in_date(&self, month: u8) -> &str {
        self.month_in(Message::Months, month)
    }

    fn month_in(&self, message: Message, month: u8) -> &str {
        match self.text(message) {
            Some(MessageText::Months(months)) => {
                let at = usize::from(month).checked_sub(1);
                at.and_then(|at| months.get(at)).map_or("", String::as_str)
            }
            _ => "",
        }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
