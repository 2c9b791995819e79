//! What somebody typed about a day, as text. May be invalid; reading it gives a day report, or every problem at its field.
//!
//! Nothing that was typed is dropped on the way: an empty row is passed over only when nobody wrote into it.

mod event;
mod fault;
pub mod fields;
mod join;
mod read;
mod ready;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use event::DraftEvent;
pub use fault::{DraftFault, DraftProblem};
use read::Reader;
use ready::OF_ROWS;

use crate::absence::Absence;
use crate::claim::{Claim, Says};
use crate::corridor::{Corridor, Expected};
use crate::day_report::{DayReport, Report};
use crate::label::Label;
use crate::note::Note;
use crate::record::Sources;
use crate::revision::{ChangeKind, Revision};
use crate::source::Source;
use crate::thing::{Stage, Thing};

/// The most reports, and the most rows of all reports together, that a form takes.
pub const MOST_ROWS: usize = 400;

/// The longest bulletin that is kept beside a draft, in characters: some ten pages.
pub const MOST_OF_BULLETIN: usize = 20_000;

/// A day as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What sources said.
    pub reports: Vec<DraftReport>,
    /// Per expected thing of the corridor, by its place: the reason why there is no figure.
    pub reasons: Vec<String>,
    /// What happened.
    pub events: Vec<DraftEvent>,
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
    /// The text of a source's bulletin, to copy from. Never part of the day, and gone with the draft.
    pub bulletin: String,
    /// Whether more rows came than a form takes: such a draft is never read as a day.
    pub too_many: bool,
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
    /// Another day of which it speaks as well: that day's form is opened with this head. Never part of the day.
    pub also: String,
    /// What the form filled in before anybody typed: that alone is no report.
    pub ready: String,
    /// Its rows.
    pub claims: Vec<DraftClaim>,
}

/// A claim as it was typed: the names of the fields are those of the columns of `claims.csv`. Beside them stand `remove`,
/// `ready` (what the form filled in before anybody typed) and `why` (a word for the desk why what looks odd is right).
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
    pub ready: String,
    pub why: String,
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
    /// What the form showed before anybody typed: what waits, what was returned, what is public.
    pub base: Option<&'a DayReport>,
    /// What readers saw at that time.
    pub readers: Readers<'a>,
    /// The known sources.
    pub sources: &'a Sources,
}

/// What readers see of a day.
#[derive(Clone, Copy, Debug)]
pub enum Readers<'a> {
    /// Nothing was published yet.
    SeeNothing,
    /// This.
    See(&'a DayReport),
    /// That it was withdrawn.
    SeeItWithdrawn,
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
    /// The place in the form of each claim, in the order of the day's claims: report and row.
    pub places: Vec<(usize, usize)>,
    /// The word why it is right, of each claim in the same order.
    pub whys: Vec<Option<Note>>,
}

impl DraftReport {
    /// The name of a field of the report at this place.
    pub fn field(report: usize, name: &str) -> String {
        format!("r{report}.{name}")
    }

