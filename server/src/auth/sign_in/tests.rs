//! Signing in and out, the refusals first.

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::auth::{Password, sign_out, who};
use crate::clock::ClockHand;
use crate::storage::tests::new_database;

const PASSWORD: &str = "correct horse battery";

struct Desk {
    _place: tempfile::TempDir,
    database: Database,
    passwords: Passwords,
    clock: Clock,
    hand: ClockHand,
}

fn moment() -> DateTime<Utc> {
    "2023-05-10T16:00:00Z".parse().unwrap()
}

fn lead() -> Rights {
    Rights::of(domain::Role::Lead, ["lachin".parse().unwrap()])
}

impl Desk {
    async fn new() -> Self {
        let (place, database) = new_database().await;
        let (clock, hand) = Clock::fixed(moment());
        let passwords = Passwords::default();
        let hash = passwords.hash(&Password::parse(PASSWORD).unwrap()).await.unwrap();
        let mut write = database.begin().await.unwrap();
        staff::add(&mut write, &"ani".parse().unwrap(), &lead(), Some(&hash), moment()).await.unwrap();
        drop(write.commit().await.unwrap());
        Self { _place: place, database, passwords, clock, hand }
    }

    async fn from(&self, network: &str, account: &str, password: &str) -> Result<NewSession, SignInRefusal> {
        let network = Network::from(network.parse::<std::net::IpAddr>().unwrap());
        let second_factor = SecondFactor::NotRequired;
        let attempt = Attempt { account, password, network: &network, browser: None, second_factor };
        sign_in(&self.database, &self.passwords, &self.clock, attempt).await
    }

    async fn sign_in(&self, account: &str, password: &str) -> Result<NewSession, SignInRefusal> {
        self.from("203.0.113.7", account, password).await
    }

    async fn knows(&self, token: &SessionToken) -> bool {
        who(&self.database, &self.clock, token).await.unwrap().is_some()
    }

    async fn verbs(&self) -> Vec<String> {
        audit::last(&self.database, 99).await.unwrap().into_iter().map(|line| line.verb).collect()
    }
}

#[tokio::test]
async fn an_unknown_account_a_wrong_password_and_no_name_at_all_are_refused_alike() {
    let desk = Desk::new().await;
    for (account, password) in [("nobody", PASSWORD), ("ani", "wrong"), ("", ""), ("a b\0", PASSWORD), ("ани", "x")]
    {
        let refused = desk.sign_in(account, password).await.unwrap_err();
        assert!(matches!(refused, SignInRefusal::Refused), "{account}: {refused}");
        assert_eq!(refused.to_string(), "account or password is wrong");
    }
    assert!(desk.verbs().await.is_empty());
}

#[tokio::test]
async fn guessing_waits_longer_each_time_but_only_from_its_own_network() {
    let desk = Desk::new().await;
    for _ in 0..4 {
        assert!(matches!(desk.sign_in("ani", "wrong").await, Err(SignInRefusal::Refused)));
    }
    // The right password too: else the wait would tell nothing but that it was wrong.
    for account in ["ani", "ANI", " ani "] {
        let refused = desk.sign_in(account, PASSWORD).await.unwrap_err();
        assert!(matches!(refused, SignInRefusal::Wait { seconds: 2 }), "{refused}");
    }
    assert!(desk.from("203.0.113.8", "ani", PASSWORD).await.is_ok(), "another network waits");
    desk.hand.advance(TimeDelta::seconds(2));
    assert!(matches!(desk.sign_in("ani", "wrong").await, Err(SignInRefusal::Refused)));
    desk.hand.advance(TimeDelta::seconds(3));
    assert!(matches!(desk.sign_in("ani", PASSWORD).await, Err(SignInRefusal::Wait { seconds: 1 })));
    desk.hand.advance(TimeDelta::seconds(1));
    assert!(desk.sign_in("ani", PASSWORD).await.is_ok());
    assert!(matches!(desk.sign_in("ani", "wrong").await, Err(SignInRefusal::Refused)), "success forgets the failures");
}

#[tokio::test]
async fn guesses_at_the_same_moment_are_all_counted() {
    let desk = Desk::new().await;
    let (one, two, three) = (desk.sign_in("ani", "1"), desk.sign_in("ani", "2"), desk.sign_in("ani", "3"));
    let (four, five, six) = (desk.sign_in("ani", "4"), desk.sign_in("ani", "5"), desk.sign_in("ani", "6"));
    let all: [Result<NewSession, SignInRefusal>; 6] = tokio::join!(one, two, three, four, five, six).into();
    let checked = all.iter().filter(|outcome| matches!(outcome, Err(SignInRefusal::Refused))).count();
    assert_eq!(checked, 4);
}

