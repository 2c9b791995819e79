//! `GET /` and `GET /about`

use chrono::NaiveDate;
use tests::Site;
use tests::lachin::{EVENING, Rows, story};

#[tokio::test]
async fn a_site_without_a_corridor_says_what_to_do() {
    let site = Site::at(EVENING).await;
    let page = site.page("/").await;
    assert_eq!(page.words("h1"), "Humanitarian corridors");
    assert!(page.visible().contains("corridor corridors add SLUG --name NAME --time-zone ZONE"));
}

#[tokio::test]
async fn with_one_corridor_the_beginning_is_that_corridors_page() {
    let site = story().await;
    assert_eq!(site.page("/").await.words("main"), site.page("/c/lachin").await.words("main"));
}

#[tokio::test]
async fn with_several_each_has_its_status_figures_and_freshness() {
    let site = story().await;
    let mut other = Rows::until("2022-12-01").moved("another", 0).corridor;
    other.names.insert("en".to_owned(), vec!["Another road".parse().unwrap()]);
    other.record_begins = NaiveDate::from_ymd_opt(2023, 5, 1).unwrap();
    site.add_corridor(other).await;
    let page = site.page("/").await;
    assert_eq!(page.all_words("main h2"), ["Another road", "Berdzor / Lachin corridor"]);
    let all = page.visible();
    assert!(all.contains("Closed Armenian Weekly") && all.contains("at least 30 people wait"));
    assert!(all.contains("Unknown") && all.contains("No report yet for 10 May 2023"));
    assert!(all.contains("8 days late"), "{all}");
}

#[tokio::test]
async fn the_method_is_told() {
    let page = story().await.page("/about").await;
    for part in ["We record claims, not facts.", "A gap is a gap.", "No person is in the data", "a correction"] {
        assert!(page.visible().contains(part), "{part}");
    }
}
