//! The course of a day at the desk: what of its states is public, what waits for a second person, what was returned, and
//! what the form goes on from. Decides nothing about who may see it.

use crate::day_report::DayReport;
use crate::draft::Readers;
use crate::revision::{Revision, RevisionState};

/// All states that a day had, the oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Course<'s> {
    states: &'s [Revision],
}

impl<'s> Course<'s> {
    /// The course of a day with these states, the oldest first.
    pub fn of(states: &'s [Revision]) -> Self {
        Self { states }
    }

    /// The same up to and with a revision: what somebody saw who saw that one.
    pub fn up_to(self, seq: i64) -> Self {
        let seen = self.states.iter().take_while(|state| state.seq <= seq).count();
        Self { states: self.states.get(..seen).unwrap_or_default() }
    }

    /// The number of its newest state, 0 if it has none: what an edit must be based on.
    pub fn newest(self) -> i64 {
        self.last().map_or(0, |last| last.seq)
    }

    /// Its newest state.
    pub fn last(self) -> Option<&'s Revision> {
        self.states.last()
    }

    /// What readers are shown: the last state that was published or withdrawn.
    pub fn public(self) -> Option<&'s Revision> {
        let public = |state: &&Revision| matches!(state.state, RevisionState::Published | RevisionState::Withdrawn);
        self.states.iter().rev().find(public)
    }

    /// The report that is public, if one is.
    pub fn standing(self) -> Option<&'s DayReport> {
        self.public().filter(|public| public.state == RevisionState::Published).and_then(kept)
    }

    /// The report that was last published, also when it was withdrawn since.
    pub fn last_published(self) -> Option<&'s DayReport> {
        let published = |state: &&Revision| state.state == RevisionState::Published;
        self.states.iter().rev().find(published).and_then(kept)
    }

    /// What waits for a second person.
    pub fn waiting(self) -> Option<&'s Revision> {
        self.last().filter(|last| last.state == RevisionState::Submitted)
    }

    /// What was given back with a note, and nothing came after it. A submission that its own author took back has no note.
    pub fn returned(self) -> Option<&'s Revision> {
        self.last().filter(|last| last.state == RevisionState::Returned && last.reason.is_some())
    }

    /// The submissions that follow one another up to what waits: who made one of them publishes none of them.
    pub fn submissions(self) -> impl Iterator<Item = &'s Revision> {
        self.states.iter().rev().take_while(|state| state.state == RevisionState::Submitted)
    }

    /// The submission that waits, or that was returned: with the kind and the reason that its writer gave.
    pub fn submission(self) -> Option<&'s Revision> {
        self.waiting().or_else(|| {
            let submitted = |state: &&Revision| state.state == RevisionState::Submitted;
            self.returned().and_then(|_| self.states.iter().rev().find(submitted))
        })
    }

    /// The number of the state that those who submitted what waits went on from.
    pub fn before_submissions(self) -> i64 {
        self.submissions().last().map_or(self.newest(), |first| self.up_to(first.seq - 1).newest())
    }

    /// What the desk goes on from: what waits, what was returned, what is public; of a day that was withdrawn what stood
    /// before.
    pub fn content(self) -> Option<&'s DayReport> {
        match self.waiting().or_else(|| self.returned()) {
            Some(own) => kept(own),
            None => self.last_published(),
        }
    }

    /// What readers see, as a draft is read against it.
    pub fn readers(self) -> Readers<'s> {
        match self.public() {
            None => Readers::SeeNothing,
            Some(public) if public.state == RevisionState::Published => Readers::See(&public.report),
            Some(_) => Readers::SeeItWithdrawn,
        }
    }
}

