//! Builders: rows of claims become days, days become a record, as the publish command would make it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::record::Said;
use domain::{
    Amount, ChangeKind, Claim, Corridor, DayReport, Direction, Event, Label, Measure, Moment, Note, PublicDay, Record,
    Report, Revision, RevisionState, Role, Says, Slug, Source, SourceKind, Thing, WebAddress,
};
use proptest::test_runner::Config;

/// One claim as a line of claims.csv holds it.
#[derive(Clone, Debug)]
pub struct Row {
    pub date: NaiveDate,
    pub source: String,
    pub via: Option<Label>,
    pub url: Option<WebAddress>,
    pub published_on: Option<NaiveDate>,
    pub thing: Thing,
    pub says: Says,
    pub preferred: Option<Note>,
    pub date_note: Option<Note>,
    pub remark: Option<Note>,
}

/// One event as a line of events.csv holds it.
#[derive(Clone, Debug)]
pub struct EventRow {
    pub date: NaiveDate,
    pub title: Note,
    pub source: String,
    pub url: Option<WebAddress>,
    pub published_on: Option<NaiveDate>,
}

/// All that a record is made of.
#[derive(Clone, Debug)]
pub struct Material {
    pub corridor: Corridor,
    pub rows: Vec<Row>,
    pub events: Vec<EventRow>,
}

/// A date from its text.
pub fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day that lies so many days after 25 February 2024: small worlds live there, across the end of a leap month.
pub fn nth(days: u64) -> NaiveDate {
    on("2024-02-25").checked_add_days(Days::new(days)).unwrap()
}

/// 20:00 in Yerevan (UTC+4 all year) on a day.
pub fn evening(date: NaiveDate) -> DateTime<Utc> {
    date.and_hms_opt(16, 0, 0).unwrap().and_utc()
}

/// The moment as a clock in Yerevan shows it.
pub fn moment(instant: DateTime<Utc>) -> Moment {
    let local = (instant + TimeDelta::hours(4)).naive_utc();
    let minutes = instant.timestamp().rem_euclid(86_400) / 60 + 240;
    let time = (u32::try_from(minutes / 60 % 24).unwrap(), u32::try_from(minutes % 60).unwrap());
    Moment { instant, today: local.date(), time, cut_off_passed: time >= (20, 0) }
}

pub fn label(text: &str) -> Label {
    text.parse().unwrap()
}

pub fn note(text: &str) -> Note {
    text.parse().unwrap()
}

/// An amount, typed as people write it.
pub fn amount(text: &str) -> Says {
    Says::Amount(text.parse::<Amount>().unwrap())
}

/// A status.
pub fn status(text: &str) -> Says {
    Says::Status(text.parse().unwrap())
}

/// Patients moved out on one day; an empty carrier is not said.
pub fn moved_out(carrier: &str) -> Thing {
    Thing {
        group: Some(label("patients")),
        direction: Some(Direction::Outbound),
        carrier: Label::optional(carrier).unwrap(),
        ..Thing::of(Measure::PatientsTransferred)
    }
}

/// People of a group in intensive care; an empty facility is not said.
pub fn intensive_care(group: &str, facility: &str) -> Thing {
    Thing {
        group: Some(label(group)),
        facility: Label::optional(facility).unwrap(),
        ..Thing::of(Measure::PatientsIntensiveCare)
    }
}

impl Row {
    /// A claim that its source published on the day that it is about.
    pub fn new(date: NaiveDate, source: &str, thing: Thing, says: Says) -> Self {
        Self {
            date,
            source: source.to_owned(),
            via: None,
            url: None,
            published_on: Some(date),
            thing,
            says,
            preferred: None,
            date_note: None,
            remark: None,
        }
    }

    /// A status of all traffic.
    pub fn status(date: NaiveDate, source: &str, text: &str) -> Self {
        Self::new(date, source, Thing::of(Measure::AccessStatus), status(text))
    }

    /// So many patients moved out.
    pub fn moved(date: NaiveDate, source: &str, carrier: &str, text: &str) -> Self {
        Self::new(date, source, moved_out(carrier), amount(text))
    }

    /// The same, over a period that begins on this day.
    pub fn since(mut self, start: NaiveDate) -> Self {
        self.thing.period_start = Some(start);
        self
    }

    /// The same, as a running total.
    pub fn running(mut self) -> Self {
        self.thing.measure = Measure::PatientsTransferredTotal;
        self
    }

    /// The same, published on another day or on none that is known.
    pub fn published(mut self, on: Option<NaiveDate>) -> Self {
        self.published_on = on;
        self
    }

    /// The same, preferred by the desk.
    pub fn preferred(mut self) -> Self {
        self.preferred = Some(note("nearer to the event"));
        self
    }

