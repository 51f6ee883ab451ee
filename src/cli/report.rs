//! `coopfund report`: a report into a file, or onto standard output.
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::serve::existing_office;
use crate::actions::json::exact_date;
use crate::reports::{Format, Report, produce};
use crate::store::funds;

/// What is asked for, as typed.
#[derive(Args, Debug)]
pub struct MakeReport {
    /// Which one: portfolio, arrears or classification.
    name: String,
    /// The fund's code.
    #[arg(long)]
    fund: String,
    /// At the end of which day, YYYY-MM-DD.
    #[arg(long)]
    as_of: String,
    /// csv, xlsx or json.
    #[arg(long)]
    format: String,
    /// Where to; standard output when not said.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Makes it whole first, then writes it: on a failure nothing half-done is left.
pub async fn run(asked: MakeReport) -> Result<(), Failure> {
    let names = |all: Vec<&str>| all.join(", ");
    let report = Report::named(&asked.name).ok_or_else(|| {
        let known = names(Report::ALL.map(Report::as_str).to_vec());
        Failure::unusable(format!("there is no report {:?}; there are: {known}", asked.name))
    })?;
    let as_of = exact_date(&asked.as_of)
        .ok_or_else(|| Failure::unusable(format!("--as-of {:?} is not a date; write YYYY-MM-DD", asked.as_of)))?;
    if asked.format == "pdf" {
        return Err(Failure::unusable(format!("the report {} has no pdf; ask for csv, xlsx or json", report.as_str())));
    }
    let format = Format::named(&asked.format).ok_or_else(|| {
        let known = names(Format::ALL.map(Format::as_str).to_vec());
        Failure::unusable(format!("--format {:?} is not known; there are: {known}", asked.format))
    })?;
    let office = existing_office().await?;
    let today = office.clock.today();
    if as_of > today {
        return Err(Failure::unusable(format!("--as-of {as_of} is in the future; today is {today}")));
    }
    let failed = |error: String| Failure::refused(error);
    let fund = office.store.read(async |tx| funds::find_by_code(tx, &asked.fund).await);
    let fund = fund.await.map_err(|error| failed(error.to_string()))?;
    let fund = fund.ok_or_else(|| Failure::unusable(format!("--fund {:?}: there is no such fund", asked.fund)))?;
    let made = produce(&office, report, &fund, as_of, format).await.map_err(|error| failed(error.to_string()))?;
    deliver(made, asked.out.as_deref())
}

/// Beside its place first, then moved there: whoever looks finds the old file or the new one, whole.
fn deliver(mut made: std::fs::File, out: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = out else {
        let written = std::io::copy(&mut made, &mut std::io::stdout().lock()).and_then(|_| std::io::stdout().flush());
        return written.map_err(|error| Failure::refused(format!("standard output cannot be written: {error}")));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut write = || -> std::io::Result<()> {
        let mut beside = tempfile::Builder::new().prefix(".coopfund-report").tempfile_in(folder)?;
        std::io::copy(&mut made, &mut beside)?;
        beside.as_file().sync_all()?;
        let kept = beside.persist(path)?;
        make_readable(&kept)
    };
    write().map_err(|error| Failure::refused(format!("{} cannot be written: {error}", path.display())))
}

/// A temporary file is its owner's alone; a report is as readable as any file made by hand.
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}
