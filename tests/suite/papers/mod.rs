//! Papers: how to pay, the PDFs of a loan and of an application, the calendar of due dates.
mod accounts;
mod calendar;
mod forms;
mod parties;
mod pdfs;

use std::io::Write as _;
use std::process::{Command, Stdio};

use coopfund::access::{Administrator, Witness};
use coopfund::actions::pay_to;

use crate::world::World;
use crate::world::team::Team;

/// The account of the specification's example.
pub const ACCOUNT: &str = "0011012345678";

/// The fund gets an account at Sacombank, from today on.
async fn with_account(world: &World, team: &Team) {
    let by = Administrator::check(&team.administrator.user().await).expect("an administrator");
    let input =
        pay_to::Input { bank: "970403".into(), number: ACCOUNT.into(), holder: "QUY HTX".into(), from: world.today() };
    pay_to::set(world.office(), &by, &team.fund, &input, None).await.expect("the account is taken");
}

/// What another program reads in a PDF, spaces collapsed; `None` as in [`raw_text`].
fn read_by_others(pdf: &[u8]) -> Option<String> {
    Some(raw_text(pdf, &["-layout"])?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What `pdftotext` says of a PDF when it is started so; `None` where there is no such program, unless in CI.
fn raw_text(pdf: &[u8], how: &[&str]) -> Option<String> {
    let mut reader = Command::new("pdftotext");
    let started = reader.args(how).args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut reader = match started {
        Ok(reader) => reader,
        Err(error) => {
            assert!(std::env::var("CI").is_err(), "pdftotext is missing: {error}");
            return None;
        }
    };
    let mut input = reader.stdin.take().expect("an input");
    let contents = pdf.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&contents));
    let done = reader.wait_with_output().expect("it ends");
    writing.join().expect("written").expect("written");
    assert!(done.status.success(), "pdftotext refuses the file");
    Some(String::from_utf8(done.stdout).expect("UTF-8"))
}

/// How many pages a PDF has, by its own tree.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count() + text.matches("/Type/Page\n").count()
}
