//! What lies around one day without being of it: claims over a period that holds the day, and the running totals on
//! either side of it. Nothing of either is ever spread over days.

use chrono::NaiveDate;

use crate::figure::DayFigure;
use crate::measure::MeasureKind;
use crate::reconcile::{Outcome, RunningTotals, Step};
use crate::record::Record;
use crate::series::{Series, period};
use crate::thing::{Stage, Thing};
use crate::window::Window;

/// A claim of a flow over a period, seen from one of its days.
#[derive(Clone, Debug, PartialEq)]
pub struct Touching<'r> {
    /// The days of the period.
    pub window: Window,
    /// What is said of the period, on the day on which it ends.
    pub figure: DayFigure<'r>,
    /// Whether the day has no figure of its own, by any carrier: all that is known of it lies within the period.
    pub only: bool,
}

/// The claims of flows over a period that holds a day, known up to and with today: the one that ends first comes first,
/// then those outwards.
pub fn touching(record: &Record, date: NaiveDate, today: NaiveDate) -> Vec<Touching<'_>> {
    let days = record.days().map(|day| day.date).filter(|end| date <= *end && *end <= today);
    let mut found = Vec::new();
    for end in days {
        let mut figures = DayFigure::all(record, end);
        figures.sort_by_key(|figure| (figure.thing.measure, figure.thing.direction, figure.thing));
        for figure in figures {
            let Some(window) = period(&figure).filter(|window| window.holds(date)) else { continue };
            found.push(Touching { window, only: !has_own(record, date, figure.thing), figure });
        }
    }
    found
}

/// Whether the day itself has a claim of the flow that a period is about, by any carrier.
fn has_own(record: &Record, date: NaiveDate, thing: &Thing) -> bool {
    let plain = Thing { period_start: None, ..thing.of_any_carrier() };
    record.said_on(date).any(|said| said.claim.thing.of_any_carrier() == plain)
}

/// The flows that happened and of which something is said in a window, without carrier and period, in the order of the
/// measures.
pub fn flows_in(record: &Record, window: Window) -> Vec<Thing> {
    let said = record.said().filter(|said| {
        let from = said.claim.thing.period_start.unwrap_or(said.date());
        Window { from, to: said.date() }.meets(window)
    });
    let flows = said
        .map(|said| &said.claim.thing)
        .filter(|thing| thing.measure.kind() == MeasureKind::Flow && thing.stage == Stage::Done);
    let mut flows: Vec<Thing> = flows.map(|thing| Thing { period_start: None, ..thing.of_any_carrier() }).collect();
    flows.sort();
    flows.dedup();
    flows
}

/// The series of a flow in its parts: of each carrier that is named in a window, and of "not said".
pub fn by_carrier<'r>(record: &'r Record, flow: &Thing, window: Window, today: NaiveDate) -> Vec<Series<'r>> {
    let Some(any) = Series::any_carrier(record, flow, today) else { return Vec::new() };
    let of_days = any.within(window).iter().flat_map(|point| &point.by_carrier);
    let of_periods = any.periods.iter().filter(|figure| period(figure).is_some_and(|period| period.meets(window)));
    let mut carriers: Vec<_> = of_days.chain(of_periods).map(|figure| figure.thing.carrier.clone()).collect();
    carriers.sort();
    carriers.dedup();
    let of = |carrier| Series::of(record, &Thing { carrier, ..flow.clone() }, today);
    carriers.into_iter().filter_map(of).collect()
}

impl<'r> RunningTotals<'r> {
    /// The totals on either side of a day, with those of the day: from the last one before that bounds an interval to
    /// the first one after that is a number and not stale. Empty when the series has none.
    pub fn around(&self, date: NaiveDate) -> &[Step<'r>] {
        let bounds = |step: &Step<'_>| step.total.is_some() && !matches!(step.outcome, Outcome::Stale { .. });
        let first = self.steps.iter().rposition(|step| step.date < date && bounds(step)).unwrap_or(0);
        let after = self.steps.iter().position(|step| step.date > date && bounds(step));
        let end = after.map_or(self.steps.len(), |after| after + 1);
        self.steps.get(first..end).unwrap_or_default()
    }
}
