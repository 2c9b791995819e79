//! `GET /c/{slug}/chart/{measure}.svg` and `.png`, and the figures of the status page that they are files of

use std::collections::BTreeMap;

use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Page, Site};

async fn refused(site: &Site, path: &str, status: u16, why: &str) {
    let response = site.response(path).await;
    assert_eq!(response.status(), status, "{path}");
    let page = Page::new(response.text().await.unwrap());
    assert!(page.visible().contains(why), "{path}: {}", page.visible());
}

#[tokio::test]
async fn what_is_no_chart_is_refused_with_what_was_expected() {
    let site = story().await;
    let chart = "/c/lachin/chart/patients_transferred";
    refused(&site, "/c/nowhere/chart/patients_transferred.svg", 404, "no page at this address").await;
    refused(&site, "/c/lachin/chart/unicorns.svg", 404, "no page at this address").await;
    refused(&site, &format!("{chart}.gif"), 404, "no page at this address").await;
    refused(&site, chart, 404, "no page at this address").await;
    refused(&site, &format!("{chart}.svg?from=yesterday"), 422, "“yesterday” is no day. Write it as 2023-05-10.").await;
    refused(&site, &format!("{chart}.svg?from=2023-05-02&to=2023-05-01"), 422, "The days run backwards").await;
    refused(&site, &format!("{chart}.svg?direction=up"), 422, "Write outbound or return").await;
    refused(&site, &format!("{chart}.svg?from=2023-06-01"), 404, "no page at this address").await;
    refused(&site, &format!("{chart}.svg?to=2022-12-11"), 404, "no page at this address").await;
}

/// The words of every text of a drawing but the numbers of days.
fn labels(page: &Page, within: &str) -> Vec<String> {
    let mut labels = page.all_words(&format!("{within} svg text:not([class])"));
    labels.sort();
    labels
}

type Row = BTreeMap<String, String>;

async fn csv_of(site: &Site, path: &str) -> Vec<Row> {
    let text = site.response(path).await.text().await.unwrap();
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[tokio::test]
async fn sentence_drawing_table_and_files_of_the_patients_moved_agree() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    // From the file of days: what the International Committee moved out, each day, and over each period.
    let moved = |row: &Row| {
        row["measure"] == "patients_transferred"
            && row["direction"] == "outbound"
            && row["group"] == "patients"
            && row["absence"].is_empty()
    };
    let rows: Vec<Row> = csv_of(&site, "/c/lachin/days.csv").await.into_iter().filter(moved).collect();
    let rows: Vec<Row> = rows.into_iter().filter(|row| row["date"].as_str() >= "2023-02-10").collect();
    assert!(rows.iter().all(|row| row["carrier"] == "ICRC" && row["bound"] == "exact"), "{rows:#?}");
    let (periods, days): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| !row["period_start"].is_empty());
    let number = |row: &Row| row["value"].parse::<u64>().unwrap();
    let inside = |day: &Row, period: &Row| day["date"] >= period["period_start"] && day["date"] <= period["date"];
    let [period] = periods.as_slice() else { panic!("{periods:#?}") };
    let own: u64 = days.iter().filter(|day| inside(day, period)).map(|day| number(day)).sum();
    let sum = days.iter().map(|day| number(day)).sum::<u64>() - own + own.max(number(period));

    let words = page.words("#moved figcaption");
    assert!(words.starts_with(&format!("Patients moved out: {sum} reported")), "{words}");
    assert!(words.contains(&format!("{sum} on {} of the 90 days", days.len())), "{words}");
    assert!(words.contains("2 more inside a period; the last figure is 16 on 29 April."), "{words}");

    let mut told: Vec<String> = rows.iter().map(|row| row["value"].clone()).collect();
    told.sort();
    assert_eq!(labels(&page, "#moved"), told, "the drawing on the page");
    let file = Page::new(site.response("/c/lachin/chart/patients_transferred.svg").await.text().await.unwrap());
    assert_eq!(labels(&file, ""), told, "the drawing in the file");
    let mut table = page.all_words("#moved tbody td:nth-child(2)");
    table.sort();
    assert_eq!(table, told, "the table");
    let rest = page.all_words("#moved details p");
    assert!(
        rest[0].starts_with(&format!("On the other {} days", 90 - days.len() - 2))
            && rest[0].contains("2 more days have one only within a period"),
        "{rest:?}"
    );
    // The file says the same sentences.
    let said = file.words("svg");
    for sentence in [page.words("#moved h3"), page.all_words("#moved figcaption p").remove(0)] {
        assert!(said.contains(&sentence), "{sentence:?} is not in the file: {said}");
    }
    // Every drawing names its month and says its numbers to those who hear it.
    let heard = page.all_words("#moved svg desc").join(" ");
    for row in &days {
        let date: chrono::NaiveDate = row["date"].parse().unwrap();
        let on = format!("{} on {}", row["value"], date.format("%-d"));
        assert!(heard.contains(&on), "{on:?} is not in {heard}");
    }
    assert_eq!(
        page.all_words("#moved svg title"),
        ["February", "March", "April", "May"].map(|month| format!("Patients moved out, by ICRC, {month} 2023"))
    );
}

