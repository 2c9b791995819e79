//! What is open at a corridor: where sources disagree without a preferred claim, and which running totals do not
//! reconcile. In the inbox the newest of them; all on a page of their own.

use chrono::NaiveDate;
use domain::disagreement::{About, recent_since};
use domain::{Disagreement, Measure, Moment, Record, Thing, Unreconciled, Window};

use crate::text::{self, dates, figures, labels, running};
use crate::view::chrome::{self, Account, Chrome, Site, Way};
use crate::view::cite;
use crate::view::mark::Mark;
use crate::{paths, t};

/// So many disagreements stand in the inbox.
const MOST_DISAGREEMENTS: usize = 5;
/// So many totals stand in the inbox.
const MOST_TOTALS: usize = 3;
/// So many runs of silent days are named with a total.
const MOST_RUNS: usize = 6;

/// One thing on one day on which sources disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisagreementRow {
    /// The mark of a status; a figure has none.
    pub mark: Option<Mark>,
    /// `People waiting for transfer, 10 May:`
    pub what: String,
    /// `30 (Artsakh official) or more than 30 (Armenian Weekly).`
    pub claims: String,
    /// How it is shown now, and what it takes to decide.
    pub shown: Vec<String>,
    /// Where one can be preferred, for who may; and what is decided on, for those who hear the page.
    pub decide: Option<(Way, String)>,
}

/// Disagreements that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreements {
    /// The newest ones.
    pub rows: Vec<DisagreementRow>,
    /// How many are of the last reports.
    pub recent: usize,
    /// What is said where no row is shown.
    pub none: Option<String>,
    /// Where all stand, if there are more.
    pub all: Option<Way>,
}

/// One running total that does not reconcile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreconciledRow {
    /// `Patients moved out, by ICRC, since 12 December 2022, Ministry of Health:`
    pub what: String,
    /// `394 up to 29 April.`
    pub total: String,
    /// `Short by 94.`
    pub result: String,
    /// The rise, and what daily reports account for.
    pub since: Vec<String>,
    /// The days of its ends, and those between of which nothing is said.
    pub days: Vec<Way>,
    /// How many more days are silent.
    pub more: Option<String>,
}

/// Running totals that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnreconciledTotals {
    /// The newest ones.
    pub rows: Vec<UnreconciledRow>,
    /// How many are of the last reports.
    pub recent: usize,
    /// Where all stand, if there are more.
    pub all: Option<Way>,
}

/// All that is open at a corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionsPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// Where sources disagree.
    pub disagreements: Vec<DisagreementRow>,
    /// Which totals do not reconcile.
    pub unreconciled: Vec<UnreconciledRow>,
}

impl QuestionsPage {
    /// All that is open; `prefers` is whether the reader decides which claim is the figure.
    pub fn of(site: &Site, account: Account, record: &Record, moment: &Moment, prefers: bool) -> Self {
        let path = paths::questions(&record.corridor().slug);
        let all = Disagreement::all(record, moment.today);
        let unreconciled = Unreconciled::all(record, moment.today);
        Self {
            chrome: Chrome::of_desk(site, &t!("questions-title"), &path, Some(account)),
            corridor: chrome::corridor_name(record),
            disagreements: all.iter().map(|one| DisagreementRow::of(record, moment, one, prefers)).collect(),
            unreconciled: unreconciled.iter().map(|one| UnreconciledRow::of(record, moment, one)).collect(),
        }
    }
}

impl Disagreements {
    /// The disagreements of the last reports, as far as the inbox has room.
    pub fn of(record: &Record, moment: &Moment, prefers: bool) -> Self {
        let all = Disagreement::all(record, moment.today);
        let Some(since) = recent_since(record, moment.today) else {
            return Self { none: Some(t!("inbox-differ-none-yet")), ..Self::default() };
        };
        let recent = all.iter().filter(|one| one.date >= since).count();
        let shown = all.iter().take(recent.min(MOST_DISAGREEMENTS));
        let rows: Vec<DisagreementRow> = shown.map(|one| DisagreementRow::of(record, moment, one, prefers)).collect();
        let date = dates::short(since, moment.today);
        let words = || t!("inbox-differ-all", all = all.len(), older = all.len() - recent, date = date.as_str());
        Self {
            none: rows.is_empty().then(|| t!("inbox-differ-none", date = date.as_str())),
            all: (all.len() > rows.len()).then(|| Way::to(&words(), paths::questions(&record.corridor().slug))),
            recent,
            rows,
        }
    }
}

impl UnreconciledTotals {
    /// The totals of the last reports that do not reconcile, as far as the inbox has room.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let all = Unreconciled::all(record, moment.today);
        let since = recent_since(record, moment.today);
        let recent = all.iter().filter(|one| since.is_some_and(|since| one.step.date >= since)).count();
        let shown = all.iter().take(recent.min(MOST_TOTALS));
        let rows: Vec<UnreconciledRow> = shown.map(|one| UnreconciledRow::of(record, moment, one)).collect();
        let href = paths::questions(&record.corridor().slug);
        let more = all.len() > rows.len();
        Self { rows, recent, all: more.then(|| Way::to(&t!("inbox-totals-all", all = all.len()), href)) }
    }
}

