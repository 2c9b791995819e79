//! What looks odd about a day that somebody sends: asked for a word why it is right, and the words kept in the internal note.

use app::text::warnings;
use domain::draft::{DraftFault, DraftProblem, ReadDraft};
use domain::note::NoteError;
use domain::{DayReport, Note, Oddity};

use crate::queries::day_form::DayAtDesk;

/// The place of a claim in the form, and what looks odd about it.
pub(super) type Odd = ((usize, usize), Oddity);

/// What looks odd, in the order of the form, and has no word yet why it is right. What stood in the state that the writer saw
/// is not asked again.
pub(super) fn unexplained(day: &DayAtDesk, read: &ReadDraft, base: i64) -> Vec<Odd> {
    let (record, naming) = (&day.corridor.record, day.records.naming());
    let seen = day.seen_report(base);
    let odd = domain::warning::warnings(record, naming, &read.report, seen).into_iter().filter_map(|warning| {
        let index = read.report.claims().position(|(_, claim)| claim.id == warning.claim)?;
        let explained = read.whys.get(index).is_some_and(Option::is_some);
        (!explained).then_some((*read.places.get(index)?, warning.what))
    });
    odd.collect()
}

/// The same with every word why in the internal note, which reviewers read and readers never do. The lines depend on nothing but
/// what was typed: the same form sent again has the same content.
pub(super) fn with_reasons(day: &DayAtDesk, mut read: ReadDraft) -> Result<ReadDraft, DraftProblem> {
    let lines = lines(day, &read.report, &read.whys, &read.new_sources);
    if lines.is_empty() {
        return Ok(read);
    }
    let before = read.report.internal_note.as_ref().map(|note| note.to_string());
    let new = lines.into_iter().filter(|line| !before.as_ref().is_some_and(|before| before.contains(line.as_str())));
    let all: Vec<String> = before.clone().into_iter().chain(new).collect();
    let too_long = |error: NoteError| DraftProblem { field: "internal_note".to_owned(), what: DraftFault::Note(error) };
    read.report.internal_note = Some(all.join("\n").parse().map_err(too_long)?);
    Ok(read)
}

fn lines(day: &DayAtDesk, report: &DayReport, whys: &[Option<Note>], new_sources: &[domain::Source]) -> Vec<String> {
    let claims = report.claims().zip(whys);
    let said = claims.filter_map(|((report, claim), why)| {
        let new = new_sources.iter().find(|source| source.slug == report.source);
        let source = new.or_else(|| day.records.sources().get(&report.source));
        let name = source.map_or(report.source.as_str(), |source| source.name.as_str());
        Some(warnings::kept(claim, name, why.as_ref()?.as_str(), day.moment.today))
    });
    said.collect()
}
