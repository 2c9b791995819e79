//! What somebody typed about a day, as text. May be invalid; reading it gives a day report, or every problem at its field.
//!
//! Nothing that was typed is dropped on the way: an empty row is passed over only when nobody wrote into it.

use std::fmt;

use chrono::NaiveDate;

use crate::absence::{Absence, AbsenceReason};
use crate::access::{AccessStatus, NotInList};
use crate::address::{WebAddress, WebAddressError};
use crate::amount::{Amount, AmountError};
use crate::claim::{Claim, Says};
use crate::corridor::Corridor;
use crate::day_report::{DayFault, DayReport, Report};
use crate::label::{Label, LabelError};
use crate::measure::{Dimension, Measure, MeasureKind};
use crate::note::{Note, NoteError};
use crate::record::Sources;
use crate::revision::ChangeKind;
use crate::source::{Source, SourceBook};
use crate::thing::{Stage, Thing};

/// The most reports and the most claims in one report that a form takes.
pub const MOST_ROWS: usize = 60;

/// A day as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What sources said.
    pub reports: Vec<DraftReport>,
    /// Per expected thing of the corridor, by its place: the reason why there is no figure.
    pub reasons: Vec<String>,
    /// A note for everyone.
    pub public_note: String,
    /// A note for the desk.
    pub internal_note: String,
    /// Of a change after publication: `revision` or `correction`.
    pub change_kind: String,
    /// Of a change after publication: the public reason.
    pub change_reason: String,
    /// Not empty when the writer confirmed a day that lies further back.
    pub confirmed: String,
    /// The revision that the writer saw, by its `seq`; `0`: none.
    pub base: String,
    /// The submission's own key: sent twice, stored once.
    pub key: String,
}

/// A report as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftReport {
    /// The id of the report that is changed; empty for a new one.
    pub id: String,
    /// The name of the source.
    pub source: String,
    /// The relay.
    pub via: String,
    /// The address of the page.
    pub url: String,
    /// `YYYY-MM-DD`.
    pub published_on: String,
    /// Its rows.
    pub claims: Vec<DraftClaim>,
}

/// A claim as it was typed: the names of the fields are those of the columns of `claims.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "one text per column; the columns are documented where they are read")]
pub struct DraftClaim {
    pub id: String,
    pub measure: String,
    pub amount: String,
    pub counted: String,
    pub period_start: String,
    pub group: String,
    pub carrier: String,
    pub direction: String,
    pub facility: String,
    pub access: String,
    pub item: String,
    pub unit: String,
    pub stage: String,
    pub preferred: String,
    pub date_note: String,
    pub remark: String,
    pub remove: String,
}

/// What a draft is read against.
#[derive(Clone, Copy, Debug)]
pub struct DraftContext<'a> {
    /// The corridor.
    pub corridor: &'a Corridor,
    /// The day.
    pub date: NaiveDate,
    /// The corridor's own date at the time of reading.
    pub today: NaiveDate,
    /// The state that the draft changes.
    pub base: Option<&'a DayReport>,
    /// The known sources.
    pub sources: &'a Sources,
}

/// A draft that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDraft {
    /// The day.
    pub report: DayReport,
    /// Sources that it names for the first time.
    pub new_sources: Vec<Source>,
    /// Kind and reason, when it changes a published day.
    pub change: Option<(ChangeKind, Note)>,
}

/// A problem with what was typed into one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftProblem {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub what: DraftFault,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftFault {
    /// The amount.
    Amount(AmountError),
    /// A status was expected.
    NoStatus(String),
    /// A name.
    Label(LabelError),
    /// A note.
    Note(NoteError),
    /// An address.
    Address(WebAddressError),
    /// A word of a closed list.
    Word(NotInList),
    /// No date.
    Date(String),
    /// A date after today.
    Future(NaiveDate),
    /// A period that starts after its day.
    StartsLater,
    /// A dimension that the measure does not take.
    Misplaced(Dimension, Measure),
    /// Deliveries need a unit.
    NoUnit,
    /// Claims without a source.
    NoSource,
    /// A source without a claim.
    NoClaim,
    /// A claim that was published and is now empty.
    Emptied,
    /// An expected thing without a reason.
    NoReason,
    /// A reason although there is a claim.
    ReasonAndFigure,
    /// Nothing at all was recorded.
    Nothing,
    /// Two preferred claims of one thing.
    TwoPreferred,
    /// The same said twice in one statement.
    SaidTwice,
    /// A change without kind.
    NoChangeKind,
    /// A change without a reason.
    NoChangeReason,
    /// A change that changes nothing.
    NoChange,
    /// A day further back that was not confirmed.
    Unconfirmed,
    /// More rows than a form takes.
    TooMany,
}

