//! One day of a corridor: every claim side by side, the headline and how it came about, what is missing.

use chrono::NaiveDate;
use domain::figure::{Basis, DayFigure};
use domain::measure::MeasureKind;
use domain::record::Said;
use domain::status::{DayStatus, Headline, day_counts};
use domain::{Absence, Measure, Moment, PublicDay, Record, Stage, Thing};

use super::chrome::{self, Chrome, Site, Way};
use super::cite::Cite;
use super::mark::Mark;
use super::status_page::{self, EventRow};
use crate::paths;
use crate::text::{self, dates, figures, labels};

/// The page of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// `Wednesday 10 May 2023, day 150`.
    pub heading: String,
    /// The day before: words and address, if there is one.
    pub before: Option<Way>,
    /// The day after; without an address when it has not come yet.
    pub after: Option<Way>,
    /// `7 claims by 3 sources.`
    pub counted: Vec<String>,
    /// The shape of the headline.
    pub mark: Mark,
    /// Its word.
    pub word: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// How the headline came about, in lines.
    pub because: Vec<String>,
    /// What sources said, by measure.
    pub sections: Vec<Section>,
    /// Why expected figures are missing.
    pub absences: Vec<AbsenceRow>,
    /// What happened.
    pub events: Vec<EventRow>,
    /// The public note, in lines.
    pub note: Vec<String>,
    /// When it was published and what it is.
    pub published: Option<String>,
    /// Shown in the place of all sections when there is no report.
    pub empty: Option<String>,
    /// How to cite the page.
    pub citation: String,
}

/// What sources said of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// An address within the page.
    pub id: String,
    /// Each thing with its claims.
    pub things: Vec<ThingBlock>,
}

/// One thing with its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingBlock {
    /// What it is called, when the measure has several.
    pub name: String,
    /// The figure that is shown for several claims, with how it came about.
    pub headline: Option<(String, String)>,
    /// Whether the claims differ.
    pub disputed: bool,
    /// The claims, none before the other.
    pub claims: Vec<ClaimBlock>,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimBlock {
    /// Its address within the page.
    pub id: String,
    /// The shape, of a status.
    pub mark: Option<Mark>,
    /// What was said: `Closed to all traffic`, `more than 30`.
    pub words: String,
    /// Who says so.
    pub by: String,
    /// Whether it speaks for the figure.
    pub speaks: bool,
    /// Term and text, in order.
    pub facts: Vec<(String, String)>,
    /// The page where it says so: host and address.
    pub page: Option<(String, String)>,
}

/// A figure that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceRow {
    /// What is missing.
    pub name: String,
    /// Why, and what the last figure was.
    pub text: String,
}

impl DayPage {
    /// The page of a day, with or without a report.
    pub fn of(site: &Site, record: &Record, moment: &Moment, date: NaiveDate) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let status = DayStatus::of(record, date, moment.today);
        let title = format!("{}: {name}", dates::full(date));
        let count = day_counts(&status).first().map(|count| format!(", day\u{a0}{}", count.number));
        let day = record.day(date);
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &paths::day(slug, date)),
            corridor: Way::to(&name, paths::corridor(slug)),
            heading: format!("{}{}", dates::long(date), count.unwrap_or_default()),
            before: date.pred_opt().filter(|before| record.corridor().covers(*before)).map(|d| way(record, d, moment)),
            after: date.succ_opt().map(|after| way(record, after, moment)),
            counted: counted(record, date),
            mark: Mark::of_day(&status),
            word: labels::status_word(status.headline.word()).to_owned(),
            cites: Cite::of_status(slug, &status, moment.today),
            because: because(&status, moment),
            sections: sections(record, date, moment),
            absences: day.map(|day| absences(record, day, moment)).unwrap_or_default(),
            events: day
                .map(|day| day.events.iter().map(|event| status_page::event_row(record, date, event, moment)).collect())
                .unwrap_or_default(),
            note: day.and_then(|day| day.public_note.as_ref()).map(lines).unwrap_or_default(),
            published: day.map(|day| published(record, day)),
            empty: day.is_none().then(|| no_report(record, date, moment)),
            citation: status_page::citation(site, record, moment, &title),
        }
    }
}

fn lines(note: &domain::Note) -> Vec<String> {
    note.as_str().lines().map(str::to_owned).collect()
}

fn way(record: &Record, date: NaiveDate, moment: &Moment) -> Way {
    let day = dates::short(date, moment.today);
    if date > moment.today {
        return Way::to(&format!("{day}: not yet"), "");
    }
    let words = if record.day(date).is_some() { day } else { format!("{day}: no report") };
    Way::to(&words, paths::day(&record.corridor().slug, date))
}

