//! Hostile texts through every way in and in every answer: the form of a day, an import, settings, names, reasons, events;
//! pages, drawings, tables, JSON and the log. What may be kept stands everywhere as text, what may not comes back as it was.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use domain::{ChangeKind, Role};
use serde_json::Value;
use tests::desk::fill;
use tests::lachin::{EVENING, HEADER, Rows};
use tests::logged::Logged;
use tests::markup::{Part, addresses, parts, text, words_of_drawing};
use tests::payloads::{all, names, no_names, notes};
use tests::{Desk, Page, Site};

const SETTINGS: &str = "/staff/corridors/lachin";
/// The day that is withdrawn: that of the first text.
const WITHDRAWN: &str = "2023-04-11";
const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// What begins a formula in a spreadsheet.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];

/// A cell of an import: what begins a formula has a `'` before it.
pub(super) fn cell(text: &str) -> String {
    let guard = if text.trim_start_matches('\'').starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// How many of the texts are also carriers of patients, so that charts name them: each makes a series of its own.
const CARRIERS: usize = 4;

/// How many days the texts stand on: few on each, for figures of many carriers on one day take long to weigh.
const DAYS: u64 = 30;

/// The day on which a text stands.
fn day_of(index: usize) -> NaiveDate {
    let first: NaiveDate = "2023-04-11".parse().expect("a date");
    first + Days::new(index as u64 % DAYS)
}

/// Each text in every place that takes a name, and as an event.
fn files(texts: &[String]) -> (String, String) {
    let mut claims = format!("{HEADER}\n");
    let mut events = "corridor,date,title,source,source_url,published_on\n".to_owned();
    for (index, text) in texts.iter().enumerate() {
        let (day, it) = (day_of(index), cell(text));
        writeln!(
            claims,
            "lachin,{day},,deliveries,{it},,{it},,{it},,{it},{it},done,exact,{},,{it},{it},{it},,,{it},{it}",
            index + 1
        )
        .expect("a line");
        if index < CARRIERS {
            writeln!(
                claims,
                "lachin,{day},,patients_transferred,,{it},{it},outbound,{it},,,people,done,exact,{},,,{it},,,,,",
                index + 1
            )
            .expect("a line");
        }
        writeln!(events, "lachin,{day},{it},{it},,").expect("a line");
    }
    (claims, events)
}

/// A site that has these texts wherever somebody may write.
async fn site_with(names: &[String], notes: &[String]) -> (Site, Desk, Desk) {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let (claims, events) = files(names);
    let imported = site.import("lachin", claims.as_bytes(), Some(events.as_bytes())).await;
    assert_eq!(imported.unwrap_or_else(|refusal| panic!("{refusal}")).plan.added, names.len() + CARRIERS);
    site.add_account("lead", Role::Lead).await;
    site.add_account("admin", Role::Admin).await;
    let (lead, admin) = (Desk::signed_in(&site, "lead").await, Desk::signed_in(&site, "admin").await);

    for (day, note) in (20..30).zip(chunks(notes)) {
        site.hand.advance(chrono::TimeDelta::minutes(1));
        site.change(&day_of(day).to_string(), ChangeKind::Correction, &note, |report| {
            report.public_note = note.parse().ok();
            report.internal_note = note.parse().ok();
        })
        .await;
    }
    site.withdraw("lachin", WITHDRAWN, &notes[0]).await;
    let lines: String = names.iter().take(12).fold(String::new(), |lines, name| format!("{lines}en: {name}\n"));
    let ends = format!("en: {}\nen: {}", names[12], names[13]);
    let settings = admin.filled(SETTINGS, &[("names", &lines), ("connects", &ends), ("e0.carrier", "")]).await;
    let answer = admin.send_fields(SETTINGS, &settings, "save").await;
    assert_eq!(answer.status(), 303, "{}", Page::new(answer.text().await.unwrap()).visible());
    let named = [("organisation", names[14].as_str()), ("contact", "")];
    assert_eq!(admin.send("/staff/organisation", &named).await.status(), 303);
    let joined = [("name", names[15].as_str()), ("shown_as", names[18].as_str())];
    assert_eq!(admin.send("/staff/carriers", &joined).await.status(), 303);
    (site, lead, admin)
}

/// Texts brought together in notes of the greatest length.
fn chunks(texts: &[String]) -> Vec<String> {
    let mut all = vec![String::new()];
    for text in texts {
        let last = all.last_mut().expect("a note");
        if last.is_empty() || last.chars().count() + text.chars().count() < 4_000 {
            last.push_str(if last.is_empty() { "" } else { "\n" });
            last.push_str(text);
        } else {
            all.push(text.clone());
        }
    }
    all
}

/// Where readers meet what people wrote.
const PUBLIC: [&str; 51] = [
    "/",
    "/about",
    "/robots.txt",
    "/sitemap.xml",
    "/c/lachin",
    "/c/lachin?as_of=2023-05-10T16:01:30Z",
    "/c/lachin/months/2023-04",
    "/c/lachin/months/2023-05",
    "/c/lachin/changes",
    "/c/lachin/changes?since=4",
    "/c/lachin/changes/5",
    "/c/lachin/trends",
    "/c/lachin/trends?measure=deliveries&by=week",
    "/c/lachin/trends?measure=access_status&by=month",
    "/c/lachin/trends.csv",
    "/c/lachin/trends.csv?measure=deliveries",
    "/c/lachin/trends.svg",
    "/c/lachin/data",
    "/c/lachin/measures",
    "/c/lachin/measures/deliveries",
    "/c/lachin/measures/patients_transferred",
    "/c/lachin/datapackage.json",
    "/c/lachin/cite.bib",
    "/c/lachin/cite.json",
    "/c/lachin/claims.csv?hxl=1&measure=deliveries",
    "/c/lachin/claims.csv",
    "/c/lachin/claims.json",
    "/c/lachin/days.csv",
    "/c/lachin/days.json",
    "/c/lachin/events.csv",
    "/c/lachin/events.json",
    "/c/lachin/latest.json",
    "/c/lachin/chart/patients_transferred.svg",
    "/c/lachin/chart/deliveries.svg",
    "/c/lachin/feed.atom",
    "/c/lachin/feed/status.atom",
    "/c/lachin/feed/figures.atom",
    "/c/lachin/feed/corrections.atom",
    "/c/lachin/share",
    "/c/lachin/badge.svg",
    "/embed/lachin/status",
    "/embed/lachin/chart",
    "/embed/lachin/chart?measure=deliveries",
    "/embed/lachin/figure?measure=deliveries",
    "/api/v1/corridors",
    "/api/v1/corridors/lachin/status",
    "/api/v1/corridors/lachin/days",
    "/api/v1/corridors/lachin/days/2023-04-12",
    "/api/v1/corridors/lachin/claims?limit=500",
    "/api/v1/corridors/lachin/changes",
    "/api/v1/corridors/lachin/series/patients_transferred",
];

/// An answer: its address, its kind, its body.
type Answer = (String, String, String);

/// Every public answer, and every one of the desk that shows what people wrote.
async fn answers(site: &Site, lead: &Desk, admin: &Desk) -> Vec<Answer> {
    let mut all = Vec::new();
    let read = async |path: String, answer: reqwest::Response| {
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().expect("ASCII").to_owned());
        let kind = header("content-type").unwrap_or_default();
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        if let Some(kept_as) = header("content-disposition") {
            let name = kept_as.split('"').nth(1).unwrap_or_default();
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            assert!(!name.is_empty() && name.bytes().all(fits), "{path} is kept as {kept_as}");
        }
        let policy = header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        (path, kind, answer.text().await.expect("text"))
    };
    let days = (0..DAYS as usize).map(|index| format!("/c/lachin/days/{}", day_of(index)));
    for path in PUBLIC.map(str::to_owned).into_iter().chain(days) {
        let answer = site.response(&path).await;
        all.push(read(path, answer).await);
    }
    for path in [DAY, "/staff", "/staff/review", "/staff/c/lachin/threshold"] {
        all.push(read(path.to_owned(), lead.get(path).await).await);
    }
    let sources = ["/staff/sources".to_owned(), "/staff/sources/source-1".to_owned()];
    let desk = ["/staff/carriers", SETTINGS, "/staff/corridors", "/staff/people", "/staff/audit", "/staff/audit.csv"];
    for path in desk.map(str::to_owned).into_iter().chain(sources) {
        let answer = admin.get(&path).await;
        all.push(read(path, answer).await);
    }
    all
}

