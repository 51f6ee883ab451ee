//! The command line (contract section 1). A file per group of commands; each returns what to print or why not.
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, value_parser};
use malformed::Malformed;

use crate::actions::{Error, Refusal};
use crate::example::simulate;
use crate::server::StartError;
use crate::text::{Lang, Texts};

mod backup;
pub mod check;
mod end_of_day;
pub mod lending;
pub mod malformed;
pub mod report;
mod serve;
mod users;
mod verify;

/// Loan management for the funds that lend to cooperatives.
#[derive(Parser, Debug)]
#[command(name = "coopfund", version, about)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do; without one, `serve`.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// The web server.
    Serve,
    /// Fill an empty database with the Điện Biên example and print its accounts.
    Demo,
    /// Fill an empty database with a made-up portfolio of any size, for load tests.
    Simulate {
        #[arg(long, value_parser = value_parser!(u32).range(simulate::COOPERATIVES))]
        cooperatives: u32,
        #[arg(long, value_parser = value_parser!(u32).range(simulate::LOANS))]
        loans: u32,
        /// The same seed on the same day gives the same figures.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Add a person, or list everybody.
    #[command(subcommand)]
    User(users::UserCommand),
    /// Make an API token for somebody and print it, once.
    Token(users::MakeToken),
    /// Write a report into a file or onto standard output.
    Report(report::MakeReport),
    /// Close every business date that has ended: positions, reminders, lapses.
    EndOfDay(end_of_day::EndOfDay),
    /// Recompute the books: audit chains, capital, positions, papers.
    Verify,
    /// Loan terms in, repayment schedule out, both JSON.
    Schedule(Documents),
    /// Loan terms, events and a day in, the position of the loan on that day out, both JSON.
    Statement(Documents),
    /// Facts in, eligibility sheet by the law out, both JSON. No database is opened.
    Check(Documents),
    /// Write the whole SQLite database into one file; the server may run meanwhile.
    Backup {
        /// A file that is not there yet.
        file: PathBuf,
    },
    /// Fill the SQLite database from a backup: only where there is none, or one in which nothing was ever entered.
    Restore {
        /// What `coopfund backup` wrote.
        file: PathBuf,
    },
}

/// What to compute.
#[derive(Args, Debug)]
pub struct Documents {
    /// The document; `-` or nothing for standard input.
    file: Option<PathBuf>,
    /// One document a line in, one a line out. Nothing comes out unless every line can be computed.
    #[arg(long)]
    lines: bool,
}

/// A document in, an answer or its mistake out.
type Compute = fn(&str, bool) -> Result<String, Malformed>;

fn compute(documents: Documents, compute: Compute) -> Result<(), Failure> {
    let input = read_input(documents.file)?;
    let out = compute(&input, documents.lines).map_err(|malformed| Failure::unusable(malformed.to_string()))?;
    print(&out)
}

/// To standard output; a reader that has gone away is no failure of ours worth a panic.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::refused(format!("standard output cannot be written: {error}")))
}

/// Why a command did not succeed: one line, and the exit status (1 refused or a check failed, 2 wrong use or unreadable input).
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    pub text: String,
    pub status: u8,
}

impl Failure {
    pub fn refused(text: impl Into<String>) -> Failure {
        Failure { text: one_line(text.into()), status: 1 }
    }
    pub fn unusable(text: impl Into<String>) -> Failure {
        Failure { text: one_line(text.into()), status: 2 }
    }
}

fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Failure {
        Failure::unusable(error.0)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Refused(Refusal::Invalid(fields)) => {
                let t = Texts::new(Lang::En);
                let said = fields
                    .iter()
                    .map(|field| format!("{}: {}", field.pointer.trim_start_matches('/'), t.problem(field)));
                Failure::refused(said.collect::<Vec<_>>().join(" "))
            }
            Error::Refused(refusal) => Failure::refused(Texts::new(Lang::En).refusal(&refusal)),
            Error::Store(error) => Failure::refused(error.to_string()),
        }
    }
}

/// Runs one command.
pub async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve => serve::serve().await,
        Command::Demo => serve::demo().await,
        Command::Simulate { cooperatives, loans, seed } => {
            serve::simulate(cooperatives as usize, loans as usize, seed).await
        }
        Command::User(command) => users::user(command).await,
        Command::Token(make) => users::token(make).await,
        Command::Schedule(documents) => compute(documents, lending::schedule),
        Command::Statement(documents) => compute(documents, lending::statement),
        Command::Check(documents) => compute(documents, check::check),
        Command::Backup { file } => backup::backup(&file).await,
        Command::Restore { file } => backup::restore(&file).await,
        Command::Report(asked) => report::run(asked).await,
        Command::EndOfDay(command) => end_of_day::run(command).await,
        Command::Verify => verify::run().await,
    }
}

/// The text of a file, or of standard input for `-` or nothing.
pub fn read_input(file: Option<PathBuf>) -> Result<String, Failure> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let read = match file.filter(|path| path.as_os_str() != "-") {
        None => std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("standard input cannot be read: {error}")),
        Some(path) => match std::fs::read(&path) {
            Ok(contents) => {
                bytes = contents;
                Ok(bytes.len())
            }
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        },
    };
    read.map_err(Failure::unusable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::unusable(format!("the input is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
    })?;
    // The mark that Windows editors put before the text is no part of it.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
