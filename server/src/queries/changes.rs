//! The changes of a corridor, and one of them.

use app::paths::AskedChanges;
use app::view::change_page::ChangePage;
use app::view::changes_page::ChangesPage;
use app::view::notice::Notice;
use domain::Slug;

use crate::edition::Edition;

/// What stands at the address of a list of changes.
#[derive(Debug)]
pub enum ChangesAnswer {
    /// The list, or that there is nothing in it.
    Page(Box<ChangesPage>),
    /// The record was never at the version that is asked for; the newest one it is at.
    NoVersion(Option<i64>),
    /// The list has no such page; how many it has.
    NoPage(usize),
    /// There is no such corridor.
    NoCorridor,
}

/// What stands at the address of one change.
#[derive(Debug)]
pub enum ChangeAnswer {
    /// The change.
    Page(Box<ChangePage>),
    /// It belongs to a day that was withdrawn.
    Hidden(Box<Notice>),
    /// Readers may see no such change of this corridor.
    None,
}

/// What stands at the address of a list of changes.
pub fn changes_page(edition: &Edition, slug: &Slug, asked: &AskedChanges) -> ChangesAnswer {
    let Some(shown) = edition.corridor(slug) else { return ChangesAnswer::NoCorridor };
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    if asked.since.is_some_and(|since| !record.was_at(since)) {
        return ChangesAnswer::NoVersion(record.version().map(|version| version.seq));
    }
    match ChangesPage::of(&edition.site, record, moment, asked) {
        Some(page) => ChangesAnswer::Page(Box::new(page)),
        None => ChangesAnswer::NoPage(ChangesPage::pages(record, asked)),
    }
}

/// What stands at the address of one change.
pub fn change_page(edition: &Edition, slug: &Slug, seq: i64) -> ChangeAnswer {
    let Some(shown) = edition.corridor(slug) else { return ChangeAnswer::None };
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    match (ChangePage::of(&edition.site, record, moment, seq), record.hidden(seq)) {
        (Some(page), _) => ChangeAnswer::Page(Box::new(page)),
        (None, Some(date)) => ChangeAnswer::Hidden(Box::new(ChangePage::hidden(&edition.site, record, date))),
        (None, None) => ChangeAnswer::None,
    }
}
