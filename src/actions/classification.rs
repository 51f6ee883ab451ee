//! What a debt is classified as on a day, and what is set aside for it: its own group, the group of all its borrower's debts at
//! the fund, the provisions. A pure function of the facts up to that day, the rules and the fund's regulation.
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::book::Book;
use super::eligibility::rules_of;
use crate::domain::account::Position;
use crate::domain::arrears::DebtGroup;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, RuleSet};
use crate::domain::provision::Provisions;
use crate::domain::regulation::Regulation;
use crate::policy;
use crate::store::funds::{self, Fund};
use crate::store::overview::GroupSum;
use crate::store::tape::{Security, drawn_by};
use crate::store::{StoreError, Tx, loans};

/// Why a column of a report has no figure, or a lower one than a reader may expect.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The programme has no five groups, hence no provisions (Decision 976/QĐ-TTg).
    StatusScale,
    /// The fund's regulation does not say which share of such a security counts: none does (CLS-12).
    NoRatios,
}

impl Note {
    /// The code in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Note::StatusScale => "status_scale",
            Note::NoRatios => "no_collateral_ratios",
        }
    }
}

/// The loan whose group all debts of its borrower have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    pub loan_id: String,
    pub number: String,
    pub group: DebtGroup,
    /// The rule that makes it the group of all: `CLS-07`.
    pub rule: String,
}

/// One debt on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classified {
    /// By its own days past due, restructurings and waivers.
    pub own: DebtGroup,
    /// By which rule.
    pub own_rule: String,
    /// Another loan of the same borrower whose worse group it is in.
    pub pulled_by: Option<Cause>,
    /// What still counts as owed; nothing once it was written off.
    pub principal: Money,
    /// What its securities are worth.
    pub security: Money,
    /// What of that is deducted from the principal before the specific provision.
    pub deductible: Money,
    pub specific_percent: Option<Percent>,
    /// Dong; none where the programme has no groups.
    pub specific: Option<Money>,
    pub general_percent: Option<Percent>,
    /// Dong; none where the programme has no groups.
    pub general: Option<Money>,
    pub note: Option<Note>,
}

impl Classified {
    /// The group that counts: the borrower's where it is worse than the loan's own.
    pub fn group(&self) -> DebtGroup {
        self.pulled_by.as_ref().map_or(self.own, |cause| cause.group)
    }

    /// The rule that counts.
    pub fn rule(&self) -> &str {
        self.pulled_by.as_ref().map_or(&self.own_rule, |cause| &cause.rule)
    }
}

/// Whether a debt pulls its borrower's other ones down, and is pulled by them: one that was paid or written off does not.
pub fn owes(position: &Position) -> bool {
    !position.written_off && position.principal_outstanding.is_positive()
}

/// The rule by which all debts of a borrower at a fund are in the worst group of any, where one is in force (CLS-07).
pub fn shared_group_rule(rules: &RuleSet) -> Option<String> {
    let found = rules.pick(|body| matches!(body, Body::WorstGroupOfCustomer(_)).then_some(()));
    found.map(|(rule, ())| rule.id.clone())
}

/// The group a list shows for a loan that owes, out of its own and the worst of its borrower's at that fund, both as stored.
pub fn group_shown(own: &str, worst: Option<&str>, on: NaiveDate) -> String {
    let number = |group: &str| group.parse::<u8>().ok();
    // Names, not numbers, are the status scale's: there each debt stands for itself.
    match (number(own), worst.and_then(number)) {
        (Some(mine), Some(theirs)) if theirs > mine && shares_groups(on) => theirs.to_string(),
        _ => own.to_owned(),
    }
}

/// Puts the borrower's group on every line of a list that owes.
pub fn share_groups(lines: &mut [loans::Line], on: NaiveDate) {
    for line in lines {
        line.debt_group = line.debt_group.take().map(|own| group_shown(&own, line.worst_group.as_deref(), on));
    }
}

/// The same of the sums of an overview, each group of a fund once.
pub fn share_sums(sums: Vec<GroupSum>, on: NaiveDate) -> Result<Vec<GroupSum>, StoreError> {
    let mut shared: BTreeMap<(String, String), GroupSum> = BTreeMap::new();
    for sum in sums {
        let debt_group = group_shown(&sum.debt_group, sum.worst_group.as_deref(), on);
        let place = (sum.fund_id.clone(), debt_group.clone());
        let Some(known) = shared.get_mut(&place) else {
            shared.insert(place, GroupSum { debt_group, worst_group: None, ..sum });
            continue;
        };
        known.loans += sum.loans;
        let fits = known.outstanding.checked_add(sum.outstanding);
        known.outstanding = fits.ok_or_else(|| StoreError::Inconsistent {
            table: "positions",
            id: sum.fund_id.clone(),
            what: "the sums of its groups do not fit".into(),
        })?;
    }
    Ok(shared.into_values().collect())
}

fn shares_groups(on: NaiveDate) -> bool {
    policy::rules().is_ok_and(|rules| {
        let in_force = |rule: &crate::domain::policy::Rule| rule.in_force.contains(on);
        rules.versions().any(|rule| in_force(rule) && matches!(rule.body, Body::WorstGroupOfCustomer(_)))
    })
}