/// The report of a state, unless it was removed for good.
fn kept(state: &Revision) -> Option<&DayReport> {
    state.redaction.is_none().then_some(&state.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Role;
    use crate::revision::Redaction;

    /// States in order; the public note of each is its number.
    fn states(course: &[(RevisionState, Option<&str>)]) -> Vec<Revision> {
        let state = |(seq, (state, reason)): (i64, &(RevisionState, Option<&str>))| Revision {
            seq,
            corridor: "lachin".parse().unwrap(),
            date: "2023-05-10".parse().unwrap(),
            state: *state,
            report: DayReport {
                public_note: seq.to_string().parse().ok(),
                ..DayReport::empty("lachin".parse().unwrap(), "2023-05-10".parse().unwrap())
            },
            change_kind: None,
            reason: reason.map(str::to_owned),
            role: Role::Reporter,
            recorded_at: "2023-05-10T16:00:00Z".parse().unwrap(),
            published_at: None,
            redaction: None,
            hash: String::new(),
        };
        (1..).zip(course).map(state).collect()
    }

    fn number(report: Option<&DayReport>) -> Option<i64> {
        report.map(|report| report.public_note.as_ref().unwrap().as_str().parse().unwrap())
    }

    use RevisionState::{Published, Returned, Submitted, Withdrawn};

    #[test]
    fn what_is_public_is_found_behind_what_waits_and_what_was_returned() {
        let all = states(&[(Published, None), (Submitted, None), (Returned, Some("No.")), (Submitted, None)]);
        let course = Course::of(&all);
        assert_eq!(number(course.standing()), Some(1));
        assert_eq!(course.public().map(|public| public.seq), Some(1));
        assert_eq!(course.waiting().map(|waiting| waiting.seq), Some(4));
        assert_eq!((course.newest(), number(course.content())), (4, Some(4)));
        assert_eq!((course.before_submissions(), course.submission().map(|state| state.seq)), (3, Some(4)));
        let before = course.up_to(3);
        assert_eq!(before.submission().map(|state| state.seq), Some(2));
        assert_eq!(before.returned().map(|returned| returned.seq), Some(3));
        assert_eq!((before.newest(), number(before.content()), number(before.standing())), (3, Some(3), Some(1)));
        assert_eq!(number(course.up_to(1).content()), Some(1));
        assert_eq!(course.up_to(0).newest(), 0);
    }

    #[test]
    fn what_its_author_took_back_is_seen_by_nobody_again() {
        let all = states(&[(Published, None), (Submitted, None), (Returned, None)]);
        let course = Course::of(&all);
        assert!(course.returned().is_none() && course.waiting().is_none());
        assert_eq!(number(course.content()), Some(1));
    }

    #[test]
    fn of_a_withdrawn_day_the_desk_still_has_what_stood() {
        let all = states(&[(Published, None), (Published, None), (Withdrawn, Some("Safety.")), (Submitted, None)]);
        let course = Course::of(&all).up_to(3);
        assert!(course.standing().is_none());
        assert_eq!(number(course.content()), Some(2));
        assert!(matches!(course.readers(), Readers::SeeItWithdrawn));
        assert_eq!(number(Course::of(&all).content()), Some(4));
        assert!(matches!(Course::of(&all).readers(), Readers::SeeItWithdrawn));
    }

    #[test]
    fn what_was_removed_for_good_is_gone_on_with_by_nobody() {
        let mut all = states(&[(Published, None), (Published, None), (Withdrawn, Some("Safety."))]);
        all[1].redaction = Some(Redaction { at: all[1].recorded_at, reason: "A name.".to_owned() });
        assert!(Course::of(&all).content().is_none(), "and nothing older in its place");
        assert_eq!(number(Course::of(&all).up_to(1).content()), Some(1));
    }

    #[test]
    fn submissions_that_follow_one_another_are_told_together() {
        let all = states(&[(Submitted, None), (Returned, Some("No.")), (Submitted, None), (Submitted, None)]);
        let together: Vec<i64> = Course::of(&all).submissions().map(|state| state.seq).collect();
        assert_eq!(together, [4, 3]);
        assert_eq!(Course::of(&all).up_to(2).submissions().count(), 0);
    }
}