fn counted(record: &Record, date: NaiveDate) -> Vec<String> {
    let said: Vec<Said<'_>> = record.said_on(date).collect();
    if said.is_empty() {
        return Vec::new();
    }
    let mut sources: Vec<_> = said.iter().map(|said| &said.report.source).collect();
    sources.sort();
    sources.dedup();
    let number = |n: usize, one: &str, many: &str| text::counted(i64::try_from(n).unwrap_or(0), one, many);
    let figures = DayFigure::all(record, date);
    let says_alike = |figure: &&DayFigure<'_>| {
        let mut all = figure.speaking.iter().chain(&figure.set_aside).map(|said| &said.claim.says);
        let first = all.next();
        all.all(|says| Some(says) == first)
    };
    let differ = figures.iter().filter(|figure| figure.basis != Basis::Withheld && !says_alike(figure)).count();
    let status = DayStatus::of(record, date, date);
    let of_status = match &status.headline {
        Headline::Disputed { .. } => true,
        Headline::Agreed { set_aside, .. } => !set_aside.is_empty(),
        Headline::Unknown => false,
    };
    let on_figures = format!("{differ} of {}", number(figures.len(), "figure", "figures"));
    let on = match (of_status, differ) {
        (true, 0) => "They differ on the status.".to_owned(),
        (true, _) => format!("They differ on the status, and on {on_figures}."),
        (false, 0) => String::new(),
        (false, _) => format!("They differ on {on_figures}."),
    };
    let claims = number(said.len(), "claim", "claims");
    [format!("{claims} by {}.", number(sources.len(), "source", "sources")), on]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

/// How the headline came about: who spoke of all traffic, of one class, and later.
fn because(status: &DayStatus<'_>, moment: &Moment) -> Vec<String> {
    let own = status.headline.claims().len();
    let classes: usize = status.classes.iter().map(|(_, headline)| headline.claims().len()).sum();
    let number = |n: usize| text::counted(i64::try_from(n).unwrap_or(0), "claim", "claims");
    let mut lines = vec![match own {
        0 => "No status of all traffic is recorded for this day.".to_owned(),
        own => format!("{} about all traffic.", text::capital(&number(own))),
    }];
    if classes > 0 {
        lines.push(format!("{} about one class of traffic, which never colours the day.", number(classes)));
    }
    let later = status.said_later.iter().map(|said| {
        let start = said.claim.thing.period_start.map(|start| format!(" of the time since {}", dates::full(start)));
        let says = figures::says(&said.claim.says);
        let day = dates::short(said.date(), moment.today);
        format!("Said later, {says}{}: {}, {day}.", start.unwrap_or_default(), super::cite::name(said))
    });
    lines.extend(later);
    lines.extend(
        status_page::status_lines(status, moment)
            .into_iter()
            .filter(|line| line.starts_with("The desk prefers") || line.contains(", not counted: ")),
    );
    lines
}

fn sections(record: &Record, date: NaiveDate, moment: &Moment) -> Vec<Section> {
    let said: Vec<Said<'_>> = record.said_on(date).collect();
    let of_measure = |measure: &Measure| {
        let claims: Vec<Said<'_>> = said.iter().filter(|said| said.claim.thing.measure == *measure).copied().collect();
        let things = if *measure == Measure::AccessStatus {
            access_block(&claims, date)
        } else {
            blocks(record, date, &claims, moment)
        };
        let heading = labels::measure_heading(*measure).to_owned();
        (!claims.is_empty()).then(|| Section { heading, id: measure.key().replace('_', "-"), things })
    };
    Measure::ALL.iter().filter_map(of_measure).collect()
}

