//! Somebody at a browser, or a program with their token.
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rocket::http::{ContentType, Cookie, Header, Method};
use serde_json::Value as Json;
use url::form_urlencoded;

use super::{Answer, Inner};

/// The password of every person a world makes.
pub const PASSWORD: &str = "một câu dễ nhớ";

/// A browser with its own cookies. Clones share them.
#[derive(Clone)]
pub struct Person {
    inner: Arc<Inner>,
    pub id: String,
    pub email: String,
    pub name: String,
    address: IpAddr,
    browser: Arc<Mutex<Browser>>,
}

#[derive(Default)]
struct Browser {
    /// As the server sent them: sealed ones stay sealed.
    cookies: BTreeMap<String, Cookie<'static>>,
    /// The anti-forgery token of the session or browser, once a page showed it.
    form_token: Option<String>,
    /// The token for the JSON doors, once it was needed.
    api_token: Option<String>,
}

impl Person {
    pub(super) fn new(inner: Arc<Inner>, id: &str, email: &str, name: &str) -> Person {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Person { inner, id: id.into(), email: email.into(), name: name.into(), address, browser: Arc::default() }
    }

    /// The same account at another browser, not signed in there, from an address of its own.
    pub fn elsewhere(&self, address: &str) -> Person {
        let address = address.parse().expect("an address");
        Person { address, browser: Arc::default(), ..self.clone() }
    }

    pub(super) fn office(&self) -> &coopfund::actions::Office {
        &self.inner.office
    }

