//! `GET /api/v1/corridors`, `/api/v1/corridors/{slug}`, `…/status`, `…/days/{date}`; refusals in one shape, and every site
//! may read

use reqwest::Method;
use serde_json::{Value, json};
use server::clock::Clock;
use server::listen::limits::Limits;
use tests::lachin::{EVENING, Rows, fed, site_with, story, story_within};
use tests::site::{instant, outside};
use tests::{Described, Site};

const LACHIN: &str = "/api/v1/corridors/lachin";

/// A refusal: its kind, and the parameters that it names with what was expected.
fn refused(body: &Value) -> (String, Vec<(String, String)>) {
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    (text(body, "type"), errors.iter().map(|error| (text(error, "parameter"), text(error, "expected"))).collect())
}

#[tokio::test]
async fn every_refusal_is_a_problem_with_a_kind_that_is_explained() {
    let site = story().await;
    let api = Described::of(&site).await;
    let about = site.page("/about").await;
    for (path, status, kind, detail) in [
        ("/api", 404, "not-found", "no such address"),
        ("/api/", 404, "not-found", "no such address"),
        ("/api/v1", 404, "not-found", "no such address"),
        ("/api/v1/corridors/", 404, "not-found", "no such address"),
        ("/api/v2/corridors", 404, "not-found", "no such address"),
        ("/api/v1/corridors/nowhere", 404, "not-found", "no such address"),
        ("/api/v1/corridors/No%20Slug", 404, "not-found", "no such address"),
        ("/api/v1/corridors/nowhere/days", 404, "not-found", "no such address"),
        ("/api/v1/corridors/%ff", 404, "not-found", "no such address"),
        ("/api/v1/corridors/nowhere/days/2023-05-10", 404, "not-found", "no such address"),
        ("/api/v1/corridors/lachin/days/2023-05-11", 404, "not-found", "11 May 2023 has not come yet."),
        ("/api/v1/corridors/lachin/days/2022-12-11", 404, "not-found", "The record begins on 12 December 2022."),
        ("/api/v1/corridors/lachin/days/2023-5-1", 422, "bad-parameter", "A parameter of this address"),
        ("/api/v1/corridors?as_of=tomorrow", 422, "bad-parameter", "“tomorrow” is no moment."),
        ("/api/v1/corridors/lachin/status?as_of=2023-05-11", 422, "bad-parameter", "it is 10\u{a0}May 2023 now"),
        ("/api/v1/corridors/lachin/claims?limit=0&mesure=x", 422, "bad-parameter", "2 parameters"),
    ] {
        let told = api.get(path).await;
        assert_eq!(told.status, status, "{path}: {}", told.body);
        assert_eq!(told.body["status"], status, "{path}");
        assert_eq!(told.body["instance"], path);
        let place = format!("problem-{kind}");
        assert_eq!(told.body["type"], format!("/about#{place}"), "{path}");
        assert_eq!(about.words(&format!("#{place}")), told.body["title"].as_str().unwrap(), "{path}");
        let text = told.body["detail"].as_str().unwrap();
        assert!(text.replace('\u{a0}', " ").contains(&detail.replace('\u{a0}', " ")), "{path}: {text}");
        let heads = ["access-control-allow-origin", "cross-origin-resource-policy", "cache-control"];
        assert_eq!(heads.map(|name| told.header(name)), ["*", "cross-origin", "no-store"], "{path}");
        assert_eq!(told.header("x-content-type-options"), "nosniff", "{path}");
    }
    assert_eq!(site.state.finished.len(), 2, "the description and the page that explains");
}

