//! What a cooperative is in the register: kind, size, standing, and how its name is found.
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::state::named_states;

/// The forms that may stand in the register (Law 17/2023 Art 4).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CooperativeKind {
    /// Hợp tác xã.
    Cooperative,
    /// Liên hiệp hợp tác xã.
    CooperativeUnion,
    /// Tổ hợp tác.
    CooperativeGroup,
}
named_states!(CooperativeKind {
    Cooperative = "cooperative",
    CooperativeUnion = "cooperative_union",
    CooperativeGroup = "cooperative_group",
});

/// Size by official members and revenue or capital (Decree 113/2024 Arts 4–5).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// Siêu nhỏ.
    Micro,
    /// Nhỏ.
    Small,
    /// Vừa.
    Medium,
    /// Lớn.
    Large,
}
named_states!(SizeClass { Micro = "micro", Small = "small", Medium = "medium", Large = "large" });

/// Whether it still works.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Works.
    Active,
    /// Has stopped without being dissolved.
    Ceased,
    /// Is no more.
    Dissolved,
}
named_states!(Standing { Active = "active", Ceased = "ceased", Dissolved = "dissolved" });

/// Text as it is looked up: lower case, without diacritics, `đ` as `d`, so that `dien bien` finds `Điện Biên`.
pub fn fold_for_search(text: &str) -> String {
    let folded: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded.replace('đ', "d")
}

#[cfg(test)]
mod tests {
    use super::fold_for_search;

    #[test]
    fn names_are_found_without_their_diacritics() {
        assert_eq!(fold_for_search("Hợp tác xã Điện Biên – Núa Ngam"), "hop tac xa dien bien – nua ngam");
        assert_eq!(fold_for_search("MƯỜNG LUÂN"), "muong luan");
    }
}
