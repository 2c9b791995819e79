//! The story of 10 May 2023 over HTTP, and what becomes of it when the record is another one.

use tests::lachin::{EVENING, Rows, site_with, story};

#[tokio::test]
async fn the_status_page_tells_the_tenth_of_may() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    let sentence = page.words("h1");
    for part in [
        "Closed",
        "Armenian Weekly",
        "on 10 May 2023, day 150 counted from 12 December 2022",
        "ICRC last moved patients out on 29 April, 11 days ago, with no report of movements by ICRC on any of the 11 days since",
        "Karabakh Ministry of Health, via Kavkaz-Uzel",
        "any carrier last moved patients out 0–11 days ago, the last day named is 29 April",
        "ICRC made 3 journeys since 23 April",
        "Russian peacekeepers moved 2 patients out since 23 April, days not named",
        "at least 30 people wait",
        "More than 30: Armenian Weekly; 30: Artsakh official",
    ] {
        assert!(sentence.contains(part), "{part:?} is not in {sentence:?}");
    }
    let all = page.visible();
    for part in [
        "394",
        "running total",
        "29 April, 11 days ago",
        "Patient transfers said to be barred from 28 Apr",
        "ICRC patient transfers stop pending talks",
        "Checkpoint set up at Hakari bridge",
        "Berdzor / Lachin corridor",
        "Laçın dəhlizi",
        "Բերձորի",
        "Лачинский",
    ] {
        assert!(all.contains(part), "{part:?} is not on the page");
    }
    let figures = format!("{sentence} {}", page.all_words(".tiles .big, td.fig").join(" "));
    let words: Vec<&str> = figures.split(|c: char| !c.is_alphanumeric()).collect();
    assert!(!words.contains(&"21"), "the number of the next day is on the page");
    assert!(!words.contains(&"31") && !all.contains("30+"), "nobody said 31, nobody wrote 30+");
}

#[tokio::test]
async fn the_running_total_is_that_of_the_source_with_the_most_of_them() {
    let page = story().await.page("/c/lachin").await;
    let rows = page.all_words(".tiles > div");
    let total: Vec<&String> = rows.iter().filter(|row| row.contains("394")).collect();
    assert_eq!(total.len(), 1, "{total:?}");
    assert!(total[0].contains("Artsakh Ministry of Health") && total[0].contains("29 April"), "{total:?}");
    assert!(
        total[0].contains("Daily reports since 12 December 2022 account for 300; 94 are in no daily report."),
        "{total:?}"
    );
}

#[tokio::test]
async fn latest_json_says_what_the_page_says() {
    let site = story().await;
    let latest = site.json("/c/lachin/latest.json").await;
    assert_eq!(latest["corridor"], "lachin");
    assert_eq!(latest["date"], "2023-05-10");
    assert_eq!(latest["as_of"], EVENING);
    // The whole of the hash whose beginning stands at the foot of the page: to be kept, for `corridor verify --head`.
    let head = server::storage::revisions::head(&site.state.database).await.unwrap();
    assert_eq!(latest["version"]["hash"], head.hash.as_str());
    let foot = format!("{} ({})", latest["version"]["revision"], &head.hash[..8]);
    assert!(site.page("/c/lachin").await.words("footer").contains(&foot), "{foot}");
    assert_eq!(latest["status"]["value"], "closed");
    assert_eq!(latest["status"]["day"], 150);
    assert_eq!(latest["status"]["since"], "2022-12-12");
    assert_eq!(latest["status"]["sources"][0]["name"], "Armenian Weekly");
    let classes = latest["status"]["by_class"].as_array().unwrap();
    let classes: Vec<&str> = classes.iter().map(|class| class["access"].as_str().unwrap()).collect();
    assert_eq!(classes, ["medical", "cargo"]);
    let streaks = latest["streaks"].as_array().unwrap();
    assert_eq!(
        (&streaks[0]["carrier"], &streaks[0]["fewest"], &streaks[0]["most"]),
        (&"ICRC".into(), &11.into(), &11.into())
    );
    assert_eq!(
        (&streaks[1]["carrier"], &streaks[1]["fewest"], &streaks[1]["most"]),
        (&().into(), &0.into(), &11.into())
    );
    let figures = latest["figures"].as_array().unwrap();
    let waiting = figures.iter().find(|figure| figure["words"] == "at least 30").unwrap();
    assert_eq!((&waiting["low"], &waiting["high"], &waiting["disputed"]), (&30.into(), &().into(), &true.into()));
    assert_eq!(waiting["sources"].as_array().unwrap().len(), 2);
    let page = site.page("/c/lachin").await;
    let spoken = latest["sentence"].as_str().unwrap();
    for clause in ["day 150 counted from 12 December 2022", "at least 30 people wait", "11 days ago"] {
        assert!(spoken.contains(clause) && page.words("h1").contains(clause), "{clause}");
    }
    assert_eq!(page.attributes("meta[name=description]", "content"), [spoken]);
}

