//! What was refused, counted, and told in the log at most once a second each: a flood must not become a flood of lines. Never
//! an address.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A connection, because there are too many.
    Connection,
    /// A connection, because its network has too many.
    ConnectionOfNetwork,
    /// A head that is no request, or larger than any of ours.
    Head,
    /// A request of a reader: too many at work.
    Reader,
    /// A request at the door: too many at work.
    Door,
    /// A request of the desk: too many at work.
    Desk,
    /// A body that came too slowly.
    SlowBody,
    /// An answer that was taken too slowly.
    SlowReader,
}

/// All of them, in their order, with the name that the log gives them.
const ALL: [(Refused, &str); 8] = [
    (Refused::Connection, "connection.refused"),
    (Refused::ConnectionOfNetwork, "connection.refused-of-network"),
    (Refused::Head, "head.refused"),
    (Refused::Reader, "request.refused-reader"),
    (Refused::Door, "request.refused-door"),
    (Refused::Desk, "request.refused-desk"),
    (Refused::SlowBody, "body.slow"),
    (Refused::SlowReader, "answer.slow"),
];

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    untold: [AtomicU64; ALL.len()],
}

impl Tally {
    /// Once more.
    pub fn count(&self, refused: Refused) {
        if let Some(count) = self.untold.get(refused as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Tells what was counted since the last time, a line for each that was.
    pub fn tell(&self) {
        for (count, (_, event)) in self.untold.iter().zip(ALL) {
            let times = count.swap(0, Ordering::Relaxed);
            if times > 0 {
                tracing::warn!(event, times, "more than this server takes on");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_under_its_own_name() {
        for (place, (refused, name)) in ALL.iter().enumerate() {
            assert_eq!(*refused as usize, place, "{name}");
            let tally = Tally::default();
            tally.count(*refused);
            tally.count(*refused);
            let counts = tally.untold.map(|count| count.into_inner());
            assert_eq!((counts[place], counts.iter().sum::<u64>()), (2, 2), "{name}");
        }
    }
}
