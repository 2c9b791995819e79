//! Trends of a corridor: what is asked for as it is understood, as values for programs, and as page, drawing and table.

use std::collections::BTreeSet;

use app::paths;
use app::paths::trends::AskedTrends;
use app::t;
use app::text;
use app::view::chart::Pen;
use app::view::chrome::{self, Foot};
use app::view::trends::choice::{self, Problem, TypedTrends};
use app::view::trends::series::sources;
use app::view::trends::{Of, TrendsPage, TrendsView};
use domain::Slug;

use crate::charts::{self, file};
use crate::edition::Edition;
use crate::files::trends_csv;

/// What comes of what was typed.
#[derive(Debug)]
pub enum Understood {
    /// It can be answered.
    Asked(AskedTrends),
    /// It cannot, and why: the page with all of it in its place.
    Refused(Box<TrendsPage>),
    /// There is no such corridor.
    NoCorridor,
}

/// What was typed, as the record understands it.
pub fn understood(edition: &Edition, slug: &Slug, typed: &TypedTrends) -> Understood {
    match read(edition, slug, typed) {
        None => Understood::NoCorridor,
        Some(Ok(asked)) => Understood::Asked(asked),
        Some(Err(problems)) => match refused(edition, slug, typed, problems) {
            Some(page) => Understood::Refused(Box::new(page)),
            None => Understood::NoCorridor,
        },
    }
}

/// The same for programs: what is asked for, or what is wrong, field by field; none where there is no such corridor.
pub fn read(edition: &Edition, slug: &Slug, typed: &TypedTrends) -> Option<Result<AskedTrends, Vec<Problem>>> {
    let shown = edition.corridor(slug)?;
    let others: BTreeSet<Slug> = others(edition, slug).map(|other| other.0.corridor().slug.clone()).collect();
    Some(choice::understood(&shown.corridor.record, &shown.moment, &others, typed))
}

fn refused(edition: &Edition, slug: &Slug, typed: &TypedTrends, problems: Vec<Problem>) -> Option<TrendsPage> {
    let shown = edition.corridor(slug)?;
    let own = (&shown.corridor.record, &shown.moment);
    Some(TrendsPage::refused(&edition.site, own, &offered(edition, slug), typed, problems))
}

fn others<'e>(edition: &'e Edition, slug: &Slug) -> impl Iterator<Item = Of<'e>> + use<'e> {
    let slug = slug.clone();
    let all = edition.all().map(|shown| (&shown.corridor.record, &shown.moment));
    all.filter(move |(record, _)| record.corridor().slug != slug)
}

/// The corridors that one can be compared with: short names and names.
fn offered(edition: &Edition, slug: &Slug) -> Vec<(Slug, String)> {
    others(edition, slug).map(|(record, _)| (record.corridor().slug.clone(), chrome::corridor_name(record))).collect()
}

fn compared<'e>(edition: &'e Edition, slug: &Slug, asked: &AskedTrends) -> Vec<Of<'e>> {
    others(edition, slug).filter(|(record, _)| asked.compare.contains(&record.corridor().slug)).collect()
}

/// Series, figure and events of a view; none where there is no such corridor.
pub fn trends_view(edition: &Edition, slug: &Slug, asked: &AskedTrends) -> Option<TrendsView> {
    view(edition, slug, asked, &|_, _| String::new())
}

fn view(edition: &Edition, slug: &Slug, asked: &AskedTrends, pen: Pen<'_>) -> Option<TrendsView> {
    let shown = edition.corridor(slug)?;
    let own = (&shown.corridor.record, &shown.moment);
    Some(TrendsView::of(own, &compared(edition, slug, asked), asked, pen))
}

/// The page of a view; none where there is no such corridor.
pub fn trends_page(edition: &Edition, slug: &Slug, asked: &AskedTrends) -> Option<TrendsPage> {
    let shown = edition.corridor(slug)?;
    let own = (&shown.corridor.record, &shown.moment);
    let (others, offered) = (compared(edition, slug, asked), offered(edition, slug));
    Some(TrendsPage::of(&edition.site, own, &others, &offered, asked, &charts::month))
}

/// The drawing of a view as an SVG of its own, with the list of its events or without; none where there is no such
/// corridor.
pub fn trends_svg(edition: &Edition, slug: &Slug, asked: &AskedTrends, list: bool) -> Option<String> {
    let shown = edition.corridor(slug)?;
    let (record, moment) = (&shown.corridor.record, &shown.moment);
    // A file draws its plots as a whole, so nothing is drawn part by part.
    let view = trends_view(edition, slug, asked)?;
    let url = edition.site.public_url.as_deref();
    let address = url.map(|url| paths::absolute(Some(url), &paths::trends::trends_over(slug, asked)));
    let names = sources(&view.series);
    let said_by =
        (!names.is_empty()).then(|| t!("trends-sources", count = names.len(), sources = text::listed(&names)));
    let from = [
        t!("chart-from", corridor = chrome::corridor_name(record), record = Foot::of(record, moment).record),
        address.map_or_else(|| t!("site-name"), |address| t!("chart-address", address = address)),
    ];
    let numbered = view.events.iter().flat_map(|(_, events, _)| events).flat_map(|mark| {
        let told = mark.rows.iter().map(|row| match &row.source {
            Some((source, _)) => t!("chart-by-source", figure = row.title.as_str(), source = source.as_str()),
            None => row.title.clone(),
        });
        let told = told.collect::<Vec<String>>().join("; ");
        let day = mark.rows.first().map(|row| row.day.clone()).unwrap_or_default();
        (!told.is_empty()).then(|| t!("trends-event-line", number = mark.number.as_str(), day = day, events = told))
    });
    let lines: Vec<String> = numbered.filter(|_| list).chain(said_by).chain(from).collect();
    Some(file::svg(&view.figure, &lines))
}

/// `lachin-trends-patients_transferred-ICRC-by-week-2023-02-20-to-2023-03-05-as-of-20230510T160000Z.csv`: letters, digits,
/// hyphens, underscores and dots. None where there is no such corridor.
pub fn file_name(edition: &Edition, slug: &Slug, asked: &AskedTrends, kind: &str) -> Option<String> {
    let shown = edition.corridor(slug)?;
    let window = choice::window(&shown.corridor.record, &shown.moment, asked);
    let days = window.map(|window| format!("-{}-to-{}", window.from, window.to)).unwrap_or_default();
    let plain =
        |text: &str| -> String { text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect() };
    let parts: String = asked.parts.values().map(|part| format!("-{}", plain(part.as_str()))).collect();
    let beside: String = asked.compare.iter().map(|other| format!("-and-{other}")).collect();
    let (measure, by) = (asked.measure.key(), asked.by.key());
    let moment = shown.moment.instant.format("%Y%m%dT%H%M%SZ");
    Some(format!("{slug}{beside}-trends-{measure}{parts}-by-{by}{days}-as-of-{moment}.{kind}"))
}

/// The series of a view as a table; none where there is no such corridor.
pub fn trends_csv(edition: &Edition, slug: &Slug, asked: &AskedTrends) -> Option<Vec<u8>> {
    Some(trends_csv::write(&trends_view(edition, slug, asked)?.series))
}
