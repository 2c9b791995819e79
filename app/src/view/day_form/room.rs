//! Room to write in: a form always has a place for the next report, the next row, the next event; and what usually comes stands
//! ready, without a number.

use chrono::NaiveDate;
use domain::draft::{Draft, DraftClaim, DraftEvent, DraftReport, MOST_ROWS};
use domain::{AbsenceReason, Moment, Record, Usual};

/// Gives a draft room. The name of the source that was filled in as the usual one, where nobody wrote a report yet. That it
/// published on the day is filled in for today alone: of a day that is past, the date decides which of its statements speaks.
pub fn give(draft: &mut Draft, record: &Record, moment: &Moment, date: NaiveDate) -> Option<String> {
    let mut filled_in = None;
    if draft.reports.is_empty() {
        let usual = Usual::before(record, date);
        let name = usual.as_ref().map(|usual| record.source_name(&usual.source).to_owned());
        let rows = rows_for(record, usual.as_ref());
        let published_on = if date == moment.today { date.to_string() } else { String::new() };
        draft.reports.push(match &name {
            Some(name) => DraftReport::ready_for(name, &published_on, rows),
            None => DraftReport { claims: rows, ..DraftReport::default() },
        });
        filled_in = name;
    }
    give_rows(draft);
    if draft.events.last().is_none_or(|last| !last.is_untouched()) && draft.events.len() < MOST_ROWS {
        draft.events.push(DraftEvent::default());
    }
    draft.reasons.resize(record.corridor().expected.len(), String::new());
    for reason in &mut draft.reasons {
        if reason.is_empty() {
            AbsenceReason::default().key().clone_into(reason);
        }
    }
    filled_in
}

/// Rows that stand ready in a report of a day: what the corridor expects, in its order, then what the usual source says beside.
pub fn ready_rows(record: &Record, date: NaiveDate) -> Vec<DraftClaim> {
    rows_for(record, Usual::before(record, date).as_ref())
}

fn rows_for(record: &Record, usual: Option<&Usual>) -> Vec<DraftClaim> {
    let mut things: Vec<_> = record.corridor().expected.iter().map(domain::corridor::Expected::thing).collect();
    for thing in usual.into_iter().flat_map(|usual| &usual.things) {
        if !things.contains(thing) {
            things.push(thing.clone());
        }
    }
    things.iter().map(DraftClaim::ready_for).collect()
}

/// An empty row at the end of each report, as long as the form takes more.
fn give_rows(draft: &mut Draft) {
    let mut rows: usize = draft.reports.iter().map(|report| report.claims.len()).sum();
    for report in &mut draft.reports {
        let spare = report.claims.last().is_some_and(DraftClaim::is_spare);
        if !spare && (rows < MOST_ROWS || report.claims.is_empty()) {
            report.claims.push(DraftClaim::default());
            rows += 1;
        }
    }
}
