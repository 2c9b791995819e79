//! Typed settings, refusals first.

use super::*;
use crate::corridor::Corridor;

fn lachin() -> Corridor {
    serde_json::from_str(include_str!("../../../../tests/fixtures/lachin/lachin.json")).unwrap()
}

fn fields(result: Result<Corridor, Vec<SettingProblem>>) -> Vec<String> {
    result.expect_err("was read").into_iter().map(|problem| problem.field).collect()
}

fn with(field: &str, value: &str) -> SettingsDraft {
    let mut draft = SettingsDraft::of(&lachin());
    value.clone_into(draft.place(field).unwrap());
    draft
}

#[test]
fn each_problem_stands_at_its_field() {
    for (field, value) in [
        ("names", ""),
        ("names", "Lachin corridor"),
        ("names", "en:"),
        ("names", "EN: Lachin corridor"),
        ("connects", "Goris"),
        ("time_zone", " "),
        ("cut_off", "25:00"),
        ("record_begins", "12.12.2022"),
        ("record_ends", "2022-12-01"),
        ("record_ends", "soon"),
        ("expected_every_days", "0"),
        ("expected_every_days", "daily"),
        ("lock_after_days", "-1"),
        ("review", "perhaps"),
        ("contact", "javascript:alert(1)"),
        ("e0.measure", "passengers"),
        ("e0.group", "patients"),
        ("e1.group", "a\0b"),
    ] {
        assert_eq!(fields(with(field, value).read(&lachin())), [field], "{value:?}");
    }
    assert_eq!(fields(with("time_zone", "Europe/Kyiv").read(&lachin())), ["zone_confirmed"]);
    assert_eq!(fields(with("e9.carrier", "ICRC").read(&lachin())), ["e9.measure"]);
    assert_eq!(fields(with("e4.measure", "access_status").read(&lachin())), ["e4.measure"], "expected twice");
}

#[test]
fn what_a_form_shows_reads_as_what_stands_and_keeps_the_threshold() {
    let corridor = lachin();
    let read = SettingsDraft::of(&corridor).read(&corridor).unwrap();
    assert_eq!(read, corridor);
    assert_eq!(changed(&corridor, &read), [""; 0]);
    let other = with("contact", "mailto:desk@example.org").read(&corridor).unwrap();
    assert_eq!(changed(&corridor, &other), ["contact"]);
}

#[test]
fn a_row_that_counts_nothing_is_taken_out_and_a_confirmed_zone_is_taken() {
    let corridor = lachin();
    let mut draft = with("time_zone", "Europe/Kyiv");
    draft.zone_confirmed = "yes".to_owned();
    draft.expected[0] = DraftExpected::default();
    let read = draft.read(&corridor).unwrap();
    assert_eq!(read.expected, corridor.expected[1..]);
    assert_eq!(changed(&corridor, &read), ["time_zone", "expected"]);
}

#[test]
fn a_new_corridor_needs_short_name_name_zone_and_first_day() {
    assert_eq!(fields(SettingsDraft::default().read_new()), ["slug", "names", "time_zone", "record_begins"]);
    let typed = [
        ("slug", "orro-gate"),
        ("names", "en: Orro gate\nhy: Օրրո\nen: Orro crossing"),
        ("time_zone", "Africa/Nairobi"),
        ("record_begins", "2024-03-01"),
    ];
    let corridor = SettingsDraft::from_fields(typed).read_new().unwrap();
    assert_eq!(corridor.check(), Ok(()));
    assert_eq!(corridor.names["en"].len(), 2);
    assert_eq!(corridor.withhold_below, 10);
}

#[test]
fn no_field_name_makes_it_fall_over() {
    for name in ["e", "e.", "e41.measure", "e0.nothing", "e99999999999999999999.measure", ".", "names.x"] {
        assert_eq!(SettingsDraft::from_fields([(name, "x")]).names, "", "{name}");
    }
}
