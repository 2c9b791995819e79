//! The real record of the Lachin corridor, as rows that a test may change before they are imported.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use domain::Corridor;
use server::clock::Clock;
use server::listen::limits::Limits;
use server::state::Outside;

use crate::site::{Site, instant, outside};

/// The evening of the story: 20:00 in Yerevan.
pub const EVENING: &str = "2023-05-10T16:00:00Z";
/// The columns of claims.csv.
pub const HEADER: &str = "corridor,date,period_start,measure,counted,group,carrier,direction,facility,access,item,unit,\
                          stage,bound,value,value_high,preferred,source,via,source_url,published_on,date_note,remark";

const CLAIMS: &str = include_str!("../fixtures/lachin/lachin-claims.csv");
const EVENTS: &str = include_str!("../fixtures/lachin/lachin-events.csv");
const SETTINGS: &str = include_str!("../fixtures/lachin/lachin.json");

/// Rows of both files, as columns.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The rows of claims.csv.
    pub claims: Vec<Vec<String>>,
    /// The rows of events.csv.
    pub events: Vec<Vec<String>>,
    /// The corridor's settings.
    pub corridor: Corridor,
}

fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

impl Rows {
    /// All that was said, and published, up to a day.
    pub fn until(day: &str) -> Self {
        let known = |date: usize, published: usize| {
            let day = day.to_owned();
            move |row: &Vec<String>| row[date] <= day && row[published] <= day
        };
        Self {
            claims: read(CLAIMS).into_iter().filter(known(1, 20)).collect(),
            events: read(EVENTS).into_iter().filter(known(1, 5)).collect(),
            corridor: serde_json::from_str(SETTINGS).expect("settings"),
        }
    }

    /// The same without a source's claims.
    pub fn without(mut self, source: &str) -> Self {
        self.claims.retain(|row| row[17] != source);
        self
    }

    /// The same with one more row, written as in the file.
    pub fn and(mut self, row: &str) -> Self {
        self.claims.extend(read(&format!("{HEADER}\n{row}\n")));
        self
    }

    /// The same under another short name, all dates shifted.
    pub fn moved(mut self, slug: &str, days: u64) -> Self {
        let shift = |text: &mut String| {
            if let Ok(date) = text.parse::<NaiveDate>() {
                *text = date.checked_add_days(Days::new(days)).expect("a date").to_string();
            }
        };
        for row in &mut self.claims {
            slug.clone_into(&mut row[0]);
            [1, 2, 20].into_iter().for_each(|column| shift(&mut row[column]));
        }
        for row in &mut self.events {
            slug.clone_into(&mut row[0]);
            [1, 5].into_iter().for_each(|column| shift(&mut row[column]));
        }
        self.corridor.slug = slug.parse().expect("a short name");
        self.corridor.record_begins = self.corridor.record_begins.checked_add_days(Days::new(days)).expect("a date");
        self
    }

    /// claims.csv.
    pub fn claims_csv(&self) -> Vec<u8> {
        write(HEADER, &self.claims)
    }

    /// events.csv.
    pub fn events_csv(&self) -> Vec<u8> {
        write("corridor,date,title,source,source_url,published_on", &self.events)
    }
}

fn write(header: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        writeln!(text, "{}", cells.join(",")).expect("a line");
    }
    text.into_bytes()
}

/// A site with these rows imported, at an instant.
pub async fn site_with(rows: &Rows, now: &str) -> Site {
    let site = Site::at(now).await;
    site.add_corridor(rows.corridor.clone()).await;
    let imported = site.import(rows.corridor.slug.as_str(), &rows.claims_csv(), Some(&rows.events_csv())).await;
    imported.expect("an import");
    site
}

/// The evening of a day: 20:00 in Yerevan.
pub fn evening(day: &str) -> String {
    format!("{day}T16:00:00Z")
}

/// Feeds a site what was said and published up to a day, on that day's evening.
pub async fn feed(site: &Site, day: &str) {
    let rows = Rows::until(day);
    site.hand.set(instant(&evening(day)));
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.expect("an import");
}

/// The site of the record that was fed on the evenings of these days.
pub async fn fed(days: &[&str]) -> Site {
    let site = Site::at(&evening(days[0])).await;
    site.add_corridor(Rows::until(days[0]).corridor).await;
    for day in days {
        feed(&site, day).await;
    }
    site
}

/// The site of the story, on the evening of 10 May 2023.
pub async fn story() -> Site {
    site_with(&Rows::until("2023-05-10"), EVENING).await
}

/// The same within other limits; these addresses are trusted proxies.
pub async fn story_within(limits: Limits, trusted_proxies: &[&str]) -> Site {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let trusted_proxies = trusted_proxies.iter().map(|proxy| proxy.parse().expect("an address")).collect();
    let outside = Outside { trusted_proxies, ..outside(clock) };
    let site = Site::start_within(folder.path(), outside, hand, limits).await.keeping(folder);
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.expect("an import");
    site
}
