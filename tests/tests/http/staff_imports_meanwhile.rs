//! Importing files at the desk: what happens between looking through files and their end, and days that stand in its way.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{RevisionState, Role};
use rust_xlsxwriter::{Chart, ChartType, Formula, Workbook};
use server::storage::staff;
use server::storage::uploads::{StoredUpload, UploadNote, UploadedFile, UploadedFiles, Uploads};
use tests::lachin::{EVENING, HEADER, Rows, site_with};
use tests::{Desk, Page};

use super::staff_imports::{GOOD, IMPORT, NEW, claims, desk, file};

const FORM: &str = "/staff/c/lachin/days/2023-05-06";

async fn seen(answer: reqwest::Response) -> Page {
    Page::new(answer.text().await.unwrap())
}

#[tokio::test]
async fn while_files_are_stored_they_are_neither_discarded_nor_replaced() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    site.state.imports.wait_for(Duration::from_millis(1));
    let held = site.state.database.begin().await.expect("the writer’s lock");
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "published")]).await.status(), 303);
    let other = file(&[&NEW.replacen("41", "42", 1)]);
    for answer in [lead.discard(IMPORT, &page).await, lead.upload(IMPORT, &claims(&other)).await] {
        let path = answer.headers()["location"].to_str().unwrap().to_owned();
        let told = lead.page(&path).await.visible();
        assert!(told.contains("Files of yours were being stored") && told.contains("Waiting until"), "{told}");
        assert!(!told.contains("The files are gone"), "{told}");
    }
    held.roll_back().await.expect("given back");
    let (_, done) = lead.import_page(IMPORT).await;
    assert!(done.visible().contains("Imported and public 1 day is public: 1 new row."), "{}", done.visible());
    assert_eq!(site.revisions().await, before + 1);
    assert_eq!(lead.look_through(IMPORT, &claims(&other)).await.0, 200, "then others are taken");
}

#[tokio::test]
async fn a_page_of_before_discards_nothing_else() {
    let (site, lead, _) = desk().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    let (_, other) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    for shown in [&page, &other] {
        let answer = lead.discard(IMPORT, shown).await;
        let there = lead.page(IMPORT).await.count("[name=seen]");
        let done = answer.headers()["location"].to_str().unwrap().contains("discard");
        assert_eq!((there, done), if std::ptr::eq(shown, &page) { (1, false) } else { (0, true) });
    }
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "published")]).await.status(), 303);
    for _ in 0..2 {
        let answer = lead.discard(IMPORT, &page).await;
        let told = lead.page(answer.headers()["location"].to_str().unwrap()).await.visible();
        assert!(told.contains("Imported and public") && !told.contains("Nothing of them was stored"), "{told}");
    }
    // The same after a stop between the commit and its note.
    let all = staff::list(&site.state.database).await.unwrap();
    let owner = all.iter().find(|one| one.account.as_str() == "lead").unwrap().id;
    let (uploads, slug) = (Uploads::of(&site.state.database), "lachin".parse().unwrap());
    let noted = uploads.noted(owner, &slug, site.state.clock.now()).expect("it was noted");
    let claims = UploadedFile { name: "claims.csv".to_owned(), bytes: file(&[NEW]) };
    let files = UploadedFiles { claims, events: None };
    uploads.keep(owner, &slug, (&noted.upload, site.state.clock.now()), &files).unwrap();
    uploads.note(owner, &slug, &UploadNote { stored: None, ..noted }).unwrap();
    let answer = lead.discard(IMPORT, &page).await;
    let told = lead.page(answer.headers()["location"].to_str().unwrap()).await.visible();
    assert!(!told.contains("Nothing of them was stored"), "{told}");
}

/// Reading takes so long that no request waits for it.
#[tokio::test]
async fn what_changes_elsewhere_does_not_turn_away_what_was_looked_through() {
    let (site, lead, _) = desk().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    let mut other = Rows::until("2022-12-01").moved("other", 0).corridor;
    other.review = domain::corridor::Review::Required;
    site.add_corridor(other).await;
    let elsewhere = file(&[&NEW.replace("lachin", "other").replace("Some office", "Armenian Weekly")]);
    site.import("other", &elsewhere, None).await.expect("an import");
    let before = site.revisions().await;
    site.state.imports.wait_for(Duration::ZERO);
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "published")]).await.status(), 303);
    let (_, done) = lead.import_page(IMPORT).await;
    assert!(done.visible().contains("Imported and public 1 day is public: 1 new row."), "{}", done.visible());
    assert_eq!(site.revisions().await, before + 1);
}