#[tokio::test]
async fn a_network_that_tries_many_accounts_waits_and_after_a_day_it_is_forgotten() {
    let desk = Desk::new().await;
    let network = Network::from("203.0.113.7".parse::<std::net::IpAddr>().unwrap());
    let admit = async |account: String| {
        let mut write = desk.database.begin().await.unwrap();
        let wait = throttle::admit(&mut write, &sha256(account), &network, desk.clock.now()).await.unwrap();
        drop(write.commit().await.unwrap());
        wait
    };
    for number in 0..31 {
        assert_eq!(admit(format!("account {number}")).await, None);
    }
    assert_eq!(admit("one more".to_owned()).await, Some(2));
    desk.hand.advance(TimeDelta::hours(24) + TimeDelta::milliseconds(1));
    for number in 0..31 {
        assert_eq!(admit(format!("account {number}")).await, None);
    }
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_does_not_come_in_again() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    assert!(desk.knows(&session.token).await);
    let mut write = desk.database.begin().await.unwrap();
    assert!(staff::disable(&mut write, &"Ani".parse().unwrap(), moment()).await.unwrap());
    assert!(!staff::disable(&mut write, &"nobody".parse().unwrap(), moment()).await.unwrap());
    drop(write.commit().await.unwrap());
    assert!(!desk.knows(&session.token).await);
    assert!(matches!(desk.sign_in("ani", PASSWORD).await, Err(SignInRefusal::Refused)));
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_old_one() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    let hash = desk.passwords.hash(&Password::parse("another password").unwrap()).await.unwrap();
    let mut write = desk.database.begin().await.unwrap();
    assert!(staff::set_password(&mut write, &"ani".parse().unwrap(), &hash).await.unwrap());
    drop(write.commit().await.unwrap());
    assert!(!desk.knows(&session.token).await);
    assert!(desk.sign_in("ani", PASSWORD).await.is_err());
    assert!(desk.sign_in("ani", "another password").await.is_ok());
}

#[tokio::test]
async fn a_session_ends_when_nobody_is_seen_for_half_an_hour() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    for _ in 0..3 {
        desk.hand.advance(TimeDelta::minutes(29));
        assert!(desk.knows(&session.token).await, "being seen keeps it alive");
    }
    desk.hand.advance(TimeDelta::minutes(30));
    assert!(!desk.knows(&session.token).await);
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_whatever_happens() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    for _ in 0..47 {
        desk.hand.advance(TimeDelta::minutes(15));
        assert!(desk.knows(&session.token).await);
    }
    desk.hand.advance(TimeDelta::minutes(15));
    assert!(!desk.knows(&session.token).await);
}

#[tokio::test]
async fn reading_many_pages_writes_once_a_minute() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    desk.hand.advance(TimeDelta::seconds(59));
    let before = desk.database.statements();
    assert!(desk.knows(&session.token).await);
    assert_eq!(desk.database.statements(), before + 1, "one read, no write");
    desk.hand.advance(TimeDelta::seconds(1));
    assert!(desk.knows(&session.token).await);
    assert!(desk.database.statements() > before + 2);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_only_it() {
    let desk = Desk::new().await;
    let first = desk.sign_in("ani", PASSWORD).await.unwrap();
    let second = desk.sign_in("ANI", PASSWORD).await.unwrap();
    assert_ne!(first.token.reveal(), second.token.reveal());
    sign_out(&desk.database, &desk.clock, &first.token).await.unwrap();
    sign_out(&desk.database, &desk.clock, &first.token).await.unwrap();
    assert!(!desk.knows(&first.token).await);
    assert!(desk.knows(&second.token).await);
    assert_eq!(desk.verbs().await, ["session.close", "session.open", "session.open"]);
    let signed_in = who(&desk.database, &desk.clock, &second.token).await.unwrap().unwrap();
    assert_eq!((signed_in.account.as_str(), signed_in.rights), ("ani", lead()));
}

#[tokio::test]
async fn a_copy_of_the_sessions_lets_nobody_in() {
    let desk = Desk::new().await;
    let session = desk.sign_in("ani", PASSWORD).await.unwrap();
    let rows = desk.database.fetch("SELECT token_hash FROM sessions", []).await.unwrap();
    let stored = rows.first().unwrap().of("sessions", "token_hash").text("token_hash").unwrap();
    assert_ne!(stored, session.token.reveal());
    assert!(!desk.knows(&SessionToken::parse(&stored).unwrap()).await);
    assert!(!desk.knows(&SessionToken::generate().unwrap()).await);
}

/// Ten thousand guesses: how many come through is bounded by the time that they take, and by the number of networks;
/// whoever comes from elsewhere is let in at once.
#[tokio::test]
async fn ten_thousand_guesses_stay_within_the_budget_of_their_networks_and_lock_nobody_out() {
    // Of one network: four at once, eight waits from 2 to 256 seconds, then one every five minutes.
    let budget = |seconds: i64| 4 + (1..=8).filter(|n| (1 << (n + 1)) - 2 <= seconds).count() as i64 + seconds / 300;
    for (networks, guesses_a_second) in [(1, 1), (200, 100)] {
        let desk = Desk::new().await;
        let seconds = 10_000 / guesses_a_second;
        let account = account_hash("ani");
        let mut accepted = 0;
        for guess in 0..10_000_i64 {
            let number = guess % networks;
            let network = Network::from(std::net::IpAddr::from([127, 0, u8::try_from(number).unwrap(), 1]));
            let mut write = desk.database.begin().await.unwrap();
            let now = moment() + TimeDelta::milliseconds(guess * 1000 / guesses_a_second);
            if throttle::admit(&mut write, &account, &network, now).await.unwrap().is_none() {
                accepted += 1;
                drop(write.commit().await.unwrap());
            } else {
                write.roll_back().await.unwrap();
            }
        }
        assert!(accepted <= networks * budget(seconds), "{accepted} of 10,000 from {networks} networks");
        assert!(accepted >= networks * 4, "{accepted}");
        desk.hand.advance(TimeDelta::seconds(seconds));
        assert!(desk.from("203.0.113.8", "ani", PASSWORD).await.is_ok(), "locked out by {networks} networks");
    }
}
