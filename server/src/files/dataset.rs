//! The record as a dataset of schema.org, for search engines: what it is, of which days, who keeps it, where its files are.
//! Never a figure.

use app::paths::files::{Form, Holding, whole_file};
use app::paths::{self, as_of};
use app::t;
use app::text::{labels, press};
use app::view::chrome::{self, Foot, Site};
use chrono::SecondsFormat;
use domain::{Measure, Moment, Record};
use serde_json::{Value, json};

/// The description as JSON that may stand in an element of a page; none of an earlier state, and none where the site's
/// beginning is not known, since addresses in it are whole.
pub fn describe(site: &Site, record: &Record, moment: &Moment) -> Option<String> {
    let url = site.public_url.as_deref().filter(|_| as_of::state().is_none())?;
    let corridor = record.corridor();
    let (slug, name) = (&corridor.slug, chrome::corridor_name(record));
    let whole = |path: String| paths::absolute(Some(url), &path);
    let page = whole(paths::corridor(slug));
    let file = |kind: &str, path: String| json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": whole(path) });
    let held = |kind: &str, holding, form| file(kind, whole_file(slug, holding, form));
    let files = [
        held("text/csv", Holding::Claims, Form::Csv),
        held("application/json", Holding::Claims, Form::Json),
        held("text/csv", Holding::Days, Form::Csv),
        held("application/json", Holding::Days, Form::Json),
        held("text/csv", Holding::Events, Form::Csv),
        file("application/json", paths::latest_json(slug)),
    ];
    let end = corridor.record_ends.map_or_else(|| "..".to_owned(), |end| end.to_string());
    let keeper = site.organisation.clone().unwrap_or_else(|| t!("site-name"));
    let version = record.version();
    let other_names: Vec<String> = chrome::other_names(record).into_iter().map(|(_, names)| names).collect();
    let dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "alternateName": other_names,
        "description": press::dataset(&name, &Foot::of(record, moment).record),
        "url": page,
        "identifier": page,
        "inLanguage": "en",
        "isAccessibleForFree": true,
        "license": site.licence.map(|licence| licence.url),
        "creator": { "@type": "Organization", "name": keeper, "url": whole(paths::index()) },
        "temporalCoverage": format!("{}/{end}", corridor.record_begins),
        "spatialCoverage": chrome::ends(record),
        "variableMeasured": counted(record),
        "dateModified": version.as_ref().map(|it| it.published_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        "version": version.map(|version| version.seq.to_string()),
        "distribution": files,
    });
    Some(in_a_page(&without_nothing(dataset)))
}

/// What the record says something of.
fn counted(record: &Record) -> Vec<String> {
    let is_there = |measure: &Measure| {
        let claims = record.days().flat_map(|day| day.claims());
        claims.map(|(_, claim)| claim.thing.measure).any(|found| found == *measure)
    };
    let names = Measure::ALL.into_iter().filter(is_there);
    names.map(labels::measure_heading).collect()
}

/// Without what is not known.
fn without_nothing(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty()));
    }
    value
}

/// JSON in which no text can end the element around it, or begin a comment there.
fn in_a_page(value: &Value) -> String {
    value.to_string().replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element_and_every_one_is_read_as_it_was() {
        let hostile = json!({ "a": "</script><!--<script>&amp;\u{2028}\"'" });
        let text = in_a_page(&hostile);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), hostile);
        assert_eq!(without_nothing(json!({ "a": null, "b": [], "c": 1 })), json!({ "c": 1 }));
    }
}
