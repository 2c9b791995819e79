//! Hostile texts, by the class of what they try: `fixtures/payloads.json`, which the browser tests read too.

use domain::{Label, Note};
use serde_json::Value;

const ALL: &str = include_str!("../fixtures/payloads.json");

/// A hostile text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// What it tries.
    pub class: String,
    /// The text.
    pub text: String,
}

/// All of them.
pub fn all() -> Vec<Payload> {
    let read: Vec<Value> = serde_json::from_str(ALL).expect("JSON");
    let text = |one: &Value, name: &str| one[name].as_str().expect("a text").to_owned();
    read.iter().map(|one| Payload { class: text(one, "class"), text: text(one, "text") }).collect()
}

/// Those that may be a name, as they are kept.
pub fn names() -> Vec<String> {
    kept(|text| text.parse::<Label>().ok().map(String::from))
}

/// Those that may be a note of one or more lines, as they are kept.
pub fn notes() -> Vec<String> {
    kept(|text| text.parse::<Note>().ok().map(String::from))
}

fn kept(read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut kept: Vec<String> = all().iter().filter_map(|payload| read(&payload.text)).collect();
    kept.sort();
    kept.dedup();
    kept
}

/// Those that no name may be.
pub fn no_names() -> Vec<String> {
    let refused = |payload: &Payload| payload.text.parse::<Label>().is_err();
    all().into_iter().filter(refused).map(|payload| payload.text).collect()
}
