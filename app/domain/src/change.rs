//! What changed between two states of a day: claims, reasons for missing figures, events, notes. One shape for the public
//! history and for the desk's review. Between public states it never tells a number that is withheld now.

use chrono::NaiveDate;

use crate::absence::Absence;
use crate::address::WebAddress;
use crate::claim::Says;
use crate::day_report::DayReport;
use crate::event::Event;
use crate::label::Label;
use crate::note::Note;
use crate::record::{PublicDay, PublicSays};
use crate::slug::Slug;
use crate::thing::Thing;

/// What changed from one state of a day to a later one; empty when nothing did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChange {
    /// Claims, in the order of the later state; those that were taken back come last.
    pub claims: Vec<Change<Stated, ClaimField>>,
    /// Reasons why figures are missing.
    pub absences: Vec<Change<Absence, AbsenceField>>,
    /// Events.
    pub events: Vec<Change<Event, EventField>>,
    /// The note for everyone.
    pub public_note: Option<Replaced>,
    /// The note for the desk alone; never set between public states.
    pub internal_note: Option<Replaced>,
}

/// What happened to one thing that has parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T, F> {
    /// It was not there before.
    Added(T),
    /// It is there no more.
    Removed(T),
    /// It is another one now.
    Changed {
        /// As it was.
        old: T,
        /// As it is.
        new: T,
        /// In which parts they differ; at least one.
        fields: Vec<F>,
    },
}

/// A note that became another one, was added or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// As it was.
    pub old: Option<Note>,
    /// As it is.
    pub new: Option<Note>,
}

/// A claim with all that its statement says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Given once within its day, and kept.
    pub id: String,
    /// What it is about.
    pub thing: Thing,
    /// What was said, as far as the reader of this change may know it.
    pub says: PublicSays,
    /// Who says so.
    pub source: Slug,
    /// The relay that carried its words.
    pub via: Option<Label>,
    /// Where it says so.
    pub url: Option<WebAddress>,
    /// When it said so.
    pub published_on: Option<NaiveDate>,
    /// The public note why the desk prefers it, if it does.
    pub preferred: Option<Note>,
    /// How its day was settled.
    pub date_note: Option<Note>,
    /// A public remark.
    pub remark: Option<Note>,
}

/// A part of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimField {
    /// The amount or the status. Where it is withheld now, the change does not tell what stood before.
    Says,
    /// What it is about.
    Thing,
    /// Who says so.
    Source,
    /// The relay.
    Via,
    /// The page.
    Link,
    /// The day of its publication by the source.
    PublishedOn,
    /// Whether and why the desk prefers it.
    Preferred,
    /// How its day was settled.
    DateNote,
    /// The remark.
    Remark,
}

/// A part of the reason why a figure is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AbsenceField {
    /// The reason itself.
    Why,
    /// The source that is meant.
    Source,
    /// The relay.
    Via,
    /// The page.
    Link,
    /// The day of its publication by the source.
    PublishedOn,
    /// How its day was settled.
    DateNote,
    /// The remark.
    Remark,
}

/// A part of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventField {
    /// What happened.
    Title,
    /// Who says so.
    Source,
    /// The page.
    Link,
    /// The day of its publication by the source.
    PublishedOn,
}

impl DayChange {
    /// What changed for readers: from nothing when there was no public state before, or one that was withdrawn.
    pub fn between(old: Option<&PublicDay>, new: &PublicDay) -> Self {
        let claims = compare(old.map(public_claims).unwrap_or_default(), public_claims(new), &SAME_CLAIM, claim_fields);
        Self {
            claims: claims.into_iter().map(without_what_is_withheld).collect(),
            absences: absences(old.map(|old| &old.absences), &new.absences),
            events: events(old.map(|old| &old.events), &new.events),
            public_note: replaced(old.and_then(|old| old.public_note.as_ref()), new.public_note.as_ref()),
            internal_note: None,
        }
    }

