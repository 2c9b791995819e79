//! One row of claims.csv on its way out: columns, cells, and which statement it is. Never decides what is written.

use app::view::dictionary;
use chrono::NaiveDate;
use domain::record::Sources;
use domain::{Absence, AccessClass, Amount, Claim, Direction, Label, Note, Report, Says, Slug, Thing, WebAddress};

use super::problem::ImportFile;
use super::table::Format;
use super::typed_cell::TypedCell;

/// The columns, in their order.
pub const COLUMNS: [&str; 23] = dictionary::CLAIMS;

/// The `bound` of a number that could point at a person, in public files.
pub use dictionary::WITHHELD;

/// How the file is read.
pub(super) const FORMAT: Format = Format { file: ImportFile::Claims, columns: &COLUMNS, numbers: 14..16 };

/// The `value` and `value_high` columns.
pub(super) type Value<'a> = [TypedCell<'a>; 2];

/// All columns of a row but `preferred`, `date_note` and `remark`: which statement it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity(String);

/// A row before it is written.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The day.
    pub(super) date: NaiveDate,
    /// What it is about; none for a day that was withdrawn.
    pub(super) thing: Option<&'a Thing>,
    /// The `bound` column.
    pub(super) bound: &'static str,
    /// The `value` and `value_high` columns.
    pub(super) value: Value<'a>,
    /// Why the desk prefers it.
    pub(super) preferred: Option<&'a Note>,
    /// The name of the source, if one is meant.
    pub(super) source: Option<&'a str>,
    /// The relay.
    pub(super) via: Option<&'a Label>,
    /// The page.
    pub(super) url: Option<&'a WebAddress>,
    /// When the source said so.
    pub(super) published_on: Option<NaiveDate>,
    /// How its day was settled.
    pub(super) date_note: Option<&'a Note>,
    /// A public remark.
    pub(super) remark: Option<&'a Note>,
}

/// The name of a source; its short name where it is not known.
pub(super) fn name_of<'a>(slug: &'a Slug, sources: &'a Sources) -> &'a str {
    sources.get(slug).map_or(slug.as_str(), |source| source.name.as_str())
}

impl<'a> Line<'a> {
    /// The row of a claim.
    pub(super) fn of_claim(date: NaiveDate, report: &'a Report, claim: &'a Claim, sources: &'a Sources) -> Self {
        let (bound, value) = said_cells(&claim.says);
        Self {
            preferred: claim.preferred.as_ref(),
            source: Some(name_of(&report.source, sources)),
            via: report.via.as_ref(),
            url: report.url.as_ref(),
            published_on: report.published_on,
            date_note: claim.date_note.as_ref(),
            remark: claim.remark.as_ref(),
            ..Self::bare(date, Some(&claim.thing), bound, value)
        }
    }

    /// The row of an absence.
    pub(super) fn of_absence(date: NaiveDate, absence: &'a Absence, sources: &'a Sources) -> Self {
        Self {
            source: absence.source.as_ref().map(|slug| name_of(slug, sources)),
            via: absence.via.as_ref(),
            url: absence.url.as_ref(),
            published_on: absence.published_on,
            date_note: absence.date_note.as_ref(),
            remark: absence.remark.as_ref(),
            ..Self::bare(date, Some(&absence.thing), absence.why.key(), Default::default())
        }
    }

    /// A row of which nothing else is said.
    pub(super) fn bare(date: NaiveDate, thing: Option<&'a Thing>, bound: &'static str, value: Value<'a>) -> Self {
        Self {
            date,
            thing,
            bound,
            value,
            preferred: None,
            source: None,
            via: None,
            url: None,
            published_on: None,
            date_note: None,
            remark: None,
        }
    }

    /// Which statement it is: two rows with one identity are one.
    pub(super) fn identity(&self, corridor: &Slug) -> Identity {
        let said = Line { preferred: None, date_note: None, remark: None, ..self.clone() };
        // No cell holds this control character: it parts them for certain, and one text takes less room than 20.
        Identity(said.cells(corridor).join("\u{1f}"))
    }

    /// The cells of the table, in the order of the columns.
    pub(super) fn cells(&self, corridor: &Slug) -> [String; COLUMNS.len()] {
        self.typed(corridor).map(|cell| cell.csv().into_owned())
    }

    /// The cells, in the order of the columns.
    pub(super) fn typed<'c>(&self, corridor: &'c Slug) -> [TypedCell<'c>; COLUMNS.len()]
    where
        'a: 'c,
    {
        let thing = self.thing;
        let of = |part: fn(&Thing) -> Option<&Label>| TypedCell::label(thing.and_then(part));
        let [value, value_high] = self.value.clone();
        [
            TypedCell::slug(corridor),
            TypedCell::date(Some(self.date)),
            TypedCell::date(thing.and_then(|thing| thing.period_start)),
            TypedCell::word(thing.map(|thing| thing.measure.key())),
            of(|thing| thing.counted.as_ref()),
            of(|thing| thing.group.as_ref()),
            of(|thing| thing.carrier.as_ref()),
            TypedCell::word(thing.and_then(|thing| thing.direction).map(Direction::key)),
            of(|thing| thing.facility.as_ref()),
            TypedCell::word(thing.and_then(|thing| thing.access).map(AccessClass::key)),
            of(|thing| thing.item.as_ref()),
            TypedCell::text(thing.and_then(unit_of)),
            TypedCell::word(thing.map(|thing| thing.stage.key())),
            TypedCell::word(Some(self.bound).filter(|bound| !bound.is_empty())),
            value,
            value_high,
            TypedCell::note(self.preferred),
            TypedCell::text(self.source),
            TypedCell::label(self.via),
            TypedCell::url(self.url),
            TypedCell::date(self.published_on),
            TypedCell::note(self.date_note),
            TypedCell::note(self.remark),
        ]
    }
}

/// The unit that is written, or else the one that is meant: an import fills it in, and must find the same row again.
pub(super) fn unit_of(thing: &Thing) -> Option<&str> {
    thing.unit.as_ref().map(Label::as_str).or(thing.measure.usual_unit())
}

/// The `bound`, `value` and `value_high` of what was said.
pub(super) fn said_cells(says: &Says) -> (&'static str, Value<'_>) {
    match says {
        Says::Status(status) => ("", [TypedCell::word(Some(status.key())), TypedCell::Empty]),
        Says::Amount(amount) => (amount.bound(), amount_cells(amount)),
    }
}

/// The `value` and `value_high` of an amount.
pub(super) fn amount_cells(amount: &Amount) -> Value<'_> {
    match amount {
        Amount::Exact(n) | Amount::AtLeast(n) | Amount::MoreThan(n) | Amount::AtMost(n) | Amount::About(n) => {
            [TypedCell::count(n.get()), TypedCell::Empty]
        }
        Amount::FewerThan(n) => [TypedCell::count(n.get().get()), TypedCell::Empty],
        Amount::Range(range) => [TypedCell::count(range.low().get()), TypedCell::count(range.high().get())],
        Amount::Vague(words) => [TypedCell::text(Some(words.as_str())), TypedCell::Empty],
    }
}
