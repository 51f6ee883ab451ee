//! The few files a page needs, built into the program: a binary that is copied alone still looks right.
use rocket::http::ContentType;
use rocket::{Route, get, routes};

pub fn routes() -> Vec<Route> {
    routes![file]
}

#[get("/static/<name>")]
fn file(name: &str) -> Option<(ContentType, &'static [u8])> {
    Some(match name {
        "app.css" => (ContentType::CSS, include_bytes!("../../../static/app.css").as_slice()),
        "app.js" => (ContentType::JavaScript, include_bytes!("../../../static/app.js").as_slice()),
        "favicon.svg" => (ContentType::SVG, include_bytes!("../../../static/favicon.svg").as_slice()),
        "logo.svg" => (ContentType::SVG, include_bytes!("../../../static/logo.svg").as_slice()),
        _ => return None,
    })
}
