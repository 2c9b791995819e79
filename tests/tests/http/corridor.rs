//! `GET /c/{slug}`

use domain::Corridor;
use tests::Site;
use tests::lachin::{EVENING, Rows, site_with, story};

#[tokio::test]
async fn an_unknown_corridor_is_a_page_with_a_way_back() {
    let site = story().await;
    for path in ["/c/nowhere", "/c/No%20Where", "/c/%ff", "/c/%00"] {
        let response = site.response(path).await;
        assert_eq!(response.status(), 404, "{path}");
        let page = tests::Page::new(response.text().await.unwrap());
        assert_eq!(page.words("h1"), "Page not found");
        assert!(page.attributes("main a", "href").contains(&"/".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn an_empty_corridor_says_that_nothing_is_published_and_claims_nothing() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let page = site.page("/c/lachin").await;
    let sentence = page.words("h1");
    assert!(sentence.starts_with("Unknown No report yet for 10 May 2023"), "{sentence}");
    assert!(sentence.contains("no movement of patients out was reported since the record began, 12 December 2022"));
    assert!(page.visible().contains("Nothing is published from 12 December 2022 to 10 May 2023"));
    assert!(page.visible().contains("No day is published yet."));
    assert!(!sentence.contains("0 people") && !sentence.contains("Open"), "{sentence}");
}

#[tokio::test]
async fn open_for_whom_has_a_line_for_each_class_and_says_who_says_so() {
    let page = story().await.page("/c/lachin").await;
    let rows = page.all_words("section:has(#for) tbody tr");
    assert_eq!(
        rows,
        [
            "All traffic Closed Armenian Weekly 10 May",
            "Patients Closed Artsakh Human Rights Ombudsman 10 May",
            "Food, medicine, cargo Closed Armenian Weekly 10 May",
            "Civilians Closed Artsakh State Minister 1 May, 9 days ago",
            "Aid convoys Unknown No status reported in 30 days",
        ]
    );
}

#[tokio::test]
async fn a_status_of_one_class_never_colours_the_day() {
    let rows = Rows::until("2023-04-27");
    let page = site_with(&rows, "2023-04-27T16:00:00Z").await.page("/c/lachin").await;
    let sentence = page.words("h1");
    assert!(sentence.starts_with("Unknown"), "{sentence}");
    assert!(sentence.contains("On 27 April 2023 no status of all traffic was reported"), "{sentence}");
    let rows = page.all_words("section:has(#for) tbody tr");
    assert!(rows.contains(&"Food, medicine, cargo Closed Artsakh State Minister 27 April".to_owned()), "{rows:?}");
    assert!(sentence.contains("12 patients were moved out by ICRC"), "{sentence}");
}

#[tokio::test]
async fn freshness_is_told_in_words_with_its_reason() {
    let site = story().await;
    let fresh = |page: &tests::Page| page.words(".fresh");
    assert!(
        fresh(&site.page("/c/lachin").await)
            .contains("Up to date: the newest report is about 10 May; the next is due by 13 May.")
    );
    for (now, words) in [
        ("2023-05-13T15:59:00Z", "Up to date"),
        ("2023-05-13T16:00:00Z", "Due: 1 day late"),
        ("2023-05-14T16:00:00Z", "2 days late"),
        ("2023-05-20T16:00:00Z", "8 days late"),
    ] {
        site.hand.set(tests::site::instant(now));
        let told = fresh(&site.page("/c/lachin").await);
        assert!(told.contains(words), "{now}: {told}");
    }
}

#[tokio::test]
async fn a_day_is_the_corridors_own_date_whatever_the_hour_in_utc() {
    let site = story().await;
    site.hand.set(tests::site::instant("2023-05-10T20:30:00Z"));
    let page = site.page("/c/lachin").await;
    assert!(page.words(".fresh").starts_with("Thursday 11 May 2023"), "{}", page.words(".fresh"));
    assert!(page.words(".fresh").contains("As of 00:00 in Yerevan."));
    site.hand.set(tests::site::instant("2023-05-10T19:59:00Z"));
    assert!(site.page("/c/lachin").await.words(".fresh").starts_with("Wednesday 10 May 2023"));
}

#[tokio::test]
async fn every_number_has_a_source_and_a_way_to_its_day() {
    let page = story().await.page("/c/lachin").await;
    let rows = page.count("section:has(#figures) tbody tr");
    assert!(rows >= 7, "{rows} rows");
    assert_eq!(page.count("section:has(#figures) tbody tr td:nth-child(3) a"), rows);
    assert_eq!(page.count("section:has(#figures) tbody tr:has(td:nth-child(4) a)"), rows);
    for href in page.attributes("h1 cite a", "href") {
        assert!(href.starts_with("/c/lachin/days/2023-0") && href.contains("#c"), "{href}");
    }
}

#[tokio::test]
async fn every_link_of_the_page_leads_somewhere() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    let mut links = page.attributes("a", "href");
    links.sort();
    links.dedup();
    let own: Vec<&String> = links.iter().filter(|href| href.starts_with('/')).collect();
    assert!(own.len() > 20, "{} links", own.len());
    for href in own {
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let response = site.response(path).await;
        assert_eq!(response.status(), 200, "{href}");
        let html = response.text().await.unwrap();
        assert!(anchor.is_empty() || html.contains(&format!("id=\"{anchor}\"")), "{href} leads to no place");
    }
}

#[tokio::test]
async fn the_foot_names_the_record_and_the_way_to_the_desk() {
    let rows = Rows::until("2023-05-10");
    let mut corridor: Corridor = rows.corridor.clone();
    corridor.contact = Some("mailto:desk@corridor.example".parse().unwrap());
    let site = site_with(&Rows { corridor, ..rows }, EVENING).await;
    let page = site.page("/c/lachin").await;
    let foot = page.words("footer");
    assert!(foot.contains("Record version 62 (") || foot.contains("Record version"), "{foot}");
    assert!(foot.contains("as it stood on 10 May 2023, 20:00 in Yerevan (16:00 UTC)"), "{foot}");
    assert!(page.attributes("footer a", "href").contains(&"mailto:desk@corridor.example".to_owned()));
}

#[tokio::test]
async fn small_numbers_of_a_facility_are_withheld_where_the_corridor_does_not_say_otherwise() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.withhold_below = 10;
    let site = site_with(&rows, EVENING).await;
    let day = site.page("/c/lachin/days/2023-04-19").await.visible();
    assert!(day.contains("withheld (small number)") && day.contains("Republican Medical Center"));
    assert!(!day.contains("(neonatal and ICU)"), "a remark of a withheld figure stands there");
    let file = site.text("/c/lachin/claims.csv").await;
    let line = file.lines().find(|line| line.contains("2023-04-19") && line.contains("Republican")).unwrap();
    assert!(line.contains("withheld_small_number,,"), "{line}");
    let latest = site.json("/c/lachin/latest.json").await;
    let figures = latest["figures"].as_array().unwrap();
    let withheld: Vec<_> = figures.iter().filter(|figure| figure["withheld"] == true).collect();
    assert!(!withheld.is_empty());
    assert!(withheld.iter().all(|figure| figure["low"].is_null() && figure["words"] == "withheld (small number)"));
}
