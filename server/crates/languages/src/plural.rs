//! How counts are said: the plural rules of CLDR.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};
use words::{Category, PluralRule};

/// Counts that languages treat differently: their rules look at the last two digits, and at thousands.
const COUNTS: [usize; 4] = [1_000, 10_000, 100_000, 999_999];

/// Tells the categories of counts in a language.
pub(crate) fn rule(tag: &str) -> Box<PluralRule> {
    let preferences = preferences(tag);
    Box::new(move |count| category(preferences, count))
}

/// The categories that a language has for counts below a million.
pub(crate) fn needed(tag: &str) -> Vec<Category> {
    let preferences = preferences(tag);
    let counts = (0..200).chain(COUNTS);
    let mut needed: Vec<Category> = counts.map(|count| category(preferences, count)).collect();
    needed.push(Category::Other);
    needed.sort();
    needed.dedup();
    needed
}

fn preferences(tag: &str) -> PluralRulesPreferences {
    let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
    PluralRulesPreferences::from(&locale)
}

fn category(preferences: PluralRulesPreferences, count: usize) -> Category {
    let rules = PluralRules::try_new_cardinal(preferences);
    match rules.map(|rules| rules.category_for(count)) {
        Ok(PluralCategory::Zero) => Category::Zero,
        Ok(PluralCategory::One) => Category::One,
        Ok(PluralCategory::Two) => Category::Two,
        Ok(PluralCategory::Few) => Category::Few,
        Ok(PluralCategory::Many) => Category::Many,
        // Of a language without rules everything is one form.
        Ok(PluralCategory::Other) | Err(_) => Category::Other,
    }
}
