//! Every sentence a person reads, Vietnamese and English on one line: a missing one is a build error.
//!
//! A template or handler asks `Texts` for a sentence by name; the language is that of the reader.
use serde::{Deserialize, Serialize};

pub mod eligibility;
pub mod format;

/// A reader's language.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    /// The code used in the database, in cookies and in `<html lang>`.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = String;
    fn try_from(code: String) -> Result<Lang, String> {
        match code.as_str() {
            "vi" => Ok(Lang::Vi),
            "en" => Ok(Lang::En),
            _ => Err(format!("unknown language {code}")),
        }
    }
}

/// The sentences in one language.
#[derive(Copy, Clone, Debug, Default)]
pub struct Texts {
    pub lang: Lang,
}

impl Texts {
    pub fn new(lang: Lang) -> Texts {
        Texts { lang }
    }
    /// Picks one of two: for data that is itself kept in both languages.
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// `name: "tiếng Việt" | "English";` and, with values, `name(a, b): "… {a} …" | "… {b} …";`
macro_rules! texts {
    ($($name:ident $(($($arg:ident),+ $(,)?))? : $vi:literal | $en:literal;)*) => {
        impl $crate::text::Texts { $( $crate::text::texts!(@one $name $(($($arg),+))? $vi $en); )* }
    };
    (@one $name:ident $vi:literal $en:literal) => {
        pub fn $name(self) -> &'static str {
            match self.lang { $crate::text::Lang::Vi => $vi, $crate::text::Lang::En => $en }
        }
    };
    (@one $name:ident ($($arg:ident),+) $vi:literal $en:literal) => {
        pub fn $name(self, $($arg: impl std::fmt::Display),+) -> String {
            match self.lang { $crate::text::Lang::Vi => format!($vi), $crate::text::Lang::En => format!($en) }
        }
    };
}
pub(crate) use texts;

mod about;
mod admin;
mod applications;
mod appraisal;
pub mod asks;
mod audit;
mod book_closes;
mod can_we_borrow;
mod capital;
mod classification;
mod common;
mod confirmation;
mod consents;
mod dossier;
mod forecast;
mod holidays;
pub mod loans;
mod mail;
mod paper;
mod pay;
pub mod people;
mod programmes;
mod referrals;
mod refusals;
mod register;
pub mod registration;
mod regulation;
mod relations;
mod reports;
pub mod rules;
mod sheet;
mod states;
mod verify;
mod waiting_list;
