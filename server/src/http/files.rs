//! Files: for programs, tables and search engines. Open to every site. How a route is added is told in
//! `http/finished.rs`.

use app::paths;
use app::paths::files::{AskedFile, Form, Holding};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::Slug;

use super::error::HttpError;
use super::finished::{Make, Public, answer_with, finished, open_file, with};
use super::part::{Part, read_part};
use super::reader::Reader;
use super::wants::Wants;
use crate::finished::{Effort, Made};
use crate::queries::{files, latest, sitemap};
use crate::state::SharedState;

/// `GET /c/{slug}/claims.csv`, with `from`, `to`, `measure`, `carrier`, `direction`, `group` and `hxl`.
pub async fn get_claims_csv(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Claims, Form::Csv).await
}

/// `GET /c/{slug}/claims.json`
pub async fn get_claims_json(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Claims, Form::Json).await
}

/// `GET /c/{slug}/claims.xlsx`
pub async fn get_claims_xlsx(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Claims, Form::Xlsx).await
}

/// `GET /c/{slug}/days.csv`
pub async fn get_days_csv(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Days, Form::Csv).await
}

/// `GET /c/{slug}/days.json`
pub async fn get_days_json(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Days, Form::Json).await
}

/// `GET /c/{slug}/days.xlsx`
pub async fn get_days_xlsx(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Days, Form::Xlsx).await
}

/// `GET /c/{slug}/events.csv`
pub async fn get_events_csv(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Events, Form::Csv).await
}

/// `GET /c/{slug}/events.json`
pub async fn get_events_json(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Events, Form::Json).await
}

/// `GET /c/{slug}/events.xlsx`
pub async fn get_events_xlsx(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    get(reader, &slug, query, Holding::Events, Form::Xlsx).await
}

async fn get(reader: Reader, slug: &str, query: Option<String>, holding: Holding, form: Form) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    match read_part(reader.standing(), &slug, &query.unwrap_or_default()) {
        Ok(Part { selection, hxl }) => {
            let selection = holding.known(&selection);
            let asked = AskedFile { holding, form, selection, hxl: hxl && form == Form::Csv };
            match reader.large_file(&slug, &asked).await {
                Some(answer) => answer,
                None => reader.answer(file(slug, asked)).await,
            }
        }
        Err(error) => reader.refuse(error),
    }
}

/// One file of a corridor, of the part that is asked for.
pub fn file(slug: Slug, asked: AskedFile) -> Public<impl Make> {
    Public::at(paths::files::file(&slug, &asked), move |edition| {
        let file = files::file(edition, &slug, &asked).ok_or(HttpError::NotFound)?.map_err(HttpError::Broken)?;
        Ok(sent_as(asked.form, &file.name, file.bytes))
    })
}

/// A file as it is sent, with the name under which it is kept.
fn sent_as(form: Form, name: &str, bytes: Vec<u8>) -> Made {
    let (kind, kept) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "attachment"),
        Form::Json => ("application/json", "inline"),
        Form::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    };
    let name = format!("{kept}; filename=\"{name}\"");
    with(open_file(kind, Effort::Quick, bytes), header::CONTENT_DISPOSITION, &name)
}

/// The headers of such a file.
pub fn headers(form: Form, name: &str) -> HeaderMap {
    sent_as(form, name, Vec::new()).headers
}

/// `GET /c/{slug}/datapackage.json`
pub async fn get_data_package(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(data_package(slug)).await
}

/// What all files of a corridor hold, for programs.
pub fn data_package(slug: Slug) -> Public<impl Make> {
    Public::at(paths::files::data_package(&slug), move |edition| {
        let package = files::data_package(edition, &slug).ok_or(HttpError::NotFound)?.map_err(HttpError::Broken)?;
        Ok(open_file("application/json", Effort::Quick, package))
    })
}

/// `GET /c/{slug}/latest.json`
pub async fn get_latest_json(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(latest(slug)).await
}

/// What the status page says, for programs.
pub fn latest(slug: Slug) -> Public<impl Make> {
    Public::at(paths::latest_json(&slug), move |edition| {
        let file = latest::latest(edition, &slug).ok_or(HttpError::NotFound)?.map_err(HttpError::broken)?;
        Ok(open_file("application/json", Effort::Best, file))
    })
}

/// `GET /robots.txt`
pub async fn get_robots(State(state): State<SharedState>, wants: Wants) -> Response {
    let robots = Public::at(paths::ROBOTS.to_owned(), |edition| {
        let text = sitemap::robots(&edition.site);
        Ok(open_file("text/plain; charset=utf-8", Effort::Quick, text.into_bytes()))
    });
    for_machines(&state, &wants, robots).await
}

/// `GET /sitemap.xml`
pub async fn get_sitemap(State(state): State<SharedState>, wants: Wants) -> Response {
    let map = Public::at(paths::SITEMAP.to_owned(), |edition| {
        Ok(open_file("application/xml", Effort::Quick, sitemap::sitemap(edition).into_bytes()))
    });
    for_machines(&state, &wants, map).await
}

/// What search engines are told is of now: there is no earlier state of it.
async fn for_machines<M: Make>(state: &SharedState, wants: &Wants, public: Public<M>) -> Response {
    match finished(state, state.edition(), None, public).await {
        Ok(kept) => answer_with(&kept, wants),
        Err(error) => error.answer(state),
    }
}
