//! `GET /c/{slug}/claims.csv`, `days.csv`, `events.csv`, the same as `.json`, `/c/{slug}/latest.json`, `/robots.txt`,
//! `/sitemap.xml`

use std::collections::BTreeMap;

use server::clock::Clock;
use server::state::Outside;
use tests::Site;
use tests::lachin::{EVENING, HEADER, Rows, site_with, story};
use tests::site::{instant, outside};

/// Every file with its columns: golden, for scripts and tables depend on them. They are only ever appended.
const FILES: [(&str, &str); 6] = [
    ("claims.csv", HEADER),
    ("days.csv", DAYS),
    ("events.csv", "corridor,date,title,source,source_url,published_on"),
    (
        "claims.json",
        "corridor,date,period_start,measure,counted,group,carrier,direction,facility,access,item,unit,stage,bound,\
         value,value_high,preferred,source,via,source_url,published_on,date_note,remark,id,published_at,words,\
         corrected_at",
    ),
    ("days.json", DAYS),
    ("events.json", "corridor,date,title,source,source_url,published_on,id,corrected_at"),
];

const DAYS: &str = "corridor,date,measure,counted,group,carrier,direction,facility,access,item,unit,bound,value,\
                    value_high,approximate,absence,said_later,sources,claims,chosen_by,revision,published_at,\
                    change_kind,corrected_at,period_start";

const EXPECTED: &str = include_str!("../../fixtures/lachin/expected.csv");

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// The cells of some columns, parted by `|`.
fn cells(row: &Row, columns: &[&str]) -> String {
    columns.iter().map(|column| row[*column].as_str()).collect::<Vec<&str>>().join("|")
}

async fn days_of(site: &Site) -> Vec<Row> {
    rows(&site.text("/c/lachin/days.csv").await)
}

#[tokio::test]
async fn every_file_has_the_columns_of_the_contract_and_is_open_to_any_site() {
    let site = story().await;
    let before = site.state.database.statements();
    for (name, columns) in FILES {
        let response = site.response(&format!("/c/lachin/{name}")).await;
        let headers = response.headers();
        assert_eq!(headers["access-control-allow-origin"], "*", "{name}");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin", "{name}");
        let table = name.ends_with(".csv");
        let kind = if table { "text/csv; charset=utf-8" } else { "application/json" };
        assert_eq!(headers["content-type"], kind, "{name}");
        let (holding, form) = name.split_once('.').unwrap();
        let kept = if table { "attachment" } else { "inline" };
        let kept_as =
            format!("{kept}; filename=\"lachin-{holding}-2022-12-12-to-2023-05-10-as-of-20230510T160000Z.{form}\"");
        assert_eq!(headers["content-disposition"], kept_as, "{name}");
        let text = response.text().await.unwrap();
        if table {
            assert_eq!(text.lines().next(), Some(columns), "{name}: columns are only ever appended");
            continue;
        }
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&file["corridor"], &file["as_of"]), (&"lachin".into(), &"2023-05-10T16:00:00.000Z".into()));
        let record = &file["record"];
        assert!(record["version"].as_i64().is_some_and(|version| version > 50), "{record}");
        assert_eq!(record["hash"].as_str().map(str::len), Some(64));
        let line = text.lines().find(|line| line.starts_with("{\"corridor")).unwrap();
        let places = columns.split(',').map(|column| line.find(&format!("\"{column}\":")));
        let places: Vec<usize> = places.map(|place| place.unwrap_or_else(|| panic!("{name}: {line}"))).collect();
        assert!(places.is_sorted(), "{name}: keys in the order of the columns: {line}");
        assert_eq!(file["rows"][0].as_object().unwrap().len(), columns.split(',').count(), "{name}");
    }
    assert_eq!(site.state.database.statements(), before, "no file asks the database");
}

