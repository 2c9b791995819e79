//! The pages of the sources. For admins: they hold names that are withheld from the public.

use app::paths;
use app::text::dates;
use app::text::keeping;
use app::view::chrome::corridor_name;
use app::view::kept::Sent;
use app::view::sources::{ClaimCounts, SourcePage, SourcesPage};
use domain::source_draft::SourceDraft;
use domain::{PublicDay, Slug};

use super::desk::account;
use crate::auth::SignedIn;
use crate::records::Snapshot;
use crate::state::State;

/// So many public texts that hold a withheld name are listed.
const MOST_TEXTS: usize = 20;

/// The sources whose name holds what was typed.
pub fn sources_page(state: &State, who: &SignedIn, query: &str) -> SourcesPage {
    let records = state.records.now();
    SourcesPage::of(&state.site, account(who), records.naming(), &counts(&records), query)
}

/// The page of a source; none if there is no such source.
pub fn source_page(
    state: &State,
    who: &SignedIn,
    slug: &Slug,
    typed: Option<(SourceDraft, String)>,
    sent: Sent,
) -> Option<SourcePage> {
    let records = state.records.now();
    let naming = records.naming();
    let known = naming.known().get(slug)?;
    let page = SourcePage::of(&state.site, account(who), naming, &counts(&records), known, typed, sent);
    if keeping::public_name(naming, known).is_none() {
        return Some(page);
    }
    let mut texts = texts_with(&records, known.source.name.as_str());
    let more = texts.len().saturating_sub(MOST_TEXTS);
    texts.truncate(MOST_TEXTS);
    Some(page.with_texts(texts, more))
}

/// The source of this name.
pub fn source_named(state: &State, name: &str) -> Option<Slug> {
    let records = state.records.now();
    let found = records.naming().known().values().find(|known| known.source.name.as_str() == name.trim());
    found.map(|known| known.source.slug.clone())
}

/// The name of a source; its short name where there is none.
pub fn name_of(state: &State, slug: &Slug) -> String {
    let records = state.records.now();
    records.naming().known().get(slug).map_or_else(|| slug.to_string(), |known| known.source.name.to_string())
}

/// Published claims per source, by the short names of the history.
fn counts(records: &Snapshot) -> ClaimCounts {
    let mut counts = ClaimCounts::new();
    for day in records.all().flat_map(|corridor| corridor.record.days()) {
        for report in &day.as_written().reports {
            *counts.entry(report.source.clone()).or_default() += report.claims.len();
        }
    }
    counts
}

/// Days whose own words, in any state that is public, hold a name: corridor and day, and the day's page.
fn texts_with(records: &Snapshot, name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for corridor in records.all() {
        let record = &corridor.record;
        let dates_with: Vec<_> = record.days().map(|day| day.date).collect();
        for date in dates_with.into_iter().filter(|date| record.states_of(*date).any(|day| holds(day, name))) {
            let words = app::text::row([corridor_name(record), dates::full(date)]);
            found.push((words, paths::day(&record.corridor().slug, date)));
        }
    }
    found
}

fn holds(day: &PublicDay, name: &str) -> bool {
    let claims = day.claims().flat_map(|(_, claim)| [&claim.preferred, &claim.remark, &claim.date_note]);
    let absences = day.absences.iter().flat_map(|absence| [&absence.remark, &absence.date_note]);
    let notes = claims.chain(absences).chain([&day.public_note]).flatten();
    let mut texts = notes.chain(day.events.iter().map(|event| &event.title)).map(|note| note.as_str());
    texts.any(|text| text.contains(name)) || day.reason.as_ref().is_some_and(|reason| reason.contains(name))
}
