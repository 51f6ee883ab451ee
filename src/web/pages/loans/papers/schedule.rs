//! The repayment schedule, with what was paid of it and how to pay what comes next.
use super::File;
use crate::actions::Office;
use crate::paper::{Block, Cell, Column, Grid, Paper};
use crate::text::{Texts, format};
use crate::web::Answer;
use crate::web::pages::loans::table::{Line, Table};
use crate::web::pages::loans::{Standing, terms};
use crate::web::pages::paper::{blank, facts, signature};

/// The schedule as it stands today; before the first draw, as if all were drawn today.
pub fn paper(t: Texts, office: &Office, file: &File) -> Answer<Paper> {
    let (loan, today) = (file.loan(), office.clock.today());
    let mut paper = blank(t, file.issuer(t), t.paper_number(&loan.number), &file.fund.province, Some(today));
    paper.title = t.paper_schedule_title().to_owned();
    paper.foot = format!("{} · {}", t.paper_schedule_title(), loan.number);
    paper.subtitle.push(t.paper_schedule_on(format::date(today)));
    let standing = Standing::of(office, &file.book, today)?;
    let mut rows =
        vec![(t.loan_cooperative(), file.cooperative.name.clone()), (t.loan_contract(), file.contract_number(t))];
    rows.extend(terms::agreed(t, loan));
    paper.add(facts(rows));
    let table = Table::of(t, &file.book, &standing, today, None);
    if let Some(on) = &table.planned_on {
        paper.add(Block::Note(t.loan_planned_on(on)));
    }
    paper.add(Block::Table(grid(t, &table)));
    if let Some(pay_to) = file.pay_next(today)? {
        paper.heading(t.paper_pay_heading());
        paper.add(Block::Pay(pay_to));
    }
    let hint = t.loan_sign_hint();
    paper.add(Block::Signatures(vec![
        signature(t.paper_sign_accountant(), hint, ""),
        signature(t.paper_sign_cashier(), hint, ""),
    ]));
    Ok(paper)
}

/// The schedule's table, as on the loan's page.
pub fn grid(t: Texts, table: &Table) -> Grid {
    let drawn = table.planned_on.is_none();
    let mut columns = vec![
        Column::figures(t.loan_col_number()),
        Column::words(t.loan_col_due()),
        Column::figures(t.loan_col_principal()),
        Column::figures(t.loan_col_interest()),
        Column::figures(t.loan_col_total()),
        Column::figures(t.loan_col_balance()),
    ];
    if drawn {
        columns.extend([Column::figures(t.loan_col_paid()), Column::words(t.loan_col_state())]);
    }
    let row = |line: &Line| {
        let mut cells: Vec<Cell> = vec![line.number.to_string(), line.due.clone()];
        cells.extend([&line.principal, &line.interest, &line.total, &line.balance].map(Clone::clone));
        if drawn {
            cells.extend([line.paid.clone(), line.state.clone()]);
        }
        cells
    };
    let blank = String::new;
    let mut rows: Vec<Vec<Cell>> = table.rows.iter().map(row).collect();
    if let Some(prepaid) = &table.prepaid {
        let (principal, interest, total) = (prepaid.principal.clone(), prepaid.interest.clone(), prepaid.total.clone());
        rows.push(vec![
            blank(),
            t.loan_prepaid().to_owned(),
            principal,
            interest,
            total.clone(),
            blank(),
            total,
            blank(),
        ]);
    }
    let mut sums = vec![blank(), t.loan_sum().to_owned()];
    sums.extend([table.principal.clone(), table.interest.clone(), table.total.clone(), blank()]);
    if drawn {
        sums.extend([table.paid.clone(), blank()]);
    }
    Grid { caption: t.loan_in_dong().to_owned(), columns, rows, total: Some(sums) }
}
