//! A reader of the public site: as of which moment they ask, and what they take. Every public route but those for search
//! engines is answered through one, and so takes `as_of` without knowing of it.

use std::sync::Arc;

use app::paths;
use app::paths::as_of::{NAME, carrying};
use app::paths::files::AskedFile;
use app::text::api;
use app::text::notices::{self, Refusal};
use app::view::notice::Notice;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{AsOf, Slug};

use super::error::{self, BadParameter, HttpError, shortened};
use super::extract::fields_of;
use super::finished::{Make, Public, answer_with, finished};
use super::wants::Wants;
use super::{files, streamed};
use crate::edition::Edition;
use crate::queries::files::{Pieces, is_large};
use crate::state::SharedState;

/// A reader of the public site.
#[derive(Debug)]
pub struct Reader {
    state: SharedState,
    edition: Arc<Edition>,
    as_of: Option<AsOf>,
    wants: Wants,
}

impl FromRequestParts<SharedState> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Response> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let slug = params.as_ref().and_then(|params| params.iter().find(|(name, _)| *name == "slug"));
        let slug = slug.and_then(|(_, slug)| slug.parse::<Slug>().ok());
        let edition = state.edition();
        let query = parts.uri.query().unwrap_or_default();
        let asked = if sends_empty(parts.uri.path()) { read(&filled(query)) } else { read(query) };
        match asked.and_then(|asked| asked.map_or(Ok(None), |asked| passed(asked, state, &edition, slug.as_ref()))) {
            Ok(as_of) => Ok(Self { state: state.clone(), edition, as_of, wants: Wants::of(&parts.headers) }),
            Err(refusal) => {
                let notice = Notice::no_such_state(&edition.site, refusal, parts.uri.path());
                let error = HttpError::Told(StatusCode::UNPROCESSABLE_ENTITY, Box::new(notice));
                let parameter = BadParameter {
                    parameter: NAME.to_owned(),
                    given: given(parts.uri.query().unwrap_or_default()),
                    expected: api::expected_moment(),
                };
                Err(error::with_parameters(error::answer(error, &edition.site), None, vec![parameter]))
            }
        }
    }
}

impl Reader {
    /// The edition that stands, whatever the moment that is asked for.
    pub fn standing(&self) -> &Edition {
        &self.edition
    }

    /// The edition as of the moment that is asked for.
    pub fn edition(&self) -> Arc<Edition> {
        self.as_of.map_or_else(|| self.edition.clone(), |as_of| Arc::new(self.edition.at(as_of)))
    }

    /// The same reader in the state that a walk through pages began in, unless they ask for a moment themselves.
    ///
    /// # Errors
    /// Gives the reader back when that state has not come yet.
    pub fn within(self, instant: DateTime<Utc>) -> Result<Self, Self> {
        match self.as_of {
            Some(_) => Ok(self),
            None if instant > self.state.clock.now() => Err(self),
            None => Ok(Self { as_of: Some(AsOf::At(instant)), ..self }),
        }
    }

    /// Answers with what stands at an address.
    pub async fn answer<M: Make>(self, public: Public<M>) -> Response {
        match self.look_up(public).await {
            Ok(answer) => answer,
            Err(error) => self.refuse(error),
        }
    }

    /// The same for a route that says in its own way why there is nothing.
    ///
    /// # Errors
    /// When there is nothing at this address.
    pub async fn look_up<M: Make>(&self, public: Public<M>) -> Result<Response, HttpError> {
        let kept = finished(&self.state, self.edition.clone(), self.as_of, public).await?;
        Ok(answer_with(&kept, &self.wants))
    }

    /// A file that is too large to be kept, to be sent as it is made; none where it is not, or where too many are on their way
    /// already: then it is made whole, like all others.
    pub async fn large_file(&self, slug: &Slug, asked: &AskedFile) -> Option<Response> {
        let streams = &self.state.streams;
        // An earlier state has as many at most, but for days that were withdrawn.
        if !is_large(&self.edition, slug, asked, streams.most_claims) {
            return None;
        }
        let place = streams.places.clone().try_acquire_owned().ok()?;
        let (edition, as_of) = (self.edition.clone(), self.as_of);
        let (of_slug, of_asked) = (slug.clone(), asked.clone());
        let begin = move || {
            let edition = as_of.map_or(edition.clone(), |as_of| Arc::new(edition.at(as_of)));
            Pieces::of(edition, &of_slug, &of_asked)
        };
        let pieces = tokio::task::spawn_blocking(begin).await.ok().flatten()?;
        let address = paths::files::file(slug, asked);
        let address = as_of.map_or_else(|| address.clone(), |as_of| carrying(&address, as_of));
        let of = format!("{} {} {address}", streams.process, self.edition.number);
        let mut headers = files::headers(asked.form, &pieces.name);
        if as_of.is_some() {
            headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        }
        Some(streamed::answer(headers, &of, &self.wants, pieces, place))
    }

