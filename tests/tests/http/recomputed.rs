//! The worked values of the real record, reckoned once more by another program, in another language, from the file that readers
//! download and nothing else; and held against what the other files say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::Site;
use tests::lachin::{Rows, site_with};

const EXPECTED: &str = include_str!("../../fixtures/lachin/expected.csv");
/// The days as of which values were worked out by hand, and how many.
const DAYS: [(&str, usize); 2] = [("2023-02-26", 123), ("2023-05-10", 148)];

/// One value: what, where, value.
type Worked = [String; 3];

async fn site_on(day: &str) -> Site {
    site_with(&Rows::until(day), &format!("{day}T19:59:00Z")).await
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recompute.py")
}

fn rows(text: &str, headers: bool) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(headers).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn on(day: &str, rows: Vec<Vec<String>>) -> Vec<Worked> {
    let of_day = rows.into_iter().filter(|row| row[0] == day);
    of_day.map(|row| [row[1].clone(), row[2].clone(), row[3].clone()]).collect()
}

/// What the script makes of a file on a day.
fn recomputed(claims: &str, day: &str) -> Vec<Worked> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("claims.csv");
    std::fs::write(&file, claims).unwrap();
    let output = Command::new("python3").arg(script()).arg(&file).arg(day).output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    on(day, rows(&String::from_utf8(output.stdout).unwrap(), false))
}

#[tokio::test]
async fn another_program_works_out_the_same_values_from_the_downloaded_claims() {
    for (day, number) in DAYS {
        let expected = on(day, rows(EXPECTED, true));
        assert_eq!(expected.len(), number);
        let claims = site_on(day).await.text("/c/lachin/claims.csv").await;
        let found = recomputed(&claims, day);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "as of {day}");
        }
        assert_eq!(found.len(), expected.len(), "as of {day}");
    }
}

/// The control: the script reads the numbers, it does not know them.
#[tokio::test]
async fn a_number_that_is_changed_in_the_file_changes_what_is_worked_out() {
    let (day, _) = DAYS[1];
    let expected = on(day, rows(EXPECTED, true));
    let claims = site_on(day).await.text("/c/lachin/claims.csv").await;
    for (was, becomes, what, place) in [
        (
            "lachin,2023-04-29,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,16,",
            "lachin,2023-04-29,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,17,",
            "patients outbound since 2022-12-12",
            "ICRC",
        ),
        (
            "lachin,2023-02-26,2023-02-24,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,14,",
            "lachin,2023-02-26,2023-02-24,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,15,",
            "patients outbound in month",
            "2023-02",
        ),
        (
            "lachin,2023-05-10,,patients_awaiting,,patients,,,,,,people,done,more_than,30,",
            "lachin,2023-05-10,,patients_awaiting,,patients,,,,,,people,done,exact,31,",
            "figure of several claims",
            "2023-05-10",
        ),
        (
            "lachin,2023-04-19,,patients_transferred_total,,patients,ICRC,outbound,,,,people,done,exact,337,",
            "lachin,2023-04-19,,patients_transferred_total,,patients,ICRC,outbound,,,,people,done,exact,336,",
            "running total, Artsakh Ministry of Health, ICRC",
            "2023-04-19",
        ),
    ] {
        assert_eq!(claims.matches(was).count(), 1, "{was}");
        let found = recomputed(&claims.replace(was, becomes), day);
        let value = |all: &[Worked]| {
            all.iter().find(|one| one[0] == what && one[1] == place).map(|one| one[2].clone()).unwrap()
        };
        assert_ne!(value(&found), value(&expected), "{what} {place}");
    }
}

