//! Tests: what is written reads back as the same record, and writes the same bytes. Never about single cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::measure::Dimension;
use domain::record::Sources;
use domain::{
    Absence, AbsenceReason, Amount, Claim, Corridor, DayReport, Event, Label, Measure, Moment, Note, PublicDay, Record,
    Report, Revision, RevisionState, Role, Says, Selection, Slug, Source, SourceKind, Stage, Thing,
};
use proptest::prelude::*;

use super::{
    ImportInput, ImportPlan, cell, claims_csv, claims_json, days_csv, days_json, events_csv, events_json, plan,
};

const LACHIN: [&str; 3] = [
    include_str!("../../../tests/fixtures/lachin/lachin.json"),
    include_str!("../../../tests/fixtures/lachin/lachin-claims.csv"),
    include_str!("../../../tests/fixtures/lachin/lachin-events.csv"),
];
const CROSSING: [&str; 3] = [
    include_str!("../../../tests/fixtures/imports/crossing.json"),
    include_str!("../../../tests/fixtures/imports/crossing-claims.csv"),
    include_str!("../../../tests/fixtures/imports/crossing-events.csv"),
];

/// A folder in memory: what an import is held against and what it leaves behind.
#[derive(Clone)]
struct Folder {
    corridor: Corridor,
    sources: Sources,
    days: BTreeMap<NaiveDate, DayReport>,
}

impl Folder {
    fn empty(settings: &str) -> Self {
        let corridor = serde_json::from_str(settings).unwrap();
        Self { corridor, sources: Sources::new(), days: BTreeMap::new() }
    }

    fn import(&mut self, claims: &[u8], events: &[u8]) -> ImportPlan {
        let input = ImportInput {
            corridor: &self.corridor,
            sources: &self.sources,
            days: &self.days,
            today: "2026-01-01".parse().unwrap(),
            claims: Some(claims),
            events: Some(events),
            corridor_given: false,
        };
        let plan = plan(&input).unwrap_or_else(|problems| panic!("{problems}"));
        self.sources.extend(plan.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
        self.days.extend(plan.days.iter().map(|day| (day.date, day.clone())));
        plan
    }

    fn export(&self) -> [String; 2] {
        let claims = claims_csv::write_days(&self.corridor, self.days.values(), &self.sources);
        let events = events_csv::write_days(&self.corridor, self.days.values(), &self.sources);
        [claims, events].map(|bytes| String::from_utf8(bytes).unwrap())
    }
}

#[test]
fn a_file_in_our_own_form_comes_back_byte_for_byte() {
    let [settings, claims, events] = CROSSING;
    let mut folder = Folder::empty(settings);
    assert_eq!(folder.corridor.check(), Ok(()));
    let plan = folder.import(claims.as_bytes(), events.as_bytes());
    assert_eq!((plan.added, plan.updated, plan.unchanged, plan.events_added), (31, 0, 0, 3));
    assert_eq!(folder.export(), [claims, events]);
    let created = |column: &str| plan.created[column].iter().map(Label::as_str).collect::<Vec<_>>().join("; ");
    assert_eq!(created("carrier"), "Red Crescent; WHO and Red Crescent");
    assert_eq!(created("group"), "infants; patients and companions");
    assert_eq!(created("item"), "diesel fuel; food parcels; medical kits");
    assert_eq!(created("unit"), "litres; trucks");
    assert_eq!(created("facility"), "Sulem General Hospital; Нурская больница");
    let slugs: Vec<&str> = plan.new_sources.iter().map(|source| source.slug.as_str()).collect();
    assert_eq!(slugs, ["who-field-office", "orro-crossing-authority", "source-1", "sulem-weather-service"]);
}

#[test]
fn the_same_files_again_change_nothing_and_their_export_neither() {
    for [settings, claims, events] in [LACHIN, CROSSING] {
        let mut folder = Folder::empty(settings);
        let first = folder.import(claims.as_bytes(), events.as_bytes());
        let again = folder.import(claims.as_bytes(), events.as_bytes());
        assert!(again.by_day.values().all(|day| (day.added, day.updated, day.events_added) == (0, 0, 0)));
        let again = ImportPlan { by_day: BTreeMap::new(), ..again };
        assert_eq!(again, ImportPlan { unchanged: first.added, ..ImportPlan::default() });
        let exported = folder.export();
        let again = folder.import(exported[0].as_bytes(), exported[1].as_bytes());
        assert!(again.days.is_empty() && again.new_sources.is_empty() && again.created.is_empty());
        let mut other = Folder::empty(settings);
        other.import(exported[0].as_bytes(), exported[1].as_bytes());
        assert_eq!(other.export(), exported);
    }
}

#[test]
fn the_lachin_record_is_taken_whole() {
    let [settings, claims, events] = LACHIN;
    let mut folder = Folder::empty(settings);
    let plan = folder.import(claims.as_bytes(), events.as_bytes());
    assert_eq!((plan.added, plan.events_added, plan.new_sources.len()), (242, 18, 31));
    assert_eq!(folder.days.values().flat_map(DayReport::claims).count(), 242);
    assert!(folder.days.values().all(|day| day.faults().is_empty() && day.unanswered(&folder.corridor).is_empty()));
    let tenth = &folder.days[&"2023-05-10".parse().unwrap()];
    let more_than_thirty = Says::Amount("more than 30".parse().unwrap());
    assert!(tenth.claims().any(|(_, claim)| claim.says == more_than_thirty));
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("ICRC".to_owned()),
        Just("Առողջապահություն, \"նախարարություն\"".to_owned()),
        "['=+@＝-]{0,3}[a-cé ,\"']{0,3}[a-c]",
    ]
}

