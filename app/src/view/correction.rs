//! Corrections, told where the old figure stood: over the sentence, over the claims, at the claim itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::change::{Change, ClaimField, Stated};
use domain::history::corrections;
use domain::{DayChange, Moment, PublicDay, PublicSays, Record, Thing};

use super::chrome::Way;
use super::entry;
use crate::text::sentences::Phrase;
use crate::text::{dates, figures};
use crate::{paths, t};

/// The status page tells every correction for so many days after its publication…
const DAYS_TOLD: i64 = 7;
/// …and for so many where the day itself is among those that the page lists.
const DAYS_TOLD_OF_LISTED: i64 = 30;
/// So many corrections are told; one line names the number of the others.
const MOST_TOLD: usize = 2;
/// So many sentences of one correction are told.
const MOST_LINES: usize = 3;

/// A correction, told beside what it corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionNotice {
    /// `Corrected 10 May 2023, 19:40.`
    pub when: String,
    /// The day that was corrected, where the page is of several days.
    pub day: Option<Way>,
    /// What changed; the parts that stand out stood before.
    pub lines: Vec<Phrase>,
    /// `3 more changes.`
    pub more: Option<String>,
    /// Why, as the desk wrote it.
    pub reason: Option<String>,
    /// Its own page.
    pub href: String,
}

/// Corrections with the way to those that are not told here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// The newest first.
    pub told: Vec<CorrectionNotice>,
    /// The others.
    pub others: Option<Way>,
}

/// That a correction changed a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCorrection {
    /// `Corrected 10 May 2023, 19:40.`
    pub when: String,
    /// `Before: 30.`
    pub before: Option<Phrase>,
    /// The correction's own page.
    pub href: String,
}

impl Corrections {
    /// Those of one day.
    pub fn of_day(record: &Record, moment: &Moment, date: NaiveDate) -> Self {
        let mut all = corrections(record, date);
        all.reverse();
        let others = Way::to("", paths::day(&record.corridor().slug, date) + "#history");
        Self::of(record, moment, all, false, others)
    }

    /// Those that the status page tells: published lately, or of one of the days that it lists.
    pub fn lately(record: &Record, moment: &Moment, listed: &[NaiveDate]) -> Self {
        let local = entry::local_day(record);
        let mut all: Vec<(Option<&PublicDay>, &PublicDay)> = record
            .days()
            .flat_map(|day| corrections(record, day.date))
            .filter(|(_, state)| {
                let age = (moment.today - local(state.published_at)).num_days();
                age <= DAYS_TOLD || (age <= DAYS_TOLD_OF_LISTED && listed.contains(&state.date))
            })
            .collect();
        all.sort_by_key(|(_, state)| std::cmp::Reverse(state.seq));
        Self::of(record, moment, all, true, all_of_corridor(record))
    }

    /// Those that were published lately, whatever they are of, and those of claims that are cited: by their addresses.
    pub fn lately_or_cited(record: &Record, moment: &Moment, cited: &BTreeSet<&str>) -> Self {
        let (slug, local) = (&record.corridor().slug, entry::local_day(record));
        Self::among(record, moment, |before, state| {
            let is_cited = |claim: &str| cited.contains(paths::claim(slug, state.date, claim).as_str());
            let is_late = (moment.today - local(state.published_at)).num_days() <= DAYS_TOLD;
            is_late || stated(before, state).iter().any(|stated| is_cited(&stated.id))
        })
    }

    /// Those of what is shown: of which days and things, `shown` says.
    pub fn of_shown(record: &Record, moment: &Moment, shown: &dyn Fn(NaiveDate, &Thing) -> bool) -> Self {
        Self::among(record, moment, |before, state| {
            stated(before, state).iter().any(|stated| shown(state.date, &stated.thing))
        })
    }