#[tokio::test]
async fn sentence_drawing_and_table_of_the_running_total_agree() {
    let site = story().await;
    let page = site.page("/c/lachin").await;
    let words = page.words("#running figcaption");
    let said = "394 since 12 December 2022 (Artsakh Ministry of Health, 29 April); daily reports account for 300; 94 are \
                in no daily report.";
    assert!(words.contains(said), "{words}");
    let claims = csv_of(&site, "/c/lachin/claims.csv").await;
    let totals: Vec<&Row> = claims
        .iter()
        .filter(|row| {
            row["measure"] == "patients_transferred_total"
                && row["source"] == "Artsakh Ministry of Health"
                && row["date"].as_str() >= "2023-02-10"
        })
        .collect();
    let results = page.all_words("#running tbody td:nth-child(5)");
    let others = results.iter().filter(|result| result.ends_with(", other source")).count();
    assert_eq!(results.len() - others, totals.len());
    // Who else gave a total stands in the table, in the drawing, and in what is read aloud.
    let rings: usize =
        page.attributes("#running path.q", "d").iter().map(|path| path.matches("a3 3 0 1 0 6 0").count()).sum();
    assert!(rings > 0 && rings <= others, "{rings} rings, {others} rows");
    let heard = page.all_words("#running svg desc").join(" ");
    assert!(heard.contains("394 (Artsakh government bulletin) on 5"), "{heard}");
    let table = page.all_words("#running tbody td:nth-child(2)");
    for total in &totals {
        assert!(table.contains(&total["value"]), "{total:?}");
    }
    // One filled point a total; a label only where there is room, never one that nobody said.
    let points: usize =
        page.attributes("#running path.b", "d").iter().map(|path| path.matches("a3 3 0 1 0 6 0").count()).sum();
    assert_eq!(points, totals.len());
    // The gaps of the sentence, the brackets of the drawing and the results of the table are the same.
    let short: Vec<String> = page
        .all_words("#running tbody td:nth-child(5)")
        .into_iter()
        .filter(|result| !result.ends_with(", other source"))
        .filter_map(|result| result.strip_prefix("Short by ").map(str::to_owned))
        .collect();
    let notes = page.words("#running .notes");
    for gap in &short {
        assert!(notes.contains(&format!("{gap} in no daily report: ")), "{gap} is not in {notes}");
        assert!(labels(&page, "#running").contains(gap), "{gap} is not drawn");
    }
    assert_eq!(short.len(), notes.matches(" in no daily report: ").count(), "{notes}");
}

#[tokio::test]
async fn a_figure_without_data_says_so_and_draws_nothing() {
    let rows = Rows::until("2022-12-14");
    let site = site_with(&rows, "2022-12-14T16:00:00Z").await;
    let page = site.page("/c/lachin").await;
    let words = page.words("#moved");
    assert!(
        words.contains("No figure from 12 December 2022 to 14 December 2022. Nobody reported: Patients moved out.")
    );
    assert_eq!((page.count("#moved svg"), page.count("#moved table")), (0, 0), "{words}");
    let file = Page::new(site.response("/c/lachin/chart/patients_transferred.svg").await.text().await.unwrap());
    assert!(file.words("desc").contains("No figure from 12 December 2022 to 14 December 2022."), "{}", file.html);
    let none = Page::new(site.response("/c/lachin/chart/people_crossed_total.svg").await.text().await.unwrap());
    assert!(
        none.words("desc").starts_with("No running total from 12 December 2022 to 14 December 2022"),
        "{}",
        none.html
    );
    // Long silence names the last figure and its day.
    let site = site_with(&Rows::until("2023-05-10"), "2023-12-31T16:00:00Z").await;
    let words = site.page("/c/lachin").await.words("#moved");
    assert!(words.contains("The last figure is 16, on 29 April 2023."), "{words}");
}

