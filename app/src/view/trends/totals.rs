//! Running totals and access, bucket by bucket: the last total of each source, the status of each day.

use std::collections::BTreeSet;

use domain::reconcile::{RunningTotals, Step};
use domain::record::Said;
use domain::status::{DayStatus, Headline, StatusWord};
use domain::trend::BucketState;
use domain::{AccessClass, AccessStatus, By, Moment, Record, Window};

use super::series::{BucketData, Corrected, Coverage, Held, bound_of, corrected_within};
use super::words as told;
use crate::t;
use crate::text::{and_then, labels, row, running, trends as words};
use crate::view::cite::Cite;
use crate::view::running::total_words;
use crate::view::status_page::{later_lines, lines_beside};

/// The last total of each bucket. A running total is never added, and nothing is made of what lies between two.
pub(super) fn of_totals(
    record: &Record,
    series: &RunningTotals<'_>,
    window: Window,
    by: By,
    corrected: &Corrected,
) -> Vec<BucketData> {
    let slug = &record.corridor().slug;
    let bucket = |part: Window| {
        let steps: Vec<&Step<'_>> = series.steps.iter().filter(|step| part.holds(step.date)).collect();
        let bare = BucketData::silent(record, part, by.around(part.from) == part);
        let days = steps.iter().filter(|step| step.total.is_some()).count();
        let silent = bare.coverage.silent.saturating_sub(steps.len());
        let coverage = Coverage { days, in_words: steps.len() - days, silent, ..bare.coverage };
        let bare = BucketData { coverage, ..bare };
        let bare_is_day = bare.is_one_day();
        let Some(last) = steps.last() else { return BucketData { rests: told::rests(&bare), ..bare } };
        let told = total_words(last);
        let told = if bare.is_one_day() { told } else { words::on(&told, last.date, window.to) };
        let data = match &last.total {
            Some(total) => BucketData { bound: Some(bound_of(total)), ..bare.with_figure(total, told) },
            None => BucketData { state: BucketState::InWords, words: told, ..bare },
        };
        let corrected_at = corrected_within(corrected, part);
        // Of several totals each has its own: what comes of the last one alone would hide the others.
        let held = bare_is_day.then(|| held(last, series.source_name, window));
        let data = BucketData { date: Some(last.date), corrected_at, held, ..data }.said_by(slug, last.claims.iter());
        let held = data.held.as_ref().map(|held| held.words.clone());
        let rests = match held {
            Some(held) => held,
            None => {
                let told = [told::rests(&data)].into_iter().chain(parted(&steps, window));
                told.reduce(|first, next| t!("phrase-and-sentence", first = first, next = next)).unwrap_or_default()
            }
        };
        BucketData { rests, ..data }
    };
    by.parts(window).into_iter().map(bucket).collect()
}

