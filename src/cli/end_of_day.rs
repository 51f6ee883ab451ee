//! `coopfund end-of-day`: closes the business dates that have ended.
use chrono::NaiveDate;
use clap::Args;

use super::Failure;
use super::serve::existing_office;
use crate::actions::end_of_day::close_through;

/// Up to which date.
#[derive(Args, Debug)]
pub struct EndOfDay {
    /// Close every business date up to this one (YYYY-MM-DD); yesterday when left out.
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
}

/// One line a fund and date it closed. Safe to repeat: what is closed stays closed.
pub async fn run(command: EndOfDay) -> Result<(), Failure> {
    let office = existing_office().await?;
    let today = office.clock.today();
    let through = command.date.unwrap_or_else(|| today.pred_opt().unwrap_or(today));
    let closed = close_through(&office, through).await?;
    for (fund, date) in &closed {
        println!("{fund} {date} closed");
    }
    if closed.is_empty() {
        println!("nothing left to close up to {through}");
    }
    Ok(())
}
