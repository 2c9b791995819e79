//! The mark of a status as a piece of road of any size, for pictures that stand alone. Shape before colour: each is another one
//! in black and white.

use std::fmt::Write as _;

use app::view::mark::Mark;
use domain::AccessStatus;

/// What its classes look like; the hatch is a pattern of the same name.
pub const STYLE: &str =
    ".k{fill:#8a1c1c}.r{fill:#8f5f00}.o{fill:#155e8a}.p{fill:#fff}.g{fill:url(#g)}.e{fill:#11181f}.c{fill:#75808a}";

/// The hatch of silence.
pub const HATCH: &str = "<defs><pattern id=\"g\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
                         <path d=\"M-1 1l2-2M0 4l4-4M3 5l2-2\" stroke=\"#75808a\"/></pattern></defs>";

/// Where it lies: from the left, from the top, its width, its height.
pub type Place = (i32, i32, i32, i32);

/// What lies between the edges of the road.
pub fn mark(svg: &mut String, (x, y, width, height): Place, mark: Mark) {
    let band = |svg: &mut String, class: &str, top: i32, high: i32| rectangle(svg, class, (x, y + top, width, high));
    match mark {
        Mark::Closed => band(svg, "k", 0, height),
        Mark::Restricted => band(svg, "r", height / 2, height - height / 2),
        Mark::Open => {
            let (dash, high) = (width * 2 / 5, height / 5);
            rectangle(svg, "o", (x, y + (height - high) / 2, dash, high));
            rectangle(svg, "o", (x + width - dash, y + (height - high) / 2, dash, high));
        }
        Mark::Unknown => band(svg, "g", 0, height),
        Mark::SaidLater(status) => {
            band(svg, "g", 0, height);
            band(svg, "p", height * 3 / 10, height * 4 / 10);
            band(svg, class(status), height * 4 / 10, height / 5);
        }
        Mark::SaidLaterTwice(most, least) => {
            band(svg, "g", 0, height);
            band(svg, "p", height * 3 / 20, height * 14 / 20);
            band(svg, class(most), height / 5, height / 4);
            band(svg, class(least), height * 11 / 20, height / 4);
        }
        Mark::Disputed(most, least) => {
            let (right, bottom) = (x + width, y + height);
            let _ = write!(svg, "<path class=\"{}\" d=\"M{x} {y}V{bottom}H{right}z\"/>", class(most));
            let _ = write!(svg, "<path class=\"{}\" d=\"M{x} {y}H{right}V{bottom}z\"/>", class(least));
            let _ =
                write!(svg, "<path class=\"p\" d=\"M{x} {y}l{width} {height}v-4l-{} -{}z\"/>", width - 4, height - 4);
        }
    }
}

/// Whether somebody says that the road is open or closed: else its edges are broken.
pub fn is_known(mark: Mark) -> bool {
    !matches!(mark, Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..))
}

/// An edge of the road.
pub fn edge(svg: &mut String, (x, y, width, height): Place, known: bool) {
    if known {
        return rectangle(svg, "e", (x, y, width, height));
    }
    let dashes = (0..width).step_by(10);
    dashes.for_each(|dash| rectangle(svg, "c", (x + dash, y, 6.min(width - dash), height)));
}

fn rectangle(svg: &mut String, class: &str, (x, y, width, height): Place) {
    let _ = write!(svg, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
}

fn class(status: AccessStatus) -> &'static str {
    match status {
        AccessStatus::Closed => "k",
        AccessStatus::Restricted => "r",
        AccessStatus::Open => "o",
    }
}
