//! The ground that plots are drawn on: days from left to right, numbers upwards, labels where there is room for them.

use chrono::{Datelike, NaiveDate};
use domain::window::Window;
use plotters::coord::Shift;
use plotters::prelude::*;

use super::ink::Ink;
use super::pen::Pen;

/// Where a plot stands and how large it is, in the drawing's own units: ten are one day on a page.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    /// Its days.
    pub days: Window,
    /// The width of a day.
    pub day: i32,
    /// The left edge of the first day.
    pub left: i32,
    /// The upper edge, with room for labels.
    pub top: i32,
    /// Room for labels over the highest number.
    pub head: i32,
    /// The height of the highest number.
    pub height: i32,
    /// What the highest number is.
    pub highest: u64,
}

/// A plot that is being drawn.
pub struct Canvas<'a, 's> {
    area: &'a DrawingArea<Pen<'s>, Shift>,
    /// Where it stands.
    pub ground: Ground,
    taken: Vec<Space>,
}

/// A rectangle that something fills.
#[derive(Clone, Copy, Debug)]
struct Space {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

/// The width of a sign and the height of a line of numbers.
const SIGN: i32 = 7;
const LINE: i32 = 10;

impl<'a, 's> Canvas<'a, 's> {
    /// A canvas on an area.
    pub fn new(area: &'a DrawingArea<Pen<'s>, Shift>, ground: Ground) -> Self {
        Self { area, ground, taken: Vec::new() }
    }

    /// The left edge of a day; of a day outside, the edge of the ground.
    pub fn x(&self, date: NaiveDate) -> i32 {
        let days = (date - self.ground.days.from).num_days();
        let most = i64::try_from(self.ground.days.days()).unwrap_or(0);
        self.ground.left + i32::try_from(days.clamp(0, most)).unwrap_or(0) * self.ground.day
    }

    /// The middle of a day.
    pub fn middle(&self, date: NaiveDate) -> i32 {
        self.x(date) + self.ground.day / 2
    }

    /// The base: where 0 is.
    pub fn base(&self) -> i32 {
        self.ground.top + self.ground.head + self.ground.height
    }

    /// The height of a number. What is more than nothing is never drawn as nothing.
    pub fn y(&self, number: u64) -> i32 {
        if number == 0 || self.ground.highest == 0 {
            return self.base();
        }
        let scale = i128::from(self.ground.height) * i128::from(number.min(self.ground.highest));
        let whole = i128::from(self.ground.highest);
        let up = ((scale + whole / 2) / whole).max(1);
        self.base() - i32::try_from(up).unwrap_or(self.ground.height)
    }

    /// A shape on the area. A pen that writes into a text cannot fail.
    pub fn draw<E>(&self, element: &E)
    where
        for<'e> &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: plotters::element::Drawable<Pen<'s>>,
    {
        let _ = self.area.draw(element);
    }

    /// A filled or outlined rectangle.
    pub fn rectangle(&self, (left, top): (i32, i32), (right, bottom): (i32, i32), ink: Ink) {
        self.draw(&Rectangle::new([(left, top), (right, bottom)], ink.style()));
    }

    /// A line through points.
    pub fn line(&self, points: Vec<(i32, i32)>, ink: Ink) {
        self.draw(&PathElement::new(points, ink.line()));
    }

    /// A filled shape.
    pub fn shape(&self, points: Vec<(i32, i32)>, ink: Ink) {
        self.draw(&Polygon::new(points, ink.style()));
    }

    /// A point.
    pub fn point(&self, at: (i32, i32), ink: Ink) {
        self.draw(&Circle::new(at, 3, ink.style()));
    }

    /// A small triangle with its tip here.
    pub fn triangle(&self, (x, y): (i32, i32)) {
        self.shape(vec![(x, y), (x + 3, y + 6), (x - 3, y + 6)], Ink::Solid);
    }

    /// Text that stands where it is put.
    pub fn text(&self, text: &str, at: (i32, i32), ink: Ink) {
        write(self.area, text, at, ink);
    }

    /// Keeps a rectangle free of labels.
    pub fn take(&mut self, (left, top): (i32, i32), (right, bottom): (i32, i32)) {
        self.taken.push(Space { left, right, top, bottom });
    }

    /// A number over a place: higher where there is no room, left out where there is none at all. Says whether it stands.
    pub fn label(&mut self, text: &str, at: (i32, i32)) -> bool {
        self.label_within(text, at, 9)
    }

    /// The same, moved up so often at most: over a point that is one of many it must stay near.
    pub fn label_within(&mut self, text: &str, (x, y): (i32, i32), most: usize) -> bool {
        let half = i32::try_from(text.chars().count()).unwrap_or(0) * SIGN / 2;
        for bottom in (self.ground.top + LINE..=y - 3).rev().step_by(3).take(most) {
            let space = Space { left: x - half, right: x + half, top: bottom - LINE + 2, bottom };
            if !self.taken.iter().any(|taken| taken.meets(space)) {
                self.taken.push(space);
                self.text(text, (x, bottom), Ink::Number);
                return true;
            }
        }
        false
    }

    /// The base line, and lines at round numbers.
    pub fn grid(&self, lines: &[u64]) {
        let (left, right) = (self.ground.left, self.x(NaiveDate::MAX));
        for line in lines {
            self.line(vec![(left, self.y(*line)), (right, self.y(*line))], Ink::Rule);
        }
        self.line(vec![(left, self.base()), (right, self.base())], Ink::Rule);
    }

    /// Numbers of days below the base: the first, the tenth, the twentieth, the last of each month, where there is room.
    pub fn days(&self, below: i32) {
        let days: Vec<NaiveDate> = self.ground.days.from.iter_days().take(self.ground.days.days()).collect();
        let wanted = |date: &NaiveDate| matches!(date.day(), 1 | 10 | 20);
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
        let mut told: Vec<NaiveDate> = vec![*last];
        let far = |told: &[NaiveDate], date: NaiveDate| {
            told.iter().all(|other| (date - *other).num_days().abs() * i64::from(self.ground.day) >= 22)
        };
        for date in [*first].into_iter().chain(days.iter().copied().filter(wanted)) {
            if far(&told, date) {
                told.push(date);
            }
        }
        told.sort();
        for date in told {
            self.text(&date.day().to_string(), (self.middle(date), self.base() + below), Ink::Day);
        }
    }
}

/// Text on an area.
pub fn write(area: &DrawingArea<Pen<'_>, Shift>, text: &str, at: (i32, i32), ink: Ink) {
    let style = ("x", 1).into_font().color(&ink.color());
    let _ = area.draw(&Text::new(text.to_owned(), at, style));
}

impl Space {
    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}
