//! The parts of an application, ready to be read: on its page and once more before it is sent.
use super::statements::mismatches;
use crate::domain::dossier::statements::Column;
use crate::domain::dossier::{Dossier, Plan, Statements, Worker, Workforce};
use crate::domain::money::Money;
use crate::text::{Texts, format};

/// What was written in the parts; a part that was not written is absent.
#[derive(Debug, Clone, Default)]
pub struct DossierView {
    pub plan: Option<PlanView>,
    pub workforce: Option<WorkforceView>,
    pub statements: Option<StatementsView>,
}

/// See [`Plan`].
#[derive(Debug, Clone)]
pub struct PlanView {
    pub costs: Vec<(String, String)>,
    pub total: String,
    /// Question and answer; those answered.
    pub answers: Vec<(&'static str, String)>,
}

/// See [`Workforce`].
#[derive(Debug, Clone)]
pub struct WorkforceView {
    pub counts: Vec<(&'static str, String)>,
    pub share: String,
    /// Name, year of birth, groups.
    pub people: Vec<(String, String, String)>,
}

/// See [`Statements`].
#[derive(Debug, Clone)]
pub struct StatementsView {
    pub this_year: String,
    pub last_year: String,
    /// Label, this year, last year.
    pub figures: Vec<(&'static str, String, String)>,
    /// Code, item, this year, last year.
    pub lines: Vec<(String, String, String, String)>,
    pub mismatches: Vec<String>,
}

impl DossierView {
    /// The parts that were written; the people of priority groups are named to those alone who write or decide.
    pub fn of(t: Texts, dossier: &Dossier, named: bool) -> DossierView {
        DossierView {
            plan: dossier.plan.as_ref().map(|plan| plan_view(t, plan)),
            workforce: dossier.workforce.as_ref().map(|workforce| workforce_view(t, workforce, named)),
            statements: dossier
                .statements
                .as_ref()
                .filter(|written| !written.is_empty())
                .map(|s| statements_view(t, s)),
        }
    }
}

fn plan_view(t: Texts, plan: &Plan) -> PlanView {
    let answered = plan.texts().into_iter().filter(|(_, text)| !text.is_empty());
    PlanView {
        costs: plan.cost_lines.iter().map(|line| (line.what.clone(), format::dong(line.amount))).collect(),
        total: plan.total().map(format::dong).unwrap_or_default(),
        answers: answered.map(|(name, text)| (t.plan_question(name).0, text.to_owned())).collect(),
    }
}

fn workforce_view(t: Texts, workforce: &Workforce, named: bool) -> WorkforceView {
    let persons = |number: u32| t.unit_persons(format::number(number.into()));
    let counts = [(t.workforce_all(), workforce.workers), (t.workforce_women(), workforce.women)];
    let share = workforce.headcount().filter(|counted| counted.workers > 0).map(|counted| {
        let tenths = u64::from(counted.priority) * 1000 / u64::from(counted.workers);
        t.workforce_share(counted.priority, counted.workers, per_mille(t, i64::try_from(tenths).unwrap_or_default()))
    });
    WorkforceView {
        counts: counts.into_iter().filter_map(|(label, count)| count.map(|count| (label, persons(count)))).collect(),
        share: share.unwrap_or_default(),
        people: if named { people(t, workforce) } else { Vec::new() },
    }
}

/// Those of priority groups: name, year of birth, groups.
pub fn people(t: Texts, workforce: &Workforce) -> Vec<(String, String, String)> {
    let of = |person: &Worker| {
        let born = person.born.map(|year| year.to_string()).unwrap_or_default();
        let groups: Vec<_> = person.groups.iter().map(|group| t.priority_group(*group)).collect();
        (person.name.clone(), born, groups.join(", "))
    };
    workforce.people.iter().map(of).collect()
}

fn per_mille(t: Texts, value: i64) -> String {
    let (sign, value) = if value < 0 { ("-", -value) } else { ("", value) };
    t.percent(&format!("{sign}{}.{}", value / 10, value % 10))
}

fn statements_view(t: Texts, statements: &Statements) -> StatementsView {
    let dong = |amount: Option<Money>| amount.map(format::dong).unwrap_or_else(|| "–".to_owned());
    let pair = |code: &str| {
        let line = statements.line(code);
        (dong(line.this_year), dong(line.last_year))
    };
    let ratio = |above: &[&str], below: &[&str]| {
        let of = |column| {
            statements.per_mille(column, above, below).map_or_else(|| "–".to_owned(), |ratio| per_mille(t, ratio))
        };
        (of(Column::ThisYear), of(Column::LastYear))
    };
    let figures = [
        (t.ratio_revenue(), pair("01")),
        (t.ratio_profit(), pair("60")),
        (t.ratio_capital(), pair("500")),
        (t.ratio_own(), ratio(&["400"], &["500"])),
        (t.ratio_debt(), ratio(&["350"], &["400"])),
        (t.ratio_liquidity(), ratio(&["110", "120", "130", "140"], &["310", "320", "330", "340", "360"])),
        (t.ratio_margin(), ratio(&["60"], &["10"])),
    ];
    let lines = statements.position.iter().chain(&statements.result);
    let year = |before: i32| statements.year.map(|year| (year - before).to_string());
    StatementsView {
        this_year: year(0).unwrap_or_else(|| t.statements_this_year().to_owned()),
        last_year: year(1).unwrap_or_else(|| t.statements_last_year().to_owned()),
        figures: figures.into_iter().map(|(label, (this, last))| (label, this, last)).collect(),
        lines: lines
            .map(|(code, line)| (code.clone(), t.statement_line(code), dong(line.this_year), dong(line.last_year)))
            .collect(),
        mismatches: mismatches(t, statements),
    }
}
