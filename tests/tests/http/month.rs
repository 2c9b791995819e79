//! `GET /c/{slug}/months/{yyyy-mm}`

use domain::Corridor;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Page, Site};

const EXPECTED: &str = include_str!("../../fixtures/lachin/expected.csv");

/// The worked values of one kind, as asked on a day: where and value.
fn worked(as_of: &str, what: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(EXPECTED.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    let rows = rows.filter(|row| &row[0] == as_of && &row[1] == what);
    rows.map(|row| (row[2].to_owned(), row[3].to_owned())).collect()
}

/// Figure and coverage of the row that begins so, as expected.csv writes them.
fn told(page: &Page, table: &str, label: &str) -> String {
    let rows = page.all_words(&format!("section:has(#{table}) tbody tr"));
    let row = rows.iter().find_map(|row| row.strip_prefix(label));
    let row = row.unwrap_or_else(|| panic!("{label}: {rows:#?}")).trim();
    row.replace("no figure on none of", "0 on 0 of")
}

async fn refused(site: &Site, path: &str, status: u16, why: &str) {
    let response = site.response(path).await;
    assert_eq!(response.status(), status, "{path}");
    let page = Page::new(response.text().await.unwrap());
    assert!(page.visible().contains(why), "{path}: {}", page.visible());
    assert!(page.count("main a") > 0, "{path}");
}

#[tokio::test]
async fn a_month_outside_the_record_or_no_month_at_all_is_refused_with_the_reason_and_a_way_back() {
    let site = story().await;
    for (month, status, why) in [
        ("2023-06", 404, "June 2023 has not come yet."),
        ("2022-11", 404, "The record begins on 12 December 2022."),
        ("2023-13", 422, "“2023-13” is no month."),
        ("2023-4", 422, "“2023-4” is no month. Write it as 2023-05."),
        ("2023-04-01", 422, "is no month."),
        ("+202-04", 422, "is no month."),
        ("april", 422, "is no month."),
    ] {
        refused(&site, &format!("/c/lachin/months/{month}"), status, why).await;
    }
    refused(&site, "/c/nowhere/months/2023-04", 404, "Page not found").await;
    refused(&site, "/c/No%20Where/months/2023-04", 404, "Page not found").await;
}

#[tokio::test]
async fn a_month_after_the_end_of_the_record_is_refused_and_the_last_one_says_that_it_is_the_last() {
    let rows = Rows::until("2023-05-10");
    let corridor = Corridor { record_ends: "2023-04-30".parse().ok(), ..rows.corridor.clone() };
    let site = site_with(&Rows { corridor, ..Rows::until("2023-04-29") }, EVENING).await;
    refused(&site, "/c/lachin/months/2023-05", 404, "The record ended on 30 April 2023.").await;
    let page = site.page("/c/lachin/months/2023-04").await;
    assert_eq!(page.all_words("nav.pager > *"), ["← March 2023", "May 2023: after the record"]);
}

#[tokio::test]
async fn an_empty_month_says_so_with_the_last_report_before_it_and_claims_nothing() {
    let site = story().await;
    site.hand.set(tests::site::instant("2023-08-20T16:00:00Z"));
    let page = site.page("/c/lachin/months/2023-07").await;
    assert_eq!(page.words(".fresh"), "No report on any of its 31 days.");
    assert_eq!(
        page.words(".void"),
        "No report from 1 July 2023 to 31 July 2023. Every day is unknown: neither open nor closed, and not zero. The \
         last day with a report before it is 10 May 2023."
    );
    assert!(page.attributes("main .acts a", "href").contains(&"/c/lachin/months/2023-05".to_owned()));
    assert_eq!(page.count(".cal td a"), 31);
    assert!(
        page.all_words(".cal td a").iter().all(|day| day.contains("Unknown") && day.ends_with("Nobody spoke of it"))
    );
    assert!(
        told(&page, "totals", "Patients moved out, any carrier")
            .starts_with("0 on 0 of 31 days The last figure before is 16, on 29 April.")
    );
    assert!(!page.visible().contains(" 0 "), "a silence became a zero");
}

#[tokio::test]
async fn an_empty_corridor_has_a_month_without_a_figure() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let page = site.page("/c/lachin/months/2022-12").await;
    assert!(page.words(".void").ends_with("neither open nor closed, and not zero."), "{}", page.words(".void"));
    assert!(page.visible().contains("No figure was reported before either."));
    assert_eq!(page.count(".cal td a"), 20);
    let outside = page.all_words(".cal td:not(:has(a)):not(.off)");
    assert_eq!((outside.len(), outside[0].as_str()), (11, "1 Thu outside the record"));
}

