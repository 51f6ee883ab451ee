//! A mail server for stories: a real one, on a socket of its own, that answers recipients as the story wants.
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use coopfund::config::MailTarget;
use coopfund::mail::Sender;
use mailin::{Action, Handler, Response, SessionBuilder};

/// A message as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub bytes: Vec<u8>,
}

impl Received {
    /// A header, decoded by somebody else's reading of the standards.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        use mailparse::MailHeaderMap;
        let parsed = mailparse::parse_mail(&self.bytes).expect("a message");
        parsed.headers.get_first_value(name).unwrap_or_else(|| panic!("no {name} in {}", self.source()))
    }

    /// The body of the part of this type, decoded.
    #[track_caller]
    pub fn part(&self, mimetype: &str) -> String {
        let parsed = mailparse::parse_mail(&self.bytes).expect("a message");
        assert_eq!(parsed.ctype.mimetype, "multipart/alternative");
        let part = parsed.subparts.iter().find(|part| part.ctype.mimetype == mimetype);
        part.unwrap_or_else(|| panic!("no {mimetype} in {}", self.source())).get_body().expect("a readable body")
    }

    fn source(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

#[derive(Default)]
struct Shared {
    received: Vec<Received>,
    /// What the next recipients are answered; 250 when there is nothing left.
    answers: Vec<(u16, &'static str)>,
}

/// See the module's comment.
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl MailServer {
    /// Listens on a free port of this machine until the test's process ends.
    pub fn start() -> MailServer {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Mutex<Shared>>::default();
        let theirs = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&theirs);
                // A client that goes away in the middle is its own matter.
                std::thread::spawn(move || stream.and_then(|stream| converse(stream, shared)));
            }
        });
        MailServer { address, shared }
    }

    /// The way the program sends to it.
    pub fn sender(&self) -> Sender {
        Sender::open(&MailTarget::Smtp(format!("smtp://{}", self.address))).expect("an address")
    }

    /// What the next recipients are answered, one after the other.
    pub fn will_answer(&self, answers: &[(u16, &'static str)]) {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).answers = answers.to_vec();
    }

    /// What has arrived, oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).received.clone()
    }
}

fn converse(stream: TcpStream, shared: Arc<Mutex<Shared>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let post = Post { shared, message: Received::default() };
    let mut session = SessionBuilder::new("mail.example").build(IpAddr::V4(Ipv4Addr::LOCALHOST), post);
    reply(&mut writer, &session.greeting())?;
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let response = session.process(&line);
        line.clear();
        match response.action {
            Action::Reply | Action::UpgradeTls => reply(&mut writer, &response)?,
            Action::NoReply => {}
            Action::Close => return reply(&mut writer, &response),
        }
    }
    Ok(())
}

fn reply(writer: &mut TcpStream, response: &Response) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    response.write_to(&mut bytes)?;
    writer.write_all(&bytes)
}

struct Post {
    shared: Arc<Mutex<Shared>>,
    message: Received,
}

impl Handler for Post {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        self.message = Received { from: from.to_owned(), ..Received::default() };
        mailin::response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.answers.is_empty() {
            self.message.to.push(to.to_owned());
            return mailin::response::OK;
        }
        let (code, text) = shared.answers.remove(0);
        if code < 300 {
            self.message.to.push(to.to_owned());
        }
        Response::custom(code, text.to_owned())
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.message.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let message = std::mem::take(&mut self.message);
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).received.push(message);
        mailin::response::OK
    }
}
