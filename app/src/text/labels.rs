//! Words for the domain's closed lists, and what a thing is called.

use chrono::NaiveDate;
use domain::absence::AbsenceReason;
use domain::corridor::Expected;
use domain::freshness::FreshnessState;
use domain::status::StatusWord;
use domain::{
    AccessClass, AccessStatus, ChangeKind, Direction, Measure, MeasureKind, Rights, Role, SourceKind, Stage, Thing,
    Window,
};

use super::{capital, dates, listed};
use crate::t;

/// The word of a status: `closed`.
pub fn status(status: AccessStatus) -> String {
    t!("status", status = status.key())
}

/// The word of a day's status, with a capital: `Closed`.
pub fn status_word(word: StatusWord) -> String {
    t!("status-word", status = status_key(word))
}

/// The word by which the catalogue knows a day's status.
pub(super) fn status_key(word: StatusWord) -> &'static str {
    match word {
        StatusWord::Said(status) => status.key(),
        StatusWord::Disputed => "disputed",
        StatusWord::Unknown => "unknown",
    }
}

fn class_key(class: Option<AccessClass>) -> &'static str {
    class.map_or("all", AccessClass::key)
}

/// How the catalogue names a direction.
pub fn direction_key(direction: Option<Direction>) -> &'static str {
    direction.map_or("unsaid", Direction::key)
}

/// A class of traffic as the subject of a row: `Patients`.
pub fn class(class: Option<AccessClass>) -> String {
    t!("traffic", class = class_key(class))
}

/// A status and to whom it applies: `Closed to patients`.
pub fn status_to_class(status: &str, class: Option<AccessClass>) -> String {
    t!("status-to-traffic", class = class_key(class), status = status)
}

/// A status of one class alone: `Cargo only`.
pub fn class_only(class: AccessClass) -> String {
    t!("traffic-only", class = class.key())
}

/// What a form calls a measure.
pub fn measure(measure: Measure) -> String {
    t!("measure-option", measure = measure.key())
}

/// The heading of a measure on a day's page.
pub fn measure_heading(measure: Measure) -> String {
    t!("measure-heading", measure = measure.key())
}

/// What kind of number it is, for a reader.
pub fn kind(thing: &Thing) -> String {
    let kind = match thing.measure.kind() {
        MeasureKind::Access => "access",
        MeasureKind::Flow if thing.period_start.is_some() => "period",
        MeasureKind::Flow => "flow",
        MeasureKind::Stock => "stock",
        MeasureKind::Cumulative => "cumulative",
    };
    t!("measure-kind", kind = kind)
}

/// Who was counted: the word by which the catalogue knows the group, and the words that were written.
fn group_key(thing: &Thing) -> (String, String) {
    let written = thing.group.as_ref().map_or("people", |group| group.as_str());
    (written.replace(' ', "_"), written.replace('_', " "))
}

/// Whether nobody in particular is meant: `patients`, or `people` where no group is said.
pub(super) fn is_anybody(thing: &Thing) -> bool {
    matches!(group_key(thing).0.as_str(), "patients" | "people")
}

/// Who was counted, in words: `patients`, `people` where no group is said.
pub fn group(thing: &Thing) -> String {
    let (group, name) = group_key(thing);
    t!("group", group = group, name = name)
}

/// Who was counted, one or many: `1 patient`, `3 patients`.
pub fn group_of(thing: &Thing, count: u64) -> String {
    let (group, name) = group_key(thing);
    t!("group-counted", count = count, group = group, name = name)
}

/// The same where nobody in particular is meant: `1 person`, `3 people`.
pub(super) fn people(count: u64) -> String {
    t!("group-counted", count = count, group = "people", name = "")
}

/// What a thing is called in a table: `Patients moved out, ICRC`.
pub fn thing(thing: &Thing, beside: NaiveDate) -> String {
    named(thing, None, beside)
}

/// What a thing is called of which something is said on a day: a period, which ends with that day, has its end then:
/// `Patients moved out, by ICRC, 24–26 February`.
pub fn thing_on(thing: &Thing, date: NaiveDate, beside: NaiveDate) -> String {
    named(thing, Some(date), beside)
}

fn named(thing: &Thing, date: Option<NaiveDate>, beside: NaiveDate) -> String {
    let name = match thing.measure {
        Measure::AccessStatus => t!("thing-access", class = class_key(thing.access)),
        Measure::PatientsTransferred | Measure::PatientsTransferredTotal => {
            t!("thing-moved", direction = direction_key(thing.direction), group = capital(&group(thing)))
        }
        Measure::PeopleCrossed | Measure::PeopleCrossedTotal => {
            t!("thing-crossed", direction = direction_key(thing.direction), group = capital(&group(thing)))
        }
        Measure::Transfers | Measure::TransfersTotal => {
            t!("thing-journeys", direction = direction_key(thing.direction))
        }
        Measure::Deliveries | Measure::DeliveriesTotal => {
            let name = t!("thing-delivered", item = thing.item.as_ref().map(|item| capital(item.as_str())));
            let unit = thing.unit.as_ref().map(ToString::to_string);
            unit.into_iter().fold(name, |name, unit| t!("thing-and-part", thing = name, part = unit))
        }
        Measure::PatientsAwaiting => {
            t!("thing-awaiting", known = is_anybody(thing), group = capital(&group(thing)))
        }
        Measure::PatientsHospitalised => t!("thing-hospital", group = capital(&group(thing))),
        Measure::PatientsIntensiveCare => t!("thing-intensive-care", group = capital(&group(thing))),
        Measure::PatientsCritical => t!("thing-critical", group = capital(&group(thing))),
    };
    let mut parts = Vec::new();
    parts.extend(thing.facility.as_ref().map(ToString::to_string));
    parts.extend(thing.carrier.as_ref().map(|carrier| t!("thing-by", carrier = carrier.as_str())));
    parts.extend(thing.counted.as_ref().map(|counted| t!("quoted", words = counted.as_str())));
    parts.extend(stage(thing.stage));
    match (thing.period_start, thing.measure.kind()) {
        (Some(start), MeasureKind::Cumulative) => parts.push(t!("thing-since", date = dates::short(start, beside))),
        (None, MeasureKind::Cumulative) => parts.push(t!("thing-running-total")),
        (Some(start), _) => parts.push(match date.and_then(|date| Window::new(start, date)) {
            Some(days) => dates::days(days, beside),
            None => t!("thing-from", date = dates::short(start, beside)),
        }),
        (None, _) => {}
    }
    parts.into_iter().fold(name, |name, part| t!("thing-and-part", thing = name, part = part))
}

