//! The groups whose work is a priority.
use serde::{Deserialize, Serialize};

use crate::domain::state::named_states;

/// Groups of workers that earn an establishment the lower rate (Decree 338/2025 Art 3(2)).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityGroup {
    /// People with disabilities.
    Disabled,
    /// Ethnic minorities.
    EthnicMinority,
    /// People who served a prison sentence.
    ExPrisoner,
    /// People who finished compulsory education.
    ExCompulsoryEducation,
    /// People who finished compulsory detoxification.
    ExCompulsoryDetox,
}

named_states!(PriorityGroup {
    Disabled = "disabled",
    EthnicMinority = "ethnic_minority",
    ExPrisoner = "ex_prisoner",
    ExCompulsoryEducation = "ex_compulsory_education",
    ExCompulsoryDetox = "ex_compulsory_detox",
});
