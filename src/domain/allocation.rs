//! What one payment pays, in which order (Circular 39/2016/TT-NHNN Article 18 as the usual model; the contract decides).

use super::{
    money::Money,
    terms::{Allocation, Share},
};

/// What is owed on the day of a payment, dong, none negative.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Owed {
    /// Principal that fell due before that day.
    pub principal_overdue: Money,
    /// Principal that fell due on that day.
    pub principal_today: Money,
    /// Interest on overdue principal.
    pub overdue_interest: Money,
    /// Interest on interest unpaid when due.
    pub late_interest: Money,
    /// Interest that fell due up to that day.
    pub interest_due: Money,
}

/// What a payment pays; the parts and what is left sum to the payment.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Split {
    /// Of the principal that has fallen due, oldest instalment first.
    pub principal: Money,
    /// Of the overdue interest.
    pub overdue_interest: Money,
    /// Of the late interest.
    pub late_interest: Money,
    /// Of the interest due, oldest instalment first.
    pub interest: Money,
    /// Not used.
    pub left: Money,
}

/// Splits `amount`, in the order for overdue loans while any principal fell due before that day, then to principal due that
/// day. `interest` in an order means overdue interest, then late interest, then interest due.
pub fn split(amount: Money, owed: &Owed, allocation: &Allocation) -> Split {
    let overdue = owed.principal_overdue.is_positive();
    let (order, principal) =
        if overdue { (allocation.overdue, owed.principal_overdue) } else { (allocation.in_term, owed.principal_today) };
    let mut split = Split { left: amount, ..Split::default() };
    for share in order {
        match share {
            Share::Principal => split.principal = take(&mut split.left, principal),
            Share::Interest => {
                split.overdue_interest = take(&mut split.left, owed.overdue_interest);
                split.late_interest = take(&mut split.left, owed.late_interest);
                split.interest = take(&mut split.left, owed.interest_due);
            }
        }
    }
    if overdue {
        let today = take(&mut split.left, owed.principal_today);
        split.principal = Money::dong(split.principal.as_dong() + today.as_dong());
    }
    split
}

/// Takes up to `wanted` out of `left`.
fn take(left: &mut Money, wanted: Money) -> Money {
    let taken = wanted.min(*left);
    *left = Money::dong(left.as_dong() - taken.as_dong());
    taken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn owed(amounts: [i64; 5]) -> Owed {
        let [overdue, today, penalty, late, due] = amounts.map(Money::dong);
        Owed {
            principal_overdue: overdue,
            principal_today: today,
            overdue_interest: penalty,
            late_interest: late,
            interest_due: due,
        }
    }

    fn parts(split: Split) -> [i64; 5] {
        [split.principal, split.overdue_interest, split.late_interest, split.interest, split.left].map(Money::as_dong)
    }

    #[test]
    fn an_overdue_loan_pays_principal_first_and_what_falls_due_today_last() {
        let allocation = Allocation::default();
        let pay = |amount| parts(split(Money::dong(amount), &owed([100, 50, 5, 3, 20]), &allocation));
        assert_eq!(pay(110), [100, 5, 3, 2, 0]);
        assert_eq!(pay(140), [112, 5, 3, 20, 0]);
        assert_eq!(pay(200), [150, 5, 3, 20, 22]);
    }

    #[test]
    fn a_loan_in_term_pays_interest_first() {
        let pay = |amount| parts(split(Money::dong(amount), &owed([0, 50, 5, 3, 20]), &Allocation::default()));
        assert_eq!(pay(30), [2, 5, 3, 20, 0]);
        let swapped = Allocation { in_term: [Share::Principal, Share::Interest], ..Allocation::default() };
        assert_eq!(parts(split(Money::dong(60), &owed([0, 50, 5, 3, 20]), &swapped)), [50, 5, 3, 2, 0]);
    }

    proptest! {
        #[test]
        fn a_split_sums_to_the_payment_and_never_pays_more_than_is_owed(
            amount in 0_i64..2_000, amounts in prop::array::uniform5(0_i64..500), principal_first: bool,
        ) {
            let order = if principal_first { [Share::Principal, Share::Interest] } else { [Share::Interest, Share::Principal] };
            let allocation = Allocation { in_term: order, overdue: order };
            let paid = parts(split(Money::dong(amount), &owed(amounts), &allocation));
            let [overdue, today, penalty, late, due] = amounts;
            prop_assert_eq!(paid.iter().sum::<i64>(), amount);
            prop_assert!(paid[0] <= overdue + today && paid[1] <= penalty && paid[2] <= late && paid[3] <= due);
            prop_assert!(paid.iter().all(|&part| part >= 0));
            prop_assert!(paid[4] == 0 || paid[..4].iter().sum::<i64>() == amounts.iter().sum::<i64>());
        }
    }
}