#[tokio::test]
async fn bad_parameters_are_told_all_at_once_with_what_was_given_and_what_was_expected() {
    let site = story().await;
    let api = Described::of(&site).await;
    let query =
        "from=2023-5-1&to=yesterday&measure=pacients&carrier=Red+Cross&direction=out&group=&limit=501&cursor=0&x=1";
    let told = api.get(&format!("{LACHIN}/claims?{query}")).await;
    let (_, errors) = refused(&told.body);
    let named: Vec<&str> = errors.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, ["x", "from", "to", "measure", "carrier", "direction", "group", "limit", "cursor"]);
    assert_eq!(told.body["detail"], "This address cannot be read. 9 parameters of this address cannot be read.");
    let expected = |name: &str| errors.iter().find(|(found, _)| found == name).unwrap().1.clone();
    assert_eq!(expected("x"), "one of from, to, measure, carrier, direction, group, limit, cursor or as_of");
    assert_eq!(expected("from"), "a day as YYYY-MM-DD, such as 2023-05-10");
    assert!(
        expected("measure").contains("patients_transferred") && expected("measure").contains("or deliveries_total")
    );
    assert!(expected("carrier").contains("ICRC") && expected("carrier").contains("Russian peacekeepers"));
    assert_eq!(expected("direction"), "one of outbound or return");
    assert_eq!(expected("limit"), "a whole number from 1 to 500");
    assert_eq!(told.body["errors"][4]["given"], "Red Cross");
    for (query, name, words) in [
        ("from=2023-05-10&to=2023-05-09", "to", "a day that is not before from, 2023-05-10"),
        ("from=2023-05-10&from=2023-05-10", "from", "one value: write it once"),
        ("limit=%2B7", "limit", "a whole number from 1 to 500"),
        ("limit=007", "limit", "a whole number from 1 to 500"),
        ("measure=", "measure", "one of access_status, "),
        ("kind=correction", "kind", "one of from, to, measure"),
        ("as_of=x", "as_of", "a day that has come, such as 2023-05-10"),
        ("as_of=2023-05-01&as_of=2023-05-02", "as_of", "a day that has come, such as 2023-05-10"),
    ] {
        let told = api.get(&format!("{LACHIN}/days?{query}")).await;
        let (kind, errors) = refused(&told.body);
        assert_eq!((told.status.as_u16(), kind.as_str()), (422, "/about#problem-bad-parameter"), "{query}");
        assert_eq!(errors.len(), 1, "{query}: {errors:?}");
        assert!(errors[0].0 == name && errors[0].1.starts_with(words), "{query}: {errors:?}");
    }
    let told = api.get(&format!("{LACHIN}/changes?kind=correction&kind=wrong&measure=transfers")).await;
    let (_, errors) = refused(&told.body);
    assert_eq!(errors[1].1, "one of first, late, revision, correction, withdrawal or event");
    assert!(errors[0].0 == "measure" && errors[1].0 == "kind");
    for path in ["", "/lachin", "/lachin/status", "/lachin/days/2023-05-10"] {
        let told = api.get(&format!("/api/v1/corridors{path}?from=2023-05-01")).await;
        assert_eq!(refused(&told.body).1, [("from".to_owned(), "as_of".to_owned())], "{path}");
    }
    let flood = (0..200).map(|n| format!("n{n}=1")).collect::<Vec<String>>().join("&");
    let told = api.get(&format!("{LACHIN}/days?{flood}")).await;
    assert_eq!(refused(&told.body).1.len(), 10);
    let hostile = api.get(&format!("{LACHIN}/days?carrier=%3C/textarea%3E%3Cscript%3E%E2%80%AE%22")).await;
    assert_eq!(hostile.body["errors"][0]["given"], "</textarea><script>\u{202e}\"", "as it was, in a text of JSON");
}

#[tokio::test]
async fn other_methods_and_forms_of_other_sites_are_refused_in_the_same_shape() {
    let site = story().await;
    let api = Described::of(&site).await;
    for path in [LACHIN, "/api/openapi.json", "/api/v1/corridors/lachin/days"] {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            let told = api.ask(method.clone(), path, &[]).await;
            assert_eq!((told.status.as_u16(), told.header("allow")), (405, "GET,HEAD,OPTIONS"), "{method} {path}");
            assert_eq!(told.body["detail"], "The API is read with GET and HEAD. Nothing was changed.");
        }
    }
    let nowhere = site.client.delete(format!("{}/api/v1/nothing", site.url)).send().await.unwrap();
    assert_eq!((nowhere.status().as_u16(), nowhere.headers()["allow"].to_str().unwrap()), (405, "GET,HEAD"));
    let foreign = site.client.post(format!("{}{LACHIN}", site.url)).header("origin", "https://evil.example");
    let foreign = foreign.send().await.unwrap();
    assert_eq!(
        (foreign.status().as_u16(), &foreign.headers()["content-type"]),
        (403, &"application/problem+json".parse().unwrap())
    );
    let page = site.client.put(format!("{}/c/lachin", site.url)).send().await.unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "people still get a page");
}

