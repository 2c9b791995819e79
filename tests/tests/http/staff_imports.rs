//! Importing files at the desk: what is refused and where, what is shown before anything is stored, what is stored.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use domain::{ChangeKind, Rights, Role, Slug};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use server::storage::uploads::{UploadNote, UploadedFile, UploadedFiles, Uploads};
use server::storage::{audit, staff};
use tests::desk::fill;
use tests::door::cookie_of;
use tests::lachin::{EVENING, HEADER, Rows, story};
use tests::upload::Sent;
use tests::wire::{Wire, host_of};
use tests::{Desk, Page, Site};

pub(super) const IMPORT: &str = "/staff/c/lachin/import";
pub(super) const GOOD: &str =
    "lachin,2023-05-01,,patients_awaiting,,patients,,,,,,people,done,exact,30,,,Some office,,,,,";
pub(super) const NEW: &str =
    "lachin,2023-05-06,,patients_awaiting,,patients,,,,,,people,done,more_than,41,,,Some office,,,,,";

pub(super) fn file(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

pub(super) fn claims(bytes: &[u8]) -> [Sent<'_>; 1] {
    [("claims", "claims.csv", bytes)]
}

/// The story with a lead and a reporter; requests wait for the end of an import.
pub(super) async fn desk() -> (Site, Desk, Desk) {
    let site = story().await;
    site.state.imports.wait_for(Duration::from_secs(120));
    site.add_account("lead", Role::Lead).await;
    site.add_account("reporter", Role::Reporter).await;
    let (lead, reporter) = (Desk::signed_in(&site, "lead").await, Desk::signed_in(&site, "reporter").await);
    (site, lead, reporter)
}

/// Uploads a file with the good row changed in one place; gives the problem that its page tells.
async fn told(desk: &Desk, bytes: &[u8]) -> String {
    let (status, page) = desk.look_through(IMPORT, &claims(bytes)).await;
    assert_eq!(status, 422, "{}", page.visible());
    assert_eq!(page.count("[name=seen]"), 0, "nothing can be stored");
    page.words("table.wrong tbody tr")
}

#[tokio::test]
async fn a_form_without_a_file_or_with_an_empty_one_is_refused_at_its_field() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    for files in
        [&[][..], &[("claims", "", &b""[..])], &[("claims", "claims.csv", &b""[..])], &[("other", "a.csv", b"1")]]
    {
        let answer = lead.upload(IMPORT, files).await;
        assert_eq!(answer.status(), 422, "{files:?}");
        let page = Page::new(answer.text().await.unwrap());
        assert_eq!(page.count("#claims[aria-invalid]"), 1, "{files:?}");
        assert!(page.words("title").starts_with("Error:"));
    }
    let answer = lead.send(IMPORT, &[("claims", "as text")]).await;
    assert_eq!(answer.status(), 422, "a form of another kind has no file");
    let events = lead.upload(IMPORT, &[("claims", "c.csv", &file(&[NEW])), ("events", "e.csv", b"")]).await;
    assert!(Page::new(events.text().await.unwrap()).count("#events[aria-invalid]") == 1);
    assert_eq!(lead.import_page(IMPORT).await.1.count("[name=seen]"), 0, "nothing was kept");
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let (site, lead, _) = desk().await;
    let large = vec![b'x'; 6 * 1024 * 1024];
    let cookie = cookie_of(&Desk::at_the_door(&site).sign_in("lead", tests::site::PASSWORD).await);
    let mut wire = Wire::with(&site).await;
    let kind = "Content-Type: multipart/form-data; boundary=x";
    let head =
        format!("POST {IMPORT} HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {cookie}", host_of(&site), site.url);
    wire.send(format!("{head}\r\n{kind}\r\nContent-Length: 11534336\r\n\r\n--x\r\n")).await;
    assert_eq!(wire.answer().await.unwrap().status, 413);
    // One that is only too large for a table is told with the others.
    let told = told(&lead, &large[..5 * 1024 * 1024 + 1]).await;
    assert!(told.contains("5,242,881 bytes. Expected at most 5,242,880."), "{told}");
}

