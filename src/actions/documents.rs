//! Papers: what a file really is, where it is kept, and its row.
use std::slice;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::confirmation::{self, SIGNED_FORM};
use super::input::{check_text, required_text};
use super::pages::{PAGES_MAX, joined};
use super::{Deed, Error, Office, Op, PartProblem, Problem, Refusal};
use crate::access::{Appraiser, Duty, User, Witness};
use crate::domain::application::State;
use crate::store::applications::{self, Document};
use crate::store::{StoreError, documents, funds, new_id};

/// The largest paper.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// The longest word on a paper, in characters.
const NOTE_CHARACTERS_MAX: usize = 1000;
/// The last day anything here can be valid until.
const LATEST: NaiveDate = NaiveDate::from_ymd_opt(2200, 12, 31).expect("a day");
/// How many papers an application may have.
const DOCUMENTS_MAX: usize = 60;
/// The longest name of a file, in characters.
pub const FILE_NAME_CHARACTERS_MAX: usize = 200;

/// The kinds of papers a person chooses from (law.md CF-41 groups).
pub const KINDS: [&str; 8] =
    ["request", "legal", "financial", "plan", "security", "credit_report", SIGNED_FORM, "other"];

/// Whether the contents are a PDF, JPEG or PNG, whatever the name says.
pub fn media_type(contents: &[u8]) -> Option<&'static str> {
    let found = infer::get(contents)?.mime_type();
    ["application/pdf", "image/jpeg", "image/png"].into_iter().find(|accepted| *accepted == found)
}

pub(in crate::actions) fn failed(what: std::io::Error) -> Error {
    Error::Store(StoreError::Unavailable(format!("the place of the documents: {what}")))
}

/// What somebody sends as one paper.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// One of [`KINDS`], or an item of the fund's own list in its words.
    pub kind: String,
    /// Name and contents: one file, or the photographed pages of one paper in their order.
    pub files: Vec<(String, Vec<u8>)>,
    /// Something was larger than a file may be, and was not read.
    pub too_large: bool,
    /// The code of the content that the application's form carries, where that form is what was signed.
    pub code: String,
    /// Under which a program sends it, to get the first answer again.
    pub key: Option<String>,
}

/// Files as a repetition is known by them: names and hashes, not the contents.
pub(in crate::actions) fn fingerprints<'f>(
    files: impl IntoIterator<Item = &'f (String, Vec<u8>)>,
) -> Vec<(&'f str, String)> {
    let print = |contents: &[u8]| hex::encode(Sha256::digest(contents));
    files.into_iter().map(|(name, contents)| (name.as_str(), print(contents))).collect()
}

/// The kind of a paper that answers an item of the fund's list.
pub const LISTED: &str = "listed";

/// The one file of what was sent: several pictures are joined to one PDF.
async fn one_file(sent: Sent) -> Taken {
    let refused = |why| Refusal::field("/file", Problem::Part(why));
    let mut files = sent.files;
    if sent.too_large {
        return Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX });
    }
    if files.iter().any(|(_, contents)| infer::is(contents, "heif")) {
        return Err(refused(PartProblem::Heic));
    }
    match files.len() {
        0 => Err(Refusal::field("/file", Problem::Required)),
        1 if files[0].1.is_empty() => Err(Refusal::field("/file", Problem::Required)),
        1 => Ok(files.remove(0)),
        2..=PAGES_MAX => {
            if let Some(at) = files.iter().position(|(_, contents)| contents.is_empty()) {
                return Err(refused(PartProblem::DamagedPicture { number: at + 1 }));
            }
            if !files.iter().all(|(_, contents)| picture(contents)) {
                return Err(refused(PartProblem::NotPages));
            }
            let name = files[0].0.rsplit_once('.').map_or(files[0].0.as_str(), |(stem, _)| stem).to_owned();
            let pictures: Vec<Vec<u8>> = files.into_iter().map(|(_, contents)| contents).collect();
            let pdf = one_at_a_time(move || joined(&pictures)).await;
            Ok((format!("{name}.pdf"), pdf.unwrap_or(Err(PartProblem::NotPages)).map_err(refused)?))
        }
        _ => Err(Refusal::field("/file", Problem::OutOfRange { min: 1, max: PAGES_MAX as i64 })),
    }
}

/// Reads a file somebody sent beside the tasks that answer, one in the process at a time: what each may cost is limited, what many
/// at once cost is not. `None` when it went wrong altogether.
pub async fn one_at_a_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    static TURN: Semaphore = Semaphore::const_new(1);
    // Nobody closes it.
    let turn = TURN.acquire().await;
    // The turn goes with the work, which nobody can stop.
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    })
    .await;
    done.ok()
}

fn picture(contents: &[u8]) -> bool {
    matches!(media_type(contents), Some("image/jpeg" | "image/png"))
}

