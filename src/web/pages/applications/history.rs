//! What has happened to an application, from the audit trail, in plain words.
use serde_json::Value as Json;

use crate::domain::money::Money;
use crate::store::audit::Row;
use crate::text::{Texts, format};

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    pub what: String,
    pub at: String,
    pub by: String,
    /// A refusal or an end.
    pub bad: bool,
}

/// The steps, oldest first; refused attempts are the auditor's matter. What the appraiser recommends is for staff alone.
pub fn steps(t: Texts, rows: &[Row], staff: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut saves = 0;
    let mut submitted = false;
    let done: Vec<&Row> = rows.iter().filter(|row| row.outcome == "done").collect();
    for (at, row) in done.iter().enumerate() {
        if is_save(row) {
            saves += 1;
            let goes_on = done.get(at + 1).is_some_and(|next| is_save(next) && next.actor_id == row.actor_id);
            if goes_on {
                continue;
            }
        }
        let what = match row.action.as_str() {
            _ if is_save(row) && saves > 1 => t.history_saves(saves),
            "application.submit" if submitted => t.history_submit_again().to_owned(),
            _ => words(t, row, staff),
        };
        saves = if is_save(row) { 0 } else { saves };
        submitted |= row.action == "application.submit";
        steps.push(Step {
            what,
            at: format::instant(row.at),
            by: if row.actor_id.is_some() { row.actor_name.clone() } else { t.history_system().to_owned() },
            bad: matches!(row.action.as_str(), "application.reject" | "application.lapse" | "application.withdraw"),
        });
    }
    steps
}

/// Saving the loan or another part of it: to the reader of the history the same.
fn is_save(row: &Row) -> bool {
    matches!(row.action.as_str(), "application.save" | "application.write")
}

fn words(t: Texts, row: &Row, staff: bool) -> String {
    let after = |name: &str| row.after.as_ref().and_then(|doc| doc.0.get(name)).cloned().unwrap_or_default();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let amount = |value: &Json| value.as_i64().map(|dong| format::dong(Money::dong(dong))).unwrap_or_default();
    match row.action.as_str() {
        "application.begin" if after("on_behalf") == true => t.history_begin_behalf().into(),
        "application.begin" => t.history_begin().into(),
        "application.ask_confirmation" if after("letters") == 0 => t.history_ask_again().into(),
        "application.ask_confirmation" => t.history_ask_confirmation().into(),
        _ if is_save(row) => t.history_save().into(),
        "document.add" => t.history_paper_added(text(&after("file_name"))),
        "document.review" if after("verdict") == "accepted" => t.history_paper_accepted().into(),
        "document.review" => t.history_paper_refused(text(&after("note"))),
        "document.remove" => t.history_paper_removed().into(),
        "application.submit" => t.history_submit().into(),
        "application.return" => {
            let needed = after("needed");
            let papers: Vec<String> = needed.as_array().into_iter().flatten().map(text).collect();
            t.history_return(papers.join("; "))
        }
        "application.appraise" if staff => {
            let appraisal = after("appraisal");
            if appraisal["recommendation"] == "approve" {
                t.history_appraise_approve(amount(&appraisal["amount"]))
            } else {
                t.history_appraise_reject().into()
            }
        }
        "application.appraise" => t.history_appraise().into(),
        "application.approve" => match after("decided")["minutes"]["number"].as_str() {
            Some(number) => t.history_approve_council(amount(&after("amount")), number),
            None => t.history_approve(amount(&after("amount"))),
        },
        "application.reject" => t.history_reject(text(&after("reason"))),
        "application.refer" => t.history_refer(text(&after("number"))),
        "application.outcome" => t.history_outcome(text(&after("outcome")["number"])),
        "application.balance" => t.history_balance().into(),
        "application.move" if !staff => t.history_moved().into(),
        "application.move" => t.history_move(text(&after("rule"))),
        "application.wait" => t.history_wait().into(),
        "application.offer" => t.history_offer().into(),
        "application.withdraw" => match after("said").as_str() {
            Some(said) => t.history_withdraw_said(said),
            None => t.history_withdraw().into(),
        },
        "application.lapse" => t.history_lapse().into(),
        other => t.history_other(other),
    }
}
