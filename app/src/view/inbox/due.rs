//! What a corridor expects, thing by thing: how late it is and since when, its last figure and who says so.

use domain::due::LastSaid;
use domain::freshness::FreshnessState;
use domain::{Due, Moment, Record};

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
    /// `16 on 29 April`.
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
        let (last, by) = last(record, moment, due.last.as_ref());
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
fn last(record: &Record, moment: &Moment, last: Option<&LastSaid<'_>>) -> (String, String) {
    let slug = &record.corridor().slug;
    let on = |figure: String, date| t!("inbox-due-figure", figure = figure, date = dates::short(date, moment.today));
    match last {
        None => (t!("inbox-due-never"), String::new()),
        Some(LastSaid::Status(status)) => {
            let word = labels::status_word(status.headline.word());
            (on(word, status.date), cite::line(&Cite::of_status(slug, status, moment.today)))
        }
        Some(LastSaid::Figure { date, parts, together }) => {
            let words = match (&parts[..], together) {
                ([one], _) => figures::of_day(one),
                (_, Some(together)) => figures::figure(together),
                (parts, None) => text::listed(&parts.iter().map(figures::of_day).collect::<Vec<String>>()),
            };
            let speaking: Vec<_> = parts.iter().flat_map(|part| part.speaking.iter().copied()).collect();
            (text::capital(&on(words, *date)), cite::line(&Cite::list(slug, &speaking)))
        }
    }
}
