//! `GET` and `POST /staff/carriers`: refusals, spellings joined and parted.

use domain::Role;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Page, Site, audit};

const PAGE: &str = "/staff/carriers";

/// The real record in which one day spells the carrier in another way.
fn two_spellings() -> Rows {
    Rows::until("2023-05-10").and(
        "lachin,2023-05-09,,patients_transferred,,patients,Red Cross,outbound,,,,people,done,exact,4,,,Armenian Weekly,,,2023-05-09,,",
    )
}

async fn admin_of(site: &Site) -> Desk {
    site.add_account("admin", Role::Admin).await;
    Desk::signed_in(site, "admin").await
}

#[tokio::test]
async fn only_an_admin_keeps_carriers() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    assert_eq!(desk.get(PAGE).await.status(), 403);
    assert_eq!(desk.send(PAGE, &[("name", "ICRC"), ("shown_as", "Russian peacekeepers")]).await.status(), 403);
    assert_eq!(site.response(PAGE).await.status(), 303, "nobody is led to the door");
}

#[tokio::test]
async fn what_joins_nothing_itself_or_a_circle_is_refused_at_its_field() {
    let site = site_with(&two_spellings(), EVENING).await;
    let desk = admin_of(&site).await;
    let before = audit::lines(&site).await;
    for (name, shown_as, fields) in [
        ("", "", vec!["#name", "#shown_as"]),
        ("Red Cross", "", vec!["#shown_as"]),
        ("Red Cross", "Nobody", vec!["#shown_as"]),
        ("Nobody", "ICRC", vec!["#name"]),
        ("ICRC", "ICRC", vec!["#shown_as"]),
    ] {
        let answer = desk.send(PAGE, &[("then", "join"), ("name", name), ("shown_as", shown_as)]).await;
        assert_eq!(answer.status(), 422, "{name} {shown_as}");
        let page = Page::new(answer.text().await.unwrap());
        assert_eq!(page.attributes("[role=alert] a", "href"), fields);
        assert_eq!((page.field("name").as_str(), page.field("shown_as").as_str()), (name, shown_as));
    }
    assert_eq!(audit::lines(&site).await, before);
    let join = |name: &'static str, shown: &'static str| [("then", "join"), ("name", name), ("shown_as", shown)];
    assert_eq!(desk.send(PAGE, &join("Red Cross", "ICRC")).await.status(), 303);
    assert_eq!(desk.send(PAGE, &join("ICRC", "Red Cross")).await.status(), 422, "a circle");
    assert_eq!(audit::lines(&site).await, before + 1);
}

#[tokio::test]
async fn two_spellings_count_as_one_carrier_everywhere_until_that_is_undone() {
    let site = site_with(&two_spellings(), EVENING).await;
    let desk = admin_of(&site).await;
    let files = ["days.csv", "claims.csv", "latest.json", "chart/patients_transferred.svg"]
        .map(|name| format!("/c/lachin/{name}"));
    let mut before = Vec::new();
    for path in &files {
        before.push(site.text(path).await);
    }
    assert!(before.iter().filter(|text| text.contains("Red Cross")).count() > 2);
    let rows = desk.page(PAGE).await.all_words("tbody tr");
    assert!(rows.iter().any(|row| row.starts_with("Red Cross 1 claim lachin on its own")), "{rows:?}");
    let lines = audit::lines(&site).await;
    let answer = desk.send(PAGE, &[("then", "join"), ("name", "Red Cross"), ("shown_as", "ICRC")]).await;
    assert_eq!(answer.status(), 303);
    assert_eq!(audit::lines(&site).await, lines + 1);
    assert_eq!(audit::last(&site).await, ("carrier.join".to_owned(), "Red Cross".to_owned()));
    let mut same = two_spellings();
    same.claims.iter_mut().filter(|row| row[6] == "Red Cross").for_each(|row| "ICRC".clone_into(&mut row[6]));
    let other = site_with(&same, EVENING).await;
    for path in &files {
        assert_eq!(site.text_without_head("lachin", path).await, other.text_without_head("lachin", path).await);
    }
    assert_eq!(site.page("/c/lachin").await.words("main"), other.page("/c/lachin").await.words("main"));
    let rows = desk.page(PAGE).await.all_words("tbody tr");
    assert!(rows.iter().any(|row| row.starts_with("Red Cross 1 claim lachin counts as ICRC")), "{rows:?}");
    assert_eq!(desk.send(PAGE, &[("part", "Red Cross")]).await.status(), 303);
    assert_eq!(audit::last(&site).await.0, "carrier.part");
    for (path, before) in files.iter().zip(before) {
        assert_eq!(site.text(path).await, before, "{path}");
    }
}

#[tokio::test]
async fn the_desk_offers_the_spelling_that_counts() {
    let site = site_with(&two_spellings(), EVENING).await;
    let desk = admin_of(&site).await;
    desk.send(PAGE, &[("then", "join"), ("name", "Red Cross"), ("shown_as", "ICRC")]).await;
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let offered = lead.page("/staff/c/lachin/days/2023-05-08").await.attributes("#carriers option", "value");
    assert!(offered.contains(&"ICRC".to_owned()) && !offered.contains(&"Red Cross".to_owned()), "{offered:?}");
    let day = lead.page("/staff/c/lachin/days/2023-05-09").await;
    assert!(day.fields().iter().any(|(_, value)| value == "Red Cross"), "a day keeps what was written");
}
