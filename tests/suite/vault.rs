//! Papers in an S3 bucket: a real client against a small server that keeps what it is given.
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use coopfund::vault::Vault;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use rocket::data::ToByteUnit;
use rocket::http::Status;
use rocket::{Data, State, get, put, routes};

type Kept = Arc<Mutex<HashMap<PathBuf, Vec<u8>>>>;

#[put("/<path..>", data = "<body>")]
async fn store(
    path: PathBuf,
    body: Data<'_>,
    kept: &State<Kept>,
) -> (Status, rocket::response::content::RawXml<&'static str>) {
    let contents = body.open(20.megabytes()).into_bytes().await.expect("a body").into_inner();
    kept.lock().expect("kept").insert(path, contents);
    (Status::Ok, rocket::response::content::RawXml(""))
}

#[get("/<path..>")]
fn load(path: PathBuf, kept: &State<Kept>) -> Option<Answered> {
    kept.lock().expect("kept").get(&path).cloned().map(Answered)
}

#[derive(rocket::Responder)]
#[response(content_type = "binary")]
struct Answered(Vec<u8>);

/// The server with its port, and the vault that stands before it.
async fn bucket(kept: Kept) -> (rocket::Shutdown, Vault) {
    let (port_sender, port) = tokio::sync::oneshot::channel();
    let port_sender = Mutex::new(Some(port_sender));
    let figment =
        rocket::Config::figment().merge(("port", 0)).merge(("log_level", "off")).merge(("address", "127.0.0.1"));
    let say = rocket::fairing::AdHoc::on_liftoff("port", move |rocket| {
        let sender = port_sender.lock().expect("the sender").take();
        Box::pin(async move {
            let _ = sender.expect("said once").send(rocket.config().port);
        })
    });
    let stamped = rocket::fairing::AdHoc::on_response("as S3 does", |_, response| {
        Box::pin(async move {
            response.set_raw_header("ETag", "\"x\"");
            response.set_raw_header("Last-Modified", "Mon, 02 Mar 2026 02:00:00 GMT");
        })
    });
    let server = rocket::custom(figment).manage(kept).mount("/", routes![store, load]).attach(say).attach(stamped);
    let server = server.ignite().await.expect("the server ignites");
    let shutdown = server.shutdown();
    tokio::spawn(server.launch());
    let endpoint = format!("http://127.0.0.1:{}", port.await.expect("a port"));
    let client = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_bucket_name("ho-so")
        .with_access_key_id("key")
        .with_secret_access_key("secret");
    (shutdown, Vault::bucket(client, Key::from("coopfund")).expect("a client"))
}

#[rocket::async_test]
async fn a_bucket_keeps_papers_by_their_hash() {
    let kept = Kept::default();
    let (shutdown, vault) = bucket(kept.clone()).await;
    vault.keep("ab12", "Đơn đề nghị vay vốn".as_bytes()).await.expect("kept");
    vault.keep("ab12", "Đơn đề nghị vay vốn".as_bytes()).await.expect("kept twice is kept once");
    let keys: Vec<PathBuf> = kept.lock().expect("kept").keys().cloned().collect();
    assert_eq!(keys, [PathBuf::from("ho-so/coopfund/ab/ab12")]);
    assert_eq!(vault.read("ab12").await.expect("there"), "Đơn đề nghị vay vốn".as_bytes());
    assert_eq!(vault.read("cd34").await.expect_err("not there").kind(), ErrorKind::NotFound);
    shutdown.notify();
}
