//! What a fund's capital will allow: what comes back by month, and how many more cooperatives can be served of it.
//!
//! By the schedules every dong of principal comes back on its day; what is overdue counts in the first month. Corrected for
//! arrears, each loan loses a share by its debt group, and in a what-if a further share of the rest. What is reserved is not
//! available from the beginning, and what comes back of it is not counted: it has no schedule yet. A new loan is of the average
//! amount, and comes back in equal monthly parts over its term.
use super::money::Money;
use super::percent::Percent;

/// So many months are looked ahead.
pub const MONTHS: usize = 24;
/// A loan of a fund that has lent nothing yet is taken to run so many months.
pub const TERM_MONTHS_DEFAULT: i64 = 36;

/// Principal that falls due.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Coming {
    /// 0 is the running month.
    pub month: usize,
    /// In dong, 0 or more.
    pub principal: Money,
    /// The share that is not expected back, by the loan's debt group.
    pub loss: Percent,
}

/// What is asked.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Assumptions {
    /// Available at the beginning, in dong.
    pub available: Money,
    /// Of a new loan, in dong; nothing where the fund never lent.
    pub average_loan: Option<Money>,
    /// Of a new loan, in months, 1 or more.
    pub term_months: i64,
    /// What is not expected back beside the loss by debt group, of the rest.
    pub more_arrears: Percent,
}

/// One month of the forecast, in dong.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq)]
pub struct Month {
    /// Comes back by the schedules.
    pub scheduled: Money,
    /// Comes back corrected for arrears.
    pub corrected: Money,
    /// Available at its end if nothing new is lent.
    pub available: Money,
    /// How many cooperatives can be served in it.
    pub served: i64,
    /// How many since the beginning.
    pub served_so_far: i64,
}

/// The months to come.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Forecast {
    /// [`MONTHS`] of them, the running one first.
    pub months: Vec<Month>,
    /// Due after the last of them, by the schedules.
    pub later: Money,
}

/// What is expected back of a sum that falls due.
fn expected(coming: &Coming, more: Percent) -> Money {
    let lose = |amount: Money, share: Percent| minus(amount, share.ceiling_of(amount)).max(Money::ZERO);
    lose(lose(coming.principal, coming.loss), more)
}

/// The forecast of a fund.
pub fn forecast(comings: &[Coming], assumed: &Assumptions) -> Forecast {
    let mut months = vec![Month::default(); MONTHS];
    let mut later = Money::ZERO;
    for coming in comings {
        match months.get_mut(coming.month) {
            Some(month) => {
                month.scheduled = plus(month.scheduled, coming.principal);
                month.corrected = plus(month.corrected, expected(coming, assumed.more_arrears));
            }
            None => later = plus(later, coming.principal),
        }
    }
    let mut unlent = assumed.available;
    let mut free = assumed.available;
    let mut back = vec![Money::ZERO; MONTHS];
    let mut so_far = 0;
    for (at, month) in months.iter_mut().enumerate() {
        unlent = plus(unlent, month.corrected);
        month.available = unlent;
        free = plus(plus(free, month.corrected), back[at]);
        if let Some(loan) = assumed.average_loan.filter(|loan| loan.is_positive()) {
            month.served = (free.max(Money::ZERO).as_dong()) / loan.as_dong();
            let lent = Money::dong(loan.as_dong().saturating_mul(month.served));
            free = minus(free, lent);
            lend(&mut back, at, lent, assumed);
        }
        so_far += month.served;
        month.served_so_far = so_far;
    }
    Forecast { months, later }
}

/// What a new loan of month `at` brings back within the months: equal parts, less the further arrears.
fn lend(back: &mut [Money], at: usize, lent: Money, assumed: &Assumptions) {
    let term = assumed.term_months.max(1);
    let part = Coming { month: 0, principal: Money::dong(lent.as_dong() / term), loss: Percent::whole(0) };
    let part = expected(&part, assumed.more_arrears);
    let months = usize::try_from(term).unwrap_or(usize::MAX);
    for month in back.iter_mut().skip(at + 1).take(months) {
        *month = plus(*month, part);
    }
}

fn plus(one: Money, other: Money) -> Money {
    Money::dong(one.as_dong().saturating_add(other.as_dong()))
}

