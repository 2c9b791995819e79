//! What helps to enter a day: how an amount was read, and what was said of a thing before.

use chrono::NaiveDate;
use domain::lately::Value;
use domain::{AccessStatus, Amount, Measure, MeasureKind, Thing};

use super::sentences::Phrase;
use super::{dates, figures, labels, listed};
use crate::t;

/// How an amount was read; none where nothing is written, or it cannot be read.
pub fn understood(measure: Option<Measure>, text: &str) -> Option<String> {
    let text = text.trim();
    if measure?.kind() == MeasureKind::Access {
        let status: AccessStatus = text.to_lowercase().parse().ok()?;
        return Some(t!("entry-understood", amount = labels::status(status)));
    }
    Some(match text.parse::<Amount>().ok()? {
        Amount::Vague(words) => t!("echo-vague", text = words.as_str()),
        amount => t!("entry-understood", amount = figures::amount(&amount)),
    })
}

/// What a row is called: what it is about, and that no carrier is said where one could be.
pub fn row_name(place: usize, thing: Option<&Thing>, beside: NaiveDate) -> String {
    let name = thing.map(|thing| {
        let name = labels::thing(thing, beside);
        let moves = matches!(thing.measure.kind(), MeasureKind::Flow | MeasureKind::Cumulative);
        if moves && thing.carrier.is_none() {
            t!("thing-and-part", thing = name, part = t!("entry-carrier-unsaid"))
        } else {
            name
        }
    });
    t!("entry-row", number = (place + 1).to_string(), thing = name)
}

/// The last values, the latest first, with the days between that have none. The value is the part that stands out.
pub fn lately(values: &[Value<'_>], beside: NaiveDate) -> Vec<Phrase> {
    let told = |value: &Value<'_>| {
        let date = dates::short(value.date, beside);
        let silent = (value.silent > 0).then(|| t!("entry-lately-silent", days = value.silent));
        silent.into_iter().chain([t!("entry-lately-value", date = date, value = said(value))]).collect::<Vec<_>>()
    };
    let mut lines: Vec<String> = values.iter().flat_map(told).collect();
    if lines.is_empty() {
        lines.push(t!("entry-lately-none"));
    }
    lines.iter().map(|line| Phrase::of(line)).collect()
}

/// What was said of a thing on one day: the statuses, or the figure.
pub fn said(value: &Value<'_>) -> String {
    if !value.statuses.is_empty() {
        return listed(&value.statuses.iter().map(|status| labels::status(*status)).collect::<Vec<_>>());
    }
    figures::of_carriers(&value.figures, value.figure().as_ref())
}
