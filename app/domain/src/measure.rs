//! What is counted. The built-in list: each with its kind, its usual unit and the dimensions that it takes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::access::NotInList;

/// What kind of quantity a measure is. Kinds are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// A status, not a number.
    Access,
    /// Per day; adds up over days.
    Flow,
    /// A level at the cut-off; never adds up.
    Stock,
    /// A running total since a start.
    Cumulative,
}

/// A property by which claims of one measure differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The source's own definition.
    Counted,
    /// Who was counted.
    Group,
    /// Who moved them.
    Carrier,
    /// Away from the isolated area, or back.
    Direction,
    /// A hospital, a crossing.
    Facility,
    /// A class of traffic.
    Access,
    /// What was delivered.
    Item,
    /// In what it was counted.
    Unit,
    /// The first day of a period that ends on the day.
    PeriodStart,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Whether the corridor is open.
    AccessStatus,
    /// Patients (and others with them) moved for treatment, per day.
    PatientsTransferred,
    /// Journeys made, per day.
    Transfers,
    /// People who crossed, per day.
    PeopleCrossed,
    /// Goods delivered, per day.
    Deliveries,
    /// Running total of patients moved.
    PatientsTransferredTotal,
    /// Running total of journeys.
    TransfersTotal,
    /// Running total of people who crossed.
    PeopleCrossedTotal,
    /// Running total of goods delivered.
    DeliveriesTotal,
    /// People waiting for transfer, at the cut-off.
    PatientsAwaiting,
    /// People in hospital, at the cut-off.
    PatientsHospitalised,
    /// People in intensive care, at the cut-off.
    PatientsIntensiveCare,
    /// People in critical condition, at the cut-off: a subset of intensive care.
    PatientsCritical,
}

use Dimension::{Access, Carrier, Counted, Direction, Facility, Group, Item, PeriodStart, Unit};

impl Measure {
    /// All measures, in the order in which a form lists them.
    pub const ALL: [Self; 13] = [
        Self::AccessStatus,
        Self::PatientsTransferred,
        Self::PatientsAwaiting,
        Self::PatientsTransferredTotal,
        Self::Transfers,
        Self::TransfersTotal,
        Self::PatientsHospitalised,
        Self::PatientsIntensiveCare,
        Self::PatientsCritical,
        Self::PeopleCrossed,
        Self::PeopleCrossedTotal,
        Self::Deliveries,
        Self::DeliveriesTotal,
    ];

    /// The word in files and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::AccessStatus => "access_status",
            Self::PatientsTransferred => "patients_transferred",
            Self::Transfers => "transfers",
            Self::PeopleCrossed => "people_crossed",
            Self::Deliveries => "deliveries",
            Self::PatientsTransferredTotal => "patients_transferred_total",
            Self::TransfersTotal => "transfers_total",
            Self::PeopleCrossedTotal => "people_crossed_total",
            Self::DeliveriesTotal => "deliveries_total",
            Self::PatientsAwaiting => "patients_awaiting",
            Self::PatientsHospitalised => "patients_hospitalised",
            Self::PatientsIntensiveCare => "patients_intensive_care",
            Self::PatientsCritical => "patients_critical",
        }
    }

    /// Its kind.
    pub fn kind(self) -> MeasureKind {
        match self {
            Self::AccessStatus => MeasureKind::Access,
            Self::PatientsTransferred | Self::Transfers | Self::PeopleCrossed | Self::Deliveries => MeasureKind::Flow,
            Self::PatientsTransferredTotal
            | Self::TransfersTotal
            | Self::PeopleCrossedTotal
            | Self::DeliveriesTotal => MeasureKind::Cumulative,
            Self::PatientsAwaiting
            | Self::PatientsHospitalised
            | Self::PatientsIntensiveCare
            | Self::PatientsCritical => MeasureKind::Stock,
        }
    }

    /// The dimensions that a claim of this measure may have.
    pub fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::AccessStatus => &[Counted, Access, PeriodStart],
            Self::PatientsTransferred
            | Self::PeopleCrossed
            | Self::PatientsTransferredTotal
            | Self::PeopleCrossedTotal => &[Counted, Group, Carrier, Direction, Facility, Unit, PeriodStart],
            Self::Transfers | Self::TransfersTotal => &[Counted, Carrier, Direction, Facility, Unit, PeriodStart],
            Self::Deliveries | Self::DeliveriesTotal => {
                &[Counted, Carrier, Direction, Facility, Item, Unit, PeriodStart]
            }
            Self::PatientsAwaiting
            | Self::PatientsHospitalised
            | Self::PatientsIntensiveCare
            | Self::PatientsCritical => &[Counted, Group, Facility, Unit],
        }
    }

    /// Whether a claim of this measure may have the dimension.
    pub fn takes(self, dimension: Dimension) -> bool {
        self.dimensions().contains(&dimension)
    }

    /// The unit that is meant when none is written; `None` when a unit must be written (or has no place).
    pub fn usual_unit(self) -> Option<&'static str> {
        match self {
            Self::AccessStatus | Self::Deliveries | Self::DeliveriesTotal => None,
            Self::Transfers | Self::TransfersTotal => Some("transfers"),
            _ => Some("people"),
        }
    }

    /// The group that is meant when none is written.
    pub fn usual_group(self) -> Option<&'static str> {
        match self {
            Self::PeopleCrossed | Self::PeopleCrossedTotal => Some("residents"),
            _ if self.takes(Group) => Some("patients"),
            _ => None,
        }
    }

    /// The flow that a running total adds up; `None` for other kinds.
    pub fn flow_of_total(self) -> Option<Self> {
        match self {
            Self::PatientsTransferredTotal => Some(Self::PatientsTransferred),
            Self::TransfersTotal => Some(Self::Transfers),
            Self::PeopleCrossedTotal => Some(Self::PeopleCrossed),
            Self::DeliveriesTotal => Some(Self::Deliveries),
            _ => None,
        }
    }
}

impl Dimension {
    /// The name of its column.
    pub fn key(self) -> &'static str {
        match self {
            Counted => "counted",
            Group => "group",
            Carrier => "carrier",
            Direction => "direction",
            Facility => "facility",
            Access => "access",
            Item => "item",
            Unit => "unit",
            PeriodStart => "period_start",
        }
    }
}

impl FromStr for Measure {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|measure| measure.key() == text).ok_or(NotInList(
            "access_status, patients_transferred, transfers, people_crossed, deliveries, one of these with _total \
             behind it (not access_status), patients_awaiting, patients_hospitalised, patients_intensive_care, \
             patients_critical",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_key_of_its_own_that_reads_back_and_serialises_alike() {
        for measure in Measure::ALL {
            assert_eq!(measure.key().parse(), Ok(measure));
            assert_eq!(serde_json::to_string(&measure).unwrap(), format!("\"{}\"", measure.key()));
        }
    }

    #[test]
    fn a_period_has_no_place_on_a_stock_and_a_class_only_on_a_status() {
        for measure in Measure::ALL {
            assert_eq!(measure.takes(PeriodStart), measure.kind() != MeasureKind::Stock);
            assert_eq!(measure.takes(Access), measure == Measure::AccessStatus);
            assert_eq!(measure.flow_of_total().is_some(), measure.kind() == MeasureKind::Cumulative);
        }
    }
}
