//! Letters about somebody's account: invitations, passwords, addresses, and whether they act for a cooperative.
use super::Letter;
use super::words::{Setting, Words};
use crate::text::format;

/// Puts a letter of this kind into words. A letter of another kind has no words here.
pub(super) fn of_person<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    match letter {
        Letter::Invitation { .. } => Words {
            subject: t.mail_invitation_subject().into(),
            opening: t.mail_invitation().into(),
            next: t.mail_invitation_next().into(),
            button: t.set_password(),
            ..Words::default()
        },
        Letter::PasswordReset { .. } => Words {
            subject: t.mail_password_reset_subject().into(),
            opening: t.mail_password_reset().into(),
            next: t.mail_password_reset_next().into(),
            button: t.set_password(),
            ..Words::default()
        },
        Letter::MailCode { code, until } => Words {
            subject: t.mail_code_subject(code),
            opening: t.mail_code().into(),
            facts: vec![
                (t.mail_code_name().into(), code.clone()),
                (t.mail_code_until().into(), format::instant(*until)),
            ],
            next: t.mail_code_next().into(),
            ..Words::default()
        },
        Letter::AccountThere { .. } => Words {
            subject: t.mail_account_there_subject().into(),
            opening: t.mail_account_there().into(),
            next: t.mail_account_there_next().into(),
            button: t.sign_in(),
            ..Words::default()
        },
        Letter::MailChanged { to } => Words {
            subject: t.mail_changed_subject().into(),
            opening: t.mail_changed().into(),
            facts: vec![(t.mail_changed_to().into(), to.clone())],
            next: t.mail_changed_next().into(),
            ..Words::default()
        },
        Letter::LinkConfirmed { .. } | Letter::LinkRefused { .. } => of_link(letter, s),
        _ => Words::default(),
    }
}

/// Whether somebody acts for a cooperative, as an officer found.
fn of_link<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let cooperative = s.cooperative.map(str::to_owned);
    match letter {
        Letter::LinkConfirmed { .. } => Words {
            subject: t.mail_link_confirmed_subject().into(),
            opening: t.mail_link_confirmed().into(),
            facts: cooperative.map(|name| (t.mail_cooperative().to_owned(), name)).into_iter().collect(),
            next: t.mail_link_confirmed_next().into(),
            button: t.mail_link_open(),
            signs_in: true,
            ..Words::default()
        },
        Letter::LinkRefused { name, reason, .. } => Words {
            subject: t.mail_link_refused_subject().into(),
            opening: t.mail_link_refused(name),
            facts: vec![(t.mail_reason().into(), reason.clone())],
            next: t.mail_link_refused_next().into(),
            button: t.mail_link_open(),
            signs_in: true,
            ..Words::default()
        },
        _ => Words::default(),
    }
}
