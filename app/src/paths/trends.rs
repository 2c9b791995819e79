//! The addresses of trends: what is asked of a corridor's figures over days, in the one way to write it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::measure::Dimension;
use domain::{By, Label, Measure, Slug};

use super::{corridor_plain, public, query};

/// What is asked for, as it was understood: two addresses that mean the same give equal values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedTrends {
    /// What is counted.
    pub measure: Measure,
    /// Whether that is what is shown unasked, so that its address need not name it.
    pub usual: bool,
    /// In buckets of how many days.
    pub by: By,
    /// The first day; none: the record's first, or as far back as so many buckets reach.
    pub from: Option<NaiveDate>,
    /// The last day; none: today, or the record's last.
    pub to: Option<NaiveDate>,
    /// The parts of the thing that are named: carrier, direction, group… All others are the record's usual ones.
    pub parts: BTreeMap<Dimension, Label>,
    /// Other corridors, to compare.
    pub compare: BTreeSet<Slug>,
}

/// The parts of a thing that can be named in an address, in its order.
pub const PARTS: [Dimension; 8] = [
    Dimension::Carrier,
    Dimension::Direction,
    Dimension::Group,
    Dimension::Counted,
    Dimension::Facility,
    Dimension::Access,
    Dimension::Item,
    Dimension::Unit,
];

/// The names of the other fields of an address.
pub const MEASURE: &str = "measure";
/// The first day.
pub const FROM: &str = "from";
/// The last day.
pub const TO: &str = "to";
/// In buckets of how many days.
pub const BY: &str = "by";
/// Another corridor.
pub const COMPARE: &str = "compare";

impl AskedTrends {
    /// A measure, with nothing else asked for.
    pub fn of(measure: Measure) -> Self {
        let (parts, compare) = (BTreeMap::new(), BTreeSet::new());
        Self { measure, usual: false, by: By::Day, from: None, to: None, parts, compare }
    }

    /// The same with one part named, if it is.
    pub fn with(mut self, part: Dimension, named: Option<Label>) -> Self {
        if let Some(named) = named {
            self.parts.insert(part, named);
        }
        self
    }

    fn query(&self) -> String {
        let part = |part: Dimension| self.parts.get(&part).map(|named| (part.key(), named.to_string()));
        let fields = (!self.usual).then(|| (MEASURE, self.measure.key().to_owned())).into_iter();
        let fields = fields.chain(PARTS.into_iter().filter_map(part));
        let fields = fields.chain(self.from.map(|date| (FROM, date.to_string())));
        let fields = fields.chain(self.to.map(|date| (TO, date.to_string())));
        let fields = fields.chain((self.by != By::Day).then(|| (BY, self.by.key().to_owned())));
        query(fields.chain(self.compare.iter().map(|slug| (COMPARE, slug.to_string()))))
    }
}

/// Where trends are asked for.
pub fn trends(slug: &Slug) -> String {
    public(plain(slug))
}

fn plain(slug: &Slug) -> String {
    format!("{}/trends", corridor_plain(slug))
}

/// The trends that are asked for: the one way to write it.
pub fn trends_over(slug: &Slug, asked: &AskedTrends) -> String {
    public(format!("{}{}", plain(slug), asked.query()))
}

/// What is in view as a file: `csv`, `svg` or `png`.
pub fn trends_file(slug: &Slug, asked: &AskedTrends, kind: &str) -> String {
    public(format!("{}.{kind}{}", plain(slug), asked.query()))
}
