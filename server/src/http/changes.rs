//! The public history: the list of changes, and each change on a page of its own. How a route is added is told in
//! `http/finished.rs`.

use std::collections::BTreeSet;

use app::pages;
use app::paths::{self, AskedChanges};
use app::text::{changes as words, notices};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{EntryKind, Slug, read_day};

use super::error::{HttpError, shortened};
use super::extract::fields_of;
use super::finished::{Make, Public};
use super::reader::Reader;
use super::render;
use crate::finished::Effort;
use crate::queries::changes::{self, ChangeAnswer, ChangesAnswer};

/// `GET /c/{slug}/changes`, with `kind`, `from`, `to`, `since` and `page`.
pub async fn show_changes(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    match read_query(&query.unwrap_or_default()) {
        Ok(asked) => reader.answer(all(slug, asked)).await,
        Err(error) => reader.refuse(error),
    }
}

/// The changes that are asked for.
pub fn all(slug: Slug, asked: AskedChanges) -> Public<impl Make> {
    Public::at(paths::changes_over(&slug, &asked), move |edition| match changes::changes_page(edition, &slug, &asked) {
        ChangesAnswer::Page(page) => Ok(render::public(Effort::Quick, || pages::changes::page(&page))),
        ChangesAnswer::NoVersion(newest) => {
            let since = asked.since.map(|since| since.to_string()).unwrap_or_default();
            Err(HttpError::Unreadable(words::no_version(&since, newest)))
        }
        ChangesAnswer::NoPage(pages) => {
            Err(HttpError::Unreadable(words::no_page(&(asked.page + 1).to_string(), Some(pages))))
        }
        ChangesAnswer::NoCorridor => Err(HttpError::NotFound),
    })
}

/// `GET /c/{slug}/changes/{seq}`
pub async fn show_change(reader: Reader, Path((slug, seq)): Path<(String, String)>) -> Response {
    let (Ok(slug), Some(seq)) = (slug.parse(), read_number(&seq)) else { return reader.refuse(HttpError::NotFound) };
    reader.answer(one(slug, seq)).await
}

/// One change.
pub fn one(slug: Slug, seq: i64) -> Public<impl Make> {
    Public::at(paths::change(&slug, seq), move |edition| match changes::change_page(edition, &slug, seq) {
        ChangeAnswer::Page(page) => Ok(render::public(Effort::Quick, || pages::change::page(&page))),
        ChangeAnswer::Hidden(notice) => Err(HttpError::Told(StatusCode::GONE, notice)),
        ChangeAnswer::None => Err(HttpError::NotFound),
    })
}

/// A number of a revision in an address: as we write it, and no other way.
fn read_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| *number > 0 && number.to_string() == text)
}

/// What is asked for. Parameters that no list knows are ignored; one that cannot be read is said, with what was expected.
pub fn read_query(query: &str) -> Result<AskedChanges, HttpError> {
    let fields = fields_of(query);
    let filled = || fields.iter().filter(|(_, value)| !value.is_empty());
    let value = |name: &str| filled().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let date = |name| match value(name) {
        None => Ok(None),
        Some(text) => read_day(text).map(Some).ok_or_else(|| HttpError::NoDay(text.to_owned())),
    };
    let kinds = filled().filter(|(name, _)| name == "kind").map(|(_, text)| {
        text.parse::<EntryKind>().map_err(|_| HttpError::Unreadable(words::no_kind(&shortened(text))))
    });
    let kinds = kinds.collect::<Result<BTreeSet<EntryKind>, HttpError>>()?;
    let since = value("since")
        .map(|text| read_number(text).ok_or_else(|| HttpError::Unreadable(words::no_version(&shortened(text), None))));
    let page = value("page").map(|text| {
        let read = read_number(text).and_then(|number| usize::try_from(number).ok());
        read.ok_or_else(|| HttpError::Unreadable(words::no_page(&shortened(text), None)))
    });
    let asked = AskedChanges {
        kinds,
        from: date("from")?,
        to: date("to")?,
        since: since.transpose()?,
        page: page.transpose()?.map_or(0, |page| page - 1),
    };
    match (asked.from, asked.to) {
        (Some(from), Some(to)) if to < from => Err(HttpError::Unreadable(notices::backwards(from, to))),
        _ => Ok(asked),
    }
}