#[tokio::test]
async fn an_empty_record_is_files_without_a_claim_and_a_row_for_every_unknown_day() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let days = days_of(&site).await;
    assert_eq!(days.len(), 150);
    assert!(days.iter().all(|row| row["value"] == "unknown" && row["revision"].is_empty()));
    for name in ["claims.json", "events.json"] {
        let file = site.json(&format!("/c/lachin/{name}")).await;
        assert_eq!((&file["record"], &file["rows"]), (&serde_json::Value::Null, &serde_json::json!([])), "{name}");
    }
    assert_eq!(site.text("/c/lachin/events.csv").await.lines().count(), 1);
}

/// A status as expected.csv writes it: `disputed; said later closed+restricted`.
fn status_words(row: &Row) -> String {
    let mut later: Vec<&str> = row["said_later"].split("; ").filter(|word| !word.is_empty()).collect();
    later.sort_unstable();
    if later.is_empty() { row["value"].clone() } else { format!("{}; said later {}", row["value"], later.join("+")) }
}

/// A figure as expected.csv writes it.
fn figure_words(row: &Row) -> String {
    let about = if row["approximate"] == "true" { "about " } else { "" };
    match row["bound"].as_str() {
        "exact" | "about" => format!("{about}{}", row["value"]),
        "range" => format!("{about}{}-{}", row["value"], row["value_high"]),
        "at_least" => format!("{about}at least {}", row["value"]),
        other => panic!("{other}"),
    }
}

/// What a reader with a table reckons from days.csv is what was worked out by hand.
#[tokio::test]
async fn the_worked_values_of_single_days_follow_from_days_csv() {
    let mut checked = BTreeMap::new();
    for day in ["2023-02-26", "2023-05-10"] {
        let site = site_with(&Rows::until(day), &format!("{day}T19:59:00Z")).await;
        let days = days_of(&site).await;
        let headline = |date: &str| {
            let all = |row: &&Row| row["date"] == date && row["measure"] == "access_status" && row["access"].is_empty();
            let found: Vec<&Row> = days.iter().filter(all).collect();
            assert!(found.len() < 2, "{date}: {found:?}");
            found.first().map(|row| status_words(row))
        };
        for line in rows(EXPECTED).iter().filter(|line| line["as_of"] == day) {
            let (date, value) = (line["where"].as_str(), line["value"].as_str());
            let (told, expected) = match line["what"].as_str() {
                "status" if date < "2022-12-12" => {
                    assert_eq!(headline(date), None, "the record had not begun");
                    continue;
                }
                "status" => (headline(date).unwrap(), value),
                "figure of several claims" => {
                    let (name, expected) = value.split_once(':').unwrap();
                    let several = |row: &&Row| {
                        row["date"] == date
                            && cells(row, &["measure", "carrier", "direction"]).replace('|', " ").trim() == name.trim()
                            && cells(row, &["facility", "period_start"]) == "|"
                            && !["", "alone"].contains(&row["chosen_by"].as_str())
                    };
                    let found: Vec<&Row> = days.iter().filter(several).collect();
                    assert_eq!(found.len(), 1, "{date} {name}");
                    (figure_words(found[0]), expected.trim())
                }
                _ => continue,
            };
            assert_eq!(told, expected, "{day} {} {date}", line["what"]);
            *checked.entry(line["what"].clone()).or_insert(0) += 1;
        }
        if day == "2023-02-26" {
            let out = "patients_transferred||patients|ICRC|outbound||";
            let thing = ["measure", "counted", "group", "carrier", "direction", "facility", "period_start"];
            let moved: Vec<&Row> =
                days.iter().filter(|row| cells(row, &thing) == out && row["bound"] == "exact").collect();
            let sum: u64 = moved.iter().map(|row| row["value"].parse::<u64>().unwrap()).sum();
            assert_eq!((sum, moved.len()), (98, 21), "98 on 21 of 77 days");
        }
    }
    assert_eq!(checked, BTreeMap::from([("status".to_owned(), 167), ("figure of several claims".to_owned(), 6)]));
}

