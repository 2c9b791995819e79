//! The clauses of the sentence that answers "is it open?", as phrases whose numbers stand out.

use chrono::NaiveDate;
use domain::{Direction, Label, Measure, Thing};

use super::{counted, dates, figures, labels};

/// A text of which some parts stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<(String, bool)>);

impl Phrase {
    /// The phrase with these words behind it.
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.push((text.into(), false));
        self
    }

    /// The phrase with these words behind it, which stand out.
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push((text.into(), true));
        self
    }

    /// The phrase with a capital at its beginning.
    pub fn capital(mut self) -> Self {
        if let Some((first, _)) = self.0.first_mut() {
            *first = super::capital(first);
        }
        self
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

fn phrase() -> Phrase {
    Phrase::default()
}

/// `on 10 May 2023`.
pub fn on(date: NaiveDate) -> Phrase {
    phrase().plain(format!("on {}", dates::full(date)))
}

/// `on 10 May 2023, day 150 counted from 12 December 2022`.
pub fn day_count(date: NaiveDate, number: i64, since: NaiveDate) -> Phrase {
    on(date).plain(", ").strong(format!("day\u{a0}{number}")).plain(format!(" counted from {}", dates::full(since)))
}

/// `No report yet for 11 May 2023`.
pub fn no_report_yet(date: NaiveDate) -> Phrase {
    phrase().plain(format!("no report yet for {}", dates::full(date)))
}

/// `on 27 April 2023 nobody spoke of all traffic`.
pub fn no_status(date: NaiveDate) -> Phrase {
    phrase().plain(format!("on {} no status of all traffic was reported", dates::full(date)))
}

/// `the record begins on 12 December 2022`.
pub fn not_begun(begins: NaiveDate) -> Phrase {
    phrase().plain(format!("the record begins on {}", dates::full(begins)))
}

/// `the record ended on 31 May 2023`.
pub fn ended(end: NaiveDate) -> Phrase {
    phrase().plain(format!("the record ended on {}", dates::full(end)))
}

/// `last reported, 10 May: closed`.
pub fn last_reported(date: NaiveDate, today: NaiveDate, word: &str) -> Phrase {
    phrase().plain(format!("last reported, {}: ", dates::short(date, today))).strong(word.to_lowercase())
}

/// `ICRC last moved patients out on 29 April, 11 days ago, with no report on any of the 11 days since`;
/// `any carrier last moved patients out 0–11 days ago, the last day named is 29 April`.
pub fn streak(
    carrier: Option<&Label>,
    last: NaiveDate,
    today: NaiveDate,
    (fewest, most): (i64, Option<i64>),
    silent: i64,
) -> Phrase {
    let who = carrier.map_or_else(|| "any carrier".to_owned(), ToString::to_string);
    let since = (today - last).num_days();
    let day = dates::short(last, today);
    let moved = phrase().plain(format!("{who} last moved patients out "));
    let moved = match (fewest, most) {
        (0, Some(0)) => moved.plain(format!("on {day}")),
        (fewest, Some(most)) if fewest == most => {
            moved.plain(format!("on {day}, ")).strong(dates::ago(fewest).unwrap_or_default())
        }
        (fewest, most) => {
            moved.strong(format!("{} ago", figures::span(fewest, most))).plain(format!(", the last day named is {day}"))
        }
    };
    let of_whom = carrier.map(|carrier| format!(" by {carrier}")).unwrap_or_default();
    match silent {
        0 => moved,
        silent => moved.plain(format!(", with no report of movements{of_whom} {}", on_days_since(silent, since))),
    }
}

/// `on the day since`, `on any of the 11 days since`, `on 10 of the 11 days since`.
pub fn on_days_since(silent: i64, since: i64) -> String {
    match (silent, since) {
        (1, 1) => "on the day since".to_owned(),
        (silent, since) if silent == since => format!("on any of the {} since", counted(since, "day", "days")),
        (silent, since) => format!("on {silent} of the {} since", counted(since, "day", "days")),
    }
}

/// `no movement of patients was reported since the record began, 12 December 2022`.
pub fn no_movement(begins: NaiveDate) -> Phrase {
    phrase().plain("no movement of patients out was reported since the record began, ").plain(dates::full(begins))
}

/// `patients were moved out, but no day is named for any movement`.
pub fn movement_unplaced() -> Phrase {
    phrase().plain("patients were moved out, but no day is named for any movement")
}

/// `ICRC made 3 journeys since 23 April`; `Russian peacekeepers moved 2 patients out since 23 April, days not named`.
pub fn total_since(thing: &Thing, since: NaiveDate, today: NaiveDate, words: &str) -> Phrase {
    let since = dates::short(since, today);
    let one = words == "1";
    let who = thing.carrier.as_ref().map_or_else(|| "carriers that are not named".to_owned(), ToString::to_string);
    match thing.measure {
        Measure::TransfersTotal => {
            let journeys = if one { "journey" } else { "journeys" };
            phrase().plain(format!("{who} made ")).strong(words).plain(format!(" {journeys} since {since}"))
        }
        Measure::DeliveriesTotal => {
            let unit = thing.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            let item = thing.item.as_ref().map(|item| format!(" of {item}")).unwrap_or_default();
            phrase().plain(format!("{who} delivered ")).strong(words).plain(format!(" {unit}{item} since {since}"))
        }
        Measure::PeopleCrossedTotal => {
            phrase().strong(words).plain(format!(" {} crossed since {since}", labels::group_of(thing, one)))
        }
        _ => {
            let way = if thing.direction == Some(Direction::Return) { " back" } else { " out" };
            phrase()
                .plain(format!("{who} moved "))
                .strong(words)
                .plain(format!(" {}{way} since {since}, days not named", labels::group_of(thing, one)))
        }
    }
}

/// `at least 30 people wait`; `9 patients were moved out by Russian peacekeepers`.
pub fn latest(thing: &Thing, date: NaiveDate, today: NaiveDate, words: &str) -> Phrase {
    let by = thing.carrier.as_ref().map(|carrier| format!(" by {carrier}")).unwrap_or_default();
    let counted = thing.counted.as_ref().map(|counted| format!(", counted as “{counted}”")).unwrap_or_default();
    let facility = thing.facility.as_ref().map(|facility| format!(", {facility}")).unwrap_or_default();
    let (then, when) =
        if date == today { (false, String::new()) } else { (true, format!(" on {}", dates::short(date, today))) };
    let one = words == "1";
    let group = labels::group_of(thing, one);
    let were = if one { "was" } else { "were" };
    let rest = match thing.measure {
        Measure::PatientsAwaiting => {
            let who = match (labels::group(thing).as_str(), one) {
                ("patients" | "people", true) => "person",
                ("patients" | "people", false) => "people",
                _ => group.as_str(),
            };
            let wait = match (then, one) {
                (true, _) => "waited",
                (false, true) => "waits",
                (false, false) => "wait",
            };
            format!(" {who} {wait}{facility}{counted}{when}")
        }
        Measure::PatientsTransferred if thing.direction == Some(Direction::Return) => {
            format!(" {group} returned{when}{by}{counted}")
        }
        Measure::PatientsTransferred => format!(" {group} {were} moved out{when}{by}{facility}{counted}"),
        Measure::PeopleCrossed => {
            let way = match thing.direction {
                Some(Direction::Outbound) => " outwards",
                Some(Direction::Return) => " back",
                None => "",
            };
            format!(" {group} crossed{way}{when}{facility}{counted}")
        }
        Measure::Transfers => {
            let journeys = if one { "journey was" } else { "journeys were" };
            format!(" {journeys} made{when}{by}{counted}")
        }
        Measure::Deliveries => {
            let unit = thing.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            let item = thing.item.as_ref().map(|item| format!(" of {item}")).unwrap_or_default();
            format!(" {unit}{item} delivered{when}{by}{counted}")
        }
        _ => format!(" {}{when}", labels::thing(thing, today).to_lowercase()),
    };
    phrase().strong(words).plain(rest)
}
