//! What a form of a day can know beforehand: who usually reports, and about what. Never a number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::measure::MeasureKind;
use crate::record::Record;
use crate::slug::Slug;
use crate::source::is_reserved;
use crate::thing::{Stage, Thing};

/// So many published days back the form looks for who usually reports.
pub const DAYS_BACK: usize = 12;
/// On so many of them a source must have spoken to be a usual one.
pub const LEAST_DAYS: usize = 3;
/// So many of its own days are asked for what it usually speaks of.
pub const OWN_DAYS: usize = 4;
/// On so many of them it must have spoken of a thing.
pub const LEAST_OWN_DAYS: usize = 2;

/// A source that usually reports, and what it usually speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual {
    /// Who.
    pub source: Slug,
    /// About what, in the order of the measures; without a period, whose start is another one each time.
    pub things: Vec<Thing>,
}

impl Usual {
    /// The source that answered most of what the corridor expects on the last published days before a day; of several the
    /// one that spoke on most of them, then the one that spoke last, then the first by name. None while nobody spoke on three.
    pub fn before(record: &Record, date: NaiveDate) -> Option<Self> {
        let mut days: BTreeMap<&Slug, Vec<(NaiveDate, usize)>> = BTreeMap::new();
        let spoken = record.days().rev().filter(|day| day.date < date && !day.reports.is_empty());
        for day in spoken.take(DAYS_BACK) {
            for report in day.reports.iter().filter(|report| !is_reserved(&report.source)) {
                let met = record
                    .corridor()
                    .expected
                    .iter()
                    .filter(|expected| report.claims.iter().any(|claim| expected.is_met_by(&claim.thing)));
                let of_source = days.entry(&report.source).or_default();
                match of_source.last_mut().filter(|(of, _)| *of == day.date) {
                    Some((_, answers)) => *answers += met.count(),
                    None => of_source.push((day.date, met.count())),
                }
            }
        }
        let usual = days.into_iter().filter(|(_, days)| days.len() >= LEAST_DAYS);
        let (source, _) = usual.min_by_key(|(source, days)| {
            let answers: usize = days.iter().map(|(_, answers)| answers).sum();
            (Reverse((answers, days.len(), days.first().map(|(date, _)| *date))), record.source_name(source))
        })?;
        Some(Self { source: source.clone(), things: things(record, source, date) })
    }
}

/// What a source spoke of on at least two of its last four days.
fn things(record: &Record, source: &Slug, before: NaiveDate) -> Vec<Thing> {
    let spoken = |day: &&crate::record::PublicDay| {
        day.date < before && day.reports.iter().any(|report| report.source == *source)
    };
    let mut counts: BTreeMap<&Thing, usize> = BTreeMap::new();
    for day in record.days().rev().filter(spoken).take(OWN_DAYS) {
        let own = day.claims().filter(|(report, _)| report.source == *source).map(|(_, claim)| &claim.thing);
        let mut own: Vec<&Thing> = own.filter(|thing| is_of_every_day(thing)).collect();
        own.sort();
        own.dedup();
        for thing in own {
            *counts.entry(thing).or_default() += 1;
        }
    }
    let usual = counts.into_iter().filter(|(_, days)| *days >= LEAST_OWN_DAYS);
    usual.map(|(thing, _)| thing.clone()).collect()
}

/// Whether a thing can be said of the next day alike.
fn is_of_every_day(thing: &Thing) -> bool {
    let since = thing.measure.kind() == MeasureKind::Cumulative;
    thing.stage == Stage::Done && (thing.period_start.is_none() || since)
}