/// Classifies the debts of one fund at the end of one day. It looks at each borrower's other debts once.
#[derive(Debug)]
pub struct Classifier {
    fund_id: String,
    as_of: NaiveDate,
    shared_by: Option<String>,
    provisions: Provisions,
    regulation: Regulation,
    /// The worst debt of each borrower seen, by the borrower's id.
    worst: HashMap<String, Option<Cause>>,
}

impl Classifier {
    /// With the rules and the fund's regulation of that day.
    ///
    /// # Errors
    /// The store fails.
    pub async fn new(tx: &mut Tx, fund: &Fund, as_of: NaiveDate) -> Result<Classifier, StoreError> {
        let rules = rules_of(tx, fund, as_of).await?;
        Ok(Classifier {
            fund_id: fund.id.clone(),
            as_of,
            shared_by: shared_group_rule(&rules),
            provisions: Provisions::of(&rules),
            regulation: funds::regulation(tx, &fund.id, as_of).await?,
            worst: HashMap::new(),
        })
    }

    /// One loan with its position of that day. `alone`: its borrower is known to have drawn no other loan of the fund.
    ///
    /// # Errors
    /// The store fails; `Inconsistent` for facts that no account can be made of.
    pub async fn classify(
        &mut self,
        tx: &mut Tx,
        book: &Book,
        position: &Position,
        securities: &[Security],
        alone: bool,
    ) -> Result<Classified, StoreError> {
        let worst = if alone || !owes(position) || position.debt_group.number().is_none() {
            None
        } else {
            self.worst_of(tx, &book.loan.cooperative_id).await?
        };
        let pulled_by = worst.filter(|cause| cause.group > position.debt_group);
        let principal = if owes(position) { position.principal_outstanding } else { Money::ZERO };
        let group = pulled_by.as_ref().map_or(position.debt_group, |cause| cause.group);
        let sum = |amounts: Vec<Money>| Money::try_sum(amounts).ok_or_else(|| does_not_fit(book));
        let counted = |held: &Security| self.regulation.lendable_value(&held.kind, held.value);
        let deductible = sum(securities.iter().map(counted).collect())?;
        let fits = |amount: Option<Money>, percent: Option<Percent>| match (percent, amount) {
            (Some(_), None) => Err(does_not_fit(book)),
            (_, amount) => Ok(amount),
        };
        let (specific_percent, general_percent) =
            (self.provisions.specific_percent(group), self.provisions.general_percent(group));
        let specific = self.provisions.specific_of(group, principal, deductible);
        Ok(Classified {
            own: position.debt_group,
            own_rule: position.group_rule.clone(),
            pulled_by,
            principal,
            security: sum(securities.iter().map(|held| held.value).collect())?,
            deductible,
            specific: fits(specific, specific_percent)?,
            general: fits(self.provisions.general_of(group, principal), general_percent)?,
            specific_percent,
            general_percent,
            note: self.note(group, securities),
        })
    }

    fn note(&self, group: DebtGroup, securities: &[Security]) -> Option<Note> {
        if group.number().is_none() {
            return Some(Note::StatusScale);
        }
        let unsaid = |held: &Security| self.regulation.collateral_ratio(&held.kind).is_none();
        securities.iter().any(unsaid).then_some(Note::NoRatios)
    }

    /// The borrower's worst debt that is owed on the day; of two in the same group the one with the lower number.
    async fn worst_of(&mut self, tx: &mut Tx, cooperative_id: &str) -> Result<Option<Cause>, StoreError> {
        let Some(rule) = self.shared_by.clone() else { return Ok(None) };
        if let Some(known) = self.worst.get(cooperative_id) {
            return Ok(known.clone());
        }
        let mut worst: Option<Cause> = None;
        for id in drawn_by(tx, &self.fund_id, cooperative_id).await? {
            let Some(loan) = loans::find(tx, &id).await? else { continue };
            let book = Book::open(tx, loan).await?;
            let Some(position) = book.recorded_position(self.as_of)?.filter(owes) else { continue };
            if worst.as_ref().is_none_or(|known| known.group < position.debt_group) {
                let (group, number) = (position.debt_group, book.loan.number.clone());
                worst = Some(Cause { loan_id: book.loan.id.clone(), number, group, rule: rule.clone() });
            }
        }
        self.worst.insert(cooperative_id.to_owned(), worst.clone());
        Ok(worst)
    }
}

fn does_not_fit(book: &Book) -> StoreError {
    StoreError::Inconsistent { table: "loans", id: book.loan.number.clone(), what: "its amounts do not fit".into() }
}

/// One loan on a day, on its own: for its page. `None` before its first draw.
///
/// # Errors
/// As [`Classifier::classify`].
pub async fn of_loan(tx: &mut Tx, book: &Book, position: &Position) -> Result<Option<Classified>, StoreError> {
    let Some(fund) = funds::find(tx, &book.loan.fund_id).await? else { return Ok(None) };
    let securities = crate::store::tape::securities_of(tx, &book.loan.application_id, &book.loan.id).await?;
    let mut classifier = Classifier::new(tx, &fund, position.as_of).await?;
    classifier.classify(tx, book, position, &securities, false).await.map(Some)
}
