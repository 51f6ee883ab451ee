//! The application as the paper that is signed and handed in (giấy đề nghị vay vốn).
use rocket::{State, get};

use super::asked::Asked;
use super::case::Case;
use super::papers::paper_views;
use crate::access::{Reader, Witness};
use crate::actions::{Office, views};
use crate::clock::business_date;
use crate::paper::{Block, Column, Grid, Paper};
use crate::text::Texts;
use crate::web::pages::paper::{Pdf, blank, facts, signature, words};
use crate::web::{Answer, Page, RecordId};

/// The form of an application, as far as it is filled in.
#[get("/applications/<id>/form.pdf")]
pub async fn form(page: Page, reader: Reader, id: RecordId, office: &State<Office>) -> Answer<Pdf> {
    let (user, today) = (reader.user(), office.clock.today());
    let case = office.store.read(async |tx| Case::for_reader(tx, user, &id.0, today).await).await?;
    views::note_view(office, user, "application", &id.0).await;
    Pdf::of(&paper(page.t, &case), &format!("{}-form", case.found.number))
}

fn paper(t: Texts, case: &Case) -> Paper {
    let (found, cooperative) = (&case.found, &case.cooperative);
    let on = found.submitted_at.map(business_date);
    let issuer = vec![cooperative.name.to_uppercase()];
    let mut paper = blank(t, issuer, t.paper_number(&found.number), &cooperative.province, on);
    paper.title = t.paper_form_title().to_owned();
    paper.subtitle.push(t.paper_form_to(t.pick(&case.fund.name_vi, &case.fund.name_en)));
    let or_dots = |value: &Option<String>| value.clone().unwrap_or_else(|| t.paper_dots().to_owned());
    paper.heading(t.paper_form_who());
    paper.add(facts([
        (t.loan_cooperative(), cooperative.name.clone()),
        (t.paper_code(), cooperative.code.clone()),
        (t.paper_address(), address(case)),
        (t.paper_representative(), or_dots(&cooperative.representative)),
        (t.paper_phone(), or_dots(&cooperative.phone)),
        (t.paper_email(), or_dots(&cooperative.email)),
    ]));
    let asked = Asked::of(t, case);
    paper.heading(t.paper_form_what());
    paper.add(facts(asked.rows.iter().map(|(_, label, value)| (*label, value.clone()))));
    if let Some(amount) = found.amount {
        paper.add(Block::Note(t.paper_in_words(words(amount))));
    }
    paper.heading(t.paper_form_security());
    security(&mut paper, t, &asked);
    paper.heading(t.paper_form_papers());
    attached(&mut paper, t, case);
    paper.text(t.paper_form_promise());
    let name = cooperative.representative.clone().unwrap_or_default();
    let nobody = signature("", "", "");
    paper.add(Block::Signatures(vec![nobody, signature(t.paper_sign_head(), t.paper_sign_stamp(), &name)]));
    paper
}

fn address(case: &Case) -> String {
    let c = &case.cooperative;
    let mut place: Vec<&str> = c.address.as_deref().into_iter().collect();
    if !c.address.as_deref().is_some_and(|address| address.contains(&c.commune)) {
        place.push(&c.commune);
    }
    place.push(&c.province);
    place.join(", ")
}

fn security(paper: &mut Paper, t: Texts, asked: &Asked) {
    if asked.collateral.is_empty() {
        paper.text(t.paper_form_no_security());
        return;
    }
    let rows = asked.collateral.iter().enumerate();
    paper.add(Block::Table(Grid {
        caption: String::new(),
        columns: vec![
            Column::figures(t.paper_item()),
            Column::words(t.app_collateral_kind()),
            Column::words(t.app_collateral_description()),
            Column::figures(t.app_collateral_value()),
        ],
        rows: rows
            .map(|(at, item)| {
                vec![(at + 1).to_string(), item.kind.clone(), item.description.clone(), item.value.clone()]
            })
            .collect(),
        total: Some(vec![
            String::new(),
            t.app_collateral_total().to_owned(),
            String::new(),
            asked.collateral_total.clone(),
        ]),
    }));
}

fn attached(paper: &mut Paper, t: Texts, case: &Case) {
    // The form lists them; what was said of them stands on the page.
    let papers = paper_views(t, &case.documents, chrono::NaiveDate::MIN);
    if papers.is_empty() {
        paper.text(t.paper_form_no_papers());
        return;
    }
    paper.add(Block::Table(Grid {
        caption: String::new(),
        columns: vec![
            Column::figures(t.paper_item()),
            Column::words(t.paper_form_kind()),
            Column::words(t.paper_form_file()),
        ],
        rows: papers
            .into_iter()
            .enumerate()
            .map(|(at, paper)| vec![(at + 1).to_string(), paper.kind, paper.name])
            .collect(),
        total: None,
    }));
}
