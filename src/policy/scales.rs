//! The scales of classification out of the shipped rules.

use std::sync::{Arc, LazyLock};

use crate::domain::arrears::Scales;

/// The scales by which debts are put into groups, with their dates. The file of rules is checked by a test; were it broken all
/// the same, no debt would be said to be in a worse group than the first, and none by a rule.
pub fn scales() -> &'static Arc<Scales> {
    static SCALES: LazyLock<Arc<Scales>> =
        LazyLock::new(|| Arc::new(super::rules().map(|rules| Scales::of(&rules)).unwrap_or_default()));
    &SCALES
}