#[tokio::test]
async fn what_is_no_table_is_told_apart_with_what_to_do() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let text = String::from_utf8(file(&[NEW])).unwrap();
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> =
        text.replace("Some office", "Caf#").bytes().map(|b| if b == b'#' { 0xe9 } else { b }).collect();
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [old.as_slice(), &name].concat();
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("UTF-16", utf_16, "this is UTF-16. Save the file as “CSV UTF-8”"),
        ("Windows-1252", windows, "claims.csv, line 2, column 18 (source)"),
        ("semicolons", text.replace(',', ";").into_bytes(), "not semicolons or tabs"),
        ("an old workbook", old, "this is an old workbook (.xls)"),
        ("a locked workbook", locked, "without a password"),
        ("a PDF", b"%PDF-1.7 and more".to_vec(), "Expected a table, .xlsx or .csv"),
        ("OpenDocument", packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), "OpenDocument"),
        ("another packed file", packed(&[("a.txt", b"text")]), "that can be opened"),
        ("half a workbook", b"PK\x03\x04 and nothing".to_vec(), "that can be opened"),
        ("a bomb", packed(&[("xl/workbook.xml", &vec![b' '; 33 * 1024 * 1024])]), "at most 32 MiB unpacked"),
        ("a wrong header", b"a,b\n1,2\n".to_vec(), "Expected only columns that the file format knows"),
    ];
    for (name, bytes, expected) in cases {
        let told = told(&lead, &bytes).await;
        assert!(told.contains(expected), "{name}: {told}");
    }
    assert_eq!(site.revisions().await, before);
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn fifty_problems_stand_on_the_page_and_all_of_them_in_a_table_without_a_formula() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let bad = NEW.replacen("Some office", "=1+1", 1);
    let rows: Vec<&str> = std::iter::once(bad.as_str()).chain((0..299).map(|_| "lachin")).collect();
    let (status, page) = lead.look_through(IMPORT, &claims(&file(&rows))).await;
    assert_eq!(status, 422);
    assert!(page.words("title").starts_with("Error:"));
    assert_eq!(page.count("table.wrong tbody tr"), 50);
    assert!(page.visible().contains("300 problems in the files: nothing is stored"), "{}", page.visible());
    assert!(page.visible().contains("250 more are in the table."));
    let first = page.words("table.wrong tbody tr");
    assert!(first.starts_with("claims.csv, line 2, column 18 (source) =1+1 A spreadsheet would run this"), "{first}");
    let answer = lead.get(&format!("{IMPORT}/problems.csv")).await;
    assert_eq!(answer.headers()["content-disposition"], "attachment; filename=\"lachin-import-problems.csv\"");
    let table = answer.text().await.unwrap();
    assert_eq!(table.lines().count(), 301);
    assert_eq!(table.lines().nth(1).unwrap().split(",A spreadsheet").next(), Some("claims.csv,2,18,source,,'=1+1"));
    assert!(table.lines().last().unwrap().starts_with("claims.csv,301,,,,,\"1 cell. Expected 23"), "{table}");
    assert_eq!(site.revisions().await, before);
}

/// A workbook with another text of its first sheet.
fn with_sheet(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        let text = if name.ends_with("sheet1.xml") { change(&text) } else { text };
        parts.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    packed(&parts)
}

