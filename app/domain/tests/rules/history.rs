//! `as_of` and withdrawal: what was public at a moment, and what is hidden at every moment.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{DayReport, PublicDay, RevisionState};
use proptest::prelude::*;

use crate::support::{Material, Row, State, cases, evening, note, nth};

const DAYS: u64 = 4;

/// A day whose public note tells its revisions apart.
fn told(day: u64, words: &str) -> DayReport {
    let material = Material::of(vec![Row::moved(nth(day), "Post", "Red Cross", "4")]);
    let mut report = material.day_report(nth(day), DateTime::<Utc>::MAX_UTC);
    report.public_note = Some(note(words));
    report
}

fn state(day: u64, hour: i64, state: RevisionState, words: &str) -> State {
    State { instant: hours(hour), state, report: told(day, words), again: hour > 0 }
}

fn hours(hour: i64) -> DateTime<Utc> {
    evening(nth(0)) + TimeDelta::hours(hour)
}

fn material() -> Material {
    Material::of(vec![Row::moved(nth(0), "Post", "Red Cross", "4")])
}

fn words(day: Option<&PublicDay>) -> Option<String> {
    day.and_then(|day| day.public_note.as_ref()).map(|note| note.as_str().to_owned())
}

#[test]
fn what_waits_for_review_or_was_given_back_is_not_public() {
    for waiting in [RevisionState::Submitted, RevisionState::Returned] {
        let record = material().publish([state(1, 0, waiting, "not yet")]);
        assert_eq!(record.days().count(), 0);
        assert!(record.day(nth(1)).is_none() && record.version().is_none());
        let after =
            material().publish([state(1, 0, RevisionState::Published, "first"), state(1, 1, waiting, "not yet")]);
        assert_eq!(words(after.day(nth(1))).as_deref(), Some("first"));
    }
}

#[test]
fn before_the_first_publication_there_is_nothing_and_at_its_instant_there_is() {
    let record = material().publish([state(1, 5, RevisionState::Published, "first")]);
    let before = record.as_of(hours(5) - TimeDelta::milliseconds(1));
    assert_eq!((before.days().count(), before.said().count(), before.version()), (0, 0, None));
    let at = record.as_of(hours(5));
    assert_eq!(words(at.day(nth(1))).as_deref(), Some("first"));
    assert_eq!(at.version().map(|version| version.seq), Some(1));
}

#[test]
fn a_withdrawn_day_says_nothing_of_what_it_held_at_any_moment() {
    let record = material().publish([
        state(1, 0, RevisionState::Published, "the canary"),
        state(1, 4, RevisionState::Withdrawn, "the canary"),
    ]);
    for hour in -1..8 {
        let then = record.as_of(hours(hour));
        assert_eq!((then.days().count(), then.said().count()), (0, 0), "hour {hour}");
        assert_eq!(then.said_on(nth(1)).count(), 0);
        assert!(!format!("{then:?}").contains("the canary"), "hour {hour}");
        let tombstone = then.day(nth(1)).map(|day| (day.state, day.reason.as_deref()));
        assert_eq!(tombstone, Some((RevisionState::Withdrawn, Some("a source reported later"))), "hour {hour}");
        let withdrawn = (hour >= 4).then(|| hours(4));
        assert_eq!(then.version().map(|version| version.published_at), withdrawn, "hour {hour}");
        assert_eq!(then.last_published(hours(9)), withdrawn, "hour {hour}");
        assert_eq!(then.states_of(nth(1)).count(), usize::from(hour >= 4), "hour {hour}");
        assert_eq!(then.all_days().count(), 1, "hour {hour}");
    }
    assert_eq!(record.as_of(hours(2)).up_to(nth(0)).all_days().count(), 0, "a day that had not come");
    let tombstone = record.day(nth(1)).unwrap();
    assert_eq!(tombstone.state, RevisionState::Withdrawn);
    assert_eq!(tombstone.reason.as_deref(), Some("a source reported later"), "the public reason stays");
    assert_eq!((tombstone.claims().count(), tombstone.events.len(), tombstone.absences.len()), (0, 0, 0));
}