    fn among(record: &Record, moment: &Moment, told: impl Fn(Option<&PublicDay>, &PublicDay) -> bool) -> Self {
        let mut all: Vec<(Option<&PublicDay>, &PublicDay)> =
            record.days().flat_map(|day| corrections(record, day.date)).collect();
        all.retain(|(before, state)| told(*before, state));
        all.sort_by_key(|(_, state)| std::cmp::Reverse(state.seq));
        Self::of(record, moment, all, true, all_of_corridor(record))
    }

    fn of(
        record: &Record,
        moment: &Moment,
        all: Vec<(Option<&PublicDay>, &PublicDay)>,
        with_day: bool,
        others: Way,
    ) -> Self {
        let more = all.len().saturating_sub(MOST_TOLD);
        let told = all.into_iter().take(MOST_TOLD);
        Self {
            told: told.map(|(before, state)| notice(record, moment, before, state, with_day)).collect(),
            others: (more > 0).then(|| Way { words: t!("corrected-other", corrections = more), ..others }),
        }
    }
}

/// The way to all corrections of a corridor, without its words.
fn all_of_corridor(record: &Record) -> Way {
    let asked = paths::AskedChanges { kinds: [domain::EntryKind::Correction].into(), ..Default::default() };
    Way::to("", paths::changes_over(&record.corridor().slug, &asked))
}

/// What a correction changed, added or took back, as it was and as it is: all that its day states, where the state before it
/// may not be seen.
fn stated(before: Option<&PublicDay>, state: &PublicDay) -> Vec<Stated> {
    let change = DayChange::between(before, state);
    let both = change.claims.iter().flat_map(|change| [change.before().cloned(), change.after().cloned()]);
    both.flatten().collect()
}

fn notice(
    record: &Record,
    moment: &Moment,
    before: Option<&PublicDay>,
    state: &PublicDay,
    with_day: bool,
) -> CorrectionNotice {
    let corridor = record.corridor();
    let change =
        before.map(|before| DayChange::between(Some(before.as_written()), state.as_written())).unwrap_or_default();
    let mut lines = before.map(|_| entry::lines(record, state.date, &change, moment)).unwrap_or_default();
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    CorrectionNotice {
        when: when(record, state),
        day: with_day.then(|| Way::to(&dates::short(state.date, moment.today), paths::day(&corridor.slug, state.date))),
        lines,
        more: (more > 0).then(|| t!("corrected-more", changes = more)),
        reason: state.reason.as_ref().map(|reason| t!("entry-reason", reason = reason)),
        href: paths::change(&corridor.slug, state.seq),
    }
}

fn when(record: &Record, state: &PublicDay) -> String {
    t!("corrected-on", moment = dates::when(state.published_at, &record.corridor().time_zone))
}

/// The claims of a day that a correction changed or added, by id: the last correction of each.
pub fn of_claims(record: &Record, date: NaiveDate) -> BTreeMap<String, ClaimCorrection> {
    let mut found = BTreeMap::new();
    for (before, state) in corrections(record, date).into_iter().filter(|(before, _)| before.is_some()) {
        for change in DayChange::between(before, state).claims {
            let Some(new) = change.after() else { continue };
            let correction = ClaimCorrection {
                when: when(record, state),
                before: before_of(&change),
                href: paths::change(&record.corridor().slug, state.seq),
            };
            found.insert(new.id.clone(), correction);
        }
    }
    found
}

/// What a claim said before, where that changed and may be told.
fn before_of(change: &Change<Stated, ClaimField>) -> Option<Phrase> {
    let Change::Changed { old, new, fields } = change else { return None };
    let told = fields.contains(&ClaimField::Says) && new.says != PublicSays::Withheld;
    told.then(|| Phrase::of(&t!("corrected-earlier", old = figures::says(&old.says))))
}

/// Whether a day was corrected since it was first published, for the name of its cell.
pub fn is_corrected(record: &Record, date: NaiveDate) -> bool {
    !corrections(record, date).is_empty()
}
