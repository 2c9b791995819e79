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
    draft.read(&DraftContext {
        corridor: &corridor,
        date,
        today: date,
        base,
        readers: readers(base),
        sources: &sources,
    })
}

fn readers(base: Option<&DayReport>) -> Readers<'_> {
    base.map_or(Readers::SeeNothing, Readers::See)
}

fn fields(result: Result<ReadDraft, Vec<DraftProblem>>) -> Vec<String> {
    result.expect_err("was read").into_iter().map(|problem| problem.field).collect()
}

/// What a change of a published day is read against.
fn changing<'a>(base: &'a DayReport, corridor: &'a Corridor, sources: &'a Sources) -> DraftContext<'a> {
    let date = day("2023-05-10");
    DraftContext { corridor, date, today: date, base: Some(base), readers: Readers::See(base), sources }
}

#[test]
fn each_problem_stands_at_its_field() {
    let one = |name: &'static str, value: &'static str| fields(read(&typed(&[(name, value)]), None));
    assert_eq!(one("r0.c0.amount", "more then 30"), ["r0.c0.amount"]);
    assert_eq!(one("r0.source", " "), ["r0.source"]);
    assert_eq!(one("r0.url", "javascript:alert(1)"), ["r0.url"]);
    assert_eq!(one("r0.published_on", "2023-05-11"), ["r0.published_on"]);
    assert_eq!(one("r0.published_on", "10.5.2023"), ["r0.published_on"]);
    assert_eq!(one("r0.c0.carrier", "ICRC"), ["r0.c0.carrier"]);
    assert_eq!(one("r0.c0.direction", "outbound"), ["r0.c0.direction"], "no form had filled it in");
    assert_eq!(one("r0.c0.period_start", "2023-05-01"), ["r0.c0.period_start"]);
    assert_eq!(one("reason.3", "source_silent"), ["reason.3"]);
    assert_eq!(one("public_note", "a\0"), ["public_note"]);
    assert_eq!(one("r1.source", "ICRC"), ["r1.c0.amount"]);
    assert_eq!(one("r1.c2.amount", "5"), ["r1.source", "r1.c2.measure"]);
    assert_eq!(one("r0.c1.remark", "typed without an amount"), ["r0.c1.measure"]);
}

#[test]
fn expected_and_empty_without_a_reason_is_not_reported() {
    let day = read(&typed(&[("reason.0", "")]), None).unwrap().report;
    assert_eq!(day.absences[0].why, crate::AbsenceReason::NotReported);
}

#[test]
fn what_the_form_made_ready_is_no_report_whatever_the_record_says_when_it_comes_back() {
    let ward = Thing {
        facility: "Ward".parse().ok(),
        group: "children".parse().ok(),
        counted: "on the list".parse().ok(),
        ..Thing::of(crate::Measure::PatientsIntensiveCare)
    };
    let rows = vec![DraftClaim::ready_for(&ward), DraftClaim::default()];
    let report = DraftReport::ready_for("Ministry of Health", "2023-05-10", rows);
    let ready = Draft { reports: vec![report], ..Draft::default() };
    let back = Draft::from_fields(ready.fields().iter().map(|(name, text)| (name.as_str(), text.as_str())));
    assert_eq!(back, Draft { reasons: Vec::new(), ..ready.clone() });
    assert_eq!(fields(read(&ready, None)), ["r0.source"], "nothing is recorded");
    let also = |change: fn(&mut DraftReport)| {
        let mut draft = typed(&[]);
        draft.reports.push(ready.reports[0].clone());
        change(&mut draft.reports[1]);
        read(&draft, None)
    };
    assert_eq!(also(|_| {}).unwrap().report.reports.len(), 1, "beside another report it is passed over");
    assert!(also(|report| report.source.clear()).is_ok(), "also when a part of it was emptied");
    assert!(also(|report| report.claims[0].group.clear()).is_ok());
    assert!(also(|report| report.claims[0].measure = "access_status".to_owned()).is_ok());
    assert!(also(|report| report.also = "2023-05-01".to_owned()).is_ok());
    assert_eq!(fields(also(|report| report.source = "Weekly".to_owned())), ["r1.c0.amount"]);
    assert_eq!(fields(also(|report| report.claims[0].facility = "Other".to_owned())), ["r1.c0.amount"]);
    let read = also(|report| report.claims[0].amount = "5".to_owned()).unwrap().report;
    assert_eq!(read.reports[1].claims[0].thing, ward);
    let status = also(|report| {
        report.claims[0].measure = "access_status".to_owned();
        report.claims[0].amount = "closed".to_owned();
        report.claims[0].counted.clear();
    });
    assert_eq!(status.unwrap().report.reports[1].claims[0].thing, Thing::of(crate::Measure::AccessStatus));
}

