//! A file per verb. Each says what happens, in which order, in ONE transaction with its audit row and its messages.
//!
//! Every action goes through `Office::act`, the one door for writes: it answers a repeated request from the record, calls the
//! action, insists on an audit row, commits; and when the action refuses, rolls everything back and leaves the refusal in the
//! trail. Audit, idempotency and the all-or-nothing are properties of the door and can't be missing from an action.
mod answers;
pub mod appraise;
pub mod as_of;
pub mod ask;
pub mod authority;
pub mod book;
pub mod book_closes;
pub mod capital;
pub mod changes;
pub mod classification;
pub mod confirmation;
pub mod consent;
pub mod cooperative;
mod dates;
pub mod decide;
pub mod documents;
pub mod dossier;
pub mod draft;
pub mod eligibility;
pub mod end_of_day;
pub mod entrusted;
pub mod funds;
pub mod holidays;
pub mod input;
pub mod json;
pub mod kept;
mod ledger;
pub mod letters;
pub mod loan;
mod objections;
pub mod offer;
pub mod own_data;
mod pages;
mod part_problem;
mod parties;
pub mod pay_to;
pub mod people;
mod photograph;
pub mod preview;
pub mod programme;
pub mod question;
pub mod referral;
mod refusal;
pub mod registration;
pub mod regulation;
pub mod relation;
pub mod release;
pub mod repay;
pub mod resend;
pub mod restructure;
pub mod rules;
pub mod scope;
pub mod spreadsheet;
pub mod standing;
pub mod submit;
pub mod sweep;
pub mod uploads;
pub mod views;
pub mod wait;
pub mod waiting;

pub use part_problem::PartProblem;
pub use refusal::{Error, FieldError, Problem, Refusal};

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::access::User;
use crate::clock::{Clock, business_date};
use crate::config::Config;
use crate::store::{Store, StoreError, Tx, audit, outbox, requests};

/// What every action works with.
#[derive(Clone, Debug)]
pub struct Office {
    pub store: Store,
    pub clock: Clock,
    pub config: Arc<Config>,
    /// The database holds the example: every page says so.
    pub example: bool,
    /// Rung after a commit that queued a message, so that the worker does not wait for its next round.
    pub wake: Arc<tokio::sync::Notify>,
    /// See [`Office::calendar`].
    pub calendar: Arc<holidays::Known>,
}

/// A request for an action: by whom, what, and under which key, so that a repetition is recognised.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// `None` is the system itself (the worker, the command line).
    pub actor: Option<&'a User>,
    /// The verb, as it stands in the audit trail: `application.approve`.
    pub action: &'static str,
    /// What it is done to: kind and id, for the refusal's audit row.
    pub object: (&'static str, String),
    /// The address that was asked for, where an attempt was stopped before any action.
    address: Option<String>,
    /// Where the request came from, of somebody who has not signed in.
    from: Option<String>,
    /// The request's key and a hash of its inputs (`Deed::keyed`).
    key: Option<(String, String)>,
}

impl<'a> Deed<'a> {
    pub fn new(
        actor: Option<&'a User>,
        action: &'static str,
        object_kind: &'static str,
        object_id: impl Into<String>,
    ) -> Deed<'a> {
        Deed { actor, action, object: (object_kind, object_id.into()), address: None, from: None, key: None }
    }

    /// With the address that was asked for.
    pub fn at(mut self, address: impl Into<String>) -> Deed<'a> {
        self.address = Some(address.into());
        self
    }

    /// With the address of the network that it came from, where nobody has signed in to bring their own.
    pub fn from_network(mut self, address: &str) -> Deed<'a> {
        self.from = Some(address.to_owned());
        self
    }

    /// Where the request came from, for the audit trail.
    fn network_address(&self) -> Option<&str> {
        self.actor.and_then(|user| user.address.as_deref()).or(self.from.as_deref())
    }

    /// Makes a repetition of the same request (same person, key and inputs) answer what the first one answered.
    pub fn keyed(mut self, key: Option<&str>, inputs: &impl Serialize) -> Deed<'a> {
        self.key = key.map(|key| (key.to_owned(), hash_of_inputs(self.action, &self.object.1, inputs)));
        self
    }
}

/// What tells one request from another under the same key.
fn hash_of_inputs(action: &str, object_id: &str, inputs: &impl Serialize) -> String {
    hex::encode(Sha256::digest(json!([action, object_id, inputs]).to_string()))
}

/// The inside of an action: the open transaction, the time, and who acts.
pub struct Op<'t, 'a> {
    tx: &'t mut Tx,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub actor: Option<&'a User>,
    action: &'static str,
    from: Option<&'a str>,
    audited: bool,
    mailed: bool,
    /// The chain a refusal is written to, once the action knows its fund.
    chain: String,
}

impl Deref for Op<'_, '_> {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        self.tx
    }
}
impl DerefMut for Op<'_, '_> {
    fn deref_mut(&mut self) -> &mut Tx {
        self.tx
    }
}

