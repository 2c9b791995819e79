//! What is asked of trends, as it was typed, and what a record understands by it; or what is wrong with it, field by
//! field. Nothing that was typed is lost.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::around::flows_in;
use domain::measure::Dimension;
use domain::{
    AccessClass, By, Direction, Label, Measure, MeasureKind, Moment, Record, Series, Slug, Stage, Thing, Window,
    read_day,
};

use crate::paths::trends::{self as fields, AskedTrends, PARTS};
use crate::text::trends as words;

/// As many days as one figure shows.
pub fn most_days(by: By) -> usize {
    match by {
        By::Day => 1_100,
        By::Week => 3_700,
        By::Month => 14_700,
    }
}

/// So many other corridors at most stand beside one.
pub const MOST_COMPARED: usize = 3;

/// What was typed, or stood in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedTrends {
    /// What is counted.
    pub measure: String,
    /// In buckets of how many days.
    pub by: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The parts of the thing.
    pub parts: BTreeMap<Dimension, String>,
    /// Other corridors.
    pub compare: Vec<String>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field.
    pub field: &'static str,
    /// What was typed, why it is wrong, what was expected.
    pub words: String,
}

impl TypedTrends {
    /// Reads the fields of a query. Of a field that stands there twice the last one counts; what no trend knows is left
    /// out.
    pub fn of(given: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let last = given.iter().rev().find(|(found, _)| found == name);
            last.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        let part = |part: Dimension| Some((part, value(part.key()))).filter(|(_, value)| !value.is_empty());
        let compare = given.iter().filter(|(name, value)| name == fields::COMPARE && !value.trim().is_empty());
        Self {
            measure: value(fields::MEASURE),
            by: value(fields::BY),
            from: value(fields::FROM),
            to: value(fields::TO),
            parts: PARTS.into_iter().filter_map(part).collect(),
            compare: compare.map(|(_, value)| value.trim().to_owned()).collect(),
        }
    }

    /// What was understood, as a form shows it.
    pub fn from_asked(asked: &AskedTrends) -> Self {
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            measure: asked.measure.key().to_owned(),
            by: asked.by.key().to_owned(),
            from: date(asked.from),
            to: date(asked.to),
            parts: asked.parts.iter().map(|(part, named)| (*part, named.to_string())).collect(),
            compare: asked.compare.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What a record understands by what was typed; `others` are the corridors that it can be compared with. What is left
/// out is the record's usual; days outside the record are left out.
///
/// # Errors
/// Everything that is wrong, field by field.
pub fn understood(
    record: &Record,
    moment: &Moment,
    others: &BTreeSet<Slug>,
    typed: &TypedTrends,
) -> Result<AskedTrends, Vec<Problem>> {
    let mut wrong = Vec::new();
    let mut keep = |field: &'static str, words: String| wrong.push(Problem { field, words });
    let measure = match typed.measure.as_str() {
        "" => usual_measure(record, moment),
        text => text.parse().unwrap_or_else(|_| {
            keep(fields::MEASURE, words::no_measure(text));
            Measure::PatientsTransferred
        }),
    };
    let by = match typed.by.as_str() {
        "" => By::Day,
        text => text.parse().unwrap_or_else(|_| {
            keep(fields::BY, words::no_by(text));
            By::Day
        }),
    };
    let mut date = |field: &'static str, text: &str| match read_day(text) {
        None if !text.is_empty() => {
            keep(field, words::no_day(text));
            None
        }
        read => read,
    };
    let (from, to) = (date(fields::FROM, &typed.from), date(fields::TO, &typed.to));
    let parts = parts(record, measure, typed, &mut wrong);
    let compare = compared(record, others, typed, &mut wrong);
    let usual = measure == usual_measure(record, moment);
    let asked = AskedTrends { measure, usual, by, from, to, parts, compare };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let asked = within_record(record, moment, asked).map_err(|problem| vec![problem])?;
    Ok(usual_left_out(record, moment, asked))
}

/// The measure that is shown when none is asked for: patients moved, or the first of which the record says something.
fn usual_measure(record: &Record, moment: &Moment) -> Measure {
    let said = |measure: Measure| things_of(record, moment).any(|thing| thing.measure == measure);
    let first = Measure::ALL.into_iter().filter(|measure| *measure != Measure::AccessStatus).find(|one| said(*one));
    if said(Measure::PatientsTransferred) {
        Measure::PatientsTransferred
    } else {
        first.unwrap_or(Measure::PatientsTransferred)
    }
}

/// The things that happened and of which something is said up to today.
pub fn things_of<'r>(record: &'r Record, moment: &Moment) -> impl Iterator<Item = &'r Thing> + use<'r> {
    let today = moment.today;
    let said = record.said().filter(move |said| said.date() <= today);
    said.map(|said| &said.claim.thing).filter(|thing| thing.stage == Stage::Done)
}

