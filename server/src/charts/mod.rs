//! Drawings of figures over days: values → SVG by plotters, then PNG. Pure: no clock, no record, nothing that waits.

mod bars;
mod canvas;
mod cells;
pub mod file;
mod ink;
mod pen;
mod png;
mod points;
#[cfg(test)]
mod tests;
mod trend;

use app::view::chart::{MonthPart, Plot};
use plotters::prelude::IntoDrawingArea;

use canvas::{Canvas, Ground};
use pen::{Pen, escaped};

pub use png::{Fonts, PngError, png};

/// The width of a day on a page: the style sheet makes it one em's tenth.
const DAY: i32 = 10;
/// The height of the lane of triangles below the base.
const TRIANGLES: i32 = 8;

/// The part of a plot that lies in one month, for a page: its colours and the size of its text are the style sheet's.
pub fn month(plot: &Plot, part: &MonthPart) -> String {
    let days = i32::try_from(part.window.days()).unwrap_or(0);
    let day = day_of(plot);
    let (width, height) = (days * day, height(plot));
    let mut svg = format!(
        "<svg class=\"plot{}\" viewBox=\"0 0 {width} {height}\" width=\"{}em\" role=\"img\"><title>{}</title>\
         <desc>{}</desc>",
        if day < DAY { " broad" } else { "" },
        in_em(width),
        escaped(&part.title),
        escaped(&part.described)
    );
    let ground = Ground { days: part.window, day, left: 0, top: 0, ..ground(plot) };
    draw(&mut svg, (width, height), plot, ground);
    svg.push_str("</svg>");
    svg
}

/// Draws a plot into an SVG that has been begun.
fn draw(svg: &mut String, (width, height): (i32, i32), plot: &Plot, ground: Ground) {
    let size = (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0));
    let area = Pen::new(svg, size).into_drawing_area();
    let mut canvas = Canvas::new(&area, ground);
    main(&mut canvas, plot);
    corrected(&canvas, plot);
    match plot {
        Plot::Trend(trend) => {
            trend::steps(&canvas, trend, below(plot));
            trend::band(&area, &canvas, trend, below(plot) + 9);
        }
        _ => canvas.days(below(plot)),
    }
}

/// What is drawn over the days, from the base up.
fn main(canvas: &mut Canvas<'_, '_>, plot: &Plot) {
    match plot {
        Plot::Bars(bars) => bars::draw(canvas, bars),
        Plot::Points(points) => points::draw(canvas, points),
        Plot::Cells(cells) => cells::draw(canvas, cells),
        Plot::Trend(trend) => {
            trend::events(canvas, trend);
            main(canvas, &trend.main);
        }
    }
}

/// The width of a day on a page: the steps of weeks and months are as wide as their days.
fn day_of(plot: &Plot) -> i32 {
    match plot {
        Plot::Trend(trend) => trend::day(trend.by),
        _ => DAY,
    }
}

/// A width in the em's of the style sheet, of which one is ten units.
fn in_em(width: i32) -> String {
    match width % DAY {
        0 => (width / DAY).to_string(),
        rest => format!("{}.{rest}", width / DAY),
    }
}

/// Below the base of a plot, a small triangle under each day whose figures were corrected.
fn corrected(canvas: &Canvas<'_, '_>, plot: &Plot) {
    let top = canvas.base() + day_numbers(plot) - 9;
    let within = plot.corrected().iter().filter(|date| canvas.ground.days.holds(**date));
    within.for_each(|date| canvas.triangle((canvas.middle(*date), top)));
}

/// The ground of a plot but for its place.
fn ground(plot: &Plot) -> Ground {
    let (days, highest, height) = match plot {
        Plot::Bars(bars) => (bars.window, bars.top, 64),
        Plot::Points(points) => (points.window, points.top, 100),
        Plot::Cells(cells) => (cells.window, 1, 24),
        Plot::Trend(trend) => {
            let main = ground(&trend.main);
            return Ground { head: main.head + trend::head(trend), ..main };
        }
    };
    Ground { days, day: DAY, left: 0, top: 0, head: 22, height, highest }
}

/// How far below the base the numbers of days stand: below the triangles, where there are some.
fn below(plot: &Plot) -> i32 {
    day_numbers(plot) + if plot.corrected().is_empty() { 0 } else { TRIANGLES }
}

/// The same without triangles.
fn day_numbers(plot: &Plot) -> i32 {
    match plot {
        Plot::Bars(_) => 12,
        Plot::Cells(_) => 18,
        Plot::Points(points) if points.gaps.is_empty() => 12,
        Plot::Points(_) => 12 + points::LANE,
        Plot::Trend(trend) => day_numbers(&trend.main),
    }
}

/// The height of a plot with its labels.
fn height(plot: &Plot) -> i32 {
    let ground = ground(plot);
    ground.head + ground.height + below(plot) + 3 + lane(plot)
}

/// The height of what stands below the numbers of the days: the band of access.
fn lane(plot: &Plot) -> i32 {
    match plot {
        Plot::Trend(trend) if !trend.cells.is_empty() => trend::BAND,
        _ => 0,
    }
}

/// The round numbers at which a plot has lines.
fn lines_of(plot: &Plot) -> &[u64] {
    match plot {
        Plot::Bars(bars) => &bars.lines,
        Plot::Points(points) => &points.lines,
        Plot::Cells(_) => &[],
        Plot::Trend(trend) => lines_of(&trend.main),
    }
}
