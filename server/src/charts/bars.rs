//! A figure a day as bars. A slot without a figure is hatched; a bound is drawn as a bound; a claim over a period stands
//! over its days as one dashed outline and is never shared out among them.

use app::view::chart::bars::{Bar, Bars, Height, PeriodBar};
use chrono::NaiveDate;
use domain::window::Window;

use super::canvas::Canvas;
use super::ink::Ink;

/// Days narrower than this are drawn as one shape a run.
const NARROWEST_BAR: i32 = 4;

/// Draws bars.
pub fn draw(canvas: &mut Canvas<'_, '_>, bars: &Bars) {
    let part = canvas.ground.days;
    canvas.grid(&bars.lines);
    for run in bars.silent_runs(part) {
        let (left, right) = (canvas.x(run.from), canvas.x(after(run.to)));
        canvas.rectangle((left, canvas.base() - 4), (right, canvas.base()), Ink::Hatch);
    }
    let own: Vec<&Bar> = bars.bars.iter().filter(|bar| part.holds(bar.date)).collect();
    let narrow = own.iter().any(|bar| width(canvas, bar) < NARROWEST_BAR);
    if narrow {
        runs(canvas, &own);
    } else {
        own.iter().for_each(|bar| one(canvas, bar));
    }
    let periods: Vec<&PeriodBar> = bars.periods.iter().filter(|period| period.window.meets(part)).collect();
    periods.iter().for_each(|period| over_days(canvas, period, part));
    if bars.lines.is_empty() {
        own.iter().for_each(|bar| {
            let middle = i32::midpoint(canvas.x(bar.date), canvas.x(after(bar.to)));
            canvas.label(&bar.label, (middle, top(canvas, bar.height)));
        });
        for period in periods {
            let (left, right) = (canvas.x(period.window.from), canvas.x(after(period.window.to)));
            canvas.label(&period.label, (i32::midpoint(left, right), top(canvas, period.height)));
        }
    }
}

fn after(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(date)
}

/// The upper edge of what is drawn for a height.
fn top(canvas: &Canvas<'_, '_>, height: Height) -> i32 {
    match height {
        Height::Number { low, high: None, .. } => canvas.y(low) - 6,
        Height::Number { high: Some(high), .. } => canvas.y(high).min(canvas.base() - 2),
        Height::Words | Height::Withheld => canvas.base() - 12,
    }
}

/// The width of the days that a bar stands for.
fn width(canvas: &Canvas<'_, '_>, bar: &Bar) -> i32 {
    canvas.x(after(bar.to)) - canvas.x(bar.date)
}

fn one(canvas: &mut Canvas<'_, '_>, bar: &Bar) {
    let gap = (width(canvas, bar) / 5).min(6);
    let (left, right) = (canvas.x(bar.date) + gap, canvas.x(after(bar.to)) - gap);
    let base = canvas.base();
    match bar.height {
        Height::Words => canvas.rectangle((left, base - 12), (right, base), Ink::Dashed),
        Height::Withheld => canvas.rectangle((left, base - 12), (right, base), Ink::Grey),
        Height::Number { low: 0, high: Some(0), .. } => {
            canvas.rectangle((left - 1, base - 2), (right + 1, base), Ink::Solid)
        }
        Height::Number { low, high: None, .. } => {
            let y = canvas.y(low);
            canvas.rectangle((left, y), (right, base), Ink::Solid);
            // An arrow head: there is no upper end.
            let middle = i32::midpoint(left, right);
            let half = (right - left).min(8) / 2 + 1;
            canvas.shape(vec![(middle - half, y - 1), (middle, y - 6), (middle + half, y - 1)], Ink::Solid);
        }
        Height::Number { low, high: Some(high), about: true } if low == high => wave(canvas, (left, right), low),
        Height::Number { low, high: Some(high), .. } if low == high => {
            canvas.rectangle((left, canvas.y(low)), (right, base), Ink::Solid);
        }
        Height::Number { low, high: Some(high), .. } => {
            canvas.rectangle((left, canvas.y(high)), (right, base), Ink::Outline);
            if low > 0 {
                canvas.rectangle((left, canvas.y(low)), (right, base), Ink::Solid);
            }
        }
    }
    let top = top(canvas, bar.height);
    canvas.take((left, top), (right, base));
}

