//! `/setup/{token}`: the first start.

use chrono::TimeDelta;
use domain::Role;
use server::auth::SecondFactor;
use server::clock::Clock;
use server::commands::set_up;
use server::state::Outside;
use tests::door::{audited, enrol, leads_to, page_of, verbs};
use tests::site::{PASSWORD, instant, outside};
use tests::{Desk, Page, Site};

const NOW: &str = "2026-11-24T22:30:00Z";
const CHOSEN: &str = "tulip ferry ninety oboe";

async fn link(site: &Site) -> String {
    let token = set_up::begin(&site.state).await.unwrap().expect("a link");
    format!("/setup/{}", token.reveal())
}

/// Sends the first two pages; gives the third's address.
async fn two_steps(desk: &Desk, link: &str) -> String {
    let step = leads_to(&desk.get(link).await);
    assert!(step.ends_with("/organisation"), "{step}");
    let typed = [("organisation", "Relief of the North"), ("contact", "desk@example.org")];
    let step = leads_to(&desk.send(&step, &typed).await);
    let typed = [("account", "anna"), ("password", CHOSEN), ("again", CHOSEN)];
    leads_to(&desk.send(&step, &typed).await)
}

const CORRIDOR: [(&str, &str); 4] =
    [("names", "North road"), ("slug", "north-road"), ("time_zone", "Asia/Yerevan"), ("record_begins", "")];

#[tokio::test]
async fn each_page_says_what_is_wrong_and_keeps_what_was_typed() {
    let site = Site::at(NOW).await;
    let (desk, link) = (Desk::at_the_door(&site), link(&site).await);
    let page = |answer| page_of(answer, 422);
    let step = format!("{link}/organisation");
    let refused = page(desk.send(&step, &[("organisation", " "), ("contact", "nowhere")]).await).await;
    assert_eq!(refused.count("[role=alert] li"), 2);
    assert_eq!(desk.page(&step).await.field("contact"), "nowhere", "what was refused is there when they come back");
    let step = format!("{link}/admin");
    for (account, password, again, told) in [
        ("", "", "", "Choose a password"),
        ("anna desk", CHOSEN, CHOSEN, "is no name for an account"),
        ("anna", "short", "short", "at least 12 characters"),
        ("anna", CHOSEN, "other", "not the same"),
    ] {
        let answer = desk.send(&step, &[("account", account), ("password", password), ("again", again)]).await;
        let refused = page(answer).await;
        assert!(refused.words("[role=alert]").contains(told), "{}", refused.words("[role=alert]"));
        assert_eq!(refused.field("account"), account);
        assert_eq!(refused.field("password"), "");
    }
    let step = format!("{link}/corridor");
    let typed = [("names", "Հյուսիս"), ("slug", "North Road"), ("time_zone", ""), ("record_begins", "yesterday")];
    let refused = page(desk.send(&step, &typed).await).await;
    assert_eq!(refused.count("[role=alert] li"), 3, "{}", refused.words("[role=alert]"));
    assert_eq!(refused.field("names"), "Հյուսիս");
    let none = page(desk.send(&step, &[("names", "Հյուսիս"), ("time_zone", "Asia/Yerevan")]).await).await;
    assert!(none.words("[role=alert]").contains("suggest no short name"));
    assert_eq!(desk.get(&format!("{link}/nothing")).await.status(), 404);
}

#[tokio::test]
async fn three_pages_end_on_a_desk_and_an_empty_status_page() {
    let site = Site::at(NOW).await;
    let (desk, link) = (Desk::at_the_door(&site), link(&site).await);
    let step = two_steps(&desk, &link).await;
    let page = desk.page(&step).await;
    assert!(page.attributes("#time_zone option", "value").contains(&"Asia/Yerevan".to_owned()));
    let typed = [("names", "North road"), ("slug", ""), ("time_zone", "Asia/Yerevan"), ("record_begins", "")];
    let suggested = page_of(desk.send(&step, &typed).await, 200).await;
    assert_eq!(suggested.field("slug"), "north-road");
    assert!(suggested.words("[role=status]").contains("/c/north-road"));
    let before = audited(&site).await;
    assert_eq!(leads_to(&desk.send(&step, &CORRIDOR).await), "/staff");
    assert_eq!(audited(&site).await, before + 1);
    assert_eq!(verbs(&site, 1).await, ["set-up.finish"]);
    let staff = desk.page("/staff").await.visible();
    assert!(staff.contains("North road") && staff.contains("Record 25"), "{staff}");
    assert_eq!(desk.get("/staff/people").await.status(), 200, "an admin");
    assert_eq!(desk.get("/staff/c/north-road/days/2026-11-25").await.status(), 200, "and the corridor's lead");
    let public = site.page("/").await.visible();
    assert!(public.contains("North road") && public.contains("25 November 2026"), "{public}");
    assert_eq!(site.state.edition().site.organisation.as_deref(), Some("Relief of the North"));
    assert!(site.page("/c/north-road").await.html.contains("mailto:desk@example.org"));
    assert_eq!(Desk::at_the_door(&site).sign_in("anna", CHOSEN).await.status(), 303);
}

