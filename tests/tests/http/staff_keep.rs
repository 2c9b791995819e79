//! What a browser saves by itself while somebody types: kept as their draft, never over a newer one of another window, never
//! behind the publication of the same form; and what their browser is told to keep and to forget.

use domain::Role;
use tests::desk::fill;
use tests::lachin::{EVENING, Rows, story};
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const OTHER: &str = "/staff/c/lachin/days/2023-05-08";
const STANDING: &str = "/staff/c/lachin/days/2023-05-10";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

/// The fields of a form that a window with this mark sends, which goes on from the draft of then.
fn of_window(fields: Vec<(String, String)>, page: &str, seen: &str) -> Vec<(String, String)> {
    fill(fields, &[("draft_page", page), ("draft_seen", seen)])
}

async fn keep(desk: &Desk, fields: &[(String, String)]) -> (u16, String) {
    keep_at(DAY, desk, fields).await
}

async fn keep_at(day: &str, desk: &Desk, fields: &[(String, String)]) -> (u16, String) {
    let answer = desk.send_fields(day, fields, "keep").await;
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
    let key = fields.iter().find(|(name, _)| name == "key").unwrap().1.clone();
    assert!(!told(&desk.page(DAY).await).contains(&format!("\"arrived\":[\"{key}\"]")), "the control");
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    assert_eq!(keep(&desk, &fields).await, (208, String::new()));
    let page = desk.page(DAY).await;
    assert_eq!(page.count(".told"), 0, "no draft came back to life");
    assert!(told(&page).contains(&format!("\"arrived\":[\"{key}\"]")), "and the browser is told that it arrived");
}

#[tokio::test]
async fn publishing_and_submitting_take_away_their_own_draft_and_no_newer_one_of_another_window() {
    for button in ["publish", "submit"] {
        let site = story().await;
        let desk = member(&site, "lead", Role::Lead).await;
        let typed = [("r0.source", "Ministry"), ("r0.c1.amount", "12")];
        let first = of_window(desk.filled(DAY, &typed).await, "first", "0");
        let typed = [("r0.source", "Second"), ("r0.c1.amount", "13")];
        let second = of_window(desk.filled(DAY, &typed).await, "second", "0");
        assert_eq!(keep(&desk, &second).await.0, 200);
        assert_eq!(desk.send_fields(DAY, &first, button).await.status(), 303, "{button}");
        let page = desk.page(DAY).await;
        assert!(
            page.words(".told").contains("Draft saved at 10 May 2023, 20:00 in Yerevan"),
            "{button}: {}",
            page.words(".told")
        );
        let fields = page.fields();
        assert!(
            fields.iter().any(|(name, value)| name.ends_with(".source") && value == "Second"),
            "{button}: {fields:?}"
        );

        let own = of_window(
            fill(page.fields(), &[("change_kind", "revision"), ("change_reason", "More came in.")]),
            "third",
            "0",
        );
        let (status, moment) = keep(&desk, &own).await;
        assert_eq!(status, 409, "the control: it is there");
        let own = of_window(own, "third", &moment);
        assert_eq!(keep(&desk, &own).await.0, 200, "{button}");
        let answer = desk.send_fields(DAY, &own, button).await;
        let status = answer.status();
        assert_eq!(status, 303, "{button}: {}", Page::new(answer.text().await.unwrap()).words("[role=alert]"));
        assert!(!desk.page(DAY).await.visible().contains("Draft saved"), "{button}: its own goes");
    }
}

#[tokio::test]
async fn a_refusal_tells_of_a_newer_draft_and_says_nothing_of_keeping() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let first = of_window(desk.filled(DAY, &[("r0.source", "First")]).await, "first", "0");
    assert_eq!(keep(&desk, &first).await.0, 200);
    let wrong = [("r0.source", "Second"), ("r0.c1.amount", "more then 1")];
    let second = of_window(desk.filled(OTHER, &wrong).await, "second", "0");
    let alone = Page::new(desk.send_fields(OTHER, &second, "publish").await.text().await.unwrap());
    assert!(!alone.visible().contains("a newer draft"), "the control: no other window wrote about that day");
    let second = of_window(desk.filled(DAY, &wrong).await, "second", "0");
    for button in ["publish", "check", "row.0"] {
        let answer = desk.send_fields(DAY, &second, button).await;
        let page = Page::new(answer.text().await.unwrap());
        assert!(
            page.words(".told").contains("a newer draft of this day stands at the desk"),
            "{button}: {}",
            page.words(".told")
        );
        assert_eq!(page.field("r0.source"), "Second", "{button}");
        assert!(told(&page).contains("\"told_newer\":true"), "{button}: the keeper waits for the writer’s next word");
    }
    assert_eq!(desk.page(DAY).await.field("r0.source"), "First");
    // An edit of an older state is shown both versions all the same.
    let fresh = Page::new(desk.get(&format!("{DAY}?without-draft")).await.text().await.unwrap()).fields();
    let of =
        |source, amount| fill(fresh.clone(), &[("r0.source", source), ("r0.c1.amount", amount), ("confirmed", "yes")]);
    let (third, fourth) = (of_window(of("Third", "7"), "third", "0"), of_window(of("Fourth", "9"), "fourth", "0"));
    let fourth = fill(fourth, &[("key", &"4".repeat(32))]);
    let lead = desk.send_fields(DAY, &fourth, "publish").await;
    assert_eq!(lead.status(), 303);
    let answer = desk.send_fields(DAY, &third, "publish").await;
    assert_eq!(answer.status(), 409);
    let told = Page::new(answer.text().await.unwrap()).words(".told");
    assert!(["Third", "Fourth", "a newer draft of this day"].iter().all(|words| told.contains(words)), "{told}");
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
async fn the_worker_asks_this_site_alone() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let worker = desk.get("/staff/worker.js").await;
    let header = |name: &str| worker.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(worker.status(), 200);
    assert_eq!(header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header("content-security-policy"), "default-src 'none'; connect-src 'self'");
    assert_eq!(header("cache-control"), "no-store");
}

