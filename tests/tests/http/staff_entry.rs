//! What helps to enter a day: what stands ready, how an amount was read, what looks odd, the bulletin beside the form, and its
//! other days. Refusals first.

use domain::Role;
use tests::desk::{fill, of_the_day};
use tests::lachin::{Rows, evening, site_with, story};
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const PUBLIC: &str = "/c/lachin/days/2023-05-09";
const OTHER: &str = "/staff/c/lachin/days/2023-05-08";
const CANARY: &str = "CANARY fourteen patients were moved";

async fn desk_of(site: &Site) -> Desk {
    site.add_account("reporter", Role::Reporter).await;
    Desk::signed_in(site, "reporter").await
}

/// The site on the evening of 28 March 2023, before the ministry's bulletin of that day was entered.
async fn before_the_bulletin() -> Site {
    let mut rows = Rows::until("2023-03-28");
    rows.claims.retain(|row| row[1].as_str() < "2023-03-28");
    site_with(&rows, &evening("2023-03-28")).await
}

const MARCH: &str = "/staff/c/lachin/days/2023-03-28";

async fn answered(answer: reqwest::Response, status: u16) -> Page {
    assert_eq!(answer.status(), status);
    Page::new(answer.text().await.expect("text"))
}

#[tokio::test]
async fn what_looks_odd_is_asked_for_a_word_and_stored_only_with_it() {
    let site = before_the_bulletin().await;
    let desk = desk_of(&site).await;
    let before = site.revisions().await;
    let typed = [("r0.c1.amount", "140"), ("r0.c4.carrier", "ICRC")];
    let fields = desk.filled(MARCH, &typed).await;
    let page = answered(desk.send_fields(MARCH, &fields, "publish").await, 422).await;
    assert_eq!(site.revisions().await, before, "nothing was stored");
    assert!(page.words("title").starts_with("Look twice: "), "{}", page.words("title"));
    assert_eq!(page.count("[role=alert]"), 0, "it is no error");
    assert_eq!(page.count("[aria-invalid=true]"), 0);
    assert_eq!(page.attributes(".asks[role=status] a", "href"), ["#r0-c1-why"]);
    let told = page.words("[id=r0-c1-why-odd]");
    assert!(told.contains("Look twice: Far from the last 12 values, which lie between"), "{told}");
    for (name, value) in of_the_day(&fields) {
        assert_eq!(page.field(name), value, "{name}");
    }
    let told = fill(page.fields(), &[("r0.c1.why", "CANARY two buses")]);
    assert_eq!(desk.send_fields(MARCH, &told, "publish").await.status(), 303);
    assert_eq!(desk.send_fields(MARCH, &told, "publish").await.status(), 303, "the same form again");
    assert_eq!(site.revisions().await, before + 1);
    let note = desk.page(MARCH).await.field("internal_note");
    let line = "Looked at twice: Patients moved out, 140 (Artsakh Ministry of Health). CANARY two buses";
    assert_eq!(note, line);
    for path in ["/c/lachin/days/2023-03-28", "/c/lachin/claims.json", "/c/lachin/changes?kind=first", "/c/lachin/feed"]
    {
        let answer = site.response(path).await;
        assert!(!answer.text().await.unwrap().contains("CANARY"), "{path}");
    }
}

#[tokio::test]
async fn what_was_looked_at_is_not_asked_again_when_something_else_changes() {
    let site = before_the_bulletin().await;
    let desk = desk_of(&site).await;
    let odd = desk.filled(MARCH, &[("r0.c1.amount", "140"), ("r0.c1.why", "two buses")]).await;
    assert_eq!(desk.send_fields(MARCH, &odd, "publish").await.status(), 303);
    let why = [("change_kind", "revision"), ("change_reason", "A note was added."), ("public_note", "Late.")];
    let again = desk.filled(MARCH, &why).await;
    assert_eq!(desk.send_fields(MARCH, &again, "publish").await.status(), 303);
    let changed = desk.filled(MARCH, &[why[0], why[1], ("r0.c0.amount", "141")]).await;
    assert_eq!(desk.send_fields(MARCH, &changed, "publish").await.status(), 422, "another odd number is");
}

