//! Schedules and replays a second, on one thread, beside the same figures in plain `i128` arithmetic: the limit.
//!
//! The plain versions know their one product by heart (actual/365, half up, unit 1, nothing late), check nothing, and are
//! compared with the engine before anything is measured.

use std::hint::black_box;

use chrono::{Datelike, NaiveDate};
use coopfund::domain::{
    account::{self, Event},
    calendar::Calendar,
    money::Money,
    rate::Rate,
    schedule,
    terms::{Every, Method, Terms, TermsInput},
};
use coopfund::policy;
use divan::{Bencher, counter::ItemsCount};

const PRINCIPAL: i64 = 300_000_000;
const RATE: i128 = 79_248; // percent × 10^4
const YEAR: i128 = 365 * 100 * 10_000;

fn main() {
    for (terms, plain) in [(monthly(), plain_monthly as fn() -> Vec<PlainRow>), (quarterly(), plain_quarterly)] {
        let made = schedule::plan(&terms, &Calendar::default()).expect("a schedule");
        let rows = made.instalments.iter().map(|row| (row.due, row.principal.as_dong(), row.interest.as_dong()));
        let plain: Vec<_> = plain().iter().map(|row| (row.due, row.principal, row.interest)).collect();
        assert_eq!(rows.collect::<Vec<_>>(), plain);
    }
    let (terms, events, as_of) = paid_monthly();
    let position = account::replay(&terms, &events, as_of, &Calendar::default(), policy::scales()).expect("a position");
    assert_eq!(position.principal_outstanding.as_dong(), plain_replay(&plain_payments(), as_of).0);
    divan::main();
}

fn terms(method: Method, instalments: u32, months: u32) -> Terms {
    Terms::new(TermsInput {
        principal: Money::dong(PRINCIPAL),
        annual_rate_percent: Rate::parse("7.9248").expect("a rate"),
        start: start(),
        method,
        instalments: Some(instalments),
        first_due: Some(month_after(months)),
        every: Some(Every::Months(months)),
        ..TermsInput::default()
    })
    .expect("sound terms")
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).expect("a date")
}

fn monthly() -> Terms {
    terms(Method::EqualInstalment, 36, 1)
}

fn quarterly() -> Terms {
    terms(Method::EqualPrincipal, 12, 3)
}

/// Every instalment paid on its day, each as a fact of its own.
fn paid_monthly() -> (Terms, Vec<Event>, NaiveDate) {
    let terms = monthly();
    let made = schedule::plan(&terms, &Calendar::default()).expect("a schedule");
    let events = made.instalments.iter().map(|row| Event::Repayment { date: row.due, amount: row.total }).collect();
    (terms, events, made.instalments[35].due)
}

#[divan::bench]
fn monthly_36_equal_instalments(bencher: Bencher) {
    let (terms, calendar) = (monthly(), Calendar::default());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| schedule::plan(black_box(&terms), &calendar));
}

#[divan::bench]
fn monthly_36_equal_instalments_plain(bencher: Bencher) {
    bencher.counter(ItemsCount::new(1_usize)).bench(plain_monthly);
}

#[divan::bench]
fn quarterly_12_equal_principal(bencher: Bencher) {
    let (terms, calendar) = (quarterly(), Calendar::default());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| schedule::plan(black_box(&terms), &calendar));
}

#[divan::bench]
fn quarterly_12_equal_principal_plain(bencher: Bencher) {
    bencher.counter(ItemsCount::new(1_usize)).bench(plain_quarterly);
}

#[divan::bench]
fn replay_36_instalments_36_events(bencher: Bencher) {
    let ((terms, events, as_of), calendar) = (paid_monthly(), Calendar::default());
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| account::replay(black_box(&terms), black_box(&events), as_of, &calendar, policy::scales()));
}

#[divan::bench]
fn replay_36_instalments_36_events_plain(bencher: Bencher) {
    let payments = plain_payments();
    let as_of = payments[35].0;
    bencher.counter(ItemsCount::new(1_usize)).bench(|| plain_replay(black_box(&payments), as_of));
}

struct PlainRow {
    due: NaiveDate,
    days: i128,
    principal: i64,
    interest: i64,
    #[allow(dead_code, reason = "part of the work to be measured")]
    balance: i64,
}

