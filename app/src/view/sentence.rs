//! The sentence that answers "is it open?": the status of the day, then clause by clause, each with its sources.

use chrono::NaiveDate;
use domain::corridor::Expected;
use domain::figure::DayFigure;
use domain::measure::MeasureKind;
use domain::status::{DayStatus, Headline, day_counts, last_reported};
use domain::streak::{Mover, Streak, unplaced};
use domain::{Measure, Moment, Record, Stage, Thing};

use super::cite::{self, Cite};
use super::mark::Mark;
use crate::t;
use crate::text::sentences::{self, Phrase};
use crate::text::{dates, figures, labels};

/// A figure older than this many days is not in the sentence.
const FRESH_DAYS: i64 = 7;
/// So many carriers have a clause of their own.
const MOST_STREAKS: usize = 3;

/// The answer in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The shape of the status.
    pub mark: Mark,
    /// The status in one word, with a capital.
    pub word: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
}

/// One clause with its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its words.
    pub phrase: Phrase,
    /// Who says so.
    pub cites: Vec<Cite>,
}

impl Sentence {
    /// The answer at a moment.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let status = DayStatus::of(record, moment.today, moment.today);
        let slug = &record.corridor().slug;
        let mut clauses = opening(record, &status, moment);
        clauses.extend(streaks(record, moment));
        clauses.extend(totals(record, moment));
        clauses.extend(figures_of_the_week(record, moment));
        Self {
            mark: Mark::of_day(&status),
            word: labels::status_word(status.headline.word()),
            cites: Cite::of_status(slug, &status, moment.today),
            clauses,
        }
    }

    /// The whole answer as text, sources in brackets.
    pub fn text(&self) -> String {
        let clauses = self.clauses.iter().map(|clause| sentences::clause(&clause.phrase, &cite::line(&clause.cites)));
        let known = !matches!(self.mark, Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..));
        let text = sentences::answer(&self.word, known, &cite::line(&self.cites), clauses.collect());
        text.replace('\u{a0}', " ")
    }
}

/// The date, the day count; what was reported last when nothing is dated today.
fn opening(record: &Record, status: &DayStatus<'_>, moment: &Moment) -> Vec<Clause> {
    let corridor = record.corridor();
    let slug = &corridor.slug;
    let today = moment.today;
    if status.headline != Headline::Unknown {
        let counts = day_counts(status);
        if counts.is_empty() {
            return vec![Clause { phrase: sentences::on(today), cites: Vec::new() }];
        }
        let clause = |count: &domain::status::DayCount<'_>| Clause {
            phrase: sentences::day_count(today, count.number, count.since),
            cites: Cite::list(slug, &count.claims),
        };
        return counts.iter().map(clause).collect();
    }
    let phrase = match corridor.record_ends {
        _ if today < corridor.record_begins => sentences::not_begun(corridor.record_begins),
        Some(end) if today > end => sentences::ended(end),
        _ if record.day(today).is_some() => sentences::no_status(today),
        _ => sentences::no_report_yet(today),
    };
    // “Unknown” says nothing about the date: what follows is a sentence of its own.
    let mut clauses = vec![Clause { phrase: phrase.capital(), cites: Vec::new() }];
    if let Some(last) = last_reported(record, today) {
        let phrase = sentences::last_reported(last.date, today, last.headline.word());
        clauses.push(Clause { phrase, cites: Cite::list(slug, last.headline.claims()) });
    }
    clauses
}

