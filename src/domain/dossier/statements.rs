//! The financial statements of a cooperative: B01-HTX and B02-HTX of Circular 71/2024/TT-BTC (Annex IV), one year beside the year
//! before, with the form's own checks: a sum that does not come out is a slip somebody has to look for.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::domain::state::named_states;

/// The codes of B01-HTX (financial position), in the order of the form.
pub const POSITION: [&str; 29] = [
    "110", "120", "130", "137", "140", "150", "151", "152", "160", "161", "162", "170", "180", "200", "300", "310",
    "320", "330", "340", "350", "360", "370", "380", "400", "410", "420", "430", "440", "500",
];

/// The codes of B02-HTX (results), in the order of the form; `a` is trade with others, `b` with members.
pub const RESULT: [&str; 20] = [
    "01", "01a", "01b", "02", "02a", "02b", "10", "11", "11a", "11b", "12", "12a", "12b", "20", "31", "32", "40", "50",
    "51", "60",
];

/// A sum of the form: the code of the total and the codes that make it, those after `less` taken off.
struct Sum {
    total: &'static str,
    plus: &'static [&'static str],
    less: &'static [&'static str],
    /// The parts may be left out together: the form of a tiny cooperative has the total alone.
    parts_optional: bool,
}

const fn sum(total: &'static str, plus: &'static [&'static str]) -> Sum {
    Sum { total, plus, less: &[], parts_optional: false }
}

const fn split(total: &'static str, plus: &'static [&'static str]) -> Sum {
    Sum { total, plus, less: &[], parts_optional: true }
}

const fn difference(total: &'static str, plus: &'static [&'static str], less: &'static [&'static str]) -> Sum {
    Sum { total, plus, less, parts_optional: false }
}

const POSITION_SUMS: [Sum; 7] = [
    split("150", &["151", "152"]),
    split("160", &["161", "162"]),
    sum("200", &["110", "120", "130", "140", "150", "160", "170", "180"]),
    sum("300", &["310", "320", "330", "340", "350", "360", "370", "380"]),
    sum("400", &["410", "420", "430", "440"]),
    sum("500", &["300", "400"]),
    sum("200", &["500"]),
];

const RESULT_SUMS: [Sum; 9] = [
    split("01", &["01a", "01b"]),
    split("02", &["02a", "02b"]),
    difference("10", &["01"], &["02"]),
    split("11", &["11a", "11b"]),
    split("12", &["12a", "12b"]),
    difference("20", &["10"], &["11", "12"]),
    difference("40", &["31"], &["32"]),
    sum("50", &["20", "40"]),
    difference("60", &["50"], &["51"]),
];

/// What is worn off or provided for stands as a negative amount.
const NEVER_POSITIVE: [&str; 3] = ["152", "162", "180"];
/// A line that shows a part of another.
const PART_OF: [(&str, &str); 1] = [("137", "130")];

/// Which forms the cooperative keeps its books by.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Circular 71/2024/TT-BTC, the present one.
    #[default]
    Circular71,
    /// Circular 24/2017/TT-BTC, its predecessor.
    Circular24,
    /// Circular 133/2016/TT-BTC, for enterprises.
    Circular133,
}

named_states!(Form { Circular71 = "circular71", Circular24 = "circular24", Circular133 = "circular133" });

/// A line of a form, in dong: of the year and of the year before.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Line {
    /// At the end of the year, or in it.
    pub this_year: Option<Money>,
    /// At its beginning, or in the year before.
    pub last_year: Option<Money>,
}

/// A column of the forms.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum Column {
    /// The year.
    ThisYear,
    /// The year before.
    LastYear,
}

impl Column {
    /// Both, as they stand in the form.
    pub const BOTH: [Column; 2] = [Column::ThisYear, Column::LastYear];
}

impl Line {
    /// The amount of a column.
    pub const fn of(self, column: Column) -> Option<Money> {
        match column {
            Column::ThisYear => self.this_year,
            Column::LastYear => self.last_year,
        }
    }

    /// Whether nothing stands in it.
    pub const fn is_empty(self) -> bool {
        self.this_year.is_none() && self.last_year.is_none()
    }
}

/// The statements of two years.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Statements {
    /// The year of the statements.
    pub year: Option<i32>,
    /// The forms they are made by.
    pub form: Form,
    /// B01 by code.
    pub position: BTreeMap<String, Line>,
    /// B02 by code.
    pub result: BTreeMap<String, Line>,
}

