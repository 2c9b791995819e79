//! What the figure of trends shows beside its numbers: events by number, the access of each day, lines that break where nobody
//! spoke; and the code that puts it on other pages.

use std::collections::BTreeMap;

use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Page, Site};

const TRENDS: &str = "/c/lachin/trends";

/// Rectangles of a path of ours: `M0 144h30v6h-30zm30-4h10v14h-10z` as left, top, width, height.
fn rectangles(path: &str) -> Vec<[i32; 4]> {
    let (mut at, mut found) = ((0, 0), Vec::new());
    for part in path.split('z').filter(|part| !part.is_empty()) {
        let spaced = part.replace('-', " -");
        let letters = ['M', 'm', 'h', 'v'];
        let numbers =
            spaced.split(letters).skip(1).map(|run| run.split_whitespace().map(|n| n.parse().unwrap()).collect());
        let runs: Vec<Vec<i32>> = numbers.collect();
        let [begin, width, height, _] = runs.as_slice() else { continue };
        at = if part.starts_with('M') { (begin[0], begin[1]) } else { (at.0 + begin[0], at.1 + begin[1]) };
        found.push([at.0, at.1, width[0], height[0]]);
    }
    found
}

#[test]
fn rectangles_are_read_from_where_the_one_before_began() {
    assert_eq!(rectangles("M0 144h30v6h-30zm30-4h10v14h-10z"), [[0, 144, 30, 6], [30, 140, 10, 14]]);
}

#[tokio::test]
async fn every_event_has_one_number_on_the_axis_and_one_line_beneath() {
    let site = story().await;
    for query in
        ["", "?by=week", "?by=month", "?from=2023-04-20&to=2023-04-30", "?measure=access_status", "?carrier=ICRC"]
    {
        let page = site.page(&format!("{TRENDS}{query}")).await;
        let drawn = page.all_words("#trend svg.plot text.n");
        let drawn: Vec<String> = drawn.into_iter().filter(|words| words.chars().all(|c| c.is_ascii_digit())).collect();
        let listed = page.all_words(".numbered b");
        assert!(listed.len() > 3, "{query}: {listed:?}");
        assert_eq!(drawn, listed, "{query}");
        let counted: Vec<String> = (1..=listed.len()).map(|number| number.to_string()).collect();
        assert_eq!(listed, counted, "{query}: in the order of the days");
        let lines = page.all_words(".numbered li");
        assert!(
            lines.iter().all(|line| line.contains("2022") || line.contains("2023") || line.len() > 20),
            "{lines:?}"
        );
    }
}

/// Of each day of a month what the band under it shows: the classes whose rectangles cover it over its whole height.
fn band(page: &Page) -> BTreeMap<i32, Vec<String>> {
    let mut band: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    let view = page.attributes("#trend svg.plot", "viewBox").remove(0);
    let high: i32 = view.rsplit(' ').next().unwrap().parse().unwrap();
    for class in ["k", "r", "o", "g"] {
        for path in page.attributes(&format!("#trend svg.plot path.{class}"), "d") {
            for [left, top, width, height] in rectangles(&path) {
                // The band is the last thing of a drawing; bars and what is silent stand above.
                for day in (0..width / 10).filter(|_| (top, height) == (high - 21, 14)) {
                    band.entry(left / 10 + day + 1).or_default().push(class.to_owned());
                }
            }
        }
    }
    band
}

#[tokio::test]
async fn the_band_under_the_days_is_the_access_of_each_day() {
    let site = story().await;
    let mut seen = [0; 2];
    for month in ["2022-12", "2023-01", "2023-02", "2023-03", "2023-04"] {
        let (from, to) = match month {
            "2022-12" => (12, 31),
            "2023-02" => (1, 28),
            "2023-04" => (1, 30),
            _ => (1, 31),
        };
        let page = site.page(&format!("{TRENDS}?from={month}-{from:02}&to={month}-{to:02}")).await;
        let drawn = band(&page);
        let days = site
            .text(&format!("/c/lachin/days.csv?measure=access_status&from={month}-{from:02}&to={month}-{to:02}"))
            .await;
        let mut reader = csv::Reader::from_reader(days.as_bytes());
        let all = reader.records().map(Result::unwrap).filter(|row| row[8].is_empty());
        for (place, row) in (1..).zip(all) {
            let own = drawn.get(&place).map(|classes| classes.join("")).unwrap_or_default();
            let expected = match &row[12] {
                "closed" => "k",
                "unknown" => "g",
                // Split by a diagonal: no rectangle.
                "disputed" => "",
                other => panic!("{other}"),
            };
            assert_eq!(own, expected, "{}", &row[1]);
            seen[usize::from(expected == "k")] += 1;
        }
    }
    assert!(seen.iter().all(|days| *days > 0), "{seen:?}");
}

/// How many lines join two points of a drawing.
async fn joined(site: &Site, query: &str) -> usize {
    let page = site.page(&format!("{TRENDS}?measure=patients_awaiting{query}")).await;
    let between = |path: &str| path.matches("l10").count();
    page.attributes("#trend svg.plot path", "d").iter().map(|path| between(path)).sum()
}

#[tokio::test]
async fn a_line_joins_neighbouring_days_and_breaks_where_nobody_spoke() {
    let mut rows = Rows::until("2023-05-10");
    for (day, number) in [("05-02", 20), ("05-03", 22), ("05-05", 30), ("05-06", 31), ("05-07", 33)] {
        let row = format!(
            "lachin,2023-{day},,patients_awaiting,,children,,,,,,people,done,exact,{number},,,Ministry of Health,,,2023-{day},,"
        );
        rows = rows.and(&row);
    }
    let site = site_with(&rows, EVENING).await;
    assert_eq!(joined(&site, "&group=children&from=2023-05-02&to=2023-05-03").await, 1);
    assert_eq!(joined(&site, "&group=children&from=2023-05-05&to=2023-05-07").await, 2);
    assert_eq!(joined(&site, "&group=children&from=2023-05-02&to=2023-05-07").await, 3, "none across 4 May");
}

#[tokio::test]
async fn the_code_of_a_frame_opens_the_figure_that_is_in_view() {
    let site = story().await;
    let page = site.page(&format!("{TRENDS}?direction=return&from=2023-03-01&to=2023-03-31")).await;
    let code = Page::new(page.words("section:has(#frame) pre"));
    let source = code.attributes("iframe", "src").remove(0);
    let path = source
        .strip_prefix("https://")
        .map_or(source.as_str(), |whole| whole.split_once('/').map_or("", |(_, path)| path));
    let frame = site.page(path).await;
    let numbers = |page: &Page| {
        let mut numbers = page.all_words("svg.plot text:not([class])");
        numbers.sort();
        numbers
    };
    assert_eq!(numbers(&frame), numbers(&page));
    assert!(numbers(&frame).len() > 4, "{}", frame.visible());
}
