//! Trends: the page, and what is in view as a table, a drawing and a picture, under the same query. How a route is added is
//! told in `http/finished.rs`.

use app::pages;
use app::paths::trends::{self as paths, AskedTrends};
use app::view::trends::TrendsPage;
use app::view::trends::choice::TypedTrends;
use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::Response;
use domain::Slug;

use super::error::HttpError;
use super::extract::fields_of;
use super::finished::{Make, Public, open_file, with};
use super::middleware::headers;
use super::reader::Reader;
use super::render;
use crate::charts::{Fonts, png};
use crate::edition::Edition;
use crate::finished::{Effort, Made};
use crate::queries::trends::{self, Understood};

/// `GET /c/{slug}/trends`, with `measure`, the parts of the thing, `from`, `to`, `by` and `compare`.
pub async fn show_trends(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match read(&reader, &slug, query) {
        Ok((slug, asked)) => reader.answer(page(slug, asked)).await,
        Err(refused) => *refused,
    }
}

/// `GET /c/{slug}/trends.csv`
pub async fn get_csv(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match read(&reader, &slug, query) {
        Ok((slug, asked)) => reader.answer(csv(slug, asked)).await,
        Err(refused) => *refused,
    }
}

/// `GET /c/{slug}/trends.svg`
pub async fn get_svg(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match read(&reader, &slug, query) {
        Ok((slug, asked)) => reader.answer(svg(slug, asked)).await,
        Err(refused) => *refused,
    }
}

/// `GET /c/{slug}/trends.png`
pub async fn get_png(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Response {
    match read(&reader, &slug, query) {
        Ok((slug, asked)) => reader.answer(picture(slug, asked)).await,
        Err(refused) => *refused,
    }
}

/// What is asked for, or the page that says why it cannot be answered: it is made for this reader alone, and not kept.
fn read(reader: &Reader, slug: &str, query: Option<String>) -> Result<(Slug, AskedTrends), Box<Response>> {
    let Ok(slug) = slug.parse::<Slug>() else { return Err(Box::new(reader.refuse(HttpError::NotFound))) };
    let typed = TypedTrends::of(&fields_of(&query.unwrap_or_default()));
    let edition = reader.edition();
    edition.tell(|edition| match trends::understood(edition, &slug, &typed) {
        Understood::Asked(asked) => Ok((slug, asked)),
        Understood::Refused(page) => Err(Box::new(refused(&page))),
        Understood::NoCorridor => Err(Box::new(reader.refuse(HttpError::NotFound))),
    })
}

fn refused(page: &TrendsPage) -> Response {
    render::private(StatusCode::UNPROCESSABLE_ENTITY, || pages::trends::page(page))
}

/// The page of a view.
pub fn page(slug: Slug, asked: AskedTrends) -> Public<impl Make> {
    Public::at(paths::trends_over(&slug, &asked), move |edition| {
        let page = trends::trends_page(edition, &slug, &asked).ok_or(HttpError::NotFound)?;
        let mut made = render::public(Effort::Quick, || pages::trends::page(&page));
        if page.chrome.cursor.is_some() {
            headers::allow_cursor(&mut made.headers);
        }
        Ok(made)
    })
}

/// The series of a view as a table.
pub fn csv(slug: Slug, asked: AskedTrends) -> Public<impl Make> {
    Public::at(paths::trends_file(&slug, &asked, "csv"), move |edition| {
        let bytes = trends::trends_csv(edition, &slug, &asked).ok_or(HttpError::NotFound)?;
        let made = open_file("text/csv; charset=utf-8", Effort::Quick, bytes);
        Ok(named(made, "attachment", edition, &slug, &asked, "csv"))
    })
}

/// The drawing of a view.
pub fn svg(slug: Slug, asked: AskedTrends) -> Public<impl Make> {
    Public::at(paths::trends_file(&slug, &asked, "svg"), move |edition| {
        let svg = trends::trends_svg(edition, &slug, &asked, true).ok_or(HttpError::NotFound)?;
        let made = open_file("image/svg+xml", Effort::Quick, svg.into_bytes());
        let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        let made = with(made, header::CONTENT_SECURITY_POLICY, policy);
        Ok(named(made, "inline", edition, &slug, &asked, "svg"))
    })
}

/// The same as a picture.
pub fn picture(slug: Slug, asked: AskedTrends) -> Public<impl Make> {
    Public::at(paths::trends_file(&slug, &asked, "png"), move |edition| {
        let svg = |list| trends::trends_svg(edition, &slug, &asked, list).ok_or(HttpError::NotFound);
        let fonts = Fonts::bundled();
        // An event may be told in a script that no bundled font has: the picture then stands without their list.
        let picture = png(&svg(true)?, &fonts).or_else(|_| png(&svg(false).unwrap_or_default(), &fonts));
        let picture = picture.map_err(HttpError::broken)?;
        Ok(named(open_file("image/png", Effort::Quick, picture), "inline", edition, &slug, &asked, "png"))
    })
}

/// The file under a name that says what it is of.
fn named(made: Made, how: &str, edition: &Edition, slug: &Slug, asked: &AskedTrends, kind: &str) -> Made {
    let name = trends::file_name(edition, slug, asked, kind).unwrap_or_else(|| format!("{slug}-trends.{kind}"));
    let name = format!("{how}; filename=\"{name}\"");
    with(made, header::CONTENT_DISPOSITION, &name)
}
