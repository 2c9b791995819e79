//! What a drawing is made of: a few inks, each a class of the style sheet. plotters knows colours only, so that the
//! number of an ink travels as one; the real colours are the page's, which changes them with theme, print and contrast.

use plotters::style::{Color, RGBColor, ShapeStyle};

/// An ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ink {
    /// Solid: what was said of a day.
    Solid,
    /// Hatch: silence.
    Hatch,
    /// Solid grey: withheld.
    Grey,
    /// The outline of what may be: to the upper end.
    Outline,
    /// A dashed outline: one claim over days.
    Dashed,
    /// Base and grid.
    Rule,
    /// The sum of the daily reports.
    Daily,
    /// A hollow point.
    Hollow,
    /// The ground: to take something out.
    Paper,
    /// Closed.
    Closed,
    /// Restricted.
    Restricted,
    /// Open.
    Open,
    /// A number over a bar or point.
    Number,
    /// The number of an event over the days.
    Event,
    /// The number of a day below the base.
    Day,
    /// A number that begins where it is put.
    Begins,
    /// The heading of a file.
    Heading,
    /// A line of a file's text.
    Text,
}

const ALL: [Ink; 18] = [
    Ink::Solid,
    Ink::Hatch,
    Ink::Grey,
    Ink::Outline,
    Ink::Dashed,
    Ink::Rule,
    Ink::Daily,
    Ink::Hollow,
    Ink::Paper,
    Ink::Closed,
    Ink::Restricted,
    Ink::Open,
    Ink::Number,
    Ink::Event,
    Ink::Day,
    Ink::Begins,
    Ink::Heading,
    Ink::Text,
];

impl Ink {
    /// As plotters' colour.
    pub fn color(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    /// For a shape.
    pub fn style(self) -> ShapeStyle {
        self.color().filled()
    }

    /// For an outline or a line.
    pub fn line(self) -> ShapeStyle {
        self.color().stroke_width(1)
    }

    /// The ink of plotters' colour.
    pub fn of((_, _, number): (u8, u8, u8)) -> Self {
        ALL.into_iter().find(|ink| *ink as u8 == number).unwrap_or(Self::Solid)
    }

    /// Its class in the style sheet; none for the usual number.
    pub fn class(self) -> Option<&'static str> {
        match self {
            Self::Solid => Some("b"),
            Self::Hatch => Some("g"),
            Self::Grey => Some("w"),
            Self::Outline => Some("l"),
            Self::Dashed => Some("d"),
            Self::Rule => Some("x"),
            Self::Daily => Some("y"),
            Self::Hollow => Some("q"),
            Self::Paper => Some("p"),
            Self::Closed => Some("k"),
            Self::Restricted => Some("r"),
            Self::Open => Some("o"),
            Self::Number => None,
            Self::Event => Some("n"),
            Self::Day => Some("a"),
            Self::Begins => Some("s"),
            Self::Heading => Some("s t"),
            Self::Text => Some("s f"),
        }
    }
}
