//! Who decides on an amount by the fund's own regulation (Decree 45/2021 Arts 17, 31; setting `approval_levels`), and the papers
//! that show it: a council's minutes with those present, number and date of the decision itself.
//!
//! The approver who signs in records the decision of that authority; for a council nobody can without its minutes.
use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;

use super::input::{check_text, required_text};
use super::{Error, FieldError, Op, Problem, Refusal};
use crate::access::{Approver, Witness};
use crate::clock::business_date;
use crate::domain::money::Money;
use crate::domain::regulation::{Authority, Regulation, SettingKey, SettingSource};
use crate::store::Doc;
use crate::store::applications::Application;
use crate::store::decisions::{self, Decision};

const NUMBER_CHARACTERS_MAX: usize = 100;
const NAME_CHARACTERS_MAX: usize = 200;
/// More than any council has.
const PRESENT_MAX: usize = 100;

/// Minutes of a council's meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    pub number: String,
    /// From the day of the appraisal to today.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// The names of those present: at least as many as the regulation asks for, nobody twice.
    pub present: Vec<String>,
}

/// The paper of the decision itself. What is left out: no number, today, the approver's own name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecisionPaper)]
pub struct Paper {
    #[serde(default)]
    pub number: String,
    /// From the day of the appraisal, or of the minutes, to today.
    #[serde(default, deserialize_with = "super::json::optional_date")]
    #[schema(value_type = Option<String>, format = Date)]
    pub date: Option<NaiveDate>,
    /// Who signed it.
    #[serde(default)]
    pub signed_by: String,
}

/// The papers a decision comes with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Papers<'a> {
    pub paper: Option<&'a Paper>,
    pub minutes: Option<&'a Minutes>,
}

/// Who decides on an amount, and where the fund wrote it down.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    pub by: Authority,
    /// How many have to be present; at least 1, for a council.
    pub quorum: Option<u32>,
    pub source: SettingSource,
}

/// The level an amount needs; `None` where the fund has set no levels (job loans, whose law names who decides).
///
/// # Errors
/// `SettingsMissing` where there are levels and none of them reaches the amount.
pub fn level_of(regulation: &Regulation, amount: Money) -> Result<Option<Level>, Refusal> {
    let Some(setting) = regulation.get(SettingKey::ApprovalLevels) else { return Ok(None) };
    let level = regulation.approval_level(amount);
    let level = level.ok_or_else(|| Refusal::SettingsMissing(vec![SettingKey::ApprovalLevels.to_string()]))?;
    let quorum = (level.by == Authority::Council).then(|| level.quorum.unwrap_or(1).max(1));
    Ok(Some(Level { by: level.by, quorum, source: setting.source.clone() }))
}

/// Keeps by which authority an application is decided, with the papers; what the trail keeps of it.
///
/// # Errors
/// `Invalid` where an approval lacks its minutes or a paper cannot be taken, `SettingsMissing` as [`level_of`].
pub(super) async fn record(
    op: &mut Op<'_, '_>,
    by: &Approver,
    found: &Application,
    (approved, amount): (bool, Money),
    regulation: &Regulation,
    papers: Papers<'_>,
) -> Result<Json, Error> {
    let level = level_of(regulation, amount)?;
    let quorum = level.as_ref().and_then(|level| level.quorum);
    let appraised_on = found.appraised_at.map_or(op.today, business_date);
    let (minutes, paper) = checked(papers, quorum.filter(|_| approved), (appraised_on, op.today), &by.user().name)?;
    let decision = decision_of(approved, amount, level, minutes, paper);
    let now = op.now;
    decisions::insert(op, &found.id, &decision, &by.user().id, now).await?;
    Ok(for_the_record(&decision))
}

fn decision_of(
    approved: bool,
    amount: Money,
    level: Option<Level>,
    minutes: Option<Minutes>,
    paper: CheckedPaper,
) -> Decision {
    let (authority, quorum, source) = match level {
        Some(level) => (Some(level.by), level.quorum.map(i64::from), Some(level.source)),
        None => (None, None, None),
    };
    let (number, date, present) = match minutes {
        Some(minutes) => (Some(minutes.number), Some(minutes.date), Some(Doc(minutes.present))),
        None => (None, None, None),
    };
    Decision {
        outcome: if approved { "approved" } else { "rejected" }.to_owned(),
        amount,
        authority,
        quorum,
        document_date: source.as_ref().map(|source| source.dated),
        clause: source.as_ref().map(|source| source.clause.clone()),
        document: source.map(|source| source.document),
        paper_number: paper.number,
        paper_date: paper.date,
        signed_by: paper.signed_by,
        minutes_number: number,
        minutes_date: date,
        minutes_present: present,
    }
}

