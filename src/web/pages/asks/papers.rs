//! Pictures and files of a request.
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::view::{AskView, shown};
use crate::access::{Applicant, Reader, Witness};
use crate::actions::documents::FILE_BYTES_MAX;
use crate::actions::{Error as ActionError, Office, Refusal, ask, views};
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::pages::applications::Attachment;
use crate::web::{Answer, Fields, FormView, Page, PostedFile, RecordId};

pub fn routes() -> Vec<Route> {
    routes![add, open]
}

#[post("/asks/<id>/papers", data = "<posted>")]
async fn add(
    page: Page,
    by: Applicant,
    id: RecordId,
    posted: PostedFile,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AskView)>> {
    let name = posted.name();
    match ask::add_paper(office, &by, &id.0, posted.one(FILE_BYTES_MAX), None).await {
        Ok(_) => Ok(Either::Left(done(format!("/asks/{}", id.0), page.t.ask_paper_added(name)))),
        Err(ActionError::Refused(refusal @ (Refusal::Invalid(_) | Refusal::TooLarge { .. }))) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, by.user(), &id.0, Some(form)).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/asks/<id>/papers/<paper>")]
async fn open(reader: Reader, id: RecordId, paper: RecordId, office: &State<Office>) -> Answer<Attachment> {
    let (found, contents) = ask::open_paper(office, reader.user(), &id.0, &paper.0).await?;
    views::note_view(office, reader.user(), "ask", &id.0).await;
    Ok(Attachment::of(&found.file_name, &found.media_type, contents))
}