impl Op<'_, '_> {
    /// From here on, what happens (or is refused) belongs to this fund's chain.
    pub fn in_fund(&mut self, fund_id: &str) {
        self.chain = fund_id.to_owned();
    }

    /// The acting user's id, for columns like `recorded_by`.
    pub fn actor_id(&self) -> String {
        self.actor.map_or_else(|| audit::SYSTEM.to_owned(), |user| user.id.clone())
    }

    /// Leaves the audit row every action owes, on the chain named by `in_fund`.
    pub async fn audit(
        &mut self,
        object_kind: &str,
        object_id: &str,
        before: Json,
        after: Json,
    ) -> Result<(), StoreError> {
        self.audited = true;
        let entry = audit::Entry {
            chain: &self.chain,
            actor: self.actor,
            action: self.action,
            refused: false,
            object_kind,
            object_id,
            before,
            after,
            address: self.from,
        };
        audit::record(self.tx, entry, self.now).await
    }

    /// Promises a message; it is sent after the commit.
    pub async fn mail(&mut self, message: outbox::Message<'_>) -> Result<bool, StoreError> {
        let queued = outbox::push(self.tx, message, self.now).await?;
        self.mailed |= queued;
        Ok(queued)
    }
}

impl Office {
    /// An office on an open and migrated database.
    pub fn new(store: Store, clock: Clock, config: Config, example: bool) -> Office {
        Office { store, clock, config: Arc::new(config), example, wake: Arc::default(), calendar: Arc::default() }
    }

    /// The same office at another time: the example tells its history so.
    pub fn at(&self, clock: Clock) -> Office {
        Office { clock, ..self.clone() }
    }

    /// The address people reach a path under: for mails and links.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url.as_str().trim_end_matches('/'))
    }

    /// The one door for writes. See the module's comment.
    pub async fn act<T: Serialize + DeserializeOwned>(
        &self,
        deed: Deed<'_>,
        work: impl AsyncFnOnce(&mut Op<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let now = self.clock.now();
        let mut outcome = Outcome { chain: audit::SYSTEM.to_owned(), mailed: false };
        let done = self.store.write(async |tx| act_in_op(tx, &deed, now, &mut outcome, work).await).await;
        match &done {
            Ok(_) if outcome.mailed => self.wake.notify_one(),
            Ok(_) | Err(Error::Store(_)) => {}
            Err(Error::Refused(refusal)) => self.record_refusal(&deed, &outcome.chain, refusal, now).await?,
        }
        done
    }

    /// A refused attempt leaves its own row in a transaction of its own: the attempt's transaction is gone.
    pub async fn record_refusal(
        &self,
        deed: &Deed<'_>,
        chain: &str,
        refusal: &Refusal,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.store
            .write(async |tx| {
                let entry = audit::Entry {
                    chain,
                    actor: deed.actor,
                    action: deed.action,
                    refused: true,
                    object_kind: deed.object.0,
                    object_id: &deed.object.1,
                    before: Json::Null,
                    after: refused_as(refusal, deed.address.as_deref()),
                    address: deed.network_address(),
                };
                audit::record(tx, entry, now).await.map_err(Error::from)
            })
            .await
    }
}

/// What the trail keeps of a refusal.
fn refused_as(refusal: &Refusal, address: Option<&str>) -> Json {
    let mut kept = json!({ "code": refusal.code(), "detail": refusal.for_the_record() });
    if let Some(address) = address {
        kept["address"] = json!(address);
    }
    kept
}

/// What the door has to know of an action when its transaction is over.
struct Outcome {
    chain: String,
    mailed: bool,
}

async fn act_in_op<T: Serialize + DeserializeOwned>(
    tx: &mut Tx,
    deed: &Deed<'_>,
    now: DateTime<Utc>,
    outcome: &mut Outcome,
    work: impl AsyncFnOnce(&mut Op<'_, '_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let requester = deed.actor.map_or(audit::SYSTEM, |user| user.id.as_str());
    if let Some((key, inputs_hash)) = &deed.key {
        match requests::claim(tx, requester, key, deed.action, inputs_hash, now).await? {
            requests::Claim::First => {}
            requests::Claim::Repeated(answer) => return Ok(answer),
            requests::Claim::OtherInputs => return Err(Refusal::IdempotencyMismatch.into()),
        }
    }
    let mut op = Op {
        tx,
        now,
        today: business_date(now),
        actor: deed.actor,
        action: deed.action,
        from: deed.network_address(),
        audited: false,
        mailed: false,
        chain: audit::SYSTEM.to_owned(),
    };
    let done = work(&mut op).await;
    outcome.chain.clone_from(&op.chain);
    outcome.mailed = op.mailed;
    let done = done?;
    if !op.audited {
        return Err(StoreError::Inconsistent {
            table: "audit",
            id: deed.action.to_owned(),
            what: "the action left no audit row".into(),
        }
        .into());
    }
    if let Some((key, _)) = &deed.key {
        requests::answer(tx, requester, key, &done).await?;
    }
    Ok(done)
}
