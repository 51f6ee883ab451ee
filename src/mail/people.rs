//! Letters about somebody's account: invitations, passwords, addresses, and whether they act for a cooperative.
use super::Letter;
use super::words::{Facts, Setting, Words};
use crate::access::Position;
use crate::text::{Texts, format};

/// Puts a letter of this kind into words. A letter of another kind has no words here.
pub(super) fn of_person<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    match letter {
        Letter::Invitation { .. } | Letter::InvitedThere { .. } => of_invitation(letter, t),
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
        Letter::PasswordChanged { at } => Words {
            subject: t.mail_password_changed_subject().into(),
            opening: t.mail_password_changed().into(),
            facts: vec![(t.mail_password_changed_at().into(), format::instant(*at))],
            next: t.mail_password_changed_next().into(),
            ..Words::default()
        },
        Letter::MemberWithdrawn { cooperative, by } => Words {
            subject: t.mail_member_withdrawn_subject(cooperative),
            opening: t.mail_member_withdrawn(by, cooperative),
            next: t.mail_member_withdrawn_next().into(),
            ..Words::default()
        },
        Letter::MemberJoined { .. } | Letter::MemberLeft { .. } => of_members(letter, s),
        Letter::LinkConfirmed { .. } | Letter::LinkRefused { .. } => of_link(letter, s),
        _ => Words::default(),
    }
}

/// Somebody is invited, with or without an account.
fn of_invitation(letter: &Letter, t: Texts) -> Words<'_> {
    match letter {
        Letter::Invitation { by, cooperative, .. } => Words {
            subject: t.mail_invitation_subject().into(),
            opening: match by.as_ref().zip(cooperative.as_ref()) {
                Some((by, cooperative)) => t.mail_invitation_by(by, cooperative),
                None => t.mail_invitation().into(),
            },
            next: t.mail_invitation_next().into(),
            button: t.set_password(),
            ..Words::default()
        },
        Letter::InvitedThere { by, cooperative, back, .. } => Words {
            subject: t.mail_invited_there_subject(cooperative),
            opening: if *back { t.mail_invited_back(by, cooperative) } else { t.mail_invited_there(by, cooperative) },
            next: if *back { t.mail_members_next() } else { t.mail_invited_there_next() }.into(),
            button: t.mail_link_open(),
            signs_in: true,
            ..Words::default()
        },
        _ => Words::default(),
    }
}

/// Who acts for a cooperative has changed.
fn of_members<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let (subject, opening, position) = match letter {
        Letter::MemberJoined { name, position, by, granted, .. } => {
            let said = if *granted { t.mail_member_granted(by, name) } else { t.mail_member_joined(by, name) };
            (t.mail_member_joined_subject(name), said, Position::named(position))
        }
        Letter::MemberLeft { name, by, .. } => (t.mail_member_left_subject(name), t.mail_member_left(by, name), None),
        _ => return Words::default(),
    };
    let facts = Facts::new()
        .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
        .some(t.member_position(), position.map(|position| t.position(position).to_owned()));
    Words {
        subject,
        opening,
        facts: facts.0,
        next: t.mail_members_next().into(),
        button: t.members_title(),
        signs_in: true,
        ..Words::default()
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
