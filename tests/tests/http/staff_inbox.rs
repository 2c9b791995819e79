//! The inbox: what each role sees of each corridor, and what nobody does. Refusals first.

use chrono::TimeDelta;
use domain::corridor::Review;
use domain::{Rights, Role};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const OTHER: &str = "/staff/c/lachin/days/2023-05-08";
const MAY: &str = "/staff/c/lachin/months/2023-05";
const QUESTIONS: &str = "/staff/c/lachin/questions";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

fn day() -> Vec<(&'static str, &'static str)> {
    vec![
        ("r0.source", "Artsakh Ministry of Health"),
        ("r0.c3.amount", "31"),
        ("internal_note", "CANARY internal"),
        ("confirmed", "yes"),
    ]
}

async fn send(desk: &Desk, path: &str, typed: &[(&str, &str)], then: &str) {
    let fields = desk.filled(path, typed).await;
    assert_eq!(desk.send_fields(path, &fields, then).await.status(), 303, "{path}");
}

/// Sends the form of a review page that returns what waits.
async fn give_back(desk: &Desk, path: &str, note: &str) {
    let page = desk.page(path).await;
    let hidden = |name: &str| page.attributes(&format!("main form input[name={name}]"), "value")[0].clone();
    let (seq, key) = (hidden("seq"), hidden("key"));
    let sent = [("seq", seq.as_str()), ("key", key.as_str()), ("then", "return"), ("return_note", note)];
    assert_eq!(desk.send(path, &sent).await.status(), 303);
}

/// What the calendar says of a day, in its table.
fn of_day(page: &Page, day: &str) -> String {
    let found = page.all_words(".at-desk a").into_iter().find(|words| words.contains(&format!(" {day}:")));
    found.unwrap_or_else(|| panic!("no {day} in {:?}", page.all_words(".at-desk a")))
}

#[tokio::test]
async fn months_outside_the_record_ahead_and_unreadable_are_not_there() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    for (month, status, why) in [
        ("2022-11", 404, "record"),
        ("2023-06", 404, "June 2023 has not come yet."),
        ("2023-13", 422, "is no month"),
        ("2023-5", 422, "is no month"),
        ("x", 422, "is no month"),
    ] {
        let answer = desk.get(&format!("/staff/c/lachin/months/{month}")).await;
        assert_eq!(answer.status(), status, "{month}");
        let text = Page::new(answer.text().await.unwrap()).visible();
        assert!(text.contains(why), "{month}: {text}");
    }
    assert_eq!(desk.get("/staff/c/nowhere/months/2023-05").await.status(), 404);
    assert_eq!(desk.get("/staff/c/nowhere/questions").await.status(), 404);
}

#[tokio::test]
async fn who_has_no_role_at_a_corridor_sees_nothing_of_it() {
    let site = story().await;
    let other = Rows::until("2022-12-12").moved("northern", 0);
    site.add_corridor(other.corridor).await;
    let there = Rights::of(Role::Lead, ["northern".parse().unwrap()]);
    site.add_member("stranger", &there).await;
    let stranger = Desk::signed_in(&site, "stranger").await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    send(&reporter, DAY, &[("r0.source", "CANARY office"), ("r0.c3.amount", "31")], "submit").await;
    let page = stranger.page("/staff").await;
    assert!(!page.html.contains("/c/lachin") && !page.html.contains("CANARY"));
    for path in [MAY, QUESTIONS] {
        assert_eq!(stranger.get(path).await.status(), 403, "{path}");
    }
    assert_eq!(page.count("article.corner"), 0, "one corridor alone is the page");
    let both = reporter.page("/staff").await;
    assert_eq!(both.count("article.corner"), 2, "control");
    assert!(both.html.contains(MAY.trim_end_matches("2023-05")));
    site.add_member("nobodys", &Rights::default()).await;
    let nobodys = Desk::signed_in(&site, "nobodys").await.page("/staff").await;
    assert!(nobodys.visible().contains("Your account has no role at a corridor yet"));
}

