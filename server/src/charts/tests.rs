//! What a drawing must hold: sizes over three years, text in every picture, nothing but shapes and numbers in it, and no
//! number, however odd, that breaks it.

use app::view::chart::bars::{Bar, Bars, Height, PeriodBar};
use app::view::chart::cells::Cells;
use app::view::chart::points::{Gap, Point, Points};
use app::view::chart::{ChartFigure, MonthPart, Plot, Sign, Table};
use app::view::mark::Mark;
use app::view::sums::RestLine;
use chrono::NaiveDate;
use domain::AccessStatus;
use domain::figure::{Figure, Interval};
use domain::window::Window;
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use super::{Fonts, PngError, file, month, png};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn bar(date: NaiveDate, height: Height, label: &str) -> Bar {
    Bar { date, to: date, height, label: label.to_owned(), words: label.to_owned() }
}

fn exact(number: u64) -> Height {
    Height::Number { low: number, high: Some(number), about: false }
}

fn figure(window: Window, plots: Vec<Bars>) -> ChartFigure {
    let drawn = |bars: Bars| app::view::chart::Drawn {
        name: "ICRC".to_owned(),
        coverage: "coverage".to_owned(),
        months: vec![part(window)],
        plot: Plot::Bars(bars),
    };
    ChartFigure {
        id: "moved",
        title: "Patients moved out".to_owned(),
        summary: "A sentence.".to_owned(),
        window,
        plots: plots.into_iter().map(drawn).collect(),
        legend: vec![(Sign::Exact, "the figure of a day".to_owned())],
        notes: Vec::new(),
        table: Table::default(),
        files: Vec::new(),
        empty: None,
    }
}

fn part(window: Window) -> MonthPart {
    MonthPart {
        title: "Patients moved out, April 2023".to_owned(),
        name: "April 2023".to_owned(),
        href: "/".to_owned(),
        window,
        described: "12 on 1".to_owned(),
        svg: String::new(),
    }
}

/// Four series of 1,096 days with a number on seven of eight of them, each as high as those of the real record: up to
/// 16, without any order.
fn three_years() -> ChartFigure {
    let window = Window::new(day("2021-01-01"), day("2024-01-01")).unwrap();
    let series = |seed: u64| {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let days = window.from.iter_days().take(window.days()).map(|date| (date, next(), next()));
        let bars =
            days.filter(|(_, told, _)| told % 8 > 0).map(|(date, _, number)| bar(date, exact(number % 17), "12"));
        Bars {
            window,
            bars: bars.collect(),
            periods: Vec::new(),
            top: 16,
            lines: vec![5, 10, 15],
            corrected: vec![],
            withdrawn: vec![],
        }
    };
    figure(window, (1..=4).map(series).collect())
}

#[test]
fn three_years_of_four_series_stay_small() {
    let svg = file::svg(&three_years(), &["From somewhere.".to_owned()]);
    let mut packed = Vec::new();
    let options = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut svg.as_bytes(), &mut packed, &options).unwrap();
    assert!(packed.len() <= 7_000, "{} bytes packed", packed.len());
    assert!(svg.len() <= 40_000, "{} bytes", svg.len());
}

#[test]
fn a_picture_has_all_its_text_or_is_refused() {
    let window = Window::new(day("2023-04-01"), day("2023-04-30")).unwrap();
    let bars = Bars {
        window,
        bars: vec![bar(window.from, exact(12), "12")],
        periods: Vec::new(),
        top: 12,
        lines: vec![],
        corrected: vec![],
        withdrawn: vec![],
    };
    let mut shown = figure(window, vec![bars]);
    shown.title = "Բերձոր · Бердзор · Laçın · ბერძორი · برزور".to_owned();
    let svg = file::svg(&shown, &[]);
    let picture = png(&svg, &Fonts::bundled()).unwrap();
    assert_eq!(picture.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]));
    let refused = png(&svg, &Fonts::none()).unwrap_err();
    assert!(matches!(refused, PngError::TextMissing { missing, all } if missing == all && all > 0), "{refused}");
    // A script that no bundled font has is seen to be left out, and stops no picture.
    let mut drawn = |title: &str| {
        shown.title = title.to_owned();
        png(&file::svg(&shown, &[]), &Fonts::bundled()).unwrap()
    };
    assert!(drawn("\u{1F6D1}\u{13000}") == drawn("…"), "left out unseen");
    assert!(drawn("Lachin \u{4e2d} road") == drawn("Lachin … road"), "left out unseen");
    assert!(drawn("Lachin … road") != drawn("Lachin road"), "control");
}