fn parts(
    record: &Record,
    measure: Measure,
    typed: &TypedTrends,
    wrong: &mut Vec<Problem>,
) -> BTreeMap<Dimension, Label> {
    let mut parts = BTreeMap::new();
    // What the measure does not know is left over from another one: a form sends all that it has.
    for (part, text) in typed.parts.iter().filter(|(part, _)| measure.takes(**part)) {
        let known: BTreeSet<String> = match part {
            Dimension::Direction => Direction::ALL.map(|way| way.key().to_owned()).into(),
            Dimension::Access => AccessClass::ALL.map(|class| class.key().to_owned()).into(),
            _ => record.said().filter_map(|said| said.claim.thing.said_of(*part)).collect(),
        };
        match text.parse::<Label>().ok().filter(|label| known.contains(label.as_str())) {
            Some(label) => {
                parts.insert(*part, label);
            }
            None => wrong.push(Problem { field: part.key(), words: words::no_part(*part, text, &known) }),
        }
    }
    parts
}

fn compared(record: &Record, others: &BTreeSet<Slug>, typed: &TypedTrends, wrong: &mut Vec<Problem>) -> BTreeSet<Slug> {
    let own = &record.corridor().slug;
    let mut found = BTreeSet::new();
    for text in &typed.compare {
        match text.parse::<Slug>().ok().filter(|slug| slug == own || others.contains(slug)) {
            Some(slug) if slug == *own => {}
            Some(slug) => {
                found.insert(slug);
            }
            None => wrong.push(Problem { field: fields::COMPARE, words: words::no_corridor(text, others) }),
        }
    }
    if found.len() > MOST_COMPARED {
        wrong.push(Problem { field: fields::COMPARE, words: words::too_many_corridors(found.len(), MOST_COMPARED) });
    }
    found
}

/// The days of a record up to today; none before it begins.
pub fn whole(record: &Record, moment: &Moment) -> Option<Window> {
    Window { from: NaiveDate::MIN, to: NaiveDate::MAX }.clipped(record.corridor(), moment.today)
}

/// The days of a record that are shown; none before it begins, and where none of the days that are asked for is one.
pub fn window(record: &Record, moment: &Moment, asked: &AskedTrends) -> Option<Window> {
    let whole = whole(record, moment)?;
    let to = asked.to.unwrap_or(whole.to);
    let from = asked.from.unwrap_or_else(|| first_shown(whole, to.min(whole.to), asked.by));
    Window::new(from, to)?.clipped(record.corridor(), moment.today)
}

/// The first day that is shown when none is asked for.
fn first_shown(whole: Window, to: NaiveDate, by: By) -> NaiveDate {
    let back = chrono::Days::new(u64::try_from(most_days(by) - 1).unwrap_or(0));
    to.checked_sub_days(back).map_or(whole.from, |first| first.max(whole.from))
}

fn within_record(record: &Record, moment: &Moment, asked: AskedTrends) -> Result<AskedTrends, Problem> {
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to < from
    {
        return Err(Problem { field: fields::TO, words: words::backwards(from, to) });
    }
    let Some(whole) = whole(record, moment) else { return Ok(AskedTrends { from: None, to: None, ..asked }) };
    let Some(window) = window(record, moment, &asked) else {
        let field = if asked.from.is_some_and(|from| from > whole.to) { fields::FROM } else { fields::TO };
        return Err(Problem { field, words: words::outside(whole) });
    };
    let most = most_days(asked.by);
    if window.days() > most {
        return Err(Problem { field: fields::FROM, words: words::too_long(window, asked.by, most) });
    }
    // Who names a day means it, tomorrow too; who names none, all days up to then. The first day of a record stays.
    let (from, to) = (asked.from.map(|_| window.from), asked.to.map(|_| window.to));
    let is_usual = |from: &NaiveDate| *from == whole.from && *from == first_shown(whole, window.to, asked.by);
    Ok(AskedTrends { from: from.filter(|from| !is_usual(from)), to, ..asked })
}

