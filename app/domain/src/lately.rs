//! The last values of a thing before a day, with the days between them on which nobody gave one: what stands beside a row of
//! the form, and what a new value is held against.

use chrono::NaiveDate;

use crate::access::AccessStatus;
use crate::figure::{DayFigure, Figure, over_carriers};
use crate::measure::MeasureKind;
use crate::record::{PublicDay, Record};
use crate::thing::{Stage, Thing};

/// What was said of a thing on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'r> {
    /// The day.
    pub date: NaiveDate,
    /// On so many days between this one and the next that is listed (for the first: the day of the form) nobody said it.
    pub silent: i64,
    /// The figures of the day: one for each carrier where none is asked for in particular.
    pub figures: Vec<DayFigure<'r>>,
    /// Of the status of access: the different ones that were said, in the order open, restricted, closed.
    pub statuses: Vec<AccessStatus>,
}

impl Value<'_> {
    /// The number of the day; none in words only, or withheld, or of a status.
    pub fn figure(&self) -> Option<Figure> {
        over_carriers(&self.figures)
    }
}

/// The last values of each of these things before a day, at most so many of each, the latest first. A thing that was said to
/// be planned or attempted has none. An empty carrier of a flow asks for any.
pub fn last_values<'r>(
    record: &'r Record,
    things: &[Option<Thing>],
    before: NaiveDate,
    most: usize,
) -> Vec<Vec<Value<'r>>> {
    let mut found: Vec<Vec<Value<'r>>> = things.iter().map(|_| Vec::new()).collect();
    for day in record.days().rev().filter(|day| day.date < before) {
        let mut open = false;
        for (thing, values) in things.iter().zip(&mut found) {
            let Some(thing) = thing.as_ref().filter(|thing| thing.stage == Stage::Done) else { continue };
            if values.len() < most {
                open = true;
                let next = values.last().map_or(before, |last| last.date);
                values.extend(value_of(record, day, thing, next));
            }
        }
        if !open {
            break;
        }
    }
    found
}

fn value_of<'r>(record: &'r Record, day: &'r PublicDay, thing: &Thing, next: NaiveDate) -> Option<Value<'r>> {
    let mut same: Vec<&Thing> = day.claims().map(|(_, claim)| &claim.thing).filter(|said| is_of(thing, said)).collect();
    same.sort();
    same.dedup();
    let said = || day.claims().filter(|(_, claim)| same.contains(&&claim.thing));
    let status = |status: &AccessStatus| said().any(|(_, claim)| claim.says.status() == Some(*status));
    let statuses: Vec<AccessStatus> = AccessStatus::ALL.into_iter().filter(status).collect();
    let figures: Vec<DayFigure<'r>> = same.iter().filter_map(|thing| DayFigure::of(record, day.date, thing)).collect();
    let silent = (next - day.date).num_days() - 1;
    (!same.is_empty()).then_some(Value { date: day.date, silent, figures, statuses })
}

/// Whether what was said is about the thing: of any carrier when a flow names none; of a status, also over a period.
fn is_of(thing: &Thing, said: &Thing) -> bool {
    if thing.measure != said.measure {
        return false;
    }
    match thing.measure.kind() {
        MeasureKind::Access => thing.access == said.access && said.stage == Stage::Done,
        MeasureKind::Flow if thing.carrier.is_none() => said.of_any_carrier() == *thing,
        _ => said == thing,
    }
}
