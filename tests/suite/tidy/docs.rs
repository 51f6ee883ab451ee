//! Every public thing says what it is.
use super::rules::ratchet;
use super::source::sources;

#[test]
fn public_things_are_documented() {
    let bare: Vec<_> = sources("src").map(|source| (source.path.clone(), source.undocumented)).collect();
    ratchet(
        "ratchet_docs.txt",
        "every public function, type, trait, constant and method has a doc comment",
        "a caller should learn units, ranges and errors without reading the body",
        0,
        &bare,
    );
}

/// How many public things of an item say nothing.
pub fn undocumented(item: &syn::Item) -> usize {
    let bare = |vis: &syn::Visibility, attrs: &[syn::Attribute]| {
        let says = attrs.iter().any(|attr| attr.path().is_ident("doc"));
        usize::from(matches!(vis, syn::Visibility::Public(_)) && !says)
    };
    match item {
        syn::Item::Fn(item) if item.sig.ident == "routes" => 0,
        syn::Item::Fn(item) => bare(&item.vis, &item.attrs),
        // What a file of doors adds to their description.
        syn::Item::Struct(item) if item.ident == "Doc" => 0,
        syn::Item::Struct(item) => bare(&item.vis, &item.attrs),
        syn::Item::Enum(item) => bare(&item.vis, &item.attrs),
        syn::Item::Trait(item) => bare(&item.vis, &item.attrs),
        syn::Item::Const(item) => bare(&item.vis, &item.attrs),
        syn::Item::Static(item) => bare(&item.vis, &item.attrs),
        syn::Item::Type(item) => bare(&item.vis, &item.attrs),
        syn::Item::Impl(item) if item.trait_.is_none() => {
            let of = |member: &syn::ImplItem| match member {
                syn::ImplItem::Fn(member) if member.sig.ident == "new" => 0,
                syn::ImplItem::Fn(member) => bare(&member.vis, &member.attrs),
                syn::ImplItem::Const(member) => bare(&member.vis, &member.attrs),
                _ => 0,
            };
            item.items.iter().map(of).sum()
        }
        _ => 0,
    }
}
