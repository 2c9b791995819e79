//! `corridor staff`: the accounts of the desk. Never shows a password twice, and never asks for a person's data.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::{Rights, Role, Slug};

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use crate::auth::{Password, Passwords};
use crate::clock::Clock;
use crate::commands::keep_staff;
use crate::config::Place;
use crate::storage::staff::{self, AccountName, Member};
use crate::storage::{Database, corridors};

/// Add, list, reset and disable the accounts of the desk, also while the server runs
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  corridor staff add anna --role lead
  corridor staff list")]
pub(super) enum Staff {
    Add(Add),
    List(List),
    Reset(Reset),
    Disable(Disable),
}

/// Add an account; its password is generated and printed once, or read from a file
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor staff add anna --role lead

A reporter records days, and publishes where the corridor needs no second person; a lead publishes, corrects and \
withdraws; both at the corridors that are named, or at all there are. An admin looks after people, corridors and \
sources, and publishes nothing.")]
pub(super) struct Add {
    /// The name that the person signs in with: letters a–z, digits, and . _ - + @
    account: AccountName,
    /// What the account is trusted with: reporter, lead or admin
    #[arg(long)]
    role: Role,
    /// Short name of a corridor at which a reporter or lead works; may be repeated. All corridors if none is given
    #[arg(long = "corridor", value_name = "SLUG")]
    corridors: Vec<Slug>,
    #[command(flatten)]
    password: PasswordFile,
    #[command(flatten)]
    place: Place,
}

/// List the accounts
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor staff list")]
pub(super) struct List {
    #[command(flatten)]
    place: Place,
}

/// Give an account a new password; ends its sessions, and lets a disabled account in again
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor staff reset anna
  corridor staff reset anna --lost-second-factor")]
pub(super) struct Reset {
    /// The account
    account: AccountName,
    /// Take its second factor away as well: authenticator and recovery codes were lost
    #[arg(long)]
    lost_second_factor: bool,
    #[command(flatten)]
    password: PasswordFile,
    #[command(flatten)]
    place: Place,
}

/// Let an account in no longer; its sessions end at once
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor staff disable anna")]
pub(super) struct Disable {
    /// The account
    account: AccountName,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct PasswordFile {
    /// File with the password on its first line (at least 12 characters), instead of a generated one
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl Staff {
    /// Carries it out.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        match self {
            Self::Add(command) => command.run().await,
            Self::List(command) => command.run().await,
            Self::Reset(command) => command.run().await,
            Self::Disable(command) => command.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Refusal> {
        let password = self.password.read()?;
        let database = open::database(&self.place, Missing::Created).await?;
        let (passwords, now) = (Passwords::default(), Clock::system().now());
        let rights = rights(&database, self.role, self.corridors).await?;
        keep_staff::add_member(&database, &passwords, now, &self.account, &rights, &password).await?;
        database.close().await;
        let told = self.password.told(&password);
        say(&format!("Added {} as {}.{told}", self.account, keep_staff::in_words(&rights)))
    }
}

impl List {
    async fn run(self) -> Result<(), Refusal> {
        let database = open::database(&self.place, Missing::Refused).await?;
        let members = staff::list(&database).await?;
        database.close().await;
        if members.is_empty() {
            return say("There is no account yet; add one: corridor staff add ACCOUNT --role lead");
        }
        let head = ["ACCOUNT", "ROLES", "SINCE", "LAST SEEN", "STATE"].map(str::to_owned);
        let rows: Vec<[String; 5]> = std::iter::once(head).chain(members.iter().map(row)).collect();
        say(&output::table(&rows))
    }
}

impl Reset {
    async fn run(self) -> Result<(), Refusal> {
        let password = self.password.read()?;
        let database = open::database(&self.place, Missing::Refused).await?;
        let (passwords, now) = (Passwords::default(), Clock::system().now());
        let lost = self.lost_second_factor;
        keep_staff::reset_member(&database, &passwords, now, &self.account, &password, lost).await?;
        database.close().await;
        say(&format!("{} has a new password.{}", self.account, self.password.told(&password)))
    }
}

impl Disable {
    async fn run(self) -> Result<(), Refusal> {
        let database = open::database(&self.place, Missing::Refused).await?;
        keep_staff::disable_member(&database, Clock::system().now(), &self.account).await?;
        database.close().await;
        say(&format!("{} can no longer sign in; corridor staff reset {0} lets the account in again.", self.account))
    }
}

impl PasswordFile {
    fn read(&self) -> Result<Password, Refusal> {
        match &self.password_file {
            Some(path) => chosen(path),
            None => Ok(Password::generate()?),
        }
    }

    /// A generated password, to be shown this once; nothing of one that was chosen.
    fn told(&self, password: &Password) -> String {
        match self.password_file {
            Some(_) => String::new(),
            None => format!(" The password, shown only now: {}", password.reveal()),
        }
    }
}

/// The first line of a file. Spaces count.
fn chosen(path: &Path) -> Result<Password, Refusal> {
    let bytes = open::file(path, 4096)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Refusal::PasswordNoText(path.to_owned()))?;
    let line = text.lines().next().unwrap_or_default();
    Password::parse(line).map_err(|source| Refusal::Password { path: path.to_owned(), source })
}

/// The rights of a role at the corridors that were named, or at all there are.
async fn rights(database: &Database, role: Role, named: Vec<Slug>) -> Result<Rights, Refusal> {
    let known: Vec<Slug> = corridors::load_all(database).await?.into_iter().map(|corridor| corridor.slug).collect();
    if role == Role::Admin {
        let stray = named.into_iter().next();
        return stray.map_or(Ok(Rights::of(role, [])), |slug| Err(Refusal::AdminOfCorridor(slug)));
    }
    if let Some(unknown) = named.iter().find(|slug| !known.contains(slug)) {
        return Err(Refusal::NoCorridor(unknown.clone()));
    }
    if known.is_empty() {
        return Err(Refusal::NoCorridorYet);
    }
    Ok(Rights::of(role, if named.is_empty() { known } else { named }))
}

fn row(member: &Member) -> [String; 5] {
    let day = |instant: chrono::DateTime<chrono::Utc>| instant.date_naive().to_string();
    let state = match member.disabled_at {
        Some(at) => format!("disabled {}", day(at)),
        None if !member.has_password => "link not used yet".to_owned(),
        None if member.has_second_factor => "in use, second factor".to_owned(),
        None => "in use".to_owned(),
    };
    let seen = member.seen_on.map_or_else(|| "never".to_owned(), |day| day.to_string());
    [member.account.to_string(), keep_staff::in_words(&member.rights), day(member.created_at), seen, state]
}

fn say(text: &str) -> Result<(), Refusal> {
    output::say(text).map_err(Refusal::Output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_file_is_refused_when_it_holds_none_and_else_its_first_line_is_taken() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("password");
        for (bytes, why) in [
            (&b"short\n"[..], "too short"),
            (b"\nlong enough for anyone\n", "too short"),
            (b"\xff\xfe long enough for anyone", "no text"),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let refused = chosen(&path).unwrap_err().told();
            assert!(refused.contains(why) && refused.contains("password"), "{refused}");
        }
        std::fs::write(&path, "  four words and spaces\r\nsecond line\n").unwrap();
        assert_eq!(chosen(&path).unwrap().reveal(), "  four words and spaces");
    }
}
