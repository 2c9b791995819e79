//! The page of all files: what each holds, links to the part that is asked for, what every column means, how to cite.

use domain::{Choices, Direction, Label, Measure, Moment, Record, Selection, Thing};

use super::api_examples::ApiExamples;
use super::chrome::{self, Chrome, Site, Way};
use super::citation::Citation;
use super::dictionary::{self, Column};
use super::licence::Licence;
use crate::paths::files::{self, AskedFile, Form, Holding};
use crate::paths::{as_of, press, trends};
use crate::text::{dates, labels, row};
use crate::{paths, t};

/// The page of all files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// Which part of the record the links lead to.
    pub part: String,
    /// What can be chosen.
    pub form: PartForm,
    /// The files, by what they hold.
    pub files: Vec<Files>,
    /// What else there is: name, address, what it holds.
    pub more: Vec<(Way, String)>,
    /// What programs can ask.
    pub api: ApiExamples,
    /// What the columns hold, by file.
    pub dictionaries: Vec<Dictionary>,
    /// Under which licence the files may be used.
    pub licence: Option<Licence>,
    /// How to cite the record.
    pub citation: Citation,
}

/// What can be chosen of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartForm {
    /// Where it is sent.
    pub action: String,
    /// The first day, as it is written in an address.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Lists to choose from: name, label, value that is chosen, values with their words.
    pub lists: Vec<Choice>,
    /// What the address holds beside these: the state that is shown. Name and value.
    pub kept: Vec<(&'static str, String)>,
    /// The way to the whole record; none where it is that already.
    pub reset: Option<Way>,
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// The value that is chosen; empty for all.
    pub value: String,
    /// Values and their words, the first one for all.
    pub values: Vec<(String, String)>,
}

/// The files that hold one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// What they hold, in a word.
    pub heading: String,
    /// The same in sentences.
    pub about: String,
    /// The files.
    pub ways: Vec<Way>,
}

/// What the columns of a file hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    /// Which file.
    pub heading: String,
    /// An address within the page.
    pub id: &'static str,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// What the same has beside them in JSON.
    pub keys: Vec<Column>,
}

impl DataPage {
    /// The page, with links to a part of the record.
    pub fn of(site: &Site, record: &Record, moment: &Moment, part: &Selection) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let title = t!("data-title", corridor = name.as_str());
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &files::data(slug, part)),
            corridor: Way::to(&name, paths::corridor(slug)),
            part: in_words(part),
            form: PartForm::of(record, part),
            files: Holding::ALL.into_iter().map(|holding| Files::of(record, holding, part)).collect(),
            more: vec![
                (Way::to(&t!("data-measures"), files::measures(slug)), t!("data-about-measures")),
                (Way::to(&t!("trends-way"), trends::trends(slug)), t!("data-about-trends")),
                (Way::to(&t!("share-way"), press::share(slug)), t!("data-about-share")),
                (Way::to(&t!("data-latest"), paths::latest_json(slug)), t!("data-about-latest")),
                (Way::to(&t!("data-package"), files::data_package(slug)), t!("data-about-package")),
            ],
            api: ApiExamples::of(site, record, moment),
            dictionaries: Holding::ALL.into_iter().map(Dictionary::of).chain([Dictionary::of_series()]).collect(),
            licence: site.licence,
            citation: Citation::of_record(site, record, moment),
        }
    }
}

fn heading(holding: Holding) -> String {
    match holding {
        Holding::Days => t!("data-heading-days"),
        Holding::Claims => t!("data-heading-claims"),
        Holding::Events => t!("data-heading-events"),
    }
}

