//! The shapes of what the API answers, as JSON Schema: rows from the columns of the files, the rest by hand. Tests hold the
//! answers to them.

use app::view::dictionary::{self, Column};
use domain::trend::BucketState;
use domain::{AbsenceReason, AccessClass, AccessStatus, By, ChangeKind, Direction, EntryKind, Measure, Outcome, Stage};
use serde_json::{Map, Value, json};

use crate::files::{claims_json, day_row, events_json};

/// Every schema, by its name.
pub fn all() -> Value {
    json!({
        "Problem": problem(),
        "RecordVersion": version(),
        "Corridor": corridor(),
        "Corridors": object(json!({ "corridors": array(reference("Corridor")) }), &[]),
        "Status": status(),
        "SourceOfFigure": source_of_figure(),
        "DayRow": row(&day_row::COLUMNS, "One thing on one day: what its claims come to. The row of days.json."),
        "ClaimRow": row(&claims_json::KEYS, "One claim, or why one is missing. The row of claims.json."),
        "EventRow": row(&events_json::KEYS, "Something that happened. The row of events.json."),
        "Days": page("DayRow"),
        "Claims": page("ClaimRow"),
        "Changes": page("Change"),
        "Series": series(),
        "SeriesRow": series_row(),
        "Change": change(),
        "Claim": row(
            &crate::files::CLAIM_COLUMNS,
            "A claim as it stood before or after a change: the row of claims.csv, with names as they are now.",
        ),
        "Day": day(),
    })
}

/// A schema by its name.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object with these properties: all of them are always there, but those that are named.
fn object(properties: Value, optional: &[&str]) -> Value {
    let names: Vec<&String> = properties.as_object().map(|all| all.keys().collect()).unwrap_or_default();
    let required: Vec<&&String> = names.iter().filter(|name| !optional.contains(&name.as_str())).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn array(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn instant() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// Words of a closed list.
fn words(words: impl IntoIterator<Item = &'static str>) -> Value {
    json!({ "type": "string", "enum": words.into_iter().collect::<Vec<&str>>() })
}

/// The same, or nothing.
fn or_nothing(mut schema: Value) -> Value {
    if let Some(reference) = schema.get("$ref") {
        return json!({ "anyOf": [{ "$ref": reference }, { "type": "null" }] });
    }
    if let Some(all) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        all.push(Value::Null);
    }
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!([kind.clone(), "null"]);
    }
    schema
}

/// What a measure, a direction… can be, for parameters too.
pub fn measures() -> Value {
    words(Measure::ALL.map(Measure::key))
}

/// Classes of traffic.
pub fn classes() -> Value {
    words(AccessClass::ALL.map(AccessClass::key))
}

/// How many days a bucket of a series holds.
pub fn bucket_sizes() -> Value {
    words(By::ALL.map(By::key))
}

/// Both directions.
pub fn directions() -> Value {
    words(Direction::ALL.map(Direction::key))
}

/// The kinds of entries of the history.
pub fn kinds() -> Value {
    words(EntryKind::ALL.map(EntryKind::key))
}

const BOUNDS: [&str; 9] =
    ["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague", "withheld_small_number"];

/// How a status is told: what was said, or that sources differ, or that nobody spoke.
fn status_words() -> Value {
    words(AccessStatus::ALL.map(AccessStatus::key).into_iter().chain(["disputed", "unknown"]))
}

fn absences() -> Value {
    words(AbsenceReason::ALL.map(AbsenceReason::key))
}

/// The cell of a column, whatever file it stands in.
fn cell(column: &str) -> Value {
    match column {
        "corridor" | "title" => text(),
        "date" => date(),
        "period_start" | "published_on" => or_nothing(date()),
        "published_at" | "corrected_at" => or_nothing(instant()),
        "measure" => or_nothing(measures()),
        "direction" => or_nothing(directions()),
        "access" => or_nothing(words(AccessClass::ALL.map(AccessClass::key))),
        "stage" => or_nothing(words(Stage::ALL.map(Stage::key))),
        "bound" => or_nothing(words(BOUNDS.into_iter().chain(AbsenceReason::ALL.map(AbsenceReason::key)))),
        "value" => json!({ "type": ["integer", "string", "null"], "description": VALUE }),
        "value_high" => or_nothing(count()),
        "approximate" => or_nothing(json!({ "type": "boolean" })),
        "absence" => array(absences()),
        "said_later" => array(words(AccessStatus::ALL.map(AccessStatus::key))),
        "sources" | "claims" => array(text()),
        "chosen_by" => or_nothing(words(["alone", "alike", "covers", "preferred", "withheld", "later"])),
        "revision" => or_nothing(json!({ "type": "integer" })),
        "change_kind" => or_nothing(words(ChangeKind::ALL.map(ChangeKind::key))),
        _ => or_nothing(text()),
    }
}