/// A workbook as people keep one: real dates, real numbers, a formula, a second sheet. Rows of date, bound, value, source.
fn workbook(rows: &[(&str, &str, f64, &str)], second: Option<&str>) -> Vec<u8> {
    let mut book = Workbook::new();
    let dates = Format::new().set_num_format("dd.mm.yyyy");
    let sheet = book.add_worksheet().set_name("Claims").unwrap();
    for (place, name) in (0..).zip(HEADER.split(',')) {
        sheet.write_string(0, place, name).unwrap();
    }
    for (row, (date, bound, value, source)) in (1..).zip(rows) {
        let date = ExcelDateTime::parse_from_str(date).unwrap();
        sheet.write_datetime_with_format(row, 1, date, &dates).unwrap();
        for (place, text) in [(3, "patients_awaiting"), (5, "patients"), (13, bound), (17, source)] {
            sheet.write_string(row, place, text).unwrap();
        }
        sheet.write_number(row, 14, *value).unwrap();
    }
    if let Some(name) = second {
        book.add_worksheet().set_name(name).unwrap().write_string(0, 0, "notes").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_problem_of_a_workbook_names_the_cell() {
    let (_site, lead, _) = desk().await;
    let half = workbook(&[("2023-05-06", "exact", 30.5, "Some office")], None);
    let (status, page) = lead.look_through(IMPORT, &[("claims", "May.xlsx", &half)]).await;
    assert_eq!(status, 422);
    let row = page.words("table.wrong tbody tr");
    assert!(row.starts_with("claims.xlsx, cell O2 (value) 30.5 Expected a whole number in digits only"), "{row}");
    let table = lead.get(&format!("{IMPORT}/problems.csv")).await.text().await.unwrap();
    assert!(table.contains("claims.xlsx,2,15,value,O2,30.5,"), "{table}");
    let mut book = Workbook::new();
    for name in ["May", "June"] {
        book.add_worksheet().set_name(name).unwrap().write_string(0, 0, "corridor").unwrap();
    }
    let told = told(&lead, &book.save_to_buffer().unwrap()).await;
    assert!(told.contains("Expected one sheet, or one with the name claims. There are May, June."), "{told}");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (place, name) in (0..).zip(HEADER.split(',')) {
        sheet.write_string(0, place, name).unwrap();
    }
    sheet.write_formula(1, 14, Formula::new("=1+1").set_result("")).unwrap();
    sheet.write_string(1, 0, "lachin").unwrap();
    // As programs write a formula that no spreadsheet has worked out yet.
    let bytes = with_sheet(&book.save_to_buffer().unwrap(), |xml| xml.replace("</f><v>0</v>", "</f><v></v>"));
    let (_, page) = lead.look_through(IMPORT, &claims(&bytes)).await;
    assert!(page.visible().contains("cell O2 (value) nothing A formula without a value"), "{}", page.visible());
}

/// As programs write formulas that many cells share, and what `=IF(…, "", …)` leaves where it leaves nothing.
#[tokio::test]
async fn formulas_of_a_workbook_are_counted_and_their_values_taken() {
    let (_site, lead, _) = desk().await;
    let rows = [("2023-05-06", "exact", 41.0, "Some office"), ("2023-05-07", "exact", 42.0, "Some office")];
    let plain = workbook(&rows, None);
    let first = "<c r=\"O2\"><f t=\"shared\" ref=\"O2:O3\" si=\"0\">40+1</f><v>41</v></c>\
                 <c r=\"P2\" t=\"str\"><f>IF(Q2=0,&quot;&quot;,1)</f><v></v></c>";
    for (second, told) in [
        ("<f t=\"shared\" si=\"0\"/><v>42</v>", "claims: 3 cells hold formulas"),
        ("<f t=\"shared\" si=\"0\"/>", "cell O3 (value) nothing A formula without a value"),
    ] {
        let bytes = with_sheet(&plain, |xml| {
            let changed = xml.replace("<c r=\"O2\"><v>41</v></c>", first);
            let changed = changed.replace("<c r=\"O3\"><v>42</v></c>", &format!("<c r=\"O3\">{second}</c>"));
            assert!(changed.contains(first) && changed.contains(second), "{changed}");
            changed
        });
        let (_, page) = lead.look_through(IMPORT, &claims(&bytes)).await;
        assert!(page.visible().contains(told), "{}", page.visible());
    }
}

#[tokio::test]
async fn real_dates_and_numbers_of_a_workbook_say_what_a_table_says() {
    let (site, lead, _) = desk().await;
    let book = workbook(&[("2023-05-06", "more_than", 41.0, "Some office")], Some("notes"));
    let (status, page) = lead.look_through(IMPORT, &[("claims", "C:\\May.xlsx", &book)]).await;
    assert_eq!(status, 200, "{}", page.visible());
    let text = page.visible();
    assert!(text.contains("1 day would change: 1 new row.") && text.contains("Read: May.xlsx."), "{text}");
    assert!(text.contains("claims: the sheet “Claims” is read, and notes passed over."), "{text}");
    assert!(text.contains("Sources Some office"), "{text}");
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "published")]).await.status(), 303);
    let csv = site.text("/c/lachin/claims.csv").await;
    assert!(csv.contains(NEW.trim_end_matches(',')), "the same row as of the table");
}

