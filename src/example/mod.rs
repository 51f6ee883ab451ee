//! The example: Điện Biên with the figures published on 30 June 2025. What is not published is made up, and every page says so.
mod funds;
mod history;
mod names;
mod people;
mod plan;
mod register;
mod signed_form;
pub mod simulate;

use chrono::{Days, NaiveDate};
use serde_json::json;

use crate::access::{Administrator, Witness};
use crate::actions::people::hash_password;
use crate::actions::{Deed, Error, Office, Refusal, funds as fund_actions};
use crate::clock::Clock;
use crate::store::example;

pub use funds::regulate;
pub use people::{Account, printed};

const FUND_A: &str = "dienbien-htx";
const FUND_C: &str = "trunguong-htx";
const FUND_B_OLD: &str = "vieclam-cu";
const FUND_B_NEW: &str = "vieclam-moi";
const PROVINCE: &str = "Điện Biên";
/// Everybody's in the example. It is printed: there is nothing here to protect.
const PASSWORD: &str = "lua-nuong-dien-bien";

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Fills an empty database; the accounts to sign in with.
///
/// # Errors
/// `NotEmpty` when anybody or anything is there already.
pub async fn fill(office: &Office) -> Result<Vec<Account>, Error> {
    let today = office.clock.today();
    let (then, accounts, active, administrator) = open(office, None).await?;
    history::tell(&then, &accounts, &active, &plan::cases(today), today).await?;
    // No new contracts under the old employment fund since 1 January 2026 (Law 74/2025 Art 55).
    fund_actions::set_open(&then, &administrator, FUND_B_OLD, false).await?;
    finish(&then, today).await?;
    Ok(accounts)
}

/// Fills an empty database with a made-up portfolio for load tests: so many cooperatives (as many as
/// [`simulate::COOPERATIVES`] allows) and so many loans of the provincial fund, told through the same actions as in daily work. The same
/// seed on the same day gives the same figures.
///
/// # Errors
/// `NotEmpty` when anybody or anything is there already.
pub async fn simulate(office: &Office, cooperatives: usize, loans: usize, seed: u64) -> Result<Vec<Account>, Error> {
    let today = office.clock.today();
    let (then, accounts, active, administrator) = open(office, Some(cooperatives)).await?;
    let cases = simulate::cases(today, cooperatives, loans, seed);
    funds::contribute(
        &then,
        &administrator,
        FUND_A,
        simulate::capital_for(&cases),
        crate::domain::capital::CapitalSource::CentralBudget,
    )
    .await?;
    history::tell(&then, &accounts, &active, &cases, today).await?;
    finish(&then, today).await?;
    Ok(accounts)
}

/// Register, accounts and funds, on the first day of every example.
async fn open(
    office: &Office,
    cooperatives: Option<usize>,
) -> Result<(Office, Vec<Account>, Vec<String>, Administrator), Error> {
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let began = date(2023, 1, 4).and_hms_opt(1, 0, 0).unwrap_or_default().and_utc();
    let then = office.at(Clock::fixed(began));
    let (accounts, active) = begin(&then, &hash, cooperatives).await?;
    let administrator =
        accounts.iter().find_map(|account| Administrator::check(&account.user).ok()).ok_or(Refusal::NotFound)?;
    funds::fill(&then, &administrator).await?;
    Ok((then, accounts, active, administrator))
}

/// An account of the example for measurements: a cashier of every fund.
pub const SIGN_IN: (&str, &str) = ("thuquy@quy.example", PASSWORD);

/// Register and accounts, in one transaction that also claims the empty database. `cooperatives`: as many made-up ones, or
/// those of Điện Biên.
async fn begin(
    office: &Office,
    password_hash: &str,
    cooperatives: Option<usize>,
) -> Result<(Vec<Account>, Vec<String>), Error> {
    let mut accounts = Vec::new();
    let active = office
        .act(Deed::new(None, "example.fill", "database", "example"), async |op| {
            let now = op.now;
            if !example::is_empty(op).await? || !example::claim(op).await? {
                return Err(Refusal::NotEmpty.into());
            }
            let active = match cooperatives {
                Some(count) => register::fill_with(op, count, now).await?,
                None => register::fill(op, now).await?,
            };
            accounts = people::fill(op, &active, password_hash, now).await?;
            op.audit("database", "example", json!(null), json!({ "cooperatives": active.len() })).await?;
            Ok(active)
        })
        .await?;
    Ok((accounts, active))
}

/// The past is closed up to the day before yesterday and its letters are not sent; from yesterday on the worker goes on.
async fn finish(office: &Office, today: NaiveDate) -> Result<(), Error> {
    let closed = today - Days::new(2);
    office
        .act(Deed::new(None, "example.finish", "database", "example"), async |op| {
            let now = op.now;
            example::drop_letters(op).await?;
            example::close_past(op, closed, now).await?;
            example::mark_filled(op).await?;
            op.audit("database", "example", json!(null), json!({ "closed_through": closed })).await?;
            Ok(())
        })
        .await
}
