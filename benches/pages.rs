//! How many times a second the list of 50 loans is served, beside Rocket's bare hello, in one run on one machine:
//! `cargo bench --bench pages`. Both servers listen on loopback; the load alternates between them, so that what else the
//! machine does falls on both. A ratio is printed, never asserted.
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use coopfund::actions::Office;
use coopfund::clock::Clock;
use coopfund::config::Config;
use coopfund::{example, server};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const HELLO_PORT: u16 = 18_101;
const APP_PORT: u16 = 18_102;
const CONNECTIONS: usize = 8;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);

#[rocket::get("/")]
fn hello() -> &'static str {
    "Hello, world!"
}

fn main() -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("coopfund-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::env::set_current_dir(&folder)?;
    let runtime = rocket::tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let measured = runtime.block_on(async {
        let app = prepared().await?;
        rocket::tokio::spawn(rocket::custom(figment(HELLO_PORT)).mount("/", rocket::routes![hello]).launch());
        rocket::tokio::spawn(server::build(figment(APP_PORT), app).launch());
        rocket::tokio::task::spawn_blocking(measure).await?
    });
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn figment(port: u16) -> rocket::figment::Figment {
    Config::figment()
        .merge(("port", port))
        .merge(("address", "127.0.0.1"))
        .merge(("log_level", "off"))
        .merge(("secret_key", "ab".repeat(32)))
}

/// A made-up portfolio with more than 50 loans.
async fn prepared() -> Outcome<Office> {
    let figment = figment(APP_PORT).merge(("coopfund.worker", false));
    let office = server::open_office(Config::from_figment(&figment)?, Clock::System).await?;
    example::simulate(&office, 40, 60, 1).await?;
    Ok(office)
}

fn measure() -> Outcome<()> {
    let cookie = sign_in()?;
    let (page, _) = once(APP_PORT, "/loans", &cookie)?;
    println!("the list of loans: {} rows, {} bytes", page.matches("<tr").count().saturating_sub(1), page.len());
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let bare = requests_per_second(HELLO_PORT, "/", "")?;
        let list = requests_per_second(APP_PORT, "/loans", &cookie)?;
        println!("round {round}: hello {bare:.0}/s, list {list:.0}/s, ratio {:.3}", list / bare);
        ratios.push(list / bare);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.3} [{:.3}..{:.3}]", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    Ok(())
}

fn requests_per_second(port: u16, path: &str, cookie: &str) -> Outcome<f64> {
    let began = Instant::now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request("GET", path, cookie, "");
            std::thread::spawn(move || -> Outcome<usize> {
                let mut stream = BufReader::new(connect(port)?);
                let mut count = 0;
                while began.elapsed() < ROUND {
                    stream.get_mut().write_all(request.as_bytes())?;
                    answer(&mut stream)?;
                    count += 1;
                }
                Ok(count)
            })
        })
        .collect();
    let mut total = 0;
    for worker in workers {
        total += worker.join().map_err(|_| "a load thread panicked")??;
    }
    Ok(total as f64 / began.elapsed().as_secs_f64())
}

/// Connects, waiting for a server that has not begun to listen yet.
fn connect(port: u16) -> Outcome<TcpStream> {
    let began = Instant::now();
    loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) if began.elapsed() > Duration::from_secs(20) => return Err(error.into()),
            Err(_) => std::thread::yield_now(),
        }
    }
}

fn request(method: &str, path: &str, cookie: &str, body: &str) -> String {
    let form = if body.is_empty() { "" } else { "Content-Type: application/x-www-form-urlencoded\r\n" };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n{form}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Reads one answer off the connection: headers and body.
fn answer(stream: &mut BufReader<TcpStream>) -> Outcome<(Vec<String>, Vec<u8>)> {
    let mut headers = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Err("the server closed the connection".into());
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        headers.push(line);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((headers, body))
}

fn once(port: u16, path: &str, cookie: &str) -> Outcome<(String, Vec<String>)> {
    let mut stream = BufReader::new(connect(port)?);
    stream.get_mut().write_all(request("GET", path, cookie, "").as_bytes())?;
    let (headers, body) = answer(&mut stream)?;
    Ok((String::from_utf8(body)?, headers))
}

fn cookies(headers: &[String]) -> String {
    let set = headers.iter().filter_map(|line| line.strip_prefix("set-cookie: "));
    set.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// Signs in as a cashier of the example; the cookie.
fn sign_in() -> Outcome<String> {
    let (page, headers) = once(APP_PORT, "/sign-in", "")?;
    let token = page
        .split("name=\"token\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .ok_or("no token on the page")?;
    let (email, password) = example::SIGN_IN;
    let body = format!("token={token}&email={email}&password={password}");
    let mut stream = BufReader::new(connect(APP_PORT)?);
    stream.get_mut().write_all(request("POST", "/sign-in", &cookies(&headers), &body).as_bytes())?;
    let (headers, _) = answer(&mut stream)?;
    Ok(cookies(&headers))
}
