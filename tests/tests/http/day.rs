//! `GET /c/{slug}/days/{date}`

use tests::Page;
use tests::lachin::{EVENING, Rows, site_with, story};

#[tokio::test]
async fn a_day_outside_the_record_is_refused_with_the_reason_and_a_way_back() {
    let site = story().await;
    for (date, status, why) in [
        ("2023-05-11", 404, "11 May 2023 has not come yet."),
        ("2022-12-11", 404, "The record begins on 12 December 2022."),
        ("2023-02-30", 422, "“2023-02-30” is no day."),
        ("2023-5-1", 422, "“2023-5-1” is no day."),
        ("10.5.2023", 422, "is no day. Write it as 2023-05-10."),
    ] {
        let response = site.response(&format!("/c/lachin/days/{date}")).await;
        assert_eq!(response.status(), status, "{date}");
        let page = Page::new(response.text().await.unwrap());
        assert!(page.visible().contains(why), "{date}: {}", page.visible());
        assert!(page.count("main a") > 0, "{date}");
    }
    assert_eq!(site.response("/c/nowhere/days/2023-05-10").await.status(), 404);
}

#[tokio::test]
async fn a_silent_day_is_unknown_and_says_what_came_before() {
    let page = story().await.page("/c/lachin/days/2023-05-09").await;
    assert_eq!(page.words(".word"), "Unknown");
    let all = page.visible();
    assert!(all.contains("No report for 9 May 2023. The day is unknown: neither open nor closed, and not zero."));
    assert!(all.contains("The last day with a report is 5 May."));
    assert!(all.contains("Said later, closed of the time since 12 December 2022: Armenian Weekly, 10 May."));
}

#[tokio::test]
async fn the_tenth_of_may_shows_every_claim_with_words_source_dates_and_page() {
    let page = story().await.page("/c/lachin/days/2023-05-10").await;
    assert_eq!(page.words("h1"), "Wednesday 10 May 2023, day 150");
    assert_eq!(page.words(".word"), "Closed");
    assert_eq!(page.count("article.claim"), 7);
    let claims = page.all_words("article.claim");
    let about = |words: &str| {
        claims.iter().find(|claim| claim.starts_with(words)).unwrap_or_else(|| panic!("{words}: {claims:#?}"))
    };
    let all_traffic = about("Closed to all traffic");
    assert!(all_traffic.contains("Armenian Weekly") && all_traffic.contains("corridor closed since December 2022"));
    assert!(
        all_traffic
            .contains("12 December 2022 to 10 May 2023. Counts for 10 May 2023; the days before show it as said later")
    );
    assert!(all_traffic.contains("Page not recorded"));
    let medical = about("Closed to patients");
    assert!(medical.contains("Artsakh Human Rights Ombudsman") && medical.contains("artsakhpress.am"));
    about("Closed to cargo");
    let waiting = about("more than 30");
    assert!(waiting.contains("a level on the day, not a sum"));
    assert!(page.visible().contains("at least 30"), "the figure that covers both");
    assert!(page.visible().contains("2 claims differ. None is preferred; the figure covers them all."));
    let missing = page.all_words("ul.absent li");
    assert_eq!(missing.len(), 2, "{missing:?}");
    assert!(
        missing[0].contains("Patients moved out")
            && missing[0].contains("Not reported. The last figure is 16, 29 April.")
    );
}

#[tokio::test]
async fn a_disputed_day_says_who_says_what() {
    let page = story().await.page("/c/lachin/days/2023-02-02").await;
    assert_eq!(page.words(".word"), "Disputed");
    let cites = page.words(".band cite");
    for part in ["Open: News.az", "Open: Report.az", "Closed: Artsakh Ministry of Health"] {
        assert!(cites.contains(part), "{part} is not in {cites}");
    }
    assert_eq!(page.count("section:has(#access-status) article.claim"), 3);
}

