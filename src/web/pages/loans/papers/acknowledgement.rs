//! The acknowledgement of a tranche (khế ước nhận nợ): what was drawn, and the schedule from then on.
use super::contract::borrower;
use super::{File, issuer};
use crate::actions::book::not_computable;
use crate::domain::calendar::Calendar;
use crate::domain::money::Money;
use crate::domain::schedule;
use crate::paper::{Block, Column, Grid, Paper};
use crate::text::{Texts, format};
use crate::web::Answer;
use crate::web::pages::loans::a_year;
use crate::web::pages::paper::{blank, facts, signature, words};

/// The paper of the tranche of that number, from 1, among those that stand; `None` without one.
pub fn paper(t: Texts, file: &File, number: usize, calendar: &Calendar) -> Answer<Option<Paper>> {
    let draws: Vec<_> = file.book.standing().into_iter().filter(|event| event.kind == "disbursement").collect();
    let Some(draw) = number.checked_sub(1).and_then(|at| draws.get(at)) else { return Ok(None) };
    // Another chair may sign for the second tranche than did for the first.
    let (loan, sides) = (file.loan(), file.parties(Some(&draw.id)));
    let amount = draw.amount.unwrap_or_default();
    let so_far = Money::try_sum(draws.iter().take(number).filter_map(|draw| draw.amount)).unwrap_or_default();
    let said = t.paper_number(t.paper_acknowledgement_number(&loan.number, number));
    let mut paper = blank(t, issuer(t, sides), said, &sides.fund_province, Some(draw.value_date));
    paper.title = t.paper_acknowledgement_title().to_owned();
    paper.subtitle.push(t.paper_acknowledgement_sub(number));
    let signed = loan.signed_on.map_or_else(|| t.paper_dots().to_owned(), format::date);
    paper.text(t.paper_acknowledgement_text(file.contract_number(t), signed));
    paper.add(facts(borrower(t, sides)));
    paper.add(facts([
        (t.paper_acknowledgement_drawn(), format::dong(amount)),
        (t.loan_draw_date(), format::date(draw.value_date)),
        (t.paper_acknowledgement_so_far(), format::dong(so_far)),
        (t.loan_payee(), draw.text("payee").to_owned()),
        (t.loan_evidence(), draw.text("evidence").to_owned()),
        (t.loan_rate(), a_year(t, &loan.annual_rate_percent)),
    ]));
    paper.add(Block::Note(t.paper_in_words(words(amount))));
    paper.heading(t.paper_acknowledgement_schedule());
    if let Some(terms) = file.book.terms_of_first(number)? {
        let planned =
            schedule::plan(&terms, file.book.calendar(calendar)).map_err(|refusal| not_computable(&refusal))?;
        paper.add(Block::Table(grid(t, &planned)));
    }
    paper.text(t.paper_acknowledgement_promise());
    let representative = sides.representative.clone().unwrap_or_default();
    paper.add(Block::Signatures(vec![
        signature(t.paper_sign_lender(), t.paper_sign_stamp(), ""),
        signature(t.paper_sign_borrower(), t.paper_sign_stamp(), &representative),
    ]));
    Ok(Some(paper))
}

/// A planned schedule.
fn grid(t: Texts, planned: &schedule::Schedule) -> Grid {
    let row = |row: &schedule::Row| {
        vec![
            row.number.to_string(),
            format::date(row.due),
            row.principal.to_string(),
            row.interest.to_string(),
            row.total.to_string(),
            row.balance.to_string(),
        ]
    };
    let sum = |amount: Money| amount.to_string();
    Grid {
        caption: t.loan_in_dong().to_owned(),
        columns: vec![
            Column::figures(t.loan_col_number()),
            Column::figures(t.loan_col_due()),
            Column::figures(t.loan_col_principal()),
            Column::figures(t.loan_col_interest()),
            Column::figures(t.loan_col_total()),
            Column::figures(t.loan_col_balance()),
        ],
        rows: planned.instalments.iter().map(row).collect(),
        total: Some(vec![
            String::new(),
            t.loan_sum().to_owned(),
            sum(planned.total_principal),
            sum(planned.total_interest),
            sum(planned.total),
            String::new(),
        ]),
    }
}
