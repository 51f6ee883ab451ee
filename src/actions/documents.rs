//! Papers: what a file really is, where it is kept, and its row.
use serde_json::json;
use sha2::{Digest, Sha256};

use super::input::check_text;
use super::{Deed, Error, Office, Problem, Refusal};
use crate::access::User;
use crate::store::applications::{self, Document};
use crate::store::{StoreError, new_id};

/// The largest paper.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// How many papers an application may have.
const DOCUMENTS_MAX: usize = 60;
pub(super) const FILE_NAME_CHARACTERS_MAX: usize = 200;

/// The kinds of papers a person chooses from (law.md CF-41 groups).
pub const KINDS: [&str; 7] = ["request", "legal", "financial", "plan", "security", "credit_report", "other"];

/// Whether the contents are a PDF, JPEG or PNG, whatever the name says.
pub fn media_type(contents: &[u8]) -> Option<&'static str> {
    let found = infer::get(contents)?.mime_type();
    ["application/pdf", "image/jpeg", "image/png"].into_iter().find(|accepted| *accepted == found)
}

pub(super) fn failed(what: std::io::Error) -> Error {
    Error::Store(StoreError::Unavailable(format!("the place of the documents: {what}")))
}

/// Adds a paper to an application that can still be edited. The file is kept before the row: a file without a row is only
/// space, a row without a file would be a lie.
pub async fn add(
    office: &Office,
    user: &User,
    application_id: &str,
    kind: &str,
    file_name: &str,
    contents: Vec<u8>,
) -> Result<String, Error> {
    if contents.len() as u64 > FILE_BYTES_MAX {
        return Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }.into());
    }
    let deed = Deed::new(Some(user), "document.add", "application", application_id);
    let media_type = media_type(&contents);
    let file_name = clean_name(file_name);
    let sha256 = hex::encode(Sha256::digest(&contents));
    // Nothing is kept for somebody who may not, or for a file that is none.
    let allowed =
        office.store.read(async |tx| applications::find_for_writer(tx, &user.id, application_id).await).await?;
    if allowed.is_some() && media_type.is_some() {
        office.config.documents.keep(&sha256, &contents).await.map_err(failed)?;
    }
    let size_bytes = i64::try_from(contents.len()).unwrap_or(i64::MAX);
    office
        .act(deed, async |op| {
            let found = applications::find_for_writer(op, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            if !KINDS.contains(&kind) {
                return Err(Refusal::field("/kind", Problem::NotAChoice).into());
            }
            if let Some(problem) = check_text(&file_name, FILE_NAME_CHARACTERS_MAX) {
                return Err(Refusal::field("/file", problem).into());
            }
            let media_type = media_type.ok_or_else(|| Refusal::field("/file", Problem::NotAcceptedFile))?;
            if applications::documents(op, application_id).await?.len() >= DOCUMENTS_MAX {
                return Err(Refusal::field("/file", Problem::OutOfRange { min: 0, max: DOCUMENTS_MAX as i64 }).into());
            }
            let document = Document {
                id: new_id(),
                application_id: application_id.to_owned(),
                kind: kind.to_owned(),
                file_name: file_name.clone(),
                media_type: media_type.to_owned(),
                size_bytes,
                sha256: sha256.clone(),
                uploaded_at: op.now,
            };
            applications::add_document(op, &document, &user.id).await?;
            op.audit(
                "application",
                application_id,
                json!(null),
                json!({ "document": document.id, "sha256": sha256, "file_name": file_name }),
            )
            .await?;
            Ok(document.id)
        })
        .await
}

/// The last part of a name as a browser sends it, without what a file system or header could stumble over.
pub(in crate::actions) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String =
        last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c)).take(FILE_NAME_CHARACTERS_MAX).collect();
    if clean.trim().is_empty() { "document".to_owned() } else { clean.trim().to_owned() }
}

/// Takes a paper off an application that can still be edited.
pub async fn remove(office: &Office, user: &User, application_id: &str, id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "document.remove", "application", application_id), async |op| {
            let found = applications::find_for_writer(op, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            let now = op.now;
            if applications::remove_document(op, application_id, id, now).await? != 1 {
                return Err(Refusal::NotFound.into());
            }
            op.audit("application", application_id, json!({ "document": id }), json!(null)).await?;
            Ok(())
        })
        .await
}

/// A paper and its contents, for those who may see the application. Contents that no longer match their hash are not shown.
pub async fn open(office: &Office, user: &User, application_id: &str, id: &str) -> Result<(Document, Vec<u8>), Error> {
    let found = office
        .store
        .read(async |tx| match applications::find_for_reader(tx, &user.id, application_id).await? {
            Some(_) => applications::document(tx, application_id, id).await,
            None => Ok(None),
        })
        .await?;
    let document = found.ok_or(Refusal::NotFound)?;
    let contents = office.config.documents.read(&document.sha256).await.map_err(failed)?;
    if hex::encode(Sha256::digest(&contents)) != document.sha256 {
        let what = "the file does not match its hash".to_owned();
        return Err(StoreError::Inconsistent { table: "documents", id: document.id, what }.into());
    }
    Ok((document, contents))
}

#[cfg(test)]
mod tests {
    use super::{clean_name, media_type};

    #[test]
    fn a_file_is_what_its_contents_say() {
        assert_eq!(media_type(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n rest"), Some("image/png"));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0 rest"), Some("image/jpeg"));
        assert_eq!(media_type(b"PK\x03\x04 a zip named .pdf"), None);
        assert_eq!(media_type(b""), None);
    }

    #[test]
    fn a_file_name_keeps_its_last_part() {
        assert_eq!(clean_name("C:\\ảnh\\giấy.pdf"), "giấy.pdf");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("\u{0}"), "document");
    }
}
