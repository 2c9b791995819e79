//! `as_of` on every public address: what is refused, what is shown, what is never shown again, and that no route is
//! without it

use std::collections::BTreeSet;

use domain::{Actor, ChangeKind};
use reqwest::StatusCode;
use server::clock::Clock;
use server::commands::add_corridor::add_corridor;
use server::commands::import_claims::{ImportClaims, import_claims};
use server::commands::redact_document::{RedactDocument, redact_document};
use server::http::routes::Needs;
use server::state::State;
use server::storage::{Access, Folder, revisions};
use tests::lachin::{EVENING, Rows, evening, fed, feed, site_with, story};
use tests::site::{instant, outside};
use tests::{Page, Site};

/// Evenings on which the record was fed, the last one the story's.
const EVENINGS: [&str; 6] = ["2022-12-14", "2023-02-20", "2023-04-12", "2023-04-30", "2023-05-09", "2023-05-10"];
const MEASURES: [&str; 6] = [
    "access_status",
    "patients_transferred",
    "patients_transferred_total",
    "patients_awaiting",
    "patients_hospitalised",
    "patients_intensive_care",
];

/// An address as of a moment.
fn as_of(path: &str, moment: &str) -> String {
    format!("{path}{}as_of={moment}", if path.contains('?') { '&' } else { '?' })
}

/// The address of a page as it stands: with one corridor the beginning is its page, and what others frame leads to it.
fn standing(path: &str) -> String {
    if path == "/" || is_frame(path) { "/c/lachin".to_owned() } else { path.to_owned() }
}

/// Whether others may frame what stands at an address: it holds no form.
fn is_frame(path: &str) -> bool {
    path.starts_with("/embed/")
}

async fn refused(site: &Site, path: &str, words: &[&str]) {
    let response = site.response(path).await;
    assert_eq!(response.status(), 422, "{path}");
    assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
    let page = Page::new(response.text().await.unwrap()).visible();
    for words in words {
        assert!(page.contains(words), "{path}: {words} is not in {page}");
    }
}

/// Every public address of the route table but those for machines, with samples in the places of its names.
fn every_address(site: &Site) -> Vec<String> {
    // One change is of one state, which a moment before it does not know: `changes.rs` asks for it.
    // `/oembed` tells of addresses alone, whatever the state; the events are of what is published from now on.
    let machines = [
        "/assets/{file}",
        "/robots.txt",
        "/sitemap.xml",
        "/healthz",
        "/readyz",
        "/oembed",
        "/api/v1/events",
        "/api/openapi.json",
        "/c/{slug}/changes/{seq}",
    ];
    let (_, table) = server::http::router::routes(&site.state).finish();
    let public = table.iter().filter(|route| matches!(route.needs, Needs::Nothing)).map(|route| route.path);
    let mut all = Vec::new();
    for route in public.filter(|route| !machines.contains(route)) {
        let path = route.replace("{slug}", "lachin").replace("{date}", "2023-04-11").replace("{month}", "2023-04");
        let path = path.replace("{seq}", "1").replace("{measure}", "patients_awaiting");
        if let Some(before) = path.strip_suffix("chart/{file}") {
            // One picture is enough: it is made from the drawing.
            let files = MEASURES.iter().map(|measure| format!("{measure}.svg"));
            let files = files.chain(["patients_awaiting.png".to_owned()]);
            all.extend(files.map(|file| format!("{before}chart/{file}")));
        } else {
            assert!(!path.contains('{'), "{route}: give this test a sample for what stands in braces");
            all.push(path);
        }
    }
    assert!(all.len() > 15, "{all:?}");
    all
}

