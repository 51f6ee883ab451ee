//! How principal that has not fallen due is spread over the instalments that are left.

use super::book::Book;
use crate::domain::{
    level::{self, Row},
    terms::Method,
};

/// Work space, kept between re-plans so that they do not allocate.
#[derive(Default)]
pub(in crate::domain) struct Scratch {
    rows: Vec<Row>,
    parts: Vec<i64>,
}

/// Re-plans by the method of the terms, from the balance and the exact interest accrued today.
pub(super) fn by_terms(book: &mut Book<'_>) -> Option<()> {
    match book.terms.method() {
        Method::EqualPrincipal => equal_principal(book),
        Method::EqualInstalment => equal_instalment(book),
        Method::Bullet => bullet(book),
        Method::Plan => original_plan(book),
    }
}

/// Keeps the parts (with equal instalments, the level) until the balance is used up.
pub(super) fn shorter(book: &mut Book<'_>) -> Option<()> {
    match (book.terms.method(), book.level) {
        (Method::EqualInstalment, Some(level)) if book.restructurings == 0 => {
            let mut scratch = rows_with_principal(book)?;
            level::parts_at(book.in_term, &scratch.rows, book.terms.rounding(), level, &mut scratch.parts)?;
            place(book, scratch);
        }
        _ => {
            let mut left = book.in_term;
            for slot in &mut book.slots[book.next..] {
                slot.principal = slot.principal.min(left);
                left -= slot.principal;
            }
        }
    }
    Some(())
}

/// Makes the parts smaller. A given plan has no rule of its own for that: every part is lowered in the same proportion, rounded
/// down to the unit, and the last takes what is left.
pub(super) fn lower(book: &mut Book<'_>) -> Option<()> {
    if book.restructurings == 0 && book.terms.method() != Method::Plan {
        return by_terms(book);
    }
    let unit = book.terms.rounding().unit;
    let planned: i64 = book.slots[book.next..].iter().map(|slot| slot.principal).sum();
    let mut left = book.in_term;
    let balance = i128::from(book.in_term);
    for slot in &mut book.slots[book.next..] {
        let exact = i128::from(slot.principal) * balance / i128::from(planned.max(1));
        slot.principal = i64::try_from(exact).ok()? / unit * unit;
        left -= slot.principal;
    }
    book.slots.last_mut()?.principal += left;
    Some(())
}

/// Takes `amount` off the coming parts, in order.
pub(super) fn next(book: &mut Book<'_>, mut amount: i64) {
    for slot in &mut book.slots[book.next..] {
        let taken = slot.principal.min(amount);
        slot.principal -= taken;
        amount -= taken;
    }
}

fn equal_principal(book: &mut Book<'_>) -> Option<()> {
    let unit = book.terms.rounding().unit;
    let slots = &mut book.slots[book.next..];
    let count = i64::try_from(slots.iter().filter(|slot| !slot.free).count()).ok()?;
    let part = book.in_term / count.max(1) / unit * unit;
    for slot in slots.iter_mut() {
        slot.principal = if slot.free { 0 } else { part };
    }
    slots.last_mut()?.principal = book.in_term - part * (count - 1);
    Some(())
}

fn bullet(book: &mut Book<'_>) -> Option<()> {
    let slots = &mut book.slots[book.next..];
    slots.iter_mut().for_each(|slot| slot.principal = 0);
    slots.last_mut()?.principal = book.in_term;
    Some(())
}

/// The planned principals in order until used up; the last takes what is left.
fn original_plan(book: &mut Book<'_>) -> Option<()> {
    let plan = book.terms.input().plan.as_deref()?;
    let mut left = book.in_term;
    for (slot, part) in book.slots.iter_mut().zip(plan).skip(book.next) {
        slot.principal = part.principal.as_dong().min(left);
        left -= slot.principal;
    }
    book.slots.last_mut()?.principal += left;
    Some(())
}

fn equal_instalment(book: &mut Book<'_>) -> Option<()> {
    let mut scratch = rows_with_principal(book)?;
    book.level = Some(level::find(book.in_term, &scratch.rows, book.terms.rounding(), &mut scratch.parts)?);
    place(book, scratch);
    Some(())
}

/// The interest of each period with principal that is left, as a function of its balance.
fn rows_with_principal(book: &mut Book<'_>) -> Option<Scratch> {
    let mut scratch = std::mem::take(&mut book.scratch);
    scratch.rows.clear();
    for (place, slot) in book.slots[book.next..].iter().enumerate() {
        if slot.free {
            continue;
        }
        let current = place == 0;
        let from = if current { book.today.max(slot.from) } else { slot.from };
        let mut row = Row {
            base: 0,
            per_dong: book.per_dong(slot, from, slot.due)?,
            denominator: slot.denominator,
            collected: 0,
        };
        if current {
            row.collected = book.collected;
            let accrued = book.accrued;
            if accrued.denominator() == slot.denominator || accrued.is_zero() {
                row.base = accrued.numerator();
            } else {
                bring_together(&mut row, accrued)?;
            }
        }
        scratch.rows.push(row);
    }
    Some(scratch)
}

/// Writes the row over a denominator that the accrued interest has too.
fn bring_together(row: &mut Row, accrued: crate::domain::exact::Exact) -> Option<()> {
    let accrued = accrued.reduced();
    let denominator = row.denominator.checked_mul(accrued.denominator())?;
    row.per_dong = i64::try_from(i128::from(row.per_dong).checked_mul(accrued.denominator())?).ok()?;
    row.base = accrued.numerator().checked_mul(row.denominator)?;
    row.denominator = denominator;
    Some(())
}

fn place(book: &mut Book<'_>, scratch: Scratch) {
    let mut parts = scratch.parts.iter();
    for slot in &mut book.slots[book.next..] {
        slot.principal = if slot.free { 0 } else { parts.next().copied().unwrap_or(0) };
    }
    book.scratch = scratch;
}
