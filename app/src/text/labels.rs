//! Words for the domain's closed lists, and what a thing is called.

use chrono::NaiveDate;
use domain::absence::AbsenceReason;
use domain::corridor::Expected;
use domain::freshness::FreshnessState;
use domain::status::StatusWord;
use domain::{AccessClass, AccessStatus, ChangeKind, Direction, Measure, MeasureKind, Role, SourceKind, Stage, Thing};

use super::{capital, dates};

/// The word of a status: `closed`.
pub fn status(status: AccessStatus) -> &'static str {
    match status {
        AccessStatus::Open => "open",
        AccessStatus::Restricted => "restricted",
        AccessStatus::Closed => "closed",
    }
}

/// The word of a day's status, with a capital: `Closed`.
pub fn status_word(word: StatusWord) -> &'static str {
    match word {
        StatusWord::Said(AccessStatus::Open) => "Open",
        StatusWord::Said(AccessStatus::Restricted) => "Restricted",
        StatusWord::Said(AccessStatus::Closed) => "Closed",
        StatusWord::Disputed => "Disputed",
        StatusWord::Unknown => "Unknown",
    }
}

/// A class of traffic as the subject of a row: `Patients`.
pub fn class(class: Option<AccessClass>) -> &'static str {
    match class {
        None => "All traffic",
        Some(AccessClass::Medical) => "Patients",
        Some(AccessClass::Cargo) => "Food, medicine, cargo",
        Some(AccessClass::Civilian) => "Civilians",
        Some(AccessClass::Humanitarian) => "Aid convoys",
    }
}

/// To whom a status applies: `closed to patients`.
pub fn to_class(class: Option<AccessClass>) -> &'static str {
    match class {
        None => "to all traffic",
        Some(AccessClass::Medical) => "to patients",
        Some(AccessClass::Cargo) => "to cargo",
        Some(AccessClass::Civilian) => "to civilians",
        Some(AccessClass::Humanitarian) => "to aid convoys",
    }
}

/// A status of one class alone: `Cargo only`.
pub fn class_only(class: AccessClass) -> &'static str {
    match class {
        AccessClass::Medical => "Patients only",
        AccessClass::Cargo => "Cargo only",
        AccessClass::Civilian => "Civilians only",
        AccessClass::Humanitarian => "Aid convoys only",
    }
}

/// What a form calls a measure.
pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::AccessStatus => "Access: open, restricted, closed",
        Measure::PatientsTransferred => "Patients moved on the day",
        Measure::Transfers => "Journeys on the day",
        Measure::PeopleCrossed => "People who crossed on the day",
        Measure::Deliveries => "Goods delivered on the day",
        Measure::PatientsTransferredTotal => "Patients moved, running total",
        Measure::TransfersTotal => "Journeys, running total",
        Measure::PeopleCrossedTotal => "People who crossed, running total",
        Measure::DeliveriesTotal => "Goods delivered, running total",
        Measure::PatientsAwaiting => "People waiting for transfer",
        Measure::PatientsHospitalised => "People in hospital",
        Measure::PatientsIntensiveCare => "People in intensive care",
        Measure::PatientsCritical => "People in critical condition",
    }
}

/// The heading of a measure on a day's page.
pub fn measure_heading(measure: Measure) -> &'static str {
    match measure {
        Measure::AccessStatus => "Access",
        Measure::PatientsTransferred => "Patients moved",
        Measure::Transfers => "Journeys",
        Measure::PeopleCrossed => "People who crossed",
        Measure::Deliveries => "Goods delivered",
        Measure::PatientsTransferredTotal => "Patients moved, running total",
        Measure::TransfersTotal => "Journeys, running total",
        Measure::PeopleCrossedTotal => "People who crossed, running total",
        Measure::DeliveriesTotal => "Goods delivered, running total",
        Measure::PatientsAwaiting => "People waiting",
        Measure::PatientsHospitalised => "In hospital",
        Measure::PatientsIntensiveCare => "In intensive care",
        Measure::PatientsCritical => "In critical condition",
    }
}

/// What kind of number it is, for a reader.
pub fn kind(thing: &Thing) -> &'static str {
    match thing.measure.kind() {
        MeasureKind::Access => "a status",
        MeasureKind::Flow if thing.period_start.is_some() => "the whole period, never spread over its days",
        MeasureKind::Flow => "that day alone",
        MeasureKind::Stock => "a level on the day, not a sum",
        MeasureKind::Cumulative => "a running total, not a day’s figure",
    }
}

/// Which way, in the past tense: `moved out`, `returned`.
pub fn moved(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Outbound) => "moved out",
        Some(Direction::Return) => "returned",
        None => "moved, direction not said",
    }
}

/// Who was counted, in words: `patients`, `people` where no group is said.
pub fn group(thing: &Thing) -> String {
    thing.group.as_ref().map_or_else(|| "people".to_owned(), |group| group.as_str().replace('_', " "))
}

/// Who was counted, one or many: `1 patient`, `3 patients`.
pub fn group_of(thing: &Thing, one: bool) -> String {
    let group = group(thing);
    if !one {
        return group;
    }
    match group.as_str() {
        "people" => "person".to_owned(),
        "children" => "child".to_owned(),
        "wounded" => "wounded person".to_owned(),
        "patients" | "companions" | "residents" | "infants" | "foreign nationals" => {
            group.trim_end_matches('s').to_owned()
        }
        _ => group,
    }
}