#[tokio::test]
async fn what_names_no_moment_is_refused_with_what_was_given_and_what_is_expected() {
    let site = story().await;
    let expected = ["This address cannot be read", "such as 2023-05-10", "2023-05-10T20:00:00+04:00"];
    for (given, shown) in [
        ("yesterday", "“yesterday” is no moment"),
        ("2023-02-30", "“2023-02-30” is no moment"),
        ("2023-5-1", "“2023-5-1” is no moment"),
        ("2023-05-10T20:00", "“2023-05-10T20:00” is no moment"),
        ("1683734400", "“1683734400” is no moment"),
        ("%3Cscript%3E", "“<script>” is no moment"),
        ("%ff%fe", "is no moment"),
        ("", "as_of is empty"),
        ("%20", "as_of is empty"),
    ] {
        refused(&site, &as_of("/c/lachin", given), &[&expected[..], &[shown]].concat()).await;
    }
    let twice = "/c/lachin?as_of=2023-05-01&x=1&as_of=2023-05-02";
    refused(&site, twice, &["more than once: “2023-05-01” and “2023-05-02”", "Write it once"]).await;
    refused(&site, "/c/lachin?as_of=2023-05-01&as%5Fof=2023-05-01", &["more than once"]).await;
    let long = as_of("/c/lachin", &"9".repeat(5_000));
    assert!(site.response(&long).await.text().await.unwrap().len() < 60_000);
    assert_eq!(site.state.finished.len(), 0, "nothing of it is kept");
}

#[tokio::test]
async fn what_lies_ahead_is_refused_and_the_day_that_has_not_ended_is_now() {
    let site = story().await;
    let ahead = ["has not come yet", "it is 10 May 2023 now", "2023-05-10 for the record as it stands"];
    for moment in ["2023-05-11", "9999-12-31", "2023-05-10T16:00:00.001Z", "2023-05-10T20:00:01%2B04:00"] {
        refused(&site, &as_of("/c/lachin/days.csv", moment), &ahead).await;
    }
    let now = site.response("/c/lachin").await.headers()["etag"].clone();
    let today = site.response("/c/lachin?as_of=2023-05-10").await;
    assert_eq!(today.headers()["etag"], now, "the page as it stands");
    let page = Page::new(today.text().await.unwrap());
    assert_eq!((page.count(".notice"), page.count("[content=noindex]")), (0, 0));
    assert_eq!(site.state.finished.len(), 1);
    // At midnight there the day has ended, and the next one can be asked for.
    site.hand.set(instant("2023-05-10T20:00:00Z"));
    assert_eq!(site.page("/c/lachin?as_of=2023-05-10").await.count("main > .notice"), 1);
    assert_eq!(site.page("/c/lachin?as_of=2023-05-11").await.count("main > .notice"), 0);
}

#[tokio::test]
async fn no_public_route_ignores_the_moment() {
    let site = fed(&EVENINGS).await;
    for path in every_address(&site) {
        refused(&site, &as_of(&path, "tomorrow"), &["“tomorrow” is no moment"]).await;
        refused(&site, &as_of(&path, "2023-05-11"), &["has not come yet"]).await;
        let mut seen = BTreeSet::new();
        for moment in ["2023-04-12", "2023-05-01", "2023-05-09T19:00:00Z"] {
            let response = site.response(&as_of(&path, moment)).await;
            assert_eq!(response.status(), 200, "{path} as of {moment}");
            assert_eq!(response.headers()["x-robots-tag"], "noindex", "{path}");
            assert!(response.headers()["cache-control"].to_str().unwrap().contains("max-age=15"), "{path}");
            let is_page = response.headers()["content-type"].to_str().unwrap().starts_with("text/html");
            let bytes = response.bytes().await.unwrap();
            if is_page {
                let page = Page::new(String::from_utf8(bytes.to_vec()).unwrap());
                let notice = page.words("main > .notice");
                assert!(notice.starts_with("You read the record as it stood on "), "{path}: {notice}");
                assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{path}");
                assert_eq!(page.attributes("main > .notice a", "href"), [standing(&path)], "{path}: the way back");
                let ways = usize::from(!is_frame(&path));
                assert_eq!(page.count("footer [name=as_of]"), ways, "{path}: the way to earlier states");
            }
            assert!(seen.insert(bytes), "{path} is the same as of {moment} as of another moment");
        }
        let now = site.response(&path).await;
        assert!(now.headers().get("x-robots-tag").is_none(), "{path}");
        assert!(!seen.contains(&now.bytes().await.unwrap()), "{path} is the same now");
    }
}