    /// Answers that there is nothing here, and why.
    pub fn refuse(&self, error: HttpError) -> Response {
        self.edition().tell(|edition| error::answer(error, &edition.site))
    }
}

/// Whether an address is that of a form which has the moment among its fields, and may leave it empty.
fn sends_empty(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    // Behind a corridor's name: a corridor may be named so itself.
    (last == "trends" || last.starts_with("trends.")) && parts.nth(1) == Some("c")
}

/// A query without an empty moment.
fn filled(query: &str) -> String {
    let empty = format!("{NAME}=");
    query.split('&').filter(|field| *field != empty).collect::<Vec<&str>>().join("&")
}

/// The moment in a query: none, or exactly one that can be read.
pub fn read(query: &str) -> Result<Option<(String, AsOf)>, Refusal> {
    let fields = fields_of(query);
    let given: Vec<String> = fields.into_iter().filter(|(name, _)| name == NAME).map(|(_, value)| value).collect();
    match given.as_slice() {
        [] => Ok(None),
        [text] => match with_its_plus(text).parse() {
            Ok(as_of) => Ok(Some((shortened(text), as_of))),
            Err(_) => Err(notices::no_as_of(&shortened(text))),
        },
        several => {
            let shown: Vec<String> = several.iter().take(MOST_SHOWN).map(|text| shortened(text)).collect();
            Err(notices::several_as_of(&shown))
        }
    }
}

/// What was given in the place of one moment.
fn given(query: &str) -> String {
    let fields = fields_of(query).into_iter().filter(|(name, _)| name == NAME);
    shortened(&fields.map(|(_, value)| value).take(MOST_SHOWN).collect::<Vec<String>>().join(", "))
}

/// So many moments of too many are shown again.
const MOST_SHOWN: usize = 3;

/// In a query a plus means a space: `20:00:00+04:00` arrives as `20:00:00 04:00`, and cannot mean anything else.
fn with_its_plus(text: &str) -> String {
    match text.len().checked_sub("+04:00".len()).filter(|at| text.as_bytes().get(*at) == Some(&b' ')) {
        Some(at) if text.contains('T') || text.contains('t') => format!("{}+{}", &text[..at], &text[at + 1..]),
        _ => text.to_owned(),
    }
}

/// The moment, unless it lies ahead. A day that has not ended where it is asked for is now: the record as it stands.
fn passed(
    (text, as_of): (String, AsOf),
    state: &SharedState,
    edition: &Edition,
    slug: Option<&Slug>,
) -> Result<Option<AsOf>, Refusal> {
    let one = slug.and_then(|slug| edition.corridor(slug));
    let today: Vec<NaiveDate> = match one {
        Some(shown) => vec![shown.moment.today],
        None => edition.all().map(|shown| shown.moment.today).collect(),
    };
    let now = state.clock.now();
    // With several corridors the one whose day is furthest decides: in the others the record stands as it does.
    let last = today.into_iter().max().unwrap_or(now.date_naive());
    match as_of {
        AsOf::At(instant) if instant > now => Err(notices::later_as_of(&text, last)),
        AsOf::EndOf(date) if date > last => Err(notices::later_as_of(&text, last)),
        AsOf::EndOf(date) if date == last => Ok(None),
        _ => Ok(Some(as_of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_that_a_query_lost_is_put_back_and_nothing_else_is() {
        for (given, read) in [
            ("2023-05-10T20:00:00 04:00", "2023-05-10T20:00:00+04:00"),
            ("2023-05-10T20:00:00+04:00", "2023-05-10T20:00:00+04:00"),
            ("2023-05-10 20:00", "2023-05-10 20:00"),
            (" 04:00", " 04:00"),
            ("é 04:0", "é 04:0"),
            ("2023-05-10", "2023-05-10"),
        ] {
            assert_eq!(with_its_plus(given), read);
        }
    }
}