#[tokio::test]
async fn every_measure_has_a_chart_and_every_chart_a_picture() {
    let site = story().await;
    for measure in [
        "access_status",
        "patients_transferred",
        "patients_transferred_total",
        "transfers_total",
        "people_crossed",
        "patients_awaiting",
        "patients_intensive_care",
        "patients_critical",
        "patients_hospitalised",
        "transfers",
        "deliveries",
        "deliveries_total",
        "people_crossed_total",
    ] {
        let svg = site.response(&format!("/c/lachin/chart/{measure}.svg?from=2022-12-12")).await;
        assert_eq!(svg.status(), 200, "{measure}");
        assert_eq!(svg.headers()["content-type"], "image/svg+xml");
        let policy = svg.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert_eq!(policy, "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        assert_eq!(svg.headers()["access-control-allow-origin"], "*");
        let drawing = svg.text().await.unwrap();
        assert!(drawing.contains("<title>") && drawing.contains("<desc>"), "{measure}");
        assert!(drawing.contains("Record version") && drawing.contains("Berdzor / Lachin corridor"), "{measure}");
        let png = site.response(&format!("/c/lachin/chart/{measure}.png?from=2022-12-12")).await;
        assert_eq!((png.status().as_u16(), png.headers()["content-type"].to_str().unwrap()), (200, "image/png"));
        let bytes = png.bytes().await.unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{measure}: {} bytes", bytes.len());
    }
}

#[tokio::test]
async fn parameters_that_no_chart_knows_are_no_new_chart() {
    let site = story().await;
    let tag = |response: reqwest::Response| response.headers()["etag"].clone();
    let chart = "/c/lachin/chart/patients_transferred.svg";
    let plain = tag(site.response(chart).await);
    let made = site.state.finished.renders();
    for query in ["?utm_source=x", "?from=", "?colour=red&size=9", "?x=1&from=&to="] {
        assert_eq!(tag(site.response(&format!("{chart}{query}")).await), plain, "{query}");
    }
    assert_eq!(site.state.finished.renders(), made, "nothing was drawn anew");
    let back = site.response(&format!("{chart}?direction=return")).await.text().await.unwrap();
    assert!(back.contains("Patients returned") && back.contains("Carrier not said"), "{back}");
    let whole = site.response(&format!("{chart}?from=2022-12-12")).await.text().await.unwrap();
    assert!(whole.contains("300 on 37 of the 150 days"), "{whole}");
}

#[tokio::test]
async fn what_is_counted_apart_is_named_and_never_called_unreported() {
    let site = story().await;
    let drawing = async |address: &str| {
        let path = format!("/c/lachin/chart/{address}");
        Page::new(site.response(&path).await.text().await.unwrap()).words("svg")
    };
    let goods = drawing("deliveries.svg?from=2022-12-12").await;
    assert!(goods.starts_with("Goods delivered, "), "{goods}");
    assert!(goods.contains("counted apart and not drawn here: Goods delivered, "), "{goods}");
    assert!(!goods.contains("Nobody reported"), "{goods}");
    // Two hospitals, one of them with children alone, are no "intensive care in all".
    let care = drawing("patients_intensive_care.svg?from=2022-12-12").await;
    assert!(care.starts_with("People in intensive care: 3 counts that are never added"), "{care}");
    assert!(care.contains("Children in intensive care, Arevik: 5 on 27 April 2023"), "{care}");
}

#[tokio::test]
async fn all_disputed_days_are_drawn_apart() {
    let rows = Rows::until("2023-05-10");
    let mut rows = rows;
    for day in ["2023-05-08", "2023-05-09"] {
        for (status, source) in [("open", "One office"), ("closed", "Another office")] {
            rows = rows.and(&format!(
                "lachin,{day},,access_status,,,,,,,,,done,,{status},,,{source},,https://example.org/{status},{day},,"
            ));
        }
    }
    let site = site_with(&rows, EVENING).await;
    let page = site.page("/c/lachin").await;
    let names = page.all_words(".strip li");
    let day = names.iter().find(|name| name.starts_with("9 May: ")).unwrap();
    assert!(
        day.starts_with("9 May: Disputed. ") && day.ends_with("Said later, closed: Armenian Weekly, 10 May"),
        "{day}"
    );
    assert!(day.contains("Open: One office") && day.contains("Closed: Another office"), "{day}");
}

#[tokio::test]
async fn each_of_ninety_cells_is_a_link_that_ends_with_who_says_so() {
    let page = story().await.page("/c/lachin").await;
    let names = page.all_words(".strip li");
    let ways = page.attributes(".strip li a", "href");
    assert_eq!((names.len(), ways.len()), (90, 90));
    assert_eq!((ways[0].as_str(), ways[89].as_str()), ("/c/lachin/days/2023-02-10", "/c/lachin/days/2023-05-10"));
    assert_eq!(
        names[89],
        "10 May: Closed. Closed: Armenian Weekly. Patients only, closed: Artsakh Human Rights Ombudsman. Cargo only, \
         closed: Armenian Weekly"
    );
    assert_eq!(names[67], "18 April: Disputed. Open: azvision. Said later, closed: Armenian Weekly, 10 May");
    assert_eq!(names[88], "9 May: Unknown. Said later, closed: Armenian Weekly, 10 May");
    let marks = page.attributes(".strip li use", "href");
    assert_eq!((marks[89].as_str(), marks[88].as_str(), marks[67].as_str()), ("#k", "#lk", "#dko"));
    // A day of one class alone has its own mark beside the number.
    assert!(names[76].starts_with("27• April: Unknown. Cargo only, closed: "), "{}", names[76]);
    assert!(names.iter().all(|name| name.contains(": ") && !name.ends_with(": ")), "{names:#?}");
}

/// The words of all notes and descriptions of a frame of running totals.
async fn running(site: &tests::Site, asked: &str) -> (String, String) {
    let page = site.page(&format!("/embed/lachin/chart?measure=patients_transferred_total{asked}")).await;
    let notes = page.words(".notes").replace('\u{a0}', " ");
    (notes, page.all_words("svg desc").join(" ").replace('\u{a0}', " "))
}

#[tokio::test]
async fn what_is_missing_before_the_first_interval_lies_between_the_start_and_its_earlier_total() {
    let site = story().await;
    let (notes, _) = running(&site, "&from=2022-12-12").await;
    assert!(notes.contains("1 more in no daily report from 12 December 2022 to 7 January."), "{notes}");
    let (notes, _) = running(&site, "").await;
    assert!(notes.contains("20 more in no daily report from 12 December 2022 to 9 February."), "{notes}");
    // A series that names its start, and has one total.
    let weekly = Rows::until("2023-05-10").claims;
    let mut rows = Rows::until("2023-05-10");
    rows.claims =
        weekly.into_iter().filter(|row| row[3] != "patients_transferred_total" || row[2] == "2023-04-23").collect();
    let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
    let (notes, heard) = running(&site, "").await;
    assert!(notes.contains("2 more in no daily report from 23 April to 10 May."), "{notes}");
    assert!(!heard.contains("add up to 0"), "nobody reported, which is not nobody: {heard}");
}

#[tokio::test]
async fn one_that_is_in_no_daily_report_is_one() {
    let site = site_with(&Rows::until("2023-01-07"), "2023-01-07T16:00:00Z").await;
    let page = site.page("/embed/lachin/chart?measure=patients_transferred_total").await;
    let seen = page.visible();
    assert!(seen.contains("13; 1 is in no daily report") && !seen.contains("1 are"), "{seen}");
}

#[tokio::test]
async fn a_sum_of_daily_reports_without_an_upper_end_is_said_and_drawn_as_one() {
    let mut rows = Rows::until("2023-05-10");
    rows.claims.iter_mut().filter(|row| row[1] == "2023-04-29" && row[3] == "patients_transferred").for_each(|row| {
        row[13] = "more_than".to_owned();
        row[14] = "24".to_owned();
    });
    let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
    let (_, heard) = running(&site, "").await;
    assert!(heard.contains("daily reports add up to more than 308"), "{heard}");
    assert!(!heard.contains("309"), "{heard}");
    let page = site.page("/embed/lachin/chart?measure=patients_transferred_total").await;
    assert!(page.visible().contains("no upper end"), "the arrow at the end of the line is named");
}

#[tokio::test]
async fn a_number_that_is_withheld_is_not_said_to_be_missing() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.withhold_below = 10;
    rows.claims.clear();
    let rows = rows
        .and("lachin,2023-05-08,,patients_critical,,children,,,Arevik,,,people,done,exact,3,,,Office,,,2023-05-08,,");
    let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
    let page = site.page("/embed/lachin/chart?measure=patients_critical").await;
    let seen = page.visible().replace('\u{a0}', " ");
    assert!(seen.contains("withheld (small number) on 8 May 2023"), "{seen}");
    assert!(seen.contains("0 days of 90 have a figure, on 1 more it is withheld or said in words only"), "{seen}");
    assert!(!seen.contains("People in critical condition: no figure"), "{seen}");
}
