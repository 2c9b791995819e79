//! The axis of a trend: numbered events over it, the steps of days, weeks or months, and under it the access of each day.

use app::text::dates;
use app::view::chart::trend::Trend;
use app::view::mark::Mark;
use chrono::{Datelike, NaiveDate};
use domain::{By, Window};
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

use super::canvas::{Canvas, Ground};
use super::cells::cell;
use super::ink::Ink;
use super::pen::Pen;

/// The height of the band of access with what stands around it.
pub const BAND: i32 = 27;
/// The height of one of them.
const LINE: i32 = 11;
/// Of a sign of a number, with what parts it from its neighbour.
const SIGN: i32 = 7;

/// The width of a day on a page.
pub fn day(by: By) -> i32 {
    match by {
        By::Day => 10,
        By::Week => 4,
        By::Month => 2,
    }
}

/// Events stand on so many lines at most, one over the other: more where days are narrow.
fn lines(by: By) -> i32 {
    match by {
        By::Day => 3,
        By::Week => 4,
        By::Month => 5,
    }
}

/// Room over a plot for the numbers of its events.
pub fn head(trend: &Trend) -> i32 {
    if trend.events.is_empty() { 0 } else { lines(trend.by) * LINE }
}

/// The numbers of events over their days, neighbours stepping down, each with a line to the base. A number that has no
/// room on any line is left out; its line stays, and the list has it.
pub fn events(canvas: &Canvas<'_, '_>, trend: &Trend) {
    let mut taken = vec![i32::MIN; usize::try_from(lines(trend.by)).unwrap_or(0)];
    for (date, number) in trend.events.iter().filter(|(date, _)| canvas.ground.days.holds(*date)) {
        let x = canvas.middle(*date);
        let half = i32::try_from(number.chars().count()).unwrap_or(0) * SIGN / 2;
        let free = taken.iter().position(|end| x - half >= *end);
        let line = free.unwrap_or(taken.len());
        let bottom = canvas.ground.top + (i32::try_from(line).unwrap_or(0) + 1) * LINE - 1;
        if let Some(end) = taken.get_mut(line) {
            *end = x + half + 2;
            canvas.text(number, (x, bottom), Ink::Event);
        }
        canvas.line(vec![(x, bottom.min(canvas.base()) + 2), (x, canvas.base())], Ink::Rule);
    }
}

/// Below the base: numbers of days, or under each week its first day, with the month where one begins, under each month its
/// name.
pub fn steps(canvas: &Canvas<'_, '_>, trend: &Trend, below: i32) {
    let days = canvas.ground.days;
    if trend.by == By::Day {
        if canvas.ground.day * 31 >= 60 {
            canvas.days(below);
        }
        return;
    }
    let mut end = i32::MIN;
    for part in trend.by.parts(days) {
        let x = middle(canvas, part);
        let half_of = |text: &str| i32::try_from(text.chars().count()).unwrap_or(0) * SIGN / 2;
        let text = match trend.by {
            By::Month => dates::month_short(part.from),
            _ => Some(dates::tiny(part.from))
                .filter(|text| part.from.day() <= 7 && x - half_of(text) >= end.max(canvas.ground.left))
                .unwrap_or_else(|| part.from.day().to_string()),
        };
        let half = half_of(&text);
        if x - half >= end {
            canvas.text(&text, (x, canvas.base() + below), Ink::Day);
            end = x + half + 2;
        }
        let left = canvas.x(part.from);
        canvas.line(vec![(left, canvas.base()), (left, canvas.base() + 3)], Ink::Rule);
    }
}

fn middle(canvas: &Canvas<'_, '_>, part: Window) -> i32 {
    let after = part.to.succ_opt().unwrap_or(NaiveDate::MAX);
    i32::midpoint(canvas.x(part.from), canvas.x(after))
}

/// The access of each day, so far below the base; neighbours of one kind are one shape.
pub fn band(area: &DrawingArea<Pen<'_>, Shift>, canvas: &Canvas<'_, '_>, trend: &Trend, below: i32) {
    let days = canvas.ground.days;
    let own: Vec<&(NaiveDate, Mark)> = trend.cells.iter().filter(|(date, _)| days.holds(*date)).collect();
    // The road is 12 high, and what is disputed stands out of it by 4.
    let ground = Ground { top: canvas.base() + below, head: 0, height: 14, ..canvas.ground };
    let band = Canvas::new(area, ground);
    // What is disputed is a question of each day.
    let alike =
        |one: &&(NaiveDate, Mark), next: &&(NaiveDate, Mark)| one.1 == next.1 && !matches!(one.1, Mark::Disputed(..));
    for run in own.chunk_by(alike) {
        let Some(((first, mark), (last, _))) = run.first().zip(run.last()) else { continue };
        cell(&band, (band.x(*first), band.x(last.succ_opt().unwrap_or(NaiveDate::MAX))), *mark);
    }
}
