//! `GET` and `POST /staff/corridors` and `/staff/corridors/{slug}`: refusals, a corridor added, settings changed.

use domain::Role;
use tests::desk::fill;
use tests::lachin::story;
use tests::{Desk, Page, Site, audit};

const LACHIN: &str = "/staff/corridors/lachin";

async fn admin_of(site: &Site) -> Desk {
    site.add_account("admin", Role::Admin).await;
    Desk::signed_in(site, "admin").await
}

async fn send(desk: &Desk, typed: &[(&str, &str)]) -> reqwest::Response {
    let fields = desk.filled(LACHIN, typed).await;
    desk.send_fields(LACHIN, &fields, "save").await
}

#[tokio::test]
async fn only_an_admin_changes_settings_and_adds_corridors() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    for path in ["/staff/corridors", LACHIN] {
        assert_eq!(desk.get(path).await.status(), 403, "{path}");
        assert_eq!(desk.send(path, &[("cut_off", "21:00")]).await.status(), 403, "{path}");
        assert_eq!(site.response(path).await.status(), 303, "{path}");
    }
    let admin = admin_of(&site).await;
    assert_eq!(admin.get("/staff/corridors/nowhere").await.status(), 404);
    assert_eq!(admin.send("/staff/corridors/nowhere", &[]).await.status(), 404);
}

#[tokio::test]
async fn refused_settings_come_back_as_they_were_typed_with_each_error_at_its_field() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let before = audit::lines(&site).await;
    let typed = [
        ("names", "Lachin corridor"),
        ("time_zone", "Mars/Olympus"),
        ("zone_confirmed", "yes"),
        ("cut_off", "25:00"),
        ("record_begins", "12.12.2022"),
        ("record_ends", "soon"),
        ("expected_every_days", "0"),
        ("e0.group", "patients"),
        ("lock_after_days", "never"),
        ("contact", "javascript:alert(1)"),
    ];
    let fields = fill(desk.filled(LACHIN, &[]).await, &typed);
    let answer = desk.send_fields(LACHIN, &fields, "save").await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    for (name, value) in &typed {
        assert_eq!(&page.field(name), value, "{name}");
    }
    let mut links = page.attributes("[role=alert] a", "href");
    links.sort();
    let expected = [
        "#contact",
        "#cut_off",
        "#e0-group",
        "#expected_every_days",
        "#lock_after_days",
        "#names",
        "#record_begins",
        "#record_ends",
        "#time_zone",
    ];
    assert_eq!(links, expected);
    for link in links {
        assert_eq!(page.count(&format!("[id='{}'][aria-invalid=true]", &link[1..])), 1, "{link}");
    }
    assert_eq!(audit::lines(&site).await, before);
}

#[tokio::test]
async fn a_record_is_not_cut_short_of_its_published_days() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let answer = send(&desk, &[("record_ends", "2023-05-07")]).await;
    assert_eq!(answer.status(), 422);
    let told = Page::new(answer.text().await.unwrap()).words("[role=alert]");
    assert!(told.contains("The record ended") && told.contains("10 May 2023"), "{told}");
    let answer = send(&desk, &[("record_begins", "2023-01-01")]).await;
    let told = Page::new(answer.text().await.unwrap()).words("[role=alert]");
    assert!(told.contains("12 December 2022") && told.contains(" more"), "{told}");
    assert_eq!(site.response("/c/lachin/days/2023-05-10").await.status(), 200);
}

#[tokio::test]
async fn another_time_zone_is_confirmed_first() {
    let site = story().await;
    let desk = admin_of(&site).await;
    assert_eq!(desk.page(LACHIN).await.count("#zone_confirmed"), 0);
    let answer = send(&desk, &[("time_zone", "Europe/Kyiv")]).await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#zone_confirmed"]);
    assert!(page.words("main").contains("Days are dates in this zone"));
    let answer = desk.send_fields(LACHIN, &fill(page.fields(), &[("zone_confirmed", "yes")]), "save").await;
    assert_eq!(answer.status(), 303);
    assert!(site.page("/c/lachin").await.visible().contains("Kyiv"));
}