/// The contents again, unless they are a picture that could not be joined with others: nobody could look at it either.
async fn undamaged(contents: Vec<u8>) -> Option<Vec<u8>> {
    if !picture(&contents) {
        return Some(contents);
    }
    let looked = one_at_a_time(move || match joined(slice::from_ref(&contents)) {
        Err(PartProblem::DamagedPicture { .. }) => None,
        // One that is too large to be unpacked here is kept as it came.
        _ => Some(contents),
    });
    looked.await.flatten()
}

/// Adds a paper to an application that can still be edited; the same paper once more is the one that is there. Whose the
/// application is and how it stands is asked before anything else, and nothing is kept for somebody who may not.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooLarge`, `Invalid`.
pub async fn add(office: &Office, user: &User, application_id: &str, sent: Sent) -> Result<String, Error> {
    let (kind, code) = (sent.kind.clone(), sent.code.clone());
    let deed = Deed::new(Some(user), "document.add", "application", application_id);
    let deed = match &sent.key {
        Some(key) => deed.keyed(Some(key), &(&kind, &code, fingerprints(&sent.files), sent.too_large)),
        None => deed,
    };
    let found = office.store.read(async |tx| applications::find_for_sender(tx, &user.id, application_id).await).await?;
    let taken = match found {
        Some(found) if found.status.is_editable() => one_file(sent).await,
        _ => Err(Refusal::NotFound),
    };
    let file = File::kept(office, taken).await?;
    office.act(deed, async |op| add_in_op(op, user, application_id, (&kind, &code), file.clone()).await).await
}

/// Name and contents of a file that came in, or why it cannot be taken.
pub type Taken = Result<(String, Vec<u8>), Refusal>;

/// A file that is kept, and what it is.
#[derive(Debug, Clone)]
pub(in crate::actions) struct File {
    pub name: String,
    pub media_type: &'static str,
    pub size_bytes: i64,
    pub sha256: String,
}

impl File {
    /// Keeps contents that can be taken, before there is a row: a file without a row is only space, a row without a file would
    /// be a lie. Why it cannot be taken is for the action to say, once it has asked who sends it.
    pub async fn kept(office: &Office, taken: Taken) -> Result<Result<File, Refusal>, Error> {
        let (name, contents) = match taken {
            Ok((name, contents)) => (clean_name(&name), contents),
            Err(refusal) => return Ok(Err(refusal)),
        };
        if contents.len() as u64 > FILE_BYTES_MAX {
            return Ok(Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }));
        }
        let refused = |problem| Ok(Err(Refusal::field("/file", problem)));
        if contents.is_empty() {
            return refused(Problem::Required);
        }
        if infer::is(&contents, "heif") {
            return refused(Problem::Part(PartProblem::Heic));
        }
        let Some(media_type) = media_type(&contents) else { return refused(Problem::NotAcceptedFile) };
        if let Some(problem) = check_text(&name, FILE_NAME_CHARACTERS_MAX) {
            return refused(problem);
        }
        let Some(contents) = undamaged(contents).await else {
            return refused(Problem::Part(PartProblem::DamagedPicture { number: 1 }));
        };
        let sha256 = hex::encode(Sha256::digest(&contents));
        office.config.documents.keep(&sha256, &contents).await.map_err(failed)?;
        let size_bytes = i64::try_from(contents.len()).unwrap_or(i64::MAX);
        Ok(Ok(File { name, media_type, size_bytes, sha256 }))
    }
}

async fn add_in_op(
    op: &mut Op<'_, '_>,
    user: &User,
    application_id: &str,
    (kind, code): (&str, &str),
    file: Result<File, Refusal>,
) -> Result<String, Error> {
    let found = applications::find_for_sender(op, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
    op.in_fund(&found.fund_id);
    if !found.status.is_editable() {
        return Err(Refusal::WrongState { is: found.status.to_string() }.into());
    }
    let today = op.today;
    let regulation = funds::regulation(op, &found.fund_id, today).await?;
    let asked = found.papers_needed.iter().flat_map(|needed| &needed.0);
    let listed = regulation.papers().iter().chain(asked).any(|paper| paper == kind);
    if !listed && !KINDS.contains(&kind) {
        return Err(Refusal::field("/kind", Problem::NotAChoice).into());
    }
    applications::hold(op, &found).await?;
    let mut signed = None;
    if kind == SIGNED_FORM {
        let content = signed.insert(confirmation::stored_fingerprint(op, &found).await?);
        confirmation::insist_on_code(user, content, code)?;
    }
    let file = file?;
    let paper = listed.then(|| kind.to_owned());
    let kind = if listed { LISTED } else { kind };
    let there = applications::documents(op, application_id).await?;
    let same = |had: &&Document| had.sha256 == file.sha256 && had.kind == kind && had.paper == paper;
    // A form that is signed confirms what is written now, also the same sheet once more.
    if let Some(same) = there.iter().filter(|_| signed.is_none()).find(same) {
        let again = json!({ "document": same.id });
        op.audit("application", application_id, again.clone(), again).await?;
        return Ok(same.id.clone());
    }
    if there.len() >= DOCUMENTS_MAX {
        return Err(Refusal::field("/file", Problem::OutOfRange { min: 0, max: DOCUMENTS_MAX as i64 }).into());
    }
    let document = Document {
        id: new_id(),
        application_id: application_id.to_owned(),
        kind: kind.to_owned(),
        paper,
        file_name: file.name.clone(),
        media_type: file.media_type.to_owned(),
        size_bytes: file.size_bytes,
        sha256: file.sha256.clone(),
        uploaded_at: op.now,
        ..Document::default()
    };
    applications::add_document(op, &document, &user.id).await?;
    if let Some(content) = &signed {
        confirmation::confirm(op, user, &found.id, content, Some(&document.id)).await?;
    }
    let kept =
        json!({ "document": document.id, "paper": document.paper, "sha256": file.sha256, "file_name": file.name });
    op.audit("application", application_id, json!(null), kept).await?;
    Ok(document.id)
}

/// The last part of a name as a browser sends it, without what a file system or header could stumble over.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String =
        last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c)).take(FILE_NAME_CHARACTERS_MAX).collect();
    if clean.trim().is_empty() { "document".to_owned() } else { clean.trim().to_owned() }
}