/// What an expected thing is called: `Patients moved out`.
pub fn expected(expected: &Expected, beside: NaiveDate) -> String {
    match expected.measure {
        Measure::AccessStatus => t!("thing-access-all"),
        _ => thing(&expected.thing(), beside),
    }
}

/// A stage that is not `Done`.
pub fn stage(stage: Stage) -> Option<String> {
    (stage != Stage::Done).then(|| t!("stage", stage = stage.key()))
}

/// What a form calls a stage.
pub fn stage_option(stage: Stage) -> String {
    t!("stage-option", stage = stage.key())
}

/// What a form calls a direction.
pub fn direction(direction: Direction) -> String {
    t!("direction-option", direction = direction.key())
}

/// Why a figure is missing.
pub fn reason(reason: AbsenceReason) -> String {
    t!("absence-reason", reason = reason.key())
}

/// The same within a line.
pub fn reason_within(reason: AbsenceReason) -> String {
    t!("absence-reason-within", reason = reason.key())
}

/// How late the record is, in words.
pub fn freshness(state: FreshnessState, late: i64) -> String {
    match state {
        FreshnessState::NotDue => t!("freshness-not-due"),
        FreshnessState::UpToDate => t!("freshness-up-to-date"),
        FreshnessState::Due => t!("freshness-due"),
        FreshnessState::Overdue | FreshnessState::Delinquent => t!("freshness-late", days = late),
    }
}

/// A kind of office.
pub fn source_kind(kind: SourceKind) -> Option<String> {
    (kind != SourceKind::Other).then(|| t!("source-kind", kind = kind.key()))
}

/// A role at the desk.
pub fn role(role: Role) -> String {
    t!("role", role = role.key())
}

/// What an account is trusted with: the most trusted of its roles at corridors, and whether it is an admin.
pub fn rights(rights: &Rights) -> String {
    let local = rights.corridors.values().copied().max();
    let roles: Vec<String> = local.into_iter().chain(rights.admin.then_some(Role::Admin)).map(role).collect();
    if roles.is_empty() { t!("role-none") } else { listed(&roles) }
}

/// A kind of change; none where it is not known.
pub fn change(kind: Option<ChangeKind>) -> String {
    t!("change-kind", kind = kind.map_or("unsaid", ChangeKind::key))
}

/// The name of a language in that language.
pub fn language(tag: &str) -> Option<&'static str> {
    match tag {
        "ar" => Some("العربية"),
        "az" => Some("Azərbaycanca"),
        "en" => Some("English"),
        "fr" => Some("Français"),
        "hy" => Some("Հայերեն"),
        "ru" => Some("Русский"),
        "uk" => Some("Українська"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_member_of_a_closed_list_has_words_of_its_own() {
        let different = |words: Vec<String>| {
            let set: BTreeSet<&String> = words.iter().collect();
            assert_eq!(set.len(), words.len(), "{words:?}");
        };
        different(Measure::ALL.map(measure).to_vec());
        different(Measure::ALL.map(measure_heading).to_vec());
        different(Measure::ALL.map(|measure| t!("measure-in-message", measure = measure.key())).to_vec());
        different(AccessStatus::ALL.map(status).to_vec());
        let classes = || AccessClass::ALL.into_iter();
        different(classes().map(Some).chain([None]).map(class).collect());
        different(classes().map(Some).chain([None]).map(|class| status_to_class("Open", class)).collect());
        different(classes().map(class_only).collect());
        let words = [StatusWord::Disputed, StatusWord::Unknown].into_iter();
        different(words.chain(AccessStatus::ALL.map(StatusWord::Said)).map(status_word).collect());
        different(Stage::ALL.into_iter().filter_map(stage).collect());
        different(Stage::ALL.map(stage_option).to_vec());
        different(Direction::ALL.map(direction).to_vec());
        different(AbsenceReason::ALL.map(reason).to_vec());
        different(AbsenceReason::ALL.map(reason_within).to_vec());
        different([Role::Reporter, Role::Lead, Role::Admin].map(role).to_vec());
        different(ChangeKind::ALL.into_iter().map(Some).chain([None]).map(change).collect());
    }

    #[test]
    fn a_group_is_one_or_many() {
        let of = |group: &str| Thing { group: group.parse().ok(), ..Thing::of(Measure::PatientsTransferred) };
        for (group, one, many) in [
            ("patients", "patient", "patients"),
            ("foreign_nationals", "foreign national", "foreign nationals"),
            ("wounded", "wounded person", "wounded"),
            ("fire_fighters", "fire fighters", "fire fighters"),
        ] {
            assert_eq!((group_of(&of(group), 1), group_of(&of(group), 2)), (one.to_owned(), many.to_owned()));
        }
        assert_eq!(group(&of("")), "people");
    }
}
