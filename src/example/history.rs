//! The history of the example: every step of every case, done by the people of the example through the same actions as in
//! daily work, in the order of their dates, with the clock standing at each.
use chrono::{Days, NaiveDate, TimeDelta};

use super::people::Account;
use super::plan::{Case, Until};
use super::signed_form::signed_form;
use crate::access::{Appraiser, Approver, Cashier, Duty, User, Witness};
use crate::actions::appraise::{AppraisalInput, ReturnInput};
use crate::actions::book::Book;
use crate::actions::decide::{ApprovalInput, RejectionInput};
use crate::actions::documents::{self, Sent};
use crate::actions::draft::DraftInput;
use crate::actions::input::Patch;
use crate::actions::loan::{CreditCheck, DisbursementInput, SignInput};
use crate::actions::repay::RepaymentInput;
use crate::actions::{Error, Office, Refusal, appraise, confirmation, decide, draft, loan, release, repay, submit};
use crate::domain::calendar::add_months;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::store::applications::Collateral;

/// One thing that happens to a case.
#[derive(Debug, Clone, Copy)]
enum Step {
    Begin,
    Submit,
    Return,
    Lapse,
    Withdraw,
    Appraise,
    Reject,
    Approve,
    Cancel,
    Sign,
    Draw {
        million: i64,
    },
    /// Pays what is due that day.
    Repay,
}

const MILLION: i64 = 1_000_000;
/// How the cooperative that takes its application back asked for it.
const ASKED_TO_WITHDRAW: &str = "Giấy đề nghị rút hồ sơ, do người đại diện ký (ví dụ)";
/// Days from the beginning of an application to each step.
const SUBMIT: u64 = 2;
const RETURN: u64 = 4;
const APPRAISE: u64 = 7;
const DECIDE: u64 = 12;
const SIGN: u64 = 20;
const DRAW: u64 = 45;

/// The steps of a case with their dates.
fn steps(case: &Case, today: NaiveDate) -> Vec<(NaiveDate, Step)> {
    let on = |days| case.begun + Days::new(days);
    let mut steps = vec![(case.begun, Step::Begin)];
    let submitted = (on(SUBMIT), Step::Submit);
    let granted = [submitted, (on(APPRAISE), Step::Appraise), (on(DECIDE), Step::Approve)];
    match case.until {
        Until::Draft => {}
        Until::Submitted => steps.push(submitted),
        Until::Returned => steps.extend([submitted, (on(RETURN), Step::Return)]),
        Until::Lapsed => steps.extend([submitted, (on(RETURN), Step::Return), (on(RETURN + 40), Step::Lapse)]),
        Until::Withdrawn => steps.extend([submitted, (on(APPRAISE), Step::Withdraw)]),
        Until::Appraised => steps.extend([submitted, (on(APPRAISE), Step::Appraise)]),
        Until::Rejected => steps.extend([submitted, (on(APPRAISE), Step::Appraise), (on(DECIDE), Step::Reject)]),
        Until::Approved => steps.extend(granted),
        Until::Cancelled => steps.extend(granted.into_iter().chain([(on(SIGN), Step::Cancel)])),
        Until::Signed => steps.extend(granted.into_iter().chain([(on(SIGN), Step::Sign)])),
        Until::Repaid { silent_days } => {
            steps.extend(granted.into_iter().chain([(on(SIGN), Step::Sign)]));
            steps.extend(draws_and_repayments(case, on(DRAW), today - Days::new(silent_days)));
        }
    }
    steps
}

fn draws_and_repayments(case: &Case, first: NaiveDate, paid_until: NaiveDate) -> Vec<(NaiveDate, Step)> {
    let second = case.second_tranche.map_or(0, |(_, million)| million);
    let mut steps = vec![(first, Step::Draw { million: case.million - second })];
    if let Some((days, million)) = case.second_tranche {
        steps.push((first + Days::new(days), Step::Draw { million }));
    }
    let every = u32::try_from(case.every_months).unwrap_or(1);
    let instalments = u32::try_from(case.term_months).unwrap_or(0) / every.max(1);
    let due = (1..=instalments).filter_map(|n| add_months(first, every * n, chrono::Datelike::day(&first)));
    steps.extend(due.filter(|due| *due <= paid_until).map(|due| (due, Step::Repay)));
    steps
}

