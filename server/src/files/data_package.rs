//! datapackage.json: what all files of a corridor hold, for programs (Data Package v2). The same words as on the page of files;
//! a version that says whether figures were added or put right. Claims the licence that the operator set, and no other.

use std::collections::{BTreeMap, BTreeSet};

use app::paths;
use app::paths::files::{Form, Holding, beside, whole_file};
use app::view::chrome::{self, Site};
use app::view::dictionary::{self, Column, Kind, Meaning};
use app::view::licence::Licence;
use domain::{ChangeKind, Moment, Record, RevisionState};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::typed_cell::rfc_3339;
use super::{claims_csv, days_csv, events_csv};

const PACKAGE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/tableschema.json";

#[derive(Serialize)]
struct Package {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    version: String,
    created: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<PackageLicence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<Contributor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<PackageSource>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct PackageLicence {
    name: &'static str,
    title: String,
    path: &'static str,
}

#[derive(Serialize)]
struct Contributor {
    title: String,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct PackageSource {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Serialize)]
struct Resource {
    #[serde(rename = "$schema")]
    schema_of: &'static str,
    name: &'static str,
    r#type: &'static str,
    title: &'static str,
    description: &'static str,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "$schema")]
    schema: &'static str,
    fields: Vec<Field>,
    missing_values: Vec<Labelled>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    r#type: &'static str,
    description: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    constraints: BTreeMap<&'static str, serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Labelled>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing_values: Vec<Labelled>,
}

#[derive(Serialize)]
struct Labelled {
    value: &'static str,
    label: String,
}

/// The bytes of `datapackage.json` at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn write(site: &Site, record: &Record, moment: &Moment) -> Result<Vec<u8>, serde_json::Error> {
    let slug = &record.corridor().slug;
    let name = chrome::corridor_name(record);
    let (from, to) = days_csv::span(record, moment);
    let whole = |address: String| site.public_url.as_ref().map(|url| paths::absolute(Some(url), &address));
    let package = Package {
        schema: PACKAGE,
        name: slug.to_string(),
        title: format!("{name}, {from} to {}", to.max(from)),
        description: description(&name, &chrome::Foot::of(record, moment).record, site.licence),
        id: whole(paths::files::data_package(slug)),
        homepage: whole(paths::corridor(slug)),
        version: version(record),
        created: rfc_3339(moment.instant),
        licenses: site
            .licence
            .iter()
            .map(|licence| PackageLicence { name: licence.id, title: licence.title(), path: licence.url })
            .collect(),
        contributors: site
            .organisation
            .iter()
            .map(|organisation| Contributor { title: organisation.clone(), roles: ["publisher"] })
            .collect(),
        sources: sources(record),
        resources: [Holding::Claims, Holding::Days, Holding::Events]
            .into_iter()
            .map(|holding| resource(record, moment, holding))
            .collect(),
    };
    let mut out = serde_json::to_vec_pretty(&package)?;
    out.push(b'\n');
    Ok(out)
}

fn description(name: &str, state: &str, licence: Option<Licence>) -> String {
    let licence = licence.map_or_else(
        || "No licence is stated for these files.".to_owned(),
        |licence| format!("These files may be used under {}.", licence.title()),
    );
    format!(
        "What was said, day by day, of the {name}: whether it was open, who was moved, who waited, and who says so. Every row \
         is a claim by the source beside it, or follows from such claims; nothing is averaged, and a day that nobody reported \
         is unknown. {state} {licence}"
    )
}

/// The version by the recipe of Data Package: with each publication of figures the second number grows, with each correction of
/// an error, and each withdrawal, the third one. The first one would say that columns are not what they were, which never
/// happens. Of what a withdrawal hides only that it was published is known.
pub fn version(record: &Record) -> String {
    let mut steps: Vec<(i64, bool)> = Vec::new();
    for date in record.dates() {
        let puts_right = |state: &domain::PublicDay| {
            state.change_kind == Some(ChangeKind::Correction) || state.state == RevisionState::Withdrawn
        };
        steps.extend(record.states_of(date).map(|state| (state.seq, puts_right(state))));
        steps.extend(record.hidden_states(date).map(|seq| (seq, false)));
    }
    steps.sort_unstable();
    let (minor, patch) = steps.iter().fold((0_u64, 0_u64), |(minor, patch), (_, puts_right)| match puts_right {
        true => (minor, patch + 1),
        false => (minor + 1, 0),
    });
    format!("1.{minor}.{patch}")
}

