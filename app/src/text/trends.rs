//! Sentences of trends: findings, coverage, what a choice is refused with. Computed from the values that are drawn.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::measure::Dimension;
use domain::{AccessClass, By, Direction, Label, Measure, Slug, Thing, Window};

use super::{dates, either, labels, listed};
use crate::t;

/// As much of what was typed as is said again.
const MOST_SHOWN: usize = 60;
/// So many names are told of a list that a choice is made from.
const MOST_NAMED: usize = 12;

fn shown(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

/// What is typed is no measure.
pub fn no_measure(text: &str) -> String {
    t!("trends-no-measure", text = shown(text))
}

/// What is typed is neither day nor week nor month.
pub fn no_by(text: &str) -> String {
    t!("trends-no-by", text = shown(text))
}

/// What is typed is no day.
pub fn no_day(text: &str) -> String {
    t!("trends-no-day", text = shown(text))
}

/// The days run backwards.
pub fn backwards(from: NaiveDate, to: NaiveDate) -> String {
    t!("trends-backwards", from = dates::full(from), to = dates::full(to))
}

/// None of the days is one of the record.
pub fn outside(record: Window) -> String {
    t!("trends-outside", from = dates::full(record.from), to = dates::full(record.to))
}

/// More days than a figure shows.
pub fn too_long(window: Window, by: By, most: usize) -> String {
    t!("trends-too-long", days = window.days(), by = by.key(), most = most)
}

/// A part of a thing that the record does not know.
pub fn no_part(part: Dimension, text: &str, known: &BTreeSet<String>) -> String {
    let names: Vec<String> = known.iter().take(MOST_NAMED).cloned().collect();
    let known = match part {
        Dimension::Direction => Some(t!("trends-directions")),
        Dimension::Access => Some(t!("trends-classes")),
        _ => (!names.is_empty()).then(|| either(&names)),
    };
    t!("trends-no-part", part = part.key(), text = shown(text), known = known)
}

/// A corridor that is not there.
pub fn no_corridor(text: &str, known: &BTreeSet<Slug>) -> String {
    let names: Vec<String> = known.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let known = (!names.is_empty()).then(|| either(&names));
    t!("trends-no-corridor", text = shown(text), known = known)
}

/// More corridors than stand beside one.
pub fn too_many_corridors(asked: usize, most: usize) -> String {
    t!("trends-too-many", asked = asked, most = most)
}

/// Nobody gave a figure.
pub fn none() -> String {
    t!("chart-no-figure")
}

/// A day that was withdrawn, in the place of a figure.
pub fn withdrawn() -> String {
    t!("trends-withdrawn")
}

/// `1 day withdrawn`; nothing where none was.
pub fn days_withdrawn(days: usize) -> Option<String> {
    (days > 0).then(|| t!("trends-days-withdrawn", days = days))
}

/// Which day was withdrawn, and why: the reason that everyone reads.
pub fn day_withdrawn(date: NaiveDate, reason: Option<&str>, beside: NaiveDate) -> String {
    t!("trends-day-withdrawn", date = dates::short(date, beside), reason = reason)
}

/// The finding at a moment before anything was published.
pub fn unpublished(what: &str) -> String {
    t!("trends-unpublished", what = what)
}

/// In the place of a drawing then, as the page of the corridor says it.
pub fn nothing_yet(begins: NaiveDate, today: NaiveDate) -> String {
    match begins < today {
        true => t!("empty-days", begins = dates::full(begins), today = dates::full(today)),
        false => t!("empty-first-day", begins = dates::full(begins)),
    }
}

/// In the place of a drawing where only a running total is told.
pub fn no_daily(what: &str, days: Window) -> String {
    t!("trends-no-daily", what = what, from = dates::full(days.from), to = dates::full(days.to))
}

/// In the place of a drawing of days that were all withdrawn.
pub fn all_withdrawn(what: &str, days: Window) -> String {
    t!("trends-all-withdrawn", from = dates::full(days.from), to = dates::full(days.to), what = what)
}

/// The days of a month in a sentence: what is said of them, which have no figure of their own and which were withdrawn.
pub fn described_days(what: &str, said: &[String], silent: usize, inside: &[u32], withdrawn: &[u32]) -> String {
    let days = |days: &[u32]| (!days.is_empty()).then(|| listed(&days.iter().map(u32::to_string).collect::<Vec<_>>()));
    let said = (!said.is_empty()).then(|| said.join(", "));
    let silent = (silent > 0).then(|| t!("trends-silent", silent = silent, by = By::Day.key()));
    let inside = days(inside).map(|days| t!("trends-days-no-own", days = days));
    let withdrawn = days(withdrawn).map(|days| t!("trends-days-gone", days = days));
    let told: Vec<String> = [said, silent, inside, withdrawn].into_iter().flatten().collect();
    t!("trends-bars-described", what = what, told = told.join("; "))
}

/// `14 for 24–26 February`.
pub fn over(figure: &str, days: Window, beside: NaiveDate) -> String {
    t!("trends-over", figure = figure, days = dates::days(days, beside))
}

/// `within 14 for 24–26 February`.
pub fn within(periods: &str) -> String {
    t!("trends-within", periods = periods)
}

/// Days told in words only, where they are many.
pub fn in_words(days: usize) -> String {
    t!("total-in-words", days = days)
}

/// `30 on 10 May`.
pub fn on(figure: &str, date: NaiveDate, beside: NaiveDate) -> String {
    t!("trends-on", figure = figure, date = dates::short(date, beside))
}

/// On how many days of a bucket somebody spoke of access.
pub fn spoken(days: usize, of: usize) -> String {
    t!("trends-spoken", days = days, of = of)
}

/// `closed on 2 days, disputed on 19, unknown on 129`.
pub fn access_counts(counts: &[usize; 5]) -> String {
    let words = ["open", "restricted", "closed", "disputed", "unknown"];
    let told = words.into_iter().zip(counts).filter(|(_, days)| **days > 0);
    super::row(told.map(|(status, days)| t!("trends-access-days", status = status, days = *days)))
}

/// What a bucket is called, as the head of a column and in a choice.
pub fn by(by: By) -> String {
    t!("trends-by", by = by.key())
}

/// That buckets alone come to another number than the window: what a period adds that no bucket holds whole.
pub fn only_in_total(by: By, alone: Option<String>, periods: &[String], total: &str) -> String {
    t!("trends-only-in-total", by = by.key(), alone = alone, periods = listed(periods), total = total)
}

/// The name of one value of a part of a thing, for a choice.
pub fn part_value(part: Dimension, value: &str) -> String {
    match part {
        Dimension::Direction => value.parse::<Direction>().map_or_else(|_| value.to_owned(), labels::direction),
        Dimension::Access => labels::class(value.parse::<AccessClass>().ok()),
        Dimension::Group => {
            let group: Option<Label> = value.parse().ok();
            super::capital(&labels::group(&Thing { group, ..Thing::of(Measure::PatientsTransferred) }))
        }
        _ => value.to_owned(),
    }
}

/// The name of a part of a thing.
pub fn part(part: Dimension) -> String {
    t!("trends-part", part = part.key())
}

/// The choice that leaves a part open: what is shown then. Parts that do not add up stand apart, all of them.
pub fn part_open(part: Dimension, usual: Option<String>, adds_up: bool) -> String {
    match usual {
        None if part == Dimension::Carrier => t!("trends-any-carrier"),
        _ if part == Dimension::Access => labels::class(None),
        Some(usual) => t!("trends-usual", usual = usual),
        None if adds_up => t!("trends-usual-open"),
        None => t!("trends-all"),
    }
}

/// What a measure counts, of what kind the number is, and how buckets are made of it.
pub fn definition(thing: &Thing) -> Vec<String> {
    let key = thing.measure.key();
    let kind = match thing.measure.kind() {
        domain::MeasureKind::Access => "access",
        domain::MeasureKind::Flow => "flow",
        domain::MeasureKind::Stock => "stock",
        domain::MeasureKind::Cumulative => "cumulative",
    };
    vec![t!("measure-what", measure = key), t!("trends-made", kind = kind)]
}

/// A drawing of weeks or months in a sentence.
pub fn described(what: &str, said: &[String], silent: usize, by: By) -> String {
    let said = (!said.is_empty()).then(|| said.join(", "));
    t!("trends-described", what = what, said = said, silent = silent, by = by.key())
}
