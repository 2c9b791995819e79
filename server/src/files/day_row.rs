//! The rows of days.csv and days.json: per day its status, then what is computed from its claims, then what is missing
//! and why. A day of which nobody spoke has its row as well; a number that nobody said has none.

use app::view::dictionary;
use chrono::NaiveDate;
use domain::figure::{Basis, DayFigure, Figure};
use domain::record::Said;
use domain::status::{DayStatus, Headline};
use domain::{
    Absence, AbsenceReason, AccessClass, AccessStatus, Amount, Direction, Measure, Moment, PublicDay, PublicSays,
    Record, Selection, Stage, Thing, standing,
};

use super::claim_line::{Value, WITHHELD, amount_cells, name_of, unit_of};
use super::typed_cell::TypedCell;

/// The columns, in their order.
pub const COLUMNS: [&str; 25] = dictionary::DAYS;

/// A row, in the order of the columns.
pub(super) type DayRow<'r> = [TypedCell<'r>; COLUMNS.len()];

/// Every row of a part of a record at a moment: each day from its begin to today, or to its end.
pub(super) fn all<'r>(
    record: &'r Record,
    moment: &'r Moment,
    part: &'r Selection,
) -> impl Iterator<Item = DayRow<'r>> + use<'r> {
    let (begin, end) = span(record, moment);
    let days = begin.iter_days().take_while(move |date| *date <= end).filter(|date| part.has_day(*date));
    days.flat_map(|date| of_day(record, date, moment, part))
}

/// The first and the last day of which the public files tell, at a moment.
pub fn span(record: &Record, moment: &Moment) -> (NaiveDate, NaiveDate) {
    let corridor = record.corridor();
    // What was published outside of dates that were moved later is still published.
    let mut published = record.days().map(|day| day.date);
    let first = published.next();
    let last = published.next_back().or(first);
    let begin = first.map_or(corridor.record_begins, |first| first.min(corridor.record_begins));
    let end = corridor.record_ends.map_or(moment.today, |end| end.min(moment.today));
    (begin, last.map_or(end, |last| last.max(end)))
}

/// What a row says, beside its day.
#[derive(Default)]
struct Told<'r> {
    bound: Option<&'static str>,
    value: Value<'r>,
    approximate: Option<bool>,
    absence: Vec<&'static str>,
    said_later: Vec<&'static str>,
    sources: Vec<&'r str>,
    claims: Vec<&'r str>,
    chosen_by: Option<&'static str>,
}

/// The rows of a day. One that was withdrawn is told in every part that has it: nobody may take it for silence.
pub(super) fn of_day<'r>(record: &'r Record, date: NaiveDate, moment: &Moment, part: &Selection) -> Vec<DayRow<'r>> {
    let day = record.day(date);
    let status = DayStatus::of(record, date, moment.today);
    let figures = DayFigure::all(record, date);
    let absences = Absences::of(day, &figures);
    let withdrawn = day.is_some_and(|day| !day.is_shown());
    let mut rows = Vec::new();
    let mut push = |thing: &Thing, told: Told<'r>| {
        if withdrawn || part.takes(thing) {
            rows.push(cells(record, date, thing, told));
        }
    };

    let of_all = Thing::of(Measure::AccessStatus);
    let mut all = status_told(&status.headline, absences.told(record, &of_all));
    all.said_later = status.later_statuses().into_iter().map(AccessStatus::key).collect();
    if withdrawn {
        all.absence = vec![AbsenceReason::WithheldForSafety.key()];
    }
    push(&of_all, all);
    for class in AccessClass::ALL {
        let thing = Thing { access: Some(class), ..of_all.clone() };
        let missing = absences.told(record, &thing);
        match status.classes.iter().find(|(found, _)| *found == class) {
            Some((_, headline)) => push(&thing, status_told(headline, missing)),
            None if !missing.absence.is_empty() => push(&thing, status_told(&Headline::Unknown, missing)),
            None => {}
        }
    }
    figures.iter().for_each(|figure| push(figure.thing, figure_told(figure)));
    absences.other_things().iter().for_each(|thing| push(thing, absences.told(record, thing)));
    rows
}

fn status_told<'r>(headline: &Headline<'r>, missing: Told<'r>) -> Told<'r> {
    let value = [TypedCell::word(Some(headline.word().key())), TypedCell::Empty];
    let chosen_by = match headline {
        Headline::Unknown => return Told { value, ..missing },
        Headline::Disputed { .. } => None,
        Headline::Agreed { preferred: Some(_), .. } => Some("preferred"),
        Headline::Agreed { claims, .. } if claims.len() > 1 => Some("alike"),
        Headline::Agreed { set_aside, .. } => Some(if set_aside.is_empty() { "alone" } else { "later" }),
    };
    Told { value, chosen_by, ..who(headline.claims()) }
}

fn figure_told<'r>(figure: &DayFigure<'r>) -> Told<'r> {
    let says = figure.speaking.first().and_then(|said| said.claim.says.amount());
    let (bound, value) = match (&figure.basis, &figure.figure) {
        (Basis::Withheld, _) => (WITHHELD, Value::default()),
        (Basis::Covers, Some(number)) => computed(number),
        (Basis::Covers, None) => (VAGUE, [words(figure), TypedCell::Empty]),
        _ => says.map_or(("", Value::default()), |amount| (amount.bound(), amount_cells(amount))),
    };
    let chosen_by = match figure.basis {
        Basis::Alone => "alone",
        Basis::Alike => "alike",
        Basis::Covers => "covers",
        Basis::Preferred(_) => "preferred",
        Basis::Withheld => "withheld",
        Basis::Later => "later",
    };
    Told {
        bound: Some(bound),
        value,
        approximate: figure.figure.as_ref().map(|number| number.approximate),
        chosen_by: Some(chosen_by),
        ..who(&figure.speaking)
    }
}

