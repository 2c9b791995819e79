//! What people do at the door: links that work once, codes of an authenticator.

use reqwest::Response;
use server::auth::second_factor::code_at;
use server::auth::{LinkToken, SecondFactor};
use server::clock::Clock;

use crate::desk::Desk;
use crate::lachin::Rows;
use crate::page::Page;
use crate::site::{Site, instant, outside};

/// A site with the corridor of the story, on which leads and admins need a second factor.
pub async fn strict(now: &str) -> Site {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (clock, hand) = Clock::fixed(instant(now));
    let outside = server::state::Outside { second_factor: SecondFactor::Required, ..outside(clock) };
    let site = Site::start(folder.path(), outside, hand).await.keeping(folder);
    site.add_corridor(Rows::until("2023-05-10").corridor).await;
    site
}

/// The link that the page shows, as a path.
pub fn link_in(page: &Page) -> String {
    page.attributes("main code a", "href").first().expect("a link").clone()
}

/// The token of a link.
pub fn token_of(link: &str) -> LinkToken {
    LinkToken::parse(link.rsplit('/').next().expect("a token")).expect("a token")
}

/// The secret that a page shows to be typed into an authenticator.
pub fn secret_in(page: &Page) -> String {
    page.words("main code").replace(' ', "")
}

/// The code that an authenticator shows now.
pub fn code_now(site: &Site, secret: &str) -> String {
    code_at(secret, site.state.clock.now()).expect("a code")
}

/// The page of an answer, which must have this status.
pub async fn page_of(answer: Response, status: u16) -> Page {
    assert_eq!(answer.status().as_u16(), status);
    Page::new(answer.text().await.expect("text"))
}

/// Where an answer leads; it must lead somewhere.
pub fn leads_to(answer: &Response) -> String {
    assert_eq!(answer.status().as_u16(), 303);
    answer.headers()["location"].to_str().expect("text").to_owned()
}

/// The cookie that an answer hands out, as a browser sends it back.
pub fn cookie_of(answer: &Response) -> String {
    let cookie = answer.headers()["set-cookie"].to_str().expect("text");
    cookie.split(';').next().expect("a pair").to_owned()
}

/// Sets a second factor up at the door, where one must be; gives its secret and the recovery codes.
pub async fn enrol(desk: &Desk, site: &Site) -> (String, Vec<String>) {
    let secret = secret_in(&desk.page("/staff/sign-in/second-factor").await);
    let answer = desk.send("/staff/sign-in/second-factor", &[("code", &code_now(site, &secret))]).await;
    let codes = page_of(answer, 200).await.all_words("main li code");
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

/// The verbs of the last lines of the audit, the newest first.
pub async fn verbs(site: &Site, count: u32) -> Vec<String> {
    let lines = server::storage::audit::last(&site.state.database, count).await.expect("the audit");
    lines.into_iter().map(|line| line.verb).collect()
}

/// How many lines the audit has.
pub async fn audited(site: &Site) -> i64 {
    let lines = server::storage::audit::last(&site.state.database, 1).await.expect("the audit");
    lines.first().map_or(0, |line| line.seq)
}
