//! The status page of a corridor: the sentence, open for whom, the latest figures, days and events.

use std::cmp::Ordering;

use domain::event::Event;
use domain::figure::DayFigure;
use domain::freshness::FreshnessState;
use domain::record::Said;
use domain::status::{DayStatus, Headline, StatusWord};
use domain::{AccessClass, Freshness, Measure, Moment, Record, Selection, Slug};

use super::chart::{self, ChartFigure, Pen};
use super::chrome::{self, Chrome, Live, Site, Way};
use super::citation::Citation;
use super::cite::Cite;
use super::correction::Corrections;
use super::figure_row::{self, FigureRow};
use super::mark::Mark;
use super::sentence::{self, Sentence};
use super::strip::Strip;
use crate::paths::files::{Form, Holding};
use crate::paths::press::{self, FeedKind};
use crate::paths::trends::AskedTrends;
use crate::text::sentences::Phrase;
use crate::text::{self, dates, labels};
use crate::{paths, t};

/// So many of the latest days are listed.
const MOST_DAYS: usize = 10;
/// So many of the latest events are listed.
const MOST_EVENTS: usize = 20;
/// A status of one class is shown for so many days.
const CLASS_DAYS: i64 = 30;

/// The status page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What it says of the corridor and the hour.
    pub place: Place,
    /// What was corrected lately.
    pub corrections: Corrections,
    /// The answer.
    pub sentence: Sentence,
    /// Open for whom.
    pub classes: Vec<ClassRow>,
    /// The figures that are asked for first.
    pub tiles: Vec<FigureRow>,
    /// The other latest figures.
    pub figures: Vec<FigureRow>,
    /// The last days, a cell each.
    pub strip: Option<Strip>,
    /// The figures over the same days.
    pub charts: Vec<ChartFigure>,
    /// The latest days with a report.
    pub days: Vec<DayRow>,
    /// One line on all other days.
    pub other_days: Option<String>,
    /// The month that is now, or the record's last, day by day.
    pub month: Way,
    /// The latest events.
    pub events: Vec<EventRow>,
    /// Shown in the place of all sections while nothing is published.
    pub empty: Option<String>,
    /// The public reason why small numbers are shown, or from where on they are.
    pub small_numbers: String,
    /// Files: words and address.
    pub files: Vec<(String, String)>,
    /// How to cite the page.
    pub citation: Citation,
    /// The way to all forms of it.
    pub cite: Way,
}

/// What a page says of the corridor and the hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// All English names in one line.
    pub name: String,
    /// The two ends of the road.
    pub ends: Option<String>,
    /// Names in other languages: tag and names.
    pub other_names: Vec<(String, String)>,
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// Whether the record is up to date.
    pub fresh: bool,
    /// `Up to date`.
    pub freshness: String,
    /// Why.
    pub because: String,
    /// `As of 20:00 in Yerevan.`
    pub as_of: String,
}

/// The status of one class of traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRow {
    /// `Patients`.
    pub traffic: String,
    /// The shape.
    pub mark: Mark,
    /// The word.
    pub word: String,
    /// Who says so; empty where nobody does.
    pub cites: Vec<Cite>,
    /// The day and its age.
    pub about: String,
}

/// One day in the list of the latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// `10 May`.
    pub day: String,
    /// The day's page.
    pub href: String,
    /// The shape.
    pub mark: Mark,
    /// The word.
    pub word: String,
    /// Who says what of access, a sentence each.
    pub lines: Vec<String>,
    /// What else is recorded: `12 patients moved out, by ICRC`.
    pub figures: Vec<String>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// `29 April`.
    pub day: String,
    /// The day's page.
    pub href: String,
    /// What happened.
    pub title: String,
    /// Who says so, and where.
    pub source: Option<(String, Option<String>)>,
}

