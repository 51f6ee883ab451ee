//! Why something was not done: language-free, so that a page, the JSON door and the audit trail can each say it their way.
//! The sentences stand in `text/refusals.rs`.
use chrono::NaiveDate;

use super::consent::Purpose;
use super::objections::objection_code;
use super::part_problem::PartProblem;
use super::people::DutyProblem;
use crate::access::{Duty, Lacks};
use crate::domain::capital::CapitalRefusal;
use crate::domain::money::{Money, MoneyError};
use crate::domain::restructuring::Objection;
use crate::store::StoreError;
use crate::store::capital::NotPosted;

/// What an action answers when it does not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no: the person is told which and what to do. Nothing was changed.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The store failed: not the person's fault.
    #[error(transparent)]
    Store(StoreError),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::Conflict => Error::Refused(Refusal::Stale),
            other => Error::Store(other),
        }
    }
}

impl From<Lacks> for Error {
    fn from(lacks: Lacks) -> Error {
        Error::Refused(Refusal::Forbidden(lacks.0))
    }
}

impl From<NotPosted> for Error {
    fn from(why: NotPosted) -> Error {
        let refusal = match why {
            NotPosted::Store(error) => return error.into(),
            NotPosted::Refused(refusal) => refusal,
        };
        match refusal {
            CapitalRefusal::NotAvailable { available, needed } => {
                Refusal::InsufficientCapital { available, wanted: needed }.into()
            }
            CapitalRefusal::NotAvailableOn { on, available, needed } => {
                Refusal::InsufficientCapitalOn { on, available, wanted: needed }.into()
            }
            CapitalRefusal::NotInCharter { charter, needed } => {
                Refusal::field("/amount", Problem::MoreThanCharter { charter, wanted: needed }).into()
            }
            CapitalRefusal::NotAnAmount(_) => Refusal::field("/amount", Problem::NotPositive).into(),
            CapitalRefusal::TooLarge => Refusal::field("/amount", Problem::Money(MoneyError::TooLarge)).into(),
            // A loan knows what is reserved and outstanding of its own: that the fund has less contradicts the loans.
            CapitalRefusal::NotReserved { .. } | CapitalRefusal::NotOutstanding { .. } => {
                let what = refusal.to_string();
                Error::Store(StoreError::Inconsistent { table: "funds", id: String::new(), what })
            }
        }
    }
}

/// The flat list of refusals. Codes are part of the contract.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Not there, or not yours: the two answer alike.
    NotFound,
    /// The duty this needs.
    Forbidden(Duty),
    /// Only who binds the cooperative may do this.
    NotChair,
    /// An application written on behalf of a cooperative, which has not confirmed it as it stands.
    Unconfirmed,
    /// Nobody with an account binds the cooperative, so nobody can confirm anything in the system.
    NobodyToAsk,
    /// Somebody of the cooperative withdrew the consent this needs, on this day.
    ConsentWithdrawn { purpose: Purpose, on: NaiveDate },
    /// Something typed is not acceptable; every field is told at once.
    Invalid(Vec<FieldError>),
    /// The record was changed since the page was opened.
    Stale,
    /// The record is in another state than this needs.
    WrongState { is: String },
    /// Four eyes: this person already did `did` on the same loan.
    SamePerson { did: Duty },
    /// The fund has less than this left to lend.
    InsufficientCapital { available: Money, wanted: Money },
    /// At the end of a past day, which a movement dated before it would change, the fund had less than this.
    InsufficientCapitalOn { on: NaiveDate, available: Money, wanted: Money },
    /// A rule about the borrower or the plan fails: the ids of the rules, and both languages of each finding.
    NotEligible(Vec<(String, String, String)>),
    /// More than a rule allows: the rule, its limit, what was wanted.
    OverLimit { rule: String, limit: Money, wanted: Money },
    /// The same idempotency key came with other inputs.
    IdempotencyMismatch,
    /// Too many attempts; how many seconds to wait.
    TooManyRequests { wait_seconds: i64 },
    /// Wrong mail or password: never which.
    BadCredentials,
    /// The example goes only into an empty database.
    NotEmpty,
    /// A one-time link that is used, too old or unknown.
    DeadLink,
    /// A file larger than the limit, in bytes.
    TooLarge { limit_bytes: u64 },
    /// The fund's own regulation lacks a setting without which it cannot lend.
    SettingsMissing(Vec<String>),
    /// Others, of these numbers, wait ahead for capital that is there.
    WaitingAhead { numbers: Vec<String> },
    /// The loan has an open proposal, of this number.
    ProposalOpen { number: String },
    /// Something was booked since a proposal was made: its figures no longer hold.
    Overtaken { what: String, amount: Option<Money>, date: NaiveDate },
}

