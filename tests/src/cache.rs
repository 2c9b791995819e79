//! A shared cache in front of a site, as a proxy or a delivery network runs one: it keeps what RFC 9111 lets it keep, and
//! hands it to whoever asks next. Knows addresses, `Vary`, `no-store`, `private`, `Authorization` and `Set-Cookie`.

use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Method, Response};

use crate::site::{Site, client};

/// An answer, from the site or from the cache.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
    /// Whether the site was not asked.
    pub kept: bool,
}

/// How much the cache cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// It does what RFC 9111 says, and keeps whatever that does not forbid, also without a lifetime: the keenest cache
    /// that is still right.
    Keen,
    /// It keeps everything, whatever the answer says: what a careless operator sets up.
    None,
}

/// A shared cache.
pub struct Cache<'s> {
    site: &'s Site,
    care: Care,
    kept: BTreeMap<String, Vec<(HeaderMap, Passed)>>,
}

impl<'s> Cache<'s> {
    /// An empty one.
    pub fn before(site: &'s Site, care: Care) -> Self {
        Self { site, care, kept: BTreeMap::new() }
    }

    /// Answers from what is kept, or asks the site.
    pub async fn ask(&mut self, method: Method, path: &str, headers: &HeaderMap, body: &str) -> Passed {
        let may_reuse = method == Method::GET || method == Method::HEAD;
        let fits = |(asked, answer): &&(HeaderMap, Passed)| {
            self.care == Care::None || varies_by(&answer.headers).is_some_and(|names| same(&names, asked, headers))
        };
        if let Some((_, kept)) = self.kept.get(path).filter(|_| may_reuse).and_then(|all| all.iter().find(fits)) {
            return Passed { kept: true, ..kept.clone() };
        }
        let request = client(false).request(method.clone(), format!("{}{path}", self.site.url));
        let response = request.headers(headers.clone()).body(body.to_owned()).send().await.expect("an answer");
        let passed = read(response).await;
        if method == Method::GET && (self.care == Care::None || may_be_kept(headers, &passed)) {
            self.kept.entry(path.to_owned()).or_default().push((headers.clone(), passed.clone()));
        } else if !method.is_safe() {
            self.kept.remove(path);
        }
        passed
    }

    /// All that is kept, by address.
    pub fn kept(&self) -> impl Iterator<Item = (&str, &Passed)> {
        self.kept.iter().flat_map(|(path, all)| all.iter().map(|(_, passed)| (path.as_str(), passed)))
    }
}

async fn read(response: Response) -> Passed {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Passed { status, headers, body: response.text().await.expect("text"), kept: false }
}

/// RFC 9111, section 3: what a shared cache may store. Statuses without a lifetime may be kept by guessing one.
fn may_be_kept(asked: &HeaderMap, answer: &Passed) -> bool {
    let control = directives(&answer.headers);
    let has = |name: &str| control.iter().any(|directive| directive.split('=').next() == Some(name));
    let guessed = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501].contains(&answer.status);
    !has("no-store")
        && !has("private")
        && varies_by(&answer.headers).is_some()
        && (has("public") || has("s-maxage") || !asked.contains_key("authorization"))
        && (has("public") || has("max-age") || has("s-maxage") || answer.headers.contains_key("expires") || guessed)
}

fn directives(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all("cache-control").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|directive| directive.trim().to_ascii_lowercase()).collect()
}

/// The headers by which answers differ; none when they differ by everything.
fn varies_by(headers: &HeaderMap) -> Option<Vec<HeaderName>> {
    let values = headers.get_all("vary").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|name| name.trim().parse().ok()).collect()
}

fn same(names: &[HeaderName], one: &HeaderMap, other: &HeaderMap) -> bool {
    names.iter().all(|name| one.get_all(name).iter().eq(other.get_all(name).iter()))
}