/// The same without what would be understood anyway, so that one choice has one address.
fn usual_left_out(record: &Record, moment: &Moment, asked: AskedTrends) -> AskedTrends {
    if asked.measure.kind() != MeasureKind::Flow {
        return asked;
    }
    let thing = flow(record, moment, &asked);
    let mut plain = asked;
    for part in PARTS {
        let mut without = plain.clone();
        if without.parts.remove(&part).is_some() && flow(record, moment, &without) == thing {
            plain = without;
        }
    }
    plain
}

/// The same with every part named, so that the address stays true when the record grows.
pub fn spelled_out(asked: &AskedTrends, thing: &Thing, window: Window) -> AskedTrends {
    let named = |part: &Dimension| Some((*part, thing.said_of(*part)?.parse().ok()?));
    let own = PARTS.iter().filter(|part| **part != Dimension::Unit || thing.measure.usual_unit().is_none());
    AskedTrends {
        usual: false,
        from: Some(window.from),
        to: Some(window.to),
        parts: own.filter_map(named).collect(),
        ..asked.clone()
    }
}

fn fits(asked: &AskedTrends, thing: &Thing) -> bool {
    let same = |(part, named): (&Dimension, &Label)| thing.said_of(*part).as_deref() == Some(named.as_str());
    thing.measure == asked.measure && asked.parts.iter().all(same)
}

/// The flow that is asked for: with a carrier only if one is named. Of several that fit the one that the record says most
/// of, whole ones and patients outwards first; where none fits, what it would be.
pub fn flow(record: &Record, moment: &Moment, asked: &AskedTrends) -> Thing {
    let carrier = asked.parts.get(&Dimension::Carrier).cloned();
    let plain = AskedTrends {
        parts: asked
            .parts
            .iter()
            .filter(|(part, _)| **part != Dimension::Carrier)
            .map(|(p, n)| (*p, n.clone()))
            .collect(),
        ..asked.clone()
    };
    let patients = |thing: &Thing| thing.group.as_ref().is_some_and(|group| group.as_str() == "patients");
    let all = flows_in(record, Window { from: NaiveDate::MIN, to: moment.today });
    let order = |flow: &Thing| {
        let split = flow.facility.is_some() || flow.counted.is_some();
        let days = Series::any_carrier(record, flow, moment.today).map_or(0, |series| series.points.len());
        (split, flow.direction != Some(Direction::Outbound), !patients(flow), std::cmp::Reverse(days))
    };
    let first = all.into_iter().filter(|flow| fits(&plain, flow)).min_by_key(order);
    let thing = first.unwrap_or_else(|| unsaid(&plain));
    Thing { carrier, ..thing }
}

/// A flow of which nothing is said.
fn unsaid(asked: &AskedTrends) -> Thing {
    let part = |part: Dimension| asked.parts.get(&part).cloned();
    let usual = Thing::of(asked.measure);
    let group = asked.measure.usual_group().filter(|_| asked.measure.takes(Dimension::Group));
    let way = part(Dimension::Direction).and_then(|way| way.as_str().parse().ok());
    Thing {
        counted: part(Dimension::Counted),
        group: part(Dimension::Group).or(group.and_then(|group| group.parse().ok())),
        direction: way.or(asked.measure.takes(Dimension::Direction).then_some(Direction::Outbound)),
        facility: part(Dimension::Facility),
        item: part(Dimension::Item),
        unit: part(Dimension::Unit).or(usual.unit.clone()),
        ..usual
    }
}

/// The stocks that are asked for and of which something is said within a window: each definition, group and facility is
/// one of its own.
pub fn stocks<'r>(record: &'r Record, asked: &AskedTrends, window: Window) -> BTreeSet<&'r Thing> {
    let said = record.said().filter(|said| window.holds(said.date()));
    said.map(|said| &said.claim.thing).filter(|thing| thing.stage == Stage::Done && fits(asked, thing)).collect()
}

/// Whether a running total is one of those that are asked for.
pub fn is_asked_total(asked: &AskedTrends, thing: &Thing) -> bool {
    fits(asked, thing)
}

/// The class of traffic that is asked for; none: all traffic.
pub fn class(asked: &AskedTrends) -> Option<AccessClass> {
    asked.parts.get(&Dimension::Access).and_then(|class| class.as_str().parse().ok())
}
