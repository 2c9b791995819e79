//! One day of a corridor: every claim side by side, the headline and how it came about, what is missing.

use chrono::NaiveDate;
use domain::figure::{Basis, DayFigure};
use domain::measure::MeasureKind;
use domain::record::Said;
use domain::status::{DayStatus, Headline, day_counts};
use domain::{Absence, Measure, Moment, PublicDay, Record, RevisionState, Thing};

use super::around_day::AroundDay;
use super::chrome::{self, Chrome, Site, Social, Way};
use super::citation::Citation;
use super::cite::Cite;
use super::correction::{self, ClaimCorrection, Corrections};
use super::entry::{self, EntryRow};
use super::mark::Mark;
use super::status_page::{self, EventRow};
use crate::paths::press;
use crate::text::{self, dates, figures, labels};
use crate::{paths, t};

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
    /// The month of the day.
    pub month: Way,
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
    /// What was corrected since it was first published.
    pub corrections: Corrections,
    /// How the headline came about, in lines.
    pub because: Vec<String>,
    /// What sources said, by measure.
    pub sections: Vec<Section>,
    /// What stands around the day without being of it.
    pub around: AroundDay,
    /// Why expected figures are missing.
    pub absences: Vec<AbsenceRow>,
    /// What happened.
    pub events: Vec<EventRow>,
    /// The public note, in lines.
    pub note: Vec<String>,
    /// Every public state, the newest first.
    pub history: Vec<EntryRow>,
    /// All changes of the corridor.
    pub changes: Way,
    /// When it was published and what it is.
    pub published: Option<String>,
    /// Shown in the place of all sections when there is no report.
    pub empty: Option<String>,
    /// How to cite the page.
    pub citation: Citation,
}

/// What sources said of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// An address within the page.
    pub id: String,
    /// The measure’s page of record.
    pub measure: String,
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
    /// That a correction changed it.
    pub corrected: Option<ClaimCorrection>,
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

/// What a shared link to a day says: its status, and who says so.
fn described(status: &DayStatus<'_>, moment: &Moment) -> String {
    let word = labels::status_word(status.headline.word());
    let lines = status_page::status_lines(status, moment);
    lines.into_iter().fold(word, |said, line| t!("phrase-and-sentence", first = said, next = line))
}

impl DayPage {
    /// The page of a day, with or without a report.
    pub fn of(site: &Site, record: &Record, moment: &Moment, date: NaiveDate) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let status = DayStatus::of(record, date, moment.today);
        let title = t!("day-title", date = dates::full(date), corridor = name.as_str());
        let long = dates::long(date);
        let day = record.day(date);
        Self {
            chrome: Chrome {
                description: Some(described(&status, moment)),
                social: Social::of(site, &paths::day(slug, date), &press::card_of_day(slug, date), true),
                ..Chrome::of_corridor(site, record, moment, &title, &paths::day(slug, date))
            },
            corridor: Way::to(&name, paths::corridor(slug)),
            heading: match day_counts(&status).first() {
                Some(count) => t!("day-heading", date = long, number = count.number),
                None => long,
            },
            before: date.pred_opt().filter(|before| record.corridor().covers(*before)).map(|d| way(record, d, moment)),
            month: Way::to(&dates::month(date), paths::month(slug, date)),
            after: date.succ_opt().map(|after| way(record, after, moment)),
            counted: counted(record, date),
            mark: Mark::of_day(&status),
            word: labels::status_word(status.headline.word()),
            cites: Cite::of_status(slug, &status, moment.today),
            corrections: Corrections::of_day(record, moment, date),
            because: because(&status, moment),
            sections: sections(record, date, moment),
            around: AroundDay::of(record, moment, date),
            absences: day.map(|day| absences(record, day, moment)).unwrap_or_default(),
            events: day
                .map(|day| day.events.iter().map(|event| status_page::event_row(record, date, event, moment)).collect())
                .unwrap_or_default(),
            note: day.and_then(|day| day.public_note.as_ref()).map(lines).unwrap_or_default(),
            history: history(site, record, moment, date),
            changes: Way::to(&t!("changes-all"), paths::changes(slug)),
            published: day.map(|day| published(record, day)),
            empty: day.is_none().then(|| no_report(record, date, moment)),
            citation: Citation::of_day(site, record, moment, &title, date),
        }
    }
}

