//! An application with everything its pages show, and what its reader may do with it.
use chrono::NaiveDate;

use crate::access::{Duty, User};
use crate::actions::confirmation;
use crate::actions::eligibility::Found;
use crate::actions::preview::{Preview, preview};
use crate::actions::rules::rules_of;
use crate::actions::wait::{Standing, standing};
use crate::actions::waiting::{File, Past, Waiting, waiting};
use crate::actions::{Error, Office, Refusal};
use crate::domain::application::State;
use crate::domain::dossier::{Dossier, Workforce};
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, Decider};
use crate::domain::regulation::Regulation;
use crate::store::applications::{self, Application, Collateral, Document, Wanted};
use crate::store::confirmations::{self, Confirmation};
use crate::store::cooperatives::{self, Cooperative};
use crate::store::decisions::{self, Decision};
use crate::store::funds::{self, Fund};
use crate::store::referrals::{self, Balance, Referral};
use crate::store::{StoreError, Tx, dossiers};

/// An application, the two it stands between, and what belongs to it.
pub struct Case {
    pub found: Application,
    pub fund: Fund,
    pub cooperative: Cooperative,
    pub collateral: Vec<Collateral>,
    pub documents: Vec<Document>,
    /// As in force on the day of the page.
    pub regulation: Regulation,
    /// Where somebody else decides and the file was sent on.
    pub referral: Option<Referral>,
    /// What is owed there, the latest report first.
    pub balances: Vec<Balance>,
    /// Working days the law gives the decision, where the programme's law says so.
    pub answer_days: Option<u32>,
    /// Its states and waits: what its clock is counted from.
    pub past: Past,
    /// By which authority it was decided, and the papers of that.
    pub decision: Option<Decision>,
    /// What was written beside the loan itself.
    pub dossier: Dossier,
    /// When the cooperative stood by what it said, the newest first.
    pub confirmations: Vec<Confirmation>,
    /// How it stands to those who wait for capital; while it is appraised.
    pub standing: Standing,
}

impl Case {
    /// Completes an application that was found for its reader.
    pub async fn of(tx: &mut Tx, found: Application, today: NaiveDate) -> Result<Case, Error> {
        let lost = |table, id: &str| StoreError::Inconsistent { table, id: id.to_owned(), what: "is not there".into() };
        let fund = funds::find(tx, &found.fund_id).await?.ok_or_else(|| lost("funds", &found.fund_id))?;
        let cooperative = cooperatives::find(tx, &found.cooperative_id).await?;
        let rules = rules_of(tx, &fund, today).await?;
        let answer = rules.pick(|body| match body {
            Body::AnswerWithin { decision, .. } => Some(*decision),
            _ => None,
        });
        let standing = match found.status {
            State::Appraised => standing(tx, &fund, &found.id, &found.number).await?,
            _ => Standing::default(),
        };
        Ok(Case {
            standing,
            past: Past::of(tx, &found.id).await?,
            decision: decisions::find(tx, &found.id).await?,
            answer_days: answer.map(|(_, days)| days),
            referral: referrals::find(tx, &found.id).await?,
            balances: referrals::balances(tx, &found.id).await?,
            cooperative: cooperative.ok_or_else(|| lost("cooperatives", &found.cooperative_id))?,
            collateral: applications::collateral(tx, &found.id).await?,
            documents: applications::documents(tx, &found.id).await?,
            dossier: dossiers::find(tx, &found.id).await?,
            confirmations: confirmations::of_application(tx, &found.id).await?,
            regulation: funds::regulation(tx, &fund.id, today).await?,
            found,
            fund,
        })
    }

    /// The case as this user may read it.
    pub async fn for_reader(tx: &mut Tx, user: &User, id: &str, today: NaiveDate) -> Result<Case, Error> {
        let found = applications::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
        Case::of(tx, found, today).await
    }

