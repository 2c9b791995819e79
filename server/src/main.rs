//! The program `corridor`. Never does anything itself: the command line is in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
