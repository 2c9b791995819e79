//! One row of events.csv: what its cells mean. Never looks at other rows.

use chrono::NaiveDate;
use domain::{Label, Note, Slug, WebAddress};

use super::events_csv::{Identity, cells};
use super::problem::Gathering;
use super::row::{Row, Scope};

/// A row that can be recorded.
#[derive(Clone, Debug)]
pub(super) struct EventRow {
    /// The line on which it begins.
    pub(super) line: u64,
    /// The day.
    pub(super) date: NaiveDate,
    /// What happened.
    pub(super) title: Note,
    /// The name of the source.
    pub(super) source: Option<Label>,
    /// The page.
    pub(super) url: Option<WebAddress>,
    /// When the source said so.
    pub(super) published_on: Option<NaiveDate>,
}

impl EventRow {
    /// The row's meaning; none when a cell is refused.
    pub(super) fn read(mut row: Row<'_>, scope: &Scope<'_>, problems: &mut Gathering) -> Option<Self> {
        let line = row.line();
        let mut cells = row.reader(problems);
        let date = cells.day(scope);
        let title = cells.required("title");
        let source = cells.optional("source");
        let url = cells.optional("source_url");
        let published_on = cells.published_on(scope);
        let event = Self { line, date: date?, title: title?, source, url, published_on };
        row.is_sound().then_some(event)
    }

    /// Which event it is.
    pub(super) fn identity(&self, corridor: &Slug) -> Identity {
        let source = self.source.as_ref().map(Label::as_str);
        cells(corridor, self.date, &self.title, source, self.url.as_ref(), self.published_on)
    }
}