    fn texts(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "id" => &mut self.id,
            "source" => &mut self.source,
            "via" => &mut self.via,
            "url" => &mut self.url,
            "published_on" => &mut self.published_on,
            "also" => &mut self.also,
            "ready" => &mut self.ready,
            _ => return None,
        })
    }

    /// Nobody wrote into it or into its rows: what the form filled in does not count.
    pub fn is_untouched(&self) -> bool {
        self.id.trim().is_empty() && self.has_ready_head() && self.claims.iter().all(DraftClaim::is_untouched)
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

    /// Nobody wrote into it: neither into what a form leaves empty, nor over what it made ready. That it happened is chosen in
    /// every empty row.
    pub fn is_untouched(&self) -> bool {
        let is_done = |name: &str| name == "stage" && self.stage.trim() == Stage::Done.key();
        self.is_blank() && OF_ROWS.iter().all(|name| self.is_as_filled_in(name) || is_done(name))
    }

    /// It says nothing by itself: what a form fills in (measure, group, carrier, direction, unit, stage, and all that it made
    /// ready) does not count.
    pub fn is_blank(&self) -> bool {
        let typed = [&self.id, &self.amount, &self.preferred, &self.date_note, &self.remark];
        let ready = ["counted", "period_start", "facility", "access", "item"];
        typed.iter().all(|text| text.trim().is_empty()) && ready.iter().all(|name| self.is_as_filled_in(name))
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
            "ready" => &mut self.ready,
            "why" => &mut self.why,
            _ => return None,
        })
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        Some(match name {
            "id" => &self.id,
            "measure" => &self.measure,
            "amount" => &self.amount,
            "counted" => &self.counted,
            "period_start" => &self.period_start,
            "group" => &self.group,
            "carrier" => &self.carrier,
            "direction" => &self.direction,
            "facility" => &self.facility,
            "access" => &self.access,
            "item" => &self.item,
            "unit" => &self.unit,
            "stage" => &self.stage,
            "preferred" => &self.preferred,
            "date_note" => &self.date_note,
            "remark" => &self.remark,
            "remove" => &self.remove,
            "ready" => &self.ready,
            "why" => &self.why,
            _ => return None,
        })
    }

    /// The names of all fields of a row.
    const NAMES: [&'static str; 19] = [
        "id",
        "measure",
        "amount",
        "counted",
        "period_start",
        "group",
        "carrier",
        "direction",
        "facility",
        "access",
        "item",
        "unit",
        "stage",
        "preferred",
        "date_note",
        "remark",
        "remove",
        "ready",
        "why",
    ];

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
            ..DraftReport::default()
        });
        let note = |note: Option<&Note>| note.map(ToString::to_string).unwrap_or_default();
        Self {
            reports: reports.collect(),
            reasons: corridor
                .expected
                .iter()
                .map(|expected| {
                    let absences = report.map(|day| day.absences.as_slice()).unwrap_or_default();
                    let has_figure =
                        report.is_some_and(|day| day.claims().any(|(_, claim)| expected.is_met_by(&claim.thing)));
                    let spoken = spoken_for(expected, absences).and_then(|index| absences.get(index));
                    let shown = spoken.filter(|absence| !has_figure || absence.source.is_none());
                    shown.map(|absence| absence.why.key().to_owned()).unwrap_or_default()
                })
                .collect(),
            events: report
                .into_iter()
                .flat_map(|day| &day.events)
                .map(|event| DraftEvent::of(event, sources))
                .collect(),
            public_note: note(report.and_then(|day| day.public_note.as_ref())),
            internal_note: note(report.and_then(|day| day.internal_note.as_ref())),
            ..Self::default()
        }
    }

    /// The draft that goes on from a submission: with the kind and the reason that its writer gave.
    pub fn of_submission(submission: &Revision, corridor: &Corridor, sources: &Sources) -> Self {
        Self {
            change_kind: submission.change_kind.map(|kind| kind.key().to_owned()).unwrap_or_default(),
            change_reason: submission.reason.clone().unwrap_or_default(),
            confirmed: "yes".to_owned(),
            ..Self::of(Some(&submission.report), corridor, sources)
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
            "bulletin" => return Some(&mut self.bulletin),
            _ => {}
        }
        let (first, rest) = name.split_once('.')?;
        if first == "reason" {
            return at(&mut self.reasons, rest.parse().ok()?, MOST_ROWS);
        }
        if let Some(place) = first.strip_prefix('e').and_then(|place| place.parse().ok()) {
            self.too_many |= place >= MOST_ROWS;
            return at(&mut self.events, place, MOST_ROWS)?.texts(rest);
        }
        let place = first.strip_prefix('r')?.parse().ok()?;
        let (claim, field) = match rest.split_once('.') {
            None => return self.report_at(place)?.texts(rest),
            Some((claim, field)) => (claim.strip_prefix('c')?.parse::<usize>().ok()?, field),
        };
        let rows = |report: &DraftReport| report.claims.len();
        let others = self.reports.iter().map(rows).sum::<usize>() - self.reports.get(place).map_or(0, rows);
        let room = MOST_ROWS.saturating_sub(others);
        if claim >= room {
            self.too_many = true;
            return None;
        }
        let report = self.report_at(place)?;
        at(&mut report.claims, claim, room)?.texts(field)
    }

    fn report_at(&mut self, place: usize) -> Option<&mut DraftReport> {
        self.too_many |= place >= MOST_ROWS;
        at(&mut self.reports, place, MOST_ROWS)
    }

    /// The number of the revision that the writer saw; 0: none.
    pub fn base_seq(&self) -> i64 {
        self.base.trim().parse().unwrap_or(0)
    }

    /// Reads what was typed, or says everything that is wrong with it, in the order of the form.
    pub fn read(&self, context: &DraftContext<'_>) -> Result<ReadDraft, Vec<DraftProblem>> {
        Reader::new(context).read(self)
    }
}

/// Which absence the form's one reason for an expected thing speaks for: one of no source in particular before others.
fn spoken_for(expected: &Expected, absences: &[Absence]) -> Option<usize> {
    let meets = |absence: &Absence| expected.is_met_by(&absence.thing);
    let plain = absences.iter().position(|absence| meets(absence) && absence.source.is_none());
    plain.or_else(|| absences.iter().position(meets))
}

/// The place in a list, which grows to hold it up to the most that it may hold.
fn at<T: Default + Clone>(list: &mut Vec<T>, index: usize, most: usize) -> Option<&mut T> {
    if index >= most {
        return None;
    }
    if list.len() <= index {
        list.resize(index + 1, T::default());
    }
    list.get_mut(index)
}
