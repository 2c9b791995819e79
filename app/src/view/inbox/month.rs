//! A month of a corridor as the desk sees it: each day with the state of its report, in words beside a mark. A table
//! from Monday to Sunday; where it is narrow a list, in which runs of silent days stand together.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use domain::status::{DayStatus, Headline};
use domain::{AbsenceReason, Lock, Moment, PublicDay, PublicSays, Record, RevisionState, Window};

use super::waiting::{OwnDraft, Unsettled};
use crate::text::{dates, labels, row};
use crate::view::chrome::{self, Account, Chrome, Site, Way};
use crate::view::mark::Mark;
use crate::view::month_page::{self, neighbour};
use crate::{paths, t};

/// What the desk knows of days beside what is public: nothing of it is in the records that readers are shown.
#[derive(Clone, Copy, Debug)]
pub struct AtDesk<'a> {
    /// The days that wait or were returned.
    pub unsettled: &'a [Unsettled<'a>],
    /// The reader's own drafts.
    pub drafts: &'a [OwnDraft],
    /// Locked days that a lead opened, and until when.
    pub open: &'a [(NaiveDate, DateTime<Utc>)],
}

/// A month at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskMonth {
    /// `May 2023`.
    pub name: String,
    /// The month before; without an address where there is none.
    pub before: Way,
    /// The month after; without an address where there is none yet.
    pub after: Way,
    /// What the table is.
    pub caption: String,
    /// The days of the week: whole and short.
    pub weekdays: Vec<(String, String)>,
    /// The weeks; a day of another month is none.
    pub weeks: Vec<Vec<Option<DeskCell>>>,
    /// The same as a list.
    pub list: Vec<ListRow>,
    /// From when on days are locked.
    pub locked: Option<String>,
}

/// One day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCell {
    /// `18`.
    pub number: String,
    /// `Tue`.
    pub weekday: String,
    /// What is known of it; words where there is no form.
    pub day: Result<DeskDay, String>,
}

/// One day that has a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDay {
    /// `Wednesday 10 May 2023:`
    pub name: String,
    /// Its form; its review, if it waits for the reader.
    pub href: String,
    /// Whether it is today.
    pub now: bool,
    /// Its states, the one that matters most first.
    pub states: Vec<DayState>,
    /// Its access status, if one is public: shape and word.
    pub status: Option<(Mark, String)>,
    /// Whether nobody recorded anything.
    pub silent: bool,
}

/// One state of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayState {
    /// Its shape; a remark has none.
    pub mark: Option<DeskMark>,
    /// Its word.
    pub word: String,
    /// What is in it: `7 claims, 2 figures missing`.
    pub holds: String,
}

/// The shape of a state of a day: always beside its word, in ink alone, since colour means access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeskMark {
    /// A square of ink: it was said.
    Published,
    /// Half of it: one person has said it, a second one has not.
    Waiting,
    /// Half of it, struck through: it came back.
    Returned,
    /// Its outline in dashes: nothing is said yet.
    Draft,
    /// Hatch: silence.
    Silent,
    /// Solid grey: a covered number.
    Withheld,
    /// A cross in its outline: taken back.
    Withdrawn,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A day of its own.
    Day(DeskCell),
    /// Silent days in a run: `6–7 May: no report, 2 days`, and each of them.
    Silent(String, Vec<DeskCell>),
    /// Days without a form in a run: `11–31 May: not yet`.
    Outside(String),
}

/// A month at the desk on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskMonthPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// `Reports on 4 of the 10 days so far.`
    pub counted: String,
    /// The days.
    pub month: DeskMonth,
}

impl DeskMonthPage {
    /// The page of the month of a day, which must share a day with the record up to today.
    pub fn of(
        site: &Site,
        account: Account,
        (record, moment): (&Record, &Moment),
        of: NaiveDate,
        desk: &AtDesk<'_>,
    ) -> Self {
        let month = DeskMonth::of(record, moment, of, desk);
        let counted = month_page::counted(record, moment, Window::month_of(of));
        let title = t!("desk-month-title", month = month.name.as_str());
        let path = paths::desk_month(&record.corridor().slug, of);
        let chrome = Chrome::of_desk(site, &title, &path, Some(account));
        Self { chrome, corridor: chrome::corridor_name(record), counted, month }
    }
}

