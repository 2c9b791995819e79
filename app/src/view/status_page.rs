//! The status page of a corridor: the sentence, open for whom, the latest figures, days and events.

use domain::event::Event;
use domain::freshness::FreshnessState;
use domain::status::{DayStatus, Headline, StatusWord};
use domain::{AccessClass, Freshness, Moment, Record};

use super::chrome::{self, Chrome, Site};
use super::cite::Cite;
use super::figure_row::{self, FigureRow};
use super::mark::Mark;
use super::sentence::{self, Sentence};
use crate::paths;
use crate::text::{self, dates, labels};

/// So many of the latest days are listed.
const MOST_DAYS: usize = 10;
/// So many of the latest events are listed.
const MOST_EVENTS: usize = 10;
/// A status of one class is shown for so many days.
const CLASS_DAYS: i64 = 30;

/// The status page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What it says of the corridor and the hour.
    pub place: Place,
    /// The answer.
    pub sentence: Sentence,
    /// Open for whom.
    pub classes: Vec<ClassRow>,
    /// The latest figures.
    pub figures: Vec<FigureRow>,
    /// The latest days with a report.
    pub days: Vec<DayRow>,
    /// One line on all other days.
    pub other_days: Option<String>,
    /// The latest events.
    pub events: Vec<EventRow>,
    /// Shown in the place of all sections while nothing is published.
    pub empty: Option<String>,
    /// The public reason why small numbers are shown, or from where on they are.
    pub small_numbers: String,
    /// Files: words and address.
    pub files: Vec<(String, String)>,
    /// How to cite the page.
    pub citation: String,
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
    pub fn of(site: &Site, record: &Record, moment: &Moment) -> Self {
        let corridor = record.corridor();
        let slug = &corridor.slug;
        let name = chrome::corridor_name(record);
        let sentence = Sentence::of(record, moment);
        let title = sentence::title(&sentence, moment, &name);
        let mut around = Chrome::of_corridor(site, record, moment, &title, &paths::corridor(slug));
        around.description = Some(sentence.text());
        let (days, other_days) = latest_days(record, moment);
        Self {
            chrome: around,
            place: Place::of(record, moment),
            classes: classes(record, moment),
            figures: figure_row::rows(record, moment),
            empty: days.is_empty().then(|| nothing_yet(record, moment)),
            days,
            other_days,
            events: latest_events(record, moment),
            small_numbers: small_numbers(record),
            files: vec![
                ("Claims (CSV)".to_owned(), paths::claims_csv(slug)),
                ("Latest (JSON)".to_owned(), paths::latest_json(slug)),
            ],
            citation: citation(site, record, moment, &name),
            sentence,
        }
    }
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
            as_of: format!("As of {} in {zone}.", dates::clock(moment.time)),
        }
    }
}

fn why_fresh(record: &Record, moment: &Moment, freshness: &Freshness) -> String {
    let corridor = record.corridor();
    let last = freshness.last_report.map(|date| dates::short(date, moment.today));
    match (freshness.state, last, freshness.due_on) {
        (FreshnessState::NotDue, _, _) if moment.today < corridor.record_begins => {
            format!("the record begins on {}.", dates::full(corridor.record_begins))
        }
        (FreshnessState::NotDue, _, _) => match corridor.record_ends {
            Some(end) => format!("the record ended on {}.", dates::full(end)),
            None => "no report is expected.".to_owned(),
        },
        (FreshnessState::UpToDate, Some(last), Some(due)) if due > moment.today => {
            format!("the newest report is about {last}; the next is due by {}.", dates::short(due, moment.today))
        }
        (FreshnessState::UpToDate, Some(last), _) => {
            format!("the newest report is about {last}; the next is due at {}.", corridor.cut_off)
        }
        (FreshnessState::UpToDate, None, _) => format!("the first report is due at {}.", corridor.cut_off),
        (_, Some(last), _) => format!("the newest report is about {last}."),
        (_, None, _) => "no day was reported yet.".to_owned(),
    }
}

/// All traffic, and each class of which somebody spoke lately; those of whom nobody did come last.
fn classes(record: &Record, moment: &Moment) -> Vec<ClassRow> {
    let slug = &record.corridor().slug;
    let today = DayStatus::of(record, moment.today, moment.today);
    let all = ClassRow {
        traffic: labels::class(None).to_owned(),
        mark: Mark::of_day(&today),
        word: labels::status_word(today.headline.word()).to_owned(),
        cites: Cite::of_status(slug, &today, moment.today),
        about: dates::short(moment.today, moment.today),
    };
    let of_class = |class: AccessClass| {
        latest_of_class(record, moment, class).unwrap_or_else(|| ClassRow {
            traffic: labels::class(Some(class)).to_owned(),
            mark: Mark::Unknown,
            word: labels::status_word(StatusWord::Unknown).to_owned(),
            cites: Vec::new(),
            about: format!("in {CLASS_DAYS}\u{a0}days"),
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
            traffic: labels::class(Some(class)).to_owned(),
            mark: Mark::of_class(&status, class),
            word: labels::status_word(headline.word()).to_owned(),
            cites: Cite::list(&record.corridor().slug, headline.claims()),
            about: dates::with_age(status.date, moment.today),
        })
    })
}

