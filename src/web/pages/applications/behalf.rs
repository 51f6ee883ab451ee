//! An application that an officer writes on behalf of a cooperative: how it is marked, and how it comes to be confirmed.
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, post};

use super::case::{Case, Seat};
use super::submit::{SubmitPage, submit_view};
use crate::access::{Appraiser, User, Witness};
use crate::actions::confirmation::{self, Asked, Outcome, SIGNED_FORM, covering, short_code};
use crate::actions::documents::{self, Sent};
use crate::actions::{Error as ActionError, Office};
use crate::clock::business_date;
use crate::store::{Tx, members};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::{done, not_done};
use crate::web::{Answer, Fields, FormView, Page, Posted, PostedFile};

/// The mark on every page of such an application.
#[derive(Debug, Clone)]
pub struct Mark {
    pub written_by: String,
    /// When and how it was confirmed as it stands, or that it was not.
    pub confirmed: String,
    /// It was sent without the cooperative behind it as it stands.
    pub warns: bool,
    pub code: String,
    /// For who decides: the same person took in the signed form and appraised.
    pub to_check: String,
}

impl Mark {
    /// Nothing for an application that the cooperative wrote and sent itself.
    pub fn of(t: Texts, case: &Case, seat: Seat) -> Option<Mark> {
        let on_paper = case.confirmations.first().filter(|newest| newest.document_id.is_some());
        if !case.found.on_behalf && on_paper.is_none() {
            return None;
        }
        let one_hand = on_paper.filter(|form| case.found.appraised_by.as_ref() == Some(&form.recorded_by));
        let content = case.fingerprint();
        let confirmed = covering(&case.confirmations, &content);
        Some(Mark {
            to_check: one_hand
                .filter(|_| seat.approver)
                .map_or_else(String::new, |form| t.behalf_check_form(&form.recorded_by_name)),
            written_by: match case.found.on_behalf {
                true => t.behalf_written_by(&case.found.created_by_name),
                false => String::new(),
            },
            confirmed: confirmed.map_or_else(
                || t.behalf_unconfirmed().to_owned(),
                |confirmed| {
                    let (on, who) = (format::date(business_date(confirmed.recorded_at)), &confirmed.recorded_by_name);
                    match confirmed.document_id {
                        Some(_) => t.behalf_confirmed_on_paper(on, who),
                        None => t.behalf_confirmed_by_chair(who, on),
                    }
                },
            ),
            warns: confirmed.is_none() && !case.found.status.is_editable(),
            code: t.behalf_code(short_code(&content)),
        })
    }
}

/// What an officer has to do before they may send it.
#[derive(Debug, Clone)]
pub struct Confirming {
    /// It is confirmed as it stands.
    pub confirmed: bool,
    /// The two ways, while it is not: somebody with an account can be asked.
    pub can_ask: bool,
    /// That it was asked about exactly this, and what became of the letter; empty where it was not.
    pub asked: String,
    /// What to do with the printed form, with the code it carries.
    pub on_paper: String,
}

impl Confirming {
    /// Nothing for somebody of the cooperative, who confirms by sending.
    pub async fn of(tx: &mut Tx, t: Texts, case: &Case, user: &User) -> Result<Option<Confirming>, ActionError> {
        if Seat::of(user, &case.found).own {
            return Ok(None);
        }
        let content = case.fingerprint();
        let asked = confirmation::asked(tx, &case.found, &content).await?;
        Ok(Some(Confirming {
            confirmed: covering(&case.confirmations, &content).is_some(),
            can_ask: members::has_chair(tx, &case.found.cooperative_id).await?,
            asked: asked.map_or_else(String::new, |asked| asked_before(t, &asked)),
            on_paper: t.behalf_by_paper_text(short_code(&content)),
        }))
    }
}

/// Since when it is asked about what it says now, and what became of the letter that says the most: one that was sent.
fn asked_before(t: Texts, asked: &Asked) -> String {
    let at = format::instant(asked.at);
    let sent = asked.letters.iter().find_map(|letter| letter.sent_at);
    let any = |status: &str| asked.letters.iter().any(|letter| letter.status == status);
    match sent {
        Some(sent) => t.behalf_letter_sent(at, format::instant(sent)),
        None if any("waiting") => t.behalf_letter_waits(at),
        None if any("failed") => t.behalf_letter_failed(at),
        None => t.behalf_letter_dropped(at),
    }
}

/// Takes the form in that the chair signed on paper.
#[post("/applications/<id>/signed-form", data = "<posted>")]
pub async fn signed_form(
    page: Page,
    appraiser: Appraiser,
    id: &str,
    posted: PostedFile,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, SubmitPage)>> {
    let (user, name) = (appraiser.user(), posted.name());
    let PostedFile { code, files, too_large, .. } = posted;
    let sent = Sent { kind: SIGNED_FORM.to_owned(), files, too_large, code: code.clone(), key: None };
    match redisplayable(documents::add(office, user, id, sent).await)? {
        Ok(_) => Ok(Either::Left(done(format!("/applications/{id}/submit"), page.t.app_paper_added(name)))),
        Err(refusal) => {
            let form = FormView::refused(page.t, Fields::new(vec![("code".into(), code)]), &refusal);
            Ok(Either::Right((status_of(&refusal), submit_view(page, office, user, id, form).await?)))
        }
    }
}

/// Asks the chair to look at it and send it.
#[post("/applications/<id>/ask-confirmation", data = "<posted>")]
pub async fn ask(
    page: Page,
    appraiser: Appraiser,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let to = format!("/applications/{id}/submit");
    match redisplayable(confirmation::ask(office, appraiser.user(), id, posted.0.key()).await)? {
        Ok(outcome) if outcome.written > 0 => Ok(done(format!("/applications/{id}"), page.t.behalf_asked())),
        Ok(Outcome { asked, .. }) => {
            let said = asked.map_or_else(String::new, |asked| page.t.behalf_asked_again(asked_before(page.t, &asked)));
            Ok(done(format!("/applications/{id}"), said))
        }
        Err(refusal) => Ok(not_done(to, page.t.refusal(&refusal))),
    }
}