#[tokio::test]
async fn without_its_only_witness_the_status_is_unknown_and_the_day_has_no_number() {
    let rows = Rows::until("2023-05-10").without("Armenian Weekly");
    let sentence = site_with(&rows, EVENING).await.page("/c/lachin").await.words("h1");
    assert!(sentence.starts_with("Unknown"), "{sentence}");
    assert!(!sentence.contains("150"), "{sentence}");
    assert!(!sentence.contains("journeys"), "{sentence}");
    assert!(sentence.contains("30 people wait") && !sentence.contains("at least 30"), "{sentence}");
    assert!(sentence.contains("last reported, 23 April: closed; Artsakh InfoCenter"), "{sentence}");
}

#[tokio::test]
async fn one_patient_on_the_fifth_of_may_makes_the_streak_five() {
    let moved = "lachin,2023-05-05,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,1,,,\
                 ICRC Armenia,,,2023-05-05,,";
    let sentence = site_with(&Rows::until("2023-05-10").and(moved), EVENING).await.page("/c/lachin").await.words("h1");
    assert!(sentence.contains("ICRC last moved patients out on 5 May, 5 days ago"), "{sentence}");
}

#[tokio::test]
async fn a_zero_does_not_end_the_streak() {
    let nobody = "lachin,2023-05-05,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,0,,,\
                  ICRC Armenia,,,2023-05-05,,";
    let sentence = site_with(&Rows::until("2023-05-10").and(nobody), EVENING).await.page("/c/lachin").await.words("h1");
    assert!(
        sentence.contains("29 April, 11 days ago, with no report of movements by ICRC on 10 of the 11 days since"),
        "{sentence}"
    );
}

#[tokio::test]
async fn under_another_name_and_a_hundred_days_later_the_sentence_moves_along() {
    let rows = Rows::until("2023-05-10").moved("another", 100);
    let sentence = site_with(&rows, "2023-08-18T16:00:00Z").await.page("/c/another").await.words("h1");
    for part in [
        "Closed",
        "on 18 August 2023, day 150 counted from 22 March 2023",
        "ICRC last moved patients out on 7 August, 11 days ago",
        "ICRC made 3 journeys since 1 August",
        "at least 30 people wait",
    ] {
        assert!(sentence.contains(part), "{part:?} is not in {sentence:?}");
    }
}

#[tokio::test]
async fn the_next_morning_nothing_is_carried_over() {
    let site = story().await;
    site.hand.set(tests::site::instant("2023-05-11T05:00:00Z"));
    let sentence = site.page("/c/lachin").await.words("h1");
    assert!(sentence.starts_with("Unknown"), "{sentence}");
    assert!(
        sentence.contains("No report yet for 11 May 2023; last reported, 10 May: closed; Armenian Weekly"),
        "{sentence}"
    );
    assert!(sentence.contains("12 days ago"), "{sentence}");
    assert!(sentence.contains("at least 30 people waited on 10 May"), "{sentence}");
}
