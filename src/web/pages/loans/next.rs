//! Whose turn it is on a loan, and the one next step of whoever looks at it.
use chrono::NaiveDate;

use super::may_act;
use crate::access::User;
use crate::actions::book::Book;
use crate::actions::loan::undrawn;
use crate::domain::account::Position;
use crate::domain::loan::State;
use crate::domain::state::Turn;
use crate::store::loans::Loan;
use crate::text::{Texts, format};

/// The step with its one button, and what else this reader may do.
#[derive(Debug, Clone)]
pub struct Next {
    pub turn: String,
    pub mine: bool,
    pub text: String,
    /// Its words and address.
    pub button: Option<(String, String)>,
    pub others: Vec<(String, String)>,
}

/// What of a loan waits for its cooperative, beside repayments.
pub struct OwnSide {
    /// The offer is to be answered.
    pub offer: bool,
    /// A tranche can be asked for, and none was.
    pub tranche: bool,
    /// There is something to pay, and the page says how.
    pub pay: bool,
    /// The number of the request that the fund has longest not answered, and who answers it.
    pub asked: Option<(String, Turn)>,
}

/// What the sentence says, before it is said to somebody.
struct Step {
    turn: Turn,
    text: String,
    /// The cashier's deed: its words and the end of its address.
    deed: Option<(&'static str, &'static str)>,
}

impl Next {
    /// What this person reads of the loan's next step, given its position of today.
    pub fn of(t: Texts, user: &User, book: &Book, position: Option<&Position>, today: NaiveDate) -> Next {
        let loan = &book.loan;
        let step = step(t, loan, position, today);
        let cashier = may_act(user, loan);
        let own = user.acts_for(&loan.cooperative_id);
        let mine = match step.turn {
            Turn::Cooperative => own,
            Turn::Cashier => cashier,
            _ => false,
        };
        let address = |end: &str| format!("/loans/{}/{end}", loan.id);
        let others = if cashier { other_deeds(t, loan, step.deed.map(|deed| deed.1)) } else { Vec::new() };
        Next {
            turn: match step.turn {
                _ if mine => t.loan_your_turn().to_owned(),
                Turn::Nobody => t.loan_turn_none().to_owned(),
                other => t.loan_turn_of(t.loan_turn(other)),
            },
            mine,
            text: step.text,
            button: step.deed.filter(|_| cashier).map(|(words, end)| (words.to_owned(), address(end))),
            others: others.into_iter().map(|(words, end)| (words.to_owned(), address(end))).collect(),
        }
    }
}

impl Next {
    /// The same for somebody of its cooperative, who answers, asks and pays: each has its button. While the fund looks at what
    /// they asked, it is the fund's turn unless something is to be paid.
    pub fn of_own(mut self, t: Texts, loan: &Loan, own: &OwnSide) -> Next {
        let button = |words: &str, to: String| Some((words.to_owned(), to));
        let turn = t.loan_your_turn().to_owned();
        if own.offer {
            let text = t.loan_step_answer(format::date(loan.lapses_on));
            let button = button(t.offer_read(), format!("/loans/{}/offer", loan.id));
            return Next { turn, mine: true, text, button, ..self };
        }
        if own.tranche && loan.status == State::Signed {
            let text = t.loan_step_ask(format::dong(undrawn(loan)));
            let button = button(t.ask_tranche(), format!("/loans/{}/ask/tranche", loan.id));
            return Next { turn, mine: true, text, button, ..self };
        }
        if let Some((number, answers)) = &own.asked {
            self.text = format!("{} {}", t.loan_step_asked(number), self.text);
            if !self.mine {
                self.turn = t.loan_turn_of(t.loan_turn(*answers));
            }
        }
        if own.pay { Next { button: button(t.pay_title(), "#pay".into()), ..self } } else { self }
    }
}

fn step(t: Texts, loan: &Loan, position: Option<&Position>, today: NaiveDate) -> Step {
    let by_cashier = |text, deed| Step { turn: Turn::Cashier, text, deed: Some(deed) };
    let over = |text: &str| Step { turn: Turn::Nobody, text: text.to_owned(), deed: None };
    match loan.status {
        State::Approved if loan.lapses_on < today => over(t.loan_step_lapsed()),
        State::Approved => by_cashier(t.loan_step_sign(format::date(loan.lapses_on)), (t.loan_deed_sign(), "sign")),
        State::Signed => {
            by_cashier(t.loan_step_first_draw(format::dong(loan.amount)), (t.loan_deed_disburse(), "disburse"))
        }
        State::Active => match position {
            Some(position) => repayment(t, loan, position),
            None => over(t.loan_step_closed()),
        },
        State::Settled => over(t.loan_step_settled()),
        State::WrittenOff => over(t.loan_step_written_off()),
        State::Cancelled => over(t.loan_step_cancelled()),
    }
}

fn repayment(t: Texts, loan: &Loan, position: &Position) -> Step {
    let of_cooperative = |text| Step { turn: Turn::Cooperative, text, deed: Some((t.loan_deed_repay(), "repay")) };
    let due = position.due_now().unwrap_or_default();
    if due.is_positive() {
        return of_cooperative(match position.days_past_due {
            0 => t.loan_step_due_today(format::dong(due)),
            days => t.loan_step_overdue(format::dong(due), days),
        });
    }
    let next = position.next_due.and_then(|due| position.to_pay_on(due));
    match next {
        Some(next) if next.total.is_positive() => {
            of_cooperative(t.loan_step_pay(format::dong(next.total), format::date(next.due)))
        }
        Some(next) => {
            let text = t.loan_step_covered(format::date(next.due));
            Step { turn: Turn::Nobody, text, deed: Some((t.loan_deed_repay(), "repay")) }
        }
        None if loan.drawing_closed_on.is_none() => Step {
            turn: Turn::Cashier,
            text: t.loan_step_draw_or_close(format::dong(undrawn(loan))),
            deed: Some((t.loan_deed_close(), "close-drawing")),
        },
        None => of_cooperative(t.loan_step_rest(format::dong(position.total_to_settle))),
    }
}

/// What a cashier may do beside the step itself.
fn other_deeds(t: Texts, loan: &Loan, step: Option<&str>) -> Vec<(&'static str, &'static str)> {
    let mut deeds = Vec::new();
    let drawing = loan.drawing_closed_on.is_none();
    match loan.status {
        State::Approved | State::Signed => deeds.push((t.loan_deed_cancel(), "cancel")),
        State::Active => {
            deeds.extend([(t.loan_deed_repay(), "repay"), (t.loan_deed_prepay(), "prepay")]);
            if drawing {
                deeds.extend([(t.loan_deed_disburse(), "disburse"), (t.loan_deed_close(), "close-drawing")]);
            }
        }
        State::WrittenOff => deeds.push((t.loan_deed_recover(), "repay")),
        State::Settled | State::Cancelled => {}
    }
    deeds.retain(|deed| Some(deed.1) != step);
    deeds
}