/// What a thing is called in a table: `Patients moved out, ICRC`.
pub fn thing(thing: &Thing, beside: NaiveDate) -> String {
    let name = match thing.measure {
        Measure::AccessStatus => format!("Access {}", to_class(thing.access)),
        Measure::PatientsTransferred | Measure::PatientsTransferredTotal => {
            format!("{} {}", capital(&group(thing)), moved(thing.direction))
        }
        Measure::PeopleCrossed | Measure::PeopleCrossedTotal => match thing.direction {
            Some(Direction::Outbound) => format!("{} who crossed outwards", capital(&group(thing))),
            Some(Direction::Return) => format!("{} who crossed back", capital(&group(thing))),
            None => format!("{} who crossed", capital(&group(thing))),
        },
        Measure::Transfers | Measure::TransfersTotal => match thing.direction {
            Some(Direction::Outbound) => "Journeys out".to_owned(),
            Some(Direction::Return) => "Journeys back".to_owned(),
            None => "Journeys".to_owned(),
        },
        Measure::Deliveries | Measure::DeliveriesTotal => {
            let item = thing.item.as_ref().map_or_else(|| "Goods".to_owned(), |item| capital(item.as_str()));
            let unit = thing.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
            format!("{item} delivered{unit}")
        }
        Measure::PatientsAwaiting => match group(thing).as_str() {
            "patients" | "people" => "People waiting for transfer".to_owned(),
            group => format!("{} waiting for transfer", capital(group)),
        },
        Measure::PatientsHospitalised => format!("{} in hospital", capital(&group(thing))),
        Measure::PatientsIntensiveCare => format!("{} in intensive care", capital(&group(thing))),
        Measure::PatientsCritical => format!("{} in critical condition", capital(&group(thing))),
    };
    let mut parts = vec![name];
    parts.extend(thing.facility.as_ref().map(ToString::to_string));
    parts.extend(thing.carrier.as_ref().map(|carrier| format!("by {carrier}")));
    parts.extend(thing.counted.as_ref().map(|counted| format!("“{counted}”")));
    parts.extend(stage(thing.stage).map(str::to_owned));
    match (thing.period_start, thing.measure.kind()) {
        (Some(start), MeasureKind::Cumulative) => parts.push(format!("since {}", dates::short(start, beside))),
        (None, MeasureKind::Cumulative) => parts.push("running total".to_owned()),
        (Some(start), _) => parts.push(format!("from {} on", dates::short(start, beside))),
        (None, _) => {}
    }
    parts.join(", ")
}

/// What an expected thing is called: `Patients moved out`.
pub fn expected(expected: &Expected, beside: NaiveDate) -> String {
    match expected.measure {
        Measure::AccessStatus => "Access, all traffic".to_owned(),
        _ => thing(&expected.thing(), beside),
    }
}

/// A stage that is not `Done`.
pub fn stage(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Done => None,
        Stage::Interim => Some("so far that day"),
        Stage::Planned => Some("planned"),
        Stage::Attempted => Some("set off and did not arrive"),
    }
}

/// What a form calls a stage.
pub fn stage_option(stage: Stage) -> &'static str {
    match stage {
        Stage::Done => "It happened",
        Stage::Interim => "So far, the day is not over",
        Stage::Planned => "Planned (never counted)",
        Stage::Attempted => "Attempted, turned back (never counted)",
    }
}

/// What a form calls a direction.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Outbound => "Out",
        Direction::Return => "Back",
    }
}

/// Why a figure is missing.
pub fn reason(reason: AbsenceReason) -> &'static str {
    match reason {
        AbsenceReason::NotReported => "Not reported",
        AbsenceReason::SourceSilent => "Source silent",
        AbsenceReason::NotDue => "Not due",
        AbsenceReason::WithheldForSafety => "Withheld for safety",
        AbsenceReason::NotApplicable => "Does not apply",
    }
}

/// How late the record is, in words.
pub fn freshness(state: FreshnessState, late: i64) -> String {
    match state {
        FreshnessState::NotDue => "No report is due".to_owned(),
        FreshnessState::UpToDate => "Up to date".to_owned(),
        FreshnessState::Due => "Due: 1\u{a0}day late".to_owned(),
        FreshnessState::Overdue | FreshnessState::Delinquent => format!("{} late", super::counted(late, "day", "days")),
    }
}

/// A kind of office.
pub fn source_kind(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::HealthAuthority => Some("health authority"),
        SourceKind::Government => Some("government"),
        SourceKind::Humanitarian => Some("humanitarian"),
        SourceKind::Peacekeeping => Some("peacekeeping"),
        SourceKind::Media => Some("media"),
        SourceKind::Other => None,
    }
}

/// A role at the desk.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Reporter => "reporter",
        Role::Lead => "lead",
        Role::Admin => "admin",
    }
}

/// A kind of change.
pub fn change(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Revision => "Revision",
        ChangeKind::Correction => "Correction",
    }
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
