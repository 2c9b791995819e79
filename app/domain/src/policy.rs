//! The one table of who may do what. Commands ask it, routes name its verbs, the tests walk it.

use crate::actor::Role;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// See the desk's first page.
    ReadDesk,
    /// Change one's own password, second factor and sessions.
    KeepOwnAccount,
    /// See a corridor's days as the desk works on them: internal notes, what waits for review.
    ReadDay,
    /// Keep a draft of a day, submit one for review.
    WriteDay,
    /// Publish a day and revise it, where the corridor needs no second person.
    PublishDay,
    /// Publish or return what somebody else submitted.
    ApproveDay,
    /// Publish a correction: we were wrong.
    CorrectDay,
    /// Take a day back, with a public tombstone.
    WithdrawDay,
    /// Decide which of several claims is the figure.
    PreferClaim,
    /// Open a day that is locked.
    OpenDay,
    /// Change from which number on small numbers are shown.
    SetThreshold,
    /// Change a corridor's settings.
    ChangeCorridor,
    /// Add a corridor.
    AddCorridor,
    /// Import files into a corridor: look through them, take them as one's own drafts or submit them for review.
    ImportClaims,
    /// Publish what was imported, many days at once.
    PublishImport,
    /// Invite, disable, reset people; give them roles.
    KeepPeople,
    /// Rename, merge and withhold sources and carriers.
    KeepSources,
    /// Read the audit.
    ReadAudit,
}

/// Where a verb counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// For everybody who is signed in.
    Desk,
    /// At one corridor.
    Corridor,
    /// For the whole installation.
    Installation,
}

use Role::{Admin, Lead, Reporter};

impl Verb {
    /// All verbs.
    pub const ALL: [Self; 18] = [
        Self::ReadDesk,
        Self::KeepOwnAccount,
        Self::ReadDay,
        Self::WriteDay,
        Self::PublishDay,
        Self::ApproveDay,
        Self::CorrectDay,
        Self::WithdrawDay,
        Self::PreferClaim,
        Self::OpenDay,
        Self::SetThreshold,
        Self::ChangeCorridor,
        Self::AddCorridor,
        Self::ImportClaims,
        Self::PublishImport,
        Self::KeepPeople,
        Self::KeepSources,
        Self::ReadAudit,
    ];

    /// The table: where it counts, and for which roles.
    const fn rule(self) -> (Scope, &'static [Role]) {
        match self {
            Self::ReadDesk | Self::KeepOwnAccount => (Scope::Desk, &[Reporter, Lead, Admin]),
            Self::ReadDay | Self::WriteDay | Self::PublishDay | Self::ImportClaims => {
                (Scope::Corridor, &[Reporter, Lead])
            }
            Self::ApproveDay | Self::CorrectDay | Self::WithdrawDay | Self::PreferClaim | Self::OpenDay => {
                (Scope::Corridor, &[Lead])
            }
            Self::PublishImport => (Scope::Corridor, &[Lead]),
            Self::SetThreshold => (Scope::Corridor, &[Lead]),
            Self::ChangeCorridor => (Scope::Corridor, &[Admin]),
            Self::AddCorridor | Self::KeepPeople | Self::KeepSources | Self::ReadAudit => {
                (Scope::Installation, &[Admin])
            }
        }
    }

    /// Where it counts.
    pub const fn scope(self) -> Scope {
        self.rule().0
    }

    /// Whether the role may do it, where it counts.
    pub fn allows(self, role: Role) -> bool {
        self.rule().1.contains(&role)
    }
}