/// A page or file as of a moment without what tells that it is an old one, which then is what was shown then.
fn without_the_moment(text: &str, moment: &str) -> String {
    // An empty place in a page is marked as such.
    let carried = ["?", "&amp;", "&"].map(|sign| format!("{sign}as_of={moment}"));
    let mut text = carried.iter().fold(text.replace("<!>", ""), |text, carried| text.replace(carried, ""));
    // Only the record as it stands has something newer to come.
    let newer = [("<script type=\"module\"", "</script>"), ("<div role=\"status\"", "</div>")];
    let told = [("<p class=\"notice\">You read", "</p>"), ("<meta name=\"robots\"", ">"), ("<form ", "</form>")];
    for (from, to) in told.into_iter().chain(newer) {
        if let Some((before, rest)) = text.clone().split_once(from) {
            let (_, after) = rest.split_once(to).unwrap();
            text = format!("{before}{after}");
        }
    }
    text
}

/// What a site shows at every address that has something to do with a day.
async fn shown(site: &Site, day: &str, moment: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let mut paths = vec![
        "/".to_owned(),
        "/about".to_owned(),
        "/c/lachin".to_owned(),
        format!("/c/lachin/days/{day}"),
        "/c/lachin/days/2022-12-13".to_owned(),
        format!("/c/lachin/months/{}", &day[..7]),
        "/c/lachin/chart/patients_transferred.svg?from=2022-12-13&direction=return".to_owned(),
    ];
    let files = ["claims.csv", "claims.json", "days.csv", "days.json", "events.csv", "events.json", "latest.json"];
    paths.extend(files.map(|file| format!("/c/lachin/{file}")));
    let api = [
        "series/patients_transferred?by=week",
        "status",
        "days?from=2023-02-01",
        "claims?limit=500",
        "changes",
        "days/2022-12-13",
    ];
    paths.extend(api.map(|end| format!("/api/v1/corridors/lachin/{end}")));
    paths.extend(["/api/v1/corridors", "/api/v1/corridors/lachin"].map(str::to_owned));
    paths.extend(MEASURES.map(|measure| format!("/c/lachin/chart/{measure}.svg")));
    let mut all = Vec::new();
    for path in paths {
        let asked = moment.map_or(path.clone(), |moment| as_of(&path, moment));
        let response = site.response(&asked).await;
        assert_eq!(response.status(), 200, "{asked}");
        all.push((path, response.bytes().await.unwrap().to_vec()));
    }
    all
}

#[tokio::test]
async fn as_of_a_moment_the_site_shows_what_it_showed_then() {
    let site = fed(&EVENINGS[..1]).await;
    let mut then = Vec::new();
    for day in EVENINGS {
        feed(&site, day).await;
        then.push((day, evening(day), shown(&site, day, None).await));
        if ["2023-02-20", "2023-05-09"].contains(&day) {
            site.hand.set(instant(&format!("{day}T19:59:59.999Z")));
            then.push((day, day.to_owned(), shown(&site, day, None).await));
        }
    }
    site.hand.set(instant("2023-05-20T09:00:00Z"));
    for (day, moment, then) in then {
        for ((path, before), (_, after)) in then.into_iter().zip(shown(&site, day, Some(&moment)).await) {
            if path.ends_with(".csv") || path.contains(".svg") || path.ends_with("s.json") {
                assert!(before == after, "{path} as of {moment} is not what it was");
                continue;
            }
            let plain = |bytes: Vec<u8>| without_the_moment(&String::from_utf8(bytes).unwrap(), &moment);
            let (before, after) = (plain(before), plain(after));
            if before != after {
                let at = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
                let around = |text: &str| {
                    text[text.floor_char_boundary(at.saturating_sub(200))..].chars().take(400).collect::<String>()
                };
                panic!("{path} as of {moment} shows\n{}\nand showed\n{}", around(&after), around(&before));
            }
        }
    }
}

