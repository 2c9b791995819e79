//! A figure as a file that stands alone: its finding, its coverage, its drawing, what the signs mean, where it is from.

use app::text::dates;
use app::view::chart::{ChartFigure, Plot, Sign};
use app::view::sums::RestLine;
use chrono::Datelike;
use domain::By;
use plotters::prelude::IntoDrawingArea;

use super::canvas::{Canvas, Ground, write};
use super::ink::Ink;
use super::pen::{Pen, escaped};

/// plotters draws within a sheet; this one holds everything, and the file is cut to what was drawn.
const SHEET: (u32, u32) = (1 << 20, 1 << 20);
/// The width of the drawing itself.
const WIDTH: i32 = 1_100;
/// Around everything.
const EDGE: i32 = 24;
/// Beside a drawing with lines, for their numbers.
const MARGIN: i32 = 44;
/// From one line of text to the next.
const LINE: i32 = 19;
/// A line of text has at most so many signs.
const SIGNS: usize = 150;

/// The colours of the light theme: a saved file stands alone.
const STYLE: &str = "text{font:11px 'Noto Sans',sans-serif;text-anchor:middle;fill:#47515b;paint-order:stroke;stroke:#fff;stroke-width:2px}.s{text-anchor:start}\
    .f{font-size:14px;fill:#11181f}.t{font-size:20px;font-weight:600;fill:#11181f}.n{font-weight:600;fill:#11181f}.b{fill:#11181f}.g{fill:url(#g)}\
    .w{fill:#75808a}.l,.d,.x,.y{fill:none;stroke:#11181f}.d{stroke-dasharray:3 2}.x{stroke:#c5ccd2}\
    .y{stroke:#47515b;stroke-width:2}.p{fill:#fff}.k{fill:#8a1c1c}.r{fill:#8f5f00}.o{fill:#155e8a}.q{fill:#fff;stroke:#11181f;stroke-width:1.5}";

/// The figure as an SVG of its own. `from` says where it is from: corridor, state of the record, address.
pub fn svg(figure: &ChartFigure, from: &[String]) -> String {
    let days = i32::try_from(figure.window.days()).unwrap_or(i32::MAX);
    let day = (WIDTH / days.max(1)).clamp(1, 24);
    let width = (day * days).max(WIDTH) + MARGIN + 2 * EDGE;
    let mut body = String::new();
    let mut y = EDGE + 16;
    y = lines(&mut body, &figure.title, (EDGE, y), Ink::Heading, 100) + 4;
    y = lines(&mut body, figure.empty.as_deref().unwrap_or(&figure.summary), (EDGE, y), Ink::Text, SIGNS);
    for drawn in &figure.plots {
        let name = [&drawn.name, &drawn.coverage].map(String::as_str).into_iter().filter(|text| !text.is_empty());
        let name = name.collect::<Vec<&str>>().join(": ");
        y = if name.is_empty() { y } else { lines(&mut body, &name, (EDGE, y + 10), Ink::Text, SIGNS) };
        let left = if super::lines_of(&drawn.plot).is_empty() { EDGE } else { EDGE + MARGIN };
        let own = super::ground(&drawn.plot);
        // Another corridor's record may begin later: its days stand under the same days.
        let shift = i32::try_from((own.days.from - figure.window.from).num_days().max(0)).unwrap_or(0);
        let ground = Ground { day, left: left + shift * day, top: y, ..own };
        y = plot(&mut body, figure, &drawn.plot, ground);
    }
    y += 8;
    for (sign, words) in &figure.legend {
        sample(&mut body, *sign, (EDGE, y));
        y = lines(&mut body, words, (EDGE + 30, y), Ink::Text, SIGNS);
    }
    y += 8;
    let notes = figure.notes.iter().map(RestLine::text);
    for line in notes.chain(from.iter().cloned()) {
        y = lines(&mut body, &line, (EDGE, y), Ink::Text, SIGNS);
    }
    let height = y + EDGE - LINE + 6;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\"><title>{}</title><desc>{}</desc><style>{STYLE}</style><defs><pattern id=\"g\" width=\"4\" \
         height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1 1l2-2M0 4l4-4M3 5l2-2\" stroke=\"#75808a\"/></pattern></defs>\
         <path fill=\"#fff\" d=\"M0 0h{width}v{height}H0z\"/>{body}</svg>\n",
        escaped(&figure.title),
        escaped(figure.empty.as_deref().unwrap_or(&figure.summary)),
    )
}