/// Every public state of the day, the newest first.
fn history(site: &Site, record: &Record, moment: &Moment, date: NaiveDate) -> Vec<EntryRow> {
    let states = domain::history::of_day(record, date, &entry::local_day(record));
    states.iter().rev().map(|state| EntryRow::of(site, record, moment, state)).collect()
}

fn lines(note: &domain::Note) -> Vec<String> {
    note.as_str().lines().map(str::to_owned).collect()
}

fn way(record: &Record, date: NaiveDate, moment: &Moment) -> Way {
    let day = dates::short(date, moment.today);
    if date > moment.today {
        return Way::to(&t!("day-not-yet", date = day), "");
    }
    let words = if record.day(date).is_some() { day } else { t!("day-without-report", date = day) };
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
    let on = match (of_status, differ) {
        (true, 0) => Some(t!("day-differ-status")),
        (true, _) => Some(t!("day-differ-both", differ = differ, figures = figures.len())),
        (false, 0) => None,
        (false, _) => Some(t!("day-differ-figures", differ = differ, figures = figures.len())),
    };
    [t!("day-counted", claims = said.len(), sources = sources.len())].into_iter().chain(on).collect()
}

/// How the headline came about: who spoke of all traffic, of one class, and later.
fn because(status: &DayStatus<'_>, moment: &Moment) -> Vec<String> {
    let own = status.headline.claims().len();
    let classes: usize = status.classes.iter().map(|(_, headline)| headline.claims().len()).sum();
    let mut lines = vec![match own {
        0 => t!("day-no-status"),
        own => t!("day-about-all", claims = own),
    }];
    if classes > 0 {
        lines.push(t!("day-about-class", claims = classes));
    }
    let later = status.said_later.iter().map(|said| {
        let start = said.claim.thing.period_start.map(dates::full);
        let says = figures::says(&said.claim.says);
        let day = dates::short(said.date(), moment.today);
        t!("day-said-later", says = says, start = start, source = super::cite::name(said), date = day)
    });
    lines.extend(later);
    lines.extend(status_page::preference_lines(status));
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
        let heading = labels::measure_heading(*measure);
        let page = paths::files::measure(&record.corridor().slug, *measure);
        (!claims.is_empty()).then(|| Section { heading, id: measure.key().replace('_', "-"), measure: page, things })
    };
    let mut sections: Vec<Section> = Measure::ALL.iter().filter_map(of_measure).collect();
    mark_corrected(&mut sections, record, date);
    sections
}