fn pages(answers: &[Answer]) -> impl Iterator<Item = &Answer> {
    answers.iter().filter(|(_, kind, _)| kind.starts_with("text/html"))
}

#[tokio::test]
async fn what_people_write_is_text_in_every_answer() {
    let log = Logged::from_now_on("info");
    let (names, notes) = (names(), notes());
    assert!(all().len() >= 150 && names.len() >= 150, "{} of {}", names.len(), all().len());
    let plain: Vec<String> = (0..names.len()).map(|index| format!("Plain words {index}")).collect();
    let lines: Vec<String> = (0..notes.len()).map(|index| format!("Plain line {index}")).collect();
    let (other, lead, admin) = site_with(&plain, &lines).await;
    // A text that was changed, as a page of changes shows it.
    let struck = [("del", ""), ("ins", "")].map(|(name, attribute)| (name.to_owned(), attribute.to_owned()));
    let mut known: BTreeSet<Part> =
        pages(&answers(&other, &lead, &admin).await).flat_map(|(_, _, html)| parts(html)).collect();
    known.extend(struck);
    assert!(known.len() > 100, "{}", known.len());

    let (site, lead, admin) = site_with(&names, &notes).await;
    let answers = answers(&site, &lead, &admin).await;
    let mut kinds = BTreeSet::new();
    for (path, kind, body) in &answers {
        match kind.split(';').next().unwrap_or_default() {
            "text/html" => assert_is_page(path, body, &known),
            "image/svg+xml" => drop(words_of_drawing(body)),
            "text/csv" => assert_is_table(path, body),
            "application/json" | "application/vnd.citationstyles.csl+json" => {
                drop(serde_json::from_str::<Value>(body).unwrap_or_else(|e| panic!("{path}: {e}")))
            }
            "text/x-bibtex" => assert_eq!(body.matches('{').count(), body.matches('}').count(), "{path}"),
            "application/xml" | "application/atom+xml" => {
                drop(resvg::usvg::roxmltree::Document::parse(body).expect("XML"))
            }
            "text/plain" => assert!(!body.contains("alert(1)"), "{path}"),
            other => panic!("{path} is {other}"),
        }
        kinds.insert(kind.split(';').next().unwrap_or_default());
    }
    assert_eq!(kinds.len(), 9, "{kinds:?}");
    assert_stand_as_text(&answers, &names);
    log.lines();
    for word in ["alert(1)", "evil.example", "forged"] {
        let line = log.text().lines().find(|line| line.contains(word)).map(str::to_owned);
        assert_eq!(line, None, "the log holds {word}");
    }
}

