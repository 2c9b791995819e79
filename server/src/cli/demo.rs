//! `corridor demo`: the Lachin record, served as it stood on one evening. Keeps nothing, and never touches the data
//! folder.

use std::net::SocketAddr;
use std::path::Path;

use app::view::chrome::Site;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use clap::Args;
use domain::{Actor, Corridor, Rights, Role, Slug};

use super::demo_rows::{self, Evening, RowsError};
use super::output;
use super::refusal::Refusal;
use super::{serve, values};
use crate::assets::Assets;
use crate::auth::{Password, SecondFactor};
use crate::clock::Clock;
use crate::commands::add_corridor::add_corridor;
use crate::commands::import_claims::{Becomes, ImportClaims, import_claims};
use crate::commands::keep_staff;
use crate::config::{DatabaseUrl, Place};
use crate::records::{RecordError, zone_of};
use crate::state::{Keeping, Outside, SharedState, State};
use crate::storage::staff::{AccountName, AccountNameError};
use crate::storage::{Access, Folder};

const CLAIMS: &[u8] = include_bytes!("../../../tests/fixtures/lachin/lachin-claims.csv");
const EVENTS: &[u8] = include_bytes!("../../../tests/fixtures/lachin/lachin-events.csv");
const SETTINGS: &[u8] = include_bytes!("../../../tests/fixtures/lachin/lachin.json");

/// How readers of the demonstration reach its desk: nobody.
const CONTACT: &str = "mailto:desk@corridor.example";

/// Show what the program does: the record of the Lachin corridor as it stood on one evening
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor demo
  corridor demo --on 2023-01-20 --listen 127.0.0.1:8080

