//! How a rule judges: by a list of sins, or by a ratchet.
use super::source::top;

/// Fails with every sin found and the one sentence why it is one.
pub fn judge(rule: &str, reason: &str, sins: &[String]) {
    assert!(
        sins.is_empty(),
        "\n{rule}\n  because {reason}\n{}\n",
        sins.iter().map(|sin| format!("  - {sin}\n")).collect::<String>()
    );
}

/// Compares what is with what a ratchet file allows: `name<TAB>number` a line. Growing fails; shrinking is written down, so that
/// it cannot grow again.
pub fn ratchet(file: &str, rule: &str, reason: &str, limit: usize, is: &[(String, usize)]) {
    let path = top().join("tests/suite/golden").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let allowed: Vec<(&str, usize)> = text
        .lines()
        .filter_map(|line| line.rsplit_once('\t'))
        .map(|(name, number)| (name, number.parse().unwrap_or_else(|_| panic!("{file}: {number} is no number"))))
        .collect();
    let of = |name: &str| allowed.iter().find(|(known, _)| *known == name).map_or(limit, |(_, number)| *number);
    let sins: Vec<String> = is
        .iter()
        .filter(|(name, number)| *number > of(name))
        .map(|(name, number)| format!("{name}: {number} (at most {})", of(name)))
        .collect();
    judge(rule, reason, &sins);
    let now: Vec<(&String, usize)> =
        is.iter().filter(|(_, number)| *number > limit).map(|(name, number)| (name, *number)).collect();
    let wanted: String = now.iter().map(|(name, number)| format!("{name}\t{number}\n")).collect();
    if wanted == text {
        return;
    }
    assert!(
        std::env::var("CI").is_err(),
        "golden/{file} allows more than there is: run the tests and commit it\n{wanted}"
    );
    std::fs::write(&path, wanted).expect("the ratchet can be written");
}
