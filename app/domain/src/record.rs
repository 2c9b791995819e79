//! All that is published of one corridor, as one immutable value. `as_of` selects from it.
//!
//! The type of a public day has no internal note, and small numbers in splits are withheld when it is built: what is
//! not here cannot reach a page, a file or an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::absence::Absence;
use crate::access::AccessStatus;
use crate::actor::Role;
use crate::address::WebAddress;
use crate::amount::Amount;
use crate::claim::{Claim, Says};
use crate::corridor::Corridor;
use crate::day_report::{DayReport, Report};
use crate::event::Event;
use crate::label::Label;
use crate::measure::MeasureKind;
use crate::naming::Naming;
use crate::note::Note;
use crate::revision::{ChangeKind, Redaction, Revision, RevisionState};
use crate::slug::Slug;
use crate::source::Source;
use crate::thing::Thing;
use crate::window::Window;

/// Groups that are totals by themselves: never withheld for a small number.
const WHOLE_GROUPS: [&str; 4] = ["patients", "companions", "residents", "foreign_nationals"];

/// The sources that reports name, by their short names.
pub type Sources = BTreeMap<Slug, Source>;

/// All that is published of one corridor.
#[derive(Clone, Debug)]
pub struct Record {
    corridor: Arc<Corridor>,
    sources: Arc<Sources>,
    history: BTreeMap<NaiveDate, Vec<Arc<PublicDay>>>,
    /// The numbers of states that a withdrawal hides for good, each with its day and when it was published: nothing else
    /// of them is kept.
    hidden: BTreeMap<i64, (NaiveDate, DateTime<Utc>)>,
    /// The moment as of which it was selected; none for the record as it stands.
    until: Option<DateTime<Utc>>,
}

/// One published state of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicDay {
    /// The revision's place in the order of all revisions.
    pub seq: i64,
    /// The day.
    pub date: NaiveDate,
    /// Published or withdrawn.
    pub state: RevisionState,
    /// A note for everyone.
    pub public_note: Option<Note>,
    /// What sources said.
    pub reports: Vec<PublicReport>,
    /// Why expected figures are missing.
    pub absences: Vec<Absence>,
    /// What happened.
    pub events: Vec<Event>,
    /// Of a change after publication: its kind.
    pub change_kind: Option<ChangeKind>,
    /// Of a change after publication: its public reason.
    pub reason: Option<String>,
    /// The role of its author.
    pub role: Role,
    /// When it became public.
    pub published_at: DateTime<Utc>,
    /// The hash of the chain up to and with this revision, hexadecimal.
    pub hash: String,
    /// When and why what stood here was removed for good, if it was.
    pub redaction: Option<Redaction>,
    /// The same day under the names that were written, where they are others.
    written: Option<Arc<PublicDay>>,
}

/// One published statement.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicReport {
    /// Given once within its day, and kept.
    pub id: String,
    /// Who says so.
    pub source: Slug,
    /// The relay that carried its words.
    pub via: Option<Label>,
    /// Where it says so.
    pub url: Option<WebAddress>,
    /// When it said so.
    pub published_on: Option<NaiveDate>,
    /// What it says.
    pub claims: Vec<PublicClaim>,
}

/// One published claim.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicClaim {
    /// Given once within its day, and kept.
    pub id: String,
    /// What it is about.
    pub thing: Thing,
    /// What was said, unless it is withheld.
    pub says: PublicSays,
    /// The public note why the desk prefers it, if it does.
    pub preferred: Option<Note>,
    /// How its day was settled.
    pub date_note: Option<Note>,
    /// A public remark.
    pub remark: Option<Note>,
}

/// What the public is told that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicSays {
    /// A status.
    Status(AccessStatus),
    /// An amount.
    Amount(Amount),
    /// An amount that could point at a person.
    Withheld,
}

/// A published claim with all that it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said<'r> {
    /// The claim.
    pub claim: &'r PublicClaim,
    /// Its statement.
    pub report: &'r PublicReport,
    /// Its day.
    pub day: &'r PublicDay,
    /// Its source, as far as it is known.
    pub source: Option<&'r Source>,
}

/// The state of a record: the newest revision that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its place in the order of all revisions.
    pub seq: i64,
    /// The hash of the chain up to it, hexadecimal.
    pub hash: String,
    /// When it became public.
    pub published_at: DateTime<Utc>,
}

impl PublicSays {
    /// The amount, if it is one and not withheld.
    pub fn amount(&self) -> Option<&Amount> {
        if let Self::Amount(amount) = self { Some(amount) } else { None }
    }