What became known later is not there yet. Everything lies in a temporary folder that is removed at the end.")]
pub(super) struct Demo {
    /// The day, at 20:00 in Yerevan; the record begins on 2022-12-12
    #[arg(long, value_name = "DATE", default_value = "2023-05-10", value_parser = values::date)]
    on: NaiveDate,
    /// Address and port to listen on, of this machine only
    #[arg(long, env = "CORRIDOR_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// What is logged: a level (error, warn, info, debug, trace) or a filter such as info,server=debug
    #[arg(long, env = "CORRIDOR_LOG", value_name = "FILTER", default_value = "warn",
          value_parser = values::filter)]
    log: String,
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub(super) enum DemoError {
    /// The record was not there yet.
    #[error("there is nothing to show on {on}: the record begins on {begins}. Give a later day with --on")]
    BeforeTheRecord {
        /// The day that was asked for.
        on: NaiveDate,
        /// The first day of the record.
        begins: NaiveDate,
    },
    /// That day has not come.
    #[error("{on} has not come yet (it is {today} in Yerevan). Give an earlier day with --on")]
    NotYet {
        /// The day that was asked for.
        on: NaiveDate,
        /// The last one that can be.
        today: NaiveDate,
    },
    /// Its passwords would travel unprotected.
    #[error("the demonstration is for this machine only, and {listen} can be reached by others. Listen on 127.0.0.1")]
    NotForOthers {
        /// Where it was to listen.
        listen: SocketAddr,
    },
    /// The clocks of the corridor skip the hour.
    #[error("on {0} there is no such hour in Yerevan. Give another day with --on")]
    NoSuchHour(NaiveDate),
    /// The rows that came with the program.
    #[error("the demonstration's record cannot be read: {0}")]
    Rows(#[from] RowsError),
    /// The settings that came with the program.
    #[error("the demonstration's settings cannot be read: {0}")]
    Settings(#[from] serde_json::Error),
    /// The contact that came with the program.
    #[error(transparent)]
    Contact(#[from] domain::corridor::SettingError),
    /// The zone that came with the program.
    #[error(transparent)]
    Zone(#[from] RecordError),
    /// The names of accounts that came with the program.
    #[error(transparent)]
    Account(#[from] AccountNameError),
    /// No temporary folder.
    #[error("no temporary folder can be made: {0}")]
    Folder(#[source] std::io::Error),
}

/// An account of the demonstration.
type SignIn = [String; 3];

impl Demo {
    /// Loads the record, then serves it until it is told to stop.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        let folder = tempfile::Builder::new().prefix("corridor-demo-").tempdir().map_err(DemoError::Folder)?;
        let place = Place { data: folder.path().to_owned(), database_url: DatabaseUrl::Sqlite, backups: None };
        place.check(std::env::vars_os())?;
        let _log = serve::start_log(&self.log)?;
        let (corridor, zone) = settings()?;
        refuse(self.on, self.listen, &corridor, Clock::system().now().with_timezone(&zone).date_naive())?;
        let stop = serve::stop()?;
        let listener = serve::bind(self.listen).await?;
        let evening = evening_of(&corridor, zone, self.on)?;
        let words = format!("{}, {} in Yerevan", self.on.format("%-d %B %Y"), corridor.cut_off);
        let sign_ins = load(folder.path(), corridor, zone, self.on).await?;
        let address = listener.local_addr().map_err(Refusal::Serve)?;
        let state = open(folder.path(), Clock::starting_at(evening), &words, Some(address)).await?;
        let sign_in = format!("http://{address}{}", app::paths::SIGN_IN);
        let told = format!(
            "The record of the Lachin (Berdzor) corridor as it stood on {words}. Nothing that you change is kept.\n\
             Sign in at {sign_in} as\n{}",
            output::table(&sign_ins)
        );
        output::say(&told).map_err(Refusal::Output)?;
        serve::answer(listener, state, None, stop).await?;
        folder.close().map_err(DemoError::Folder)?;
        Ok(())
    }
}

fn settings() -> Result<(Corridor, Tz), DemoError> {
    let mut corridor: Corridor = serde_json::from_slice(SETTINGS)?;
    corridor.contact = Some(CONTACT.parse()?);
    let zone = zone_of(&corridor)?;
    Ok((corridor, zone))
}

fn refuse(on: NaiveDate, listen: SocketAddr, corridor: &Corridor, today: NaiveDate) -> Result<(), DemoError> {
    if !listen.ip().is_loopback() {
        return Err(DemoError::NotForOthers { listen });
    }
    if on < corridor.record_begins {
        return Err(DemoError::BeforeTheRecord { on, begins: corridor.record_begins });
    }
    if on > today {
        return Err(DemoError::NotYet { on, today });
    }
    Ok(())
}

/// The moment of a day's cut-off, 20:00 in Yerevan.
fn evening_of(corridor: &Corridor, zone: Tz, day: NaiveDate) -> Result<DateTime<Utc>, DemoError> {
    let local = day.and_time(corridor.cut_off.time()).and_local_timezone(zone).earliest();
    local.map(|local| local.with_timezone(&Utc)).ok_or(DemoError::NoSuchHour(day))
}

async fn open(folder: &Path, clock: Clock, words: &str, address: Option<SocketAddr>) -> Result<SharedState, Refusal> {
    let site = Site {
        here: address.map(|address| format!("http://{address}")),
        demonstration: Some(format!("The record as it stood on {words}.")),
        ..Site::default()
    };
    let outside = Outside {
        clock,
        site,
        secure_cookies: false,
        assets: Assets::of_this_build(),
        // Whoever looks around has no authenticator at hand for three accounts.
        second_factor: SecondFactor::NotRequired,
        trusted_proxies: Vec::new(),
        keeping: Keeping::default(),
    };
    Ok(State::open(Folder::open(folder, Access::Exclusive)?, outside).await?.0)
}

/// Feeds the record evening by evening through the ordinary import, adds an account per role, and lets the folder go.
async fn load(folder: &Path, corridor: Corridor, zone: Tz, on: NaiveDate) -> Result<Vec<SignIn>, Refusal> {
    let evenings = demo_rows::evenings(CLAIMS, EVENTS, on).map_err(DemoError::from)?;
    let (clock, hand) = Clock::fixed(evening_of(&corridor, zone, corridor.record_begins)?);
    let state = open(folder, clock, "", None).await?;
    add_corridor(&state, &Actor::operator(), corridor.clone()).await?;
    for (day, evening) in evenings {
        hand.set(evening_of(&corridor, zone, day)?);
        import_claims(&state, &Actor::operator(), known_on(day, evening, &corridor)).await?;
    }
    hand.set(evening_of(&corridor, zone, on)?);
    let sign_ins = add_accounts(&state, &corridor.slug).await?;
    state.database.close().await;
    Ok(sign_ins)
}

/// The import of what became known on one evening. All that it changes of earlier days was published that day.
fn known_on(day: NaiveDate, evening: Evening, corridor: &Corridor) -> ImportClaims {
    ImportClaims {
        corridor: corridor.slug.clone(),
        corridor_given: false,
        claims: evening.claims,
        events: evening.events,
        reason: Some(format!("Reported later: published by its source on {}", day.format("%-d %B %Y"))),
        dry_run: false,
        becomes: Becomes::Published,
    }
}

async fn add_accounts(state: &State, corridor: &Slug) -> Result<Vec<SignIn>, Refusal> {
    let mut sign_ins = Vec::new();
    for role in Role::ALL {
        let account: AccountName = format!("demo-{}", role.key()).parse().map_err(DemoError::from)?;
        let password = Password::generate()?;
        let (database, now) = (&state.database, state.clock.now());
        let rights = Rights::of(role, [corridor.clone()]);
        keep_staff::add_member(database, &state.passwords, now, &account, &rights, &password).await?;
        sign_ins.push([format!("  {account}"), role.key().to_owned(), password.reveal().to_owned()]);
    }
    Ok(sign_ins)
}

#[cfg(test)]
mod tests {
    use domain::{ChangeKind, RevisionState};

    use super::*;
    use crate::records::read_revision;
    use crate::storage::revisions;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_outside_the_record_or_an_address_for_others_is_refused() {
        let (corridor, zone) = settings().unwrap();
        let on = |text: &str| refuse(day(text), "127.0.0.1:0".parse().unwrap(), &corridor, day("2023-06-01"));
        assert!(on("2022-12-11").unwrap_err().to_string().contains("begins on 2022-12-12"));
        assert!(matches!(on("2023-06-02"), Err(DemoError::NotYet { .. })));
        let others = refuse(day("2023-05-10"), "0.0.0.0:3000".parse().unwrap(), &corridor, day("2023-06-01"));
        assert!(matches!(others, Err(DemoError::NotForOthers { .. })));
        assert!(on("2022-12-12").is_ok() && on("2023-06-01").is_ok());
        let evening = evening_of(&corridor, zone, day("2023-05-10")).unwrap();
        assert_eq!(evening.to_rfc3339(), "2023-05-10T16:00:00+00:00");
    }

    #[tokio::test]
    async fn the_record_is_loaded_evening_by_evening_and_late_rows_are_revisions_with_their_reason() {
        let place = tempfile::tempdir().unwrap();
        let (corridor, zone) = settings().unwrap();
        let on = day("2023-01-26");
        let sign_ins = load(place.path(), corridor, zone, on).await.unwrap();
        let accounts: Vec<&str> = sign_ins.iter().map(|[account, ..]| account.trim()).collect();
        assert_eq!(accounts, ["demo-reporter", "demo-lead", "demo-admin"]);

        let state = open(place.path(), Clock::system(), "", None).await.unwrap();
        let all: Vec<_> = revisions::load_all(&state.database).await.unwrap().iter().map(read_revision).collect();
        let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
        assert!(all.iter().all(|revision| revision.state == RevisionState::Published));
        assert!(all.iter().all(|revision| revision.date <= on
            && revision.published_at.unwrap() <= "2023-01-26T16:00:00Z".parse::<DateTime<Utc>>().unwrap()));
        let late: Vec<_> = all.iter().filter(|revision| revision.change_kind.is_some()).collect();
        assert!(!late.is_empty());
        for revision in late {
            assert_eq!(revision.change_kind, Some(ChangeKind::Revision));
            let said = revision.published_at.unwrap().with_timezone(&zone).format("%-d %B %Y");
            assert_eq!(revision.reason, Some(format!("Reported later: published by its source on {said}")));
        }
    }
}
