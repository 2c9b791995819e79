//! `GET` and `POST /staff/c/{slug}/threshold`: who may, what is refused, what becomes visible.

use domain::Role;
use tests::lachin::{EVENING, Rows, site_with};
use tests::{Desk, Page, Site, audit};

const PAGE: &str = "/staff/c/lachin/threshold";

/// The real record with small numbers of one facility, all withheld.
async fn site() -> Site {
    let mut rows = Rows::until("2023-05-10")
        .and("lachin,2023-05-09,,patients_intensive_care,,patients,,,Republican Medical Center,,,people,done,exact,7,,,Zqx Office,,,2023-05-09,,")
        .and("lachin,2023-05-09,,patients_intensive_care,,children,,,,,,people,done,exact,3,,,Zqx Office,,,2023-05-09,,");
    (rows.corridor.withhold_below, rows.corridor.withhold_note) = (10, None);
    site_with(&rows, EVENING).await
}

async fn lead_of(site: &Site) -> Desk {
    site.add_account("lead", Role::Lead).await;
    Desk::signed_in(site, "lead").await
}

#[tokio::test]
async fn only_the_corridors_lead_sets_it() {
    let site = site().await;
    for (account, role) in [("reporter", Role::Reporter), ("admin", Role::Admin)] {
        site.add_account(account, role).await;
        let desk = Desk::signed_in(&site, account).await;
        assert_eq!(desk.get(PAGE).await.status(), 403, "{account}");
        assert_eq!(
            desk.send(PAGE, &[("then", "save"), ("below", "0"), ("note", "No.")]).await.status(),
            403,
            "{account}"
        );
        assert_eq!(desk.page("/staff").await.count(&format!("a[href='{PAGE}']")), 0, "{account}");
    }
    assert_eq!(site.response(PAGE).await.status(), 303, "nobody is led to the door");
    let lead = lead_of(&site).await;
    assert_eq!(lead.get("/staff/c/nowhere/threshold").await.status(), 404);
    assert_eq!(lead.page("/staff").await.count(&format!("a[href='{PAGE}']")), 1);
}

#[tokio::test]
async fn what_is_no_threshold_is_refused_at_its_field() {
    let site = site().await;
    let desk = lead_of(&site).await;
    let before = audit::lines(&site).await;
    for (below, note, field) in [
        ("", "", "#below"),
        ("ten", "", "#below"),
        ("-1", "", "#below"),
        ("1001", "", "#below"),
        ("5", " ", "#note"),
        ("5", "a\u{202e}", "#note"),
    ] {
        for then in ["check", "save"] {
            let answer = desk.send(PAGE, &[("then", then), ("below", below), ("note", note)]).await;
            assert_eq!(answer.status(), 422, "{below} {note}");
            let page = Page::new(answer.text().await.unwrap());
            assert_eq!(page.attributes("[role=alert] a", "href"), [field], "{below} {note}");
            assert_eq!((page.field("below").as_str(), page.field("note").as_str()), (below, note));
        }
    }
    assert_eq!(audit::lines(&site).await, before);
}

#[tokio::test]
async fn a_lower_threshold_is_weighed_first_and_then_shows_numbers_everywhere() {
    let site = site().await;
    let desk = lead_of(&site).await;
    let files = ["claims.csv", "days.csv", "claims.json"].map(|name| format!("/c/lachin/{name}"));
    let line = "patients_intensive_care,,patients,,,Republican Medical Center,,,people,done,";
    let claims = site.text(&files[0]).await;
    assert!(!claims.contains(&format!("2023-05-09,,{line}exact,7")), "withheld");
    let lines = audit::lines(&site).await;
    let typed = [("below", "5"), ("note", "The hospital publishes these numbers itself.")];
    let answer = desk.send(PAGE, &[&[("then", "check")][..], &typed].concat()).await;
    assert_eq!(answer.status(), 200);
    let told = Page::new(answer.text().await.unwrap()).words("[role=status]");
    assert!(told.contains("become visible") || told.contains("becomes visible"), "{told}");
    assert!(told.contains("none is withheld"), "{told}");
    assert_eq!(audit::lines(&site).await, lines, "nothing is changed yet");
    assert_eq!(site.text(&files[0]).await, claims);
    assert_eq!(desk.send(PAGE, &[&[("then", "save")][..], &typed].concat()).await.status(), 303);
    assert_eq!(audit::lines(&site).await, lines + 1);
    assert_eq!(audit::last(&site).await, ("corridor.threshold".to_owned(), "lachin".to_owned()));
    assert!(site.text(&files[0]).await.contains(&format!("2023-05-09,,{line}exact,7")));
    assert!(site.text(&files[1]).await.contains("Republican Medical Center"));
    assert!(!site.text(&files[0]).await.contains(",children,,,,,,people,done,exact,3,"), "3 stays withheld");
    let day = site.page("/c/lachin/days/2023-05-09").await;
    assert!(day.visible().contains("7"), "{}", day.visible());
    let up = [("then", "save"), ("below", "10"), ("note", "")];
    assert_eq!(desk.send(PAGE, &up).await.status(), 303);
    assert_eq!(site.text(&files[0]).await, claims, "set back, all is as before");
    assert_eq!(desk.send(PAGE, &up).await.status(), 303);
    assert_eq!(audit::lines(&site).await, lines + 2, "the same again is not written down");
}

#[tokio::test]
async fn a_lead_of_another_corridor_may_not() {
    let site = site().await;
    site.add_corridor(Rows::until("2022-12-01").moved("other-road", 0).corridor).await;
    let rights = domain::Rights::of(Role::Lead, ["other-road".parse().unwrap()]);
    site.add_member("neighbour", &rights).await;
    let desk = Desk::signed_in(&site, "neighbour").await;
    assert_eq!(desk.get(PAGE).await.status(), 403);
    assert_eq!(desk.get("/staff/c/other-road/threshold").await.status(), 200);
}