impl DraftReport {
    /// The name of a field of the report at this place.
    pub fn field(report: usize, name: &str) -> String {
        format!("r{report}.{name}")
    }

    fn is_blank(&self) -> bool {
        [&self.id, &self.source, &self.via, &self.url].iter().all(|text| text.trim().is_empty())
            && self.claims.iter().all(DraftClaim::is_blank)
    }
}

impl DraftClaim {
    /// The name of a field of the claim at this place.
    pub fn field(report: usize, claim: usize, name: &str) -> String {
        format!("r{report}.c{claim}.{name}")
    }

    /// An empty row for a thing.
    pub fn blank(thing: &Thing) -> Self {
        let text = |label: &Option<Label>| label.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            measure: thing.measure.key().to_owned(),
            group: text(&thing.group),
            carrier: text(&thing.carrier),
            direction: thing.direction.map(|direction| direction.key().to_owned()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Nobody wrote into it: what a form fills in by itself (measure, group, carrier, direction, unit) does not count.
    pub fn is_blank(&self) -> bool {
        let typed = [
            &self.id,
            &self.amount,
            &self.counted,
            &self.period_start,
            &self.facility,
            &self.access,
            &self.item,
            &self.preferred,
            &self.date_note,
            &self.remark,
        ];
        typed.iter().all(|text| text.trim().is_empty())
    }

    fn texts(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "id" => &mut self.id,
            "measure" => &mut self.measure,
            "amount" => &mut self.amount,
            "counted" => &mut self.counted,
            "period_start" => &mut self.period_start,
            "group" => &mut self.group,
            "carrier" => &mut self.carrier,
            "direction" => &mut self.direction,
            "facility" => &mut self.facility,
            "access" => &mut self.access,
            "item" => &mut self.item,
            "unit" => &mut self.unit,
            "stage" => &mut self.stage,
            "preferred" => &mut self.preferred,
            "date_note" => &mut self.date_note,
            "remark" => &mut self.remark,
            "remove" => &mut self.remove,
            _ => return None,
        })
    }

    fn of(claim: &Claim) -> Self {
        let note = |note: &Option<Note>| note.as_ref().map(ToString::to_string).unwrap_or_default();
        let label = |label: &Option<Label>| label.as_ref().map(ToString::to_string).unwrap_or_default();
        let thing = &claim.thing;
        Self {
            id: claim.id.clone(),
            amount: match &claim.says {
                Says::Status(status) => status.key().to_owned(),
                Says::Amount(amount) => amount.to_string(),
            },
            counted: label(&thing.counted),
            period_start: thing.period_start.map(|date| date.to_string()).unwrap_or_default(),
            facility: label(&thing.facility),
            access: thing.access.map(|class| class.key().to_owned()).unwrap_or_default(),
            item: label(&thing.item),
            unit: label(&thing.unit),
            stage: thing.stage.key().to_owned(),
            preferred: note(&claim.preferred),
            date_note: note(&claim.date_note),
            remark: note(&claim.remark),
            ..Self::blank(thing)
        }
    }
}

impl Draft {
    /// The draft that a form shows for a day: what stands, or nothing yet.
    pub fn of(report: Option<&DayReport>, corridor: &Corridor, sources: &Sources) -> Self {
        let name = |report: &Report| {
            sources.get(&report.source).map_or_else(|| report.source.to_string(), |source| source.name.to_string())
        };
        let reports = report.map(|day| day.reports.as_slice()).unwrap_or_default();
        let reports = reports.iter().map(|report| DraftReport {
            id: report.id.clone(),
            source: name(report),
            via: report.via.as_ref().map(ToString::to_string).unwrap_or_default(),
            url: report.url.as_ref().map(ToString::to_string).unwrap_or_default(),
            published_on: report.published_on.map(|date| date.to_string()).unwrap_or_default(),
            claims: report.claims.iter().map(DraftClaim::of).collect(),
        });
        let note = |note: Option<&Note>| note.map(ToString::to_string).unwrap_or_default();
        Self {
            reports: reports.collect(),
            reasons: corridor
                .expected
                .iter()
                .map(|expected| {
                    let absences = report.map(|day| day.absences.as_slice()).unwrap_or_default();
                    let absence = absences.iter().find(|absence| expected.is_met_by(&absence.thing));
                    absence.map(|absence| absence.why.key().to_owned()).unwrap_or_default()
                })
                .collect(),
            public_note: note(report.and_then(|day| day.public_note.as_ref())),
            internal_note: note(report.and_then(|day| day.internal_note.as_ref())),
            ..Self::default()
        }
    }

