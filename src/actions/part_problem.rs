//! What can be wrong with a part of an application.
use crate::domain::money::Money;

/// See the module's comment. The sentences stand in `text/dossier.rs`.
#[derive(Debug, Clone, PartialEq)]
pub enum PartProblem {
    /// The same person stands in the list before.
    NamedTwice,
    /// Statements with so many places that do not come out.
    DoNotAddUp { places: usize },
    /// The cost of a project is the sum of the lines of its plan.
    MadeOfCostLines { total: Money },
    /// What was typed is no whole amount of dong; a negative one would be.
    NotWholeDong,
    /// A signed form with the code of another content.
    OtherCode,
    /// A file that is no spreadsheet.
    NotASheet,
    /// A spreadsheet without a column of codes and two of amounts.
    NoCodes,
    /// A spreadsheet in which all amounts are empty.
    NoAmounts,
    /// A cell of a spreadsheet that is no whole amount of dong.
    SheetAmount { cell: String },
    /// A code of a spreadsheet with one amount in a row and another in a later row.
    SheetTwice { code: &'static str, first: usize, again: usize },
    /// Statements of a year that has not ended, or before cooperatives drew them up.
    YearNotReported { first: i32, last: i32 },
    /// Several files that are not all photographs.
    NotPages,
    /// A picture, counted from 1, that is damaged or was cut off on the way.
    DamagedPicture { number: usize },
    /// A picture with more pixels than can be unpacked.
    TooManyPixels { number: usize },
    /// A photograph in the form of an iPhone, which few programs read.
    Heic,
    /// A spreadsheet that unpacks to more than any statements.
    SheetTooLarge,
}

impl PartProblem {
    /// The code in JSON and in the trail.
    pub const fn code(&self) -> &'static str {
        match self {
            PartProblem::NamedTwice => "named_twice",
            PartProblem::DoNotAddUp { .. } => "does_not_add_up",
            PartProblem::MadeOfCostLines { .. } => "made_of_cost_lines",
            PartProblem::NotWholeDong | PartProblem::SheetAmount { .. } => "not_an_amount",
            PartProblem::OtherCode => "other_code",
            PartProblem::YearNotReported { .. } => "out_of_range",
            PartProblem::NotASheet
            | PartProblem::NotPages
            | PartProblem::NoCodes
            | PartProblem::NoAmounts
            | PartProblem::SheetTwice { .. }
            | PartProblem::DamagedPicture { .. }
            | PartProblem::TooManyPixels { .. }
            | PartProblem::Heic
            | PartProblem::SheetTooLarge => "not_accepted_file",
        }
    }
}
