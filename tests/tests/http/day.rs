//! `GET /c/{slug}/days/{date}`

use tests::Page;
use tests::lachin::story;

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
            && missing[0].contains("Not reported. The last figure is 16, 29 April, 11 days ago.")
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
    assert_eq!(page.all_words("nav.pager > *"), ["← 9 May: no report", "Latest days", "11 May: not yet"]);
    assert_eq!(page.attributes("nav.pager a", "href"), ["/c/lachin/days/2023-05-09", "/c/lachin#days"]);
}
