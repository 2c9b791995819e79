//! Malformed imports: refused with line and column, and nothing of them is stored.

use server::commands::import_claims::ImportRefusal;
use server::imports::Refused;
use tests::Site;
use tests::lachin::{EVENING, HEADER, Rows, story};

const GOOD: &str = "lachin,2023-05-01,,patients_awaiting,,patients,,,,,,people,done,exact,30,,,Some office,,,,,";

async fn refused(claims: &[u8]) -> String {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let refusal = site.import("lachin", claims, None).await.expect_err("was imported");
    assert!(matches!(refusal, ImportRefusal::Problems(_)), "{refusal:?}");
    assert_eq!(site.revisions().await, 0);
    assert_eq!(server::storage::sources::load_all(&site.state.database).await.unwrap(), []);
    assert!(site.page("/c/lachin").await.visible().contains("Nothing is published"));
    refusal.to_string()
}

fn file(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    GOOD.replacen(from, to, 1)
}

async fn problem_in_line_three(row: &str, column: &str) -> String {
    let told = refused(&file(&[GOOD, row])).await;
    assert!(told.contains("line 3") && told.contains(column), "{told}");
    told
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_where_they_stand() {
    let mut bytes = file(&[GOOD]);
    let row = changed("Some office", "Some\u{1}office").into_bytes();
    bytes.extend(row.into_iter().map(|byte| if byte == 1 { 0xff } else { byte }));
    let told = refused(&bytes).await;
    assert!(told.contains("line 3") && told.contains("source") && told.contains("UTF-8"), "{told}");
}

#[tokio::test]
async fn a_wrong_header_is_refused_by_name() {
    let told =
        refused(file(&[GOOD]).strip_prefix(b"corridor").map(|rest| [b"korridor", rest].concat()).unwrap().as_slice())
            .await;
    assert!(told.contains("line 1") && told.contains("korridor"), "{told}");
    refused(b"").await;
    refused(b"a,b,c\n1,2,3\n").await;
}

#[tokio::test]
async fn a_cell_of_a_million_letters_is_refused_and_not_repeated() {
    let told = problem_in_line_three(&changed("Some office", &"a".repeat(1_000_000)), "source").await;
    assert!(told.len() < 2_000, "{} bytes", told.len());
}

#[tokio::test]
async fn a_day_that_has_not_come_is_refused() {
    let told = problem_in_line_three(&changed("2023-05-01", "2023-05-11"), "date").await;
    assert!(told.contains("2023-05-11"), "{told}");
    problem_in_line_three(&changed("2023-05-01", "2022-12-11"), "date").await;
}

#[tokio::test]
async fn an_unknown_measure_is_refused_with_the_list() {
    let told = problem_in_line_three(&changed("patients_awaiting", "patients_waiting"), "measure").await;
    assert!(told.contains("patients_awaiting"), "{told}");
}

#[tokio::test]
async fn a_nul_is_refused() {
    problem_in_line_three(&changed("Some office", "Some\0office"), "source").await;
}

#[tokio::test]
async fn a_formula_is_refused() {
    for formula in ["=1+1", "+1", "@SUM(A1)", "-1", "\u{ff1d}1"] {
        problem_in_line_three(&changed("Some office", formula), "source").await;
    }
}

#[tokio::test]
async fn one_row_too_many_is_refused() {
    let rows = vec![GOOD; 20_001];
    let told = refused(&file(&rows)).await;
    assert!(told.contains("line 20002"), "{}", told.chars().take(400).collect::<String>());
}

#[tokio::test]
async fn every_problem_is_told_at_once() {
    let told = refused(&file(&[
        &changed("exact", "exactly"),
        &changed("30", "3O"),
        &changed("people", "persons\0"),
        &changed("done", "did"),
    ]))
    .await;
    for line in ["line 2", "line 3", "line 4", "line 5"] {
        assert!(told.contains(line), "{told}");
    }
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let site = story().await;
    let before = site.revisions().await;
    let rows = Rows::until("2023-05-10");
    let again = site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    assert_eq!((again.plan.days.len(), again.plan.added, again.plan.updated), (0, 0, 0));
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn published_days_change_only_with_a_reason() {
    let site = story().await;
    let before = site.revisions().await;
    let rows = Rows::until("2023-05-10").and(GOOD);
    let command = server::commands::import_claims::ImportClaims {
        corridor: "lachin".parse().unwrap(),
        corridor_given: true,
        claims: Some(rows.claims_csv()),
        events: None,
        reason: None,
        dry_run: false,
        becomes: server::commands::import_claims::Becomes::Published,
    };
    let refusal =
        server::commands::import_claims::import_claims(&site.state, &domain::Actor::operator(), command.clone()).await;
    let Err(ImportRefusal::Refused(Refused::NoReason(days))) = refusal else { panic!("{refusal:?}") };
    assert_eq!(days.len(), 1);
    let dry = server::commands::import_claims::ImportClaims { dry_run: true, ..command };
    let planned =
        server::commands::import_claims::import_claims(&site.state, &domain::Actor::operator(), dry).await.unwrap();
    assert_eq!((planned.plan.added, planned.changed.len()), (1, 1));
    assert_eq!(site.revisions().await, before, "a dry run stores nothing");
}
