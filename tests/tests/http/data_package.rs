//! `GET /c/{slug}/datapackage.json`: what it says of the files is so, its version grows as the recipe has it, and it claims
//! nothing that nobody said.

use app::view::licence::Licence;
use domain::ChangeKind;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::Site;
use tests::lachin::{EVENING, Rows, fed, site_with, story};
use tests::site::{instant, outside};

async fn package(site: &Site, query: &str) -> Value {
    site.json(&format!("/c/lachin/datapackage.json{query}")).await
}

#[tokio::test]
async fn it_names_the_files_with_their_columns_their_bytes_and_their_hashes() {
    let site = story().await;
    let package = package(&site, "").await;
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    assert_eq!(
        (package["name"].as_str(), package["created"].as_str()),
        (Some("lachin"), Some("2023-05-10T16:00:00.000Z"))
    );
    let resources = package["resources"].as_array().unwrap();
    let names: Vec<&str> = resources.iter().map(|resource| resource["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["claims", "days", "events"]);
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let text = site.text(&format!("/c/lachin/{path}")).await;
        let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"), "{path}");
        assert_eq!(resource["bytes"], text.len(), "{path}");
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let columns: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(Some(columns.join(",").as_str()), text.lines().next(), "{path}");
        for field in fields {
            assert!(field["description"].as_str().unwrap().len() > 8, "{path}: {field}");
            let filled = field["constraints"]["required"] == true;
            assert_eq!(filled, field["missingValues"].is_null(), "{path}: {field}");
        }
        // Every word that stands in a column of words is one that the package lists.
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records().map(Result::unwrap) {
            for (cell, field) in row.iter().zip(fields) {
                let Some(words) = field["constraints"]["enum"].as_array() else { continue };
                let missing = field["missingValues"].as_array().into_iter().flatten();
                let known = words.iter().any(|word| word == cell) || missing.clone().any(|one| one["value"] == cell);
                assert!(known, "{path}: {cell} of {}", field["name"]);
            }
        }
    }
}

#[tokio::test]
async fn each_reason_why_a_number_is_missing_has_its_label() {
    let package = package(&story().await, "").await;
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap().clone();
    let bound = fields.iter().find(|field| field["name"] == "bound").unwrap();
    let missing: Vec<&str> =
        bound["missingValues"].as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
    assert_eq!(
        missing,
        [
            "",
            "not_reported",
            "source_silent",
            "not_due",
            "withheld_for_safety",
            "not_applicable",
            "withheld_small_number"
        ]
    );
    let labels = bound["missingValues"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap());
    assert!(labels.clone().all(|label| label.len() > 8), "{:?}", labels.collect::<Vec<&str>>());
}

#[tokio::test]
async fn no_licence_is_claimed_and_the_sources_are_named() {
    let package = package(&story().await, "").await;
    assert!(package["licenses"].is_null(), "{package}");
    assert!(package["description"].as_str().unwrap().contains("No licence is stated"), "{}", package["description"]);
    let sources: Vec<&str> =
        package["sources"].as_array().unwrap().iter().map(|source| source["title"].as_str().unwrap()).collect();
    assert!(sources.is_sorted() && sources.contains(&"Artsakh Ministry of Health"), "{sources:?}");
    assert!(sources.len() > 20, "{sources:?}");
    assert!(package["contributors"].is_null(), "no organisation was named, and an empty list is no list");
}

#[tokio::test]
async fn the_licence_that_the_operator_set_stands_with_the_files_and_in_what_programs_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = server::clock::Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.site.licence = Licence::of("cc-by-4.0");
    outside.site.public_url = Some("https://corridor.example/".to_owned());
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let url = "https://creativecommons.org/licenses/by/4.0/";
    let package = package(&site, "").await;
    let told = json!([{ "name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": url }]);
    assert_eq!(package["licenses"], told);
    assert!(!package["description"].as_str().unwrap().contains("No licence"), "{}", package["description"]);
    let page = site.page("/c/lachin/data").await;
    assert_eq!(page.attributes("section:has(#licence) a[rel~=license]", "href"), [url]);
    let words = page.words("section:has(#licence)");
    assert!(words.contains("These files may be used under Creative Commons Attribution 4.0."), "{words}");
    let dataset: Value = serde_json::from_str(&page.words("script[type='application/ld+json']")).unwrap();
    assert_eq!(dataset["license"], url);
}

#[tokio::test]
async fn the_version_grows_with_publications_in_the_middle_and_with_corrections_at_the_end() {
    let site = fed(&["2023-05-09"]).await;
    let middle = |version: &Value| -> (u64, u64) {
        let parts: Vec<u64> = version.as_str().unwrap().split('.').map(|part| part.parse().unwrap()).collect();
        assert_eq!((parts.len(), parts[0]), (3, 1), "{version}");
        (parts[1], parts[2])
    };
    let (before, zero) = middle(&package(&site, "").await["version"]);
    assert!(before > 50 && zero == 0, "{before}.{zero}");
    let day = "2023-04-29";
    site.hand.advance(chrono::TimeDelta::minutes(1));
    let note = |text: &'static str| move |report: &mut domain::DayReport| report.public_note = text.parse().ok();
    site.change(day, ChangeKind::Correction, "We were wrong.", note("one")).await;
    assert_eq!(middle(&package(&site, "").await["version"]), (before, 1), "a correction");
    site.hand.advance(chrono::TimeDelta::minutes(1));
    site.change(day, ChangeKind::Correction, "We were wrong.", note("two")).await;
    assert_eq!(middle(&package(&site, "").await["version"]), (before, 2), "another one");
    site.hand.advance(chrono::TimeDelta::minutes(1));
    site.change(day, ChangeKind::Revision, "More came.", note("three")).await;
    assert_eq!(middle(&package(&site, "").await["version"]), (before + 1, 0), "more figures");
    let then = package(&site, "?as_of=2023-05-09T16:01:30Z").await;
    assert_eq!(middle(&then["version"]), (before, 1), "as of the first correction");
    assert_eq!(then["resources"][0]["path"], "claims.csv?as_of=2023-05-09T16:01:30Z");
    site.hand.advance(chrono::TimeDelta::minutes(1));
    site.withdraw("lachin", day, "For safety.").await;
    let (_, patch) = middle(&package(&site, "").await["version"]);
    assert_eq!(patch, 1, "what is taken back puts something right");
    let empty = Site::at(EVENING).await;
    empty.add_corridor(Rows::until("2022-12-01").corridor).await;
    assert_eq!(package(&empty, "").await["version"], "1.0.0");
}

#[tokio::test]
async fn the_same_record_is_the_same_package() {
    let rows = Rows::until("2023-05-10");
    let (one, other) = (site_with(&rows, EVENING).await, site_with(&rows, EVENING).await);
    assert_eq!(package(&one, "").await, package(&other, "").await);
    assert_eq!(one.response("/c/nowhere/datapackage.json").await.status(), 404);
}
