//! Samples of the pages on which files are imported.

use chrono::NaiveDate;
use domain::{Corridor, DayReport, Note, Record};

use crate::text::imports;
use crate::view::chrome::{Account, Site, Way};
use crate::view::import_page::{
    Choose, ImportCorridors, ImportPage, ImportPart, Pages, Preview, PreviewDay, ProblemRow, Problems, Rows, Store,
    Typed, Working,
};
use crate::view::kept::Sent;

/// Every page of an import.
#[derive(Clone, Debug)]
pub struct ImportSamples {
    /// The corridors.
    pub corridors: ImportCorridors,
    /// Files are chosen, after one was refused; read and stored; have problems; would change days, refused.
    pub pages: Vec<ImportPage>,
}

/// So large files may be in the samples.
const MIB: usize = 1024 * 1024;

pub(super) fn imports(words: &str, site: &Site, account: &Account, record: &Record, today: NaiveDate) -> ImportSamples {
    let corridor: &Corridor = record.corridor();
    let slug = &corridor.slug;
    let own = || Account { imports: true, ..account.clone() };
    let page = |part, sent| ImportPage::of(site, own(), corridor, part, sent);
    let refused = |field: &str| Sent::refused([(field.to_owned(), words.to_owned(), words.to_owned())]);
    let choose = || Choose::of(slug, &["corridor", "value"], MIB, 10_000);
    let row = |found: Option<&str>| ProblemRow {
        place: words.to_owned(),
        found: found.map(str::to_owned),
        expected: words.to_owned(),
    };
    let problems = Problems {
        heading: words.to_owned(),
        rows: vec![row(Some(words)), row(Some("")), row(None)],
        more: Some(words.to_owned()),
        table: Way::to(words, "/".to_owned()),
        choose: choose(),
    };
    let stored = Sent::telling(imports::stored("published", 2, (3, 1, 1), Some((4, 5))));
    let mut done = page(ImportPart::Choose(choose()), stored);
    done.ways = vec![Way::to(words, "/".to_owned())];
    ImportSamples {
        corridors: ImportCorridors::of(site, own(), vec![Way::to(words, "/".to_owned())]),
        pages: vec![
            page(ImportPart::Choose(choose()), refused("claims")),
            done,
            page(ImportPart::Working(Working::reading(slug, 3_200, 10_000)), Sent::default()),
            page(ImportPart::Working(Working::storing(slug, (3, 500), (0, 0))), Sent::default()),
            page(ImportPart::Problems(problems), Sent::default()).of_upload(slug, "upload"),
            page(ImportPart::Preview(Box::new(preview(words, corridor, today))), refused("reason"))
                .of_upload(slug, "upload"),
        ],
    }
}

fn preview(words: &str, corridor: &Corridor, today: NaiveDate) -> Preview {
    let slug = &corridor.slug;
    let name = |_: &domain::Slug| words.to_owned();
    let empty = DayReport::empty(slug.clone(), today);
    let noted = DayReport { public_note: words.parse::<Note>().ok(), ..empty.clone() };
    let rows = Rows { added: 3, updated: 1, unchanged: 2, events: 1 };
    let own = (words.to_owned(), words.to_owned(), 0);
    let typed = Typed {
        becomes: "published".to_owned(),
        kind: "correction".to_owned(),
        reason: words.to_owned(),
        over_drafts: true,
    };
    Preview {
        files: words.to_owned(),
        summary: vec![words.to_owned(), words.to_owned()],
        warnings: vec![words.to_owned()],
        names: vec![(imports::names_of("carrier"), vec![words.to_owned()])],
        days: vec![
            PreviewDay::of((Some(&empty), &noted), rows, vec![words.to_owned()], &name, today),
            PreviewDay::of((None, &noted), Rows::default(), Vec::new(), &name, today),
        ],
        pages: Pages::of(slug, 2, 100),
        store: Some(Store::of(slug, own, true, true, 2).with(typed)),
    }
}