#[test]
fn a_row_is_about_what_it_would_be_published_about() {
    let mut row = DraftClaim::ready_for(&corridor().expected[1].thing());
    assert_eq!(row.thing(), Some(corridor().expected[1].thing()));
    row.measure = "patients_awaiting".to_owned();
    assert_eq!(row.thing(), Some(corridor().expected[3].thing()), "without the direction that the form had filled in");
    let recorded = DraftClaim { id: "c1".to_owned(), group: String::new(), ..row.clone() };
    assert_eq!(recorded.thing().and_then(|thing| thing.group), None, "what was recorded without a group stays so");
}

#[test]
fn a_bulletin_is_bounded_and_never_a_part_of_the_day() {
    let with = |text: String| read(&Draft { bulletin: text, ..typed(&[]) }, None);
    assert_eq!(fields(with("ա".repeat(MOST_OF_BULLETIN + 1))), ["bulletin"]);
    let read = with("ա".repeat(MOST_OF_BULLETIN)).unwrap();
    assert!(!serde_json::to_string(&read.report).unwrap().contains('ա'));
}

#[test]
fn a_word_why_stands_beside_its_claim_and_not_in_the_day() {
    let why = typed(&[
        ("r0.c0.why", "two buses"),
        ("r1.source", "ICRC"),
        ("r1.c0.measure", "transfers"),
        ("r1.c0.amount", "2"),
    ]);
    let read = read(&why, None).unwrap();
    assert_eq!(read.whys, ["two buses".parse().ok(), None]);
    assert!(!serde_json::to_string(&read.report).unwrap().contains("two buses"));
    assert_eq!(fields(self::read(&typed(&[("r0.c0.why", "a\0")]), None)), ["r0.c0.why"]);
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
        readers: Readers::SeeNothing,
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
    let context = DraftContext {
        corridor: &corridor,
        date,
        today: date,
        base: Some(&first),
        readers: Readers::See(&first),
        sources: &sources,
    };
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

fn of_two(base: &[(&'static str, &'static str)], changes: &[(&'static str, &'static str)]) -> Draft {
    let mut fields = base.to_vec();
    fields.extend_from_slice(changes);
    Draft::from_fields(fields)
}

const SEEN: [(&str, &str); 12] = [
    ("base", "3"),
    ("key", "old"),
    ("public_note", "as it was"),
    ("internal_note", ""),
    ("reason.0", "not_reported"),
    ("r0.id", "r1"),
    ("r0.source", "ICRC"),
    ("r0.c0.id", "c1"),
    ("r0.c0.amount", "7"),
    ("r0.c1.id", "c2"),
    ("r0.c1.amount", "5"),
    ("r0.c1.remark", "two\nlines"),
];

#[test]
fn what_only_the_other_writer_changed_is_taken() {
    let base = of_two(&SEEN, &[]);
    let theirs = of_two(
        &SEEN,
        &[
            ("base", "4"),
            ("key", "new"),
            ("r0.c0.amount", "8"),
            ("public_note", "theirs"),
            ("internal_note", "call back"),
            ("reason.0", "source_silent"),
            ("r0.url", "https://example.org"),
            ("r1.id", "r2"),
            ("r1.source", "Weekly"),
            ("r1.c0.id", "c3"),
            ("r1.c0.amount", ">30"),
        ],
    );
    let mut ours = of_two(&SEEN, &[("r0.c1.remark", "two\r\nlines"), ("r0.c1.carrier", "Red Cross")]);
    ours.join(&base, &theirs);
    assert_eq!(ours.reports[0].claims[0].amount, "8");
    assert_eq!(ours.reports[0].claims[1].carrier, "Red Cross");
    assert_eq!(ours.reports[0].url, "https://example.org");
    assert_eq!(ours.reports[1], theirs.reports[1]);
    assert_eq!((ours.public_note.as_str(), ours.internal_note.as_str()), ("theirs", "call back"));
    assert_eq!(ours.reasons, ["source_silent"]);
    assert_eq!((ours.base.as_str(), ours.key.as_str()), ("4", "new"));
}

#[test]
fn what_both_changed_stays_as_it_was_typed_here() {
    let base = of_two(&SEEN, &[]);
    let theirs = of_two(&SEEN, &[("r0.c0.amount", "8"), ("public_note", "theirs")]);
    let mut ours = of_two(
        &SEEN,
        &[("r0.c0.amount", "9"), ("public_note", "ours"), ("r1.source", "Weekly"), ("r1.c0.amount", "1")],
    );
    ours.join(&base, &theirs);
    assert_eq!(ours.reports[0].claims[0].amount, "9");
    assert_eq!(ours.public_note, "ours");
    assert_eq!(ours.reports[1].source, "Weekly");
}

#[test]
fn what_the_other_writer_took_back_goes_unless_it_was_changed_here() {
    let base = of_two(&SEEN, &[]);
    let mut theirs = of_two(&SEEN, &[]);
    theirs.reports[0].claims.remove(1);
    let mut untouched = of_two(&SEEN, &[]);
    untouched.join(&base, &theirs);
    assert_eq!(untouched.reports[0].claims.len(), 1);
    let mut changed = of_two(&SEEN, &[("r0.c1.amount", "6")]);
    changed.join(&base, &theirs);
    assert_eq!(changed.reports[0].claims[1].amount, "6");
    theirs.reports.clear();
    let mut whole = of_two(&SEEN, &[("r1.source", "Weekly"), ("r1.c0.amount", "1")]);
    whole.join(&base, &theirs);
    assert_eq!(whole.reports.len(), 1);
    assert_eq!(whole.reports[0].source, "Weekly");
}

#[test]
fn two_first_writers_keep_both_reports() {
    let nothing = Draft::default();
    let theirs = of_two(&SEEN, &[]);
    let mut ours = Draft::from_fields([("r0.source", "Weekly"), ("r0.c0.amount", "1"), ("public_note", "ours")]);
    ours.join(&nothing, &theirs);
    let sources: Vec<&str> = ours.reports.iter().map(|report| report.source.as_str()).collect();
    assert_eq!(sources, ["Weekly", "ICRC"]);
    assert_eq!(ours.public_note, "ours");
}

#[test]
fn an_untouched_form_is_no_report() {
    let reasons = [
        ("reason.0", "not_reported"),
        ("reason.1", "not_reported"),
        ("reason.2", "not_reported"),
        ("reason.3", "not_reported"),
    ];
    assert_eq!(fields(read(&Draft::from_fields(reasons), None)), ["r0.source"]);
    let silent = of_two(&reasons, &[("reason.1", "source_silent")]);
    assert!(read(&silent, None).is_ok(), "that a source was silent is worth saying");
    let note = of_two(&reasons, &[("public_note", "No bulletin came.")]);
    assert!(read(&note, None).is_ok());
}

#[test]
fn nothing_typed_is_passed_over() {
    let one = |name: &'static str, value: &'static str| fields(read(&typed(&[(name, value)]), None));
    assert_eq!(one("r1.published_on", "2023-05-10"), ["r1.source", "r1.c0.amount"]);
    for (name, value) in [
        ("r0.c1.carrier", "ICRC"),
        ("r0.c1.group", "children"),
        ("r0.c1.unit", "trucks"),
        ("r0.c1.stage", "planned"),
        ("r0.c1.facility", "Arevik"),
    ] {
        let with_measure = typed(&[("r0.c1.measure", "patients_transferred"), (name, value)]);
        assert_eq!(fields(read(&with_measure, None)), ["r0.c1.amount"], "{name}");
    }
    // Nor what happens to be what the corridor expects.
    for (name, value) in [("r0.c1.group", "patients"), ("r0.c1.direction", "return")] {
        let with_measure = typed(&[("r0.c1.measure", "patients_transferred"), (name, value)]);
        assert_eq!(fields(read(&with_measure, None)), ["r0.c1.amount"], "{name}");
    }
    let chosen = typed(&[("r0.c1.measure", "patients_transferred"), ("r0.c1.stage", "done")]);
    assert!(read(&chosen, None).is_ok(), "a choice that is made in every empty row");
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
        "r401.source",
        "r0.c",
        "r0.c999.amount",
        "reason.x",
        ".",
        "r0.c0.nothing",
        "reason.61",
    ] {
        assert_eq!(Draft::from_fields([(name, "x")]).base_seq(), 0, "{name}");
    }
    assert_eq!(Draft::from_fields([("r59.c59.amount", "1")]).reports.len(), 60);
    let many = Draft::from_fields([("r0.c399.amount", "1"), ("r1.c0.amount", "1")]);
    assert!(many.too_many);
    assert_eq!(fields(read(&many, None))[0], "r0.source");
}

