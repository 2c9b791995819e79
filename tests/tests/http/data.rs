//! `GET /c/{slug}/data`: all files, of the part that is asked for; every column with its meaning; that no licence is claimed.

use std::collections::BTreeSet;

use domain::Measure;
use tests::lachin::{EVENING, Rows, fed, story};
use tests::{Page, Site};

const FILES: [&str; 13] = [
    "days.csv",
    "days.xlsx",
    "days.json",
    "days.csv?hxl=1",
    "claims.csv",
    "claims.xlsx",
    "claims.json",
    "claims.csv?hxl=1",
    "events.csv",
    "events.xlsx",
    "events.json",
    "events.csv?hxl=1",
    "latest.json",
];

#[tokio::test]
async fn a_part_that_cannot_be_is_refused_with_what_was_expected() {
    let site = story().await;
    for (query, words) in [
        ("from=x", "“x” is no day"),
        ("measure=x", "“x” is no measure. Write one of: access_status, "),
        ("carrier=x", "“x” is no carrier of this record"),
        ("group=x", "“x” is no group of this record"),
        ("direction=x", "“x” is no direction"),
        ("from=2023-05-02&to=2023-05-01", "The days run backwards"),
    ] {
        let response = site.response(&format!("/c/lachin/data?{query}")).await;
        assert_eq!(response.status(), 422, "{query}");
        assert!(Page::new(response.text().await.unwrap()).visible().contains(words), "{query}");
    }
    assert_eq!(site.response("/c/nowhere/data").await.status(), 404);
}

#[tokio::test]
async fn the_page_leads_to_every_file_and_each_is_there() {
    let site = story().await;
    let page = site.page("/c/lachin/data").await;
    let links = page.attributes("main a", "href");
    for file in FILES.into_iter().chain(["datapackage.json", "cite.bib", "cite.json"]) {
        let address = format!("/c/lachin/{file}");
        assert_eq!(links.iter().filter(|link| **link == address).count(), 1, "{file}: {links:?}");
        assert_eq!(site.response(&address).await.status(), 200, "{file}");
    }
    assert!(page.visible().contains("The whole record."));
    assert!(page.visible().contains("No licence is stated for these files."));
    assert_eq!(page.count("details[open]"), 0);
}

#[tokio::test]
async fn the_links_carry_the_part_that_was_chosen_and_the_form_holds_it() {
    let site = story().await;
    let query =
        "from=2023-04-01&to=2023-04-30&measure=patients_transferred&carrier=ICRC&direction=outbound&group=patients";
    let page = site.page(&format!("/c/lachin/data?group=patients&{query}")).await;
    let links = page.attributes("#files ~ div a", "href");
    assert!(links.contains(&format!("/c/lachin/claims.xlsx?{query}")), "{links:?}");
    assert!(links.contains(&format!("/c/lachin/days.csv?{query}&hxl=1")), "{links:?}");
    assert!(links.contains(&"/c/lachin/events.csv?from=2023-04-01&to=2023-04-30".to_owned()), "events know days alone");
    for link in &links {
        assert_eq!(site.response(link).await.status(), 200, "{link}");
    }
    let told = "In part: from 1 April 2023, up to 30 April 2023, Measure “Patients moved on the day”, Carrier “ICRC”, \
                Direction “Out”, Group “patients”.";
    assert_eq!(page.words(".place .fresh"), told);
    assert_eq!(page.count("details[open]"), 1, "what was chosen is in sight");
    assert_eq!(page.attributes("main [name=from], main [name=to]", "value"), ["2023-04-01", "2023-04-30"]);
    let chosen = page.attributes("main option[selected]", "value");
    assert_eq!(chosen, ["patients_transferred", "ICRC", "outbound", "patients"]);
    let measures: BTreeSet<String> = page.attributes("main [name=measure] option", "value").into_iter().collect();
    assert!(measures.contains("patients_awaiting") && !measures.contains("people_crossed"), "those of this record");
}

#[tokio::test]
async fn a_part_of_an_earlier_state_stays_in_it() {
    let site = fed(&["2023-04-30", "2023-05-10"]).await;
    let page = site.page("/c/lachin/data?from=2023-04-01&as_of=2023-05-01").await;
    let links = page.attributes("#files ~ div a", "href");
    assert!(links.contains(&"/c/lachin/claims.csv?from=2023-04-01&as_of=2023-05-01".to_owned()), "{links:?}");
    assert!(links.iter().all(|link| link.ends_with("as_of=2023-05-01")), "{links:?}");
    assert_eq!(page.attributes("main form [name=as_of]", "value"), ["2023-05-01"]);
}

#[tokio::test]
async fn every_column_of_every_file_has_its_meaning_and_every_measure_its_word() {
    let site = story().await;
    let page = site.page("/c/lachin/data").await;
    for (name, only_json) in [("claims", 4), ("days", 0), ("events", 2)] {
        let header = site.text(&format!("/c/lachin/{name}.csv")).await.lines().next().unwrap().to_owned();
        let columns = page.all_words(&format!("#columns-{name} tbody th code"));
        assert_eq!(columns[..columns.len() - only_json].join(","), header, "{name}");
        let meanings = page.all_words(&format!("#columns-{name} tbody td:nth-child(3)"));
        assert_eq!(meanings.len(), columns.len());
        assert!(meanings.iter().all(|means| means.len() > 8), "{meanings:?}");
    }
    let words = page.all_words("#columns-claims tbody tr:nth-child(4) li code");
    assert_eq!(words, Measure::ALL.map(|measure| measure.key().to_owned()));
    let bounds = page.words("#columns-claims tbody tr:nth-child(14)");
    assert!(bounds.contains("withheld_small_number: a small number that could point at a person"), "{bounds}");
    // The same words as in the package.
    let package = site.json("/c/lachin/datapackage.json").await;
    let means = page.words("#columns-claims tbody tr:nth-child(7) td:nth-child(3)");
    assert_eq!(package["resources"][0]["schema"]["fields"][6]["description"], means);
}

#[tokio::test]
async fn every_page_of_the_corridor_leads_here() {
    let site = story().await;
    for path in ["/c/lachin", "/c/lachin/days/2023-05-10", "/c/lachin/changes", "/c/lachin/months/2023-05"] {
        let page = site.page(path).await;
        assert_eq!(page.attributes("nav a[href$='/data']", "href"), ["/c/lachin/data"], "{path}");
        assert_eq!(page.attributes("footer a[href$='/data']", "href"), ["/c/lachin/data"], "{path}");
    }
    assert_eq!(site.page("/c/lachin/data").await.attributes("nav [aria-current]", "href"), ["/c/lachin/data"]);
    let bare = Site::at(EVENING).await;
    bare.add_corridor(Rows::until("2022-12-01").corridor).await;
    let page = bare.page("/c/lachin/data").await;
    assert!(page.visible().contains("Columns"), "a record without a day has files too");
}
