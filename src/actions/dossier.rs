//! Writing the parts of an application beside the loan itself: each is checked and saved on its own.
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::input::{check_text, text_problem};
use super::{Deed, Error, FieldError, Office, Op, PartProblem, Problem, Refusal};
use crate::access::User;
use crate::domain::dossier::plan::COST_LINES_MAX;
use crate::domain::dossier::workforce::PEOPLE_MAX;
use crate::domain::dossier::{Confirmation, Dossier, Part, Plan, Statements, Workforce};
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::store::applications::{self, Application};
use crate::store::{Doc, cooperatives, dossiers, json_text};

/// The longest text of a plan, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 3000;
/// The longest name in a list, in characters.
pub const NAME_CHARACTERS_MAX: usize = 200;
/// Nobody here is older than this, in years, or younger than may work (Law 74/2025 Art 2(1)).
const AGES: std::ops::RangeInclusive<i32> = 15..=110;
/// The first year of statements: the first law on cooperatives held from 1 January 1997.
const REPORTED_SINCE: i32 = 1997;
/// The most workers that can be typed.
const WORKERS_MAX: u32 = 100_000;

/// What one part holds.
pub trait Content: Serialize + DeserializeOwned + Sync {
    /// Which part it is.
    const PART: Part;

    /// What is wrong with it, by field; `year` is that of today.
    fn problems(&self, year: i32) -> Vec<FieldError>;

    /// What the trail keeps of it.
    fn for_the_record(&self) -> Json {
        json!(self)
    }

    /// The cost of the project, where this part says it.
    fn project_cost(&self) -> Option<Money> {
        None
    }
}

impl Content for Confirmation {
    const PART: Part = Part::Cooperative;
    fn problems(&self, _year: i32) -> Vec<FieldError> {
        Vec::new()
    }
}

impl Content for Plan {
    const PART: Part = Part::Plan;

    fn problems(&self, _year: i32) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut fail = |pointer: String, problem| errors.push(FieldError { pointer, problem });
        if self.cost_lines.len() > COST_LINES_MAX {
            fail("/cost_lines".into(), Problem::OutOfRange { min: 0, max: COST_LINES_MAX as i64 });
        }
        for (i, line) in self.cost_lines.iter().enumerate() {
            if let Some(problem) = text_problem(&line.what, NAME_CHARACTERS_MAX) {
                fail(format!("/cost_lines/{i}/what"), problem);
            }
            if !line.amount.is_positive() || line.amount.as_dong() > LARGEST_AMOUNT {
                fail(format!("/cost_lines/{i}/amount"), Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT });
            }
        }
        if self.total().is_some_and(|total| total.as_dong() > LARGEST_AMOUNT) {
            fail("/cost_lines".into(), Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT });
        }
        for (name, text) in self.texts() {
            if let Some(problem) = check_text(text, TEXT_CHARACTERS_MAX) {
                fail(format!("/{name}"), problem);
            }
        }
        errors
    }

    fn project_cost(&self) -> Option<Money> {
        self.total()
    }
}

impl Content for Workforce {
    const PART: Part = Part::Workforce;

    fn problems(&self, year: i32) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut fail = |pointer: String, problem| errors.push(FieldError { pointer, problem });
        if self.people.len() > PEOPLE_MAX {
            fail("/people".into(), Problem::OutOfRange { min: 0, max: PEOPLE_MAX as i64 });
        }
        // Those named are among all, and so are the women.
        let least = self.priority();
        match self.workers {
            Some(all) if !(least..=WORKERS_MAX).contains(&all) => {
                fail("/workers".into(), Problem::OutOfRange { min: least.into(), max: WORKERS_MAX.into() });
            }
            _ => {}
        }
        let most = self.workers.unwrap_or(WORKERS_MAX);
        if self.women.is_some_and(|women| women > most) {
            fail("/women".into(), Problem::OutOfRange { min: 0, max: most.into() });
        }
        for (i, person) in self.people.iter().enumerate() {
            if let Some(problem) = text_problem(&person.name, NAME_CHARACTERS_MAX) {
                fail(format!("/people/{i}/name"), problem);
            }
            match person.born {
                None => fail(format!("/people/{i}/born"), Problem::Required),
                Some(born) if !AGES.contains(&(year - born)) => {
                    let (min, max) = (year - AGES.end(), year - AGES.start());
                    fail(format!("/people/{i}/born"), Problem::OutOfRange { min: min.into(), max: max.into() });
                }
                Some(_) => {}
            }
            if person.groups.is_empty() {
                fail(format!("/people/{i}/groups"), Problem::Required);
            }
        }
        for again in self.repeated() {
            fail(format!("/people/{again}/name"), Problem::Part(PartProblem::NamedTwice));
        }
        errors
    }

    /// Health and origin of named people are nobody's who reads the trail: how many, and a hash to prove the list by.
    fn for_the_record(&self) -> Json {
        let list = hex::encode(Sha256::digest(json_text(&self.people)));
        json!({ "workers": self.workers, "women": self.women, "people": self.people.len(), "list_sha256": list })
    }
}

