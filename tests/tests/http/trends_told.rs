//! What trends tell beside their numbers: what comes of several totals, what else is counted, what a column holds.

use tests::Site;
use tests::lachin::{EVENING, Rows, site_with, story};

const TOTALS: &str = "/c/lachin/trends?measure=patients_transferred_total";

type Row = std::collections::BTreeMap<String, String>;

async fn csv_of(site: &Site, path: &str) -> Vec<Row> {
    let text = site.text(path).await;
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<Vec<Row>, csv::Error>>().unwrap()
}

#[tokio::test]
async fn a_month_of_several_totals_has_no_outcome_of_its_own_and_names_each_that_does_not_match() {
    let site = story().await;
    let rows = csv_of(&site, "/c/lachin/trends.csv?measure=patients_transferred_total&by=month").await;
    assert!(
        rows.len() > 5 && rows.iter().all(|row| row["outcome"].is_empty() && row["rise_low"].is_empty()),
        "{rows:?}"
    );
    let days = csv_of(&site, "/c/lachin/trends.csv?measure=patients_transferred_total").await;
    let told = days.iter().filter(|row| row["source"] == "Artsakh Ministry of Health" && !row["outcome"].is_empty());
    assert_eq!(told.count(), 22);
    let page = site.page(&format!("{TOTALS}&by=month")).await;
    let cells = page.all_words("table.trend td").into_iter().map(|cell| cell.replace('\u{a0}', " "));
    let march = cells.filter(|cell| cell.contains("on 17 March")).collect::<Vec<String>>().join(" ");
    assert!(march.contains("Short by 13 on 17 March") && march.contains("Short by 9 on 24 March"), "{march}");
    assert!(!march.contains("Match"), "{march}");
}

#[tokio::test]
async fn the_form_says_whose_totals_are_shown_and_the_page_where_the_others_are() {
    let site = story().await;
    let page = site.page(TOTALS).await;
    assert_eq!(page.all_words("[name=carrier] option")[0], "ICRC (usual)");
    let others = page.attributes("section:has(#also) a", "href");
    let peacekeepers = others.iter().find(|link| link.contains("carrier=Russian+peacekeepers")).expect("a way there");
    let page = site.page(peacekeepers).await;
    assert!(page.words("#trend").contains("2 since"), "{}", page.words("#trend"));
}

#[tokio::test]
async fn the_value_of_a_day_of_access_is_its_status_as_in_the_file_of_days() {
    let site = story().await;
    let days = csv_of(&site, "/c/lachin/days.csv?measure=access_status").await;
    let trends = csv_of(&site, "/c/lachin/trends.csv?measure=access_status").await;
    let mut compared = 0;
    for day in days.iter().filter(|day| day["access"].is_empty()) {
        let own = trends.iter().find(|row| row["from"] == day["date"]).expect("the day");
        assert_eq!(own["value"], day["value"], "{day:?}");
        compared += 1;
    }
    assert_eq!(compared, 150);
    let weeks = csv_of(&site, "/c/lachin/trends.csv?measure=access_status&by=week").await;
    assert!(weeks.iter().filter(|row| row["from"] != row["to"]).all(|row| row["value"].is_empty()));
}

#[tokio::test]
async fn every_column_of_trends_has_its_meaning_on_the_page_of_files_and_in_the_description_of_the_api() {
    let site = story().await;
    let header = site.text("/c/lachin/trends.csv").await.lines().next().unwrap().to_owned();
    let page = site.page("/c/lachin/data").await;
    assert_eq!(page.all_words("#columns-trends tbody th code").join(","), header);
    let api = site.json("/api/openapi.json").await;
    let row = &api["components"]["schemas"]["SeriesRow"]["properties"];
    for (column, means) in header.split(',').zip(page.all_words("#columns-trends tbody td:nth-child(3)")) {
        let told = row[column]["description"].as_str().unwrap_or_else(|| panic!("{column} is not described"));
        assert!(means.starts_with(told) && told.len() > 8, "{column}: {told:?}, {means:?}");
    }
}

