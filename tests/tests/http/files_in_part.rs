//! The files of a corridor with `from`, `to`, `measure`, `carrier`, `direction`, `group` and `hxl`: what is refused, that a file
//! holds just what was asked for, that it has one address, and its name.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use tests::lachin::{EVENING, Rows, fed, site_with, story};
use tests::{Page, Site};

const FILES: [&str; 9] = [
    "claims.csv",
    "claims.json",
    "claims.xlsx",
    "days.csv",
    "days.json",
    "days.xlsx",
    "events.csv",
    "events.json",
    "events.xlsx",
];

type Table = Vec<Vec<String>>;

fn table(text: &str) -> Table {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn claims(site: &Site, query: &str) -> Table {
    table(&site.text(&format!("/c/lachin/claims.csv?{query}")).await).split_off(1)
}

/// The sum of exact numbers, and of how many rows.
fn sum(rows: &[Vec<String>]) -> (u64, usize) {
    let exact = rows.iter().filter(|row| row[13] == "exact");
    (exact.clone().map(|row| row[14].parse::<u64>().unwrap()).sum(), exact.count())
}

#[tokio::test]
async fn what_no_record_knows_is_refused_with_what_it_does_know() {
    let site = story().await;
    for (query, words) in [
        ("from=yesterday", "“yesterday” is no day. Write it as 2023-05-10."),
        ("to=2023-02-30", "“2023-02-30” is no day"),
        ("from=2023-05-02&to=2023-05-01", "The days run backwards: from 2023-05-02 to 2023-05-01"),
        ("measure=patients", "“patients” is no measure. Write one of: access_status, patients_transferred, "),
        ("carrier=icrc", "“icrc” is no carrier of this record. Write one exactly as the record does: ICRC, "),
        ("direction=out", "“out” is no direction. Write outbound or return."),
        ("group=everybody", "“everybody” is no group of this record. Write one exactly as the record does: "),
        ("hxl=yes", "“yes” is no choice. Write hxl=1"),
        ("group=%3Cscript%3E", "“<script>” is no group"),
    ] {
        for name in FILES {
            let response = site.response(&format!("/c/lachin/{name}?{query}")).await;
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}?{query}");
            assert_eq!(response.headers()["cache-control"], "no-store");
            let page = Page::new(response.text().await.unwrap()).visible();
            assert!(page.contains(words), "{name}?{query}: {words} is not in {page}");
        }
    }
    assert_eq!(site.state.finished.len(), 0, "nothing of it is kept");
    let bare = Site::at(EVENING).await;
    bare.add_corridor(Rows::until("2022-12-01").corridor).await;
    let response = bare.response("/c/lachin/claims.csv?carrier=ICRC").await;
    assert!(response.text().await.unwrap().contains("names none yet"));
}

/// The sums of the record, worked out by hand, from a file that was asked for in part.
#[tokio::test]
async fn a_part_of_the_claims_is_what_was_asked_for_and_nothing_else() {
    let site = story().await;
    let all = claims(&site, "").await;
    let out = claims(&site, "measure=patients_transferred&direction=outbound&carrier=ICRC&group=patients").await;
    // 287 on the days themselves, of 37, and 14 for 24–26 February of which 26 February gave 5: 300 with the period.
    let (of_days, period): (Table, Table) =
        out.into_iter().filter(|row| row[12] == "done").partition(|row| row[2].is_empty());
    assert_eq!(sum(&of_days), (291, 37));
    assert_eq!((period.len(), period[0][2].as_str(), period[0][14].as_str()), (1, "2023-02-24", "14"));
    let april =
        claims(&site, "measure=patients_transferred&direction=outbound&group=patients&from=2023-04-01&to=2023-04-30")
            .await;
    assert_eq!(sum(&april), (113, 9));
    // A claim over a period is of the day on which it ends, and stays one.
    let ends = claims(&site, "from=2023-02-26&to=2023-02-26&measure=patients_transferred&direction=outbound").await;
    let kept: Vec<&str> = ends.iter().map(|row| row[14].as_str()).collect();
    assert_eq!(kept, ["5", "14"]);
    let inside = claims(&site, "from=2023-02-24&to=2023-02-25&measure=patients_transferred&direction=outbound").await;
    assert!(inside.iter().all(|row| row[14].is_empty()), "14 is no figure of these days: {inside:?}");
    // Every part together is the whole: nothing is lost between two filters.
    let mut parts = Table::new();
    for measure in all.iter().map(|row| row[3].clone()).collect::<BTreeSet<String>>() {
        parts.extend(claims(&site, &format!("measure={measure}")).await);
    }
    let (mut parts, mut all) = (parts, all);
    parts.sort();
    all.sort();
    assert_eq!(parts, all);
}

