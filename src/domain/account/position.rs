//! What a loan owes at the end of a day.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    book::Book,
    explain::{Explained, Figure, Figures, Teller},
    slot::Slot,
};
use crate::domain::{
    arrears::{DebtGroup, Scales, Standing},
    money::Money,
    policy::GroupCase,
};

/// The position of a loan at the end of `as_of`. Serialises to what `coopfund statement` prints.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Position {
    /// The day at whose end this holds.
    pub as_of: NaiveDate,
    /// Drawn and not repaid.
    pub principal_outstanding: Money,
    /// Of it, what has not fallen due before `as_of`.
    pub principal_in_term: Money,
    /// Of it, what fell due before `as_of`.
    pub principal_overdue: Money,
    /// Interest that has fallen due and is unpaid.
    pub interest_due: Money,
    /// Interest held by an interest grace and interest accrued since the last due date, less what was collected of them.
    pub interest_accrued: Money,
    /// Interest on overdue principal, unpaid.
    pub overdue_interest: Money,
    /// Interest on interest unpaid when due, unpaid.
    pub late_interest: Money,
    /// Paid in and waiting for the next due date.
    pub unallocated: Money,
    /// What closes the loan if paid on `as_of` as a prepayment; negative where more waits than is owed.
    pub total_to_settle: Money,
    /// `as_of` less the oldest due date with anything unpaid, frozen days not counted.
    pub days_past_due: i64,
    /// The debt's group, or its status by that classification.
    pub debt_group: DebtGroup,
    /// The rule that put it there: `CLS-04`.
    pub group_rule: String,
    /// The way of that rule that holds; none on the status scale.
    #[serde(skip)]
    pub group_case: Option<GroupCase>,
    /// The next due date with anything to pay, after `as_of`.
    pub next_due: Option<NaiveDate>,
    /// All instalments: those that fell due as they did, the others as they will if every one is paid on its day.
    pub instalments: Vec<Instalment>,
    /// What each payment, waiver and recovery was used for.
    pub entries: Vec<Entry>,
    /// The nights behind the figures that belong to no instalment, where an explanation was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nights: Option<Figures>,
    /// How often due dates were changed.
    #[serde(skip)]
    pub restructurings: u32,
    /// The last due date as planned now.
    #[serde(skip)]
    pub final_due: NaiveDate,
    /// Whether it was written off.
    #[serde(skip)]
    pub written_off: bool,
}

/// One instalment of a position.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Instalment {
    /// From 1.
    pub number: u32,
    /// The day of payment.
    pub due: NaiveDate,
    /// The days of the period before it.
    pub days: i64,
    /// Due then; after a restructuring what was paid of it.
    pub principal: Money,
    /// Due then, less what was collected before and what was waived.
    pub interest: Money,
    /// Both.
    pub total: Money,
    /// Principal in term after it.
    pub balance: Money,
    /// Paid of the principal.
    pub paid_principal: Money,
    /// Paid of the interest.
    pub paid_interest: Money,
    /// The day nothing of it was left to pay.
    pub settled_on: Option<NaiveDate>,
    /// The nights of its interest, where an explanation was asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub explained: Option<Box<Explained>>,
}

/// What one fact was used for. The parts of a payment sum to its amount; where money that waited is used, `unallocated` is
/// negative by as much.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    /// The value date.
    pub date: NaiveDate,
    /// The place of the event in the list, from 0; `None` where waiting money was used on a due date.
    pub event: Option<usize>,
    /// Principal repaid.
    pub principal: Money,
    /// Interest due, held or accrued that was paid, or waived.
    pub interest: Money,
    /// Overdue interest paid.
    pub overdue_interest: Money,
    /// Late interest paid.
    pub late_interest: Money,
    /// Left waiting, or taken from what waited.
    pub unallocated: Money,
}

/// What is to be paid for one instalment, for reminders.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct ToPay {
    /// The day of payment.
    pub due: NaiveDate,
    /// Principal still to pay of it.
    pub principal: Money,
    /// Interest still to pay of it.
    pub interest: Money,
    /// Money already waiting that will be used for it.
    pub waiting: Money,
    /// What is still to be brought: principal and interest less what waits.
    pub total: Money,
}

impl Position {
    /// What is to be paid for instalment `number` (from 1), as known on `as_of`, overdue and late interest not included.
    /// `None` without such an instalment.
    pub fn to_pay(&self, number: u32) -> Option<ToPay> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        let instalment = self.instalments.get(place)?;
        let unpaid = |item: &Instalment| {
            let principal = item.principal.checked_sub(item.paid_principal)?;
            let interest = item.interest.checked_sub(item.paid_interest)?;
            Some((principal, interest, principal.checked_add(interest)?))
        };
        let (principal, interest, total) = unpaid(instalment)?;
        // Waiting money goes to the coming instalments in order.
        let mut waiting = self.unallocated;
        for earlier in self.instalments[..place].iter().filter(|item| item.due > self.as_of) {
            waiting = waiting.checked_sub(waiting.min(unpaid(earlier)?.2))?;
        }
        let waiting = if instalment.due > self.as_of { waiting.min(total) } else { Money::ZERO };
        Some(ToPay { due: instalment.due, principal, interest, waiting, total: total.checked_sub(waiting)? })
    }

    /// Everything that has fallen due by `as_of` and is unpaid, with overdue and late interest: what a payment of today is for.
    /// `None` where it does not fit.
    pub fn due_now(&self) -> Option<Money> {
        let fell_due = self.instalments.iter().filter(|item| item.due <= self.as_of);
        let mut principal = fell_due.map(|item| item.principal.checked_sub(item.paid_principal));
        let principal = principal.try_fold(Money::ZERO, |sum, unpaid| sum.checked_add(unpaid?))?;
        Money::try_sum([principal, self.interest_due, self.overdue_interest, self.late_interest])
    }

    /// What is to be paid on that very date, if an instalment is due on it.
    pub fn to_pay_on(&self, date: NaiveDate) -> Option<ToPay> {
        let instalment = self.instalments.iter().find(|instalment| instalment.due == date)?;
        self.to_pay(instalment.number)
    }
}