/// What the script works out stands in the other files too.
#[tokio::test]
async fn the_other_files_say_what_is_worked_out() {
    for (day, _) in DAYS {
        let site = site_on(day).await;
        let found = recomputed(&site.text("/c/lachin/claims.csv").await, day);
        let value = |what: &str, place: &str| {
            found.iter().find(|one| one[0] == what && one[1] == place).map(|one| one[2].clone()).unwrap()
        };
        let days = rows(&site.text("/c/lachin/days.csv?measure=access_status").await, true);
        let mut compared = BTreeMap::new();
        for row in days.iter().filter(|row| row[8].is_empty()) {
            let mut later: Vec<&str> = row[16].split("; ").filter(|word| !word.is_empty()).collect();
            later.sort_unstable();
            let later = if later.is_empty() { String::new() } else { format!("; said later {}", later.join("+")) };
            if let Some(one) = found.iter().find(|one| one[0] == "status" && one[1] == row[1]) {
                assert_eq!(format!("{}{later}", row[12]), one[2], "{day}: {}", row[1]);
                *compared.entry("status").or_insert(0) += 1;
            }
        }
        let latest = site.json("/c/lachin/latest.json").await;
        for streak in latest["streaks"].as_array().unwrap() {
            let carrier = streak["carrier"].as_str().unwrap_or("any carrier");
            if !["ICRC", "any carrier"].contains(&carrier) {
                continue;
            }
            let (fewest, most) = (&streak["fewest"], &streak["most"]);
            let days = if fewest == most { most.to_string() } else { format!("{fewest}-{most}") };
            let words = format!(
                "{days} since {} (no report on {})",
                streak["last"].as_str().unwrap(),
                streak["days_without_report"]
            );
            assert_eq!(words, value("days since last movement", carrier), "{day}");
            *compared.entry("streak").or_insert(0) += 1;
        }
        assert_eq!(compared["streak"], 2, "{day}");
        assert!(compared["status"] >= 77, "{day}: {compared:?}");
        // The sum of a filtered file, as a reader with a table reckons it: the days alone, and the period beside them.
        let moved = "measure=patients_transferred&direction=outbound&carrier=ICRC&group=patients";
        let rows = rows(&site.text(&format!("/c/lachin/days.csv?{moved}")).await, true);
        let plain = rows.iter().filter(|row| row[24].is_empty() && row[7].is_empty() && row[11] == "exact");
        let sum: u64 = plain.clone().map(|row| row[12].parse::<u64>().unwrap()).sum();
        let in_period = rows.iter().find(|row| !row[24].is_empty()).map(|row| row[12].parse::<u64>().unwrap());
        // 26 February, which lies inside, has 5 of its own.
        let total = sum + in_period.map_or(0, |period| period - 5);
        let told = value("patients outbound since 2022-12-12", "ICRC");
        assert!(told.starts_with(&format!("{total} on {} of ", plain.count())), "{day}: {total}, {told}");
    }
}

/// Totals, months and weeks stand in the file of trends and in the series of the API, value by value.
#[tokio::test]
async fn trends_and_the_api_say_what_is_worked_out() {
    for (day, _) in DAYS {
        let site = site_on(day).await;
        let expected = on(day, rows(EXPECTED, true));
        let mut compared = BTreeSet::new();
        for (by, carrier, direction) in [
            ("month", "", "outbound"),
            ("week", "", "outbound"),
            ("day", "ICRC", "outbound"),
            ("day", "", "return"),
            ("day", "ICRC", "return"),
        ] {
            let of_carrier = if carrier.is_empty() { String::new() } else { format!("&carrier={carrier}") };
            let query = format!("direction={direction}&group=patients&by={by}{of_carrier}");
            let api = site.json(&format!("/api/v1/corridors/lachin/series/patients_transferred?{query}")).await;
            let series = &api["series"][0];
            let told = series["buckets"].as_array().unwrap().iter().chain([&series["total"]]);
            let csv = site.text(&format!("/c/lachin/trends.csv?measure=patients_transferred&{query}")).await;
            let table = TrendsTable::of(&csv);
            for bucket in told {
                let (what, place) = place_of(bucket, carrier, direction);
                let Some(one) = expected.iter().find(|one| one[0] == what && one[1] == place) else { continue };
                let text = |name: &str| text_of(&bucket[name]);
                assert_eq!(in_words(text), one[2], "API, {day}, {query}: {what} {place}");
                let row = table.row(&text("by"), &text("from"));
                assert_eq!(in_words(|name| table.cell(row, name)), one[2], "file, {day}, {query}: {what} {place}");
                compared.insert((what, place));
            }
        }
        let wanted =
            expected.iter().filter(|one| one[0].starts_with("patients outbound") || one[0].contains("return since"));
        // Who was moved by nobody in particular has no address of its own: the page of any carrier tells it.
        let told =
            site.page("/c/lachin/trends?direction=return").await.words("section:has(#carriers)").replace('\u{a0}', " ");
        let unsaid = expected.iter().find(|one| one[1] == "carrier not said").expect("a value");
        assert!(told.contains(&format!("Carrier not said: {}", unsaid[2])), "{told}");
        assert_eq!(compared.len(), wanted.filter(|one| one[1] != "carrier not said").count(), "{day}");
    }
}

