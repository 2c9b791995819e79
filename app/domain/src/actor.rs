//! Who acts: with which role, at which corridors. What a role may do is the policy's ([`crate::policy`]).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::policy::{Scope, Verb};
use crate::slug::Slug;

/// What a person at the desk is trusted with. Reporter and lead are roles at one corridor; an admin is one everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Records days and submits them; publishes where the corridor needs no second person.
    Reporter,
    /// Publishes, corrects, withdraws, decides between sources.
    Lead,
    /// Looks after people, corridors and sources. Publishes nothing unless a corridor's lead as well.
    Admin,
}

/// The roles of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Whether it looks after people, corridors and sources.
    pub admin: bool,
    /// Its role at each corridor: reporter or lead.
    pub corridors: BTreeMap<Slug, Role>,
}

/// Who acts: a signed-in person by account, or the operator at the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account's name. Goes into the audit, never to the public.
    pub account: String,
    /// What the account is trusted with.
    pub rights: Rights,
    operator: bool,
}

impl Rights {
    /// The rights of one role at these corridors; an admin has them everywhere.
    pub fn of(role: Role, corridors: impl IntoIterator<Item = Slug>) -> Self {
        match role {
            Role::Admin => Self { admin: true, corridors: BTreeMap::new() },
            role => Self { admin: false, corridors: corridors.into_iter().map(|slug| (slug, role)).collect() },
        }
    }

    /// The roles that count at a corridor, or anywhere where none is meant.
    fn held(&self, corridor: Option<&Slug>) -> impl Iterator<Item = Role> {
        let admin = self.admin.then_some(Role::Admin);
        let local = corridor.and_then(|slug| self.corridors.get(slug)).copied();
        local.into_iter().chain(admin)
    }

    /// The most trusted role that it has anywhere; none for an account that was given none.
    pub fn highest(&self) -> Option<Role> {
        self.corridors.values().copied().chain(self.admin.then_some(Role::Admin)).max()
    }

    /// Whether these rights want a second factor at the door: those of leads and admins do.
    pub fn want_second_factor(&self) -> bool {
        self.highest() >= Some(Role::Lead)
    }
}

impl Actor {
    /// A person of the desk.
    pub fn new(account: impl Into<String>, rights: Rights) -> Self {
        Self { account: account.into(), rights, operator: false }
    }

    /// The operator at the command line, who may do everything.
    pub fn operator() -> Self {
        Self { account: "operator".to_owned(), rights: Rights::of(Role::Admin, []), operator: true }
    }

    /// Whether this is the operator at the command line.
    pub fn is_operator(&self) -> bool {
        self.operator
    }

    /// Whether this actor may do it, at this corridor if one is meant.
    pub fn may(&self, verb: Verb, corridor: Option<&Slug>) -> bool {
        self.role_for(verb, corridor).is_some()
    }

    /// The role in which this actor does it: the one that goes into the history. None who may not.
    pub fn role_for(&self, verb: Verb, corridor: Option<&Slug>) -> Option<Role> {
        if self.operator {
            return Some(Role::Admin);
        }
        match verb.scope() {
            Scope::Desk => self.rights.highest().or(Some(Role::Reporter)),
            Scope::Corridor => self.rights.held(corridor).find(|role| verb.allows(*role)),
            Scope::Installation => self.rights.held(None).find(|role| verb.allows(*role)),
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

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    fn actor(role: Role) -> Actor {
        Actor::new("ani", Rights::of(role, [slug("lachin")]))
    }

    #[test]
    fn a_role_counts_at_its_own_corridor_only() {
        let (here, there) = (slug("lachin"), slug("orro-gate"));
        let lead = actor(Role::Lead);
        assert!(lead.may(Verb::WithdrawDay, Some(&here)));
        assert!(!lead.may(Verb::WithdrawDay, Some(&there)) && !lead.may(Verb::WithdrawDay, None));
        assert!(!lead.may(Verb::ReadDay, Some(&there)));
    }

    #[test]
    fn a_reporter_publishes_and_revises_but_does_not_correct_approve_prefer_or_withdraw() {
        let (here, reporter) = (slug("lachin"), actor(Role::Reporter));
        for verb in [Verb::ReadDay, Verb::WriteDay, Verb::PublishDay] {
            assert_eq!(reporter.role_for(verb, Some(&here)), Some(Role::Reporter), "{verb:?}");
        }
        for verb in [Verb::ApproveDay, Verb::CorrectDay, Verb::WithdrawDay, Verb::PreferClaim, Verb::OpenDay] {
            assert_eq!(reporter.role_for(verb, Some(&here)), None, "{verb:?}");
        }
    }

    #[test]
    fn an_admin_looks_after_everything_and_writes_no_day_unless_a_lead_as_well() {
        let here = slug("lachin");
        let admin = actor(Role::Admin);
        assert!(admin.may(Verb::KeepPeople, None) && admin.may(Verb::ChangeCorridor, Some(&here)));
        assert!(!admin.may(Verb::WriteDay, Some(&here)) && !admin.may(Verb::ReadDay, Some(&here)));
        let both = Rights { admin: true, corridors: [(here.clone(), Role::Lead)].into() };
        assert_eq!(Actor::new("ani", both).role_for(Verb::WriteDay, Some(&here)), Some(Role::Lead));
    }

    #[test]
    fn the_operator_may_everything_and_an_account_without_a_role_only_enters() {
        for verb in Verb::ALL {
            assert!(Actor::operator().may(verb, Some(&slug("lachin"))), "{verb:?}");
            let nobody = Actor::new("new", Rights::default());
            assert_eq!(nobody.may(verb, Some(&slug("lachin"))), verb.scope() == Scope::Desk, "{verb:?}");
        }
    }

    #[test]
    fn leads_and_admins_want_a_second_factor_and_reporters_do_not() {
        assert!(actor(Role::Lead).rights.want_second_factor() && actor(Role::Admin).rights.want_second_factor());
        assert!(!actor(Role::Reporter).rights.want_second_factor());
    }
}
