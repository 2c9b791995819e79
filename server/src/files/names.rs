//! Names that an import creates on sight: sources with their short names, and the labels of open lists.
//! Never renames and never merges names that only look alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::record::Sources;
use domain::{DayReport, Label, Slug, Source, SourceKind, Thing};

/// The sources that are known, and those that the import adds.
pub(super) struct SourceBook {
    by_name: BTreeMap<Label, Slug>,
    taken: BTreeSet<Slug>,
    next: BTreeMap<Slug, usize>,
    fallback: Slug,
    created: Vec<Source>,
}

impl SourceBook {
    /// A book of the known sources. Where two have one name, the first short name stands for it.
    /// `fallback`: the short name to number when a name suggests none.
    pub(super) fn new(sources: &Sources, fallback: &Slug) -> Self {
        let mut by_name = BTreeMap::new();
        for source in sources.values() {
            by_name.entry(source.name.clone()).or_insert_with(|| source.slug.clone());
        }
        Self {
            by_name,
            taken: sources.keys().cloned().collect(),
            next: BTreeMap::new(),
            fallback: Slug::suggest("source").unwrap_or_else(|| fallback.clone()),
            created: Vec::new(),
        }
    }

    /// The short name of a source; a source that is not known is created.
    pub(super) fn slug_of(&mut self, name: &Label) -> Slug {
        if let Some(slug) = self.by_name.get(name) {
            return slug.clone();
        }
        let slug = self.free_slug(name);
        self.taken.insert(slug.clone());
        self.by_name.insert(name.clone(), slug.clone());
        self.created.push(Source {
            slug: slug.clone(),
            name: name.clone(),
            kind: SourceKind::Other,
            side: None,
            page: None,
        });
        slug
    }

    /// The sources that were created, in the order in which they were seen.
    pub(super) fn created(self) -> Vec<Source> {
        self.created
    }

    fn free_slug(&mut self, name: &Label) -> Slug {
        let stem = Slug::suggest(name.as_str()).unwrap_or_else(|| self.fallback.clone());
        if !self.taken.contains(&stem) {
            return stem;
        }
        let next = self.next.entry(stem.clone()).or_insert(2);
        while self.taken.contains(&stem.numbered(*next)) {
            *next += 1;
        }
        stem.numbered(*next)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_every_new_name_a_short_name_of_its_own_and_keeps_known_ones() {
        let slug: Slug = "icrc".parse().unwrap();
        let known = Source {
            slug: slug.clone(),
            name: "Red Cross".parse().unwrap(),
            kind: SourceKind::Humanitarian,
            side: None,
            page: None,
        };
        let mut book = SourceBook::new(&Sources::from([(slug.clone(), known)]), &"road".parse().unwrap());
        let mut of = |name: &str| book.slug_of(&name.parse().unwrap()).to_string();
        assert_eq!(of("Red Cross"), "icrc");
        assert_eq!(of("ICRC"), "icrc-2");
        assert_eq!(of("I.C.R.C."), "i-c-r-c");
        assert_eq!(of("Icrc"), "icrc-3");
        assert_eq!(of("Արեւիկ"), "source");
        assert_eq!(of("Առողջ"), "source-2");
        assert_eq!(of("ICRC"), "icrc-2");
        assert_eq!(book.created().len(), 5);
    }
}