#[tokio::test]
async fn what_a_lead_alone_may_not_publish_no_import_publishes() {
    let (site, lead, reporter) = desk().await;
    let before = site.revisions().await;
    let (_, page) = reporter.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(page.attributes("[name=becomes]", "value"), ["drafts", "submitted"]);
    let refused = reporter.store(IMPORT, &page, &[("becomes", "published")]).await;
    assert_eq!(refused.status(), 403);
    let page = Page::new(refused.text().await.unwrap());
    assert!(page.visible().contains("A lead publishes what was imported."), "{}", page.visible());
    assert_eq!(page.count("[name=becomes][value=drafts]"), 1, "the preview is still there");

    let mut other = Rows::until("2022-12-01").moved("other", 0).corridor;
    other.review = domain::corridor::Review::Required;
    site.add_corridor(other).await;
    let slug: Slug = "other".parse().unwrap();
    let (here, both) = (["lachin".parse().unwrap(), slug.clone()], "both");
    site.add_member(both, &Rights::of(Role::Lead, here)).await;
    let both = Desk::signed_in(&site, both).await;
    let path = "/staff/c/other/import";
    let (_, page) = both.look_through(path, &claims(&file(&[&NEW.replace("lachin", "other")]))).await;
    assert_eq!(page.attributes("[name=becomes]", "value"), ["drafts", "submitted"]);
    let refused = both.store(path, &page, &[("becomes", "published")]).await;
    assert_eq!(refused.status(), 403);
    assert!(refused.text().await.unwrap().contains("A second person publishes"));
    assert_eq!(site.revisions().await, before);
    assert_eq!(lead.page(IMPORT).await.count("[name=seen]"), 0, "an upload is its writer’s alone");
    let chosen = both.page("/staff/import").await;
    assert_eq!(chosen.attributes("main a", "href"), ["/staff/c/lachin/import", "/staff/c/other/import"]);
    assert_eq!(lead.get("/staff/import").await.headers()["location"], "/staff/c/lachin/import");
}

#[tokio::test]
async fn what_is_missing_is_asked_for_at_its_field_and_what_was_typed_stays() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    assert!(page.visible().contains("1 of them is public already."), "{}", page.visible());
    let refused = lead.store(IMPORT, &page, &[]).await;
    assert_eq!(refused.status(), 422);
    let asked = Page::new(refused.text().await.unwrap());
    assert_eq!(asked.attributes(".errors a", "href"), ["#becomes", "#kind", "#reason"]);
    let typed = [("becomes", "published"), ("kind", "correction"), ("reason", " ")];
    let refused = lead.store(IMPORT, &asked, &typed).await;
    assert_eq!(refused.status(), 422);
    let asked = Page::new(refused.text().await.unwrap());
    assert_eq!(asked.attributes(".errors a", "href"), ["#reason"]);
    assert_eq!(asked.count("[name=becomes][value=published][checked]"), 1);
    assert_eq!(asked.count("[name=kind][value=correction][checked]"), 1);
    assert_eq!(site.revisions().await, before);
    let typed = [("becomes", "published"), ("kind", "correction"), ("reason", "We had missed a report.")];
    assert_eq!(lead.store(IMPORT, &asked, &typed).await.status(), 303);
    let last = site.last_of("2023-05-01").await;
    assert_eq!(
        (last.change_kind, last.reason.as_deref()),
        (Some(ChangeKind::Correction), Some("We had missed a report."))
    );
    assert_eq!(last.role, Role::Lead);
}