#[tokio::test]
async fn four_days_stand_in_days_csv_as_they_were_worked_out_by_hand() {
    let days = days_of(&story().await).await;
    let thing = ["measure", "group", "carrier", "direction", "facility", "access", "period_start"];
    let told = ["bound", "value", "value_high", "absence", "said_later", "sources", "chosen_by"];
    let on = |date: &str| -> Vec<String> {
        let of_day = days.iter().filter(|row| row["date"] == date);
        of_day.map(|row| format!("{}: {}", cells(row, &thing), cells(row, &told))).collect()
    };
    let (ministry, bulletin) = ("Artsakh Ministry of Health", "Artsakh government bulletin");
    let (infocenter, weekly) = ("Artsakh InfoCenter", "Armenian Weekly");
    assert_eq!(
        on("2023-05-10"),
        [
            format!("access_status||||||: |closed||||{weekly}|alone"),
            "access_status|||||medical|: |closed||||Artsakh Human Rights Ombudsman|alone".to_owned(),
            format!("access_status|||||cargo|: |closed||||{weekly}|alone"),
            format!(
                "patients_transferred_total|patients|Russian peacekeepers|outbound|||2023-04-23: exact|2||||{weekly}|alone"
            ),
            format!("transfers_total||ICRC|outbound|||2023-04-23: exact|3||||{weekly}|alone"),
            format!("patients_awaiting|patients|||||: at_least|30||||{weekly}; Artsakh official|covers"),
            "patients_transferred|patients||outbound|||: |||not_reported|||".to_owned(),
            "patients_transferred|patients||return|||: |||not_reported|||".to_owned(),
        ]
    );
    assert_eq!(
        on("2023-04-16"),
        [
            "access_status||||||: |unknown||not_reported|closed||".to_owned(),
            format!("patients_transferred|patients|ICRC|outbound|||: exact|9||||{ministry}|alone"),
            format!("patients_transferred|patients|ICRC|return|||: exact|12||||{ministry}|alone"),
            format!("patients_transferred_total|patients|ICRC|outbound|||: exact|290||||{ministry}|alone"),
            format!("patients_intensive_care|children|||Arevik||: exact|4||||{ministry}|alone"),
            "patients_awaiting|patients|||||: |||not_reported|||".to_owned(),
        ]
    );
    assert_eq!(
        on("2023-02-26"),
        [
            "access_status||||||: |unknown||not_reported|closed||".to_owned(),
            format!("patients_transferred|patients|ICRC|outbound|||: exact|5||||{ministry}|alone"),
            format!("patients_transferred|patients|ICRC|return|||: exact|8||||{infocenter}|alone"),
            format!("patients_transferred|patients||return|||2023-02-24: exact|17||||{bulletin}|alone"),
            format!("patients_transferred|patients|ICRC|outbound|||2023-02-24: exact|14||||{bulletin}|alone"),
            format!("patients_transferred_total|patients|ICRC|outbound|||: exact|127||||{infocenter}|alone"),
            format!("patients_intensive_care|children|||Arevik||: exact|2||||{infocenter}|alone"),
            format!("patients_intensive_care|patients|||Republican Medical Center||: exact|6||||{infocenter}|alone"),
            format!("patients_critical|patients|||Republican Medical Center||: exact|3||||{infocenter}|alone"),
            "patients_awaiting|patients|||||: |||not_reported|||".to_owned(),
        ]
    );
    let both = format!("{ministry}; {bulletin}");
    assert_eq!(
        on("2023-01-18"),
        [
            format!("access_status||||||: |disputed|||restricted; closed|{ministry}; Azerbaijan MFA|"),
            format!("patients_transferred|patients|ICRC|outbound|||: exact|6||||{ministry}|alone"),
            format!("patients_transferred_total|patients|ICRC|outbound|||: range|28|34|||{both}|covers"),
            format!("patients_intensive_care|children|||Arevik||: range|10|12|||{both}|covers"),
            format!("patients_intensive_care|patients|||Republican Medical Center||: range|8|9|||{both}|covers"),
            format!("patients_critical|patients|||Republican Medical Center||: exact|4||||{both}|alike"),
            "patients_transferred|patients||return|||: |||not_reported|||".to_owned(),
            "patients_awaiting|patients|||||: |||not_reported|||".to_owned(),
        ]
    );
}

