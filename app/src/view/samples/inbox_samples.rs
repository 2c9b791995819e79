//! Samples of the inbox in all its states: with everything that can wait, with nothing, of several corridors, of none; and
//! of the pages that it leads to.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Absence, AbsenceReason, Corridor, DayReport, Measure, Moment, Naming, Note, PublicDay, Record, Report, Revision,
    RevisionState, Says, Slug, Thing,
};

use super::revision;
use crate::view::chrome::{Account, Site, Way};
use crate::view::inbox::month::{AtDesk, DeskMonthPage};
use crate::view::inbox::questions::QuestionsPage;
use crate::view::inbox::waiting::{OwnDraft, Unsettled};
use crate::view::inbox::{Corner, InboxPage};

/// The inbox, and the pages that it leads to.
#[derive(Clone, Debug)]
pub struct InboxSamples {
    /// Of one corridor with everything that can wait, of two, of one with nothing, of none, of nobody's.
    pub pages: Vec<InboxPage>,
    /// A month, with the states that a day can have.
    pub month: DeskMonthPage,
    /// A record with everything that can be open, and one with nothing.
    pub questions: Vec<QuestionsPage>,
}

/// Samples in which every text that people give is `words`.
pub(super) fn inbox(
    words: &str,
    site: &Site,
    account: &Account,
    record: &Record,
    moment: &Moment,
) -> Option<InboxSamples> {
    let open = open_record(words, record, moment.today)?;
    let bare = Record::new(Arc::new(bare_corridor(record.corridor())), Arc::new(record.sources().clone()));
    let (naming, day) = (Naming::default(), |back| moment.today.checked_sub_days(Days::new(back)));
    let submitted = revision(words, record.corridor(), 8, moment.today, RevisionState::Submitted)?;
    let own = Revision { date: day(1)?, seq: 9, ..submitted.clone() };
    let returned = Revision { date: day(2)?, seq: 10, state: RevisionState::Returned, ..submitted.clone() };
    let unsettled = [(&submitted, false), (&own, true), (&returned, true)];
    let unsettled = unsettled.map(|(revision, own)| Unsettled { revision, own, may: true });
    let drafts: [OwnDraft; 2] = [(day(3)?, moment.instant), (day(9)?, moment.instant)];
    let opened: [(NaiveDate, DateTime<Utc>); 1] = [(day(8)?, moment.instant + chrono::TimeDelta::hours(1))];
    let desk = AtDesk { unsettled: &unsettled, drafts: &drafts, open: &opened };
    let nothing = AtDesk { unsettled: &[], drafts: &[], open: &[] };
    let full = Corner { record: &open, moment, naming: &naming, desk, prefers: true };
    let quiet = Corner { record, desk: nothing, prefers: false, ..full };
    let done = || Some((words.to_owned(), Way::to(words, "/")));
    let page = |corners: &[Corner<'_>]| InboxPage::of(site, account.clone(), corners, done());
    Some(InboxSamples {
        pages: vec![
            page(&[full]),
            page(&[Corner { record: &bare, ..quiet }, full]),
            page(&[quiet]),
            page(&[Corner { record: &bare, ..quiet }]),
            page(&[]),
            page(&[]).without_role(),
        ],
        month: DeskMonthPage::of(site, account.clone(), (&open, moment), moment.today, &desk),
        questions: [&open, &bare].map(|record| QuestionsPage::of(site, account.clone(), record, moment, true)).into(),
    })
}

/// Another corridor, of which nothing is recorded and nothing expected.
fn bare_corridor(corridor: &Corridor) -> Corridor {
    Corridor { slug: corridor.slug.numbered(2), expected: Vec::new(), ..corridor.clone() }
}

/// The record with days on which sources disagree, running totals that do not reconcile, a day that was withdrawn, one
/// with figures that are withheld; its days are locked after a while, and small numbers are withheld.
fn open_record(words: &str, record: &Record, today: NaiveDate) -> Option<Record> {
    let corridor = Corridor { withhold_below: 10, lock_after_days: Some(5), ..record.corridor().clone() };
    let mut open = Record::new(Arc::new(corridor.clone()), Arc::new(record.sources().clone()));
    let back = |days| today.checked_sub_days(Days::new(days));
    let run = |text: &str| Some((total(words)?, Says::Amount(text.parse().ok()?)));
    let moved = |text: &str| Some((super::moved(&words.parse().ok()?), Says::Amount(text.parse().ok()?)));
    let days = [
        (back(9)?, vec![run("100")?]),
        (back(6)?, vec![run("120")?]),
        (back(4)?, vec![run("120")?, moved("3")?]),
        (back(3)?, vec![run("90")?]),
        (back(0)?, vec![moved("30")?, moved(">30")?]),
    ];
    for (seq, (date, claims)) in (20..).zip(days) {
        let said =
            Revision { report: day(words, &corridor.slug, date, claims)?, ..published(words, &corridor, seq, date)? };
        open = open.with(public(&said, &corridor)?);
    }
    let withdrawn = Revision { state: RevisionState::Withdrawn, ..published(words, &corridor, 30, back(7)?)? };
    Some(open.with(public(&withdrawn, &corridor)?))
}

fn published(words: &str, corridor: &Corridor, seq: i64, date: NaiveDate) -> Option<Revision> {
    revision(words, corridor, seq, date, RevisionState::Published)
}

fn public(revision: &Revision, corridor: &Corridor) -> Option<Arc<PublicDay>> {
    PublicDay::from_revision(revision, corridor, &Naming::default()).map(Arc::new)
}

/// Patients moved in all, by a carrier of that name.
fn total(words: &str) -> Option<Thing> {
    Some(Thing { measure: Measure::PatientsTransferredTotal, ..super::moved(&words.parse().ok()?) })
}

/// A day on which each claim is a report's of its own, and one status is disputed.
fn day(words: &str, source: &Slug, date: NaiveDate, claims: Vec<(Thing, Says)>) -> Option<DayReport> {
    let mut day = super::report(words, source.clone(), date)?;
    let first = day.reports.first()?.clone();
    let claim = first.claims.first()?.clone();
    let status = |status| (Thing::of(Measure::AccessStatus), Says::Status(status));
    let statuses = [domain::AccessStatus::Open, domain::AccessStatus::Closed].map(status);
    let reports = (2..).zip(claims.into_iter().chain(statuses)).map(|(number, (thing, says))| Report {
        id: format!("r{number}"),
        claims: vec![domain::Claim { id: format!("c{number}"), thing, says, ..claim.clone() }],
        ..first.clone()
    });
    day.reports = reports.collect();
    let note: Note = words.parse().ok()?;
    day.absences.push(Absence {
        thing: Thing::of(Measure::PatientsAwaiting),
        why: AbsenceReason::WithheldForSafety,
        source: Some(source.clone()),
        via: None,
        url: None,
        published_on: None,
        date_note: None,
        remark: Some(note),
    });
    Some(day)
}