#[tokio::test]
async fn a_record_that_changed_meanwhile_is_looked_through_again() {
    let (site, lead, _) = desk().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    site.change("2023-05-01", ChangeKind::Revision, "Another report.", |day| {
        day.public_note = "CHANGED".parse().ok();
    })
    .await;
    let before = site.revisions().await;
    let typed = [("becomes", "published"), ("kind", "revision"), ("reason", "Another report.")];
    let refused = lead.store(IMPORT, &page, &typed).await;
    assert_eq!(refused.status(), 409);
    let again = Page::new(refused.text().await.unwrap());
    assert!(again.visible().contains("Somebody changed the record"), "{}", again.visible());
    assert_eq!(again.field("reason"), "Another report.", "what was typed is still there");
    assert_ne!(again.field("seen"), page.field("seen"));
    assert_eq!(site.revisions().await, before);
    assert_eq!(lead.store(IMPORT, &again, &typed).await.status(), 303);
    let last = site.last_of("2023-05-01").await.report;
    assert!(
        last.public_note.is_some()
            && last.claims().any(|(_, claim)| claim.says == "30".parse().map(domain::Says::Amount).unwrap())
    );
}

#[tokio::test]
async fn days_that_wait_are_locked_or_were_withdrawn_are_named_and_refused() {
    let (site, lead, reporter) = desk().await;
    let (_, page) = reporter.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(reporter.store(IMPORT, &page, &[("becomes", "submitted")]).await.status(), 303);
    let before = site.revisions().await;
    let more = NEW.replacen("41", "42", 1);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[&more]))).await;
    assert!(page.visible().contains("Waits for review."), "{}", page.visible());
    for becomes in ["drafts", "submitted", "published"] {
        let refused = lead.store(IMPORT, &page, &[("becomes", becomes)]).await;
        assert_eq!(refused.status(), 409, "{becomes}");
        assert!(refused.text().await.unwrap().contains("This day waits for review: 6\u{a0}May 2023."));
    }
    site.append("2023-05-01", domain::RevisionState::Withdrawn, "For safety.").await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    assert!(page.visible().contains("Withdrawn: 1 May 2023."), "{}", page.visible());
    let refused = lead.store(IMPORT, &page, &[("becomes", "published")]).await;
    assert_eq!(refused.status(), 409);
    assert_eq!(site.revisions().await, before + 1, "the withdrawal alone");
}

