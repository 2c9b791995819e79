//! `GET /api/v1/corridors/{slug}/days`, `…/claims`, `…/changes`: filters, and walks through pages that stay in one state

use std::collections::BTreeSet;

use domain::{ChangeKind, Says};
use serde_json::{Value, json};
use tests::lachin::{Rows, fed, site_with, story};
use tests::site::instant;
use tests::{Described, Site};

const LACHIN: &str = "/api/v1/corridors/lachin";

/// The rows of all pages from an address on, and how many pages they were. All of them are of one state.
async fn walk(api: &Described<'_>, path: &str) -> (Vec<Value>, usize) {
    let first = api.json(path).await;
    walk_on(api, first).await
}

async fn walk_on(api: &Described<'_>, first: Value) -> (Vec<Value>, usize) {
    let state = |page: &Value| (page["as_of"].clone(), page["record"]["version"].clone());
    let began = state(&first);
    let (mut rows, mut pages, mut page) = (Vec::new(), 0, first);
    loop {
        pages += 1;
        assert_eq!(state(&page).0, began.0, "another moment");
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str().map(str::to_owned) else { return (rows, pages) };
        let told = api.get(&next).await;
        assert_eq!(told.status, 200, "{next}: {}", told.body);
        assert_eq!(told.header("link").is_empty(), told.body["next"].is_null());
        page = told.body;
    }
}

async fn file(site: &Site, path: &str) -> Vec<Value> {
    site.json(path).await["rows"].as_array().unwrap().clone()
}

