//! Lists in a form, line by line: `collateral/0/kind`, `collateral/0/value`, `collateral/1/kind` … Lines are added and taken off
//! without any script, and nothing that was typed is lost.
use std::collections::BTreeSet;

use crate::web::Fields;

/// More lines than this in one form nobody typed.
const LINES_MAX: usize = 1000;

/// A list: its name and the parts of a line.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    pub name: &'static str,
    pub parts: &'static [&'static str],
}

impl Lines {
    /// The name of a field of a line.
    pub fn field(&self, line: usize, part: &str) -> String {
        format!("{}/{line}/{part}", self.name)
    }

    /// Whether a field belongs to this list.
    pub fn has(&self, field: &str) -> bool {
        field.strip_prefix(self.name).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The numbers of the lines that a form has, in order.
    pub fn numbers(&self, fields: &Fields) -> BTreeSet<usize> {
        let number = |field: &str| field.strip_prefix(self.name)?.strip_prefix('/')?.split('/').next()?.parse().ok();
        fields.names().filter_map(number).take(LINES_MAX * self.parts.len()).collect()
    }

    /// Numbers the lines anew from 0, without empty ones and without the one to be removed; and how many there are.
    pub fn renumbered(&self, fields: &Fields, removed: Option<usize>) -> (Fields, usize) {
        let mut kept = Vec::new();
        for line in self.numbers(fields).into_iter().filter(|line| Some(*line) != removed) {
            let values: Vec<String> =
                self.parts.iter().map(|part| fields.get(&self.field(line, part)).to_owned()).collect();
            if values.iter().any(|value| !value.is_empty()) {
                kept.push(values);
            }
        }
        let mut renumbered = fields.clone();
        renumbered.retain(|name| !self.has(name));
        for (line, values) in kept.iter().enumerate() {
            for (part, value) in self.parts.iter().zip(values) {
                renumbered.set(&self.field(line, part), value.clone());
            }
        }
        (renumbered, kept.len())
    }
}