#[tokio::test]
async fn a_check_shows_what_looks_odd_and_errors_come_before_it() {
    let site = before_the_bulletin().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(MARCH, &[("r0.c1.amount", "140")]).await;
    let page = answered(desk.send_fields(MARCH, &fields, "check").await, 200).await;
    assert_eq!(page.attributes(".asks a", "href"), ["#r0-c1-why"]);
    let told = page.words(".told");
    assert!(told.contains("140") && !told.contains("Nothing is wrong") && !told.contains("published"), "{told}");
    assert_eq!(page.count(".told h2"), 0);
    let explained = fill(page.fields(), &[("r0.c1.why", "two buses")]);
    let page = answered(desk.send_fields(MARCH, &explained, "check").await, 200).await;
    assert_eq!(page.count(".asks"), 0, "what has its word is not asked again");
    assert!(page.words(".told").starts_with("Nothing is wrong with it This day can be published."));
    let wrong = fill(fields, &[("r0.c2.amount", "9 people")]);
    let page = answered(desk.send_fields(MARCH, &wrong, "publish").await, 422).await;
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#r0-c2-amount"]);
    assert_eq!(page.count(".asks"), 0);
}

#[tokio::test]
async fn a_reviewer_reads_why_and_the_public_does_not() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.review = domain::corridor::Review::Required;
    let site = site_with(&rows, tests::lachin::EVENING).await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &[("r0.c1.amount", "140")]).await;
    let page = answered(desk.send_fields(DAY, &fields, "submit").await, 422).await;
    let told = fill(page.fields(), &[("r0.c1.why", "CANARY two buses")]);
    assert_eq!(desk.send_fields(DAY, &told, "submit").await.status(), 303);
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let review = lead.page(&format!("{DAY}/review")).await.visible();
    assert!(review.contains("140 (Artsakh Ministry of Health). CANARY two buses"), "{review}");
}

#[tokio::test]
async fn the_usual_source_and_its_rows_stand_ready_without_a_number_or_an_address() {
    let site = before_the_bulletin().await;
    let desk = desk_of(&site).await;
    let page = desk.page(MARCH).await;
    assert_eq!(page.field("r0.source"), "Artsakh Ministry of Health");
    assert_eq!(page.field("r0.published_on"), "2023-03-28");
    assert_eq!(page.field("r0.url"), "");
    let names = page.all_words("[data-report='0'] .claimbox > legend");
    let expected = [
        "Row 1: Access to all traffic",
        "Row 2: Patients moved out, carrier not said",
        "Row 3: Patients returned, carrier not said",
        "Row 4: People waiting for transfer",
        "Row 5: Patients moved out, by ICRC",
        "Row 6: Patients moved out, by ICRC, running total",
        "Row 7: Children in intensive care, Arevik",
        "Row 8: Patients in intensive care, Republican Medical Center",
        "Row 9: Patients in critical condition, Republican Medical Center",
        "Row 10: one more",
    ];
    assert_eq!(names, expected);
    for row in 0..10 {
        assert_eq!(page.field(&format!("r0.c{row}.amount")), "");
    }
    let lately = page.words("[data-row='4'] .lately");
    assert!(lately.starts_with("no figure on 3 days"), "{lately}");
    assert!(lately.contains("24 March: 12") && lately.contains("17 March: 12"), "{lately}");
    assert_eq!(page.count("[data-row='4'] .lately li").min(14), page.count("[data-row='4'] .lately li"));
    let status = page.words("[data-row='0'] .lately");
    assert!(status.contains("24 March: open and closed"), "{status}");
    assert!(page.visible().contains("There is no “same as yesterday”"));
}

