//! What the columns of the public files hold: one list, from which the page of files, the sheet of definitions of a workbook
//! and the package for programs are made. Knows no row.

use domain::status::StatusWord;
use domain::trend::BucketState;
use domain::{AbsenceReason, AccessClass, AccessStatus, ChangeKind, Direction, Measure, Outcome, Stage};

use crate::paths::files::Holding;
use crate::t;
use crate::text::labels;

/// What kind of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What somebody wrote.
    Text,
    /// One word of a closed list.
    Word,
    /// A date.
    Date,
    /// An instant in UTC.
    Instant,
    /// A whole number.
    Count,
    /// Yes or no.
    Truth,
    /// A web address.
    Address,
    /// A whole number, or words.
    Amount,
    /// Several of them, parted by semicolons.
    List,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// What it holds.
    pub means: String,
    /// What kind of value that is.
    pub kind: Kind,
    /// Whether no cell of it is empty.
    pub filled: bool,
    /// The words of its list, each with what it means; empty where it has none.
    pub words: Vec<Meaning>,
    /// What stands in it in the place of a value, each with what that means. An empty cell comes first.
    pub missing: Vec<Meaning>,
}

/// A word as it is written in files, and what it means.
pub type Meaning = (&'static str, String);

/// How a number is to be read, in files.
pub const BOUNDS: [&str; 8] = ["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague"];
/// In the place of a number that could point at a person.
pub const WITHHELD: &str = "withheld_small_number";

/// The columns of claims.csv, in their order. Stable for ever: new ones are only appended.
pub const CLAIMS: [&str; 23] = [
    "corridor",
    "date",
    "period_start",
    "measure",
    "counted",
    "group",
    "carrier",
    "direction",
    "facility",
    "access",
    "item",
    "unit",
    "stage",
    "bound",
    "value",
    "value_high",
    "preferred",
    "source",
    "via",
    "source_url",
    "published_on",
    "date_note",
    "remark",
];
/// The columns of days.csv, likewise.
pub const DAYS: [&str; 25] = [
    "corridor",
    "date",
    "measure",
    "counted",
    "group",
    "carrier",
    "direction",
    "facility",
    "access",
    "item",
    "unit",
    "bound",
    "value",
    "value_high",
    "approximate",
    "absence",
    "said_later",
    "sources",
    "claims",
    "chosen_by",
    "revision",
    "published_at",
    "change_kind",
    "corrected_at",
    "period_start",
];
/// The columns of events.csv, likewise.
pub const EVENTS: [&str; 6] = ["corridor", "date", "title", "source", "source_url", "published_on"];

/// The columns of trends.csv, likewise.
pub const SERIES: [&str; 45] = [
    "corridor",
    "measure",
    "counted",
    "group",
    "carrier",
    "direction",
    "facility",
    "access",
    "item",
    "unit",
    "source",
    "by",
    "from",
    "to",
    "whole",
    "state",
    "bound",
    "value",
    "value_high",
    "approximate",
    "words",
    "date",
    "status_days",
    "days",
    "of_days",
    "days_inside_periods",
    "days_in_words",
    "days_withheld",
    "days_disputed",
    "days_silent",
    "periods_counted",
    "periods_not_counted",
    "absence",
    "sources",
    "claims",
    "corrected_at",
    "said_later",
    "total_after",
    "rise_low",
    "rise_high",
    "daily_low",
    "daily_high",
    "outcome",
    "outcome_low",
    "outcome_high",
];

impl Kind {
    /// In words.
    pub fn words(self) -> String {
        let kind = match self {
            Self::Text => "text",
            Self::Word => "word",
            Self::Date => "date",
            Self::Instant => "instant",
            Self::Count => "count",
            Self::Truth => "truth",
            Self::Address => "address",
            Self::Amount => "amount",
            Self::List => "list",
        };
        t!("dictionary-kind", kind = kind)
    }
}

/// The columns of the table of a holding, in their order.
pub fn columns(holding: Holding) -> Vec<Column> {
    let names: &[&'static str] = match holding {
        Holding::Claims => &CLAIMS,
        Holding::Days => &DAYS,
        Holding::Events => &EVENTS,
    };
    names.iter().map(|name| column(holding, name)).collect()
}

/// What the same holds beside it for programs, in JSON.
pub fn keys_of_json(holding: Holding) -> Vec<Column> {
    let names: &[&'static str] = match holding {
        Holding::Claims => &["id", "published_at", "words", "corrected_at"],
        Holding::Days => &[],
        Holding::Events => &["id", "corrected_at"],
    };
    names.iter().map(|name| column(holding, name)).collect()
}

/// The columns of trends.csv and of a series of the API.
pub fn of_series() -> Vec<Column> {
    let column = |name: &'static str| {
        let filled = ["corridor", "measure", "by", "from", "to", "whole", "state"].contains(&name);
        let words = match name {
            "state" => BucketState::ALL
                .map(BucketState::key)
                .map(|state| (state, t!("dictionary-state", state = state)))
                .to_vec(),
            "outcome" => Outcome::KEYS.map(|outcome| (outcome, t!("dictionary-outcome", outcome = outcome))).to_vec(),
            "value" => statuses(true),
            "periods_counted" | "periods_not_counted" | "sources" | "claims" => Vec::new(),
            _ => words(Holding::Days, name),
        };
        let kind = match name {
            "by" | "state" | "outcome" => Kind::Word,
            "from" | "to" | "total_after" => Kind::Date,
            "whole" => Kind::Truth,
            "days" | "of_days" => Kind::Count,
            _ if name.starts_with("days_") || name.ends_with("_low") || name.ends_with("_high") => Kind::Count,
            _ => kind(name),
        };
        let missing = if filled { Vec::new() } else { vec![("", t!("dictionary-empty", column = "other"))] };
        Column { name, means: t!("dictionary-series", column = name), kind, filled, words, missing }
    };
    SERIES.map(column).to_vec()
}

