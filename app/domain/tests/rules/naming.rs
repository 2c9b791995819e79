//! Merged sources, joined carriers, withheld sources: what the public record is built of.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::figure::{DayFigure, Figure};
use domain::naming::{Carriers, offered};
use domain::reconcile::RunningTotals;
use domain::status::DayStatus;
use domain::{KnownSource, Naming, PublicDay, Record, RevisionState, Slug, Thing};
use proptest::prelude::*;

use crate::support::{Material, Row, State, cases, label, moved_out, note, nth};

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

fn known(material: &Material, change: impl Fn(&mut KnownSource)) -> Vec<KnownSource> {
    let all = material.sources().into_values();
    all.map(|source| {
        let mut known = KnownSource { source, merged_into: None, withheld: None, since: DateTime::<Utc>::MIN_UTC };
        change(&mut known);
        known
    })
    .collect()
}

fn told(material: &Material, naming: &Naming) -> Record {
    let corridor = Arc::new(naming.corridor(&material.corridor));
    let dates: std::collections::BTreeSet<_> = material.rows.iter().map(|row| row.date).collect();
    let record = Record::new(corridor.clone(), naming.public().clone());
    (1..).zip(dates).fold(record, |record, (seq, date)| {
        let report = material.day_report(date, DateTime::<Utc>::MAX_UTC);
        let state =
            State { instant: crate::support::evening(date), state: RevisionState::Published, report, again: false };
        record.with(Arc::new(PublicDay::from_revision(&state.revision(seq), &corridor, naming).unwrap()))
    })
}

fn merging(from: &'static str, into: &'static str) -> impl Fn(&mut KnownSource) {
    move |known| {
        if known.source.slug.as_str() == from {
            known.merged_into = Some(slug(into));
        }
    }
}

fn withholding(names: &'static [&'static str]) -> impl Fn(&mut KnownSource) {
    move |known| {
        let number = names.iter().position(|name| known.source.slug.as_str() == *name);
        known.withheld = number.map(|index| u32::try_from(index).unwrap() + 1);
    }
}

type Whole = (Vec<(Thing, Option<Figure>, usize)>, Vec<String>, Vec<String>);

/// What a record comes to, without the order in which its reports stand.
fn whole(record: &Record) -> Whole {
    let days: Vec<_> = record.days().map(|day| day.date).collect();
    let figures = days.iter().flat_map(|date| DayFigure::all(record, *date));
    let figures = figures.map(|one| (one.thing.clone(), one.figure, one.speaking.len())).collect();
    let last = days.last().copied().unwrap_or(nth(0));
    let status = |date: &chrono::NaiveDate| DayStatus::of(record, *date, last);
    let statuses = days.iter().map(|date| format!("{:?}", status(date).headline.word())).collect();
    let totals = RunningTotals::all(record, last);
    let totals = totals.iter().map(|series| {
        let steps: Vec<_> = series.steps.iter().map(|step| (step.date, &step.total, &step.outcome)).collect();
        format!("{} {:?} {steps:?}", series.source, series.thing)
    });
    (figures, statuses, totals.collect())
}

#[test]
fn a_withheld_source_has_no_name_link_relay_or_remark_and_two_stay_two() {
    let mut canary = Row::moved(nth(0), "Canary Office", "ICRC", "12");
    canary.url = "https://canary.example.org/1".parse().ok();
    canary.via = Some(label("Canary relay"));
    canary.remark = Some(note("as the canary said"));
    canary.date_note = Some(note("from the canary’s channel"));
    let mut relayed = Row::moved(nth(1), "Weekly", "ICRC", "3");
    relayed.via = Some(label("Canary Office"));
    let material = Material::of(vec![canary, Row::moved(nth(0), "Canary Two", "ICRC", "13"), relayed]);
    let naming = Naming::new(known(&material, withholding(&["canary-office", "canary-two"])), Carriers::new());
    let record = told(&material, &naming);
    let text = format!("{record:?}").to_lowercase();
    assert!(!text.contains("canary"), "{text}");
    let names: Vec<&str> = record.said_on(nth(0)).map(|said| record.source_name(&said.report.source)).collect();
    assert_eq!(names, ["Source withheld", "Source withheld 2"]);
    assert_eq!(record.said_on(nth(1)).next().unwrap().report.via, None, "a relay is named nowhere either");
    let open = told(&material, &Naming::new(known(&material, |_| ()), Carriers::new()));
    assert_eq!(whole(&open).0, whole(&record).0, "figures stay");
    assert_eq!(offered(record.sources()).map(ToString::to_string).collect::<Vec<_>>(), ["Weekly"]);
}

#[test]
fn a_merged_source_keeps_its_own_name_in_the_history_and_a_carrier_its_spelling() {
    let material = Material::of(vec![Row::moved(nth(0), "Ministry", "Red Cross", "12")]).and(Row::new(
        nth(1),
        "Health Ministry",
        moved_out("ICRC"),
        crate::support::amount("3"),
    ));
    let carriers = Carriers::from([(label("Red Cross"), label("ICRC"))]);
    let naming = Naming::new(known(&material, merging("ministry", "health-ministry")), carriers);
    let record = told(&material, &naming);
    let day = record.day(nth(0)).unwrap();
    let written = day.as_written();
    assert_eq!(record.source_name(&day.reports[0].source), "Health Ministry");
    assert_eq!(record.source_name(&written.reports[0].source), "Ministry");
    assert_eq!(day.reports[0].claims[0].thing, moved_out("ICRC"));
    assert_eq!(written.reports[0].claims[0].thing, moved_out("Red Cross"));
    assert_eq!(record.day(nth(1)).unwrap().as_written(), record.day(nth(1)).unwrap());
}

