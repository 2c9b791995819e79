//! Requests to the API that somebody can try as they stand, with the corridor and the days of the record that is shown.

use chrono::{Datelike as _, NaiveDate};
use domain::{AsOf, By, EntryKind, Measure, Moment, Record, Selection};

use super::chrome::{Site, Way};
use crate::paths::api::{self, AskedList, List};
use crate::paths::as_of;
use crate::paths::trends::AskedTrends;
use crate::text::labels;
use crate::{paths, t};

/// The examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiExamples {
    /// Their heading.
    pub heading: String,
    /// What the API is.
    pub intro: String,
    /// Its description.
    pub description: Way,
    /// One request each.
    pub examples: Vec<ApiExample>,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiExample {
    /// What it asks for.
    pub says: String,
    /// Path and query.
    pub href: String,
    /// The whole command.
    pub command: String,
}

impl ApiExamples {
    /// The examples of a corridor.
    pub fn of(site: &Site, record: &Record, moment: &Moment) -> Self {
        let slug = &record.corridor().slug;
        let asked = |asked: AskedList, list| api::list(slug, list, &asked);
        let month = Selection { from: moment.today.with_day(1), to: Some(moment.today), ..Selection::whole() };
        let measure = first_said(record);
        let said = Selection { measure, ..Selection::whole() };
        let corrections = AskedList { kinds: [EntryKind::Correction].into(), ..AskedList::first() };
        let mut examples = vec![(t!("api-example-status"), api::status(slug))];
        // Within an earlier state each of them is of then.
        examples.extend(
            yesterday(record, moment)
                .filter(|_| as_of::state().is_none())
                .map(|day| (t!("api-example-status-then"), as_of::carrying(&api::status(slug), AsOf::EndOf(day)))),
        );
        examples.push((t!("api-example-days"), asked(AskedList { part: month, ..AskedList::first() }, List::Days)));
        let last = record.days().next_back().map(|day| day.date);
        examples.extend(last.map(|day| (t!("api-example-day"), api::day(slug, day))));
        examples.push((t!("api-example-claims"), asked(AskedList { part: said, ..AskedList::first() }, List::Claims)));
        examples.extend(measure.map(|measure| {
            let weeks = AskedTrends { by: By::Week, ..AskedTrends::of(measure) };
            (t!("api-example-series", measure = labels::measure_heading(measure)), api::series(slug, &weeks))
        }));
        examples.push((t!("api-example-changes"), asked(corrections, List::Changes)));
        examples.push((t!("api-example-corridors"), api::corridors()));
        Self {
            heading: t!("api-examples-heading"),
            intro: t!("api-examples-intro"),
            description: Way::to(&t!("api-examples-description"), api::description()),
            examples: examples.into_iter().map(|(says, href)| ApiExample::of(site, says, href)).collect(),
        }
    }
}

impl ApiExample {
    /// An address holds no quote: they are written as the numbers of their bytes.
    fn of(site: &Site, says: String, href: String) -> Self {
        let beginning = site.public_url.as_deref().or(site.here.as_deref()).unwrap_or(api::USUAL_BEGINNING);
        let command = format!("curl '{}'", paths::absolute(Some(beginning), &href));
        Self { says, href, command }
    }
}

/// The day before the last one, once the record has begun.
fn yesterday(record: &Record, moment: &Moment) -> Option<NaiveDate> {
    moment.today.pred_opt().filter(|day| record.corridor().record_begins <= *day)
}

/// What a reader asks for first of what the record speaks of, beside statuses.
fn first_said(record: &Record) -> Option<Measure> {
    let counted = Measure::ALL.into_iter().filter(|measure| *measure != Measure::AccessStatus);
    counted.into_iter().find(|measure| record.said().any(|said| said.claim.thing.measure == *measure))
}