/// How long ago each carrier last moved patients; then any carrier, where that says something else.
fn streaks(record: &Record, moment: &Moment) -> Vec<Clause> {
    let corridor = record.corridor();
    let streaks = Streak::all(record, moment.today);
    if streaks.is_empty() {
        let begun = moment.today >= corridor.record_begins;
        let counted = corridor.expected.iter().any(|expected| expected.measure == Measure::PatientsTransferred);
        let unplaced = unplaced(record, moment.today);
        if !unplaced.is_empty() {
            let cite = |said: &domain::record::Said<'_>| {
                let thing = labels::thing_on(&said.claim.thing, said.date(), moment.today);
                Cite {
                    says: Some(t!("thing-says", thing = thing, says = figures::says(&said.claim.says))),
                    ..Cite::of(&corridor.slug, said)
                }
            };
            let cites = unplaced.iter().map(cite).collect();
            return vec![Clause { phrase: sentences::movement_unplaced(), cites }];
        }
        let phrase = sentences::no_movement(corridor.record_begins);
        return if begun && counted { vec![Clause { phrase, cites: Vec::new() }] } else { Vec::new() };
    }
    let (any, mut named): (Vec<_>, Vec<_>) = streaks.into_iter().partition(|streak| streak.mover == Mover::Any);
    named.sort_by_key(|streak| std::cmp::Reverse(streak.last));
    // The same silence is told once.
    let silence_told = |streak: &Streak<'_>| {
        streak.mover == Mover::Any
            && named.iter().any(|own| (own.last, own.silent_days) == (streak.last, streak.silent_days))
    };
    let clause = |streak: &Streak<'_>| {
        let silent = if silence_told(streak) { 0 } else { streak.silent_days };
        let carrier = if let Mover::Carrier(carrier) = &streak.mover { Some(carrier) } else { None };
        let span = (streak.fewest, streak.most);
        let mut cites = Cite::list(&corridor.slug, &streak.claims);
        cites.extend(streak.widened_by.iter().map(|said| {
            let says = figures::says(&said.claim.says);
            let says = sentences::total_behind(&said.claim.thing, moment.today, &says);
            Cite { says: Some(says), ..Cite::of(&corridor.slug, said) }
        }));
        Clause { phrase: sentences::streak(carrier, streak.last, moment.today, span, silent), cites }
    };
    let told = |streak: &&Streak<'_>| {
        !named.iter().any(|own| (own.last, own.fewest, own.most) == (streak.last, streak.fewest, streak.most))
    };
    named.iter().take(MOST_STREAKS).chain(any.iter().filter(told)).map(clause).collect()
}

/// Running totals from a start that the source names, while they are fresh.
fn totals(record: &Record, moment: &Moment) -> Vec<Clause> {
    let with_start = |thing: &Thing| {
        thing.measure.kind() == MeasureKind::Cumulative && thing.period_start.is_some() && thing.facility.is_none()
    };
    let mut latest = latest_of_each(record, moment.today, with_start);
    latest.sort_by_key(|figure| (figure.thing.measure != Measure::TransfersTotal, figure.thing.clone()));
    latest
        .iter()
        .filter(|figure| is_fresh(figure, moment))
        .filter_map(|figure| {
            let phrase = sentences::total_since(figure, figure.thing.period_start?, moment.today);
            Some(Clause { phrase, cites: Cite::list(&record.corridor().slug, &figure.speaking) })
        })
        .collect()
}

/// The latest figures of what the corridor is expected to say, while they are fresh.
fn figures_of_the_week(record: &Record, moment: &Moment) -> Vec<Clause> {
    let corridor = record.corridor();
    let asked = |expected: &&Expected| expected.measure.kind() != MeasureKind::Access;
    corridor
        .expected
        .iter()
        .filter(asked)
        .flat_map(|expected| latest_of_each(record, moment.today, |thing| expected.is_met_by(thing)))
        .filter(|figure| is_fresh(figure, moment) && !figure.is_withheld())
        .map(|figure| Clause {
            phrase: sentences::latest(&figure, moment.today),
            cites: Cite::list(&corridor.slug, &figure.speaking),
        })
        .collect()
}

fn is_fresh(figure: &DayFigure<'_>, moment: &Moment) -> bool {
    (moment.today - figure.date).num_days() <= FRESH_DAYS
}

/// Of each thing that is asked for, the figure of the latest day that has one; the latest day first.
pub fn latest_of_each<'r>(record: &'r Record, today: NaiveDate, asked: impl Fn(&Thing) -> bool) -> Vec<DayFigure<'r>> {
    let mut found: Vec<DayFigure<'r>> = Vec::new();
    for day in record.days().rev().filter(|day| day.date <= today) {
        for (_, claim) in day.claims() {
            let thing = &claim.thing;
            if thing.stage != Stage::Done || !asked(thing) || found.iter().any(|figure| figure.thing == thing) {
                continue;
            }
            found.extend(DayFigure::of(record, day.date, thing));
        }
    }
    found
}

/// The title of a window that shows the answer: `Closed, 10 May 2023`.
pub fn title(sentence: &Sentence, moment: &Moment, name: &str) -> String {
    t!("status-title", word = sentence.word.as_str(), date = dates::full(moment.today), corridor = name)
}
