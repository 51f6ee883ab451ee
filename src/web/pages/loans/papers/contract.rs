//! The contract: out of what was approved and the conditions that go with the loan.
use chrono::NaiveDate;

use super::{File, issuer};
use crate::paper::{Block, Column, Grid, Paper};
use crate::store::signed_parties::Parties;
use crate::text::{Texts, format};
use crate::web::pages::loans::terms::{self, Rows};
use crate::web::pages::paper::{blank, facts, signature, words};

/// The contract of a loan, signed or still to be signed.
pub fn paper(t: Texts, file: &File) -> Paper {
    let (loan, sides) = (file.loan(), file.parties(None));
    let number = loan.contract_number.as_ref().map_or_else(|| t.paper_number_open().to_owned(), |n| t.paper_number(n));
    let mut paper = blank(t, issuer(t, sides), number, &sides.fund_province, loan.signed_on);
    paper.foot = format!("{} · {}", t.paper_contract_title(), loan.number);
    paper.title = t.paper_contract_title().to_owned();
    if loan.signed_on.is_none() {
        paper.subtitle.push(t.paper_contract_draft().to_owned());
    }
    for basis in bases(t, file) {
        paper.add(Block::Note(basis.to_owned()));
    }
    paper.add(Block::Note(t.paper_basis_decision(&loan.application_number, format::date(loan.approved_on))));
    parties(&mut paper, t, sides);
    articles(&mut paper, t, file);
    let representative = sides.representative.clone().unwrap_or_default();
    paper.add(Block::Signatures(vec![
        signature(t.paper_sign_lender(), t.paper_sign_stamp(), ""),
        signature(t.paper_sign_borrower(), t.paper_sign_stamp(), &representative),
    ]));
    paper
}

/// The law it stands on: that of its programme, as in force when it was signed or decided.
fn bases(t: Texts, file: &File) -> [&'static str; 3] {
    let on = file.loan().signed_on.unwrap_or(file.loan().approved_on);
    if !file.fund.programme.is_support_fund() {
        return [t.paper_basis_civil(), t.paper_basis_employment(), t.paper_basis_employment_decree()];
    }
    let new_law = NaiveDate::from_ymd_opt(2024, 7, 1).is_some_and(|from| on >= from);
    let law = if new_law { t.paper_basis_law() } else { t.paper_basis_former_law() };
    [t.paper_basis_civil(), law, t.paper_basis_decree()]
}

/// The borrower; what is not known of it is left to be filled in.
pub fn borrower(t: Texts, c: &Parties) -> Rows {
    let or_dots = |value: Option<String>| value.unwrap_or_else(|| t.paper_dots().to_owned());
    let mut place: Vec<&str> = c.address.as_deref().into_iter().collect();
    // An address often ends with the commune already.
    if !c.address.as_deref().is_some_and(|address| address.contains(&c.commune)) {
        place.push(&c.commune);
    }
    place.push(&c.province);
    vec![
        (t.paper_borrower(), c.name.clone()),
        (t.paper_code(), c.code.clone()),
        (t.paper_address(), place.join(", ")),
        (t.paper_representative(), or_dots(c.representative.clone())),
        (t.paper_phone(), or_dots(c.phone.clone())),
    ]
}

fn parties(paper: &mut Paper, t: Texts, sides: &Parties) {
    paper.text(t.paper_parties());
    let dots = || t.paper_dots().to_owned();
    let mut lender = vec![
        (t.paper_lender(), t.pick(&sides.fund_name_vi, &sides.fund_name_en).to_owned()),
        (t.paper_address(), dots()),
        (t.paper_representative(), dots()),
    ];
    if let Some((bank, number, holder)) = sides.account() {
        let line = t.paper_account_line(t.bank_name(bank), number, holder);
        lender.push((t.paper_pay_to(), line));
    }
    paper.add(facts(lender));
    paper.add(facts(borrower(t, sides)));
    paper.text(t.paper_agree());
}

/// The values of labelled rows, by their label.
fn value<'r>(rows: &'r Rows, label: &str) -> &'r str {
    rows.iter().find(|(known, _)| *known == label).map_or("", |(_, value)| value)
}

fn articles(paper: &mut Paper, t: Texts, file: &File) {
    let loan = file.loan();
    let (agreed, computed) = (terms::agreed(t, loan), terms::computed(t, &loan.conditions.0));
    let purpose = file.application.purpose.clone().unwrap_or_else(|| t.paper_dots().to_owned());
    paper.heading(t.paper_article_1());
    paper.text(t.paper_article_1_text(format::dong(loan.amount), words(loan.amount), purpose.trim_end_matches('.')));
    paper.heading(t.paper_article_2());
    paper.text(t.paper_article_2_text(loan.term_months));
    paper.heading(t.paper_article_3());
    let rate = |label| value(&agreed, label);
    paper.text(t.paper_article_3_text(rate(t.loan_rate()), rate(t.loan_overdue_rate()), rate(t.loan_late_rate())));
    let (counted, rounding) = (value(&computed, t.loan_interest_counted()), value(&computed, t.loan_rounding()));
    paper.text(t.paper_article_3_computed(counted, rounding));
    paper.heading(t.paper_article_4());
    let method = lower_first(value(&agreed, t.loan_method()));
    let grace = lower_first(value(&agreed, t.loan_grace()));
    paper.text(t.paper_article_4_text(value(&agreed, t.loan_rhythm()), grace, method));
    let (days, order) = (value(&computed, t.loan_due_days()), value(&computed, t.loan_allocation()));
    paper.text(t.paper_article_4_days(days, order));
    paper.heading(t.paper_article_5());
    security(paper, t, file);
    for (heading, text) in [
        (t.paper_article_6(), t.paper_article_6_text()),
        (t.paper_article_7(), t.paper_article_7_text()),
        (t.paper_article_8(), t.paper_article_8_text()),
        (t.paper_article_9(), t.paper_article_9_text()),
    ] {
        paper.heading(heading);
        paper.text(text);
    }
}

fn security(paper: &mut Paper, t: Texts, file: &File) {
    if file.collateral.is_empty() {
        paper.text(t.paper_article_5_none());
        return;
    }
    paper.text(t.paper_article_5_text());
    let row = |(at, item): (usize, &crate::store::applications::Collateral)| {
        let kind = t.collateral_kind(&item.kind);
        vec![(at + 1).to_string(), kind, item.description.clone(), format::dong(item.value)]
    };
    paper.add(Block::Table(Grid {
        caption: String::new(),
        columns: vec![
            Column::figures(t.paper_item()),
            Column::words(t.app_collateral_kind()),
            Column::words(t.app_collateral_description()),
            Column::figures(t.app_collateral_value()),
        ],
        rows: file.collateral.iter().enumerate().map(row).collect(),
        total: None,
    }));
}

/// A value that begins a line of a list, inside a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