#[test]
fn letters_that_join_are_joined_in_a_picture_as_their_own_font_joins_them() {
    let drawing = |inner: &str| {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"40\"><text y=\"30\"";
        png(&format!("{head}{inner}</text></svg>"), &Fonts::bundled()).unwrap()
    };
    for (family, words) in [("Noto Sans Arabic", "ممر لاتشين"), ("Noto Sans Armenian", "Արցախի և Բերձորի միջանցք")]
    {
        let own = drawing(&format!(" font-family=\"{family}\">{words}"));
        assert!(drawing(&format!(">{words}")) == own, "{words}");
        assert!(drawing(">.") != own, "control");
    }
}

/// Elements and attributes that a drawing may hold.
const ELEMENTS: [&str; 9] = ["svg", "title", "desc", "style", "defs", "pattern", "path", "text", "rect"];
const ATTRIBUTES: [&str; 14] = [
    "viewBox",
    "width",
    "height",
    "role",
    "class",
    "d",
    "x",
    "y",
    "id",
    "patternUnits",
    "stroke",
    "fill",
    "xmlns",
    "lang",
];

fn assert_plain(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let (comments, others): (Vec<_>, Vec<_>) =
        document.descendants().partition(|node| node.is_comment() || node.is_pi());
    assert!(comments.is_empty() && !svg.contains("<!"), "nothing but elements and words: {svg}");
    for node in others.into_iter().filter(|node| node.is_element()) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "<{}> in {svg}", node.tag_name().name());
        for attribute in node.attributes() {
            assert!(ATTRIBUTES.contains(&attribute.name()), "{}= in {svg}", attribute.name());
            assert!(!attribute.value().contains("url("), "{} in {svg}", attribute.value());
        }
    }
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for name in ["title", "desc"] {
        assert!(root.children().any(|child| child.has_tag_name(name) || child.tag_name().name() == name), "no {name}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let window = Window::new(day("2023-04-01"), day("2023-04-30")).unwrap();
    for words in
        ["</text><script>alert(1)</script>", "\" onload=\"alert(1)", "]]>&lt;&#0;", "\u{202e}\u{0}\u{b}\u{ffff}"]
    {
        let words = format!("{words}{}", "x".repeat(10_000));
        let bars = Bars {
            window,
            bars: vec![bar(window.from, exact(12), &words)],
            periods: Vec::new(),
            top: 12,
            lines: vec![],
            corrected: vec![],
            withdrawn: vec![],
        };
        let mut shown = figure(window, vec![bars.clone()]);
        shown.title.clone_from(&words);
        shown.notes = vec![RestLine::plain(words.clone())];
        assert_plain(&file::svg(&shown, std::slice::from_ref(&words)));
        let mut part = part(window);
        part.described = words;
        assert_plain(&month(&Plot::Bars(bars), &part));
    }
}

#[test]
fn a_bound_is_drawn_as_a_bound() {
    let window = Window::new(day("2023-04-01"), day("2023-04-30")).unwrap();
    let drawing = |height: Height| {
        let bars = Bars {
            window,
            bars: vec![bar(window.from, height, "14")],
            periods: Vec::new(),
            top: 30,
            lines: vec![],
            corrected: vec![],
            withdrawn: vec![],
        };
        month(&Plot::Bars(bars), &part(window))
    };
    let number = |low, high, about| Height::Number { low, high, about };
    let all = [
        drawing(number(14, Some(14), false)),
        drawing(number(14, None, false)),
        drawing(number(0, Some(14), false)),
        drawing(number(10, Some(14), false)),
        drawing(number(14, Some(14), true)),
        drawing(number(0, Some(0), false)),
        drawing(Height::Words),
        drawing(Height::Withheld),
    ];
    for (index, one) in all.iter().enumerate() {
        assert!(all.iter().skip(index + 1).all(|other| other != one), "two kinds look the same: {one}");
    }
    assert!(all[7].contains("class=\"w\"") && !all[7].contains("class=\"b\""), "withheld is grey, never ink");
    // 29 silent days, in one run; the day with a figure has no hatch.
    assert!(all[0].contains("class=\"g\" d=\"M10 "), "{}", all[0]);
}

#[test]
fn a_period_stands_over_its_days_and_no_bar_is_drawn_for_them() {
    let window = Window::new(day("2023-02-01"), day("2023-02-28")).unwrap();
    let period = PeriodBar {
        window: Window::new(day("2023-02-24"), day("2023-02-26")).unwrap(),
        height: exact(14),
        label: "14".to_owned(),
        words: "14".to_owned(),
    };
    let bars = Bars {
        window,
        bars: Vec::new(),
        periods: vec![period],
        top: 14,
        lines: vec![],
        corrected: vec![],
        withdrawn: vec![],
    };
    let svg = month(&Plot::Bars(bars), &part(window));
    assert!(svg.contains("class=\"d\"") && !svg.contains("class=\"b\""), "{svg}");
    assert!(svg.contains("M0 82h230v4h-230zm260 0h20v4h-20z"), "silent before and after it: {svg}");
}

/// Numbers at the ends of what can be counted, and between.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(1), Just(i64::MAX as u64), Just(u64::MAX), 0u64..100, any::<u64>()]
}

