//! Labels of open lists that an import creates on sight. Never merges names that only look alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::{DayReport, Label, Thing};

/// The labels of open lists, per column.
#[derive(Default)]
pub(super) struct Labels(BTreeMap<&'static str, BTreeSet<Label>>);

impl Labels {
    /// The labels of all claims and absences of some days.
    pub(super) fn of_days<'a>(days: impl Iterator<Item = &'a DayReport>) -> Self {
        let mut labels = Self::default();
        for day in days {
            day.claims().for_each(|(_, claim)| labels.add(&claim.thing));
            day.absences.iter().for_each(|absence| labels.add(&absence.thing));
        }
        labels
    }

    /// Adds the labels of a thing, but for the unit and the group that its measure has by itself.
    pub(super) fn add(&mut self, thing: &Thing) {
        let open = [
            ("facility", &thing.facility, None),
            ("group", &thing.group, thing.measure.usual_group()),
            ("carrier", &thing.carrier, None),
            ("item", &thing.item, None),
            ("unit", &thing.unit, thing.measure.usual_unit()),
        ];
        for (column, label, usual) in open {
            if let Some(label) = label.as_ref().filter(|label| Some(label.as_str()) != usual) {
                self.0.entry(column).or_default().insert(label.clone());
            }
        }
    }

    /// Each column with its labels, in alphabetical order.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'static str, &BTreeSet<Label>)> {
        self.0.iter().map(|(column, labels)| (*column, labels))
    }

    /// The labels of a column.
    pub(super) fn of(&self, column: &str) -> impl Iterator<Item = &Label> {
        self.0.get(column).into_iter().flatten()
    }

    /// Those that others do not have, in alphabetical order; columns without any are left out.
    pub(super) fn without(self, others: &Self) -> BTreeMap<&'static str, Vec<Label>> {
        let known = |column, label: &Label| others.0.get(column).is_some_and(|labels| labels.contains(label));
        let new = |(column, labels): (&'static str, BTreeSet<Label>)| {
            let new: Vec<Label> = labels.into_iter().filter(|label| !known(column, label)).collect();
            (!new.is_empty()).then_some((column, new))
        };
        self.0.into_iter().filter_map(new).collect()
    }
}