    /// What changed for the desk: with the numbers that readers are not shown, and the internal note.
    pub fn between_reports(old: Option<&DayReport>, new: &DayReport) -> Self {
        Self {
            claims: compare(old.map(all_claims).unwrap_or_default(), all_claims(new), &SAME_CLAIM, claim_fields),
            absences: absences(old.map(|old| &old.absences), &new.absences),
            events: events(old.map(|old| &old.events), &new.events),
            public_note: replaced(old.and_then(|old| old.public_note.as_ref()), new.public_note.as_ref()),
            internal_note: replaced(old.and_then(|old| old.internal_note.as_ref()), new.internal_note.as_ref()),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<T, F> Change<T, F> {
    /// As it was, if it was there.
    pub fn before(&self) -> Option<&T> {
        match self {
            Self::Added(_) => None,
            Self::Removed(old) | Self::Changed { old, .. } => Some(old),
        }
    }

    /// As it is, if it is there.
    pub fn after(&self) -> Option<&T> {
        match self {
            Self::Removed(_) => None,
            Self::Added(new) | Self::Changed { new, .. } => Some(new),
        }
    }
}

fn public_claims(day: &PublicDay) -> Vec<Stated> {
    let stated = |(report, claim): (&crate::record::PublicReport, &crate::record::PublicClaim)| Stated {
        id: claim.id.clone(),
        thing: claim.thing.clone(),
        says: claim.says.clone(),
        source: report.source.clone(),
        via: report.via.clone(),
        url: report.url.clone(),
        published_on: report.published_on,
        preferred: claim.preferred.clone(),
        date_note: claim.date_note.clone(),
        remark: claim.remark.clone(),
    };
    day.claims().map(stated).collect()
}

fn all_claims(day: &DayReport) -> Vec<Stated> {
    let says = |says: &Says| match says {
        Says::Status(status) => PublicSays::Status(*status),
        Says::Amount(amount) => PublicSays::Amount(amount.clone()),
    };
    let stated = |(report, claim): (&crate::day_report::Report, &crate::claim::Claim)| Stated {
        id: claim.id.clone(),
        thing: claim.thing.clone(),
        says: says(&claim.says),
        source: report.source.clone(),
        via: report.via.clone(),
        url: report.url.clone(),
        published_on: report.published_on,
        preferred: claim.preferred.clone(),
        date_note: claim.date_note.clone(),
        remark: claim.remark.clone(),
    };
    day.claims().map(stated).collect()
}

/// Whether two are the same one, an earlier and a later.
type Same<T> = fn(&T, &T) -> bool;

/// By its id; else with the same content; else about the same thing by the same source.
const SAME_CLAIM: [Same<Stated>; 3] = [
    |old, new| old.id == new.id,
    |old, new| claim_fields(old, new).is_empty(),
    |old, new| (&old.thing, &old.source) == (&new.thing, &new.source),
];

fn absences(old: Option<&Vec<Absence>>, new: &[Absence]) -> Vec<Change<Absence, AbsenceField>> {
    // An absence has no id: it is known by what is missing, and by whose silence.
    let same: [Same<Absence>; 3] = [
        |old, new| old == new,
        |old, new| (&old.thing, &old.source) == (&new.thing, &new.source),
        |old, new| old.thing == new.thing,
    ];
    compare(old.cloned().unwrap_or_default(), new.to_vec(), &same, absence_fields)
}

fn events(old: Option<&Vec<Event>>, new: &[Event]) -> Vec<Change<Event, EventField>> {
    let same: [Same<Event>; 3] =
        [|old, new| old.id == new.id, |old, new| event_fields(old, new).is_empty(), |old, new| old.title == new.title];
    compare(old.cloned().unwrap_or_default(), new.to_vec(), &same, event_fields)
}

/// Pairs what is the same, the surest way first, and says what became of each.
fn compare<T, F>(old: Vec<T>, new: Vec<T>, ways: &[Same<T>], fields: fn(&T, &T) -> Vec<F>) -> Vec<Change<T, F>> {
    let mut left: Vec<Option<T>> = old.into_iter().map(Some).collect();
    let mut pairs: Vec<(Option<T>, T)> = new.into_iter().map(|new| (None, new)).collect();
    for same in ways {
        for (before, now) in pairs.iter_mut().filter(|(before, _)| before.is_none()) {
            let found = left.iter_mut().find(|old| old.as_ref().is_some_and(|old| same(old, now)));
            *before = found.and_then(Option::take);
        }
    }
    let kept = pairs.into_iter().filter_map(|(old, new)| match old {
        None => Some(Change::Added(new)),
        Some(old) => {
            let fields = fields(&old, &new);
            (!fields.is_empty()).then_some(Change::Changed { old, new, fields })
        }
    });
    let mut all: Vec<Change<T, F>> = kept.collect();
    all.extend(left.into_iter().flatten().map(Change::Removed));
    all
}

fn differing<F, const N: usize>(parts: [(F, bool); N]) -> Vec<F> {
    parts.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

fn claim_fields(old: &Stated, new: &Stated) -> Vec<ClaimField> {
    differing([
        (ClaimField::Says, old.says != new.says),
        (ClaimField::Thing, old.thing != new.thing),
        (ClaimField::Source, old.source != new.source),
        (ClaimField::Via, old.via != new.via),
        (ClaimField::Link, old.url != new.url),
        (ClaimField::PublishedOn, old.published_on != new.published_on),
        (ClaimField::Preferred, old.preferred != new.preferred),
        (ClaimField::DateNote, old.date_note != new.date_note),
        (ClaimField::Remark, old.remark != new.remark),
    ])
}

fn absence_fields(old: &Absence, new: &Absence) -> Vec<AbsenceField> {
    differing([
        (AbsenceField::Why, old.why != new.why),
        (AbsenceField::Source, old.source != new.source),
        (AbsenceField::Via, old.via != new.via),
        (AbsenceField::Link, old.url != new.url),
        (AbsenceField::PublishedOn, old.published_on != new.published_on),
        (AbsenceField::DateNote, old.date_note != new.date_note),
        (AbsenceField::Remark, old.remark != new.remark),
    ])
}

fn event_fields(old: &Event, new: &Event) -> Vec<EventField> {
    differing([
        (EventField::Title, old.title != new.title),
        (EventField::Source, old.source != new.source),
        (EventField::Link, old.url != new.url),
        (EventField::PublishedOn, old.published_on != new.published_on),
    ])
}

fn replaced(old: Option<&Note>, new: Option<&Note>) -> Option<Replaced> {
    (old != new).then(|| Replaced { old: old.cloned(), new: new.cloned() })
}

/// A number that is withheld now may be the one that stood before: neither it nor its notes are told again. And what a
/// withheld claim said in its notes nobody knew: that they can be read now is no change of theirs.
fn without_what_is_withheld(change: Change<Stated, ClaimField>) -> Change<Stated, ClaimField> {
    let Change::Changed { mut old, new, mut fields } = change else { return change };
    let withheld = |claim: &Stated| claim.says == PublicSays::Withheld;
    if withheld(&old) != withheld(&new) {
        fields.retain(|field| !matches!(field, ClaimField::Preferred | ClaimField::DateNote | ClaimField::Remark));
    }
    if withheld(&new) && !withheld(&old) {
        old = Stated { says: PublicSays::Withheld, preferred: None, date_note: None, remark: None, ..old };
    }
    Change::Changed { old, new, fields }
}
