//! A repeated request of a program gets the first answer again, to the letter, however far the record has come since.
use serde::Serialize;

use super::{Error, Office, Refusal, hash_of_inputs};
use crate::access::User;
use crate::store::json_text;
use crate::store::requests::{self, Claim};

impl Office {
    /// What a program is shown after a deed done under `key`: the first time what `show` finds now, which is kept; later that.
    /// The deed itself has been answered from the record by then, so both times are the same request.
    ///
    /// # Errors
    /// Those of `show`.
    pub async fn first_answer<T: Serialize>(
        &self,
        actor: &User,
        key: Option<&str>,
        show: impl AsyncFnOnce() -> Result<T, Error>,
    ) -> Result<String, Error> {
        let Some(key) = key else { return Ok(json_text(&show().await?)) };
        if let Some(shown) = self.store.shown(&actor.id, key).await? {
            return Ok(shown);
        }
        let shown = json_text(&show().await?);
        // Of two at once, both show what the first of them kept.
        self.store.write(async |tx| requests::show_once(tx, &actor.id, key, &shown).await.map_err(Error::from)).await
    }

    /// The same for a question that changes nothing: the key alone is recorded.
    ///
    /// # Errors
    /// `IdempotencyMismatch`, and those of `show`.
    pub async fn first_answer_to<T: Serialize>(
        &self,
        actor: &User,
        key: Option<&str>,
        (action, question): (&'static str, &impl Serialize),
        show: impl AsyncFnOnce() -> Result<T, Error>,
    ) -> Result<String, Error> {
        if let Some(key) = key {
            let (hash, now) = (hash_of_inputs(action, "", question), self.clock.now());
            self.store
                .write(async |tx| match requests::claim::<()>(tx, &actor.id, key, action, &hash, now).await? {
                    Claim::First => requests::answer(tx, &actor.id, key, &()).await.map_err(Error::from),
                    Claim::Repeated(()) => Ok(()),
                    Claim::OtherInputs => Err(Refusal::IdempotencyMismatch.into()),
                })
                .await?;
        }
        self.first_answer(actor, key, show).await
    }
}