#[tokio::test]
async fn no_thing_of_a_day_has_two_rows() {
    let days = days_of(&story().await).await;
    let key = |row: &Row| {
        let thing = ["counted", "group", "carrier", "direction", "facility", "access", "item", "unit", "period_start"];
        format!("{}|{}", cells(row, &["date", "measure"]), cells(row, &thing))
    };
    let mut keys: Vec<String> = days.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), days.len());
    assert!(days.is_sorted_by_key(|row| row["date"].clone()), "the oldest day comes first");
}

#[tokio::test]
async fn days_as_json_hold_the_rows_of_the_table_as_numbers_words_and_lists() {
    let site = story().await;
    let days = days_of(&site).await;
    let file = site.json("/c/lachin/days.json").await;
    let objects = file["rows"].as_array().unwrap();
    assert_eq!(objects.len(), days.len());
    for (row, object) in days.iter().zip(objects) {
        for (column, cell) in row {
            let text = match &object[column] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(all) => {
                    all.iter().map(|part| part.as_str().unwrap()).collect::<Vec<&str>>().join("; ")
                }
                other => other.to_string(),
            };
            assert_eq!(*cell, text, "{column} of {object}");
        }
        let numeric = !["", "vague", "withheld_small_number"].contains(&row["bound"].as_str());
        assert_eq!(object["value"].is_number(), numeric, "{object}");
        assert_eq!(object["approximate"].is_boolean(), numeric, "{object}");
        assert!(object["sources"].is_array() && object["claims"].is_array() && object["absence"].is_array());
    }
}

#[tokio::test]
async fn claims_as_json_have_ids_words_and_the_time_since_which_they_stand() {
    let rows = Rows::until("2023-05-10");
    let site = site_with(&rows, EVENING).await;
    site.hand.set(instant("2023-05-10T17:00:00Z"));
    let more = rows.and("lachin,2023-05-10,,patients_awaiting,,patients,,,,,,people,done,exact,21,,,Some office,,,,,");
    site.import("lachin", &more.claims_csv(), None).await.unwrap();
    let file = site.json("/c/lachin/claims.json").await;
    let objects = file["rows"].as_array().unwrap();
    let waiting: Vec<String> = objects
        .iter()
        .filter(|row| row["date"] == "2023-05-10" && row["measure"] == "patients_awaiting" && !row["id"].is_null())
        .map(|row| format!("{} {} {} {}", row["source"], row["words"], row["bound"], row["published_at"]))
        .collect();
    let (before, after) = ("\"2023-05-10T16:00:00.000Z\"", "\"2023-05-10T17:00:00.000Z\"");
    assert_eq!(
        waiting,
        [
            format!("\"Artsakh official\" \"30\" \"exact\" {before}"),
            format!("\"Armenian Weekly\" \"more than 30\" \"more_than\" {before}"),
            format!("\"Some office\" \"21\" \"exact\" {after}"),
        ]
    );
    let ids: std::collections::BTreeSet<String> =
        objects.iter().filter(|row| !row["id"].is_null()).map(|row| format!("{} {}", row["date"], row["id"])).collect();
    assert_eq!(ids.len(), more.claims.len(), "an id is given once within its day");
    let day = days_of(&site).await.into_iter().filter(|row| row["date"] == "2023-05-10").collect::<Vec<Row>>();
    assert!(day.iter().all(|row| row["change_kind"] == "revision" && row["corrected_at"].is_empty()), "{day:?}");
    assert!(day.iter().all(|row| row["published_at"] == "2023-05-10T17:00:00.000Z"));
}

