//! Tags of HXL 1.1 for the columns of the public files: a row under the header of a table, and only where it is asked for.
//! Never touches a value.

use domain::Measure;

/// The tags of columns, in their order. Where one measure is asked for, its tag says what the numbers are.
pub(super) fn tags<const N: usize>(columns: [&'static str; N], measure: Option<Measure>) -> [&'static str; N] {
    columns.map(|column| tag(column, measure))
}

fn tag(column: &str, measure: Option<Measure>) -> &'static str {
    match column {
        "corridor" => "#loc+route+code",
        "date" => "#date",
        "period_start" => "#date+start",
        "measure" => "#indicator+code",
        "counted" => "#indicator+definition",
        "group" => "#affected+type",
        "carrier" => "#org+impl",
        "direction" => "#description+direction",
        "facility" => "#loc+facility+name",
        "access" => "#access+class",
        "item" => "#item+provided",
        "unit" => "#indicator+unit",
        "stage" => "#description+stage",
        "bound" => "#indicator+bound",
        "value" => measure.map_or("#indicator+value", of_measure),
        "value_high" => "#indicator+value+max",
        "approximate" => "#indicator+approximate",
        "absence" => "#description+absence",
        "said_later" => "#access+type+later",
        "source" | "sources" => "#meta+source",
        "via" => "#meta+source+via",
        "source_url" => "#meta+url",
        "published_on" => "#date+source",
        "published_at" => "#date+published",
        "corrected_at" => "#date+corrected",
        "preferred" => "#description+preferred",
        "date_note" => "#description+date",
        "remark" => "#description+remark",
        "claims" => "#meta+claims",
        "chosen_by" => "#meta+method",
        "revision" => "#meta+version",
        "change_kind" => "#meta+change",
        "title" => "#event+name",
        _ => "",
    }
}

fn of_measure(measure: Measure) -> &'static str {
    match measure {
        Measure::AccessStatus => "#access+type",
        Measure::PatientsTransferred => "#reached+ind+patients",
        Measure::PatientsAwaiting => "#inneed+ind+awaiting",
        _ => "#indicator+value",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{claims_csv, days_csv, events_csv};
    use super::*;

    #[test]
    fn every_column_has_a_tag_of_its_own_and_those_of_the_contract_have_theirs() {
        let distinct = |mut tags: Vec<&'static str>| {
            let number = tags.len();
            assert!(tags.iter().all(|tag| tag.starts_with('#') && !tag.contains(char::is_uppercase)), "{tags:?}");
            tags.sort_unstable();
            tags.dedup();
            assert_eq!(tags.len(), number, "{tags:?}");
        };
        distinct(tags(claims_csv::COLUMNS, None).to_vec());
        distinct(tags(days_csv::COLUMNS, None).to_vec());
        distinct(tags(events_csv::COLUMNS, None).to_vec());
        let value = |measure| tag("value", Some(measure));
        assert_eq!(value(Measure::PatientsTransferred), "#reached+ind+patients");
        assert_eq!(value(Measure::PatientsAwaiting), "#inneed+ind+awaiting");
        assert_eq!(value(Measure::AccessStatus), "#access+type");
        assert_eq!(
            ["carrier", "item", "source"].map(|column| tag(column, None)),
            ["#org+impl", "#item+provided", "#meta+source"]
        );
    }
}