#[tokio::test]
async fn each_total_of_a_month_is_the_worked_one() {
    let site = story().await;
    let months = worked("2023-05-10", "patients outbound in month");
    assert_eq!(months.len(), 6);
    for (month, value) in months {
        let page = site.page(&format!("/c/lachin/months/{month}")).await;
        let told = told(&page, "totals", "Patients moved out, any carrier");
        assert!(told.starts_with(&value), "{month}: {value}, not {told}");
    }
}

#[tokio::test]
async fn each_total_of_a_week_is_the_worked_one_and_a_week_is_whole() {
    let site = story().await;
    let mut weeks = std::collections::BTreeMap::new();
    for month in ["2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05"] {
        let page = site.page(&format!("/c/lachin/months/{month}")).await;
        for row in page.all_words("section:has(#weeks) tbody tr") {
            let (week, told) = row.strip_prefix("Week ").unwrap().split_once(": ").unwrap();
            weeks.insert(
                format!("{}-W{week:0>2}", if week.parse::<u32>().unwrap() > 49 { 2022 } else { 2023 }),
                told.to_owned(),
            );
        }
    }
    for (week, value) in worked("2023-05-10", "patients outbound in week") {
        let told = &weeks[&week];
        assert!(told.contains(&format!(" {value}")), "{week}: {value}, not {told}");
    }
    assert!(weeks["2022-W50"].starts_with("12–18 December no figure on none of 7 days"), "{}", weeks["2022-W50"]);
    assert!(weeks["2023-W05"].starts_with("30 January to 5 February 9 on 2 of 7 days"), "{}", weeks["2023-W05"]);
}

