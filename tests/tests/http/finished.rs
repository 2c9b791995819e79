//! Public answers as they are kept: made once, the same for everybody, changed only by what changes them.

use std::fmt::Write as _;
use std::io::Read as _;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use server::clock::Clock;
use server::state::{Keeping, Outside};
use tests::Site;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::site::{instant, outside};

/// Every public address.
const PATHS: [&str; 19] = [
    "/",
    "/about",
    "/c/lachin",
    "/c/lachin/days/2023-05-10",
    "/c/lachin/days/2023-05-09",
    "/c/lachin/claims.csv",
    "/c/lachin/claims.json",
    "/c/lachin/days.csv",
    "/c/lachin/days.json",
    "/c/lachin/events.csv",
    "/c/lachin/events.json",
    "/c/lachin/latest.json",
    "/robots.txt",
    "/sitemap.xml",
    "/api/openapi.json",
    "/api/v1/corridors",
    "/api/v1/corridors/lachin/status",
    "/api/v1/corridors/lachin/days",
    "/api/v1/corridors/lachin/days/2023-05-10",
];
const CODINGS: [&str; 3] = ["br", "gzip", "identity"];

/// An answer as it came over the wire.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn tag(&self) -> String {
        assert!(self.header("etag").starts_with('"'), "strong: {:?}", self.headers);
        self.header("etag").to_owned()
    }

    /// The size of the head as it was sent, with the bytes that end each line.
    fn head_bytes(&self) -> usize {
        let status = format!("HTTP/1.1 {} {}\r\n", self.status.as_u16(), self.status.canonical_reason().unwrap());
        let lines: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + 2 + value.len() + 2).sum();
        status.len() + lines + 2
    }

    /// The bytes before they were packed.
    fn plain(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        match self.header("content-encoding") {
            "br" => brotli::Decompressor::new(&self.bytes[..], 4096).read_to_end(&mut plain).map(drop).unwrap(),
            "gzip" => flate2::read::GzDecoder::new(&self.bytes[..]).read_to_end(&mut plain).map(drop).unwrap(),
            "" => plain.extend_from_slice(&self.bytes),
            other => panic!("{other}"),
        }
        plain
    }
}

async fn ask(site: &Site, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = site.client.request(method, format!("{}{path}", site.url));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, bytes: response.bytes().await.expect("bytes").to_vec() }
}

async fn get(site: &Site, path: &str, headers: &[(&str, &str)]) -> Answer {
    let answer = ask(site, Method::GET, path, headers).await;
    assert_eq!(answer.status, 200, "{path}");
    answer
}

#[tokio::test]
async fn what_is_refused_is_not_kept() {
    let site = story().await;
    for path in ["/nothing", "/c/nowhere", "/c/lachin/days/2023-05-11", "/c/lachin/days/2023-02-30"] {
        let answer = ask(&site, Method::GET, path, &[("accept-encoding", "br"), ("if-none-match", "*")]).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""), "{path}");
    }
    assert_eq!(site.state.finished.len(), 0);
}

#[tokio::test]
async fn a_tag_of_one_coding_is_not_taken_for_another() {
    let site = story().await;
    let brotli = get(&site, "/c/lachin", &[("accept-encoding", "br")]).await.tag();
    for coding in ["gzip", "identity", "br;q=0, gzip"] {
        let headers = [("accept-encoding", coding), ("if-none-match", brotli.as_str())];
        assert_ne!(get(&site, "/c/lachin", &headers).await.tag(), brotli, "{coding}");
    }
}

#[tokio::test]
async fn the_second_request_makes_nothing_and_asks_no_database() {
    let site = story().await;
    for path in PATHS {
        get(&site, path, &[]).await;
    }
    let (renders, hits) = (site.state.finished.renders(), site.state.finished.hits());
    let statements = site.state.database.statements();
    assert_eq!(renders, PATHS.len() as u64 - 1, "with one corridor the beginning is its page");
    for path in PATHS {
        for coding in CODINGS {
            get(&site, path, &[("accept-encoding", coding)]).await;
            ask(&site, Method::HEAD, path, &[("accept-encoding", coding)]).await;
        }
    }
    assert_eq!(site.state.finished.renders(), renders);
    assert_eq!(site.state.finished.hits(), hits + 6 * PATHS.len() as u64);
    assert_eq!(site.state.database.statements(), statements);
}