#[tokio::test]
async fn a_browser_that_asks_first_may_read_from_every_site_and_only_here() {
    let site = story().await;
    let ask = |path: &'static str| {
        let request = site.client.request(Method::OPTIONS, format!("{}{path}", site.url));
        let request = request.header("origin", "https://paper.example");
        request
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "if-none-match")
            .send()
    };
    for path in ["/api/v1/corridors", "/api/openapi.json", "/api/v1/corridors/lachin/days/2023-05-10"] {
        let answer = ask(path).await.unwrap();
        assert_eq!(answer.status(), 204, "{path}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("access-control-allow-origin"), "*");
        assert_eq!(header("access-control-allow-methods"), "GET,HEAD");
        assert_eq!(header("access-control-allow-headers"), "*");
        assert_eq!(header("access-control-max-age"), "86400");
    }
    for (path, status) in
        [("/c/lachin", 405), ("/staff/sign-in", 405), ("/c/lachin/days.json", 405), ("/api/v1/x", 404)]
    {
        let answer = ask(path).await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert!(!answer.headers().contains_key("access-control-allow-methods"), "{path}");
    }
    let api = Described::of(&site).await;
    let told = api.ask(Method::GET, LACHIN, &[("origin", "https://paper.example")]).await;
    assert_eq!(told.header("access-control-allow-origin"), "*");
    assert_eq!(told.header("access-control-expose-headers"), "etag, link, retry-after");
    let unchanged = api.ask(Method::GET, LACHIN, &[("if-none-match", told.header("etag"))]).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.header("access-control-allow-origin")), (304, "*"));
}

#[tokio::test]
async fn where_there_is_too_much_to_do_a_program_is_told_so_in_its_own_shape() {
    let mut limits = Limits::default();
    (limits.readers.at_work, limits.readers.queue) = (0, 0);
    let site = story_within(limits, &[]).await;
    let answer = site.response(LACHIN).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    assert_eq!(answer.headers()["retry-after"], Limits::default().retry_after.to_string());
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!((&body["type"], &body["status"]), (&json!("/about#problem-too-busy"), &json!(503)));
    let page = site.response("/c/lachin").await;
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
}

#[tokio::test]
async fn corridors_are_told_with_names_record_and_addresses_and_nothing_of_their_desk() {
    let site = story().await;
    let api = Described::of(&site).await;
    let before = site.state.database.statements();
    let all = api.json("/api/v1/corridors").await;
    let one = api.json(LACHIN).await;
    assert_eq!(all["corridors"], json!([one]));
    assert_eq!(one["names"]["en"], json!(["Lachin corridor", "Berdzor corridor"]));
    let told =
        ["corridor", "as_of", "time_zone", "record_begins", "date", "status"].map(|name| one[name].as_str().unwrap());
    assert_eq!(told, ["lachin", "2023-05-10T16:00:00.000Z", "Asia/Yerevan", "2022-12-12", "2023-05-10", "closed"]);
    assert!(
        one["sentence"].as_str().unwrap().starts_with("Closed (Armenian Weekly) on 10 May 2023, day 150"),
        "{}",
        one["sentence"]
    );
    for name in ["review", "lock_after_days", "slug"] {
        assert_eq!(one[name], Value::Null, "{name} is the desk’s");
    }
    let latest = site.json("/c/lachin/latest.json").await;
    assert_eq!(
        (&one["record"]["version"], &one["record"]["hash"]),
        (&latest["version"]["revision"], &latest["version"]["hash"])
    );
    for (name, path) in one["urls"].as_object().unwrap() {
        assert_eq!(site.response(path.as_str().unwrap()).await.status(), 200, "{name}");
    }
    assert_eq!(site.state.database.statements(), before, "nothing asks the database");
    let empty = Site::at(EVENING).await;
    assert_eq!(Described::of(&empty).await.json("/api/v1/corridors").await, json!({ "corridors": [] }));
    empty.add_corridor(Rows::until("2022-12-01").corridor).await;
    let unsaid = Described::of(&empty).await.json(LACHIN).await;
    assert_eq!(
        (&unsaid["record"], &unsaid["status"], &unsaid["measures"]),
        (&Value::Null, &json!("unknown"), &json!([]))
    );
}