#[tokio::test]
async fn a_total_names_the_days_and_periods_that_it_rests_on_and_who_says_so() {
    let site = story().await;
    let april = site.page("/c/lachin/months/2023-04").await;
    let out = told(&april, "totals", "Patients moved out, any carrier");
    for part in ["15 on 11 April, 12 on 15 April, 9 on 16 April, 11 on 19 April", "Carrier: ICRC.", "Source"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(april.attributes("section:has(#totals) a", "href").contains(&"/c/lachin/days/2023-04-16".to_owned()));
    let returned = april.all_words("section:has(#totals) tbody th");
    for label in ["Patients returned, any carrier", "Patients returned, by ICRC", "Patients returned, carrier not said"]
    {
        assert!(returned.contains(&label.to_owned()), "{label}: {returned:?}");
    }
    let february = site.page("/c/lachin/months/2023-02").await;
    let out = told(&february, "totals", "Patients moved out, any carrier");
    assert!(out.contains("14 for 24–26 February: where it is larger than the figures of these days together"), "{out}");
}

#[tokio::test]
async fn a_period_across_the_edge_of_a_month_is_named_and_not_counted() {
    let row = "lachin,2023-05-02,2023-04-28,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,90,,,\
               Herald,,,2023-05-02,,";
    let site = site_with(&Rows::until("2023-05-10").and(row), EVENING).await;
    for (month, value) in [("2023-04", "113 on 9 of 30 days"), ("2023-05", "0 on 0 of 10 days")] {
        let page = site.page(&format!("/c/lachin/months/{month}")).await;
        let told = told(&page, "totals", "Patients moved out, any carrier");
        assert!(told.starts_with(value), "{told}");
        assert!(told.contains("90 for 28 April to 2 May reaches across the edge and is not counted. Herald"), "{told}");
    }
    let day = site.page("/c/lachin/months/2023-05").await.all_words(".cal td a")[0].clone();
    assert!(day.contains("Moved out: within 90 for 28 April to 2 May") && day.ends_with("Moved out: Herald"), "{day}");
}

#[tokio::test]
async fn the_calendar_has_every_day_with_its_status_its_figure_and_who_says_so() {
    let site = story().await;
    let page = site.page("/c/lachin/months/2023-04").await;
    assert_eq!(page.words("h1"), "April 2023");
    assert_eq!(page.all_words(".cal thead th"), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    let days = page.all_words(".cal td a");
    assert_eq!(days.len(), 30);
    let disputed = &days[17];
    assert!(disputed.starts_with("18 18 April 2023, Tue Disputed"), "{disputed}");
    assert!(disputed.ends_with("Status: Open: azvision; Said later, closed: Armenian Weekly, 10 May"), "{disputed}");
    let moved = &days[15];
    assert!(moved.contains("Unknown said later: closed 9 moved out 12 returned"), "{moved}");
    assert!(moved.ends_with("Moved out: Artsakh Ministry of Health. Returned: Artsakh Ministry of Health"), "{moved}");
    assert!(days[22].contains("Closed"), "{}", days[22]);
    let cargo = &days[26];
    assert!(cargo.contains("Unknown") && cargo.contains("Cargo only: closed"), "{cargo}");
    assert_eq!(page.attributes(".cal td a", "href")[17], "/c/lachin/days/2023-04-18");
}

#[tokio::test]
async fn statuses_in_the_calendar_are_the_worked_ones() {
    let site = story().await;
    let mut days = std::collections::BTreeMap::new();
    for month in ["2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05"] {
        let page = site.page(&format!("/c/lachin/months/{month}")).await;
        let words = page.all_words(".cal td a");
        let dates = page.attributes(".cal td a", "href");
        days.extend(dates.into_iter().map(|href| href.rsplit_once('/').unwrap().1.to_owned()).zip(words));
    }
    let expected = worked("2023-05-10", "status");
    assert!(expected.len() > 80, "{} days", expected.len());
    for (date, value) in expected {
        let (word, later) = value.split_once("; said later ").unwrap_or((&value, ""));
        let told = &days[&date];
        assert!(told.to_lowercase().contains(&format!(", {} {word}", weekday(&date))), "{date}: {value}, not {told}");
        if word == "unknown" && !later.is_empty() {
            assert!(told.contains("said later: "), "{date}: {told}");
            assert!(later.split('+').all(|status| told.contains(status)), "{date}: {value}, not {told}");
        }
    }
}

fn weekday(date: &str) -> String {
    date.parse::<chrono::NaiveDate>().unwrap().format("%a").to_string().to_lowercase()
}

#[tokio::test]
async fn days_that_have_not_come_are_plain_words_and_no_links() {
    let page = story().await.page("/c/lachin/months/2023-05").await;
    assert_eq!(page.count(".cal td a"), 10);
    let ahead = page.all_words(".cal td:not(:has(a)):not(.off)");
    assert_eq!((ahead.len(), ahead[0].as_str()), (21, "11 Thu not yet"));
    assert_eq!(page.attributes(".cal a[aria-current=date]", "href"), ["/c/lachin/days/2023-05-10"]);
    assert_eq!(page.words("section:has(#totals) h2"), "Totals so far");
    assert_eq!(page.all_words("nav.pager > *"), ["← April 2023", "June 2023: not yet"]);
    let first = story().await.page("/c/lachin/months/2022-12").await;
    assert_eq!(first.all_words("nav.pager > *"), ["November 2022: before the record", "January 2023 →"]);
}

#[tokio::test]
async fn running_totals_and_events_of_the_month_stand_on_its_page() {
    let page = story().await.page("/c/lachin/months/2023-04").await;
    let captions = page.all_words("section:has(#running) caption");
    assert_eq!(captions[0], "Patients moved out, by ICRC, running total");
    let rows = page.all_words("section:has(#running) tbody tr");
    assert!(rows.iter().any(|row| row.starts_with("16 April 290") && row.contains("Stale.")), "{rows:#?}");
    assert_eq!(
        page.count("section:has(#events) li"),
        Rows::until("2023-05-10").events.iter().filter(|row| row[1].starts_with("2023-04")).count()
    );
}

#[tokio::test]
async fn small_numbers_are_withheld_in_the_month_too() {
    let split = "lachin,2023-04-02,,patients_transferred,,children,ICRC,outbound,,,,people,done,exact,7,,,Herald,,,\
                 2023-04-02,,";
    let mut rows = Rows::until("2023-05-10").and(split);
    rows.corridor.withhold_below = 10;
    let page = site_with(&rows, EVENING).await.page("/c/lachin/months/2023-04").await;
    let told = told(&page, "totals", "Children moved out, any carrier");
    assert!(told.contains("on none of 30 days, 1 withheld"), "{told}");
    assert!(!told.contains('7'), "{told}");
}

#[tokio::test]
async fn the_month_is_one_step_from_the_status_page_from_its_days_and_in_the_list_for_search_engines() {
    let site = story().await;
    let month = "/c/lachin/months/2023-05".to_owned();
    let status = site.page("/c/lachin").await;
    assert!(status.attributes("section:has(#days) a", "href").contains(&month));
    assert!(status.visible().contains("May 2023, day by day"));
    assert!(site.page("/c/lachin/days/2023-05-09").await.attributes("nav.pager a", "href").contains(&month));
}

#[tokio::test]
async fn every_link_of_the_page_leads_somewhere() {
    let site = story().await;
    let page = site.page("/c/lachin/months/2023-02").await;
    let mut links = page.attributes("a", "href");
    links.sort();
    links.dedup();
    assert!(links.len() > 40, "{} links", links.len());
    for href in links.iter().filter(|href| href.starts_with('/')) {
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let html = site.text(path).await;
        assert!(anchor.is_empty() || html.contains(&format!("id=\"{anchor}\"")), "{href} leads to no place");
    }
}