fn label() -> impl Strategy<Value = Option<Label>> {
    prop::option::of(words().prop_map(|text| text.parse().unwrap()))
}

fn note() -> impl Strategy<Value = Option<Note>> {
    prop::option::weighted(0.3, "['=@-]{0,2}[a\n\t,\"]{0,4}b".prop_map(|text| text.parse().unwrap()))
}

fn thing() -> impl Strategy<Value = Thing> {
    let measures = prop::sample::select(Measure::ALL.to_vec());
    (measures, label(), label(), label(), label(), prop::sample::select(Stage::ALL.to_vec()), any::<bool>()).prop_map(
        |(measure, counted, group, carrier, item, stage, bit)| {
            let takes = |dimension| measure.takes(dimension);
            let unit = measure.usual_unit().unwrap_or("trucks").parse().unwrap();
            let named = bit || measure.usual_unit().is_none();
            Thing {
                measure,
                counted,
                group: group.clone().filter(|_| takes(Dimension::Group)),
                carrier: carrier.filter(|_| takes(Dimension::Carrier)),
                facility: group.filter(|_| bit && takes(Dimension::Facility)),
                item: item.filter(|_| takes(Dimension::Item)),
                unit: Some(unit).filter(|_| named && takes(Dimension::Unit)),
                stage,
                ..Thing::of(measure)
            }
        },
    )
}

