//! What a corridor expects, thing by thing: how late it is and since when, its last figure and who says so.

use domain::corridor::Expected;
use domain::due::LastSaid;
use domain::freshness::FreshnessState;
use domain::{Due, MeasureKind, Moment, Record, Thing};

use crate::t;
use crate::text::{self, dates, figures, labels};
use crate::view::cite::{self, Cite};

/// One expected thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// `Patients moved out`.
    pub what: String,
    /// Whether it is late.
    pub late: bool,
    /// `9 days late`.
    pub state: String,
    /// Since when, and what was answered in place of a figure.
    pub since: Vec<String>,
    /// `16 on 29 April`; with what it is of, where that is not the plain thing.
    pub last: String,
    /// Who says so; empty where there is none.
    pub by: String,
}

impl DueRow {
    /// How one expected thing stands.
    pub fn of(record: &Record, moment: &Moment, due: &Due<'_>) -> Self {
        let beside = moment.today;
        let time = record.corridor().cut_off.to_string();
        let day = due.due_on.map(|day| dates::short(day, beside));
        let comes_today = !due.is_late() && due.due_on == Some(beside);
        let state = match (&day, comes_today) {
            (Some(day), true) => t!("inbox-due-at", date = day, time = time.as_str()),
            _ => labels::freshness(due.state, due.late),
        };
        let answered = due.reason.zip(due.answered_on).map(|(absence, date)| {
            let (date, reason) = (dates::short(date, beside), labels::reason_within(absence.why));
            t!("inbox-due-answered", date = date, reason = reason)
        });
        let since =
            day.filter(|_| !comes_today && due.state != FreshnessState::NotDue).map(|day| match due.is_late() {
                true => t!("inbox-due-since", date = day, time = time.as_str()),
                false => t!("inbox-due-next", date = day, time = time.as_str()),
            });
        let (last, by) = last(record, moment, due);
        Self {
            what: labels::expected(due.expected, beside),
            late: due.is_late(),
            state,
            since: answered.into_iter().chain(since).collect(),
            last,
            by,
        }
    }
}

/// The last figure in words with its day, and who says so.
fn last(record: &Record, moment: &Moment, due: &Due<'_>) -> (String, String) {
    let slug = &record.corridor().slug;
    let on = |figure: String, date, thing: Option<String>| {
        t!("inbox-due-figure", figure = figure, date = dates::short(date, moment.today), thing = thing)
    };
    match &due.last {
        None => (t!("inbox-due-never"), String::new()),
        Some(LastSaid::Status(status)) => {
            let word = labels::status_word(status.headline.word());
            (on(word, status.date, None), cite::line(&Cite::of_status(slug, status, moment.today)))
        }
        Some(LastSaid::Figure { date, parts, together }) => {
            let words = figures::of_carriers(parts, together.as_ref());
            let thing = parts.first().and_then(|part| other_than_asked(due.expected, part.thing));
            let thing = thing.map(|thing| labels::thing(&thing, moment.today));
            let speaking: Vec<_> = parts.iter().flat_map(|part| part.speaking.iter().copied()).collect();
            (text::capital(&on(words, *date, thing)), cite::line(&Cite::list(slug, &speaking)))
        }
    }
}

/// What a figure is of, where that is not what the form asks for: another definition, one place of several. Carriers of a
/// flow are added, so none is named.
fn other_than_asked(expected: &Expected, said: &Thing) -> Option<Thing> {
    let as_told = |thing: &Thing| match thing.measure.kind() {
        MeasureKind::Flow => thing.of_any_carrier(),
        _ => thing.clone(),
    };
    let said = as_told(said);
    (expected.asked().as_ref().map(as_told).as_ref() != Some(&said)).then_some(said)
}