    /// The case as this user may write it.
    pub async fn for_writer(tx: &mut Tx, user: &User, id: &str, today: NaiveDate) -> Result<Case, Error> {
        let found = applications::find_for_writer(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
        Case::of(tx, found, today).await
    }

    /// What it says now, as a fingerprint in hex.
    pub fn fingerprint(&self) -> String {
        confirmation::fingerprint(&self.found, &self.collateral, &self.dossier)
    }

    /// The case as this user may add papers to it and send it on.
    pub async fn for_sender(tx: &mut Tx, user: &User, id: &str, today: NaiveDate) -> Result<Case, Error> {
        let found = applications::find_for_sender(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
        Case::of(tx, found, today).await
    }

    /// What the appraiser asked for when it was last returned.
    pub fn asked(&self) -> &[String] {
        self.found.papers_needed.as_ref().map_or(&[], |needed| &needed.0)
    }

    /// The papers it should have: what was asked for, then the rest of the fund's list.
    pub fn papers_wanted(&self) -> Vec<String> {
        let asked = self.asked();
        let listed = self.regulation.papers().iter().filter(|paper| !asked.contains(paper));
        asked.iter().chain(listed).cloned().collect()
    }

    /// The papers that answer none of these.
    pub fn other_papers(&self) -> Vec<Document> {
        let wanted = self.papers_wanted();
        let answers = |paper: &&Document| paper.paper.as_ref().is_some_and(|name| wanted.contains(name));
        self.documents.iter().filter(|paper| !answers(paper)).cloned().collect()
    }

    /// Whose turn it is and by when.
    pub fn waiting(&self, office: &Office) -> Waiting {
        let a = &self.found;
        waiting(File::of(a), &self.past, &self.regulation, &office.calendar(), office.clock.today())
    }

    /// What is wanted as the case stands: once appraised, what the appraiser proposes.
    pub fn wanted_now(&self) -> Wanted {
        let mut wanted = self.found.wanted();
        if self.found.status == State::Appraised {
            wanted.amount = self.found.recommended_amount.or(wanted.amount);
            wanted.term_months = self.found.recommended_term_months.or(wanted.term_months);
        }
        wanted
    }

    /// The day by which who decides elsewhere answers, by the law's working days from the letter on.
    pub fn answer_by(&self, office: &Office) -> Option<NaiveDate> {
        let sent = self.referral.as_ref()?.on_date;
        office.calendar().add_working_days(sent, self.answer_days?)
    }

    /// Whether somebody else decides on it.
    pub fn decided_elsewhere(&self) -> bool {
        self.fund.programme.decider() != Decider::Fund
    }

    /// The sheet and schedule of what is wanted now.
    pub async fn preview(&self, tx: &mut Tx, office: &Office) -> Result<Preview, Error> {
        let mut known = self.written();
        if self.found.status == State::Appraised && self.found.recommendation.as_deref() == Some("approve") {
            let rate = self.found.recommended_rate_percent.as_deref();
            known.annual_rate_percent = rate.and_then(|rate| Percent::parse(rate).ok());
            known.plan_feasible = Some(true);
        }
        let wanted = self.wanted_now();
        self.preview_of(tx, office, &wanted, &self.collateral, known).await
    }

    /// What the parts of the application say to the rules.
    pub fn written(&self) -> Found {
        let workforce = self.dossier.workforce.as_ref().and_then(Workforce::headcount);
        Found { workforce, ..Found::default() }
    }

    /// The sheet and schedule of what was typed.
    pub async fn preview_of(
        &self,
        tx: &mut Tx,
        office: &Office,
        wanted: &Wanted,
        collateral: &[Collateral],
        known: Found,
    ) -> Result<Preview, Error> {
        let calendar = office.calendar();
        let when = (office.clock.today(), &*calendar);
        preview(tx, (&self.fund, &self.cooperative), (wanted, collateral), known, when).await
    }
}

/// What the reader of an application is to it.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    /// Of the cooperative itself.
    pub own: bool,
    /// Appraiser of its fund.
    pub appraiser: bool,
    /// Approver of its fund.
    pub approver: bool,
    /// Appraised it.
    pub appraised_it: bool,
    /// Wrote it for the cooperative.
    pub wrote_it: bool,
    /// Fills it in: for the cooperative, or on its behalf.
    pub writes: bool,
}

impl Seat {
    /// The seat of a user at an application.
    pub fn of(user: &User, found: &Application) -> Seat {
        let appraiser = user.has(Duty::Appraiser, &found.fund_id);
        let own = user.acts_for(&found.cooperative_id);
        Seat {
            writes: own || appraiser && found.on_behalf,
            own,
            appraiser,
            approver: user.has(Duty::Approver, &found.fund_id),
            appraised_it: found.appraised_by.as_deref() == Some(user.id.as_str()),
            wrote_it: found.was_written_by(&user.id),
        }
    }

    /// Decides on it: an approver who neither appraised nor wrote it.
    pub fn decides(self) -> bool {
        self.approver && !self.appraised_it && !self.wrote_it
    }

    /// Whether the people of priority groups are named to this reader: to those alone who write or decide.
    pub fn sees_names(self) -> bool {
        self.own || self.appraiser || self.approver
    }
}
