//! The cursor of `GET /c/{slug}/trends`: what the page gives its script, so that this says what stands in the page and
//! nothing else. Every day of every plot has one row of its own table, or is named as one of which nothing is said.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Measure;
use tests::lachin::{Rows, story};
use tests::{Page, Site};

const TRENDS: &str = "/c/lachin/trends";

/// Of each plot in order, each of its days: the words of its row, or its name where it has none.
type Plots = Vec<Vec<(NaiveDate, Result<String, String>)>>;

fn days(from: &str, to: &str) -> Vec<NaiveDate> {
    let [from, to] = [from, to].map(|date| date.parse::<NaiveDate>().expect("a date"));
    from.iter_days().take_while(|date| *date <= to).collect()
}

/// The page as its script reads it.
fn plots(page: &Page, path: &str) -> Plots {
    let of = |plot: String| {
        let mut told: BTreeMap<NaiveDate, String> = BTreeMap::new();
        for series in plot.split(' ') {
            let table = format!("table[data-series='{series}']");
            let rows = format!("{table} tr[data-from]");
            assert_eq!(page.count(&table), 1, "{path}: series {series} has one table");
            let mut own: BTreeMap<NaiveDate, String> = BTreeMap::new();
            let froms = page.attributes(&rows, "data-from");
            for (from, words) in froms.iter().zip(page.all_words(&rows)) {
                let to = page.attributes(&format!("{table} tr[data-from='{from}']"), "data-to");
                for day in days(from, to.first().unwrap_or(from)) {
                    assert_eq!(own.insert(day, words.clone()), None, "{path}: two rows are of {day}");
                }
            }
            for (day, words) in own {
                told.entry(day).and_modify(|told| *told = format!("{told}; {words}")).or_insert(words);
            }
        }
        let parts = format!("figure[data-cursor] [data-series='{plot}'] > [data-from]");
        let [from, to, silent] = ["data-from", "data-to", "data-silent"].map(|name| page.attributes(&parts, name));
        let mut all = Vec::new();
        for ((from, to), silent) in from.iter().zip(&to).zip(&silent) {
            let mut names = silent.split('|');
            for day in days(from, to) {
                let name = names.next().unwrap_or_default().to_owned();
                let row = told.remove(&day);
                assert_eq!(row.is_none(), !name.is_empty(), "{path}: {day} has a row or a name: {row:?} {name:?}");
                all.push((day, row.ok_or(name)));
            }
            assert_eq!(names.next().filter(|_| !silent.is_empty()), None, "{path}: {from} has more names than days");
        }
        assert!(told.is_empty(), "{path}: rows of no plot: {told:?}");
        all
    };
    page.attributes("figure[data-cursor] [data-series]", "data-series").into_iter().map(of).collect()
}

async fn plots_of(site: &Site, path: &str) -> Plots {
    plots(&site.page(path).await, path)
}

#[tokio::test]
async fn every_day_of_every_plot_has_its_row_or_is_named_as_silent() {
    let site = story().await;
    let mut seen = 0;
    for measure in Measure::ALL {
        for by in ["day", "week", "month"] {
            let path = format!("{TRENDS}?measure={}&by={by}", measure.key());
            let page = site.page(&path).await;
            let drawn = page.count("#trend .months");
            let found = plots(&page, &path);
            assert_eq!(found.len(), drawn, "{path}: every plot can be read");
            let silent = found.iter().flatten().filter(|(_, told)| told.is_err()).count();
            assert!(by == "day" || silent == 0, "{path}: weeks and months all have rows");
            assert_eq!(page.count(".told p[aria-live=polite]"), usize::from(drawn > 0), "{path}");
            assert!(page.all_words(".told, .room").concat().is_empty(), "{path}: nothing is said until somebody asks");
            seen += found.len();
        }
    }
    assert!(seen >= 15, "only {seen} plots were looked at");
}