fn month_after(months: u32) -> NaiveDate {
    let count = start().month0() + months;
    NaiveDate::from_ymd_opt(start().year() + (count / 12) as i32, count % 12 + 1, 15).expect("a date")
}

fn plain_interest(balance: i128, days: i128) -> i128 {
    (balance * days * RATE + YEAR / 2) / YEAR
}

fn plain_dates(count: u32, months: u32) -> Vec<PlainRow> {
    let mut last = start();
    let row = |k: u32| {
        let due = month_after(months * k);
        let days = i128::from((due - last).num_days());
        last = due;
        PlainRow { due, days, principal: 0, interest: 0, balance: 0 }
    };
    (1..=count).map(row).collect()
}

/// The table at a level; how far the last total is from it.
fn plain_table(rows: &mut [PlainRow], level: i128) -> i128 {
    let mut balance = i128::from(PRINCIPAL);
    let last = rows.len() - 1;
    let mut gap = 0;
    for (k, row) in rows.iter_mut().enumerate() {
        let interest = plain_interest(balance, row.days);
        let principal = if k == last { balance } else { level - interest };
        balance -= principal;
        gap = principal + interest - level;
        (row.principal, row.interest, row.balance) = (principal as i64, interest as i64, balance as i64);
    }
    gap
}

fn plain_monthly() -> Vec<PlainRow> {
    const ONE: i128 = 1_000_000_000_000;
    let mut rows = plain_dates(36, 1);
    let (mut of_balance, mut of_level) = (ONE, 0);
    for row in &rows {
        let growth = ONE + row.days * RATE * (ONE / 10_000) / (36_500 * 10_000 / 10_000);
        of_balance = of_balance * growth / ONE;
        of_level = of_level * growth / ONE + ONE;
    }
    let level = i128::from(PRINCIPAL) * of_balance / of_level;
    let (below, above) = (plain_table(&mut rows, level), plain_table(&mut rows, level + 1));
    if below.abs() <= above.abs() {
        plain_table(&mut rows, level);
    }
    rows
}

fn plain_quarterly() -> Vec<PlainRow> {
    let mut rows = plain_dates(12, 3);
    let part = PRINCIPAL / 12;
    let mut balance = PRINCIPAL;
    for (k, row) in rows.iter_mut().enumerate() {
        row.interest = plain_interest(balance.into(), row.days) as i64;
        row.principal = if k == 11 { balance } else { part };
        balance -= row.principal;
        row.balance = balance;
    }
    rows
}

fn plain_payments() -> Vec<(NaiveDate, i64)> {
    plain_monthly().iter().map(|row| (row.due, row.principal + row.interest)).collect()
}

/// Plans the loan, lets each instalment fall due and pays it interest first: what is outstanding, and each payment's split.
fn plain_replay(payments: &[(NaiveDate, i64)], as_of: NaiveDate) -> (i64, Vec<PlainRow>, Vec<(NaiveDate, i64, i64)>) {
    let rows = plain_monthly();
    let mut in_term = i128::from(PRINCIPAL);
    let (mut due_principal, mut due_interest, mut overdue) = (0_i64, 0_i64, 0_i128);
    let mut next = 0;
    let mut last = start();
    let mut accrued = 0_i128;
    let mut splits = Vec::with_capacity(payments.len());
    for &(date, amount) in payments.iter().filter(|payment| payment.0 <= as_of) {
        while next < rows.len() && rows[next].due <= date {
            let days = i128::from((rows[next].due - last).num_days());
            accrued += in_term * days * RATE;
            overdue += i128::from(due_principal) * days * RATE;
            due_interest += ((accrued + YEAR / 2) / YEAR) as i64;
            due_principal += rows[next].principal;
            in_term -= i128::from(rows[next].principal);
            accrued = 0;
            last = rows[next].due;
            next += 1;
        }
        let late = ((overdue + YEAR / 2) / YEAR) as i64;
        let interest = (due_interest + late).min(amount);
        let principal = (amount - interest).min(due_principal);
        due_interest -= interest;
        due_principal -= principal;
        splits.push((date, principal, interest));
    }
    (in_term as i64 + due_principal, rows, splits)
}