#[tokio::test]
async fn a_draft_that_is_gone_is_not_in_the_way_any_more() {
    let (site, lead, _) = desk().await;
    let typed = lead.filled(FORM, &[("r0.source", "MINE")]).await;
    assert_eq!(lead.send_fields(FORM, &typed, "draft").await.status(), 303);
    site.hand.advance(TimeDelta::seconds(1));
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    let refused = lead.store(IMPORT, &page, &[("becomes", "drafts")]).await;
    assert_eq!((refused.status(), seen(refused).await.attributes(".errors a", "href").concat()), {
        (reqwest::StatusCode::CONFLICT, "#over_drafts".to_owned())
    });
    assert_eq!(lead.page(IMPORT).await.attributes(".errors a", "href"), ["#over_drafts"], "told as long as it is so");
    let discard = format!("{FORM}/discard");
    let asked = lead.page(&discard).await.fields();
    let asked: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(lead.send(&discard, &asked).await.status(), 303);
    let (_, page) = lead.import_page(IMPORT).await;
    assert_eq!((page.count(".errors"), page.field("becomes").as_str()), (0, "drafts"), "what was chosen stays chosen");
}

/// A stop between the note that everything is stored and the end of the files.
#[tokio::test]
async fn what_is_noted_as_stored_is_never_told_as_not_stored() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let all = staff::list(&site.state.database).await.unwrap();
    let owner = all.iter().find(|one| one.account.as_str() == "lead").unwrap().id;
    let (uploads, now) = (Uploads::of(&site.state.database), site.state.clock.now());
    let claims = UploadedFile { name: "claims.csv".to_owned(), bytes: file(&[NEW]) };
    let slug = "lachin".parse().unwrap();
    uploads.keep(owner, &slug, ("one", now), &UploadedFiles { claims, events: None }).unwrap();
    let stored = StoredUpload { becomes: "published".to_owned(), days: 7, added: 9, ..StoredUpload::default() };
    let at = now.timestamp_millis();
    let note = UploadNote { upload: "one".to_owned(), key: "k".to_owned(), at, stored: Some(stored) };
    uploads.note(owner, &slug, &note).unwrap();
    for _ in 0..2 {
        let told = lead.page(IMPORT).await;
        assert!(told.visible().contains("7 days are public: 9 new rows."), "{}", told.visible());
        assert_eq!(told.count("[name=seen]"), 0);
        let again = [("then", "store"), ("becomes", "published"), ("seen", "x"), ("key", "k")];
        assert_eq!(lead.send(&format!("{IMPORT}/store"), &again).await.status(), 303);
    }
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn a_row_that_the_form_of_its_day_would_tell_otherwise_is_no_draft() {
    let (_site, lead, _) = desk().await;
    let row = "lachin,2023-05-06,,people_crossed,,,,return,,,,people,done,vague,several dozen,,,Some office,,,,,";
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[row]))).await;
    let refused = lead.store(IMPORT, &page, &[("becomes", "drafts")]).await;
    assert_eq!(refused.status(), 422);
    let told = seen(refused).await.visible();
    assert!(told.contains("This day cannot be a draft: 6 May 2023."), "{told}");
    let named = row.replacen(",,,,return", ",,residents,,return", 1);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[&named]))).await;
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "drafts")]).await.status(), 303);
}

