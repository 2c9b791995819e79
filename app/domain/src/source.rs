//! Who says so: an office, never a person.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::label::Label;
use crate::slug::Slug;

/// An office that makes statements. The relay that carried its words is a report's `via`, not a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Short name, given once and kept.
    pub slug: Slug,
    /// The name as it is shown.
    pub name: Label,
    /// What kind of office it is.
    pub kind: SourceKind,
    /// The side of the dispute that it speaks for, if any.
    pub side: Option<Label>,
    /// Address of its own page.
    pub page: Option<String>,
}

/// What kind of office a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A ministry of health, a hospital.
    HealthAuthority,
    /// A government, a ministry, a parliament, an ombudsman.
    Government,
    /// The Red Cross, the United Nations, an aid organisation.
    Humanitarian,
    /// A peacekeeping force.
    Peacekeeping,
    /// A paper, a channel, an agency.
    Media,
    /// Not said yet (created on sight).
    #[default]
    Other,
}

impl SourceKind {
    /// All kinds, in the order in which a form lists them.
    pub const ALL: [Self; 6] =
        [Self::HealthAuthority, Self::Government, Self::Humanitarian, Self::Peacekeeping, Self::Media, Self::Other];

    /// The word in files and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::HealthAuthority => "health_authority",
            Self::Government => "government",
            Self::Humanitarian => "humanitarian",
            Self::Peacekeeping => "peacekeeping",
            Self::Media => "media",
            Self::Other => "other",
        }
    }
}

impl FromStr for SourceKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.key() == text).ok_or(UnknownKind)
    }
}

/// A word that names no [`SourceKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of health_authority, government, humanitarian, peacekeeping, media, other")
    }
}

impl std::error::Error for UnknownKind {}

/// Whether a short name is kept for sources whose identity is withheld: no source is given it.
pub fn is_reserved(slug: &Slug) -> bool {
    slug.as_str().starts_with("withheld-")
}

/// The known sources, and those that are named for the first time while something is read. Never renames, and never
/// merges names that only look alike.
#[derive(Clone, Debug)]
pub struct SourceBook {
    by_name: BTreeMap<Label, Slug>,
    taken: BTreeSet<Slug>,
    next: BTreeMap<Option<Slug>, usize>,
    named: Vec<Source>,
}

impl SourceBook {
    /// A book of the known sources. A source whose short name is another one's ([`crate::Naming::at_desk`]) was merged
    /// into that one: who types its name names the other. Where two have one name, the first short name stands for it.
    pub fn new(known: &BTreeMap<Slug, Source>) -> Self {
        let mut by_name = BTreeMap::new();
        for source in known.values() {
            by_name.entry(source.name.clone()).or_insert_with(|| source.slug.clone());
        }
        Self { by_name, taken: known.keys().cloned().collect(), next: BTreeMap::new(), named: Vec::new() }
    }

    /// The short name of the source with this name; a new source is entered on sight, with its kind not said yet.
    pub fn slug_of(&mut self, name: &Label) -> Slug {
        if let Some(slug) = self.by_name.get(name) {
            return slug.clone();
        }
        let slug = self.free_slug(name);
        self.taken.insert(slug.clone());
        self.by_name.insert(name.clone(), slug.clone());
        let source = Source { slug: slug.clone(), name: name.clone(), kind: SourceKind::Other, side: None, page: None };
        self.named.push(source);
        slug
    }

    /// `icrc`, `icrc-2`, …; `source-1`, … for a name that suggests nothing.
    fn free_slug(&mut self, name: &Label) -> Slug {
        let stem = Slug::suggest(name.as_str()).filter(|stem| !is_reserved(stem));
        let next = self.next.entry(stem.clone()).or_insert(1);
        loop {
            let slug = match &stem {
                Some(stem) if *next == 1 => stem.clone(),
                Some(stem) => stem.numbered(*next),
                None => Slug::anonymous_source(*next),
            };
            *next += 1;
            if !self.taken.contains(&slug) {
                return slug;
            }
        }
    }

    /// The sources that were named for the first time, in order.
    pub fn into_named(self) -> Vec<Source> {
        self.named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_name_keeps_its_short_name_and_a_new_one_never_takes_anothers() {
        let slug: Slug = "icrc".parse().unwrap();
        let known = Source {
            slug: slug.clone(),
            name: "Red Cross".parse().unwrap(),
            kind: SourceKind::Humanitarian,
            side: None,
            page: None,
        };
        let mut book = SourceBook::new(&BTreeMap::from([(slug, known)]));
        let slugs = ["Red Cross", "ICRC", "I.C.R.C.", "Icrc", "Արեւիկ", "Առողջ", "ICRC", "Արեւիկ"]
            .map(|name| book.slug_of(&name.parse().unwrap()).to_string());
        assert_eq!(slugs, ["icrc", "icrc-2", "i-c-r-c", "icrc-3", "source-1", "source-2", "icrc-2", "source-1"]);
        assert_eq!(book.into_named().len(), 5);
    }

    #[test]
    fn nobody_gets_the_short_name_of_a_withheld_source_and_a_merged_name_names_the_other() {
        let merged = Source {
            slug: "icrc".parse().unwrap(),
            name: "Red Cross".parse().unwrap(),
            kind: SourceKind::Humanitarian,
            side: None,
            page: None,
        };
        let mut book = SourceBook::new(&BTreeMap::from([("red-cross".parse().unwrap(), merged)]));
        let slugs = ["Withheld 1", "Red Cross", "red cross"].map(|name| book.slug_of(&name.parse().unwrap()));
        assert_eq!(slugs.map(|slug| slug.to_string()), ["source-1", "icrc", "red-cross-2"]);
    }
}