fn for_the_record(decision: &Decision) -> Json {
    let minutes = decision
        .minutes_number
        .as_ref()
        .map(|number| json!({ "number": number, "date": decision.minutes_date, "present": decision.present() }));
    json!({
        "authority": decision.authority, "quorum": decision.quorum, "by": decision.document, "clause": decision.clause,
        "paper": { "number": decision.paper_number, "date": decision.paper_date, "signed_by": decision.signed_by }, "minutes": minutes,
    })
}

/// A paper with what was left out filled in.
#[derive(Debug, Clone, PartialEq)]
struct CheckedPaper {
    number: Option<String>,
    date: NaiveDate,
    signed_by: String,
}

/// Both papers, or everything wrong with them at once. `quorum`: minutes are needed, with so many present.
fn checked(
    papers: Papers<'_>,
    quorum: Option<u32>,
    (from, today): (NaiveDate, NaiveDate),
    approver: &str,
) -> Result<(Option<Minutes>, CheckedPaper), Refusal> {
    let mut errors = Vec::new();
    let quorum = quorum.and_then(|quorum| usize::try_from(quorum).ok());
    let minutes = match (papers.minutes, quorum) {
        (Some(minutes), quorum) => Some(checked_minutes(minutes, quorum.unwrap_or(1), (from, today), &mut errors)),
        (None, Some(quorum)) => return Err(Refusal::field("/minutes", Problem::MinutesRequired { quorum })),
        (None, None) => None,
    };
    let met = minutes.as_ref().map_or(from, |minutes| minutes.date.clamp(from, today));
    let paper = checked_paper(papers.paper, (met, today), approver, &mut errors);
    if errors.is_empty() { Ok((minutes, paper)) } else { Err(Refusal::Invalid(errors)) }
}

fn checked_minutes(
    minutes: &Minutes,
    quorum: usize,
    (from, to): (NaiveDate, NaiveDate),
    errors: &mut Vec<FieldError>,
) -> Minutes {
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    let number = required_text(&minutes.number, NUMBER_CHARACTERS_MAX).unwrap_or_else(|problem| {
        fail("/minutes/number", problem);
        String::new()
    });
    if !(from..=to).contains(&minutes.date) {
        fail("/minutes/date", Problem::DateOutOfRange { from, to });
    }
    if minutes.present.len() > PRESENT_MAX {
        let max = i64::try_from(PRESENT_MAX).unwrap_or(i64::MAX);
        fail("/minutes/present", Problem::OutOfRange { min: 1, max });
        return Minutes::default();
    }
    let (mut present, mut seen) = (Vec::new(), HashSet::new());
    let mut sound = true;
    for (at, name) in minutes.present.iter().enumerate() {
        let pointer = format!("/minutes/present/{at}");
        match required_text(&plain(name), NAME_CHARACTERS_MAX) {
            Ok(name) if seen.insert(name.to_lowercase()) => present.push(name),
            Ok(_) => fail(&pointer, Problem::NamedTwice),
            Err(problem) => fail(&pointer, problem),
        }
        sound = sound && present.len() == at + 1;
    }
    // With a name to be mended nobody knows yet how many there are.
    if sound && present.len() < quorum {
        fail("/minutes/present", Problem::ShortOfQuorum { quorum, present: present.len() });
    }
    Minutes { number, date: minutes.date, present }
}

