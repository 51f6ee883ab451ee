//! What is read out of the books: the portfolio, the overview, the trail, and the check that all of it holds.
mod dashboard;
mod portfolio;
mod scene;
mod trail;
mod verify;
mod zip;

use std::process::{Command, Output};

use crate::world::World;

/// Runs the program itself on the world's database, as somebody at the server does.
pub fn coopfund(world: &World, arguments: &[&str]) -> Output {
    let file = |name: &str| format!("file:{}", world.folder().join(name).display());
    Command::new(env!("CARGO_BIN_EXE_coopfund"))
        .args(arguments)
        .current_dir(world.folder())
        .env("COOPFUND_DATABASE_URL", world.database_url())
        .env("COOPFUND_MAIL_URL", file("mail"))
        .env("COOPFUND_DOCUMENTS_URL", file("documents"))
        .output()
        .expect("the program starts")
}

/// What it said about why not: one line.
pub fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.lines().count(), 1, "one line: {said}");
    said.trim().to_owned()
}