    /// The draft that a form sent, from its fields in any order. Unknown fields are passed over.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in fields {
            if let Some(place) = draft.place(name) {
                value.clone_into(place);
            }
        }
        draft
    }

    fn place(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "public_note" => return Some(&mut self.public_note),
            "internal_note" => return Some(&mut self.internal_note),
            "change_kind" => return Some(&mut self.change_kind),
            "change_reason" => return Some(&mut self.change_reason),
            "confirmed" => return Some(&mut self.confirmed),
            "base" => return Some(&mut self.base),
            "key" => return Some(&mut self.key),
            _ => {}
        }
        let (first, rest) = name.split_once('.')?;
        if first == "reason" {
            return at(&mut self.reasons, rest.parse().ok()?);
        }
        let report = at(&mut self.reports, first.strip_prefix('r')?.parse().ok()?)?;
        match rest.split_once('.') {
            None => Some(match rest {
                "id" => &mut report.id,
                "source" => &mut report.source,
                "via" => &mut report.via,
                "url" => &mut report.url,
                "published_on" => &mut report.published_on,
                _ => return None,
            }),
            Some((claim, field)) => at(&mut report.claims, claim.strip_prefix('c')?.parse().ok()?)?.texts(field),
        }
    }

    /// The number of the revision that the writer saw; 0: none.
    pub fn base_seq(&self) -> i64 {
        self.base.trim().parse().unwrap_or(0)
    }

    /// Takes in what another writer recorded meanwhile: their reports and claims that this draft does not know. What
    /// both changed stays as it was typed here.
    pub fn join(&mut self, theirs: &Self) {
        for report in &theirs.reports {
            match self.reports.iter_mut().find(|own| own.id == report.id && !own.id.is_empty()) {
                None => self.reports.push(report.clone()),
                Some(own) => {
                    let known: Vec<String> = own.claims.iter().map(|claim| claim.id.clone()).collect();
                    own.claims.extend(report.claims.iter().filter(|claim| !known.contains(&claim.id)).cloned());
                }
            }
        }
        self.base.clone_from(&theirs.base);
        self.key.clone_from(&theirs.key);
    }

    /// Reads what was typed, or says everything that is wrong with it, in the order of the form.
    pub fn read(&self, context: &DraftContext<'_>) -> Result<ReadDraft, Vec<DraftProblem>> {
        Reader {
            context,
            problems: Vec::new(),
            book: SourceBook::new(context.sources),
            day: start_from(context),
            places: Vec::new(),
            written: Vec::new(),
        }
        .read(self)
    }
}

/// The place in a list, which grows to hold it up to the most that a form takes.
fn at<T: Default + Clone>(list: &mut Vec<T>, index: usize) -> Option<&mut T> {
    if index >= MOST_ROWS {
        return None;
    }
    if list.len() <= index {
        list.resize(index + 1, T::default());
    }
    list.get_mut(index)
}

/// The day without what the form carries: events and absences that it does not show are kept.
fn start_from(context: &DraftContext<'_>) -> DayReport {
    let mut day =
        context.base.cloned().unwrap_or_else(|| DayReport::empty(context.corridor.slug.clone(), context.date));
    day.public_note = None;
    day.internal_note = None;
    day.reports.clear();
    day.absences.retain(|absence| !context.corridor.expected.iter().any(|e| e.is_met_by(&absence.thing)));
    day
}

struct Reader<'a> {
    context: &'a DraftContext<'a>,
    problems: Vec<DraftProblem>,
    book: SourceBook<'a>,
    day: DayReport,
    /// The place in the form of each claim that was read, in order.
    places: Vec<(usize, usize)>,
    /// The thing of every row that somebody wrote into, readable or not: one mistake is told once.
    written: Vec<Thing>,
}

