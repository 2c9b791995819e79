//! The clauses of the sentence that answers "is it open?", as phrases whose numbers stand out; and who says so.

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::status::StatusWord;
use domain::{Direction, Label, Measure, Thing};

use super::catalogue::{END, STRONG};
use super::{dates, figures, labels};
use crate::t;

/// A text of which some parts stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<(String, bool)>);

impl Phrase {
    /// The phrase of a sentence in which `{ $strong }` and `{ $end }` mark the parts that stand out.
    pub fn of(sentence: &str) -> Self {
        let mut parts = Vec::new();
        for (number, piece) in sentence.split(STRONG).enumerate() {
            let (strong, plain) = if number == 0 { ("", piece) } else { piece.split_once(END).unwrap_or((piece, "")) };
            parts.extend([(strong, true), (plain, false)].into_iter().filter(|(text, _)| !text.is_empty()));
        }
        Self(parts.into_iter().map(|(text, strong)| (text.to_owned(), strong)).collect())
    }

    /// The phrase with a capital at its beginning.
    pub fn capital(mut self) -> Self {
        if let Some((first, _)) = self.0.first_mut() {
            *first = super::capital(first);
        }
        self
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// `on 10 May 2023`.
pub fn on(date: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-on", date = dates::full(date)))
}

/// `on 10 May 2023, day 150 counted from 12 December 2022`.
pub fn day_count(date: NaiveDate, number: i64, since: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-day-count", date = dates::full(date), number = number, since = dates::full(since)))
}

/// `No report yet for 11 May 2023`.
pub fn no_report_yet(date: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-no-report", date = dates::full(date)))
}

/// `on 27 April 2023 nobody spoke of all traffic`.
pub fn no_status(date: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-no-status", date = dates::full(date)))
}

/// `the record begins on 12 December 2022`.
pub fn not_begun(begins: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-not-begun", date = dates::full(begins)))
}

/// `the record ended on 31 May 2023`.
pub fn ended(end: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-ended", date = dates::full(end)))
}

/// `last reported, 10 May: closed`.
pub fn last_reported(date: NaiveDate, today: NaiveDate, word: StatusWord) -> Phrase {
    Phrase::of(&t!("answer-last-reported", date = dates::short(date, today), status = labels::status_key(word)))
}

/// `ICRC last moved patients out on 29 April, 11 days ago, with no report on any of the 11 days since`;
/// `any carrier last moved patients out 0–11 days ago, the last day named is 29 April`.
pub fn streak(
    carrier: Option<&Label>,
    last: NaiveDate,
    today: NaiveDate,
    (fewest, most): (i64, Option<i64>),
    silent: i64,
) -> Phrase {
    let since = (today - last).num_days();
    let (when, age) = match (fewest, most) {
        (0, Some(0)) => ("today", String::new()),
        (fewest, Some(most)) if fewest == most => ("days", dates::ago(fewest).unwrap_or_default()),
        (fewest, most) => ("span", figures::span(fewest, most)),
    };
    Phrase::of(&t!(
        "answer-streak",
        when = when,
        carrier = carrier.map(Label::as_str),
        date = dates::short(last, today),
        age = age,
        silence = silence(silent, since),
        silent = silent,
        days = since,
    ))
}

/// The word by which the catalogue knows how many of the days since have no report.
fn silence(silent: i64, since: i64) -> &'static str {
    match (silent, since) {
        (0, _) => "none",
        (1, 1) => "only",
        (silent, since) if silent == since => "all",
        _ => "some",
    }
}

/// `No report of movements on any of the 11 days since.`; nothing where no day was silent.
pub fn no_movements(silent: i64, since: i64) -> Option<String> {
    let word = silence(silent, since);
    (silent > 0).then(|| t!("any-carrier-silence", silence = word, silent = silent, days = since))
}

/// `no movement of patients was reported since the record began, 12 December 2022`.
pub fn no_movement(begins: NaiveDate) -> Phrase {
    Phrase::of(&t!("answer-no-movement", date = dates::full(begins)))
}

/// `patients were moved out, but no day is named for any movement`.
pub fn movement_unplaced() -> Phrase {
    Phrase::of(&t!("answer-movement-unplaced"))
}

/// `ICRC moved 3 since 23 April`: a total within which a movement may lie.
pub fn total_behind(thing: &Thing, today: NaiveDate, says: &str) -> String {
    let start = thing.period_start.map(|start| dates::short(start, today));
    t!("total-behind", carrier = thing.carrier.as_ref().map(Label::as_str), says = says, start = start)
}

/// `ICRC made 3 journeys since 23 April`; `Russian peacekeepers moved 2 patients out since 23 April, days not named`.
pub fn total_since(figure: &DayFigure<'_>, since: NaiveDate, today: NaiveDate) -> Phrase {
    let thing = figure.thing;
    let (amount, count) = (figures::of_day(figure), figures::count_of_day(figure));
    let since = dates::short(since, today);
    let carrier = thing.carrier.as_ref().map(Label::as_str);
    let group = labels::group_of(thing, count);
    Phrase::of(&match thing.measure {
        Measure::TransfersTotal => {
            t!("total-journeys", carrier = carrier, count = count, amount = amount, since = since)
        }
        Measure::DeliveriesTotal => {
            let unit = thing.unit.as_ref().map_or("", Label::as_str);
            let item = thing.item.as_ref().map(Label::as_str);
            t!("total-deliveries", carrier = carrier, amount = amount, unit = unit, item = item, since = since)
        }
        Measure::PeopleCrossedTotal => t!("total-crossed", amount = amount, group = group, since = since),
        _ => {
            let direction = thing.direction.unwrap_or(Direction::Outbound).key();
            t!("total-moved", carrier = carrier, direction = direction, amount = amount, group = group, since = since)
        }
    })
}

/// `at least 30 people wait`; `9 patients were moved out by Russian peacekeepers`.
pub fn latest(figure: &DayFigure<'_>, today: NaiveDate) -> Phrase {
    let thing = figure.thing;
    let (amount, count) = (figures::of_day(figure), figures::count_of_day(figure));
    let carrier = thing.carrier.as_ref().map(Label::as_str);
    let counted = thing.counted.as_ref().map(Label::as_str);
    let facility = thing.facility.as_ref().map(Label::as_str);
    let date = (figure.date != today).then(|| dates::short(figure.date, today));
    let group = labels::group_of(thing, count);
    Phrase::of(&match thing.measure {
        Measure::PatientsAwaiting => {
            let who = if labels::is_anybody(thing) { labels::people(count) } else { group };
            t!(
                "latest-waiting",
                amount = amount,
                count = count,
                group = who,
                facility = facility,
                counted = counted,
                date = date
            )
        }
        Measure::PatientsTransferred if thing.direction == Some(Direction::Return) => {
            t!("latest-returned", amount = amount, group = group, date = date, carrier = carrier, counted = counted)
        }
        Measure::PatientsTransferred => {
            t!(
                "latest-moved",
                amount = amount,
                count = count,
                group = group,
                date = date,
                carrier = carrier,
                facility = facility,
                counted = counted
            )
        }
        Measure::PeopleCrossed => {
            let direction = thing.direction.map_or("unsaid", Direction::key);
            t!(
                "latest-crossed",
                direction = direction,
                amount = amount,
                group = group,
                date = date,
                facility = facility,
                counted = counted
            )
        }
        Measure::Transfers => {
            t!("latest-journeys", amount = amount, count = count, date = date, carrier = carrier, counted = counted)
        }
        Measure::Deliveries => {
            let unit = thing.unit.as_ref().map_or("", Label::as_str);
            let item = thing.item.as_ref().map(Label::as_str);
            t!(
                "latest-deliveries",
                amount = amount,
                unit = unit,
                item = item,
                date = date,
                carrier = carrier,
                counted = counted
            )
        }
        _ => t!("latest-other", amount = amount, thing = labels::thing(thing, today).to_lowercase(), date = date),
    })
}

/// A source beside what it says: `more than 30: Armenian Weekly, via Interfax, 29 April`; its name stands out.
pub fn cite(says: Option<&str>, name: &str, via: Option<&str>, date: Option<&str>) -> Phrase {
    Phrase::of(&t!("cite", says = says, name = name, via = via, date = date))
}

/// Sources behind one another, as text.
pub fn cites(sources: impl IntoIterator<Item = String>) -> String {
    sources.into_iter().reduce(|first, next| t!("list-semicolon", first = first, next = next)).unwrap_or_default()
}

/// A clause of the answer as text, with who says so.
pub fn clause(clause: &Phrase, cites: &str) -> String {
    if cites.is_empty() { clause.text() } else { t!("clause-with-cites", clause = clause.text(), cites = cites) }
}

/// The whole answer as text; `known` whether anybody says that it is open or closed.
pub fn answer(word: &str, known: bool, cites: &str, clauses: Vec<String>) -> String {
    let clauses = self::cites(clauses);
    if !known {
        return t!("answer-unknown", word = word, clauses = clauses);
    }
    t!("answer", word = word, cites = Some(cites).filter(|cites| !cites.is_empty()), clauses = clauses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sentence_marks_stands_out_and_what_a_value_marks_does_not() {
        let parts = |text: &str| Phrase::of(text).0;
        let strong = format!("on {STRONG}day 1{END} and");
        assert_eq!(parts(&strong), [("on ".to_owned(), false), ("day 1".to_owned(), true), (" and".to_owned(), false)]);
        assert_eq!(parts("plain"), [("plain".to_owned(), false)]);
        let forged = cite(None, &format!("a{STRONG}b{END}"), None, None);
        assert_eq!(forged.0, [("ab".to_owned(), true)]);
    }
}