/// One plot over all its days, with the names of the months. Returns where the next thing may stand.
fn plot(body: &mut String, figure: &ChartFigure, plot: &Plot, ground: Ground) -> i32 {
    let months = By::Month.parts(ground.days).into_iter();
    let names: Vec<(chrono::NaiveDate, String)> = months.map(|part| (part.from, dates::month(part.from))).collect();
    let ground = Ground { top: ground.top + 4, ..ground };
    let bottom = ground.top + ground.head + ground.height;
    let days_below = super::below(plot);
    // In a drawing of years there is no room for the numbers of days.
    let room_for_days = ground.day * 31 >= 60;
    let area = Pen::new(body, SHEET).into_drawing_area();
    let mut canvas = Canvas::new(&area, ground);
    super::main(&mut canvas, plot);
    super::corrected(&canvas, plot);
    for line in super::lines_of(plot) {
        canvas.text(&domain::amount::grouped(*line), (EDGE, canvas.y(*line) + 4), Ink::Begins);
    }
    match plot {
        Plot::Trend(trend) => {
            super::trend::steps(&canvas, trend, days_below);
            super::trend::band(&area, &canvas, trend, days_below + 22);
        }
        _ if room_for_days => canvas.days(days_below),
        _ => {}
    }
    let every = if ground.day * 31 >= 90 { 1 } else { 12 };
    let told = names.iter().filter(|(date, _)| every == 1 || date.month() == 1 || *date == figure.window.from);
    let told: Vec<(i32, &str)> = told.map(|(date, name)| (canvas.x(*date), name.as_str())).collect();
    for (index, (x, name)) in told.iter().enumerate() {
        // The first month gives way where the next name begins too soon.
        if told.get(index + 1).is_some_and(|(next, _)| next - x < 90) {
            continue;
        }
        canvas.line(vec![(*x, bottom + days_below + 4), (*x, bottom + days_below + 16)], Ink::Rule);
        canvas.text(name, (x + 3, bottom + days_below + 14), Ink::Begins);
    }
    bottom + days_below + 14 + LINE + super::lane(plot)
}

/// Text in lines. Returns where the next line may stand.
fn lines(body: &mut String, text: &str, (x, y): (i32, i32), ink: Ink, signs: usize) -> i32 {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match rows.last_mut().filter(|row| row.chars().count() + word.chars().count() < signs) {
            Some(row) => {
                row.push(' ');
                row.push_str(word);
            }
            None => rows.push(word.to_owned()),
        }
    }
    let step = if ink == Ink::Heading { 25 } else { LINE };
    let area = Pen::new(body, SHEET).into_drawing_area();
    let mut next = y;
    for row in rows {
        write(&area, &row, (x, next), ink);
        next += step;
    }
    next
}

/// A sign as the drawing has it.
fn sample(body: &mut String, sign: Sign, (x, y): (i32, i32)) {
    let area = Pen::new(body, SHEET).into_drawing_area();
    let day = chrono::NaiveDate::MIN;
    let ground = Ground {
        days: domain::window::Window { from: day, to: day },
        day: 10,
        left: x + 6,
        top: y - 10,
        head: 0,
        height: 10,
        highest: 10,
    };
    let canvas = Canvas::new(&area, ground);
    let (left, right, top, base) = (x + 7, x + 13, y - 10, y);
    match sign {
        Sign::Exact => canvas.rectangle((left, top), (right, base), Ink::Solid),
        Sign::Zero => canvas.rectangle((left - 1, base - 2), (right + 1, base), Ink::Solid),
        Sign::AtLeast => {
            canvas.rectangle((left, top + 4), (right, base), Ink::Solid);
            canvas.shape(vec![(left - 1, top + 3), (x + 10, top - 2), (right + 1, top + 3)], Ink::Solid);
        }
        Sign::AtMost => canvas.rectangle((left, top), (right, base), Ink::Outline),
        Sign::Range => {
            canvas.rectangle((left, top), (right, base), Ink::Outline);
            canvas.rectangle((left, top + 5), (right, base), Ink::Solid);
        }
        Sign::About => canvas.shape(
            vec![(left, top), (x + 9, top + 3), (x + 11, top), (right, top + 3), (right, base), (left, base)],
            Ink::Solid,
        ),
        Sign::Words => canvas.rectangle((left, top), (right, base), Ink::Dashed),
        Sign::Period => canvas.rectangle((x, top), (x + 22, base), Ink::Dashed),
        Sign::Withheld => canvas.rectangle((left, top), (right, base), Ink::Grey),
        Sign::Silent => canvas.rectangle((x, base - 4), (x + 22, base), Ink::Hatch),
        Sign::Point => canvas.point((x + 10, base - 4), Ink::Solid),
        Sign::Stock => {
            canvas.line(vec![(x + 2, base - 2), (x + 18, base - 6)], Ink::Outline);
            canvas.point((x + 10, base - 4), Ink::Solid);
        }
        Sign::Status(mark) => super::cells::cell(&canvas, (x, x + 22), mark),
        Sign::Hollow => canvas.point((x + 10, base - 4), Ink::Hollow),
        Sign::PointOpen => {
            canvas.line(vec![(x + 10, base - 1), (x + 10, base - 10)], Ink::Outline);
            canvas.line(vec![(x + 7, base - 7), (x + 10, base - 10), (x + 13, base - 7)], Ink::Outline);
            canvas.point((x + 10, base - 1), Ink::Solid);
        }
        Sign::PointRange => {
            canvas.line(vec![(x + 10, base), (x + 10, base - 10)], Ink::Outline);
            canvas.point((x + 10, base), Ink::Solid);
            canvas.point((x + 10, base - 10), Ink::Solid);
        }
        Sign::PointAbout => canvas.point((x + 10, base - 4), Ink::Dashed),
        Sign::PointUntold => canvas.rectangle((left, top), (right, base), Ink::Dashed),
        Sign::Daily => {
            canvas.line(vec![(x, base - 2), (x + 10, base - 2), (x + 10, base - 8), (x + 22, base - 8)], Ink::Daily)
        }
        Sign::Gap => canvas.line(vec![(x, base), (x, base - 4), (x + 22, base - 4), (x + 22, base)], Ink::Outline),
        Sign::Corrected => canvas.triangle((x + 10, base - 7)),
    }
}
