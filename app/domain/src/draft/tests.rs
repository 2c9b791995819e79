//! Drafts, refusals first.

use std::collections::BTreeMap;

use super::*;
use crate::revision::ChangeKind;

fn corridor() -> Corridor {
    serde_json::from_str(include_str!("../../../../tests/fixtures/lachin/lachin.json")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn typed(fields: &[(&str, &str)]) -> Draft {
    let mut all = vec![
        ("r0.source", "Ministry of Health"),
        ("r0.c0.measure", "patients_awaiting"),
        ("r0.c0.amount", "30"),
        ("reason.0", "not_reported"),
        ("reason.1", "not_reported"),
        ("reason.2", "not_reported"),
    ];
    all.extend_from_slice(fields);
    Draft::from_fields(all)
}

fn read(draft: &Draft, base: Option<&DayReport>) -> Result<ReadDraft, Vec<DraftProblem>> {
    let (corridor, sources) = (corridor(), BTreeMap::new());
    let date = day("2023-05-10");
    draft.read(&DraftContext { corridor: &corridor, date, today: date, base, sources: &sources })
}

fn fields(result: Result<ReadDraft, Vec<DraftProblem>>) -> Vec<String> {
    result.expect_err("was read").into_iter().map(|problem| problem.field).collect()
}

#[test]
fn each_problem_stands_at_its_field() {
    let one = |name: &'static str, value: &'static str| fields(read(&typed(&[(name, value)]), None));
    assert_eq!(one("r0.c0.amount", "more then 30"), ["r0.c0.amount"]);
    assert_eq!(one("r0.source", " "), ["r0.source"]);
    assert_eq!(one("r0.url", "javascript:alert(1)"), ["r0.url"]);
    assert_eq!(one("r0.published_on", "2023-05-11"), ["r0.published_on"]);
    assert_eq!(one("r0.published_on", "10.5.2023"), ["r0.published_on"]);
    assert_eq!(one("r0.c0.direction", "outbound"), ["r0.c0.direction"]);
    assert_eq!(one("r0.c0.period_start", "2023-05-01"), ["r0.c0.period_start"]);
    assert_eq!(one("reason.0", ""), ["reason.0"]);
    assert_eq!(one("reason.3", "source_silent"), ["reason.3"]);
    assert_eq!(one("public_note", "a\0"), ["public_note"]);
    assert_eq!(one("r1.source", "ICRC"), ["r1.c0.amount"]);
    assert_eq!(one("r1.c2.amount", "5"), ["r1.source", "r1.c2.measure"]);
    assert_eq!(one("r0.c1.remark", "typed without an amount"), ["r0.c1.measure"]);
}

#[test]
fn the_same_said_twice_and_two_preferred_are_refused_at_the_second() {
    let twice = typed(&[("r0.c1.measure", "patients_awaiting"), ("r0.c1.amount", "30")]);
    assert_eq!(fields(read(&twice, None)), ["r0.c1.amount"]);
    let preferred = typed(&[
        ("r0.c0.preferred", "counted at the hospital"),
        ("r0.c2.measure", "patients_awaiting"),
        ("r0.c2.amount", "31"),
        ("r0.c2.preferred", "no, this one"),
    ]);
    assert_eq!(fields(read(&preferred, None)), ["r0.c2.preferred"]);
}

#[test]
fn a_day_further_back_wants_confirmation() {
    let (corridor, sources) = (corridor(), BTreeMap::new());
    let context = DraftContext {
        corridor: &corridor,
        date: day("2023-05-08"),
        today: day("2023-05-10"),
        base: None,
        sources: &sources,
    };
    assert_eq!(fields(typed(&[]).read(&context)), ["confirmed"]);
    assert!(typed(&[("confirmed", "yes")]).read(&context).is_ok());
}

#[test]
fn a_change_wants_kind_and_reason_and_must_change_something() {
    let first = read(&typed(&[]), None).unwrap().report;
    let (corridor, mut sources) = (corridor(), BTreeMap::new());
    let known = read(&typed(&[]), None).unwrap().new_sources;
    sources.extend(known.into_iter().map(|source| (source.slug.clone(), source)));
    let date = day("2023-05-10");
    let context = DraftContext { corridor: &corridor, date, today: date, base: Some(&first), sources: &sources };
    let same = Draft::of(Some(&first), &corridor, &sources);
    assert_eq!(fields(same.read(&context)), ["change_reason"], "nothing differs");
    let mut changed = same.clone();
    changed.reports[0].claims[0].amount = ">30".to_owned();
    assert_eq!(fields(changed.read(&context)), ["change_kind", "change_reason"]);
    changed.change_kind = "correction".to_owned();
    changed.change_reason = "We had dropped “more than”.".to_owned();
    let read = changed.read(&context).unwrap();
    assert_eq!(read.change.unwrap().0, ChangeKind::Correction);
    assert_eq!(read.report.reports[0].claims[0].id, "c1", "a claim keeps its id");
    assert_eq!(read.new_sources, []);
    changed.reports[0].claims[0].amount = String::new();
    assert_eq!(fields(changed.read(&context))[0], "r0.c0.amount", "emptied is not removed");
    changed.reports[0].claims[0].remove = "yes".to_owned();
    changed.reasons[3] = "source_silent".to_owned();
    assert_eq!(changed.read(&context).unwrap().report.reports, []);
}

#[test]
fn another_writers_claims_join_and_nobodys_words_are_lost() {
    let theirs = Draft::from_fields([
        ("base", "7"),
        ("key", "new"),
        ("r0.id", "r1"),
        ("r0.source", "ICRC"),
        ("r0.c0.id", "c1"),
        ("r0.c0.amount", "30"),
        ("r0.c1.id", "c2"),
        ("r0.c1.amount", "5"),
    ]);
    let mut ours = Draft::from_fields([
        ("base", "3"),
        ("key", "old"),
        ("r0.id", "r1"),
        ("r0.source", "ICRC"),
        ("r0.c0.id", "c1"),
        ("r0.c0.amount", "31"),
        ("r1.source", "Weekly"),
        ("r1.c0.amount", ">30"),
    ]);
    ours.join(&theirs);
    let amounts: Vec<&str> =
        ours.reports.iter().flat_map(|report| &report.claims).map(|claim| claim.amount.as_str()).collect();
    assert_eq!(amounts, ["31", "5", ">30"]);
    assert_eq!((ours.base.as_str(), ours.key.as_str()), ("7", "new"));
}

#[test]
fn reads_a_day_and_shows_it_again_as_it_was_typed() {
    let draft = typed(&[
        ("r1.source", "Armenian Weekly"),
        ("r1.c0.measure", "access_status"),
        ("r1.c0.amount", "Closed"),
        ("r1.c0.period_start", "2022-12-12"),
        ("r1.c1.measure", "transfers_total"),
        ("r1.c1.amount", "3"),
        ("r1.c1.carrier", "ICRC"),
        ("internal_note", "call back at eight"),
        ("reason.0", ""),
    ]);
    let read = read(&draft, None).unwrap();
    assert_eq!(read.new_sources.len(), 2);
    assert_eq!(read.report.absences.len(), 2);
    let ids: Vec<&str> = read.report.claims().map(|(_, claim)| claim.id.as_str()).collect();
    assert_eq!(ids, ["c1", "c2", "c3"]);
    let total = &read.report.reports[1].claims[1].thing;
    assert_eq!(total.unit.as_ref().unwrap().as_str(), "transfers");
    assert_eq!(read.report.reports[0].claims[0].thing.group.as_ref().unwrap().as_str(), "patients");
}

#[test]
fn no_field_name_makes_it_fall_over() {
    for name in [
        "r",
        "r.",
        "r99999999999999999999.source",
        "r61.source",
        "r0.c",
        "r0.c999.amount",
        "reason.x",
        ".",
        "r0.c0.nothing",
        "reason.61",
    ] {
        assert_eq!(Draft::from_fields([(name, "x")]).base_seq(), 0, "{name}");
    }
    assert!(Draft::from_fields([("r59.c59.amount", "1")]).reports.len() == 60);
}
