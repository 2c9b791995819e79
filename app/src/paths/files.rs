//! The files of a corridor, and the pages around them: what is asked of each, and the one way to write it.

use chrono::NaiveDate;
use domain::{Direction, Label, Measure, Selection, Slug};

use super::{public, query};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holding {
    /// Every claim, and every absence with its reason.
    Claims,
    /// What each day comes to.
    Days,
    /// What happened.
    Events,
}

/// What a file comes as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A table in text.
    Csv,
    /// For programs.
    Json,
    /// A workbook.
    Xlsx,
}

/// One file, and which part of the record it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFile {
    /// What it holds.
    pub holding: Holding,
    /// What it comes as.
    pub form: Form,
    /// Which part of the record.
    pub selection: Selection,
    /// Whether a table in text has a row of HXL tags under its header.
    pub hxl: bool,
}

impl Holding {
    /// All of them, in the order in which pages list them.
    pub const ALL: [Self; 3] = [Self::Days, Self::Claims, Self::Events];

    /// The word in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Days => "days",
            Self::Events => "events",
        }
    }

    /// The part of a selection that it knows: an event is of a day, and of nothing that is counted.
    pub fn known(self, selection: &Selection) -> Selection {
        match self {
            Self::Claims | Self::Days => selection.clone(),
            Self::Events => selection.days_alone(),
        }
    }
}

impl Form {
    /// All of them, in the order in which pages list them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Json];

    /// The end of a file's name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }
}

impl AskedFile {
    /// The whole of a file.
    pub fn whole(holding: Holding, form: Form) -> Self {
        Self { holding, form, selection: Selection::whole(), hxl: false }
    }
}

/// A file of a corridor: the one way to write what is asked of it.
pub fn file(slug: &Slug, asked: &AskedFile) -> String {
    let hxl = (asked.hxl && asked.form == Form::Csv).then(|| ("hxl", "1".to_owned()));
    let fields = fields(&asked.holding.known(&asked.selection)).into_iter().chain(hxl);
    public(format!("/c/{slug}/{}.{}{}", asked.holding.key(), asked.form.key(), query(fields)))
}

/// The whole of a file of a corridor.
pub fn whole_file(slug: &Slug, holding: Holding, form: Form) -> String {
    file(slug, &AskedFile::whole(holding, form))
}

/// The address of a file as the package of all files names it: beside it.
pub fn beside(slug: &Slug, address: &str) -> String {
    address.strip_prefix(&format!("/c/{slug}/")).unwrap_or(address).to_owned()
}

/// What all files hold, for programs.
pub fn data_package(slug: &Slug) -> String {
    public(format!("/c/{slug}/datapackage.json"))
}

/// A form in which programs keep references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// BibTeX.
    Bib,
    /// CSL-JSON.
    Csl,
}

/// How the record, or one of its days, is cited, for programs that keep references.
pub fn cite(slug: &Slug, day: Option<NaiveDate>, form: Reference) -> String {
    let end = match form {
        Reference::Bib => "bib",
        Reference::Csl => "json",
    };
    let day = day.map(|day| ("day", day.to_string()));
    public(format!("/c/{slug}/cite.{end}{}", query(day)))
}

/// The page of all files, with links to a part of the record: the one way to write it.
pub fn data(slug: &Slug, selection: &Selection) -> String {
    public(format!("{}{}", data_plain(slug), query(fields(selection))))
}

/// The page of all files as a form leads to it.
pub fn data_plain(slug: &Slug) -> String {
    format!("/c/{slug}/data")
}

/// What is counted in a corridor: all measures.
pub fn measures(slug: &Slug) -> String {
    public(format!("/c/{slug}/measures"))
}

/// The page of record of a measure.
pub fn measure(slug: &Slug, measure: Measure) -> String {
    public(format!("/c/{slug}/measures/{}", measure.key()))
}

/// The fields of an address that ask for a part of the record, in their order.
pub fn fields(selection: &Selection) -> Vec<(&'static str, String)> {
    let all = [
        ("from", selection.from.map(|date| date.to_string())),
        ("to", selection.to.map(|date| date.to_string())),
        ("measure", selection.measure.map(Measure::key).map(str::to_owned)),
        ("carrier", selection.carrier.as_ref().map(Label::to_string)),
        ("direction", selection.direction.map(Direction::key).map(str::to_owned)),
        ("group", selection.group.as_ref().map(Label::to_string)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_is_asked_in_one_order_and_leaves_out_what_a_file_does_not_know() {
        let slug = "lachin".parse().unwrap();
        let selection = Selection {
            from: "2023-05-01".parse().ok(),
            to: None,
            measure: Some(Measure::PatientsTransferred),
            carrier: "Médecins & Co, 2".parse().ok(),
            direction: Some(Direction::Return),
            group: "patients".parse().ok(),
        };
        let asked = |holding, form, hxl| file(&slug, &AskedFile { holding, form, selection: selection.clone(), hxl });
        let query = "from=2023-05-01&measure=patients_transferred&carrier=M%C3%A9decins+%26+Co%2C+2&direction=return&\
                     group=patients";
        assert_eq!(asked(Holding::Claims, Form::Csv, true), format!("/c/lachin/claims.csv?{query}&hxl=1"));
        assert_eq!(asked(Holding::Days, Form::Xlsx, true), format!("/c/lachin/days.xlsx?{query}"));
        assert_eq!(asked(Holding::Events, Form::Json, false), "/c/lachin/events.json?from=2023-05-01");
        assert_eq!(whole_file(&slug, Holding::Claims, Form::Csv), "/c/lachin/claims.csv");
        assert_eq!(beside(&slug, "/c/lachin/claims.csv?as_of=2023-05-01"), "claims.csv?as_of=2023-05-01");
    }
}