/// The people who act.
struct Cast {
    appraisers: Vec<Appraiser>,
    approver: Approver,
    cashier: Cashier,
    applicants: Vec<User>,
    /// What a cooperative without an account signs.
    signed_form: Sent,
}

impl Cast {
    fn of(accounts: &[Account]) -> Result<Cast, Error> {
        let appraisers = accounts.iter().filter_map(|account| Appraiser::check(&account.user).ok()).collect();
        let approver = accounts.iter().find_map(|account| Approver::check(&account.user).ok());
        let cashier = accounts.iter().find_map(|account| Cashier::check(&account.user).ok());
        let applicants =
            accounts.iter().map(|account| account.user.clone()).filter(|user| user.has_any(Duty::Applicant)).collect();
        Ok(Cast {
            appraisers,
            approver: approver.ok_or(Refusal::NotFound)?,
            cashier: cashier.ok_or(Refusal::NotFound)?,
            applicants,
            signed_form: signed_form()?,
        })
    }

    fn appraiser(&self) -> Result<&Appraiser, Error> {
        self.appraisers.first().ok_or(Refusal::NotFound.into())
    }

    /// Who writes a case: somebody of the cooperative where it has an account, else an appraiser on its behalf.
    fn writer(&self, cooperative: &str) -> Result<&User, Error> {
        let own = self.applicants.iter().find(|user| user.acts_for(cooperative));
        match own {
            Some(user) => Ok(user),
            None => Ok(self.appraisers.last().ok_or(Refusal::NotFound)?.user()),
        }
    }
}

/// What is known of a case while its history is told.
#[derive(Default)]
struct Told {
    application: String,
    loan: String,
}

/// Tells the whole history of these cases up to today; `office` has a clock that stands still and is moved here. A case names
/// its cooperative by its place in `active`.
pub async fn tell(
    office: &Office,
    accounts: &[Account],
    active: &[String],
    cases: &[Case],
    today: NaiveDate,
) -> Result<(), Error> {
    let cast = Cast::of(accounts)?;
    let mut told: Vec<Told> = cases.iter().map(|_| Told::default()).collect();
    let mut timeline: Vec<(NaiveDate, usize, Step)> = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        timeline.extend(steps(case, today).into_iter().map(|(on, step)| (on, place, step)));
    }
    // Stable: the steps of a case on one day keep their order.
    timeline.sort_by_key(|(on, place, _)| (*on, *place));
    for (on, place, step) in timeline {
        move_to(office, on);
        let cooperative = active.get(cases[place].cooperative).ok_or(Refusal::NotFound)?;
        act(office, &cast, &cases[place], cooperative, step, &mut told[place]).await?;
    }
    Ok(())
}

/// Moves the clock to nine in the morning of a day, or a little on when it stands there already.
pub fn move_to(office: &Office, on: NaiveDate) {
    let now = office.clock.now();
    let morning = on.and_hms_opt(2, 0, 0).unwrap_or_default().and_utc();
    let by = if morning > now { morning - now } else { TimeDelta::minutes(1) };
    office.clock.advance(by);
}