/// Of several totals those that do not come to what daily reports hold, each with its day.
fn parted(steps: &[&Step<'_>], window: Window) -> Vec<String> {
    let parted = steps.iter().filter(|step| step.outcome.is_unreconciled());
    parted.map(|step| words::on(&running::verdict(&step.outcome), step.date, window.to)).collect()
}

/// What comes of a total beside the daily figures.
fn held(step: &Step<'_>, source: &str, window: Window) -> Held {
    let between = step.between.as_ref();
    let since = match between {
        Some(between) => running::in_short(between, window.to),
        None => running::since(step, source, None, window.to),
    };
    let since = since.into_iter().reduce(|first, next| and_then(first, Some(next)));
    Held {
        after: between.map(|between| between.after),
        rise: between.map(|between| between.rise),
        daily: between.filter(|between| between.daily.is_reported()).map(|between| between.daily.figure.interval),
        outcome: step.outcome,
        words: t!("phrase-and-sentence", first = running::verdict(&step.outcome), next = since),
    }
}

/// The place of a status among the counts of a bucket: open, restricted, closed, disputed, unknown.
fn place(word: StatusWord) -> usize {
    match word {
        StatusWord::Said(AccessStatus::Open) => 0,
        StatusWord::Said(AccessStatus::Restricted) => 1,
        StatusWord::Said(AccessStatus::Closed) => 2,
        StatusWord::Disputed => 3,
        StatusWord::Unknown => 4,
    }
}

/// The words of files, in the order of those places.
pub const STATUS_KEYS: [&str; 5] = ["open", "restricted", "closed", "disputed", "unknown"];

/// The status of each day, or on how many days of a week or month it was which. A disputed status is none of the others.
pub(super) fn of_access(
    record: &Record,
    moment: &Moment,
    class: Option<AccessClass>,
    window: Window,
    by: By,
    corrected: &Corrected,
) -> Vec<BucketData> {
    let all = DayStatus::of_each(record, window, moment.today);
    let bucket = |part: Window| {
        let start = all.partition_point(|status| status.date < part.from);
        let statuses = all.get(start..start + part.days()).unwrap_or_default();
        let mut counts = [0; 5];
        for status in statuses {
            counts[place(word(status, class))] += 1;
        }
        let bare = BucketData::silent(record, part, by.around(part.from) == part);
        let days = part.days() - counts[4];
        let state = if days > 0 { BucketState::Figure } else { bare.state };
        let coverage =
            Coverage { days, differing: counts[3], silent: bare.coverage.silent.saturating_sub(days), ..bare.coverage };
        let (words, rests, cites) = match statuses {
            [_] if state == BucketState::Withdrawn => (bare.words.clone(), told::rests(&bare), Vec::new()),
            [one] => one_day(record, one, class, moment),
            _ => {
                let spoken = Some(words::spoken(days, part.days()));
                let gone = words::days_withdrawn(bare.coverage.withdrawn);
                (words::access_counts(&counts), row(spoken.into_iter().chain(gone)), Vec::new())
            }
        };
        let corrected_at = corrected_within(corrected, part);
        let said = statuses.iter().flat_map(|status| claims(status, class));
        let date = (part.days() == 1).then_some(part.from);
        let said_later = if class.is_none() { later(statuses) } else { Vec::new() };
        let data = BucketData { said_later, state, words, date, access: Some(counts), coverage, corrected_at, ..bare };
        let data = data.said_by(&record.corridor().slug, said);
        let cites = if cites.is_empty() { data.cites.clone() } else { cites };
        BucketData { rests, cites, ..data }
    };
    by.parts(window).into_iter().map(bucket).collect()
}

/// The statuses that were said later of days, each once, in the order open, restricted, closed.
fn later(statuses: &[DayStatus<'_>]) -> Vec<&'static str> {
    let all: BTreeSet<AccessStatus> = statuses.iter().flat_map(DayStatus::later_statuses).collect();
    AccessStatus::ALL.into_iter().filter(|status| all.contains(status)).map(AccessStatus::key).collect()
}

fn headline<'s, 'r>(status: &'s DayStatus<'r>, class: Option<AccessClass>) -> Option<&'s Headline<'r>> {
    match class {
        None => Some(&status.headline),
        Some(class) => status.classes.iter().find(|(found, _)| *found == class).map(|(_, headline)| headline),
    }
}

fn word(status: &DayStatus<'_>, class: Option<AccessClass>) -> StatusWord {
    headline(status, class).map_or(StatusWord::Unknown, Headline::word)
}

/// Who says so: of a day that a later claim disputes, both sides.
fn claims<'s, 'r>(status: &'s DayStatus<'r>, class: Option<AccessClass>) -> impl Iterator<Item = &'s Said<'r>> {
    let own = headline(status, class).map(Headline::claims).unwrap_or_default();
    let is_disputed = class.is_none() && status.headline.word() == StatusWord::Disputed;
    let agreed = own.windows(2).all(|two| two[0].claim.says == two[1].claim.says);
    let differ = move |said: &&Said<'r>| {
        is_disputed && agreed && own.first().is_some_and(|first| first.claim.says != said.claim.says)
    };
    own.iter().chain(status.said_later.iter().filter(differ))
}

fn one_day(
    record: &Record,
    status: &DayStatus<'_>,
    class: Option<AccessClass>,
    moment: &Moment,
) -> (String, String, Vec<Cite>) {
    let slug = &record.corridor().slug;
    let word = labels::status_word(word(status, class));
    match class {
        None => {
            let cites = Cite::of_status(slug, status, moment.today);
            // In a dispute with what was said later those who say so are among the sources, each with their words.
            let later =
                if cites.len() > status.headline.claims().len() { Vec::new() } else { later_lines(status, moment) };
            let lines: Vec<String> = lines_beside(status).into_iter().chain(later).collect();
            (word, lines.join(". "), cites)
        }
        Some(_) => {
            let said: Vec<Said<'_>> = claims(status, class).copied().collect();
            (word, words::spoken(usize::from(!said.is_empty()), 1), Cite::list(slug, &said))
        }
    }
}
