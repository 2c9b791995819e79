//! `GET /api/openapi.json` against the route table, the readers of queries, and the examples

use app::paths::api as paths;
use app::view::api_examples::ApiExamples;
use app::view::chrome;
use serde_json::{Value, json};
use server::http::router;
use tests::lachin::{fed, story};
use tests::{Described, Site};

/// The routes of the API in the table.
fn routes(site: &Site) -> Vec<&'static str> {
    let (_, table) = router::routes(&site.state).finish();
    table.into_iter().map(|route| route.path).filter(|path| paths::is_of_api(path)).collect()
}

fn filled(route: &str) -> String {
    route.replace("{slug}", "lachin").replace("{date}", "2023-05-10").replace("{measure}", "patients_transferred")
}

#[tokio::test]
async fn every_route_is_described_and_what_is_described_is_a_route() {
    let site = story().await;
    let api = Described::of(&site).await;
    let routes = routes(&site);
    let described: Vec<&str> = api.document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(routes.len() >= 8, "{routes:?}");
    for route in &routes {
        assert!(described.contains(route), "{route} stands nowhere in files/api/openapi.rs");
        if is_whole(&api.document, route) {
            assert_eq!(site.response(&filled(route)).await.status(), 200, "{route}");
        }
    }
    for route in described {
        assert!(routes.contains(&route), "{route} is described, and is no route");
        let names: Vec<&str> = paths::parts_of(route).collect();
        let of_path = parameters(&api.document, route).into_iter().filter(|one| one["in"] == "path");
        assert_eq!(of_path.map(|one| one["name"].as_str().unwrap()).collect::<Vec<&str>>(), names, "{route}");
    }
}

fn parameters<'d>(document: &'d Value, route: &str) -> Vec<&'d Value> {
    document["paths"][route]["get"]["parameters"].as_array().map(|all| all.iter().collect()).unwrap_or_default()
}

/// Whether a route answers with one document, not with what happens from now on.
fn is_whole(document: &Value, route: &str) -> bool {
    document["paths"][route]["get"]["responses"]["200"]["content"]["application/json"].is_object()
}

/// What a route can be asked, by itself: it tells who asks for something else.
#[tokio::test]
async fn a_route_takes_the_parameters_that_are_described_with_their_examples_and_no_other() {
    let site = story().await;
    let api = Described::of(&site).await;
    let asked = routes(&site).into_iter().filter(|route| *route != paths::DESCRIPTION);
    for route in asked.filter(|route| is_whole(&api.document, route)) {
        let all = parameters(&api.document, route);
        let names: Vec<&str> =
            all.iter().filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap()).collect();
        let told = api.get(&format!("{}?no_such_thing=1", filled(route))).await;
        let expected = told.body["errors"][0]["expected"].as_str().unwrap();
        let taken: Vec<&str> =
            expected.trim_start_matches("one of ").split(", ").flat_map(|part| part.split(" or ")).collect();
        assert_eq!(taken, names, "{route}");
        for one in all.iter().filter(|one| one["in"] == "query" && one["name"] != "cursor") {
            let name = one["name"].as_str().unwrap();
            let example = one["example"].as_array().map_or(&one["example"], |all| &all[0]);
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            // A day of then, which an earlier moment has too.
            let path = filled(route).replace("2023-05-10", "2023-04-11");
            let answer = api.get(&format!("{path}?{name}={example}")).await;
            // What this measure does not have, or the record does not name.
            let foreign = ["access", "item"].contains(&name);
            assert_eq!(answer.status, if foreign { 422 } else { 200 }, "{route} {name}={example}: {}", answer.body);
            if route == paths::SERIES || !["carrier", "group"].contains(&name) {
                let nonsense = api.get(&format!("{path}?{name}=nonsense")).await;
                assert_eq!(nonsense.status, 422, "{route} {name}=nonsense");
                assert_eq!(nonsense.body["errors"][0]["parameter"], name, "{route}");
            }
        }
    }
}

#[tokio::test]
async fn the_description_is_whole_and_the_same_in_every_process() {
    let site = story().await;
    let api = Described::of(&site).await;
    assert_eq!(api.document["openapi"], "3.1.0");
    assert_eq!(api.document["servers"], json!([{ "url": "/" }]));
    let other = story().await;
    assert_eq!(site.text(paths::DESCRIPTION).await, other.text(paths::DESCRIPTION).await);
    let text = api.document.to_string();
    let mut references: Vec<&str> =
        text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    references.sort_unstable();
    references.dedup();
    for reference in &references {
        assert!(api.document.pointer(reference).is_some(), "{reference} leads nowhere");
    }
    let schemas = api.document["components"]["schemas"].as_object().unwrap();
    for name in schemas.keys() {
        assert!(
            references.contains(&format!("/components/schemas/{name}").as_str()),
            "{name} is described for nothing"
        );
    }
}

/// The control: the reader of schemas finds what is wrong.
#[tokio::test]
async fn an_answer_that_is_not_described_is_found() {
    let site = story().await;
    let api = Described::of(&site).await;
    let page = api.json("/api/v1/corridors/lachin/claims?limit=2").await;
    let schema = json!({ "$ref": "#/components/schemas/Claims" });
    assert_eq!(api.faults(&schema, &page, ""), [""; 0]);
    let changes: [(&str, Value); 6] = [
        ("/rows/0/measure", json!("people")),
        ("/rows/1/date", json!("10 May")),
        ("/rows/0/value_high", json!(-1)),
        ("/as_of", json!("2023-05-10T16:00:00Z")),
        ("/record/version", json!("56")),
        ("/next", json!(7)),
    ];
    for (place, value) in changes {
        let mut other = page.clone();
        *other.pointer_mut(place).unwrap() = value;
        assert!(!api.faults(&schema, &other, "").is_empty(), "{place}");
    }
    let mut less = page.clone();
    less["rows"][0].as_object_mut().unwrap().remove("bound");
    let mut more = page;
    more["rows"][0]["account"] = json!("maria");
    assert!(api.faults(&schema, &less, "")[0].contains("is missing"));
    assert!(api.faults(&schema, &more, "")[0].contains("is not described"));
}

#[tokio::test]
async fn every_example_is_a_command_that_answers() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let api = Described::of(&site).await;
    let records = site.state.records.now();
    let record = records.corridor(&"lachin".parse().unwrap()).unwrap();
    let moment = record.public_moment(site.state.clock.now());
    let examples = ApiExamples::of(&chrome::Site::default(), &record.record, &moment);
    assert_eq!(examples.examples.len(), 8);
    assert_eq!(site.response(&examples.description.href).await.status(), 200);
    for example in &examples.examples {
        assert_eq!(example.command, format!("curl 'http://127.0.0.1:3000{}'", example.href));
        let told = api.get(&example.href).await;
        assert_eq!(told.status, 200, "{}", example.command);
    }
    let commands: Vec<&str> = examples.examples.iter().map(|example| example.href.as_str()).collect();
    assert!(commands.contains(&"/api/v1/corridors/lachin/status?as_of=2023-05-09"), "{commands:?}");
    assert!(commands.contains(&"/api/v1/corridors/lachin/days?from=2023-05-01&to=2023-05-10"), "{commands:?}");
    assert!(commands.contains(&"/api/v1/corridors/lachin/claims?measure=patients_transferred"), "{commands:?}");
}