async fn act(
    office: &Office,
    cast: &Cast,
    case: &Case,
    cooperative: &str,
    step: Step,
    told: &mut Told,
) -> Result<(), Error> {
    let today = office.clock.today();
    let id = told.application.clone();
    match step {
        Step::Begin => {
            told.application = draft::begin(office, cast.writer(cooperative)?, &wanted(case, cooperative), None).await?
        }
        Step::Submit => {
            let writer = cast.writer(cooperative)?;
            if writer.cooperative().is_none() {
                let code = confirmation::code_of(office, &id).await?;
                documents::add(office, writer, &id, Sent { code, ..cast.signed_form.clone() }).await?;
            }
            submit::submit(office, writer, &id, None, None).await.map(|_| ())?;
        }
        Step::Withdraw => {
            submit::withdraw(office, cast.writer(cooperative)?, &id, Some(ASKED_TO_WITHDRAW), None).await?
        }
        Step::Lapse => submit::lapse(office, &id).await?,
        Step::Return => {
            let needed = vec![
                "Báo cáo tài chính năm gần nhất".to_owned(),
                "Nghị quyết đại hội thành viên về việc vay vốn".to_owned(),
            ];
            let input = ReturnInput { needed, until: today + Days::new(30) };
            appraise::return_(office, cast.appraiser()?, &id, None, &input, None).await?;
        }
        Step::Appraise => appraise::appraise(office, cast.appraiser()?, &id, None, &appraisal(case)?, None).await?,
        Step::Reject => {
            let input = RejectionInput {
                reason: "Phương án chưa có hợp đồng tiêu thụ; đề nghị bổ sung và nộp lại.".into(),
                ..RejectionInput::default()
            };
            decide::reject(office, &cast.approver, &id, None, &input, None).await?;
        }
        Step::Approve => {
            told.loan =
                decide::approve(office, &cast.approver, &id, None, &ApprovalInput::default(), None).await?.loan_id
        }
        Step::Cancel => release::cancel(office, &cast.cashier, &told.loan, None, None).await?,
        Step::Sign => {
            let input =
                SignInput { number: format!("{}/HĐTD-VD", told.loan.get(24..).unwrap_or_default()), date: today };
            loan::sign(office, &cast.cashier, &told.loan, None, &input, None).await?;
        }
        Step::Draw { million } => {
            loan::disburse(office, &cast.cashier, &told.loan, None, &tranche(today, million), None).await?;
        }
        Step::Repay => pay_what_is_due(office, cast, &told.loan, today).await?,
    }
    Ok(())
}

fn wanted(case: &Case, cooperative: &str) -> DraftInput {
    let amount = Money::dong(case.million * MILLION);
    let share = |percent: i64| Money::dong(case.million * MILLION * percent / 100);
    let collateral = Collateral {
        kind: "land".into(),
        description: "Quyền sử dụng đất và tài sản trên đất (ví dụ)".into(),
        value: share(180),
    };
    DraftInput {
        fund: Some(case.fund.into()),
        cooperative: Some(cooperative.into()),
        amount: Patch::Set(amount),
        purpose: Patch::Set(case.purpose.into()),
        project_cost: Patch::Set(share(140)),
        own_capital: Patch::Set(share(40)),
        term_months: Patch::Set(case.term_months),
        repay_every_months: Patch::Set(case.every_months),
        principal_grace_months: Patch::Set(case.grace_months),
        method: Patch::Set(case.method.into()),
        jobs_supported: Patch::typed(case.jobs),
        collateral: Patch::Set(vec![collateral]),
    }
}

fn appraisal(case: &Case) -> Result<AppraisalInput, Error> {
    let rate = Percent::parse(case.rate).map_err(|_| Refusal::NotFound)?;
    Ok(AppraisalInput {
        recommendation: "approve".into(),
        amount: None,
        term_months: None,
        annual_rate_percent: Some(rate),
        note: "Phương án khả thi, có đầu ra; đã kiểm tra người có liên quan và tra cứu CIC khi ký hợp đồng.".into(),
    })
}

fn tranche(today: NaiveDate, million: i64) -> DisbursementInput {
    DisbursementInput {
        answers: None,
        date: today,
        amount: Money::dong(million * MILLION),
        payee: "Nhà cung cấp theo hợp đồng (ví dụ)".into(),
        evidence: "Hợp đồng mua bán và hoá đơn (ví dụ)".into(),
        credit_check: Some(CreditCheck { worst_debt_group: 1, on: today, document: "CIC (ví dụ)".into() }),
    }
}

/// Pays everything that is due on the day, as a careful borrower does.
async fn pay_what_is_due(office: &Office, cast: &Cast, loan_id: &str, today: NaiveDate) -> Result<(), Error> {
    let position = office.store.read(async |tx| Book::find(tx, loan_id).await?.position(today)).await?;
    let Some(position) = position else { return Ok(()) };
    let unpaid = position.instalments.iter().filter(|instalment| instalment.due <= today);
    let parts = unpaid.filter_map(|instalment| position.to_pay(instalment.number)).map(|to_pay| to_pay.total);
    let amount = Money::try_sum(parts.chain([position.overdue_interest, position.late_interest])).unwrap_or_default();
    if amount.is_positive() {
        let input =
            RepaymentInput { answers: None, date: today, amount, reference: "Chuyển khoản (ví dụ)".into() };
        repay::repay(office, &cast.cashier, loan_id, None, &input, None).await?;
    }
    Ok(())
}