fn amount() -> impl Strategy<Value = Amount> {
    let texts = ["0", "30", ">30", "30+", "<5", "≤5", "~660", "30-35", "several dozen", "- a few", "''=some"];
    prop::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn claim() -> impl Strategy<Value = Claim> {
    (thing(), amount(), note(), note(), note()).prop_map(|(thing, amount, preferred, date_note, remark)| {
        let status = Says::Status(domain::AccessStatus::Closed);
        let says = if thing.measure == Measure::AccessStatus { status } else { Says::Amount(amount) };
        Claim { id: String::new(), thing, says, preferred, date_note, remark }
    })
}

fn slug() -> impl Strategy<Value = Slug> {
    prop::sample::select(vec!["one", "two", "three", "unknown"]).prop_map(|text| text.parse().unwrap())
}

fn report() -> impl Strategy<Value = Report> {
    (slug(), label(), prop::option::of(Just("https://a.example/x,y?\"".replace('"', "")))).prop_flat_map(
        |(source, via, url)| {
            prop::collection::vec(claim(), 0..4).prop_map(move |claims| Report {
                id: String::new(),
                source: source.clone(),
                via: via.clone(),
                url: url.as_ref().map(|url| url.parse().unwrap()),
                published_on: url.as_ref().map(|_| "2024-03-09".parse().unwrap()),
                claims,
            })
        },
    )
}

fn absence() -> impl Strategy<Value = Absence> {
    let reasons = prop::sample::select(AbsenceReason::ALL.to_vec());
    (thing(), reasons, prop::option::of(slug()), label(), note()).prop_map(|(thing, why, source, via, remark)| {
        Absence { thing, why, source, via, url: None, published_on: None, date_note: None, remark }
    })
}

/// A day as a desk may have published it: without doubled statements, with or without the absences that it implies.
fn day(date: &'static str) -> impl Strategy<Value = DayReport> {
    let reports = prop::collection::vec(report(), 0..5);
    let absences = prop::collection::vec(absence(), 0..4);
    let events = prop::collection::vec((words(), prop::option::of(slug())), 0..3);
    (reports, absences, events).prop_map(move |(reports, absences, events)| {
        let mut day = DayReport::empty("orro-gate".parse().unwrap(), date.parse().unwrap());
        day.reports = reports;
        day.absences = absences;
        let mut seen = std::collections::BTreeSet::new();
        day.absences
            .retain(|a| seen.insert(format!("{:?}{:?}{:?}{:?}", in_its_unit(&a.thing), a.why, a.source, a.via)));
        day.absences.extend(day.absences.first().cloned());
        let event = |(index, (title, source)): (usize, (String, Option<Slug>))| Event {
            id: format!("e{index}"),
            title: title.parse().unwrap(),
            source,
            url: None,
            published_on: None,
        };
        day.events = events.into_iter().enumerate().map(event).collect();
        tidy(&mut day);
        day
    })
}

/// The thing with its usual unit written out: with or without it, it is the same thing.
fn in_its_unit(thing: &Thing) -> Thing {
    Thing { unit: thing.unit.clone().or(Thing::of(thing.measure).unit), ..thing.clone() }
}

/// Gives ids, and takes out what no valid day holds.
fn tidy(day: &mut DayReport) {
    let mut said = std::collections::BTreeSet::new();
    let mut preferred = std::collections::BTreeSet::new();
    let mut number = 0;
    for (index, report) in day.reports.iter_mut().enumerate() {
        report.id = format!("r{index}");
        let header = format!("{:?}{:?}{:?}", report.source, report.via, report.url);
        report.claims.retain(|claim| said.insert(format!("{header}{:?}{:?}", in_its_unit(&claim.thing), claim.says)));
        for claim in &mut report.claims {
            number += 1;
            claim.id = format!("c{number}");
            if claim.preferred.is_some() && !preferred.insert(in_its_unit(&claim.thing)) {
                claim.preferred = None;
            }
        }
    }
    assert!(day.faults().is_empty());
}

fn sources() -> Sources {
    let source = |(slug, name): (&str, &str)| Source {
        slug: slug.parse().unwrap(),
        name: name.parse().unwrap(),
        kind: SourceKind::Other,
        side: None,
        page: None,
    };
    let known = [("one", "=One, of \"many\""), ("two", "Երկու"), ("three", "' three")].map(source);
    known.into_iter().map(|source| (source.slug.clone(), source)).collect()
}

/// The record of these days, as the public is told it, with its threshold for small numbers.
fn published(days: Vec<DayReport>) -> Record {
    let corridor: Corridor = serde_json::from_str(CROSSING[0]).unwrap();
    let empty = Record::new(Arc::new(corridor.clone()), Arc::new(sources()));
    (1..).zip(days).fold(empty, |record, (seq, report)| {
        let revision = Revision {
            seq,
            corridor: corridor.slug.clone(),
            date: report.date,
            state: RevisionState::Published,
            report,
            change_kind: None,
            reason: None,
            role: Role::Lead,
            recorded_at: "2024-03-12T09:00:00Z".parse().unwrap(),
            published_at: Some("2024-03-12T10:00:00Z".parse().unwrap()),
            redaction: None,
            hash: format!("{seq:064x}"),
        };
        record.with(Arc::new(PublicDay::from_revision(&revision, &corridor, &domain::Naming::default()).unwrap()))
    })
}

/// Every row of a table says what the row of the JSON file says, key by key; the table’s columns come first in it.
fn agree(table: &[u8], json: &[u8]) {
    let value: serde_json::Value = serde_json::from_slice(json).unwrap();
    let objects = value["rows"].as_array().unwrap();
    let mut reader = csv::Reader::from_reader(table);
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), objects.len());
    let lines: Vec<&str> =
        std::str::from_utf8(json).unwrap().lines().filter(|l| l.starts_with("{\"corridor")).collect();
    assert_eq!(lines.len(), rows.len(), "a row stands in one line");
    for ((row, object), line) in rows.iter().zip(objects).zip(lines) {
        let mut after = 0;
        for (column, told) in columns.iter().zip(row) {
            let key = format!("\"{column}\":");
            after += line[after..].find(&key).unwrap_or_else(|| panic!("{column} is out of order in {line}"));
            let text = match &object[column] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(parts) => {
                    parts.iter().map(|part| part.as_str().unwrap()).collect::<Vec<&str>>().join("; ")
                }
                other => other.to_string(),
            };
            assert_eq!(cell::read(told), Ok(text.as_str()), "{column} in {line}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_record_comes_back_byte_for_byte(one in day("2024-03-10"), two in day("2024-03-11")) {
        let mut folder = Folder::empty(CROSSING[0]);
        folder.sources = sources();
        folder.days = [one, two].into_iter().map(|day| (day.date, day)).collect();
        let exported = folder.export();

        let mut empty = Folder::empty(CROSSING[0]);
        empty.import(exported[0].as_bytes(), exported[1].as_bytes());
        prop_assert_eq!(empty.export(), exported.clone());

        let again = folder.clone().import(exported[0].as_bytes(), exported[1].as_bytes());
        prop_assert_eq!(again.days, vec![]);
        prop_assert_eq!(again.new_sources, vec![]);
    }
    #[test]
    fn tables_and_json_say_the_same(one in day("2024-03-10"), two in day("2024-03-11")) {
        let record = published(vec![one, two]);
        let today = "2024-03-12".parse().unwrap();
        let instant = "2024-03-12T10:00:00Z".parse().unwrap();
        let moment = Moment { instant, today, time: (13, 0), cut_off_passed: false };
        let whole = Selection::whole();
        agree(&claims_csv::write_record(&record, &whole, false), &claims_json::write_record(&record, &moment, &whole).unwrap());
        agree(&events_csv::write_record(&record, &whole, false), &events_json::write_record(&record, &moment, &whole).unwrap());
        let days = days_csv::write_record(&record, &moment, &whole, false);
        agree(&days, &days_json::write_record(&record, &moment, &whole).unwrap());
        let mut reader = csv::Reader::from_reader(days.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let headlines = rows.iter().filter(|row| &row[2] == "access_status" && row[8].is_empty()).count();
        prop_assert_eq!(headlines, 12, "each day from the begin to today, once");
    }
}