/// Of two statements by one source the later published one speaks: when it was published is not guessed.
#[tokio::test]
async fn when_a_source_published_is_filled_in_for_today_alone() {
    let mut rows = Rows::until("2023-03-28");
    rows.claims.retain(|row| row[1].as_str() < "2023-03-28");
    let site = site_with(&rows, &evening("2023-03-29")).await;
    let desk = desk_of(&site).await;
    let page = desk.page(MARCH).await;
    assert_eq!(page.field("r0.source"), "Artsakh Ministry of Health");
    assert_eq!(page.field("r0.published_on"), "");
    assert_eq!(desk.page("/staff/c/lachin/days/2023-03-29").await.field("r0.published_on"), "2023-03-29");
    let fields = desk.filled(MARCH, &[("r0.c3.amount", "77")]).await;
    assert_eq!(desk.send_fields(MARCH, &fields, "publish").await.status(), 303);
    let csv = site.text("/c/lachin/claims.csv").await;
    let line = csv.lines().find(|line| line.starts_with("lachin,2023-03-28") && line.contains(",exact,77,"));
    assert!(line.is_some_and(|line| line.ends_with("Artsakh Ministry of Health,,,,,")), "{line:?}");
}

#[tokio::test]
async fn the_last_value_beside_what_is_expected_is_the_one_beside_its_row() {
    let rows = Rows::until("2023-05-10")
        .and("lachin,2023-05-08,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,12,,,ICRC,,,2023-05-08,,")
        .and("lachin,2023-05-08,,patients_transferred,,patients,Peacekeepers,outbound,,,,people,done,exact,2,,,ICRC,,,2023-05-08,,")
        .and("lachin,2023-05-08,,patients_awaiting,deprived of transfer,patients,,,,,,people,done,exact,23,,,ICRC,,,2023-05-08,,");
    let site = site_with(&rows, tests::lachin::EVENING).await;
    let page = desk_of(&site).await.page(DAY).await;
    let last = |row: usize| page.words(&format!("[id='reason-{row}-hint']"));
    assert!(page.words("[data-row='1'] .lately").starts_with("8 May: 14"), "{}", page.words("[data-row='1'] .lately"));
    assert!(last(1).starts_with("Last: 14 on 8 May"), "{}", last(1));
    assert_eq!(page.words("[data-row='3'] .lately"), "No value of just this before this day");
    assert_eq!(last(3), "no figure below yet", "another definition is another thing");
    let status = page.words("[data-row='0'] .lately");
    assert!(status.contains("23 April: closed"), "{status}");
    assert!(last(0).starts_with("Last: closed on 23 April"), "{}", last(0));
}

#[tokio::test]
async fn what_is_given_below_is_what_publishing_takes_for_it() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.expected[1].carrier = "ICRC".parse().ok();
    let site = site_with(&rows, tests::lachin::EVENING).await;
    let desk = desk_of(&site).await;
    for (carrier, stage, told) in [
        ("ICRC", "done", "✓ given below: 25"),
        ("ICRC", "planned", "no figure below yet"),
        ("Peacekeepers", "done", "no figure below yet"),
    ] {
        let why = ("r0.c1.why", "said so");
        let typed = [("r0.c1.amount", "25"), ("r0.c1.carrier", carrier), ("r0.c1.stage", stage), why];
        let fields = desk.filled(DAY, &typed).await;
        let page = answered(desk.send_fields(DAY, &fields, "check").await, 200).await;
        assert!(page.words("[id='reason-1-hint']").ends_with(told), "{}", page.words("[id='reason-1-hint']"));
    }
    let planned = [("r0.c1.amount", "25"), ("r0.c1.stage", "planned")];
    let fields = desk.filled(DAY, &planned).await;
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
    let csv = site.text("/c/lachin/claims.csv").await;
    let missing = csv.lines().filter(|line| line.starts_with("lachin,2023-05-09,,patients_transferred"));
    assert_eq!(missing.filter(|line| line.contains("not_reported")).count(), 2, "control: neither out nor back");
}

