//! Where a day stands at the desk, and what may be done with it beside writing it: taken back, opened, withdrawn.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Actor, Course, Lock, Revision, RevisionState, Role, Slug, Verb};

use crate::text::dates;
use crate::{paths, t};

/// What a day's form is told of the day.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// The corridor.
    pub corridor: &'a Slug,
    /// The day.
    pub date: NaiveDate,
    /// All states that it had.
    pub course: Course<'a>,
    /// Whether it is locked.
    pub lock: Lock,
    /// After how many days it is.
    pub lock_after_days: Option<u32>,
    /// Whether who asks submitted what waits.
    pub own: bool,
    /// Whether who asks may publish days of the corridor without a second person.
    pub publishes: bool,
    /// An instant in words, by the corridor's clock.
    pub in_words: &'a dyn Fn(DateTime<Utc>) -> String,
}

/// Where a day stands, and what may be done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// In sentences.
    pub lines: Vec<String>,
    /// What that means for the form of the day.
    pub hints: Vec<String>,
    /// Whether it can be published here.
    pub may_publish: bool,
    /// Whether it can be submitted here.
    pub may_submit: bool,
    /// What publishing and submitting mean here.
    pub note: String,
    /// What else may be done.
    pub acts: Vec<Act>,
}

/// Something that may be done with a day: a form of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Act {
    /// What it is.
    pub heading: String,
    /// What it means.
    pub text: String,
    /// Where it is sent.
    pub action: String,
    /// What is sent along.
    pub hidden: Vec<(String, String)>,
    /// What is asked, if anything.
    pub asks: Option<Asked>,
    /// What the button says.
    pub button: String,
}

/// A text that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The line under it.
    pub hint: String,
    /// What stands in it.
    pub value: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl Stand {
    /// Where a day stands for somebody.
    pub fn of(at: &At<'_>) -> Self {
        let locked = at.lock.is_locked();
        let (lines, hints) = lines(at);
        Self {
            lines,
            hints,
            may_publish: at.publishes && !locked,
            may_submit: !locked,
            note: match (locked, at.publishes) {
                (true, _) => t!("form-locked-note"),
                (false, true) => crate::text::and_then(t!("form-publish-note"), Some(t!("form-submit-note"))),
                (false, false) => t!("form-submit-only-note"),
            },
            acts: [take_back(at), open(at), withdraw(at)].into_iter().flatten().collect(),
        }
    }

    /// The same with what was typed into the field of an act, and what is wrong with it.
    pub fn asked_again(mut self, name: &str, typed: &str, problem: Option<String>) -> Self {
        let asks = self.acts.iter_mut().filter_map(|act| act.asks.as_mut()).find(|asks| asks.name == name);
        if let Some(asks) = asks {
            typed.clone_into(&mut asks.value);
            asks.problem = problem;
        }
        self
    }
}

/// `by a reporter`.
pub fn by(role: Role) -> String {
    t!("by-role", role = role.key())
}

fn lines(at: &At<'_>) -> (Vec<String>, Vec<String>) {
    let course = at.course;
    let (line, hint) = match course.public() {
        None => (t!("form-state-none"), None),
        Some(public) if public.state == RevisionState::Withdrawn => {
            let (moment, reason) = ((at.in_words)(public.recorded_at), public.reason.as_deref().unwrap_or_default());
            (t!("stand-withdrawn", moment = moment, reason = reason), Some(t!("stand-withdrawn-form")))
        }
        Some(public) => (t!("form-state-public", version = public.seq.to_string()), Some(t!("form-state-changes"))),
    };
    let (mut lines, mut hints) = (vec![line], Vec::from_iter(hint));
    if let Some(waiting) = course.waiting() {
        let moment = (at.in_words)(waiting.recorded_at);
        let waits = if at.own {
            t!("stand-waits-own", moment = moment)
        } else {
            t!("stand-waits", moment = moment, role = by(waiting.role))
        };
        lines.push(waits);
        hints.push(t!("stand-waits-form"));
    }
    if let Some(returned) = course.returned() {
        lines.push(told_returned(at, returned));
        hints.push(t!("stand-returned-form"));
    }
    match at.lock {
        Lock::Free => {}
        Lock::Locked => lines.push(t!("stand-locked", days = at.lock_after_days.unwrap_or_default())),
        Lock::OpenUntil(until) => lines.push(t!("stand-open", moment = (at.in_words)(until))),
    }
    (lines, hints)
}

fn told_returned(at: &At<'_>, returned: &Revision) -> String {
    let (moment, note) = ((at.in_words)(returned.recorded_at), returned.reason.as_deref().unwrap_or_default());
    t!("stand-returned", moment = moment, role = by(returned.role), note = note)
}

fn take_back(at: &At<'_>) -> Option<Act> {
    let waiting = at.course.waiting().filter(|_| at.own)?;
    Some(Act {
        heading: t!("act-take-back"),
        text: t!("act-take-back-text"),
        action: paths::take_back(at.corridor, at.date),
        hidden: vec![("seq".to_owned(), waiting.seq.to_string())],
        asks: None,
        button: t!("act-take-back-button"),
    })
}

fn open(at: &At<'_>) -> Option<Act> {
    let may = at.lock.is_locked() && at.actor.may(Verb::OpenDay, Some(at.corridor));
    may.then(|| Act {
        heading: t!("act-open"),
        text: t!("act-open-text"),
        action: paths::open_day(at.corridor, at.date),
        hidden: Vec::new(),
        asks: Some(Asked {
            name: "open_reason".to_owned(),
            label: t!("act-open-reason"),
            hint: t!("act-open-reason-hint"),
            ..Asked::default()
        }),
        button: t!("act-open-button", date = dates::full(at.date)),
    })
}

fn withdraw(at: &At<'_>) -> Option<Act> {
    let may = at.course.standing().is_some() && at.actor.may(Verb::WithdrawDay, Some(at.corridor));
    may.then(|| Act {
        heading: t!("act-withdraw"),
        text: t!("act-withdraw-text", date = dates::full(at.date)),
        action: paths::withdraw(at.corridor, at.date),
        hidden: Vec::new(),
        asks: Some(Asked {
            name: "withdraw_reason".to_owned(),
            label: t!("act-withdraw-reason"),
            hint: t!("act-withdraw-reason-hint"),
            value: t!("act-withdraw-prefilled"),
            ..Asked::default()
        }),
        button: t!("act-withdraw"),
    })
}
