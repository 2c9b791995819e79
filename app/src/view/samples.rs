//! Samples of every view-model, for the tests of pages: a small record in which every text that people give is the
//! same, so that a test can look for it, or make it hostile. Never shown on a running site.

mod accounts;
mod import_samples;
mod inbox_samples;
mod kept_samples;
mod press_samples;
mod trend_samples;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::{Draft, DraftFault, DraftProblem};
use domain::record::Sources;
use domain::{
    Absence, AbsenceReason, Amount, ChangeKind, Claim, Corridor, Course, DayReport, Direction, Event, Label, Lock,
    Measure, Moment, Note, PublicDay, Record, Report, Revision, RevisionState, Role, Says, Selection, Slug, Source,
    SourceKind, Thing,
};

use super::audit_page::{AuditPage, AuditSearch, Stored};
use super::change_page::ChangePage;
use super::changes_page::ChangesPage;
pub use accounts::AccountSamples;
use accounts::account_samples;
pub use press_samples::PressSamples;

use super::chrome::{Account, LastSaved, Site, Way};
use super::data_page::DataPage;
use super::day_form::{DayForm, Told};
use super::day_page::DayPage;
use super::discard_draft::{DiscardPage, Kept};
use super::index_page::IndexPage;
use super::licence::Licence;
use super::measure_page::{MeasurePage, MeasuresPage};
use super::month_page::MonthPage;
use super::notice::Notice;
use super::review::{ReviewList, ReviewPage, Waiting, WaitingDay};
use super::script::CursorScript;
use super::sign_in::SignInPage;
use super::stand::{Act, Asked, Stand};
use super::status_page::StatusPage;
use super::trends::TrendsPage;
use crate::paths::AskedChanges;
use crate::text::labels;
pub use import_samples::ImportSamples;
pub use inbox_samples::InboxSamples;
pub use kept_samples::KeptSamples;

/// What stands in the samples beside the given words: names, addresses and words of sources, which no language changes.
pub const FIXTURE: [&str; 5] = [URL, PAGE, ZONE, VAGUE, SLUG];
const URL: &str = "https://corridor.example.org";
const LIVE: &str = "/assets/live-0123456789abcdef.js";
const CURSOR: [&str; 2] = ["/assets/cursor-0123456789abcdef.js", "/assets/crosshair-0123456789abcdef.js"];
const PAGE: &str = "https://example.org/page";
const ZONE: &str = "Europe/Kyiv";
const VAGUE: &str = "several";
const SLUG: &str = "sample";
/// The number of the correction of the last day.
const CORRECTION: i64 = 4;

/// A sample could not be made of the words; they fit no label or note.
#[derive(Clone, Copy, Debug)]
pub struct UnfitWords;

/// Every view-model over one small record.
#[derive(Clone, Debug)]
pub struct Samples {
    /// The status page.
    pub status: StatusPage,
    /// The page of the day.
    pub day: DayPage,
    /// The page of the month.
    pub month: MonthPage,
    /// The list of changes.
    pub changes: ChangesPage,
    /// What is different since the first version.
    pub since: ChangesPage,
    /// One change.
    pub change: ChangePage,
    /// Trends of each measure by each step; the last one refused.
    pub trends: Vec<TrendsPage>,
    /// All files, of a part of the record.
    pub data: DataPage,
    /// All measures.
    pub measures: MeasuresPage,
    /// One measure.
    pub measure: MeasurePage,
    /// What other sites show.
    pub press: PressSamples,
    /// The page of two corridors.
    pub index: IndexPage,
    /// The inbox, in all its states, and the pages that it leads to.
    pub inbox: InboxSamples,
    /// The audit, with a search that was refused.
    pub audit: AuditPage,
    /// The page to sign in, refused, with a form carried along.
    pub sign_in: SignInPage,
    /// The form of the day, refused.
    pub form: DayForm,
    /// The list of what waits for review, refused.
    pub review: ReviewList,
    /// A day that waits for review, refused.
    pub review_day: ReviewPage,
    /// The page that asks before a draft is discarded.
    pub discard: DiscardPage,
    /// A page that says one thing.
    pub notice: Notice,
    /// What admins and leads keep.
    pub kept: KeptSamples,
    /// Importing files.
    pub imports: ImportSamples,
    /// People, one's own account, and what stands at the door.
    pub accounts: AccountSamples,
}

