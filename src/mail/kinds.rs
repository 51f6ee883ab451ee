//! Every message this program sends, with the facts its text needs: an action cannot forget one.
//!
//! A letter is written down as JSON in the transaction that makes it necessary and put into words when it is sent, in the
//! recipient's language. The names of fund and cooperative are not among the facts: the row says which they are.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::Programme;
use crate::domain::vietqr::PayTo;
use crate::store::outbox::{Message, Recipient};

/// What is said to whom. Amounts are whole dong, `link` is a whole address; those of an invitation and of a new password work once,
/// all others lead to pages that ask to sign in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Letter {
    /// Somebody was invited, by the chair of a cooperative or an administrator; the link sets their password once.
    Invitation {
        link: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cooperative: Option<String>,
    },
    /// The chair of a cooperative invited somebody who has an account: they act for it again, or find how to.
    InvitedThere { by: String, cooperative: String, back: bool, link: String },
    /// Somebody asked for a new password; the link sets it once.
    PasswordReset { link: String },
    /// A code that proves this address, until an instant.
    MailCode { code: String, until: DateTime<Utc> },
    /// Somebody asked for an account at this address, which has one.
    AccountThere { link: String },
    /// The account has another address from now on; this goes to the earlier one.
    MailChanged { to: String },
    /// The account has another password from now on.
    PasswordChanged { at: DateTime<Utc> },
    /// The person no longer acts for a cooperative. Its name is a fact: the row is of no cooperative, whose people would read it.
    MemberWithdrawn { cooperative: String, by: String },
    /// Somebody else acts for the cooperative from now on; to those who did so before. `position` as in `duties.position`; `granted`
    /// by an administrator, else confirmed by an officer who compared the certificate.
    MemberJoined {
        name: String,
        position: String,
        by: String,
        #[serde(default)]
        granted: bool,
        link: String,
    },
    /// Somebody no longer acts for the cooperative; to the others.
    MemberLeft { name: String, by: String, link: String },
    /// An officer confirmed that this person acts for a cooperative.
    LinkConfirmed { link: String },
    /// An officer could not confirm it.
    LinkRefused { name: String, reason: String, link: String },
    /// An application was sent in, for the first time or again.
    Receipt { number: String, amount: Money, submitted_on: NaiveDate, link: String },
    /// An officer wrote an application for the cooperative, whose chair is asked to look at it and send it.
    ConfirmationWanted { number: String, amount: Money, written_by: String, link: String },
    /// An application needs more papers, by a date.
    Returned { number: String, needed: Vec<String>, until: NaiveDate, link: String },
    /// An application was granted; the loan waits for its contract until `lapses_on`.
    Approved {
        number: String,
        loan_number: String,
        amount: Money,
        annual_rate_percent: Percent,
        term_months: i64,
        lapses_on: NaiveDate,
        note: Option<String>,
        link: String,
    },
    /// An application was refused.
    Rejected { number: String, reason: String, link: String },
    /// An application meets every condition but that of capital, and waits in this place of so many.
    Waiting { number: String, amount: Money, place: usize, waiting: usize, note: Option<String>, link: String },
    /// There is enough capital for an application that waited.
    CapitalReached { number: String, amount: Money, link: String },
    /// Who decides on the programme decided: with what was granted, or why it was refused.
    DecidedElsewhere {
        number: String,
        programme: Programme,
        granted: bool,
        decision_number: String,
        date: NaiveDate,
        amount: Option<Money>,
        term_months: Option<i64>,
        annual_rate_percent: Option<Percent>,
        reason: Option<String>,
        link: String,
    },
    /// An application that was not decided in time goes under new rules, by this one; the row's fund is the new one.
    Moved { number: String, rule: String, link: String },
    /// An approval ended because its loan was not drawn in time; without a loan, an application whose papers did not come.
    Lapsed { number: String, loan_number: Option<String>, link: String },
    /// An application was taken back by the cooperative.
    Withdrawn { number: String },
    /// A tranche was paid out; the schedule is the one from now on.
    Disbursed {
        loan_number: String,
        amount: Money,
        date: NaiveDate,
        payee: String,
        total_disbursed: Money,
        schedule: Vec<ScheduleLine>,
        link: String,
    },
    /// Money came in and was used so; `next_due` and `next_total` are empty when nothing more falls due.
    Repayment {
        loan_number: String,
        date: NaiveDate,
        amount: Money,
        principal: Money,
        interest: Money,
        overdue_interest: Money,
        late_interest: Money,
        unallocated: Money,
        outstanding: Money,
        next_due: Option<NaiveDate>,
        next_total: Option<Money>,
        link: String,
    },
    /// A booking was taken back because it was wrong. `what` is the kind of the booking, as in `loan_events.kind`.
    Reversal { loan_number: String, what: String, date: NaiveDate, amount: Money, reason: String, link: String },
    /// A change of a running loan was decided; the schedule is the one from now on. `what` is its kind, as in
    /// `loan_events.kind`; the rate (percent a year), the amount and the last day belong to some kinds only.
    Restructured {
        loan_number: String,
        number: String,
        what: String,
        date: NaiveDate,
        annual_rate_percent: Option<String>,
        amount: Option<Money>,
        until: Option<NaiveDate>,
        outstanding: Money,
        interest_before: Money,
        interest_after: Money,
        last_due: Option<NaiveDate>,
        note: Option<String>,
        schedule: Vec<ScheduleLine>,
        link: String,
    },
    /// A change of a running loan was refused.
    RestructuringRejected { loan_number: String, number: String, what: String, reason: String, link: String },
    /// A cooperative asks for something on its loan, or tells of a payment; to the fund's people. `what` is the kind, as in `asks.kind`.
    AskMade {
        number: String,
        loan_number: String,
        what: String,
        amount: Option<Money>,
        date: Option<NaiveDate>,
        said: Option<String>,
        link: String,
    },
    /// What was asked has come in, in whose name; to the cooperative.
    AskReceived { number: String, loan_number: String, what: String, by: String, amount: Option<Money>, link: String },
    /// What was asked is refused.
    AskRefused { number: String, loan_number: String, what: String, reason: String, link: String },
    /// What was asked is answered in words.
    AskAnswered { number: String, loan_number: String, what: String, answer: String, link: String },
    /// The cooperative took the loan it was offered, or with a reason did not; to both sides.
    OfferAnswered {
        number: String,
        loan_number: String,
        amount: Money,
        by: String,
        reason: Option<String>,
        /// The last day to sign.
        sign_by: NaiveDate,
        link: String,
    },
    /// Everything was paid back.
    Settled { loan_number: String, date: NaiveDate, link: String },
    /// An instalment is coming, due today or overdue.
    Reminder {
        loan_number: String,
        /// Which instalment, from 1.
        instalment: u32,
        due: NaiveDate,
        /// What is still to be paid of it, of which `waiting` was brought before; `total` is the rest.
        principal: Money,
        interest: Money,
        waiting: Money,
        total: Money,
        /// Everything overdue on the loan on `as_of`, with overdue and late interest. How many days it is to the due date
        /// is counted when the letter is sent.
        overdue_total: Money,
        as_of: NaiveDate,
        /// Where to pay what; letters of before there were accounts have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pay_to: Option<PayTo>,
        link: String,
    },
}

