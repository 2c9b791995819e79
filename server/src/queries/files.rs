//! The files of a corridor: each as bytes; none when there is no such corridor.

use std::sync::Arc;

use app::paths::as_of::carrying;
use app::paths::files::{AskedFile, Form, Holding};
use app::paths::{self, as_of};
use app::t;
use app::view::chrome::{self, Foot};
use domain::{AsOf, Choices, Moment, Record, Slug};

use crate::edition::Edition;
use crate::files::daily::Daily;
use crate::files::{claims_csv, claims_json, data_package, days_csv, days_json, events_csv, events_json, workbook};

/// Why a file could not be written.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

/// A file, and the name under which it is kept.
#[derive(Debug)]
pub struct File {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// `lachin-claims-2022-12-12-to-2023-05-10-as-of-20230510T160000Z.csv`: letters, digits, hyphens, underscores and dots.
    pub name: String,
}

/// The file that is asked for; none when there is no such corridor.
///
/// # Errors
/// When it cannot be written: a workbook has room for a million rows.
pub fn file(edition: &Edition, slug: &Slug, asked: &AskedFile) -> Option<Result<File, Failed>> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    let name = name(record, moment, asked);
    Some(bytes(edition, record, moment, asked).map(|bytes| File { bytes, name }))
}

fn bytes(edition: &Edition, record: &Record, moment: &Moment, asked: &AskedFile) -> Result<Vec<u8>, Failed> {
    let (part, hxl) = (&asked.selection, asked.hxl);
    Ok(match (asked.holding, asked.form) {
        (Holding::Claims, Form::Csv) => claims_csv::write_record(record, part, hxl),
        (Holding::Claims, Form::Json) => claims_json::write_record(record, moment, part)?,
        (Holding::Claims, Form::Xlsx) => workbook::claims(record, moment, part, &about(edition, record, moment))?,
        (Holding::Days, Form::Csv) => days_csv::write_record(record, moment, part, hxl),
        (Holding::Days, Form::Json) => days_json::write_record(record, moment, part)?,
        (Holding::Days, Form::Xlsx) => workbook::days(record, moment, part, &about(edition, record, moment))?,
        (Holding::Events, Form::Json) => events_json::write_record(record, moment, part)?,
        (Holding::Events, Form::Csv) => events_csv::write_record(record, part, hxl),
        (Holding::Events, Form::Xlsx) => workbook::events(record, moment, part, &about(edition, record, moment))?,
    })
}

/// Which record it is, for a sheet that is read on its own: the corridor, the version and moment, the address of this state.
fn about(edition: &Edition, record: &Record, moment: &Moment) -> Vec<String> {
    let corridor = as_of::without(&paths::corridor(&record.corridor().slug));
    let address = paths::absolute(edition.site.public_url.as_deref(), &carrying(&corridor, AsOf::At(moment.instant)));
    let licence = edition.site.licence.map(|licence| t!("data-licence", licence = licence.title()));
    [chrome::corridor_name(record), Foot::of(record, moment).record, address].into_iter().chain(licence).collect()
}

/// The name under which a file is kept: corridor, what it holds, what was chosen, which days, as of which moment.
fn name(record: &Record, moment: &Moment, asked: &AskedFile) -> String {
    let part = asked.holding.known(&asked.selection);
    let (first, last) = days_csv::span(record, moment);
    let measure = part.measure.map(|measure| format!("-{}", measure.key())).unwrap_or_default();
    let direction = part.direction.map(|direction| format!("-{}", direction.key())).unwrap_or_default();
    // Names of carriers and groups may be in any letters, which not every system takes in the name of a file.
    let other = if part.carrier.is_some() || part.group.is_some() { "-part" } else { "" };
    let hxl = if asked.hxl { "-hxl" } else { "" };
    format!(
        "{}-{}{measure}{direction}{other}-{}-to-{}-as-of-{}{hxl}.{}",
        record.corridor().slug,
        asked.holding.key(),
        part.from.unwrap_or(first),
        part.to.unwrap_or(last.max(first)),
        moment.instant.format("%Y%m%dT%H%M%SZ"),
        asked.form.key()
    )
}

/// Whether a file is written from more claims than a bound.
pub fn is_large(edition: &Edition, slug: &Slug, asked: &AskedFile, most_claims: usize) -> bool {
    let Some(shown) = edition.corridor(slug) else { return false };
    let part = &asked.selection;
    let days = shown.corridor.record.days().filter(|day| part.has_day(day.date));
    let mut claims = days.flat_map(|day| day.claims()).filter(|(_, claim)| part.takes(&claim.thing));
    claims.nth(most_claims).is_some()
}

/// A large file on its way: made a few days at a time, of one state of the record from its beginning to its end.
#[derive(Debug)]
pub struct Pieces {
    edition: Arc<Edition>,
    slug: Slug,
    asked: AskedFile,
    file: Daily,
    /// Under which name the file is kept.
    pub name: String,
}

impl Pieces {
    /// A file at its beginning; none of those that are not written day by day.
    pub fn of(edition: Arc<Edition>, slug: &Slug, asked: &AskedFile) -> Option<Self> {
        let file = Daily::of(asked)?;
        let shown = edition.corridor(slug)?;
        let name = name(&shown.corridor.record, &shown.moment, asked);
        Some(Self { slug: slug.clone(), asked: asked.clone(), file, name, edition })
    }
}

impl Iterator for Pieces {
    /// A piece; an error when it cannot be written, but it always can.
    type Item = Result<Vec<u8>, Failed>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { edition, slug, asked, file, .. } = self;
        edition.tell(|edition| {
            let shown = edition.corridor(slug)?;
            file.next(&shown.corridor.record, &shown.moment, asked).map_err(Failed::from).transpose()
        })
    }
}

/// `datapackage.json`; none when there is no such corridor.
///
/// # Errors
/// When it cannot be written; it always can.
pub fn data_package(edition: &Edition, slug: &Slug) -> Option<Result<Vec<u8>, Failed>> {
    let shown = edition.corridor(slug)?;
    Some(data_package::write(&edition.site, &shown.corridor.record, &shown.moment).map_err(Failed::from))
}

/// What the parts of a corridor's record can be chosen by; none when there is no such corridor.
pub fn choices(edition: &Edition, slug: &Slug) -> Option<Choices> {
    edition.corridor(slug).map(|shown| Choices::of(&shown.corridor.record))
}
