//! Reads a draft against its corridor and the state that it changes: a day report, or every problem at its field.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::fault::{DraftFault, DraftProblem};
use super::{Draft, DraftClaim, DraftContext, DraftReport, MOST_OF_BULLETIN, ReadDraft, Readers, spoken_for};
use crate::absence::{Absence, AbsenceReason};
use crate::access::{AccessStatus, NotInList};
use crate::address::WebAddress;
use crate::amount::Amount;
use crate::claim::{Claim, Says};
use crate::corridor::Expected;
use crate::day::read_day;
use crate::day_report::{DayFault, DayReport, Report};
use crate::label::Label;
use crate::measure::{Dimension, Measure, MeasureKind};
use crate::note::Note;
use crate::revision::ChangeKind;
use crate::slug::Slug;
use crate::source::SourceBook;
use crate::thing::{Stage, Thing};

/// The day without what the form carries. Absences stay in their places.
fn start_from(context: &DraftContext<'_>) -> DayReport {
    let mut day =
        context.base.cloned().unwrap_or_else(|| DayReport::empty(context.corridor.slug.clone(), context.date));
    day.public_note = None;
    day.internal_note = None;
    day.reports.clear();
    day
}

/// Reads one draft; gathers every problem on the way.
pub(super) struct Reader<'a> {
    pub(super) context: &'a DraftContext<'a>,
    problems: Vec<DraftProblem>,
    book: SourceBook,
    pub(super) day: DayReport,
    /// The place in the form of each claim that was read, in order.
    places: Vec<(usize, usize)>,
    /// The word why it is right, of each of them.
    whys: Vec<Option<Note>>,
    /// The thing of every row that somebody wrote into, readable or not: one mistake is told once.
    written: Vec<Thing>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &'a DraftContext<'a>) -> Self {
        Self {
            context,
            problems: Vec::new(),
            book: SourceBook::new(context.sources),
            day: start_from(context),
            places: Vec::new(),
            whys: Vec::new(),
            written: Vec::new(),
        }
    }

    pub(super) fn read(mut self, draft: &Draft) -> Result<ReadDraft, Vec<DraftProblem>> {
        self.read_confirmation(draft);
        self.check_completeness(draft);
        let mut next = Numbers::after(self.context.base);
        for (place, report) in draft.reports.iter().enumerate() {
            self.read_report(place, report, &mut next);
        }
        self.read_reasons(draft);
        self.read_events(&draft.events);
        self.day.public_note = self.note("public_note".to_owned(), &draft.public_note);
        self.day.internal_note = self.note("internal_note".to_owned(), &draft.internal_note);
        self.check_bulletin(draft);
        self.check_whole();
        let change = self.read_change(draft);
        if self.problems.is_empty() {
            let (new_sources, places, whys) = (self.book.into_named(), self.places, self.whys);
            Ok(ReadDraft { report: self.day, new_sources, change, places, whys })
        } else {
            Err(self.problems)
        }
    }

    pub(super) fn fault(&mut self, field: String, what: DraftFault) {
        self.problems.push(DraftProblem { field, what });
    }

    /// The value, or none after the problem was noted at its field.
    pub(super) fn or_fault<T, E>(
        &mut self,
        field: String,
        result: Result<T, E>,
        what: fn(E) -> DraftFault,
    ) -> Option<T> {
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

    pub(super) fn label(&mut self, field: String, text: &str) -> Option<Label> {
        self.or_fault(field, Label::optional(text), DraftFault::Label).flatten()
    }

    pub(super) fn date(&mut self, field: String, text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match read_day(text) {
            Some(date) if date > self.context.today => {
                self.fault(field, DraftFault::Future(self.context.today));
                None
            }
            Some(date) => Some(date),
            None => {
                self.fault(field, DraftFault::Date(text.chars().take(40).collect()));
                None
            }
        }
    }

    fn word<T: std::str::FromStr<Err = NotInList>>(&mut self, field: String, text: &str) -> Option<T> {
        let text = text.trim();
        if text.is_empty() { None } else { self.or_fault(field, text.parse(), DraftFault::Word) }
    }

    /// It is never part of the day; but it is kept with the draft, which has bounds.
    fn check_bulletin(&mut self, draft: &Draft) {
        if draft.bulletin.chars().count() > MOST_OF_BULLETIN {
            self.fault("bulletin".to_owned(), DraftFault::LongBulletin);
        }
    }

    fn read_confirmation(&mut self, draft: &Draft) {
        let back = (self.context.today - self.context.date).num_days();
        if back > 1 && draft.confirmed.is_empty() {
            self.fault("confirmed".to_owned(), DraftFault::Unconfirmed);
        }
    }

    /// A form that lost rows on its way must not take their claims back: that is asked for with a tick.
    fn check_completeness(&mut self, draft: &Draft) {
        let sent: BTreeSet<&str> =
            draft.reports.iter().flat_map(|report| &report.claims).map(|claim| claim.id.as_str()).collect();
        let lost =
            self.context.base.is_some_and(|day| day.claims().any(|(_, claim)| !sent.contains(claim.id.as_str())));
        let events: BTreeSet<&str> = draft.events.iter().map(|event| event.id.as_str()).collect();
        let lost = lost
            || self.context.base.is_some_and(|day| day.events.iter().any(|event| !events.contains(event.id.as_str())));
        if draft.too_many {
            self.fault("r0.source".to_owned(), DraftFault::TooMany);
        } else if lost {
            self.fault("r0.source".to_owned(), DraftFault::Incomplete);
        }
    }

    /// An id stands only for what had it before: nobody gives one by hand.
    fn known_id<'d>(&self, id: &'d str) -> Option<&'d str> {
        let base = self.context.base?;
        let reports = base.reports.iter().map(|report| report.id.as_str());
        reports.chain(base.claims().map(|(_, claim)| claim.id.as_str())).any(|known| known == id).then_some(id)
    }

    fn read_report(&mut self, place: usize, draft: &DraftReport, next: &mut Numbers) {
        if draft.is_untouched() {
            return;
        }
        let field = |name| DraftReport::field(place, name);
        let source = self.label(field("source"), &draft.source);
        if draft.source.trim().is_empty() {
            self.fault(field("source"), DraftFault::NoSource);
        }
        let mut report = Report {
            id: self.known_id(&draft.id).unwrap_or_default().to_owned(),
            source: self.context.corridor.slug.clone(),
            via: self.label(field("via"), &draft.via),
            url: self.or_fault(field("url"), WebAddress::optional(&draft.url), DraftFault::Address).flatten(),
            published_on: self.date(field("published_on"), &draft.published_on),
            claims: Vec::new(),
        };
        let mut written = 0;
        for (index, claim) in draft.claims.iter().enumerate().filter(|(_, claim)| !claim.is_untouched()) {
            written += 1;
            if !claim.remove.is_empty() {
                continue;
            }
            let why = self.note(DraftClaim::field(place, index, "why"), &claim.why);
            if let Some(read) = self.read_claim(place, index, claim, next) {
                self.places.push((place, index));
                self.whys.push(why);
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
            let base = self.context.base.and_then(|day| day.reports.iter().find(|base| base.id == report.id));
            report.source = self.source_of(base.map(|base| &base.source), &name);
            self.day.reports.push(report);
        }
    }

    /// The source of this name. What stands under a name that was not changed stays as it is, also if its source was
    /// merged into another one since.
    pub(super) fn source_of(&mut self, before: Option<&Slug>, name: &Label) -> Slug {
        let own = |slug: &&Slug| {
            self.context.sources.get(*slug).map_or(slug.as_str() == name.as_str(), |source| source.name == *name)
        };
        before.filter(own).cloned().unwrap_or_else(|| self.book.slug_of(name))
    }

    fn read_claim(&mut self, report: usize, index: usize, draft: &DraftClaim, next: &mut Numbers) -> Option<Claim> {
        let field = |name| DraftClaim::field(report, index, name);
        let before = self.problems.len();
        let measure: Measure = self.or_fault(field("measure"), draft.measure.trim().parse(), DraftFault::Word)?;
        let says = self.read_says(field("amount"), measure, draft);
        let thing = self.read_thing(report, index, measure, draft);
        self.written.push(thing.clone().without_misplaced());
        let claim = Claim {
            id: self.known_id(&draft.id).map_or_else(|| next.claim(), str::to_owned),
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
        // A new row that stood ready for one thing, and was then made to count another: what the form had written, and the
        // measure does not take, was never typed.
        if self.known_id(&draft.id).is_none() {
            let filled_in = |dimension: &Dimension| draft.is_as_filled_in(dimension.key());
            thing.misplaced().into_iter().filter(filled_in).for_each(|dimension| thing.without(dimension));
        }
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
        // What was recorded without a group stays so: words are not put into a source's mouth.
        if self.known_id(&draft.id).is_none() && thing.group.is_none() && measure.takes(Dimension::Group) {
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
                (Some(AbsenceReason::NotReported) | None, true) => self.drop_absence(expected),
                (Some(_), true) => self.fault(field, DraftFault::ReasonAndFigure),
                // Expected and empty without a reason is not reported.
                (None, false) if text.trim().is_empty() => self.set_absence(expected, AbsenceReason::NotReported),
                (None, false) => {}
                (Some(why), false) => self.set_absence(expected, why),
            }
        }
    }

    /// A figure takes the place of an absence of no source in particular; that one source stayed silent stays true.
    fn drop_absence(&mut self, expected: &Expected) {
        self.day.absences.retain(|absence| !expected.is_met_by(&absence.thing) || absence.source.is_some());
    }

    /// The reason in the place of the one that it changes; what stands beside it stays.
    fn set_absence(&mut self, expected: &Expected, why: AbsenceReason) {
        let spoken = spoken_for(expected, &self.day.absences).and_then(|index| self.day.absences.get_mut(index));
        let new = || Absence {
            thing: expected.thing(),
            why,
            source: None,
            via: None,
            url: None,
            published_on: None,
            date_note: None,
            remark: None,
        };
        match spoken {
            Some(absence) if absence.why == why => {}
            Some(absence) => *absence = new(),
            None => self.day.absences.push(new()),
        }
    }

    fn check_whole(&mut self) {
        // That nobody reported anything is what an empty day says already: it is no report.
        let said = |absence: &Absence| absence.why != AbsenceReason::NotReported || absence.source.is_some();
        let nothing = self.day.reports.is_empty()
            && !self.day.absences.iter().any(said)
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
        match self.context.readers {
            Readers::SeeNothing => return None,
            Readers::See(public) if self.problems.is_empty() && *public == self.day => {
                self.fault("change_reason".to_owned(), DraftFault::NoChange);
                return None;
            }
            Readers::See(_) | Readers::SeeItWithdrawn => {}
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