#[test]
fn a_form_that_lost_rows_takes_nothing_back() {
    let first = read(&typed(&[]), None).unwrap().report;
    let lost = typed(&[("base", "1"), ("change_kind", "revision"), ("change_reason", "Just so.")]);
    assert_eq!(fields(read(&lost, Some(&first))), ["r0.source"]);
}

#[test]
fn nobody_gives_an_id_by_hand() {
    let forged = typed(&[("r0.id", "r9"), ("r0.c0.id", "c18446744073709551615")]);
    let report = read(&forged, None).unwrap().report;
    assert_eq!((report.reports[0].id.as_str(), report.reports[0].claims[0].id.as_str()), ("r1", "c1"));
}

#[test]
fn what_was_recorded_without_a_group_and_every_absence_stay_as_they_are() {
    let mut base = read(&typed(&[]), None).unwrap().report;
    base.reports[0].claims[0].thing.group = None;
    let absence = |why, source: Option<&str>| {
        let corridor = corridor();
        let thing = Thing { carrier: "ICRC".parse().ok(), ..corridor.expected[1].thing() };
        Absence {
            thing,
            why,
            source: source.map(|s| s.parse().unwrap()),
            via: None,
            url: None,
            published_on: None,
            date_note: None,
            remark: None,
        }
    };
    base.absences.insert(1, absence(crate::AbsenceReason::SourceSilent, Some("icrc")));
    base.absences.push(absence(crate::AbsenceReason::WithheldForSafety, None));
    let waiting = corridor().expected[3].thing();
    base.absences.push(Absence { thing: waiting, ..absence(crate::AbsenceReason::NotReported, None) });
    let (corridor, mut sources) = (corridor(), BTreeMap::new());
    let known = read(&typed(&[]), None).unwrap().new_sources;
    sources.extend(known.into_iter().map(|source| (source.slug.clone(), source)));
    let context = changing(&base, &corridor, &sources);
    let same = Draft::of(Some(&base), &corridor, &sources);
    let problems = same.read(&context).unwrap_err();
    assert!(problems.iter().any(|problem| problem.what == DraftFault::NoChange), "{problems:?}");
    let noted = Draft {
        public_note: "A note.".to_owned(),
        change_kind: "revision".to_owned(),
        change_reason: "A note.".to_owned(),
        ..same
    };
    let read = noted.read(&context).unwrap().report;
    assert_eq!(read.absences, base.absences);
    assert_eq!(read.reports, base.reports);
}

