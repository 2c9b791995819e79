//! The page of record of a measure: what it counts and where, how it adds up, which definitions of sources in this record
//! differ. And the list of all measures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::measure::Dimension;
use domain::record::Said;
use domain::{Label, Measure, MeasureKind, Moment, Record, Selection};

use super::chrome::{self, Chrome, Site, Way};
use super::cite;
use crate::paths::files::{self, AskedFile, Form, Holding};
use crate::paths::trends::{AskedTrends, trends_over};
use crate::text::{capital, dates, labels, row};
use crate::{paths, t};

/// The page of record of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// All measures.
    pub all: Way,
    /// `Patients moved`.
    pub heading: String,
    /// Its word in files and addresses.
    pub key: &'static str,
    /// Term and text, in order.
    pub facts: Vec<(String, String)>,
    /// The definitions that occur in the record, one a line; empty where no source gives its own.
    pub definitions: Vec<String>,
    /// What is said of them.
    pub about_definitions: String,
    /// What words mean that stand beside its figures.
    pub words: Vec<(String, String)>,
    /// Its figures as files, and its chart.
    pub ways: Vec<Way>,
}

/// The list of all measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuresPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// Those of which something is published.
    pub here: Vec<MeasureRow>,
    /// The others.
    pub other: Vec<MeasureRow>,
    /// What words mean that stand beside figures.
    pub words: Vec<(String, String)>,
}

/// One measure in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRow {
    /// Its page.
    pub way: Way,
    /// What it counts.
    pub what: String,
    /// How many claims of it are public; none where nothing is.
    pub claims: Option<String>,
}

impl MeasurePage {
    /// The page of a measure at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment, measure: Measure) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let heading = labels::measure_heading(measure);
        let title = t!("measure-title", measure = heading.as_str(), corridor = name.as_str());
        let definitions = definitions(record, moment, measure);
        let about_definitions = match definitions.len() {
            0 if claims_of(record, measure).next().is_none() => t!("measure-silent"),
            0 => t!("measure-conflicts-none"),
            _ => t!("measure-conflicts-note"),
        };
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &files::measure(slug, measure)),
            corridor: Way::to(&name, paths::corridor(slug)),
            all: Way::to(&t!("measures-all"), files::measures(slug)),
            heading,
            key: measure.key(),
            facts: facts(measure),
            definitions,
            about_definitions,
            words: words(),
            ways: ways(record, measure),
        }
    }
}

impl MeasuresPage {
    /// The list at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let title = t!("measures-title", corridor = name.as_str());
        let row = |measure: Measure| {
            let claims = claims_of(record, measure).count();
            MeasureRow {
                way: Way::to(&labels::measure_heading(measure), files::measure(slug, measure)),
                what: t!("measure-what", measure = measure.key()),
                claims: (claims > 0).then(|| t!("measures-claims", claims = claims)),
            }
        };
        let (here, other) = Measure::ALL.into_iter().map(row).partition(|row| row.claims.is_some());
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &files::measures(slug)),
            corridor: Way::to(&name, paths::corridor(slug)),
            here,
            other,
            words: words(),
        }
    }
}

fn claims_of(record: &Record, measure: Measure) -> impl Iterator<Item = Said<'_>> {
    record.said().filter(move |said| said.claim.thing.measure == measure)
}

fn facts(measure: Measure) -> Vec<(String, String)> {
    let kind = match measure.kind() {
        MeasureKind::Access => "access",
        MeasureKind::Flow => "flow",
        MeasureKind::Stock => "stock",
        MeasureKind::Cumulative => "cumulative",
    };
    let unit = measure.usual_unit().unwrap_or(if measure == Measure::AccessStatus { "status" } else { "written" });
    let dimensions = measure.dimensions().iter().copied().map(Dimension::key);
    let dimensions = row(dimensions.map(|dimension| t!("measure-dimension", dimension = dimension)));
    vec![
        (t!("measure-label-what"), t!("measure-what", measure = measure.key())),
        (t!("measure-label-where"), t!("measure-where", measure = measure.key())),
        (t!("measure-label-kind"), t!("measure-kind-plain", kind = kind)),
        (t!("measure-label-unit"), capital(&t!("measure-unit", unit = unit))),
        (t!("measure-label-dimensions"), capital(&dimensions)),
        (t!("measure-label-totals"), t!("measure-totals", kind = kind)),
    ]
}

/// What the words mean that stand beside figures, each in twelve words at most.
fn words() -> Vec<(String, String)> {
    vec![
        (t!("measure-term-disputed"), t!("measure-means-disputed")),
        (t!("measure-term-unknown"), t!("measure-means-unknown")),
        (t!("measure-term-later"), t!("measure-means-later")),
    ]
}

/// Claims with one definition.
struct Defined {
    sources: BTreeSet<String>,
    claims: usize,
    first: NaiveDate,
    last: NaiveDate,
}

/// The definitions that sources give of a measure, each with who gives it and when; last the claims without one. None where no
/// source gives its own.
fn definitions(record: &Record, moment: &Moment, measure: Measure) -> Vec<String> {
    let mut found: BTreeMap<Option<&Label>, Defined> = BTreeMap::new();
    for said in claims_of(record, measure) {
        let date = said.date();
        let of = found.entry(said.claim.thing.counted.as_ref()).or_insert(Defined {
            sources: BTreeSet::new(),
            claims: 0,
            first: date,
            last: date,
        });
        of.sources.insert(cite::name(&said));
        of.claims += 1;
        of.first = of.first.min(date);
        of.last = of.last.max(date);
    }
    if found.keys().all(Option::is_none) {
        return Vec::new();
    }
    let line = |(definition, of): (&Option<&Label>, &Defined)| {
        let sources = row(of.sources.iter().cloned());
        let first = (of.first < of.last).then(|| dates::short(of.first, moment.today));
        let last = dates::short(of.last, moment.today);
        match definition {
            Some(definition) => t!(
                "measure-conflict",
                definition = definition.as_str(),
                sources = sources,
                claims = of.claims,
                first = first,
                last = last,
            ),
            None => t!("measure-conflict-plain", sources = sources, claims = of.claims, first = first, last = last),
        }
    };
    let (own, plain): (Vec<_>, Vec<_>) = found.iter().partition(|(definition, _)| definition.is_some());
    own.into_iter().chain(plain).map(line).collect()
}

fn ways(record: &Record, measure: Measure) -> Vec<Way> {
    let slug = &record.corridor().slug;
    let selection = Selection { measure: Some(measure), ..Selection::whole() };
    let file = |holding: Holding, form: Form| {
        files::file(slug, &AskedFile { holding, form, selection: selection.clone(), hxl: false })
    };
    vec![
        Way::to(&t!("measure-days"), file(Holding::Days, Form::Csv)),
        Way::to(&t!("measure-claims"), file(Holding::Claims, Form::Csv)),
        Way::to(&t!("measure-workbook"), file(Holding::Claims, Form::Xlsx)),
        Way::to(&t!("trends-way"), trends_over(slug, &AskedTrends::of(measure))),
        Way::to(&t!("measure-chart"), paths::chart(slug, measure, "svg")),
        Way::to(&t!("measure-all-files"), files::data(slug, &selection)),
    ]
}
