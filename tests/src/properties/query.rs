//! Queries: whatever is asked for has one address, which asks for just that; a form's text holds the fields that it was
//! read as.

use app::paths::files::{AskedFile, Form, Holding, file};
use app::paths::{self, as_of};
use domain::{Choices, Measure, Slug};
use server::http::extract::{FormFields, MOST_DAY_FIELDS, fields_of};
use server::http::part::{self, Part};
use server::http::{changes, charts, reader};

/// Everything that reads a query reads the address that it stands for as the same.
pub fn holds(bytes: &[u8]) {
    assert_form(bytes);
    let Ok(query) = std::str::from_utf8(bytes) else { return };
    let slug: Slug = "lachin".parse().expect("a short name");
    assert_changes(&slug, query);
    for measure in [Measure::PatientsTransferred, Measure::AccessStatus] {
        assert_chart(&slug, measure, query);
    }
    assert_part(&slug, query);
    assert_moment(&slug, query);
}

fn assert_changes(slug: &Slug, query: &str) {
    let Ok(asked) = changes::read_query(query) else { return };
    let address = paths::changes_over(slug, &asked);
    let again = changes::read_query(query_of(&address));
    assert_eq!(again.ok().as_ref(), Some(&asked), "{address}");
}

fn assert_chart(slug: &Slug, measure: Measure, query: &str) {
    let Ok(asked) = charts::read_query(measure, query) else { return };
    let address = paths::chart_over(slug, &asked, "svg");
    let again = charts::read_query(measure, query_of(&address));
    assert_eq!(again.ok().as_ref(), Some(&asked), "{address}");
}

fn assert_part(slug: &Slug, query: &str) {
    let known = || Choices {
        measures: Measure::ALL.to_vec(),
        carriers: "ICRC".parse().into_iter().collect(),
        groups: "patients and companions".parse().into_iter().collect(),
    };
    let Ok(Part { selection, hxl }) = part::read_query(query, known) else { return };
    let asked = AskedFile { holding: Holding::Claims, form: Form::Csv, selection, hxl };
    let address = file(slug, &asked);
    let again = part::read_query(query_of(&address), known);
    let again = again.unwrap_or_else(|error| panic!("{query:?} is written as {address}, which is refused: {error:?}"));
    assert_eq!((&again.selection, again.hxl), (&asked.selection, asked.hxl), "{query:?} is written as {address}");
}

fn assert_moment(slug: &Slug, query: &str) {
    let address = format!("{}?{query}", paths::corridor(slug));
    let plain = as_of::without(&address);
    assert_eq!(as_of::without(&plain), plain);
    // Fields are told apart by their names as they are written; read, a name may still be the moment's.
    let (path, fields) = as_of::parts(&address);
    assert!(plain.starts_with(&path), "{plain}");
    assert_eq!(fields, fields_of(query_of(&plain)));
    let Ok(Some((_, moment))) = reader::read(query) else { return };
    let carried = as_of::carrying(&paths::corridor(slug), moment);
    let again = reader::read(query_of(&carried)).ok().flatten().map(|(_, moment)| moment);
    assert_eq!(again, Some(moment), "{carried}");
    assert_eq!(as_of::without(&carried), paths::corridor(slug));
}

/// A form that is read can be written and is read the same; the last field of a name counts.
fn assert_form(bytes: &[u8]) {
    let Ok(form) = FormFields::of(bytes.to_vec(), MOST_DAY_FIELDS) else { return };
    assert_eq!(form.body.as_bytes(), bytes, "the text is carried as it was sent");
    let written = super::given(form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish());
    assert_eq!(fields_of(&written), form.fields);
    for (name, _) in &form.fields {
        let last = form.fields.iter().rfind(|(found, _)| found == name).map(|(_, value)| value.as_str());
        assert_eq!(Some(form.value(name)), last);
    }
}

fn query_of(address: &str) -> &str {
    address.split_once('?').map_or("", |(_, query)| query)
}
