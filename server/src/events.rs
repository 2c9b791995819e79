//! What happened at the door, at the desk and to the record, as lines of the log with stable names: for whoever watches
//! it. Written beside the audit, which is what lasts. Never names what was typed (an account that does not exist is no
//! account), never a password, cookie, token, key, or what a form holds; of a reader's address only the network, and that
//! only when signing in failed.
//!
//! To add one, name it below and say it where it happened:
//!
//! ```ignore
//! Event::DAY_WITHDRAW.by(&actor.account).on(&subject).done();
//! ```

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is told seldom is told no more often.
const TOLD_EVERY: Duration = Duration::from_secs(1);

/// As much of a text as a line shows, in characters: a line stays short whatever an error repeats.
const MOST_SHOWN: usize = 200;

/// The stable name of what happened, `noun.verb` as in the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event(&'static str);

impl Event {
    /// Somebody signed in.
    pub const SESSION_OPEN: Self = Self("session.open");
    /// Account or password was wrong, or the account is disabled.
    pub const SESSION_REFUSED: Self = Self("session.refused");
    /// Too many failures: nothing was checked.
    pub const SESSION_WAIT: Self = Self("session.wait");
    /// Somebody signed out.
    pub const SESSION_CLOSE: Self = Self("session.close");
    /// Somebody asked for what their role does not allow, for the desk without a session, or from another site.
    pub const ACCESS_REFUSED: Self = Self("access.refused");
    /// A day became public, or changed.
    pub const DAY_PUBLISH: Self = Self("day.publish");
    /// A day was not published.
    pub const DAY_REFUSED: Self = Self("day.refused");
    /// A day waits for a second person.
    pub const DAY_SUBMIT: Self = Self("day.submit");
    /// Days became public that somebody else had submitted.
    pub const DAY_APPROVE: Self = Self("day.approve");
    /// A submission was returned.
    pub const DAY_RETURN: Self = Self("day.return");
    /// A submission was taken back by its writer.
    pub const DAY_TAKE_BACK: Self = Self("day.take_back");
    /// A day was withdrawn.
    pub const DAY_WITHDRAW: Self = Self("day.withdraw");
    /// A locked day was opened.
    pub const DAY_OPEN: Self = Self("day.open");
    /// Claims were imported.
    pub const CLAIMS_IMPORT: Self = Self("claims.import");
    /// An import was refused.
    pub const IMPORT_REFUSED: Self = Self("import.refused");
    /// A document was removed for good.
    pub const DOCUMENT_REDACT: Self = Self("document.redact");
    /// A corridor was added.
    pub const CORRIDOR_ADD: Self = Self("corridor.add");
    /// A corridor's settings were changed.
    pub const CORRIDOR_CHANGE: Self = Self("corridor.change");
    /// A corridor's threshold for small numbers was set.
    pub const CORRIDOR_THRESHOLD: Self = Self("corridor.threshold");
    /// What is known of a source was changed: which one is for the audit, it may be withheld.
    pub const SOURCE_CHANGE: Self = Self("source.change");
    /// One spelling of a carrier was said to be another one's: which one is for the audit, somebody typed it.
    pub const CARRIER_JOIN: Self = Self("carrier.join");
    /// That was taken back.
    pub const CARRIER_PART: Self = Self("carrier.part");
    /// An account was added.
    pub const STAFF_ADD: Self = Self("staff.add");
    /// An account got another password.
    pub const STAFF_RESET: Self = Self("staff.reset");
    /// An account was disabled.
    pub const STAFF_DISABLE: Self = Self("staff.disable");
    /// A disabled account was let in again.
    pub const STAFF_ENABLE: Self = Self("staff.enable");
    /// Somebody was invited.
    pub const STAFF_INVITE: Self = Self("staff.invite");
    /// Somebody used their link and chose a password.
    pub const STAFF_WELCOME: Self = Self("staff.welcome");
    /// An account got other roles.
    pub const STAFF_ROLES: Self = Self("staff.roles");
    /// Somebody changed their own password.
    pub const STAFF_PASSWORD: Self = Self("staff.password");
    /// Somebody began to set up a second factor.
    pub const FACTOR_BEGIN: Self = Self("second-factor.begin");
    /// A second factor counts from now on.
    pub const FACTOR_CONFIRM: Self = Self("second-factor.confirm");
    /// Somebody made new recovery codes.
    pub const FACTOR_CODES: Self = Self("second-factor.codes");
    /// Somebody removed their second factor.
    pub const FACTOR_REMOVE: Self = Self("second-factor.remove");
    /// The second step at the door was taken.
    pub const SESSION_CONFIRM: Self = Self("session.confirm");
    /// A code was wrong, too old, or taken before.
    pub const CODE_REFUSED: Self = Self("code.refused");
    /// Somebody signed out elsewhere.
    pub const SESSION_END: Self = Self("session.end");
    /// A link to set the site up was made.
    pub const SET_UP_BEGIN: Self = Self("set-up.begin");
    /// The site was set up.
    pub const SET_UP_FINISH: Self = Self("set-up.finish");
    /// A backup was made.
    pub const BACKUP_MAKE: Self = Self("backup.make");
    /// No backup could be made; saving goes on.
    pub const BACKUP_FAIL: Self = Self("backup.fail");
    /// The record was restored from a backup.
    pub const RECORD_RESTORE: Self = Self("record.restore");
    /// The organisation was named.
    pub const ORGANISATION_NAME: Self = Self("organisation.name");

