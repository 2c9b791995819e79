//! The page of all files, what is counted, how to cite. How a route is added is told in `http/finished.rs`.

use app::pages;
use app::paths::files::{self as paths, Reference};
use axum::extract::{Path, RawQuery};
use axum::http::header;
use axum::response::Response;
use chrono::NaiveDate;
use domain::{Measure, Selection, Slug, read_day};

use super::error::HttpError;
use super::extract::fields_of;
use super::finished::{Make, Public, open_file, with};
use super::part::read_part;
use super::reader::Reader;
use super::render;
use crate::finished::Effort;
use crate::queries::data;

/// `GET /c/{slug}/data`, with `from`, `to`, `measure`, `carrier`, `direction` and `group`.
pub async fn show_data(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    match read_part(reader.standing(), &slug, &query.unwrap_or_default()) {
        Ok(part) => reader.answer(all_files(slug, part.selection)).await,
        Err(error) => reader.refuse(error),
    }
}

/// The page of all files, with links to a part of the record.
pub fn all_files(slug: Slug, part: Selection) -> Public<impl Make> {
    Public::at(paths::data(&slug, &part), move |edition| {
        let page = data::data_page(edition, &slug, &part).ok_or(HttpError::NotFound)?;
        Ok(render::public(Effort::Quick, || pages::data::page(&page)))
    })
}

/// `GET /c/{slug}/measures`
pub async fn show_measures(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(all_measures(slug)).await
}

/// The list of all measures.
pub fn all_measures(slug: Slug) -> Public<impl Make> {
    Public::at(paths::measures(&slug), move |edition| {
        let page = data::measures_page(edition, &slug).ok_or(HttpError::NotFound)?;
        Ok(render::public(Effort::Quick, || pages::measures::all(&page)))
    })
}

/// `GET /c/{slug}/measures/{measure}`
pub async fn show_measure(reader: Reader, Path((slug, measure)): Path<(String, String)>) -> Response {
    let (Ok(slug), Ok(measure)) = (slug.parse(), measure.parse()) else { return reader.refuse(HttpError::NotFound) };
    reader.answer(one_measure(slug, measure)).await
}

/// The page of record of a measure.
pub fn one_measure(slug: Slug, measure: Measure) -> Public<impl Make> {
    Public::at(paths::measure(&slug, measure), move |edition| {
        let page = data::measure_page(edition, &slug, measure).ok_or(HttpError::NotFound)?;
        Ok(render::public(Effort::Quick, || pages::measures::one(&page)))
    })
}

/// `GET /c/{slug}/cite.bib`, with `day`.
pub async fn get_cite_bib(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get_cite(reader, &slug, query, Reference::Bib).await
}

/// `GET /c/{slug}/cite.json`, with `day`.
pub async fn get_cite_json(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get_cite(reader, &slug, query, Reference::Csl).await
}

async fn get_cite(reader: Reader, slug: &str, query: Option<String>, form: Reference) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    match read_asked_day(&query.unwrap_or_default()) {
        Ok(day) => reader.answer(cite(slug, day, form)).await,
        Err(error) => reader.refuse(error),
    }
}

/// How the record, or one of its days, is cited.
pub fn cite(slug: Slug, day: Option<NaiveDate>, form: Reference) -> Public<impl Make> {
    Public::at(paths::cite(&slug, day, form), move |edition| {
        let text = data::citation(edition, &slug, day, form).ok_or(HttpError::NotFound)?;
        let (kind, end) = match form {
            Reference::Bib => ("text/x-bibtex; charset=utf-8", "bib"),
            Reference::Csl => ("application/vnd.citationstyles.csl+json", "json"),
        };
        let day = day.map(|day| format!("-{day}")).unwrap_or_default();
        let name = format!("attachment; filename=\"{slug}{day}-cite.{end}\"");
        Ok(with(open_file(kind, Effort::Quick, text.into_bytes()), header::CONTENT_DISPOSITION, &name))
    })
}

fn read_asked_day(query: &str) -> Result<Option<NaiveDate>, HttpError> {
    let fields = fields_of(query);
    let asked = fields.iter().rev().find(|(name, _)| name == "day").map(|(_, value)| value.as_str());
    match asked.filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(text) => read_day(text).map(Some).ok_or_else(|| HttpError::NoDay(text.to_owned())),
    }
}