#[tokio::test]
async fn a_locked_day_is_refused_and_may_become_a_draft() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.lock_after_days = Some(3);
    let site = tests::lachin::site_with(&rows, EVENING).await;
    site.state.imports.wait_for(Duration::from_secs(120));
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[GOOD]))).await;
    let typed = [("becomes", "published"), ("kind", "revision"), ("reason", "More was reported.")];
    let refused = lead.store(IMPORT, &page, &typed).await;
    assert_eq!(refused.status(), 423);
    assert!(refused.text().await.unwrap().contains("This day is locked"));
    assert_eq!(site.revisions().await, before);
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "drafts")]).await.status(), 303);
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn sent_twice_it_is_stored_once_with_one_line_of_the_audit_and_readers_see_it() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let events = b"corridor,date,title,source,source_url,published_on\n,2023-05-06,The road was washed out,,,\n";
    let csv = file(&[NEW, &GOOD.replacen("2023-05-01", "2023-05-07", 1)]);
    let files = [("claims", "claims.csv", csv.as_slice()), ("events", "events.csv", &events[..])];
    let (status, page) = lead.look_through(IMPORT, &files).await;
    assert_eq!(status, 200, "{}", page.visible());
    assert!(page.visible().contains("2 days would change: 2 new rows, 1 new event."), "{}", page.visible());
    let line = page.words(".import-day details");
    assert!(line.contains("Added: People waiting for transfer (Some office): more than 41."), "{line}");
    for _ in 0..2 {
        let answer = lead.store(IMPORT, &page, &[("becomes", "published")]).await;
        assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &IMPORT.parse().unwrap()));
    }
    assert_eq!(site.revisions().await, before + 2);
    let done = lead.page(IMPORT).await.visible();
    assert!(done.contains("Imported and public 2 days are public: 2 new rows, 1 new event."), "{done}");
    let lines = audit::last(&site.state.database, 2).await.unwrap();
    assert_eq!((lines[0].verb.as_str(), lines[0].account.as_str()), ("claims.import", "lead"));
    assert_ne!(lines[1].verb, "claims.import");
    let day = site.page("/c/lachin/days/2023-05-06").await.visible();
    assert!(day.contains("more than 41") && day.contains("The road was washed out"), "{day}");
    let (_, again) = lead.look_through(IMPORT, &files).await;
    assert!(again.visible().contains("Nothing would change"), "{}", again.visible());
    assert_eq!(again.count("[name=seen]"), 0);
}

#[tokio::test]
async fn as_drafts_the_form_of_each_day_shows_them_to_their_importer_alone() {
    let (site, lead, reporter) = desk().await;
    let before = site.revisions().await;
    let form = "/staff/c/lachin/days/2023-05-06";
    let (_, page) = reporter.look_through(IMPORT, &claims(&file(&[NEW, GOOD]))).await;
    let typed = [("becomes", "drafts"), ("kind", "revision"), ("reason", "More was reported.")];
    assert_eq!(reporter.store(IMPORT, &page, &typed).await.status(), 303);
    assert_eq!(site.revisions().await, before);
    assert!(reporter.page(IMPORT).await.visible().contains("2 days are drafts of yours now"));
    let shown = reporter.page(form).await;
    assert_eq!((shown.field("r0.source"), shown.field("r0.c0.amount")), ("Some office".into(), "more than 41".into()));
    assert!(!lead.page(form).await.html.contains("more than 41"), "nobody else sees it");
    let changed = reporter.page("/staff/c/lachin/days/2023-05-01").await;
    assert_eq!(changed.field("change_reason"), "More was reported.");
    let fields = fill(shown.fields(), &[("confirmed", "yes")]);
    assert_eq!(reporter.send_fields(form, &fields, "publish").await.status(), 303);
    let row = NEW.trim_end_matches(',');
    assert!(site.text("/c/lachin/claims.csv").await.contains(row), "the form says what the file said");
}

#[tokio::test]
async fn a_draft_gives_way_only_when_its_author_says_so() {
    let (_site, lead, _) = desk().await;
    let form = "/staff/c/lachin/days/2023-05-06";
    let typed = lead.filled(form, &[("r0.source", "MINE")]).await;
    assert_eq!(lead.send_fields(form, &typed, "draft").await.status(), 303);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert!(page.visible().contains("You have a draft of this day."), "{}", page.visible());
    let refused = lead.store(IMPORT, &page, &[("becomes", "drafts")]).await;
    assert_eq!(refused.status(), 409);
    let again = Page::new(refused.text().await.unwrap());
    assert!(again.visible().contains("Of this day you have a draft"), "{}", again.visible());
    assert_eq!(lead.page(form).await.field("r0.source"), "MINE");
    let typed = [("becomes", "drafts"), ("over_drafts", "yes")];
    assert_eq!(lead.store(IMPORT, &again, &typed).await.status(), 303);
    assert_eq!(lead.page(form).await.field("r0.source"), "Some office");
}