const VALUE: &str = "A number with the bound that was said: 24 with more_than means more than 24, never 25. Words where \
                     bound is vague; open, restricted, closed, disputed or unknown of access_status; null where a number is \
                     missing or withheld, never 0.";

fn row(columns: &[&str], description: &str) -> Value {
    let properties: Map<String, Value> = columns.iter().map(|name| ((*name).to_owned(), cell(name))).collect();
    let mut row = object(Value::Object(properties), &[]);
    if let Some(row) = row.as_object_mut() {
        row.insert("description".to_owned(), description.into());
    }
    row
}

/// Which record at which moment: in every answer of one corridor.
fn with_head(properties: Value) -> Value {
    let head = json!({
        "corridor": { "type": "string", "description": "Its short name." },
        "as_of": { "type": "string", "format": "date-time", "description": "The moment that this answer is of." },
        "record": or_nothing(reference("RecordVersion")),
    });
    let all = [head, properties].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
    Value::Object(all.collect())
}

fn series() -> Value {
    let one = object(
        json!({
            "name": text(),
            "source": or_nothing(text()),
            "buckets": array(reference("SeriesRow")),
            "total": or_nothing(reference("SeriesRow")),
        }),
        &[],
    );
    object(with_head(json!({ "measure": measures(), "by": bucket_sizes(), "series": array(one) })), &[])
}

/// Of its own columns those that no other file has.
fn series_row() -> Value {
    let own = |column: &str| match column {
        "by" => words(By::ALL.map(By::key).into_iter().chain(["all"])),
        "from" | "to" => date(),
        "date" => or_nothing(date()),
        "whole" => json!({ "type": "boolean" }),
        "state" => words(BucketState::ALL.map(BucketState::key)),
        "total_after" => or_nothing(date()),
        "rise_low" | "rise_high" | "daily_low" | "daily_high" | "outcome_low" | "outcome_high" => or_nothing(count()),
        "outcome" => or_nothing(words(Outcome::KEYS)),
        column if column.ends_with("days") && column != "status_days" || column.starts_with("days_") => count(),
        column => cell(column),
    };
    let described = |column: Column| {
        let mut schema = own(column.name);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), column.means.into());
        }
        (column.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = dictionary::of_series().into_iter().map(described).collect();
    object(Value::Object(properties), &[])
}

fn version() -> Value {
    object(json!({ "version": { "type": "integer" }, "hash": text(), "published_at": instant() }), &[])
}

fn page(name: &str) -> Value {
    let next =
        json!({ "type": ["string", "null"], "description": "The address of the next page; null on the last one." });
    object(with_head(json!({ "rows": array(reference(name)), "next": next })), &[])
}

fn day() -> Value {
    object(
        with_head(json!({
            "date": date(),
            "public_note": or_nothing(text()),
            "figures": array(reference("DayRow")),
            "claims": array(reference("ClaimRow")),
            "events": array(reference("EventRow")),
            "changes": array(reference("Change")),
        })),
        &[],
    )
}

fn change() -> Value {
    let claim = object(
        json!({
            "id": text(),
            "change": words(["added", "removed", "changed"]),
            "before": or_nothing(reference("Claim")),
            "after": or_nothing(reference("Claim")),
        }),
        &[],
    );
    object(
        json!({
            "seq": { "type": "integer", "description": "The version of the record that it made." },
            "date": date(),
            "kind": kinds(),
            "published_at": instant(),
            "by": { "type": "string", "description": "The organisation and the role, never the account." },
            "reason": or_nothing(text()),
            "summary": or_nothing(text()),
            "lines": { "type": "array", "items": text(), "description": "What changed, a sentence each." },
            "claims": array(claim),
            "event": or_nothing(reference("EventRow")),
            "url": text(),
        }),
        &[],
    )
}

