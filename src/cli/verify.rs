//! `coopfund verify`: the books, recomputed.
use super::Failure;
use super::serve::existing_office;
use crate::reports::verify::verify;
use crate::text::{Lang, Texts};

/// One line a finding on standard output and exit 1, or one line that everything holds.
pub async fn run() -> Result<(), Failure> {
    let office = existing_office().await?;
    let seen = verify(&office).await.map_err(|error| Failure::refused(error.to_string()))?;
    let t = Texts::new(Lang::En);
    for finding in &seen.findings {
        println!("{}: {}", finding.check.code(), t.finding(finding));
    }
    if seen.unlisted > 0 {
        println!("{}", t.verify_unlisted(seen.unlisted));
    }
    if seen.holds() {
        println!("{}", t.verified(&seen));
        Ok(())
    } else {
        Err(Failure::refused(t.verified(&seen)))
    }
}
