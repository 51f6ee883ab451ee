//! The rules of the law as dated data: what a rule is, which programme it binds, when, on whose word, and who may override it.
//!
//! The numbers themselves stand in `policy/rules.json`, never in the code.

mod body;
mod change;
mod priority_group;
mod province;
mod relief;
mod set;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use body::{Body, BorrowerKind, CapitalSource, GroupCase, Scheme, Territory, Unit, Whom, Yes};
pub use change::{NotAllowed, Raised, allows, value_of};
pub use priority_group::PriorityGroup;
pub use province::same_province;
pub use relief::{ExtensionLimit, FreezeCase};
pub use set::{JobRates, RuleClash, RuleSet, Rules};

/// The programmes of lending.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Programme {
    /// The provincial Cooperative Development Support Fund (Decree 45/2021).
    A,
    /// The central fund (the same decree, nationwide).
    C,
    /// National Employment Fund contracts signed before 1 January 2026 (Law 38/2013, Decree 61/2015).
    BOld,
    /// Job-creation credit (Law 74/2025, Decree 338/2025).
    BNew,
}

impl Programme {
    /// Every programme.
    pub const ALL: [Programme; 4] = [Programme::A, Programme::C, Programme::BOld, Programme::BNew];

    /// The name in the contract: `A`, `C`, `B-old`, `B-new`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Programme::A => "A",
            Programme::C => "C",
            Programme::BOld => "B-old",
            Programme::BNew => "B-new",
        }
    }

    /// Who decides on an application.
    pub const fn decider(self) -> Decider {
        match self {
            Programme::A | Programme::BOld => Decider::Fund,
            Programme::BNew => Decider::SocialPolicyBank,
            Programme::C => Decider::CentralFund,
        }
    }

    /// Whether it is a Cooperative Development Support Fund, which lends its own capital under its own regulation.
    pub const fn is_support_fund(self) -> bool {
        matches!(self, Programme::A | Programme::C)
    }
}

/// Who decides on applications of a programme.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum Decider {
    /// The people of the fund, in this program.
    Fund,
    /// The Social Policy Bank (Decree 338/2025 Art 11): here applied for, referred, followed and reported.
    SocialPolicyBank,
    /// The central fund: likewise.
    CentralFund,
}

/// A text that names no programme.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not a programme: A, C, B-old or B-new")]
pub struct UnknownProgramme(pub String);

impl TryFrom<&str> for Programme {
    type Error = UnknownProgramme;

    fn try_from(name: &str) -> Result<Programme, UnknownProgramme> {
        let found = Programme::ALL.into_iter().find(|programme| programme.as_str() == name);
        found.ok_or_else(|| UnknownProgramme(name.to_owned()))
    }
}

impl TryFrom<String> for Programme {
    type Error = UnknownProgramme;

    fn try_from(name: String) -> Result<Programme, UnknownProgramme> {
        Programme::try_from(name.as_str())
    }
}

impl From<Programme> for &'static str {
    fn from(programme: Programme) -> &'static str {
        programme.as_str()
    }
}

impl fmt::Display for Programme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What binds the fund to a rule.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Fixed by law.
    Law,
    /// Left by the law to the fund's own regulation.
    Deleg,
    /// The fund's own.
    Own,
    /// A rule for banks or for another fund, useful as a default only.
    Ref,
}

/// How sure the reading of the law is. Nothing is confirmed until the fund's lawyer says so.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text was read.
    SourceFound,
    /// Known, the text was not read.
    FromMemory,
    /// An open question.
    Open,
}

/// One place in the law.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Kind and number of the document, in Vietnamese: `Nghị định 45/2021/NĐ-CP`.
    pub document: String,
    /// Article (điều), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Clause (khoản), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Point (điểm), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
}

/// Days from `from` to `to`, both included; an end left out is open.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether the day is inside.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day is in both.
    pub fn overlaps(&self, other: &Period) -> bool {
        let meets = |from: Option<NaiveDate>, to: Option<NaiveDate>| match (from, to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        meets(self.from, other.to) && meets(other.from, self.to)
    }

    /// Whether it ends before it begins.
    pub fn is_backwards(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

/// Who countersigned a rule, and when.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The person, as named in the fund's records.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
}

/// Which way an override may move a figure.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A higher figure only.
    UpOnly,
    /// More members of a list only.
    AddOnly,
}

/// Who else may set a figure, and within what.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The organ, in Vietnamese: `HĐND cấp tỉnh`.
    pub by: String,
    /// The direction allowed.
    pub direction: Direction,
    /// For money of this source only, where the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_source: Option<CapitalSource>,
    /// Where the law says so.
    pub legal_basis: LegalBasis,
}

/// One version of one rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rule {
    /// The id in the collection of rules: `CF-27`.
    pub id: String,
    /// The programmes it binds, at least one.
    pub programmes: Vec<Programme>,
    /// What binds the fund to it.
    pub kind: Kind,
    /// What it demands, with its figures.
    pub body: Body,
    /// Where it is written, at least one place.
    pub legal_basis: Vec<LegalBasis>,
    /// The days on which it is law.
    pub in_force: Period,
    /// The contracts it binds, by the day they are signed.
    pub signed: Period,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// The countersignature, if there is one.
    pub confirmed: Option<Confirmation>,
    /// Who else may set the figure.
    pub overridden_by: Option<Override>,
    /// The id of the row it was confirmed in; `None` for what the program ships.
    pub version: Option<String>,
}

impl Rule {
    /// Whether nobody has read the text it stands in, nor countersigned it: it counts, and says so.
    pub fn is_unsure(&self) -> bool {
        self.confidence != Confidence::SourceFound && self.confirmed.is_none()
    }

    /// Whether it binds a contract of the programme signed on `signed`, looked at on `on`.
    pub fn binds(&self, programme: Programme, on: NaiveDate, signed: NaiveDate) -> bool {
        self.programmes.contains(&programme) && self.in_force.contains(on) && self.signed.contains(signed)
    }

    /// Whether it is of the five debt groups.
    pub const fn is_of_groups(&self) -> bool {
        matches!(self.body, Body::DebtGroup { .. } | Body::DebtScale(_) | Body::WorstGroupOfCustomer(_))
    }

    /// Whether two versions would both bind some contract on some day.
    pub fn collides_with(&self, other: &Rule) -> bool {
        self.id == other.id
            && self.programmes.iter().any(|one| other.programmes.contains(one))
            && self.in_force.overlaps(&other.in_force)
            && self.signed.overlaps(&other.signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_programme_is_read_back_from_its_name() {
        for programme in Programme::ALL {
            assert_eq!(Programme::try_from(programme.as_str()), Ok(programme));
            let json = serde_json::to_string(&programme).unwrap();
            assert_eq!(json, format!("\"{programme}\""));
            assert_eq!(serde_json::from_str::<Programme>(&json).unwrap(), programme);
        }
        for name in ["", "a", "B", "B_old", "b-new"] {
            assert!(Programme::try_from(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_period_holds_both_its_ends() {
        let year = Period { from: Some(day("2026-01-01")), to: Some(day("2026-12-31")) };
        assert!(year.contains(day("2026-01-01")) && year.contains(day("2026-12-31")));
        assert!(!year.contains(day("2025-12-31")) && !year.contains(day("2027-01-01")));
        let after = Period { from: Some(day("2026-12-31")), to: None };
        let before = Period { from: None, to: Some(day("2025-12-31")) };
        assert!(year.overlaps(&after) && after.overlaps(&year));
        assert!(!year.overlaps(&before) && !before.overlaps(&year));
        assert!(Period::default().overlaps(&before) && !year.is_backwards());
    }
}
