//! Who waits for capital, in order: whose amount the capital available is enough for.
use super::money::Money;

/// For each amount in the order of the list, whether capital is there for it after those before it got theirs. An amount that is
/// too large waits on and keeps nobody behind it from what it could not use.
pub fn reached(available: Money, amounts: &[Money]) -> Vec<bool> {
    let mut left = available.as_dong();
    let mut take = |amount: &Money| {
        let enough = amount.as_dong() <= left;
        if enough {
            left -= amount.as_dong();
        }
        enough
    };
    amounts.iter().map(&mut take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_served_first_and_a_large_one_blocks_nobody() {
        let amounts = [300, 200, 100, 1].map(Money::dong);
        assert_eq!(reached(Money::dong(600), &amounts), [true, true, true, false]);
        assert_eq!(reached(Money::dong(299), &amounts), [false, true, false, true]);
        assert_eq!(reached(Money::ZERO, &amounts), [false; 4]);
    }
}
