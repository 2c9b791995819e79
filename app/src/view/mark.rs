//! The shape of a status: always beside its word, never colour alone.

use domain::status::{DayStatus, StatusWord};
use domain::{AccessClass, AccessStatus, PublicSays};

use crate::t;
use crate::text::labels;

/// What lies between the edges of the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A block from edge to edge.
    Closed,
    /// Half a block.
    Restricted,
    /// The centre line of a clear road.
    Open,
    /// Split by a diagonal in the colours of the two statuses furthest apart.
    Disputed(AccessStatus, AccessStatus),
    /// Hatch.
    Unknown,
    /// Hatch with a thread in the colour that was said later.
    SaidLater(AccessStatus),
    /// Hatch with two threads: two statuses were said later, the ones furthest apart.
    SaidLaterTwice(AccessStatus, AccessStatus),
}

impl Mark {
    /// The mark of a status that all who speak say.
    pub fn of(status: AccessStatus) -> Self {
        match status {
            AccessStatus::Closed => Self::Closed,
            AccessStatus::Restricted => Self::Restricted,
            AccessStatus::Open => Self::Open,
        }
    }

    /// What it means, for a key.
    pub fn words(self) -> String {
        match self {
            Self::Closed => labels::status_word(StatusWord::Said(AccessStatus::Closed)),
            Self::Restricted => labels::status_word(StatusWord::Said(AccessStatus::Restricted)),
            Self::Open => labels::status_word(StatusWord::Said(AccessStatus::Open)),
            Self::Disputed(..) => t!("chart-key-disputed"),
            Self::Unknown => t!("chart-key-unknown"),
            Self::SaidLater(_) | Self::SaidLaterTwice(..) => t!("chart-key-later"),
        }
    }

    /// What it means, with the statuses that it shows: for a key in which several of a kind occur.
    pub fn words_with_statuses(self) -> String {
        let named = |most, least| [most, least].map(labels::status).join(", ");
        match self {
            Self::Disputed(most, least) | Self::SaidLaterTwice(most, least) => {
                t!("mark-with-statuses", words = self.words(), statuses = named(most, least))
            }
            Self::SaidLater(status) => {
                t!("mark-with-statuses", words = self.words(), statuses = labels::status(status))
            }
            _ => self.words(),
        }
    }

    /// The mark of a day.
    pub fn of_day(day: &DayStatus<'_>) -> Self {
        match day.headline.word() {
            StatusWord::Said(status) => Self::of(status),
            StatusWord::Unknown => match day.later_statuses().as_slice() {
                [] => Self::Unknown,
                [one] => Self::SaidLater(*one),
                [least, .., most] => Self::SaidLaterTwice(*most, *least),
            },
            StatusWord::Disputed => {
                let own = day.headline.claims().iter();
                let said: Vec<AccessStatus> =
                    own.chain(&day.said_later).filter_map(|said| said.claim.says.status()).collect();
                Self::split(&said)
            }
        }
    }

    /// The mark of one class of traffic.
    pub fn of_class(day: &DayStatus<'_>, class: AccessClass) -> Self {
        let found = day.classes.iter().find(|(found, _)| *found == class);
        match found.map(|(_, headline)| (headline.word(), headline)) {
            Some((StatusWord::Said(status), _)) => Self::of(status),
            Some((StatusWord::Disputed, headline)) => {
                let said: Vec<AccessStatus> =
                    headline.claims().iter().filter_map(|said| said.claim.says.status()).collect();
                Self::split(&said)
            }
            _ => Self::Unknown,
        }
    }

    fn split(said: &[AccessStatus]) -> Self {
        let most = said.iter().max().copied().unwrap_or(AccessStatus::Closed);
        let least = said.iter().min().copied().unwrap_or(AccessStatus::Open);
        Self::Disputed(most, least)
    }

    /// The mark of what one claim says; none for a number.
    pub fn of_says(says: &PublicSays) -> Option<Self> {
        says.status().map(Self::of)
    }
}