impl Files {
    fn of(record: &Record, holding: Holding, part: &Selection) -> Self {
        let slug = &record.corridor().slug;
        let way = |form: Form, hxl: bool| {
            let words = t!("data-file", holding = holding.key(), form = if hxl { "hxl" } else { form.key() });
            Way::to(&words, files::file(slug, &AskedFile { holding, form, selection: part.clone(), hxl }))
        };
        let about = match holding {
            Holding::Days => t!("data-about-days"),
            Holding::Claims => t!("data-about-claims"),
            Holding::Events => t!("data-about-events"),
        };
        let ways = Form::ALL.into_iter().map(|form| way(form, false)).chain([way(Form::Csv, true)]).collect();
        Self { heading: heading(holding), about, ways }
    }
}

impl Dictionary {
    fn of(holding: Holding) -> Self {
        let columns = dictionary::columns(holding);
        Self { heading: heading(holding), id: holding.key(), columns, keys: dictionary::keys_of_json(holding) }
    }

    fn of_series() -> Self {
        Self { heading: t!("data-heading-trends"), id: "trends", columns: dictionary::of_series(), keys: Vec::new() }
    }
}

impl PartForm {
    fn of(record: &Record, part: &Selection) -> Self {
        let slug = &record.corridor().slug;
        let Choices { measures, carriers, groups } = Choices::of(record);
        let measures = measures.into_iter().map(|one| (one.key().to_owned(), labels::measure(one))).collect();
        let directions = Direction::ALL.map(|one| (one.key().to_owned(), labels::direction(one))).to_vec();
        let own = |labels: Vec<Label>| labels.iter().map(|one| (one.to_string(), one.to_string())).collect();
        let groups_in_words = groups.iter().map(|one| (one.to_string(), group(one))).collect();
        let of_label = |label: &Option<Label>| label.as_ref().map(Label::to_string);
        let lists = vec![
            Choice::of("measure", t!("data-filter-measure"), part.measure.map(|one| one.key().to_owned()), measures),
            Choice::of("carrier", t!("data-filter-carrier"), of_label(&part.carrier), own(carriers)),
            Choice::of(
                "direction",
                t!("data-filter-direction"),
                part.direction.map(|one| one.key().to_owned()),
                directions,
            ),
            Choice::of("group", t!("data-filter-group"), of_label(&part.group), groups_in_words),
        ];
        Self {
            action: files::data_plain(slug),
            from: part.from.map(|date| date.to_string()).unwrap_or_default(),
            to: part.to.map(|date| date.to_string()).unwrap_or_default(),
            lists,
            kept: as_of::state().map(|state| (as_of::NAME, state.as_of.to_string())).into_iter().collect(),
            reset: (*part != Selection::whole())
                .then(|| Way::to(&t!("data-reset"), files::data(slug, &Selection::whole()))),
        }
    }
}

impl Choice {
    fn of(name: &'static str, label: String, chosen: Option<String>, values: Vec<(String, String)>) -> Self {
        let all = (String::new(), t!("data-filter-any"));
        Self { name, label, value: chosen.unwrap_or_default(), values: [all].into_iter().chain(values).collect() }
    }
}

/// Who was counted, in words; a group that no list knows as it was written.
fn group(group: &Label) -> String {
    labels::group(&Thing { group: Some(group.clone()), ..Thing::of(Measure::PatientsTransferred) })
}

/// Which part of the record it is, in a sentence.
pub fn in_words(part: &Selection) -> String {
    let named = |name: String, value: String| t!("data-part-of", name = name, value = value);
    let parts: Vec<String> = [
        part.from.map(|date| t!("data-part-from", date = dates::full(date))),
        part.to.map(|date| t!("data-part-to", date = dates::full(date))),
        part.measure.map(|one: Measure| named(t!("data-filter-measure"), labels::measure(one))),
        part.carrier.as_ref().map(|one| named(t!("data-filter-carrier"), one.to_string())),
        part.direction.map(|one| named(t!("data-filter-direction"), labels::direction(one))),
        part.group.as_ref().map(|one| named(t!("data-filter-group"), group(one))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { t!("data-part-whole") } else { t!("data-part", parts = row(parts)) }
}