impl StatusPage {
    /// The page at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment, pen: Pen<'_>) -> Self {
        let corridor = record.corridor();
        let slug = &corridor.slug;
        let name = chrome::corridor_name(record);
        let sentence = Sentence::of(record, moment);
        let title = sentence::title(&sentence, moment, &name);
        let mut around = Chrome::of_corridor(site, record, moment, &title, &paths::corridor(slug));
        around.reference = false;
        around.description = Some(sentence.text());
        around.live = Live::of(site, record);
        around.oembed = site
            .public_url
            .as_deref()
            .map(|url| paths::absolute(Some(url), &press::oembed(&paths::absolute(Some(url), &paths::corridor(slug)))));
        let (days, other_days) = latest_days(record, moment);
        let listed: Vec<_> = latest_dates(record, moment).take(MOST_DAYS).collect();
        let (tiles, figures) = figure_row::rows(record, moment).into_iter().partition(|row| row.tile);
        Self {
            chrome: around,
            place: Place::of(record, moment),
            corrections: Corrections::lately(record, moment, &listed),
            classes: classes(record, moment),
            tiles,
            figures,
            strip: Strip::of(record, moment),
            charts: charts(record, moment, pen),
            empty: days.is_empty().then(|| nothing_yet(record, moment)),
            days,
            other_days,
            month: month(record, moment),
            events: latest_events(record, moment),
            small_numbers: small_numbers(record),
            files: files(slug),
            citation: Citation::of_record(site, record, moment),
            cite: Way::to(&t!("cite-all"), format!("{}#cite", paths::files::data(slug, &Selection::whole()))),
            sentence,
        }
    }
}

/// Tables first, then the same for programs.
fn files(slug: &Slug) -> Vec<(String, String)> {
    let file = |holding, form| paths::files::whole_file(slug, holding, form);
    vec![
        (t!("file-days-csv"), file(Holding::Days, Form::Csv)),
        (t!("file-claims"), file(Holding::Claims, Form::Csv)),
        (t!("file-events-csv"), file(Holding::Events, Form::Csv)),
        (t!("file-latest"), paths::latest_json(slug)),
        (t!("file-days-json"), file(Holding::Days, Form::Json)),
        (t!("file-claims-json"), file(Holding::Claims, Form::Json)),
        (t!("file-events-json"), file(Holding::Events, Form::Json)),
        (t!("data-foot"), paths::files::data(slug, &Selection::whole())),
        (t!("feed-short"), press::feed(slug, FeedKind::All)),
        (t!("share-way"), press::share(slug)),
    ]
}

impl Place {
    /// What a page says of the corridor and the hour.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let freshness = Freshness::of(record, moment);
        let zone = dates::city(&record.corridor().time_zone);
        Self {
            name: chrome::corridor_name(record),
            ends: chrome::ends(record),
            other_names: chrome::other_names(record),
            day: dates::long(moment.today),
            fresh: freshness.state == FreshnessState::UpToDate,
            freshness: labels::freshness(freshness.state, freshness.late),
            because: why_fresh(record, moment, &freshness),
            as_of: t!("place-as-of", time = dates::clock(moment.time), city = zone),
        }
    }
}

fn why_fresh(record: &Record, moment: &Moment, freshness: &Freshness) -> String {
    let corridor = record.corridor();
    let last = freshness.last_report.map(|date| dates::short(date, moment.today));
    match (freshness.state, last, freshness.due_on) {
        (FreshnessState::NotDue, _, _) if moment.today < corridor.record_begins => {
            t!("because-not-begun", date = dates::full(corridor.record_begins))
        }
        (FreshnessState::NotDue, _, _) => match corridor.record_ends {
            Some(end) => t!("because-ended", date = dates::full(end)),
            None => t!("because-not-expected"),
        },
        (FreshnessState::UpToDate, Some(last), Some(due)) if due > moment.today => {
            t!("because-next-day", last = last, due = dates::short(due, moment.today))
        }
        (FreshnessState::UpToDate, Some(last), _) => {
            t!("because-next-hour", last = last, time = corridor.cut_off.to_string())
        }
        (FreshnessState::UpToDate, None, _) => t!("because-first-hour", time = corridor.cut_off.to_string()),
        (_, Some(last), _) => t!("because-newest", last = last),
        (_, None, _) => t!("because-none"),
    }
}

/// Patients moved out by carrier, and the running total against the daily sum, over the last days.
fn charts(record: &Record, moment: &Moment, pen: Pen<'_>) -> Vec<ChartFigure> {
    let Some(days) = chart::last_days(record, moment) else { return Vec::new() };
    let moved = chart::bars::figure(record, moment, days, &chart::bars::patients_out(), pen);
    let moved = with_trends(record, moved, Measure::PatientsTransferred);
    let running = chart::running::figure(record, moment, days, pen);
    let running = running.map(|running| with_trends(record, running, Measure::PatientsTransferredTotal));
    [moved].into_iter().chain(running).collect()
}

