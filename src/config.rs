//! The settings, read once from Rocket's figment (`Rocket.toml`, then the environment) and checked before anything starts.
use std::fmt;
use std::path::PathBuf;

use rocket::figment::providers::Env;
use rocket::figment::{Figment, Profile};
use serde::Deserialize;
use url::Url;

use crate::vault::Vault;

/// A mistake in the settings: one sentence for the person who starts the program (exit status 2).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Where the data lives, where mail goes, and under which address people reach us.
#[derive(Clone)]
pub struct Config {
    pub database_url: String,
    pub mail: MailTarget,
    pub mail_from: lettre::message::Mailbox,
    pub base_url: Url,
    pub documents: Vault,
    /// Whether this process runs the background work (mail, end of day). On by default.
    pub worker: bool,
    /// Built or started for trying out: an empty database is filled with the example.
    pub debug: bool,
}

/// Where messages go.
#[derive(Clone)]
pub enum MailTarget {
    /// One `.eml` file a message in this folder.
    Folder(PathBuf),
    /// `smtp://user:password@host:port` or `smtps://…`; holds a password, so it is never shown.
    Smtp(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    database_url: String,
    mail_url: String,
    mail_from: String,
    base_url: String,
    documents_url: String,
    worker: bool,
}

impl Default for Raw {
    fn default() -> Raw {
        Raw {
            database_url: "sqlite:var/coopfund.db".into(),
            mail_url: "file:var/mail".into(),
            mail_from: "coopfund <coopfund@localhost>".into(),
            base_url: "http://127.0.0.1:8000".into(),
            documents_url: "file:var/documents".into(),
            worker: true,
        }
    }
}

const ENVIRONMENT: [&str; 6] = ["database_url", "mail_url", "mail_from", "base_url", "documents_url", "worker"];

impl Config {
    /// Rocket's own settings with ours beneath the key `coopfund`; the environment wins.
    pub fn figment() -> Figment {
        rocket::Config::figment().merge(
            Env::prefixed("COOPFUND_")
                .only(&ENVIRONMENT)
                .map(|key| format!("coopfund.{key}").into())
                .split(".")
                .profile(Profile::Global),
        )
    }

    /// Whether Rocket can read its own settings: asked before its runtime is made, which would panic over them.
    pub fn check_server(figment: &Figment) -> Result<rocket::Config, ConfigError> {
        figment.extract().map_err(|error| unreadable(&error))
    }

    /// Reads and checks; each mistake is one sentence.
    pub fn from_figment(figment: &Figment) -> Result<Config, ConfigError> {
        let raw: Raw = match figment.find_value("coopfund") {
            Err(error) if error.missing() => Raw::default(),
            Err(error) => return Err(unreadable(&error)),
            Ok(value) => value.deserialize().map_err(|error| unreadable(&error))?,
        };
        Ok(Config {
            database_url: database_url(raw.database_url)?,
            mail: mail_target(&raw.mail_url)?,
            mail_from: raw.mail_from.parse().map_err(|_| {
                ConfigError(format!(
                    "COOPFUND_MAIL_FROM: {:?} is not a mail address; write it as Name <name@host>",
                    raw.mail_from
                ))
            })?,
            base_url: base_url(&raw.base_url)?,
            documents: Vault::at(&raw.documents_url).map_err(ConfigError)?,
            worker: raw.worker,
            debug: figment.profile() == rocket::Config::DEBUG_PROFILE,
        })
    }
}

/// figment's own wording, in one line.
fn unreadable(error: &rocket::figment::Error) -> ConfigError {
    ConfigError(format!("the settings cannot be read: {}", error.to_string().replace('\n', " ")))
}

fn database_url(url: String) -> Result<String, ConfigError> {
    match url.split_once(':') {
        Some(("sqlite" | "postgres" | "postgresql", _)) => Ok(url),
        // The scheme alone is named: the rest may hold a password.
        Some((scheme, _)) => Err(ConfigError(format!(
            "COOPFUND_DATABASE_URL: {scheme}: is not a database coopfund knows; use sqlite:PATH or postgres://…"
        ))),
        None => Err(ConfigError("COOPFUND_DATABASE_URL has no scheme; use sqlite:PATH or postgres://…".into())),
    }
}

fn mail_target(url: &str) -> Result<MailTarget, ConfigError> {
    match url.split_once(':') {
        Some(("file", path)) if !path.is_empty() => Ok(MailTarget::Folder(path.trim_start_matches("//").into())),
        Some(("smtp" | "smtps", _)) if Url::parse(url).is_ok_and(|parsed| parsed.has_host()) => {
            crate::mail::smtp_at(url)?;
            Ok(MailTarget::Smtp(url.to_owned()))
        }
        Some(("smtp" | "smtps", _)) => {
            Err(ConfigError("COOPFUND_MAIL_URL names no mail server; use smtp://HOST:PORT".into()))
        }
        _ => Err(ConfigError("COOPFUND_MAIL_URL must begin with file:, smtp:// or smtps://".into())),
    }
}

fn base_url(url: &str) -> Result<Url, ConfigError> {
    match Url::parse(url) {
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => Ok(parsed),
        _ => Err(ConfigError(format!("COOPFUND_BASE_URL: {url:?} is not a web address; write it as https://HOST"))),
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets (a password in a database or mail address) never reach a log.
        f.debug_struct("Config")
            .field("base_url", &self.base_url.as_str())
            .field("worker", &self.worker)
            .finish_non_exhaustive()
    }
}