/// All statuses in one block, all traffic first: the headline above the sections says how they come together.
fn access_block(claims: &[Said<'_>], date: NaiveDate) -> Vec<ThingBlock> {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|said| (said.claim.thing.access, said.report.published_on, said.source_name().to_owned()));
    let claims = claims.iter().map(|said| claim_block(said, date, true)).collect();
    vec![ThingBlock { name: String::new(), headline: None, disputed: false, claims }]
}

fn blocks(record: &Record, date: NaiveDate, claims: &[Said<'_>], moment: &Moment) -> Vec<ThingBlock> {
    let mut things: Vec<&Thing> = claims.iter().map(|said| &said.claim.thing).collect();
    things.sort();
    things.dedup();
    let block = |thing: &&Thing| {
        let figure = DayFigure::of(record, date, thing);
        let all: Vec<Said<'_>> = match &figure {
            Some(figure) => figure.speaking.iter().chain(&figure.set_aside).copied().collect(),
            None => claims.iter().filter(|said| said.claim.thing == **thing).copied().collect(),
        };
        let speaks = |said: &Said<'_>| figure.as_ref().is_none_or(|figure| figure.speaking.contains(said));
        ThingBlock {
            name: labels::thing(thing, moment.today),
            headline: figure.as_ref().filter(|_| all.len() > 1).map(|f| (figures::of_day(f), figures::basis(f))),
            disputed: figure.as_ref().is_some_and(DayFigure::is_disputed),
            claims: all.iter().map(|said| claim_block(said, date, speaks(said))).collect(),
        }
    };
    things.iter().map(block).collect()
}

fn claim_block(said: &Said<'_>, date: NaiveDate, speaks: bool) -> ClaimBlock {
    let thing = &said.claim.thing;
    let words = figures::says(&said.claim.says);
    let mut facts = Vec::new();
    let mut fact = |term: &str, text: String| facts.push((term.to_owned(), text));
    if let Some(remark) = &said.claim.remark {
        fact("Remark", remark.to_string());
    }
    fact("About", about(thing, date));
    if thing.measure.kind() != MeasureKind::Access {
        fact("Counts", labels::kind(thing).to_owned());
    }
    if let Some(counted) = &thing.counted {
        fact("Definition", format!("“{counted}”"));
    }
    if thing.stage != Stage::Done {
        fact("Stage", format!("{}: never counted", labels::stage(thing.stage).unwrap_or_default()));
    }
    let office = said.source.and_then(|source| labels::source_kind(source.kind));
    let side = said.source.and_then(|source| source.side.as_ref()).map(|side| format!("speaks for {side}"));
    let office: Vec<String> = office.map(str::to_owned).into_iter().chain(side).collect();
    if !office.is_empty() {
        fact("Source", office.join(", "));
    }
    if let Some(via) = &said.report.via {
        fact("Carried by", via.to_string());
    }
    fact("Published", said.report.published_on.map_or_else(|| "date not recorded".to_owned(), dates::full));
    if let Some(note) = &said.claim.date_note {
        fact("Its day", note.to_string());
    }
    if let Some(note) = &said.claim.preferred {
        fact("Preferred", note.to_string());
    }
    if !speaks {
        fact("Not counted", "another claim speaks in its place".to_owned());
    }
    ClaimBlock {
        id: said.claim.id.clone(),
        mark: Mark::of_says(&said.claim.says),
        words: match thing.measure {
            Measure::AccessStatus => format!("{} {}", text::capital(&words), labels::to_class(thing.access)),
            _ => words,
        },
        by: super::cite::name(said),
        speaks,
        facts,
        page: said.report.url.as_ref().map(|url| (url.host().to_owned(), url.to_string())),
    }
}

fn about(thing: &Thing, date: NaiveDate) -> String {
    match (thing.period_start, thing.measure.kind()) {
        (None, _) => dates::full(date),
        (Some(start), MeasureKind::Access) => {
            format!(
                "{}. Counts for {}; the days before show it as said later",
                dates::period(start, date),
                dates::full(date)
            )
        }
        (Some(start), _) => format!("{}, days not named", dates::period(start, date)),
    }
}

fn absences(record: &Record, day: &PublicDay, moment: &Moment) -> Vec<AbsenceRow> {
    let row = |absence: &Absence| {
        let last = record.days().rev().filter(|other| other.date < day.date).find_map(|other| {
            let figures = DayFigure::all(record, other.date);
            let found = figures.iter().find(|figure| same_question(figure.thing, &absence.thing))?;
            let age = dates::with_age(other.date, moment.today);
            Some(format!(" The last figure is {}, {age}.", figures::of_day(found)))
        });
        let source = absence.source.as_ref().map(|source| format!(" ({})", record.source_name(source)));
        let remark = absence.remark.as_ref().map(|remark| format!(" {remark}"));
        AbsenceRow {
            name: labels::thing(&absence.thing, moment.today),
            text: format!(
                "{}{}.{}{}",
                labels::reason(absence.why),
                source.unwrap_or_default(),
                remark.unwrap_or_default(),
                last.unwrap_or_default()
            ),
        }
    };
    day.absences.iter().map(row).collect()
}

/// Whether a figure answers what an absence names: the same, by whichever carrier.
fn same_question(thing: &Thing, asked: &Thing) -> bool {
    thing.measure == asked.measure
        && thing.group == asked.group
        && thing.direction == asked.direction
        && thing.facility == asked.facility
        && thing.item == asked.item
        && thing.period_start.is_none()
        && asked.carrier.as_ref().is_none_or(|carrier| thing.carrier.as_ref() == Some(carrier))
}

fn published(record: &Record, day: &PublicDay) -> String {
    let first = record.states_of(day.date).next().map_or(day.published_at, |first| first.published_at);
    let states = record.states_of(day.date).count();
    let at = |instant: chrono::DateTime<chrono::Utc>| {
        format!("{} at {} UTC", dates::full(instant.date_naive()), instant.format("%H:%M"))
    };
    let role = labels::role(day.role);
    if states == 1 {
        return format!("First published on {} by the desk ({role}), as version {} of the record.", at(first), day.seq);
    }
    let kind = day.change_kind.map(labels::change).unwrap_or("Change");
    let reason = day.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!(
        "First published on {}; changed {} since. {kind} on {} by the desk ({role}), version {}{reason}",
        at(first),
        text::counted(i64::try_from(states - 1).unwrap_or(0), "time", "times"),
        at(day.published_at),
        day.seq
    )
}

fn no_report(record: &Record, date: NaiveDate, moment: &Moment) -> String {
    let before = record.days().map(|day| day.date).rfind(|other| *other < date);
    let last = before.map(|date| format!(" The last day with a report is {}.", dates::short(date, moment.today)));
    format!(
        "No report for {}. The day is unknown: neither open nor closed, and not zero.{}",
        dates::full(date),
        last.unwrap_or_default()
    )
}