#[tokio::test]
async fn one_moment_has_one_entry_however_it_is_written() {
    let site = fed(&EVENINGS).await;
    let tag = site.response("/c/lachin?as_of=2023-05-01T16:00:00Z").await.headers()["etag"].clone();
    for same in [
        "as_of=2023-05-01T20:00:00%2B04:00",
        "as_of=2023-05-01T20:00:00+04:00",
        "as_of=2023-05-01t16:00:00.0001z",
        "utm_source=x&as_of=2023-05-01T16:00:00Z&y",
        "as%5Fof=2023-05-01T16%3A00%3A00Z",
    ] {
        let response = site.response(&format!("/c/lachin?{same}")).await;
        assert_eq!(response.headers()["etag"], tag, "{same}");
        assert_eq!(site.response(&format!("/?{same}")).await.headers()["etag"], tag, "{same}");
    }
    assert_eq!((site.state.finished.len(), site.state.finished.renders()), (1, 1));
    // A query is never answered with what lies at its path.
    site.page("/c/lachin").await;
    assert_eq!(site.response("/c/lachin?as_of=2023-05-01T16:00:00Z").await.headers()["etag"], tag);
    assert_eq!(site.page("/c/lachin").await.count(".notice"), 0);
}

#[tokio::test]
async fn a_reader_of_an_old_state_stays_in_it() {
    let site = fed(&EVENINGS).await;
    let moment = "2023-05-01";
    let mut linked = BTreeSet::new();
    for path in every_address(&site) {
        let response = site.response(&as_of(&path, moment)).await;
        if !response.headers()["content-type"].to_str().unwrap().starts_with("text/html") {
            continue;
        }
        let page = Page::new(response.text().await.unwrap());
        let mut links = page.attributes("body :is(a, use, img)", "href");
        links.extend(page.attributes("body [src]", "src"));
        let back = links.iter().filter(|link| **link == standing(&path)).count();
        assert_eq!(back, 1, "{path}: one way back");
        links.retain(|link| link.starts_with('/') && *link != standing(&path));
        // What is different now is asked of the record as it stands; a state of the history is of a moment of its own.
        links.retain(|link| !link.contains("/changes?since="));
        let of_history = page.attributes(".hist .acts a", "href");
        links.retain(|link| link.contains(moment) || !(link.contains("as_of=") && of_history.contains(link)));
        assert!(!links.is_empty(), "{path}");
        for link in links {
            assert!(link.contains(&format!("as_of={moment}")), "{path} leads out of its state to {link}");
            linked.insert(link.split('#').next().unwrap().to_owned());
        }
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [standing(&path)]);
        let asks = page.attributes(if is_frame(&path) { "form" } else { "footer form" }, "action");
        assert_eq!(asks, if is_frame(&path) { vec![] } else { vec![standing(&path)] }, "{path}");
    }
    assert!(linked.len() > 100, "{}", linked.len());
    for link in linked {
        assert_eq!(site.response(&link).await.status(), 200, "{link}");
    }
}