/// A name as it is kept: composed letters, and one space between words, so that the same name is the same text.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn checked_paper(
    paper: Option<&Paper>,
    (from, to): (NaiveDate, NaiveDate),
    approver: &str,
    errors: &mut Vec<FieldError>,
) -> CheckedPaper {
    let empty = Paper::default();
    let paper = paper.unwrap_or(&empty);
    let (number, signed_by) = (paper.number.trim(), plain(&paper.signed_by));
    let texts =
        [("/decision/number", number, NUMBER_CHARACTERS_MAX), ("/decision/signed_by", &signed_by, NAME_CHARACTERS_MAX)];
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    for (pointer, text, max) in texts {
        if let Some(problem) = check_text(text, max) {
            fail(pointer, problem);
        }
    }
    let date = paper.date.unwrap_or(to);
    if !(from..=to).contains(&date) {
        fail("/decision/date", Problem::DateOutOfRange { from, to });
    }
    CheckedPaper {
        number: Some(number.to_owned()).filter(|number| !number.is_empty()),
        date,
        signed_by: if signed_by.is_empty() { approver.to_owned() } else { signed_by },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn minutes(number: &str, date: &str, present: &[&str]) -> Minutes {
        Minutes { number: number.into(), date: day(date), present: present.iter().map(|&name| name.into()).collect() }
    }

    /// What is wrong with minutes, appraised on 2 March, decided on 6 March 2026, three needed.
    fn told(minutes: Option<&Minutes>, paper: Option<&Paper>) -> Vec<String> {
        let papers = Papers { paper, minutes };
        match checked(papers, Some(3), (day("2026-03-02"), day("2026-03-06")), "Minh") {
            Err(Refusal::Invalid(errors)) => {
                errors.iter().map(|error| format!("{} {}", error.pointer, error.problem.code())).collect()
            }
            Err(other) => vec![other.code().to_owned()],
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn a_council_needs_whole_minutes() {
        let three = ["Lò Văn Hặc", "Quàng Thị Én", "Vừ A Sùng"];
        for (number, date, present, expected) in [
            ("07/BB", "2026-03-02", &three[..], &[][..]),
            ("07/BB", "2026-03-06", &three[..], &[]),
            ("  ", "2026-03-06", &three[..], &["/minutes/number required"]),
            ("07/BB", "2026-03-01", &three[..], &["/minutes/date date_out_of_range"]),
            ("07/BB", "2026-03-07", &three[..], &["/minutes/date date_out_of_range"]),
            ("07/BB", "2026-03-06", &three[..2], &["/minutes/present short_of_quorum"]),
            ("07/BB", "2026-03-06", &[], &["/minutes/present short_of_quorum"]),
            ("07/BB", "2026-03-06", &["a", " ", "c", "d"], &["/minutes/present/1 required"]),
            ("07/BB", "2026-03-06", &["a", "b", "c", "  A "], &["/minutes/present/3 named_twice"]),
            ("07/BB", "2026-03-06", &["a", "b", "c\u{202e}"], &["/minutes/present/2 bad_characters"]),
        ] {
            assert_eq!(told(Some(&minutes(number, date, present)), None), expected, "{number} {date} {present:?}");
        }
        assert_eq!(told(None, None), ["/minutes minutes_required"]);
    }

    #[test]
    fn one_name_is_one_person_however_it_is_typed() {
        // Composed and decomposed letters, other spaces, another case.
        let twice = minutes("1", "2026-03-06", &["Lò  Văn Hặc", "LÒ VĂN HẶC", "Lo\u{300} Văn Hặc"]);
        assert_eq!(told(Some(&twice), None), ["/minutes/present/1 named_twice", "/minutes/present/2 named_twice"]);
        // Another tone is another person.
        assert_eq!(told(Some(&minutes("1", "2026-03-06", &["Hà", "Hạ", "Hã"])), None), [""; 0]);
    }

    #[test]
    fn the_decision_is_not_older_than_its_minutes() {
        let minutes = minutes("1", "2026-03-04", &["a", "b", "c"]);
        let paper =
            |date: &str| Paper { number: "12/QĐ".into(), date: Some(day(date)), signed_by: "  Lò  Hặc ".into() };
        assert_eq!(told(Some(&minutes), Some(&paper("2026-03-03"))), ["/decision/date date_out_of_range"]);
        let papers = Papers { paper: Some(&paper("2026-03-04")), minutes: Some(&minutes) };
        let (_, kept) = checked(papers, Some(3), (day("2026-03-02"), day("2026-03-06")), "Minh").unwrap();
        assert_eq!((kept.number.as_deref(), kept.signed_by.as_str()), (Some("12/QĐ"), "Lò Hặc"));
        let (_, kept) = checked(Papers::default(), None, (day("2026-03-02"), day("2026-03-06")), "Minh").unwrap();
        assert_eq!((kept.number, kept.date, kept.signed_by.as_str()), (None, day("2026-03-06"), "Minh"));
    }
}
