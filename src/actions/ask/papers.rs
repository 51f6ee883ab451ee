//! What comes with a request: an invoice, a receipt. Kept as the papers of applications are.
use serde_json::json;

use crate::access::{Applicant, User, Witness};
use crate::actions::documents::{self, File, Taken, fingerprints};
use crate::actions::{Deed, Error, Office, Problem, Refusal};
use crate::domain::ask::State;
use crate::store::asks::{self, AskPaper};
use crate::store::{funds, new_id};

/// How many papers a request may have.
const PAPERS_MAX: usize = 10;

/// Adds a paper to an open request of one's own cooperative; the same file once more is the one that is there. Its id.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooLarge`, `Invalid`.
pub async fn add_paper(
    office: &Office,
    by: &Applicant,
    ask_id: &str,
    taken: Taken,
    key: Option<&str>,
) -> Result<String, Error> {
    let user = by.user();
    let deed = Deed::new(Some(user), "ask.add_paper", "ask", ask_id);
    let deed = match key {
        Some(key) => deed.keyed(Some(key), &fingerprints(&taken)),
        None => deed,
    };
    let own = office.store.read(async |tx| asks::find_own(tx, &user.id, ask_id).await).await?;
    let open = own.is_some_and(|ask| ask.status == State::Open);
    let file = File::kept(office, if open { taken } else { Err(Refusal::NotFound) }).await?;
    office
        .act(deed, async |op| {
            let found = asks::find_own(op, &user.id, ask_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let ask = asks::find_own(op, &user.id, ask_id).await?.ok_or(Refusal::NotFound)?;
            if ask.status != State::Open {
                return Err(Refusal::WrongState { is: format!("ask_{}", ask.status) }.into());
            }
            let file = file.clone()?;
            let there = asks::papers(op, ask_id).await?;
            if let Some(same) = there.iter().find(|paper| paper.sha256 == file.sha256) {
                let again = json!({ "paper": same.id });
                op.audit("ask", ask_id, again.clone(), again).await?;
                return Ok(same.id.clone());
            }
            if there.len() >= PAPERS_MAX {
                return Err(Refusal::field("/file", Problem::OutOfRange { min: 0, max: PAPERS_MAX as i64 }).into());
            }
            let paper = AskPaper {
                id: new_id(),
                ask_id: ask_id.to_owned(),
                file_name: file.name,
                media_type: file.media_type.to_owned(),
                size_bytes: file.size_bytes,
                sha256: file.sha256,
                uploaded_at: op.now,
            };
            asks::add_paper(op, &paper, &user.id).await?;
            let after = json!({ "paper": paper.id, "sha256": paper.sha256, "file_name": paper.file_name });
            op.audit("ask", ask_id, json!(null), after).await?;
            Ok(paper.id)
        })
        .await
}

/// A paper and its contents, for those who may read the loan.
///
/// # Errors
/// `NotFound`.
pub async fn open_paper(office: &Office, user: &User, ask_id: &str, id: &str) -> Result<(AskPaper, Vec<u8>), Error> {
    let found = office.store.read(async |tx| match asks::find_for_reader(tx, &user.id, ask_id).await? {
        Some(_) => asks::papers(tx, ask_id).await,
        None => Ok(Vec::new()),
    });
    let paper = found.await?.into_iter().find(|paper| paper.id == id).ok_or(Refusal::NotFound)?;
    let contents = documents::contents(office, &paper.sha256, ("ask_papers", &paper.id)).await?;
    Ok((paper, contents))
}