/// What somebody may have written, however odd.
fn words() -> impl Strategy<Value = String> {
    let odd =
        ["</text><script>alert(1)</script>", "\" onload=\"alert(1)", "]]>", "&#0;&lt;", "\u{0}\u{ffff}\u{202e}", ""];
    prop_oneof![prop::sample::select(odd.to_vec()).prop_map(str::to_owned), any::<String>()]
}

fn height() -> impl Strategy<Value = Height> {
    prop_oneof![
        Just(Height::Words),
        Just(Height::Withheld),
        (number(), prop::option::of(number()), any::<bool>()).prop_map(|(low, high, about)| Height::Number {
            low,
            high: high.map(|high| high.max(low)),
            about
        }),
    ]
}

fn mark() -> impl Strategy<Value = Mark> {
    let status = || prop::sample::select(vec![AccessStatus::Closed, AccessStatus::Restricted, AccessStatus::Open]);
    prop_oneof![
        prop::sample::select(vec![Mark::Closed, Mark::Restricted, Mark::Open, Mark::Unknown]),
        status().prop_map(Mark::SaidLater),
        (status(), status()).prop_map(|(most, least)| Mark::SaidLaterTwice(most, least)),
        (status(), status()).prop_map(|(most, least)| Mark::Disputed(most, least)),
    ]
}

fn sum(number: u64) -> Figure {
    Figure { interval: Interval::new(number, (!number.is_multiple_of(3)).then_some(number)), ..Figure::nothing() }
}

fn points(window: Window, number_of: usize) -> impl Strategy<Value = Plot> {
    let from = window.from;
    let at = move |day: u64| from + chrono::Days::new(day);
    let point = || (0u64..400, number(), prop::option::of(number()), any::<bool>(), words());
    let own = prop::collection::vec(point(), 0..number_of);
    let others = prop::collection::vec(point(), 0..number_of);
    let daily = prop::collection::vec((0u64..400, number()), 0..number_of);
    let untold = prop::collection::vec((0u64..400, words()), 0..3);
    let gaps = prop::collection::vec((0u64..400, 0u64..60, words(), prop::option::of(any::<i64>())), 0..3);
    (own, others, daily, untold, gaps, any::<bool>(), number()).prop_map(
        move |(own, others, mut daily, untold, gaps, joined, top)| {
            let read = |points: Vec<(u64, u64, Option<u64>, bool, String)>| {
                let mut points: Vec<Point> = points
                    .into_iter()
                    .map(|(day, low, high, about, label)| {
                        let high = high.map(|high| high.max(low));
                        Point { date: at(day), low, high, about, words: label.clone(), label }
                    })
                    .collect();
                points.sort_by_key(|point| point.date);
                points
            };
            daily.sort();
            Plot::Points(Points {
                window,
                own: read(own),
                others: read(others),
                joined,
                daily: daily.into_iter().map(|(day, number)| (at(day), sum(number))).collect(),
                untold: untold.into_iter().map(|(day, words)| (at(day), words)).collect(),
                gaps: gaps
                    .into_iter()
                    .map(|(day, days, label, missing)| Gap {
                        window: Window { from: at(day), to: at(day + days) },
                        words: label.clone(),
                        label,
                        missing,
                    })
                    .collect(),
                top,
                lines: vec![1, top / 2, top],
                corrected: vec![window.from],
            })
        },
    )
}

