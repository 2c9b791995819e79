//! What can be chosen of trends: one plain form whose every field may stay empty.

use std::collections::BTreeSet;

use domain::measure::Dimension;
use domain::{By, Measure, MeasureKind, Moment, Record, Slug, Stage, Thing};

use super::choice::{self, Problem, TypedTrends};
use crate::paths::as_of;
use crate::paths::trends::{AskedTrends, BY, MEASURE, PARTS, trends};
use crate::t;
use crate::text::{labels, trends as words};
use crate::view::chrome::Way;

/// The form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendsForm {
    /// Where it is sent.
    pub action: String,
    /// What is counted.
    pub measure: Choice,
    /// The first day, as it was typed.
    pub from: String,
    /// The last day.
    pub to: String,
    /// In buckets of how many days.
    pub by: Choice,
    /// The parts of the thing that the record tells apart.
    pub parts: Vec<Choice>,
    /// Other corridors; nothing where there is none.
    pub compare: Vec<Compared>,
    /// The state of the record, as it is written in an address; empty: as it stands.
    pub as_of: String,
    /// Whether that is a day, which a browser can offer.
    pub as_of_is_day: bool,
    /// What is wrong with what was typed.
    pub problems: Vec<Problem>,
    /// The way to everything.
    pub reset: Option<Way>,
}

/// A choice of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name of the field.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// Value and words.
    pub options: Vec<(String, String)>,
    /// What is chosen.
    pub chosen: String,
}

/// Another corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its short name.
    pub slug: String,
    /// Its names.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl TrendsForm {
    /// The form over what was typed. `thing` is what is shown, where something is.
    pub fn of(
        record: &Record,
        moment: &Moment,
        others: &[(Slug, String)],
        typed: &TypedTrends,
        thing: Option<&Thing>,
        problems: Vec<Problem>,
    ) -> Self {
        let state = as_of::state();
        let measure = thing.map_or(Measure::PatientsTransferred, |thing| thing.measure);
        let measure = typed.measure.parse().unwrap_or(measure);
        let chosen = |slug: &Slug| typed.compare.iter().any(|text| text == slug.as_str());
        let compared = |(slug, words): &(Slug, String)| Compared {
            slug: slug.to_string(),
            words: words.clone(),
            chosen: chosen(slug),
        };
        let plain = TypedTrends::from_asked(&AskedTrends::of(measure));
        Self {
            action: trends(&record.corridor().slug),
            measure: measures(record, moment, measure),
            from: typed.from.clone(),
            to: typed.to.clone(),
            by: Choice {
                name: BY,
                label: t!("trends-field-by"),
                options: By::ALL.map(|by| (by.key().to_owned(), words::by(by))).into(),
                chosen: if typed.by.is_empty() { By::Day.key().to_owned() } else { typed.by.clone() },
            },
            parts: parts(record, moment, measure, typed, thing),
            compare: others.iter().map(compared).collect(),
            as_of_is_day: state.as_ref().is_none_or(|state| matches!(state.as_of, domain::AsOf::EndOf(_))),
            as_of: state.map(|state| state.as_of.to_string()).unwrap_or_default(),
            reset: (*typed != plain || !problems.is_empty())
                .then(|| Way::to(&t!("trends-reset"), trends(&record.corridor().slug))),
            problems,
        }
    }
}

fn measures(record: &Record, moment: &Moment, chosen: Measure) -> Choice {
    let said: BTreeSet<Measure> = choice::things_of(record, moment).map(|thing| thing.measure).collect();
    let offered = Measure::ALL.into_iter().filter(|measure| said.contains(measure) || *measure == chosen);
    Choice {
        name: MEASURE,
        label: t!("trends-field-measure"),
        options: offered.map(|measure| (measure.key().to_owned(), labels::measure_heading(measure))).collect(),
        chosen: chosen.key().to_owned(),
    }
}

/// A choice for each part in which things of the measure differ, or that is chosen.
fn parts(
    record: &Record,
    moment: &Moment,
    measure: Measure,
    typed: &TypedTrends,
    thing: Option<&Thing>,
) -> Vec<Choice> {
    let of_measure: Vec<&Thing> =
        choice::things_of(record, moment).filter(|of| of.measure == measure && of.stage == Stage::Done).collect();
    let offered = |part: Dimension| {
        let chosen = typed.parts.get(&part).cloned().unwrap_or_default();
        let known: BTreeSet<String> = of_measure.iter().filter_map(|thing| thing.said_of(part)).collect();
        let unsaid = of_measure.iter().any(|thing| thing.said_of(part).is_none());
        let differ = known.len() + usize::from(unsaid) > 1 || part == Dimension::Carrier;
        if chosen.is_empty() && (!differ || known.is_empty()) {
            return None;
        }
        let adds_up = measure.kind() == MeasureKind::Flow;
        // Of running totals those of one thing are shown, the ones with the most of them.
        let one = adds_up || (measure.kind() == MeasureKind::Cumulative && part != Dimension::Access);
        let usual = thing.filter(|_| one).and_then(|thing| thing.said_of(part)).filter(|_| chosen.is_empty());
        let open = words::part_open(part, usual.map(|usual| words::part_value(part, &usual)), adds_up);
        let known = known.into_iter().map(|value| (value.clone(), words::part_value(part, &value)));
        let options = [(String::new(), open)].into_iter().chain(known).collect();
        Some(Choice { name: part.key(), label: words::part(part), options, chosen })
    };
    // A unit that is meant anyway is no choice.
    let parts = PARTS.into_iter().filter(|part| *part != Dimension::Unit || measure.usual_unit().is_none());
    parts.filter(|part| measure.takes(*part)).filter_map(offered).collect()
}