fn errors(body: &Value) -> Vec<(&str, &str)> {
    let all = body["errors"].as_array().unwrap().iter();
    all.map(|error| (error["parameter"].as_str().unwrap(), error["expected"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_cursor_that_was_damaged_or_is_of_another_list_is_told_apart() {
    let site = story().await;
    let api = Described::of(&site).await;
    let first = api.json(&format!("{LACHIN}/days?limit=10&measure=patients_transferred")).await;
    let cursor = first["next"].as_str().unwrap().rsplit("cursor=").next().unwrap().to_owned();
    assert_eq!(cursor.len(), 72);
    let damaged = format!("{}{}", if cursor.starts_with('1') { '2' } else { '1' }, &cursor[1..]);
    let (none, own) = ("the cursor that a page of this list gave", "a cursor that a page of this very list gave");
    for (path, expected) in [
        (format!("days?measure=patients_transferred&cursor={damaged}"), none),
        (format!("days?measure=patients_transferred&cursor={}", &cursor[..70]), none),
        (format!("days?measure=patients_transferred&cursor={}", cursor.to_uppercase()), none),
        ("days?cursor=".to_owned(), none),
        (format!("days?cursor={cursor}"), own),
        (format!("days?measure=transfers&cursor={cursor}"), own),
        (format!("claims?measure=patients_transferred&cursor={cursor}"), own),
        (format!("changes?cursor={cursor}"), own),
    ] {
        let told = api.get(&format!("{LACHIN}/{path}")).await;
        assert_eq!(told.status, 422, "{path}");
        let errors = errors(&told.body);
        assert!(errors[0].0 == "cursor" && errors[0].1.starts_with(expected), "{path}: {errors:?}");
    }
    // As many rows as one likes, also in the middle of a walk.
    let path = format!("{LACHIN}/days?measure=patients_transferred&limit=500&cursor={cursor}");
    let rest = api.json(&path).await;
    let all = api.json(&format!("{LACHIN}/days?measure=patients_transferred&limit=500")).await;
    assert_eq!(rest["rows"].as_array().unwrap()[..], all["rows"].as_array().unwrap()[10..]);
}

#[tokio::test]
async fn all_pages_together_are_the_file_whatever_their_size() {
    let site = story().await;
    let api = Described::of(&site).await;
    for list in ["days", "claims"] {
        let whole = file(&site, &format!("/c/lachin/{list}.json")).await;
        assert!(whole.len() > 240, "{list}: {}", whole.len());
        for limit in [500, 100, 7] {
            let (rows, pages) = walk(&api, &format!("{LACHIN}/{list}?limit={limit}")).await;
            assert_eq!(rows, whole, "{list} by {limit}");
            assert_eq!(pages, whole.len().div_ceil(limit), "{list} by {limit}");
        }
        let usual = api.json(&format!("{LACHIN}/{list}")).await;
        assert_eq!(usual["rows"].as_array().unwrap()[..], whole[..100], "{list}");
    }
    let (all, _) = walk(&api, &format!("{LACHIN}/changes?limit=500")).await;
    let (by_three, _) = walk(&api, &format!("{LACHIN}/changes?limit=3")).await;
    assert_eq!(all, by_three);
    assert!(all.is_sorted_by(|one, next| one["seq"].as_i64() > next["seq"].as_i64()), "the newest first");
    let files = site.json("/c/lachin/days.json").await;
    let days: BTreeSet<&str> = all.iter().map(|change| change["date"].as_str().unwrap()).collect();
    let told = files["rows"].as_array().unwrap().iter().filter(|row| !row["revision"].is_null());
    assert_eq!(days, told.map(|row| row["date"].as_str().unwrap()).collect(), "every day that was published");
}

#[tokio::test]
async fn filters_take_the_rows_that_say_so_and_leave_out_those_that_do_not() {
    let site = story().await;
    let api = Described::of(&site).await;
    for (query, takes) in [
        ("from=2023-04-28&to=2023-04-29", json!({})),
        ("measure=patients_transferred", json!({ "measure": "patients_transferred" })),
        ("carrier=ICRC&direction=outbound", json!({ "carrier": "ICRC", "direction": "outbound" })),
        (
            "group=children&measure=patients_intensive_care",
            json!({ "group": "children", "measure": "patients_intensive_care" }),
        ),
        ("measure=people_crossed", json!({ "measure": "people_crossed" })),
    ] {
        for list in ["days", "claims"] {
            let whole = file(&site, &format!("/c/lachin/{list}.json")).await;
            let days = query.starts_with("from").then_some(["2023-04-28", "2023-04-29"]);
            let fits = |row: &&Value| {
                takes.as_object().unwrap().iter().all(|(name, value)| row[name] == *value)
                    && days.is_none_or(|days| days.contains(&row["date"].as_str().unwrap()))
            };
            let expected: Vec<&Value> = whole.iter().filter(fits).collect();
            let (rows, _) = walk(&api, &format!("{LACHIN}/{list}?{query}&limit=9")).await;
            assert_eq!(rows.iter().collect::<Vec<&Value>>(), expected, "{list}?{query}");
            assert_eq!(expected.is_empty(), query == "measure=people_crossed", "{list}?{query} finds something");
        }
    }
    // By the daily reports of the ICRC outwards.
    let path =
        format!("{LACHIN}/days?measure=patients_transferred&carrier=ICRC&direction=outbound&group=patients&limit=500");
    let days = api.json(&path).await;
    let exact =
        days["rows"].as_array().unwrap().iter().filter(|row| row["bound"] == "exact" && row["period_start"].is_null());
    let exact: Vec<u64> = exact
        .filter(|row| row["facility"].is_null() && row["counted"].is_null())
        .map(|row| row["value"].as_u64().unwrap())
        .collect();
    assert_eq!((exact.iter().sum::<u64>(), exact.len()), (291, 37));
    // A claim over a period stands on a row of its own: with it the series come to 300.
    let over = |row: &&Value| row["period_start"] == "2023-02-24" && row["date"] == "2023-02-26";
    assert_eq!(days["rows"].as_array().unwrap().iter().find(over).unwrap()["value"], 14);
}

/// What was corrected is told with what stood before, as numbers with their bounds and in words.
#[tokio::test]
async fn a_correction_is_a_change_with_the_claim_before_and_after() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    site.hand.set(instant("2023-05-10T17:00:00Z"));
    let seq = site
        .change("2023-05-10", ChangeKind::Correction, "The weekly was misread.", |day| {
            let claims = day.reports.iter_mut().flat_map(|report| &mut report.claims);
            let said = claims
                .into_iter()
                .find(|claim| matches!(&claim.says, Says::Amount(amount) if amount.to_string() == "more than 30"));
            said.unwrap().says = Says::Amount("more than 24".parse().unwrap());
        })
        .await;
    let api = Described::of(&site).await;
    let changes = api.json(&format!("{LACHIN}/changes?kind=correction")).await;
    let rows = changes["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    let change = &rows[0];
    assert_eq!(
        (&change["seq"], &change["kind"], &change["date"]),
        (&json!(seq), &json!("correction"), &json!("2023-05-10"))
    );
    assert_eq!(
        (&change["reason"], &change["published_at"]),
        (&json!("The weekly was misread."), &json!("2023-05-10T17:00:00.000Z"))
    );
    let claims = change["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 1, "{change}");
    let of = |side: &str| (claims[0][side]["bound"].clone(), claims[0][side]["value"].clone());
    assert_eq!((of("before"), of("after")), ((json!("more_than"), json!(30)), (json!("more_than"), json!(24))));
    let line = change["lines"][0].as_str().unwrap();
    assert!(line.contains("more than 30") && line.contains("more than 24"), "{line}");
    assert!(!change.to_string().contains("maria"), "never by whom");
    assert_eq!(site.response(change["url"].as_str().unwrap()).await.status(), 200);
    let days = api.json(&format!("{LACHIN}/days?from=2023-05-10")).await;
    assert!(days["rows"].as_array().unwrap().iter().all(|row| row["corrected_at"] == "2023-05-10T17:00:00.000Z"));
    let before = api.json(&format!("{LACHIN}/changes?kind=correction&as_of=2023-05-10T16:30:00Z")).await;
    assert_eq!(before["rows"], json!([]));
    // Events stand in the change that brought them, and alone when they are asked for.
    let events = api.json(&format!("{LACHIN}/changes?kind=event&limit=500")).await;
    let titles: BTreeSet<&str> =
        events["rows"].as_array().unwrap().iter().map(|row| row["event"]["title"].as_str().unwrap()).collect();
    let file = file(&site, "/c/lachin/events.json").await;
    assert_eq!(titles, file.iter().map(|row| row["title"].as_str().unwrap()).collect());
    assert!(events["rows"].as_array().unwrap().iter().all(|row| row["kind"] == "event" && row["claims"] == json!([])));
}

/// The published day of a walk: it changes the figures behind and before where the walk is.
async fn publish_meanwhile(site: &Site, date: &str) {
    site.change(date, ChangeKind::Correction, "It was not so.", |day| {
        let template = day.reports[0].clone();
        day.reports[0].claims.iter_mut().for_each(|claim| {
            if let Says::Amount(_) = &claim.says {
                claim.says = Says::Amount("4711".parse().unwrap());
            }
        });
        let mut added = template;
        added.id = "r77".to_owned();
        added.claims.iter_mut().enumerate().for_each(|(index, claim)| claim.id = format!("c7{index}7"));
        day.reports.insert(0, added);
    })
    .await;
}

#[tokio::test]
async fn a_walk_stays_in_the_state_in_which_it_began_when_something_is_published_meanwhile() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    for (list, minute) in [("days", 1), ("claims", 2), ("changes", 3)] {
        let (whole, _) = walk(&api, &format!("{LACHIN}/{list}?limit=500")).await;
        let first = api.json(&format!("{LACHIN}/{list}?limit=50")).await;
        site.hand.set(instant(&format!("2023-05-10T17:0{minute}:00Z")));
        for date in ["2022-12-14", "2023-02-26", "2023-04-29"] {
            publish_meanwhile(&site, date).await;
        }
        let (rows, pages) = walk_on(&api, first.clone()).await;
        assert!(pages > 1 && rows == whole, "{list}: {} rows, and {} before", rows.len(), whole.len());
        let version = |page: &Value| page["record"]["version"].as_i64().unwrap();
        let now = api.json(&format!("{LACHIN}/{list}?limit=50")).await;
        assert!(version(&now) > version(&first) && now["as_of"] != first["as_of"]);
        assert_ne!(walk(&api, &format!("{LACHIN}/{list}?limit=500")).await.0, whole, "the control: {list} has changed");
    }
}

#[tokio::test]
async fn what_is_withdrawn_meanwhile_is_withdrawn_in_the_walk_too_and_nothing_is_told_twice() {
    for list in ["days", "claims"] {
        let mut rows = Rows::until("2023-05-10");
        rows.claims.iter_mut().filter(|row| row[1] == "2023-04-29").for_each(|row| row[22] = "the canary".to_owned());
        let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
        let api = Described::of(&site).await;
        let (whole, _) = walk(&api, &format!("{LACHIN}/{list}?limit=500")).await;
        let place = whole.iter().position(|row| row["date"] == "2023-04-29").unwrap();
        // Once before the day, and once behind its second row.
        for limit in [place - 20, place + 2] {
            let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
            let api = Described::of(&site).await;
            let first = api.json(&format!("{LACHIN}/{list}?limit={limit}")).await;
            site.hand.set(instant("2023-05-10T17:00:00Z"));
            site.withdraw("lachin", "2023-04-29", "Not theirs").await;
            let given = first["rows"].as_array().unwrap().len();
            let (walked, _) = walk_on(&api, first).await;
            let others =
                |rows: &[Value]| rows.iter().filter(|row| row["date"] != "2023-04-29").cloned().collect::<Vec<Value>>();
            assert_eq!(others(&walked), others(&whole), "{list} by {limit}");
            let rest = walked[given..].iter().filter(|row| row["date"] == "2023-04-29");
            assert!(rest.clone().all(|row| row.to_string().contains("withheld_for_safety")), "{list} by {limit}");
            assert_eq!(rest.count(), usize::from(limit < place), "{list} by {limit}");
        }
    }
}

#[tokio::test]
async fn a_moment_and_a_cursor_must_be_of_one_state() {
    let site = fed(&["2023-04-12", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    let then = api.json(&format!("{LACHIN}/claims?limit=50&as_of=2023-05-01")).await;
    let next = then["next"].as_str().unwrap();
    assert!(next.ends_with("&as_of=2023-05-01"), "{next}");
    let (rows, _) = walk_on(&api, then.clone()).await;
    assert_eq!(rows, file(&site, "/c/lachin/claims.json?as_of=2023-05-01").await);
    // The cursor alone keeps the state.
    let alone = next.replace("&as_of=2023-05-01", "");
    assert_eq!(api.json(&alone).await["rows"], api.json(next).await["rows"]);
    // The same state by another name.
    let same = api.json(&format!("{alone}&as_of=2023-05-01T16:30:00Z")).await;
    assert_eq!((&same["as_of"], &same["rows"]), (&json!("2023-05-01T16:00:00.000Z"), &api.json(next).await["rows"]));
}

#[tokio::test]
async fn a_cursor_beside_another_moment_is_refused_and_so_is_one_whose_state_cannot_be_told() {
    let site = fed(&["2023-04-12", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    let first = api.json(&format!("{LACHIN}/claims?limit=50")).await;
    let next = first["next"].as_str().unwrap();
    let told = api.get(&format!("{next}&as_of=2023-04-20")).await;
    assert_eq!(told.status, 422, "{}", told.body);
    let (name, expected) = errors(&told.body)[0];
    assert!(name == "cursor" && expected.starts_with("a cursor of the state as of 2023-04-"), "{expected}");
    // Published within the same millisecond: by a moment the two states cannot be told apart.
    publish_meanwhile(&site, "2023-02-26").await;
    let told = api.get(next).await;
    assert_eq!((told.status.as_u16(), &told.body["type"]), (410, &json!("/about#problem-cursor-gone")));
    assert!(told.body["detail"].as_str().unwrap().contains("Begin again without cursor"));
    // A clock that was set back: that state has not come yet.
    site.hand.set(instant("2023-05-09T16:00:00Z"));
    assert_eq!(api.get(next).await.status, 422);
}

#[tokio::test]
async fn an_empty_record_is_days_without_a_report_and_no_claim() {
    let site = Site::at("2023-05-10T16:00:00Z").await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let api = Described::of(&site).await;
    let (days, _) = walk(&api, &format!("{LACHIN}/days?limit=40")).await;
    assert_eq!(days.len(), 150);
    assert!(days.iter().all(|row| row["value"] == "unknown"));
    for list in ["claims", "changes"] {
        let page = api.json(&format!("{LACHIN}/{list}")).await;
        assert_eq!((&page["rows"], &page["next"], &page["record"]), (&json!([]), &Value::Null, &Value::Null), "{list}");
    }
    let told = api.get(&format!("{LACHIN}/claims?carrier=ICRC")).await;
    assert_eq!(errors(&told.body), [("carrier", "nothing: the record names none")]);
}
