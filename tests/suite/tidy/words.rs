//! Words that do not belong, and files nobody uses.
use super::rules::judge;
use super::source::{files, shown};

/// Everything a person of this project writes.
const FOLDERS: [(&str, &str); 5] =
    [("src", ""), ("tests", ".rs"), ("templates", ".html"), ("migrations", ".sql"), ("static", "")];

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TO", "FIX", "XX", "HA"].into_iter().zip(["DO", "ME", "X", "CK"]).map(|(a, b)| format!("{a}{b}"));
    let marks: Vec<String> = marks.collect();
    let mut sins = Vec::new();
    let all = FOLDERS.into_iter().flat_map(|(folder, ending)| files(folder, ending));
    // What others wrote is kept as it came.
    for path in all.filter(|path| !shown(path).starts_with("static/vendor/")) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for (at, line) in text.lines().enumerate() {
            let words = line.split(|c: char| !c.is_alphanumeric());
            let hit = words.into_iter().any(|word| marks.iter().any(|mark| word == mark));
            sins.extend(hit.then(|| format!("{}:{} {}", shown(&path), at + 1, line.trim())));
        }
    }
    judge(
        "nothing is marked as left for later",
        "what is not done belongs in the list of things to do, with its reason",
        &sins,
    );
}

#[test]
fn every_template_is_used() {
    let sources: String = [("src", ".rs"), ("templates", ".html")]
        .into_iter()
        .flat_map(|(folder, ending)| files(folder, ending))
        .map(|path| std::fs::read_to_string(path).unwrap_or_default())
        .collect();
    let name = |path: &std::path::PathBuf| shown(path).trim_start_matches("templates/").to_owned();
    let dead: Vec<String> =
        files("templates", "").iter().map(name).filter(|name| !sources.contains(&format!("\"{name}\""))).collect();
    judge("every template is used", "a template nobody shows is kept in step with the others for nothing", &dead);
}

/// A template without its comments.
fn template(path: &std::path::Path) -> String {
    let text = std::fs::read_to_string(path).expect("a template");
    let mut parts = text.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    let blank = |comment: &str| comment.matches('\n').map(|_| '\n').collect::<String>();
    parts.fold(first, |text, part| match part.split_once("#}") {
        Some((comment, rest)) => text + blank(comment).as_str() + rest,
        None => text,
    })
}

#[test]
fn pages_bring_no_script_or_style_of_their_own() {
    let inline = ["<style", " style=\"", " onclick=", " onsubmit=", " onchange=", "javascript:"];
    let mut sins = Vec::new();
    for path in files("templates", ".html").iter().filter(|path| !shown(path).contains("/mail/")) {
        for (at, line) in template(path).lines().enumerate() {
            let lower = line.to_lowercase();
            let script = lower.contains("<script") && !lower.contains("src=");
            // The macro for a field takes attributes, which a template writes: never a value.
            let unescaped = lower.replace("{{ extra|safe }}", "").contains("|safe");
            if script || unescaped || inline.iter().any(|sign| lower.contains(sign)) {
                sins.push(format!("{}:{} {}", shown(path), at + 1, line.trim()));
            }
        }
    }
    judge(
        "no inline script, style or unescaped value in a page",
        "the policy the browser holds us to forbids the first two, the third is how a name becomes a script",
        &sins,
    );
}

#[test]
fn every_form_of_a_page_carries_its_token() {
    let mut sins = Vec::new();
    for path in files("templates", ".html") {
        for (at, part) in template(&path).split("<form").enumerate().skip(1) {
            let form = part.split("</form").next().unwrap_or(part);
            let posts = form.split('>').next().unwrap_or_default().contains("method=\"post\"");
            if posts && !form.contains("csrf(") {
                sins.push(format!("{} form {at}", shown(&path)));
            }
        }
    }
    judge(
        "every posting form calls csrf(page.token)",
        "without it the form is refused, and the person reads that it is too old",
        &sins,
    );
}