impl Refusal {
    /// The stable code of the contract.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotFound => "not_found",
            Refusal::Forbidden(_) | Refusal::NotChair => "forbidden",
            Refusal::Unconfirmed => "unconfirmed",
            Refusal::NobodyToAsk => "nobody_to_ask",
            Refusal::ConsentWithdrawn { .. } => "consent_withdrawn",
            Refusal::Invalid(_) => "invalid",
            Refusal::Stale => "conflict",
            Refusal::WrongState { .. } => "wrong_state",
            Refusal::SamePerson { .. } => "same_person",
            Refusal::InsufficientCapital { .. } | Refusal::InsufficientCapitalOn { .. } => "insufficient_capital",
            Refusal::NotEligible(_) => "not_eligible",
            Refusal::OverLimit { .. } => "over_limit",
            Refusal::IdempotencyMismatch => "idempotency_mismatch",
            Refusal::TooManyRequests { .. } => "too_many_requests",
            Refusal::BadCredentials => "unauthenticated",
            Refusal::NotEmpty => "not_empty",
            Refusal::DeadLink => "dead_link",
            Refusal::TooLarge { .. } => "too_large",
            Refusal::SettingsMissing(_) => "settings_missing",
            Refusal::ProposalOpen { .. } | Refusal::Overtaken { .. } | Refusal::WaitingAhead { .. } => "conflict",
        }
    }

    /// One field at fault.
    pub fn field(pointer: &str, problem: Problem) -> Refusal {
        Refusal::Invalid(vec![FieldError { pointer: pointer.to_owned(), problem }])
    }

    /// What the audit trail keeps of it. What was typed is not among it: it may be anything.
    pub fn for_the_record(&self) -> String {
        match self {
            Refusal::Invalid(fields) => fields
                .iter()
                .map(|field| format!("{}: {}", field.pointer, field.problem.code()))
                .collect::<Vec<_>>()
                .join("; "),
            Refusal::NotEligible(rules) => rules.iter().map(|rule| rule.0.as_str()).collect::<Vec<_>>().join(", "),
            Refusal::Forbidden(duty) => format!("needs {}", duty.as_str()),
            Refusal::WrongState { is } => format!("is {is}"),
            Refusal::SamePerson { did } => format!("was {}", did.as_str()),
            Refusal::InsufficientCapital { available, wanted } => format!("wanted {wanted}, available {available}"),
            Refusal::InsufficientCapitalOn { on, available, wanted } => {
                format!("wanted {wanted}, available {available} on {on}")
            }
            Refusal::OverLimit { rule, limit, wanted } => format!("{rule}: wanted {wanted}, limit {limit}"),
            Refusal::TooManyRequests { wait_seconds } => format!("wait {wait_seconds} s"),
            Refusal::TooLarge { limit_bytes } => format!("limit {limit_bytes} bytes"),
            Refusal::SettingsMissing(names) | Refusal::WaitingAhead { numbers: names } => names.join(", "),
            Refusal::ProposalOpen { number } => number.clone(),
            Refusal::Overtaken { what, date, .. } => format!("{what} of {date}"),
            Refusal::ConsentWithdrawn { purpose, on } => format!("{} on {on}", purpose.as_str()),
            Refusal::NotChair => "is accountant".to_owned(),
            // The code says it all.
            Refusal::NotFound
            | Refusal::Unconfirmed
            | Refusal::NobodyToAsk
            | Refusal::Stale
            | Refusal::IdempotencyMismatch
            | Refusal::BadCredentials
            | Refusal::NotEmpty
            | Refusal::DeadLink => String::new(),
        }
    }
}

/// A field and what is wrong with it. The pointer is a JSON pointer (`/amount`, `/collateral/0/value`); a form's field has
/// the same name without the slash.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    pub pointer: String,
    pub problem: Problem,
}

