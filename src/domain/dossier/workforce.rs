//! Who works there: the list that priority of job-creation credit rests on (Decree 338/2025 Arts 3(2) and 9). Each person counts
//! once, whatever number of groups they belong to.
use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::domain::policy::PriorityGroup;

/// How many people a list may name.
pub const PEOPLE_MAX: usize = 300;

/// Somebody of a priority group.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    /// Full name.
    pub name: String,
    /// Year of birth: tells two people of one name apart.
    pub born: Option<i32>,
    /// At least one.
    pub groups: BTreeSet<PriorityGroup>,
}

/// All who work there, and by name those of priority groups: nobody else is named.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Workforce {
    /// All workers, those named included.
    pub workers: Option<u32>,
    /// Women among them.
    pub women: Option<u32>,
    /// Those of priority groups.
    pub people: Vec<Worker>,
}

/// How many, for the rules.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Headcount {
    /// All workers.
    pub workers: u32,
    /// Those of at least one priority group, each once.
    pub priority: u32,
    /// Those with a disability.
    pub disabled: u32,
    /// Those of an ethnic minority.
    pub ethnic_minority: u32,
}

impl Workforce {
    /// How many; `None` while nobody said how many work there in all.
    pub fn headcount(&self) -> Option<Headcount> {
        Some(Headcount {
            workers: self.workers?,
            priority: self.priority(),
            disabled: self.of_group(PriorityGroup::Disabled),
            ethnic_minority: self.of_group(PriorityGroup::EthnicMinority),
        })
    }

    /// Those of at least one group, each once.
    pub fn priority(&self) -> u32 {
        count(self.people.iter())
    }

    /// Those of a group.
    pub fn of_group(&self, group: PriorityGroup) -> u32 {
        count(self.people.iter().filter(|person| person.groups.contains(&group)))
    }

    /// The places in the list of those who stand in it already, further up: same name, same year of birth.
    pub fn repeated(&self) -> Vec<usize> {
        let mut seen = HashSet::new();
        let key = |person: &Worker| (read_aloud(&person.name), person.born);
        let again = self.people.iter().enumerate().filter(|(_, person)| !seen.insert(key(person)));
        again.map(|(place, _)| place).collect()
    }
}

/// A name as it reads: letters composed or not, blanks and capitals make nobody another person.
fn read_aloud(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().nfc().collect()
}

fn count<'w>(people: impl Iterator<Item = &'w Worker>) -> u32 {
    u32::try_from(people.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worker(name: &str, born: i32, groups: &[PriorityGroup]) -> Worker {
        Worker { name: name.into(), born: Some(born), groups: groups.iter().copied().collect() }
    }

    #[test]
    fn nobody_counts_again_by_another_spelling_of_the_same_letters() {
        let names = ["Lò Văn Á", "Lo\u{300} Va\u{306}n A\u{301}", "Lò  Văn\u{a0}Á", " LÒ VĂN\tÁ", "Lò Văn A"];
        let people = names.iter().map(|name| worker(name, 1990, &[PriorityGroup::EthnicMinority])).collect();
        let workforce = Workforce { workers: Some(10), women: None, people };
        assert_eq!(workforce.repeated(), [1, 2, 3], "and only a name without the accent is another one");
    }

    #[test]
    fn each_person_counts_once_whatever_their_groups() {
        use PriorityGroup::{Disabled, EthnicMinority};
        let people = vec![
            worker("Lò Thị Pánh", 1990, &[Disabled, EthnicMinority]),
            worker("Cà Văn Ín", 1985, &[EthnicMinority]),
            worker("Lò Thị Pánh", 1971, &[EthnicMinority]),
            worker("lò thị pánh ", 1990, &[Disabled]),
        ];
        let workforce = Workforce { workers: Some(10), women: None, people };
        assert_eq!(workforce.repeated(), [3]);
        assert_eq!(workforce.priority(), 4);
        assert_eq!((workforce.of_group(Disabled), workforce.of_group(EthnicMinority)), (2, 3));
    }
}
