//! The sources of this repository, read once: what the rules look at, as plain data.
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit::Visit;

/// One file, without its comments and its tests.
pub struct Source {
    /// From the top of the repository: `src/store/tx.rs`.
    pub path: String,
    /// Every token in order, flat: groups are opened.
    pub tokens: Vec<Token>,
    /// Every function with a body.
    pub functions: Vec<Function>,
    /// How many of its public things say nothing about themselves.
    pub undocumented: usize,
}

/// A word of the language; `::` is one.
pub struct Token {
    pub text: String,
    pub line: usize,
    /// It stands in a constant: the compiler computes that.
    pub constant: bool,
}

/// A function with a body.
pub struct Function {
    /// `Type::name` or `name`.
    pub name: String,
    pub first_line: usize,
    pub last_line: usize,
    /// Its attributes, each as tokens with a space between two: `get ("/x")`.
    pub attributes: Vec<String>,
    /// The types of its arguments.
    pub arguments: Vec<String>,
    /// The body's tokens, a space before each.
    pub body: String,
}

impl Function {
    pub fn lines(&self) -> usize {
        self.last_line - self.first_line + 1
    }
}

impl Token {
    /// The text of a string literal.
    pub fn string(&self) -> Option<String> {
        let quoted = self.text.starts_with('"') || self.text.starts_with("r\"") || self.text.starts_with("r#");
        quoted.then(|| syn::parse_str::<syn::LitStr>(&self.text).ok()).flatten().map(|literal| literal.value())
    }
}

impl Source {
    /// Where a run of tokens stands: `["Utc", "::", "now"]`.
    pub fn lines_with(&self, run: &[&str]) -> Vec<usize> {
        let fits = |window: &[Token]| window.iter().zip(run).all(|(token, wanted)| *wanted == token.text);
        self.tokens.windows(run.len()).filter(|window| fits(window)).map(|window| window[0].line).collect()
    }

    /// The module of `src/` it belongs to: `store` of `src/store/tx.rs`.
    pub fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
    }
}

pub fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends so, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![top().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as it is shown.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(top()).unwrap_or(path).display().to_string()
}

/// The Rust files below a folder (`src`, `tests/suite`). Test modules, inline or of their own, are left out: they are free to
/// be blunt.
pub fn sources(folder: &str) -> impl Iterator<Item = &'static Source> {
    static ALL: OnceLock<Vec<Source>> = OnceLock::new();
    let all = ALL.get_or_init(|| ["src", "tests/suite"].into_iter().flat_map(read).collect());
    let folder = format!("{folder}/");
    all.iter().filter(move |source| source.path.starts_with(&folder))
}

fn read(folder: &str) -> Vec<Source> {
    let parse = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a source");
        let tree = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", shown(&path)));
        (shown(&path), tree)
    };
    let trees: Vec<(String, syn::File)> = files(folder, ".rs").into_iter().map(parse).collect();
    let tests: Vec<String> = trees.iter().flat_map(|(path, tree)| test_modules(path, tree)).collect();
    let is_test =
        |path: &str| tests.iter().any(|test| path == format!("{test}.rs") || path.starts_with(&format!("{test}/")));
    trees.into_iter().filter(|(path, _)| !is_test(path)).map(|(path, tree)| digest(path, tree)).collect()
}

/// The modules a file declares for tests only, as paths without an ending.
fn test_modules(path: &str, tree: &syn::File) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    let folder = ["/mod", "/lib", "/main"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
    let declared = tree.items.iter().filter(|item| is_test_item(item)).filter_map(|item| match item {
        syn::Item::Mod(item) if item.content.is_none() => Some(format!("{folder}/{}", item.ident)),
        _ => None,
    });
    declared.collect()
}

fn is_test_item(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        _ => return false,
    };
    let says_test = |meta: &syn::Meta| matches!(meta, syn::Meta::List(list) if list.tokens.to_string() == "test");
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && says_test(&attribute.meta))
}

fn digest(path: String, tree: syn::File) -> Source {
    let mut source = Source { path, tokens: Vec::new(), functions: Vec::new(), undocumented: 0 };
    for item in tree.items.iter().filter(|item| !is_test_item(item)) {
        flatten(item.to_token_stream(), matches!(item, syn::Item::Const(_)), &mut source.tokens);
        source.undocumented += super::docs::undocumented(item);
        let mut functions = Functions::default();
        functions.visit_item(item);
        source.functions.append(&mut functions.found);
    }
    source
}

/// Flattens a stream; doc comments are left out.
fn flatten(stream: TokenStream, constant: bool, into: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let is_doc =
                    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(first)) if first == "doc");
                if is_doc && group.delimiter() == proc_macro2::Delimiter::Bracket {
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                into.push(Token { text: open.into(), line, constant });
                flatten(group.stream(), constant, into);
                into.push(Token { text: close.into(), line: group.span_close().end().line, constant });
            }
            TokenTree::Punct(punct) => {
                let mut text = punct.as_char().to_string();
                if text == ":" && matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':') {
                    trees.next();
                    text.push(':');
                }
                into.push(Token { text, line, constant });
            }
            other => into.push(Token { text: other.to_string(), line, constant }),
        }
    }
}

#[derive(Default)]
struct Functions {
    of: Option<String>,
    found: Vec<Function>,
}

impl Functions {
    fn add(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, body: &syn::Block) {
        let of = self.of.as_ref().map(|of| format!("{of}::")).unwrap_or_default();
        let argument = |input: &syn::FnArg| match input {
            syn::FnArg::Typed(typed) => Some(typed.ty.to_token_stream().to_string()),
            syn::FnArg::Receiver(_) => None,
        };
        let mut tokens = Vec::new();
        flatten(body.to_token_stream(), false, &mut tokens);
        self.found.push(Function {
            name: format!("{of}{}", signature.ident),
            first_line: signature.fn_token.span.start().line,
            last_line: body.brace_token.span.close().end().line,
            attributes: attributes.iter().map(|attribute| attribute.meta.to_token_stream().to_string()).collect(),
            arguments: signature.inputs.iter().filter_map(argument).collect(),
            body: tokens.iter().flat_map(|token| [" ", &token.text]).collect(),
        });
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.add(&item.attrs, &item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        let outer = std::mem::replace(&mut self.of, name);
        syn::visit::visit_item_impl(self, item);
        self.of = outer;
    }
    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.add(&item.attrs, &item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.add(&item.attrs, &item.sig, body);
        }
        syn::visit::visit_trait_item_fn(self, item);
    }
}