#[tokio::test]
async fn the_notice_names_the_moment_on_the_corridors_own_clock_and_leads_back() {
    let site = fed(&EVENINGS).await;
    let page = site.page("/c/lachin/months/2023-04?as_of=2023-05-09").await;
    let words = "You read the record as it stood on 9 May 2023, 23:59 in Yerevan. See it as it stands.";
    assert_eq!(page.words("main > .notice"), words);
    assert_eq!(page.attributes("main > .notice a", "href"), ["/c/lachin/months/2023-04"]);
    let page = site.page("/c/lachin?as_of=2023-05-09T02:30:15Z").await;
    assert!(page.words("main > .notice").contains("on 9 May 2023, 06:30 in Yerevan"), "{}", page.words(".notice"));
    assert!(page.words("footer").contains("as it stood on 9 May 2023, 00:00 in Yerevan"), "midnight came last");
    // A day that had not come then, but has now; and one that still has not.
    let response = site.response("/c/lachin/days/2023-05-05?as_of=2023-05-01").await;
    assert_eq!(response.status(), 404);
    let page = Page::new(response.text().await.unwrap());
    assert!(page.visible().contains("5 May 2023 had not come yet at that moment."), "{}", page.visible());
    assert_eq!(page.attributes("main > .notice a", "href"), ["/c/lachin/days/2023-05-05"]);
    let page = Page::new(site.response("/c/lachin/days/2023-06-05?as_of=2023-05-01").await.text().await.unwrap());
    assert_eq!(page.attributes("main > .notice a", "href"), ["/c/lachin"]);
    let page = Page::new(site.response("/c/lachin/months/2023-05?as_of=2023-04-30").await.text().await.unwrap());
    assert_eq!(page.attributes("main > .notice a", "href"), ["/c/lachin/months/2023-05"]);
}

#[tokio::test]
async fn the_form_for_earlier_states_asks_for_a_day_of_the_record_and_shows_the_one_that_is_read() {
    let site = fed(&EVENINGS).await;
    for (path, value) in [("/c/lachin", vec![]), ("/c/lachin?as_of=2023-05-01T16:00:00Z", vec!["2023-05-01"])] {
        let page = site.page(path).await;
        let of = |name: &str| page.attributes("footer form [name=as_of]", name);
        assert_eq!(
            (of("min"), of("max"), of("value")),
            (
                vec!["2022-12-12".to_owned()],
                vec!["2023-05-10".to_owned()],
                value.into_iter().map(str::to_owned).collect(),
            )
        );
        assert_eq!(of("id"), page.attributes("footer form label", "for"));
        assert_eq!(page.attributes("footer form", "method"), [""; 0], "a form that asks");
    }
}

#[tokio::test]
async fn files_are_named_for_the_state_that_they_hold() {
    let site = fed(&EVENINGS).await;
    for (path, name) in [
        ("/c/lachin/days.csv", "lachin-days-2022-12-12-to-2023-05-10-as-of-20230510T160000Z.csv"),
        ("/c/lachin/days.csv?as_of=2023-05-10", "lachin-days-2022-12-12-to-2023-05-10-as-of-20230510T160000Z.csv"),
        ("/c/lachin/days.csv?as_of=2023-05-01", "lachin-days-2022-12-12-to-2023-05-01-as-of-20230501T160000Z.csv"),
        (
            "/c/lachin/claims.csv?as_of=2023-05-01T16:00:00.5Z",
            "lachin-claims-2022-12-12-to-2023-05-01-as-of-20230501T160000Z.csv",
        ),
        (
            "/c/lachin/chart/access_status.svg?as_of=2023-05-01",
            "lachin-access_status-2023-02-01-to-2023-05-01-as-of-20230501T160000Z.svg",
        ),
        (
            "/c/lachin/chart/patients_transferred.png?direction=return&from=2023-03-01&to=2023-03-31",
            "lachin-patients_transferred-return-2023-03-01-to-2023-03-31-as-of-20230510T160000Z.png",
        ),
    ] {
        let response = site.response(path).await;
        let found = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(found.ends_with(&format!("filename=\"{name}\"")), "{path}: {found}");
    }
    for file in ["latest.json", "days.json", "claims.json", "events.json"] {
        let json = site.json(&format!("/c/lachin/{file}?as_of=2023-05-01")).await;
        let told = json["as_of"].as_str().unwrap();
        assert!(told.starts_with("2023-05-01T16:00:00"), "{file}: what changed last by then is named: {told}");
    }
    let chart = site.text("/c/lachin/chart/patients_awaiting.svg?as_of=2023-05-01").await;
    assert!(chart.contains("as it stood on 1\u{a0}May 2023, 20:00 in Yerevan"), "{chart}");
}

