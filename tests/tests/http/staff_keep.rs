//! What a browser saves by itself while somebody types: kept as their draft, never over a newer one of another window, never
//! behind the publication of the same form; and what their browser is told to keep and to forget.

use domain::Role;
use tests::desk::fill;
use tests::lachin::story;
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

/// The fields of a form that a window with this mark sends, which goes on from the draft of then.
fn of_window(fields: Vec<(String, String)>, page: &str, seen: &str) -> Vec<(String, String)> {
    fill(fields, &[("draft_page", page), ("draft_seen", seen)])
}

async fn keep(desk: &Desk, fields: &[(String, String)]) -> (u16, String) {
    let answer = desk.send_fields(DAY, fields, "keep").await;
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("text"))
}

/// What the page tells the keeper of the form: the whole of it, as text.
fn told(page: &Page) -> String {
    page.attributes("leptos-island[data-component^=DayKeeper]", "data-props").concat()
}

#[tokio::test]
async fn who_is_not_signed_in_or_may_not_write_is_told_so_in_a_word() {
    let site = story().await;
    let nobody = Desk::at_the_door(&site);
    let one = [("base", "0"), ("key", "0"), ("draft_page", "w"), ("then", "keep")];
    let answer = nobody.send(DAY, &one).await;
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (401, ""));
    let admin = member(&site, "admin", Role::Admin).await;
    assert_eq!(admin.send(DAY, &one).await.status(), 403);
    let reporter = member(&site, "reporter", Role::Reporter).await;
    assert_eq!(reporter.send("/staff/c/lachin/days/2023-05-11", &one).await.status(), 404, "a day that has not come");
    let without_window = [("base", "0"), ("key", "0"), ("then", "keep")];
    assert_eq!(reporter.send(DAY, &without_window).await.status(), 422);
    assert_eq!(reporter.page(DAY).await.count(".told"), 0, "nothing was kept");
}

#[tokio::test]
async fn what_is_saved_by_itself_is_the_writers_draft_and_no_line_of_the_audit() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let before = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    let fields =
        of_window(desk.filled(DAY, &[("r0.source", "Weekly"), ("r0.c1.amount", "more then 1")]).await, "w", "0");
    let (status, moment) = keep(&desk, &fields).await;
    assert_eq!(status, 200);
    let page = desk.page(DAY).await;
    assert_eq!((page.field("r0.source"), page.field("r0.c1.amount")), ("Weekly".to_owned(), "more then 1".to_owned()));
    assert!(page.words(".told").contains("Draft saved at 10 May 2023, 20:00 in Yerevan"));
    let told = told(&page);
    assert!(told.contains(&format!("\"seen\":{moment},\"seen_of\":\"w\"")), "{told}");
    let after = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_newer_draft_of_another_window_stays_until_the_writer_has_seen_it() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let first = of_window(desk.filled(DAY, &[("r0.source", "First")]).await, "first", "0");
    let second = of_window(desk.filled(DAY, &[("r0.source", "Second")]).await, "second", "0");
    assert_eq!(keep(&desk, &first).await.0, 200);
    site.hand.advance(chrono::TimeDelta::seconds(5));
    let (status, moment) = keep(&desk, &second).await;
    assert_eq!(status, 409, "it began before the first one was saved");
    assert_eq!(desk.page(DAY).await.field("r0.source"), "First");
    assert_eq!(keep(&desk, &fill(first.clone(), &[("r0.source", "First again")])).await.0, 200, "its own");
    assert_eq!(keep(&desk, &of_window(second.clone(), "second", &moment)).await.0, 409, "that one is replaced by now");

    let button = desk.send_fields(DAY, &second, "draft").await;
    assert_eq!(button.status(), 409, "a button does not overwrite it unseen either");
    let page = Page::new(button.text().await.unwrap());
    assert!(page.words(".told").contains("a newer draft of this day stands at the desk"));
    assert_eq!(page.field("r0.source"), "Second", "what was typed is all there");
    assert_eq!(desk.page(DAY).await.field("r0.source"), "First again");
    let seen = told(&page).split("\"seen\":").nth(1).unwrap().split(',').next().unwrap().to_owned();
    let again = of_window(page.fields(), "second", &seen);
    assert_eq!(desk.send_fields(DAY, &again, "draft").await.status(), 303, "told, and sent once more");
    assert_eq!(desk.page(DAY).await.field("r0.source"), "Second");
}

#[tokio::test]
async fn what_comes_in_behind_the_publication_of_the_same_form_is_no_draft() {
    let site = story().await;
    let desk = member(&site, "lead", Role::Lead).await;
    let fields = of_window(desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.c1.amount", "12")]).await, "w", "0");
    assert_eq!(keep(&desk, &fields).await.0, 200);
    let key = desk.page(DAY).await.field("key");
    assert!(!told(&desk.page(DAY).await).contains(&format!("\"arrived\":[\"{key}\"]")), "the control");
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    assert_eq!(keep(&desk, &fields).await, (208, String::new()));
    let page = desk.page(DAY).await;
    assert_eq!(page.count(".told"), 0, "no draft came back to life");
    assert!(told(&page).contains(&format!("\"arrived\":[\"{key}\"]")), "and the browser is told that it arrived");
}

#[tokio::test]
async fn a_page_that_answers_a_form_goes_on_from_its_window() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let wrong =
        of_window(desk.filled(DAY, &[("r0.source", "Weekly"), ("r0.c1.amount", "more then 1")]).await, "w", "0");
    let answer = desk.send_fields(DAY, &wrong, "publish").await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    let props = told(&page);
    assert!(props.contains("\"seen_of\":\"w\"") && props.contains("\"answer\":true"), "{props}");
    let on = of_window(fill(page.fields(), &[("r0.c1.amount", "12")]), "w", "0");
    assert_eq!(keep(&desk, &on).await.0, 200, "what its refusal kept is its own");
}

#[tokio::test]
async fn two_people_have_two_names_in_a_browser_and_neither_can_be_read() {
    let site = story().await;
    let one = member(&site, "reporter-one", Role::Reporter).await;
    let two = member(&site, "reporter-two", Role::Reporter).await;
    let mut names = Vec::new();
    for desk in [&one, &two, &one] {
        let page = desk.page(DAY).await;
        assert!(!told(&page).contains("reporter-"), "the account stands in what a browser keeps");
        names.push(page.attributes("[data-kept-for]", "data-kept-for").concat());
    }
    assert!(names[0].len() == 32 && names[0] == names[2] && names[0] != names[1], "{names:?}");
}

#[tokio::test]
async fn the_worker_asks_this_site_alone_and_signing_out_empties_the_browsers_storage() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let worker = desk.get("/staff/worker.js").await;
    let header = |name: &str| worker.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(worker.status(), 200);
    assert_eq!(header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header("content-security-policy"), "default-src 'none'; connect-src 'self'");
    assert_eq!(header("cache-control"), "no-store");
    let out = desk.send("/staff/sign-out", &[]).await;
    assert_eq!(out.headers()["clear-site-data"], "\"storage\"");
    for path in ["/staff/sign-in", "/"] {
        assert!(desk.get(path).await.headers().get("clear-site-data").is_none(), "{path}: the control");
    }
}