#[tokio::test]
async fn the_files_of_a_frame_and_of_a_figure_are_of_the_days_that_it_shows() {
    let site = story().await;
    let frame = site.page("/embed/lachin/chart?direction=return&from=2023-03-01&to=2023-03-31").await;
    let links = frame.attributes("figure .acts a", "href");
    let of = |kind: &str| {
        format!("/c/lachin/chart/patients_transferred.{kind}?direction=return&from=2023-03-01&to=2023-03-31")
    };
    assert!(
        links.iter().any(|link| link.ends_with(&of("svg"))) && links.iter().any(|link| link.ends_with(&of("png"))),
        "{links:?}"
    );
    let totals = site.page(&format!("{TOTALS}&from=2023-05-06")).await;
    assert!(totals.words("#trend h3").contains("no running total on these 5 days"), "{}", totals.words("#trend h3"));
    assert!(!totals.words("main").contains("n the other 5 days"), "{}", totals.words("main"));
    let svg = site.text("/c/lachin/trends.svg?from=2023-04-01&to=2023-04-30").await;
    assert!(svg.contains("Artsakh Ministry of Health"), "a drawing that stands alone names its sources");
}

#[tokio::test]
async fn each_count_has_its_own_months_and_its_whole_name_where_it_stands_alone() {
    let site = story().await;
    let path = "/c/lachin/trends?measure=patients_intensive_care";
    let page = site.page(path).await;
    let captions = page.all_words("table caption");
    let series = page.count("details table[data-series]");
    let months = captions.iter().filter(|caption| caption.ends_with(", by month")).count();
    assert!(months == series && months > 1, "{captions:?}");
    let by_month = csv_of(&site, "/c/lachin/trends.csv?measure=patients_intensive_care&by=month").await;
    let told = by_month.iter().filter(|row| row["state"] == "figure").count();
    let rows = page.all_words("table.trend:not([data-series]) tbody tr");
    let figures = rows.iter().filter(|row| !row.contains("no figure")).count();
    assert_eq!(figures, told, "{rows:?}");
    // One of them alone is never told as if it were all.
    let facility = by_month.iter().find(|row| !row["facility"].is_empty()).expect("a count of one hospital");
    let query = format!("{path}&facility={}&group={}", facility["facility"].replace(' ', "%20"), facility["group"]);
    let alone = site.page(&query).await;
    for selector in ["h1", "#trend h3", "section:has(#take)"] {
        assert!(alone.all_words(selector).join(" ").contains(&facility["facility"]), "{selector} of {query}");
    }
    let svg = site.text(&query.replace("/trends?", "/trends.svg?")).await;
    assert!(svg.matches(&facility["facility"]).count() > 1, "{query}");
}

#[tokio::test]
async fn a_frame_says_of_a_period_what_the_page_says_of_it() {
    let site = story().await;
    for (days, word) in
        [("from=2023-02-20&to=2023-03-01", "reported"), ("from=2023-04-01&to=2023-04-30", "in daily reports")]
    {
        let page = site.page(&format!("/c/lachin/trends?{days}")).await.words("#trend h3");
        let frame = site.page(&format!("/embed/lachin/chart?{days}")).await.words("h3");
        let end = |title: &str| title.split(';').next().unwrap_or_default().to_owned();
        assert_eq!(end(&page), end(&frame));
        assert!(frame.ends_with(word), "{frame}");
    }
}

#[tokio::test]
async fn what_nobody_chose_stands_in_no_address_however_long_the_record() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.record_begins = "2018-01-01".parse().unwrap();
    let site = site_with(&rows, EVENING).await;
    let page = site.page("/c/lachin/trends").await;
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["/c/lachin/trends"]);
    assert!(page.attributes("#trend a", "href").contains(&"/c/lachin/trends.csv".to_owned()));
    let chosen = site.page("/c/lachin/trends?from=2023-04-01").await;
    assert!(chosen.attributes("#trend a", "href").contains(&"/c/lachin/trends.csv?from=2023-04-01".to_owned()));
}
