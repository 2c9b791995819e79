//! The catalogue: every sentence has an id there, and its words in a language. Knows no subject; the other files of
//! this room know which sentence is meant. Numbers are grouped and plurals chosen by the language's own rules.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Where a part of a sentence that stands out begins: `{$strong}day 150{$end}`.
pub(super) const STRONG: char = '\u{e000}';
/// Where it ends.
pub(super) const END: char = '\u{e001}';

/// The catalogue in English: one file a subject, by the name of the file.
pub const ENGLISH: &[(&str, &str)] = &[
    ("about.ftl", include_str!("../../locales/en/about.ftl")),
    ("api.ftl", include_str!("../../locales/en/api.ftl")),
    ("audit.ftl", include_str!("../../locales/en/audit.ftl")),
    ("changes.ftl", include_str!("../../locales/en/changes.ftl")),
    ("account.ftl", include_str!("../../locales/en/account.ftl")),
    ("charts.ftl", include_str!("../../locales/en/charts.ftl")),
    ("cite.ftl", include_str!("../../locales/en/cite.ftl")),
    ("data.ftl", include_str!("../../locales/en/data.ftl")),
    ("dates.ftl", include_str!("../../locales/en/dates.ftl")),
    ("day.ftl", include_str!("../../locales/en/day.ftl")),
    ("desk.ftl", include_str!("../../locales/en/desk.ftl")),
    ("dictionary.ftl", include_str!("../../locales/en/dictionary.ftl")),
    ("drafts.ftl", include_str!("../../locales/en/drafts.ftl")),
    ("entry.ftl", include_str!("../../locales/en/entry.ftl")),
    ("faults.ftl", include_str!("../../locales/en/faults.ftl")),
    ("files.ftl", include_str!("../../locales/en/files.ftl")),
    ("figures.ftl", include_str!("../../locales/en/figures.ftl")),
    ("form.ftl", include_str!("../../locales/en/form.ftl")),
    ("inbox.ftl", include_str!("../../locales/en/inbox.ftl")),
    ("import.ftl", include_str!("../../locales/en/import.ftl")),
    ("index.ftl", include_str!("../../locales/en/index.ftl")),
    ("keeper.ftl", include_str!("../../locales/en/keeper.ftl")),
    ("keeping.ftl", include_str!("../../locales/en/keeping.ftl")),
    ("labels.ftl", include_str!("../../locales/en/labels.ftl")),
    ("measures.ftl", include_str!("../../locales/en/measures.ftl")),
    ("month.ftl", include_str!("../../locales/en/month.ftl")),
    ("notices.ftl", include_str!("../../locales/en/notices.ftl")),
    ("people.ftl", include_str!("../../locales/en/people.ftl")),
    ("press.ftl", include_str!("../../locales/en/press.ftl")),
    ("review.ftl", include_str!("../../locales/en/review.ftl")),
    ("running.ftl", include_str!("../../locales/en/running.ftl")),
    ("sentences.ftl", include_str!("../../locales/en/sentences.ftl")),
    ("setup.ftl", include_str!("../../locales/en/setup.ftl")),
    ("shell.ftl", include_str!("../../locales/en/shell.ftl")),
    ("status.ftl", include_str!("../../locales/en/status.ftl")),
    ("trends.ftl", include_str!("../../locales/en/trends.ftl")),
];

/// A language in which the site speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// English with every letter of the catalogue marked by an accent: for the test that looks for words which are not
    /// in the catalogue. No address leads to it.
    Marked,
}

impl Language {
    /// Its tag, for the attribute `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Marked => "en-XA",
        }
    }

    /// The direction in which it is written, for the attribute `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Marked => "ltr",
        }
    }
}

/// What a sentence is given: a number, which decides about plurals and is grouped, or a text, which is shown as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A count.
    Number(i64),
    /// A name, a date in words, a part made by another sentence.
    Text(String),
    /// A text that may be missing. Beside `$name` the sentence can choose by `$has_name`, which is `yes` or `no`.
    Maybe(Option<String>),
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// Makes a page in a language: view-models and pages are built within it. Building never waits for anything, so the
/// language stays with its own thread for as long as it lasts.
pub fn in_language<T>(language: Language, make: impl FnOnce() -> T) -> T {
    struct Back(Language);
    impl Drop for Back {
        fn drop(&mut self) {
            LANGUAGE.set(self.0);
        }
    }
    let _back = Back(LANGUAGE.replace(language));
    make()
}