/// What comes of each running total, and the status of each day with what was said of it later: in trends, and in the API.
#[tokio::test]
async fn trends_and_the_api_say_what_comes_of_totals_and_how_each_day_was() {
    for (day, _) in DAYS {
        let site = site_on(day).await;
        let expected = on(day, rows(EXPECTED, true));
        for (measure, told) in [
            ("patients_transferred_total", total_in_words as fn(&dyn Fn(&str) -> String) -> Option<Worked>),
            ("access_status", status_in_words),
        ] {
            let csv = site.text(&format!("/c/lachin/trends.csv?measure={measure}")).await;
            let table = TrendsTable::of(&csv);
            let lines = 1..table.0.len();
            let file: BTreeSet<Worked> = lines.filter_map(|line| told(&|name| table.cell(line, name))).collect();
            let api = site.json(&format!("/api/v1/corridors/lachin/series/{measure}")).await;
            let buckets = api["series"].as_array().unwrap().iter().flat_map(|one| one["buckets"].as_array().unwrap());
            let said: BTreeSet<Worked> = buckets.filter_map(|bucket| told(&|name| text_of(&bucket[name]))).collect();
            assert_eq!(file, said, "{day}, {measure}");
            // The last 90 days reach back before the record, of which no file tells.
            let in_record = |one: &&Worked| one[1].as_str() >= "2022-12-12";
            let wanted: Vec<&Worked> =
                expected.iter().filter(|one| is_told_by(measure, one)).filter(in_record).collect();
            assert!(wanted.len() > 10, "{day}, {measure}");
            for one in wanted {
                assert!(said.contains(one), "{day}: {one:?} is not among {said:?}");
            }
        }
    }
}

/// What several claims about one thing come to, in the file of days and in the API.
#[tokio::test]
async fn days_and_the_api_say_what_several_claims_come_to() {
    for (day, _) in DAYS {
        let site = site_on(day).await;
        let expected = on(day, rows(EXPECTED, true));
        let wanted: Vec<&Worked> = expected.iter().filter(|one| one[0] == "figure of several claims").collect();
        assert!(wanted.len() > 1, "{day}");
        let table = TrendsTable::of(&site.text("/c/lachin/days.csv").await);
        let lines = 1..table.0.len();
        let file: BTreeSet<Worked> = lines.filter_map(|line| hull_in_words(&|name| table.cell(line, name))).collect();
        for one in wanted {
            assert!(file.contains(one), "{day}: {one:?} is not in the file");
            let days = site.json(&format!("/api/v1/corridors/lachin/days?from={0}&to={0}", one[1])).await;
            let said = days["rows"].as_array().unwrap().iter();
            let said: BTreeSet<Worked> = said.filter_map(|row| hull_in_words(&|name| text_of(&row[name]))).collect();
            assert!(said.contains(one), "{day}: {one:?} is not among {said:?}");
        }
    }
}