/// What can be wrong with one thing somebody typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    Required,
    TooLong {
        max: usize,
    },
    TooShort {
        min: usize,
    },
    /// Control characters, or marks that turn the direction of the text.
    BadCharacters,
    Money(MoneyError),
    NotPositive,
    NotANumber,
    OutOfRange {
        min: i64,
        max: i64,
    },
    NotADate,
    DateOutOfRange {
        from: NaiveDate,
        to: NaiveDate,
    },
    NotAnEmail,
    NotAChoice,
    /// A tax code that cannot be one.
    NotACode,
    NotAPercentage,
    /// Already taken by another record.
    Taken,
    /// A file that is not what its name says, or not of an accepted kind.
    NotAcceptedFile,
    PasswordTooCommon,
    /// A duty or account that cannot be arranged so.
    Duty(DutyProblem),
    /// The old password, asked for again, does not fit.
    WrongPassword,
    /// No fund or cooperative has this code.
    UnknownCode,
    /// A line that does not read name = value.
    NotNameAndValue,
    /// A part of an application that cannot be so.
    Part(PartProblem),
    /// A setting above what the law allows: its limit in percent, and the rule.
    AboveLaw {
        limit: String,
        rule: String,
    },
    /// Levels of decision that do not rise, do not end with any amount, or name a quorum for one person.
    NotRisingLevels,
    /// A day off that is off already.
    AlreadyOff,
    /// A day to be worked that is worked already.
    AlreadyWorked,
    /// A day off that is fixed by law: it cannot be made a working day.
    FixedHoliday,
    /// A fund's code with other than small letters, digits and hyphens.
    NotAFundCode,
    /// So many requests of a loan wait already.
    TooManyOpen(i64),
    /// The same was asked before, under this number.
    AskedBefore(String),
    /// No account number: how many digits it has at least and at most.
    NotAnAccount(usize, usize),
    /// A payment of more than closes the loan: what closes it, and what is too much.
    MoreThanSettles {
        settles: Money,
        excess: Money,
    },
    /// A value date in the closed part of the books, which reaches to this day.
    BooksClosed {
        to: NaiveDate,
    },
    /// The books are to be closed beyond the last day the end of day has gone through.
    NotYetEnded {
        last: NaiveDate,
    },
    /// The end of day has gone through no day yet.
    NothingEnded,
    /// The books are closed to that very day.
    ClosedAlready,
    /// A withdrawal of more than the charter capital in the books.
    MoreThanCharter {
        charter: Money,
        wanted: Money,
    },
    /// A movement dated before the fund existed.
    BeforeFund {
        since: NaiveDate,
    },
    UnknownField,
    WrongType,
    /// The same field twice in one JSON object.
    DuplicateField,
    /// The body is not JSON; where it stops being so.
    NotJson {
        line: usize,
        column: usize,
    },
    /// JSON nested deeper than any body of ours.
    TooDeep,
    /// The arithmetic refuses it: a code of `domain::refusal`, and its English detail.
    NotComputable {
        code: &'static str,
        detail: String,
    },
    /// A fact dated before a decision of `on` that rests on the figures it would change.
    BeforeDecision {
        on: NaiveDate,
    },
    /// A change of a running loan that law or regulation does not allow, or that cannot be meant.
    Objection(Objection),
    /// Something is wrong with one line of several: which, from 1, and what.
    InLine {
        line: usize,
        problem: Box<Problem>,
    },
    /// A line that is not a due date and an amount.
    NotAPlanLine,
    /// A council decides on this amount, with so many present: its minutes are needed.
    MinutesRequired {
        quorum: usize,
    },
    /// Fewer were present at the council's meeting than the regulation asks for.
    ShortOfQuorum {
        quorum: usize,
        present: usize,
    },
    /// Somebody stands twice in a list of names.
    NamedTwice,
    /// A sentence of its own, in both languages, for what fits nowhere else.
    Said {
        vi: String,
        en: String,
    },
}

impl Problem {
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Required => "required",
            Problem::TooLong { .. } => "too_long",
            Problem::TooShort { .. } => "too_short",
            Problem::BadCharacters => "bad_characters",
            Problem::Money(_) => "not_an_amount",
            Problem::NotPositive => "not_positive",
            Problem::NotANumber => "not_a_number",
            Problem::OutOfRange { .. } => "out_of_range",
            Problem::NotADate => "not_a_date",
            Problem::DateOutOfRange { .. } => "date_out_of_range",
            Problem::NotAnEmail => "not_an_email",
            Problem::NotAChoice => "not_a_choice",
            Problem::NotACode => "not_a_code",
            Problem::NotAPercentage => "not_a_percentage",
            Problem::Taken => "taken",
            Problem::NotAcceptedFile => "not_accepted_file",
            Problem::PasswordTooCommon => "password_too_common",
            Problem::Duty(_) => "duty",
            Problem::WrongPassword => "wrong_password",
            Problem::UnknownCode => "unknown_code",
            Problem::NotNameAndValue => "not_name_and_value",
            Problem::Part(why) => why.code(),
            Problem::AboveLaw { .. } => "above_law",
            Problem::NotRisingLevels => "levels_not_rising",
            Problem::AlreadyOff => "already_off",
            Problem::AlreadyWorked => "already_worked",
            Problem::FixedHoliday => "fixed_holiday",
            Problem::NotAFundCode => "not_a_fund_code",
            Problem::NotAnAccount(..) => "not_an_account",
            Problem::TooManyOpen(_) => "too_many",
            Problem::AskedBefore(_) => "asked_before",
            Problem::MoreThanSettles { .. } => "over_limit",
            Problem::BooksClosed { .. } => "books_closed",
            Problem::NotYetEnded { .. } | Problem::NothingEnded => "date_out_of_range",
            Problem::ClosedAlready => "already_closed",
            Problem::MoreThanCharter { .. } => "more_than_charter",
            Problem::BeforeFund { .. } => "before_fund",
            Problem::UnknownField => "unknown_field",
            Problem::NotComputable { code, .. } => code,
            Problem::WrongType => "wrong_type",
            Problem::DuplicateField => "duplicate_field",
            Problem::NotJson { .. } => "not_json",
            Problem::TooDeep => "too_deep",
            Problem::BeforeDecision { .. } => "before_decision",
            Problem::Objection(why) => objection_code(why),
            Problem::InLine { problem, .. } => problem.code(),
            Problem::NotAPlanLine => "not_a_plan_line",
            Problem::MinutesRequired { .. } => "minutes_required",
            Problem::ShortOfQuorum { .. } => "short_of_quorum",
            Problem::NamedTwice => "named_twice",
            Problem::Said { .. } => "refused",
        }
    }
}
