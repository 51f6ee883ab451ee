//! `coopfund verify`: recomputes every proof in the books and names what does not hold.
//!
//! Everything is read in one consistent state, streamed row by row. A finding is never mended here: what was written stays to
//! be looked at.
use crate::actions::Office;
use crate::store::{StoreError, Tx};

mod audit;
mod capital;
mod documents;
mod entrusted;
mod loans;

/// A damaged book may have a finding a row; more than this are counted, not listed.
const LISTED_MAX: usize = 1000;

/// What is checked. The sentences stand in `text/verify.rs`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// A row of the audit trail does not have the hash of what it says.
    AuditAltered,
    /// A row does not build on the hash of the row before it: one was replaced or moved.
    AuditUnlinked,
    /// A number is missing in a chain.
    AuditMissing,
    /// The chain does not end where its head says: rows at its end were removed or added.
    AuditHead,
    /// The chain is not the one a closed day saw: it was rewritten since.
    AuditAnchor,
    /// Capital moved, and the trail has no row of it.
    MovementUntraced,
    /// A loan has a fact of which the trail has no row.
    EventUntraced,
    /// A number is missing among a fund's movements.
    MovementMissing,
    /// A movement changed the figures otherwise than its kind and amount do.
    MovementDeltas,
    /// What stands after a movement is not what stood before it and what it changed.
    MovementTotals,
    /// Available capital is not actual charter capital less outstanding and reserved, or is below zero.
    MovementAvailable,
    /// A movement names a loan of another fund.
    MovementForeignLoan,
    /// At the end of a day, by the value dates, less than nothing was available.
    AvailableOnDay,
    /// A number is missing among the movements of entrusted money.
    EntrustedMissing,
    /// What stands after a movement of entrusted money is not what stood before it and the movement.
    EntrustedBalance,
    /// At the end of a day, by the value dates, an entruster had less than nothing with the fund.
    EntrustedOnDay,
    /// A fund's figures are not those after its last movement.
    FundFigures,
    /// The reserve of a loan is not what it may still draw.
    LoanReserved,
    /// A loan's disbursed amount is not the sum of its draws that stand.
    LoanDisbursed,
    /// What the ledger has outstanding for a loan is not what its facts say.
    LoanOutstanding,
    /// A loan is called settled and owes, or owes nothing and is not.
    LoanState,
    /// A number is missing among a loan's facts.
    EventMissing,
    /// A loan does not have as many facts as it says.
    EventCount,
    /// A reversal takes back what is not an earlier fact of its loan.
    EventReverses,
    /// A cached position is not what the facts replay to.
    Position,
    /// The facts of a loan cannot be replayed.
    Unreplayable,
    /// The file of a paper is not there or cannot be read.
    DocumentMissing,
    /// The file of a paper is not what it was.
    DocumentAltered,
    /// A table holds what cannot be read as what it should be.
    Unreadable,
}

impl Check {
    /// The name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Check::AuditAltered => "audit_altered",
            Check::AuditUnlinked => "audit_unlinked",
            Check::AuditMissing => "audit_missing",
            Check::AuditHead => "audit_head",
            Check::AuditAnchor => "audit_anchor",
            Check::MovementUntraced => "movement_untraced",
            Check::EventUntraced => "event_untraced",
            Check::MovementMissing => "movement_missing",
            Check::MovementDeltas => "movement_deltas",
            Check::MovementTotals => "movement_totals",
            Check::MovementAvailable => "movement_available",
            Check::MovementForeignLoan => "movement_foreign_loan",
            Check::AvailableOnDay => "available_on_day",
            Check::EntrustedMissing => "entrusted_missing",
            Check::EntrustedBalance => "entrusted_balance",
            Check::EntrustedOnDay => "entrusted_on_day",
            Check::FundFigures => "fund_figures",
            Check::LoanReserved => "loan_reserved",
            Check::LoanDisbursed => "loan_disbursed",
            Check::LoanOutstanding => "loan_outstanding",
            Check::LoanState => "loan_state",
            Check::EventMissing => "event_missing",
            Check::EventCount => "event_count",
            Check::EventReverses => "event_reverses",
            Check::Position => "position",
            Check::Unreplayable => "unreplayable",
            Check::DocumentMissing => "document_missing",
            Check::DocumentAltered => "document_altered",
            Check::Unreadable => "unreadable",
        }
    }
}

/// Something that does not hold: where, what ought to stand there, what does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub check: Check,
    /// `dienbien-htx/17`: a chain or fund and the number in it, a loan's number, a file.
    pub place: String,
    pub expected: String,
    pub found: String,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The first thousand.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub unlisted: u64,
    pub audit_rows: u64,
    pub movements: u64,
    pub loans: u64,
    pub documents: u64,
}

impl Verified {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, check: Check, place: impl Into<String>, expected: impl ToString, found: impl ToString) {
        if self.findings.len() == LISTED_MAX {
            self.unlisted += 1;
            return;
        }
        let (expected, found) = (expected.to_string(), found.to_string());
        self.findings.push(Finding { check, place: place.into(), expected, found });
    }

    /// A finding when the two differ.
    fn same<T: PartialEq + ToString>(&mut self, check: Check, place: impl Into<String>, expected: T, found: T) {
        if expected != found {
            self.find(check, place, expected, found);
        }
    }
}

/// Checks everything.
///
/// # Errors
/// The database cannot be read at all; what can be read and does not hold is a finding.
pub async fn verify(office: &Office) -> Result<Verified, StoreError> {
    let mut seen: Verified = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            let mut seen = Verified::default();
            let checked = audit::check(tx, &mut seen).await;
            unreadable("audit", checked, &mut seen)?;
            let checked = capital::check(tx, &mut seen).await;
            unreadable("capital_movements", checked, &mut seen)?;
            let checked = entrusted::check(tx, &mut seen).await;
            unreadable("entrusted_movements", checked, &mut seen)?;
            let checked = loans::check(tx, &mut seen).await;
            unreadable("loans", checked, &mut seen)?;
            Ok(seen)
        })
        .await?;
    documents::check(office, &mut seen).await?;
    Ok(seen)
}

/// A value that cannot be read is somebody's doing and a finding; a database that cannot be reached is an error.
fn unreadable(table: &str, checked: Result<(), StoreError>, seen: &mut Verified) -> Result<(), StoreError> {
    match checked {
        Err(StoreError::Undecodable(what)) => seen.find(Check::Unreadable, table, "", what),
        other => other?,
    }
    Ok(())
}

/// The names of the chains: a fund's code instead of its id.
async fn chain_names(tx: &mut Tx) -> Result<std::collections::HashMap<String, String>, StoreError> {
    Ok(crate::store::funds::list(tx).await?.into_iter().map(|fund| (fund.id, fund.code)).collect())
}
