//! How to pay, as a panel of a page: account, amount, reference, and a QR that needs no script.
use crate::domain::vietqr::PayTo;
use crate::paper::qr::Squares;
use crate::text::{Texts, format};

/// The panel.
#[derive(Debug, Clone)]
pub struct Pay {
    /// What the amount is for.
    pub what: String,
    pub amount: String,
    pub bank: String,
    pub number: String,
    pub holder: String,
    pub reference: String,
    pub code: Option<Code>,
}

/// A QR, with what it says for those who cannot see it.
#[derive(Debug, Clone)]
pub struct Code {
    pub label: String,
    /// Squares a side has.
    pub side: usize,
    pub path: String,
}

impl Pay {
    /// What is shown of a transfer; `what` says what the amount is for.
    pub fn of(t: Texts, pay_to: &PayTo, what: String) -> Pay {
        let (bank, amount) = (t.bank_name(&pay_to.bank), format::dong(pay_to.amount));
        let squares = pay_to.payload().and_then(|payload| Squares::of(&payload));
        let code = squares.map(|squares| Code {
            label: t.pay_qr_label(&bank, &pay_to.number, &amount, &pay_to.reference),
            side: squares.side,
            path: squares.path(),
        });
        Pay {
            what,
            amount,
            bank,
            number: pay_to.number.clone(),
            holder: pay_to.holder.clone(),
            reference: pay_to.reference.clone(),
            code,
        }
    }
}