#[tokio::test]
async fn submitted_days_wait_for_a_lead_who_did_not_submit_them() {
    let (site, lead, reporter) = desk().await;
    let (_, page) = reporter.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(reporter.store(IMPORT, &page, &[("becomes", "submitted")]).await.status(), 303);
    assert!(!site.text("/c/lachin/claims.csv").await.contains("Some office"), "nothing is public yet");
    let list = lead.page("/staff/review").await;
    let tick = list.attributes("[name=day]", "value");
    let key = list.attributes("main form [name=key]", "value");
    assert_eq!(
        lead.send("/staff/review", &[("day", &tick[0]), ("key", &key[0]), ("then", "publish")]).await.status(),
        303
    );
    assert!(site.text("/c/lachin/claims.csv").await.contains("Some office"));
}

#[tokio::test]
async fn new_names_are_listed_and_those_that_look_like_others_are_pointed_at() {
    let (_site, lead, _) = desk().await;
    let alike = NEW.replacen("Some office", "armenian weekly", 1);
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[&alike]))).await;
    let text = page.visible();
    assert!(text.contains("“armenian weekly” is new and looks like “Armenian Weekly”"), "{text}");
    let (_, page) = lead
        .look_through(IMPORT, &claims(&lead.get(&format!("{IMPORT}/claims-template.csv")).await.bytes().await.unwrap()))
        .await;
    assert!(page.visible().contains("Rows of the template are still in the file"), "{}", page.visible());
}

#[tokio::test]
async fn the_templates_are_this_corridors_and_can_be_looked_through() {
    let (_site, lead, _) = desk().await;
    for kind in ["csv", "xlsx"] {
        let answer = lead.get(&format!("{IMPORT}/claims-template.{kind}")).await;
        let name = format!("attachment; filename=\"lachin-claims-template.{kind}\"");
        assert_eq!(answer.headers()["content-disposition"], name.as_str());
        let bytes = answer.bytes().await.unwrap();
        let (status, page) = lead.look_through(IMPORT, &[("claims", "template", &bytes)]).await;
        assert_eq!(status, 200, "{kind}: {}", page.visible());
        assert!(page.visible().contains("1 day would change: 6 new rows."), "{kind}: {}", page.visible());
    }
}

#[tokio::test]
async fn an_upload_goes_when_it_is_discarded_or_a_day_old() {
    let (site, lead, _) = desk().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    assert_eq!(page.count("[name=seen]"), 1);
    assert_eq!(lead.page(IMPORT).await.count("[name=seen]"), 1, "it need not be sent twice");
    assert_eq!(lead.discard(IMPORT, &page).await.status(), 303);
    let page = lead.page(&format!("{IMPORT}?done=discard")).await;
    assert!(page.visible().contains("The files are gone.") && page.count("[name=seen]") == 0);
    lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    site.hand.advance(chrono::TimeDelta::hours(11));
    let lead = Desk::signed_in(&site, "lead").await;
    assert_eq!(lead.page(IMPORT).await.count("[name=seen]"), 1);
    site.hand.advance(chrono::TimeDelta::hours(13));
    let lead = Desk::signed_in(&site, "lead").await;
    assert_eq!(lead.page(IMPORT).await.count("[name=seen]"), 0);
}

#[tokio::test]
async fn while_it_waits_to_be_stored_its_page_says_so_and_looks_again_by_itself() {
    let (site, lead, _) = desk().await;
    let before = site.revisions().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    site.state.imports.wait_for(Duration::from_millis(1));
    let held = site.state.database.begin().await.expect("the writer’s lock");
    assert_eq!(lead.store(IMPORT, &page, &[("becomes", "published")]).await.status(), 303);
    let answer = lead.get(IMPORT).await;
    assert_eq!(answer.headers()["refresh"], "1");
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.visible().contains("Waiting until it can be stored."), "{}", page.visible());
    assert_eq!(page.count("script, meta[http-equiv]"), 0);
    held.roll_back().await.expect("given back");
    let (_, done) = lead.import_page(IMPORT).await;
    assert!(done.visible().contains("Imported and public"), "{}", done.visible());
    assert_eq!(site.revisions().await, before + 1);
}

