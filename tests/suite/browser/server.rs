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

    /// The subject of the latest letter to an address that begins with a digit: the code in it. Letters leave a moment after the deed.
    pub fn mailed_code(&self, to: &str) -> String {
        use mailparse::MailHeaderMap;
        let newest = || {
            let mut letters: Vec<_> =
                std::fs::read_dir(self.folder().join("var/mail")).ok()?.flatten().map(|entry| entry.path()).collect();
            letters.sort();
            letters.iter().rev().filter_map(|path| std::fs::read(path).ok()).find_map(|bytes| {
                let parsed = mailparse::parse_mail(&bytes).ok()?;
                let headers = parsed.get_headers();
                let subject = headers.get_first_value("Subject")?;
                let ours =
                    headers.get_first_value("To")?.contains(to) && subject.starts_with(|c: char| c.is_ascii_digit());
                ours.then(|| subject.chars().take(6).collect::<String>())
            })
        };
        for _ in 0..100 {
            match newest() {
                Some(code) => return code,
                None => std::thread::sleep(std::time::Duration::from_millis(100)),
            }
        }
        panic!("no code came to {to}")
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