impl Reader<'_> {
    fn read(mut self, draft: &Draft) -> Result<ReadDraft, Vec<DraftProblem>> {
        self.read_confirmation(draft);
        let mut next = Numbers::after(self.context.base);
        for (place, report) in draft.reports.iter().enumerate() {
            self.read_report(place, report, &mut next);
        }
        self.read_reasons(draft);
        self.day.public_note = self.note("public_note".to_owned(), &draft.public_note);
        self.day.internal_note = self.note("internal_note".to_owned(), &draft.internal_note);
        self.check_whole();
        let change = self.read_change(draft);
        if self.problems.is_empty() {
            Ok(ReadDraft { report: self.day, new_sources: self.book.into_named(), change })
        } else {
            Err(self.problems)
        }
    }

    fn fault(&mut self, field: String, what: DraftFault) {
        self.problems.push(DraftProblem { field, what });
    }

    /// The value, or none after the problem was noted at its field.
    fn or_fault<T, E>(&mut self, field: String, result: Result<T, E>, what: fn(E) -> DraftFault) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(field, what(error));
                None
            }
        }
    }

    fn note(&mut self, field: String, text: &str) -> Option<Note> {
        self.or_fault(field, Note::optional(text), DraftFault::Note).flatten()
    }

    fn label(&mut self, field: String, text: &str) -> Option<Label> {
        self.or_fault(field, Label::optional(text), DraftFault::Label).flatten()
    }

    fn date(&mut self, field: String, text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) if date > self.context.today => {
                self.fault(field, DraftFault::Future(self.context.today));
                None
            }
            Ok(date) => Some(date),
            Err(_) => {
                self.fault(field, DraftFault::Date(text.chars().take(40).collect()));
                None
            }
        }
    }

    fn word<T: std::str::FromStr<Err = NotInList>>(&mut self, field: String, text: &str) -> Option<T> {
        let text = text.trim();
        if text.is_empty() { None } else { self.or_fault(field, text.parse(), DraftFault::Word) }
    }

    fn read_confirmation(&mut self, draft: &Draft) {
        let back = (self.context.today - self.context.date).num_days();
        if back > 1 && draft.confirmed.is_empty() {
            self.fault("confirmed".to_owned(), DraftFault::Unconfirmed);
        }
    }

    fn read_report(&mut self, place: usize, draft: &DraftReport, next: &mut Numbers) {
        if draft.is_blank() {
            return;
        }
        let field = |name| DraftReport::field(place, name);
        let source = self.label(field("source"), &draft.source);
        if draft.source.trim().is_empty() {
            self.fault(field("source"), DraftFault::NoSource);
        }
        let mut report = Report {
            id: draft.id.clone(),
            source: self.context.corridor.slug.clone(),
            via: self.label(field("via"), &draft.via),
            url: self.or_fault(field("url"), WebAddress::optional(&draft.url), DraftFault::Address).flatten(),
            published_on: self.date(field("published_on"), &draft.published_on),
            claims: Vec::new(),
        };
        let mut written = 0;
        for (index, claim) in draft.claims.iter().enumerate().filter(|(_, claim)| !claim.is_blank()) {
            written += 1;
            if !claim.remove.is_empty() {
                continue;
            }
            if let Some(read) = self.read_claim(place, index, claim, next) {
                self.places.push((place, index));
                report.claims.push(read);
            }
        }
        if written == 0 {
            self.fault(DraftClaim::field(place, 0, "amount"), DraftFault::NoClaim);
        }
        if report.id.is_empty() {
            report.id = next.report();
        }
        if let (Some(name), false) = (source, report.claims.is_empty()) {
            report.source = self.book.slug_of(&name);
            self.day.reports.push(report);
        }
    }

    fn read_claim(&mut self, report: usize, index: usize, draft: &DraftClaim, next: &mut Numbers) -> Option<Claim> {
        let field = |name| DraftClaim::field(report, index, name);
        let before = self.problems.len();
        let measure: Measure = self.or_fault(field("measure"), draft.measure.trim().parse(), DraftFault::Word)?;
        let says = self.read_says(field("amount"), measure, draft);
        let thing = self.read_thing(report, index, measure, draft);
        self.written.push(meant(&thing));
        let claim = Claim {
            id: if draft.id.is_empty() { next.claim() } else { draft.id.clone() },
            thing,
            says: says?,
            preferred: self.note(field("preferred"), &draft.preferred),
            date_note: self.note(field("date_note"), &draft.date_note),
            remark: self.note(field("remark"), &draft.remark),
        };
        (self.problems.len() == before).then_some(claim)
    }

    fn read_says(&mut self, field: String, measure: Measure, draft: &DraftClaim) -> Option<Says> {
        let text = draft.amount.trim();
        if text.is_empty() && !draft.id.is_empty() {
            self.fault(field, DraftFault::Emptied);
            return None;
        }
        if measure.kind() == MeasureKind::Access {
            let status = text.to_lowercase().parse::<AccessStatus>();
            let told = |_| DraftFault::NoStatus(text.chars().take(60).collect());
            return match status {
                Ok(status) => Some(Says::Status(status)),
                Err(error) => {
                    self.fault(field, told(error));
                    None
                }
            };
        }
        self.or_fault(field, text.parse::<Amount>(), DraftFault::Amount).map(Says::Amount)
    }

    fn read_thing(&mut self, report: usize, index: usize, measure: Measure, draft: &DraftClaim) -> Thing {
        let field = |name| DraftClaim::field(report, index, name);
        let mut thing = Thing {
            counted: self.label(field("counted"), &draft.counted),
            period_start: self.date(field("period_start"), &draft.period_start),
            group: self.label(field("group"), &draft.group),
            carrier: self.label(field("carrier"), &draft.carrier),
            direction: self.word(field("direction"), &draft.direction),
            facility: self.label(field("facility"), &draft.facility),
            access: self.word(field("access"), &draft.access),
            item: self.label(field("item"), &draft.item),
            unit: self.label(field("unit"), &draft.unit),
            stage: self.word(field("stage"), &draft.stage).unwrap_or(Stage::Done),
            ..Thing::of(measure)
        };
        if thing.period_start.is_some_and(|start| start > self.context.date) {
            self.fault(field("period_start"), DraftFault::StartsLater);
        }
        for dimension in thing.misplaced() {
            self.fault(field(dimension.key()), DraftFault::Misplaced(dimension, measure));
        }
        if thing.unit.is_none() && measure.takes(Dimension::Unit) {
            thing.unit = Thing::of(measure).unit;
            if thing.unit.is_none() {
                self.fault(field("unit"), DraftFault::NoUnit);
            }
        }
        if thing.group.is_none() && measure.takes(Dimension::Group) {
            thing.group = measure.usual_group().and_then(|group| group.parse().ok());
        }
        thing
    }

    /// A reason for each expected thing without a figure; none for those that have one.
    fn read_reasons(&mut self, draft: &Draft) {
        let corridor = self.context.corridor;
        for (index, expected) in corridor.expected.iter().enumerate() {
            let field = format!("reason.{index}");
            let text = draft.reasons.get(index).map(String::as_str).unwrap_or_default();
            let reason: Option<AbsenceReason> = self.word(field.clone(), text);
            let has_figure = self.written.iter().any(|thing| expected.is_met_by(thing));
            match (reason, has_figure) {
                (Some(AbsenceReason::NotReported) | None, true) => {}
                (Some(_), true) => self.fault(field, DraftFault::ReasonAndFigure),
                (None, false) if text.trim().is_empty() => self.fault(field, DraftFault::NoReason),
                (None, false) => {}
                (Some(why), false) => {
                    let kept = self.context.base.and_then(|day| {
                        day.absences.iter().find(|a| a.why == why && expected.is_met_by(&a.thing)).cloned()
                    });
                    self.day.absences.push(kept.unwrap_or_else(|| Absence {
                        thing: expected.thing(),
                        why,
                        source: None,
                        via: None,
                        url: None,
                        published_on: None,
                        date_note: None,
                        remark: None,
                    }));
                }
            }
        }
    }

    fn check_whole(&mut self) {
        let nothing = self.day.reports.is_empty()
            && self.day.absences.is_empty()
            && self.day.events.is_empty()
            && self.day.public_note.is_none();
        if nothing && self.problems.is_empty() {
            self.fault("r0.source".to_owned(), DraftFault::Nothing);
        }
        for fault in self.day.faults() {
            let (DayFault::TwoPreferred { claim: id, .. }
            | DayFault::SaidTwice { claim: id, .. }
            | DayFault::SameId(id)) = &fault;
            let place = self.day.claims().position(|(_, claim)| claim.id == *id).and_then(|n| self.places.get(n));
            let (report, claim) = place.copied().unwrap_or_default();
            let (name, what) = match fault {
                DayFault::TwoPreferred { .. } => ("preferred", DraftFault::TwoPreferred),
                _ => ("amount", DraftFault::SaidTwice),
            };
            self.fault(DraftClaim::field(report, claim, name), what);
        }
    }

    fn read_change(&mut self, draft: &Draft) -> Option<(ChangeKind, Note)> {
        let base = self.context.base?;
        if self.problems.is_empty() && *base == self.day {
            self.fault("change_reason".to_owned(), DraftFault::NoChange);
            return None;
        }
        let kind: Option<ChangeKind> = draft.change_kind.parse().ok();
        if kind.is_none() {
            self.fault("change_kind".to_owned(), DraftFault::NoChangeKind);
        }
        let reason = self.note("change_reason".to_owned(), &draft.change_reason);
        if draft.change_reason.trim().is_empty() {
            self.fault("change_reason".to_owned(), DraftFault::NoChangeReason);
        }
        kind.zip(reason)
    }
}