/// A stop of the server in the middle of storing, told from what it left behind: the files, a note, and the audit.
#[tokio::test]
async fn after_a_stop_in_the_middle_it_is_said_whether_anything_was_stored() {
    let (site, lead, _) = desk().await;
    let (_, page) = lead.look_through(IMPORT, &claims(&file(&[NEW]))).await;
    let key = page.field("key");
    let slug: Slug = "lachin".parse().unwrap();
    let all = staff::list(&site.state.database).await.unwrap();
    let owner = all.iter().find(|one| one.account.as_str() == "lead").unwrap().id;
    let uploads = Uploads::of(&site.state.database);
    let now = site.state.clock.now();
    let note = |key: &str| UploadNote {
        upload: "one".to_owned(),
        key: key.to_owned(),
        at: now.timestamp_millis(),
        stored: None,
    };
    let files = UploadedFile { name: "claims.csv".to_owned(), bytes: file(&[NEW]) };
    let files = UploadedFiles { claims: files, events: None };
    uploads.keep(owner, &slug, ("one", now), &files).unwrap();
    uploads.note(owner, &slug, &note(&key)).unwrap();
    let cut_off = lead.page(IMPORT).await;
    assert!(cut_off.visible().contains("nothing of them was stored. They are still here."), "{}", cut_off.visible());
    assert_eq!(lead.store(IMPORT, &cut_off, &[("becomes", "published")]).await.status(), 303);
    // Stored, and stopped before that could be noted.
    uploads.keep(owner, &slug, ("one", now), &files).unwrap();
    uploads.note(owner, &slug, &note(&cut_off.field("key"))).unwrap();
    site.state.imports.forget(&(owner, slug.clone()));
    let told = lead.page(IMPORT).await;
    assert!(told.visible().contains("Everything was stored."), "{}", told.visible());
    assert_eq!(told.count("[name=seen]"), 0);
}

#[tokio::test]
async fn ten_thousand_rows_are_looked_through_and_their_page_stays_small() {
    let (site, lead, _) = desk().await;
    let mut corridor = Rows::until("2022-12-01").moved("other", 0).corridor;
    corridor.record_begins = "2021-01-01".parse().unwrap();
    site.add_corridor(corridor).await;
    site.add_member("keeper", &Rights::of(Role::Lead, ["other".parse().unwrap()])).await;
    drop(lead);
    let keeper = Desk::signed_in(&site, "keeper").await;
    let begins: chrono::NaiveDate = "2021-01-01".parse().unwrap();
    let rows: Vec<String> = (0..10_000_u64)
        .map(|index| {
            let date = begins + chrono::Days::new(index / 20);
            NEW.replace("lachin", "other").replacen("2023-05-06", &date.to_string(), 1).replacen(
                "Some office",
                &format!("Office {}", index % 20),
                1,
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = "/staff/c/other/import";
    let (status, page) = keeper.look_through(path, &claims(&file(&rows))).await;
    assert_eq!(status, 200);
    assert!(page.visible().contains("500 days would change: 10,000 new rows."), "{}", page.words("main"));
    assert!(page.visible().contains("Days 1 to 40 of 500"));
    assert!(page.html.len() < 250_000, "{} bytes", page.html.len());
    let last = keeper.page(&format!("{path}?page=13")).await;
    assert!(last.visible().contains("Days 481 to 500 of 500"), "{}", last.words("nav.pager"));
    assert_eq!(keeper.page(&format!("{path}?page=99")).await.count(".import-day"), 20, "the last page");
}