#[test]
fn a_source_that_was_merged_into_a_withheld_one_is_withheld_as_that_one_and_never_the_other_way_round() {
    let material = Material::of(vec![Row::moved(nth(0), "Ministry", "", "12"), Row::moved(nth(0), "Office", "", "3")]);
    let shown = |change: &dyn Fn(&mut KnownSource)| {
        let naming = Naming::new(known(&material, change), Carriers::new());
        let record = told(&material, &naming);
        let day = record.day(nth(0)).unwrap();
        let names = |day: &PublicDay| -> Vec<String> {
            day.reports.iter().map(|report| record.source_name(&report.source).to_owned()).collect()
        };
        (names(day), names(day.as_written()))
    };
    let hidden = shown(&|known| {
        merging("ministry", "office")(known);
        known.withheld = (known.source.slug.as_str() == "office").then_some(1);
    });
    let both = vec!["Source withheld".to_owned(), "Source withheld".to_owned()];
    assert_eq!(hidden, (both.clone(), both));
    let apart = shown(&|known| {
        merging("ministry", "office")(known);
        known.withheld = (known.source.slug.as_str() == "ministry").then_some(1);
    });
    let apart_names = vec!["Source withheld".to_owned(), "Office".to_owned()];
    assert_eq!(apart, (apart_names.clone(), apart_names));
}

#[test]
fn what_is_expected_of_a_carrier_is_met_by_each_of_its_spellings() {
    let mut material = Material::of(vec![Row::moved(nth(0), "Ministry", "Red Cross", "12")]);
    let expected = &mut material.corridor.expected[1];
    expected.carrier = Some(label("Red Cross"));
    let carriers = Carriers::from([(label("Red Cross"), label("ICRC")), (label("IKRK"), label("Red Cross"))]);
    let naming = Naming::new(known(&material, |_| ()), carriers);
    let told = naming.corridor(&material.corridor);
    for spelling in ["ICRC", "Red Cross", "IKRK"] {
        assert!(told.expected[1].is_met_by(&moved_out(spelling)), "{spelling}");
    }
    assert!(!told.expected[1].is_met_by(&moved_out("Peacekeepers")));
    assert_eq!(serde_json::to_value(&told).unwrap()["expected"][1].get("spellings"), None, "no setting");
}

#[test]
fn circles_end_and_unknown_sources_stay_as_they_are() {
    let material = Material::of(vec![Row::moved(nth(0), "A", "X", "1"), Row::moved(nth(0), "B", "Y", "2")]);
    let change = |known: &mut KnownSource| {
        let other = if known.source.slug.as_str() == "a" { "b" } else { "a" };
        known.merged_into = Some(slug(other));
    };
    let carriers = Carriers::from([(label("X"), label("Y")), (label("Y"), label("X"))]);
    let naming = Naming::new(known(&material, change), carriers);
    assert_eq!(told(&material, &naming).said().count(), 2);
    assert_eq!(naming.written(&slug("nobody")), slug("nobody"));
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..4_u64, 0..3_usize, 0..3_usize, 1..40_u64, 0..3_u64, any::<bool>());
    let make = |(day, source, carrier, amount, later, total): (u64, usize, usize, u64, u64, bool)| {
        let (source, carrier) = (["Alpha", "Beta", "Gamma"][source], ["ICRC", "Red Cross", ""][carrier]);
        let row = Row::moved(nth(day), source, carrier, &amount.to_string()).published(Some(nth(day + later)));
        if total { row.running() } else { row }
    };
    proptest::collection::vec(row.prop_map(make), 1..14)
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn figures_after_a_merge_are_those_of_reports_that_had_named_the_target(rows in rows()) {
        let material = Material::of(rows.clone());
        let renamed = rows.into_iter().map(|mut row| {
            if row.source == "Beta" {
                "Alpha".clone_into(&mut row.source);
            }
            if row.thing.carrier == Some(label("Red Cross")) {
                row.thing.carrier = Some(label("ICRC"));
            }
            row
        });
        let renamed = Material::of(renamed.collect());
        // The target is there, whether or not a row names it.
        let mut all: BTreeMap<Slug, KnownSource> = known(&material, merging("beta", "alpha"))
            .into_iter().chain(known(&Material::of(vec![Row::moved(nth(0), "Alpha", "", "1")]), |_| ()))
            .map(|known| (known.source.slug.clone(), known)).collect();
        let carriers = Carriers::from([(label("Red Cross"), label("ICRC"))]);
        let naming = Naming::new(all.values().cloned(), carriers.clone());
        let merged = told(&material, &naming);
        let plain = told(&renamed, &Naming::new(known(&renamed, |_| ()), Carriers::new()));
        prop_assert_eq!(whole(&merged), whole(&plain));
        // Told once more, nothing changes.
        for day in merged.days() {
            let again = naming.counted(&naming.counted(&material.day_report(day.date, DateTime::<Utc>::MAX_UTC)));
            prop_assert_eq!(again, naming.counted(&material.day_report(day.date, DateTime::<Utc>::MAX_UTC)));
        }
        // Undone, all is as before.
        all.values_mut().for_each(|known| known.merged_into = None);
        let undone = told(&material, &Naming::new(all.into_values(), Carriers::new()));
        let before = told(&material, &Naming::new(known(&material, |_| ()), Carriers::new()));
        prop_assert_eq!(whole(&undone), whole(&before));
    }

    #[test]
    fn no_part_of_a_record_holds_a_withheld_name(rows in rows()) {
        let material = Material::of(rows);
        let naming = Naming::new(known(&material, withholding(&["beta", "gamma"])), Carriers::new());
        let text = format!("{:?}", told(&material, &naming));
        for name in ["Beta", "beta", "Gamma", "gamma"] {
            prop_assert!(!text.contains(name), "{} in {}", name, text);
        }
    }
}
