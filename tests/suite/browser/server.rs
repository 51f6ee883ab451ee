//! The program itself, as a person starts it: its own folder, a port the system chose.
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What it finds at its start.
#[derive(Copy, Clone, PartialEq, Eq)]
pub enum Begin {
    /// An empty database in the release profile: it prints the first administrator's link.
    Empty,
    /// An empty database in the debug profile: it fills it with the example.
    Example,
}

/// A running program. Ended when dropped.
pub struct Server {
    child: Child,
    pub url: String,
    lines: Vec<String>,
    folder: tempfile::TempDir,
}

const LISTENS: &str = "coopfund listens on ";

impl Server {
    /// Starts it and waits for the line that says where it listens.
    pub fn start(begin: Begin) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_coopfund"))
            .current_dir(folder.path())
            .env("ROCKET_PORT", "0")
            .env("ROCKET_PROFILE", if begin == Begin::Empty { "release" } else { "debug" })
            .env_remove("COOPFUND_DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = Vec::new();
        let mut said = BufReader::new(child.stdout.take().expect("its output")).lines();
        let url = loop {
            let line = said.next().unwrap_or_else(|| panic!("it ended before it listened: {lines:?}")).expect("a line");
            if let Some(url) = line.strip_prefix(LISTENS) {
                break url.to_owned();
            }
            lines.push(line);
        };
        // Whatever it says later must have a reader, or it would stop at a full pipe.
        std::thread::spawn(move || said.for_each(drop));
        Server { child, url, lines, folder }
    }

    /// Where it runs: its `var/`, and room for what a story hands in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The first line it printed before it listened that holds this text.
    pub fn said(&self, text: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.contains(text)).map(String::as_str)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
