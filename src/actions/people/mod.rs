//! Accounts: signing in and out, one-time links, invitations, duties, tokens. A file per group of deeds.
mod duty;
mod link;
pub mod mail_code;
pub mod members;
mod name;
mod password;
mod session;
mod token;

pub use duty::{
    Asked, DutyProblem, INVITATION_DAYS, Invitation, add_from_command_line, end_sessions_of, grant, grant_in_op,
    invite, invite_again, set_active, withdraw,
};
pub use link::{LinkView, RESET_HOURS, first_administrator_link, look_at_link, request_reset, use_link};
pub use name::{correct_name_of, correct_own_name};
pub use password::{PASSWORD_CHARACTERS_MIN, change_password, check_password, hash_password};
pub use session::{Begun, end_other_sessions, end_session, set_language, sign_in};
pub use token::{make_own_token, make_token, make_token_for, revoke_own_token, revoke_token_of};

use validator::ValidateEmail;

use super::input::{has_bad_characters, has_web_address, text_problem};
use super::{FieldError, Problem, Refusal};
use crate::store::new_id;
use crate::store::users::Person;
use crate::text::Lang;

/// The longest name, in characters.
pub const NAME_CHARACTERS_MAX: usize = 120;
const NAME_POINTER: &str = "/name";
const EMAIL_BYTES_MAX: usize = 254;

/// 256 random bits, for cookies, links and tokens. Only its hash is stored.
pub fn new_secret() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// The one spelling of an address that is stored and looked up. What cannot be an address (too long, unprintable) is empty, as
/// nobody's is: it never reaches the database, where it would be kept as an attempt or refused by PostgreSQL (NUL).
pub fn fold_email(email: &str) -> String {
    let email = email.trim();
    if email.len() > EMAIL_BYTES_MAX || has_bad_characters(email) {
        return String::new();
    }
    email.to_lowercase()
}

/// A person about to be stored, checked.
pub fn new_person(email: &str, name: &str, language: Lang) -> Result<Person, Refusal> {
    let email = fold_email(email);
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    if !email.validate_email() || email.len() > EMAIL_BYTES_MAX {
        fail("/email", Problem::NotAnEmail);
    }
    let name = check_name(name).unwrap_or_else(|problem| {
        fail(NAME_POINTER, problem);
        String::new()
    });
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    Ok(Person { id: new_id(), email, name, language, password_hash: None, active: true, version: 1 })
}

/// A name as it is stored: it stands in one line, on a page as in the header of a mail, and leads nowhere.
fn check_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let several_lines = name.contains(char::is_control).then_some(Problem::BadCharacters);
    let leads_away = has_web_address(name).then_some(Problem::BadCharacters);
    match text_problem(name, NAME_CHARACTERS_MAX).or(several_lines).or(leads_away) {
        Some(problem) => Err(problem),
        None => Ok(name.to_owned()),
    }
}
