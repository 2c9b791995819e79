//! Events on the form of a day: refused at their field, added, changed, taken back with a tick.

use domain::Role;
use tests::desk::fill;
use tests::lachin::story;
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const FILE: &str = "/c/lachin/events.csv";

async fn lead_of(site: &Site) -> Desk {
    site.add_account("lead", Role::Lead).await;
    Desk::signed_in(site, "lead").await
}

#[tokio::test]
async fn a_refused_event_comes_back_as_it_was_typed() {
    let site = story().await;
    let desk = lead_of(&site).await;
    let typed =
        [("e0.title", ""), ("e0.source", "Armenian Weekly"), ("e0.url", "nowhere"), ("e0.published_on", "2023-05-11")];
    let fields = fill(desk.filled(DAY, &[]).await, &typed);
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    for (name, value) in typed {
        assert_eq!(page.field(name), value, "{name}");
    }
    let links = page.attributes("[role=alert] a", "href");
    for link in ["#e0-title", "#e0-url", "#e0-published_on"] {
        assert!(links.contains(&link.to_owned()), "{links:?}");
    }
    assert!(page.words("[role=alert]").contains("Event 1, what happened: Say in a sentence what happened."));
}

#[tokio::test]
async fn events_are_added_changed_and_taken_back() {
    let site = story().await;
    let desk = lead_of(&site).await;
    let typed =
        [("e0.title", "A lorry passed."), ("e0.source", "Armenian Weekly"), ("e0.url", "https://example.org/1")];
    let fields = desk.filled(DAY, &typed).await;
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    assert!(site.text(FILE).await.contains("2023-05-09,A lorry passed.,Armenian Weekly,https://example.org/1,"));
    assert!(site.page("/c/lachin/days/2023-05-09").await.visible().contains("A lorry passed."));
    let change = [
        ("e0.title", "Two lorries passed."),
        ("e1.title", "It rained."),
        ("change_kind", "revision"),
        ("change_reason", "More came."),
    ];
    let fields = desk.filled(DAY, &change).await;
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    let file = site.text(FILE).await;
    assert!(file.contains("Two lorries passed.") && file.contains("It rained.") && !file.contains("A lorry"), "{file}");
    let back = [("e0.remove", "yes"), ("change_kind", "correction"), ("change_reason", "It was another road.")];
    let fields = desk.filled(DAY, &back).await;
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    let file = site.text(FILE).await;
    assert!(!file.contains("lorries") && file.contains("It rained."), "{file}");
}
