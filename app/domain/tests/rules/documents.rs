//! The document of a day as it is stored: reads what domain.md shows, is written byte for byte as the golden file.

use domain::{
    Absence, AbsenceReason, AccessClass, AccessStatus, Claim, DayReport, Direction, Event, Measure, MeasureKind,
    Report, Says, Stage, Thing,
};

use crate::support::{amount, label, note, on, status};

/// The example of domain.md, its dots filled in.
const EXAMPLE: &str = r#"{"v":1,"corridor":"lachin","date":"2023-05-10","public_note":null,"internal_note":null,
 "reports":[{"id":"r1","source":"armenian-weekly","via":null,"url":null,"published_on":"2023-05-10",
   "claims":[{"id":"c1","measure":"patients_awaiting","counted":null,"period_start":null,"group":"patients","carrier":null,"direction":null,"facility":null,
     "access":null,"item":null,"unit":"people","stage":"done","says":{"more_than":30},"preferred":null,"date_note":null,"remark":null}]}],
 "absences":[{"measure":"patients_transferred","direction":"outbound","why":"source_silent","source":"icrc"}],
 "events":[{"id":"e1","title":"Transfers stop","source":"icrc","url":"https://example.org/","published_on":null}]}"#;

const GOLDEN: &str = include_str!("golden/day_report_v1.json");

/// A day with every field filled once and empty once, and every kind of amount.
fn full() -> DayReport {
    let claim = |id: &str, thing: Thing, says: Says| Claim {
        id: id.to_owned(),
        thing,
        says,
        preferred: None,
        date_note: None,
        remark: None,
    };
    let waiting = |counted: &str| Thing {
        counted: Some(label(counted)),
        group: Some(label("patients")),
        ..Thing::of(Measure::PatientsAwaiting)
    };
    let everything = Claim {
        preferred: Some(note("counted at the gate")),
        date_note: Some(note("resolved: Wednesday")),
        remark: Some(note("in “critical” condition\nsecond line, Արեւիկ")),
        ..claim(
            "c1",
            Thing {
                measure: Measure::PatientsTransferred,
                counted: Some(label("on the list")),
                period_start: Some(on("2023-04-23")),
                group: Some(label("patients and companions")),
                carrier: Some(label("Russian peacekeepers")),
                direction: Some(Direction::Outbound),
                facility: Some(label("Hakari bridge")),
                access: None,
                item: None,
                unit: Some(label("people")),
                stage: Stage::Attempted,
            },
            amount("30-35"),
        )
    };
    let goods = Thing {
        item: Some(label("medicine")),
        unit: Some(label("tonnes")),
        direction: Some(Direction::Return),
        stage: Stage::Interim,
        ..Thing::of(Measure::Deliveries)
    };
    let cargo = Thing { access: Some(AccessClass::Cargo), stage: Stage::Planned, ..Thing::of(Measure::AccessStatus) };
    DayReport {
        v: 1,
        corridor: "lachin".parse().unwrap(),
        date: on("2023-05-10"),
        public_note: Some(note("two lists differ")),
        internal_note: Some(note("ask again")),
        reports: vec![
            Report {
                id: "r1".to_owned(),
                source: "armenian-weekly".parse().unwrap(),
                via: Some(label("a relay")),
                url: Some("https://example.org/a?b=c".parse().unwrap()),
                published_on: Some(on("2023-05-11")),
                claims: vec![
                    everything,
                    claim("c2", Thing::of(Measure::AccessStatus), status("closed")),
                    claim("c3", cargo, status("restricted")),
                    claim("c4", goods, amount("at least 10")),
                ],
            },
            Report {
                id: "r2".to_owned(),
                source: "icrc".parse().unwrap(),
                via: None,
                url: None,
                published_on: None,
                claims: vec![
                    claim("c5", waiting("a"), amount("0")),
                    claim("c6", waiting("b"), amount("more than 30")),
                    claim("c7", waiting("c"), amount("at most 5")),
                    claim("c8", waiting("d"), amount("fewer than 5")),
                    claim("c9", waiting("e"), amount("about 660")),
                    claim("c10", waiting("f"), amount("several dozen")),
                ],
            },
        ],
        absences: vec![
            Absence {
                thing: Thing { direction: Some(Direction::Return), ..Thing::of(Measure::PatientsTransferred) },
                why: AbsenceReason::SourceSilent,
                source: Some("icrc".parse().unwrap()),
                via: Some(label("a relay")),
                url: Some("https://example.org/silent".parse().unwrap()),
                published_on: Some(on("2023-05-10")),
                date_note: Some(note("resolved: Wednesday")),
                remark: Some(note("no bulletin")),
            },
            Absence {
                thing: Thing::of(Measure::AccessStatus),
                why: AbsenceReason::NotReported,
                source: None,
                via: None,
                url: None,
                published_on: None,
                date_note: None,
                remark: None,
            },
        ],
        events: vec![
            Event {
                id: "e1".to_owned(),
                title: note("Transfers stop"),
                source: Some("icrc".parse().unwrap()),
                url: Some("https://example.org/e".parse().unwrap()),
                published_on: Some(on("2023-05-10")),
            },
            Event { id: "e2".to_owned(), title: note("Said by nobody"), source: None, url: None, published_on: None },
        ],
    }
}

