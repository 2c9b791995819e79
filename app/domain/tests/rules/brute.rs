//! Sums spelt out anew, by hand: over up to four claims on each of five days, and up to four periods.

use std::collections::{BTreeMap, BTreeSet};

use domain::Record;
use proptest::prelude::*;

use crate::support::{Material, Row, nth};

/// A claim: of which carrier, by which source, since which day if over a period, on which day, how many.
#[derive(Clone, Debug)]
pub struct Said {
    pub carrier: usize,
    pub source: usize,
    pub since: Option<u64>,
    pub day: u64,
    pub says: Number,
}

#[derive(Clone, Debug)]
pub enum Number {
    Between(u64, u64),
    AtLeast(u64),
    Words,
}

pub const CARRIERS: [&str; 3] = ["", "Red Cross", "Army"];
pub const SOURCES: [&str; 4] = ["Post", "Herald", "Ministry", "Radio"];

pub fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        6 => (0u64..6).prop_map(|n| Number::Between(n, n)),
        2 => (0u64..6, 0u64..4).prop_map(|(low, more)| Number::Between(low, low + more)),
        1 => (0u64..6).prop_map(Number::AtLeast),
        1 => Just(Number::Words),
    ]
}

/// One claim by each source at the most: which of two by one source speaks is tested where figures are.
pub fn world(carriers: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Said>> {
    let of_day = (carriers.clone(), 1u64..6, number()).prop_map(|(carrier, day, says)| (carrier, None, day, says));
    let over = (carriers, 1u64..6, 0u64..4, number())
        .prop_map(|(carrier, since, more, says)| (carrier, Some(since), (since + more).min(5), says));
    let all = (prop::collection::vec(of_day, 0..=20), prop::collection::vec(over, 0..=4));
    all.prop_map(|(mut all, over)| {
        all.extend(over);
        let mut taken: BTreeMap<_, usize> = BTreeMap::new();
        let mut of_each_day = [0; 6];
        let mut claims = Vec::new();
        for (carrier, since, day, says) in all {
            let source = taken.entry((carrier, since, day)).or_default();
            let room = since.is_some() || of_each_day[day as usize] < 4;
            if room && *source < SOURCES.len() {
                of_each_day[day as usize] += usize::from(since.is_none());
                claims.push(Said { carrier, source: *source, since, day, says });
                *source += 1;
            }
        }
        claims
    })
}

pub fn a_span() -> impl Strategy<Value = (u64, u64)> {
    (1u64..6, 1u64..6).prop_map(|(one, other)| (one.min(other), one.max(other)))
}

pub fn record(world: &[Said]) -> Record {
    let row = |said: &Said| {
        let text = match said.says {
            Number::Between(low, high) if low == high => low.to_string(),
            Number::Between(low, high) => format!("{low}-{high}"),
            Number::AtLeast(low) => format!("at least {low}"),
            Number::Words => "several".to_owned(),
        };
        let row = Row::moved(nth(said.day), SOURCES[said.source], CARRIERS[said.carrier], &text);
        said.since.map_or(row.clone(), |since| row.since(nth(since)))
    };
    Material::of(world.iter().map(row).collect()).whole()
}

/// Lowest and highest; a highest of `ENDLESS` or more has no end.
pub type Bounds = (u64, u64);
pub const ENDLESS: u64 = 1 << 32;

pub fn shown(bounds: Bounds) -> (u64, Option<u64>) {
    (bounds.0, (bounds.1 < ENDLESS).then_some(bounds.1))
}

/// What is said of one thing: nothing, words only, or the numbers that any claim means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    Nothing,
    Words,
    Number(Bounds),
}

pub fn told<'w>(claims: impl Iterator<Item = &'w Said>) -> Told {
    claims.fold(Told::Nothing, |told, said| {
        let new = match said.says {
            Number::Between(low, high) => (low, high),
            Number::AtLeast(low) => (low, ENDLESS),
            Number::Words => return if told == Told::Nothing { Told::Words } else { told },
        };
        Told::Number(if let Told::Number((low, high)) = told { (low.min(new.0), high.max(new.1)) } else { new })
    })
}

