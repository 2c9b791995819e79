//! What helps to fill in a row: what it is called, how its amount was read, what was said of its thing before.

use chrono::NaiveDate;
use domain::draft::{Draft, DraftClaim};
use domain::lately::last_values;
use domain::{Measure, Moment, Record, Thing};

use crate::text::entry;
use crate::text::sentences::Phrase;

/// So many values of a thing stand beside its row.
const LAST_VALUES: usize = 7;

/// What helps to fill in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `Row 4: People waiting for transfer`.
    pub name: String,
    /// What it is about, alone: `People waiting for transfer`; empty while nothing was chosen.
    pub thing: String,
    /// What it counts, if that was chosen.
    pub measure: Option<Measure>,
    /// Whether it says by itself what it is about, so that only its amount is left to write.
    pub is_ready: bool,
    /// `Understood as: more than 30`.
    pub understood: Option<String>,
    /// The last values of the thing before the day, and the days between without one; empty while nothing was chosen.
    pub lately: Vec<Phrase>,
}

/// The help for each row of a draft, report by report.
pub(super) fn of(draft: &Draft, record: &Record, moment: &Moment, date: NaiveDate) -> Vec<Vec<Row>> {
    let claims = || draft.reports.iter().flat_map(|report| &report.claims);
    let things: Vec<Option<Thing>> = claims().map(DraftClaim::thing).collect();
    let mut lately = last_values(record, &things, date, LAST_VALUES).into_iter();
    let mut things = things.iter();
    let mut help = |place: usize, claim: &DraftClaim| {
        let (thing, values) = (things.next().and_then(Option::as_ref), lately.next().unwrap_or_default());
        let said = !claim.amount.trim().is_empty() || !claim.id.is_empty() || !claim.ready.is_empty();
        Row {
            name: entry::row_name(place, thing, moment.today),
            thing: thing.map(|thing| crate::text::labels::thing(thing, moment.today)).unwrap_or_default(),
            measure: thing.map(|thing| thing.measure),
            is_ready: thing.is_some() && said,
            understood: entry::understood(thing.map(|thing| thing.measure), &claim.amount),
            lately: thing.map(|_| entry::lately(&values, moment.today)).unwrap_or_default(),
        }
    };
    let of_report =
        |claims: &Vec<DraftClaim>| claims.iter().enumerate().map(|(place, claim)| help(place, claim)).collect();
    draft.reports.iter().map(|report| &report.claims).map(of_report).collect()
}
