//! The public history of the API: each change with its kind, its reason and what it changed, in words and in the cells of
//! claims.csv. Never tells by whom, and nothing of what is withdrawn or withheld.

use app::paths;
use app::paths::api::{AskedList, List};
use app::paths::as_of::without;
use app::view::changes_page::listed_among;
use app::view::entry::{self, EntryRow};
use chrono::NaiveDate;
use domain::change::{Change, ClaimField, Stated};
use domain::history::{self, Entry};
use domain::{EntryKind, PublicSays, Record};
use serde::Serialize;

use super::cursor::{Cursor, Place};
use super::rows::written;
use super::{Of, Row, Written};
use crate::files::claim_line::{COLUMNS, Line, WITHHELD, amount_cells};
use crate::files::events_json;
use crate::files::typed_cell::{TypedCell, rfc_3339};

/// One change of one day.
#[derive(Serialize)]
pub(super) struct ChangeLine<'r> {
    seq: i64,
    date: NaiveDate,
    kind: &'static str,
    published_at: String,
    by: String,
    reason: Option<String>,
    summary: Option<String>,
    lines: Vec<String>,
    claims: Vec<ClaimChange>,
    event: Option<Row<'r>>,
    /// Its own page, for good: a change is of one state, whatever the moment that is asked for.
    url: String,
}

/// What became of one claim: the row of claims.csv before and after.
#[derive(Serialize)]
struct ClaimChange {
    id: String,
    change: &'static str,
    before: Option<Row<'static>>,
    after: Option<Row<'static>>,
}

/// A page of the history of a record at a moment, the newest change first.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn changes(of: Of<'_>, asked: &AskedList, from: Option<&Cursor>) -> Result<Written, serde_json::Error> {
    let record = of.record;
    let all = history::entries(record, &entry::local_day(record));
    let all: Vec<Entry<'_>> = all.into_iter().filter(|entry| asked.part.has_day(entry.state.date)).collect();
    let kinds = if asked.kinds.is_empty() { EntryKind::ALL.into_iter().collect() } else { asked.kinds.clone() };
    let listed = listed_among(&all, &kinds);
    let of_state = listed.chunk_by(|one, other| one.state.seq == other.state.seq);
    let placed = of_state
        .flat_map(|entries| (0..).zip(entries).map(|(index, entry)| (Place { at: -entry.state.seq, index }, *entry)));
    let rows = placed.map(|(place, entry)| (place, line(of, entry)));
    written(of, (List::Changes, asked), from, rows)
}

/// One change.
pub(super) fn line<'r>(Of { site, record, moment }: Of<'r>, entry: &Entry<'r>) -> ChangeLine<'r> {
    let (slug, state) = (&record.corridor().slug, entry.state);
    let row = EntryRow::of(site, record, moment, entry);
    let told = state.is_shown() && entry.event.is_none();
    let change = told.then(|| entry.change());
    let claims = change.iter().flat_map(|change| &change.claims).map(|change| claim(record, state.date, change));
    ChangeLine {
        seq: state.seq,
        date: state.date,
        kind: entry.kind.key(),
        published_at: rfc_3339(state.published_at),
        by: plain(&row.by),
        reason: row.reason,
        summary: row.summary.as_deref().map(plain),
        lines: row.lines.iter().map(|line| plain(&line.text())).collect(),
        claims: claims.collect(),
        event: entry.event.map(|event| Row::of(&events_json::KEYS, events_json::row(record, state.date, event))),
        url: paths::absolute(site.public_url.as_deref(), &without(&paths::change(slug, state.seq))),
    }
}

fn claim(record: &Record, date: NaiveDate, change: &Change<Stated, ClaimField>) -> ClaimChange {
    let stated = change.after().or(change.before());
    let cells = |stated: &Stated| Row::of(&COLUMNS, cells(record, date, stated).map(TypedCell::into_owned));
    ClaimChange {
        id: stated.map(|stated| stated.id.clone()).unwrap_or_default(),
        change: match change {
            Change::Added(_) => "added",
            Change::Removed(_) => "removed",
            Change::Changed { .. } => "changed",
        },
        before: change.before().map(cells),
        after: change.after().map(cells),
    }
}

/// A claim as it was at one time, under the names that sources have now.
fn cells<'r>(record: &'r Record, date: NaiveDate, stated: &'r Stated) -> [TypedCell<'r>; COLUMNS.len()] {
    let (bound, value) = match &stated.says {
        PublicSays::Status(status) => ("", [TypedCell::word(Some(status.key())), TypedCell::Empty]),
        PublicSays::Amount(amount) => (amount.bound(), amount_cells(amount)),
        PublicSays::Withheld => (WITHHELD, Default::default()),
    };
    let line = Line {
        preferred: stated.preferred.as_ref(),
        source: Some(record.source_name(&stated.source)),
        via: stated.via.as_ref(),
        url: stated.url.as_ref(),
        published_on: stated.published_on,
        date_note: stated.date_note.as_ref(),
        remark: stated.remark.as_ref(),
        ..Line::bare(date, Some(&stated.thing), bound, value)
    };
    line.typed(&record.corridor().slug)
}

/// Programs compare words: a no-break space is for eyes.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
