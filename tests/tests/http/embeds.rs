//! What other sites frame: only that, without a script, a cookie or a form, every number with its sources, and corrected
//! when it is.

use domain::{ChangeKind, DayReport, Measure, RevisionState};
use reqwest::{Response, StatusCode};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::site::{instant, outside};
use tests::{Page, Site};

const STATUS: &str = "/embed/lachin/status";
const CHART: &str = "/embed/lachin/chart";
const FIGURE: &str = "/embed/lachin/figure";
const PUBLIC: &str = "https://corridor.example";

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// Whether any site may frame it, and nothing in it could do anything.
fn assert_may_be_framed(path: &str, response: &Response) {
    let policy = header(response, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{path}: {policy}");
    assert!(policy.ends_with("form-action 'none'; base-uri 'none'; frame-ancestors *"), "{path}: {policy}");
    assert!(
        !policy.contains("script") && !policy.contains("unsafe") && !policy.contains("connect"),
        "{path}: {policy}"
    );
    for (name, value) in [
        ("x-frame-options", ""),
        ("set-cookie", ""),
        ("cross-origin-opener-policy", ""),
        ("cross-origin-resource-policy", "cross-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(header(response, name), value, "{path}: {name}");
    }
}

fn sixteen_to_seventeen(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("17".parse().unwrap());
}

/// The site of the story under a public address.
async fn public() -> (Site, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = server::clock::Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.site.public_url = Some(format!("{PUBLIC}/"));
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    (site, folder)
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused_within_the_frame_with_what_was_expected() {
    let site = story().await;
    for (path, status, words) in [
        ("/embed/nowhere/status", StatusCode::NOT_FOUND, "There is no page at this address"),
        ("/embed/No%20Slug/chart", StatusCode::NOT_FOUND, "There is no page at this address"),
        (
            "/embed/lachin/chart?measure=deaths",
            StatusCode::UNPROCESSABLE_ENTITY,
            "“deaths” is nothing that is counted here",
        ),
        ("/embed/lachin/chart?measure=deaths", StatusCode::UNPROCESSABLE_ENTITY, "patients_awaiting"),
        ("/embed/lachin/figure?measure=access_status", StatusCode::UNPROCESSABLE_ENTITY, "Access has no figure"),
        (
            "/embed/lachin/status?theme=%3Cb%3E",
            StatusCode::UNPROCESSABLE_ENTITY,
            "“<b>” is no theme. Write light or dark",
        ),
        ("/embed/lachin/chart?direction=up", StatusCode::UNPROCESSABLE_ENTITY, "“up”"),
        ("/embed/lachin/chart?from=may", StatusCode::UNPROCESSABLE_ENTITY, "“may” is no day"),
        ("/embed/lachin/chart?from=2023-05-02&to=2023-05-01", StatusCode::UNPROCESSABLE_ENTITY, "2023-05-02"),
    ] {
        let response = site.response(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert_may_be_framed(path, &response);
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
        let page = Page::new(response.text().await.unwrap());
        assert!(page.visible().contains(words), "{path}: {}", page.visible());
        assert_eq!(page.attributes("base", "target"), ["_top"], "{path}");
    }
    let response = site.response("/embed/lachin/other").await;
    assert_eq!((response.status().as_u16(), header(&response, "x-frame-options").as_str()), (404, "DENY"));
}

#[tokio::test]
async fn only_embeds_may_be_framed() {
    let site = story().await;
    let (_, table) = server::http::router::routes(&site.state).finish();
    let mut framed = Vec::new();
    for route in table.iter().filter(|route| route.method == "GET") {
        let samples = [("{slug}", "lachin"), ("{date}", "2023-05-10"), ("{month}", "2023-05"), ("{seq}", "1")];
        let more = [
            ("{file}", "access_status.svg"),
            ("{token}", "none"),
            ("{step}", "admin"),
            ("{account}", "a"),
            ("{source}", "a"),
        ];
        let fill = |path: String, (name, value): &(&str, &str)| path.replace(name, value);
        let path = samples.iter().chain(&more).fold(route.path.to_owned(), fill);
        let response = site.response(&path).await;
        let policy = header(&response, "content-security-policy");
        if policy.contains("frame-ancestors 'none'") || header(&response, "x-frame-options") == "DENY" {
            continue;
        }
        framed.push(route.path);
        assert_may_be_framed(&path, &response);
    }
    assert_eq!(framed, ["/embed/{slug}/status", "/embed/{slug}/chart", "/embed/{slug}/figure"]);
}

#[tokio::test]
async fn each_frame_names_corridor_day_and_sources_and_leads_out_of_itself() {
    let site = story().await;
    for (path, words) in [
        (STATUS, vec!["Closed", "Armenian Weekly", "at least 30 people wait", "day 150 counted from 12 December 2022"]),
        (CHART, vec!["237 reported", "Sources: ", "Karabakh Ministry of Health", "Artsakh Ministry of Health"]),
        (FIGURE, vec!["16", "29 April, 11 days ago", "ICRC"]),
        (
            "/embed/lachin/figure?measure=patients_awaiting",
            vec!["at least 30", "More than 30: Armenian Weekly", "30: Artsakh official"],
        ),
        ("/embed/lachin/chart?measure=access_status", vec!["Sources: ", "Armenian Weekly"]),
    ] {
        let response = site.response(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_may_be_framed(path, &response);
        assert!(header(&response, "cache-control").contains("max-age=15"), "{path}");
        let page = Page::new(response.text().await.unwrap());
        let seen = page.visible().replace('\u{a0}', " ");
        for words in words.into_iter().chain(["Berdzor / Lachin corridor", "Wednesday 10 May 2023", "Record version"]) {
            assert!(seen.contains(words), "{path}: {words} is not in {seen}");
        }
        assert!(!seen.contains("31 people") && !seen.contains("at least 31"), "{path}: nobody said so");
        assert_eq!(page.count("script, form, input, iframe, img, [style], [onclick]"), 0, "{path}");
        assert_eq!(page.attributes("base", "target"), ["_top"], "{path}");
        assert_eq!((page.count("h1"), page.count("main")), (1, 1), "{path}");
        assert_eq!(page.attributes("link[rel=canonical]", "href"), ["/c/lachin"], "{path}");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{path}");
        let links = page.attributes("a", "href");
        assert!(
            links.contains(&"/c/lachin".to_owned()) && links.iter().all(|link| link.starts_with("/c/lachin")),
            "{links:?}"
        );
    }
}

#[tokio::test]
async fn an_embed_says_what_the_status_page_says() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    assert_eq!(site.page(STATUS).await.words(".sentence"), page.words(".sentence"));
    assert_eq!(site.page(CHART).await.words("figure tbody"), page.words("#moved tbody"));
    assert_eq!(site.page(CHART).await.words("figcaption"), page.words("#moved figcaption"));
}

#[tokio::test]
async fn a_theme_is_kept_and_an_address_has_one_spelling() {
    let site = story().await;
    assert_eq!(site.page(STATUS).await.attributes("html", "data-theme"), [""; 0]);
    for theme in ["light", "dark"] {
        let page = site.page(&format!("{STATUS}?theme={theme}")).await;
        assert_eq!(page.attributes("html", "data-theme"), [theme]);
        assert!(page.html.contains(":root[data-theme=\"dark\"] { color-scheme: dark }"));
    }
    let made = site.state.finished.renders();
    let one = header(&site.response("/embed/lachin/chart").await, "etag");
    for same in ["measure=patients_transferred", "x=1&theme=", "from=2022-02-11&to=2023-05-10&from="] {
        assert_eq!(header(&site.response(&format!("{CHART}?{same}")).await, "etag"), one, "{same}");
    }
    assert_eq!(site.state.finished.renders(), made + 1);
}

#[tokio::test]
async fn a_correction_shows_in_every_frame_that_shows_the_figure_however_old_it_is() {
    let site = story().await;
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "Read wrongly.", sixteen_to_seventeen).await;
    let told = async |path: &str| site.page(path).await.all_words("main > .notice").join(" ");
    for path in [STATUS, CHART, FIGURE] {
        let notice = told(path).await;
        for words in ["Corrected 10 May 2023, 20:30.", "29 April", "16 → 17.", "Reason: Read wrongly."] {
            assert!(notice.contains(words), "{path}: {words} is not in {notice:?}");
        }
    }
    assert!(site.page(FIGURE).await.visible().contains("17"));
    assert!(site.page(CHART).await.visible().contains("corrected since first published"));
    // The line under running totals adds it up.
    let running = format!("{CHART}?measure=patients_transferred_total");
    assert!(told(&running).await.contains("16 → 17."), "{}", told(&running).await);
    assert!(site.page(&running).await.visible().contains("corrected since first published"));
    for other in ["/embed/lachin/figure?measure=patients_awaiting", "/embed/lachin/chart?measure=patients_awaiting"] {
        assert_eq!(told(other).await, "", "{other} shows another figure");
    }
    assert_eq!(told("/embed/lachin/chart?from=2023-05-01").await, "", "its days do not hold it");
    // The sentence names that day’s source for as long as nobody moved patients since: two months later as well.
    site.hand.set(instant("2023-07-09T16:00:00Z"));
    assert!(told(STATUS).await.contains("16 → 17."));
    assert!(told(FIGURE).await.contains("16 → 17."));
}

#[tokio::test]
async fn a_revision_is_no_correction_in_a_frame() {
    let site = story().await;
    site.change("2023-04-29", ChangeKind::Revision, "Said later.", sixteen_to_seventeen).await;
    for path in [STATUS, CHART, FIGURE] {
        assert_eq!(site.page(path).await.count(".notice"), 0, "{path}");
    }
}

#[tokio::test]
async fn a_withdrawn_day_vanishes_from_old_frames() {
    let site = story().await;
    assert!(
        site.page(FIGURE).await.visible().contains("29\u{a0}April")
            || site.page(FIGURE).await.visible().contains("29 April")
    );
    site.hand.set(instant("2023-05-10T17:00:00Z"));
    site.append("2023-04-29", RevisionState::Withdrawn, "Not theirs to tell.").await;
    for path in [STATUS, CHART, FIGURE, "/embed/lachin/figure?as_of=2023-05-09", "/embed/lachin/chart?as_of=2023-05-09"]
    {
        let page = site.page(path).await;
        // A figure over days names it, with the page that says why it is gone; nothing else leads there.
        let links = page.attributes("a", "href");
        let named = page.attributes(".notes a", "href");
        let count = |links: &[String]| links.iter().filter(|link| link.contains("/days/2023-04-29")).count();
        let over_days = path.contains("/chart");
        assert_eq!(
            (count(&links), count(&named)),
            (usize::from(over_days), usize::from(over_days)),
            "{path}: {links:?}"
        );
        assert_eq!(page.visible().contains("29 April was withdrawn"), over_days, "{path}");
    }
    let status = site.page("/c/lachin").await;
    let told = status.all_words("figure .notes").join(" ");
    assert!(told.contains("29 April was withdrawn: what was published about it is not shown any more."), "{told}");
    let month = site.page("/c/lachin/months/2023-04").await;
    let cell = month.all_words(".cal td").into_iter().find(|words| words.contains("29 April")).expect("the day");
    assert!(cell.contains("withdrawn") && !cell.contains("obody") && !cell.contains("o report"), "{cell}");
    assert!(!site.page(FIGURE).await.visible().replace('\u{a0}', " ").contains("29 April"));
}

#[tokio::test]
async fn a_figure_over_a_period_stands_as_one_and_what_is_withheld_stays_so() {
    let site = site_with(&Rows::until("2023-02-27"), "2023-02-27T16:00:00Z").await;
    let seen = site.page(FIGURE).await.visible().replace('\u{a0}', " ");
    assert!(seen.contains("24–26 February") && !seen.contains("February on") && seen.contains("14"), "{seen}");
    let mut rows = Rows::until("2023-05-10").moved("other", 0);
    rows.corridor.withhold_below = 10;
    rows.claims.clear();
    let rows =
        rows.and("other,2023-05-10,,patients_awaiting,,children,,,,,,people,done,exact,7,,,Office,,,2023-05-10,,");
    site.hand.set(instant(EVENING));
    site.add_corridor(rows.corridor.clone()).await;
    site.import("other", &rows.claims_csv(), None).await.unwrap();
    let page = site.page("/embed/other/figure?measure=patients_awaiting").await;
    assert!(page.visible().contains("withheld"), "{}", page.visible());
    assert_eq!(page.all_words(".big, .fig").iter().filter(|words| words.contains('7')).count(), 0);
    let page = site.page("/embed/other/figure").await;
    assert!(page.words(".void").contains("No source gave a figure of this by 10"), "{}", page.visible());
}

#[tokio::test]
async fn the_page_that_offers_frames_has_each_ready_to_be_copied() {
    let (site, _folder) = public().await;
    let page = site.page("/c/lachin/share").await;
    let codes = page.all_words("#frames + div pre");
    assert!(codes.len() > 8, "{codes:?}");
    for code in &codes {
        let frame = Page::new(code.clone());
        assert_eq!(frame.count("iframe[title][width][height][loading=lazy]"), 1, "{code}");
        let src = frame.attributes("iframe", "src").remove(0);
        let path = src.strip_prefix(PUBLIC).unwrap_or_else(|| panic!("{src} is not whole"));
        assert_eq!(site.response(path).await.status(), 200, "{path}");
    }
    let mut opened = page.attributes("#frames + div a", "href");
    opened.dedup();
    assert_eq!(opened.len(), codes.len());
    assert_eq!(page.count(".notice"), 0);
    assert!(site.page("/c/lachin").await.attributes("#take + div a", "href").contains(&"/c/lachin/share".to_owned()));
    let without = story().await.page("/c/lachin/share").await;
    assert!(without.words(".notice").contains("This site has no public address yet"));
}

async fn oembed(site: &Site, query: &str) -> (u16, serde_json::Value) {
    let response = site.response(&format!("/oembed?{query}")).await;
    assert_eq!(header(&response, "content-type"), "application/json", "{query}");
    assert_eq!(header(&response, "access-control-allow-origin"), "*", "{query}");
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

#[tokio::test]
async fn oembed_refuses_what_it_cannot_tell_as_its_specification_says() {
    let (site, _folder) = public().await;
    let ours = "url=https%3A%2F%2Fcorridor.example%2Fc%2Flachin";
    for (query, status) in [
        (String::new(), 400),
        ("url=".to_owned(), 400),
        (format!("{ours}&format=xml"), 501),
        (format!("{ours}&maxwidth=wide"), 400),
        (format!("{ours}&maxheight=0"), 400),
        ("url=nonsense".to_owned(), 404),
        ("url=/c/lachin".to_owned(), 404),
        ("url=https://evil.example/c/lachin".to_owned(), 404),
        ("url=http://corridor.example/c/lachin".to_owned(), 404),
        ("url=https://corridor.example:444/c/lachin".to_owned(), 404),
        ("url=https://corridor.example/c/nowhere".to_owned(), 404),
        ("url=https://corridor.example/staff".to_owned(), 404),
        ("url=https://corridor.example/c/lachin/changes".to_owned(), 404),
        ("url=https://corridor.example/embed/lachin/chart?measure=deaths".to_owned(), 404),
        ("url=https://corridor.example/c/lachin?as_of=yesterday".to_owned(), 404),
    ] {
        let (found, body) = oembed(&site, &query).await;
        assert_eq!(found, status, "{query}: {body}");
        assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{query}");
    }
    let (status, _) = oembed(&story().await, ours).await;
    assert_eq!(status, 404, "a site without an address of its own");
}

#[tokio::test]
async fn oembed_tells_how_to_frame_a_page_and_the_page_where_that_is_told() {
    let (site, _folder) = public().await;
    let found = site.page("/c/lachin").await.attributes("link[type='application/json+oembed']", "href");
    let told = found[0].strip_prefix(&format!("{PUBLIC}/oembed?")).expect("whole");
    let (status, body) = oembed(&site, told).await;
    assert_eq!((status, &body["version"], &body["type"]), (200, &"1.0".into(), &"rich".into()));
    assert_eq!((&body["width"], &body["height"]), (&640.into(), &900.into()));
    assert_eq!(body["title"], "Berdzor / Lachin corridor");
    assert_eq!(body["provider_url"], format!("{PUBLIC}/"));
    assert_eq!(body["thumbnail_url"], format!("{PUBLIC}/c/lachin/card.png"));
    let frame = Page::new(body["html"].as_str().unwrap().to_owned());
    assert_eq!(frame.attributes("iframe", "src"), [format!("{PUBLIC}/embed/lachin/status")]);
    let (_, small) = oembed(&site, &format!("{told}&maxwidth=320&maxheight=200")).await;
    assert_eq!((&small["width"], &small["height"]), (&320.into(), &200.into()));
    assert!(small["html"].as_str().unwrap().contains("width=\"320\" height=\"200\""));
    assert!(small["thumbnail_url"].is_null(), "it would be larger");
    // A view, a theme and a moment are kept, and nothing else.
    let asked = "url=https://corridor.example/embed/lachin/chart?measure%3Dpatients_awaiting%26theme%3Ddark%26x%3D%22%26as_of%3D2023-05-01";
    let (_, body) = oembed(&site, asked).await;
    let src = Page::new(body["html"].as_str().unwrap().to_owned()).attributes("iframe", "src").remove(0);
    assert_eq!(src, format!("{PUBLIC}/embed/lachin/chart?measure=patients_awaiting&theme=dark&as_of=2023-05-01"));
    assert_eq!(site.response(src.strip_prefix(PUBLIC).unwrap()).await.status(), 200);
    assert_eq!(oembed(&site, "url=https://corridor.example/").await.0, 200, "the beginning is its page");
}