#[tokio::test]
async fn a_citation_leads_to_the_state_that_is_cited_and_search_engines_to_the_page_as_it_stands() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.site.public_url = Some("https://corridor.example".to_owned());
    let site = Site::start(folder.path(), outside, hand).await;
    site.add_corridor(Rows::until("2023-05-10").corridor).await;
    feed(&site, "2023-04-12").await;
    feed(&site, "2023-05-10").await;
    let old = "https://corridor.example/c/lachin?as_of=2023-05-01";
    let day = "https://corridor.example/c/lachin/days/2023-04-11?as_of=2023-05-01T16:00:00Z";
    let month = "https://corridor.example/c/lachin/months/2023-04?as_of=2023-05-01T16:00:00Z";
    for (path, cited) in [("/c/lachin", old), ("/c/lachin/days/2023-04-11", day), ("/c/lachin/months/2023-04", month)] {
        let page = site.page(&as_of(path, "2023-05-01")).await;
        assert!(page.words("main").contains(cited), "{path}: {}", page.words("#take + div"));
        let canonical = page.attributes("link[rel=canonical]", "href");
        assert_eq!(canonical, [format!("https://corridor.example{path}")]);
    }
    assert_eq!(site.json("/c/lachin/latest.json?as_of=2023-05-01").await["url"], old);
    assert!(site.text("/c/lachin/chart/patients_awaiting.svg?as_of=2023-05-01").await.contains(old));
    assert!(!site.text("/sitemap.xml?as_of=2023-05-01").await.contains("as_of"));
}

