//! The sources at the desk: all of them, and the page of one. For admins: withheld names stand here.

use std::collections::BTreeMap;

use domain::source_draft::SourceDraft;
use domain::{KnownSource, Naming, Slug};

use super::chrome::{Account, Chrome, Site};
use super::kept::Sent;
use crate::text::{dates, keeping};
use crate::{paths, t};

/// All sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcesPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was typed to find some of them.
    pub query: String,
    /// Whether there is any source at all.
    pub any: bool,
    /// `12 sources`.
    pub count: String,
    /// The sources, by name.
    pub rows: Vec<SourceRow>,
}

/// One source in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// Its page at the desk.
    pub href: String,
    /// Kind and side in words.
    pub kind: Vec<String>,
    /// In so many published claims.
    pub claims: String,
    /// When it was first named.
    pub since: String,
    /// What it counts as, under which name the public finds it.
    pub standing: Vec<String>,
}

/// The page of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Its name as it stands.
    pub name: String,
    /// Where its forms are sent.
    pub action: String,
    /// `7 published claims. First named on 12 December 2022.`
    pub facts: String,
    /// What was sent, if anything.
    pub sent: Sent,
    /// Name, kind, side and page, as they stand or were typed.
    pub typed: SourceDraft,
    /// The kinds: word and what a form calls it.
    pub kinds: Vec<(String, String)>,
    /// What was typed as the source to merge into.
    pub into: String,
    /// The names that it can be merged into.
    pub others: Vec<String>,
    /// The name of the source that it counts as.
    pub merged: Option<String>,
    /// The name by which the public knows it, if it is withheld.
    pub withheld: Option<String>,
    /// Public texts that hold the name of a withheld source: words and address.
    pub texts: Vec<(String, String)>,
    /// How many more there are.
    pub more_texts: usize,
}

/// Published claims per source, by the short names of the history.
pub type ClaimCounts = BTreeMap<Slug, usize>;

fn claims(naming: &Naming, counts: &ClaimCounts, known: &KnownSource) -> usize {
    counts.get(&naming.written(&known.source.slug)).copied().unwrap_or(0)
}

impl SourcesPage {
    /// The sources whose name holds what was typed.
    pub fn of(site: &Site, account: Account, naming: &Naming, counts: &ClaimCounts, query: &str) -> Self {
        let query = query.trim();
        let wanted = query.to_lowercase();
        let fits = |known: &&KnownSource| known.source.name.as_str().to_lowercase().contains(&wanted);
        let mut found: Vec<&KnownSource> = naming.known().values().filter(fits).collect();
        found.sort_by_key(|known| known.source.name.as_str().to_lowercase());
        Self {
            chrome: Chrome::of_desk(site, &t!("sources-title"), paths::SOURCES, Some(account)),
            query: query.to_owned(),
            any: !naming.known().is_empty(),
            count: t!("sources-count", sources = found.len()),
            rows: found.into_iter().map(|known| row(naming, counts, known)).collect(),
        }
    }
}

fn row(naming: &Naming, counts: &ClaimCounts, known: &KnownSource) -> SourceRow {
    let source = &known.source;
    let side = source.side.as_ref().map(ToString::to_string);
    SourceRow {
        name: source.name.to_string(),
        href: paths::source(&source.slug),
        kind: [keeping::source_kind(source.kind)].into_iter().chain(side).collect(),
        claims: t!("claims", claims = claims(naming, counts, known)),
        since: t!("sources-since-date", date = dates::full(known.since.date_naive())),
        standing: keeping::standing(naming, known),
    }
}

impl SourcePage {
    /// The page of a source as it stands, or as it was typed.
    pub fn of(
        site: &Site,
        account: Account,
        naming: &Naming,
        counts: &ClaimCounts,
        known: &KnownSource,
        typed: Option<(SourceDraft, String)>,
        sent: Sent,
    ) -> Self {
        let source = &known.source;
        let name = source.name.to_string();
        let title = sent.title(t!("source-title", name = name.as_str()));
        let action = paths::source(&source.slug);
        let target = known.merged_into.as_ref().and_then(|into| naming.known().get(into));
        let others = naming.known().values().filter(|other| other.source.slug != source.slug);
        let mut others: Vec<String> =
            others.filter(|other| other.merged_into.is_none()).map(|other| other.source.name.to_string()).collect();
        others.sort();
        let since = dates::full(known.since.date_naive());
        let (typed, into) = typed.unwrap_or_else(|| (SourceDraft::of(source), String::new()));
        Self {
            chrome: Chrome::of_desk(site, &title, &action, Some(account)),
            facts: t!("source-facts", claims = claims(naming, counts, known), since = since),
            name,
            action,
            sent,
            typed,
            kinds: domain::SourceKind::ALL
                .iter()
                .map(|kind| (kind.key().to_owned(), keeping::source_kind(*kind)))
                .collect(),
            into,
            others,
            merged: target.map(|target| target.source.name.to_string()),
            withheld: keeping::public_name(naming, known),
            texts: Vec::new(),
            more_texts: 0,
        }
    }

    /// The same with the public texts that hold its name.
    pub fn with_texts(mut self, texts: Vec<(String, String)>, more: usize) -> Self {
        (self.texts, self.more_texts) = (texts, more);
        self
    }
}
