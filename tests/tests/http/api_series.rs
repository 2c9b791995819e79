//! `GET /api/v1/corridors/{slug}/series/{measure}`: what the page of trends shows, in the same cells

use serde_json::{Value, json};
use tests::Described;
use tests::lachin::{EVENING, Rows, fed, site_with, story};

const SERIES: &str = "/api/v1/corridors/lachin/series";

/// A cell as the table writes it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(|part| part.as_str().unwrap()).collect::<Vec<&str>>().join("; "),
        other => other.to_string(),
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_by_its_parameter() {
    let site = story().await;
    let api = Described::of(&site).await;
    let told = api.get(&format!("{SERIES}/pacients")).await;
    assert_eq!((told.status.as_u16(), &told.body["errors"][0]["parameter"]), (404, &json!("measure")));
    assert!(told.body["errors"][0]["expected"].as_str().unwrap().contains("patients_transferred"));
    assert_eq!(api.get("/api/v1/corridors/nowhere/series/transfers").await.status, 404);
    for (query, name) in [
        ("by=year", "by"),
        ("from=2023-5-1", "from"),
        ("from=2023-05-02&to=2023-05-01", "to"),
        ("carrier=Red+Cross", "carrier"),
        ("carrier=", "carrier"),
        ("item=flour", "item"),
        ("access=medical", "access"),
        ("compare=other", "compare"),
        ("measure=transfers", "measure"),
        ("by=week&by=day", "by"),
    ] {
        let told = api.get(&format!("{SERIES}/patients_transferred?{query}")).await;
        assert_eq!(told.status, 422, "{query}: {}", told.body);
        assert_eq!(told.body["errors"][0]["parameter"], name, "{query}: {}", told.body);
    }
}

#[tokio::test]
async fn a_series_is_that_of_the_page_of_trends_bucket_by_bucket() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    for query in [
        "by=day",
        "by=week",
        "by=month",
        "by=week&carrier=ICRC&direction=return",
        "by=day&from=2023-02-20&to=2023-03-05",
        "by=month&as_of=2023-05-09",
    ] {
        for measure in ["patients_transferred", "patients_awaiting", "patients_transferred_total", "access_status"] {
            let query = if measure.starts_with("patients_transferred") || !query.contains("carrier") {
                query
            } else {
                "by=week"
            };
            let series = api.json(&format!("{SERIES}/{measure}?{query}")).await;
            let table = site.text(&format!("/c/lachin/trends.csv?measure={measure}&{query}")).await;
            let mut reader = csv::Reader::from_reader(table.as_bytes());
            let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let rows: Vec<Vec<String>> = reader
                .records()
                .map(|row| row.unwrap().iter().map(|cell| cell.trim_start_matches('\'').to_owned()).collect())
                .collect();
            let all = series["series"].as_array().unwrap().iter();
            let told = all.flat_map(|one| {
                one["buckets"].as_array().unwrap().iter().chain(Some(&one["total"]).filter(|total| total.is_object()))
            });
            let told: Vec<Vec<String>> =
                told.map(|row| columns.iter().map(|column| cell(&row[column])).collect()).collect();
            assert!(!rows.is_empty() || measure != "patients_transferred", "{measure} {query}");
            assert_eq!(told, rows, "{measure} {query}");
        }
    }
}

#[tokio::test]
async fn the_headline_of_the_story_is_the_total_of_its_series_and_of_its_parts() {
    let site = story().await;
    let api = Described::of(&site).await;
    let path = format!("{SERIES}/patients_transferred?carrier=ICRC&direction=outbound");
    let mut totals = Vec::new();
    for by in ["day", "week", "month"] {
        let series = api.json(&format!("{path}&by={by}")).await;
        let total = &series["series"][0]["total"];
        totals.push((total["bound"].clone(), total["value"].clone(), total["days"].clone(), total["of_days"].clone()));
    }
    assert!(totals.windows(2).all(|two| two[0] == two[1]), "{totals:?}");
    assert_eq!(totals[0].1, json!(300), "300 by the ICRC, whatever the buckets: {totals:?}");
}

#[tokio::test]
async fn more_than_24_is_told_so_and_a_small_number_is_not_told() {
    let mut rows = Rows::until("2022-12-01");
    rows.corridor.withhold_below = 10;
    let rows = rows
        .and("lachin,2023-05-09,,patients_awaiting,,patients,,,,,,people,done,more_than,24,,,Some office,,,2023-05-09,,")
        .and("lachin,2023-05-09,,patients_intensive_care,,children,,,Arevik,,,people,done,exact,3,,,Some office,,,2023-05-09,,");
    let site = site_with(&rows, EVENING).await;
    let api = Described::of(&site).await;
    let of_day = |series: &Value| -> Value {
        let buckets = series["series"][0]["buckets"].as_array().unwrap();
        buckets.iter().find(|bucket| bucket["from"] == "2023-05-09").unwrap().clone()
    };
    let waiting = of_day(&api.json(&format!("{SERIES}/patients_awaiting")).await);
    assert_eq!(
        (&waiting["bound"], &waiting["value"], &waiting["words"]),
        (&json!("more_than"), &json!(24), &json!("more than 24"))
    );
    let small = of_day(&api.json(&format!("{SERIES}/patients_intensive_care")).await);
    assert_eq!((&small["state"], &small["value"], &small["bound"]), (&json!("withheld"), &Value::Null, &Value::Null));
}