#[test]
fn what_the_types_do_not_know_is_refused() {
    let broken = |from: &str, to: &str| {
        assert!(EXAMPLE.contains(from), "{from} is not in the example");
        serde_json::from_str::<DayReport>(&EXAMPLE.replace(from, to)).map(|_| ()).map_err(|error| error.to_string())
    };
    for (from, to) in [
        (r#""why":"source_silent""#, r#""why":"source_asleep""#),
        (r#""why":"source_silent""#, r#""why":"SourceSilent""#),
        (r#""why":"source_silent","#, ""),
        (r#""measure":"patients_awaiting""#, r#""measure":"patients_waiting""#),
        (r#""measure":"patients_awaiting","#, ""),
        (r#""direction":"outbound""#, r#""direction":"away""#),
        (r#""stage":"done""#, r#""stage":"cancelled""#),
        (r#""access":null"#, r#""access":"military""#),
        (r#"{"more_than":30}"#, r#"{"more_than":-1}"#),
        (r#"{"more_than":30}"#, r#"{"more_than":30.5}"#),
        (r#"{"more_than":30}"#, r#"{"more_than":1000000001}"#),
        (r#"{"more_than":30}"#, r#"{"fewer_than":0}"#),
        (r#"{"more_than":30}"#, r#"{"range":[35,30]}"#),
        (r#"{"more_than":30}"#, r#"{"vague":"about 30"}"#),
        (r#"{"more_than":30}"#, r#"{"vague":""}"#),
        (r#"{"more_than":30}"#, r#"{"status":"ajar"}"#),
        (r#"{"more_than":30}"#, r#"{"exactly":30}"#),
        (r#"{"more_than":30}"#, r#"{"exact":30,"about":31}"#),
        (r#"{"more_than":30}"#, "{}"),
        (r#"{"more_than":30}"#, "null"),
        (r#""source":"armenian-weekly""#, r#""source":"Armenian Weekly""#),
        (r#""corridor":"lachin""#, r#""corridor":"../lachin""#),
        (r#""url":"https://example.org/""#, r#""url":"javascript:alert(1)""#),
        (r#""published_on":"2023-05-10""#, r#""published_on":"2023-02-30""#),
        (r#""title":"Transfers stop""#, r#""title":" ""#),
        (r#""group":"patients""#, r#""group":"pat\u0000ients""#),
    ] {
        assert!(broken(from, to).is_err(), "{to} was taken");
    }
    assert_eq!(broken("lachin", "lachin"), Ok(()), "the example itself is fine");
}

#[test]
fn a_status_is_not_said_of_a_number_nor_a_number_of_a_status() {
    for measure in Measure::ALL {
        let is_status = measure.kind() == MeasureKind::Access;
        assert_eq!(status("open").fits(measure), is_status, "{measure:?}");
        for text in ["30", "0", "at least 1", "more than 1", "at most 1", "fewer than 1", "about 1", "1-2", "several"] {
            assert_eq!(amount(text).fits(measure), !is_status, "{measure:?} {text}");
        }
    }
}

#[test]
fn the_example_of_the_method_reads() {
    let day: DayReport = serde_json::from_str(EXAMPLE).unwrap();
    let (report, claim) = day.claims().next().unwrap();
    assert_eq!((report.source.as_str(), report.published_on), ("armenian-weekly", Some(on("2023-05-10"))));
    let awaiting = Thing { group: Some(label("patients")), ..Thing::of(Measure::PatientsAwaiting) };
    assert_eq!((&claim.thing, &claim.says), (&awaiting, &amount("more than 30")));
    let absence = &day.absences[0];
    assert_eq!(
        (absence.thing.measure, absence.thing.direction),
        (Measure::PatientsTransferred, Some(Direction::Outbound))
    );
    assert_eq!(absence.why, AbsenceReason::SourceSilent);
    assert_eq!(absence.source.as_ref().map(domain::Slug::as_str), Some("icrc"));
    assert_eq!(day.events.len(), 1);
    assert_eq!(day.faults(), []);
}

#[test]
fn a_full_day_is_written_byte_for_byte_as_the_golden_document_and_reads_back() {
    let text = serde_json::to_string(&full()).unwrap();
    assert_eq!(text, GOLDEN, "the stored form changed: old documents are hashed as they stand, so raise `v` instead");
    assert_eq!(serde_json::from_str::<DayReport>(GOLDEN).unwrap(), full());
}

#[test]
fn the_golden_document_holds_every_word_of_the_closed_lists_that_a_claim_may_say() {
    for bound in ["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague", "status"] {
        assert!(GOLDEN.contains(&format!(r#""says":{{"{bound}":"#)), "{bound}");
    }
    for stage in Stage::ALL {
        assert!(GOLDEN.contains(&format!(r#""stage":"{}""#, stage.key())), "{stage:?}");
    }
}

#[test]
fn the_words_of_the_closed_lists_are_the_same_in_documents_and_in_files() {
    for reason in AbsenceReason::ALL {
        assert_eq!(serde_json::to_string(&reason).unwrap(), format!("\"{}\"", reason.key()));
        assert_eq!(reason.key().parse(), Ok(reason));
    }
    for one in AccessStatus::ALL {
        assert_eq!(serde_json::to_string(&one).unwrap(), format!("\"{}\"", one.key()));
    }
    for class in AccessClass::ALL {
        assert_eq!(serde_json::to_string(&class).unwrap(), format!("\"{}\"", class.key()));
    }
    for stage in Stage::ALL {
        assert_eq!(serde_json::to_string(&stage).unwrap(), format!("\"{}\"", stage.key()));
    }
    for direction in Direction::ALL {
        assert_eq!(serde_json::to_string(&direction).unwrap(), format!("\"{}\"", direction.key()));
    }
    assert!("source_asleep".parse::<AbsenceReason>().is_err());
}

#[test]
fn a_day_with_two_preferred_or_twice_the_same_statement_is_told_so() {
    let mut day = full();
    assert_eq!(day.faults(), []);
    let mut again = day.reports[0].claims[0].clone();
    again.id = "c11".to_owned();
    day.reports[0].claims.push(again);
    let faults = format!("{:?}", day.faults());
    assert!(faults.contains("TwoPreferred") && faults.contains("SaidTwice"), "{faults}");
    day.reports[0].claims[4].says = amount("31");
    let faults = format!("{:?}", day.faults());
    assert!(!faults.contains("SaidTwice"), "two numbers of one statement are odd, and may be what it says: {faults}");
    day.reports[0].claims[4].id = "c5".to_owned();
    assert!(format!("{:?}", day.faults()).contains("SameId"));
    assert_eq!((day.next_number('c'), day.next_number('r'), day.next_number('e')), (11, 3, 3));
}
