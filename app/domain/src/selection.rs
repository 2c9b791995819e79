//! Which part of a record is asked for: days, and what is counted. Decides what belongs to it, and never sums or fills.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::label::Label;
use crate::measure::Measure;
use crate::record::Record;
use crate::thing::{Direction, Thing};

/// A part of a record. What is not named is not filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// What is counted.
    pub measure: Option<Measure>,
    /// Who moved them, as the record names it.
    pub carrier: Option<Label>,
    /// Which way.
    pub direction: Option<Direction>,
    /// Who was counted, as the record names it.
    pub group: Option<Label>,
}

impl Selection {
    /// The whole record.
    pub fn whole() -> Self {
        Self::default()
    }

    /// Whether a day belongs to it. What was said over a period belongs to the day on which it ends: it is a claim of that
    /// day, and is never spread over the others.
    pub fn has_day(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// Whether what is counted belongs to it: each part that is named is the same, and a thing of which it was not said is
    /// not.
    pub fn takes(&self, thing: &Thing) -> bool {
        self.measure.is_none_or(|measure| measure == thing.measure)
            && self.carrier.as_ref().is_none_or(|carrier| thing.carrier.as_ref() == Some(carrier))
            && self.direction.is_none_or(|direction| thing.direction == Some(direction))
            && self.group.as_ref().is_none_or(|group| thing.group.as_ref() == Some(group))
    }

    /// The same days, whatever is counted.
    pub fn days_alone(&self) -> Self {
        Self { from: self.from, to: self.to, ..Self::default() }
    }
}

/// What readers can choose among: what a record that they may see names, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What is counted in it.
    pub measures: Vec<Measure>,
    /// Who moved them.
    pub carriers: Vec<Label>,
    /// Who was counted.
    pub groups: Vec<Label>,
}

impl Choices {
    /// Of a record: of claims, and of what is missing with a reason.
    pub fn of(record: &Record) -> Self {
        let (mut measures, mut carriers, mut groups) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut note = |thing: &Thing| {
            measures.insert(thing.measure);
            carriers.extend(thing.carrier.clone());
            groups.extend(thing.group.clone());
        };
        for day in record.days() {
            day.claims().for_each(|(_, claim)| note(&claim.thing));
            day.absences.iter().for_each(|absence| note(&absence.thing));
        }
        Self {
            measures: Measure::ALL.into_iter().filter(|measure| measures.contains(measure)).collect(),
            carriers: carriers.into_iter().collect(),
            groups: groups.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_must_be_the_same_and_what_is_not_named_is_not_asked() {
        let moved = Thing {
            carrier: "ICRC".parse().ok(),
            direction: Some(Direction::Outbound),
            group: "patients".parse().ok(),
            ..Thing::of(Measure::PatientsTransferred)
        };
        let unsaid = Thing::of(Measure::PatientsTransferred);
        assert!(Selection::whole().takes(&moved) && Selection::whole().takes(&unsaid));
        for (selection, takes) in [
            (Selection { measure: Some(Measure::PatientsTransferred), ..Selection::whole() }, [true, true]),
            (Selection { measure: Some(Measure::Transfers), ..Selection::whole() }, [false, false]),
            (Selection { carrier: "ICRC".parse().ok(), ..Selection::whole() }, [true, false]),
            (Selection { carrier: "Another".parse().ok(), ..Selection::whole() }, [false, false]),
            (Selection { direction: Some(Direction::Outbound), ..Selection::whole() }, [true, false]),
            (Selection { direction: Some(Direction::Return), ..Selection::whole() }, [false, false]),
            (Selection { group: "patients".parse().ok(), ..Selection::whole() }, [true, false]),
            (Selection { group: "children".parse().ok(), ..Selection::whole() }, [false, false]),
        ] {
            assert_eq!([&moved, &unsaid].map(|thing| selection.takes(thing)), takes, "{selection:?}");
        }
    }

    #[test]
    fn both_days_at_the_ends_belong_to_it() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let may = Selection { from: Some(day("2023-05-01")), to: Some(day("2023-05-10")), ..Selection::whole() };
        let has = ["2023-04-30", "2023-05-01", "2023-05-10", "2023-05-11"].map(|date| may.has_day(day(date)));
        assert_eq!(has, [false, true, true, false]);
        assert!(Selection::whole().has_day(day("1999-01-01")));
    }
}