#[tokio::test]
async fn the_bulletin_of_28_march_is_entered_into_what_stands_ready() {
    let site = before_the_bulletin().await;
    let desk = desk_of(&site).await;
    let typed = [
        ("r0.url", "https://www.artsakhpress.am/eng/news/179295/"),
        ("r0.c4.amount", "14"),
        ("r0.c2.amount", "11"),
        ("r0.c5.amount", "229"),
        ("r0.c6.amount", "5"),
        ("r0.c6.remark", "(neonatal and ICU)"),
        ("r0.c7.amount", "5"),
        ("r0.c8.amount", "1"),
        ("r0.c8.remark", "subset of its ICU"),
    ];
    let fields = desk.filled(MARCH, &typed).await;
    assert_eq!(desk.send_fields(MARCH, &fields, "publish").await.status(), 303, "nothing looks odd");
    let csv = site.text("/c/lachin/claims.csv").await;
    let mut stored: Vec<&str> = csv.lines().filter(|line| line.starts_with("lachin,2023-03-28")).collect();
    let file = include_str!("../../fixtures/lachin/lachin-claims.csv");
    let mut expected: Vec<&str> = file.lines().filter(|line| line.starts_with("lachin,2023-03-28")).collect();
    stored.retain(|line| !line.contains("not_reported"));
    stored.sort_unstable();
    expected.sort_unstable();
    assert_eq!(stored, expected, "the same as the record");
}

#[tokio::test]
async fn a_row_asks_only_for_what_its_measure_takes_and_loses_nothing_that_was_typed() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let page = desk.page(DAY).await;
    assert_eq!(page.count("[name='r0.c0.carrier'], [name='r0.c3.direction'], [name='r0.c3.period_start']"), 0);
    assert_eq!(page.count("[name='r0.c1.carrier'], [name='r0.c1.direction'], [name='r0.c1.period_start']"), 3);
    let fields = desk.filled(DAY, &[("r0.c3.amount", "30"), ("r0.c3.carrier", "ICRC")]).await;
    let page = answered(desk.send_fields(DAY, &fields, "publish").await, 422).await;
    assert_eq!(page.field("r0.c3.carrier"), "ICRC");
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#r0-c3-carrier"]);
}

#[tokio::test]
async fn each_amount_says_how_it_was_read() {
    let site = story().await;
    let desk = desk_of(&site).await;
    assert_eq!(desk.page(DAY).await.words("[id=r0-c3-amount-echo]"), "", "nothing is written yet");
    let typed =
        [("r0.c3.amount", ">30"), ("r0.c0.amount", "Closed"), ("r0.c1.amount", "9 people"), ("r0.c2.amount", "some")];
    let fields = desk.filled(DAY, &typed).await;
    let page = answered(desk.send_fields(DAY, &fields, "check").await, 422).await;
    let echo = |row: usize| page.words(&format!("[id=r0-c{row}-amount-echo]"));
    assert_eq!(echo(3), "Understood as: more than 30");
    assert_eq!(echo(0), "Understood as: closed");
    assert_eq!(echo(1), "", "what cannot be read has its error");
    assert_eq!(echo(2), "In words only: “some”");
    let told = page.attributes("[id=r0-c3-amount]", "aria-describedby");
    assert!(told[0].contains("r0-c3-amount-echo"), "{told:?}");
}

#[tokio::test]
async fn more_room_has_the_focus() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &[("r0.c3.amount", "30")]).await;
    let page = answered(desk.send_fields(DAY, &fields, "report").await, 200).await;
    assert_eq!(page.attributes("[autofocus]", "name"), ["r1.source"]);
    let last = page.count("[data-report='0'] .claimbox") - 1;
    let filled =
        fill(page.fields(), &[(&format!("r0.c{last}.measure"), "transfers"), (&format!("r0.c{last}.amount"), "2")]);
    let page = answered(desk.send_fields(DAY, &filled, "row.0").await, 200).await;
    assert_eq!(page.attributes("[autofocus]", "name"), [format!("r0.c{}.measure", last + 1)]);
    assert_eq!(page.count("[data-report='0'] .claimbox"), last + 2, "one empty row stands at the end");
}