    /// 20:00 in Yerevan on the later of its day and its publication.
    pub fn instant(&self) -> DateTime<Utc> {
        evening(self.published_on.map_or(self.date, |published| published.max(self.date)))
    }
}

impl EventRow {
    fn instant(&self) -> DateTime<Utc> {
        evening(self.published_on.map_or(self.date, |published| published.max(self.date)))
    }
}

const CLAIMS: &str = include_str!("../../../../tests/fixtures/lachin/lachin-claims.csv");
const EVENTS: &str = include_str!("../../../../tests/fixtures/lachin/lachin-events.csv");
const SETTINGS: &str = include_str!("../../../../tests/fixtures/lachin/lachin.json");

/// The settings of the Lachin corridor.
pub fn corridor() -> Corridor {
    serde_json::from_str(SETTINGS).unwrap()
}

fn lines(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|line| line.unwrap()).collect()
}

fn optional_date(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| on(text))
}

fn row(line: &BTreeMap<String, String>) -> Row {
    let at = |column: &str| line[column].as_str();
    let optional = |column: &str| Label::optional(at(column)).unwrap();
    let (value, high) = (at("value"), at("value_high"));
    let says = match at("bound") {
        "" => status(value),
        "exact" | "vague" => amount(value),
        "at_least" => amount(&format!("at least {value}")),
        "more_than" => amount(&format!("more than {value}")),
        "at_most" => amount(&format!("at most {value}")),
        "fewer_than" => amount(&format!("fewer than {value}")),
        "about" => amount(&format!("about {value}")),
        "range" => amount(&format!("{value}-{high}")),
        other => panic!("{other} is no bound"),
    };
    let class = at("access");
    let direction = at("direction");
    Row {
        date: on(at("date")),
        source: at("source").to_owned(),
        via: optional("via"),
        url: WebAddress::optional(at("source_url")).unwrap(),
        published_on: optional_date(at("published_on")),
        thing: Thing {
            measure: at("measure").parse().unwrap(),
            counted: optional("counted"),
            period_start: optional_date(at("period_start")),
            group: optional("group"),
            carrier: optional("carrier"),
            direction: (!direction.is_empty()).then(|| direction.parse().unwrap()),
            facility: optional("facility"),
            access: (!class.is_empty()).then(|| class.parse().unwrap()),
            item: optional("item"),
            unit: optional("unit"),
            stage: at("stage").parse().unwrap(),
        },
        says,
        preferred: Note::optional(at("preferred")).unwrap(),
        date_note: Note::optional(at("date_note")).unwrap(),
        remark: Note::optional(at("remark")).unwrap(),
    }
}

fn event_row(line: &BTreeMap<String, String>) -> EventRow {
    EventRow {
        date: on(&line["date"]),
        title: note(&line["title"]),
        source: line["source"].clone(),
        url: WebAddress::optional(&line["source_url"]).unwrap(),
        published_on: optional_date(&line["published_on"]),
    }
}

impl Material {
    /// The real record.
    pub fn lachin() -> Self {
        Self {
            corridor: corridor(),
            rows: lines(CLAIMS).iter().map(row).collect(),
            events: lines(EVENTS).iter().map(event_row).collect(),
        }
    }

    /// A small world in the same corridor, begun early enough for any test.
    pub fn of(rows: Vec<Row>) -> Self {
        let corridor = Corridor { record_begins: on("2022-12-12"), ..corridor() };
        Self { corridor, rows, events: Vec::new() }
    }

    /// The same without the claims that do not pass.
    pub fn keeping(mut self, keep: impl Fn(&Row) -> bool) -> Self {
        self.rows.retain(keep);
        self
    }