/// The month that the inbox shows: this one; of a record that ended the last one with a report. None before it begins.
pub fn shown(record: &Record, moment: &Moment) -> Option<NaiveDate> {
    let corridor = record.corridor();
    let lived = Window::new(corridor.record_begins, moment.today)?.clipped(corridor, moment.today)?;
    let ended = corridor.record_ends.is_some_and(|end| end < Window::month_of(moment.today).from);
    let last = record.days().map(|day| day.date).rfind(|date| lived.holds(*date));
    Some(if ended { last.unwrap_or(lived.to) } else { lived.to })
}

impl DeskMonth {
    /// The month of a day.
    pub fn of(record: &Record, moment: &Moment, of: NaiveDate, desk: &AtDesk<'_>) -> Self {
        let window = Window::month_of(of);
        let days = Seen { record, moment, desk };
        let cells: BTreeMap<NaiveDate, DeskCell> =
            window.from.iter_days().take(window.days()).map(|date| (date, days.cell(date))).collect();
        let week = |week: Window| week.from.iter_days().take(week.days()).map(|date| cells.get(&date).cloned());
        let locks = record.corridor().lock_after_days;
        let first_free = locks.and_then(|after| moment.today.checked_sub_days(Days::new(u64::from(after))));
        let locked = first_free.filter(|free| window.from < *free);
        Self {
            name: dates::month(window.from),
            before: neighbour(record, moment, window.from.pred_opt(), paths::desk_month),
            after: neighbour(record, moment, window.to.succ_opt(), paths::desk_month),
            caption: t!("desk-month-caption", month = dates::month(window.from)),
            weekdays: std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ()))
                .take(7)
                .map(dates::weekday)
                .collect(),
            weeks: window.weeks().into_iter().map(|one| week(one).collect()).collect(),
            locked: locked.map(|free| t!("desk-month-locked", date = dates::short(free, moment.today))),
            list: days.list(&cells),
        }
    }
}

/// The days of a month, as the desk sees them.
struct Seen<'a> {
    record: &'a Record,
    moment: &'a Moment,
    desk: &'a AtDesk<'a>,
}

/// Where a day without a form lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outside {
    Before,
    After,
    Ahead,
}

impl Seen<'_> {
    fn outside(&self, date: NaiveDate) -> Option<Outside> {
        let corridor = self.record.corridor();
        match date {
            _ if date < corridor.record_begins => Some(Outside::Before),
            _ if corridor.record_ends.is_some_and(|end| date > end) => Some(Outside::After),
            _ if date > self.moment.today => Some(Outside::Ahead),
            _ => None,
        }
    }

    fn cell(&self, date: NaiveDate) -> DeskCell {
        let day = match self.outside(date) {
            Some(Outside::Before) => Err(t!("desk-day-before")),
            Some(Outside::After) => Err(t!("desk-day-after")),
            Some(Outside::Ahead) => Err(t!("desk-day-not-yet")),
            None => Ok(self.day(date)),
        };
        DeskCell { number: date.day().to_string(), weekday: dates::weekday(date.weekday()).1, day }
    }

    fn day(&self, date: NaiveDate) -> DeskDay {
        let slug = &self.record.corridor().slug;
        let unsettled = self.desk.unsettled.iter().find(|day| day.revision.date == date);
        let public = self.record.day(date);
        let mut states: Vec<DayState> = unsettled.map(unsettled_state).into_iter().collect();
        states.extend(public.map(public_state));
        states.extend(self.has_draft(date).then(|| state(DeskMark::Draft, t!("desk-day-draft"), String::new())));
        let silent = states.is_empty();
        if silent {
            let waits = date == self.moment.today && !self.moment.cut_off_passed;
            let word = if waits { t!("desk-day-silent-yet") } else { t!("desk-day-silent") };
            states.push(state(DeskMark::Silent, word, String::new()));
        }
        states.extend(public.into_iter().flat_map(withheld));
        states.extend(self.lock(date, unsettled.is_some() || self.has_draft(date)));
        let review = unsettled.is_some_and(Unsettled::is_to_review);
        DeskDay {
            name: t!("desk-day-named", date = dates::long(date)),
            href: if review { paths::review_of(slug, date) } else { paths::day_form(slug, date) },
            now: date == self.moment.today,
            status: self.status(date),
            states,
            silent,
        }
    }

    fn has_draft(&self, date: NaiveDate) -> bool {
        self.desk.drafts.iter().any(|(of, _)| *of == date)
    }

    /// The access status that is public; a day of which nothing is said has none.
    fn status(&self, date: NaiveDate) -> Option<(Mark, String)> {
        self.record.day(date)?;
        let status = DayStatus::of(self.record, date, self.moment.today);
        (status.headline != Headline::Unknown)
            .then(|| (Mark::of_day(&status), labels::status_word(status.headline.word())))
    }

    /// A lock is told where somebody has something to do: elsewhere the line below the calendar says it.
    fn lock(&self, date: NaiveDate, matters: bool) -> Option<DayState> {
        let until = self.desk.open.iter().find(|(open, _)| *open == date).map(|(_, until)| *until);
        let words = match Lock::of(self.record.corridor(), date, self.moment, until) {
            Lock::Locked if matters => t!("desk-day-locked"),
            Lock::OpenUntil(until) => {
                t!("desk-day-open", moment = dates::when(until, &self.record.corridor().time_zone))
            }
            Lock::Locked | Lock::Free => return None,
        };
        Some(DayState { mark: None, word: words, holds: String::new() })
    }

    fn list(&self, cells: &BTreeMap<NaiveDate, DeskCell>) -> Vec<ListRow> {
        let is_silent = |cell: &DeskCell| cell.day.as_ref().is_ok_and(|day| day.silent && !day.now);
        let days: Vec<(&NaiveDate, &DeskCell)> = cells.iter().collect();
        let together = |(one, first): &(&NaiveDate, &DeskCell), (other, next): &(&NaiveDate, &DeskCell)| match (
            self.outside(**one),
            self.outside(**other),
        ) {
            (None, None) => is_silent(first) && is_silent(next),
            (one, other) => one == other,
        };
        let row = |run: &[(&NaiveDate, &DeskCell)]| {
            let ((from, first), (to, _)) = (run.first()?, run.last()?);
            let days = dates::days(Window { from: **from, to: **to }, self.moment.today);
            let cells = || run.iter().map(|(_, cell)| (*cell).clone()).collect();
            Some(match self.outside(**from) {
                Some(Outside::Before) => ListRow::Outside(t!("desk-run-before", days = days)),
                Some(Outside::After) => ListRow::Outside(t!("desk-run-after", days = days)),
                Some(Outside::Ahead) => ListRow::Outside(t!("desk-run-not-yet", days = days)),
                None if run.len() > 1 => ListRow::Silent(silent(days, run.len()), cells()),
                None => ListRow::Day((*first).clone()),
            })
        };
        days.chunk_by(together).filter_map(row).collect()
    }
}

