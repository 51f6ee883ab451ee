//! What is still to be done before an application can be sent, as one list.
use chrono::{Datelike, NaiveDate};

use super::case::{Case, Seat};
use super::papers::items;
use super::sheet::SheetView;
use crate::actions::preview::Preview;
use crate::actions::submit::missing_fields;
use crate::domain::dossier::Statements;
use crate::domain::dossier::statements::Column;
use crate::domain::policy::Programme;
use crate::text::Texts;

/// The class of what is not there.
const MISSING: &str = "missing";

/// A line of the list.
pub struct Task {
    pub href: String,
    pub name: &'static str,
    /// The tag's class and word.
    pub tag: (&'static str, String),
}

/// The list for who writes the application; empty for others and once it cannot be changed.
pub fn tasks(t: Texts, case: &Case, seat: Seat, preview: Option<&Preview>, today: NaiveDate) -> Vec<Task> {
    let Some(preview) = preview.filter(|_| case.found.status.is_editable() && seat.writes) else {
        return Vec::new();
    };
    let id = &case.found.id;
    let page = |part: &str| format!("/applications/{id}/{part}");
    let task = |href, name, tag| Task { href, name, tag };
    let mut tasks = vec![
        task(page("cooperative"), t.part_register(), register(t, case)),
        task(page("edit"), t.app_section_loan(), loan(t, case)),
        task(page("plan"), t.part_plan(), plan(t, case)),
        task(page("collateral"), t.app_section_collateral(), security(t, case)),
    ];
    if asks_for_workforce(case) {
        tasks.push(task(page("workforce"), t.part_workforce(), workforce(t, case)));
    }
    tasks.push(task(page("statements"), t.part_statements(), statements(t, case)));
    tasks.push(task(page("papers"), t.app_papers(), papers(t, case, today)));
    let sheet = SheetView::of_preview(t, preview, today);
    tasks.push(task("#sheet".into(), t.app_task_conditions(), (sheet.kind, sheet.outcome.to_owned())));
    tasks
}

/// How many of the parts are done, of how many: the conditions are no part.
pub fn progress(t: Texts, tasks: &[Task]) -> String {
    let parts = || tasks.iter().filter(|task| task.href != "#sheet");
    let done = parts().filter(|task| task.tag.0 == "done").count();
    if tasks.is_empty() { String::new() } else { t.tasks_done(done, parts().count()) }
}

/// Whether the programme asks who works there.
pub fn asks_for_workforce(case: &Case) -> bool {
    matches!(case.fund.programme, Programme::BOld | Programme::BNew)
}

fn register(t: Texts, case: &Case) -> (&'static str, String) {
    match case.dossier.cooperative {
        Some(seen) if seen.register_version == case.cooperative.version => ("done", t.app_task_done().into()),
        Some(_) => ("review", t.task_to_check().into()),
        None => ("missing", t.task_open().into()),
    }
}

fn loan(t: Texts, case: &Case) -> (&'static str, String) {
    match missing_fields(&case.found.wanted()).len() {
        0 => ("done", t.app_task_done().into()),
        missing => ("missing", t.app_task_fields(missing)),
    }
}

fn plan(t: Texts, case: &Case) -> (&'static str, String) {
    match case.dossier.plan.as_ref().map(crate::domain::dossier::Plan::unanswered) {
        Some(0) => ("done", t.app_task_done().into()),
        Some(left) => ("missing", t.task_unanswered(left)),
        None => ("missing", t.task_open().into()),
    }
}

fn security(t: Texts, case: &Case) -> (&'static str, String) {
    match case.collateral.len() {
        0 => ("draft", t.task_optional().into()),
        count => ("done", t.task_security(count)),
    }
}

fn workforce(t: Texts, case: &Case) -> (&'static str, String) {
    let counted = case.dossier.workforce.as_ref().and_then(crate::domain::dossier::Workforce::headcount);
    if counted.is_some() { ("done", t.app_task_done().into()) } else { ("missing", t.task_open().into()) }
}

fn statements(t: Texts, case: &Case) -> (&'static str, String) {
    let Some(written) = case.dossier.statements.as_ref().filter(|written| !written.is_empty()) else {
        return ("missing", t.task_open().into());
    };
    match written.mismatches().len() {
        0 => match lacking(case, written) {
            None => ("done", t.app_task_done().into()),
            Some(year) => ("missing", t.task_year_lacks(year)),
        },
        places => ("fail", t.task_mismatches(places)),
    }
}

/// The year of which nothing was written; before it began a cooperative has none.
fn lacking(case: &Case, written: &Statements) -> Option<i32> {
    let year = written.year?;
    let lacks = match written.empty_column()? {
        Column::ThisYear => year,
        Column::LastYear => year - 1,
    };
    let began = case.cooperative.founded.map(|founded| founded.year());
    Some(lacks).filter(|lacks| began.is_none_or(|began| began <= *lacks))
}

fn papers(t: Texts, case: &Case, today: NaiveDate) -> (&'static str, String) {
    let items = items(t, case, today);
    if items.is_empty() {
        let there = case.documents.len();
        return (if there > 0 { "done" } else { "missing" }, t.app_papers_count(there));
    }
    let there = items.iter().filter(|item| item.state.0 != MISSING).count();
    (if there == items.len() { "done" } else { MISSING }, t.task_papers(there, items.len()))
}

/// What is not there yet though it could be sent without: where it is added, and what it is.
pub fn still_open(t: Texts, case: &Case, seat: Seat, preview: &Preview, today: NaiveDate) -> Vec<(String, String)> {
    let papers_page = format!("/applications/{}/papers", case.found.id);
    let items = items(t, case, today);
    let open = tasks(t, case, seat, Some(preview), today).into_iter().filter(|task| {
        task.tag.0 != "done"
            && task.tag.0 != "draft"
            && task.href != "#sheet"
            && (task.href != papers_page || items.is_empty())
    });
    let parts: Vec<_> = open.map(|task| (task.href, format!("{}: {}", task.name, task.tag.1))).collect();
    let missing = items.into_iter().filter(|item| item.state.0 == MISSING);
    let papers = missing.map(|item| (format!("{papers_page}?item={}#add", item.number), item.name));
    parts.into_iter().chain(papers).collect()
}
