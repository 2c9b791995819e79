//! `GET /c/{slug}/trends` and `trends.csv`, `.svg`, `.png`: what is refused, and that page, table, drawing and file tell
//! what the claims of the real record come to, counted here anew from the file of claims

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use domain::{ChangeKind, DayReport, Measure, RevisionState};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::site::instant;
use tests::{Page, Site};

const TRENDS: &str = "/c/lachin/trends";

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

async fn csv_of(site: &Site, query: &str) -> Vec<Row> {
    let answer = site.response(&format!("{TRENDS}.csv{query}")).await;
    assert_eq!(answer.status(), 200, "{query}");
    rows(&answer.text().await.unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

// ── Refusals ──

async fn refused(site: &Site, query: &str, why: &str) -> Page {
    for kind in ["", ".csv", ".svg", ".png"] {
        let path = format!("{TRENDS}{kind}?{query}");
        let answer = site.response(&path).await;
        assert_eq!(answer.status(), 422, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        let page = Page::new(answer.text().await.unwrap());
        assert!(page.words("[role=alert]").contains(why), "{path}: {}", page.visible());
    }
    Page::new(site.response(&format!("{TRENDS}?{query}")).await.text().await.unwrap())
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused_with_what_was_typed_in_its_place() {
    let site = story().await;
    for (field, query, why) in [
        ("measure", "measure=unicorns", "“unicorns” is nothing that is counted here"),
        ("by", "by=year", "“year” is no step of time. Write day, week or month."),
        ("from", "from=yesterday", "“yesterday” is no day. Write it as 2023-05-10."),
        ("to", "to=2023-02-30", "“2023-02-30” is no day"),
        ("to", "from=2023-05-02&to=2023-05-01", "The days run backwards"),
        ("from", "from=2023-06-01&to=2023-06-30", "goes from 12 December 2022 to 10 May 2023"),
        ("to", "to=2022-12-11", "None of these days lies in the record"),
        ("carrier", "carrier=Nobody", "Nothing in this record was moved by “Nobody”. The record knows"),
        ("direction", "direction=up", "“up”. The record knows outbound or return."),
        ("group", "group=dragons", "is about “dragons”"),
        ("compare", "compare=atlantis", "“atlantis” is no other corridor of this site"),
        ("compare", "compare=No%20Corridor", "is no other corridor"),
    ] {
        let page = refused(&site, query, why).await;
        let title = page.words("title");
        assert!(title.starts_with("Error: "), "{query}: {title}");
        if field != "compare" && field != "measure" {
            let typed = query.rsplit(&format!("{field}=")).next().unwrap().split('&').next().unwrap();
            assert_eq!(page.field(field), typed, "{query}");
        }
        assert_eq!(page.count("main figure"), 0, "{query}: no figure under a question that was not understood");
    }
    // Several at once, each at its field; nothing that was typed is lost, and hostile text stays text.
    let hostile = "from=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E&by=%22%3E%3Cb%3E&carrier=ICRC&to=2023-05-01";
    let page = refused(&site, hostile, "is no day").await;
    assert_eq!(page.count("[role=alert] li"), 2);
    assert_eq!(page.field("from"), "</title><script>alert(1)</script>");
    assert_eq!((page.field("carrier"), page.field("to")), ("ICRC".to_owned(), "2023-05-01".to_owned()));
    assert_eq!(page.count("script"), 0);
    for path in ["/c/nowhere/trends", "/c/nowhere/trends.csv", "/c/NO/trends"] {
        assert_eq!(site.response(path).await.status(), 404, "{path}");
    }
    assert_eq!(site.state.finished.len(), 0, "nothing of it is kept");
}

#[tokio::test]
async fn more_days_than_a_figure_shows_are_refused_with_the_way_out() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.record_begins = day("2018-01-01");
    let site = site_with(&rows, EVENING).await;
    let page = refused(&site, "from=2019-01-01&by=day", "or show them by week or month").await;
    assert_eq!(page.field("from"), "2019-01-01");
    for query in ["?from=2019-01-01&by=week", "?by=month", "?from=2021-01-01"] {
        assert_eq!(site.response(&format!("{TRENDS}{query}")).await.status(), 200, "{query}");
    }
    // Unasked, as far back as there is room.
    let csv = csv_of(&site, "").await;
    assert_eq!(csv.iter().filter(|row| row["by"] == "day").count(), 1_100);
}

// ── The form and the addresses ──

#[tokio::test]
async fn a_form_left_empty_is_everything_and_one_choice_has_one_page() {
    let site = story().await;
    let plain = site.response(TRENDS).await;
    let tag = plain.headers()["etag"].clone();
    let page = Page::new(plain.text().await.unwrap());
    assert_eq!(page.attributes("main form", "method"), ["get"]);
    assert_eq!(page.count("main form script, main script"), 0);
    let fields: Vec<String> = page.fields().into_iter().map(|(name, _)| name).collect();
    for name in ["measure", "from", "to", "by", "as_of", "carrier", "direction", "group"] {
        assert!(fields.contains(&name.to_owned()), "{name}: {fields:?}");
    }
    let kept = site.state.finished.len();
    let as_sent = "measure=&carrier=&direction=&group=&counted=&facility=&from=&to=&by=&as_of=&compare=";
    for query in [
        as_sent,
        "measure=patients_transferred&by=day",
        "by=day&measure=patients_transferred&direction=outbound&group=patients",
        "from=2022-12-12",
        "from=2000-01-01&unknown=1",
        "by=year&by=day",
        "compare=lachin",
        "as_of=2023-05-10",
    ] {
        let answer = site.response(&format!("{TRENDS}?{query}")).await;
        assert_eq!((answer.status().as_u16(), answer.headers()["etag"].clone()), (200, tag.clone()), "{query}");
    }
    assert_eq!(site.state.finished.len(), kept, "one entry on the shelf");
    // Who names the last day means these days, tomorrow too: so do the files and the frame of the view.
    for query in ["from=2022-12-12&to=2023-05-10", "from=2000-01-01&to=2023-12-31"] {
        let page = site.page(&format!("{TRENDS}?{query}")).await;
        for kind in ["csv", "svg", "png"] {
            let link = format!("/c/lachin/trends.{kind}?to=2023-05-10");
            assert!(page.attributes("#trend a", "href").contains(&link), "{query}: {link}");
        }
        assert!(page.words("section:has(#frame) pre").contains("to=2023-05-10"), "{query}");
    }
    let open = site.page(TRENDS).await;
    assert!(open.attributes("#trend a", "href").contains(&"/c/lachin/trends.csv".to_owned()));
    // What belongs to another measure is left over in a form, and no reason to refuse.
    let waiting = site.response(&format!("{TRENDS}?measure=patients_awaiting&carrier=ICRC&direction=outbound")).await;
    let alone = site.response(&format!("{TRENDS}?measure=patients_awaiting")).await;
    assert_eq!(waiting.headers()["etag"], alone.headers()["etag"]);
}

#[tokio::test]
async fn the_page_is_found_from_the_status_page_the_other_pages_and_the_sitemap() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    assert!(page.attributes("header nav a", "href").contains(&TRENDS.to_owned()));
    let figures = page.attributes("#moved .acts a, #running .acts a, .tiles a", "href");
    for measure in ["patients_transferred", "patients_transferred_total", "patients_awaiting"] {
        let there = figures.iter().any(|href| {
            href.starts_with(&format!("{TRENDS}?measure={measure}&")) || *href == format!("{TRENDS}?measure={measure}")
        });
        assert!(there, "{measure}: {figures:?}");
    }
    for href in figures.iter().filter(|href| href.contains("/trends")) {
        assert_eq!(site.response(href).await.status(), 200, "{href}");
    }
    assert_eq!(site.page(TRENDS).await.attributes("header nav [aria-current=page]", "href"), [TRENDS]);
}

// ── The numbers, counted anew from the file of claims ──

/// Patients moved out, from claims.csv: days and periods by carrier. All claims of the record about it are exact.
struct Moved {
    days: BTreeMap<(String, NaiveDate), BTreeSet<u64>>,
    periods: BTreeMap<(String, NaiveDate, NaiveDate), u64>,
}

impl Moved {
    async fn of(site: &Site) -> Self {
        let mut moved = Self { days: BTreeMap::new(), periods: BTreeMap::new() };
        for row in rows(&site.text("/c/lachin/claims.csv").await) {
            let is_it = row["measure"] == "patients_transferred" && row["direction"] == "outbound";
            let plain = row["group"] == "patients" && row["stage"] == "done" && row["facility"].is_empty();
            if !is_it || !plain || !row["counted"].is_empty() {
                continue;
            }
            // A row that says why there is no number is none.
            if row["value"].is_empty() {
                continue;
            }
            assert_eq!(row["bound"], "exact", "{row:?}");
            let (date, number) = (day(&row["date"]), row["value"].parse().unwrap());
            match row["period_start"].as_str() {
                "" => {
                    moved.days.entry((row["carrier"].clone(), date)).or_default().insert(number);
                }
                start => {
                    moved.periods.insert((row["carrier"].clone(), day(start), date), number);
                }
            }
        }
        assert!(moved.days.len() > 30 && moved.periods.len() == 1, "the real record");
        assert!(moved.days.values().all(|numbers| numbers.len() == 1), "no two numbers of one day and carrier");
        moved
    }

    /// Number, days with a figure, days inside a period; none where nobody said anything of these days.
    fn within(&self, carrier: Option<&str>, from: NaiveDate, to: NaiveDate) -> Option<(u64, usize, usize)> {
        let of = |name: &str| carrier.is_none_or(|carrier| carrier == name);
        let days: BTreeMap<NaiveDate, u64> = self
            .days
            .iter()
            .filter(|((name, date), _)| of(name) && from <= *date && *date <= to)
            .fold(BTreeMap::new(), |mut days, ((_, date), numbers)| {
                *days.entry(*date).or_default() += numbers.first().unwrap();
                days
            });
        let mut sum: u64 = days.values().sum();
        let mut inside = 0;
        let mut counted = 0;
        for ((name, start, end), number) in &self.periods {
            if of(name) && from <= *start && *end <= to {
                let own: u64 = days.range(*start..=*end).map(|(_, number)| number).sum();
                sum += number.saturating_sub(own);
                inside +=
                    start.iter_days().take_while(|date| date <= end).filter(|date| !days.contains_key(date)).count();
                counted += 1;
            }
        }
        (days.len() + counted > 0).then_some((sum, days.len(), inside))
    }
}

/// The buckets of a window, made without the program's own calendar.
fn buckets(by: &str, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let key = |date: NaiveDate| match by {
        "day" => date.to_string(),
        "week" => format!("{:?}", date.iso_week()),
        _ => date.format("%Y-%m").to_string(),
    };
    let mut found: Vec<(String, NaiveDate, NaiveDate)> = Vec::new();
    for date in from.iter_days().take_while(|date| *date <= to) {
        match found.last_mut().filter(|last| last.0 == key(date)) {
            Some(last) => last.2 = date,
            None => found.push((key(date), date, date)),
        }
    }
    found.into_iter().map(|(_, from, to)| (from, to)).collect()
}

#[tokio::test]
async fn the_file_of_any_step_carrier_and_window_is_what_the_claims_come_to() {
    let site = story().await;
    let moved = Moved::of(&site).await;
    for (from, to) in [("2022-12-12", "2023-05-10"), ("2023-02-21", "2023-04-09"), ("2023-02-25", "2023-03-01")] {
        for by in ["day", "week", "month"] {
            for carrier in [None, Some("ICRC")] {
                let of = carrier.map(|carrier| format!("&carrier={carrier}")).unwrap_or_default();
                let query = format!("?from={from}&to={to}&by={by}{of}");
                let told = csv_of(&site, &query).await;
                let (all, parts): (Vec<&Row>, Vec<&Row>) = told.iter().partition(|row| row["by"] == "all");
                let expected = buckets(by, day(from), day(to));
                assert_eq!(parts.len(), expected.len(), "{query}");
                let both = parts.into_iter().zip(expected).chain(all.into_iter().zip([(day(from), day(to))]));
                for (row, (first, last)) in both {
                    assert_eq!((day(&row["from"]), day(&row["to"])), (first, last), "{query}");
                    let expected = moved.within(carrier, first, last);
                    let numbers = (row["value"].as_str(), row["days"].as_str(), row["days_inside_periods"].as_str());
                    match expected {
                        Some((sum, days, inside)) => {
                            assert_eq!(row["state"], "figure", "{query}: {row:?}");
                            assert_eq!(row["bound"], "exact");
                            assert_eq!(
                                numbers,
                                (&*sum.to_string(), &*days.to_string(), &*inside.to_string()),
                                "{query}: {row:?}"
                            );
                        }
                        None => {
                            let across = moved.periods.keys().any(|(_, start, end)| *start <= last && first <= *end);
                            let state = if across { "within_period" } else { "not_reported" };
                            assert_eq!((row["state"].as_str(), numbers.0), (state, ""), "{query}: {row:?}");
                        }
                    }
                }
            }
        }
    }
}

/// What a page's drawing has over its bars, and its words for those who hear it.
fn labels(page: &Page) -> Vec<String> {
    page.all_words("#trend svg text:not([class])")
}

#[tokio::test]
async fn page_drawing_table_and_file_say_the_same() {
    let site = story().await;
    for by in ["day", "week", "month"] {
        let query = format!("?measure=patients_transferred&carrier=ICRC&by={by}");
        let page = site.page(&format!("{TRENDS}{query}")).await;
        let file = csv_of(&site, &query).await;
        let told: Vec<&Row> = file.iter().filter(|row| row["by"] == by && row["state"] == "figure").collect();
        // Every number over a bar is one of the file, and all of them stand there.
        let mut drawn = labels(&page);
        let mut numbers: Vec<String> = told.iter().map(|row| row["value"].clone()).collect();
        if by == "day" {
            numbers.push("14".to_owned());
        }
        drawn.sort();
        numbers.sort();
        assert_eq!(drawn, numbers, "{by}");
        // The same in words for those who hear it.
        let heard = page.all_words("#trend svg desc").join(" ");
        for row in &told {
            let date = day(&row["from"]);
            let on = if by == "day" {
                format!("{} on {}", row["words"], date.day())
            } else {
                format!("{} over ", row["words"])
            };
            assert!(heard.contains(&on), "{by}: {on:?} is not in {heard}");
        }
        // The table: one row a bucket of which something is said, and the whole.
        let table = page.all_words("table:last-of-type tbody tr td:nth-child(2)");
        for row in &told {
            assert!(table.contains(&row["words"]), "{by}: {row:?} is not in {table:?}");
        }
        assert!(table.contains(&"300".to_owned()), "{by}: {table:?}");
        // The finding, on the page and in the drawing that stands alone.
        let finding = "Patients moved out, by ICRC: 300 reported; no figure for 111 of 150 days";
        assert_eq!(page.words("#trend h3"), finding);
        assert!(page.words("#trend figcaption").contains("On 37 of 150 days, 2 more inside a period"), "{by}");
        let svg = Page::new(site.text(&format!("{TRENDS}.svg{query}")).await);
        assert!(svg.words("svg").contains(finding), "{by}: {}", svg.words("svg"));
        let files = page.attributes("#trend > .acts a", "href");
        for kind in ["csv", "svg", "png"] {
            let file = files
                .iter()
                .find(|href| href.contains(&format!(".{kind}?")))
                .unwrap_or_else(|| panic!("{kind}: {files:?}"));
            assert_eq!(site.response(file).await.status(), 200, "{file}");
        }
    }
}

#[tokio::test]
async fn what_days_lose_to_a_period_is_named_and_no_day_within_it_is_silent() {
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?carrier=ICRC")).await;
    let notes = page.words("#trend .notes");
    let said = "The days alone come to 291. One figure for a period that lies in none of them whole counts in all only (14 \
                for 24–26 February): 300.";
    assert!(notes.contains(said), "{notes}");
    let file = csv_of(&site, "?carrier=ICRC").await;
    let of = |date: &str| file.iter().find(|row| row["from"] == date && row["by"] == "day").unwrap();
    for date in ["2023-02-24", "2023-02-25"] {
        assert_eq!(
            (of(date)["state"].as_str(), of(date)["words"].as_str()),
            ("within_period", "within 14 for 24–26 February")
        );
        assert_eq!(of(date)["value"], "");
    }
    assert_eq!((of("2023-02-26")["state"].as_str(), of("2023-02-26")["value"].as_str()), ("figure", "5"));
    assert_eq!(of("2023-02-26")["periods_not_counted"], "14 for 24–26 February");
    let weekly = site.page(&format!("{TRENDS}?carrier=ICRC&by=week")).await;
    assert!(!weekly.words("#trend .notes").contains("alone come to"), "weeks hold the period whole");
    // By weeks that a period crosses: named in both, counted in neither.
    let rows = Rows::until("2023-05-10").and(
        "lachin,2023-03-01,2023-02-25,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,40,,,Ministry of Roads,,,2023-03-01,,",
    );
    let site = site_with(&rows, EVENING).await;
    let file = csv_of(&site, "?carrier=ICRC&by=week&from=2023-02-20&to=2023-03-05").await;
    let weeks: Vec<(&str, &str, bool)> = file
        .iter()
        .map(|row| {
            (
                row["by"].as_str(),
                row["value"].as_str(),
                row["periods_not_counted"].contains("40 for 25 February to 1 March"),
            )
        })
        .collect();
    // 8 on 21 and 14 for 24–26 February; 8 on 28 February and 9 on 3 March. Of overlapping periods the longest counts: in
    // all the 40 stand for the days from 25 February on.
    assert_eq!(weeks, [("week", "22", true), ("week", "17", true), ("all", "57", false)]);
}

#[tokio::test]
async fn more_than_24_stays_more_than_24_everywhere() {
    let row = "lachin,2023-05-09,,patients_transferred,,patients,ICRC,outbound,,,,people,done,more_than,24,,,Ministry of Roads,,,2023-05-09,,";
    let site = site_with(&Rows::until("2023-05-10").and(row), EVENING).await;
    for by in ["day", "week", "month"] {
        let query = format!("?from=2023-05-01&by={by}&carrier=ICRC");
        let file = csv_of(&site, &query).await;
        let told: Vec<(&str, &str, &str, &str)> = file
            .iter()
            .filter(|row| row["state"] == "figure")
            .map(|row| {
                (row["bound"].as_str(), row["value"].as_str(), row["value_high"].as_str(), row["words"].as_str())
            })
            .collect();
        assert_eq!(told, [("more_than", "24", "", "more than 24"); 2], "{by}");
        let page = site.page(&format!("{TRENDS}{query}")).await;
        assert!(labels(&page).contains(&">24".to_owned()), "{by}: {:?}", labels(&page));
        assert!(page.words("#trend h3").contains("more than 24 in daily reports"), "{by}");
        let svg = site.text(&format!("{TRENDS}.svg{query}")).await;
        assert!(!page.visible().contains("25 in daily") && !svg.contains(">25<"), "{by}");
    }
}

#[tokio::test]
async fn a_level_is_never_added_and_a_running_total_stands_against_the_daily_sum() {
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?measure=patients_awaiting&by=month")).await;
    assert!(page.visible().contains("A level, never added up"));
    let file = csv_of(&site, "?measure=patients_awaiting&by=month").await;
    assert!(file.iter().all(|row| row["by"] == "month"), "no row for the whole of what does not add up");
    let may: Vec<&Row> = file.iter().filter(|row| row["from"] == "2023-05-01" && row["state"] == "figure").collect();
    assert!(!may.is_empty());
    for row in may {
        assert_eq!(row["date"], "2023-05-10");
        assert!(row["words"].ends_with(" on 10 May"), "{row:?}");
    }
    let counted: BTreeSet<&str> = file.iter().map(|row| row["counted"].as_str()).collect();
    assert!(counted.len() > 1, "each definition is a series of its own: {counted:?}");
    // The running total below the daily figure, and as a view of its own.
    let said = "394 since 12 December 2022 (Artsakh Ministry of Health, 29 April); daily reports account for 300; 94 are in no daily report.";
    let flow = site.page(TRENDS).await;
    assert!(flow.words("#running figcaption").contains(said), "{}", flow.words("#running figcaption"));
    let total = site.page(&format!("{TRENDS}?measure=patients_transferred_total")).await;
    assert!(total.words("#trend figcaption").contains(said), "{}", total.words("#trend figcaption"));
    let file = csv_of(&site, "?measure=patients_transferred_total").await;
    let sources: BTreeSet<&str> = file.iter().map(|row| row["source"].as_str()).collect();
    assert!(sources.contains("Artsakh Ministry of Health") && sources.len() > 1, "{sources:?}");
    let last =
        file.iter().rfind(|row| row["source"] == "Artsakh Ministry of Health" && row["state"] == "figure").unwrap();
    assert_eq!((last["from"].as_str(), last["value"].as_str()), ("2023-04-29", "394"));
}

#[tokio::test]
async fn access_is_counted_in_days_and_a_disputed_day_is_no_status() {
    let site = story().await;
    // As the mock-up of the look counts them from the record.
    let page = site.page(&format!("{TRENDS}?measure=access_status")).await;
    let finding = page.words("#trend h3");
    assert_eq!(finding, "Access to all traffic: closed on 2 days, disputed on 19 days, unknown on 129 days");
    let days = rows(&site.text("/c/lachin/days.csv").await);
    let expected: BTreeMap<String, String> = days
        .into_iter()
        .filter(|row| row["measure"] == "access_status" && row["access"].is_empty())
        .map(|row| (row["date"].clone(), row["value"].clone()))
        .collect();
    let told = csv_of(&site, "?measure=access_status").await;
    assert_eq!(told.len(), 150);
    for row in &told {
        assert_eq!(row["status_days"], format!("{} 1", expected[&row["from"]]), "{row:?}");
    }
    let months = csv_of(&site, "?measure=access_status&by=month").await;
    let unknown: usize = months
        .iter()
        .filter_map(|row| {
            row["status_days"].split(", ").find_map(|part| part.strip_prefix("unknown ")?.parse::<usize>().ok())
        })
        .sum();
    assert_eq!(unknown, 129);
}

// ── What belongs on no page ──

#[tokio::test]
async fn events_and_claims_of_another_corridor_never_appear_unless_it_is_compared_and_then_by_name() {
    let site = story().await;
    let other = Rows::until("2022-12-20").moved("another", 3).and(
        "another,2023-01-02,,patients_transferred,,patients,Mountain Rescue,outbound,,,,people,done,exact,777,,,Post,,,2023-01-02,,",
    );
    let mut other = other;
    other.events.push(
        ["another", "2023-01-02", "A landslide of the other road", "Post", "", "2023-01-02"]
            .map(str::to_owned)
            .to_vec(),
    );
    site.add_corridor(other.corridor.clone()).await;
    site.import("another", &other.claims_csv(), Some(&other.events_csv())).await.unwrap();
    for query in ["", "?by=week", "?measure=access_status"] {
        for kind in ["", ".csv", ".svg"] {
            let text = site.text(&format!("{TRENDS}{kind}{query}")).await;
            assert!(
                !text.contains("landslide") && !text.contains("777") && !text.contains("Mountain Rescue"),
                "{kind}{query}"
            );
        }
    }
    let page = site.page(&format!("{TRENDS}?compare=another&from=2022-12-15&to=2023-01-10")).await;
    assert!(page.visible().contains("landslide") && page.visible().contains("777"));
    let rows = csv_of(&site, "?compare=another&by=month").await;
    let of = |corridor: &str| {
        rows.iter()
            .filter(|row| row["corridor"] == corridor && row["by"] == "all")
            .map(|row| row["value"].clone())
            .collect::<Vec<String>>()
    };
    assert_eq!((of("lachin"), of("another").len()), (vec!["300".to_owned()], 1), "nothing is added over corridors");
    // The carrier of the other corridor is unknown here.
    refused(&site, "carrier=Mountain%20Rescue", "Nothing in this record was moved by").await;
}

#[tokio::test]
async fn small_numbers_stay_withheld_in_every_output() {
    let row = "lachin,2023-05-09,,patients_transferred,,children,ICRC,outbound,,,,people,done,exact,7,,,Ministry of Roads,,,2023-05-09,,seven children";
    let mut rows = Rows::until("2023-05-10").and(row);
    rows.corridor.withhold_below = 10;
    let site = site_with(&rows, EVENING).await;
    for by in ["day", "week", "month"] {
        let query = format!("?group=children&from=2023-05-08&by={by}");
        let file = csv_of(&site, &query).await;
        let told: Vec<&Row> = file.iter().filter(|row| row["state"] != "not_reported").collect();
        assert_eq!(told.len(), 2, "{by}: {file:?}");
        for row in told {
            assert_eq!(
                (row["state"].as_str(), row["value"].as_str(), row["words"].as_str()),
                ("withheld", "", "withheld (small number)")
            );
        }
        let page = site.page(&format!("{TRENDS}{query}")).await;
        assert!(labels(&page).contains(&"w".to_owned()), "{by}: {:?}", labels(&page));
        assert!(!page.visible().contains("seven children"));
        let svg = Page::new(site.text(&format!("{TRENDS}.svg{query}")).await);
        assert!(
            svg.words("svg").contains("withheld (small number)") && !svg.words("svg").contains(": 7 "),
            "{}",
            svg.words("svg")
        );
    }
}

// ── History ──

fn seventeen(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("17".parse().unwrap());
}

#[tokio::test]
async fn a_correction_is_in_page_drawing_and_file_and_the_state_before_still_shows_the_old_figure() {
    let site = story().await;
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "Another day’s bulletin.", seventeen).await;
    let (before, query) = ("as_of=2023-05-10T16:15:00Z", "?from=2023-04-01&by=month");
    for (query, new, old) in
        [("?from=2023-04-01&by=month", "114", "113"), ("?from=2023-04-29&to=2023-04-29", "17", "16")]
    {
        let at = |row: &Row| row["by"] != "all" && row["state"] == "figure";
        let now = csv_of(&site, query).await;
        let row = now.iter().find(|row| at(row)).unwrap();
        assert_eq!((row["value"].as_str(), row["corrected_at"].as_str()), (new, "2023-05-10T16:30:00.000Z"));
        let then = csv_of(&site, &format!("{query}&{before}")).await;
        let row = then.iter().find(|row| at(row)).unwrap();
        assert_eq!((row["value"].as_str(), row["corrected_at"].as_str()), (old, ""));
        let page = site.page(&format!("{TRENDS}{query}")).await;
        assert!(labels(&page).contains(&new.to_owned()) && !labels(&page).contains(&old.to_owned()), "{query}");
        assert!(page.words("#trend .key").contains("corrected since first published"));
        assert!(page.all_words("table td").iter().any(|cell| cell.contains("corrected since first published")));
        let svg = Page::new(site.text(&format!("{TRENDS}.svg{query}")).await);
        assert!(svg.words("svg").contains("corrected since first published"), "{query}");
        let old_page = site.page(&format!("{TRENDS}{query}&{before}")).await;
        assert!(labels(&old_page).contains(&old.to_owned()) && !labels(&old_page).contains(&new.to_owned()));
        assert!(!old_page.visible().contains("corrected since first published"));
        let old_svg = site.text(&format!("{TRENDS}.svg{query}&{before}")).await;
        assert!(!old_svg.contains("corrected since"), "{query}");
    }
    // A revision is no correction.
    site.change("2023-04-27", ChangeKind::Revision, "Said later.", seventeen).await;
    let rows = csv_of(&site, query).await;
    let fixed: Vec<&str> = rows.iter().map(|row| row["corrected_at"].as_str()).filter(|at| !at.is_empty()).collect();
    assert!(fixed.iter().all(|at| *at == "2023-05-10T16:30:00.000Z"), "{fixed:?}");
    // What is not of the corrected thing has no mark.
    for row in csv_of(&site, "?measure=patients_awaiting").await {
        assert_eq!(row["corrected_at"], "");
    }
}

#[tokio::test]
async fn the_citation_leads_to_exactly_this_state_for_ever() {
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?by=week&carrier=ICRC")).await;
    let permanent = page.words("section:has(#take) code");
    for part in [
        "measure=patients_transferred",
        "carrier=ICRC",
        "direction=outbound",
        "group=patients",
        "from=2022-12-12",
        "to=2023-05-10",
        "by=week",
        "as_of=2023-05-10T16:00:00Z",
    ] {
        assert!(permanent.contains(part), "{part}: {permanent}");
    }
    let told = page.words("section:has(#take)");
    assert!(
        told.contains(
            "Patients moved out, by ICRC, Berdzor / Lachin corridor, 12 December 2022 to 10 May 2023, by week"
        ),
        "{told}"
    );
    assert!(told.contains("10 May 2023, 20:00 in Yerevan"), "{told}");
    let (drawn, table) = (labels(&page), page.all_words("main td"));
    site.hand.set(instant("2023-05-11T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "Another day’s bulletin.", seventeen).await;
    let then = site.page(&permanent).await;
    assert_eq!((labels(&then), then.all_words("main td")), (drawn, table));
    assert_eq!(then.words("section:has(#take) code"), permanent, "a citation of an old state cites that state");
    assert_ne!(labels(&site.page(&format!("{TRENDS}?by=week&carrier=ICRC")).await), labels(&then));
}

#[tokio::test]
async fn a_withdrawn_day_is_gone_and_its_bucket_says_so_by_its_coverage() {
    let site = story().await;
    site.append("2023-04-29", RevisionState::Withdrawn, "It could point at people.").await;
    let rows = csv_of(&site, "?from=2023-04-01&to=2023-04-30&by=month").await;
    assert_eq!((rows[0]["value"].as_str(), rows[0]["days"].as_str(), rows[0]["of_days"].as_str()), ("97", "8", "30"));
    let names = ["state", "absence", "words", "days_silent"];
    let told = |row: &Row| names.map(|name| row[name].clone());
    let gone = ["withdrawn", "withheld_for_safety", "withdrawn", "0"];
    // The measure of every kind says so, and so does the day within its week.
    for measure in ["patients_transferred", "patients_awaiting", "patients_transferred_total", "access_status"] {
        let day = csv_of(&site, &format!("?measure={measure}&from=2023-04-29&to=2023-04-29")).await;
        assert!(day.iter().all(|row| told(row) == gone), "{measure}: {day:?}");
        let around = csv_of(&site, &format!("?measure={measure}&from=2023-04-28&to=2023-04-30")).await;
        let states: BTreeSet<&str> =
            around.iter().filter(|row| row["from"] == "2023-04-29").map(|row| row["state"].as_str()).collect();
        assert!(states.is_subset(&BTreeSet::from(["withdrawn"])), "{measure}: {states:?}");
    }
    assert_eq!(
        (rows[0]["days_silent"].as_str(), rows[0]["absence"].as_str()),
        ("21", "not_reported; withheld_for_safety")
    );
    let page = site.page(&format!("{TRENDS}?from=2023-04-29&to=2023-04-29")).await;
    let told = page.words("#trend");
    assert!(!told.contains("No figure") && !told.contains("obody"), "{told}");
    assert!(told.contains("29 April was withdrawn: what was published about it is not shown any more."), "{told}");
    assert!(told.contains("The reason: It could point at people."), "{told}");
    assert!(page.attributes("#trend .notes a", "href").contains(&"/c/lachin/days/2023-04-29".to_owned()));
    let page = site.page(&format!("{TRENDS}?from=2023-04-26&to=2023-04-30")).await;
    let heard = page.all_words("#trend svg desc").join(" ");
    assert!(heard.contains("withdrawn on 29"), "{heard}");
    assert!(page.all_words("table td").contains(&"withdrawn".to_owned()));
    let month = site.page(&format!("{TRENDS}?from=2023-04-01&to=2023-04-30&by=month")).await;
    assert!(month.all_words("table td").iter().any(|cell| cell.contains("1 day withdrawn")), "{}", month.visible());
}

#[tokio::test]
async fn what_rests_on_a_period_is_not_in_daily_reports_and_days_within_it_have_none_of_their_own() {
    let site = story().await;
    let query = "?carrier=ICRC&from=2023-02-24&to=2023-02-26";
    let page = site.page(&format!("{TRENDS}{query}")).await;
    assert_eq!(page.words("#trend h3"), "Patients moved out, by ICRC: 14 reported");
    let heard = page.all_words("#trend svg desc").join(" ");
    assert!(heard.contains("no figure of their own, but one for a period, on 24 and 25"), "{heard}");
    assert!(!heard.contains("a figure on every day"), "{heard}");
    let april = site.page(&format!("{TRENDS}?carrier=ICRC&from=2023-04-01")).await;
    assert!(april.words("#trend h3").contains(" in daily reports; no figure for"), "{}", april.words("#trend h3"));
    // What the table leaves out is what the title says.
    let all = site.page(&format!("{TRENDS}?carrier=ICRC")).await;
    let rest = "On the other 111 days from 12 December 2022 to 10 May 2023 nobody gave a figure: not zero. 2 more days have \
                one only within a period.";
    assert!(all.visible().contains(rest), "{}", all.visible());
}

#[tokio::test]
async fn where_no_day_has_a_figure_of_its_own_none_is_said_to_come_to_nothing() {
    let row = "lachin,2023-05-09,2023-05-07,patients_transferred,,patients,ICRC,outbound,,,,people,done,more_than,24,,,Ministry of Roads,,,2023-05-09,,";
    let site = site_with(&Rows::until("2023-05-10").and(row), EVENING).await;
    let page = site.page(&format!("{TRENDS}?carrier=ICRC&from=2023-05-05")).await;
    assert_eq!(
        page.words("#trend h3"),
        "Patients moved out, by ICRC: more than 24 reported; no figure for 3 of 6 days"
    );
    let notes = page.words("#trend .notes");
    assert!(notes.contains("The days alone have no figure of their own.") && !notes.contains("come to 0"), "{notes}");
}

#[tokio::test]
async fn a_day_that_is_disputed_later_names_both_sides_and_a_silent_one_what_was_said_later() {
    let site = story().await;
    let days = rows(&site.text("/c/lachin/days.csv").await);
    let later: BTreeMap<String, String> = days
        .into_iter()
        .filter(|row| row["measure"] == "access_status" && row["access"].is_empty())
        .map(|row| (row["date"].clone(), row["said_later"].clone()))
        .collect();
    let told = csv_of(&site, "?measure=access_status").await;
    let mut both = 0;
    for row in &told {
        assert_eq!(row["said_later"], later[&row["from"]], "{row:?}");
        if row["status_days"] == "disputed 1" && !row["said_later"].is_empty() {
            both += usize::from(row["sources"].contains("; ") && row["claims"].contains("; "));
        }
    }
    assert!(both > 0 && told.iter().any(|row| row["status_days"] == "unknown 1" && !row["said_later"].is_empty()));
    for by in ["day", "week", "month"] {
        let query = format!("?measure=access_status&from=2022-12-12&to=2022-12-31&by={by}");
        let rows = csv_of(&site, &query).await;
        assert!(rows.iter().any(|row| row["sources"].contains("Kavkaz-Uzel")), "{by}: {rows:?}");
        let page = site.page(&format!("{TRENDS}{query}")).await;
        assert!(page.all_words("main table td").iter().any(|cell| cell.contains("Kavkaz-Uzel")), "{by}");
    }
}

#[tokio::test]
async fn before_anything_is_published_nobody_is_silent_and_a_total_is_somebody() {
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?carrier=Russian%20peacekeepers")).await;
    assert!(!page.words("main").contains("obody reported"), "{}", page.words("main"));
    assert!(page.words("#trend").contains("No figure of a day from"), "{}", page.words("#trend"));
    assert!(page.words("#running").contains("2 since 23 April"), "{}", page.words("#running"));
    let site = site_with(&Rows::until("2022-12-01"), EVENING).await;
    let page = site.page(TRENDS).await;
    assert!(page.words("#trend").contains("Nothing is published from 12 December 2022"), "{}", page.words("#trend"));
    assert!(!page.words("main").contains("obody"), "{}", page.words("main"));
}

#[tokio::test]
async fn tables_beside_another_corridor_name_theirs_and_a_file_is_named_after_what_it_holds() {
    let site = story().await;
    let other = Rows::until("2022-12-20").moved("another", 3);
    site.add_corridor(other.corridor.clone()).await;
    site.import("another", &other.claims_csv(), Some(&other.events_csv())).await.unwrap();
    let page = site.page(&format!("{TRENDS}?compare=another")).await;
    // The figure of the running total is the corridor's own, and told below under its heading.
    let captions = page.all_words("main section:not(#running) table.trend caption");
    assert!(captions.len() > 2, "{captions:?}");
    for caption in captions.iter().filter(|caption| !caption.contains("Berdzor / Lachin corridor: ")) {
        assert!(caption.contains("corridor: ") || caption.contains("another"), "{captions:?}");
    }
    assert!(captions.contains(&"Berdzor / Lachin corridor: By month".to_owned()), "{captions:?}");
    let name = async |query: &str| {
        let answer = site.response(&format!("{TRENDS}.csv{query}")).await;
        answer.headers()["content-disposition"].to_str().unwrap().to_owned()
    };
    let whole = "2022-12-12-to-2023-05-10-as-of-20230510T160000Z.csv\"";
    assert_eq!(name("").await, format!("attachment; filename=\"lachin-trends-patients_transferred-by-day-{whole}"));
    let named = name("?carrier=ICRC&by=week&from=2023-02-20&to=2023-03-05").await;
    let end = "-by-week-2023-02-20-to-2023-03-05-as-of-20230510T160000Z.csv\"";
    assert!(named.ends_with(end) && named.contains("patients_transferred-ICRC"), "{named}");
    let old = name("?as_of=2023-01-05").await;
    assert!(old.contains("to-2023-01-05-as-of-20230105T"), "{old}");
}

#[tokio::test]
async fn a_day_is_the_corridors_date_whatever_the_hour_elsewhere() {
    // 23:30 on 10 May in Yerevan is the 10th there, half past seven in the evening in London.
    let site = site_with(&Rows::until("2023-05-10"), "2023-05-10T19:30:00Z").await;
    let last =
        |rows: &[Row]| rows.iter().filter(|row| row["by"] == "day").map(|row| row["from"].clone()).max().unwrap();
    assert_eq!(last(&csv_of(&site, "").await), "2023-05-10");
    site.hand.set(instant("2023-05-10T20:30:00Z"));
    assert_eq!(last(&csv_of(&site, "").await), "2023-05-11", "it is past midnight there");
    let page = site.page(TRENDS).await;
    assert!(!page.html.contains("datetime="), "no instant that a browser could move");
}

#[tokio::test]
async fn before_the_record_begins_the_page_says_so_and_an_empty_window_names_the_last_figure() {
    let mut rows = Rows::until("2022-12-01");
    rows.corridor.record_begins = day("2023-06-01");
    let site = site_with(&rows, EVENING).await;
    let page = site.page(TRENDS).await;
    assert!(page.words("#trend, #not-begun").contains("The record begins on 1 June 2023"), "{}", page.visible());
    assert_eq!(site.response(&format!("{TRENDS}.svg")).await.status(), 200);
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?from=2023-05-01")).await;
    let told = page.words("#trend");
    assert!(
        told.contains("No figure from 1 May 2023 to 10 May 2023")
            && told.contains("The last figure is 16, on 29 April 2023"),
        "{told}"
    );
}

#[tokio::test]
async fn three_years_of_days_come_in_one_page_and_its_files() {
    let mut rows = Rows::until("2023-05-10");
    let first = day("2020-05-11");
    rows.corridor.record_begins = first;
    let days = (0..900u64).map(|n| first + Days::new(n));
    let more = days.map(|date| {
        format!("lachin,{date},,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,{},,,Ministry of Roads,,,{date},,", 1 + date.day())
    });
    let rows = more.fold(rows, |rows, row| rows.and(&row));
    let site = site_with(&rows, EVENING).await;
    for by in ["day", "week", "month"] {
        for kind in ["", ".csv", ".svg"] {
            let answer = site.response(&format!("{TRENDS}{kind}?by={by}")).await;
            assert_eq!(answer.status(), 200, "{kind} {by}");
        }
    }
    let answer = site.request(TRENDS).header("accept-encoding", "br").send().await.unwrap();
    let size = answer.bytes().await.unwrap().len();
    assert!(size < 120_000, "{size} bytes");
}
