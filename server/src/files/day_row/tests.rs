//! Tests: what a row says of each kind of day and figure. Never about a whole record.

use std::sync::Arc;

use domain::{
    Absence, AbsenceReason, AccessClass, AccessStatus, ChangeKind, Claim, Corridor, DayReport, Measure, Moment,
    PublicDay, Record, Report, Revision, RevisionState, Role, Says, Selection, Stage, Thing,
};

use super::super::{days_csv, days_json};
use super::COLUMNS;

const SETTINGS: &str = include_str!("../../../../tests/fixtures/imports/crossing.json");

/// A source, what it speaks of, what it says.
type Spoken<'s> = (&'s str, Thing, &'s str);

fn waiting() -> Thing {
    Thing::of(Measure::PatientsAwaiting)
}

fn status(access: Option<AccessClass>) -> Thing {
    Thing { access, ..Thing::of(Measure::AccessStatus) }
}

/// A day, `*` before what the desk prefers; each statement is published a day after the one before, so that a later one takes the earlier one's place.
fn day(date: &str, spoken: &[Spoken<'_>]) -> DayReport {
    let report = |(index, (source, thing, says)): (usize, &Spoken<'_>)| {
        let said = says.trim_start_matches('*');
        let word = said.parse::<AccessStatus>().map(Says::Status);
        let claim = Claim {
            id: format!("c{}", index + 1),
            thing: thing.clone(),
            says: word.unwrap_or_else(|_| Says::Amount(said.parse().unwrap())),
            preferred: says.starts_with('*').then(|| "nearer".parse().unwrap()),
            date_note: None,
            remark: None,
        };
        Report {
            id: format!("r{}", index + 1),
            source: source.parse().unwrap(),
            via: None,
            url: None,
            published_on: Some(format!("2024-03-{:02}", index + 10).parse().unwrap()),
            claims: vec![claim],
        }
    };
    let empty = DayReport::empty("orro-gate".parse().unwrap(), date.parse().unwrap());
    DayReport { reports: spoken.iter().enumerate().map(report).collect(), ..empty }
}

fn absence(thing: Thing, why: AbsenceReason, source: Option<&str>) -> Absence {
    let source = source.map(|source| source.parse().unwrap());
    Absence { thing, why, source, via: None, url: None, published_on: None, date_note: None, remark: None }
}

/// The record of these days, one revision each, at 12:00 of 1 March 2024 and every hour after it.
fn record(states: &[(DayReport, RevisionState, Option<ChangeKind>)]) -> Record {
    let mut corridor: Corridor = serde_json::from_str(SETTINGS).unwrap();
    corridor.record_ends = Some("2024-03-03".parse().unwrap());
    let mut record = Record::new(Arc::new(corridor.clone()), Arc::default());
    for (index, (report, state, change_kind)) in (0..).zip(states) {
        let at = "2024-03-01T12:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        let at = at + chrono::TimeDelta::hours(index);
        let revision = Revision {
            seq: index + 1,
            corridor: report.corridor.clone(),
            date: report.date,
            state: *state,
            report: report.clone(),
            change_kind: *change_kind,
            reason: None,
            role: Role::Lead,
            recorded_at: at,
            published_at: Some(at),
            redaction: None,
            hash: String::new(),
        };
        record =
            record.with(Arc::new(PublicDay::from_revision(&revision, &corridor, &domain::Naming::default()).unwrap()));
    }
    record
}

fn moment(today: &str) -> Moment {
    let instant = format!("{today}T16:00:00Z").parse().unwrap();
    Moment { instant, today: today.parse().unwrap(), time: (19, 0), cut_off_passed: true }
}

/// The named columns of every row at the end of the record, parted by `|`.
fn rows(record: &Record, columns: &[&str]) -> Vec<String> {
    let file = days_csv::write_record(record, &moment("2024-04-20"), &Selection::whole(), false);
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header, COLUMNS);
    let place = |column: &&str| COLUMNS.iter().position(|found| found == column).unwrap();
    let places: Vec<usize> = columns.iter().map(place).collect();
    let words = |row: csv::StringRecord| places.iter().map(|place| &row[*place]).collect::<Vec<&str>>().join("|");
    reader.records().map(|row| words(row.unwrap())).collect()
}

