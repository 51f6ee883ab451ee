//! The account of a loan: its terms and dated facts, replayed to a position.
//!
//! A day is: interest of the night before it, what falls due on it, draws, waiting money, events in the order of the list.
//! The position depends on the facts and the day alone. The rules are those of section 2 of the public contract; where it is
//! silent, the choice made here is:
//!
//! - The shares of an order are paid one after the other, each over all instalments, oldest first.
//! - A waiver of more than the interest due takes off what there is. A rate comes into force for the night after its date.
//! - Due dates keep falling in a freeze and after a write-off; only accrual stops, and in a freeze the count of days past due.
//! - A freeze covers the nights from its first day to its last: as many as a loan between these dates would have.
//! - An interest grace ends with a restructuring: interest held is collected with the first instalment of the plan.
//! - A period of a plan has as many days of thirty-day months as lie between its dates; a week has seven, a day one.
//! - A draw after a restructuring is due with the last instalment of the plan.
//! - `lower` on a given plan lowers every part in proportion. A prepayment that reaches no principal re-plans nothing.
//! - A recovery pays principal due, then not due, then interest: overdue, late, due, held, accrued.

mod book;
mod event;
mod explain;
mod payment;
mod position;
mod replan;
mod slot;

use chrono::NaiveDate;

pub(super) use book::Book;
pub use event::{Effect, Event, EventInput};
pub use explain::{Explained, Figures, Nights, Sum};
pub(super) use explain::{Log, Teller};
pub use position::{Entry, Instalment, Position, ToPay};

use super::{
    arrears::Scales,
    calendar::Calendar,
    money::Money,
    refusal::Refusal,
    terms::{MOST_DAYS, PlannedPart, Terms, check_amount, check_plan},
};

/// The position of a loan at the end of `as_of`. Facts after that day change nothing; its group is that of the scale in force
/// on it.
///
/// # Errors
/// A [`Refusal`] with a pointer into the document `{"terms", "events", "as_of"}`: events out of order or before the start,
/// reversals of nothing, plans that do not sum, amounts or dates beyond what is computed exactly.
pub fn replay(
    terms: &Terms,
    events: &[Event],
    as_of: NaiveDate,
    calendar: &Calendar,
    scales: &Scales,
) -> Result<Position, Refusal> {
    run(terms, events, as_of, (calendar, scales), None)
}

/// The same, with the nights behind every interest figure.
///
/// # Errors
/// As [`replay`].
pub fn replay_explained(
    terms: &Terms,
    events: &[Event],
    as_of: NaiveDate,
    calendar: &Calendar,
    scales: &Scales,
) -> Result<Position, Refusal> {
    run(terms, events, as_of, (calendar, scales), Some(Log::default()))
}

fn run(
    terms: &Terms,
    events: &[Event],
    as_of: NaiveDate,
    (calendar, scales): (&Calendar, &Scales),
    log: Option<Log>,
) -> Result<Position, Refusal> {
    if (as_of - terms.start()).num_days() > MOST_DAYS {
        return Err(Refusal::at("too_long", "/as_of", "must be within a hundred years of the start"));
    }
    let standing = check_events(terms, events, as_of)?;
    let scale = events.iter().map(|event| match event {
        Event::Rate { annual_rate_percent, .. } => annual_rate_percent.scale(),
        _ => 0,
    });
    let book =
        Book::open(terms, calendar, scale.max().unwrap_or(0), log).map_err(|refusal| refusal.within("/terms"))?;
    let mut replay = Replay { book, entries: Vec::with_capacity(events.len()) };
    replay.until(events, &standing, as_of)?;
    let Replay { mut book, entries } = replay;
    if as_of < terms.start() {
        book.today = as_of;
    }
    position::draw_up(book, entries, scales).ok_or_else(|| Refusal::too_large("/as_of"))
}

/// Which events stand at the end of `as_of`: none after it, none that was ever reversed.
fn check_events(terms: &Terms, events: &[Event], as_of: NaiveDate) -> Result<Vec<bool>, Refusal> {
    let mut stands = vec![true; events.len()];
    let mut reversed = vec![false; events.len()];
    let mut last = terms.start();
    for (place, event) in events.iter().enumerate() {
        let pointer = |field: &str| format!("/events/{place}/{field}");
        if let Some(date) = event.date() {
            if date < terms.start() {
                let detail = format!("must not be before the start, {}", terms.start());
                return Err(Refusal::at("event_before_start", pointer(event.date_field()), detail));
            }
            if date < last {
                let detail = format!("must not be before the event in front of it, {last}");
                return Err(Refusal::at("events_out_of_order", pointer(event.date_field()), detail));
            }
            if (date - terms.start()).num_days() > MOST_DAYS {
                let detail = "must be within a hundred years of the start";
                return Err(Refusal::at("too_long", pointer(event.date_field()), detail));
            }
            last = date;
            stands[place] = date <= as_of;
        }
        match *event {
            Event::Repayment { amount, .. }
            | Event::Prepayment { amount, .. }
            | Event::InterestWaiver { amount, .. }
            | Event::Recovery { amount, .. } => check_amount(amount, || pointer("amount"))?,
            Event::Freeze { from, to } if to <= from => {
                return Err(Refusal::at("freeze_without_nights", pointer("to"), format!("must be after {from}")));
            }
            Event::Reversal { of, .. } => {
                let target = events[..place].get(of);
                let target = target.ok_or_else(|| {
                    Refusal::at("reversal_of_missing_event", pointer("of"), "there is no such event before this one")
                })?;
                if matches!(target, Event::Reversal { .. }) {
                    let detail = "a reversal cannot be reversed; record the event again";
                    return Err(Refusal::at("reversal_of_reversal", pointer("of"), detail));
                }
                if std::mem::replace(&mut reversed[of], true) {
                    return Err(Refusal::at("reversed_twice", pointer("of"), "that event is reversed already"));
                }
                stands[of] = false;
            }
            _ => {}
        }
    }
    Ok(stands)
}

