//! Samples of people, one's own account, and what stands at the door.

use super::{SLUG, ZONE};
use crate::paths::SetUpStep;
use crate::view::chrome::{Account, Site};
use crate::view::fault::Fault;
use crate::view::own_account::{FactorState, OwnAccountPage, SessionRow};
use crate::view::people::{CorridorRole, Invite, LinkPage, MemberRow, PeoplePage, PersonMay, PersonPage, RolesForm};
use crate::view::second_factor::{CodePage, EnrolPage, Onward, RecoveryPage};
use crate::view::set_up::{SetUpPage, SetUpTyped};
use crate::view::welcome::WelcomePage;

/// The pages of accounts, each in the states that it has.
#[derive(Clone, Debug)]
pub struct AccountSamples {
    /// All accounts, refused.
    pub people: PeoplePage,
    /// One account: the reader's own, disabled, in use and refused.
    pub persons: Vec<PersonPage>,
    /// A link that is shown once.
    pub link: LinkPage,
    /// One's own account: without a second factor, with one that may be removed, with one that must stay.
    pub own: Vec<OwnAccountPage>,
    /// A second factor is set up: required, and wanted.
    pub enrol: Vec<EnrolPage>,
    /// A code is asked for.
    pub code: CodePage,
    /// Recovery codes, and that one was used.
    pub recovery: Vec<RecoveryPage>,
    /// A password is chosen.
    pub welcome: WelcomePage,
    /// The three pages of the first start.
    pub set_up: Vec<SetUpPage>,
}

/// A secret and a token: digits and no words.
const SECRET: &str = "234567234567";
const TOKEN: &str = "0000";

pub(super) fn account_samples(words: &str, site: &Site, account: &Account) -> AccountSamples {
    let roles = roles(words);
    let person = |may| PersonPage::of(site, account.clone(), row(words), roles.clone(), may);
    let fault = |field: &str| vec![Fault::at(field, words.to_owned())];
    let text = || words.to_owned();
    let invite = Invite { account: text(), roles: roles.clone() };
    let people = PeoplePage::of(site, account.clone(), vec![row(words)], invite, (text(), text()));
    AccountSamples {
        people: PeoplePage { told: Some(text()), ..people.refused(fault("account")) },
        persons: vec![
            person(PersonMay::Own),
            PersonPage { told: Some(text()), ..person(PersonMay::Disabled) },
            person(PersonMay::InUse { second_factor: true }).refused(fault("person")),
        ],
        link: LinkPage::of(site, account.clone(), words, TOKEN, text()),
        own: own(words, site, account),
        enrol: vec![
            EnrolPage::required(site, words, words, SECRET, onward(words)).refused(text()),
            EnrolPage::wanted(site, account.clone(), words, SECRET),
        ],
        code: CodePage::of(site, onward(words), Some(text())),
        recovery: vec![
            RecoveryPage::of_codes(site, account.clone(), vec![text()], onward(words)),
            RecoveryPage::of_used(site, account.clone(), 2, onward(words)),
        ],
        welcome: WelcomePage::of(site, TOKEN, words, fault("password")),
        set_up: set_up(words, site),
    }
}

fn onward(words: &str) -> Onward {
    Onward { next: words.to_owned(), carried: words.to_owned() }
}

fn row(words: &str) -> MemberRow {
    let text = || words.to_owned();
    MemberRow { account: text(), href: "/".to_owned(), roles: text(), state: text(), since: text(), seen: text() }
}

fn roles(words: &str) -> RolesForm {
    let corridor = CorridorRole { slug: SLUG.to_owned(), name: words.to_owned(), role: "lead".to_owned() };
    RolesForm { admin: true, corridors: vec![corridor] }
}

fn own(words: &str, site: &Site, account: &Account) -> Vec<OwnAccountPage> {
    let text = || words.to_owned();
    let session = |id: &str, here| SessionRow { id: id.to_owned(), browser: text(), since: text(), seen: text(), here };
    let states = [
        FactorState::None { demonstration: true },
        FactorState::Confirmed { since: text(), codes_left: 1, removable: true },
        FactorState::Confirmed { since: text(), codes_left: 0, removable: false },
    ];
    let sessions = || vec![session("1", true), session("2", false)];
    let page = |state| OwnAccountPage::of(site, account.clone(), text(), state, sessions());
    let told = |page: OwnAccountPage| OwnAccountPage { told: Some(text()), ..page };
    states.map(|state| told(page(state)).refused(vec![Fault::at("old", text())])).to_vec()
}

fn set_up(words: &str, site: &Site) -> Vec<SetUpPage> {
    let text = || words.to_owned();
    let typed = |has_password| SetUpTyped {
        organisation: text(),
        contact: text(),
        account: text(),
        has_password,
        names: text(),
        slug: text(),
        time_zone: text(),
        record_begins: text(),
    };
    let page = |step, has_password| SetUpPage::of(site, TOKEN, step, typed(has_password), vec![ZONE.to_owned()]);
    let refused = |page: SetUpPage, field: &str| page.refused(vec![Fault::at(field, text())]);
    vec![
        refused(page(SetUpStep::Organisation, false), "organisation"),
        refused(page(SetUpStep::Admin, false), "account"),
        refused(page(SetUpStep::Admin, true), "password"),
        SetUpPage { told: Some(text()), ..refused(page(SetUpStep::Corridor, true), "names") },
    ]
}