/// What the rows of one figure say: its claims are about people who wait, or as given.
fn figure(spoken: &[Spoken<'_>]) -> String {
    let record = record(&[(day("2024-03-01", spoken), RevisionState::Published, None)]);
    let columns = ["bound", "value", "value_high", "approximate", "chosen_by", "claims", "sources"];
    let rows = rows(&record, &columns);
    assert_eq!(rows.len(), 4, "three days and one figure: {rows:#?}");
    rows[1].clone()
}

#[test]
fn the_columns_are_those_of_the_contract_and_the_period_after_them() {
    let golden = "corridor,date,measure,counted,group,carrier,direction,facility,access,item,unit,bound,value,\
                  value_high,approximate,absence,said_later,sources,claims,chosen_by,revision,published_at,\
                  change_kind,corrected_at,period_start";
    assert_eq!(COLUMNS.join(","), golden, "columns are only ever appended");
}

#[test]
fn one_claim_stands_in_its_own_words() {
    for (says, cells) in [
        ("30", "exact|30||false"),
        ("0", "exact|0||false"),
        (">30", "more_than|30||false"),
        ("30+", "at_least|30||false"),
        ("≤5", "at_most|5||false"),
        ("<5", "fewer_than|5||false"),
        ("~660", "about|660||true"),
        ("30-35", "range|30|35|false"),
        ("several dozen", "vague|several dozen||"),
    ] {
        assert_eq!(figure(&[("post", waiting(), says)]), format!("{cells}|alone|c1|post"), "{says}");
    }
}

#[test]
fn several_claims_give_what_covers_them_and_never_a_number_that_nobody_said() {
    let two = |one: &str, other: &str| figure(&[("post", waiting(), one), ("gate", waiting(), other)]);
    assert_eq!(two(">30", ">30"), "more_than|30||false|alike|c1; c2|post; gate");
    assert_eq!(two(">30", ">40"), "more_than|30||false|covers|c1; c2|post; gate");
    assert_eq!(two(">30", "30"), "at_least|30||false|covers|c1; c2|post; gate");
    assert_eq!(two("17", "16"), "range|16|17|false|covers|c1; c2|post; gate");
    assert_eq!(two("42", "~90"), "range|42|90|true|covers|c1; c2|post; gate");
    assert_eq!(two("~42", "42"), "about|42||true|covers|c1; c2|post; gate");
    assert_eq!(two("<5", "<4"), "fewer_than|5||false|covers|c1; c2|post; gate");
    assert_eq!(two("<5", "4-4"), "range|0|4|false|covers|c1; c2|post; gate");
    assert_eq!(two("some", "many"), "vague|some; many||||covers|c1; c2|post; gate".replace("||||", "|||"));
    assert_eq!(two("some", "7"), "exact|7||false|covers|c1; c2|post; gate", "words stay out of the number");
}

#[test]
fn the_desk_and_the_source_itself_choose() {
    let chosen = figure(&[("post", waiting(), "*>30"), ("gate", waiting(), "28")]);
    assert_eq!(chosen, "more_than|30||false|preferred|c1|post");
    let later = figure(&[("post", waiting(), "30"), ("post", waiting(), "31")]);
    assert_eq!(later, "exact|31||false|later|c2|post");
}

#[test]
fn a_small_number_is_withheld_and_is_neither_nothing_nor_zero() {
    let ward = Thing { facility: Some("@ward".parse().unwrap()), ..Thing::of(Measure::PatientsIntensiveCare) };
    assert_eq!(figure(&[("post", ward.clone(), "3")]), "withheld_small_number||||withheld|c1|post");
    assert_eq!(
        figure(&[("post", ward.clone(), "3"), ("gate", ward, "40")]),
        "withheld_small_number||||withheld|c1; c2|post; gate"
    );
}

#[test]
fn every_day_from_the_begin_to_the_end_has_its_status() {
    let closed = day("2024-03-02", &[("post", status(None), "closed"), ("gate", status(None), "closed")]);
    let record = record(&[(closed, RevisionState::Published, None)]);
    let columns = ["date", "measure", "value", "chosen_by", "revision", "published_at"];
    let expected = [
        "2024-03-01|access_status|unknown|||",
        "2024-03-02|access_status|closed|alike|1|2024-03-01T12:00:00.000Z",
        "2024-03-03|access_status|unknown|||",
    ];
    assert_eq!(rows(&record, &columns), expected);
    let by = |today: &str| {
        let file = days_csv::write_record(&record, &moment(today), &Selection::whole(), false);
        file.iter().filter(|byte| **byte == b'\n').count() - 1
    };
    assert_eq!([by("2024-03-02"), by("2024-03-03"), by("2024-05-01")], [2, 3, 3]);
    assert_eq!(by("2024-02-01"), 2, "what was published is never left out");
}

#[test]
fn a_status_says_who_speaks_who_spoke_later_and_for_which_traffic() {
    let since = |start: &str, access| Thing { period_start: Some(start.parse().unwrap()), ..status(access) };
    let cargo = Some(AccessClass::Cargo);
    let record = record(&[
        (day("2024-03-01", &[("gate", status(None), "open"), ("gate", status(cargo), "closed")]), PUBLISHED, None),
        (day("2024-03-02", &[("post", status(None), "open"), ("gate", status(None), "*closed")]), PUBLISHED, None),
        (
            day(
                "2024-03-03",
                &[
                    ("post", since("2024-03-01", None), "closed"),
                    ("gate", since("2024-03-01", None), "restricted"),
                    ("post", status(None), "closed"),
                ],
            ),
            PUBLISHED,
            None,
        ),
    ]);
    let columns = ["date", "access", "value", "said_later", "sources", "claims", "chosen_by", "period_start"];
    assert_eq!(
        rows(&record, &columns),
        [
            "2024-03-01||disputed|restricted; closed|gate|c1||",
            "2024-03-01|cargo|closed||gate|c2|alone|",
            "2024-03-02||closed|restricted; closed|gate|c2|preferred|",
            "2024-03-03||disputed||gate; post|c2; c3||",
        ]
    );
}

const PUBLISHED: RevisionState = RevisionState::Published;

#[test]
fn what_is_missing_says_why_and_a_thing_has_one_row() {
    let planned = Thing { stage: Stage::Planned, ..waiting() };
    let crossed = Thing::of(Measure::PeopleCrossed);
    let unit_left_out = Thing { unit: None, ..crossed.clone() };
    let report = DayReport {
        absences: vec![
            absence(status(None), AbsenceReason::NotReported, None),
            absence(status(Some(AccessClass::Medical)), AbsenceReason::SourceSilent, Some("gate")),
            absence(waiting(), AbsenceReason::SourceSilent, Some("post")),
            absence(planned, AbsenceReason::NotDue, None),
            absence(crossed.clone(), AbsenceReason::SourceSilent, Some("post")),
            absence(unit_left_out, AbsenceReason::WithheldForSafety, Some("gate")),
            absence(crossed, AbsenceReason::SourceSilent, Some("gate")),
        ],
        ..day("2024-03-03", &[("post", waiting(), "30")])
    };
    let columns = ["measure", "access", "bound", "value", "absence", "sources", "claims", "chosen_by"];
    assert_eq!(
        rows(&record(&[(report, PUBLISHED, None)]), &columns)[2..],
        [
            "access_status|||unknown|not_reported|||",
            "access_status|medical||unknown|source_silent|gate||",
            "patients_awaiting||exact|30||post|c1|alone",
            "people_crossed||||source_silent; withheld_for_safety|post; gate||",
        ]
    );
}

#[test]
fn a_day_that_was_withdrawn_says_so_and_nothing_else() {
    let told = day("2024-03-02", &[("post", status(None), "closed"), ("post", waiting(), "4711")]);
    let states = [(told.clone(), PUBLISHED, None), (told, RevisionState::Withdrawn, Some(ChangeKind::Correction))];
    let record = record(&states);
    let columns = ["date", "measure", "value", "absence", "sources", "revision", "change_kind", "corrected_at"];
    assert_eq!(
        rows(&record, &columns)[1],
        "2024-03-02|access_status|unknown|withheld_for_safety||2|correction|2024-03-01T13:00:00.000Z"
    );
    let json = days_json::write_record(&record, &moment("2024-03-03"), &Selection::whole()).unwrap();
    assert!(!String::from_utf8(json).unwrap().contains("4711"));
}

#[test]
fn a_correction_stays_marked_and_a_revision_is_none() {
    let says = |amount| day("2024-03-03", &[("post", waiting(), amount)]);
    let states = [
        (says("30"), PUBLISHED, None),
        (says("31"), PUBLISHED, Some(ChangeKind::Correction)),
        (says("32"), PUBLISHED, Some(ChangeKind::Revision)),
    ];
    let columns = ["value", "revision", "published_at", "change_kind", "corrected_at"];
    let of = |states: &[_]| rows(&record(states), &columns)[3].clone();
    assert_eq!(of(&states[..1]), "30|1|2024-03-01T12:00:00.000Z||");
    assert_eq!(of(&states[..2]), "31|2|2024-03-01T13:00:00.000Z|correction|2024-03-01T13:00:00.000Z");
    assert_eq!(of(&states), "32|3|2024-03-01T14:00:00.000Z|revision|2024-03-01T13:00:00.000Z");
}

#[test]
fn a_period_has_a_row_of_its_own_on_the_day_on_which_it_ends() {
    let moved = Thing::of(Measure::PatientsTransferred);
    let period = Thing { period_start: Some("2024-03-01".parse().unwrap()), ..moved.clone() };
    let record = record(&[(day("2024-03-03", &[("post", moved, "5"), ("gate", period, "14")]), PUBLISHED, None)]);
    let columns = ["date", "measure", "value", "period_start"];
    let expected = ["2024-03-03|patients_transferred|5|", "2024-03-03|patients_transferred|14|2024-03-01"];
    assert_eq!(rows(&record, &columns)[3..], expected);
}