#[tokio::test]
async fn signing_out_empties_the_browsers_storage_only_where_the_desk_has_it_all() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let out = desk.send("/staff/sign-out", &[]).await;
    assert!(out.headers().get("clear-site-data").is_none(), "nobody looked what is kept there");
    let desk = Desk::signed_in(&site, "reporter").await;
    let out = desk.send("/staff/sign-out", &[("kept", "nothing")]).await;
    assert_eq!(out.headers()["clear-site-data"], "\"storage\"");
}

#[tokio::test]
async fn the_form_that_another_day_opens_goes_on_from_the_draft_that_it_shows() {
    let site = story().await;
    let desk = member(&site, "lead", Role::Lead).await;
    let other = member(&site, "other", Role::Lead).await;
    let there = of_window(desk.filled(OTHER, &[("r0.source", "Weekly"), ("r0.c3.amount", "28")]).await, "w", "0");
    let (_, moment) = keep_at(OTHER, &desk, &there).await;
    let here = desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.also", "2023-05-08")]).await;
    assert_eq!(desk.send_fields(DAY, &here, "other.0").await.status(), 303);
    let next = format!("{OTHER}?from=2023-05-09&report=0");
    for query in [&next, &format!("{OTHER}?from=2023-05-09&report=7")] {
        let props = told(&desk.page(query).await);
        assert!(props.contains(&format!("\"seen\":{moment},\"seen_of\":\"w\"")), "{query}: {props}");
        assert!(props.contains("\"answer\":false"), "{query}: it answers nothing: {props}");
    }
    let theirs = [("r0.source", "Ministry"), ("r0.c1.amount", "12"), ("confirmed", "yes")];
    let theirs = other.filled(OTHER, &theirs).await;
    assert_eq!(other.send_fields(OTHER, &theirs, "publish").await.status(), 303);
    let words = desk.page(&next).await.words(".told");
    assert!(words.contains("The bulletin of 9 May is filled in"), "{words}");
    assert!(words.contains("Meanwhile another state was published") && words.contains("Public now"), "{words}");
}

#[tokio::test]
async fn what_is_refused_beside_the_form_shows_the_draft_and_answers_no_form() {
    let site = story().await;
    let desk = member(&site, "lead", Role::Lead).await;
    let fields = of_window(desk.filled(STANDING, &[("public_note", "Half typed")]).await, "w", "0");
    let (_, moment) = keep_at(STANDING, &desk, &fields).await;
    let answer = desk.send(&format!("{STANDING}/withdraw"), &[("withdraw_reason", " ")]).await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    assert_eq!(page.field("public_note"), "Half typed");
    let props = told(&page);
    assert!(props.contains(&format!("\"seen\":{moment},\"seen_of\":\"w\"")), "{props}");
    assert!(props.contains("\"answer\":false"), "{props}");
}

#[tokio::test]
async fn a_page_says_whether_the_desk_kept_what_it_answers() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = Site::over(folder.path(), EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let wrong = [("r0.source", "Weekly"), ("r0.c1.amount", "more then 1")];
    let fields = of_window(desk.filled(DAY, &wrong).await, "w", "0");
    let props = told(&Page::new(desk.send_fields(DAY, &fields, "check").await.text().await.unwrap()));
    assert!(props.contains("\"not_kept\":false") && !props.contains("\"seen\":0"), "{props}");
    std::fs::remove_file(folder.path().join("corridor.db")).unwrap();
    for then in ["publish", "check", "draft", "row.0"] {
        let answer = desk.send_fields(DAY, &fields, then).await;
        let props = told(&Page::new(answer.text().await.unwrap()));
        let own = ["\"answer\":true", "\"not_kept\":true", "\"seen_of\":\"w\""];
        assert!(own.iter().all(|part| props.contains(part)), "{then}: {props}");
    }
}