/// What a row is about, without what has no place on it.
fn meant(thing: &Thing) -> Thing {
    let takes = |dimension| thing.measure.takes(dimension);
    Thing {
        period_start: thing.period_start.filter(|_| takes(Dimension::PeriodStart)),
        direction: thing.direction.filter(|_| takes(Dimension::Direction)),
        access: thing.access.filter(|_| takes(Dimension::Access)),
        ..thing.clone()
    }
}

/// Hands out ids that were never used on the day.
struct Numbers {
    report: usize,
    claim: usize,
}

impl Numbers {
    fn after(base: Option<&DayReport>) -> Self {
        Self { report: base.map_or(1, |day| day.next_number('r')), claim: base.map_or(1, |day| day.next_number('c')) }
    }

    fn report(&mut self) -> String {
        self.report += 1;
        format!("r{}", self.report - 1)
    }

    fn claim(&mut self) -> String {
        self.claim += 1;
        format!("c{}", self.claim - 1)
    }
}

impl fmt::Display for DraftFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(error) => error.fmt(f),
            Self::NoStatus(text) if text.is_empty() => write!(f, "Write open, restricted or closed."),
            Self::NoStatus(text) => write!(f, "“{text}” is no status. Write open, restricted or closed."),
            Self::Label(error) => error.fmt(f),
            Self::Note(error) => error.fmt(f),
            Self::Address(error) => error.fmt(f),
            Self::Word(error) => error.fmt(f),
            Self::Date(text) => write!(f, "“{text}” is no date. Write it as 2023-05-10."),
            Self::Future(today) => {
                write!(f, "This lies in the future. Give {today} (today at the corridor) or an earlier day.")
            }
            Self::StartsLater => {
                write!(f, "The period starts after its last day. Give the day itself or an earlier one.")
            }
            Self::Misplaced(dimension, measure) => write!(
                f,
                "“{}” has no {}. Empty this field, or choose what is counted anew.",
                measure.key().replace('_', " "),
                dimension.key().replace('_', " ")
            ),
            Self::NoUnit => write!(f, "Say in what it was counted: trucks, tonnes, litres…"),
            Self::NoSource => write!(f, "Say who made this report: an office or a paper, not a person."),
            Self::NoClaim => {
                write!(f, "This report says nothing yet. Write an amount in at least one row, or empty the source.")
            }
            Self::Emptied => {
                write!(f, "This was recorded before and is empty now. Write an amount, or tick “Remove this claim”.")
            }
            Self::NoReason => {
                write!(f, "No figure, and no reason. Choose why there is none, or write the figure into a report.")
            }
            Self::ReasonAndFigure => {
                write!(f, "There is a figure in a report and also a reason why there is none. Keep one.")
            }
            Self::Nothing => write!(f, "Nothing is recorded yet. Write at least one report, or a public note."),
            Self::TwoPreferred => write!(f, "Another claim of the same thing is preferred already. Prefer one."),
            Self::SaidTwice => write!(f, "The same source says the same of the same thing twice. Keep one."),
            Self::NoChangeKind => write!(f, "Choose whether there is better information, or whether we were wrong."),
            Self::NoChangeReason => {
                write!(f, "Say in a sentence why the published day changes. Everyone will read it.")
            }
            Self::NoChange => write!(f, "Nothing differs from what is published."),
            Self::Unconfirmed => {
                write!(f, "This day lies more than one day back. Confirm that it is the day you mean.")
            }
            Self::TooMany => write!(f, "More than {MOST_ROWS} rows. Send the rest in a second step."),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn corridor() -> Corridor {
        serde_json::from_str(include_str!("../../../tests/fixtures/lachin/lachin.json")).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn typed(fields: &[(&str, &str)]) -> Draft {
        let mut all = vec![
            ("r0.source", "Ministry of Health"),
            ("r0.c0.measure", "patients_awaiting"),
            ("r0.c0.amount", "30"),
            ("reason.0", "not_reported"),
            ("reason.1", "not_reported"),
            ("reason.2", "not_reported"),
        ];
        all.extend_from_slice(fields);
        Draft::from_fields(all)
    }

    fn read(draft: &Draft, base: Option<&DayReport>) -> Result<ReadDraft, Vec<DraftProblem>> {
        let (corridor, sources) = (corridor(), BTreeMap::new());
        let date = day("2023-05-10");
        draft.read(&DraftContext { corridor: &corridor, date, today: date, base, sources: &sources })
    }

    fn fields(result: Result<ReadDraft, Vec<DraftProblem>>) -> Vec<String> {
        result.expect_err("was read").into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn each_problem_stands_at_its_field() {
        let one = |name: &'static str, value: &'static str| fields(read(&typed(&[(name, value)]), None));
        assert_eq!(one("r0.c0.amount", "more then 30"), ["r0.c0.amount"]);
        assert_eq!(one("r0.source", " "), ["r0.source"]);
        assert_eq!(one("r0.url", "javascript:alert(1)"), ["r0.url"]);
        assert_eq!(one("r0.published_on", "2023-05-11"), ["r0.published_on"]);
        assert_eq!(one("r0.published_on", "10.5.2023"), ["r0.published_on"]);
        assert_eq!(one("r0.c0.direction", "outbound"), ["r0.c0.direction"]);
        assert_eq!(one("r0.c0.period_start", "2023-05-01"), ["r0.c0.period_start"]);
        assert_eq!(one("reason.0", ""), ["reason.0"]);
        assert_eq!(one("reason.3", "source_silent"), ["reason.3"]);
        assert_eq!(one("public_note", "a\0"), ["public_note"]);
        assert_eq!(one("r1.source", "ICRC"), ["r1.c0.amount"]);
        assert_eq!(one("r1.c2.amount", "5"), ["r1.source", "r1.c2.measure"]);
        assert_eq!(one("r0.c1.remark", "typed without an amount"), ["r0.c1.measure"]);
    }

    #[test]
    fn the_same_said_twice_and_two_preferred_are_refused_at_the_second() {
        let twice = typed(&[("r0.c1.measure", "patients_awaiting"), ("r0.c1.amount", "30")]);
        assert_eq!(fields(read(&twice, None)), ["r0.c1.amount"]);
        let preferred = typed(&[
            ("r0.c0.preferred", "counted at the hospital"),
            ("r0.c2.measure", "patients_awaiting"),
            ("r0.c2.amount", "31"),
            ("r0.c2.preferred", "no, this one"),
        ]);
        assert_eq!(fields(read(&preferred, None)), ["r0.c2.preferred"]);
    }

    #[test]
    fn a_day_further_back_wants_confirmation() {
        let (corridor, sources) = (corridor(), BTreeMap::new());
        let context = DraftContext {
            corridor: &corridor,
            date: day("2023-05-08"),
            today: day("2023-05-10"),
            base: None,
            sources: &sources,
        };
        assert_eq!(fields(typed(&[]).read(&context)), ["confirmed"]);
        assert!(typed(&[("confirmed", "yes")]).read(&context).is_ok());
    }

    #[test]
    fn a_change_wants_kind_and_reason_and_must_change_something() {
        let first = read(&typed(&[]), None).unwrap().report;
        let (corridor, mut sources) = (corridor(), BTreeMap::new());
        let known = read(&typed(&[]), None).unwrap().new_sources;
        sources.extend(known.into_iter().map(|source| (source.slug.clone(), source)));
        let date = day("2023-05-10");
        let context = DraftContext { corridor: &corridor, date, today: date, base: Some(&first), sources: &sources };
        let same = Draft::of(Some(&first), &corridor, &sources);
        assert_eq!(fields(same.read(&context)), ["change_reason"], "nothing differs");
        let mut changed = same.clone();
        changed.reports[0].claims[0].amount = ">30".to_owned();
        assert_eq!(fields(changed.read(&context)), ["change_kind", "change_reason"]);
        changed.change_kind = "correction".to_owned();
        changed.change_reason = "We had dropped “more than”.".to_owned();
        let read = changed.read(&context).unwrap();
        assert_eq!(read.change.unwrap().0, ChangeKind::Correction);
        assert_eq!(read.report.reports[0].claims[0].id, "c1", "a claim keeps its id");
        assert_eq!(read.new_sources, []);
        changed.reports[0].claims[0].amount = String::new();
        assert_eq!(fields(changed.read(&context))[0], "r0.c0.amount", "emptied is not removed");
        changed.reports[0].claims[0].remove = "yes".to_owned();
        changed.reasons[3] = "source_silent".to_owned();
        assert_eq!(changed.read(&context).unwrap().report.reports, []);
    }

    #[test]
    fn another_writers_claims_join_and_nobodys_words_are_lost() {
        let theirs = Draft::from_fields([
            ("base", "7"),
            ("key", "new"),
            ("r0.id", "r1"),
            ("r0.source", "ICRC"),
            ("r0.c0.id", "c1"),
            ("r0.c0.amount", "30"),
            ("r0.c1.id", "c2"),
            ("r0.c1.amount", "5"),
        ]);
        let mut ours = Draft::from_fields([
            ("base", "3"),
            ("key", "old"),
            ("r0.id", "r1"),
            ("r0.source", "ICRC"),
            ("r0.c0.id", "c1"),
            ("r0.c0.amount", "31"),
            ("r1.source", "Weekly"),
            ("r1.c0.amount", ">30"),
        ]);
        ours.join(&theirs);
        let amounts: Vec<&str> =
            ours.reports.iter().flat_map(|report| &report.claims).map(|claim| claim.amount.as_str()).collect();
        assert_eq!(amounts, ["31", "5", ">30"]);
        assert_eq!((ours.base.as_str(), ours.key.as_str()), ("7", "new"));
    }

    #[test]
    fn reads_a_day_and_shows_it_again_as_it_was_typed() {
        let draft = typed(&[
            ("r1.source", "Armenian Weekly"),
            ("r1.c0.measure", "access_status"),
            ("r1.c0.amount", "Closed"),
            ("r1.c0.period_start", "2022-12-12"),
            ("r1.c1.measure", "transfers_total"),
            ("r1.c1.amount", "3"),
            ("r1.c1.carrier", "ICRC"),
            ("internal_note", "call back at eight"),
            ("reason.0", ""),
        ]);
        let read = read(&draft, None).unwrap();
        assert_eq!(read.new_sources.len(), 2);
        assert_eq!(read.report.absences.len(), 2);
        let ids: Vec<&str> = read.report.claims().map(|(_, claim)| claim.id.as_str()).collect();
        assert_eq!(ids, ["c1", "c2", "c3"]);
        let total = &read.report.reports[1].claims[1].thing;
        assert_eq!(total.unit.as_ref().unwrap().as_str(), "transfers");
        assert_eq!(read.report.reports[0].claims[0].thing.group.as_ref().unwrap().as_str(), "patients");
    }

    #[test]
    fn no_field_name_makes_it_fall_over() {
        for name in [
            "r",
            "r.",
            "r99999999999999999999.source",
            "r61.source",
            "r0.c",
            "r0.c999.amount",
            "reason.x",
            ".",
            "r0.c0.nothing",
            "reason.61",
        ] {
            assert_eq!(Draft::from_fields([(name, "x")]).base_seq(), 0, "{name}");
        }
        assert!(Draft::from_fields([("r59.c59.amount", "1")]).reports.len() == 60);
    }
}