    /// The status, if it is one.
    pub fn status(&self) -> Option<AccessStatus> {
        if let Self::Status(status) = self { Some(*status) } else { None }
    }
}

impl Said<'_> {
    /// The day that the claim is about.
    pub fn date(&self) -> NaiveDate {
        self.day.date
    }

    /// The source's name; its short name where the source is not known.
    pub fn source_name(&self) -> &str {
        self.source.map_or(self.report.source.as_str(), |source| source.name.as_str())
    }
}

impl PublicDay {
    /// The public form of a revision under the names that count; none when it is neither published nor withdrawn.
    pub fn from_revision(revision: &Revision, corridor: &Corridor, naming: &Naming) -> Option<Self> {
        let counted = naming.counted(&revision.report);
        let written = naming.as_written(&revision.report);
        let mut day = Self::of(revision, &counted, corridor)?;
        if counted != written {
            day.written = Self::of(revision, &written, corridor).map(Arc::new);
        }
        Some(day)
    }

    fn of(revision: &Revision, report: &DayReport, corridor: &Corridor) -> Option<Self> {
        let published_at = revision.published_at?;
        if !matches!(revision.state, RevisionState::Published | RevisionState::Withdrawn) {
            return None;
        }
        let withdrawn = revision.state == RevisionState::Withdrawn;
        Some(Self {
            seq: revision.seq,
            date: revision.date,
            state: revision.state,
            public_note: report.public_note.clone().filter(|_| !withdrawn),
            reports: if withdrawn { Vec::new() } else { public_reports(&report.reports, corridor.withhold_below) },
            absences: if withdrawn { Vec::new() } else { report.absences.clone() },
            events: if withdrawn { Vec::new() } else { report.events.clone() },
            change_kind: revision.change_kind,
            // It may name what was removed.
            reason: revision.reason.clone().filter(|_| revision.redaction.is_none()),
            role: revision.role,
            published_at,
            hash: revision.hash.clone(),
            redaction: revision.redaction.clone(),
            written: None,
        })
    }

    /// Whether readers are shown what it says: it is neither withdrawn nor redacted.
    pub fn is_shown(&self) -> bool {
        self.state == RevisionState::Published && self.redaction.is_none()
    }

    /// The day under the names that were written when it was published: for the history. A source that was merged since
    /// has its own name there, a carrier its own spelling; a withheld source has no name there either.
    pub fn as_written(&self) -> &Self {
        self.written.as_deref().unwrap_or(self)
    }

    /// Every claim, in order.
    pub fn claims(&self) -> impl Iterator<Item = (&PublicReport, &PublicClaim)> {
        self.reports.iter().flat_map(|report| report.claims.iter().map(move |claim| (report, claim)))
    }
}

fn public_reports(reports: &[Report], threshold: u32) -> Vec<PublicReport> {
    let all: Vec<&Claim> = reports.iter().flat_map(|report| &report.claims).collect();
    reports
        .iter()
        .map(|report| PublicReport {
            id: report.id.clone(),
            source: report.source.clone(),
            via: report.via.clone(),
            url: report.url.clone(),
            published_on: report.published_on,
            claims: report.claims.iter().map(|claim| public_claim(claim, &all, threshold)).collect(),
        })
        .collect()
}

/// A withheld claim loses its remark and notes as well: they may repeat the number.
fn public_claim(claim: &Claim, all: &[&Claim], threshold: u32) -> PublicClaim {
    let hidden = is_small(claim, threshold) || would_give_away(claim, all, threshold);
    let says = match &claim.says {
        _ if hidden => PublicSays::Withheld,
        Says::Status(status) => PublicSays::Status(*status),
        Says::Amount(amount) => PublicSays::Amount(amount.clone()),
    };
    PublicClaim {
        id: claim.id.clone(),
        thing: claim.thing.clone(),
        says,
        preferred: claim.preferred.clone().filter(|_| !hidden),
        date_note: claim.date_note.clone().filter(|_| !hidden),
        remark: claim.remark.clone().filter(|_| !hidden),
    }
}

/// A split whose low bound is from 1 up to below the threshold, or that was said in words: "two" is a small number too.
/// Never a running total, never a zero.
pub(crate) fn is_small(claim: &Claim, threshold: u32) -> bool {
    let thing = &claim.thing;
    let split =
        thing.facility.is_some() || thing.group.as_ref().is_some_and(|group| !WHOLE_GROUPS.contains(&group.as_str()));
    let small = claim.says.amount().is_some_and(|amount| match amount.interval() {
        Some(interval) => (1..u64::from(threshold)).contains(&interval.low),
        None => threshold > 1,
    });
    split && thing.measure.kind() != MeasureKind::Cumulative && small
}

