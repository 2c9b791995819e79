//! The pages of an import, from what was uploaded, what came of reading it, and how its days stand.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use app::text::imports as words;
use app::view::chrome::{Way, corridor_name};
use app::view::import_page::{
    Choose, DAYS_A_PAGE, ImportCorridors, ImportPage, ImportPart, Pages, Preview, PreviewDay, Problems, Rows, Store,
    Typed, Working,
};
use app::view::kept::Sent;
use app::{paths, t};
use chrono::{DateTime, NaiveDate, Utc};
use domain::record::Sources;
use domain::{Slug, Verb};

use super::desk::account;
use super::import_words;
use crate::auth::SignedIn;
use crate::files::{self, CLAIM_COLUMNS, ImportPlan, ImportProblem, ImportProblems, MAX_BYTES, MAX_ROWS, problems_csv};
use crate::imports::{Import, Planned, Standing, Work};
use crate::records::{CorridorRecord, Snapshot};
use crate::state::{SharedState, State};
use crate::storage::staff::StaffId;
use crate::storage::uploads::Upload;
use crate::storage::{StorageError, drafts};

/// So many problems stand on the page; all of them in the table.
const PROBLEMS_SHOWN: usize = 50;

/// So many new names of a column are told.
const NAMES_SHOWN: usize = 60;

/// Somebody of the desk at a corridor, as its pages of an import need them.
#[derive(Debug)]
pub struct AtCorridor {
    /// The installation.
    pub state: SharedState,
    /// Who asks.
    pub who: SignedIn,
    /// The corridor.
    pub corridor: Arc<CorridorRecord>,
}

/// What files would do, as it is shown.
pub struct Shown<'a> {
    /// What they would do.
    pub planned: &'a Planned,
    /// The files.
    pub upload: &'a Upload,
    /// Which page of days, from 1.
    pub page: usize,
    /// Of which days the reader has drafts.
    pub drafts: &'a BTreeSet<NaiveDate>,
    /// The form that stores it.
    pub form: Form,
}

/// The form that stores what is shown.
pub struct Form {
    /// Its own key.
    pub key: String,
    /// When its drafts were looked for, in milliseconds.
    pub looked_at: i64,
    /// Whether the reader publishes what was imported here.
    pub publishes: bool,
    /// What was typed into it before.
    pub typed: Typed,
}

/// The page on which a corridor is chosen; the only one's short name when there is only one.
pub fn corridors_page(state: &State, who: &SignedIn) -> Result<ImportCorridors, Slug> {
    let (records, actor) = (state.records.now(), who.actor());
    let own: Vec<&Arc<CorridorRecord>> = records
        .all()
        .filter(|corridor| actor.may(Verb::ImportClaims, Some(&corridor.record.corridor().slug)))
        .collect();
    if let [only] = own.as_slice() {
        return Err(only.record.corridor().slug.clone());
    }
    let way = |corridor: &&Arc<CorridorRecord>| {
        Way::to(&corridor_name(&corridor.record), paths::import(&corridor.record.corridor().slug))
    };
    Ok(ImportCorridors::of(&state.site, account(who), own.iter().map(way).collect()))
}

/// The days of a corridor of which somebody has drafts that a moment finds.
pub async fn own_drafts(
    state: &State,
    author: StaffId,
    slug: &Slug,
    now: DateTime<Utc>,
) -> Result<BTreeSet<NaiveDate>, StorageError> {
    let days = drafts::days_of_author(&state.database, author, slug, now).await?;
    Ok(days.into_keys().collect())
}

/// The problems of an upload as a table.
pub fn problems_table(problems: &ImportProblems) -> Vec<u8> {
    let expected = |problem: &ImportProblem| import_words::expected(&problem.expected);
    problems_csv::write(problems, expected, |more| t!("import-problems-beyond", more = more))
}

impl AtCorridor {
    fn slug(&self) -> &Slug {
        &self.corridor.record.corridor().slug
    }

    fn page(&self, part: ImportPart, sent: Sent) -> ImportPage {
        ImportPage::of(&self.state.site, account(&self.who), self.corridor.record.corridor(), part, sent)
    }

    fn choose_part(&self) -> Choose {
        Choose::of(self.slug(), &CLAIM_COLUMNS, MAX_BYTES, MAX_ROWS)
    }

    /// The page on which files are chosen.
    pub fn choosing(&self, sent: Sent) -> ImportPage {
        self.page(ImportPart::Choose(self.choose_part()), sent)
    }

    /// The page of an import that is under way.
    pub fn working(&self, import: &Import, sent: Sent) -> ImportPage {
        let count = |watch: &files::Watch| (watch.read.load(Ordering::Relaxed), watch.of.load(Ordering::Relaxed));
        let (rows, days) = (count(&import.rows), count(&import.days));
        let part = match import.work {
            Work::Reading => Working::reading(self.slug(), rows.0, rows.1),
            Work::Storing => Working::storing(self.slug(), days, rows),
        };
        self.page(ImportPart::Working(part), sent)
    }

    /// The page of files that have problems.
    pub fn problems(&self, problems: &ImportProblems, upload: &Upload, sent: Sent) -> ImportPage {
        let listed = problems.listed.len();
        let more = listed.saturating_sub(PROBLEMS_SHOWN);
        let part = Problems {
            heading: t!("import-problems", problems = listed + problems.more),
            rows: problems.listed.iter().take(PROBLEMS_SHOWN).map(import_words::row).collect(),
            more: (more > 0).then(|| t!("import-problems-more", more = more)),
            table: Way::to(&t!("import-problems-table"), paths::import_problems(self.slug())),
            choose: self.choose_part(),
        };
        self.page(ImportPart::Problems(part), sent).of_upload(self.slug(), &upload.id)
    }

