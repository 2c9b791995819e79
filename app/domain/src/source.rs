//! Who says so: an office, never a person.

use std::collections::BTreeMap;
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

/// The known sources, and those that are named for the first time while something is read.
#[derive(Clone, Debug)]
pub struct SourceBook<'a> {
    known: &'a BTreeMap<Slug, Source>,
    named: Vec<Source>,
}

impl<'a> SourceBook<'a> {
    /// A book of the known sources.
    pub fn new(known: &'a BTreeMap<Slug, Source>) -> Self {
        Self { known, named: Vec::new() }
    }

    /// The short name of the source with this name; a new source is entered on sight, with its kind not said yet.
    pub fn slug_of(&mut self, name: &Label) -> Slug {
        let mut all = self.known.values().chain(&self.named);
        if let Some(found) = all.find(|source| source.name == *name) {
            return found.slug.clone();
        }
        let stem = Slug::suggest(name.as_str());
        let slug = (1..).map(|number| numbered(stem.as_ref(), number)).find(|slug| !self.is_taken(slug));
        let slug = slug.unwrap_or_else(|| numbered(stem.as_ref(), 0));
        let source = Source { slug: slug.clone(), name: name.clone(), kind: SourceKind::Other, side: None, page: None };
        self.named.push(source);
        slug
    }

    fn is_taken(&self, slug: &Slug) -> bool {
        self.known.contains_key(slug) || self.named.iter().any(|source| source.slug == *slug)
    }

    /// The sources that were named for the first time, in order.
    pub fn into_named(self) -> Vec<Source> {
        self.named
    }
}

/// `icrc`, `icrc-2`, …; `source-1`, … for a name that suggests nothing.
fn numbered(stem: Option<&Slug>, number: usize) -> Slug {
    match stem {
        Some(stem) if number == 1 => stem.clone(),
        Some(stem) => stem.numbered(number),
        None => Slug::anonymous_source(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_never_takes_the_short_name_of_another() {
        let known = BTreeMap::new();
        let mut book = SourceBook::new(&known);
        let slugs: Vec<String> = ["ICRC", "I.C.R.C", "icrc", "ICRC", "Արցախ", "Кавказ", "Արցախ"]
            .map(|name| book.slug_of(&name.parse().unwrap()).to_string())
            .to_vec();
        assert_eq!(slugs, ["icrc", "i-c-r-c", "icrc-2", "icrc", "source-1", "source-2", "source-1"]);
        assert_eq!(book.into_named().len(), 5);
    }
}
