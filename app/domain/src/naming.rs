//! How sources and carriers are told to the public: merged ones count as the one that they turned out to be, withheld
//! ones lose their name. The public record is built through this and nothing else; a raw name does not reach it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::absence::Absence;
use crate::corridor::Corridor;
use crate::day_report::{DayReport, Report};
use crate::label::Label;
use crate::record::Sources;
use crate::slug::Slug;
use crate::source::{Source, SourceKind, is_reserved};

/// Spellings of carriers, each with the one in whose place it stands.
pub type Carriers = BTreeMap<Label, Label>;

/// A source as the desk keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSource {
    /// The office.
    pub source: Source,
    /// The source that it turned out to be; it keeps its own name in the history.
    pub merged_into: Option<Slug>,
    /// Of one whose identity is withheld: the number under which the public is told of it, from 1.
    pub withheld: Option<u32>,
    /// When it was first named.
    pub since: DateTime<Utc>,
}

/// All sources and carriers, with what the public is told of each.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    known: BTreeMap<Slug, KnownSource>,
    carriers: Carriers,
    at_desk: Sources,
    public: Arc<Sources>,
    told: BTreeMap<Slug, Told>,
}

/// Under which short names the public is told of a source.
#[derive(Clone, Debug)]
struct Told {
    /// In figures, files and everywhere else.
    counts_as: Slug,
    /// In the history of a day.
    written: Slug,
    /// Of a withheld one: its number.
    hidden: Option<u32>,
}

/// Whose name stands in a day: the history keeps the one that was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    Counted,
    Written,
}

impl Naming {
    /// The naming of these sources and carriers.
    pub fn new(known: impl IntoIterator<Item = KnownSource>, carriers: Carriers) -> Self {
        let known = known.into_iter().map(|known| (known.source.slug.clone(), known)).collect();
        let mut naming = Self { known, carriers, ..Self::default() };
        naming.told = naming.known.keys().map(|slug| (slug.clone(), naming.tell(slug))).collect();
        naming.at_desk = naming.known.iter().map(|(slug, one)| (slug.clone(), naming.for_the_desk(one))).collect();
        naming.public = Arc::new(naming.known.values().map(|one| naming.for_the_public(one)).collect());
        naming
    }

    /// The same with sources that are named for the first time.
    pub fn with(&self, sources: impl IntoIterator<Item = Source>, since: DateTime<Utc>) -> Self {
        let new = |source| KnownSource { source, merged_into: None, withheld: None, since };
        Self::new(self.known.values().cloned().chain(sources.into_iter().map(new)), self.carriers.clone())
    }

    /// Every source, by its short name.
    pub fn known(&self) -> &BTreeMap<Slug, KnownSource> {
        &self.known
    }

    /// Spellings of carriers that stand for another one.
    pub fn carriers(&self) -> &Carriers {
        &self.carriers
    }

    /// The sources as the desk's documents name them: each under its own name. The short name within is that of the one
    /// that it counts as: a name that is typed anew names that one.
    pub fn at_desk(&self) -> &Sources {
        &self.at_desk
    }

    /// The sources as the public is told of them, withheld ones without name, side and page. A merged one stands there
    /// under its own name, for the history, with the short name of the one that it counts as.
    pub fn public(&self) -> &Arc<Sources> {
        &self.public
    }

    /// The source and those that it was merged into, one after the other. Ends where a circle would begin.
    pub fn chain(&self, slug: &Slug) -> Vec<&KnownSource> {
        let mut chain: Vec<&KnownSource> = Vec::new();
        let mut next = self.known.get(slug);
        while let Some(known) = next.filter(|next| !chain.iter().any(|seen| seen.source.slug == next.source.slug)) {
            chain.push(known);
            next = known.merged_into.as_ref().and_then(|slug| self.known.get(slug));
        }
        chain
    }

    /// The short name under which the public finds a source, in the history of a day.
    pub fn written(&self, slug: &Slug) -> Slug {
        self.told.get(slug).map_or_else(|| slug.clone(), |told| told.written.clone())
    }

    /// The spelling under which a carrier is told.
    pub fn carrier(&self, label: &Label) -> Label {
        let mut seen = vec![label];
        while let Some(next) = seen.last().and_then(|last| self.carriers.get(*last)).filter(|next| !seen.contains(next))
        {
            seen.push(next);
        }
        seen.last().copied().unwrap_or(label).clone()
    }

    /// Settings in which the carriers that are expected are spelled as they are told.
    pub fn corridor(&self, corridor: &Corridor) -> Corridor {
        let mut corridor = corridor.clone();
        for expected in &mut corridor.expected {
            let Some(carrier) = expected.carrier.as_ref().map(|carrier| self.carrier(carrier)) else { continue };
            let spelled_so = |other: &&Label| self.carrier(other) == carrier;
            expected.spellings = self.carriers.keys().filter(spelled_so).cloned().collect();
            expected.carrier = Some(carrier);
        }
        corridor
    }

    /// A day as it counts, without what could tell who a withheld source is.
    pub fn counted(&self, day: &DayReport) -> DayReport {
        self.tell_day(day, As::Counted)
    }

