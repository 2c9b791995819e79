//! What a form fills in before anybody types: a head, and what a row is about. Each remembers it in a field of its own, so that
//! what nobody typed is never taken for a report, whatever the record says by the time the form comes back.

use super::{DraftClaim, DraftReport};
use crate::corridor::Expected;
use crate::label::Label;
use crate::measure::{Dimension, Measure};
use crate::thing::{Stage, Thing};

/// Parts what was filled in. Where somebody typed it into a name, the row only counts as touched.
const PARTED: char = '\u{a6}';

/// The fields of a row that a form may fill in, in the order in which they are remembered.
pub(super) const OF_ROWS: [&str; 10] =
    ["counted", "period_start", "group", "carrier", "direction", "facility", "access", "item", "unit", "stage"];

impl DraftReport {
    /// A head that the form fills in, and the rows that stand ready under it.
    pub fn ready_for(source: &str, published_on: &str, claims: Vec<DraftClaim>) -> Self {
        let head = Self { source: source.to_owned(), published_on: published_on.to_owned(), ..Self::default() };
        Self { claims, ..head.remembered() }
    }

    /// The head of a report of another day, for the same bulletin here.
    pub fn head_of(other: &Self) -> Self {
        let head = Self {
            source: other.source.clone(),
            via: other.via.clone(),
            url: other.url.clone(),
            published_on: other.published_on.clone(),
            ..Self::default()
        };
        head.remembered()
    }

    fn remembered(self) -> Self {
        let ready = self.head().join(&PARTED.to_string());
        Self { ready, ..self }
    }

    /// The four texts of the head.
    pub fn head(&self) -> [&str; 4] {
        [&self.source, &self.via, &self.url, &self.published_on]
    }

    /// Whether the head is empty, or what the form filled in.
    pub(super) fn has_ready_head(&self) -> bool {
        let mut ready = self.ready.split(PARTED);
        self.head().iter().all(|text| {
            let filled_in = ready.next().unwrap_or_default();
            text.trim().is_empty() || text.trim() == filled_in.trim()
        })
    }
}

impl DraftClaim {
    /// A row that stands ready for a thing: all but its amount.
    pub fn ready_for(thing: &Thing) -> Self {
        let text = |label: &Option<Label>| label.as_ref().map(ToString::to_string).unwrap_or_default();
        let usual_unit = thing.unit == Thing::of(thing.measure).unit;
        let row = Self {
            counted: text(&thing.counted),
            period_start: thing.period_start.map(|date| date.to_string()).unwrap_or_default(),
            facility: text(&thing.facility),
            access: thing.access.map(|class| class.key().to_owned()).unwrap_or_default(),
            item: text(&thing.item),
            unit: if usual_unit { String::new() } else { text(&thing.unit) },
            ..Self::blank(thing)
        };
        let ready: Vec<&str> = OF_ROWS.iter().map(|name| row.text(name).unwrap_or_default()).collect();
        Self { ready: ready.join(&PARTED.to_string()), ..row }
    }

    /// Whether it is an empty row for one more: not even what it counts was chosen.
    pub fn is_spare(&self) -> bool {
        let is_empty = |name: &&str| self.text(name).unwrap_or_default().trim().is_empty();
        let done = ["", Stage::Done.key()].contains(&self.stage.trim());
        done && Self::NAMES.iter().filter(|name| **name != "stage").all(is_empty)
    }

    /// What the form filled into a field of this row.
    pub fn filled_in(&self, name: &str) -> &str {
        let place = OF_ROWS.iter().position(|own| *own == name);
        place.and_then(|place| self.ready.split(PARTED).nth(place)).unwrap_or_default().trim()
    }

    /// Whether a field is empty, or holds what the form filled in.
    pub(super) fn is_as_filled_in(&self, name: &str) -> bool {
        let own = self.text(name).unwrap_or_default().trim();
        own.is_empty() || own == self.filled_in(name)
    }

    /// What the row is about, as far as it can be read; none while nobody said what it counts. As when it is published: what
    /// has no place on the measure is left out, and what was recorded without a group has none.
    pub fn thing(&self) -> Option<Thing> {
        let measure: Measure = self.measure.trim().parse().ok()?;
        let label = |text: &str| Label::optional(text).ok().flatten();
        let is_new = self.id.trim().is_empty();
        let usual_group = measure.usual_group().filter(|_| is_new && measure.takes(Dimension::Group)).and_then(label);
        let thing = Thing {
            counted: label(&self.counted),
            period_start: crate::day::read_day(self.period_start.trim()),
            group: label(&self.group).or(usual_group),
            carrier: label(&self.carrier),
            direction: self.direction.trim().parse().ok(),
            facility: label(&self.facility),
            access: self.access.trim().parse().ok(),
            item: label(&self.item),
            unit: label(&self.unit).or_else(|| Thing::of(measure).unit),
            stage: self.stage.trim().parse().unwrap_or(Stage::Done),
            ..Thing::of(measure)
        };
        Some(thing.without_misplaced())
    }
}

impl Expected {
    /// What the row asks for that stands ready for it.
    pub fn asked(&self) -> Option<Thing> {
        DraftClaim::ready_for(&self.thing()).thing()
    }
}