/// A facility's number that, taken from the number for all facilities, would give a withheld one away.
pub(crate) fn would_give_away(claim: &Claim, all: &[&Claim], threshold: u32) -> bool {
    let same = |other: &&&Claim| other.thing.measure == claim.thing.measure;
    let kept = claim.thing.measure.kind() == MeasureKind::Cumulative || claim.says.status().is_some();
    !kept
        && claim.thing.facility.is_some()
        && all.iter().filter(same).any(|other| other.thing.facility.is_none())
        && all.iter().filter(same).any(|other| other.thing.facility.is_some() && is_small(other, threshold))
}

/// What a state of a day withholds: no earlier state tells it either, or the difference would.
struct Withheld {
    ids: BTreeSet<String>,
    things: Vec<Thing>,
}

impl Withheld {
    fn of(day: &PublicDay) -> Self {
        let hidden = || day.claims().filter(|(_, claim)| claim.says == PublicSays::Withheld).map(|(_, claim)| claim);
        Self {
            ids: hidden().map(|claim| claim.id.clone()).collect(),
            things: hidden().map(|claim| claim.thing.clone()).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    fn hides(&self, claim: &PublicClaim) -> bool {
        let named = self.ids.contains(&claim.id) || self.things.contains(&claim.thing);
        named && claim.says != PublicSays::Withheld
    }

    fn hide_in(&self, day: &mut Arc<PublicDay>) {
        if day.claims().any(|(_, claim)| self.hides(claim)) {
            let day = Arc::make_mut(day);
            for claim in day.reports.iter_mut().flat_map(|report| &mut report.claims).filter(|claim| self.hides(claim))
            {
                let bare = PublicClaim { preferred: None, date_note: None, remark: None, ..claim.clone() };
                *claim = PublicClaim { says: PublicSays::Withheld, ..bare };
            }
            // Under the names that were written the things may be spelled otherwise; the ids are the same.
            if let Some(written) = &mut day.written {
                self.hide_in(written);
            }
        }
    }
}

impl Record {
    /// A record without a day.
    pub fn new(corridor: Arc<Corridor>, sources: Arc<Sources>) -> Self {
        Self { corridor, sources, history: BTreeMap::new(), hidden: BTreeMap::new(), until: None }
    }

    /// The same record with one more public state of a day. States must come in the order of their `seq`.
    /// A withdrawal takes the day's earlier states with it, for good: not even a later publication shows them again.
    pub fn with(mut self, day: Arc<PublicDay>) -> Self {
        let states = self.history.entry(day.date).or_default();
        if day.state == RevisionState::Withdrawn {
            self.hidden.extend(states.drain(..).map(|state| (state.seq, (state.date, state.published_at))));
        }
        let withheld = Withheld::of(&day);
        if !withheld.is_empty() {
            states.iter_mut().for_each(|state| withheld.hide_in(state));
        }
        states.push(day);
        self
    }

    /// The same record as it would be if this revision were published at an instant.
    pub fn with_published(self, revision: &Revision, at: DateTime<Utc>, naming: &Naming) -> Self {
        let published = Revision { state: RevisionState::Published, published_at: Some(at), ..revision.clone() };
        match PublicDay::from_revision(&published, &self.corridor, naming) {
            Some(day) => self.with(Arc::new(day)),
            None => self,
        }
    }

    /// The same record with these settings and sources.
    pub fn with_settings(mut self, corridor: Arc<Corridor>, sources: Arc<Sources>) -> Self {
        self.corridor = corridor;
        self.sources = sources;
        self
    }

    /// The record as it stood at an instant: per day the last state that was public by then. A day that was withdrawn
    /// is hidden at every instant before it was published again: all that stands there is that it was withdrawn, also
    /// before it was. Corridor and sources are those of now.
    pub fn as_of(&self, instant: DateTime<Utc>) -> Self {
        let history = self.history.iter().filter_map(|(date, states)| {
            let mut then: Vec<_> = states.iter().filter(|state| state.published_at <= instant).cloned().collect();
            let withdrawn = states.first().filter(|first| first.state == RevisionState::Withdrawn);
            if then.is_empty() {
                then.extend(withdrawn.cloned());
            }
            (!then.is_empty()).then_some((*date, then))
        });
        Self {
            corridor: self.corridor.clone(),
            sources: self.sources.clone(),
            history: history.collect(),
            hidden: self.hidden.iter().filter(|(_, of)| of.1 <= instant).map(|(seq, of)| (*seq, *of)).collect(),
            until: Some(self.until.map_or(instant, |until| until.min(instant))),
        }
    }

    /// The record without the days after a date: those that had not come. Of them only withdrawn ones can be there.
    pub fn up_to(mut self, date: NaiveDate) -> Self {
        self.history.retain(|day, _| *day <= date);
        self
    }

    /// The corridor and its settings.
    pub fn corridor(&self) -> &Corridor {
        &self.corridor
    }

    /// The sources by their short names.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The name of a source; its short name where it is not known.
    pub fn source_name<'r>(&'r self, slug: &'r Slug) -> &'r str {
        self.sources.get(slug).map_or(slug.as_str(), |source| source.name.as_str())
    }

    /// The public state of a day, if it has one. In the record of an earlier moment a withdrawal may be later than it.
    pub fn day(&self, date: NaiveDate) -> Option<&PublicDay> {
        self.history.get(&date).and_then(|days| days.last()).map(Arc::as_ref)
    }

    /// The public state of every day that has one, the oldest first; with the withdrawn ones, which [`Self::days`]
    /// leaves out.
    pub fn all_days(&self) -> impl Iterator<Item = &PublicDay> {
        self.history.values().filter_map(|days| days.last()).map(Arc::as_ref)
    }

    /// All public states of a day that were published by the record's moment, the oldest first.
    pub fn states_of(&self, date: NaiveDate) -> impl Iterator<Item = &PublicDay> {
        self.history.get(&date).into_iter().flatten().map(Arc::as_ref).filter(|state| self.knows(state))
    }

    /// Whether a state was public at the record's moment: a withdrawal may hide a day before it was.
    fn knows(&self, state: &PublicDay) -> bool {
        self.until.is_none_or(|until| state.published_at <= until)
    }

    /// All days that have a public state, also those that are withdrawn, the oldest first.
    pub fn dates(&self) -> impl DoubleEndedIterator<Item = NaiveDate> {
        self.history.keys().copied()
    }

    /// The public state with this number.
    pub fn state(&self, seq: i64) -> Option<&PublicDay> {
        self.known().find(|day| day.seq == seq)
    }

    /// The day of a state that was public, and that a withdrawal hides for good.
    pub fn hidden(&self, seq: i64) -> Option<NaiveDate> {
        self.hidden.get(&seq).map(|(date, _)| *date)
    }

    /// The numbers of the states of a day that a withdrawal hides for good, the oldest first.
    pub fn hidden_states(&self, date: NaiveDate) -> impl Iterator<Item = i64> {
        self.hidden.iter().filter(move |(_, (of, _))| *of == date).map(|(seq, _)| *seq)
    }

    /// Whether the record was at this version once.
    pub fn was_at(&self, version: i64) -> bool {
        self.state(version).is_some() || self.hidden(version).is_some()
    }

    /// All days that are published and not withdrawn, the oldest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = &PublicDay> {
        let last = self.history.values().filter_map(|days| days.last());
        last.filter(|day| day.is_shown()).map(Arc::as_ref)
    }

    /// The days of a window that were published and are shown no more, the oldest first.
    pub fn withdrawn(&self, window: Window) -> impl Iterator<Item = &PublicDay> {
        self.all_days().filter(move |day| !day.is_shown() && window.holds(day.date))
    }

    /// All claims that are public, by day, in order.
    pub fn said(&self) -> impl Iterator<Item = Said<'_>> {
        self.days().flat_map(|day| self.said_in(day))
    }

    /// All claims that are public about a day, in order.
    pub fn said_on(&self, date: NaiveDate) -> impl Iterator<Item = Said<'_>> {
        let day = self.day(date).filter(|day| day.is_shown());
        day.into_iter().flat_map(|day| self.said_in(day))
    }

    fn said_in<'r>(&'r self, day: &'r PublicDay) -> impl Iterator<Item = Said<'r>> {
        day.claims().map(move |(report, claim)| Said { claim, report, day, source: self.sources.get(&report.source) })
    }

    /// When something was last published, of what was public at an instant.
    pub fn last_published(&self, by: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.known().map(|day| day.published_at).filter(|at| *at <= by).max()
    }

    /// The newest state that the record holds; none while nothing is published.
    pub fn version(&self) -> Option<Version> {
        let newest = self.known().max_by_key(|day| day.seq)?;
        Some(Version { seq: newest.seq, hash: newest.hash.clone(), published_at: newest.published_at })
    }

    fn known(&self) -> impl Iterator<Item = &PublicDay> {
        self.history.values().flatten().map(Arc::as_ref).filter(|state| self.knows(state))
    }
}