fn event(fields: &[(&'static str, &'static str)]) -> Result<ReadDraft, Vec<DraftProblem>> {
    read(&typed(fields), None)
}

#[test]
fn each_problem_of_an_event_stands_at_its_field() {
    let one =
        |name: &'static str, value: &'static str| fields(event(&[("e0.title", "A lorry passed."), (name, value)]));
    assert_eq!(one("e0.title", "a\0"), ["e0.title"]);
    assert_eq!(one("e0.url", "javascript:alert(1)"), ["e0.url"]);
    assert_eq!(one("e0.published_on", "10.5.2023"), ["e0.published_on"]);
    assert_eq!(one("e0.published_on", "2023-05-11"), ["e0.published_on"]);
    assert_eq!(one("e0.source", "a\0"), ["e0.source"]);
    assert_eq!(one("e1.source", "Armenian Weekly"), ["e1.title"], "nothing typed is passed over");
    assert_eq!(fields(event(&[("e400.title", "x")])), ["r0.source"], "more than a form takes");
}

#[test]
fn events_are_added_changed_and_taken_back_with_a_tick() {
    let typed = [("e0.title", "A lorry passed."), ("e0.source", "Armenian Weekly"), ("e3.title", "It rained.")];
    let first = event(&typed).unwrap();
    let ids: Vec<&str> = first.report.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["e1", "e2"]);
    assert_eq!(first.report.events[0].source.as_ref().unwrap().as_str(), "armenian-weekly");
    let (corridor, base) = (corridor(), first.report);
    let sources = first.new_sources.into_iter().map(|source| (source.slug.clone(), source)).collect();
    let context = changing(&base, &corridor, &sources);
    let shown = Draft::of(Some(&base), &corridor, &sources);
    assert!(shown.read(&context).unwrap_err().iter().any(|problem| problem.what == DraftFault::NoChange));
    let mut changed = shown.clone();
    (changed.change_kind, changed.change_reason) = ("correction".to_owned(), "It was two.".to_owned());
    changed.events[0].title = "Two lorries passed.".to_owned();
    changed.events.push(DraftEvent { title: "It snowed.".to_owned(), id: "e9".to_owned(), ..DraftEvent::default() });
    let read = changed.read(&context).unwrap().report.events;
    let ids: Vec<&str> = read.iter().map(|event| event.id.as_str()).collect();
    assert_eq!((ids, read[0].title.as_str()), (vec!["e1", "e2", "e3"], "Two lorries passed."));
    changed.events[0].title = " ".to_owned();
    assert_eq!(fields(changed.read(&context)), ["e0.title"], "emptied is not removed");
    changed.events[0].remove = "yes".to_owned();
    assert_eq!(changed.read(&context).unwrap().report.events.len(), 2);
    changed.events.remove(1);
    assert_eq!(fields(changed.read(&context)), ["r0.source"], "a form that lost an event takes none back");
}