fn column(holding: Holding, name: &'static str) -> Column {
    let means = match holding {
        Holding::Claims => t!("dictionary-claims", column = name),
        Holding::Days => t!("dictionary-days", column = name),
        Holding::Events => t!("dictionary-events", column = name),
    };
    let filled = ["corridor", "date", "title", "id"].contains(&name) || (holding, name) == (Holding::Days, "measure");
    Column {
        name,
        means,
        kind: kind(name),
        filled,
        words: words(holding, name),
        missing: missing(holding, name, filled),
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "date" | "period_start" | "published_on" => Kind::Date,
        "published_at" | "corrected_at" => Kind::Instant,
        "measure" | "direction" | "access" | "stage" | "bound" | "chosen_by" | "change_kind" => Kind::Word,
        "value" => Kind::Amount,
        "value_high" | "revision" => Kind::Count,
        "approximate" => Kind::Truth,
        "source_url" => Kind::Address,
        "absence" | "said_later" | "sources" | "claims" => Kind::List,
        _ => Kind::Text,
    }
}

fn words(holding: Holding, name: &str) -> Vec<Meaning> {
    match name {
        "measure" => Measure::ALL.map(|measure| (measure.key(), labels::measure_heading(measure))).to_vec(),
        "direction" => {
            Direction::ALL.map(Direction::key).map(|key| (key, t!("dictionary-direction", direction = key))).to_vec()
        }
        "access" => AccessClass::ALL.map(|class| (class.key(), labels::class(Some(class)))).to_vec(),
        "stage" => Stage::ALL.map(Stage::key).map(|key| (key, t!("dictionary-stage", stage = key))).to_vec(),
        "bound" => BOUNDS.map(|key| (key, t!("dictionary-bound", bound = key))).to_vec(),
        "chosen_by" => ["alone", "alike", "covers", "preferred", "withheld", "later"]
            .map(|key| (key, t!("dictionary-chosen", basis = key)))
            .to_vec(),
        "change_kind" => {
            ChangeKind::ALL.map(ChangeKind::key).map(|key| (key, t!("dictionary-change", kind = key))).to_vec()
        }
        "absence" => reasons(),
        "said_later" => statuses(false),
        "value" => statuses(holding == Holding::Days),
        _ => Vec::new(),
    }
}

/// What sources say; and, of a day as a whole, what becomes of it.
fn statuses(of_day: bool) -> Vec<Meaning> {
    let said = AccessStatus::ALL.map(|status| StatusWord::Said(status).key());
    let more = [StatusWord::Disputed, StatusWord::Unknown].map(StatusWord::key);
    said.into_iter()
        .chain(more.into_iter().filter(|_| of_day))
        .map(|key| (key, t!("dictionary-status", status = key)))
        .collect()
}

fn reasons() -> Vec<Meaning> {
    AbsenceReason::ALL.map(AbsenceReason::key).map(|key| (key, t!("dictionary-absence", reason = key))).to_vec()
}

fn missing(holding: Holding, name: &str, filled: bool) -> Vec<Meaning> {
    if filled {
        return Vec::new();
    }
    let column = if ["value", "bound"].contains(&name) { name } else { "other" };
    let mut all = vec![("", t!("dictionary-empty", column = column))];
    if name == "bound" {
        if holding == Holding::Claims {
            all.extend(reasons());
        }
        all.push((WITHHELD, t!("dictionary-absence", reason = WITHHELD)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_and_every_word_has_a_meaning_of_its_own() {
        let files = Holding::ALL.map(|holding| [columns(holding), keys_of_json(holding)].concat());
        for (place, all) in files.into_iter().chain([of_series()]).enumerate() {
            let mut meanings: Vec<&str> = all.iter().map(|column| column.means.as_str()).collect();
            meanings.sort_unstable();
            meanings.dedup();
            assert_eq!(meanings.len(), all.len(), "{place}");
            for column in &all {
                let mut words: Vec<&str> = column.words.iter().map(|(_, means)| means.as_str()).collect();
                words.sort_unstable();
                words.dedup();
                assert_eq!(words.len(), column.words.len(), "{place} {}", column.name);
                assert_eq!(column.filled, column.missing.is_empty(), "{}", column.name);
            }
        }
    }
}