#[tokio::test]
async fn parameters_that_no_route_knows_and_other_spellings_make_no_new_entry() {
    let site = story().await;
    let tag = get(&site, "/c/lachin", &[]).await.tag();
    let kept = site.state.finished.len();
    for path in ["/c/lachin?", "/c/lachin?utm_source=x", "/c/lachin?a=1&a=2&%ff", "/c/l%61chin", "/?q=1"] {
        assert_eq!(get(&site, path, &[]).await.tag(), tag, "{path}");
    }
    assert_eq!(site.state.finished.len(), kept);
}

#[tokio::test]
async fn every_coding_holds_the_same_bytes_and_says_how_long_they_may_be_kept() {
    let site = story().await;
    for path in PATHS {
        let plain = get(&site, path, &[]).await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        for coding in CODINGS {
            let answer = get(&site, path, &[("accept-encoding", coding)]).await;
            assert_eq!(answer.plain(), plain.bytes, "{path} in {coding}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{path}");
            assert_eq!(
                answer.header("cache-control"),
                "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400",
                "{path}"
            );
            if plain.bytes.len() > 2000 && coding != "identity" {
                assert_eq!(answer.header("content-encoding"), coding, "{path}");
                assert!(answer.bytes.len() < plain.bytes.len() / 2, "{path} in {coding}: {} bytes", answer.bytes.len());
            }
            let head = ask(&site, Method::HEAD, path, &[("accept-encoding", coding)]).await;
            assert!(head.status == 200 && head.bytes.is_empty(), "{path}");
            assert_eq!(head.header("content-length"), answer.bytes.len().to_string(), "{path}");
            let without_date = |mut headers: HeaderMap| headers.remove("date").map(|_| headers);
            assert_eq!(without_date(head.headers), without_date(answer.headers), "{path}");
        }
    }
}

#[tokio::test]
async fn who_has_the_bytes_is_told_so_in_350_bytes() {
    let site = story().await;
    for path in PATHS {
        for coding in CODINGS {
            let accept = ("accept-encoding", coding);
            let whole = get(&site, path, &[accept]).await;
            let (tag, length) = (whole.tag(), whole.header("content-length"));
            for sent in [tag.clone(), format!("W/{tag}"), format!("\"a\", {tag} , \"b\""), "*".to_owned()] {
                for method in [Method::GET, Method::HEAD] {
                    let answer = ask(&site, method, path, &[accept, ("if-none-match", &sent)]).await;
                    assert_eq!(answer.status, 304, "{path} in {coding}: {sent}");
                    assert_eq!((answer.header("etag"), answer.bytes.len()), (tag.as_str(), 0));
                    assert_eq!(answer.header("vary"), "accept-encoding");
                    assert!(answer.header("cache-control").contains("max-age=15"));
                    assert!(["", length].contains(&answer.header("content-length")), "{:?}", answer.headers);
                    assert_eq!(answer.header("content-type"), "");
                    assert!(answer.head_bytes() <= 350, "{path}: {} bytes: {:?}", answer.head_bytes(), answer.headers);
                }
            }
            let other = get(&site, path, &[accept, ("if-none-match", "\"0000000000000000\"")]).await;
            assert_eq!(other.tag(), tag);
        }
    }
}

