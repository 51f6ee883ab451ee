//! Where messages leave the house: a mail server, or a folder of `.eml` files.
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::response::{Category, Severity};
use lettre::transport::smtp::{self, AsyncSmtpTransportBuilder};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use url::Url;

use crate::config::{ConfigError, MailTarget};

/// The longest one message may take. Shorter than a claim lasts, so that nobody else takes a message that is on its way.
const SEND_SECONDS_MAX: u64 = 120;

/// A way out.
#[derive(Debug, Clone)]
pub enum Sender {
    /// A mail server, over connections that are kept for a minute.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder: one file a message, named by its id.
    Folder(PathBuf),
}

/// Why a message did not leave.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotSent {
    /// The server will never take it: no such mailbox, refused contents.
    #[error("{0}")]
    Never(String),
    /// The server did not answer, or asked to try again later.
    #[error("{0}")]
    NotYet(String),
}

impl Sender {
    /// Prepares the way the settings name; nothing is opened yet. `smtp://` speaks plainly, as to a relay on the same machine,
    /// `smtp://…?tls=required` insists on STARTTLS, `?tls=opportunistic` takes it when offered, `smtps://` is encrypted from
    /// the start. A password never travels in the clear unless `tls` says so: with one, STARTTLS is required.
    ///
    /// # Errors
    /// A sentence about the address, without the password in it. Must be called inside the tokio runtime.
    pub fn open(target: &MailTarget) -> Result<Sender, ConfigError> {
        match target {
            MailTarget::Folder(folder) => Ok(Sender::Folder(folder.clone())),
            MailTarget::Smtp(url) => Ok(Sender::Smtp(smtp_at(url)?.build())),
        }
    }

    /// Hands the message over. When this answers `Ok`, the server or the disk has it.
    ///
    /// # Errors
    /// [`NotSent`].
    pub async fn send(&self, id: &str, message: &Message) -> Result<(), NotSent> {
        let sent = async {
            match self {
                Sender::Folder(folder) => write_file(folder, id, message).await.map_err(|error| {
                    NotSent::NotYet(format!("{} cannot be written: {error}", folder.join(id).display()))
                }),
                Sender::Smtp(transport) => match transport.send(message.clone()).await {
                    Ok(_) => Ok(()),
                    Err(error) => Err(classify(&error)),
                },
            }
        };
        let most = Duration::from_secs(SEND_SECONDS_MAX);
        tokio::time::timeout(most, sent)
            .await
            .unwrap_or_else(|_| Err(NotSent::NotYet(format!("no answer within {SEND_SECONDS_MAX} seconds"))))
    }
}

/// Reads the address of a mail server; see [`Sender::open`].
///
/// # Errors
/// A sentence without the address, which may hold a password.
pub fn smtp_at(url: &str) -> Result<AsyncSmtpTransportBuilder, ConfigError> {
    let unusable = || {
        ConfigError(
            "COOPFUND_MAIL_URL cannot be used; write smtp://HOST:PORT, with ?tls=required or ?tls=opportunistic for STARTTLS, or smtps://HOST"
                .to_owned(),
        )
    };
    let url = with_safe_password(url).map_err(|_| unusable())?;
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str()).map_err(|_| unusable())
}

fn with_safe_password(url: &str) -> Result<Url, url::ParseError> {
    let mut url = Url::parse(url)?;
    let says = url.query_pairs().any(|(key, _)| key == "tls");
    if url.scheme() == "smtp" && url.password().is_some() && !says {
        url.query_pairs_mut().append_pair("tls", "required");
    }
    Ok(url)
}

/// A reply 55x speaks about this mailbox or this message (RFC 5321 section 4.2.2, third digit of the mail system). Any other
/// refusal (a wrong password, a server that is closed) is about the way, which somebody will mend.
fn classify(error: &smtp::Error) -> NotSent {
    let about_the_message = error.status().is_some_and(|code| {
        code.severity == Severity::PermanentNegativeCompletion && code.category == Category::MailSystem
    });
    if about_the_message { NotSent::Never(error.to_string()) } else { NotSent::NotYet(error.to_string()) }
}

/// Whole or not at all: a reader of the folder never sees half a file.
async fn write_file(folder: &Path, id: &str, message: &Message) -> std::io::Result<()> {
    use tokio::io::AsyncWriteExt;
    tokio::fs::create_dir_all(folder).await?;
    let half = folder.join(format!(".{id}.part"));
    let mut file = tokio::fs::File::create(&half).await?;
    file.write_all(&message.formatted()).await?;
    file.sync_all().await?;
    tokio::fs::rename(&half, folder.join(format!("{id}.eml"))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_asks_for_encryption_unless_the_address_says_otherwise() {
        let read = |url: &str| with_safe_password(url).map(|url| url.to_string()).unwrap_or_default();
        assert_eq!(read("smtp://127.0.0.1:25"), "smtp://127.0.0.1:25");
        assert_eq!(read("smtp://a:b@mail.vn"), "smtp://a:b@mail.vn?tls=required");
        assert_eq!(read("smtp://a:b@mail.vn?tls=opportunistic"), "smtp://a:b@mail.vn?tls=opportunistic");
        assert_eq!(read("smtps://a:b@mail.vn"), "smtps://a:b@mail.vn");
    }

    #[test]
    fn an_address_that_cannot_be_used_is_said_without_its_password() {
        for url in ["smtp://a:secret@mail.vn?tls=maybe", "smtp://a:%ff@mail.vn", "smtp:///nowhere"] {
            let said = smtp_at(url).err().map(|error| error.0).unwrap_or_default();
            assert!(said.starts_with("COOPFUND_MAIL_URL cannot be used") && !said.contains("secret"), "{url}: {said}");
        }
        assert!(smtp_at("smtps://user:p%40ss@mail.vn:465").is_ok());
    }
}