/// Samples in which every text that people give is `words`.
pub fn samples(words: &str) -> Result<Samples, UnfitWords> {
    let record = record(words).ok_or(UnfitWords)?;
    let moment = moment().ok_or(UnfitWords)?;
    let site = Site {
        public_url: Some(URL.to_owned()),
        here: None,
        demonstration: Some(words.to_owned()),
        last_saved: Some(LastSaved { at: Some(moment.instant) }),
        several: true,
        organisation: Some(words.to_owned()),
        licence: Licence::of("CC-BY-4.0"),
        script: None,
        live: Some(LIVE.to_owned()),
        cursor: Some(CursorScript { loader: CURSOR[0].to_owned(), module: CURSOR[1].to_owned() }),
    };
    let account =
        || Account { name: words.to_owned(), role: labels::role(Role::Lead), admin: true, ..Account::default() };
    let two = [(&record, moment), (&record, moment)];
    Ok(Samples {
        status: StatusPage::of(&site, &record, &moment, &|_, part| {
            format!("<svg role=\"img\"><title>{}</title></svg>", part.window.days())
        }),
        day: DayPage::of(&site, &record, &moment, moment.today),
        month: MonthPage::of(&site, &record, &moment, moment.today),
        changes: ChangesPage::of(&site, &record, &moment, &AskedChanges::default()).ok_or(UnfitWords)?,
        since: ChangesPage::of(&site, &record, &moment, &AskedChanges { since: Some(1), ..AskedChanges::default() })
            .ok_or(UnfitWords)?,
        change: ChangePage::of(&site, &record, &moment, CORRECTION).ok_or(UnfitWords)?,
        trends: trend_samples::trends(words, &site, &record, &moment),
        data: DataPage::of(&site, &record, &moment, &part(words)),
        measures: MeasuresPage::of(&site, &record, &moment),
        measure: MeasurePage::of(&site, &record, &moment, Measure::PatientsTransferred),
        press: press_samples::press(&site, &record, &moment),
        index: IndexPage::of(&site, &two),
        inbox: inbox_samples::inbox(words, &site, &account(), &record, &moment).ok_or(UnfitWords)?,
        review: review(words, &site, account(), &record, &moment).ok_or(UnfitWords)?,
        review_day: review_day(words, &site, account(), &record, &moment).ok_or(UnfitWords)?,
        discard: discard(words, &site, account(), &record, &moment),
        audit: audit(words, &site, account(), moment.instant),
        sign_in: sign_in(words, &site),
        form: form(words, &site, account(), &record, &moment),
        kept: kept_samples::kept(words, &site, &account(), &record).ok_or(UnfitWords)?,
        imports: import_samples::imports(words, &site, &account(), &record, moment.today),
        accounts: account_samples(words, &site, &account()),
        notice: Notice::no_such_day(&site, words, Way::to(words, "/")),
    })
}

/// A part of the record that names all that can be chosen.
fn part(words: &str) -> Selection {
    Selection {
        from: NaiveDate::from_ymd_opt(2023, 5, 1),
        to: NaiveDate::from_ymd_opt(2023, 5, 10),
        measure: Some(Measure::PatientsTransferred),
        carrier: words.parse().ok(),
        direction: Some(Direction::Outbound),
        group: words.parse().ok(),
    }
}

fn audit(words: &str, site: &Site, account: Account, at: DateTime<Utc>) -> AuditPage {
    let typed = || words.to_owned();
    let search = AuditSearch { text: typed(), account: typed(), verb: typed(), from: typed(), to: typed() };
    let line = Stored { seq: 7, at, account: words, verb: words, subject: words, detail: Some(words) };
    let problems = search.days().err().unwrap_or_default();
    AuditPage::of(site, account, search, vec![typed()], &[line], true).refused(problems)
}

fn sign_in(words: &str, site: &Site) -> SignInPage {
    SignInPage {
        account: words.to_owned(),
        next: words.to_owned(),
        carried: words.to_owned(),
        refused: Some(words.to_owned()),
        told: Some(words.to_owned()),
        ..SignInPage::default()
    }
    .with_chrome(site)
}

fn form(words: &str, site: &Site, account: Account, record: &Record, moment: &Moment) -> DayForm {
    let fields = [
        "r0.id",
        "r0.source",
        "r0.via",
        "r0.url",
        "r0.published_on",
        "r0.also",
        "r0.ready",
        "r0.c0.id",
        "r0.c0.measure",
        "r0.c0.amount",
        "r0.c0.counted",
        "r0.c0.period_start",
        "r0.c0.group",
        "r0.c0.carrier",
        "r0.c0.direction",
        "r0.c0.facility",
        "r0.c0.access",
        "r0.c0.item",
        "r0.c0.unit",
        "r0.c0.stage",
        "r0.c0.preferred",
        "r0.c0.date_note",
        "r0.c0.remark",
        "r0.c0.why",
        "r0.c0.ready",
        "e0.id",
        "e0.title",
        "e0.source",
        "e0.url",
        "e0.published_on",
        "reason.0",
        "public_note",
        "internal_note",
        "change_kind",
        "change_reason",
        "confirmed",
        "bulletin",
        "base",
        "key",
    ];
    let draft = Draft::from_fields(fields.map(|name| (name, words)));
    let problems =
        fields.map(|field| DraftProblem { field: field.to_owned(), what: DraftFault::Date(words.to_owned()) });
    let told = Told {
        heading: words.to_owned(),
        lines: vec![words.to_owned()],
        theirs: vec![words.to_owned()],
        theirs_are: words.to_owned(),
        yours: vec![words.to_owned()],
        ways: vec![Way::to(words, "/")],
    };
    let form = DayForm::of(site, account, record, moment, moment.today, draft).standing(stand(words));
    form.offering([words.to_owned()]).refused(problems.to_vec()).telling(told)
}

