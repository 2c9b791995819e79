//! plotters' hand: writes what it draws as SVG with classes instead of colours. Shapes of one ink that follow each
//! other become one path with relative steps, so that three years of days stay small. Knows no chart.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::ink::Ink;

/// Writes into a text, which outlives it.
#[derive(Debug)]
pub struct Pen<'s> {
    svg: &'s mut String,
    size: (u32, u32),
    /// The path that is being written: its ink, and where it stands.
    path: Option<(Ink, BackendCoord)>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'s> Pen<'s> {
    /// A pen for an area of this size, which writes behind what stands in `svg`.
    pub fn new(svg: &'s mut String, size: (u32, u32)) -> Self {
        Self { svg, size, path: None }
    }

    /// Goes to where a shape begins: within a path by a step, as equal shapes then read alike.
    fn begin(&mut self, ink: Ink, to: BackendCoord) {
        match self.path {
            Some((same, from)) if same == ink => {
                self.put(format_args!("m{}", step((to.0 - from.0, to.1 - from.1))));
            }
            _ => {
                self.end();
                self.put(format_args!("<path{} d=\"M{} {}", class(ink), to.0, to.1));
            }
        }
        self.path = Some((ink, to));
    }

    fn end(&mut self) {
        if self.path.take().is_some() {
            self.svg.push_str("\"/>");
        }
    }

    fn line_through(&mut self, ink: Ink, points: impl IntoIterator<Item = BackendCoord>, closed: bool) {
        let mut points = points.into_iter();
        let Some(first) = points.next() else { return };
        self.begin(ink, first);
        let mut at = first;
        for point in points {
            match (point.0 - at.0, point.1 - at.1) {
                (0, 0) => {}
                (x, 0) => self.put(format_args!("h{x}")),
                (0, y) => self.put(format_args!("v{y}")),
                way => self.put(format_args!("l{}", step(way))),
            }
            at = point;
        }
        if closed {
            self.svg.push('z');
        }
        self.path = Some((ink, if closed { first } else { at }));
    }

    /// Writing into a string cannot fail.
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.svg.write_fmt(text);
    }
}

/// Two numbers, the second parted from the first by its sign where it has one.
fn step((x, y): BackendCoord) -> String {
    if y < 0 { format!("{x}{y}") } else { format!("{x} {y}") }
}

fn class(ink: Ink) -> String {
    ink.class().map(|class| format!(" class=\"{class}\"")).unwrap_or_default()
}

fn ink_of(color: BackendColor) -> Ink {
    Ink::of(color.rgb)
}

/// Text as it may stand between two tags.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // No XML holds these.
            sign if sign.is_control() && !matches!(sign, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            sign => safe.push(sign),
        }
    }
    safe
}

impl Drop for Pen<'_> {
    fn drop(&mut self) {
        self.end();
    }
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.line_through(ink_of(color), [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], true);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.line_through(ink_of(style.color()), [from, to], false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let around = [(left, top), (right, top), (right, bottom), (left, bottom)];
        self.line_through(ink_of(style.color()), around, true);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.line_through(ink_of(style.color()), path, false);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, around: I, style: &S) -> Drawn {
        self.line_through(ink_of(style.color()), around, true);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let across = 2 * radius;
        self.begin(ink_of(style.color()), (x - i32::try_from(radius).unwrap_or(0), y));
        self.put(format_args!("a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0"));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        self.end();
        let class = class(ink_of(style.color()));
        self.put(format_args!("<text{class} x=\"{x}\" y=\"{y}\">{}</text>", escaped(text)));
        Ok(())
    }

    /// Sizes are the style sheet's matter, which plotters cannot know: labels are placed by us.
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((u32::try_from(text.chars().count()).unwrap_or(0), 1))
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;

    use super::*;

    fn drawing(draw: impl FnOnce(&DrawingArea<Pen<'_>, plotters::coord::Shift>)) -> String {
        let mut svg = String::new();
        let area = Pen::new(&mut svg, (100, 50)).into_drawing_area();
        draw(&area);
        drop(area);
        svg
    }

    #[test]
    fn shapes_of_one_ink_become_one_path_and_no_colour_is_written() {
        let svg = drawing(|area| {
            for left in [0, 10] {
                area.draw(&Rectangle::new([(left, 10), (left + 6, 40)], Ink::Solid.style())).unwrap();
            }
            area.draw(&PathElement::new([(0, 40), (100, 40)], Ink::Rule.line())).unwrap();
        });
        assert_eq!(svg, "<path class=\"b\" d=\"M0 10h6v30h-6zm10 0h6v30h-6z\"/><path class=\"x\" d=\"M0 40h100\"/>");
    }

    #[test]
    fn a_text_cannot_leave_its_place() {
        let hostile = "</text><script>alert(1)</script>\" onload=\"x ]]> &amp; \u{0}\u{1b}";
        let svg = drawing(|area| {
            let style = ("x", 1).into_font().color(&Ink::Number.color());
            area.draw(&Text::new(hostile.to_owned(), (5, 5), style)).unwrap();
        });
        assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains('\u{1b}'), "{svg}");
        assert_eq!(svg.matches('<').count(), 2, "{svg}");
    }
}
