//! The form of a day as a writer sends it: one figure, the only one of its number in the whole run. Never sends two figures
//! under one key.

use chrono::{Days, NaiveDate};
use tests::Page;
use tests::desk::{fill, form_urlencode, of_the_day};

/// The short name of the corridor that is written to.
pub const CORRIDOR: &str = "chaos";
/// The first day of its record.
pub const FIRST_DAY: &str = "1990-01-01";
/// How often each test may count on from that day: until the end of 2025.
pub const DAYS: usize = 13_149;

/// A form, filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The submission's own key.
    pub key: String,
    /// The day that it is about.
    pub day: String,
    /// What it says; no other form of the run says the same number.
    pub figure: u64,
    /// The fields, as a browser sends them.
    pub body: String,
}

/// A day of the record by its number.
pub fn day(number: usize) -> String {
    let first: NaiveDate = FIRST_DAY.parse().expect("a date");
    first.checked_add_days(Days::new((number % DAYS) as u64)).expect("a day").to_string()
}

/// The address of a day's form.
pub fn path_of(day: &str) -> String {
    format!("/staff/c/{CORRIDOR}/days/{day}")
}

impl Form {
    /// The first report of a day that nobody wrote about.
    pub fn first(key: String, day: String, figure: u64) -> Self {
        let fields = [
            ("base", "0"),
            ("key", &key),
            ("confirmed", "yes"),
            ("r0.source", "Armenian Weekly"),
            ("r0.c0.measure", "patients_awaiting"),
            ("r0.c0.group", "patients"),
            ("r0.c0.amount", &figure.to_string()),
            // What looks odd beside other figures is right here.
            ("r0.c0.why", "a figure of its own"),
            ("reason.0", "not_reported"),
            ("reason.1", "not_reported"),
            ("reason.2", "not_reported"),
            ("then", "publish"),
        ];
        let body = form_urlencode(&fields);
        Self { key, day, figure, body }
    }

    /// Another figure for a day that has one, over the form that shows it.
    pub fn again(key: String, day: String, figure: u64, shown: &Page) -> Self {
        let amount = figure.to_string();
        let typed = [
            ("key", key.as_str()),
            ("confirmed", "yes"),
            ("r0.c0.amount", &amount),
            ("r0.c0.why", "a figure of its own"),
            ("internal_note", ""),
            ("change_kind", "revision"),
            ("change_reason", "A later bulletin."),
        ];
        let mut fields = fill(shown.fields(), &typed);
        fields.push(("then".to_owned(), "publish".to_owned()));
        // Without whose it is: an answer that never came is asked for by whichever account has its turn.
        let body = form_urlencode(&of_the_day(&fields).collect::<Vec<_>>());
        Self { key, day, figure, body }
    }

    /// Where it is sent.
    pub fn path(&self) -> String {
        path_of(&self.day)
    }

    /// The request as bytes, on a connection that ends with it.
    pub fn request(&self, address: &str, cookie: &str) -> Vec<u8> {
        let (path, length) = (self.path(), self.body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        [head.as_bytes(), self.body.as_bytes()].concat()
    }
}
