//! The command line: parse, build, call.
use std::process::ExitCode;

use clap::Parser;
use coopfund::cli::{Command, CommandLine, Failure};
use coopfund::config::Config;

fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help and version are answers, everything else is wrong use.
            let asked = !error.use_stderr();
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    // Rocket makes its runtime from the settings and panics over bad ones, so they are read first.
    let done = Config::check_server(&Config::figment())
        .map_err(|error| Failure::unusable(error.0))
        .and_then(|_| rocket::async_main(coopfund::cli::run(line.command.unwrap_or(Command::Serve))));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("coopfund: {failure}");
            ExitCode::from(failure.status)
        }
    }
}