#[test]
fn two_writers_events_come_together() {
    let seen = [("e0.id", "e1"), ("e0.title", "One."), ("e1.id", "e2"), ("e1.title", "Two.")];
    let base = of_two(&seen, &[]);
    let mut theirs = of_two(&seen, &[("e0.title", "One, as they say."), ("e2.id", "e3"), ("e2.title", "Three.")]);
    theirs.events.remove(1);
    let mut ours = of_two(&seen, &[("e0.url", "https://example.org"), ("e2.title", "Ours.")]);
    ours.join(&base, &theirs);
    let titles: Vec<&str> = ours.events.iter().map(|event| event.title.as_str()).collect();
    assert_eq!(titles, ["One, as they say.", "Ours.", "Three."]);
    assert_eq!(ours.events[0].url, "https://example.org");
}

#[test]
fn a_name_that_was_not_changed_keeps_its_source_after_a_merge_and_one_that_is_typed_anew_names_the_other() {
    let first = read(&typed(&[("e0.title", "It rained."), ("e0.source", "Ministry of Health")]), None).unwrap();
    let mut sources: Sources = first.new_sources.into_iter().map(|one| (one.slug.clone(), one)).collect();
    let old = first.report.reports[0].source.clone();
    sources.get_mut(&old).unwrap().slug = "other".parse().unwrap();
    let (corridor, base) = (corridor(), first.report);
    let context = changing(&base, &corridor, &sources);
    let shown = Draft::of(Some(&base), &corridor, &sources);
    assert!(shown.read(&context).unwrap_err().iter().any(|problem| problem.what == DraftFault::NoChange));
    let mut more = shown.clone();
    (more.change_kind, more.change_reason) = ("revision".to_owned(), "More came.".to_owned());
    let row = DraftClaim { measure: "patients_critical".to_owned(), amount: "2".to_owned(), ..DraftClaim::default() };
    more.reports.push(DraftReport {
        source: "Ministry of Health".to_owned(),
        claims: vec![row],
        ..DraftReport::default()
    });
    let read = more.read(&context).unwrap().report;
    assert_eq!((&read.reports[0].source, read.reports[1].source.as_str()), (&old, "other"));
    assert_eq!(read.events[0].source.as_ref(), Some(&old));
}