#[tokio::test]
async fn a_period_is_never_a_day() {
    let page = story().await.page("/c/lachin/days/2023-02-26").await;
    let claims = page.all_words("article.claim");
    let period = claims
        .iter()
        .find(|claim| claim.contains("24 February 2023 to 26 February 2023") && claim.starts_with("14"))
        .unwrap();
    assert!(period.contains("the whole period, never spread over its days"), "{period}");
    assert!(!page.visible().contains("5–14"), "a day and a period have no hull");
}

#[tokio::test]
async fn both_neighbours_are_one_step_away() {
    let page = story().await.page("/c/lachin/days/2023-05-10").await;
    assert_eq!(page.all_words("nav.pager > *"), ["← 9 May: no report", "May 2023", "11 May: not yet"]);
    assert_eq!(page.attributes("nav.pager a", "href"), ["/c/lachin/days/2023-05-09", "/c/lachin/months/2023-05"]);
}

const EXPECTED: &str = include_str!("../../fixtures/lachin/expected.csv");

/// The rows of running totals on a page.
fn totals(page: &Page) -> Vec<String> {
    page.all_words("section:has(#running) tbody tr")
}

fn day_and_month(date: &str) -> String {
    let date = date.parse::<chrono::NaiveDate>().unwrap();
    date.format("%-d %B").to_string()
}

/// `19: +6 after 2023-01-07, daily 6: match`, as the page tells it: the parts that its row must hold.
fn parts(value: &str) -> Vec<String> {
    let (total, told) = value.split_once(": ").unwrap();
    let mut parts = vec![format!(" {total} ")];
    match told.split_once(": ") {
        None => parts.push("First total.".to_owned()),
        Some(("stale", moved)) => {
            let (moved, after) = moved.split_once(" moved since ").unwrap();
            parts.push(format!("Stale. It repeats the total of {}, although {moved} were moved", day_and_month(after)));
        }
        Some((rise, outcome)) => {
            let (rise, daily) = rise.split_once(", daily ").unwrap();
            let (rise, after) = rise.trim_start_matches('+').split_once(" after ").unwrap();
            parts.push(format!("{rise} more than on {}.", day_and_month(after)));
            parts.push(format!(" for {daily}"));
            let mut outcome = outcome.to_owned();
            outcome[..1].make_ascii_uppercase();
            parts.push(format!("{outcome}."));
        }
    }
    parts
}

#[tokio::test]
async fn each_running_total_stands_on_its_day_with_what_daily_reports_account_for() {
    let site = story().await;
    let mut reader = csv::Reader::from_reader(EXPECTED.as_bytes());
    let worked: Vec<csv::StringRecord> = reader
        .records()
        .map(Result::unwrap)
        .filter(|row| &row[0] == "2023-05-10" && row[1].starts_with("running total, Artsakh Ministry of Health"))
        .collect();
    assert_eq!(worked.len(), 22);
    for row in worked {
        let rows = totals(&site.page(&format!("/c/lachin/days/{}", &row[2])).await);
        let day = day_and_month(&row[2]);
        let own = rows
            .iter()
            .find(|told| told.starts_with(&format!("{day} ")) && told.ends_with("Artsakh Ministry of Health"));
        let own = own.unwrap_or_else(|| panic!("{day}: {rows:#?}"));
        for part in parts(&row[3]) {
            assert!(own.contains(&part), "{day}: {part} is not in {own}");
        }
    }
}

#[tokio::test]
async fn on_16_april_the_total_repeats_that_of_8_april_and_the_next_one_is_held_against_that() {
    let page = story().await.page("/c/lachin/days/2023-04-16").await;
    let rows = totals(&page);
    let stale = rows.iter().find(|row| row.starts_with("16 April 290")).unwrap();
    assert!(
        stale
            .contains("The same as on 8 April. Daily reports from 9 April to 16 April account for 36, on 3 of 8 days:")
    );
    assert!(stale.contains("15 on 11 April, 12 on 15 April, 9 on 16 April."), "{stale}");
    let next = rows.iter().find(|row| row.starts_with("19 April 337")).unwrap();
    assert!(
        next.contains("47 more than on 8 April. Daily reports from 9 April to 19 April account for 47, on 4 of 11")
    );
    assert!(next.contains("15 on 11 April, 12 on 15 April, 9 on 16 April, 11 on 19 April."), "{next}");
    assert!(next.contains("Match."), "{next}");
    assert_eq!(page.count("tr[aria-current=date] th a"), 0, "a way to where one is");
}

