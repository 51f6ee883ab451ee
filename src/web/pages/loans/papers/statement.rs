//! The statement of a loan over a period: what stood before it, what happened in it, what is owed at its end.
use chrono::NaiveDate;

use super::{File, schedule};
use crate::access::User;
use crate::actions::Office;
use crate::actions::book::Book;
use crate::domain::money::Money;
use crate::paper::{Block, Cell, Column, Grid, Paper};
use crate::text::{Texts, format};
use crate::web::Answer;
use crate::web::pages::loans::history::{self, Happening};
use crate::web::pages::loans::owed::Owed;
use crate::web::pages::loans::table::Table;
use crate::web::pages::loans::view::classified;
use crate::web::pages::loans::{Standing, terms};
use crate::web::pages::paper::{blank, facts, signature, words};

/// The statement at the end of `to`, with what happened since `from`.
pub async fn paper(
    t: Texts,
    office: &Office,
    user: &User,
    file: &File,
    (from, to): (Option<NaiveDate>, NaiveDate),
) -> Answer<Paper> {
    let loan = file.loan();
    let mut paper = blank(t, file.issuer(t), t.paper_number(&loan.number), &file.fund.province, Some(to));
    paper.title = t.paper_statement_title().to_owned();
    paper.foot = format!("{} · {} · {}", t.paper_statement_title(), loan.number, format::date(to));
    paper.subtitle.push(match from {
        Some(from) => t.paper_statement_period(format::date(from), format::date(to)),
        None => t.loan_statement_as_of(format::date(to)),
    });
    let standing = Standing::of(office, &file.book, to)?;
    let owed = classified(t, office, user, &file.book, standing.position(), None).await?;
    let mut rows = vec![(t.loan_cooperative(), file.cooperative.name.clone())];
    rows.extend(terms::people(t, loan));
    rows.extend(terms::agreed(t, loan));
    paper.add(facts(rows));
    paper.heading(t.loan_owed_on(format::date(to)));
    owed_block(&mut paper, t, owed.as_ref());
    paper.heading(t.paper_statement_happened());
    let opening = match from {
        Some(from) => Some((from, outstanding_before(&file.book, from)?)),
        None => None,
    };
    let all = history::of(t, &file.book, &standing, to, false)?;
    let first = from.map(|from| from.to_string()).unwrap_or_default();
    let happened: Vec<&Happening> = all.iter().filter(|one| one.date_iso >= first).collect();
    let closing = standing.position().map(|position| position.principal_outstanding).unwrap_or_default();
    let ends: Vec<_> = opening
        .map(|(day, amount)| (t.paper_statement_opening(format::date(day)), format::dong(amount)))
        .into_iter()
        .chain([(t.paper_statement_closing(format::date(to)), format::dong(closing))])
        .collect();
    paper.add(Block::Facts(ends));
    match happened.is_empty() {
        true => paper.text(t.paper_statement_nothing()),
        false => paper.add(Block::Table(happenings(t, &happened))),
    }
    paper.heading(t.loan_schedule());
    paper.add(Block::Table(schedule::grid(t, &Table::of(t, &file.book, &standing, to, None))));
    let hint = t.loan_sign_hint();
    let signs = [t.paper_sign_accountant(), t.paper_sign_cashier(), t.loan_sign_cooperative()];
    paper.add(Block::Signatures(signs.map(|role| signature(role, hint, "")).to_vec()));
    Ok(paper)
}

/// The principal owed at the end of the day before.
pub fn outstanding_before(book: &Book, day: NaiveDate) -> Answer<Money> {
    let before = day.pred_opt().unwrap_or(day);
    Ok(book.position(before)?.map(|position| position.principal_outstanding).unwrap_or_default())
}

fn owed_block(paper: &mut Paper, t: Texts, owed: Option<&Owed>) {
    let Some(owed) = owed else {
        paper.text(t.loan_nothing_drawn());
        return;
    };
    let mut rows: Vec<(&'static str, String)> =
        owed.figures.iter().map(|figure| (figure.label, figure.amount.clone())).collect();
    rows.push((t.loan_total_to_settle(), owed.total.clone()));
    rows.push((t.loan_days_past_due(), t.loan_days(owed.days_past_due)));
    rows.push((t.loan_group(), format!("{} – {}", owed.group.text, owed.group.why)));
    paper.add(facts(rows));
    paper.add(Block::Note(t.paper_in_words(words(owed.total_amount))));
}

fn happenings(t: Texts, happened: &[&Happening]) -> Grid {
    let row = |one: &&Happening| -> Vec<Cell> {
        let mut what = vec![one.what.clone()];
        what.extend(one.details.iter().map(|(label, value)| format!("{label}: {value}")));
        what.extend(one.reversed.clone());
        let none = || "–".to_owned();
        vec![
            one.date.clone(),
            what.join("\n"),
            one.amount.clone().unwrap_or_else(none),
            one.used.clone().unwrap_or_else(none),
        ]
    };
    Grid {
        caption: String::new(),
        columns: vec![
            Column::figures(t.loan_value_date()),
            Column::words(t.loan_event_col()),
            Column::figures(t.loan_event_amount()),
            Column::words(t.loan_used_for()),
        ],
        rows: happened.iter().map(row).collect(),
        total: None,
    }
}
