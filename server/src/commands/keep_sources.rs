//! Changes what is known of a source: its name, what it was merged into, whether the public is told who it is.

use domain::{Actor, KnownSource, Naming, Slug, Source, Verb};

use super::keep_names::{KeepError, tell_anew};
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, WriteTransaction, audit, sources};

/// What is done to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceChange {
    /// Another name, kind, side or page; the short name stays.
    Edit(Source),
    /// It turned out to be this one.
    Merge(Slug),
    /// It is one of its own again.
    Part,
    /// The public is not told who it is.
    Withhold,
    /// The public is told again.
    Tell,
}

/// Why a source is not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum SourceRefusal {
    /// Only an admin keeps sources.
    #[error("only an admin keeps sources")]
    NotAllowed,
    /// There is no such source.
    #[error("there is no source {0}")]
    NoSource(Slug),
    /// Another source has the name.
    #[error("the source {0} has this name")]
    NameTaken(Slug),
    /// The source that it should be merged into is merged into this one already, or is this one.
    #[error("a source cannot be merged into itself, nor in a circle")]
    Circle,
    /// The source that it should be merged into was merged into another one.
    #[error("the source was merged into {0}; merge into that one")]
    IntoMerged(Slug),
    /// Another source was merged into the one that should be merged.
    #[error("{0} was merged into this source; undo that first")]
    HasMerged(Slug),
    /// A withheld source would be told under an open name.
    #[error("a withheld source is not merged into one whose name is public")]
    IntoOpen,
    /// It could not be stored.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<StorageError> for SourceRefusal {
    fn from(error: StorageError) -> Self {
        Self::Keep(error.into())
    }
}

/// Changes a source; what changes nothing is not written down. Returns after the commit, when readers see it.
pub async fn change_source(
    state: &State,
    actor: &Actor,
    slug: &Slug,
    change: SourceChange,
) -> Result<(), SourceRefusal> {
    if !actor.may(Verb::KeepSources, None) {
        return Err(SourceRefusal::NotAllowed);
    }
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let records = state.records.now();
    let naming = records.naming();
    let known = naming.known().get(slug).ok_or_else(|| SourceRefusal::NoSource(slug.clone()))?;
    check(naming, known, &change)?;
    if !differs(known, &change) {
        write.roll_back().await?;
        return Ok(());
    }
    store(&mut write, slug, &change).await?;
    let (verb, detail) = line(known, &change);
    audit::append(&mut write, now, &actor.account, verb, slug.as_str(), detail.as_deref()).await?;
    let committed = write.commit_command().await?;
    tell_anew(state, committed).await?;
    Event::SOURCE_CHANGE.by(&actor.account).because(verb).done();
    Ok(())
}

fn check(naming: &Naming, known: &KnownSource, change: &SourceChange) -> Result<(), SourceRefusal> {
    match change {
        SourceChange::Edit(source) => {
            let others = naming.known().values().filter(|other| other.source.slug != known.source.slug);
            match others.into_iter().find(|other| other.source.name == source.name) {
                Some(other) => Err(SourceRefusal::NameTaken(other.source.slug.clone())),
                None => Ok(()),
            }
        }
        SourceChange::Merge(into) => check_merge(naming, known, into),
        SourceChange::Part | SourceChange::Withhold | SourceChange::Tell => Ok(()),
    }
}

/// One step is enough: a chain would be hard to read, and harder to undo.
fn check_merge(naming: &Naming, known: &KnownSource, into: &Slug) -> Result<(), SourceRefusal> {
    let target = naming.known().get(into).ok_or_else(|| SourceRefusal::NoSource(into.clone()))?;
    if naming.chain(into).iter().any(|one| one.source.slug == known.source.slug) {
        return Err(SourceRefusal::Circle);
    }
    if let Some(next) = &target.merged_into {
        return Err(SourceRefusal::IntoMerged(next.clone()));
    }
    let merged = naming.known().values().find(|other| other.merged_into.as_ref() == Some(&known.source.slug));
    if let Some(other) = merged {
        return Err(SourceRefusal::HasMerged(other.source.slug.clone()));
    }
    let open = known.withheld.is_some() && target.withheld.is_none();
    if open { Err(SourceRefusal::IntoOpen) } else { Ok(()) }
}

fn differs(known: &KnownSource, change: &SourceChange) -> bool {
    match change {
        SourceChange::Edit(source) => known.source != Source { slug: known.source.slug.clone(), ..source.clone() },
        SourceChange::Merge(into) => known.merged_into.as_ref() != Some(into),
        SourceChange::Part => known.merged_into.is_some(),
        SourceChange::Withhold => known.withheld.is_none(),
        SourceChange::Tell => known.withheld.is_some(),
    }
}

async fn store(write: &mut WriteTransaction, slug: &Slug, change: &SourceChange) -> Result<(), StorageError> {
    match change {
        SourceChange::Edit(source) => sources::change(write, &Source { slug: slug.clone(), ..source.clone() }).await,
        SourceChange::Merge(into) => sources::merge(write, slug, Some(into)).await,
        SourceChange::Part => sources::merge(write, slug, None).await,
        SourceChange::Withhold => sources::withhold(write, slug).await,
        SourceChange::Tell => sources::tell(write, slug).await,
    }
}

/// The audit's line: what was done, and of an edit which parts. Admins alone read it.
fn line(known: &KnownSource, change: &SourceChange) -> (&'static str, Option<String>) {
    match change {
        SourceChange::Edit(source) => {
            let old = &known.source;
            let parts = [
                ("name", old.name != source.name),
                ("kind", old.kind != source.kind),
                ("side", old.side != source.side),
                ("page", old.page != source.page),
            ];
            let parts: Vec<&str> = parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
            ("source.change", Some(parts.join(", ")))
        }
        SourceChange::Merge(into) => ("source.merge", Some(format!("into {into}"))),
        SourceChange::Part => ("source.part", known.merged_into.as_ref().map(|into| format!("from {into}"))),
        SourceChange::Withhold => ("source.withhold", None),
        SourceChange::Tell => ("source.tell", None),
    }
}