fn mark_corrected(sections: &mut [Section], record: &Record, date: NaiveDate) {
    let mut corrected = correction::of_claims(record, date);
    let things = sections.iter_mut().flat_map(|section| &mut section.things);
    for claim in things.flat_map(|thing| &mut thing.claims) {
        claim.corrected = corrected.remove(&claim.id);
    }
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
            name: labels::thing_on(thing, date, moment.today),
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
    let mut fact = |term: String, text: String| facts.push((term, text));
    if let Some(remark) = &said.claim.remark {
        fact(t!("fact-remark"), remark.to_string());
    }
    fact(t!("fact-about"), about(thing, date));
    if thing.measure.kind() != MeasureKind::Access {
        fact(t!("fact-counts"), labels::kind(thing));
    }
    if let Some(counted) = &thing.counted {
        fact(t!("fact-definition"), t!("quoted", words = counted.as_str()));
    }
    if let Some(stage) = labels::stage(thing.stage) {
        fact(t!("fact-stage"), t!("fact-stage-text", stage = stage));
    }
    let office = said.source.and_then(|source| labels::source_kind(source.kind));
    let side =
        said.source.and_then(|source| source.side.as_ref()).map(|side| t!("fact-source-side", side = side.as_str()));
    if office.is_some() || side.is_some() {
        fact(t!("fact-source"), text::row(office.into_iter().chain(side)));
    }
    if let Some(via) = &said.report.via {
        fact(t!("fact-carried-by"), via.to_string());
    }
    fact(t!("fact-published"), said.report.published_on.map_or_else(|| t!("fact-published-unknown"), dates::full));
    if let Some(note) = &said.claim.date_note {
        fact(t!("fact-its-day"), note.to_string());
    }
    if let Some(note) = &said.claim.preferred {
        fact(t!("fact-preferred"), note.to_string());
    }
    if !speaks {
        fact(t!("fact-not-counted"), t!("fact-not-counted-text"));
    }
    ClaimBlock {
        id: said.claim.id.clone(),
        mark: Mark::of_says(&said.claim.says),
        words: match thing.measure {
            Measure::AccessStatus => labels::status_to_class(&text::capital(&words), thing.access),
            _ => words,
        },
        by: super::cite::name(said),
        speaks,
        corrected: None,
        facts,
        page: said.report.url.as_ref().map(|url| (url.host().to_owned(), url.to_string())),
    }
}

fn about(thing: &Thing, date: NaiveDate) -> String {
    match (thing.period_start, thing.measure.kind()) {
        (None, _) => dates::full(date),
        (Some(start), MeasureKind::Access) => {
            t!("about-status-period", period = dates::period(start, date), date = dates::full(date))
        }
        (Some(start), _) => t!("about-period", period = dates::period(start, date)),
    }
}

fn absences(record: &Record, day: &PublicDay, moment: &Moment) -> Vec<AbsenceRow> {
    let row = |absence: &Absence| {
        let last = record.days().rev().filter(|other| other.date < day.date).find_map(|other| {
            let figures = DayFigure::all(record, other.date);
            let found = figures.iter().find(|figure| same_question(figure.thing, &absence.thing))?;
            let date = dates::short(other.date, day.date);
            Some(t!("absence-last", figure = figures::of_day(found), date = date))
        });
        let source = absence.source.as_ref().map(|source| record.source_name(source));
        let remark = absence.remark.as_ref().map(ToString::to_string);
        let why = t!("absence", reason = labels::reason(absence.why), source = source);
        AbsenceRow {
            name: labels::thing(&absence.thing, moment.today),
            text: text::and_then(text::and_then(why, remark), last),
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
        && thing.counted == asked.counted
        && thing.item == asked.item
        && thing.period_start.is_none()
        && asked.carrier.as_ref().is_none_or(|carrier| thing.carrier.as_ref() == Some(carrier))
}

fn published(record: &Record, day: &PublicDay) -> String {
    // A withdrawal is no publication: what follows it begins anew.
    let publications = || record.states_of(day.date).filter(|state| state.state == RevisionState::Published);
    let again = publications().count() < record.states_of(day.date).count();
    let first = publications().next().map_or(day.published_at, |first| first.published_at);
    let states = publications().count();
    let (first, role, version) = (dates::in_utc(first), labels::role(day.role), day.seq.to_string());
    if again && states == 1 {
        return t!(
            "day-published-again",
            first = first,
            role = role,
            version = version,
            reason = day.reason.as_deref()
        );
    }
    if states == 1 {
        return t!("day-published", first = first, role = role, version = version);
    }
    t!(
        "day-changed",
        first = first,
        changes = states - 1,
        kind = labels::change(day.change_kind),
        last = dates::in_utc(day.published_at),
        role = role,
        version = version,
        reason = day.reason.as_deref(),
    )
}

fn no_report(record: &Record, date: NaiveDate, moment: &Moment) -> String {
    let before = record.days().map(|day| day.date).rfind(|other| *other < date);
    let last = before.map(|date| t!("day-last-report", date = dates::short(date, moment.today)));
    text::and_then(t!("day-no-report", date = dates::full(date)), last)
}
