//! The access of each day as a road: a block is closed, half a block restricted, the centre line open; hatch is silence,
//! a thread through it what was said later; a disputed day is split and stands out of the road.

use app::view::chart::cells::Cells;
use app::view::mark::Mark;
use domain::AccessStatus;

use super::canvas::Canvas;
use super::ink::Ink;

/// A day narrower than this has no room for a diagonal.
const NARROWEST_SPLIT: i32 = 4;

/// Draws the road.
pub fn draw(canvas: &Canvas<'_, '_>, cells: &Cells) {
    let part = canvas.ground.days;
    for (date, mark) in cells.cells.iter().filter(|(date, _)| part.holds(*date)) {
        let left = canvas.x(*date);
        cell(canvas, (left, left + canvas.ground.day), *mark);
    }
}

/// One cell between two edges.
pub fn cell(canvas: &Canvas<'_, '_>, (left, right): (i32, i32), mark: Mark) {
    let (top, bottom) = (canvas.base() - canvas.ground.height.min(16), canvas.base());
    let third = (bottom - top) / 3;
    match mark {
        Mark::Closed => canvas.rectangle((left, top), (right, bottom), Ink::Closed),
        Mark::Restricted => canvas.rectangle((left, i32::midpoint(top, bottom)), (right, bottom), Ink::Restricted),
        Mark::Open => {
            let middle = i32::midpoint(top, bottom);
            let dash = ((right - left) * 2 / 3).max(1);
            canvas.rectangle((left, middle - 2), (left + dash, middle + 2), Ink::Open);
        }
        Mark::Unknown => canvas.rectangle((left, top), (right, bottom), Ink::Hatch),
        Mark::SaidLater(status) => {
            canvas.rectangle((left, top), (right, bottom), Ink::Hatch);
            // A thread, as in the key: what was said later does not make the day known.
            let thread = ((bottom - top) / 5).max(2);
            let begin = i32::midpoint(top, bottom) - thread / 2;
            canvas.rectangle((left, begin - 2), (right, begin + thread + 2), Ink::Paper);
            canvas.rectangle((left, begin), (right, begin + thread), ink(status));
        }
        Mark::SaidLaterTwice(most, least) => {
            let middle = i32::midpoint(top, bottom);
            canvas.rectangle((left, top), (right, bottom), Ink::Hatch);
            canvas.rectangle((left, top + third - 2), (right, bottom - third + 2), Ink::Paper);
            canvas.rectangle((left, top + third - 1), (right, middle - 1), ink(most));
            canvas.rectangle((left, middle + 1), (right, bottom - third + 1), ink(least));
        }
        // Too narrow for a diagonal and its frame: one over the other.
        Mark::Disputed(most, least) if right - left < NARROWEST_SPLIT => {
            let middle = i32::midpoint(top, bottom);
            canvas.rectangle((left, top - 4), (right, middle), ink(least));
            canvas.rectangle((left, middle), (right, bottom + 4), ink(most));
        }
        Mark::Disputed(most, least) => {
            let (top, bottom) = (top - 4, bottom + 4);
            canvas.shape(vec![(left, top), (left, bottom), (right, bottom)], ink(most));
            canvas.shape(vec![(left, top), (right, top), (right, bottom)], ink(least));
            canvas.line(vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], Ink::Outline);
        }
    }
    if !matches!(mark, Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..) | Mark::Disputed(..)) {
        for edge in [top, bottom] {
            canvas.line(vec![(left, edge), (right, edge)], Ink::Outline);
        }
    }
}

fn ink(status: AccessStatus) -> Ink {
    match status {
        AccessStatus::Closed => Ink::Closed,
        AccessStatus::Restricted => Ink::Restricted,
        AccessStatus::Open => Ink::Open,
    }
}