/// No element and no attribute that the same page does not have over plain words, and no address that leads elsewhere.
fn assert_is_page(path: &str, html: &str, known: &BTreeSet<Part>) {
    let foreign: Vec<Part> = parts(html).difference(known).cloned().collect();
    assert!(foreign.is_empty(), "{path} has {foreign:?}");
    for address in addresses(html) {
        let ours = (address.starts_with('/') && !address.starts_with("//")) || address.starts_with('#');
        assert!(ours || address == "data:,", "{path} leads to {address}");
    }
}

/// No cell is a formula: it is a number, or it begins with nothing that a spreadsheet runs.
fn assert_is_table(path: &str, text: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in record.unwrap_or_else(|error| panic!("{path}: {error}")).iter() {
            assert!(!cell.starts_with(FORMULA), "{path} has a formula: {cell}");
        }
    }
}

/// Each name stands letter by letter on the page of its day, in the table and in JSON.
fn assert_stand_as_text(answers: &[Answer], names: &[String]) {
    let of = |path: &str| &answers.iter().find(|(found, ..)| found == path).expect("an answer").2;
    let public = || names.iter().enumerate().filter(|(index, _)| day_of(*index).to_string() != WITHDRAWN);
    for (index, name) in public() {
        let shown = text(of(&format!("/c/lachin/days/{}", day_of(index))));
        assert!(shown.contains(name.as_str()), "{name:?} is not on the page of its day");
    }
    let json: Value = serde_json::from_str(of("/c/lachin/claims.json")).expect("JSON");
    let mut reader = csv::Reader::from_reader(of("/c/lachin/claims.csv").as_bytes());
    let table: BTreeSet<String> = reader.records().map(|row| row.expect("a row")[17].to_owned()).collect();
    let rows: BTreeSet<&str> =
        json["rows"].as_array().expect("rows").iter().filter_map(|row| row["source"].as_str()).collect();
    for (_, name) in public() {
        assert!(rows.contains(name.as_str()), "{name:?} is not in the JSON");
        let guard = if name.trim_start_matches('\'').starts_with(FORMULA) { "'" } else { "" };
        assert!(table.contains(&format!("{guard}{name}")), "{name:?} is not in the table");
    }
    let feed = resvg::usvg::roxmltree::Document::parse(of("/c/lachin/feed.atom")).expect("XML");
    let contents = feed.descendants().filter(|node| node.has_tag_name("content")).filter_map(|node| node.text());
    let told: Vec<String> = contents.map(text).collect();
    let shown = public().filter(|(_, name)| told.iter().any(|told| told.contains(name.as_str()))).count();
    assert!(shown > 50, "{shown} names stand in the feed letter by letter");
    let settings = text(of(SETTINGS));
    names.iter().take(14).for_each(|name| assert!(settings.contains(name.as_str()), "{name:?} is not in the settings"));
    let people = text(of("/staff/people"));
    assert!(people.contains(names[14].as_str()), "{:?} is not the organisation", names[14]);
}

