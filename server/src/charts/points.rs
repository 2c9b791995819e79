//! Running totals as points, the sum of the daily reports as a line of steps under them, and a bracket over the days in
//! which the two part; or stocks. A line joins stocks of neighbouring days only, and totals never: what lay between two
//! of them nobody said.

use app::view::chart::points::{Gap, Point, Points};
use domain::figure::Figure;

use super::canvas::Canvas;
use super::ink::Ink;

/// The height of the lane of brackets below the base.
pub const LANE: i32 = 14;
/// A number is moved up so often at most, by 3 each time: further away it would be that of another point.
const NEAR: usize = 4;
/// Of a sign of a number.
const SIGN: i32 = 7;

/// Draws running totals.
pub fn draw(canvas: &mut Canvas<'_, '_>, points: &Points) {
    canvas.grid(&points.lines);
    daily(canvas, points);
    let part = canvas.ground.days;
    let own: Vec<&Point> = points.own.iter().filter(|point| part.holds(point.date)).collect();
    for point in points.others.iter().filter(|point| part.holds(point.date)) {
        mark(canvas, point, Ink::Hollow);
    }
    if points.joined {
        // Only numbers that are one: a line from somewhere within bounds would say where.
        let exact = |point: &Point| point.high == Some(point.low) && !point.about;
        let neighbours =
            |one: &&Point, next: &&Point| exact(one) && exact(next) && one.date.succ_opt() == Some(next.date);
        for run in own.chunk_by(neighbours).filter(|run| run.len() > 1) {
            canvas
                .line(run.iter().map(|point| (canvas.middle(point.date), canvas.y(point.low))).collect(), Ink::Outline);
        }
    }
    for (date, _) in points.untold.iter().filter(|(date, _)| part.holds(*date)) {
        let (x, base) = (canvas.middle(*date), canvas.base());
        canvas.rectangle((x - 3, base - 12), (x + 3, base), Ink::Dashed);
    }
    own.iter().for_each(|point| mark(canvas, point, Ink::Solid));
    for point in own.iter().rev() {
        let open = if point.high.is_none() { 9 } else { 3 };
        let at = (canvas.middle(point.date), canvas.y(point.high.unwrap_or(point.low)) - open);
        canvas.label_within(&point.label, at, NEAR);
    }
    let mut end = i32::MIN;
    for gap in points.gaps.iter().filter(|gap| gap.window.meets(part)) {
        bracket(canvas, gap, &mut end);
    }
}

fn daily(canvas: &Canvas<'_, '_>, points: &Points) {
    let part = canvas.ground.days;
    let mut level = points.daily_on(part.from);
    let mut line: Vec<(i32, i32)> =
        level.map(|sum| (canvas.x(part.from), canvas.y(sum.interval.low))).into_iter().collect();
    for (date, sum) in points.daily.iter().filter(|(date, _)| part.holds(*date) && *date != part.from) {
        let x = canvas.x(*date);
        line.extend(level.map(|level| (x, canvas.y(level.interval.low))));
        line.push((x, canvas.y(sum.interval.low)));
        level = Some(sum);
    }
    let end = canvas.x(chrono::NaiveDate::MAX);
    line.extend(level.map(|level| (end, canvas.y(level.interval.low))));
    if line.len() > 1 {
        canvas.line(line, Ink::Daily);
        level.into_iter().for_each(|sum| bounds(canvas, sum, end - 4));
    }
}

/// What the end of the line leaves open: an arrow head where the sum has no upper end, a line up to it where it has one.
fn bounds(canvas: &Canvas<'_, '_>, sum: &Figure, x: i32) {
    let low = canvas.y(sum.interval.low);
    match sum.interval.high {
        None => open(canvas, (x, low)),
        Some(high) if high > sum.interval.low => canvas.line(vec![(x, low), (x, canvas.y(high))], Ink::Outline),
        Some(_) => {}
    }
}

/// No upper end: an arrow head.
fn open(canvas: &Canvas<'_, '_>, (x, low): (i32, i32)) {
    canvas.line(vec![(x, low), (x, low - 9)], Ink::Outline);
    canvas.line(vec![(x - 3, low - 6), (x, low - 9), (x + 3, low - 6)], Ink::Outline);
}

/// A total: a point; between two different totals of one day a line; over what has no upper end an arrow head.
fn mark(canvas: &mut Canvas<'_, '_>, point: &Point, ink: Ink) {
    let (x, low) = (canvas.middle(point.date), canvas.y(point.low));
    match point.high {
        None => open(canvas, (x, low)),
        Some(high) if high > point.low => {
            let high = canvas.y(high);
            canvas.line(vec![(x, low), (x, high)], Ink::Outline);
            canvas.point((x, high), ink);
        }
        Some(_) => {}
    }
    canvas.point((x, low), if point.about { Ink::Dashed } else { ink });
    canvas.take((x - 3, low - 3), (x + 3, low + 3));
}

/// A bracket below the base over the days of a gap, with how many are missing; without the number where that of the one before
/// ends too late: two that meet would read as one. The notes have them all.
fn bracket(canvas: &Canvas<'_, '_>, gap: &Gap, end: &mut i32) {
    let part = canvas.ground.days;
    let (from, to) = (gap.window.from.max(part.from), gap.window.to.min(part.to));
    let (left, right) = (canvas.x(from) + 1, canvas.x(to) + canvas.ground.day - 1);
    let y = canvas.base() + 3;
    let mut line = Vec::new();
    line.extend((gap.window.from >= part.from).then_some((left, y + 4)));
    line.extend([(left, y), (right, y)]);
    line.extend((gap.window.to <= part.to).then_some((right, y + 4)));
    canvas.line(line, Ink::Outline);
    // The number stands once: in the month in which the gap ends.
    let half = i32::try_from(gap.label.chars().count()).unwrap_or(0) * SIGN / 2;
    let middle = i32::midpoint(left, right);
    if part.holds(gap.window.to) && middle - half > *end {
        *end = middle + half + 2;
        canvas.text(&gap.label, (middle, y + LANE - 2), Ink::Number);
    }
}