/// Everybody who is named as a source, by name, each once.
fn sources(record: &Record) -> Vec<PackageSource> {
    let of_day = |day: &'_ domain::PublicDay| {
        let absences = day.absences.iter().filter_map(|absence| absence.source.clone());
        let events = day.events.iter().filter_map(|event| event.source.clone());
        day.reports.iter().map(|report| report.source.clone()).chain(absences).chain(events).collect::<Vec<_>>()
    };
    let named: BTreeSet<_> = record.days().flat_map(of_day).collect();
    let mut all: Vec<PackageSource> = named
        .iter()
        .map(|slug| PackageSource {
            title: record.source_name(slug).to_owned(),
            path: record.sources().get(slug).and_then(|source| source.page.clone()),
        })
        .collect();
    all.sort_by(|one, other| one.title.cmp(&other.title));
    all
}

fn resource(record: &Record, moment: &Moment, holding: Holding) -> Resource {
    let part = domain::Selection::whole();
    let (title, description, bytes) = match holding {
        Holding::Claims => (
            "Claims",
            "Every claim as one row, in its source's words of measure; and every absence with its reason.",
            claims_csv::write_record(record, &part, false),
        ),
        Holding::Days => (
            "Days",
            "What each day comes to, one row a day and thing. A day of which nobody spoke has a row that says unknown.",
            days_csv::write_record(record, moment, &part, false),
        ),
        Holding::Events => (
            "Events",
            "What happened, a dated line each. No event moves a figure.",
            events_csv::write_record(record, &part, false),
        ),
    };
    let slug = &record.corridor().slug;
    Resource {
        schema_of: RESOURCE,
        name: holding.key(),
        r#type: "table",
        title,
        description,
        path: beside(slug, &whole_file(slug, holding, Form::Csv)),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: bytes.len(),
        hash: format!("sha256:{}", hexadecimal(&Sha256::digest(&bytes))),
        schema: Schema {
            schema: SCHEMA,
            fields: dictionary::columns(holding).into_iter().map(field).collect(),
            missing_values: vec![Labelled { value: "", label: "not said, or does not apply".to_owned() }],
        },
    }
}

fn field(column: Column) -> Field {
    let mut constraints = BTreeMap::new();
    if column.filled {
        constraints.insert("required", true.into());
    }
    if column.kind == Kind::Word {
        constraints.insert("enum", column.words.iter().map(|(word, _)| *word).collect());
    }
    if column.kind == Kind::Count {
        constraints.insert("minimum", 0.into());
    }
    let categories = if column.kind == Kind::Word { labelled(column.words) } else { Vec::new() };
    let r#type = match column.kind {
        Kind::Text | Kind::Word | Kind::Address | Kind::List => "string",
        Kind::Date => "date",
        Kind::Instant => "datetime",
        Kind::Count => "integer",
        Kind::Truth => "boolean",
        Kind::Amount => "any",
    };
    let missing_values = labelled(column.missing);
    Field { name: column.name, r#type, description: column.means, constraints, categories, missing_values }
}

fn labelled(meanings: Vec<Meaning>) -> Vec<Labelled> {
    meanings.into_iter().map(|(value, label)| Labelled { value, label }).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::events_json;
    use super::*;

    #[test]
    fn the_dictionary_has_the_keys_of_the_files_in_their_order() {
        let names = |columns: Vec<Column>| columns.into_iter().map(|column| column.name).collect::<Vec<&str>>();
        let keys = |holding| names([dictionary::columns(holding), dictionary::keys_of_json(holding)].concat());
        assert_eq!(keys(Holding::Claims), super::super::claims_json::KEYS);
        assert_eq!(keys(Holding::Events), events_json::KEYS);
    }
}
