//! The accounts of the desk, as admins see them: the list with the form to invite, one account, a link that is shown once.

use super::chrome::{Account, Chrome, Site, Way};
use super::fault::Fault;
use crate::{paths, t};

/// All accounts, the form to invite somebody, the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeoplePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was just done.
    pub told: Option<String>,
    /// What is wrong with what was sent.
    pub faults: Vec<Fault>,
    /// The accounts, by name.
    pub members: Vec<MemberRow>,
    /// What was typed into the form to invite.
    pub invite: Invite,
    /// What the organisation is called, and how it is reached, as typed.
    pub organisation: (String, String),
}

/// What was typed into the form to invite somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invite {
    /// The name of the account.
    pub account: String,
    /// Its roles.
    pub roles: RolesForm,
}

/// One account in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Its name.
    pub account: String,
    /// Its page.
    pub href: String,
    /// Its roles in words.
    pub roles: String,
    /// Whether it is in use, in words, and with a second factor or not.
    pub state: String,
    /// Since when there is one of this name.
    pub since: String,
    /// When somebody was last signed in with it, to the day.
    pub seen: String,
}

/// The roles of an account, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolesForm {
    /// Whether it looks after people.
    pub admin: bool,
    /// Its role at each corridor.
    pub corridors: Vec<CorridorRole>,
}

/// A role at a corridor: `reporter`, `lead` or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorridorRole {
    /// The corridor's short name.
    pub slug: String,
    /// Its names.
    pub name: String,
    /// The role's key.
    pub role: String,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Its row of the list.
    pub row: MemberRow,
    /// What was just done.
    pub told: Option<String>,
    /// Why something was not done.
    pub faults: Vec<Fault>,
    /// What can be done with it.
    pub may: PersonMay,
    /// Its roles.
    pub roles: RolesForm,
}

/// What can be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonMay {
    /// Nothing: it is the reader's own.
    Own,
    /// It can be let in again.
    Disabled,
    /// Everything but that; it may have a second factor that was lost.
    InUse {
        /// Whether it has one.
        second_factor: bool,
    },
}

/// A link that works once, shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The account that it is for.
    pub account: String,
    /// The link.
    pub href: String,
    /// Until when it works, in words.
    pub until: String,
}

impl PeoplePage {
    /// The page, with what was typed.
    pub fn of(
        site: &Site,
        account: Account,
        members: Vec<MemberRow>,
        invite: Invite,
        organisation: (String, String),
    ) -> Self {
        let chrome = Chrome::of_desk(site, &t!("people-title"), paths::PEOPLE, Some(account));
        Self { chrome, told: None, faults: Vec::new(), members, invite, organisation }
    }

    /// The same with what is wrong.
    pub fn refused(mut self, faults: Vec<Fault>) -> Self {
        self.chrome.title = t!("people-title-refused");
        Self { faults, ..self }
    }
}

impl PersonPage {
    /// The page of an account.
    pub fn of(site: &Site, account: Account, row: MemberRow, roles: RolesForm, may: PersonMay) -> Self {
        let title = t!("person-title", account = row.account.as_str());
        let chrome = Chrome::of_desk(site, &title, &row.href, Some(account));
        Self { chrome, row, told: None, faults: Vec::new(), may, roles }
    }

    /// The same with what is wrong.
    pub fn refused(mut self, faults: Vec<Fault>) -> Self {
        self.chrome.title = t!("person-title-refused", account = self.row.account.as_str());
        Self { faults, ..self }
    }

    /// The way back to the list.
    pub fn back(&self) -> Way {
        Way::to(&t!("person-back"), paths::PEOPLE)
    }
}

impl LinkPage {
    /// The page that shows the link.
    pub fn of(site: &Site, account: Account, of: &str, token: &str, until: String) -> Self {
        let chrome = Chrome::of_desk(site, &t!("link-title"), "", Some(account));
        let href = paths::absolute(site.public_url.as_deref(), &paths::welcome(token));
        Self { chrome, account: of.to_owned(), href, until }
    }
}
