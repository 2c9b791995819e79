//! What one claim is about, apart from its day: the identity within which hulls are taken.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::{AccessClass, NotInList};
use crate::label::Label;
use crate::measure::{Dimension, Measure};

/// Everything that two claims of one day must share to be about the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Thing {
    /// What is counted.
    pub measure: Measure,
    /// The source's own definition, when it differs.
    #[serde(default)]
    pub counted: Option<Label>,
    /// First day of a period that ends on the claim's day; of a running total, its start.
    #[serde(default)]
    pub period_start: Option<NaiveDate>,
    /// Who was counted.
    #[serde(default)]
    pub group: Option<Label>,
    /// Who moved them; none means *not said*.
    #[serde(default)]
    pub carrier: Option<Label>,
    /// Away from the isolated area, or back.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// A hospital, a crossing.
    #[serde(default)]
    pub facility: Option<Label>,
    /// The class of traffic that a status speaks of.
    #[serde(default)]
    pub access: Option<AccessClass>,
    /// What was delivered.
    #[serde(default)]
    pub item: Option<Label>,
    /// In what it was counted.
    #[serde(default)]
    pub unit: Option<Label>,
    /// Whether it happened.
    #[serde(default)]
    pub stage: Stage,
}

/// Which way people moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Away from the isolated area.
    Outbound,
    /// Back into it.
    Return,
}

/// Whether it happened. Only `Done` makes a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It happened.
    #[default]
    Done,
    /// So far today.
    Interim,
    /// Announced.
    Planned,
    /// Set off and did not arrive.
    Attempted,
}

impl Thing {
    /// A thing of this measure with nothing else said, in its usual unit.
    pub fn of(measure: Measure) -> Self {
        Self {
            measure,
            counted: None,
            period_start: None,
            group: None,
            carrier: None,
            direction: None,
            facility: None,
            access: None,
            item: None,
            unit: measure.usual_unit().and_then(|unit| unit.parse().ok()),
            stage: Stage::Done,
        }
    }

    /// The dimensions that are filled although the measure does not take them.
    pub fn misplaced(&self) -> Vec<Dimension> {
        let filled = [
            (Dimension::Counted, self.counted.is_some()),
            (Dimension::Group, self.group.is_some()),
            (Dimension::Carrier, self.carrier.is_some()),
            (Dimension::Direction, self.direction.is_some()),
            (Dimension::Facility, self.facility.is_some()),
            (Dimension::Access, self.access.is_some()),
            (Dimension::Item, self.item.is_some()),
            (Dimension::Unit, self.unit.is_some()),
            (Dimension::PeriodStart, self.period_start.is_some()),
        ];
        filled.into_iter().filter(|(dimension, is)| *is && !self.measure.takes(*dimension)).map(|(d, _)| d).collect()
    }

    /// The same without the dimensions that its measure does not take.
    pub fn without_misplaced(mut self) -> Self {
        self.misplaced().into_iter().for_each(|dimension| self.without(dimension));
        self
    }

    /// Empties one dimension.
    pub fn without(&mut self, dimension: Dimension) {
        match dimension {
            Dimension::Counted => self.counted = None,
            Dimension::Group => self.group = None,
            Dimension::Carrier => self.carrier = None,
            Dimension::Direction => self.direction = None,
            Dimension::Facility => self.facility = None,
            Dimension::Access => self.access = None,
            Dimension::Item => self.item = None,
            Dimension::Unit => self.unit = None,
            Dimension::PeriodStart => self.period_start = None,
        }
    }

    /// What is said of one dimension, as files have it; none where nothing is.
    pub fn said_of(&self, dimension: Dimension) -> Option<String> {
        match dimension {
            Dimension::Counted => self.counted.as_ref().map(ToString::to_string),
            Dimension::Group => self.group.as_ref().map(ToString::to_string),
            Dimension::Carrier => self.carrier.as_ref().map(ToString::to_string),
            Dimension::Direction => self.direction.map(|direction| direction.key().to_owned()),
            Dimension::Facility => self.facility.as_ref().map(ToString::to_string),
            Dimension::Access => self.access.map(|class| class.key().to_owned()),
            Dimension::Item => self.item.as_ref().map(ToString::to_string),
            Dimension::Unit => self.unit.as_ref().map(ToString::to_string),
            Dimension::PeriodStart => self.period_start.map(|date| date.to_string()),
        }
    }

    /// The same thing moved by no carrier in particular.
    pub fn of_any_carrier(&self) -> Self {
        Self { carrier: None, ..self.clone() }
    }
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Outbound, Self::Return];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Outbound => "outbound",
            Self::Return => "return",
        }
    }
}

impl Stage {
    /// All stages.
    pub const ALL: [Self; 4] = [Self::Done, Self::Interim, Self::Planned, Self::Attempted];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Interim => "interim",
            Self::Planned => "planned",
            Self::Attempted => "attempted",
        }
    }
}

impl FromStr for Direction {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|direction| direction.key() == text).ok_or(NotInList("outbound, return"))
    }
}

impl FromStr for Stage {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|stage| stage.key() == text).ok_or(NotInList("done, interim, planned, attempted"))
    }
}

impl fmt::Display for Thing {
    /// The filled parts in the order of the file, parted by colons: an address within a day, not a text for readers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.measure.key())?;
        for label in [&self.counted, &self.group, &self.carrier, &self.facility, &self.item, &self.unit] {
            write!(f, ":{}", label.as_ref().map_or("", Label::as_str))?;
        }
        write!(f, ":{}", self.direction.map_or("", Direction::key))?;
        write!(f, ":{}:{}", self.access.map_or("", AccessClass::key), self.stage.key())
    }
}