#[tokio::test]
async fn before_anything_was_published_every_page_and_file_says_so() {
    let site = fed(&EVENINGS).await;
    for moment in ["2022-12-14T15:59:59.999Z", "2022-12-13", "2022-12-11", "1900-01-01", "0001-01-01"] {
        let page = site.page(&as_of("/c/lachin", moment)).await;
        assert!(page.words("main > .notice").contains("before anything was published"), "{moment}");
        assert!(page.words("footer").contains("No day is published yet."), "{moment}");
        assert!(page.words("h1").contains("Unknown") || page.visible().contains("Unknown"), "{moment}");
        for path in every_address(&site)
            .into_iter()
            .filter(|path| !["/days/", "/months/", "/changes/"].iter().any(|of| path.contains(of)))
        {
            let response = site.response(&as_of(&path, moment)).await;
            assert_eq!(response.status(), 200, "{path} as of {moment}");
            if path.ends_with("claims.csv") || path.ends_with("events.csv") {
                assert_eq!(response.text().await.unwrap().trim().lines().count(), 1, "{path}: only its columns");
            }
        }
    }
    let page = site.page("/c/lachin/days/2022-12-13?as_of=2022-12-13").await;
    assert!(page.words("main").contains("No report for"), "{}", page.words("main"));
    assert_eq!(site.json("/c/lachin/days.json?as_of=2022-12-13").await["record"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_withdrawn_day_is_hidden_as_of_every_moment() {
    let mut rows = Rows::until("2023-05-09");
    rows.claims.iter_mut().filter(|row| row[1] == "2023-04-29").for_each(|row| row[22] = "the canary".to_owned());
    let site = site_with(&rows, "2023-05-09T16:00:00Z").await;
    let canary = "the canary";
    assert!(site.text("/c/lachin/claims.csv").await.contains(canary));
    site.hand.set(instant("2023-05-10T10:00:00Z"));
    let before = site.last_of("2023-04-29").await.report;
    site.withdraw("lachin", "2023-04-29", "A report that was not theirs").await;
    site.hand.set(instant("2023-05-20T10:00:00Z"));
    // Before the withdrawal, at it, after it, and before anything was published.
    for moment in ["2023-05-09T16:00:00Z", "2023-05-09", "2023-05-10T10:00:00Z", "2023-05-12", "2023-05-01"] {
        let response = site.response(&as_of("/c/lachin/days/2023-04-29", moment)).await;
        assert_eq!(response.status(), StatusCode::GONE, "{moment}");
        let page = Page::new(response.text().await.unwrap());
        assert!(page.visible().contains("29 April 2023 was withdrawn"), "{}", page.visible());
        assert!(page.visible().contains("A report that was not theirs"), "{}", page.visible());
        assert_eq!(page.attributes("main > .notice a", "href"), ["/c/lachin"], "there is no such page now either");
        for path in every_address(&site) {
            let response = site.response(&as_of(&path, moment)).await;
            // A change that was not public then is not there.
            assert!(response.status() == 200 || path.contains("/changes/"), "{path}: {}", response.status());
            let bytes = response.bytes().await.unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains(canary), "{path} as of {moment} holds it");
        }
        let claims = site.text(&as_of("/c/lachin/claims.csv", moment)).await;
        let day: Vec<&str> = claims.lines().filter(|line| line.starts_with("lachin,2023-04-29,")).collect();
        assert!(day.len() == 1 && day[0].contains("withheld_for_safety"), "{moment}: {day:?}");
        let days = site.json(&as_of("/c/lachin/days.json", moment)).await;
        let rows = days["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["date"] == "2023-04-29").unwrap();
        assert_eq!(row["absence"], serde_json::json!(["withheld_for_safety"]), "{moment}");
        // Nothing names what came later than the moment.
        let later = moment < "2023-05-10";
        assert_eq!(row["revision"].is_null(), later, "{moment}: {row}");
        for told in [&row["published_at"], &days["as_of"], &days["record"]["published_at"]] {
            assert!(
                told.as_str().unwrap_or_default() <= if later { "2023-05-10" } else { "2023-05-20" },
                "{moment}: {told}"
            );
        }
    }
    // As of a moment at which the day had not come, it is not told that it would be withdrawn.
    assert_eq!(site.response("/c/lachin/days/2023-04-29?as_of=2023-04-28").await.status(), 404);
    assert!(!site.text("/c/lachin/claims.csv?as_of=2023-04-28").await.contains("2023-04-29"));
    // Published again, it is back from then on, and hidden before.
    site.change("2023-04-29", ChangeKind::Revision, "It may be told again.", |day| *day = before).await;
    assert_eq!(site.response("/c/lachin/days/2023-04-29").await.status(), 200);
    for moment in ["2023-05-09", "2023-05-12", "2023-05-20T09:59:59Z"] {
        assert_eq!(site.response(&as_of("/c/lachin/days/2023-04-29", moment)).await.status(), 410, "{moment}");
    }
    assert_eq!(site.response("/c/lachin/days/2023-04-29?as_of=2023-05-20T10:00:00Z").await.status(), 200);
}

#[tokio::test]
async fn what_was_redacted_is_shown_as_of_no_moment() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant("2023-05-08T16:00:00Z"));
    let kept = Folder::open(folder.path(), Access::Exclusive).unwrap();
    let (state, _) = State::open(kept, outside(clock)).await.unwrap();
    let mut rows = Rows::until("2023-05-01");
    add_corridor(&state, &Actor::operator(), rows.corridor.clone()).await.unwrap();
    for (remark, day) in [("the canary", "2023-05-08"), ("clean", "2023-05-09")] {
        rows.claims.iter_mut().filter(|row| row[1] == "2023-04-29").for_each(|row| remark.clone_into(&mut row[22]));
        hand.set(instant(&evening(day)));
        let import = ImportClaims {
            becomes: server::commands::import_claims::Becomes::Published,
            corridor: rows.corridor.slug.clone(),
            corridor_given: false,
            claims: Some(rows.claims_csv()),
            events: None,
            reason: Some("More was reported.".to_owned()),
            dry_run: false,
        };
        import_claims(&state, &Actor::operator(), import).await.unwrap();
    }
    let all = revisions::load_all(&state.database).await.unwrap();
    let first = all.iter().find(|revision| revision.date.to_string() == "2023-04-29").unwrap().seq;
    let reason = "A name had slipped in".parse().unwrap();
    let command = RedactDocument { seq: first, reason, dry_run: false };
    redact_document(&state, &Actor::operator(), command).await.unwrap();
    state.database.close().await;
    drop(state);

    let site = Site::over(folder.path(), EVENING).await;
    for (moment, status) in [("2023-05-08", 410), ("2023-05-09", 200)] {
        let response = site.response(&as_of("/c/lachin/days/2023-04-29", moment)).await;
        assert_eq!(response.status(), status, "{moment}");
        let page = Page::new(response.text().await.unwrap()).visible();
        // Later states tell it in their history.
        assert!(page.contains("A name had slipped in"), "{moment}: {page}");
        for path in every_address(&site) {
            let bytes = site.response(&as_of(&path, moment)).await.bytes().await.unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("the canary"), "{path} as of {moment} holds it");
        }
        let claims = site.text(&as_of("/c/lachin/claims.csv", moment)).await;
        let hidden =
            claims.lines().any(|line| line.starts_with("lachin,2023-04-29,") && line.contains("withheld_for_safety"));
        assert_eq!(hidden, status == 410, "{moment}");
    }
}