#[tokio::test]
async fn the_status_is_that_of_latest_json() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    for moment in ["", "?as_of=2023-05-09"] {
        let mut status = api.json(&format!("{LACHIN}/status{moment}")).await;
        let mut file = site.json(&format!("/c/lachin/latest.json{moment}")).await;
        let instants = (status["as_of"].take(), file["as_of"].take());
        assert_eq!(instants.0.as_str().unwrap(), instants.1.as_str().unwrap().replace('Z', ".000Z"));
        assert_eq!(status, file, "{moment}");
    }
}

#[tokio::test]
async fn one_day_has_the_rows_of_the_files_and_its_history_and_a_withdrawn_one_is_410() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    let day = api.json(&format!("{LACHIN}/days/2023-05-10")).await;
    for (file, name) in [("days", "figures"), ("claims", "claims"), ("events", "events")] {
        let all = site.json(&format!("/c/lachin/{file}.json")).await;
        let rows: Vec<&Value> =
            all["rows"].as_array().unwrap().iter().filter(|row| row["date"] == "2023-05-10").collect();
        assert_eq!(day[name].as_array().unwrap().iter().collect::<Vec<&Value>>(), rows, "{file}");
    }
    assert_eq!(day["figures"].as_array().unwrap().len(), 8);
    let waiting = day["claims"].as_array().unwrap().iter().find(|row| row["bound"] == "more_than").unwrap();
    assert_eq!((&waiting["value"], &waiting["words"]), (&json!(30), &json!("more than 30")));
    let kinds: Vec<&Value> = day["changes"].as_array().unwrap().iter().map(|change| &change["kind"]).collect();
    assert_eq!(kinds, ["first"]);
    let silent = api.json(&format!("{LACHIN}/days/2023-05-07")).await;
    assert_eq!((&silent["claims"], &silent["changes"]), (&json!([]), &json!([])));
    assert_eq!(silent["figures"][0]["value"], "unknown");

    site.hand.set(instant("2023-05-10T17:00:00Z"));
    site.withdraw("lachin", "2023-05-10", "A report that was not theirs").await;
    for moment in ["", "?as_of=2023-05-10T16:30:00Z"] {
        let told = api.get(&format!("{LACHIN}/days/2023-05-10{moment}")).await;
        assert_eq!((told.status.as_u16(), &told.body["type"]), (410, &json!("/about#problem-withdrawn")), "{moment}");
        assert!(told.body["detail"].as_str().unwrap().contains("A report that was not theirs"));
    }
}

#[tokio::test]
async fn a_small_number_is_withheld_in_every_answer() {
    let mut rows = Rows::until("2022-12-01");
    rows.corridor.withhold_below = 10;
    let post = "lachin,2023-05-09,,patients_intensive_care,,children,,,Arevik,,,people,done";
    let rows = rows.and(&format!("{post},exact,3,,,Some office,,,2023-05-09,,the canary of three"));
    let site = site_with(&rows, EVENING).await;
    let api = Described::of(&site).await;
    for path in ["days?from=2023-05-09", "claims", "changes", "days/2023-05-09", "status"] {
        let told = api.json(&format!("{LACHIN}/{path}")).await;
        assert!(!told.to_string().contains("canary"), "{path}");
        let text = told.to_string();
        assert!(text.contains("withheld"), "{path}: {text}");
        let value_three = text.contains("\"value\":3") || text.contains("\"low\":3");
        assert!(!value_three, "{path}: {text}");
    }
}

#[tokio::test]
async fn addresses_are_whole_where_the_site_knows_its_own() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.site.public_url = Some("https://corridor.example".to_owned());
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let api = Described::of(&site).await;
    assert_eq!(api.document["servers"], json!([{ "url": "https://corridor.example" }]));
    assert_eq!(api.json(LACHIN).await["urls"]["days"], "https://corridor.example/api/v1/corridors/lachin/days");
    let told = api.get(&format!("{LACHIN}/days?limit=1")).await;
    let next = told.body["next"].as_str().unwrap();
    assert!(next.starts_with("https://corridor.example/api/v1/corridors/lachin/days?limit=1&cursor="), "{next}");
    assert_eq!(told.header("link"), format!("<{next}>; rel=\"next\""));
    let refused = api.get("/api/v1/nothing").await;
    assert_eq!(refused.body["type"], "https://corridor.example/about#problem-not-found");
}