#[tokio::test]
async fn nothing_counts_before_the_last_page_and_pages_wait_for_who_left() {
    let site = Site::at(NOW).await;
    let (desk, link) = (Desk::at_the_door(&site), link(&site).await);
    let step = two_steps(&desk, &link).await;
    assert_eq!(Desk::at_the_door(&site).sign_in("anna", CHOSEN).await.status(), 422);
    let other = Desk::at_the_door(&site);
    assert_eq!(leads_to(&other.get(&link).await), step, "on to the first page that is not complete");
    let admin = other.page(&format!("{link}/admin")).await;
    assert_eq!(admin.field("account"), "anna");
    assert!(admin.visible().contains("A password was chosen already"));
    assert!(!admin.html.contains(CHOSEN) && !admin.html.contains("argon2"));
    let kept = other.send(&format!("{link}/admin"), &[("account", "anna-desk"), ("password", ""), ("again", "")]).await;
    leads_to(&kept);
    leads_to(&other.send(&step, &CORRIDOR).await);
    assert_eq!(Desk::at_the_door(&site).sign_in("anna-desk", CHOSEN).await.status(), 303);
}

#[tokio::test]
async fn a_link_that_was_used_replaced_or_is_too_old_says_what_to_do() {
    let site = Site::at(NOW).await;
    let desk = Desk::at_the_door(&site);
    let first = link(&site).await;
    let second = link(&site).await;
    let told = |page: Page| page.visible();
    let gone = told(page_of(desk.get(&first).await, 410).await);
    assert!(gone.contains("Start the server again"), "{gone}");
    assert_eq!(desk.send(&format!("{first}/organisation"), &[("organisation", "x")]).await.status(), 410);
    site.hand.advance(TimeDelta::hours(24));
    assert_eq!(desk.get(&second).await.status(), 410);
    let third = link(&site).await;
    let step = two_steps(&desk, &third).await;
    leads_to(&desk.send(&step, &CORRIDOR).await);
    let done = told(page_of(Desk::at_the_door(&site).get(&third).await, 410).await);
    assert!(done.contains("This site is set up"), "{done}");
    assert_eq!(desk.send(&step, &CORRIDOR).await.status(), 410);
    assert!(set_up::begin(&site.state).await.unwrap().is_none(), "there is an account");
}

#[tokio::test]
async fn with_an_account_there_is_no_first_start() {
    let site = Site::at(NOW).await;
    let token = link(&site).await;
    site.add_account("boss", Role::Admin).await;
    assert_eq!(site.response(&token).await.status(), 410);
    assert_eq!(site.response("/setup/x").await.status(), 410);
    assert!(set_up::begin(&site.state).await.unwrap().is_none());
    assert_eq!(Desk::at_the_door(&site).sign_in("boss", PASSWORD).await.status(), 303);
}

#[tokio::test]
async fn where_it_is_required_the_first_admin_sets_a_second_factor_up_first() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(NOW));
    let strict = Outside { second_factor: SecondFactor::Required, ..outside(clock) };
    let site = Site::start(folder.path(), strict, hand).await;
    let (desk, link) = (Desk::at_the_door(&site), link(&site).await);
    let step = two_steps(&desk, &link).await;
    assert_eq!(leads_to(&desk.send(&step, &CORRIDOR).await), "/staff/sign-in/second-factor");
    let page = desk.page("/staff/sign-in/second-factor").await;
    assert!(page.html.contains("issuer=Relief%20of%20the%20North"), "the organisation names the entry");
    enrol(&desk, &site).await;
    assert_eq!(desk.get("/staff").await.status(), 200);
}
