//! What is said of embeds that cannot be shown, and of the record as a dataset.

use domain::Measure;

use super::notices::Refusal;
use crate::t;

/// What a record is, for search engines of data.
pub fn dataset(corridor: &str, record: &str) -> String {
    t!("dataset-description", corridor = corridor, record = record)
}

/// The address names something that is no measure: the text in its place.
pub fn no_measure(text: &str) -> Refusal {
    let keys: Vec<String> = Measure::ALL.into_iter().map(|measure| measure.key().to_owned()).collect();
    (t!("unreadable"), t!("unreadable-measure", text = text, measures = super::either(&keys)))
}

/// The address asks for a figure of access, which has none.
pub fn no_figure_of_access() -> Refusal {
    (t!("unreadable"), t!("unreadable-measure-figure"))
}

/// The address names something that is no theme: the text in its place.
pub fn no_theme(text: &str) -> Refusal {
    (t!("unreadable"), t!("unreadable-theme", text = text))
}