/// A figure with the way to the same over all days.
fn with_trends(record: &Record, mut figure: ChartFigure, measure: Measure) -> ChartFigure {
    let href = paths::trends::trends_over(&record.corridor().slug, &AskedTrends::of(measure));
    figure.files.insert(0, (t!("trends-link"), href));
    chart::with_withdrawn(record, figure)
}

/// All traffic, and each class of which somebody spoke lately; those of whom nobody did come last.
fn classes(record: &Record, moment: &Moment) -> Vec<ClassRow> {
    let slug = &record.corridor().slug;
    let today = DayStatus::of(record, moment.today, moment.today);
    let all = ClassRow {
        traffic: labels::class(None),
        mark: Mark::of_day(&today),
        word: labels::status_word(today.headline.word()),
        cites: Cite::of_status(slug, &today, moment.today),
        about: dates::short(moment.today, moment.today),
    };
    let of_class = |class: AccessClass| {
        latest_of_class(record, moment, class).unwrap_or_else(|| ClassRow {
            traffic: labels::class(Some(class)),
            mark: Mark::Unknown,
            word: labels::status_word(StatusWord::Unknown),
            cites: Vec::new(),
            about: t!("class-within", days = CLASS_DAYS),
        })
    };
    [all].into_iter().chain(AccessClass::ALL.into_iter().map(of_class)).collect()
}

fn latest_of_class(record: &Record, moment: &Moment, class: AccessClass) -> Option<ClassRow> {
    let recent = record.days().rev().map(|day| day.date).filter(|date| {
        let age = (moment.today - *date).num_days();
        (0..=CLASS_DAYS).contains(&age)
    });
    recent.map(|date| DayStatus::of(record, date, moment.today)).find_map(|status| {
        let headline = status.classes.iter().find(|(found, _)| *found == class).map(|(_, headline)| headline)?;
        Some(ClassRow {
            traffic: labels::class(Some(class)),
            mark: Mark::of_class(&status, class),
            word: labels::status_word(headline.word()),
            cites: Cite::list(&record.corridor().slug, headline.claims()),
            about: dates::with_age(status.date, moment.today),
        })
    })
}

/// The days with a report, the latest first.
fn latest_dates(record: &Record, moment: &Moment) -> impl Iterator<Item = chrono::NaiveDate> {
    record.days().rev().map(|day| day.date).filter(|date| *date <= moment.today)
}

fn latest_days(record: &Record, moment: &Moment) -> (Vec<DayRow>, Option<String>) {
    let slug = &record.corridor().slug;
    let reported: Vec<_> = latest_dates(record, moment).collect();
    let rows: Vec<DayRow> = reported
        .iter()
        .take(MOST_DAYS)
        .map(|date| {
            let status = DayStatus::of(record, *date, moment.today);
            DayRow {
                day: dates::short(*date, moment.today),
                href: paths::day(slug, *date),
                mark: Mark::of_day(&status),
                word: labels::status_word(status.headline.word()),
                lines: status_lines(&status, moment),
                figures: day_figures(record, *date),
            }
        })
        .collect();
    let others = reported.last().zip(reported.get(rows.len().saturating_sub(1))).map(|(_, oldest)| {
        let end = record.corridor().record_ends.map_or(moment.today, |end| end.min(moment.today));
        let silent = (end - *oldest).num_days() + 1 - i64::try_from(rows.len()).unwrap_or(0);
        let since = dates::short(*oldest, moment.today);
        let earlier = reported.len() - rows.len();
        let earlier = (earlier > 0).then(|| t!("earlier-days", days = earlier));
        text::and_then(t!("other-days", silent = silent, since = since), earlier)
    });
    (rows, others)
}

fn month(record: &Record, moment: &Moment) -> Way {
    let corridor = record.corridor();
    let last = corridor.record_ends.map_or(moment.today, |end| end.min(moment.today));
    let words = t!("month-day-by-day", month = dates::month(last));
    Way::to(&words, paths::month(&corridor.slug, last))
}

/// Who says what of a day's access: `Closed: Armenian Weekly.`, `Cargo only, closed: …`, `Said later, closed: …`.
pub fn status_lines(status: &DayStatus<'_>, moment: &Moment) -> Vec<String> {
    let says = |said: &Said<'_>| text::figures::says(&said.claim.says);
    let mut own: Vec<String> = status
        .headline
        .claims()
        .iter()
        .map(|said| t!("access-said", says = text::capital(&says(said)), source = super::cite::name(said)))
        .collect();
    own.append(&mut lines_beside(status));
    own.append(&mut later_lines(status, moment));
    own
}

