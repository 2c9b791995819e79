//! `GET /c/{slug}/claims.xlsx`, `days.xlsx` and `events.xlsx`, read back by another program: dates and numbers are dates and numbers, a text is
//! never a formula, the same record is the same bytes.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use domain::ChangeKind;
use tests::Site;
use tests::lachin::{EVENING, HEADER, Rows, fed, site_with, story};
use tests::payloads::names;

async fn workbook(site: &Site, path: &str) -> (Vec<u8>, Xlsx<Cursor<Vec<u8>>>) {
    let response = site.response(path).await;
    assert_eq!(response.status(), 200, "{path}");
    let bytes = response.bytes().await.unwrap().to_vec();
    let workbook = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    (bytes, workbook)
}

fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
    workbook.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// A cell as the table in text writes it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if moment.as_f64().fract() == 0.0 {
                date
            } else {
                format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
            }
        }
        other => panic!("{other:?}"),
    }
}

fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// One part of a workbook as it lies in it.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn a_workbook_has_the_cells_of_the_table_as_dates_numbers_and_texts() {
    let site = story().await;
    for (name, numbers) in [("claims", vec![14, 15]), ("days", vec![12, 13, 20]), ("events", vec![])] {
        let expected = table(&site.text(&format!("/c/lachin/{name}.csv")).await);
        let (bytes, mut book) = workbook(&site, &format!("/c/lachin/{name}.xlsx")).await;
        assert_eq!(book.sheet_names(), [name, "definitions"]);
        let found = rows(&mut book, name);
        assert_eq!(found.len(), expected.len(), "{name}");
        for (row, cells) in expected.iter().zip(&found) {
            assert_eq!(cells.iter().map(text).collect::<Vec<String>>(), *row, "{name}");
        }
        for cells in &found[1..] {
            assert!(matches!(cells[1], Data::DateTime(_)), "{name}: {:?}", cells[1]);
            for place in &numbers {
                let is_number = text(&cells[*place]).parse::<f64>().is_ok();
                assert_eq!(matches!(cells[*place], Data::Float(_)), is_number, "{name}: {:?}", cells[*place]);
            }
        }
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{name}: the first row stays");
        let definitions = rows(&mut book, "definitions");
        for column in &expected[0] {
            let line = definitions.iter().find(|line| text(&line[0]) == *column).unwrap_or_else(|| panic!("{column}"));
            assert!(text(&line[2]).len() > 8, "{name} {column}");
        }
        assert!(text(&definitions[1][0]).starts_with("Record version "), "{:?}", definitions[1]);
        assert!(text(&definitions[2][0]).ends_with("/c/lachin?as_of=2023-05-10T16:00:00Z"), "{:?}", definitions[2]);
    }
}

#[tokio::test]
async fn the_time_of_a_workbook_is_a_valid_one_whatever_the_second() {
    let site = site_with(&Rows::until("2023-05-10"), "2023-05-10T16:00:04.562Z").await;
    for name in ["claims", "days", "events"] {
        let (bytes, _) = workbook(&site, &format!("/c/lachin/{name}.xlsx")).await;
        let told = part(&bytes, "docProps/core.xml");
        assert!(told.contains(">2023-05-10T16:00:04Z</dcterms:created>"), "{told}");
    }
}

#[tokio::test]
async fn a_workbook_holds_the_part_that_is_asked_for() {
    let site = story().await;
    let query = "measure=patients_transferred&direction=outbound&from=2023-04-01&to=2023-04-30";
    for name in ["claims", "days"] {
        let expected = table(&site.text(&format!("/c/lachin/{name}.csv?{query}")).await);
        let (_, mut book) = workbook(&site, &format!("/c/lachin/{name}.xlsx?{query}")).await;
        let found: Vec<Vec<String>> =
            rows(&mut book, name).iter().map(|cells| cells.iter().map(text).collect()).collect();
        assert!(found.len() > 9, "{name}");
        assert_eq!(
            found[1..].iter().map(|row| row[1].clone()).collect::<Vec<String>>(),
            expected[1..].iter().map(|row| row[1].clone()).collect::<Vec<String>>()
        );
    }
}