#[test]
fn a_day_published_again_after_its_withdrawal_does_not_bring_back_what_was_withdrawn() {
    let record = material().publish([
        state(1, 0, RevisionState::Published, "the canary"),
        state(1, 4, RevisionState::Withdrawn, "the canary"),
        state(1, 6, RevisionState::Published, "clean"),
    ]);
    for hour in -1..6 {
        let then = record.as_of(hours(hour));
        assert_eq!(then.said().count(), 0, "hour {hour}");
        assert!(!format!("{then:?}").contains("the canary"), "hour {hour}");
        assert_eq!(then.day(nth(1)).map(|day| day.state), Some(RevisionState::Withdrawn), "hour {hour}");
    }
    assert_eq!(words(record.as_of(hours(6)).day(nth(1))).as_deref(), Some("clean"));
    assert!(!format!("{record:?}").contains("the canary"), "the day's public history does not hold it either");
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn as_of_shows_per_day_the_last_state_that_was_public_by_then(
        revisions in prop::collection::vec((0..DAYS, 0i64..4, 0usize..12), 0..12), asked in -2i64..30,
    ) {
        let mut hour = 0;
        let mut states = Vec::new();
        for (index, (day, wait, kind)) in revisions.into_iter().enumerate() {
            hour += wait;
            let kind = match kind {
                0 => RevisionState::Withdrawn,
                1 => RevisionState::Submitted,
                2 => RevisionState::Returned,
                _ => RevisionState::Published,
            };
            states.push((day, hour, kind, format!("revision {index}")));
        }
        let record =
            material().publish(states.iter().map(|(day, hour, kind, words)| state(*day, *hour, *kind, words)));
        let then = record.as_of(hours(asked));
        let mut newest = None;
        for day in 0..DAYS {
            let mut expected: Option<(RevisionState, usize)> = None;
            for (index, (other, hour, kind, _)) in states.iter().enumerate() {
                let public = matches!(kind, RevisionState::Published | RevisionState::Withdrawn);
                if *other == day && public && *hour <= asked {
                    expected = Some((*kind, index));
                }
            }
            let withdrawn_after = |index: usize| {
                states[index..].iter().any(|(other, _, kind, _)| *other == day && *kind == RevisionState::Withdrawn)
            };
            // What is withdrawn now or later is hidden at every moment before, whatever stood there.
            let hidden = withdrawn_after(expected.map_or(0, |(_, index)| index));
            let public = expected.filter(|_| !hidden);
            prop_assert_eq!(
                then.days().find(|public| public.date == nth(day)).and_then(|day| words(Some(day))),
                public.map(|(_, index)| states[index].3.clone())
            );
            let shown = if hidden { Some(RevisionState::Withdrawn) } else { expected.map(|(kind, _)| kind) };
            prop_assert_eq!(then.day(nth(day)).map(|day| day.state), shown);
            prop_assert_eq!(then.said_on(nth(day)).count(), usize::from(public.is_some()));
            let last_withdrawn = states.iter().rposition(|(other, _, kind, _)| *other == day && *kind == RevisionState::Withdrawn);
            let known = expected.map(|(_, index)| index).filter(|index| last_withdrawn.is_none_or(|last| *index >= last));
            newest = newest.max(known.map(|index| i64::try_from(index + 1).unwrap()));
            for (index, (_, _, _, words)) in states.iter().enumerate().filter(|(_, (other, ..))| *other == day) {
                let may_be_told = last_withdrawn.is_none_or(|last| index > last) && states[index].1 <= asked;
                prop_assert!(may_be_told || !format!("{then:?}").contains(&format!("\"{words}\"")), "{} is told", words);
            }
        }
        prop_assert_eq!(then.version().map(|version| version.seq), newest);
        prop_assert!(then.version().is_none_or(|version| version.published_at <= hours(asked)));
        prop_assert!(then.last_published(hours(99)).is_none_or(|last| last <= hours(asked)));
        prop_assert_eq!(then.days().map(|day| day.date).collect::<Vec<_>>(), {
            let mut sorted: Vec<_> = then.days().map(|day| day.date).collect();
            sorted.sort_unstable();
            sorted
        });
    }

    #[test]
    fn asking_twice_is_asking_for_the_earlier_moment(
        hours_of in prop::collection::vec((0..DAYS, 0i64..10, any::<bool>()), 0..8), one in 0i64..12, other in 0i64..12,
    ) {
        let mut sorted = hours_of;
        sorted.sort_by_key(|(_, hour, _)| *hour);
        let record = material().publish(
            sorted.iter().map(|(day, hour, withdrawn)| {
                let kind = if *withdrawn { RevisionState::Withdrawn } else { RevisionState::Published };
                state(*day, *hour, kind, &format!("at hour {hour}"))
            }),
        );
        let twice = record.as_of(hours(one)).as_of(hours(other));
        let once = record.as_of(hours(one.min(other)));
        prop_assert_eq!(format!("{twice:?}"), format!("{once:?}"));
    }
}