    fn browser(&self) -> MutexGuard<'_, Browser> {
        self.browser.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A cookie as the server sent it.
    pub fn cookie(&self, name: &str) -> Option<Cookie<'static>> {
        self.browser().cookies.get(name).cloned()
    }

    /// Puts a cookie into the browser, as another browser had it or as nobody ever sent it.
    pub fn set_cookie(&self, cookie: Cookie<'static>) {
        self.browser().cookies.insert(cookie.name().to_owned(), cookie);
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::Get, path, &[], b"").await
    }

    /// Sends a form with the token a page of this browser would have put into it.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.form_token().await;
        self.post_with_token(path, fields, &token).await
    }

    /// Sends a form and, where the answer is a redirect, goes there.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        self.follow(answer).await
    }

    /// Goes where a redirect leads.
    pub async fn follow(&self, answer: Answer) -> Answer {
        match answer.status {
            // As a browser: what stands behind the hash is its own matter.
            302 | 303 | 307 => self.get(answer.location().split('#').next().unwrap_or_default()).await,
            _ => answer,
        }
    }

    /// Sends a form with this token and no other.
    pub async fn post_with_token(&self, path: &str, fields: &[(&str, &str)], token: &str) -> Answer {
        // Made in one expression: the serializer may not be held while waiting.
        let body =
            form_urlencoded::Serializer::new(String::new()).append_pair("token", token).extend_pairs(fields).finish();
        self.post_raw(path, body.as_bytes()).await
    }

    /// Sends these bytes as a form.
    pub async fn post_raw(&self, path: &str, body: &[u8]) -> Answer {
        self.send(Method::Post, path, &[("Content-Type", "application/x-www-form-urlencoded")], body).await
    }

    /// Sends a file as a browser does, with the fields of its form.
    pub async fn upload(&self, path: &str, kind: &str, name: &str, contents: &[u8]) -> Answer {
        let token = self.form_token().await;
        self.upload_with_token(path, kind, name, contents, &token).await
    }

    /// Sends several files in one form.
    pub async fn upload_all(&self, path: &str, kind: &str, files: &[(&str, &[u8])]) -> Answer {
        let token = self.form_token().await;
        self.upload_form(path, &[("kind", kind)], files, &token).await
    }

    /// Sends a file that goes into what the page showed in this version.
    pub async fn upload_over(&self, path: &str, version: &str, name: &str, contents: &[u8]) -> Answer {
        let token = self.form_token().await;
        self.upload_form(path, &[("kind", ""), ("version", version)], &[(name, contents)], &token).await
    }

    /// Sends a file with this token and no other.
    pub async fn upload_with_token(&self, path: &str, kind: &str, name: &str, contents: &[u8], token: &str) -> Answer {
        self.upload_form(path, &[("kind", kind)], &[(name, contents)], token).await
    }

    /// Sends a signed form with the code that stands on it.
    pub async fn upload_coded(&self, path: &str, code: &str, name: &str, contents: &[u8]) -> Answer {
        let token = self.form_token().await;
        self.upload_form(path, &[("kind", "signed_form"), ("code", code)], &[(name, contents)], &token).await
    }

    async fn upload_form(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])], token: &str) -> Answer {
        let part = |name: &str, value: &str| {
            format!("--papers\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body = part("token", token).into_bytes();
        body.extend(fields.iter().flat_map(|(name, value)| part(name, value).into_bytes()));
        for (name, contents) in files {
            let head = format!(
                "--papers\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), contents, b"\r\n"].concat());
        }
        body.extend(b"--papers--\r\n");
        self.send(Method::Post, path, &[("Content-Type", "multipart/form-data; boundary=papers")], &body).await
    }

    /// The token the forms of this browser carry: read from a page the first time.
    pub async fn form_token(&self) -> String {
        let known = self.browser().form_token.clone();
        match known {
            Some(token) => token,
            None => {
                let page = self.get("/sign-in").await;
                page.token().unwrap_or_else(|| panic!("no token on the page: {}", page.text()))
            }
        }
    }

    /// Signs in through the page.
    pub async fn sign_in(&self, password: &str) -> Answer {
        // A page of an earlier session does not sign in: the form is opened anew.
        self.browser().form_token = None;
        self.post("/sign-in", &[("email", &self.email), ("password", password)]).await
    }

    /// Calls a JSON door with the person's token and a key of its own.
    pub async fn api(&self, method: Method, path: &str, body: &Json) -> Answer {
        self.api_keyed(method, path, body, &coopfund::store::new_id()).await
    }

    /// Calls a JSON door with this idempotency key.
    pub async fn api_keyed(&self, method: Method, path: &str, body: &Json, key: &str) -> Answer {
        let bearer = format!("Bearer {}", self.api_token().await);
        let mut headers = vec![("Authorization", bearer.as_str()), ("Accept", "application/json")];
        let takes_body = matches!(method, Method::Post | Method::Put | Method::Patch);
        if takes_body {
            headers.extend([("Content-Type", "application/json"), ("Idempotency-Key", key)]);
        }
        let body = if takes_body { body.to_string() } else { String::new() };
        self.send(method, path, &headers, body.as_bytes()).await
    }

    /// Reads from a JSON door.
    pub async fn api_get(&self, path: &str) -> Answer {
        self.api(Method::Get, path, &Json::Null).await
    }

    /// The person's token for the JSON doors: made the first time it is needed.
    pub async fn api_token(&self) -> String {
        let known = self.browser().api_token.clone();
        if let Some(token) = known {
            return token;
        }
        let made = coopfund::actions::people::make_token(&self.inner.office, None, &self.email, "test").await;
        let token = made.expect("a token can be made");
        self.browser().api_token = Some(token.clone());
        token
    }

    /// Sends exactly this and keeps the cookies of the answer.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = self.inner.client.req(method, path.to_owned()).remote(SocketAddr::new(self.address, 40_000));
        let cookies: Vec<_> = self.browser().cookies.values().cloned().collect();
        request = request.cookies(cookies);
        for (name, value) in headers {
            request.add_header(Header::new((*name).to_owned(), (*value).to_owned()));
        }
        let response = request.body(body).dispatch().await;
        let headers =
            response.headers().iter().map(|header| (header.name.to_string(), header.value.to_string())).collect();
        self.keep(response.cookies().iter().map(|cookie| cookie.clone().into_owned()));
        let asked = format!("{}: {method} {path}", self.name);
        let status = response.status().code;
        let answer = Answer { asked, status, headers, body: response.into_bytes().await.unwrap_or_default() };
        if answer.header("content-type").is_some_and(|kind| kind == ContentType::HTML.to_string())
            && let Some(token) = answer.token()
        {
            self.browser().form_token = Some(token);
        }
        answer
    }

    fn keep(&self, cookies: impl Iterator<Item = Cookie<'static>>) {
        let mut browser = self.browser();
        for cookie in cookies {
            // Another session or visitor has another token: the next form reads it from a page.
            if matches!(cookie.name(), "session" | "visitor") {
                browser.form_token = None;
            }
            let gone = cookie.max_age().is_some_and(|age| age.is_zero());
            if gone {
                browser.cookies.remove(cookie.name());
            } else {
                browser.cookies.insert(cookie.name().to_owned(), cookie);
            }
        }
    }
}
