//! What comes with a request: an invoice, a receipt. Kept as the papers of applications are.
use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::documents::{FILE_BYTES_MAX, FILE_NAME_CHARACTERS_MAX, clean_name, failed, media_type};
use crate::access::{Applicant, User, Witness};
use crate::actions::input::check_text;
use crate::actions::{Deed, Error, Office, Problem, Refusal};
use crate::domain::ask::State;
use crate::store::asks::{self, AskPaper};
use crate::store::{StoreError, funds, new_id};

/// How many papers a request may have.
const PAPERS_MAX: usize = 10;

/// Adds a paper to an open request of one's own cooperative.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooLarge`, `Invalid`.
pub async fn add_paper(
    office: &Office,
    by: &Applicant,
    ask_id: &str,
    file_name: &str,
    contents: Vec<u8>,
) -> Result<(), Error> {
    if contents.len() as u64 > FILE_BYTES_MAX {
        return Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }.into());
    }
    let user = by.user();
    let kind = media_type(&contents);
    let sha256 = hex::encode(Sha256::digest(&contents));
    // Nothing is kept for somebody who may not, or for a file that is none.
    let own = office.store.read(async |tx| asks::find_own(tx, &user.id, ask_id).await).await?;
    if own.is_some_and(|ask| ask.status == State::Open) && kind.is_some() {
        office.config.documents.keep(&sha256, &contents).await.map_err(failed)?;
    }
    let file_name = clean_name(file_name);
    let size_bytes = i64::try_from(contents.len()).unwrap_or(i64::MAX);
    office
        .act(Deed::new(Some(user), "ask.add_paper", "ask", ask_id), async |op| {
            let found = asks::find_own(op, &user.id, ask_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let ask = asks::find_own(op, &user.id, ask_id).await?.ok_or(Refusal::NotFound)?;
            if ask.status != State::Open {
                return Err(Refusal::WrongState { is: format!("ask_{}", ask.status) }.into());
            }
            if let Some(problem) = check_text(&file_name, FILE_NAME_CHARACTERS_MAX) {
                return Err(Refusal::field("/file", problem).into());
            }
            let media_type = kind.ok_or_else(|| Refusal::field("/file", Problem::NotAcceptedFile))?;
            if asks::papers(op, ask_id).await?.len() >= PAPERS_MAX {
                return Err(Refusal::field("/file", Problem::OutOfRange { min: 0, max: PAPERS_MAX as i64 }).into());
            }
            let paper = AskPaper {
                id: new_id(),
                ask_id: ask_id.to_owned(),
                file_name: file_name.clone(),
                media_type: media_type.to_owned(),
                size_bytes,
                sha256: sha256.clone(),
                uploaded_at: op.now,
            };
            asks::add_paper(op, &paper, &user.id).await?;
            let after = json!({ "paper": paper.id, "sha256": sha256, "file_name": file_name });
            op.audit("ask", ask_id, json!(null), after).await?;
            Ok(())
        })
        .await
}

/// A paper and its contents, for those who may read the loan. Contents that no longer match their hash are not shown.
///
/// # Errors
/// `NotFound`.
pub async fn open_paper(office: &Office, user: &User, ask_id: &str, id: &str) -> Result<(AskPaper, Vec<u8>), Error> {
    let found = office.store.read(async |tx| match asks::find_for_reader(tx, &user.id, ask_id).await? {
        Some(_) => asks::papers(tx, ask_id).await,
        None => Ok(Vec::new()),
    });
    let paper = found.await?.into_iter().find(|paper| paper.id == id).ok_or(Refusal::NotFound)?;
    let contents = office.config.documents.read(&paper.sha256).await.map_err(failed)?;
    if hex::encode(Sha256::digest(&contents)) != paper.sha256 {
        let what = "the file does not match its hash".to_owned();
        return Err(StoreError::Inconsistent { table: "ask_papers", id: paper.id, what }.into());
    }
    Ok((paper, contents))
}