fn minus(one: Money, other: Money) -> Money {
    Money::dong(one.as_dong().saturating_sub(other.as_dong()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coming(month: usize, principal: i64, loss: u16) -> Coming {
        Coming { month, principal: Money::dong(principal), loss: Percent::whole(loss) }
    }

    fn assumed(available: i64, loan: i64, term_months: i64, more: u16) -> Assumptions {
        Assumptions {
            available: Money::dong(available),
            average_loan: (loan > 0).then_some(Money::dong(loan)),
            term_months,
            more_arrears: Percent::whole(more),
        }
    }

    #[test]
    fn what_comes_back_serves_the_next() {
        let comings = [coming(0, 40, 0), coming(1, 60, 25), coming(3, 100, 100), coming(24, 7, 0)];
        let found = forecast(&comings, &assumed(70, 100, 2, 0));
        let told = |month: &Month| {
            (month.scheduled.as_dong(), month.corrected.as_dong(), month.available.as_dong(), month.served_so_far)
        };
        // 70 + 40 = 110: one is served, which brings 50 back in months 1 and 2. 10 + 45 + 50 = 105: the next one, and so on.
        assert_eq!(
            found.months.iter().take(4).map(told).collect::<Vec<_>>(),
            [(40, 40, 110, 1), (60, 45, 155, 2), (0, 0, 155, 3), (100, 0, 155, 4)]
        );
        assert_eq!((found.months.len(), found.later), (24, Money::dong(7)));
        assert_eq!(forecast(&comings, &assumed(70, 0, 2, 0)).months[23].served_so_far, 0);
    }

    #[test]
    fn longer_terms_and_worse_arrears_serve_fewer_and_more_capital_more() {
        let comings: Vec<Coming> = (0..24).map(|month| coming(month, 30, 0)).collect();
        let served = |assumed| forecast(&comings, &assumed).months[23].served_so_far;
        let base = served(assumed(200, 100, 12, 0));
        assert!(served(assumed(200, 100, 60, 0)) < base);
        assert!(served(assumed(200, 100, 12, 30)) < base);
        assert!(served(assumed(400, 100, 12, 0)) > base);
    }

    fn any_comings() -> impl Strategy<Value = Vec<Coming>> {
        prop::collection::vec((0..40_usize, 0..1_000_000_000_i64, 0..=100_u16), 0..40)
            .prop_map(|all| all.into_iter().map(|(month, principal, loss)| coming(month, principal, loss)).collect())
    }

    proptest! {
        #[test]
        fn the_returns_sum_to_the_principal(comings in any_comings()) {
            let found = forecast(&comings, &assumed(0, 0, 12, 0));
            let scheduled: i64 = found.months.iter().map(|month| month.scheduled.as_dong()).sum();
            let whole: i64 = comings.iter().map(|coming| coming.principal.as_dong()).sum();
            prop_assert_eq!(scheduled + found.later.as_dong(), whole);
        }

        #[test]
        fn without_a_correction_it_is_by_schedule_and_with_one_never_more(comings in any_comings(), more in 0..=100_u16) {
            let uncorrected: Vec<Coming> = comings.iter().map(|coming| Coming { loss: Percent::whole(0), ..*coming }).collect();
            for month in forecast(&uncorrected, &assumed(0, 0, 12, 0)).months {
                prop_assert_eq!(month.scheduled, month.corrected);
            }
            for month in forecast(&comings, &assumed(0, 0, 12, more)).months {
                prop_assert!(month.corrected <= month.scheduled && !month.corrected.is_negative());
            }
        }

        #[test]
        fn nothing_is_lent_that_is_not_there(comings in any_comings(), available in 0..1_000_000_000_i64, loan in 1..500_000_000_i64, term in 1..120_i64) {
            let found = forecast(&comings, &assumed(available, loan, term, 0));
            // Whatever was lent was there at the beginning, came back of the old loans, or of the new ones.
            let came: i64 = found.months.iter().map(|month| month.corrected.as_dong()).sum();
            let first = found.months[0];
            prop_assert!(first.served * loan <= available + first.corrected.as_dong());
            prop_assert!(found.months[23].served_so_far * loan <= (available + came) * 25);
        }
    }
}
