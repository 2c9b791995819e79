//! `corridor corridors`: adds a corridor with its settings, lists them. Never changes one that is there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use domain::settings::usual;
use domain::{Actor, Contact, Corridor, Label, Slug};

use super::open::{self, Missing};
use super::output;
use super::refusal::Refusal;
use super::values::{self, NameIn};
use crate::clock::Clock;
use crate::commands::add_corridor::add_corridor;
use crate::config::Place;
use crate::storage::{Access, corridors};

/// The longest file of settings, in bytes.
const MOST_SETTINGS: usize = 1024 * 1024;

/// Add and list corridors
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  corridor corridors add northern --name 'Northern corridor' --time-zone Asia/Yerevan
  corridor corridors list")]
pub(super) enum Corridors {
    Add(Add),
    List(List),
}

/// Add a corridor, from flags or from a file with all its settings
#[derive(Args)]
#[command(after_help = "\
Examples:
  corridor corridors add northern --name 'Northern corridor' --name hy='Հյուսիսային միջանցք' \\
      --time-zone Asia/Yerevan --contact mailto:desk@example.org
  corridor corridors add --from northern/corridor.json

Stop the server first. corridor export writes such a corridor.json. From flags, a day is expected to say: the access \
status, patients transferred outbound and return, patients awaiting.")]
pub(super) struct Add {
    /// Its short name in addresses and files: lower-case letters a–z, digits, hyphens
    #[arg(required_unless_present = "from")]
    slug: Option<Slug>,
    /// Its name, in English or as hy=NAME in another language; may be given several times, all are equal
    #[arg(long = "name", required_unless_present = "from", conflicts_with = "from")]
    names: Vec<NameIn>,
    /// The time zone in which a day is a date, such as Asia/Yerevan
    #[arg(long, value_name = "ZONE", required_unless_present = "from", conflicts_with = "from",
          value_parser = values::zone)]
    time_zone: Option<Tz>,
    /// How readers reach the desk: mailto:desk@example.org or https://…
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<Contact>,
    /// First day of the record [default: today, there]
    #[arg(long, value_name = "DATE", conflicts_with = "from", value_parser = values::date)]
    record_begins: Option<NaiveDate>,
    /// File with all settings
    #[arg(long, value_name = "corridor.json")]
    from: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// List the corridors
#[derive(Args)]
#[command(after_help = "\
Example:
  corridor corridors list")]
pub(super) struct List {
    #[command(flatten)]
    place: Place,
}

