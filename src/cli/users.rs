//! `coopfund user …` and `coopfund token`: people and their tokens, for whoever holds the machine.
use clap::{Args, Subcommand};

use super::serve::{existing_office, office};
use super::{Failure, print};
use crate::actions::people::{self, Asked, Invitation};
use crate::store::users;
use crate::text::Lang;

/// `coopfund user …`
#[derive(Subcommand, Debug)]
pub enum UserCommand {
    /// Add a person and print the link with which they set their password.
    Add(AddUser),
    /// List everybody: email, name, state, duties, separated by tabs.
    List,
}

/// `coopfund user add`
#[derive(Args, Debug)]
pub struct AddUser {
    /// Their mail address: they sign in with it.
    email: String,
    /// Their full name.
    #[arg(long)]
    name: String,
    /// What they do: appraiser, approver, cashier, auditor or administrator, for all funds or @FUND; applicant@COOPERATIVE.
    #[arg(long = "duty", value_name = "DUTY[@FUND]", required = true, num_args = 1..)]
    duties: Vec<String>,
    /// The language of their pages and mails: vi or en.
    #[arg(long, default_value = "vi")]
    language: String,
}

/// `coopfund token`
#[derive(Args, Debug)]
pub struct MakeToken {
    /// Whose token it is.
    email: String,
    /// What it is for; shown in the list of their tokens.
    #[arg(long, default_value = "coopfund token")]
    label: String,
}

pub async fn user(command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Add(add) => add_user(add).await,
        UserCommand::List => list().await,
    }
}

async fn add_user(add: AddUser) -> Result<(), Failure> {
    let asked = add.duties.iter().map(|text| asked(text)).collect::<Result<Vec<_>, _>>()?;
    let language = Lang::try_from(add.language.clone())
        .map_err(|_| Failure::unusable(format!("--language: {:?} is neither vi nor en", add.language)))?;
    let (_, office) = office().await?;
    let invitation = Invitation { email: &add.email, name: &add.name, language, duties: &asked };
    let link = people::add_from_command_line(&office, &invitation).await?;
    print(&format!("{} sets a password within 7 days at\n{link}\n", people::fold_email(&add.email)))
}

fn asked(text: &str) -> Result<Asked, Failure> {
    Asked::parse(text).ok_or_else(|| {
        Failure::unusable(format!(
            "--duty: {text:?} is not a duty; use appraiser, approver, cashier, auditor or administrator (@FUND for one fund), or applicant@COOPERATIVE"
        ))
    })
}

async fn list() -> Result<(), Failure> {
    let office = existing_office().await?;
    let (people, duties) = office
        .store
        .read(async |tx| Ok::<_, crate::actions::Error>((users::all(tx).await?, users::all_duties(tx).await?)))
        .await?;
    let mut out = String::new();
    for person in people {
        let state = match (person.active, person.password_hash) {
            (false, _) => "closed",
            (true, None) => "invited",
            (true, Some(_)) => "active",
        };
        let held: Vec<String> = duties.iter().filter(|row| row.user_id == person.id).map(duty_name).collect();
        out.push_str(&format!("{}\t{}\t{state}\t{}\n", person.email, person.name, held.join(" ")));
    }
    print(&out)
}

/// As it would be given to `user add`; an applicant with the cooperative's code.
fn duty_name(row: &users::DutyRow) -> String {
    let at = row.fund_code.as_deref().or(row.cooperative_code.as_deref());
    at.map_or_else(|| row.duty.as_str().to_owned(), |code| format!("{}@{code}", row.duty.as_str()))
}

pub async fn token(make: MakeToken) -> Result<(), Failure> {
    let office = existing_office().await?;
    let secret = people::make_token(&office, None, &make.email, &make.label).await?;
    print(&format!("{secret}\n"))
}
