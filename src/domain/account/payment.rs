//! Money coming in: for what is due, for what is not, and for what was written off.

use super::{
    book::Book,
    event::Effect,
    position::{Entry, fell_due_today},
    replan,
};
use crate::domain::{
    allocation::{self, Owed, Split},
    money::Money,
};

/// A payment for what is due; what is left waits.
pub(super) fn repay(book: &mut Book<'_>, event: usize, amount: i64) -> Option<Entry> {
    let split = pay_due(book, amount)?;
    book.unallocated = book.unallocated.checked_add(split.left.as_dong())?;
    Some(entry(book, Some(event), split, (0, 0), split.left.as_dong()))
}

/// Uses what waits for what has fallen due today; `None` inside when nothing was used.
pub(super) fn use_waiting(book: &mut Book<'_>) -> Option<Option<Entry>> {
    let waiting = book.unallocated;
    if waiting == 0 {
        return Some(None);
    }
    let split = pay_due(book, waiting)?;
    book.unallocated = split.left.as_dong();
    if book.unallocated == waiting {
        return Some(None);
    }
    Some(Some(entry(book, None, split, (0, 0), book.unallocated - waiting)))
}

/// A payment, with what waits, for what is due, then interest held and accrued, then principal not yet due.
pub(super) fn prepay(book: &mut Book<'_>, event: usize, amount: i64, effect: Effect) -> Option<Entry> {
    let waiting = std::mem::take(&mut book.unallocated);
    let split = pay_due(book, amount.checked_add(waiting)?)?;
    let mut left = split.left.as_dong();
    let interest = collect_accrued(book, &mut left)?;
    let principal = left.min(book.in_term);
    left -= principal;
    if principal > 0 {
        book.in_term -= principal;
        match effect {
            Effect::Shorter => replan::shorter(book)?,
            Effect::Lower => replan::lower(book)?,
            Effect::Next => replan::next(book, principal),
        }
    }
    book.unallocated = left;
    Some(entry(book, Some(event), split, (principal, interest), left - waiting))
}

/// Money for a debt written off: all principal first, due or not, then all interest.
pub(super) fn recover(book: &mut Book<'_>, event: usize, amount: i64) -> Option<Entry> {
    let waiting = std::mem::take(&mut book.unallocated);
    let mut left = amount.checked_add(waiting)?;
    let due = left.min(book.unpaid_principal);
    pay_principal(book, due);
    left -= due;
    let coming = left.min(book.in_term);
    book.in_term -= coming;
    replan::next(book, coming);
    let owed = Owed {
        overdue_interest: Money::dong(book.overdue_owed()?),
        late_interest: Money::dong(book.late_owed()?),
        interest_due: Money::dong(book.unpaid_interest),
        ..Owed::default()
    };
    let split = allocation::split(Money::dong(left - coming), &owed, &book.terms.input().allocation);
    pay_interest(book, &split)?;
    left = split.left.as_dong();
    let interest = collect_accrued(book, &mut left)?;
    book.unallocated = left;
    Some(entry(book, Some(event), split, (due + coming, interest), left - waiting))
}

/// Gives up to `amount` of the interest due, oldest first; how much was given up.
pub(super) fn waive(book: &mut Book<'_>, event: usize, amount: i64) -> Option<Entry> {
    let mut left = amount.min(book.unpaid_interest);
    let waived = left;
    book.unpaid_interest -= waived;
    let today = book.today;
    for slot in &mut book.slots[book.first_unpaid.1..book.next] {
        let part = left.min(slot.interest - slot.paid_interest);
        slot.interest -= part;
        slot.waived += part;
        left -= part;
        if part > 0 && slot.unpaid() == 0 {
            slot.settled_on = Some(today);
        }
    }
    Some(entry(book, Some(event), Split::default(), (0, waived), 0))
}

fn pay_due(book: &mut Book<'_>, amount: i64) -> Option<Split> {
    let today = fell_due_today(book);
    let owed = Owed {
        principal_overdue: Money::dong(book.unpaid_principal - today),
        principal_today: Money::dong(today),
        overdue_interest: Money::dong(book.overdue_owed()?),
        late_interest: Money::dong(book.late_owed()?),
        interest_due: Money::dong(book.unpaid_interest),
    };
    let split = allocation::split(Money::dong(amount), &owed, &book.terms.input().allocation);
    pay_principal(book, split.principal.as_dong());
    pay_interest(book, &split)?;
    Some(split)
}

fn pay_interest(book: &mut Book<'_>, split: &Split) -> Option<()> {
    book.overdue_paid = book.overdue_paid.checked_add(split.overdue_interest.as_dong())?;
    book.late_paid = book.late_paid.checked_add(split.late_interest.as_dong())?;
    let mut left = split.interest.as_dong();
    book.unpaid_interest -= left;
    let today = book.today;
    while left > 0 {
        let slot = &mut book.slots[book.first_unpaid.1];
        let part = left.min(slot.interest - slot.paid_interest);
        slot.paid_interest += part;
        left -= part;
        if part > 0 && slot.unpaid() == 0 {
            slot.settled_on = Some(today);
        }
        if slot.interest == slot.paid_interest && left > 0 {
            book.first_unpaid.1 += 1;
        }
    }
    Some(())
}

fn pay_principal(book: &mut Book<'_>, mut left: i64) {
    book.unpaid_principal -= left;
    let today = book.today;
    while left > 0 {
        let slot = &mut book.slots[book.first_unpaid.0];
        let part = left.min(slot.principal - slot.paid_principal);
        slot.paid_principal += part;
        left -= part;
        if part > 0 && slot.unpaid() == 0 {
            slot.settled_on = Some(today);
        }
        if slot.principal == slot.paid_principal && left > 0 {
            book.first_unpaid.0 += 1;
        }
    }
}

/// Collects interest held, then interest accrued to today, out of `left`; how much.
fn collect_accrued(book: &mut Book<'_>, left: &mut i64) -> Option<i64> {
    let held = book.held.min(*left);
    book.held -= held;
    *left -= held;
    let accrued = book.accrued_owed()?.min(*left);
    book.collected = book.collected.checked_add(accrued)?;
    *left -= accrued;
    if let Some(log) = book.log.as_mut().filter(|_| held > 0) {
        log.held_collected.push((book.next, held));
    }
    held.checked_add(accrued)
}

fn entry(book: &Book<'_>, event: Option<usize>, split: Split, beyond: (i64, i64), unallocated: i64) -> Entry {
    Entry {
        date: book.today,
        event,
        principal: Money::dong(split.principal.as_dong() + beyond.0),
        interest: Money::dong(split.interest.as_dong() + beyond.1),
        overdue_interest: split.overdue_interest,
        late_interest: split.late_interest,
        unallocated: Money::dong(unallocated),
    }
}
