//! The command line: parse, build, call.
use std::process::ExitCode;

use clap::Parser;
use coopfund::cli::{Command, CommandLine};

#[rocket::main]
async fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help and version are answers, everything else is wrong use.
            let asked = !error.use_stderr();
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match coopfund::cli::run(line.command.unwrap_or(Command::Serve)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("coopfund: {failure}");
            ExitCode::from(failure.status)
        }
    }
}