#[tokio::test]
async fn a_bulletin_that_is_too_long_is_refused_whole_and_kept_in_the_form() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let long = "a".repeat(domain::draft::MOST_OF_BULLETIN + 1);
    let fields = desk.filled(DAY, &[("r0.c3.amount", "30"), ("bulletin", &long)]).await;
    let page = answered(desk.send_fields(DAY, &fields, "publish").await, 422).await;
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#bulletin"]);
    assert!(page.words("[role=alert]").contains("20,000 characters"), "{}", page.words("[role=alert]"));
    assert_eq!(page.field("bulletin"), long, "nothing was cut off");
}

#[tokio::test]
async fn a_bulletin_stays_beside_the_form_is_never_public_and_goes_with_the_draft() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let wrong = desk.filled(DAY, &[("r0.c3.amount", "more then 30"), ("bulletin", CANARY)]).await;
    let page = answered(desk.send_fields(DAY, &wrong, "publish").await, 422).await;
    assert_eq!(page.field("bulletin"), CANARY, "refused");
    let right = fill(page.fields(), &[("r0.c3.amount", "30")]);
    assert_eq!(desk.send_fields(DAY, &right, "draft").await.status(), 303);
    assert_eq!(desk.page(DAY).await.field("bulletin"), CANARY, "saved");
    site.add_account("second", Role::Reporter).await;
    let two = Desk::signed_in(&site, "second").await;
    assert_eq!(two.page(DAY).await.field("bulletin"), "", "nobody else's");
    let early = two.filled(DAY, &[("r0.c1.amount", "3")]).await;
    assert_eq!(two.send_fields(DAY, &early, "publish").await.status(), 422, "3 looks odd");
    let early = fill(early, &[("r0.c1.why", "one ambulance")]);
    assert_eq!(two.send_fields(DAY, &early, "publish").await.status(), 303);
    let page = answered(desk.send_fields(DAY, &right, "publish").await, 409).await;
    assert_eq!(page.field("bulletin"), CANARY, "joined");
    let why = [("change_kind", "revision"), ("change_reason", "The ministry reported as well.")];
    let joined = fill(page.fields(), &why);
    assert_eq!(desk.send_fields(DAY, &joined, "publish").await.status(), 303);
    assert_eq!(desk.page(DAY).await.field("bulletin"), "", "gone");
    for path in [
        PUBLIC,
        "/c/lachin",
        "/c/lachin/claims.csv",
        "/c/lachin/days.json",
        "/c/lachin/changes",
        "/c/lachin/latest.json",
    ] {
        assert!(!site.text(path).await.contains("CANARY"), "{path}");
    }
    let mut stored = String::new();
    for revision in server::storage::revisions::load_day(
        &site.state.database,
        &"lachin".parse().unwrap(),
        "2023-05-09".parse().unwrap(),
    )
    .await
    .unwrap()
    {
        stored.push_str(&format!("{revision:?}"));
    }
    assert!(stored.contains("patients_awaiting") && !stored.contains("CANARY"), "nor in any document");
}

#[tokio::test]
async fn a_bulletin_is_not_about_a_day_that_there_is_not() {
    let site = story().await;
    let desk = desk_of(&site).await;
    for (day, told) in [
        ("", "Give another day than this one"),
        ("2023-05-09", "Give another day than this one"),
        ("9 May", "is no date"),
        ("2023-05-11", "lies in the future"),
        ("2022-12-11", "lies outside the record"),
    ] {
        let fields = desk.filled(DAY, &[("r0.c3.amount", "30"), ("r0.also", day)]).await;
        let page = answered(desk.send_fields(DAY, &fields, "other.0").await, 422).await;
        assert_eq!(page.attributes("[role=alert] a", "href"), ["#r0-also"], "{day}");
        assert!(page.words("[role=alert]").contains(told), "{day}: {}", page.words("[role=alert]"));
        assert_eq!((page.field("r0.also").as_str(), page.field("r0.c3.amount").as_str()), (day, "30"));
    }
}