fn latest_days(record: &Record, moment: &Moment) -> (Vec<DayRow>, Option<String>) {
    let slug = &record.corridor().slug;
    let reported: Vec<_> = record.days().rev().filter(|day| day.date <= moment.today).map(|day| day.date).collect();
    let rows: Vec<DayRow> = reported
        .iter()
        .take(MOST_DAYS)
        .map(|date| {
            let status = DayStatus::of(record, *date, moment.today);
            DayRow {
                day: dates::short(*date, moment.today),
                href: paths::day(slug, *date),
                mark: Mark::of_day(&status),
                word: labels::status_word(status.headline.word()).to_owned(),
                lines: status_lines(&status, moment),
                figures: day_figures(record, *date),
            }
        })
        .collect();
    let others = reported.last().zip(reported.get(rows.len().saturating_sub(1))).map(|(_, oldest)| {
        let end = record.corridor().record_ends.map_or(moment.today, |end| end.min(moment.today));
        let silent = (end - *oldest).num_days() + 1 - i64::try_from(rows.len()).unwrap_or(0);
        let since = dates::short(*oldest, moment.today);
        let earlier = match reported.len() - rows.len() {
            0 => String::new(),
            1 => " Before that, 1\u{a0}day has a report.".to_owned(),
            before => format!(" Before that, {before}\u{a0}days have a report."),
        };
        match silent {
            0 => format!("Since {since} every day has a report.{earlier}"),
            1 => format!("The other day since {since} has no report: unknown, neither open nor zero.{earlier}"),
            _ => format!(
                "The other {silent}\u{a0}days since {since} have no report: unknown, neither open nor zero.{earlier}"
            ),
        }
    });
    (rows, others)
}

/// Who says what of a day's access: `Closed: Armenian Weekly.`, `Cargo only, closed: …`, `Said later, closed: …`.
pub fn status_lines(status: &DayStatus<'_>, moment: &Moment) -> Vec<String> {
    let mut lines = Vec::new();
    if let Headline::Agreed { set_aside, preferred, .. } = &status.headline {
        lines.extend(preferred.as_ref().map(|note| format!("The desk prefers this claim: {note}")));
        lines.extend(set_aside.iter().map(|said| {
            format!(
                "{}, not counted: {}",
                text::capital(&text::figures::says(&said.claim.says)),
                super::cite::name(said)
            )
        }));
    }
    let mut own: Vec<String> = status
        .headline
        .claims()
        .iter()
        .map(|said| format!("{}: {}", text::capital(&text::figures::says(&said.claim.says)), super::cite::name(said)))
        .collect();
    own.append(&mut lines);
    for (class, headline) in &status.classes {
        own.extend(headline.claims().iter().map(|said| {
            let says = text::figures::says(&said.claim.says);
            format!("{}, {says}: {}", labels::class_only(*class), super::cite::name(said))
        }));
    }
    own.extend(status.said_later.iter().map(|said| {
        let says = text::figures::says(&said.claim.says);
        format!("Said later, {says}: {}, {}", super::cite::name(said), dates::short(said.date(), moment.today))
    }));
    own
}

/// What was moved on a day: the flows without a facility, in words.
fn day_figures(record: &Record, date: chrono::NaiveDate) -> Vec<String> {
    let figures = domain::figure::DayFigure::all(record, date);
    let flows = figures.iter().filter(|figure| {
        let thing = figure.thing;
        let wanted = matches!(thing.measure.kind(), domain::MeasureKind::Flow)
            || thing.measure == domain::Measure::PatientsAwaiting;
        wanted && thing.facility.is_none()
    });
    flows
        .map(|figure| {
            let period = figure.thing.period_start.map(|start| format!(" ({})", dates::period(start, date)));
            let thing = domain::Thing { period_start: None, ..figure.thing.clone() };
            let words = text::figures::of_day(figure);
            format!("{}{}: {words}", labels::thing(&thing, date), period.unwrap_or_default())
        })
        .collect()
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
    if moment.today < corridor.record_begins {
        format!("Nothing is published yet. The record begins on {begins}.")
    } else {
        let days = match moment.today == corridor.record_begins {
            true => format!("for {begins} yet"),
            false => format!("from {begins} to {}", dates::full(moment.today)),
        };
        format!(
            "Nothing is published {days}. A day without a report is unknown: neither open nor closed, and not zero. \
             The first published day will stand here at once."
        )
    }
}

/// From where on small numbers are shown, and why.
pub fn small_numbers(record: &Record) -> String {
    let corridor = record.corridor();
    let note = corridor.withhold_note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
    match corridor.withhold_below {
        0 | 1 => format!("No small number is withheld.{note}"),
        below => format!(
            "Numbers of a single facility or of a small group from 1 to {} are withheld; they could point at a \
             person.{note}",
            below - 1
        ),
    }
}

/// How to cite a page.
pub fn citation(site: &Site, record: &Record, moment: &Moment, name: &str) -> String {
    let zone = dates::city(&record.corridor().time_zone);
    let url = site
        .public_url
        .as_ref()
        .map(|url| format!(" {}", paths::absolute(Some(url), &paths::corridor(&record.corridor().slug))));
    let version = record.version().map(|version| format!(", version {}", version.seq)).unwrap_or_default();
    format!(
        "Cite as: Corridor Status, {name}, {}, as the record stood at {} in {zone}{version}.{}",
        dates::full(moment.today),
        dates::clock(moment.time),
        url.unwrap_or_default()
    )
}