proptest::proptest! {
    #[test]
    fn events_that_were_read_read_again_as_they_stand(
        titles in proptest::collection::vec("[a-zA-Z\u{531}-\u{556} .\n]{0,30}[a-z]", 0..6),
        sourced in proptest::collection::vec(proptest::bool::ANY, 6),
        dated in proptest::collection::vec(proptest::bool::ANY, 6),
    ) {
        let mut draft = typed(&[]);
        draft.events = titles.iter().zip(sourced.iter().zip(&dated)).map(|(title, (sourced, dated))| DraftEvent {
            title: title.clone(),
            source: if *sourced { "Weekly".to_owned() } else { String::new() },
            published_on: if *dated { "2023-05-09".to_owned() } else { String::new() },
            ..DraftEvent::default()
        }).collect();
        let first = read(&draft, None).unwrap();
        let (corridor, base) = (corridor(), first.report);
        let sources: Sources = first.new_sources.into_iter().map(|one| (one.slug.clone(), one)).collect();
        let context = changing(&base, &corridor, &sources);
        let mut again = Draft::of(Some(&base), &corridor, &sources);
        proptest::prop_assert_eq!(again.events.len(), titles.len());
        again.public_note = "A note.".to_owned();
        (again.change_kind, again.change_reason) = ("revision".to_owned(), "A note.".to_owned());
        proptest::prop_assert_eq!(again.read(&context).unwrap().report.events, base.events);
    }
}

#[test]
fn a_submission_goes_on_from_what_waits_and_is_a_change_of_what_is_public() {
    let (corridor, sources) = (corridor(), BTreeMap::new());
    let date = day("2023-05-10");
    let public = read(&typed(&[]), None).unwrap().report;
    let mut waiting = public.clone();
    waiting.public_note = "Waits.".parse().ok();
    let against = |readers| DraftContext {
        corridor: &corridor,
        date,
        today: date,
        base: Some(&waiting),
        readers,
        sources: &sources,
    };
    let same = Draft::of(Some(&waiting), &corridor, &sources);
    assert_eq!(fields(same.read(&against(Readers::See(&public)))), ["change_kind", "change_reason"]);
    let first = same.read(&against(Readers::SeeNothing)).expect("what waits, as a first publication");
    assert_eq!((first.change, first.report.reports[0].id.as_str()), (None, "r1"), "ids are kept");
    assert_eq!(first.places, [(0, 0)]);
    let why = Draft { change_kind: "revision".to_owned(), change_reason: "Reported again.".to_owned(), ..same };
    assert!(
        why.read(&against(Readers::SeeItWithdrawn)).is_ok(),
        "what was withdrawn may be published as it was, with a reason"
    );
    let undone = Draft { public_note: String::new(), ..why };
    assert_eq!(
        fields(undone.read(&against(Readers::See(&public)))),
        ["change_reason"],
        "nothing differs from what is public"
    );
}

#[test]
fn the_fields_of_a_draft_read_back_to_it() {
    let mut all = typed(&[
        ("base", "7"),
        ("key", "k"),
        ("change_kind", "correction"),
        ("r0.c0.remove", "yes"),
        ("r1.url", "x"),
        ("e1.title", "It rained."),
    ]);
    all.public_note = "two\nlines".to_owned();
    let fields = all.fields();
    assert_eq!(Draft::from_fields(fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))), all);
    assert!(fields.iter().all(|(name, _)| name != "confirmed"), "a tick that is not set is not sent");
}

#[test]
fn what_broke_off_goes_on_with_what_the_form_held_and_ticks_nothing() {
    let own = |fields: &[(&str, &str)]| -> Vec<fields::Field> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let arrived = own(&[("base", "7"), ("r0.c0.amount", "31"), ("r0.c0.remark", "")]);
    let before = own(&[
        ("base", "7"),
        ("r0.c0.amount", "30"),
        ("r0.c0.remark", "old"),
        ("r0.c0.remove", "yes"),
        ("public_note", "note"),
        ("confirmed", "yes"),
    ]);
    let resumed = fields::resumed(arrived.clone(), before);
    assert_eq!(resumed[..3], arrived);
    assert_eq!(resumed[3..], own(&[("public_note", "note")]));
    assert_eq!(fields::filled(&resumed), 2);
}