/// The language of the page that is being made.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// The words of a sentence in the language of the page that is being made: see the macro `t!`.
pub fn say(id: &str, values: &[(&'static str, Value)]) -> String {
    let catalogue = match LANGUAGE.get() {
        Language::English => &*PLAIN,
        Language::Marked => &*MARKED,
    };
    let Some(pattern) = catalogue.get_message(id).and_then(|message| message.value()) else {
        debug_assert!(false, "the catalogue has no sentence {id}");
        return id.to_owned();
    };
    let mut given = FluentArgs::with_capacity(values.len() + 2);
    given.set("strong", STRONG.to_string());
    given.set("end", END.to_string());
    for (name, value) in values {
        match value {
            Value::Number(number) => given.set(*name, *number),
            Value::Text(text) => given.set(*name, without_marks(text)),
            Value::Maybe(text) => {
                given.set(format!("has_{name}"), yes_or_no(text.is_some()));
                given.set(*name, without_marks(text.as_deref().unwrap_or_default()));
            }
        }
    }
    let mut errors = Vec::new();
    let words = catalogue.format_pattern(pattern, Some(&given), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "the sentence {id} lacks something: {errors:?}");
    words
}

/// A value makes no part of a sentence stand out; the catalogue does.
fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains([STRONG, END]) { Cow::Owned(text.replace([STRONG, END], "")) } else { Cow::Borrowed(text) }
}

fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// A sentence of the catalogue: `t!("days-ago", days = 11)`. A number is grouped and decides about plurals; a text is
/// shown as it is; `true` and `false` are the words `yes` and `no` to choose by; an `Option` is a text that may be
/// missing, with `$has_name` to choose by.
#[macro_export]
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::catalogue::say($id, &[$((stringify!($name), $crate::text::catalogue::Value::from($value))),*])
    };
}

static PLAIN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| catalogue(None));
static MARKED: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| catalogue(Some(mark)));

fn catalogue(transform: Option<fn(&str) -> Cow<'_, str>>) -> FluentBundle<FluentResource> {
    let english: LanguageIdentifier = "en".parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![english]);
    // Directions are kept apart by <bdi> around names; invisible signs in titles and files would only disturb.
    bundle.set_use_isolating(false);
    bundle.set_transform(transform);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(number_in_english(number.value)),
        _ => None,
    }));
    for (_, text) in ENGLISH {
        // What can be read of a broken file is used; the test below finds the rest.
        bundle.add_resource_overriding(match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        });
    }
    bundle
}

/// Every number that a sentence is given is a whole one.
#[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^53")]
fn number_in_english(number: f64) -> String {
    let whole = number as i64;
    format!("{}{}", if whole < 0 { "−" } else { "" }, domain::amount::grouped(whole.unsigned_abs()))
}

/// The same words with an accent on each letter: still readable, never mistaken for words from elsewhere.
fn mark(words: &str) -> Cow<'_, str> {
    const PLAIN_LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const MARKED_LETTERS: &str = "ÅƁÇÐÉƑĜĦÎĴĶŁḾÑÖÞǪŔŠŦÛṼŴẊÝŽåƀçđéƒĝħîĵķłḿñöþǫŕšŧûṽŵẋýž";
    let marked = |letter: char| {
        let at = PLAIN_LETTERS.chars().position(|plain| plain == letter);
        at.and_then(|at| MARKED_LETTERS.chars().nth(at)).unwrap_or(letter)
    };
    Cow::Owned(words.chars().map(marked).collect())
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Text(yes_or_no(is).to_owned())
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Maybe(text)
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Maybe(text.map(str::to_owned))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_catalogue_can_be_read_and_no_sentence_stands_twice() {
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec!["en".parse().unwrap()]);
        for (name, text) in ENGLISH {
            let resource = FluentResource::try_new((*text).to_owned());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        }
    }

    #[test]
    fn a_value_that_may_be_missing_comes_with_a_word_to_choose_by() {
        assert_eq!(t!("day-heading", date = "10 May", number = 1_i64), "10 May, day\u{a0}1");
        let number = "2";
        assert_eq!(t!("form-report", number = number, source = None::<&str>), "Report 2");
        assert_eq!(t!("form-report", number = number, source = Some("A")), "Report 2: A");
    }

    #[test]
    fn a_language_lasts_for_what_is_made_in_it_and_marks_every_letter_but_no_value() {
        let words = || t!("days-ago", days = 1_234_i64);
        let plain = words();
        let marked = in_language(Language::Marked, words);
        assert!(plain.contains("1,234") && marked.contains("1,234"), "{plain} {marked}");
        assert!(!marked.chars().any(|letter| letter.is_ascii_alphabetic()), "{marked}");
        assert_eq!(words(), plain);
    }
}