#[tokio::test]
async fn a_withdrawn_day_is_imported_by_nobody_and_as_nothing() {
    let (site, lead, _) = desk().await;
    site.append("2023-05-01", RevisionState::Withdrawn, "For safety.").await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    let warned = "Withdrawn: 1 May 2023. No import changes such a day: publish it again from its own form.";
    assert!(page.visible().contains(warned), "{}", page.visible());
    for becomes in ["drafts", "submitted", "published"] {
        let refused = lead.store(IMPORT, &page, &[("becomes", becomes)]).await;
        assert_eq!(refused.status(), 409, "{becomes}");
        let told = seen(refused).await.visible();
        assert!(told.contains("This day was withdrawn: 1 May 2023. Publish it again from its own form."), "{told}");
    }
    let refusal = site.import("lachin", &file(&[GOOD]), None).await.expect_err("the operator’s neither");
    assert!(refusal.to_string().contains("were withdrawn"), "{refusal}");
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn a_submission_that_was_taken_back_is_not_told_as_returned() {
    let (site, lead, reporter) = desk().await;
    let (_, page) = reporter.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(reporter.store(IMPORT, &page, &[("becomes", "submitted")]).await.status(), 303);
    let seq = site.revisions().await.to_string();
    assert_eq!(reporter.send(&format!("{FORM}/take-back"), &[("seq", &seq)]).await.status(), 303);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert!(!page.visible().contains("Returned"), "{}", page.visible());
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "drafts")]).await.status(), 303);
    assert_eq!(lead.page(FORM).await.field("r0.c0.amount"), "more than 41");
    site.append("2023-05-06", RevisionState::Returned, "Look at the date.").await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert!(page.visible().contains("Returned to their writer: 6 May 2023."), "{}", page.visible());
}

#[tokio::test]
async fn the_tick_gives_up_only_the_drafts_that_were_shown_beside_it() {
    let (site, lead, _) = desk().await;
    let other = FORM.replacen("05-06", "05-07", 1);
    let draft = async |form: &str| {
        let typed = lead.filled(form, &[("r0.source", "MINE")]).await;
        assert_eq!(lead.send_fields(form, &typed, "draft").await.status(), 303);
        site.hand.advance(TimeDelta::seconds(1));
    };
    draft(FORM).await;
    let rows = file(&[NEW, &NEW.replacen("05-06", "05-07", 1)]);
    let (_, page) = lead.look_through(IMPORT, &claims(&rows)).await;
    assert!(page.visible().contains("Replace my draft of 1 of these days"), "{}", page.visible());
    site.hand.advance(TimeDelta::seconds(1));
    draft(&other).await;
    let ticked = [("becomes", "drafts"), ("over_drafts", "yes")];
    let refused = lead.store(IMPORT, &page, &ticked).await;
    assert_eq!(refused.status(), 409);
    let again = seen(refused).await;
    assert_eq!(again.attributes(".errors a", "href"), ["#over_drafts"]);
    assert!(again.words(".errors").contains("Of this day you have a draft: 7 May 2023."), "{}", again.visible());
    assert_eq!((lead.page(FORM).await.field("r0.source"), lead.page(&other).await.field("r0.source")), {
        ("MINE".to_owned(), "MINE".to_owned())
    });
    assert_eq!(lead.store(IMPORT, &again, &ticked).await.status(), 303);
    assert_eq!(lead.page(&other).await.field("r0.source"), "Some office");
}

#[tokio::test]
async fn the_page_follows_what_becomes_of_the_days_that_it_names() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.lock_after_days = Some(3);
    let site = site_with(&rows, EVENING).await;
    site.state.imports.wait_for(Duration::from_secs(120));
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let own = NEW.replacen("05-06", "05-10", 1);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW, &own]))).await;
    assert!(page.visible().contains("Locked: 6 May 2023."), "{}", page.visible());
    let reason = [("open_reason", "A bulletin came late.")];
    assert_eq!(lead.send(&format!("{FORM}/open"), &reason).await.status(), 303);
    let page = lead.page(IMPORT).await;
    assert!(!page.visible().contains("Locked"), "{}", page.visible());
    site.append("2023-05-10", RevisionState::Submitted, "").await;
    let page = lead.page(IMPORT).await;
    assert!(page.visible().contains("Waiting for review, and so not changed"), "{}", page.visible());
    site.append("2023-05-10", RevisionState::Published, "Looked through.").await;
    let page = lead.page(IMPORT).await;
    assert!(!page.visible().contains("Waiting for review"), "{}", page.visible());
}

