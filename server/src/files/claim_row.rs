//! One row of claims.csv: what its cells mean. Never looks at other rows.

use chrono::NaiveDate;
use domain::access::NotInList;
use domain::amount::{Count, Wording};
use domain::measure::Dimension;
use domain::{AbsenceReason, Amount, CountRange, Label, Measure, MeasureKind, Note, Says, Slug, Thing, WebAddress};

use super::claim_line::{Identity, Line, WITHHELD, said_cells};
use super::expectation::Expectation;
use super::problem::Gathering;
use super::row::{Reader, Row, Scope};

const BOUNDS: NotInList = NotInList(
    "exact, at_least, more_than, at_most, fewer_than, about, range, vague; or a reason: not_reported, source_silent, \
     not_due, withheld_for_safety, not_applicable",
);

/// A row that can be recorded.
#[derive(Clone, Debug)]
pub(super) struct ClaimRow {
    /// The line on which it begins.
    pub(super) line: u64,
    /// The day.
    pub(super) date: NaiveDate,
    /// What it is about.
    pub(super) thing: Thing,
    /// A statement, or why there is none.
    pub(super) content: Content,
    /// The name of the source; always there for a statement.
    pub(super) source: Option<Label>,
    /// The relay.
    pub(super) via: Option<Label>,
    /// The page.
    pub(super) url: Option<WebAddress>,
    /// When the source said so.
    pub(super) published_on: Option<NaiveDate>,
    /// Why the desk prefers it.
    pub(super) preferred: Option<Note>,
    /// How its day was settled.
    pub(super) date_note: Option<Note>,
    /// A public remark.
    pub(super) remark: Option<Note>,
}

/// What a row says of its thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// What a source said.
    Claim(Says),
    /// Why there is no figure.
    Absence(AbsenceReason),
}

impl ClaimRow {
    /// The row's meaning; none when a cell is refused.
    pub(super) fn read(mut row: Row<'_>, scope: &Scope<'_>, problems: &mut Gathering) -> Option<Self> {
        let line = row.line();
        let mut cells = row.reader(problems);
        let date = cells.day(scope);
        let measure = cells.required("measure");
        let content = content(&mut cells, measure);
        let is_claim = matches!(content, Some(Content::Claim(_)));
        let thing = thing(&mut cells, measure, is_claim);
        if let Some(date) = date.filter(|date| thing.period_start.is_some_and(|start| start > *date)) {
            cells.refuse("period_start", Expectation::PeriodUpTo(date));
        }
        let source: Option<Label> = cells.optional("source");
        if source.is_none() && is_claim {
            cells.refuse("source", Expectation::Source);
        }
        let claim = Self {
            line,
            source,
            via: cells.optional("via"),
            url: cells.optional("source_url"),
            published_on: cells.published_on(scope),
            preferred: cells.optional("preferred"),
            date_note: cells.optional("date_note"),
            remark: cells.optional("remark"),
            date: date?,
            thing,
            content: content?,
        };
        row.is_sound().then_some(claim)
    }

    /// Which statement it is.
    pub(super) fn identity(&self, corridor: &Slug) -> Identity {
        let (bound, value) = match &self.content {
            Content::Claim(says) => said_cells(says),
            Content::Absence(why) => (why.key(), Default::default()),
        };
        let line = Line {
            source: self.source.as_ref().map(Label::as_str),
            via: self.via.as_ref(),
            url: self.url.as_ref(),
            published_on: self.published_on,
            ..Line::bare(self.date, Some(&self.thing), bound, value)
        };
        line.identity(corridor)
    }
}

/// What the row is about. Goods have no usual unit: a claim of them names one. The cells of a row whose measure is
/// refused are read all the same, so that one try finds every problem.
fn thing(cells: &mut Reader<'_, '_>, measure: Option<Measure>, is_claim: bool) -> Thing {
    let thing = Thing {
        measure: measure.unwrap_or(Measure::AccessStatus),
        counted: cells.optional("counted"),
        period_start: cells.date("period_start"),
        group: cells.optional("group"),
        carrier: cells.optional("carrier"),
        direction: cells.optional("direction"),
        facility: cells.optional("facility"),
        access: cells.optional("access"),
        item: cells.optional("item"),
        unit: cells.optional("unit").or(measure.and_then(|measure| Thing::of(measure).unit)),
        stage: cells.optional("stage").unwrap_or_default(),
    };
    let Some(measure) = measure else { return thing };
    for dimension in thing.misplaced() {
        cells.refuse(dimension.key(), Expectation::NothingFor(measure));
    }
    if is_claim && measure.takes(Dimension::Unit) && thing.unit.is_none() {
        cells.refuse("unit", Expectation::Unit);
    }
    thing
}

/// What the row says; none when that cannot be told.
fn content(cells: &mut Reader<'_, '_>, measure: Option<Measure>) -> Option<Content> {
    let bound = cells.text("bound").to_owned();
    if let Ok(why) = bound.parse() {
        for name in ["value", "value_high", "preferred"] {
            cells.refuse_text(name, Expectation::NothingBesideReason(why));
        }
        return Some(Content::Absence(why));
    }
    if bound == WITHHELD {
        cells.refuse("bound", Expectation::FigureOfTheDesk);
        return None;
    }
    let says = match measure?.kind() {
        MeasureKind::Access => status(cells).map(Says::Status),
        _ => amount(cells, &bound).map(Says::Amount),
    };
    says.map(Content::Claim)
}

fn status(cells: &mut Reader<'_, '_>) -> Option<domain::AccessStatus> {
    cells.refuse_text("bound", Expectation::NoBoundForStatus);
    cells.refuse_text("value_high", Expectation::NoUpperEnd);
    cells.required("value")
}

fn amount(cells: &mut Reader<'_, '_>, bound: &str) -> Option<Amount> {
    match bound {
        "exact" => single(cells).map(Amount::Exact),
        "at_least" => single(cells).map(Amount::AtLeast),
        "more_than" => single(cells).map(Amount::MoreThan),
        "at_most" => single(cells).map(Amount::AtMost),
        "about" => single(cells).map(Amount::About),
        "fewer_than" => {
            let above_none = single(cells)?.try_into();
            above_none.map(Amount::FewerThan).map_err(|error| cells.refuse("value", error)).ok()
        }
        "range" => {
            let (low, high) = (count(cells, "value"), count(cells, "value_high"));
            let range = CountRange::new(low?, high?);
            range.map(Amount::Range).map_err(|error| cells.refuse("value_high", error)).ok()
        }
        "vague" => words(cells).map(Amount::Vague),
        _ => {
            cells.refuse("bound", BOUNDS);
            None
        }
    }
}

/// One number, and no second one beside it.
fn single(cells: &mut Reader<'_, '_>) -> Option<Count> {
    cells.refuse_text("value_high", Expectation::NoUpperEnd);
    count(cells, "value")
}

/// Digits only: a file is read by programs, and `1,000` is a thousand to one and one to another.
fn count(cells: &mut Reader<'_, '_>, name: &str) -> Option<Count> {
    let digits = cells.text(name);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        cells.refuse(name, Expectation::WholeNumber);
        return None;
    }
    cells.required(name)
}

/// The words of a vague amount are text: they are guarded against spreadsheets as text is.
fn words(cells: &mut Reader<'_, '_>) -> Option<Wording> {
    cells.refuse_text("value_high", Expectation::NoUpperEnd);
    let words = match cells.meant("value") {
        Ok(words) => words.parse::<Wording>().map_err(Expectation::from),
        Err(formula) => Err(formula.into()),
    };
    words.map_err(|expected| cells.refuse("value", expected)).ok()
}
