//! A correction, everywhere that the old figure went: page, figure, files, `latest.json`; and the old figure in the history.

use domain::{ChangeKind, DayReport, Measure};
use tests::lachin::{Rows, site_with, story};
use tests::site::instant;
use tests::{Page, Site};

const DAY: &str = "/c/lachin/days/2023-04-29";
const REASON: &str = "We had read the bulletin of another day.";

/// On 29 April 16 patients were moved; 17 is what the desk should have written.
fn seventeen(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("17".parse().unwrap());
}

/// The site of the story, corrected half an hour later.
async fn corrected() -> (Site, i64) {
    let site = story().await;
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    let seq = site.change("2023-04-29", ChangeKind::Correction, REASON, seventeen).await;
    (site, seq)
}

#[tokio::test]
async fn a_correction_is_seen_wherever_the_old_figure_stood() {
    let (site, seq) = corrected().await;
    let own = format!("/c/lachin/changes/{seq}");

    // The status page: over the sentence, with the old figure struck out.
    let page = site.page("/c/lachin").await;
    let notice = page.words("main > .notice");
    for part in ["Corrected 10 May 2023, 20:30.", "29 April:", "16 → 17.", REASON] {
        assert!(notice.contains(part), "{part}: {notice}");
    }
    assert_eq!(page.all_words(".notice del"), ["16"]);
    assert!(page.attributes(".notice a", "href").contains(&own));
    // Its figure: a triangle, its meaning in words, the description, the table.
    assert!(page.words("#moved .key").contains("corrected since first published"));
    let heard = page.all_words("#moved svg desc").join(" ");
    assert!(heard.contains("17 on 29") && heard.contains("Corrected since first published: 29."), "{heard}");
    assert!(page.all_words("#moved tbody th").contains(&"29 April, corrected".to_owned()));
    assert!(page.words("#moved figcaption").starts_with("Patients moved out: 238 reported"));
    let cell = page.all_words(".strip li").into_iter().find(|name| name.contains("Corrected since first")).unwrap();
    assert!(cell.starts_with("29") && cell.contains("April: "), "{cell}");

    // The day: over the claims, and at the claim.
    let day = site.page(DAY).await;
    assert!(day.words("main > .notice").contains("16 → 17."));
    let claim = day.words(".claim:has(del)");
    assert!(claim.contains("17") && claim.contains("Corrected 10 May 2023, 20:30. Before: 16."), "{claim}");
    assert_eq!(day.count(".claim del"), 1, "no other claim is marked");

    // The month names it.
    let month = site.page("/c/lachin/months/2023-04").await;
    let cells = month.all_words(".cal td").into_iter().filter(|cell| cell.contains("Corrected since first published"));
    let cells: Vec<String> = cells.collect();
    assert!(cells.len() == 1 && cells[0].starts_with("29"), "{cells:?}");

    // The files of the chart.
    let svg = Page::new(site.text("/c/lachin/chart/patients_transferred.svg").await);
    assert!(svg.words("svg").contains("corrected since first published"), "{}", svg.html);
    let png = site.response("/c/lachin/chart/patients_transferred.png").await;
    assert_eq!(png.status(), 200);

    // The table of days.
    let csv = site.text("/c/lachin/days.csv").await;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let moved = rows.iter().find(|row| &row[at("date")] == "2023-04-29" && &row[at("value")] == "17").unwrap();
    assert_eq!((&moved[at("change_kind")], &moved[at("revision")]), ("correction", seq.to_string().as_str()));
    assert_eq!(&moved[at("corrected_at")], "2023-05-10T16:30:00.000Z");
    assert!(rows.iter().filter(|row| &row[at("date")] != "2023-04-29").all(|row| row[at("corrected_at")].is_empty()));
    let json = site.json("/c/lachin/days.json").await.to_string();
    assert!(json.contains("\"corrected_at\":\"2023-05-10T16:30:00.000Z\""));

    // latest.json.
    let latest = site.json("/c/lachin/latest.json").await;
    let corrections = latest["corrections"].as_array().unwrap();
    assert_eq!(corrections.len(), 1);
    let told = &corrections[0];
    assert_eq!((told["date"].as_str(), told["seq"].as_i64()), (Some("2023-04-29"), Some(seq)));
    assert_eq!(told["corrected_at"], "2023-05-10T16:30:00.000Z");
    assert_eq!((told["reason"].as_str(), told["url"].as_str()), (Some(REASON), Some(own.as_str())));

    // The old figure is still stated in the history, with its reason and role.
    let history = day.all_words("section:has(#history) .hist > li");
    assert_eq!(history.len(), 2, "{history:?}");
    assert!(
        history[0].starts_with("Correction · 10 May 2023, 20:30") && history[0].contains("16 → 17."),
        "{history:?}"
    );
    assert!(history[0].contains("the desk’s lead") && history[1].contains("an administrator"), "{history:?}");
    assert!(history[1].starts_with("Late report") && history[1].contains(": 16."), "{history:?}");
    // Each state can be read as it stood.
    let then = day.attributes("section:has(#history) .hist .acts a", "href");
    let then: Vec<&String> = then.iter().filter(|href| href.contains("as_of=")).collect();
    let [now, first] = then[..] else { panic!("{then:?}") };
    let said = async |path: &str| site.page(path).await.all_words(".claim .said");
    assert!(said(first).await.contains(&"16".to_owned()) && !said(first).await.contains(&"17".to_owned()));
    assert!(said(now).await.contains(&"17".to_owned()) && !said(now).await.contains(&"16".to_owned()));
    let old = site.page("/c/lachin?as_of=2023-05-10T16:15:00Z").await;
    assert!(!old.visible().contains("Corrected") && old.words("#moved figcaption").contains("237 reported"));
    for html in [&page.html, &day.html, &latest.to_string()] {
        assert!(!html.contains("maria"), "never the account");
    }
}