fn assert_drawn(plot: &Plot, window: Window, words: &str) {
    let mut part = part(window);
    part.title = words.to_owned();
    part.described = words.to_owned();
    assert_plain(&month(plot, &part));
    let mut shown = figure(window, Vec::new());
    shown.plots = vec![app::view::chart::Drawn {
        name: words.to_owned(),
        coverage: words.to_owned(),
        months: vec![part],
        plot: plot.clone(),
    }];
    shown.legend = vec![(Sign::Exact, words.to_owned())];
    assert_plain(&file::svg(&shown, &[words.to_owned()]));
}

fn window_of(days: usize) -> Window {
    let from = day("2023-01-01");
    Window::new(from, from + chrono::Days::new(days as u64 - 1)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_point_gap_or_total_breaks_a_drawing(
        (plot, window) in (1usize..400).prop_flat_map(|days| (points(window_of(days), 12), Just(window_of(days)))),
        words in words(),
    ) {
        assert_drawn(&plot, window, &words);
    }

    #[test]
    fn no_bar_period_or_status_breaks_a_drawing(
        days in 1usize..400,
        bars in prop::collection::vec((0u64..400, height(), words()), 0..12),
        periods in prop::collection::vec((0u64..400, 0u64..60, height(), words()), 0..4),
        cells in prop::collection::vec((0u64..400, mark()), 0..12),
        top in number(),
        words in words(),
    ) {
        let window = window_of(days);
        let at = |day: u64| window.from + chrono::Days::new(day);
        let mut own: Vec<Bar> = bars.into_iter().map(|(day, height, label)| bar(at(day), height, &label)).collect();
        own.sort_by_key(|bar| bar.date);
        own.dedup_by_key(|bar| bar.date);
        let periods = periods.into_iter().map(|(day, days, height, label)| PeriodBar {
            window: Window { from: at(day), to: at(day + days) },
            height,
            words: label.clone(),
            label,
        });
        let bars = Bars { window, bars: own, periods: periods.collect(), top, lines: vec![], corrected: vec![at(3)], withdrawn: vec![] };
        assert_drawn(&Plot::Bars(bars), window, &words);
        let cells = cells.into_iter().map(|(day, mark)| (at(day), mark)).collect();
        assert_drawn(&Plot::Cells(Cells { window, cells, corrected: vec![] }), window, &words);
    }
}

proptest! {
    #[test]
    fn no_number_breaks_a_drawing(
        numbers in prop::collection::vec((0u64..200, any::<u64>(), prop::option::of(any::<u64>()), any::<bool>()), 0..40),
        days in 1usize..200,
    ) {
        let from = day("2023-01-01");
        let window = Window::new(from, from + chrono::Days::new(days as u64 - 1)).unwrap();
        let mut bars: Vec<Bar> = numbers
            .into_iter()
            .filter(|(at, ..)| (*at as usize) < days)
            .map(|(at, low, high, about)| {
                let height = Height::Number { low, high: high.map(|high| high.max(low)), about };
                bar(from + chrono::Days::new(at), height, &low.to_string())
            })
            .collect();
        bars.sort_by_key(|bar| bar.date);
        bars.dedup_by_key(|bar| bar.date);
        let top = bars.iter().map(|bar| match bar.height {
            Height::Number { low, high, .. } => high.unwrap_or(low),
            _ => 0,
        });
        let top = top.max().unwrap_or(0);
        let bars = Bars { window, bars, periods: Vec::new(), top, lines: vec![], corrected: vec![], withdrawn: vec![] };
        assert_plain(&month(&Plot::Bars(bars.clone()), &part(window)));
        assert_plain(&file::svg(&figure(window, vec![bars]), &[]));
    }
}
