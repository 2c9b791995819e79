//! The command line: one verb a file. Never decides anything about the record: that is what the commands are for.
//!
//! Exit code 0; 1 when it was refused, with the reason on standard error; 2 for wrong usage.

mod backup;
mod corridors;
mod demo;
mod demo_rows;
mod export;
mod import;
mod import_report;
mod open;
mod output;
mod redact;
mod refusal;
mod restore;
mod serve;
mod staff;
mod values;
mod verify;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use refusal::Refusal;

/// Corridor Status: the public record of a humanitarian corridor, on one machine, in one folder.
#[derive(Parser)]
#[command(
    name = "corridor",
    version,
    after_help = "\
Examples:
  corridor demo                                     look around first
  corridor corridors add northern --name 'Northern corridor' --time-zone Asia/Yerevan
  corridor staff add anna --role lead               she gets a password
  corridor serve                                    http://127.0.0.1:3000

Every setting is a flag or a variable of the same name: --data is CORRIDOR_DATA. See --help of each command."
)]
enum Cli {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Import(import::Import),
    Export(export::Export),
    #[command(subcommand)]
    Corridors(corridors::Corridors),
    #[command(subcommand)]
    Staff(staff::Staff),
    Verify(verify::Verify),
    Backup(backup::MakeBackup),
    Restore(restore::Restore),
    Redact(redact::Redact),
}

/// Reads the command line, does what it says, and gives the exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(help_or_usage) => {
            // Nobody is left to tell when even this cannot be written.
            let _ = help_or_usage.print();
            return ExitCode::from(u8::try_from(help_or_usage.exit_code()).unwrap_or(2));
        }
    };
    match work(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            output::complain(&refusal.told());
            ExitCode::FAILURE
        }
    }
}

/// Work that blocks a thread has so long when everything else has ended.
const LAST_BLOCKS: Duration = Duration::from_millis(400);

fn work(cli: Cli) -> Result<(), Refusal> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Refusal::Runtime)?;
    let outcome = runtime.block_on(async {
        match cli {
            Cli::Serve(command) => command.run().await,
            Cli::Demo(command) => command.run().await,
            Cli::Import(command) => command.run().await,
            Cli::Export(command) => command.run().await,
            Cli::Corridors(command) => command.run().await,
            Cli::Staff(command) => command.run().await,
            Cli::Verify(command) => command.run().await,
            Cli::Backup(command) => command.run().await,
            Cli::Restore(command) => command.run().await,
            Cli::Redact(command) => command.run().await,
        }
    });
    // What blocks a thread by now is waited for no longer: nobody was told that it is done.
    runtime.shutdown_timeout(LAST_BLOCKS);
    outcome
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use clap::error::ErrorKind;

    use super::*;

    fn refused(words: &str) -> clap::Error {
        Cli::try_parse_from(words.split(' ')).err().expect(words)
    }

    #[test]
    fn wrong_usage_is_refused_with_exit_code_2() {
        for words in [
            "corridor",
            "corridor dance",
            "corridor staff",
            "corridor staff add anna",
            "corridor staff add anna --role boss",
            "corridor staff add an/na --role lead",
            "corridor corridors add northern --name Northern",
            "corridor corridors add Northern --name Northern --time-zone Asia/Yerevan",
            "corridor corridors add northern --name Northern --time-zone Asia/Atlantis",
            "corridor corridors add --from a.json --time-zone Asia/Yerevan",
            "corridor import",
            "corridor import claims.csv --as rumours",
            "corridor export northern",
            "corridor demo --on yesterday",
            "corridor demo --listen 3000",
            "corridor demo --log loud=loud",
            "corridor redact 57",
            "corridor redact last --reason x",
        ] {
            assert_eq!(refused(words).exit_code(), 2, "{words}");
        }
    }

    #[test]
    fn help_and_version_are_no_errors() {
        assert_eq!(refused("corridor --version").kind(), ErrorKind::DisplayVersion);
        assert_eq!(refused("corridor staff add --help").exit_code(), 0);
    }

    #[test]
    fn every_command_is_sound_and_shows_an_example() {
        Cli::command().debug_assert();
        let mut open = vec![Cli::command()];
        while let Some(command) = open.pop() {
            let name = command.get_name().to_owned();
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(example.starts_with("Example") && example.contains("  corridor "), "{name}: {example}");
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{name} says nothing");
            open.extend(command.get_subcommands().cloned());
        }
    }
}