/// Takes a paper off an application that can still be edited.
pub async fn remove(
    office: &Office,
    user: &User,
    application_id: &str,
    id: &str,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "document.remove", "application", application_id).keyed(key, &id), async |op| {
            let found = applications::find_for_sender(op, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            applications::hold(op, &found).await?;
            let now = op.now;
            if applications::remove_document(op, application_id, id, now).await? != 1 {
                return Err(Refusal::NotFound.into());
            }
            op.audit("application", application_id, json!({ "document": id }), json!(null)).await?;
            Ok(())
        })
        .await
}

/// What an appraiser says of a paper.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Whether it proves what it should.
    pub accepted: bool,
    /// Why not; with a paper that is accepted it may be left out.
    #[serde(default)]
    pub note: String,
    /// The last day on which it proves anything.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
}

/// Writes down what an appraiser says of a paper of an application that is with the fund. The newest word holds.
///
/// # Errors
/// `NotFound`, `WrongState` (nobody reviews a draft or a closed file), `Invalid`.
pub async fn review(
    office: &Office,
    by: &Appraiser,
    application_id: &str,
    id: &str,
    input: &Review,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "document.review", "application", application_id).keyed(key, &(id, input));
    office
        .act(deed, async |op| {
            let found = applications::find_for_duty(op, &by.user().id, Duty::Appraiser, application_id)
                .await?
                .ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let document = applications::document(op, application_id, id).await?.ok_or(Refusal::NotFound)?;
            if !matches!(found.status, State::Submitted | State::Returned | State::Appraised) {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            let note = match input.accepted {
                true => {
                    check_text(&input.note, NOTE_CHARACTERS_MAX).map_or_else(|| Ok(input.note.trim().to_owned()), Err)
                }
                false => required_text(&input.note, NOTE_CHARACTERS_MAX),
            };
            let note = note.map_err(|problem| Refusal::field("/note", problem))?;
            let until = input.valid_until.filter(|_| input.accepted);
            if until.is_some_and(|until| until < op.today) {
                let (from, to) = (op.today, LATEST);
                return Err(Refusal::field("/valid_until", Problem::DateOutOfRange { from, to }).into());
            }
            let (verdict, now) = (if input.accepted { "accepted" } else { "refused" }, op.now);
            documents::insert_review(op, id, (verdict, &note, until), (&by.user().id, now)).await?;
            let before = json!({ "document": id, "verdict": document.verdict });
            let after = json!({ "document": id, "verdict": verdict, "note": note, "valid_until": until });
            op.audit("application", application_id, before, after).await?;
            Ok(())
        })
        .await
}

/// A paper and its contents, for those who may see the application.
pub async fn open(office: &Office, user: &User, application_id: &str, id: &str) -> Result<(Document, Vec<u8>), Error> {
    let found = office
        .store
        .read(async |tx| match applications::find_for_reader(tx, &user.id, application_id).await? {
            Some(_) => applications::document(tx, application_id, id).await,
            None => Ok(None),
        })
        .await?;
    let document = found.ok_or(Refusal::NotFound)?;
    let contents = contents(office, &document.sha256, ("documents", &document.id)).await?;
    Ok((document, contents))
}

/// The contents of a kept file, for the row that says it is there. Contents that no longer match their hash are not shown.
pub(in crate::actions) async fn contents(
    office: &Office,
    sha256: &str,
    (table, id): (&'static str, &str),
) -> Result<Vec<u8>, Error> {
    let contents = office.config.documents.read(sha256).await.map_err(failed)?;
    if hex::encode(Sha256::digest(&contents)) != sha256 {
        let what = "the file does not match its hash".to_owned();
        return Err(StoreError::Inconsistent { table, id: id.to_owned(), what }.into());
    }
    Ok(contents)
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