/// `patients_transferred_total ICRC outbound : about 42-90`
fn hull_in_words(of: &dyn Fn(&str) -> String) -> Option<Worked> {
    let low = of("value").parse::<u64>().ok()?;
    let figure = match of("bound").as_str() {
        "exact" | "about" => low.to_string(),
        "range" => format!("{low}-{}", of("value_high")),
        "at_least" => format!("at least {low}"),
        "more_than" => format!("at least {}", low + 1),
        _ => return None,
    };
    let about = if of("approximate") == "true" { "about " } else { "" };
    let direction =
        Some(of("direction")).filter(|way| !way.is_empty()).map(|way| format!(" {way}")).unwrap_or_default();
    let what = format!("{} {}{direction} : {about}{figure}", of("measure"), of("carrier"));
    Some(["figure of several claims".to_owned(), of("date"), what])
}

fn is_told_by(measure: &str, one: &Worked) -> bool {
    let word = if measure == "access_status" { "status" } else { "running total, " };
    one[0].starts_with(word)
}

/// A cell of the API as text.
fn text_of(cell: &serde_json::Value) -> String {
    match cell {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        serde_json::Value::Array(parts) => parts.iter().map(text_of).collect::<Vec<String>>().join("; "),
        other => other.to_string(),
    }
}

/// `19: +6 after 2023-01-07, daily 6: match`
fn total_in_words(of: &dyn Fn(&str) -> String) -> Option<Worked> {
    let outcome = Some(of("outcome")).filter(|outcome| !outcome.is_empty())?;
    let (value, after, number) = (of("value"), of("total_after"), of("outcome_low"));
    let between = format!("+{} after {after}, daily {}", of("rise_low"), of("daily_low"));
    let words = match outcome.as_str() {
        "first" => outcome,
        "match" => format!("{between}: match"),
        "short" | "over" => format!("{between}: {outcome} by {number}"),
        "stale" => format!("stale: {number} moved since {after}"),
        _ => return None,
    };
    let what = format!("running total, {}, {}", of("source"), of("carrier"));
    Some([what, of("from"), format!("{value}: {words}")])
}

/// `unknown; said later closed+restricted`
fn status_in_words(of: &dyn Fn(&str) -> String) -> Option<Worked> {
    let status = of("status_days").strip_suffix(" 1")?.to_owned();
    let mut later: Vec<String> =
        of("said_later").split("; ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
    later.sort_unstable();
    let later = if later.is_empty() { String::new() } else { format!("; said later {}", later.join("+")) };
    Some(["status".to_owned(), of("from"), format!("{status}{later}")])
}

/// What a bucket is called where values were worked out by hand.
fn place_of(bucket: &serde_json::Value, carrier: &str, direction: &str) -> (String, String) {
    let from: chrono::NaiveDate = bucket["from"].as_str().unwrap().parse().unwrap();
    match bucket["by"].as_str().unwrap() {
        "month" => ("patients outbound in month".to_owned(), from.format("%Y-%m").to_string()),
        "week" => ("patients outbound in week".to_owned(), from.format("%G-W%V").to_string()),
        "all" if bucket["to"].as_str().is_some() => {
            let carrier = if carrier.is_empty() { "any carrier" } else { carrier };
            (format!("patients {direction} since 2022-12-12"), carrier.to_owned())
        }
        _ => (String::new(), String::new()),
    }
}

/// `71 on 9 of 28 days, 2 more inside a period`
fn in_words(of: impl Fn(&str) -> String) -> String {
    let value = Some(of("value")).filter(|value| !value.is_empty()).unwrap_or_else(|| "0".to_owned());
    let inside = Some(of("days_inside_periods")).filter(|days| !["", "0"].contains(&days.as_str()));
    let inside = inside.map(|days| format!(", {days} more inside a period")).unwrap_or_default();
    format!("{value} on {} of {} days{inside}", of("days"), of("of_days"))
}

struct TrendsTable(Vec<Vec<String>>);

impl TrendsTable {
    fn of(csv: &str) -> Self {
        Self(rows(csv, false))
    }

    fn column(&self, name: &str) -> usize {
        self.0[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    fn row(&self, by: &str, from: &str) -> usize {
        let (by_column, from_column) = (self.column("by"), self.column("from"));
        self.0.iter().position(|row| row[by_column] == by && row[from_column] == from).expect("a row")
    }

    fn cell(&self, row: usize, name: &str) -> String {
        self.0[row][self.column(name)].clone()
    }
}