fn silent(days: String, number: usize) -> String {
    t!("desk-run-silent", span = days, days = number)
}

fn state(mark: DeskMark, word: String, holds: String) -> DayState {
    DayState { mark: Some(mark), word, holds }
}

fn unsettled_state(day: &Unsettled<'_>) -> DayState {
    let report = &day.revision.report;
    let said = holds(report.claims().count(), report.events.len(), 0);
    match day.revision.state {
        RevisionState::Returned if day.own => state(DeskMark::Returned, t!("desk-day-returned-own"), said),
        RevisionState::Returned => state(DeskMark::Returned, t!("desk-day-returned"), said),
        _ if day.is_to_review() => state(DeskMark::Waiting, t!("desk-day-to-review"), said),
        _ => state(DeskMark::Waiting, t!("desk-day-waiting"), said),
    }
}

fn public_state(day: &PublicDay) -> DayState {
    if day.state == RevisionState::Withdrawn {
        return state(DeskMark::Withdrawn, t!("desk-day-withdrawn"), String::new());
    }
    let said = holds(day.claims().count(), day.events.len(), day.absences.len());
    state(DeskMark::Published, t!("desk-day-published"), said)
}

/// Numbers of a day that readers are not told: small ones, and those that would endanger people.
fn withheld(day: &PublicDay) -> Vec<DayState> {
    let small = day.claims().filter(|(_, claim)| claim.says == PublicSays::Withheld).count();
    let unsafe_ = day.absences.iter().any(|absence| absence.why == AbsenceReason::WithheldForSafety);
    let lines = [(small > 0).then(|| t!("desk-day-withheld", claims = small)), unsafe_.then(|| t!("desk-day-unsafe"))];
    lines.into_iter().flatten().map(|words| state(DeskMark::Withheld, words, String::new())).collect()
}

fn holds(claims: usize, events: usize, missing: usize) -> String {
    let parts = [
        (claims, t!("claims", claims = claims)),
        (events, t!("desk-day-events", events = events)),
        (missing, t!("desk-day-missing", missing = missing)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    if parts.is_empty() { t!("desk-day-empty") } else { row(parts) }
}
