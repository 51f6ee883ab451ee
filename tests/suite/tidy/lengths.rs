//! How long a thing may be.
use super::rules::ratchet;
use super::source::{files, shown, sources};

const FUNCTION_LINES_MAX: usize = 60;
const FILE_LINES_MAX: usize = 400;

#[test]
fn functions_are_short() {
    let mut long: Vec<(String, usize)> = Vec::new();
    for folder in ["src", "tests/suite"] {
        for source in sources(folder) {
            for function in &source.functions {
                long.push((format!("{} {}", source.path, function.name), function.lines()));
            }
        }
    }
    // Two functions of one name in a file (of two traits): the longer counts.
    long.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    long.dedup_by(|a, b| a.0 == b.0);
    ratchet(
        "ratchet_functions.txt",
        &format!("a function has at most {FUNCTION_LINES_MAX} lines"),
        "what does not fit on a screen is not read as a whole",
        FUNCTION_LINES_MAX,
        &long,
    );
}

#[test]
fn files_are_short() {
    let lines = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a source");
        (shown(&path), text.lines().count())
    };
    let all: Vec<_> = ["src", "tests/suite"].into_iter().flat_map(|folder| files(folder, ".rs")).map(lines).collect();
    ratchet(
        "ratchet_files.txt",
        &format!("a file has at most {FILE_LINES_MAX} lines"),
        "a file is one matter: two matters are two files",
        FILE_LINES_MAX,
        &all,
    );
}