fn stand(words: &str) -> Stand {
    let asks = Asked {
        name: "withdraw_reason".to_owned(),
        label: words.to_owned(),
        hint: words.to_owned(),
        value: words.to_owned(),
        problem: None,
    };
    let act = Act {
        heading: words.to_owned(),
        text: words.to_owned(),
        action: "/".to_owned(),
        hidden: Vec::new(),
        asks: Some(asks),
        button: words.to_owned(),
    };
    let own = || vec![words.to_owned()];
    Stand { lines: own(), hints: own(), may_publish: true, may_submit: true, note: words.to_owned(), acts: vec![act] }
}

fn review(words: &str, site: &Site, account: Account, record: &Record, moment: &Moment) -> Option<ReviewList> {
    let revision = revision(words, record.corridor(), 9, moment.today, RevisionState::Submitted)?;
    let in_words = |_| words.to_owned();
    let others = Waiting { record, moment, in_words: &in_words, revision: &revision, own: false, may: true };
    let own = Waiting { own: true, ..others };
    let not = Waiting { may: false, ..others };
    let page = ReviewList::of(site, account, &[others, own, not], words.to_owned());
    Some(ReviewList { done: Some(words.to_owned()), ..page.refused(words.to_owned(), &[]) })
}

fn review_day(words: &str, site: &Site, account: Account, record: &Record, moment: &Moment) -> Option<ReviewPage> {
    let date = moment.today;
    let mut states = [RevisionState::Published, RevisionState::Submitted]
        .map(|state| revision(words, record.corridor(), 8, date, state))
        .into_iter()
        .collect::<Option<Vec<Revision>>>()?;
    states.iter_mut().zip(8..).for_each(|(state, seq)| state.seq = seq);
    let submitted = states.last()?;
    let in_words = |_| words.to_owned();
    let waiting = Waiting { record, moment, in_words: &in_words, revision: submitted, own: false, may: true };
    let waiting = WaitingDay::of(site, &waiting, &domain::Naming::default(), Course::of(&states), Lock::Free, words);
    let page = ReviewPage::of(site, account, (record, date), Some(waiting), vec![words.to_owned()]);
    Some(page.refused(date, (words.to_owned(), words.to_owned()), words, Some(words.to_owned())))
}

fn discard(words: &str, site: &Site, account: Account, record: &Record, moment: &Moment) -> DiscardPage {
    let draft = Draft { public_note: words.to_owned(), ..Draft::default() };
    let kept = Kept { draft, moment: words.to_owned(), saved_at: 0 };
    DiscardPage::of(site, account, record, moment.today, Some(&kept)).saved_again()
}

fn moment() -> Option<Moment> {
    let instant: DateTime<Utc> = "2024-03-10T18:00:00Z".parse().ok()?;
    Some(Moment { instant, today: instant.date_naive(), time: (20, 0), cut_off_passed: true })
}

fn record(words: &str) -> Option<Record> {
    let label: Label = words.parse().ok()?;
    let slug: Slug = SLUG.parse().ok()?;
    let corridor = corridor(&label, slug.clone())?;
    let source =
        Source { slug: slug.clone(), name: label.clone(), kind: SourceKind::Media, side: Some(label), page: None };
    let sources = Sources::from([(slug.clone(), source)]);
    let today = moment()?.today;
    let mut record = Record::new(Arc::new(corridor.clone()), Arc::new(sources));
    let days = [today.pred_opt()?, today];
    let first = days.map(|date| (date, None)).into_iter();
    let corrected = days.map(|date| (date, Some(ChangeKind::Correction))).into_iter();
    for (seq, (date, change_kind)) in (1..).zip(first.chain(corrected)) {
        let whole = revision(words, &corridor, seq, date, RevisionState::Published)?;
        let revision = Revision {
            report: if change_kind.is_some() { whole.report } else { before(whole.report)? },
            change_kind,
            reason: change_kind.map(|_| words.to_owned()),
            ..whole
        };
        record = record.with(Arc::new(PublicDay::from_revision(&revision, &corridor, &domain::Naming::default())?));
    }
    Some(record)
}

