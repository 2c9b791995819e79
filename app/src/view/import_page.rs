//! Importing files into a corridor: choosing them, how far reading them is, what is wrong with them, what they would change,
//! how that is stored. And the page on which a corridor is chosen.

use chrono::NaiveDate;
use domain::{ChangeKind, Corridor, DayChange, DayReport, Slug};

use super::chrome::{self, Account, Chrome, Site, Way};
use super::kept::Sent;
use crate::text::sentences::Phrase;
use crate::text::{changes, dates, imports};
use crate::{paths, t};

/// So many sentences are told of one day; the rest is counted.
const MOST_LINES: usize = 12;

/// So many days stand on one page of what would change.
pub const DAYS_A_PAGE: usize = 40;

/// Importing files into a corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// What was sent, if anything: problems of a form, what was done.
    pub sent: Sent,
    /// Where to look at what was done.
    pub ways: Vec<Way>,
    /// How far the import is.
    pub part: ImportPart,
    /// How the files are discarded; none when there are none.
    pub discard: Option<Discard>,
}

/// How files are discarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discard {
    /// Where it is asked for.
    pub action: String,
    /// The upload that is meant: others may be in its place by then.
    pub upload: String,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPart {
    /// Files are chosen.
    Choose(Choose),
    /// Files are read, or stored.
    Working(Working),
    /// Something is wrong with the files.
    Problems(Problems),
    /// What the files would change.
    Preview(Box<Preview>),
}

/// The form with which files are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choose {
    /// Where the files are sent.
    pub action: String,
    /// How large a file may be, and how long.
    pub limits: String,
    /// The templates.
    pub templates: Vec<Way>,
    /// Each column and what it holds.
    pub columns: Vec<(&'static str, String)>,
}

/// Work that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// What is done.
    pub heading: String,
    /// How far it is.
    pub how_far: String,
    /// The same page once more.
    pub again: Way,
}

/// What is wrong with files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// How many there are.
    pub heading: String,
    /// The first of them: where, what stands there, what was expected.
    pub rows: Vec<ProblemRow>,
    /// That there are more.
    pub more: Option<String>,
    /// All of them as a table.
    pub table: Way,
    /// The form for the files once they are mended.
    pub choose: Choose,
}

/// One problem of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRow {
    /// Where: `claims.csv, line 12, column 4 (measure)`.
    pub place: String,
    /// What stands there; none where a row as a whole is meant.
    pub found: Option<String>,
    /// What was expected.
    pub expected: String,
}

/// What files would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The files.
    pub files: String,
    /// What they would change, in numbers.
    pub summary: Vec<String>,
    /// What to look at twice.
    pub warnings: Vec<String>,
    /// Names that nobody used before, by column.
    pub names: Vec<(String, Vec<String>)>,
    /// The days of this page.
    pub days: Vec<PreviewDay>,
    /// Which days these are of all, and the ways to the others.
    pub pages: Option<Pages>,
    /// How it is stored; none when nothing would change, or it cannot be.
    pub store: Option<Store>,
}

/// Which days of all stand on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// `Days 41 to 80 of 500`.
    pub told: String,
    /// The page before.
    pub before: Option<Way>,
    /// The page after.
    pub after: Option<Way>,
}

/// What would become of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewDay {
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// Its form.
    pub href: String,
    /// Whether it is new or changes.
    pub kind: String,
    /// How many rows are new, changed, the same.
    pub counts: String,
    /// What hinders it.
    pub hindrances: Vec<String>,
    /// What changes, a sentence each.
    pub lines: Vec<Phrase>,
    /// That there is more.
    pub more: Option<String>,
}

/// The rows of one day in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// New ones.
    pub added: usize,
    /// Changed ones.
    pub updated: usize,
    /// Those that say what is recorded.
    pub unchanged: usize,
    /// New events.
    pub events: usize,
}

/// How an import that was looked through is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    /// Where the form is sent.
    pub action: String,
    /// The plan that is seen here.
    pub seen: String,
    /// The form's own key.
    pub key: String,
    /// When drafts of these days were looked for, in milliseconds: no later one gives way.
    pub looked_at: i64,
    /// What the days may become: value, words, what that means.
    pub choices: Vec<(&'static str, String, String)>,
    /// What was chosen.
    pub becomes: String,
    /// Whether public days change.
    pub changes_public: bool,
    /// The kind that was chosen.
    pub kind: String,
    /// The reason that was typed.
    pub reason: String,
    /// Of how many days the reader has drafts.
    pub drafts: usize,
    /// Whether these give way.
    pub over_drafts: bool,
}

/// What somebody typed into the form that stores an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What the days become.
    pub becomes: String,
    /// The kind.
    pub kind: String,
    /// The reason.
    pub reason: String,
    /// Whether drafts give way.
    pub over_drafts: bool,
}

impl ImportPage {
    /// The page of a corridor.
    pub fn of(site: &Site, account: Account, settings: &Corridor, part: ImportPart, sent: Sent) -> Self {
        let names: Vec<String> = settings.names_in("en").into_iter().map(ToString::to_string).collect();
        let corridor = chrome::joined_names(&names);
        let title = t!("import-title", corridor = corridor.as_str());
        let title = match &part {
            ImportPart::Problems(_) => t!("keep-title-refused", title = title),
            _ => sent.title(title),
        };
        let chrome = Chrome::of_desk(site, &title, paths::IMPORTS, Some(account));
        Self { chrome, corridor, sent, ways: Vec::new(), part, discard: None }
    }

