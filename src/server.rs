//! Builds the Rocket: settings, database, routes.
use std::path::Path;

use rocket::figment::Figment;
use rocket::{Build, Rocket};

use crate::actions::{Office, documents, rules};
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::reports::Outlooks;
use crate::store::Store;
use crate::web;
use crate::worker::Worker;

/// Why the program does not start: one sentence, exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

impl From<ConfigError> for StartError {
    fn from(error: ConfigError) -> StartError {
        StartError(error.0)
    }
}

/// Opens the database named in the settings and brings it up to date.
pub async fn open_office(config: Config, clock: Clock) -> Result<Office, StartError> {
    if let Some(path) = config.database_url.strip_prefix("sqlite:") {
        make_parent(Path::new(path.trim_start_matches("//").split('?').next().unwrap_or(path)))?;
    }
    let store = Store::open(&config.database_url)
        .await
        .map_err(|error| StartError(format!("the database cannot be opened: {error}")))?;
    store.migrate().await.map_err(|error| StartError(error.to_string()))?;
    let example = store.is_example().await.map_err(|error| StartError(error.to_string()))?;
    let office = Office::new(store, clock, config, example);
    let read = office.refresh_calendar().await;
    read.map_err(|error| StartError(format!("the calendar cannot be read: {error}")))?;
    // The rules of the law are checked before anything is judged by them: those shipped, and those confirmed since.
    let read = office.store.read(async |tx| rules::current(tx).await).await;
    read.map_err(|error| StartError(format!("the rules cannot be read: {error}")))?;
    Ok(office)
}

fn make_parent(path: &Path) -> Result<(), StartError> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => std::fs::create_dir_all(parent)
            .map_err(|error| StartError(format!("{} cannot be made: {error}", parent.display()))),
        None => Ok(()),
    }
}

/// The server with every route. Nothing is running yet.
pub fn build(figment: Figment, office: Office) -> Rocket<Build> {
    let worker = office.config.worker.then(Worker::default);
    // The limits of a paper are part of what the program promises, so no settings file is needed for them.
    let figment = figment
        .merge(("limits.file", documents::FILE_BYTES_MAX))
        .merge(("limits.data-form", web::upload::UPLOAD_BYTES_MAX));
    let rocket = rocket::custom(figment)
        .manage(office)
        .manage(Outlooks::default())
        .manage(web::metrics::Metrics::default())
        .attach(web::metrics::Meter)
        .attach(web::fairings::NoNul)
        .attach(web::fairings::Delivery)
        .register("/", rocket::catchers![web::error::any_status])
        .mount("/", web::pages::routes())
        .mount(web::api::BASE, web::api::routes())
        .mount("/", web::api::openapi::page());
    match worker {
        Some(worker) => rocket.attach(worker),
        None => rocket,
    }
}
