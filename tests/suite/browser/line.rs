//! A line between a browser and the program that breaks when it is told to: everything on it goes through here.
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// Which way bytes go.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Way {
    ToServer,
    ToBrowser,
}

struct State {
    whole: AtomicBool,
    /// Bytes that still go to the server before the line breaks by itself.
    left: AtomicI64,
    /// Whether it then still lets through what goes to the server, and only swallows the answers.
    swallows: AtomicBool,
    sent: AtomicI64,
    open: Mutex<Vec<TcpStream>>,
}

/// The line. It listens until the test ends.
pub struct Line {
    pub url: String,
    state: Arc<State>,
}

impl Line {
    /// A sound line to the server at this address.
    pub fn to(url: &str) -> Line {
        let server = url.strip_prefix("http://").expect("an address").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let own = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(State {
            whole: AtomicBool::new(true),
            left: AtomicI64::new(i64::MAX),
            swallows: AtomicBool::new(false),
            sent: AtomicI64::new(0),
            open: Mutex::new(Vec::new()),
        });
        let of_thread = state.clone();
        std::thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                if of_thread.whole.load(Ordering::SeqCst) {
                    of_thread.carry(browser, &server);
                }
            }
        });
        Line { url: own, state }
    }

    /// It breaks in the middle of what is sent, after so many bytes from now.
    pub fn breaks_after(&self, bytes: i64) {
        self.state.swallows.store(false, Ordering::SeqCst);
        self.state.left.store(bytes, Ordering::SeqCst);
    }

    /// After so many bytes from now what is sent still arrives, and no answer comes back.
    pub fn swallows_answers_after(&self, bytes: i64) {
        self.state.swallows.store(true, Ordering::SeqCst);
        self.state.left.store(bytes, Ordering::SeqCst);
    }

    /// It is whole again.
    pub fn is_mended(&self) {
        self.state.left.store(i64::MAX, Ordering::SeqCst);
        self.state.whole.store(true, Ordering::SeqCst);
    }

    /// Bytes that went to the server so far.
    pub fn sent(&self) -> i64 {
        self.state.sent.load(Ordering::SeqCst)
    }
}

impl State {
    fn carry(self: &Arc<State>, browser: TcpStream, server: &str) {
        let Ok(upstream) = TcpStream::connect(server) else { return };
        let copy = |stream: &TcpStream| stream.try_clone().expect("a second handle");
        self.open.lock().expect("streams").extend([copy(&browser), copy(&upstream)]);
        for (from, to, way) in [(copy(&browser), copy(&upstream), Way::ToServer), (upstream, browser, Way::ToBrowser)] {
            let state = self.clone();
            std::thread::spawn(move || state.pass_on(from, to, way));
        }
    }

    fn pass_on(&self, mut from: TcpStream, mut to: TcpStream, way: Way) {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            let spent = self.left.load(Ordering::SeqCst) <= 0;
            if way == Way::ToBrowser && spent {
                return self.breaks();
            }
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
            if way == Way::ToServer {
                let count = count as i64;
                self.sent.fetch_add(count, Ordering::SeqCst);
                let before = self.left.fetch_sub(count, Ordering::SeqCst);
                if before <= count && !self.swallows.load(Ordering::SeqCst) {
                    return self.breaks();
                }
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    }

    fn breaks(&self) {
        self.whole.store(false, Ordering::SeqCst);
        for stream in self.open.lock().expect("streams").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