struct Replay<'a> {
    book: Book<'a>,
    entries: Vec<Entry>,
}

impl Replay<'_> {
    fn until(&mut self, events: &[Event], stands: &[bool], as_of: NaiveDate) -> Result<(), Refusal> {
        let mut facts = events.iter().enumerate().filter(|(place, _)| stands[*place]);
        let mut facts = facts.by_ref().filter_map(|(place, event)| Some((event.date()?, place, event))).peekable();
        let draws = self.book.terms.disbursements();
        let mut drawn = 0;
        loop {
            let due = self.book.slots.get(self.book.next).map(|slot| slot.due);
            let draw = draws.get(drawn).map(|draw| draw.date);
            let fact = facts.peek().map(|fact| fact.0);
            let Some(day) = [due, draw, fact].into_iter().flatten().min().filter(|&day| day <= as_of) else { break };
            self.book.advance(day).ok_or_else(|| Refusal::too_large("/as_of"))?;
            let falls_due = due == Some(day);
            if falls_due {
                self.book.fall_due().ok_or_else(|| Refusal::too_large("/as_of"))?;
            }
            let first = drawn;
            while draws.get(drawn).is_some_and(|draw| draw.date == day) {
                drawn += 1;
            }
            if drawn > first {
                let amount = draws[first..drawn].iter().map(|draw| draw.amount.as_dong()).sum();
                self.draw(first, amount)?;
            }
            if falls_due {
                let used = payment::use_waiting(&mut self.book).ok_or_else(|| Refusal::too_large("/as_of"))?;
                self.entries.extend(used);
            }
            while let Some((_, place, event)) = facts.next_if(|fact| fact.0 == day) {
                self.apply(place, event)?;
            }
        }
        self.book.advance(as_of).ok_or_else(|| Refusal::too_large("/as_of"))
    }

    fn draw(&mut self, place: usize, amount: i64) -> Result<(), Refusal> {
        let pointer = || format!("/terms/disbursements/{place}/date");
        if self.book.next == self.book.slots.len() {
            return Err(Refusal::at("draw_after_end", pointer(), "the last instalment has fallen due"));
        }
        if self.book.written_off {
            return Err(Refusal::at("after_write_off", pointer(), "the loan is written off"));
        }
        self.book.draw(amount).ok_or_else(|| Refusal::too_large(pointer()))
    }

    fn apply(&mut self, place: usize, event: &Event) -> Result<(), Refusal> {
        let at = format_args!("/events/{place}");
        let (after, recovery) = (self.book.written_off, matches!(event, Event::Recovery { .. }));
        if after && !recovery {
            return Err(Refusal::at("after_write_off", at.to_string(), "only a recovery can follow a write-off"));
        }
        if recovery && !after {
            return Err(Refusal::at("recovery_without_write_off", at.to_string(), "the loan is not written off"));
        }
        let book = &mut self.book;
        let entry = match event {
            Event::Repayment { amount, .. } => payment::repay(book, place, amount.as_dong()).map(Some),
            Event::Prepayment { amount, effect, .. } => {
                payment::prepay(book, place, amount.as_dong(), *effect).map(Some)
            }
            Event::Recovery { amount, .. } => payment::recover(book, place, amount.as_dong()).map(Some),
            Event::InterestWaiver { amount, inability, .. } => {
                book.waived_for_inability |= inability;
                payment::waive(book, place, amount.as_dong()).map(Some)
            }
            Event::Rate { annual_rate_percent, .. } => book.set_rate(*annual_rate_percent).map(|()| None),
            Event::WriteOff { .. } => {
                book.written_off = true;
                Some(None)
            }
            Event::Freeze { from, to } => {
                if book.freezes.last().is_some_and(|&(_, last)| *from < last) {
                    return Err(Refusal::at("freezes_overlap", format!("{at}/from"), "the loan is frozen already"));
                }
                book.freezes.push((*from, *to));
                Some(None)
            }
            Event::TermAdjustment { date, plan } | Event::Extension { date, plan } => {
                self.restructure(place, *date, plan)?;
                Some(None)
            }
            Event::Reversal { .. } => Some(None),
        };
        self.entries.extend(entry.ok_or_else(|| Refusal::too_large(at.to_string()))?);
        Ok(())
    }

    fn restructure(&mut self, place: usize, date: NaiveDate, plan: &[PlannedPart]) -> Result<(), Refusal> {
        let pointer = format!("/events/{place}/plan");
        check_plan(plan, date, &pointer)?;
        let book = &mut self.book;
        let outstanding = Money::dong(book.in_term + book.unpaid_principal);
        if outstanding.is_zero() {
            return Err(Refusal::at("nothing_outstanding", pointer, "there is no principal to plan"));
        }
        if Money::try_sum(plan.iter().map(|part| part.principal)) != Some(outstanding) {
            let detail = format!("must sum to the principal outstanding, {}", outstanding.as_dong());
            return Err(Refusal::at("plan_does_not_sum", pointer, detail));
        }
        let from = book.period_start();
        let dates = book.terms.planned_dates(plan, from, book.calendar(), &pointer)?;
        book.restructure(&dates, plan.iter().map(|part| part.principal.as_dong()), from);
        Ok(())
    }
}