const VAGUE: &str = "vague";

/// What covers several claims, in the words of measure that still hold for it: never a number that nobody said.
fn computed<'r>(figure: &Figure) -> (&'static str, Value<'r>) {
    let one = |bound, number| (bound, [TypedCell::count(number), TypedCell::Empty]);
    let low = figure.interval.low;
    match figure.interval.high {
        None if figure.low_open => one("more_than", low.saturating_sub(1)),
        None => one("at_least", low),
        Some(high) if high == low => one(if figure.approximate { "about" } else { "exact" }, low),
        Some(high) if low == 0 && figure.high_open => one("fewer_than", high + 1),
        Some(high) => ("range", [TypedCell::count(low), TypedCell::count(high)]),
    }
}

/// Different words of several sources, each once.
fn words<'r>(figure: &DayFigure<'r>) -> TypedCell<'r> {
    let mut all: Vec<&str> = Vec::new();
    for said in &figure.speaking {
        if let PublicSays::Amount(Amount::Vague(words)) = &said.claim.says
            && !all.contains(&words.as_str())
        {
            all.push(words.as_str());
        }
    }
    TypedCell::Text(all.join("; ").into())
}

fn who<'r>(claims: &[Said<'r>]) -> Told<'r> {
    let name = |said: &Said<'r>| said.source.map_or(said.report.source.as_str(), |source| source.name.as_str());
    Told {
        sources: each_once(claims.iter().map(name)),
        claims: claims.iter().map(|said| said.claim.id.as_str()).collect(),
        ..Told::default()
    }
}

fn each_once<'r>(texts: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
    let mut all = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// The reasons of a day for things that have no figure. A plan has no row: only what happened, or did not.
struct Absences<'r>(Vec<&'r Absence>);

impl<'r> Absences<'r> {
    fn of(day: Option<&'r PublicDay>, figures: &[DayFigure<'r>]) -> Self {
        let missing = |absence: &&Absence| {
            absence.thing.stage == Stage::Done && !figures.iter().any(|figure| is_same(figure.thing, &absence.thing))
        };
        Self(day.map(|day| day.absences.iter().filter(missing).collect()).unwrap_or_default())
    }

    /// The things that are neither a status nor told twice.
    fn other_things(&self) -> Vec<Thing> {
        let mut things: Vec<Thing> = Vec::new();
        for absence in self.0.iter().filter(|absence| absence.thing.measure != Measure::AccessStatus) {
            if !things.iter().any(|thing| is_same(thing, &absence.thing)) {
                things.push(absence.thing.clone());
            }
        }
        things
    }

    /// Why there is no figure of a thing, and who left it out.
    fn told(&self, record: &'r Record, thing: &Thing) -> Told<'r> {
        let of_thing = || self.0.iter().filter(|absence| is_same(thing, &absence.thing));
        let sources = of_thing().filter_map(|absence| absence.source.as_ref());
        Told {
            absence: each_once(of_thing().map(|absence| absence.why.key())),
            sources: each_once(sources.map(|slug| name_of(slug, record.sources()))),
            ..Told::default()
        }
    }
}

/// With or without its usual unit written out it is the same thing. Of a status only the class of traffic matters.
fn is_same(one: &Thing, other: &Thing) -> bool {
    if one.measure == Measure::AccessStatus && other.measure == Measure::AccessStatus {
        return one.access == other.access;
    }
    unit_of(one) == unit_of(other) && Thing { unit: None, ..one.clone() } == Thing { unit: None, ..other.clone() }
}

fn cells<'r>(record: &'r Record, date: NaiveDate, thing: &Thing, told: Told<'r>) -> DayRow<'r> {
    let owned = |text: Option<&str>| text.map_or(TypedCell::Empty, |text| TypedCell::Text(text.to_owned().into()));
    let label = |label: &Option<domain::Label>| owned(label.as_ref().map(domain::Label::as_str));
    // Of a day that was withdrawn since, an earlier record names no revision: it came later.
    let day = record.states_of(date).last();
    let [value, value_high] = told.value;
    [
        TypedCell::slug(&record.corridor().slug),
        TypedCell::date(Some(date)),
        TypedCell::word(Some(thing.measure.key())),
        label(&thing.counted),
        label(&thing.group),
        label(&thing.carrier),
        TypedCell::word(thing.direction.map(Direction::key)),
        label(&thing.facility),
        TypedCell::word(thing.access.map(AccessClass::key)),
        label(&thing.item),
        owned(unit_of(thing)),
        TypedCell::word(told.bound),
        value,
        value_high,
        told.approximate.map_or(TypedCell::Empty, TypedCell::Truth),
        TypedCell::List(told.absence),
        TypedCell::List(told.said_later),
        TypedCell::List(told.sources),
        TypedCell::List(told.claims),
        TypedCell::word(told.chosen_by),
        day.map_or(TypedCell::Empty, |day| TypedCell::Number(day.seq)),
        TypedCell::instant(day.map(|day| day.published_at)),
        TypedCell::word(day.and_then(|day| day.change_kind).map(domain::ChangeKind::key)),
        TypedCell::instant(standing::corrected_at(record, date)),
        TypedCell::date(thing.period_start),
    ]
}

#[cfg(test)]
mod tests;