    /// The same of files that are there, and can be discarded.
    pub fn of_upload(self, slug: &Slug, upload: &str) -> Self {
        let discard = Discard { action: paths::import_discard(slug), upload: upload.to_owned() };
        Self { discard: Some(discard), ..self }
    }
}

impl Choose {
    /// The form of a corridor; files have at most so many bytes and rows.
    pub fn of(slug: &Slug, columns: &[&'static str], most_bytes: usize, most_rows: usize) -> Self {
        let template =
            |kind: &'static str| Way::to(&t!("import-template", kind = kind), paths::import_template(slug, kind));
        Self {
            action: paths::import(slug),
            limits: t!("import-limits", mebibytes = most_bytes / (1024 * 1024), rows = most_rows),
            templates: vec![template("xlsx"), template("csv")],
            columns: columns.iter().map(|column| (*column, imports::column(column))).collect(),
        }
    }
}

impl Working {
    /// Files that are read: so many rows of so many, where that is known.
    pub fn reading(slug: &Slug, read: usize, of: usize) -> Self {
        let how_far =
            if of == 0 { t!("import-reading-waits") } else { t!("import-reading-rows", read = read, rows = of) };
        Self { heading: t!("import-reading"), how_far, again: Self::again(slug) }
    }

    /// What is stored: so many days of so many, where that is known; else so many rows are read once more.
    pub fn storing(slug: &Slug, (days, of_days): (usize, usize), (read, of): (usize, usize)) -> Self {
        let how_far = match (of_days, of) {
            (0, 0) => t!("import-storing-waits"),
            (0, of) => t!("import-reading-rows", read = read, rows = of),
            (of_days, _) => t!("import-storing-days", stored = days, days = of_days),
        };
        Self { heading: t!("import-storing"), how_far, again: Self::again(slug) }
    }

    fn again(slug: &Slug) -> Way {
        Way::to(&t!("import-look-again"), paths::import(slug))
    }
}

impl PreviewDay {
    /// What would become of a day.
    pub fn of(
        (before, after): (Option<&DayReport>, &DayReport),
        rows: Rows,
        hindrances: Vec<String>,
        name: changes::NameOf<'_>,
        beside: NaiveDate,
    ) -> Self {
        let mut lines = changes::lines(&DayChange::between_reports(before, after), name, (after.date, beside));
        let more = lines.len().saturating_sub(MOST_LINES);
        lines.truncate(MOST_LINES);
        let Rows { added, updated, unchanged, events } = rows;
        Self {
            day: dates::long(after.date),
            href: paths::day_form(&after.corridor, after.date),
            kind: t!("import-day-kind", kind = if before.is_some() { "changes" } else { "new" }),
            counts: imports::rows(added, updated, unchanged, events),
            hindrances,
            lines,
            more: (more > 0).then(|| t!("import-more-lines", more = more)),
        }
    }
}

impl Pages {
    /// The ways around a page, from 1, of so many days; none when all stand on one.
    pub fn of(slug: &Slug, page: usize, days: usize) -> Option<Self> {
        let last = days.div_ceil(DAYS_A_PAGE);
        let (from, to) = ((page - 1) * DAYS_A_PAGE + 1, (page * DAYS_A_PAGE).min(days));
        let way = |words: String, page: usize| Way::to(&words, paths::import_page(slug, page));
        (last > 1).then(|| Self {
            told: t!("import-days-of", from = from, to = to, days = days),
            before: (page > 1).then(|| way(t!("import-days-before"), page - 1)),
            after: (page < last).then(|| way(t!("import-days-after"), page + 1)),
        })
    }
}

impl Store {
    /// The form of a plan that is seen: whether its reader publishes here, on how many of its days they have drafts.
    pub fn of(
        slug: &Slug,
        (seen, key, looked_at): (String, String, i64),
        publishes: bool,
        changes_public: bool,
        drafts: usize,
    ) -> Self {
        let choice = |value: &'static str| {
            (value, t!("import-becomes", becomes = value), t!("import-becomes-means", becomes = value))
        };
        let all = ["drafts", "submitted", "published"].into_iter().filter(|value| publishes || *value != "published");
        let choices = all.map(choice).collect();
        let action = paths::import_store(slug);
        Self { action, seen, key, looked_at, choices, changes_public, drafts, ..Self::default() }
    }

    /// The same with what was typed before.
    pub fn with(self, typed: Typed) -> Self {
        let Typed { becomes, kind, reason, over_drafts } = typed;
        Self { becomes, kind, reason, over_drafts, ..self }
    }

    /// The kinds of a change: value and words.
    pub fn kinds() -> Vec<(&'static str, String)> {
        ChangeKind::ALL.iter().map(|kind| (kind.key(), t!("form-change-kind-option", kind = kind.key()))).collect()
    }
}

/// The corridors into which somebody may import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportCorridors {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridors.
    pub corridors: Vec<Way>,
}

impl ImportCorridors {
    /// The page that lists them.
    pub fn of(site: &Site, account: Account, corridors: Vec<Way>) -> Self {
        Self { chrome: Chrome::of_desk(site, &t!("import-title-all"), paths::IMPORTS, Some(account)), corridors }
    }
}
