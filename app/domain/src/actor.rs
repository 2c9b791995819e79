//! Who may do what. (actor, verb) is the first line of every command.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a person at the desk is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Records days; publishes where the corridor needs no second person.
    Reporter,
    /// Publishes, corrects, decides between sources.
    Lead,
    /// Looks after people, corridors and sources.
    Admin,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// See the desk's own pages.
    ReadDesk,
    /// Publish a day of a corridor that needs no second person.
    PublishDay,
    /// Publish a day of a corridor where a second person publishes.
    PublishReviewedDay,
}

/// Who acts: a signed-in person by account, or the operator at the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account's name. Goes into the audit, never to the public.
    pub account: String,
    /// What the account is trusted with.
    pub role: Role,
}

impl Actor {
    /// The operator at the command line, who may do everything.
    pub fn operator() -> Self {
        Self { account: "operator".to_owned(), role: Role::Admin }
    }

    /// Whether this actor may do it.
    pub fn may(&self, verb: Verb) -> bool {
        match verb {
            Verb::ReadDesk | Verb::PublishDay => true,
            Verb::PublishReviewedDay => self.role >= Role::Lead,
        }
    }
}

impl Role {
    /// All roles, from the least trusted.
    pub const ALL: [Self; 3] = [Self::Reporter, Self::Lead, Self::Admin];

    /// The word in files and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Lead => "lead",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.key() == text).ok_or(UnknownRole)
    }
}

/// A word that names no [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRole;

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of reporter, lead, admin")
    }
}

impl std::error::Error for UnknownRole {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporter_does_not_publish_where_a_second_person_must() {
        let reporter = Actor { account: "r".to_owned(), role: Role::Reporter };
        assert!(!reporter.may(Verb::PublishReviewedDay));
        assert!(reporter.may(Verb::PublishDay));
        assert!(Actor::operator().may(Verb::PublishReviewedDay));
    }
}
