//! Charts as files that stand alone: of any measure, over any days. How a route is added is told in `http/finished.rs`.

use app::paths::{self, Asked};
use app::text::notices;
use axum::extract::{Path, RawQuery};
use axum::http::header;
use axum::response::Response;
use domain::{Direction, Measure, Slug, read_day};

use super::error::HttpError;
use super::extract::fields_of;
use super::finished::{Make, Public, open_file, with};
use super::reader::Reader;
use crate::charts::{Fonts, png};
use crate::finished::Effort;
use crate::queries::chart::{self, Chart};

/// The kinds of file that a chart comes as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines and text.
    Svg,
    /// A picture.
    Png,
}

/// `GET /c/{slug}/chart/{measure}.svg` and `.png`, with `from`, `to` and `direction`.
pub async fn get_chart(
    reader: Reader,
    Path((slug, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some((slug, measure, kind)) = read_name(&slug, &file) else { return reader.refuse(HttpError::NotFound) };
    match read_query(measure, &query.unwrap_or_default()) {
        Ok(asked) => {
            let asked = chart::within_record(&reader.edition(), &slug, asked);
            reader.answer(one(slug, asked, kind)).await
        }
        Err(error) => reader.refuse(error),
    }
}

/// One chart.
pub fn one(slug: Slug, asked: Asked, kind: Kind) -> Public<impl Make> {
    Public::at(paths::chart_over(&slug, &asked, kind.key()), move |edition| {
        let Chart { svg, name } = chart::chart(edition, &slug, &asked).ok_or(HttpError::NotFound)?;
        let made = match kind {
            Kind::Svg => {
                let made = open_file("image/svg+xml", Effort::Best, svg.into_bytes());
                with(made, header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; style-src 'unsafe-inline'")
            }
            Kind::Png => {
                let picture = png(&svg, &Fonts::bundled()).map_err(HttpError::broken)?;
                open_file("image/png", Effort::Quick, picture)
            }
        };
        let name = format!("inline; filename=\"{name}.{}\"", kind.key());
        Ok(with(made, header::CONTENT_DISPOSITION, &name))
    })
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

fn read_name(slug: &str, file: &str) -> Option<(Slug, Measure, Kind)> {
    let (measure, kind) = file.rsplit_once('.')?;
    let kind = [Kind::Svg, Kind::Png].into_iter().find(|known| known.key() == kind)?;
    Some((slug.parse().ok()?, measure.parse().ok()?, kind))
}

/// What is asked for. Parameters that no chart knows are ignored; one that cannot be read is said, with what was expected.
pub fn read_query(measure: Measure, query: &str) -> Result<Asked, HttpError> {
    let fields = fields_of(query);
    let value = |name: &str| {
        let last = fields.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
        last.filter(|value| !value.is_empty())
    };
    let date = |name| match value(name) {
        None => Ok(None),
        Some(text) => read_day(text).map(Some).ok_or_else(|| HttpError::NoDay(text.to_owned())),
    };
    let direction = match value("direction") {
        None => None,
        Some(text) => {
            let read = text.parse::<Direction>();
            Some(read.map_err(|_| HttpError::Unreadable(notices::no_direction(&super::error::shortened(text))))?)
        }
    };
    let asked = Asked { measure, direction, from: date("from")?, to: date("to")? };
    match (asked.from, asked.to) {
        (Some(from), Some(to)) if to < from => Err(HttpError::Unreadable(notices::backwards(from, to))),
        _ => Ok(asked),
    }
}
