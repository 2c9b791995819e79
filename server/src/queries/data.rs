//! The page of all files, what is counted, how to cite; none when there is no such corridor.

use app::paths::files::Reference;
use app::t;
use app::text::dates;
use app::view::chrome;
use app::view::citation::Citation;
use app::view::data_page::DataPage;
use app::view::measure_page::{MeasurePage, MeasuresPage};
use chrono::NaiveDate;
use domain::{Measure, Selection, Slug};

use crate::edition::Edition;
use crate::files::dataset;

/// The page of all files, with links to a part of the record.
pub fn data_page(edition: &Edition, slug: &Slug, part: &Selection) -> Option<DataPage> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let mut page = DataPage::of(&edition.site, record, moment, part);
    page.chrome.dataset = dataset::describe(&edition.site, record, moment);
    Some(page)
}

/// The list of all measures.
pub fn measures_page(edition: &Edition, slug: &Slug) -> Option<MeasuresPage> {
    let shown = edition.corridor(slug)?;
    Some(MeasuresPage::of(&edition.site, &shown.corridor.record, &shown.moment))
}

/// The page of record of a measure.
pub fn measure_page(edition: &Edition, slug: &Slug, measure: Measure) -> Option<MeasurePage> {
    let shown = edition.corridor(slug)?;
    Some(MeasurePage::of(&edition.site, &shown.corridor.record, &shown.moment, measure))
}

/// How the record, or one of its days, is cited; none of a day outside the record, or of one that is withdrawn.
pub fn citation(edition: &Edition, slug: &Slug, day: Option<NaiveDate>, form: Reference) -> Option<String> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let citation = match day {
        None => Citation::of_record(&edition.site, record, moment),
        Some(date) => {
            let open = record.day(date).is_none_or(domain::PublicDay::is_shown);
            let there = open && date <= moment.today && record.corridor().covers(date);
            let title = t!("day-title", date = dates::full(date), corridor = chrome::corridor_name(record));
            there.then(|| Citation::of_day(&edition.site, record, moment, &title, date))?
        }
    };
    Some(match form {
        Reference::Bib => citation.bibtex,
        Reference::Csl => citation.csl,
    })
}
