//! Pictures that stand for a corridor elsewhere, and what is told of a page to those who show a link to it.

use domain::{ChangeKind, DayReport, Measure, RevisionState};
use reqwest::StatusCode;
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::Document;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::markup::words_of_drawing;
use tests::site::{instant, outside};
use tests::{Page, Site};

const BADGE: &str = "/c/lachin/badge.svg";
const CARD: &str = "/c/lachin/card.png";
const DAY: &str = "/c/lachin/days/2023-04-29/card.png";
const PUBLIC: &str = "https://corridor.example";

/// A picture of the size that others show.
async fn picture(site: &Site, path: &str) -> Vec<u8> {
    let response = site.response(path).await;
    assert_eq!(response.status(), 200, "{path}: {}", response.text().await.unwrap());
    for (name, value) in [
        ("content-type", "image/png"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        assert_eq!(response.headers()[name], value, "{path}");
    }
    let bytes = response.bytes().await.unwrap().to_vec();
    let read = Pixmap::decode_png(&bytes).expect("a picture");
    assert_eq!((read.width(), read.height()), (1200, 630), "{path}");
    let dark = read.pixels().iter().filter(|pixel| pixel.red() < 100 && pixel.alpha() == 255).count();
    assert!(dark > 5_000, "{path}: {dark} dark points: it is empty");
    assert!(bytes.len() < 200_000, "{path}: {} bytes", bytes.len());
    bytes
}

/// What is seen of the badge, and what is heard.
async fn badge(site: &Site, path: &str) -> (String, String) {
    let response = site.response(path).await;
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(response.headers()["content-type"], "image/svg+xml");
    assert_eq!(response.headers()["cross-origin-resource-policy"], "cross-origin");
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    let svg = response.text().await.unwrap();
    words_of_drawing(&svg);
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    let seen: Vec<&str> =
        document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
    let title = root.children().find(|node| node.tag_name().name() == "title").and_then(|node| node.text()).unwrap();
    assert_eq!((root.attribute("role"), root.attribute("aria-label")), (Some("img"), Some(title)));
    let seen = seen.join(" | ").replace('\u{a0}', " ");
    (seen, title.replace('\u{a0}', " "))
}

fn seventeen(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("17".parse().unwrap());
}

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
async fn there_is_no_picture_of_what_has_no_page() {
    let site = story().await;
    for (path, status) in [
        ("/c/nowhere/badge.svg", StatusCode::NOT_FOUND),
        ("/c/nowhere/card.png", StatusCode::NOT_FOUND),
        ("/c/nowhere/days/2023-05-10/card.png", StatusCode::NOT_FOUND),
        ("/c/lachin/days/2023-05-11/card.png", StatusCode::NOT_FOUND),
        ("/c/lachin/days/2022-12-01/card.png", StatusCode::NOT_FOUND),
        ("/c/lachin/days/2023-5-1/card.png", StatusCode::UNPROCESSABLE_ENTITY),
        ("/c/lachin/card.png?as_of=2023-05-11", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(site.response(path).await.status(), status, "{path}");
    }
    site.append("2023-04-29", RevisionState::Withdrawn, "Not theirs to tell.").await;
    assert_eq!(site.response(DAY).await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_badge_is_a_shape_a_word_a_date_and_who_says_so() {
    let site = story().await;
    let (seen, heard) = badge(&site, BADGE).await;
    assert_eq!(seen, "Closed, 10 May 2023 | Armenian Weekly");
    assert_eq!(heard, "Access of Berdzor / Lachin corridor: Closed, 10 May 2023. Armenian Weekly");
    // Nothing dated today: unknown, and what was reported last with its date.
    site.hand.set(instant("2023-05-11T16:00:00Z"));
    let (seen, _) = badge(&site, BADGE).await;
    assert!(seen.starts_with("Unknown, 11 May 2023 | No report yet for 11 May 2023"), "{seen}");
    assert!(!seen.contains("Closed"), "{seen}");
    let (then, _) = badge(&site, &format!("{BADGE}?as_of=2023-04-18")).await;
    assert!(then.contains("18 April 2023"), "{then}");
}

#[tokio::test]
async fn a_correction_shows_in_badge_and_cards() {
    let site = story().await;
    let [before, day_before] = [picture(&site, CARD).await, picture(&site, DAY).await];
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "Read wrongly.", seventeen).await;
    let (seen, heard) = badge(&site, BADGE).await;
    assert!(seen.ends_with(" | Correction of 29 April") && heard.ends_with("Correction of 29 April"), "{seen} {heard}");
    assert_ne!(picture(&site, CARD).await, before);
    assert_ne!(picture(&site, DAY).await, day_before);
    let shown = site.edition_card(None);
    assert!(shown.contains("Corrected 10") && shown.contains(": 16, now 17."), "{shown}");
    let day = site.edition_card(Some("2023-04-29"));
    assert!(day.contains("Corrected 10") && day.contains(": 17 (") && day.contains("16, now 17."), "{day}");
    assert!(!site.edition_card(Some("2023-05-10")).contains("Corrected"), "another day");
    // As it stood before, it is the picture of then.
    assert_eq!(picture(&site, &format!("{CARD}?as_of=2023-05-10T16:15:00Z")).await, before);
}

/// What stands in the drawing of a card.
trait Drawn {
    fn edition_card(&self, day: Option<&str>) -> String;
}

impl Drawn for Site {
    fn edition_card(&self, day: Option<&str>) -> String {
        let (edition, slug) = (self.state.edition(), "lachin".parse().unwrap());
        let card = match day {
            None => server::queries::card::card(&edition, &slug).expect("a card"),
            Some(day) => server::queries::card::card_of_day(&edition, &slug, day.parse().unwrap()).expect("a card"),
        };
        let svg = server::charts::card::svg(&card);
        words_of_drawing(&svg);
        let document = Document::parse(&svg).unwrap();
        let lines = document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
        lines.collect::<Vec<&str>>().join(" ").replace('\u{a0}', " ")
    }
}

#[tokio::test]
async fn a_card_says_status_date_sources_and_what_the_record_is() {
    let site = story().await;
    picture(&site, CARD).await;
    let shown = site.edition_card(None);
    for words in
        ["Berdzor / Lachin corridor", "Wednesday 10 May 2023", "Closed", "Armenian Weekly", "day 150", "Record version"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("31 people"), "{shown}");
    picture(&site, DAY).await;
    let day = site.edition_card(Some("2023-04-29"));
    assert!(day.contains("Saturday 29 April 2023") && day.contains(": 16 ("), "{day}");
    // A day that nobody reported is unknown, with the shape of that.
    picture(&site, "/c/lachin/days/2023-05-02/card.png").await;
    let silent = site.edition_card(Some("2023-05-02"));
    assert!(silent.contains("Unknown") && silent.contains("neither open nor closed, and not zero"), "{silent}");
}

#[tokio::test]
async fn names_in_any_letters_and_of_any_length_make_a_picture() {
    let long =
        "The road of the seven mountains and the long valley that nobody has ever named twice in the same way corridor";
    for (names, shown) in [
        (vec!["Բերձորի միջանցք"], "Բերձորի միջանցք"),
        (vec!["Лачинский коридор"], "Лачинский коридор"),
        (vec!["ممر لاتشين"], "ممر لاتشين"),
        (vec!["\u{62d4}\u{6d25}\u{8d70}\u{5eca}"], "lachin"),
        (vec!["Lachin corridor", "\u{62d4}\u{6d25} corridor"], "Lachin corridor"),
        (vec!["\u{1f6d1} \u{1f6d1}"], "lachin"),
        (vec!["أَلِف"], "أَلِف"),
        (vec![long], "…"),
        (
            vec!["Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
            "Xxxx",
        ),
    ] {
        let mut rows = Rows::until("2023-05-10");
        rows.claims.retain(|row| row[1].as_str() >= "2023-05-01");
        rows.claims.iter_mut().for_each(|row| row[17] = "\u{62d4}\u{6d25}\u{901a}\u{8baf}".to_owned());
        rows.corridor.names.insert("en".to_owned(), names.iter().map(|name| name.parse().unwrap()).collect());
        rows.corridor.names.retain(|language, _| language == "en");
        let site = site_with(&rows, EVENING).await;
        picture(&site, CARD).await;
        picture(&site, "/c/lachin/days/2023-05-10/card.png").await;
        picture(&site, &format!("{CARD}?as_of=2022-12-01")).await;
        let drawn = site.edition_card(None);
        assert!(drawn.contains(shown), "{names:?}: {drawn}");
        assert!(drawn.contains("a source whose name is written in other letters"), "{drawn}");
        assert!(!drawn.contains('\u{62d4}'), "{drawn}");
    }
}

#[tokio::test]
async fn a_page_tells_those_who_show_a_link_to_it_what_it_is() {
    let (site, _folder) = public().await;
    let page = site.page("/c/lachin").await;
    let tag = |page: &Page, name: &str| page.attributes(&format!("meta[property='{name}']"), "content").remove(0);
    assert_eq!(tag(&page, "og:type"), "website");
    assert_eq!(tag(&page, "og:url"), format!("{PUBLIC}/c/lachin"));
    assert_eq!(tag(&page, "og:image"), format!("{PUBLIC}{CARD}"));
    assert!(tag(&page, "og:title").starts_with("Closed, 10\u{a0}May 2023"), "{}", tag(&page, "og:title"));
    assert!(tag(&page, "og:description").contains("Armenian Weekly"));
    assert_eq!(page.attributes("meta[name='twitter:card']", "content"), ["summary_large_image"]);
    let day = site.page("/c/lachin/days/2023-04-29").await;
    assert_eq!((tag(&day, "og:type"), tag(&day, "og:image")), ("article".to_owned(), format!("{PUBLIC}{DAY}")));
    // Every page of the corridor has its card; one that shows a figure has the figure.
    for path in ["/c/lachin/changes", "/c/lachin/data", "/c/lachin/measures/patients_transferred"] {
        let page = site.page(path).await;
        assert_eq!(
            (tag(&page, "og:url"), tag(&page, "og:image")),
            (format!("{PUBLIC}{path}"), format!("{PUBLIC}{CARD}"))
        );
    }
    // A month that is past has the figure of its days: today's card would say how it is today.
    let month = site.page("/c/lachin/months/2023-04").await;
    let picture = tag(&month, "og:image").strip_prefix(PUBLIC).unwrap().to_owned();
    assert_eq!(picture, "/c/lachin/chart/patients_transferred.png?from=2023-04-01&to=2023-04-30");
    assert_eq!(site.response(&picture).await.status(), 200);
    assert!(tag(&month, "og:description").starts_with("Reports on "), "{}", tag(&month, "og:description"));
    assert!(tag(&day, "og:description").starts_with("Unknown. "), "{}", tag(&day, "og:description"));
    let trends = site.page("/c/lachin/trends?carrier=ICRC&from=2023-04-01&to=2023-04-30").await;
    assert_eq!(tag(&trends, "og:description"), trends.words("figcaption h3"));
    assert_eq!(trends.count("meta[property^='og:image:']"), 0);
    let picture = tag(&trends, "og:image").strip_prefix(PUBLIC).unwrap().to_owned();
    assert!(picture.starts_with("/c/lachin/trends.png?"), "{picture}");
    let response = site.response(&picture).await;
    assert_eq!((response.status().as_u16(), &response.headers()["content-type"]), (200, &"image/png".parse().unwrap()));
    let old = site.page("/c/lachin?as_of=2023-05-01").await;
    assert_eq!(tag(&old, "og:image"), format!("{PUBLIC}{CARD}?as_of=2023-05-01"));
    let without = story().await.page("/c/lachin").await;
    assert_eq!(
        without.count("meta[property], script[type='application/ld+json'], [type='application/json+oembed']"),
        0
    );
}

#[tokio::test]
async fn a_page_describes_its_record_as_a_dataset_and_runs_nothing_of_it() {
    let (site, _folder) = public().await;
    for path in ["/c/lachin/share", "/c/lachin/data"] {
        describes(&site, path).await;
    }
}

async fn describes(site: &Site, path: &str) {
    let response = site.response(path).await;
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    let page = Page::new(response.text().await.unwrap());
    assert_eq!((page.count("script"), page.count("script[src]")), (1, 0));
    let json = page.words("head script[type='application/ld+json']");
    let dataset: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&dataset["@type"], &dataset["name"]), (&"Dataset".into(), &"Berdzor / Lachin corridor".into()));
    assert_eq!(dataset["temporalCoverage"], "2022-12-12/..");
    assert_eq!(dataset["url"], format!("{PUBLIC}/c/lachin"));
    let length = dataset["description"].as_str().unwrap().len();
    assert!((50..5_000).contains(&length), "{length}");
    for file in dataset["distribution"].as_array().unwrap() {
        let path = file["contentUrl"].as_str().unwrap().strip_prefix(PUBLIC).unwrap().to_owned();
        let response = site.response(&path).await;
        assert_eq!(response.status(), 200, "{path}");
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(kind.starts_with(file["encodingFormat"].as_str().unwrap()), "{path}: {kind}");
    }
    assert!(!json.contains("more than"), "no figure");
    assert_eq!(site.page("/c/lachin/share?as_of=2023-05-01").await.count("script"), 0);
    assert_eq!(site.page("/c/lachin").await.count("script:not([src])"), 0);
}

#[tokio::test]
async fn under_a_public_address_the_status_page_still_comes_in_14000_bytes() {
    let (site, _folder) = public().await;
    site.change("2023-04-29", ChangeKind::Correction, "Read wrongly.", seventeen).await;
    let answer = site.request("/c/lachin").header("accept-encoding", "br").send().await.unwrap();
    let head: usize = answer.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let size = head + answer.bytes().await.unwrap().len();
    assert!(size <= 14_000, "{size} bytes");
}

#[tokio::test]
async fn a_card_without_room_for_all_has_who_differs_first_and_says_how_many_more_there_are() {
    let day = "2023-04-29";
    let mut rows = Rows::until("2023-05-10")
        .and("lachin,2023-04-29,,access_status,,,,,,medical,,,done,,open,,,Clinic,,,2023-04-29,,");
    for carrier in 1..=20 {
        rows = rows.and(&format!(
            "lachin,2023-04-29,,patients_transferred,,patients,Carrier {carrier},outbound,,,,people,done,exact,14,,,Clinic,,,2023-04-29,,"
        ));
    }
    let site = site_with(&rows, EVENING).await;
    let drawn = site.edition_card(Some(day));
    assert!(drawn.contains("Clinic") && drawn.contains("open"), "{drawn}");
    let lines = drawn.matches("moved out").count();
    assert!((1..20).contains(&lines), "{drawn}");
    let (told, _) = drawn.split_once(" more on the page").unwrap_or_else(|| panic!("{drawn}"));
    let more: usize = told.rsplit_once("and ").unwrap().1.parse().unwrap();
    let card =
        server::queries::card::card_of_day(&site.state.edition(), &"lachin".parse().unwrap(), day.parse().unwrap());
    let all = card.expect("a card").lines;
    let shown = all.iter().filter(|line| drawn.contains(line.replace('\u{a0}', " ").as_str())).count();
    assert_eq!(shown + more, all.len(), "{drawn}: {all:?}");
}