#[tokio::test]
async fn two_windows_of_one_draft_have_two_keys_and_neither_takes_the_others_publication_for_its_own() {
    let site = story().await;
    let desk = member(&site, "lead", Role::Lead).await;
    let fields = of_window(desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.c1.amount", "12")]).await, "w", "0");
    assert_eq!(keep(&desk, &fields).await.0, 200);
    let (one, two) = (desk.page(DAY).await.field("key"), desk.page(DAY).await.field("key"));
    assert_ne!(one, two);
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    let other = of_window(fill(fields, &[("r0.c1.amount", "31")]), "x", "0");
    assert_eq!(desk.send_fields(DAY, &other, "publish").await.status(), 409, "the same key, another text");
    assert_eq!(desk.page(DAY).await.field("r0.c1.amount"), "31", "it is kept, beside what was published");
    let later = fill(other, &[("draft_page", "y"), ("r0.c1.amount", "32")]);
    let answer = desk.send_fields(DAY, &later, "draft").await;
    assert_eq!(answer.status(), 409, "a button does not take it for saved");
}

#[tokio::test]
async fn what_was_typed_earlier_in_a_window_and_comes_in_later_replaces_nothing() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let at = |amount, moment| [("r0.source", "Weekly"), ("r0.c1.amount", amount), ("draft_at", moment)];
    let fields = of_window(desk.filled(DAY, &at("12", "2000")).await, "w", "0");
    assert_eq!(keep(&desk, &fields).await.0, 200);
    site.hand.advance(chrono::TimeDelta::seconds(5));
    assert_eq!(keep(&desk, &fill(fields.clone(), &at("1", "1999"))).await.0, 409);
    assert_eq!(desk.page(DAY).await.field("r0.c1.amount"), "12");
    for moment in ["2000", "2001"] {
        assert_eq!(keep(&desk, &fill(fields.clone(), &at("13", moment))).await.0, 200, "{moment}: the control");
    }
}

#[tokio::test]
async fn a_browser_without_scripts_replaces_no_newer_draft_unseen_either() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let wrong = [("r0.source", "Ministry"), ("r0.c1.amount", "more then 1")];
    let opened = desk.filled(DAY, &wrong).await;
    let phone = of_window(desk.filled(DAY, &[("r0.source", "Weekly")]).await, "phone", "0");
    assert_eq!(keep(&desk, &phone).await.0, 200);
    assert_eq!(desk.send_fields(DAY, &opened, "publish").await.status(), 422);
    assert_eq!(desk.page(DAY).await.field("r0.source"), "Weekly", "what a refusal keeps replaces nothing unseen");
    let answer = desk.send_fields(DAY, &opened, "draft").await;
    assert_eq!(answer.status(), 409);
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.words(".told").contains("a newer draft of this day stands at the desk"));
    assert_eq!(desk.send_fields(DAY, &page.fields(), "draft").await.status(), 303, "told, and sent once more");
    assert_eq!(desk.page(DAY).await.field("r0.source"), "Ministry");
    let refused = desk.send_fields(DAY, &desk.page(DAY).await.fields(), "publish").await;
    let again = Page::new(refused.text().await.unwrap()).fields();
    assert_eq!(desk.send_fields(DAY, &again, "draft").await.status(), 303, "what its refusal kept is its own");
}

#[tokio::test]
async fn what_somebody_else_typed_in_this_browser_is_not_taken_for_a_writers_own() {
    let site = story().await;
    let one = member(&site, "one", Role::Lead).await;
    let two = member(&site, "two", Role::Lead).await;
    let mark = one.page(DAY).await.attributes("[data-kept-for]", "data-kept-for").concat();
    let typed = [("r0.source", "CANARY"), ("r0.c1.amount", "12")];
    let plain = one.filled(DAY, &typed).await;
    assert!(plain.contains(&("draft_of".to_owned(), mark)), "it says whose it is, also where no script runs");
    let fields = of_window(plain, "w", "0");
    let before = site.revisions().await;
    assert_eq!(keep(&two, &fields).await.0, 401);
    for then in ["publish", "draft", "check"] {
        let answer = two.send_fields(DAY, &fields, then).await;
        assert_eq!(answer.status(), 401, "{then}");
        assert!(!two.page(DAY).await.html.contains("CANARY"), "{then}");
    }
    assert_eq!(site.revisions().await, before);
    assert_eq!(keep(&one, &fields).await.0, 200, "the control");
}

#[tokio::test]
async fn the_name_of_an_account_in_a_browser_cannot_be_made_from_what_others_know() {
    let mut names = Vec::new();
    for site in [story().await, story().await] {
        let desk = member(&site, "reporter", Role::Reporter).await;
        names.push(desk.page(DAY).await.attributes("[data-kept-for]", "data-kept-for").concat());
    }
    assert_ne!(names[0], names[1], "the same account of two installations");
}