/// Something that does not come out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Mismatch {
    /// The line says `is`, its parts make `makes`.
    Sum {
        /// The line of the total.
        total: &'static str,
        /// How it is made, as the form writes it: `20 = 10 - 11 - 12`.
        rule: String,
        /// The column.
        column: Column,
        /// What stands there; `None` when nothing does.
        is: Option<Money>,
        /// What the parts make.
        makes: Money,
    },
    /// A line that is taken off must stand with a minus.
    Sign {
        /// The line.
        code: &'static str,
        /// The column.
        column: Column,
    },
    /// A line is more than the one it is a part of.
    Part {
        /// The line.
        code: &'static str,
        /// The line it is a part of.
        of: &'static str,
        /// The column.
        column: Column,
    },
}

impl Statements {
    /// A line by its code; empty where nothing was written.
    pub fn line(&self, code: &str) -> Line {
        self.position.get(code).or_else(|| self.result.get(code)).copied().unwrap_or_default()
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.position.values().chain(self.result.values()).all(|line| line.is_empty())
    }

    /// The column in which nothing stands while the other is filled in.
    pub fn empty_column(&self) -> Option<Column> {
        let empty =
            |column: &Column| self.position.values().chain(self.result.values()).all(|line| line.of(*column).is_none());
        Column::BOTH.into_iter().find(empty).filter(|_| !self.is_empty())
    }

    /// Codes that are in neither form.
    pub fn unknown_codes(&self) -> Vec<&str> {
        let position = self.position.keys().filter(|code| !POSITION.contains(&code.as_str()));
        let result = self.result.keys().filter(|code| !RESULT.contains(&code.as_str()));
        position.chain(result).map(String::as_str).collect()
    }

    /// Everything that does not come out, in the order of the forms. A column in which nothing stands has no mistakes.
    pub fn mismatches(&self) -> Vec<Mismatch> {
        let mut found = Vec::new();
        for column in Column::BOTH {
            for (form, sums) in [(&POSITION[..], &POSITION_SUMS[..]), (&RESULT[..], &RESULT_SUMS[..])] {
                let at = |code: &str| self.line(code).of(column);
                if form.iter().any(|code| at(code).is_some()) {
                    found.extend(sums.iter().filter_map(|sum| sum.mismatch(&at, column)));
                }
            }
            let at = |code: &str| self.line(code).of(column);
            let positive = |code: &&&str| at(code).is_some_and(Money::is_positive);
            found.extend(NEVER_POSITIVE.iter().filter(positive).map(|code| Mismatch::Sign { code, column }));
            let more = |(code, of): &&(&str, &str)| at(code).unwrap_or_default() > at(of).unwrap_or_default();
            found.extend(PART_OF.iter().filter(more).map(|(code, of)| Mismatch::Part { code, of, column }));
        }
        found
    }

    /// A ratio of two sums of lines in thousandths, rounded half away from zero; `None` where the divisor is nothing or less.
    pub fn per_mille(&self, column: Column, above: &[&str], below: &[&str]) -> Option<i64> {
        let total = |codes: &[&str]| {
            let amounts = codes.iter().map(|code| self.line(code).of(column).unwrap_or_default());
            Money::try_sum(amounts).map(Money::as_dong)
        };
        let (above, below) = (i128::from(total(above)?), i128::from(total(below)?));
        if below <= 0 {
            return None;
        }
        let doubled = above * 2000 + if above < 0 { -below } else { below };
        i64::try_from(doubled / (2 * below)).ok()
    }
}

impl Sum {
    fn mismatch(&self, at: &impl Fn(&str) -> Option<Money>, column: Column) -> Option<Mismatch> {
        let codes = self.plus.iter().chain(self.less);
        if self.parts_optional && codes.clone().all(|code| at(code).is_none()) {
            return None;
        }
        let is = at(self.total);
        if is.is_none() && codes.clone().all(|code| at(code).is_none()) {
            return None;
        }
        // Every amount is far below the largest one, so that neither sum can overflow.
        let total = |codes: &[&str]| Money::try_sum(codes.iter().map(|code| at(code).unwrap_or_default()));
        let makes = total(self.plus)?.checked_sub(total(self.less)?)?;
        if is == Some(makes) {
            return None;
        }
        Some(Mismatch::Sum { total: self.total, rule: self.rule(), column, is, makes })
    }