/// One instalment of a schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleLine {
    pub number: i64,
    pub due: NaiveDate,
    pub principal: Money,
    pub interest: Money,
    pub total: Money,
    /// Principal left after it.
    pub balance: Money,
}

/// What a message is about, for its row: it names the sender, and lets it be found and asked after.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    pub fund_id: Option<&'a str>,
    pub cooperative_id: Option<&'a str>,
    pub loan_id: Option<&'a str>,
}

impl Letter {
    /// The name of the kind, as it stands in the outbox.
    pub fn kind(&self) -> &'static str {
        match self {
            Letter::Invitation { .. } => "invitation",
            Letter::InvitedThere { .. } => "invited_there",
            Letter::PasswordReset { .. } => "password_reset",
            Letter::MailCode { .. } => "mail_code",
            Letter::AccountThere { .. } => "account_there",
            Letter::MailChanged { .. } => "mail_changed",
            Letter::PasswordChanged { .. } => "password_changed",
            Letter::MemberWithdrawn { .. } => "member_withdrawn",
            Letter::MemberJoined { .. } => "member_joined",
            Letter::MemberLeft { .. } => "member_left",
            Letter::LinkConfirmed { .. } => "link_confirmed",
            Letter::LinkRefused { .. } => "link_refused",
            Letter::Receipt { .. } => "receipt",
            Letter::ConfirmationWanted { .. } => "confirmation_wanted",
            Letter::Returned { .. } => "returned",
            Letter::Approved { .. } => "approved",
            Letter::Rejected { .. } => "rejected",
            Letter::Waiting { .. } => "waiting",
            Letter::CapitalReached { .. } => "capital_reached",
            Letter::DecidedElsewhere { .. } => "decided_elsewhere",
            Letter::Moved { .. } => "moved",
            Letter::Lapsed { .. } => "lapsed",
            Letter::Withdrawn { .. } => "withdrawn",
            Letter::Disbursed { .. } => "disbursed",
            Letter::Repayment { .. } => "repayment",
            Letter::Reversal { .. } => "reversal",
            Letter::Restructured { .. } => "restructured",
            Letter::RestructuringRejected { .. } => "restructuring_rejected",
            Letter::AskMade { .. } => "ask_made",
            Letter::AskReceived { .. } => "ask_received",
            Letter::AskRefused { .. } => "ask_refused",
            Letter::AskAnswered { .. } => "ask_answered",
            Letter::OfferAnswered { .. } => "offer_answered",
            Letter::Settled { .. } => "settled",
            Letter::Reminder { .. } => "reminder",
        }
    }

    /// The message for `Op::mail`. With a `once_key` a second one with the same key is not queued.
    pub fn to<'a>(&self, to: Recipient, about: About<'a>, once_key: Option<String>) -> Message<'a> {
        let mut written = json!(self);
        Message {
            kind: self.kind(),
            once_key,
            to,
            fund_id: about.fund_id,
            cooperative_id: about.cooperative_id,
            loan_id: about.loan_id,
            data: written["data"].take(),
        }
    }

    /// Reads a letter back from its row.
    ///
    /// # Errors
    /// serde's sentence, when the kind is unknown or a fact is missing: a row of a newer program, or one that was altered.
    pub fn read(kind: &str, data: &Json) -> Result<Letter, serde_json::Error> {
        serde_json::from_value(json!({ "kind": kind, "data": data }))
    }

    /// What it asks to be paid, and where.
    pub fn pay_to(&self) -> Option<&PayTo> {
        match self {
            Letter::Reminder { pay_to, .. } => pay_to.as_ref(),
            _ => None,
        }
    }

    /// The page this leads to.
    pub fn link(&self) -> Option<&str> {
        match self {
            Letter::Withdrawn { .. }
            | Letter::MailCode { .. }
            | Letter::MailChanged { .. }
            | Letter::PasswordChanged { .. }
            | Letter::MemberWithdrawn { .. } => None,
            Letter::Invitation { link, .. }
            | Letter::InvitedThere { link, .. }
            | Letter::PasswordReset { link }
            | Letter::AccountThere { link }
            | Letter::MemberJoined { link, .. }
            | Letter::MemberLeft { link, .. }
            | Letter::LinkConfirmed { link }
            | Letter::LinkRefused { link, .. }
            | Letter::Receipt { link, .. }
            | Letter::ConfirmationWanted { link, .. }
            | Letter::Returned { link, .. }
            | Letter::Approved { link, .. }
            | Letter::Rejected { link, .. }
            | Letter::Waiting { link, .. }
            | Letter::CapitalReached { link, .. }
            | Letter::DecidedElsewhere { link, .. }
            | Letter::Moved { link, .. }
            | Letter::Lapsed { link, .. }
            | Letter::Disbursed { link, .. }
            | Letter::Repayment { link, .. }
            | Letter::Reversal { link, .. }
            | Letter::Restructured { link, .. }
            | Letter::RestructuringRejected { link, .. }
            | Letter::AskMade { link, .. }
            | Letter::AskReceived { link, .. }
            | Letter::AskRefused { link, .. }
            | Letter::AskAnswered { link, .. }
            | Letter::OfferAnswered { link, .. }
            | Letter::Settled { link, .. }
            | Letter::Reminder { link, .. } => Some(link),
        }
    }
}
