//! The application as the paper that is signed and handed in (giấy đề nghị vay vốn): everything its parts say, for the chair to
//! sign by hand.
mod parts;

use rocket::{State, get};

use super::case::{Case, Seat};
use crate::access::{Reader, Witness};
use crate::actions::confirmation::short_code;
use crate::actions::{Office, views};
use crate::clock::business_date;
use crate::domain::money::Money;
use crate::paper::{Block, Column, Grid, Paper};
use crate::text::{Texts, format};
use crate::web::pages::paper::{Pdf, blank, facts, place_and_date, signature, words};
use crate::web::{Answer, Page, RecordId};

/// The form of an application, as far as it is filled in.
#[get("/applications/<id>/form.pdf")]
pub async fn form(page: Page, reader: Reader, id: RecordId, office: &State<Office>) -> Answer<Pdf> {
    let (user, today) = (reader.user(), office.clock.today());
    let case = office.store.read(async |tx| Case::for_reader(tx, user, &id.0, today).await).await?;
    views::note_view(office, user, "application", &id.0).await;
    let named = Seat::of(user, &case.found).sees_names();
    Pdf::of(&Form::new(page.t, &case).paper(named), &format!("{}-{}", case.found.number, page.t.file_form()))
}

/// The form while it is drawn up; its sections are numbered as they come.
struct Form<'c> {
    t: Texts,
    case: &'c Case,
    paper: Paper,
    sections: usize,
}

impl<'c> Form<'c> {
    fn new(t: Texts, case: &'c Case) -> Form<'c> {
        let issuer = vec![case.cooperative.name.to_uppercase()];
        let mut paper = blank(t, issuer, t.paper_number(&case.found.number), &case.cooperative.province, None);
        // A signature confirms what the form says: this tells whether that was changed afterwards.
        paper.foot = format!("{} · {}", paper.foot, t.behalf_code(short_code(&case.fingerprint())));
        // The day stands with the signature.
        paper.place_and_date = None;
        paper.title = t.paper_form_title().to_owned();
        paper.subtitle.push(t.paper_form_to(t.pick(&case.fund.name_vi, &case.fund.name_en)));
        Form { t, case, paper, sections: 0 }
    }

    fn paper(mut self, named: bool) -> Paper {
        self.who();
        self.what();
        self.plan();
        self.workforce(named);
        self.security();
        self.statements();
        self.papers();
        self.declaration();
        self.paper
    }

    /// The number of the next section.
    fn next(&mut self) -> usize {
        self.sections += 1;
        self.sections
    }

    /// What was written, or dots to write by hand.
    fn or_dots(&self, value: Option<String>) -> String {
        value.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| self.t.paper_dots().to_owned())
    }

    fn dong(&self, amount: Option<Money>) -> String {
        self.or_dots(amount.map(format::dong))
    }

    fn who(&mut self) {
        let (t, c, number) = (self.t, &self.case.cooperative, self.next());
        self.paper.heading(t.paper_form_who(number));
        let rows = [
            (t.loan_cooperative(), c.name.clone()),
            (t.coop_kind(), t.cooperative_kind(c.kind).to_owned()),
            (t.paper_code(), c.code.clone()),
            (t.paper_address(), address(self.case)),
            (t.coop_sector(), self.or_dots(Some(t.sector(&c.sector)))),
            (t.coop_founded(), self.or_dots(c.founded.map(format::date))),
            (t.coop_members(), self.or_dots(c.members.map(|members| t.unit_persons(members)))),
            (t.coop_representative(), self.or_dots(c.representative.clone())),
            (t.paper_phone(), self.or_dots(c.phone.clone())),
            (t.paper_email(), self.or_dots(c.email.clone())),
        ];
        self.paper.add(facts(rows));
    }

    fn what(&mut self) {
        let (t, a, number) = (self.t, &self.case.found, self.next());
        let months = |months: Option<i64>| self.or_dots(months.map(|months| t.unit_months(months)));
        let amount = facts([(t.app_amount(), self.dong(a.amount))]);
        let rows = facts([
            (t.app_purpose(), self.or_dots(a.purpose.clone())),
            (t.app_term(), months(a.term_months)),
            (t.app_rhythm(), months(a.repay_every_months)),
            (t.app_grace(), months(a.principal_grace_months)),
            (t.app_method(), self.or_dots(a.method.as_deref().map(|method| t.method(method)))),
            (t.app_jobs(), self.or_dots(a.jobs_supported.map(|jobs| t.unit_persons(jobs)))),
        ]);
        self.paper.heading(t.paper_form_what(number));
        self.paper.add(amount);
        if let Some(amount) = a.amount {
            self.paper.add(Block::Note(t.paper_in_words(words(amount))));
        }
        self.paper.add(rows);
    }

    fn security(&mut self) {
        let (t, number) = (self.t, self.next());
        self.paper.heading(t.paper_form_security(number));
        let all = &self.case.collateral;
        if all.is_empty() {
            self.paper.text(t.paper_form_no_security());
            return;
        }
        let heads = [t.app_collateral_kind(), t.app_collateral_description()];
        let rows = all
            .iter()
            .map(|item| (vec![t.collateral_kind(&item.kind), item.description.clone()], format::dong(item.value)));
        let total = Money::try_sum(all.iter().map(|item| item.value)).map(format::dong);
        self.paper.add(amounts(
            t,
            &heads,
            t.app_collateral_value(),
            rows,
            total.map(|sum| (t.app_collateral_total(), sum)),
        ));
    }

    fn declaration(&mut self) {
        let (t, case, number) = (self.t, self.case, self.next());
        self.paper.heading(t.paper_form_declared(number));
        self.paper.text(t.paper_form_promise());
        if case.found.on_behalf {
            self.paper.add(Block::Note(t.behalf_written_by(&case.found.created_by_name)));
        }
        let name = case.cooperative.representative.clone().unwrap_or_default();
        let on = case.found.submitted_at.map(business_date);
        let mut chair = signature(t.paper_sign_head(), t.paper_sign_stamp(), &name);
        chair.place_and_date = Some(place_and_date(t, &case.cooperative.province, on));
        self.paper.add(Block::Signatures(vec![signature("", "", ""), chair]));
    }
}

/// A numbered table of words that ends in a column of amounts.
fn amounts(
    t: Texts,
    heads: &[&str],
    amount: &str,
    rows: impl Iterator<Item = (Vec<String>, String)>,
    total: Option<(&str, String)>,
) -> Block {
    let mut columns = vec![Column::figures(t.paper_item())];
    columns.extend(heads.iter().map(|head| Column::words(*head)));
    columns.push(Column::figures(amount));
    let numbered = |(at, (mut words, amount)): (usize, (Vec<String>, String))| {
        words.insert(0, (at + 1).to_string());
        words.push(amount);
        words
    };
    let total = total.map(|(label, sum)| {
        let mut cells = vec![String::new(); heads.len() + 2];
        cells[heads.len()] = label.to_owned();
        cells[heads.len() + 1] = sum;
        cells
    });
    Block::Table(Grid { caption: String::new(), columns, rows: rows.enumerate().map(numbered).collect(), total })
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
