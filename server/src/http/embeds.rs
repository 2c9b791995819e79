//! What other sites may frame: the only pages for which that is allowed. They hold no form, no script and no cookie, and are
//! the same for everybody. How a route is added is told in `http/finished.rs`.

use app::pages;
use app::paths::press::{self, AskedEmbed, EmbedView, Theme};
use app::text::{notices, press as words};
use app::view::notice::Notice;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Direction, Measure, Slug, read_day};

use super::error::{HttpError, shortened};
use super::extract::fields_of;
use super::finished::{Make, Public};
use super::middleware::headers;
use super::reader::Reader;
use super::render;
use crate::finished::Effort;
use crate::queries::embed;

/// `GET /embed/{slug}/status`, with `theme`.
pub async fn show_status(reader: Reader, slug: Path<String>, query: RawQuery) -> Response {
    answer(reader, slug, query, EmbedView::Status).await
}

/// `GET /embed/{slug}/chart`, with `measure`, `direction`, `from`, `to` and `theme`.
pub async fn show_chart(reader: Reader, slug: Path<String>, query: RawQuery) -> Response {
    answer(reader, slug, query, EmbedView::Chart).await
}

/// `GET /embed/{slug}/figure`, with `measure`, `direction` and `theme`.
pub async fn show_figure(reader: Reader, slug: Path<String>, query: RawQuery) -> Response {
    answer(reader, slug, query, EmbedView::Figure).await
}

/// `GET /c/{slug}/share`
pub async fn show_share(reader: Reader, Path(slug): Path<String>) -> Response {
    let Ok(slug) = slug.parse() else { return reader.refuse(HttpError::NotFound) };
    reader.answer(share(slug)).await
}

/// The page that offers frames and pictures.
pub fn share(slug: Slug) -> Public<impl Make> {
    Public::at(press::share(&slug), move |edition| {
        let page = embed::share_page(edition, &slug).ok_or(HttpError::NotFound)?;
        Ok(render::public(Effort::Quick, || pages::share::page(&page)))
    })
}

async fn answer(reader: Reader, Path(slug): Path<String>, RawQuery(query): RawQuery, view: EmbedView) -> Response {
    let Ok(slug) = slug.parse() else { return refuse(&reader, HttpError::NotFound) };
    let asked = match read_query(view, &query.unwrap_or_default()) {
        Ok(asked) => embed::canonical(&reader.edition(), &slug, asked),
        Err(error) => return refuse(&reader, error),
    };
    match reader.look_up(one(slug, asked)).await {
        Ok(answer) => answer,
        Err(error) => refuse(&reader, error),
    }
}

/// One frame.
pub fn one(slug: Slug, asked: AskedEmbed) -> Public<impl Make> {
    Public::at(press::embed(&slug, &asked), move |edition| {
        let page = embed::embed_page(edition, &slug, &asked).ok_or(HttpError::NotFound)?;
        let mut made = render::public(Effort::Quick, || pages::embed::page(&page));
        headers::allow_frames(&mut made.headers);
        Ok(made)
    })
}

/// What is asked of a frame. Parameters that none knows are ignored; one that cannot be read is said, with what was
/// expected.
pub fn read_query(view: EmbedView, query: &str) -> Result<AskedEmbed, HttpError> {
    let fields = fields_of(query);
    let value = |name: &str| {
        let last = fields.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
        last.filter(|value| !value.is_empty())
    };
    let date = |name| match value(name) {
        None => Ok(None),
        Some(text) => read_day(text).map(Some).ok_or_else(|| HttpError::NoDay(text.to_owned())),
    };
    let measure = value("measure")
        .map(|text| text.parse::<Measure>().map_err(|_| HttpError::Unreadable(words::no_measure(&shortened(text)))));
    let direction = value("direction").map(|text| {
        text.parse::<Direction>().map_err(|_| HttpError::Unreadable(notices::no_direction(&shortened(text))))
    });
    let theme = value("theme").map(|text| {
        let known = Theme::ALL.into_iter().find(|theme| theme.key() == text);
        known.ok_or_else(|| HttpError::Unreadable(words::no_theme(&shortened(text))))
    });
    let asked = AskedEmbed {
        measure: measure.transpose()?.unwrap_or(AskedEmbed::UNNAMED),
        direction: direction.transpose()?,
        from: date("from")?,
        to: date("to")?,
        theme: theme.transpose()?,
        ..AskedEmbed::of(view)
    };
    match (asked.from, asked.to) {
        _ if view == EmbedView::Figure && asked.measure == Measure::AccessStatus => {
            Err(HttpError::Unreadable(words::no_figure_of_access()))
        }
        (Some(from), Some(to)) if to < from => Err(HttpError::Unreadable(notices::backwards(from, to))),
        _ => Ok(asked),
    }
}

/// Says within the frame why there is nothing in it: a browser shows a page that may not be framed as if the site were gone.
fn refuse(reader: &Reader, error: HttpError) -> Response {
    let told = |status, notice: &dyn Fn(&app::view::chrome::Site) -> Notice| {
        let page = reader.edition().tell(|edition| {
            let notice = notice(&edition.site);
            render::private(status, || pages::embed::notice(&notice))
        });
        let mut answer = page;
        headers::allow_frames(answer.headers_mut());
        answer
    };
    match error {
        HttpError::NotFound => told(StatusCode::NOT_FOUND, &Notice::not_found),
        HttpError::NoDay(text) => {
            told(StatusCode::UNPROCESSABLE_ENTITY, &|site| Notice::refused(site, notices::no_day(&shortened(&text))))
        }
        HttpError::Unreadable(refusal) => {
            told(StatusCode::UNPROCESSABLE_ENTITY, &|site| Notice::refused(site, refusal.clone()))
        }
        other => reader.refuse(other),
    }
}