#[tokio::test]
async fn a_reason_is_kept_also_when_the_files_have_to_be_read_once_more() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    // What was looked through is forgotten, as after a restart, and others are read first.
    let all = staff::list(&site.state.database).await.unwrap();
    let owner = all.iter().find(|one| one.account.as_str() == "lead").unwrap().id;
    site.state.imports.forget(&(owner, "lachin".parse().unwrap()));
    let turns = (site.state.imports.turn().await, site.state.imports.turn().await);
    site.state.imports.wait_for(Duration::from_millis(1));
    let typed = [("becomes", "published"), ("kind", "correction"), ("reason", "We had missed a report.")];
    assert_eq!(lead.store(IMPORT, &page, &typed).await.status(), 303);
    drop(turns);
    let (status, page) = lead.import_page(IMPORT).await;
    assert_eq!(status, 200);
    assert!(page.visible().contains("had to be read once more. Nothing is stored yet"), "{}", page.visible());
    assert_eq!(page.field("reason"), "We had missed a report.");
    assert_eq!(page.count("[name=becomes][value=published][checked]"), 1);
    assert_eq!(page.count("[name=kind][value=correction][checked]"), 1);
    assert_eq!(site.revisions().await, before);
    site.state.imports.wait_for(Duration::from_secs(120));
    assert_eq!(lead.store(IMPORT, &page, &typed).await.status(), 303);
    assert_eq!(site.revisions().await, before + 1);
}

/// A sheet of claims in a workbook whose other cells a test writes.
fn sheet_of<'b>(book: &'b mut Workbook, cells: &[(&str, &str)]) -> &'b mut rust_xlsxwriter::Worksheet {
    let sheet = book.add_worksheet().set_name("claims").unwrap();
    for (place, name) in (0..).zip(HEADER.split(',')) {
        sheet.write_string(0, place, name).unwrap();
        if let Some((_, text)) = cells.iter().find(|(column, _)| *column == name) {
            sheet.write_string(1, place, *text).unwrap();
        }
    }
    sheet
}

#[tokio::test]
async fn a_text_of_a_workbook_may_begin_as_formulas_do() {
    let (site, lead, _) = desk().await;
    let day = [("date", "2023-05-06"), ("measure", "people_crossed"), ("group", "residents"), ("bound", "vague")];
    for (number, (source, value)) in [("-Office", "+ several dozen"), ("'=Office", "=many")].iter().enumerate() {
        let mut book = Workbook::new();
        sheet_of(&mut book, &[day.as_slice(), &[("source", source), ("value", value)]].concat());
        let (status, page) = lead.look_through(IMPORT, &claims(&book.save_to_buffer().unwrap())).await;
        assert_eq!(status, 200, "{source}: {}", page.visible());
        let typed = [("becomes", "published"), ("kind", "revision"), ("reason", "More was reported.")];
        assert_eq!(lead.store(IMPORT, &page, &typed).await.status(), 303, "{number}");
    }
    let csv = site.text("/c/lachin/claims.csv").await;
    for cell in ["'-Office", "'+ several dozen", "'=Office", "'=many"] {
        assert!(csv.contains(&format!(",{cell},")), "{cell}: {csv}");
    }
    assert!(!csv.contains("''"), "{csv}");
}

#[tokio::test]
async fn formulas_are_found_in_the_sheet_that_is_read_also_behind_one_of_charts() {
    let (_site, lead, _) = desk().await;
    let mut book = Workbook::new();
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("claims!$O$2:$O$3");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let day = [("date", "2023-05-06"), ("measure", "patients_awaiting"), ("group", "patients"), ("bound", "exact")];
    let sheet = sheet_of(&mut book, &[day.as_slice(), &[("source", "Some office")]].concat());
    sheet.write_formula(1, 14, Formula::new("=20+21").set_result("41")).unwrap();
    let (status, page) = lead.look_through(IMPORT, &claims(&book.save_to_buffer().unwrap())).await;
    assert_eq!(status, 200, "{}", page.visible());
    assert!(page.visible().contains("claims: 1 cell holds a formula."), "{}", page.visible());
}