    fn rule(&self) -> String {
        let less = self.less.iter().map(|code| format!(" - {code}"));
        format!("{} = {}{}", self.total, self.plus.join(" + "), less.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(lines: &[(&str, i64)]) -> Statements {
        let mut statements = Statements { year: Some(2025), ..Statements::default() };
        for (code, dong) in lines {
            let form = if POSITION.contains(code) { &mut statements.position } else { &mut statements.result };
            form.insert((*code).to_owned(), Line { this_year: Some(Money::dong(*dong)), last_year: None });
        }
        statements
    }

    /// A cooperative with 500 of everything it has, 300 of it its own.
    const SOUND: [(&str, i64); 19] = [
        ("110", 100),
        ("130", 150),
        ("137", 20),
        ("140", 50),
        ("150", 200),
        ("151", 260),
        ("152", -60),
        ("200", 500),
        ("300", 200),
        ("310", 50),
        ("350", 150),
        ("400", 300),
        ("410", 280),
        ("420", 20),
        ("500", 500),
        ("01", 1000),
        ("10", 1000),
        ("11", 900),
        ("20", 100),
    ];

    #[test]
    fn statements_that_come_out_have_no_mismatch() {
        let mut lines = SOUND.to_vec();
        lines.extend([("50", 100), ("51", 20), ("60", 80)]);
        assert_eq!(statements(&lines).mismatches(), []);
        assert_eq!(Statements::default().mismatches(), []);
    }

    #[test]
    fn every_check_of_the_forms_bites() {
        let but = |code: &str, dong| {
            let mut lines = SOUND.to_vec();
            lines.extend([("50", 100), ("51", 20), ("60", 80)]);
            lines.retain(|(kept, _)| *kept != code);
            lines.push((code, dong));
            statements(&lines)
                .mismatches()
                .into_iter()
                .map(|found| match found {
                    Mismatch::Sum { rule, .. } => rule,
                    Mismatch::Sign { code, .. } => format!("-{code}"),
                    Mismatch::Part { code, of, .. } => format!("{code} <= {of}"),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(but("500", 501), ["500 = 300 + 400", "200 = 500"]);
        assert_eq!(but("110", 101), ["200 = 110 + 120 + 130 + 140 + 150 + 160 + 170 + 180"]);
        assert_eq!(but("151", 261), ["150 = 151 + 152"]);
        assert_eq!(but("152", 60), ["150 = 151 + 152", "-152"]);
        assert_eq!(but("137", 151), ["137 <= 130"]);
        assert_eq!(but("60", 100), ["60 = 50 - 51"]);
        assert_eq!(but("11", 899), ["20 = 10 - 11 - 12"]);
        assert_eq!(but("01b", 1), ["01 = 01a + 01b"]);
    }

    #[test]
    fn a_total_that_was_left_out_is_said_with_what_it_makes() {
        let found = statements(&[("410", 5), ("420", -2)]).mismatches();
        let Mismatch::Sum { total, is, makes, .. } = &found[0] else { panic!("{found:?}") };
        assert_eq!((*total, *is, *makes), ("400", None, Money::dong(3)));
    }

    #[test]
    fn ratios_are_rounded_once_and_never_divide_by_nothing() {
        let statements = statements(&SOUND);
        assert_eq!(statements.per_mille(Column::ThisYear, &["400"], &["500"]), Some(600));
        assert_eq!(statements.per_mille(Column::ThisYear, &["350"], &["400"]), Some(500));
        assert_eq!(statements.per_mille(Column::ThisYear, &["152"], &["400"]), Some(-200));
        assert_eq!(statements.per_mille(Column::ThisYear, &["400"], &["120"]), None);
        assert_eq!(statements.per_mille(Column::LastYear, &["400"], &["500"]), None);
    }
}