#[tokio::test]
async fn the_same_record_is_the_same_workbook_in_every_process_and_as_of_its_moment() {
    let first = workbook(&story().await, "/c/lachin/days.xlsx").await.0;
    let site = story().await;
    assert_eq!(workbook(&site, "/c/lachin/days.xlsx").await.0, first);
    let core = part(&first, "docProps/core.xml");
    assert!(core.contains("2023-05-10T16:00:00Z") && !core.contains("2000-"), "{core}");
    site.hand.set("2023-05-12T09:00:00Z".parse().unwrap());
    assert_ne!(workbook(&site, "/c/lachin/days.xlsx").await.0, first);
    assert_eq!(workbook(&site, "/c/lachin/days.xlsx?as_of=2023-05-10T16:00:00Z").await.0, first);
}

#[tokio::test]
async fn a_correction_is_marked_in_workbook_table_and_json_of_days_and_claims() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let plain = site.text("/c/lachin/days.csv?from=2023-05-10").await;
    assert!(!plain.contains("T17:00"));
    site.hand.set("2023-05-10T17:00:00Z".parse().unwrap());
    site.change("2023-05-10", ChangeKind::Correction, "We had dropped “more than”.", |report| {
        report.public_note = "Corrected.".parse().ok();
    })
    .await;
    let at = "2023-05-10T17:00:00.000Z";
    let csv = table(&site.text("/c/lachin/days.csv?from=2023-05-10").await);
    assert!(csv.len() > 3 && csv[1..].iter().all(|row| row[22] == "correction" && row[23] == at), "{csv:?}");
    let (_, mut book) = workbook(&site, "/c/lachin/days.xlsx?from=2023-05-10").await;
    assert!(rows(&mut book, "days")[1..].iter().all(|row| text(&row[23]) == at));
    for (name, other) in [("claims", "2023-04-29"), ("days", "2023-04-29"), ("events", "2023-04-29")] {
        let json = site.json(&format!("/c/lachin/{name}.json")).await;
        for row in json["rows"].as_array().unwrap() {
            let corrected = row["date"] == "2023-05-10";
            assert_eq!(row["corrected_at"] == at, corrected, "{name}: {row}");
            assert!(corrected || row["corrected_at"].is_null(), "{name} {other}: {row}");
        }
    }
    // As of the evening before there was no correction.
    let before = site.text("/c/lachin/days.csv?from=2023-05-10&as_of=2023-05-10T16:30:00Z").await;
    assert!(!before.contains("correction"), "{before}");
}

#[tokio::test]
async fn no_text_of_anybody_is_a_formula_and_none_is_lost() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let mut claims = format!("{HEADER}\n");
    for (index, name) in names().iter().enumerate() {
        let (day, it) = (1 + index % 10, super::payloads::cell(name));
        claims.push_str(&format!(
            "lachin,2023-05-{day:02},,deliveries,{it},,{it},,,,{it},{it},done,exact,5,,{it},{it},,,,,{it}\n"
        ));
    }
    claims.push_str("lachin,2023-05-01,,deliveries,,,,,,,food,trucks,done,vague,'=cmd() few,,,Office,,,,,\n");
    site.import("lachin", claims.as_bytes(), None).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    for name in ["claims", "days"] {
        let (bytes, mut book) = workbook(&site, &format!("/c/lachin/{name}.xlsx")).await;
        for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
            let xml = part(&bytes, sheet);
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name} {sheet} holds a formula");
        }
        let cells: Vec<String> = rows(&mut book, name).concat().iter().map(text).collect();
        assert!(cells.iter().any(|cell| cell.starts_with("=cmd() few")), "{name}: the text as it was typed");
    }
}

/// What is downloaded can be imported as it is, and says the same.
#[tokio::test]
async fn a_downloaded_workbook_of_claims_can_be_imported() {
    let rows = Rows::until("2023-05-10");
    let site = site_with(&rows, EVENING).await;
    let (bytes, _) = workbook(&site, "/c/lachin/claims.xlsx").await;
    let again = Site::at(EVENING).await;
    again.add_corridor(rows.corridor).await;
    again.import("lachin", &bytes, None).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(again.text("/c/lachin/claims.csv").await, site.text("/c/lachin/claims.csv").await);
}