#[tokio::test]
async fn a_small_number_is_withheld_in_every_file() {
    let mut rows = Rows::until("2022-12-01");
    rows.corridor.withhold_below = 10;
    let post = "lachin,2023-05-09,,patients_intensive_care,,children,,,Arevik,,,people,done";
    let rows = rows
        .and(&format!("{post},exact,3,,,Some office,,,2023-05-09,,the canary of three"))
        .and("lachin,2023-05-09,,patients_awaiting,,patients,,,,,,people,done,exact,44,,,Some office,,,2023-05-09,,");
    let site = site_with(&rows, EVENING).await;
    for (name, _) in FILES {
        let text = site.text(&format!("/c/lachin/{name}")).await;
        assert!(!text.contains("canary"), "{name}");
        if !name.starts_with("events") {
            assert!(text.contains("withheld_small_number") && text.contains("44"), "{name}");
        }
        for line in text.lines().filter(|line| line.contains("Arevik")) {
            let holds = [",3,", ",\"3\",", ":3,", ":\"3\","].iter().any(|three| line.contains(three));
            assert!(!holds, "{name}: {line}");
        }
    }
    let days = days_of(&site).await;
    let row = days.iter().find(|row| row["facility"] == "Arevik").unwrap();
    assert_eq!(
        cells(row, &["bound", "value", "value_high", "approximate", "sources", "chosen_by"]),
        "withheld_small_number||||Some office|withheld"
    );
}

#[tokio::test]
async fn the_published_events_come_back_as_they_were_imported() {
    let site = story().await;
    let mut expected = Rows::until("2023-05-10").events;
    let text = site.text("/c/lachin/events.csv").await;
    let mut found: Vec<Vec<String>> = csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn there_are_no_files_of_an_unknown_corridor() {
    let site = story().await;
    for (name, _) in FILES {
        for slug in ["nowhere", "Lachin", "..%2flachin"] {
            assert_eq!(site.response(&format!("/c/{slug}/{name}")).await.status(), 404, "{slug} {name}");
        }
    }
    for path in ["/c/nowhere/latest.json", "/c/lachin/claims.xls", "/c/lachin/days.csv/x"] {
        assert_eq!(site.response(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn claims_csv_holds_every_public_claim_and_can_be_read_by_any_site() {
    let site = story().await;
    let response = site.response("/c/lachin/claims.csv").await;
    assert_eq!(response.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let text = response.text().await.unwrap();
    assert_eq!(text.lines().next(), Some(HEADER), "columns are only ever appended");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let claims = rows.iter().filter(|row| !row[13].starts_with("not_")).count();
    assert_eq!(claims, Rows::until("2023-05-10").claims.len());
}

#[tokio::test]
async fn an_imported_file_comes_out_with_the_same_claims() {
    let site = story().await;
    let text = site.text("/c/lachin/claims.csv").await;
    let again = Site::at(EVENING).await;
    again.add_corridor(Rows::until("2022-12-01").corridor).await;
    again.import("lachin", text.as_bytes(), None).await.unwrap();
    assert_eq!(again.text("/c/lachin/claims.csv").await, text);
}

#[tokio::test]
async fn search_engines_are_kept_from_the_desk_and_get_absolute_addresses() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut site = outside(clock);
    site.site.public_url = Some("https://corridor.example.org".to_owned());
    let site = Site::start(folder.path(), Outside { ..site }, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let robots = site.text("/robots.txt").await;
    assert_eq!(robots, "User-agent: *\nDisallow: /staff\nSitemap: https://corridor.example.org/sitemap.xml\n");
    let map = site.text("/sitemap.xml").await;
    assert!(map.contains("<loc>https://corridor.example.org/c/lachin/days/2023-05-10</loc>"));
    assert!(map.contains("<loc>https://corridor.example.org/c/lachin/months/2023-05</loc>"));
    assert!(!map.contains("months/2023-06"), "a month without a report is listed");
    assert!(!map.contains("2023-05-09"), "a silent day is listed");
    let page = site.page("/").await;
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://corridor.example.org/c/lachin"]);
}