impl Content for Statements {
    const PART: Part = Part::Statements;

    fn problems(&self, year: i32) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut fail = |pointer: String, problem| errors.push(FieldError { pointer, problem });
        for code in self.unknown_codes() {
            fail(format!("/lines/{code}"), Problem::NotAChoice);
        }
        let (first, last) = (REPORTED_SINCE, year - 1);
        match self.year {
            None if !self.is_empty() => fail("/year".into(), Problem::Required),
            Some(named) if !(first..=last).contains(&named) => {
                fail("/year".into(), Problem::Part(PartProblem::YearNotReported { first, last }));
            }
            _ => {}
        }
        let lines = self.position.iter().chain(&self.result);
        for (code, line) in lines {
            for (column, amount) in [("this_year", line.this_year), ("last_year", line.last_year)] {
                if amount.is_some_and(|amount| amount.as_dong().unsigned_abs() > LARGEST_AMOUNT.unsigned_abs()) {
                    let problem = Problem::OutOfRange { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT };
                    fail(format!("/lines/{code}/{column}"), problem);
                }
            }
        }
        errors
    }
}

/// Saves a part over the version it was opened with (0: never written), or over the newest without one; gives the version it
/// then has.
///
/// # Errors
/// `NotFound`, `WrongState`, `Invalid`, `Stale`.
pub async fn save<T: Content>(
    office: &Office,
    user: &User,
    id: &str,
    version: Option<i64>,
    content: &T,
) -> Result<i64, Error> {
    office
        .act(Deed::new(Some(user), "application.write", "application", id), async |op| {
            let found = applications::find_for_writer(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            let errors = content.problems(chrono::Datelike::year(&op.today));
            if !errors.is_empty() {
                return Err(Refusal::Invalid(errors).into());
            }
            applications::hold(op, &found).await?;
            save_in_op(op, user, &found, version, content).await
        })
        .await
}

async fn save_in_op<T: Content>(
    op: &mut Op<'_, '_>,
    user: &User,
    found: &Application,
    version: Option<i64>,
    content: &T,
) -> Result<i64, Error> {
    let kept = dossiers::all(op, &found.id).await?.into_iter().find(|row| row.part == T::PART);
    let before = match &kept {
        Some(row) => serde_json::from_value::<T>(row.content.0.clone()).map_or(Json::Null, |old| old.for_the_record()),
        None => Json::Null,
    };
    let newest = kept.map_or(0, |row| row.version);
    let version = version.unwrap_or(newest);
    let now = op.now;
    dossiers::save(op, (&found.id, T::PART), version, &Doc(content), (&user.id, now)).await?;
    // The costs make the cost of the project: the two cannot differ.
    if let Some(cost) = content.project_cost().filter(|cost| found.project_cost != Some(*cost)) {
        let mut wanted = found.wanted();
        wanted.project_cost = Some(cost);
        applications::save_wanted(op, &found.id, found.version, &wanted).await?;
    }
    let part = T::PART.as_str();
    op.audit("application", &found.id, json!({ part: before }), json!({ part: content.for_the_record() })).await?;
    Ok(version + 1)
}

/// That what the register knows of the cooperative is right; `seen` is the version of its record that was looked at.
///
/// # Errors
/// `Stale` when the record was changed since, and those of [`save`].
pub async fn confirm_register(office: &Office, user: &User, id: &str, seen: i64) -> Result<(), Error> {
    let current = office
        .store
        .read(async |tx| match applications::find_for_writer(tx, &user.id, id).await? {
            Some(found) => cooperatives::find(tx, &found.cooperative_id).await,
            None => Ok(None),
        })
        .await?
        .ok_or(Refusal::NotFound)?;
    if current.version != seen {
        return Err(Refusal::Stale.into());
    }
    save(office, user, id, None, &Confirmation { register_version: seen }).await.map(|_| ())
}

/// What keeps an application from being sent: statements whose sums do not come out, and a cost that is not that of the lines.
pub fn objections(dossier: &Dossier, project_cost: Option<Money>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.to_owned(), problem });
    let places = dossier.statements.as_ref().map_or(0, |statements| statements.mismatches().len());
    if places > 0 {
        fail("/statements", Problem::Part(PartProblem::DoNotAddUp { places }));
    }
    if let Some(total) = cost_of_lines(dossier).filter(|total| project_cost != Some(*total)) {
        fail("/project_cost", Problem::Part(PartProblem::MadeOfCostLines { total }));
    }
    errors
}

/// What the lines of the plan cost together, where it has any.
pub fn cost_of_lines(dossier: &Dossier) -> Option<Money> {
    dossier.plan.as_ref().and_then(Plan::total)
}