#[tokio::test]
async fn changed_settings_are_public_at_the_next_request_and_one_line_in_the_audit() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let before = audit::lines(&site).await;
    let typed = [
        ("names", "en: Berdzor corridor\nen: The road\nhy: Բերձոր"),
        ("contact", "mailto:other@example.org"),
        ("e4.measure", "patients_critical"),
        ("expected_every_days", "2"),
    ];
    assert_eq!(send(&desk, &typed).await.status(), 303);
    assert_eq!(audit::lines(&site).await, before + 1);
    let line = server::storage::audit::last(&site.state.database, 1).await.unwrap().remove(0);
    assert_eq!((line.verb.as_str(), line.subject.as_str()), ("corridor.change", "lachin"));
    assert_eq!(line.detail.as_deref(), Some("names, expected_every_days, expected, contact"));
    let page = site.page("/c/lachin").await;
    assert!(page.visible().contains("The road") && page.html.contains("mailto:other@example.org"));
    assert_eq!(
        site.text("/c/lachin/claims.csv").await.lines().count(),
        story().await.text("/c/lachin/claims.csv").await.lines().count()
    );
    let again = desk.filled(LACHIN, &[]).await;
    assert_eq!(desk.send_fields(LACHIN, &again, "save").await.status(), 303);
    assert_eq!(audit::lines(&site).await, before + 1, "what changes nothing is not written down");
    assert_eq!(desk.page(LACHIN).await.field("e4.measure"), "patients_critical");
}

#[tokio::test]
async fn an_edit_of_settings_that_were_changed_meanwhile_is_not_lost_and_overwrites_nothing() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let mine = desk.filled(LACHIN, &[("contact", "mailto:mine@example.org")]).await;
    assert_eq!(send(&desk, &[("cut_off", "21:00")]).await.status(), 303);
    let answer = desk.send_fields(LACHIN, &mine, "save").await;
    assert_eq!(answer.status(), 409);
    let page = Page::new(answer.text().await.unwrap());
    assert_eq!(page.field("contact"), "mailto:mine@example.org");
    assert!(page.words("[role=status]").contains("Cut-off: 21:00"), "{}", page.words("[role=status]"));
    let joined = fill(page.fields(), &[("cut_off", "21:00")]);
    assert_eq!(desk.send_fields(LACHIN, &joined, "save").await.status(), 303);
    let page = desk.page(LACHIN).await;
    assert_eq!((page.field("cut_off").as_str(), page.field("contact").as_str()), ("21:00", "mailto:mine@example.org"));
}

#[tokio::test]
async fn a_corridor_is_added_with_what_it_needs() {
    let site = Site::at("2024-03-05T12:00:00Z").await;
    let desk = admin_of(&site).await;
    let path = "/staff/corridors";
    let answer =
        desk.send(path, &[("slug", "Orro Gate"), ("names", ""), ("time_zone", ""), ("record_begins", "")]).await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#slug", "#names", "#time_zone", "#record_begins"]);
    assert_eq!(page.field("slug"), "Orro Gate");
    let typed = |zone: &'static str| {
        [("slug", "orro-gate"), ("names", "en: Orro Gate"), ("time_zone", zone), ("record_begins", "2024-03-01")]
    };
    let answer = desk.send(path, &typed("Mars/Olympus")).await;
    assert_eq!(Page::new(answer.text().await.unwrap()).attributes("[role=alert] a", "href"), ["#time_zone"]);
    assert!(site.page("/").await.visible().contains("No corridor"));
    let before = audit::lines(&site).await;
    let answer = desk.send(path, &typed("Africa/Nairobi")).await;
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()["location"], "/staff/corridors/orro-gate?done=add");
    assert_eq!(audit::lines(&site).await, before + 1);
    assert_eq!(audit::last(&site).await, ("corridor.add".to_owned(), "orro-gate".to_owned()));
    assert!(desk.page("/staff/corridors/orro-gate?done=add").await.words("[role=status]").contains("is there"));
    assert_eq!(site.page("/c/orro-gate").await.count("h1"), 1);
    let answer = desk.send(path, &typed("Africa/Nairobi")).await;
    assert_eq!(answer.status(), 422, "the short name is taken");
    assert!(desk.page(path).await.all_words("tbody th").contains(&"Orro Gate".to_owned()));
}