#[tokio::test]
async fn on_18_january_two_totals_stand_under_their_sources_and_are_not_mixed() {
    let rows = totals(&story().await.page("/c/lachin/days/2023-01-18").await);
    let of_day: Vec<&String> = rows.iter().filter(|row| row.starts_with("18 January")).collect();
    assert_eq!(of_day.len(), 2, "{rows:#?}");
    assert!(of_day[0].starts_with("18 January 34") && of_day[0].ends_with("Artsakh Ministry of Health"), "{rows:#?}");
    assert!(of_day[1].starts_with("18 January 28") && of_day[1].ends_with("Artsakh government bulletin"), "{rows:#?}");
}

#[tokio::test]
async fn on_10_may_the_last_total_stands_with_its_date_and_nothing_after_it() {
    let page = story().await.page("/c/lachin/days/2023-05-10").await;
    let rows = totals(&page);
    assert!(rows[0].starts_with("29 April 394"), "{rows:#?}");
    assert!(page.visible().contains("Artsakh Ministry of Health gave no total after 29 April."));
    let army = rows.iter().find(|row| row.starts_with("10 May 2 ")).unwrap();
    assert!(army.contains("There is no daily report since 23 April. First total. 2 are in no daily report."), "{army}");
}

#[tokio::test]
async fn a_day_inside_a_period_says_so_and_links_to_the_claim() {
    let site = story().await;
    let inside = site.page("/c/lachin/days/2023-02-25").await;
    let rows = inside.all_words("section:has(#periods) tbody tr");
    assert_eq!(rows.len(), 2, "{rows:#?}");
    assert!(
        rows[0].starts_with("Patients moved out, by ICRC 14 24–26 February Artsakh government bulletin"),
        "{rows:#?}"
    );
    assert!(rows[0].ends_with("This day has no figure of its own: it lies within 14 for 24–26 February."), "{rows:#?}");
    let links = inside.attributes("section:has(#periods) a", "href");
    assert!(links[0].starts_with("/c/lachin/days/2023-02-26#c"), "{links:?}");
    let last = site.page("/c/lachin/days/2023-02-26").await;
    let rows = last.all_words("section:has(#periods) tbody tr");
    assert!(!rows[0].contains("no figure of its own"), "26 February has one: {rows:#?}");
    assert!(last.visible().contains("They are never spread over their days."));
    assert_eq!(site.page("/c/lachin/days/2023-02-27").await.count("#periods"), 0);
}

#[tokio::test]
async fn carriers_of_one_day_are_told_together_and_one_that_is_not_named_is_not_added() {
    let row = |carrier: &str, value: &str| {
        format!(
            "lachin,2023-04-16,,patients_transferred,,patients,{carrier},outbound,,,,people,done,exact,{value},,,Herald,,,\
             2023-04-16,,"
        )
    };
    let rows = Rows::until("2023-05-10").and(&row("Army", "2")).and(&row("", "10"));
    let page = site_with(&rows, EVENING).await.page("/c/lachin/days/2023-04-16").await;
    let told = page.all_words("section:has(#together) tbody tr");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].starts_with("Patients moved out 10–11"), "{told:#?}");
    for part in ["Army: 2 Herald", "ICRC: 9 Artsakh Ministry of Health", "Carrier not said: 10 Herald"] {
        assert!(told[0].contains(part), "{part}: {told:#?}");
    }
    assert_eq!(story().await.page("/c/lachin/days/2023-04-16").await.count("#together"), 0);
}
