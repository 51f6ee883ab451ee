//! What stands in the parts of an application, on its form: plan, workforce, statements, papers.
use chrono::NaiveDate;

use super::super::papers::{PaperView, items, paper_views};
use super::super::tasks::asks_for_workforce;
use super::{Form, amounts};
use crate::domain::dossier::statements::{Line, POSITION, RESULT};
use crate::domain::dossier::{Plan, Statements, Workforce};
use crate::domain::money::Money;
use crate::domain::policy::PriorityGroup;
use crate::paper::{Block, Column, Grid};
use crate::text::format;
use crate::web::pages::applications::dossier::shown::people;
use crate::web::pages::paper::facts;

impl Form<'_> {
    pub(super) fn plan(&mut self) {
        let (t, number) = (self.t, self.next());
        let plan = self.case.dossier.plan.clone().unwrap_or_default();
        self.paper.heading(t.paper_form_plan(number));
        self.paper.subheading(t.paper_form_costs());
        self.costs(&plan);
        for (name, text) in plan.texts() {
            self.paper.subheading(t.plan_question(name).0);
            self.paragraphs(text);
        }
    }

    fn costs(&mut self, plan: &Plan) {
        let (t, a) = (self.t, &self.case.found);
        if !plan.cost_lines.is_empty() {
            let rows = plan.cost_lines.iter().map(|line| (vec![line.what.clone()], format::dong(line.amount)));
            let total = plan.total().map(|total| (t.plan_cost_total(), format::dong(total)));
            self.paper.add(amounts(t, &[t.plan_cost_what()], t.plan_cost_amount(), rows, total));
        }
        let rows = [
            (t.app_project_cost(), self.dong(a.project_cost)),
            (t.app_own_capital(), self.dong(a.own_capital)),
            (t.paper_form_loan(), self.dong(a.amount)),
        ];
        self.paper.add(facts(rows));
    }

    /// A text as it was written, paragraph by paragraph.
    fn paragraphs(&mut self, text: &str) {
        let written: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if written.is_empty() {
            self.paper.text(self.t.paper_dots());
        }
        written.into_iter().for_each(|line| self.paper.text(line));
    }

    /// Where the programme asks who works there. Names are for some readers, how many for all.
    pub(super) fn workforce(&mut self, named: bool) {
        if !asks_for_workforce(self.case) {
            return;
        }
        let (t, number) = (self.t, self.next());
        let workforce = self.case.dossier.workforce.clone().unwrap_or_default();
        let persons = |count: u32| t.unit_persons(format::number(count.into()));
        let mut rows = vec![
            (t.workforce_all().to_owned(), self.or_dots(workforce.workers.map(persons))),
            (t.workforce_women().to_owned(), self.or_dots(workforce.women.map(persons))),
            (t.paper_form_priority().to_owned(), persons(workforce.priority())),
        ];
        let groups = PriorityGroup::ALL.iter().map(|group| (group, workforce.of_group(*group)));
        let there = groups.filter(|(_, count)| *count > 0);
        rows.extend(there.map(|(group, count)| (format::capitalised(t.priority_group(*group)), persons(count))));
        self.paper.heading(t.paper_form_workforce(number));
        self.paper.add(Block::Facts(rows));
        if !workforce.people.is_empty() {
            self.people(&workforce, named);
        }
    }

    fn people(&mut self, workforce: &Workforce, named: bool) {
        let t = self.t;
        if !named {
            self.paper.add(Block::Note(t.paper_form_unnamed().to_owned()));
            return;
        }
        let row = |(at, (name, born, groups)): (usize, (String, String, String))| {
            vec![(at + 1).to_string(), name, born, groups]
        };
        self.paper.subheading(t.paper_form_people());
        self.paper.add(Block::Table(Grid {
            caption: String::new(),
            columns: vec![
                Column::figures(t.paper_item()),
                Column::words(t.workforce_name()),
                Column::figures(t.workforce_born()),
                Column::words(t.workforce_groups()),
            ],
            rows: people(t, workforce).into_iter().enumerate().map(row).collect(),
            total: None,
        }));
    }

    pub(super) fn statements(&mut self) {
        let (t, number) = (self.t, self.next());
        self.paper.heading(t.paper_form_statements(number));
        let Some(written) = self.case.dossier.statements.as_ref().filter(|written| !written.is_empty()) else {
            self.paper.text(t.paper_form_no_statements());
            return;
        };
        self.paper.text(t.paper_form_made_by(t.statement_form(written.form)));
        let year = |before: i32| written.year.map(|year| (year - before).to_string()).unwrap_or_default();
        let ends = [0, 1].map(|before| t.paper_form_end(year(before)));
        let years = [0, 1].map(|before| t.paper_form_year(year(before)));
        for (title, codes, heads) in
            [(t.statements_position(), &POSITION[..], ends), (t.statements_result(), &RESULT[..], years)]
        {
            let rows = self.lines(written, codes);
            if !rows.is_empty() {
                let [this, last] = heads;
                self.paper.subheading(title);
                self.paper.add(Block::Table(Grid {
                    caption: t.paper_form_unit().to_owned(),
                    columns: vec![
                        Column::figures(t.statements_code()),
                        Column::words(t.statements_item()),
                        Column::figures(this),
                        Column::figures(last),
                    ],
                    rows,
                    total: None,
                }));
            }
        }
    }

    /// The lines of a form that hold something, in the form's order.
    fn lines(&self, written: &Statements, codes: &[&'static str]) -> Vec<Vec<String>> {
        let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        let row = |code: &&str| {
            let Line { this_year, last_year } = written.line(code);
            vec![(*code).to_owned(), self.t.statement_line(code), amount(this_year), amount(last_year)]
        };
        codes.iter().filter(|code| !written.line(code).is_empty()).map(row).collect()
    }

    /// The fund's list with what answers it, and whatever else was handed in.
    pub(super) fn papers(&mut self) {
        let (t, case, number) = (self.t, self.case, self.next());
        self.paper.heading(t.paper_form_papers(number));
        // By no day: the paper says until when something holds, and stays the same paper.
        let day = NaiveDate::MIN;
        let mut rows = Vec::new();
        for item in items(t, case, day) {
            if item.papers.is_empty() {
                rows.push([item.name, String::new(), item.state.1.to_owned()]);
            }
            rows.extend(item.papers.into_iter().map(attached));
        }
        rows.extend(paper_views(t, &case.other_papers(), day).into_iter().map(attached));
        if rows.is_empty() {
            self.paper.text(t.paper_form_no_papers());
            return;
        }
        let numbered = |(at, cells): (usize, [String; 3])| [vec![(at + 1).to_string()], cells.to_vec()].concat();
        self.paper.add(Block::Table(Grid {
            caption: String::new(),
            columns: vec![
                Column::figures(t.paper_item()),
                Column::words(t.paper_form_kind()),
                Column::words(t.paper_form_file()),
                Column::words(t.paper_form_state()),
            ],
            rows: rows.into_iter().enumerate().map(numbered).collect(),
            total: None,
        }));
    }
}

/// What it is, its file, how it stands; why one was refused is said on its page.
fn attached(paper: PaperView) -> [String; 3] {
    let until = paper.until.unwrap_or_default();
    [paper.kind, paper.name, format!("{}\n{until}", paper.state.1).trim_end().to_owned()]
}