    /// The same with one more claim.
    pub fn and(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// The same, every date moved by so many days.
    pub fn shifted(mut self, days: i64) -> Self {
        let shift = |date: &mut NaiveDate| *date += TimeDelta::days(days);
        shift(&mut self.corridor.record_begins);
        for row in &mut self.rows {
            shift(&mut row.date);
            row.published_on.iter_mut().for_each(shift);
            row.thing.period_start.iter_mut().for_each(shift);
        }
        for event in &mut self.events {
            shift(&mut event.date);
            event.published_on.iter_mut().for_each(shift);
        }
        self
    }

    /// The sources by name; short names are suggested by the names, and numbered when taken.
    pub fn sources(&self) -> BTreeMap<String, Source> {
        let names: BTreeSet<&String> =
            self.rows.iter().map(|row| &row.source).chain(self.events.iter().map(|event| &event.source)).collect();
        let mut taken = BTreeSet::new();
        let mut sources = BTreeMap::new();
        for name in names {
            let first = Slug::suggest(name).unwrap();
            let free = std::iter::once(first.clone()).chain((2..).map(|number| first.numbered(number)));
            let slug = free.into_iter().find(|slug| !taken.contains(slug)).unwrap();
            taken.insert(slug.clone());
            let source = Source { slug, name: label(name), kind: SourceKind::Other, side: None, page: None };
            sources.insert(name.clone(), source);
        }
        sources
    }

    /// What had been published of a day by an instant.
    pub fn day_report(&self, date: NaiveDate, by: DateTime<Utc>) -> DayReport {
        let sources = self.sources();
        let mut day = DayReport::empty(self.corridor.slug.clone(), date);
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| row.date == date && row.instant() <= by).collect();
        rows.sort_by_key(|row| row.instant());
        for (index, row) in rows.into_iter().enumerate() {
            let claim = Claim {
                id: format!("c{}", index + 1),
                thing: row.thing.clone(),
                says: row.says.clone(),
                preferred: row.preferred.clone(),
                date_note: row.date_note.clone(),
                remark: row.remark.clone(),
            };
            let source = &sources[&row.source].slug;
            let same = |report: &&mut Report| {
                (&report.source, &report.via, &report.url, report.published_on)
                    == (source, &row.via, &row.url, row.published_on)
            };
            match day.reports.iter_mut().find(same) {
                Some(report) => report.claims.push(claim),
                None => day.reports.push(Report {
                    id: format!("r{}", day.reports.len() + 1),
                    source: source.clone(),
                    via: row.via.clone(),
                    url: row.url.clone(),
                    published_on: row.published_on,
                    claims: vec![claim],
                }),
            }
        }
        let events = self.events.iter().filter(|event| event.date == date && event.instant() <= by);
        day.events = events
            .enumerate()
            .map(|(index, event)| Event {
                id: format!("e{}", index + 1),
                title: event.title.clone(),
                source: Some(sources[&event.source].slug.clone()),
                url: event.url.clone(),
                published_on: event.published_on,
            })
            .collect();
        day
    }

    /// The record as it stood at an instant; what is later was never published.
    pub fn record(&self, by: DateTime<Utc>) -> Record {
        let rows = self.rows.iter().map(|row| (row.instant(), row.date));
        let events = self.events.iter().map(|event| (event.instant(), event.date));
        let states: BTreeSet<_> = rows.chain(events).filter(|(instant, _)| *instant <= by).collect();
        let mut seen = BTreeSet::new();
        let states = states.into_iter().map(|(instant, date)| {
            let again = !seen.insert(date);
            State { instant, state: RevisionState::Published, report: self.day_report(date, instant), again }
        });
        self.publish(states)
    }

    /// The record with all that there is.
    pub fn whole(&self) -> Record {
        self.record(DateTime::<Utc>::MAX_UTC)
    }

    /// A record of these states, in this order.
    pub fn publish(&self, states: impl IntoIterator<Item = State>) -> Record {
        let corridor = Arc::new(self.corridor.clone());
        let sources = self.sources().into_values().map(|source| (source.slug.clone(), source)).collect();
        let record = Record::new(corridor.clone(), Arc::new(sources));
        (1..).zip(states).fold(record, |record, (seq, state)| {
            let day = PublicDay::from_revision(&state.revision(seq), &corridor, &domain::Naming::default());
            day.map_or(record.clone(), |day| record.with(Arc::new(day)))
        })
    }
}

/// One revision to come.
#[derive(Clone, Debug)]
pub struct State {
    pub instant: DateTime<Utc>,
    pub state: RevisionState,
    pub report: DayReport,
    pub again: bool,
}

impl State {
    /// The revision as it would be stored.
    pub fn revision(&self, seq: i64) -> Revision {
        let public = matches!(self.state, RevisionState::Published | RevisionState::Withdrawn);
        Revision {
            seq,
            corridor: self.report.corridor.clone(),
            date: self.report.date,
            state: self.state,
            report: self.report.clone(),
            change_kind: self.again.then_some(ChangeKind::Revision),
            reason: self.again.then(|| "a source reported later".to_owned()),
            role: Role::Lead,
            recorded_at: self.instant,
            published_at: public.then_some(self.instant),
            redaction: None,
            hash: format!("{seq:064x}"),
        }
    }
}

/// Names of the sources of claims, in their order.
pub fn names<'r>(claims: &[Said<'r>]) -> Vec<&'r str> {
    claims.iter().map(|said| said.source.map_or("?", |source| source.name.as_str())).collect()
}

/// Ids of claims with their days, sorted: which claims, not in what order.
pub fn ids(claims: &[Said<'_>]) -> Vec<(NaiveDate, String)> {
    let mut ids: Vec<_> = claims.iter().map(|said| (said.date(), said.claim.id.clone())).collect();
    ids.sort();
    ids
}

/// So many cases, and no file beside the code when one fails: proptest prints the smallest one.
pub fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}