#[tokio::test]
async fn what_no_name_may_be_comes_back_as_it_was_typed() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    site.add_account("lead", Role::Lead).await;
    site.add_account("admin", Role::Admin).await;
    let (lead, admin) = (Desk::signed_in(&site, "lead").await, Desk::signed_in(&site, "admin").await);
    let known = parts(&lead.page(DAY).await.html);
    let texts: Vec<String> = all().into_iter().map(|payload| payload.text).collect();
    let places = ["c0.amount", "c0.group", "c0.counted", "c0.remark", "c0.date_note", "via", "url", "c0.carrier"];
    for some in texts.chunks(40) {
        // A source that may not be stands first, so that the day is refused whatever the others are.
        let mut typed = vec![("r0.source".to_owned(), "\u{202e}no name".to_owned())];
        for (index, text) in some.iter().enumerate() {
            typed.push((format!("r{index}.{}", places[index % places.len()]), text.clone()));
        }
        typed.extend([("public_note".to_owned(), some.join("\n")), ("e0.title".to_owned(), some.join(" "))]);
        let pairs: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let fields = fill(lead.filled(DAY, &[]).await, &pairs);
        let answer = lead.send_fields(DAY, &fields, "publish").await;
        assert_eq!(answer.status(), 422);
        let page = Page::new(answer.text().await.unwrap());
        for (name, text) in &typed {
            assert_eq!(page.field(name), parsed(text), "{name}");
        }
        // The one script is the site's own, by its address.
        let foreign = "script:not([type=module][src^='/assets/']), img, iframe, object, embed, svg[onload]";
        assert_eq!((page.count(foreign), page.words("script")), (0, String::new()));
        let handlers: Vec<Part> = parts(&page.html).into_iter().filter(|(_, name)| name.starts_with("on")).collect();
        assert!(handlers.is_empty(), "{handlers:?}");
        assert!(
            parts(&page.html).iter().all(|(name, _)| known.iter().any(|(other, _)| other == name) || is_told(name))
        );
    }
    let lines: String = texts.iter().fold(String::new(), |lines, text| format!("{lines}en: {text}\n"));
    let fields = fill(admin.filled(SETTINGS, &[]).await, &[("names", &lines), ("cut_off", "25:00")]);
    let answer = admin.send_fields(SETTINGS, &fields, "save").await;
    assert_eq!(answer.status(), 422);
    assert_eq!(Page::new(answer.text().await.unwrap()).field("names"), parsed(&lines));
    assert_eq!(site.revisions().await, 0);
}

/// What only a refused form has: its list of problems.
fn is_told(element: &str) -> bool {
    ["ul", "ol", "li", "a", "div", "span", "h2", "strong", "details", "summary"].contains(&element)
}

/// As an HTML parser keeps a text.
fn parsed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

#[tokio::test]
async fn an_import_of_what_no_name_may_be_is_refused_by_line_and_column_and_repeats_no_control() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let refused: Vec<String> = no_names().into_iter().filter(|text| !text.trim().is_empty()).collect();
    assert!(refused.len() > 20, "{}", refused.len());
    for text in &refused {
        let it = cell(text);
        let claims =
            format!("{HEADER}\nlachin,2023-05-01,,patients_awaiting,,patients,,,,,,people,done,exact,30,,,{it},,,,,\n");
        let refusal = site.import("lachin", claims.as_bytes(), None).await.expect_err("was imported").to_string();
        assert!(refusal.contains("line 2") && refusal.contains("source"), "{text:?}: {refusal}");
        let unfit =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!refusal.chars().any(unfit) && refusal.len() < 1_000, "{refusal:?}");
    }
    assert_eq!(site.revisions().await, 0);
}
