//! Absences that follow from the corridor's settings: expected and empty without a reason is *not reported*.
//! Never touches an absence that somebody gave a source or a remark.

use std::collections::BTreeSet;

use domain::corridor::Expected;
use domain::{Absence, AbsenceReason, Corridor, DayReport, Thing};

/// The absences that the day implies: one *not reported* for each expected thing that it does not speak of.
pub(super) fn implied(day: &DayReport, corridor: &Corridor) -> Vec<Absence> {
    day.unanswered(corridor).into_iter().map(|expected| not_reported(expected.thing())).collect()
}

/// The day with the absences that it implies.
pub(super) fn completed(mut day: DayReport, corridor: &Corridor) -> DayReport {
    let implied = implied(&day, corridor);
    day.absences.extend(implied);
    day
}

/// Whether nobody said anything but that there is no report: it ends when one comes.
pub(super) fn is_bare(absence: &Absence) -> bool {
    *absence == not_reported(absence.thing.clone())
}

fn not_reported(thing: Thing) -> Absence {
    Absence {
        thing,
        why: AbsenceReason::NotReported,
        source: None,
        via: None,
        url: None,
        published_on: None,
        date_note: None,
        remark: None,
    }
}

/// What a set of claims speaks of, asked for many absences.
pub(super) struct Answers<'a> {
    things: BTreeSet<&'a Thing>,
    expected: Vec<&'a Expected>,
}

impl<'a> Answers<'a> {
    /// What claims of these things answer.
    pub(super) fn of(things: impl Iterator<Item = &'a Thing>, corridor: &'a Corridor) -> Self {
        let things: BTreeSet<&Thing> = things.collect();
        let met = |expected: &&Expected| things.iter().any(|thing| expected.is_met_by(thing));
        Self { expected: corridor.expected.iter().filter(met).collect(), things }
    }

    /// Whether one of the claims is about the thing, or about the expected thing that it stands for.
    pub(super) fn cover(&self, thing: &Thing) -> bool {
        self.things.contains(thing) || self.expected.iter().any(|expected| expected.is_met_by(thing))
    }
}
