//! Who may knock at a route is read from its signature.
use super::rules::judge;
use super::source::{Function, sources};

/// Routes anybody may call, and why.
const PUBLIC: [(&str, &str); 21] = [
    ("/", "a visitor reads what this is; the page of somebody who signed in shows their own"),
    ("/can-we-borrow", "whoever wonders has no account yet; what it tells of a fund is public"),
    ("/programmes/<code>", "what a fund lends for is public; no cooperative is named"),
    ("/programmes/<code>/checklist", "the list of papers of a public regulation"),
    ("/register", "whoever has no account begins here"),
    ("/register/<secret>", "the secret in the path is the permission"),
    ("/register/<secret>/account", "the secret in the path, once the mailed code was typed, is the permission"),
    ("/<_..>", "a form that came after its session had ended is kept for its writer, never acted upon"),
    ("/help", "a page of text"),
    ("/privacy", "a page of text"),
    ("/accessibility", "a page of text"),
    ("/static/<name>", "the sheet and the script of every page"),
    ("/sign-in?<back>", "the way in"),
    ("/sign-in", "the way in"),
    ("/language", "a visitor chooses a language too"),
    ("/forgotten-password", "whoever needs it is not signed in"),
    ("/links/<secret>", "the secret in the path is the permission"),
    ("/openapi.json", "it describes the doors and holds no data"),
    ("/metrics", "it looks at the caller itself: loopback, or a token"),
    ("/healthz", "a monitor asks whether the program lives"),
    ("/readyz", "a monitor asks whether the database answers"),
];

/// Guards that prove who somebody is (src/web/guards.rs). An `Option` around one proves nothing.
const GUARDS: [&str; 12] = [
    "Chair",
    "Registrar",
    "SignedIn",
    "Applicant",
    "Appraiser",
    "Approver",
    "Cashier",
    "Auditor",
    "Administrator",
    "Staff",
    "Reader",
    "Writer",
];

/// What only gives up a form that carries its session's token; of `Late` the session has ended.
const FORMS: [&str; 4] = ["Posted", "PostedFile", "Late", "FormToken"];

/// A handler: its method, its path and the types of its arguments.
struct Handler {
    place: String,
    method: String,
    path: String,
    arguments: Vec<String>,
}

fn handlers() -> Vec<Handler> {
    let mut found = Vec::new();
    for source in sources("src/web") {
        found.extend(source.functions.iter().filter_map(|function| handler(&source.path, function)));
    }
    assert!(found.len() > 5, "only {} routes were found: has their shape changed?", found.len());
    found
}

fn handler(file: &str, function: &Function) -> Option<Handler> {
    let methods = ["get", "post", "put", "patch", "delete"];
    let (method, rest) = function.attributes.iter().find_map(|attribute| {
        let (path, rest) = attribute.split_once('(')?;
        let name = path.trim().rsplit([' ', ':']).next().unwrap_or_default();
        methods.contains(&name).then_some((name, rest))
    })?;
    Some(Handler {
        place: format!("{file}:{}", function.first_line),
        method: method.to_owned(),
        path: rest.split('"').nth(1)?.to_owned(),
        arguments: function.arguments.clone(),
    })
}

/// The outermost name of a type: `Posted` of `Posted < X >`, `Option` of `Option < SignedIn >`.
fn outermost(kind: &str) -> &str {
    kind.trim_start_matches(['&', ' ']).split(['<', ' ']).next().unwrap_or(kind)
}

#[test]
fn every_route_has_a_guard() {
    let guarded = |handler: &Handler| handler.arguments.iter().any(|kind| GUARDS.contains(&outermost(kind)));
    let sins: Vec<String> = handlers()
        .into_iter()
        .filter(|handler| !guarded(handler) && !PUBLIC.iter().any(|(path, _)| handler.path == *path))
        .map(|handler| format!("{} {} {}", handler.place, handler.method, handler.path))
        .collect();
    judge("every route takes a guard, or stands in PUBLIC with its reason", "the signature is the permission", &sins);
}

#[test]
fn every_form_carries_a_token() {
    let checked = |handler: &Handler| handler.arguments.iter().any(|kind| FORMS.contains(&outermost(kind)));
    let sins: Vec<String> = handlers()
        .into_iter()
        .filter(|handler| handler.place.starts_with("src/web/pages/") && handler.method != "get" && !checked(handler))
        .map(|handler| format!("{} {} {}", handler.place, handler.method, handler.path))
        .collect();
    judge(
        "every form of a page is read as one of FORMS",
        "a browser sends its cookies along with any site's form",
        &sins,
    );
}