#[tokio::test]
async fn days_events_and_json_know_the_same_parts() {
    let site = story().await;
    let query = "from=2023-04-29&to=2023-05-10&measure=patients_transferred&direction=outbound";
    let days = table(&site.text(&format!("/c/lachin/days.csv?{query}")).await);
    let moved: Vec<String> = days[1..].iter().map(|row| format!("{} {} {}", row[1], row[12], row[15])).collect();
    assert_eq!(
        moved,
        ["2023-04-29 16 ", "2023-05-01  not_reported", "2023-05-05  not_reported", "2023-05-10  not_reported"]
    );
    let json = site.json(&format!("/c/lachin/days.json?{query}")).await;
    assert_eq!(json["rows"].as_array().unwrap().len(), days.len() - 1);
    let events = table(&site.text("/c/lachin/events.csv?from=2023-04-28&to=2023-04-29").await);
    assert!(events.len() > 1 && events[1..].iter().all(|row| ["2023-04-28", "2023-04-29"].contains(&row[1].as_str())));
    let json = site.json("/c/lachin/events.json?from=2023-04-28&to=2023-04-29").await;
    assert_eq!(json["rows"].as_array().unwrap().len(), events.len() - 1);
    // An event is of a day and of nothing that is counted: the rest of a view is left out of its address.
    let tag = site.response("/c/lachin/events.csv?from=2023-04-28").await.headers()["etag"].clone();
    let same = site.response("/c/lachin/events.csv?measure=transfers&from=2023-04-28&group=patients").await;
    assert_eq!(same.headers()["etag"], tag);
}

#[tokio::test]
async fn one_part_has_one_entry_however_it_is_asked_for() {
    let site = story().await;
    let asked = |query: &str| format!("/c/lachin/claims.csv?{query}");
    let tag = site.response(&asked("from=2023-05-01&carrier=ICRC")).await.headers()["etag"].clone();
    for same in [
        "carrier=ICRC&from=2023-05-01",
        "x=1&from=2023-05-01&to=&carrier=%49CRC",
        "from=2022-01-01&from=2023-05-01&carrier=ICRC",
    ] {
        assert_eq!(site.response(&asked(same)).await.headers()["etag"], tag, "{same}");
    }
    assert_eq!((site.state.finished.len(), site.state.finished.renders()), (1, 1));
}

#[tokio::test]
async fn the_name_of_a_file_says_corridor_part_days_and_moment() {
    let site = fed(&["2023-04-30", "2023-05-10"]).await;
    for (asked, name) in [
        ("claims.csv", "lachin-claims-2022-12-12-to-2023-05-10-as-of-20230510T160000Z.csv"),
        ("days.xlsx?from=2023-05-01", "lachin-days-2023-05-01-to-2023-05-10-as-of-20230510T160000Z.xlsx"),
        (
            "days.json?measure=patients_transferred&direction=return&carrier=ICRC&to=2023-01-31",
            "lachin-days-patients_transferred-return-part-2022-12-12-to-2023-01-31-as-of-20230510T160000Z.json",
        ),
        ("events.csv?hxl=1", "lachin-events-2022-12-12-to-2023-05-10-as-of-20230510T160000Z-hxl.csv"),
        ("claims.csv?as_of=2023-04-30T16:30:00Z", "lachin-claims-2022-12-12-to-2023-04-30-as-of-20230430T160000Z.csv"),
    ] {
        let response = site.response(&format!("/c/lachin/{asked}")).await;
        let kept = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(kept.ends_with(&format!("filename=\"{name}\"")), "{asked}: {kept}");
    }
}

#[tokio::test]
async fn tags_stand_under_the_header_only_when_they_are_asked_for() {
    let site = story().await;
    for name in ["claims", "days", "events"] {
        let plain = site.text(&format!("/c/lachin/{name}.csv")).await;
        assert!(!plain.contains("#date"), "{name}");
        let tagged = site.text(&format!("/c/lachin/{name}.csv?hxl=1")).await;
        let mut lines: Vec<&str> = tagged.lines().collect();
        let tags = lines.remove(1);
        assert!(tags.starts_with("#loc+route+code,#date,"), "{tags}");
        assert_eq!(tags.split(',').count(), lines[0].split(',').count());
        assert_eq!(lines.join("\n") + "\n", plain, "{name}: nothing else is different");
    }
    let tags = table(&site.text("/c/lachin/claims.csv?hxl=1&measure=patients_transferred").await).swap_remove(1);
    assert_eq!((tags[6].as_str(), tags[14].as_str()), ("#org+impl", "#reached+ind+patients"));
}

/// A day that was withdrawn is told in every part: nobody may take it for one of which nobody spoke.
#[tokio::test]
async fn a_withdrawn_day_is_in_every_part_that_has_it() {
    let site = site_with(&Rows::until("2023-05-10"), EVENING).await;
    site.withdraw("lachin", "2023-04-29", "For safety.").await;
    let query = "measure=patients_transferred&carrier=ICRC&from=2023-04-01&to=2023-04-30";
    for name in ["claims", "days"] {
        let text = site.text(&format!("/c/lachin/{name}.csv?{query}")).await;
        let of_day: Vec<&str> = text.lines().filter(|line| line.contains(",2023-04-29,")).collect();
        assert!(of_day.len() == 1 && of_day[0].contains("withheld_for_safety"), "{name}: {of_day:?}");
        let after = site.text(&format!("/c/lachin/{name}.csv?{query}&from=2023-04-30")).await;
        assert!(!after.contains("withheld_for_safety"), "{name}: the day lies outside");
    }
}