    /// The page of what files would change.
    pub fn preview(&self, shown: Shown<'_>, sent: Sent) -> ImportPage {
        let plan = &shown.planned.plan;
        let number = plan.days.len();
        let page = shown.page.clamp(1, number.div_ceil(DAYS_A_PAGE).max(1));
        let part = Preview {
            files: t!("import-files", claims = shown.upload.claims.as_str(), events = shown.upload.events.clone()),
            summary: summary(shown.planned),
            warnings: warnings(shown.planned),
            names: new_names(plan),
            days: self.days(&shown, page),
            pages: Pages::of(self.slug(), page, number),
            store: (number > 0).then(|| self.store(&shown)),
        };
        self.page(ImportPart::Preview(Box::new(part)), sent).of_upload(self.slug(), &shown.upload.id)
    }

    fn store(&self, shown: &Shown<'_>) -> Store {
        let (planned, form) = (shown.planned, &shown.form);
        let drafts = planned.plan.days.iter().filter(|day| shown.drafts.contains(&day.date)).count();
        let own = (planned.fingerprint.clone(), form.key.clone(), form.looked_at);
        let changes_public = !planned.public_days().is_empty();
        Store::of(self.slug(), own, form.publishes, changes_public, drafts).with(form.typed.clone())
    }

    fn days(&self, shown: &Shown<'_>, page: usize) -> Vec<PreviewDay> {
        let planned = shown.planned;
        let records: Arc<Snapshot> = self.state.records.now();
        let mut sources: Sources = records.sources().clone();
        sources.extend(planned.plan.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
        let name = |slug: &Slug| sources.get(slug).map_or(slug.to_string(), |source| source.name.to_string());
        let today = self.corridor.moment(self.state.clock.now()).today;
        let of_page = planned.plan.days.iter().skip((page - 1) * DAYS_A_PAGE).take(DAYS_A_PAGE);
        let day = |after: &domain::DayReport| {
            let standing = planned.standing.get(&after.date);
            let before = standing.and_then(|standing| standing.before.as_ref());
            let tally = planned.plan.by_day.get(&after.date).copied().unwrap_or_default();
            let files::Tally { added, updated, unchanged, events_added } = tally;
            let rows = Rows { added, updated, unchanged, events: events_added };
            let hindrances = hindrances(standing, shown.drafts.contains(&after.date));
            PreviewDay::of((before, after), rows, hindrances, &name, today)
        };
        of_page.map(day).collect()
    }
}

fn summary(planned: &Planned) -> Vec<String> {
    let plan = &planned.plan;
    let days = plan.days.len();
    if days == 0 {
        return vec![t!("import-nothing")];
    }
    let rows = words::rows(plan.added, plan.updated, plan.unchanged, plan.events_added);
    let same = plan.by_day.len() - days;
    let public = planned.public_days().len();
    [
        Some(t!("import-summary", days = days, rows = rows)),
        Some(t!("import-summary-public", days = public)),
        (same > 0).then(|| t!("import-summary-same", days = same)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a day stands so.
type IsSo = fn(&Standing) -> bool;

const HINDERED: [(&str, IsSo); 4] = [
    ("waits", |day| day.waits),
    ("locked", |day| day.locked),
    ("withdrawn", |day| day.withdrawn),
    ("returned", |day| day.returned),
];

fn hindrances(standing: Option<&Standing>, has_draft: bool) -> Vec<String> {
    let of_day = HINDERED.iter().filter(|(_, is_so)| standing.is_some_and(is_so)).map(|(why, _)| *why);
    of_day.chain(has_draft.then_some("draft")).map(|why| t!("import-day-hindrance", why = why)).collect()
}

fn warnings(planned: &Planned) -> Vec<String> {
    let plan = &planned.plan;
    let mut all = Vec::new();
    if plan.examples {
        all.push(t!("import-warn-examples"));
    }
    for (file, told) in &plan.sheets {
        let file = file.sheet();
        if told.formulas > 0 {
            all.push(t!("import-warn-formulas", file = file, cells = told.formulas));
        }
        if !told.passed_over.is_empty() {
            let others: Vec<String> = told.passed_over.clone();
            let others = app::text::listed(&others);
            all.push(t!("import-warn-sheets", file = file, sheet = told.name.as_str(), others = others));
        }
    }
    for alike in &plan.alike {
        let known = if alike.is_known { "yes" } else { "no" };
        let (new, other) = (alike.new.as_str(), alike.other.as_str());
        let column = words::names_of(alike.column);
        all.push(t!("import-warn-alike", known = known, column = column, new = new, other = other));
    }
    for (why, is_so) in HINDERED {
        let days = planned.days_that(is_so);
        if !days.is_empty() {
            all.push(t!("import-warn-days", why = why, days = words::days(&days)));
        }
    }
    all
}

fn new_names(plan: &ImportPlan) -> Vec<(String, Vec<String>)> {
    let sources: Vec<String> = plan.new_sources.iter().map(|source| source.name.to_string()).collect();
    let of_columns =
        plan.created.iter().map(|(column, labels)| (*column, labels.iter().map(ToString::to_string).collect()));
    let all = [("source", sources)].into_iter().chain(of_columns);
    let shown = |(column, mut names): (&'static str, Vec<String>)| {
        let more = names.len().saturating_sub(NAMES_SHOWN);
        names.truncate(NAMES_SHOWN);
        if more > 0 {
            names.push(t!("import-names-more", more = more));
        }
        (words::names_of(column), names)
    };
    all.filter(|(_, names)| !names.is_empty()).map(shown).collect()
}