pub fn on_day(world: &[Said], carrier: usize, day: u64) -> Told {
    told(world.iter().filter(|said| said.carrier == carrier && said.since.is_none() && said.day == day))
}

pub fn over(world: &[Said], carrier: usize, since: u64, until: u64) -> Told {
    told(world.iter().filter(|s| s.carrier == carrier && s.since == Some(since) && s.day == until))
}

pub fn bounds(told: Told) -> Bounds {
    match told {
        Told::Nothing => (0, 0),
        Told::Words => (0, ENDLESS),
        Told::Number(bounds) => bounds,
    }
}

/// All spans of days within a window, the longest first, and of those as long the latest.
pub fn spans(first: u64, last: u64) -> Vec<(u64, u64)> {
    (1..=last + 1 - first)
        .rev()
        .flat_map(|n| (first..=last + 1 - n).rev().map(move |from| (from, from + n - 1)))
        .collect()
}

/// The periods of one carrier that count: those with a number, then those in words that lie in none of them.
pub fn counting(world: &[Said], carrier: usize, first: u64, last: u64) -> Vec<(u64, u64)> {
    let mut days_taken = BTreeSet::new();
    let mut counting = Vec::new();
    for (from, to) in spans(first, last) {
        let free = (from..=to).all(|day| !days_taken.contains(&day));
        if free && matches!(over(world, carrier, from, to), Told::Number(_)) {
            days_taken.extend(from..=to);
            counting.push((from, to));
        }
    }
    let with_number = counting.clone();
    let in_words = |span: &(u64, u64)| over(world, carrier, span.0, span.1) == Told::Words;
    let lies_in_none = |span: &(u64, u64)| !with_number.iter().any(|other| other.0 <= span.0 && span.1 <= other.1);
    counting.extend(spans(first, last).into_iter().filter(in_words).filter(lies_in_none));
    counting
}

/// The sum of one carrier, day by day: at the first day of a period that counts, the larger of claim and days; then on
/// behind it.
pub fn of_carrier(world: &[Said], carrier: usize, first: u64, last: u64) -> Bounds {
    let counting = counting(world, carrier, first, last);
    let own = |from: u64, to: u64| {
        (from..=to)
            .map(|day| bounds(on_day(world, carrier, day)))
            .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1))
    };
    let (mut sum, mut day) = ((0, 0), first);
    while day <= last {
        let period = counting.iter().find(|span| span.0 == day && over(world, carrier, span.0, span.1) != Told::Words);
        let to = period.map_or(day, |span| span.1);
        let claim = period.map_or((0, 0), |span| bounds(over(world, carrier, span.0, span.1)));
        let days = own(day, to);
        sum = (sum.0 + claim.0.max(days.0), sum.1 + claim.1.max(days.1));
        day = to + 1;
    }
    let more = counting.iter().any(|span| over(world, carrier, span.0, span.1) == Told::Words);
    (sum.0, sum.1 + if more { ENDLESS } else { 0 })
}

/// A day of any carrier: the named are added, and the unnamed is another account of the same.
pub fn any_on_day(world: &[Said], day: u64) -> Told {
    let named: Vec<Told> = [1, 2].map(|carrier| on_day(world, carrier, day)).to_vec();
    let has_number = named.iter().any(|told| matches!(told, Told::Number(_)));
    let sum = named.iter().map(|told| bounds(*told)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    match (has_number, on_day(world, 0, day)) {
        (true, Told::Number(unnamed)) => Told::Number((sum.0.min(unnamed.0), sum.1.max(unnamed.1))),
        (true, _) => Told::Number(sum),
        (false, Told::Nothing) if named.contains(&Told::Words) => Told::Words,
        (false, unnamed) => unnamed,
    }
}