fn revision(words: &str, corridor: &Corridor, seq: i64, date: NaiveDate, state: RevisionState) -> Option<Revision> {
    let instant = moment()?.instant;
    Some(Revision {
        seq,
        corridor: corridor.slug.clone(),
        date,
        state,
        report: report(words, corridor.slug.clone(), date)?,
        change_kind: Some(ChangeKind::Correction),
        reason: Some(words.to_owned()),
        role: Role::Lead,
        recorded_at: instant,
        published_at: (state == RevisionState::Published).then_some(instant),
        redaction: None,
        hash: "0".repeat(64),
    })
}

fn corridor(label: &Label, slug: Slug) -> Option<Corridor> {
    let names = ["en", "hy"].map(|language| (language.to_owned(), vec![label.clone(), label.clone()]));
    Some(Corridor {
        slug,
        names: names.into(),
        connects: [("en".to_owned(), vec![label.clone(), label.clone()])].into(),
        time_zone: ZONE.to_owned(),
        cut_off: domain::corridor::CutOff::default(),
        record_begins: NaiveDate::from_ymd_opt(2024, 3, 1)?,
        record_ends: None,
        expected_every_days: 1,
        expected: vec![domain::corridor::Expected {
            measure: Measure::PatientsAwaiting,
            group: Some(label.clone()),
            direction: None,
            carrier: None,
            spellings: Vec::new(),
        }],
        withhold_below: 0,
        withhold_note: label.as_str().parse().ok(),
        review: domain::corridor::Review::Optional,
        lock_after_days: None,
        contact: "mailto:desk@corridor.example".parse().ok(),
    })
}

fn report(words: &str, source: Slug, date: NaiveDate) -> Option<DayReport> {
    let label: Label = words.parse().ok()?;
    let note: Note = words.parse().ok()?;
    let things = [
        (Thing::of(Measure::AccessStatus), Says::Status(domain::AccessStatus::Closed)),
        (
            Thing { period_start: Some(date), ..Thing::of(Measure::AccessStatus) },
            Says::Status(domain::AccessStatus::Open),
        ),
        (moved(&label), Says::Amount("3".parse().ok()?)),
        (moved(&label), Says::Amount(Amount::Vague(VAGUE.parse().ok()?))),
        (
            Thing { item: Some(label.clone()), unit: Some(label.clone()), ..Thing::of(Measure::Deliveries) },
            Says::Amount("<5".parse().ok()?),
        ),
    ];
    let claims = (1..).zip(things).map(|(number, (thing, says))| Claim {
        id: format!("c{number}"),
        thing,
        says,
        preferred: None,
        date_note: Some(note.clone()),
        remark: Some(note.clone()),
    });
    let report = Report {
        id: "r1".to_owned(),
        source: source.clone(),
        via: Some(label.clone()),
        url: PAGE.parse().ok(),
        published_on: Some(date),
        claims: claims.collect(),
    };
    Some(DayReport {
        public_note: Some(note.clone()),
        reports: vec![report],
        absences: vec![absence(&label, &note, source.clone())],
        events: vec![Event {
            id: "e1".to_owned(),
            title: note,
            source: Some(source.clone()),
            url: None,
            published_on: None,
        }],
        ..DayReport::empty(source, date)
    })
}

/// The day before its correction: another amount, a remark less, no event, another reason.
fn before(mut report: DayReport) -> Option<DayReport> {
    report.events.clear();
    report.absences.first_mut()?.why = AbsenceReason::NotReported;
    let claims = &mut report.reports.first_mut()?.claims;
    claims.get_mut(2)?.says = Says::Amount("4".parse().ok()?);
    claims.get_mut(2)?.remark = None;
    Some(report)
}

fn moved(label: &Label) -> Thing {
    Thing {
        group: Some(label.clone()),
        carrier: Some(label.clone()),
        facility: Some(label.clone()),
        counted: Some(label.clone()),
        direction: Some(Direction::Outbound),
        ..Thing::of(Measure::PatientsTransferred)
    }
}

fn absence(label: &Label, note: &Note, source: Slug) -> Absence {
    Absence {
        thing: Thing { group: Some(label.clone()), ..Thing::of(Measure::PatientsAwaiting) },
        why: AbsenceReason::SourceSilent,
        source: Some(source),
        via: None,
        url: None,
        published_on: None,
        date_note: None,
        remark: Some(note.clone()),
    }
}
