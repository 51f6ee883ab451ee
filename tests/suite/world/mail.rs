//! The outbox, and what a story says about it.
use std::sync::PoisonError;

use coopfund::store::Doc;
use serde_json::Value as Json;

use super::World;

/// A message as it stands in the outbox.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Mail {
    pub id: String,
    pub kind: String,
    pub recipient: String,
    pub language: String,
    pub status: String,
    data: Doc<Json>,
}

impl Mail {
    /// A fact of the message.
    pub fn fact(&self, name: &str) -> &Json {
        &self.data.0[name]
    }

    /// The path of the link in it.
    #[track_caller]
    pub fn link(&self) -> String {
        let link = self.fact("link").as_str().unwrap_or_else(|| panic!("no link in {self:?}"));
        url::Url::parse(link).expect("a link").path().to_owned()
    }
}

impl World {
    /// Every message, oldest first.
    pub async fn mailbox(&self) -> Vec<Mail> {
        let sql = "SELECT id, kind, recipient, language, status, data FROM outbox ORDER BY id";
        self.office().store.list(sql, vec![]).await.expect("the outbox is readable")
    }

    /// The messages no `expect_mail` has mentioned yet.
    pub async fn unmentioned_mail(&self) -> Vec<Mail> {
        let mentioned = self.inner.mentioned.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.mailbox().await.into_iter().filter(|mail| !mentioned.contains(&mail.id)).collect()
    }

    /// There is a message of this kind to that address which the story has not mentioned yet: now it has.
    #[track_caller]
    pub fn expect_mail(&self, kind: &str, recipient: &str) -> impl Future<Output = Mail> {
        let (caller, kind, recipient) = (std::panic::Location::caller(), kind.to_owned(), recipient.to_owned());
        async move {
            let waiting = self.unmentioned_mail().await;
            let found = waiting.iter().find(|mail| mail.kind == kind && mail.recipient == recipient);
            let found = found.unwrap_or_else(|| panic!("{caller}: no {kind} to {recipient}, only {waiting:#?}"));
            self.mention(found);
            found.clone()
        }
    }

    /// Mentions every message of this kind, to whomever, and gives them: there may be none.
    pub async fn expect_mails(&self, kind: &str) -> Vec<Mail> {
        let found: Vec<Mail> = self.unmentioned_mail().await.into_iter().filter(|mail| mail.kind == kind).collect();
        found.iter().for_each(|mail| self.mention(mail));
        found
    }

    fn mention(&self, mail: &Mail) {
        self.inner.mentioned.lock().unwrap_or_else(PoisonError::into_inner).insert(mail.id.clone());
    }
}
