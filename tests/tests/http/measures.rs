//! `GET /c/{slug}/measures` and `/c/{slug}/measures/{measure}`: each measure’s page of record, with the definitions that occur in
//! this record, and no others.

use domain::Measure;
use tests::lachin::{EVENING, Rows, site_with, story};

#[tokio::test]
async fn what_is_no_measure_has_no_page() {
    let site = story().await;
    for path in [
        "/c/lachin/measures/patients",
        "/c/lachin/measures/Patients_awaiting",
        "/c/nowhere/measures",
        "/c/nowhere/measures/transfers",
    ] {
        assert_eq!(site.response(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn every_measure_has_a_page_that_says_what_where_and_how_it_adds_up() {
    let site = story().await;
    let list = site.page("/c/lachin/measures").await;
    let links = list.attributes("main dl a", "href");
    assert_eq!(links.len(), Measure::ALL.len());
    for measure in Measure::ALL {
        let path = format!("/c/lachin/measures/{}", measure.key());
        assert!(links.contains(&path), "{path}");
        let page = site.page(&path).await;
        assert_eq!(page.words("main code"), measure.key());
        let terms = page.all_words("#definition ~ dl dt");
        assert_eq!(terms, ["What", "Where it is counted", "Kind", "Unit", "Kept apart by", "Totals"], "{path}");
        assert!(page.all_words("#definition ~ dl dd").iter().all(|text| text.len() > 5), "{path}");
        for link in page.attributes("#figures ~ p a", "href") {
            assert_eq!(site.response(&link).await.status(), 200, "{link}");
            assert!(link.contains(measure.key()), "{link}");
        }
    }
    let kinds: Vec<String> =
        ["access_status", "patients_transferred", "patients_awaiting", "patients_transferred_total"]
            .map(|key| format!("/c/lachin/measures/{key}"))
            .to_vec();
    let mut told = Vec::new();
    for path in kinds {
        told.push(site.page(&path).await.all_words("#definition ~ dl dd")[2].clone());
    }
    assert_eq!(
        told,
        [
            "A status, not a number.",
            "A figure of one day, which adds up over days.",
            "A level at an hour of the day, which never adds up over days.",
            "A running total since a start, which must not be added to itself or to daily figures.",
        ]
    );
}

/// The definitions are read from the record: with their sources, and how often.
#[tokio::test]
async fn definitions_that_differ_are_listed_from_the_record_and_no_others() {
    let site = story().await;
    let mut counted = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for row in Rows::until("2023-05-10").claims {
        counted.entry(row[3].clone()).or_default().insert(row[4].clone());
    }
    let mut with_definitions = 0;
    for measure in Measure::ALL {
        let page = site.page(&format!("/c/lachin/measures/{}", measure.key())).await;
        let lines = page.all_words("#conflicts ~ div li");
        let own = counted.get(measure.key()).map(|all| all.iter().filter(|one| !one.is_empty()).count()).unwrap_or(0);
        if own == 0 {
            assert_eq!(lines, [""; 0], "{measure:?}");
            continue;
        }
        with_definitions += 1;
        for definition in counted[measure.key()].iter().filter(|one| !one.is_empty()) {
            assert!(lines.iter().any(|line| line.starts_with(&format!("“{definition}”: "))), "{definition}: {lines:?}");
        }
        assert!(lines.iter().all(|line| line.contains(" claim")), "{lines:?}");
    }
    assert!(with_definitions >= 1, "the record has such definitions");
    let silent = site.page("/c/lachin/measures/people_crossed").await;
    assert!(silent.words("#conflicts ~ div").contains("Nothing is published of it yet."));
}

#[tokio::test]
async fn a_definition_of_another_corridor_is_not_listed_and_neither_is_one_of_a_later_day() {
    let rows = Rows::until("2023-05-10");
    let site = site_with(&rows, EVENING).await;
    let other = Rows::until("2022-12-01").moved("island", 0);
    site.add_corridor(other.corridor).await;
    let file = format!(
        "{}\nisland,2023-05-09,,patients_awaiting,on the island,patients,,,,,,people,done,exact,31,,,Some office,,,2023-05-09,,\n",
        tests::lachin::HEADER
    );
    site.hand.set("2023-05-10T17:00:00Z".parse().unwrap());
    site.import("island", file.as_bytes(), None).await.unwrap();
    let here = site.page("/c/lachin/measures/patients_awaiting").await;
    assert!(!here.visible().contains("on the island"));
    let there = site.page("/c/island/measures/patients_awaiting").await;
    let lines = there.all_words("#conflicts ~ div li");
    assert_eq!(lines, ["“on the island”: Some office. 1 claim, of 9 May."]);
    let before = site.page("/c/island/measures/patients_awaiting?as_of=2023-05-10T16:30:00Z").await;
    assert!(!before.visible().contains("on the island"), "it was not published then");
}

/// Short enough to be read beside a figure.
#[tokio::test]
async fn disputed_unknown_and_said_later_are_told_in_twelve_words_at_most() {
    let site = story().await;
    for path in ["/c/lachin/measures", "/c/lachin/measures/patients_awaiting"] {
        let page = site.page(path).await;
        let (terms, meanings) = (page.all_words("#words ~ dl dt"), page.all_words("#words ~ dl dd"));
        assert_eq!(terms, ["Disputed", "Unknown", "Said later"]);
        for (term, means) in terms.iter().zip(&meanings) {
            let words = means.split_whitespace().count();
            assert!((5..=12).contains(&words), "{term}: {words} words: {means}");
        }
    }
}

#[tokio::test]
async fn figures_lead_to_what_they_count() {
    let site = story().await;
    let status = site.page("/c/lachin").await;
    let linked = status.attributes("main a[href*='/measures/']", "href");
    for key in ["patients_transferred", "patients_awaiting", "patients_transferred_total"] {
        assert!(linked.contains(&format!("/c/lachin/measures/{key}")), "{key}: {linked:?}");
    }
    let day = site.page("/c/lachin/days/2023-05-10").await;
    assert!(day.attributes("main h2 a[href*='/measures/']", "href").len() >= 3);
}
