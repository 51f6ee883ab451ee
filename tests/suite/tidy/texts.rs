//! Every sentence in both languages.
use std::collections::BTreeSet;

use unicode_normalization::is_nfc;

use super::rules::{judge, ratchet};
use super::source::{Source, Token, files, sources};

/// A text: its name, arguments and both languages.
struct Text {
    place: String,
    name: String,
    arguments: BTreeSet<String>,
    vi: String,
    en: String,
}

/// Names that are the same word in both languages, as they should be.
const SAME_IN_BOTH: [&str; 2] = ["product", "product_name"];

fn texts() -> Vec<Text> {
    let found: Vec<Text> = sources("src/text").flat_map(read).collect();
    assert!(found.len() > 50, "only {} texts were found: has their shape changed?", found.len());
    found
}

/// `texts! { name(a, b): "…" | "…"; … }`, as often as it stands in a file.
fn read(source: &Source) -> Vec<Text> {
    let mut found = Vec::new();
    let mut rest = source.tokens.as_slice();
    while let Some(at) = rest.windows(3).position(|run| ["texts", "!", "{"].iter().zip(run).all(|(a, b)| *a == b.text))
    {
        let end = rest.iter().skip(at).position(|token| token.text == "}").map_or(rest.len(), |end| at + end);
        let entries = rest[at + 3..end].split(|token| token.text == ";").filter(|entry| !entry.is_empty());
        found.extend(entries.map(|entry| text(&source.path, entry)));
        rest = &rest[end..];
    }
    found
}

fn text(path: &str, entry: &[Token]) -> Text {
    let mut languages = entry.iter().filter_map(Token::string);
    let arguments = entry.iter().skip(1).take_while(|token| token.text != ":");
    Text {
        place: format!("{path}:{}", entry[0].line),
        name: entry[0].text.clone(),
        arguments: arguments
            .map(|token| token.text.clone())
            .filter(|text| !["(", ")", ","].contains(&text.as_str()))
            .collect(),
        vi: languages.next().unwrap_or_default(),
        en: languages.next().unwrap_or_default(),
    }
}

/// The `{names}` in a text.
fn placeholders(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        if let Some(literal) = rest.strip_prefix('{') {
            rest = literal;
            continue;
        }
        let name: String = rest.chars().take_while(|c| *c != '}' && *c != ':').collect();
        names.insert(name);
    }
    names
}

#[test]
fn every_sentence_stands_in_both_languages() {
    let mut sins = Vec::new();
    for text in texts() {
        let mut sin = |what: String| sins.push(format!("{} {}: {what}", text.place, text.name));
        if text.vi.trim().is_empty() || text.en.trim().is_empty() {
            sin("a language is empty".into());
        }
        if text.vi == text.en && !SAME_IN_BOTH.contains(&text.name.as_str()) {
            sin("both languages are the same (SAME_IN_BOTH lists what may be)".into());
        }
        if !is_nfc(&text.vi) {
            sin("the Vietnamese is not in normal form C: a search for it would miss it".into());
        }
        if !text.arguments.is_empty() {
            for (language, said) in [("Vietnamese", placeholders(&text.vi)), ("English", placeholders(&text.en))] {
                if said != text.arguments {
                    sin(format!("the {language} says {said:?} of {:?}", text.arguments));
                }
            }
        }
    }
    judge(
        "every sentence stands in both languages with the same facts",
        "half the readers read only one of them",
        &sins,
    );
}

#[test]
fn every_sentence_is_said_somewhere() {
    let everything: String = [("src", ".rs"), ("templates", "")]
        .into_iter()
        .flat_map(|(folder, ending)| files(folder, ending))
        .map(|path| std::fs::read_to_string(path).unwrap_or_default())
        .collect();
    let said = |name: &str| everything.contains(&format!(".{name}(")) || everything.contains(&format!("Texts::{name}"));
    let dead: Vec<(String, usize)> =
        texts().into_iter().filter(|text| !said(&text.name)).map(|text| (text.name, 1)).collect();
    ratchet(
        "ratchet_unsaid.txt",
        "every sentence is said somewhere",
        "a sentence nobody reads is translated, kept and wrong for nothing",
        0,
        &dead,
    );
}