impl Corridors {
    /// Carries it out.
    pub(super) async fn run(self) -> Result<(), Refusal> {
        match self {
            Self::Add(command) => command.run().await,
            Self::List(command) => command.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Refusal> {
        let corridor = self.settings(Clock::system().now())?;
        let (slug, begins) = (corridor.slug.clone(), corridor.record_begins);
        let without_contact = corridor.contact.is_none();
        let (state, _) = open::state(&self.place, Access::Exclusive, Missing::Created).await?;
        add_corridor(&state, &Actor::operator(), corridor).await?;
        state.database.close().await;
        say(&format!("Added the corridor {slug}. Its record begins on {begins}."))?;
        if without_contact {
            output::complain("Readers are not told how to reach the desk: no --contact was given.");
        }
        Ok(())
    }

    fn settings(&self, now: DateTime<Utc>) -> Result<Corridor, Refusal> {
        let mut corridor = match &self.from {
            Some(path) => {
                let bytes = open::file(path, MOST_SETTINGS)?;
                let unreadable = |source| Refusal::Settings { path: path.clone(), source };
                let corridor: Corridor = serde_json::from_slice(&bytes).map_err(unreadable)?;
                if let Some(wanted) = self.slug.clone().filter(|wanted| *wanted != corridor.slug) {
                    return Err(Refusal::OtherCorridor { path: path.clone(), found: corridor.slug, wanted });
                }
                corridor
            }
            None => self.made_of_flags(now)?,
        };
        corridor.contact = self.contact.clone().or(corridor.contact);
        Ok(corridor)
    }

    fn made_of_flags(&self, now: DateTime<Utc>) -> Result<Corridor, Refusal> {
        // clap has seen that both are given.
        let (Some(slug), Some(zone)) = (&self.slug, self.time_zone) else { return Err(Refusal::NoSettings) };
        let mut names: BTreeMap<String, Vec<Label>> = BTreeMap::new();
        for NameIn { language, name } in &self.names {
            let known = names.entry(language.clone()).or_default();
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
        let begins = self.record_begins.unwrap_or_else(|| now.with_timezone(&zone).date_naive());
        Ok(usual(slug.clone(), names, zone.name().to_owned(), begins))
    }
}

impl List {
    async fn run(self) -> Result<(), Refusal> {
        let database = open::database(&self.place, Missing::Refused).await?;
        let all = corridors::load_all(&database).await?;
        database.close().await;
        if all.is_empty() {
            return say("There is no corridor yet; add one: corridor corridors add SLUG --name NAME --time-zone ZONE");
        }
        let head = ["CORRIDOR", "TIME ZONE", "RECORD", "NAMES"].map(str::to_owned);
        let rows: Vec<[String; 4]> = std::iter::once(head).chain(all.iter().map(row)).collect();
        say(&output::table(&rows))
    }
}

fn row(corridor: &Corridor) -> [String; 4] {
    let names: Vec<&str> = corridor.names_in("en").into_iter().map(Label::as_str).collect();
    let end = corridor.record_ends.map(|end| end.to_string()).unwrap_or_default();
    let record = format!("{} – {end}", corridor.record_begins);
    [corridor.slug.to_string(), corridor.time_zone.clone(), record, names.join(" / ")]
}

fn say(text: &str) -> Result<(), Refusal> {
    output::say(text).map_err(Refusal::Output)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        add: Add,
    }

    /// At 23:30 on 9 May in London it is 10 May in Yerevan.
    fn settings(flags: &[&str]) -> Result<Corridor, Refusal> {
        let program = Program::try_parse_from(std::iter::once("add").chain(flags.iter().copied())).unwrap();
        program.add.settings("2023-05-09T22:30:00Z".parse().unwrap())
    }

    #[test]
    fn a_file_of_another_corridor_and_an_unreadable_one_are_refused_by_name() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("corridor.json");
        let from = path.to_str().unwrap();
        let lachin = include_str!("../../../tests/fixtures/lachin/lachin.json");
        std::fs::write(&path, lachin.replace("cut_off", "cutoff")).unwrap();
        assert!(settings(&["--from", from]).unwrap_err().told().contains("cutoff"));
        std::fs::write(&path, lachin).unwrap();
        assert!(matches!(settings(&["other", "--from", from]), Err(Refusal::OtherCorridor { .. })));
        let corridor = settings(&["--from", from, "--contact", "mailto:desk@example.org"]).unwrap();
        assert_eq!(corridor.contact.unwrap().as_str(), "mailto:desk@example.org");
    }

    #[test]
    fn flags_make_the_settings_of_the_lachin_record_where_they_say_nothing_else() {
        let flags = ["northern", "--name", "B", "--name", "hy=Ա", "--name", "A", "--time-zone", "Asia/Yerevan"];
        let corridor = settings(&flags).unwrap();
        assert_eq!(corridor.check(), Ok(()));
        let lachin: Corridor =
            serde_json::from_str(include_str!("../../../tests/fixtures/lachin/lachin.json")).unwrap();
        assert_eq!(corridor.expected, lachin.expected);
        assert_eq!(corridor.record_begins.to_string(), "2023-05-10");
        assert_eq!(corridor.names_in("en").len(), 2);
        assert_eq!(corridor.names_in("hy").len(), 1);
        assert_eq!(corridor.withhold_below, 10);
    }
}