    /// What an account did; the account has to exist.
    pub fn by(self, account: &str) -> Line {
        Line { account: Some(shown(account)), ..Line::of(self) }
    }

    /// What nobody in particular did.
    pub fn by_nobody(self) -> Line {
        Line::of(self)
    }
}

/// What anybody can bring about as often as they like is told once in a second, and how often it happened since.
#[derive(Debug, Default)]
pub struct Seldom(Mutex<(Option<Instant>, u64)>);

impl Seldom {
    /// How often it happened since it was told last, when it is to be told now.
    pub fn tell(&self) -> Option<u64> {
        let mut standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        standing.1 += 1;
        if standing.0.is_some_and(|last| last.elapsed() < TOLD_EVERY) {
            return None;
        }
        standing.0 = Some(Instant::now());
        Some(std::mem::take(&mut standing.1))
    }
}

/// A line that is not written yet.
#[derive(Clone, Debug)]
#[must_use = "it is written by done() or refused()"]
pub struct Line {
    event: Event,
    account: Option<String>,
    network: Option<String>,
    subject: Option<String>,
    detail: Option<String>,
}

impl Line {
    fn of(event: Event) -> Self {
        Self { event, account: None, network: None, subject: None, detail: None }
    }

    /// What it was done to, as in the audit: `lachin 2023-05-10`.
    pub fn on(self, subject: &str) -> Self {
        Self { subject: Some(shown(subject)), ..self }
    }

    /// More about it, in words of this program.
    pub fn because(self, detail: &str) -> Self {
        Self { detail: Some(shown(detail)), ..self }
    }

    /// Where the request came from: the network, never the address.
    pub fn from(self, address: Option<IpAddr>) -> Self {
        Self { network: address.map(network_of), ..self }
    }

    /// It happened.
    pub fn done(self) {
        let Self { event, account, network, subject, detail } = self;
        tracing::info!(event = event.0, account, network, subject, detail);
    }

    /// It was refused.
    pub fn refused(self) {
        let Self { event, account, network, subject, detail } = self;
        tracing::warn!(event = event.0, account, network, subject, detail);
    }
}

fn shown(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

/// The first 24 bits of an IPv4 address, the first 48 of another one: many share them.
fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("{}/24", Ipv4Addr::from_bits(address.to_bits() & !0xff)),
        IpAddr::V6(address) => format!("{}/48", Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 80))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_all_the_time_is_told_once_and_counted() {
        let seldom = Seldom::default();
        let told: Vec<u64> = (0..100).filter_map(|_| seldom.tell()).collect();
        assert_eq!(told.first(), Some(&1));
        assert!(told.len() < 100, "told {} times", told.len());
    }

    #[test]
    fn a_network_names_nobody() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
    }

    #[test]
    fn a_text_is_shown_in_part_and_never_cut_within_a_letter() {
        assert_eq!(shown(&"ա".repeat(9000)), "ա".repeat(MOST_SHOWN));
    }
}