#[tokio::test]
async fn the_status_page_comes_in_14000_bytes() {
    // As full as it gets: twenty events, where the record itself has seventeen.
    let mut rows = Rows::until("2023-05-10");
    for day in 1..=20 - rows.events.len() {
        let title = format!("Aid agencies ask for day {day} of unhindered passage");
        rows.events
            .push(["lachin", &format!("2023-03-{day:02}"), &title, "ICRC Armenia", "", ""].map(str::to_owned).to_vec());
    }
    let site = site_with(&rows, EVENING).await;
    assert_eq!(site.page("/c/lachin").await.count("section:has(#log) li"), 20);
    for path in ["/", "/c/lachin"] {
        let answer = get(&site, path, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        assert_eq!(answer.header("content-encoding"), "br");
        let size = answer.head_bytes() + answer.bytes.len();
        assert!(size <= 14_000, "{path}: {size} bytes");
    }
}

#[tokio::test]
async fn a_publication_is_seen_at_once_and_leaves_nothing_of_before() {
    let site = story().await;
    for path in PATHS {
        get(&site, path, &[]).await;
    }
    let before = get(&site, "/c/lachin", &[]).await;
    let moved = "lachin,2023-05-05,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,1,,,\
                 ICRC Armenia,,,2023-05-05,,";
    let rows = Rows::until("2023-05-10").and(moved);
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    let after = get(&site, "/c/lachin", &[("if-none-match", &before.tag())]).await;
    assert_ne!(after.tag(), before.tag());
    assert!(String::from_utf8_lossy(&after.bytes).contains("5\u{a0}days ago"));
    assert_eq!(site.state.finished.len(), 1, "nothing of the earlier edition is kept");
}

/// What stands on the page at a moment: sentence, freshness, tag of the page, tag of `latest.json`.
async fn seen(site: &Site, now: &str) -> (String, String, String, String) {
    site.hand.set(instant(now));
    let page = site.page("/c/lachin").await;
    let tag = get(site, "/c/lachin", &[("accept-encoding", "br")]).await.tag();
    let latest = get(site, "/c/lachin/latest.json", &[]).await.tag();
    (page.words("h1"), page.words(".fresh"), tag, latest)
}

#[tokio::test]
async fn midnight_and_the_cut_off_change_the_page_and_nothing_else_does() {
    // The report of 10 May came; those of the days after are silent, and one is due every day.
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.expected_every_days = 1;
    let site = site_with(&rows, EVENING).await;
    let evening = seen(&site, "2023-05-10T16:00:00Z").await;
    assert!(evening.0.contains("11 days ago") && evening.1.contains("As of 20:00"), "{evening:?}");
    for same in ["2023-05-10T16:01:00Z", "2023-05-10T18:30:00Z", "2023-05-10T19:59:00Z", "2023-05-10T19:59:59.999Z"] {
        assert_eq!(seen(&site, same).await, evening, "{same}");
    }
    let renders = site.state.finished.renders();
    let night = seen(&site, "2023-05-10T20:00:00Z").await;
    assert_eq!(site.state.finished.renders(), renders + 2, "once each");
    assert!(night.0.contains("12 days ago") && night.0.contains("No report yet for 11 May 2023"), "{}", night.0);
    assert!(night.1.starts_with("Thursday 11 May 2023") && night.1.contains("As of 00:00"), "{}", night.1);
    assert!(night.2 != evening.2 && night.3 != evening.3, "the tags");
    let strip = site.page("/c/lachin").await.all_words(".strip li");
    assert!(strip[0].starts_with("11 February: Disputed"), "the strip begins a day later: {}", strip[0]);
    assert_eq!(strip[89], "11 May: Unknown. Nobody spoke of access that day");
    for same in ["2023-05-10T20:01:00Z", "2023-05-11T09:00:00Z", "2023-05-11T15:59:00Z", "2023-05-11T15:59:59.999Z"] {
        assert_eq!(seen(&site, same).await, night, "{same}");
    }
    let late = seen(&site, "2023-05-11T16:00:00Z").await;
    assert_eq!(late.0, night.0, "the day is the same");
    assert!(late.1.contains("Due: 1 day late") && late.1.contains("As of 20:00"), "{}", late.1);
    assert!(late.2 != night.2 && late.3 != night.3, "the tags");
    for same in ["2023-05-11T16:01:00Z", "2023-05-11T19:59:00Z"] {
        assert_eq!(seen(&site, same).await, late, "{same}");
    }
    assert_eq!(seen(&site, "2023-05-10T16:00:00Z").await, evening, "a clock that is set back shows what was there");
}

#[tokio::test]
async fn nothing_that_a_reader_sends_changes_a_byte() {
    let site = story().await;
    let mut variants: Vec<Vec<(&str, String)>> = Vec::new();
    let names = [
        "cookie",
        "accept-language",
        "user-agent",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-prefix",
        "x-original-url",
        "x-rewrite-url",
        "x-http-method-override",
        "forwarded",
        "via",
        "referer",
        "origin",
        "accept",
        "authorization",
        "range",
        "if-modified-since",
        "cache-control",
        "pragma",
        "sec-fetch-site",
        "sec-gpc",
        "save-data",
        "dnt",
        "te",
        "x-host",
        "x-real-ip",
        "cf-connecting-ip",
        "accept-charset",
        "purpose",
    ];
    for name in names {
        variants.push(vec![(name, "evil.example".to_owned())]);
        variants.push(vec![(name, "corridor_session=1; ru, en;q=0.1".to_owned()), ("cookie", "a=b".to_owned())]);
    }
    assert_eq!(variants.len(), 60);
    // Hosts that are this site's own, and names that only a trusted proxy may give.
    let port = site.url.rsplit(':').next().unwrap();
    for host in [format!("localhost:{port}"), format!("LOCALHOST:{port}"), format!("[::1]:{port}")] {
        variants.push(vec![("host", host.clone())]);
        variants.push(vec![("host", host), ("x-forwarded-host", "evil.example".to_owned())]);
    }
    for path in [
        "/c/lachin",
        "/c/lachin/latest.json",
        "/c/lachin/days/2023-05-10",
        "/c/lachin/months/2023-05",
        "/c/lachin/changes",
        "/c/lachin/changes?since=20",
        "/c/lachin/changes/20",
        "/c/lachin/trends",
        "/c/lachin/trends?measure=patients_transferred&carrier=ICRC&by=week",
        "/c/lachin/trends.csv",
        "/c/lachin/trends.svg",
        "/c/lachin/claims.csv",
        "/c/lachin/days.json",
        "/c/lachin/events.csv",
        "/c/lachin/chart/access_status.svg",
        "/c/lachin?as_of=2023-05-09",
        "/c/lachin/days/2023-04-29?as_of=2023-05-01",
        "/about",
        "/sitemap.xml",
    ] {
        let plain = get(&site, path, &[]).await;
        let kept = site.state.finished.len();
        for variant in &variants {
            let headers: Vec<(&str, &str)> = variant.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = get(&site, path, &headers).await;
            assert_eq!((answer.tag(), &answer.bytes), (plain.tag(), &plain.bytes), "{path}: {headers:?}");
        }
        for host in ["evil.example", "localhost", "localhost:1", "evil.example:80"] {
            for path in [path.to_owned(), format!("{path}{}utm=1", if path.contains('?') { '&' } else { '?' })] {
                let refused = ask(&site, Method::GET, &path, &[("host", host)]).await;
                assert_eq!((refused.status.as_u16(), refused.header("cache-control")), (421, "no-store"), "{host}");
            }
        }
        assert_eq!(get(&site, path, &[]).await.tag(), plain.tag(), "{path}: a refusal left something behind");
        assert_eq!(site.state.finished.len(), kept);
    }
}

#[tokio::test]
async fn many_who_come_at_once_wait_for_one_page() {
    let site = story().await;
    let asking: Vec<_> =
        (0..40).map(|_| tokio::spawn(site.request("/c/lachin").header("accept-encoding", "br").send())).collect();
    let mut tags = Vec::new();
    for one in asking {
        tags.push(one.await.unwrap().unwrap().headers()["etag"].clone());
    }
    tags.dedup();
    assert_eq!((tags.len(), site.state.finished.renders()), (1, 1));
}

#[tokio::test]
async fn memory_stays_within_its_bound_however_many_pages_are_asked_for() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let most_bytes = 400_000;
    let outside = Outside { keeping: Keeping { most_bytes, ahead: false, ..Keeping::default() }, ..outside(clock) };
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    for day in 1..=30 {
        get(&site, &format!("/c/lachin/days/2023-04-{day:02}"), &[]).await;
        assert!(site.state.finished.weight() <= most_bytes, "{} bytes", site.state.finished.weight());
    }
    assert!((1..30).contains(&site.state.finished.len()), "{} are kept", site.state.finished.len());
}