#[tokio::test]
async fn with_several_corridors_a_day_ends_in_each_ones_own_time() {
    let site = fed(&EVENINGS).await;
    let mut island = Rows::until("2022-12-01").moved("island", 0).corridor;
    island.names.insert("en".to_owned(), vec!["Island road".parse().unwrap()]);
    "Pacific/Kiritimati".clone_into(&mut island.time_zone);
    site.add_corridor(island).await;
    // On the island it is 06:00 on 11 May.
    let page = site.page("/?as_of=2023-05-10").await;
    let words = "You read the records as they stood at the end of 10 May 2023, in each corridor’s own time zone. See them as they stand.";
    assert_eq!(page.words("main > .notice"), words);
    let rows = page.all_words("main section");
    assert!(rows[0].contains("10 May 2023, 20:00 in Yerevan"), "not ended, so as it stands: {}", rows[0]);
    assert!(rows[1].contains("10 May 2023") && !rows[1].contains("11 May"), "{}", rows[1]);
    assert_eq!(page.attributes("main h2 a", "href"), ["/c/lachin?as_of=2023-05-10", "/c/island?as_of=2023-05-10"]);
    let standing = site.response("/").await.headers()["etag"].clone();
    assert_eq!(site.response("/?as_of=2023-05-11").await.headers()["etag"], standing);
    refused(&site, "/?as_of=2023-05-12", &["has not come yet", "it is 11 May 2023 now"]).await;
    refused(&site, "/c/lachin?as_of=2023-05-11", &["has not come yet", "it is 10 May 2023 now"]).await;
    assert_eq!(site.page("/c/island?as_of=2023-05-11").await.count("main > .notice"), 0);
    assert_eq!(site.page("/c/island?as_of=2023-05-10").await.count("main > .notice"), 1);
    let page = site.page("/about?as_of=2023-05-01T10:00:00Z").await;
    assert!(page.words("main > .notice").contains("the records as they stood on 1 May 2023 at 10:00 UTC"));
    let missing = site.response("/c/nowhere?as_of=2023-05-01").await;
    assert_eq!(missing.status(), 404);
    let page = Page::new(missing.text().await.unwrap());
    assert_eq!(page.attributes(".notice a", "href"), ["/"]);
}

#[tokio::test]
async fn a_site_without_a_corridor_and_what_is_told_to_search_engines_take_no_harm() {
    let site = Site::at(EVENING).await;
    assert_eq!(site.page("/?as_of=2023-05-09").await.count("main > .notice"), 1);
    refused(&site, "/about?as_of=2023-05-11", &["has not come yet"]).await;
    for path in ["/robots.txt", "/sitemap.xml"] {
        assert_eq!(site.text(path).await, site.text(&as_of(path, "nonsense")).await);
    }
}