/// Draws up the position from the book at the end of a day. `None` where a figure does not fit.
pub(super) fn draw_up(mut book: Book<'_>, entries: Vec<Entry>, scales: &Scales) -> Option<Position> {
    let as_of = book.today;
    let standing = standing(&book);
    let placed = scales.place(book.terms.classification(), standing, as_of);
    let today = fell_due_today(&book);
    let outstanding = book.in_term + book.unpaid_principal;
    let overdue = book.unpaid_principal - today;
    let (accrued, overdue_interest, late_interest) = (book.accrued_owed()?, book.overdue_owed()?, book.late_owed()?);
    let interest_accrued = book.held.checked_add(accrued)?;
    let interest_due = book.unpaid_interest;
    let owed = [outstanding, interest_due, interest_accrued, overdue_interest, late_interest];
    let total = Money::try_sum(owed.map(Money::dong))?.checked_sub(Money::dong(book.unallocated))?;
    let nights = book.log.as_ref().map(|log| {
        let teller = Teller::new(book.terms, log);
        Figures {
            interest_accrued: teller.accrued(&book.slots, book.next, book.accrued, book.collected, accrued),
            overdue_interest: teller.whole_life(
                Figure::Overdue,
                book.overdue_exact(),
                book.overdue_paid,
                overdue_interest,
            ),
            late_interest: teller.whole_life(Figure::Late, book.late_exact(), book.late_paid, late_interest),
        }
    });
    let next = book.next;
    foresee(&mut book)?;
    let instalments = instalments(&book)?;
    Some(Position {
        as_of,
        principal_outstanding: Money::dong(outstanding),
        principal_in_term: Money::dong(outstanding - overdue),
        principal_overdue: Money::dong(overdue),
        interest_due: Money::dong(interest_due),
        interest_accrued: Money::dong(interest_accrued),
        overdue_interest: Money::dong(overdue_interest),
        late_interest: Money::dong(late_interest),
        unallocated: Money::dong(book.unallocated),
        total_to_settle: total,
        days_past_due: standing.days_past_due,
        debt_group: placed.group,
        group_rule: placed.rule,
        group_case: placed.case,
        next_due: instalments[next..].iter().find(|item| item.total.is_positive()).map(|item| item.due),
        final_due: book.slots.last()?.due,
        instalments,
        entries,
        nights,
        restructurings: book.restructurings,
        written_off: book.written_off,
    })
}

/// Unpaid principal that fell due today: not overdue before tomorrow.
pub(super) fn fell_due_today(book: &Book<'_>) -> i64 {
    let last = book.next.checked_sub(1).map(|last| &book.slots[last]);
    let today = last.filter(|slot| slot.due == book.today);
    today.map_or(0, |slot| slot.principal - slot.paid_principal)
}

fn standing(book: &Book<'_>) -> Standing {
    let oldest = book.slots[..book.next].iter().find(|slot| slot.unpaid() > 0);
    let days = |slot: &Slot| (book.today - slot.due).num_days() - book.frozen_nights(slot.due, book.today);
    Standing {
        days_past_due: oldest.map_or(0, days),
        restructurings: book.restructurings,
        waived_for_inability: book.waived_for_inability,
        frozen: book.freezes.iter().any(|&(first, last)| first <= book.today && book.today < last),
    }
}

/// Lets the rest of the loan pass as if every instalment were paid on its day.
fn foresee(book: &mut Book<'_>) -> Option<()> {
    book.unpaid_principal = 0;
    book.unpaid_interest = 0;
    while let Some(slot) = book.slots.get(book.next) {
        let due = slot.due;
        book.advance(due)?;
        book.fall_due()?;
        book.slots[book.next - 1].settled_on = None;
        book.unpaid_principal = 0;
        book.unpaid_interest = 0;
    }
    Some(())
}

fn instalments(book: &Book<'_>) -> Option<Vec<Instalment>> {
    let teller = book.log.as_ref().map(|log| Teller::new(book.terms, log));
    let instalment = |(place, slot): (usize, &Slot)| {
        Some(Instalment {
            number: u32::try_from(place + 1).ok()?,
            due: slot.due,
            days: slot.days,
            principal: Money::dong(slot.principal),
            interest: Money::dong(slot.interest),
            total: Money::dong(slot.principal.checked_add(slot.interest)?),
            balance: Money::dong(slot.balance),
            paid_principal: Money::dong(slot.paid_principal),
            paid_interest: Money::dong(slot.paid_interest),
            settled_on: slot.settled_on,
            explained: teller.as_ref().map(|teller| Box::new(teller.instalment(&book.slots, place))),
        })
    };
    let mut all = Vec::with_capacity(book.slots.len());
    for item in book.slots.iter().enumerate() {
        all.push(instalment(item)?);
    }
    Some(all)
}