#[tokio::test]
async fn a_draft_is_shown_to_its_author_alone_also_to_no_lead() {
    let site = story().await;
    let author = member(&site, "author", Role::Reporter).await;
    let others = [member(&site, "other", Role::Reporter).await, member(&site, "lead", Role::Lead).await];
    send(&author, DAY, &[("r0.source", "CANARY draft"), ("r0.c3.amount", "31")], "draft").await;
    let page = author.page("/staff").await;
    assert!(of_day(&page, "9 May 2023").contains("Your draft"));
    assert!(page.visible().contains("Your drafts") && page.words(".fresh").contains("1 draft of yours"));
    assert_eq!(page.attributes(".todo a.alt[href$='2023-05-09'], .todo a.go[href$='2023-05-09']", "href"), [DAY]);
    for other in others {
        for path in ["/staff", MAY] {
            let page = other.page(path).await;
            assert!(of_day(&page, "9 May 2023").ends_with("No report"), "{}", of_day(&page, "9 May 2023"));
            assert!(!page.html.contains("CANARY") && !page.visible().to_lowercase().contains("draft"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_waits_stands_where_each_role_can_do_something_about_it() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.review = Review::Required;
    let site = site_with(&rows, EVENING).await;
    let writer = member(&site, "writer", Role::Reporter).await;
    let other = member(&site, "other", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    site.hand.advance(TimeDelta::minutes(2));
    send(&writer, DAY, &day(), "submit").await;
    site.hand.advance(TimeDelta::minutes(6));
    // The lead: first thing to do, with what to know before.
    let page = lead.page("/staff").await;
    assert!(
        page.words(".fresh")
            .starts_with("Wednesday 10 May 2023, 20:08 in Yerevan 1 day to review, 2 disagreements, 2 figures late")
    );
    assert_eq!(page.attributes("main .go", "href"), [format!("{DAY}/review")]);
    assert_eq!(page.words("main .go"), "Review 9 May 2023");
    let task = page.all_words(".todo > li")[0].clone();
    assert!(task.contains("9 May 2023: 1 claim by 1 source, sent on 10 May 2023, 20:02 by a reporter."), "{task}");
    assert!(
        task.contains("Without a figure: Access, all traffic, Patients moved out and Patients returned."),
        "{task}"
    );
    assert!(!page.html.contains("CANARY"), "the internal note stands on the page of the review, not here");
    assert!(of_day(&page, "9 May 2023").contains("To review 1 claim"));
    assert_eq!(page.attributes(".at-desk a[href$='/review']", "href"), [format!("{DAY}/review")]);
    // Who sent it.
    let page = writer.page("/staff").await;
    assert!(page.visible().contains("Submitted by you") && page.visible().contains("A second person looks at it."));
    assert!(of_day(&page, "9 May 2023").contains("Waiting for review"));
    assert_eq!(page.count("a[href$='/review']"), 1, "the way of the site to the list alone");
    // Another reporter.
    let page = other.page("/staff").await;
    assert!(page.visible().contains("Nothing waits for you.") && !page.visible().contains("To review"));
    assert!(of_day(&page, "9 May 2023").contains("Waiting for review"));
}

#[tokio::test]
async fn a_returned_day_brings_its_note_to_its_writer_and_to_nobody_else() {
    let site = story().await;
    let writer = member(&site, "writer", Role::Reporter).await;
    let other = member(&site, "other", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    send(&writer, DAY, &day(), "submit").await;
    give_back(&lead, &format!("{DAY}/review"), "CANARY which bulletin?").await;
    let page = writer.page("/staff").await;
    assert!(page.visible().contains("Returned to you") && page.visible().contains("CANARY which bulletin?"));
    assert_eq!(page.attributes("main .go", "href"), [DAY], "the first thing to do");
    assert!(of_day(&page, "9 May 2023").contains("Returned to you"));
    for desk in [other, lead] {
        let page = desk.page("/staff").await;
        assert!(!page.html.contains("CANARY"), "the note");
        assert!(of_day(&page, "9 May 2023").contains("Returned 1 claim"), "{}", of_day(&page, "9 May 2023"));
    }
}

#[tokio::test]
async fn what_its_writer_took_back_is_told_to_nobody() {
    let site = story().await;
    let writer = member(&site, "writer", Role::Reporter).await;
    let others = [member(&site, "other", Role::Reporter).await, member(&site, "lead", Role::Lead).await];
    send(&writer, DAY, &day(), "submit").await;
    assert!(of_day(&others[1].page(MAY).await, "9 May 2023").contains("To review 1 claim"), "control");
    let seq = site.revisions().await.to_string();
    assert_eq!(writer.send(&format!("{DAY}/take-back"), &[("seq", &seq)]).await.status(), 303);
    for path in ["/staff", MAY] {
        let own = of_day(&writer.page(path).await, "9 May 2023");
        assert!(own.ends_with("Your draft") && !own.contains("Returned"), "{own}");
        for other in &others {
            let seen = of_day(&other.page(path).await, "9 May 2023");
            assert!(seen.ends_with("No report") && !seen.contains("Returned"), "{seen}");
        }
    }
    assert!(!writer.page("/staff").await.visible().contains("Returned to you"));
}

#[tokio::test]
async fn a_last_figure_of_another_definition_or_of_one_place_says_so() {
    let row = |counted: &str, facility: &str| {
        let row = format!(
            "lachin,2023-05-09,,patients_awaiting,{counted},patients,,,{facility},,,people,done,exact,23,,,ICRC,,,2023-05-09,,"
        );
        Rows::until("2022-12-01").and(&row)
    };
    for (counted, facility, told) in [
        ("", "", "23 on 9 May ICRC"),
        ("deprived of care", "", "23 on 9 May: People waiting for transfer, “deprived of care” ICRC"),
        ("", "Arevik", "23 on 9 May: People waiting for transfer, Arevik ICRC"),
    ] {
        let site = site_with(&row(counted, facility), EVENING).await;
        let page = member(&site, "reporter", Role::Reporter).await.page("/staff").await;
        let row = page.all_words(".due-table tbody tr")[3].clone();
        assert!(row.ends_with(told), "{row}");
    }
}

#[tokio::test]
async fn what_is_due_says_since_when_the_last_figure_and_who_says_so() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let page = desk.page("/staff").await;
    assert!(page.visible().contains("Due, every 3 days"));
    let rows = page.all_words(".due-table tbody tr");
    assert_eq!(rows.len(), 4);
    for (row, parts) in rows.iter().zip([
        ["Access, all traffic Up to date", "Next due on 13 May at 20:00.", "Closed on 10 May Armenian Weekly"],
        ["Patients moved out 9 days late", "The first one missing fell due on 2 May at 20:00.", "16 on 29 April"],
        ["Patients returned 9 days late", "The first one missing fell due on 2 May at 20:00.", "10 on 29 April"],
        ["People waiting for transfer Up to date", "Next due on 13 May", "At least 30 on 10 May"],
    ]) {
        for part in parts {
            assert!(row.contains(part), "{part}: {row}");
        }
    }
    // A reason is an answer, and says that it is no figure.
    let why = [("reason.1", "source_silent"), ("r0.source", "ICRC"), ("r0.c3.amount", "31")];
    send(&desk, DAY, &why, "publish").await;
    let row = desk.page("/staff").await.all_words(".due-table tbody tr")[1].clone();
    for part in ["Patients moved out Up to date", "No figure on 9 May: source silent.", "16 on 29 April"] {
        assert!(row.contains(part), "{part}: {row}");
    }
}

#[tokio::test]
async fn what_falls_due_before_the_evening_is_told_with_its_hour() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.expected_every_days = 1;
    let site = site_with(&rows, "2023-05-11T08:00:00Z").await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let page = desk.page("/staff").await;
    assert!(page.visible().contains("Due, every day"));
    assert!(page.all_words(".due-table tbody tr")[0].contains("Due on 11 May at 20:00"));
    assert!(of_day(&page, "11 May 2023").contains("No report yet"));
}

#[tokio::test]
async fn a_lead_is_led_to_the_claim_that_can_be_preferred_and_a_reporter_only_told() {
    let site = story().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let told = "People waiting for transfer, 10 May: more than 30 (Armenian Weekly) or 30 (Artsakh official).";
    for desk in [&reporter, &lead] {
        let page = desk.page("/staff").await;
        assert!(page.visible().contains(told) && page.visible().contains("Shown as “at least 30”."));
        assert!(page.visible().contains("open (azvision) or closed (Armenian Weekly, later, on 10 May)."));
    }
    let decide = |page: &Page| page.attributes(".todo a[href*='#']", "href");
    assert!(decide(&reporter.page("/staff").await).is_empty() && decide(&reporter.page(QUESTIONS).await).is_empty());
    let ways = decide(&lead.page("/staff").await);
    assert_eq!(ways.len(), 2);
    let (form, place) = ways[0].split_once('#').expect("a place in the form");
    let form = lead.page(form).await;
    let name = form.attributes(&format!("[id='{place}'] textarea"), "name").remove(0);
    // Once it is preferred, it is open no more.
    let typed = [(name.as_str(), "Nearer to them."), ("change_kind", "revision"), ("change_reason", "Decided.")];
    send(&lead, "/staff/c/lachin/days/2023-05-10", &typed, "publish").await;
    let page = lead.page("/staff").await;
    assert!(!page.visible().contains(told) && page.words(".fresh").contains("1 disagreement,"));
}

/// A draft has its reports in the order in which they were typed: a claim is found by its own name.
#[tokio::test]
async fn decide_leads_to_the_same_claim_in_a_draft_that_has_another_report_in_front() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let today = "/staff/c/lachin/days/2023-05-10";
    let way = lead.page("/staff").await.attributes(".todo a[href*='#']", "href").remove(0);
    let place = way.strip_prefix(&format!("{today}#")).expect("a place in the form of that day").to_owned();
    let field = |page: &Page| page.attributes(&format!("[id='{place}'] textarea"), "name").remove(0);
    let id_of = |page: &Page| page.field(&field(page).replace(".preferred", ".id"));
    let form = lead.page(today).await;
    let (before, id) = (field(&form), id_of(&form));
    let behind = |name: &str| {
        let (report, rest) = name.strip_prefix('r')?.split_once('.')?;
        Some(format!("r{}.{rest}", report.parse::<usize>().ok()? + 1))
    };
    let fields = form.fields().into_iter().map(|(name, value)| (behind(&name).unwrap_or(name), value));
    let mut fields: Vec<(String, String)> = fields.collect();
    fields.extend([("r0.source", "Weekly"), ("r0.c0.amount", "open")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert_eq!(lead.send_fields(today, &fields, "draft").await.status(), 303);
    let page = lead.page(today).await;
    assert_ne!(field(&page), before, "control: the claim stands elsewhere");
    assert_eq!((id_of(&page), page.count(&format!("[id='{place}']"))), (id, 1));
    let kept = lead.page("/staff").await;
    assert_eq!(kept.attributes(".todo a[href*='#']", "href")[0], way);
}

#[tokio::test]
async fn all_that_is_open_stands_on_a_page_of_its_own() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let inbox = lead.page("/staff").await;
    assert!(inbox.attributes("main a", "href").contains(&QUESTIONS.to_owned()));
    let page = lead.page(QUESTIONS).await;
    let rows = page.all_words(".todo > li");
    assert!(rows.len() > 20 && rows[0].contains("People waiting for transfer, 10 May"), "{rows:?}");
    let short = "Patients moved out, by ICRC, running total, Artsakh government bulletin: 394 up to 5 May. Short by";
    let total = rows.iter().find(|row| row.contains(short)).unwrap_or_else(|| panic!("{rows:#?}"));
    assert!(total.contains("more than on 7 March. Daily reports from 8 March to 5 May account for"), "{total}");
    assert!(total.contains("7 March, where it begins") && total.contains("8–9 March: no figure"), "{total}");
    let days = page.attributes(".ways a", "href");
    assert!(days.contains(&"/staff/c/lachin/days/2023-03-08".to_owned()));
    for day in days {
        assert_eq!(lead.get(&day).await.status(), 200, "{day}");
    }
    let empty = site_with(&Rows::until("2022-12-01"), EVENING).await;
    let desk = member(&empty, "lead", Role::Lead).await;
    let (page, inbox) = (desk.page(QUESTIONS).await, desk.page("/staff").await);
    assert!(page.visible().contains("No disagreement is open."));
    assert!(inbox.visible().contains("There is no report yet in which sources could disagree."));
    assert!(inbox.visible().contains("Nothing waits for you.") && !inbox.visible().contains("Running totals"));
}

#[tokio::test]
async fn the_calendar_tells_each_day_in_words_and_leads_to_its_form_and_the_months_beside() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.withhold_below = 10;
    rows.corridor.lock_after_days = Some(5);
    let rows =
        rows.and("lachin,2023-05-02,,patients_critical,,children,,,,,,people,done,exact,3,,,Ministry,,,2023-05-02,,");
    let site = site_with(&rows, EVENING).await;
    let lead = member(&site, "lead", Role::Lead).await;
    site.withdraw("lachin", "2023-05-05", "We check it.").await;
    let unsafe_ =
        [("reason.1", "withheld_for_safety"), ("r0.source", "ICRC"), ("r0.c3.amount", "31"), ("confirmed", "y")];
    send(&lead, OTHER, &unsafe_, "publish").await;
    let page = lead.page(MAY).await;
    assert_eq!(page.words("h1"), "May 2023");
    assert!(page.words(".fresh").contains("Reports on 4 of the 10 days so far."), "{}", page.words(".fresh"));
    let of = |day: &str| of_day(&page, &format!("{day} May 2023"));
    assert!(of("2").contains("1 small number withheld"), "{}", of("2"));
    assert!(of("5").contains("Withdrawn"));
    assert!(of("8").contains("Published") && of("8").contains("Withheld for safety"));
    assert!(of("9").ends_with("No report") && of("10").contains("Published 7 claims, 2 figures missing Closed"));
    assert_eq!(page.attributes(".at-desk [aria-current=date]", "href"), ["/staff/c/lachin/days/2023-05-10"]);
    assert_eq!(page.count(".at-desk a"), 10, "no day that has not come");
    assert!(page.visible().contains("Days before 5 May are locked"));
    assert_eq!(page.attributes(".pager a", "href"), ["/staff", "/staff/c/lachin/months/2023-04"]);
    assert!(page.visible().contains("June 2023: not yet"));
    // The list names runs, and reaches every day of them.
    let runs = page.all_words(".month-list summary");
    assert_eq!(runs, ["3–4 May: no report, 2 days", "6–7 May: no report, 2 days"]);
    let listed = page.attributes(".month-list a", "href");
    assert_eq!(listed, page.attributes(".at-desk a", "href"));
    assert!(page.words(".month-list").contains("11–31 May: not yet"));
    let first = lead.page("/staff/c/lachin/months/2022-12").await;
    assert!(first.words(".month-list").contains("1–11 December 2022: before the record"));
    assert!(first.visible().contains("November 2022: before the record"));
    // A lock is told at a day where somebody has something to do.
    send(&lead, "/staff/c/lachin/days/2023-05-04", &[("r0.source", "ICRC")], "draft").await;
    lead.send("/staff/c/lachin/days/2023-05-03/open", &[("open_reason", "A late bulletin.")]).await;
    let page = lead.page(MAY).await;
    assert!(of_day(&page, "4 May 2023").contains("Your draft Locked"), "{}", of_day(&page, "4 May 2023"));
    assert!(of_day(&page, "3 May 2023").contains("Opened until 11 May 2023, 20:00"));
    assert!(!of_day(&page, "1 May 2023").contains("Locked"));
}

#[tokio::test]
async fn a_record_that_ended_shows_its_last_month_and_one_that_has_not_begun_says_so() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.record_ends = Some("2023-05-31".parse().unwrap());
    let site = site_with(&rows, "2024-02-10T16:00:00Z").await;
    let desk = member(&site, "lead", Role::Lead).await;
    let page = desk.page("/staff").await;
    assert!(page.all_words("h2").contains(&"May 2023".to_owned()), "{:?}", page.all_words("h2"));
    assert!(page.visible().contains("June 2023: after the record") && page.visible().contains("No report is due"));
    let mut rows = Rows::until("2022-12-01");
    rows.corridor.record_begins = "2023-06-01".parse().unwrap();
    let site = site_with(&rows, EVENING).await;
    let desk = member(&site, "lead", Role::Lead).await;
    let page = desk.page("/staff").await;
    assert!(page.visible().contains("The record has not begun.") && page.count(".at-desk, .go") == 0);
}

#[tokio::test]
async fn the_corridor_with_most_to_do_stands_first() {
    let site = site_with(&Rows::until("2022-12-01"), EVENING).await;
    let mut quiet = Rows::until("2022-12-01").moved("abc", 0).corridor;
    quiet.expected = Vec::new();
    quiet.names = [("en".to_owned(), vec!["A quiet road".parse().unwrap()])].into();
    site.add_corridor(quiet).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let page = lead.page("/staff").await;
    assert_eq!(page.all_words("article.corner .place h2"), ["Berdzor / Lachin corridor", "A quiet road"]);
    assert_eq!(
        page.all_words("article.corner .fresh")[1],
        "Wednesday 10 May 2023, 20:00 in Yerevan Nothing is late, and nothing waits."
    );
    assert_eq!(page.count("main .go"), 1, "one thing to do first");
    let writer = member(&site, "writer", Role::Reporter).await;
    for day in ["2023-05-05", "2023-05-06", "2023-05-07", "2023-05-08", "2023-05-09"] {
        let path = format!("/staff/c/abc/days/{day}");
        send(
            &writer,
            &path,
            &[
                ("r0.source", "Ministry"),
                ("r0.c0.measure", "patients_awaiting"),
                ("r0.c0.amount", "3"),
                ("confirmed", "y"),
            ],
            "submit",
        )
        .await;
    }
    let page = lead.page("/staff").await;
    assert_eq!(page.all_words("article.corner .place h2")[0], "A quiet road");
    assert!(page.visible().contains("All days that wait, to publish several together"));
}

/// What is public comes from memory, what waits in a few statements: however many days there are.
#[tokio::test]
async fn the_inbox_asks_the_database_as_often_for_one_day_as_for_many() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let row = |day: u32| {
        format!(
            "lachin,2023-03-{day:02},,patients_critical,,patients,,,,,,people,done,exact,3,,,Ministry,,,2023-03-{day:02},,"
        )
    };
    let wait = async |days: std::ops::RangeInclusive<u32>| {
        let rows = days.fold(Rows::until("2022-12-01"), |rows, day| rows.and(&row(day)));
        site.submit("lachin", &rows.claims_csv()).await.expect("days that wait");
    };
    let asked = async |path: &str| {
        let before = site.state.database.statements();
        let page = lead.page(path).await;
        (site.state.database.statements() - before, page)
    };
    wait(1..=1).await;
    let mut one = Vec::new();
    for path in ["/staff", MAY, "/staff/review"] {
        one.push(asked(path).await.0);
    }
    wait(2..=31).await;
    let (number, page) = asked("/staff").await;
    assert!(page.words(".fresh").contains("31 days to review") && page.visible().contains("23 more days wait"));
    assert_eq!(page.count(".todo a[href$='/review']"), 8);
    let many = [number, asked(MAY).await.0, asked("/staff/review").await.0];
    assert_eq!(one, many);
    assert!(number < 12, "{number}");
}