    /// The same day with the names that were written, for the history.
    pub fn as_written(&self, day: &DayReport) -> DayReport {
        self.tell_day(day, As::Written)
    }

    fn tell(&self, slug: &Slug) -> Told {
        let chain = self.chain(slug);
        // Withheld as the one that it counts as. A withheld one that was merged into an open one stays apart: its reports
        // under an open name would tell who it is.
        let target = chain.last().filter(|target| target.withheld.is_some());
        let withheld = target.or_else(|| chain.iter().find(|one| one.withheld.is_some()));
        let counts_as = chain.last().map_or(slug, |target| &target.source.slug).clone();
        match withheld.and_then(|one| one.withheld) {
            Some(number) => {
                let hidden = self.hidden_slug(number);
                Told { counts_as: hidden.clone(), written: hidden, hidden: Some(number) }
            }
            None => Told { counts_as, written: slug.clone(), hidden: None },
        }
    }

    fn for_the_desk(&self, known: &KnownSource) -> Source {
        let target = self.chain(&known.source.slug).last().map(|target| target.source.slug.clone());
        Source { slug: target.unwrap_or_else(|| known.source.slug.clone()), ..known.source.clone() }
    }

    fn for_the_public(&self, known: &KnownSource) -> (Slug, Source) {
        let told = self.tell(&known.source.slug);
        let source = match told.hidden {
            Some(number) => Source {
                slug: told.counts_as,
                name: hidden_name(number),
                kind: SourceKind::Other,
                side: None,
                page: None,
            },
            None => Source { slug: told.counts_as, ..known.source.clone() },
        };
        (told.written, source)
    }

    /// `withheld-1`: no source has such a short name ([`is_reserved`]); one that got it before makes it longer.
    fn hidden_slug(&self, number: u32) -> Slug {
        let mut text = format!("withheld-{number}");
        loop {
            match text.parse::<Slug>() {
                Ok(slug) if !self.known.contains_key(&slug) => return slug,
                _ => text.push_str("-x"),
            }
        }
    }

    fn is_hidden(&self, slug: &Slug) -> bool {
        self.told.get(slug).is_some_and(|told| told.hidden.is_some())
    }

    /// Whether a relay is a source whose name is withheld.
    fn names_hidden(&self, label: &Label) -> bool {
        self.known.values().any(|known| known.source.name == *label && self.is_hidden(&known.source.slug))
    }

    fn tell_day(&self, day: &DayReport, how: As) -> DayReport {
        let mut day = day.clone();
        for report in &mut day.reports {
            self.tell_report(report, how);
        }
        for absence in &mut day.absences {
            self.tell_absence(absence, how);
        }
        for event in &mut day.events {
            if event.source.as_ref().is_some_and(|source| self.is_hidden(source)) {
                event.url = None;
            }
            self.tell_source(event.source.as_mut(), how);
        }
        day
    }

    fn tell_source(&self, source: Option<&mut Slug>, how: As) {
        if let Some((source, told)) = source.and_then(|source| self.told.get(source).map(|told| (source, told))) {
            let slug = if how == As::Counted { &told.counts_as } else { &told.written };
            slug.clone_into(source);
        }
    }

    fn tell_carrier(&self, carrier: &mut Option<Label>, how: As) {
        if let (Some(label), As::Counted) = (&carrier, how) {
            *carrier = Some(self.carrier(label));
        }
    }

    fn tell_report(&self, report: &mut Report, how: As) {
        let hidden = self.is_hidden(&report.source);
        report.via = report.via.take().filter(|via| !hidden && !self.names_hidden(via));
        report.url = report.url.take().filter(|_| !hidden);
        for claim in &mut report.claims {
            // The source's own words, and where they stood: they describe it.
            claim.remark = claim.remark.take().filter(|_| !hidden);
            claim.date_note = claim.date_note.take().filter(|_| !hidden);
            self.tell_carrier(&mut claim.thing.carrier, how);
        }
        self.tell_source(Some(&mut report.source), how);
    }

    fn tell_absence(&self, absence: &mut Absence, how: As) {
        let hidden = absence.source.as_ref().is_some_and(|source| self.is_hidden(source));
        absence.via = absence.via.take().filter(|via| !hidden && !self.names_hidden(via));
        absence.url = absence.url.take().filter(|_| !hidden);
        absence.remark = absence.remark.take().filter(|_| !hidden);
        absence.date_note = absence.date_note.take().filter(|_| !hidden);
        self.tell_carrier(&mut absence.thing.carrier, how);
        self.tell_source(absence.source.as_mut(), how);
    }
}

/// What the public calls a withheld source: a name like others, the same in every language.
fn hidden_name(number: u32) -> Label {
    let name = if number == 1 { "Source withheld".to_owned() } else { format!("Source withheld {number}") };
    Label::of_ours(name)
}

/// The names that a form offers: of sources that count as themselves and are not withheld.
pub fn offered(public: &Sources) -> impl Iterator<Item = &Label> {
    let own = public.iter().filter(|(slug, source)| **slug == source.slug && !is_reserved(slug));
    own.map(|(_, source)| &source.name)
}
