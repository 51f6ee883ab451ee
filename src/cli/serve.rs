//! `coopfund serve`: settings, database, server.
use std::io::Write;
use std::path::{Path, PathBuf};

use rocket::fairing::AdHoc;
use rocket::figment::Figment;

use super::Failure;
use crate::actions::{Error, Office, Refusal, people};
use crate::clock::Clock;
use crate::config::Config;
use crate::example::{self, printed};
use crate::server::{build, open_office};
use crate::store::Store;

/// Where the key that encrypts cookies is kept when the settings name none.
const SECRET_KEY_FILE: &str = "var/secret_key";

/// The office as the settings describe it: for every command that needs the database.
pub async fn office() -> Result<(Figment, Office), Failure> {
    let figment = Config::figment();
    let config = Config::from_figment(&figment).map_err(|error| Failure::unusable(error.0))?;
    let office = open_office(config, Clock::System).await?;
    Ok((figment, office))
}

/// The office of a database that is there already: for commands that look at the books or work on them. In a wrong folder they
/// would otherwise make an empty database and find everything in order.
pub async fn existing_office() -> Result<Office, Failure> {
    let config = Config::from_figment(&Config::figment()).map_err(|error| Failure::unusable(error.0))?;
    let found = Store::is_made(&config.database_url).await;
    if !found.map_err(|error| Failure::unusable(format!("the database cannot be opened: {error}")))? {
        // The address may hold a password, a path cannot.
        let place = config.database_url.strip_prefix("sqlite:").unwrap_or("the PostgreSQL database of the settings");
        return Err(Failure::unusable(format!(
            "coopfund never ran on {place}: start it there once, or name the right database in COOPFUND_DATABASE_URL"
        )));
    }
    Ok(open_office(config, Clock::System).await?)
}

/// `coopfund demo`: fills an empty database with the example.
pub async fn demo() -> Result<(), Failure> {
    let (_, office) = office().await?;
    print!("{}", printed(&example::fill(&office).await?));
    Ok(())
}

/// `coopfund simulate`: fills an empty database with a made-up portfolio.
pub async fn simulate(cooperatives: usize, loans: usize, seed: u64) -> Result<(), Failure> {
    let (_, office) = office().await?;
    print!("{}", printed(&example::simulate(&office, cooperatives, loans, seed).await?));
    Ok(())
}

/// Somebody who tries the program out finds it filled; somebody who means it makes the first administrator.
async fn welcome(office: Office) -> Result<Office, Failure> {
    if !office.store.is_untouched().await.map_err(Error::from)? {
        return Ok(office);
    }
    if office.config.debug {
        println!("The database is empty: filling it with the Điện Biên example …");
        match example::fill(&office).await {
            Ok(accounts) => print!("{}", printed(&accounts)),
            // Several were started at once on one database: the first fills it.
            Err(Error::Refused(Refusal::NotEmpty)) => {
                println!("Another coopfund is filling it; its accounts work here too.")
            }
            Err(error) => return Err(error.into()),
        }
        return Ok(Office { example: true, ..office });
    }
    if let Some(link) = people::first_administrator_link(&office).await? {
        println!("No one is here yet. Make the first administrator within 24 hours at\n  {link}");
    }
    Ok(office)
}

pub async fn serve() -> Result<(), Failure> {
    start_log();
    let (figment, office) = office().await?;
    let figment = with_secret_key(figment)?;
    let server = Config::check_server(&figment).map_err(|error| Failure::unusable(error.0))?;
    let address = format!("http://{}:{}", server.address, server.port);
    let office = welcome(office).await?;
    // Said when it is true, and with the port the system chose where 0 was asked for.
    let say = AdHoc::on_liftoff("address", |rocket| {
        Box::pin(async move {
            println!("coopfund listens on http://{}:{}", rocket.config().address, rocket.config().port);
        })
    });
    match build(figment, office).attach(say).launch().await {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::unusable(launch_failure(&error, &address))),
    }
}

fn launch_failure(error: &rocket::Error, address: &str) -> String {
    use rocket::error::ErrorKind;
    match error.kind() {
        ErrorKind::Bind(io) if io.kind() == std::io::ErrorKind::AddrInUse => {
            format!("{address} is in use by another program: stop that, or set ROCKET_PORT")
        }
        ErrorKind::Bind(io) => format!("cannot listen on {address}: {io}"),
        other => other.to_string(),
    }
}

/// One process on one machine needs no ceremony: its key is made once and kept beside the database, readable by its owner only.
fn with_secret_key(figment: Figment) -> Result<Figment, Failure> {
    let server = Config::check_server(&figment).map_err(|error| Failure::unusable(error.0))?;
    if server.secret_key.is_provided() {
        return Ok(figment);
    }
    let path = Path::new(SECRET_KEY_FILE);
    let key = match std::fs::read_to_string(path) {
        Ok(key) => key.trim().to_owned(),
        Err(_) => make_secret_key(path)
            .map_err(|error| Failure::unusable(format!("{} cannot be written: {error}", path.display())))?,
    };
    Ok(figment.merge(("secret_key", key)))
}

fn make_secret_key(path: &Path) -> std::io::Result<String> {
    use std::os::unix::fs::OpenOptionsExt;
    let key = people::new_secret();
    std::fs::create_dir_all(path.parent().unwrap_or(&PathBuf::from(".")))?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.as_bytes())?;
    Ok(key)
}

fn start_log() {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_from_env("COOPFUND_LOG").unwrap_or_else(|_| EnvFilter::new("warn,rocket=off,coopfund=info"));
    // A second call (in tests) finds the log already started, which is as good.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).try_init();
}