#[tokio::test]
async fn a_bulletin_about_another_day_opens_that_day_with_its_head_and_keeps_both_drafts() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let there =
        desk.filled(OTHER, &[("r0.source", "Armenian Weekly"), ("r0.c3.amount", "28"), ("bulletin", "Theirs.")]).await;
    assert_eq!(desk.send_fields(OTHER, &there, "draft").await.status(), 303);
    let head = [
        ("r0.source", "Artsakh InfoCenter"),
        ("r0.via", "News desk"),
        ("r0.url", "https://example.org/bulletin"),
        ("r0.published_on", "2023-05-08"),
        ("r0.c3.amount", "30"),
        ("r0.also", "2023-05-08"),
        ("bulletin", CANARY),
    ];
    let fields = desk.filled(DAY, &head).await;
    let answer = desk.send_fields(DAY, &fields, "other.0").await;
    assert_eq!(answer.status(), 303);
    let next = answer.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(next, format!("{OTHER}?from=2023-05-09&report=0"), "no text in an address");
    let page = desk.page(&next).await;
    assert_eq!(page.field("r0.source"), "Armenian Weekly", "what was typed there stays");
    assert_eq!(page.field("r0.c3.amount"), "28");
    assert_eq!(page.field("bulletin"), format!("Theirs.\n\n{CANARY}"));
    for (name, value) in [
        ("r1.source", "Artsakh InfoCenter"),
        ("r1.via", "News desk"),
        ("r1.url", "https://example.org/bulletin"),
        ("r1.published_on", "2023-05-08"),
        ("r1.c3.amount", ""),
    ] {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert!(page.words(".told").contains("The bulletin of 9 May is filled in"), "{}", page.words(".told"));
    assert_eq!(
        desk.send_fields(OTHER, &page.fields(), "check").await.status(),
        422,
        "only the confirmation is missing"
    );
    assert_eq!(desk.page(DAY).await.field("r0.c3.amount"), "30", "the draft that it came from is saved");
    let again = desk.page(&next).await;
    assert_eq!(again.count("[data-report]"), page.count("[data-report]"), "the head is not filled in twice");
    assert_eq!(again.field("bulletin"), page.field("bulletin"));
}

#[tokio::test]
async fn the_head_of_another_day_takes_the_place_of_what_stood_ready_and_is_no_report_by_itself() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &[("r0.source", "Artsakh InfoCenter"), ("r0.also", "2023-05-08")]).await;
    desk.send_fields(DAY, &fields, "other.0").await;
    let page = desk.page(&format!("{OTHER}?from=2023-05-09&report=0")).await;
    assert_eq!(page.field("r0.source"), "Artsakh InfoCenter");
    assert_eq!(page.count("[data-report]"), 1);
    assert!(page.count("[data-report='0'] .claimbox") > 4, "the rows stand ready");
    let answer = desk.send_fields(OTHER, &fill(page.fields(), &[("confirmed", "yes")]), "publish").await;
    assert!(answered(answer, 422).await.visible().contains("Nothing is recorded yet."));
    for query in ["from=2023-05-09&report=7", "from=2023-05-07&report=0"] {
        let none = desk.page(&format!("{OTHER}?{query}")).await;
        assert!(none.words(".told").contains("does not hold that report any more"), "{query}");
    }
}

#[tokio::test]
async fn an_import_is_not_held_up_by_what_looks_odd() {
    let site = story().await;
    let row = "lachin,2023-05-09,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,140,,,Artsakh Ministry of Health,,,2023-05-09,,";
    let rows = Rows::until("2023-05-10").and(row);
    site.import("lachin", &rows.claims_csv(), None).await.expect("an import");
    assert!(site.page(PUBLIC).await.visible().contains("140"));
}
