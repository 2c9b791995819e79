//! Guessing made slow: after some failures the next attempt has to wait, longer each time. Never locks an account
//! for good (that would let strangers lock the desk out), and never slows a network for what another one did.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, TimeDelta, Utc};

use crate::storage::attempts::{self, Failures};
use crate::storage::{StorageError, WriteTransaction};

/// So many failures for one account from one network cost nothing.
const FREE: u32 = 3;

/// So many failures from one network, for whichever accounts, cost nothing: an office shares an address.
const FREE_OF_NETWORK: u32 = 30;

/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 300;

/// A failure counts for so long after the last one.
const FADES_AFTER: TimeDelta = TimeDelta::hours(24);

/// Where a request comes from: an IPv4 address, or the /64 that one IPv6 customer has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Network(String);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(format!("{address}/32")),
            IpAddr::V6(address) => {
                let prefix = Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX));
                Self(format!("{prefix}/64"))
            }
        }
    }
}

impl Network {
    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first address.
    pub fn address(&self) -> Option<IpAddr> {
        self.0.split('/').next()?.parse().ok()
    }
}

/// How long the next attempt has to wait after `failures` of which `free` cost nothing: 2, 4, 8… seconds, at most
/// five minutes.
pub fn delay(failures: u32, free: u32) -> TimeDelta {
    let beyond = failures.saturating_sub(free);
    match beyond {
        0 => TimeDelta::zero(),
        1..=8 => TimeDelta::seconds(1 << beyond),
        _ => TimeDelta::seconds(LONGEST_WAIT),
    }
}

/// How many whole seconds the next attempt has to wait, from the failures of the account and of the network.
pub fn wait(account: Failures, network: Failures, now: DateTime<Utc>) -> Option<u32> {
    let until = |failures: Failures, free| Some(failures.last_at? + delay(failures.count, free));
    let until = until(account, FREE).max(until(network, FREE_OF_NETWORK))?;
    // A clock that was set back must not make anybody wait for longer than the longest wait.
    let seconds = ((until - now).num_milliseconds() + 999).div_euclid(1000).clamp(0, LONGEST_WAIT);
    u32::try_from(seconds).ok().filter(|seconds| *seconds > 0)
}

/// Lets an attempt through and counts it as failed until it succeeds, or says how many seconds it has to wait.
///
/// Counted before the password is checked: a hundred guesses at the same moment are a hundred guesses.
pub async fn admit(
    write: &mut WriteTransaction,
    account_hash: &str,
    network: &Network,
    now: DateTime<Utc>,
) -> Result<Option<u32>, StorageError> {
    attempts::forget_before(write, now - FADES_AFTER).await?;
    let (of_account, of_network) = attempts::counted(write, account_hash, network.as_str()).await?;
    let seconds = wait(of_account, of_network, now);
    if seconds.is_none() {
        attempts::count(write, account_hash, network.as_str(), now).await?;
    }
    Ok(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> DateTime<Utc> {
        "2023-05-10T16:00:00Z".parse().unwrap()
    }

    fn failures(count: u32) -> Failures {
        Failures { count, last_at: Some(moment()) }
    }

    #[test]
    fn the_wait_doubles_and_ends_at_five_minutes() {
        let seconds: Vec<i64> = (0..14).map(|count| delay(count, FREE).num_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(delay(u32::MAX, FREE).num_seconds(), 300);
    }

    #[test]
    fn the_longer_wait_of_account_and_network_counts_and_passes() {
        let none = Failures::default();
        assert_eq!(wait(none, none, moment()), None);
        assert_eq!(wait(failures(3), failures(3), moment()), None);
        assert_eq!(wait(failures(4), failures(4), moment()), Some(2));
        assert_eq!(wait(failures(4), failures(4), moment() + TimeDelta::milliseconds(1001)), Some(1));
        assert_eq!(wait(failures(4), failures(4), moment() + TimeDelta::seconds(2)), None);
        assert_eq!(wait(failures(1), failures(33), moment()), Some(8));
        assert_eq!(wait(failures(99), failures(99), moment() - TimeDelta::days(9)), Some(300));
    }

    #[test]
    fn a_network_is_one_ipv4_address_or_one_ipv6_customer() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(network("203.0.113.7").as_str(), "203.0.113.7/32");
        assert_eq!(network("::ffff:203.0.113.7"), network("203.0.113.7"));
        assert_eq!(network("2001:db8:1:2:3:4:5:6").as_str(), "2001:db8:1:2::/64");
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::"));
        assert_eq!(network("2001:db8:1:2::1").address(), "2001:db8:1:2::".parse().ok());
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }
}