fn names() -> Value {
    json!({ "type": "object", "additionalProperties": array(text()), "description": "By language, several and equal." })
}

fn corridor() -> Value {
    let urls = json!({
        "page": text(), "corridor": text(), "status": text(), "days": text(), "claims": text(), "changes": text(),
    });
    object(
        with_head(json!({
            "names": names(),
            "connects": names(),
            "time_zone": { "type": "string", "description": "Its IANA time zone: a day is a date there." },
            "cut_off": { "type": "string", "description": "The local time at which a day's report falls due." },
            "record_begins": date(),
            "record_ends": or_nothing(date()),
            "expected_every_days": count(),
            "withhold_below": { "type": "integer", "description": "Small numbers in splits are withheld below this." },
            "withhold_note": or_nothing(text()),
            "contact": or_nothing(text()),
            "date": { "type": "string", "format": "date", "description": "The day there, at this moment." },
            "status": status_words(),
            "sentence": text(),
            "measures": array(measures()),
            "urls": object(urls, &[]),
        })),
        &[],
    )
}

fn source_of_figure() -> Value {
    object(
        json!({
            "name": text(),
            "via": or_nothing(text()),
            "says": text(),
            "date": date(),
            "claim": text(),
            "source_url": or_nothing(text()),
        }),
        &[],
    )
}

fn status() -> Value {
    let sources = array(reference("SourceOfFigure"));
    let by_class = object(
        json!({
            "access": words(AccessClass::ALL.map(AccessClass::key)),
            "value": status_words(),
            "sources": sources.clone(),
        }),
        &[],
    );
    let status = object(
        json!({
            "value": status_words(),
            "since": or_nothing(date()),
            "day": or_nothing(count()),
            "by_class": array(by_class),
            "sources": sources,
        }),
        &[],
    );
    object(
        json!({
            "corridor": text(),
            "as_of": instant(),
            "date": date(),
            "sentence": text(),
            "status": status,
            "streaks": array(streak()),
            "figures": array(figure()),
            "freshness": freshness(),
            "url": text(),
            "version": or_nothing(object(json!({ "revision": { "type": "integer" }, "hash": text() }), &[])),
            "corrections": array(correction()),
        }),
        &[],
    )
}

fn streak() -> Value {
    object(
        json!({
            "carrier": or_nothing(text()),
            "last": date(),
            "fewest": count(),
            "most": or_nothing(count()),
            "days_without_report": count(),
            "sources": array(reference("SourceOfFigure")),
        }),
        &[],
    )
}

fn figure() -> Value {
    let thing =
        ["measure", "counted", "period_start", "group", "carrier", "direction", "facility", "access", "item", "unit"];
    let thing = thing.into_iter().chain(["stage"]).map(|name| (name.to_owned(), cell(name)));
    let own = json!({
        "low": or_nothing(count()),
        "high": or_nothing(count()),
        "approximate": { "type": "boolean" },
        "words": text(),
        "disputed": { "type": "boolean" },
        "withheld": { "type": "boolean" },
        "date": date(),
        "sources": array(reference("SourceOfFigure")),
    });
    let all = thing.chain(own.as_object().cloned().into_iter().flatten());
    object(Value::Object(all.collect()), &[])
}

fn freshness() -> Value {
    object(
        json!({
            "value": text(),
            "last_report": or_nothing(date()),
            "due_on": or_nothing(date()),
            "days_late": { "type": "integer" },
        }),
        &[],
    )
}

fn correction() -> Value {
    object(
        json!({
            "date": date(),
            "seq": { "type": "integer" },
            "corrected_at": instant(),
            "reason": or_nothing(text()),
            "url": text(),
        }),
        &[],
    )
}

fn problem() -> Value {
    let error = object(json!({ "parameter": text(), "given": text(), "expected": text() }), &[]);
    object(
        json!({
            "type": { "type": "string", "description": "The address at which this kind of problem is explained." },
            "title": text(),
            "status": { "type": "integer" },
            "detail": text(),
            "instance": { "type": "string", "description": "The address that was asked." },
            "errors": array(error),
        }),
        &["instance", "errors"],
    )
}