/// What is said beside the claims of all traffic: why one is preferred, and each class.
pub fn lines_beside(status: &DayStatus<'_>) -> Vec<String> {
    let mut lines = preference_lines(status);
    for (class, headline) in &status.classes {
        lines.extend(headline.claims().iter().map(|said| {
            let (class, says) = (labels::class_only(*class), text::figures::says(&said.claim.says));
            t!("access-of-class", class = class, says = says, source = super::cite::name(said))
        }));
    }
    lines
}

/// What was said later of the day.
pub fn later_lines(status: &DayStatus<'_>, moment: &Moment) -> Vec<String> {
    let line = |said: &Said<'_>| {
        let (says, date) = (text::figures::says(&said.claim.says), dates::short(said.date(), moment.today));
        t!("access-said-later", says = says, source = super::cite::name(said), date = date)
    };
    status.said_later.iter().map(line).collect()
}

/// Why one claim of a day's access is preferred, and which ones are not counted.
pub fn preference_lines(status: &DayStatus<'_>) -> Vec<String> {
    let Headline::Agreed { set_aside, preferred, .. } = &status.headline else { return Vec::new() };
    let preferred = preferred.iter().map(|note| t!("access-preferred", note = note.as_str()));
    let set_aside = set_aside.iter().map(|said| {
        let says = text::capital(&text::figures::says(&said.claim.says));
        t!("access-not-counted", says = says, source = super::cite::name(said))
    });
    preferred.chain(set_aside).collect()
}

/// What was moved on a day: the flows without a facility, in words.
fn day_figures(record: &Record, date: chrono::NaiveDate) -> Vec<String> {
    let figures = DayFigure::all(record, date);
    figures.iter().filter(|figure| is_told_of_day(figure)).map(|figure| day_figure(figure, date).text()).collect()
}

/// Whether a figure of a day is told where the day is one of several.
pub fn is_told_of_day(figure: &DayFigure<'_>) -> bool {
    let thing = figure.thing;
    let wanted = matches!(thing.measure.kind(), domain::MeasureKind::Flow | domain::MeasureKind::Cumulative)
        || thing.measure == Measure::PatientsAwaiting;
    wanted && thing.facility.is_none()
}

/// A figure of a day in words: `Patients moved out, by ICRC: 16`.
pub fn day_figure(figure: &DayFigure<'_>, date: chrono::NaiveDate) -> Phrase {
    let period = figure.thing.period_start.map(|start| dates::period(start, date));
    let thing = domain::Thing { period_start: None, ..figure.thing.clone() };
    let amount = text::figures::of_day(figure);
    Phrase::of(&t!("day-figure", thing = labels::thing(&thing, date), period = period, amount = amount))
}

fn latest_events(record: &Record, moment: &Moment) -> Vec<EventRow> {
    let days = record.days().rev().filter(|day| day.date <= moment.today);
    let events = days.flat_map(|day| day.events.iter().map(move |event| (day.date, event)));
    events.take(MOST_EVENTS).map(|(date, event)| event_row(record, date, event, moment)).collect()
}

/// One event of a record.
pub fn event_row(record: &Record, date: chrono::NaiveDate, event: &Event, moment: &Moment) -> EventRow {
    let slug = &record.corridor().slug;
    EventRow {
        day: dates::short(date, moment.today),
        href: paths::day(slug, date),
        title: event.title.to_string(),
        source: event
            .source
            .as_ref()
            .map(|source| (record.source_name(source).to_owned(), event.url.as_ref().map(ToString::to_string))),
    }
}

fn nothing_yet(record: &Record, moment: &Moment) -> String {
    let corridor = record.corridor();
    let begins = dates::full(corridor.record_begins);
    match moment.today.cmp(&corridor.record_begins) {
        Ordering::Less => t!("empty-before", begins = begins),
        Ordering::Equal => t!("empty-first-day", begins = begins),
        Ordering::Greater => t!("empty-days", begins = begins, today = dates::full(moment.today)),
    }
}

/// From where on small numbers are shown, and why.
pub fn small_numbers(record: &Record) -> String {
    let corridor = record.corridor();
    let shown = match corridor.withhold_below {
        0 | 1 => t!("small-numbers-shown"),
        below => t!("small-numbers-withheld", most = below - 1),
    };
    text::and_then(shown, corridor.withhold_note.as_ref().map(ToString::to_string))
}