impl DisagreementRow {
    fn of(record: &Record, moment: &Moment, one: &Disagreement<'_>, prefers: bool) -> Self {
        let beside = moment.today;
        let date = dates::short(one.date, beside);
        let (mark, thing, shown) = match &one.about {
            About::Status { class, claims, later } => {
                let said = claims.iter().chain(later).filter_map(|said| said.claim.says.status()).collect();
                let thing = Thing { access: *class, ..Thing::of(Measure::AccessStatus) };
                (Some(split(said)), labels::thing(&thing, beside), t!("inbox-differ-shown-status"))
            }
            About::Figure(figure) => {
                let shown = t!("inbox-differ-shown", figure = figures::of_day(figure));
                (None, labels::thing_on(figure.thing, one.date, beside), shown)
            }
        };
        let decide = prefers.then(|| {
            let on = t!("inbox-decide-on", thing = thing.as_str(), date = date.as_str());
            (Way::to(&t!("inbox-decide"), place_of(record, one)), on)
        });
        Self {
            mark,
            what: t!("inbox-differ-of", thing = thing.as_str(), date = date.as_str()),
            claims: t!("inbox-differ-claims", claims = text::either(&claims(one, beside))),
            shown: [shown].into_iter().chain(prefers.then(|| t!("inbox-differ-prefer"))).collect(),
            decide,
        }
    }
}

/// The two statuses furthest apart.
fn split(said: Vec<domain::AccessStatus>) -> Mark {
    let most = said.iter().max().copied().unwrap_or(domain::AccessStatus::Closed);
    let least = said.iter().min().copied().unwrap_or(domain::AccessStatus::Open);
    Mark::Disputed(most, least)
}

/// What is said, each with who says so: `30 (Artsakh official)`.
fn claims(one: &Disagreement<'_>, beside: NaiveDate) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |says: String, source: String| match said.iter_mut().find(|(known, _)| *known == says) {
        Some((_, sources)) if sources.contains(&source) => {}
        Some((_, sources)) => sources.push(source),
        None => said.push((says, vec![source])),
    };
    one.claims().iter().for_each(|claim| add(figures::says(&claim.claim.says), cite::name(claim)));
    if let About::Status { later, .. } = &one.about {
        for claim in later {
            let date = dates::short(claim.date(), beside);
            add(figures::says(&claim.claim.says), t!("inbox-differ-later", source = cite::name(claim), date = date));
        }
    }
    let line = |(says, sources): (String, Vec<String>)| {
        t!("inbox-differ-claim", says = says, sources = text::listed(&sources))
    };
    said.into_iter().map(line).collect()
}

/// The place of the form at which the first of the claims can be preferred.
fn place_of(record: &Record, one: &Disagreement<'_>) -> String {
    let slug = &record.corridor().slug;
    match one.claims().first() {
        Some(first) => paths::day_form_to_prefer(slug, one.date, &first.claim.id),
        None => paths::day_form(slug, one.date),
    }
}

impl UnreconciledRow {
    fn of(record: &Record, moment: &Moment, one: &Unreconciled<'_>) -> Self {
        let (beside, step) = (moment.today, &one.step);
        let thing = labels::thing(one.thing, beside);
        let total = step.total.as_ref().map_or_else(|| t!("running-no-number"), figures::figure);
        let fell = step.between.is_none().then_some(one.before.as_ref()).flatten();
        let fell = fell.map(|(date, figure)| {
            t!("inbox-totals-before", total = figures::figure(figure), date = dates::short(*date, beside))
        });
        let told = match &step.between {
            Some(between) => running::in_short(between, beside),
            None => running::since(step, one.source_name, one.since_start.as_ref(), beside),
        };
        let silent: usize = one.silent.iter().skip(MOST_RUNS).map(|run| run.days()).sum();
        Self {
            what: t!("inbox-totals-of", thing = thing, source = one.source_name),
            total: t!("inbox-totals-total", total = total, date = dates::short(step.date, beside)),
            result: t!("inbox-totals-result", result = running::verdict(&one.outcome)),
            since: fell.into_iter().chain(told).collect(),
            days: days(record, one, beside),
            more: (silent > 0).then(|| t!("inbox-totals-more", more = silent)),
        }
    }
}

/// The forms of the days of an interval that matter, in order: its ends, and the silent days between.
fn days(record: &Record, one: &Unreconciled<'_>, beside: NaiveDate) -> Vec<Way> {
    let form = |words: String, date: NaiveDate| Way::to(&words, paths::day_form(&record.corridor().slug, date));
    let begin =
        one.before.as_ref().map(|(date, _)| form(t!("inbox-totals-begin", date = dates::short(*date, beside)), *date));
    let end = one.step.date;
    let silent = one.silent.iter().take(MOST_RUNS);
    let silent = silent.filter_map(|run| {
        // The last day has a report: the total itself.
        let run = Window::new(run.from, if run.to == end { end.pred_opt()? } else { run.to })?;
        Some(form(t!("inbox-totals-silent", days = dates::days(run, beside)), run.from))
    });
    let end = form(t!("inbox-totals-end", date = dates::short(end, beside)), end);
    begin.into_iter().chain(silent).chain([end]).collect()
}
