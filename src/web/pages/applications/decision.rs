//! Who has to decide on an amount, for the form; and a decision with its papers, for whoever reads it.
use crate::actions::authority::level_of;
use crate::domain::money::Money;
use crate::domain::regulation::{Regulation, SettingKey};
use crate::store::decisions::Decision;
use crate::text::{Texts, format};
use crate::web::Fields;

/// Who decides on the amount of the form.
#[derive(Debug, Clone)]
pub struct LevelView {
    /// Who, and where the fund wrote it down.
    pub said: String,
    /// Minutes are needed.
    pub council: bool,
    /// Every level, in words, where there are several.
    pub all: Vec<String>,
}

impl LevelView {
    /// The level of the amount that was typed, else of the amount wanted; `None` where the fund has no levels.
    pub fn of(t: Texts, regulation: &Regulation, typed: &Fields, wanted: Option<Money>) -> Option<LevelView> {
        let amount = Money::parse(typed.get("amount")).ok().or(wanted)?;
        let level = level_of(regulation, amount).ok().flatten()?;
        let source = level.source;
        let source = t.setting_source_of(source.document, format::date(source.dated), source.clause);
        let (who, amount) = (t.authority(level.by), format::dong(amount));
        let said = match level.quorum {
            Some(quorum) => t.decide_level_council(amount, quorum, source),
            None => t.decide_level(amount, who, source),
        };
        let all = regulation.get(SettingKey::ApprovalLevels).map(|setting| t.setting_in_words(&setting.value));
        let all = all.filter(|lines| lines.len() > 1).unwrap_or_default();
        Some(LevelView { said, council: level.quorum.is_some(), all })
    }
}

/// A decision in words.
pub type Rows = Vec<(&'static str, String)>;

/// The authority, and number and date of each paper; with the names of those present, for staff.
pub fn rows(t: Texts, decision: &Decision, staff: bool) -> Rows {
    let mut rows = Rows::new();
    if let Some(authority) = decision.authority {
        rows.push((t.decision_authority(), t.authority(authority).to_owned()));
    }
    if let (Some(document), Some(dated), Some(clause)) = (&decision.document, decision.document_date, &decision.clause)
    {
        rows.push((t.decision_basis(), t.setting_source_of(document, format::date(dated), clause)));
    }
    if let (Some(number), Some(date)) = (&decision.minutes_number, decision.minutes_date) {
        rows.push((t.decision_minutes(), t.paper_of(number, format::date(date))));
        if staff {
            rows.push((t.decision_present(), decision.present().join("; ")));
        }
    }
    if let Some(number) = &decision.paper_number {
        rows.push((t.decision_paper(), t.paper_of(number, format::date(decision.paper_date))));
    }
    rows.push((t.decision_signed_by(), decision.signed_by.clone()));
    rows
}