#[tokio::test]
async fn pages_that_most_ask_for_are_made_before_they_do() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let outside = Outside { keeping: Keeping::default(), ..outside(clock) };
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    // Nobody asks; the bound on waiting is that of the test runner.
    while site.state.finished.len() < 7 {
        tokio::task::yield_now().await;
    }
    let renders = site.state.finished.renders();
    for path in ["/", "/c/lachin", "/c/lachin/latest.json", "/c/lachin/days/2023-05-10"] {
        get(&site, path, &[("accept-encoding", "br")]).await;
    }
    assert_eq!(site.state.finished.renders(), renders);
}

#[tokio::test]
async fn the_same_record_gives_the_same_bytes_in_every_process() {
    let (one, other) = (story().await, story().await);
    let mut told = String::new();
    // In another order, so that nothing depends on who came first.
    for path in PATHS.iter().rev() {
        get(&other, path, &[("accept-encoding", "gzip")]).await;
    }
    for path in PATHS {
        for coding in CODINGS {
            let headers = [("accept-encoding", coding)];
            let (first, second) = (get(&one, path, &headers).await, get(&other, path, &headers).await);
            if (first.tag(), &first.bytes) != (second.tag(), &second.bytes) {
                writeln!(told, "{path} in {coding}").unwrap();
            }
        }
    }
    assert!(told.is_empty(), "not the same:\n{told}");
}