#[tokio::test]
async fn a_row_is_found_by_its_days_and_silence_is_no_number() {
    let site = story().await;
    let all = plots_of(&site, TRENDS).await.remove(0);
    let of = |date: &str| all.iter().find(|(day, _)| day.to_string() == date).map(|(_, told)| told.clone());
    assert_eq!((all.len(), all[0].0), (150, "2022-12-12".parse().unwrap()));
    assert_eq!(of("2023-05-09"), Some(Err("9\u{a0}May".to_owned())));
    let last = of("2023-04-29").expect("the day").expect("a row");
    assert!(last.contains("16") && last.contains("Karabakh Ministry of Health"), "{last}");
    let page = site.page(TRENDS).await;
    let given = |name: &str| page.attributes("[data-series]", name).remove(0);
    assert_eq!((given("data-line"), given("data-none")), ("{day}: {rest}".to_owned(), "{day}: no figure".to_owned()));
    assert_eq!(given("data-label"), "Patients moved out, day by day");
    assert_eq!(page.attributes("figure[data-and]", "data-and"), ["{first}; {next}"]);
    // A day inside a claim over a period is not silent, and is not given a number.
    let icrc = plots_of(&site, &format!("{TRENDS}?carrier=ICRC")).await.remove(0);
    let within: Vec<String> =
        icrc.iter().filter_map(|(_, told)| told.clone().err()).filter(|name| name.contains('\t')).collect();
    assert_eq!(within.len(), 2, "24 and 25 February, of which the report of 26 February speaks: {within:?}");
    assert!(
        within[0].starts_with("24\u{a0}February\t") && within[0].contains("14 for 24–26\u{a0}February"),
        "{within:?}"
    );
    // The totals of other sources stand in the same drawing: their days are not silent, and all that was said is said.
    let totals = plots_of(&site, &format!("{TRENDS}?measure=patients_transferred_total")).await.remove(0);
    let on =
        |date: &str| totals.iter().find(|(day, _)| day.to_string() == date).and_then(|(_, told)| told.clone().ok());
    let fifth = on("2023-05-05").expect("the bulletin's total has a row");
    assert!(fifth.contains("394") && fifth.contains("Artsakh government bulletin"), "{fifth}");
    let several = on("2023-01-23").expect("a row");
    assert!(several.contains("46") && several.contains("42") && several.contains("about 90"), "{several}");
    // An access that nobody spoke of is unknown; what was said of it later, or of one class, is told all the same.
    let days = plots_of(&site, &format!("{TRENDS}?measure=access_status")).await.remove(0);
    let told =
        |date: &str| days.iter().find(|(day, _)| day.to_string() == date).map(|(_, told)| told.clone()).expect("a day");
    let tenth = told("2023-04-10").expect_err("nobody spoke of it on the day");
    assert!(tenth.contains("Unknown") && tenth.contains("aid later, closed"), "{tenth}");
    let cargo = told("2023-04-27").expect_err("nobody spoke of all traffic");
    assert!(cargo.contains("argo only, closed"), "{cargo}");
    let access = site.page(&format!("{TRENDS}?measure=access_status")).await;
    assert_eq!(access.attributes("[data-series]", "data-none"), ["{day}: Unknown"]);
}

#[tokio::test]
async fn of_several_corridors_each_plot_has_its_own_table() {
    let site = story().await;
    let other = Rows::until("2022-12-20").moved("another", 3).and(
        "another,2023-05-02,,patients_transferred,,patients,Mountain Rescue,outbound,,,,people,done,exact,777,,,Post,,,2023-05-02,,",
    );
    site.add_corridor(other.corridor.clone()).await;
    site.import("another", &other.claims_csv(), None).await.unwrap();
    // Of the first one nothing is drawn in these days, but it is a series all the same.
    let path = format!("{TRENDS}?compare=another&from=2023-05-01");
    let found = plots_of(&site, &path).await;
    assert_eq!(found.len(), 1, "one of two is drawn");
    let told = found[0].iter().find(|(day, _)| day.to_string() == "2023-05-02").map(|(_, told)| told.clone());
    let told = told.expect("the day").expect("a row");
    assert!(told.contains("777") && told.contains("Post"), "{told}");
    let both = site.page(&format!("{TRENDS}?compare=another&from=2023-04-01")).await;
    let lines = both.attributes("[data-series]", "data-line");
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.ends_with(", {day}: {rest}")), "each says whose it is: {lines:?}");
    let found = plots(&both, "both");
    let holds = |at: usize| found[at].iter().any(|(_, told)| told.as_ref().is_ok_and(|row| row.contains("777")));
    assert_eq!((holds(0), holds(1)), (false, true));
}

#[tokio::test]
async fn where_nothing_is_drawn_and_on_every_other_page_there_is_no_cursor() {
    let site = story().await;
    let empty = format!("{TRENDS}?from=2023-05-01");
    for path in [empty.as_str(), "/c/lachin", "/embed/lachin/chart", "/c/lachin/days/2023-05-10"] {
        let page = site.page(path).await;
        assert_eq!(page.count("[data-cursor], [data-series], .told, .room, script[src*=cursor]"), 0, "{path}");
    }
}