#[tokio::test]
async fn a_revision_is_no_correction_anywhere() {
    let site = story().await;
    site.change("2023-04-29", ChangeKind::Revision, "Said later.", seventeen).await;
    let page = site.page("/c/lachin").await;
    assert_eq!(page.count(".notice"), 0);
    assert!(!page.visible().contains("Corrected"));
    assert_eq!(site.page(DAY).await.count(".notice, .claim del"), 0);
    assert!(!site.text("/c/lachin/chart/patients_transferred.svg").await.contains("corrected"));
    assert_eq!(site.json("/c/lachin/latest.json").await["corrections"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn the_figures_of_what_was_not_corrected_have_no_triangle() {
    let (site, _) = corrected().await;
    // The running total stands against the daily reports, and one of these was.
    for measure in ["patients_awaiting", "access_status"] {
        let svg = site.text(&format!("/c/lachin/chart/{measure}.svg")).await;
        assert!(!svg.contains("corrected"), "{measure}");
    }
}

#[tokio::test]
async fn the_status_page_tells_a_correction_for_a_week_and_of_a_listed_day_for_a_month() {
    let (site, _) = corrected().await;
    let told = async |now: &str| {
        site.hand.set(instant(now));
        site.page("/c/lachin").await.count("main > .notice")
    };
    // 29 April is among the latest days with a report.
    assert_eq!(told("2023-05-17T16:30:00Z").await, 1);
    assert_eq!(told("2023-06-09T16:30:00Z").await, 1);
    assert_eq!(told("2023-06-10T16:30:00Z").await, 0);
    // A day of January is not.
    site.hand.set(instant("2023-06-10T16:40:00Z"));
    let january = site.state.records.now().all().next().unwrap().record.days().next().unwrap().date.to_string();
    site.change(&january, ChangeKind::Correction, "A slip.", |report| report.public_note = "A note".parse().ok()).await;
    assert_eq!(told("2023-06-17T16:30:00Z").await, 1);
    assert_eq!(told("2023-06-18T16:30:00Z").await, 0);
    let day = site.page(&format!("/c/lachin/days/{january}")).await;
    assert!(day.words("main > .notice").contains("Note of the desk: none → A note."), "the day tells it for ever");
}

#[tokio::test]
async fn with_corrections_the_status_page_still_comes_in_14000_bytes() {
    let mut rows = Rows::until("2023-05-10");
    for day in 1..=20 - rows.events.len() {
        let title = format!("Aid agencies ask for day {day} of unhindered passage");
        rows.events
            .push(["lachin", &format!("2023-03-{day:02}"), &title, "ICRC Armenia", "", ""].map(str::to_owned).to_vec());
    }
    let site = site_with(&rows, "2023-05-10T16:00:00Z").await;
    for date in ["2023-04-29", "2023-04-19", "2023-04-16"] {
        site.change(date, ChangeKind::Correction, REASON, seventeen).await;
    }
    let page = site.page("/c/lachin").await;
    assert_eq!(page.count("main > .notice > p"), 3, "two of them, and a way to the others");
    let answer = site.request("/c/lachin").header("accept-encoding", "br").send().await.unwrap();
    let head: usize = answer.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let size = head + answer.bytes().await.unwrap().len();
    assert!(size <= 14_000, "{size} bytes");
}