/// A bar whose top is a wave: about so many.
fn wave(canvas: &Canvas<'_, '_>, (left, right): (i32, i32), number: u64) {
    let (y, base, quarter) = (canvas.y(number), canvas.base(), ((right - left) / 4).max(1));
    let crest = (1..4).map(|step| (left + step * quarter, if step % 2 == 0 { y - 2 } else { y + 2 }));
    let outline = [(left, y - 2)].into_iter().chain(crest).chain([(right, y - 2), (right, base), (left, base)]);
    canvas.shape(outline.collect(), Ink::Solid);
}

fn over_days(canvas: &mut Canvas<'_, '_>, period: &PeriodBar, part: Window) {
    let days = Window { from: period.window.from.max(part.from), to: period.window.to.min(part.to) };
    let (left, right) = (canvas.x(days.from), canvas.x(after(days.to)));
    let (top, base) = (top(canvas, period.height), canvas.base());
    // Open where the period goes on beyond the drawing.
    let begins = period.window.from >= part.from;
    let ends = period.window.to <= part.to;
    let mut outline = Vec::new();
    outline.extend(begins.then_some((left, base)));
    outline.extend([(left, top), (right, top)]);
    outline.extend(ends.then_some((right, base)));
    canvas.line(outline, Ink::Dashed);
    if matches!(period.height, Height::Number { high: None, .. }) {
        let middle = i32::midpoint(left, right);
        canvas.shape(vec![(middle - 4, top - 1), (middle, top - 6), (middle + 4, top - 1)], Ink::Solid);
    }
    canvas.take((left, top), (right, top + 2));
}

/// Bars of days that are too narrow for a gap between them: each run of neighbouring days is one shape with steps. The
/// solid part reaches to the low, the outline to the high.
fn runs(canvas: &Canvas<'_, '_>, bars: &[&Bar]) {
    let neighbours = |one: &&Bar, next: &&Bar| one.to.succ_opt() == Some(next.date);
    let low = |height: Height| match height {
        Height::Number { low, .. } => Some(low),
        Height::Words | Height::Withheld => None,
    };
    let high = |height: Height| match height {
        Height::Number { low, high: Some(high), .. } if high > low => Some(high),
        _ => None,
    };
    for run in bars.chunk_by(neighbours) {
        let Some((first, last)) = run.first().zip(run.last()) else { continue };
        let mut outline = vec![(canvas.x(first.date), canvas.base())];
        for bar in run {
            // Nobody moved is a flat stroke, never nothing.
            let y = low(bar.height).map_or(canvas.base(), |low| canvas.y(low).min(canvas.base() - 2));
            outline.extend([(canvas.x(bar.date), y), (canvas.x(after(bar.to)), y)]);
        }
        outline.push((canvas.x(after(last.to)), canvas.base()));
        canvas.shape(outline, Ink::Solid);
    }
    for bar in bars {
        let (left, right) = (canvas.x(bar.date), canvas.x(after(bar.to)));
        if let Some(high) = high(bar.height) {
            canvas.line(vec![(left, canvas.y(high)), (right, canvas.y(high))], Ink::Outline);
        }
        match bar.height {
            Height::Withheld => canvas.rectangle((left, canvas.base() - 12), (right, canvas.base()), Ink::Grey),
            Height::Words => canvas.rectangle((left, canvas.base() - 12), (right, canvas.base()), Ink::Dashed),
            // No upper end: an arrow over the day, wider than it.
            Height::Number { low, high: None, .. } => {
                let (x, y) = (i32::midpoint(left, right), canvas.y(low));
                canvas.shape(vec![(x - 2, y - 1), (x, y - 5), (x + 2, y - 1)], Ink::Solid);
            }
            Height::Number { .. } => {}
        }
    }
}
