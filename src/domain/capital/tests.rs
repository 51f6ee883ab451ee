use proptest::prelude::*;

use super::*;

fn movement(kind: MovementKind, amount: i64) -> Movement {
    Movement { kind, amount: Money::dong(amount) }
}

/// Contributed, lent and partly back: 3 000 of charter capital, 500 out, 200 promised.
fn fund() -> Capital {
    Capital {
        book_charter: Money::dong(3_000),
        accumulated_result: Money::dong(-100),
        outstanding: Money::dong(500),
        reserved: Money::dong(200),
    }
}

#[test]
fn a_loan_lives_on_reserve_post_collect_and_gives_the_capital_back() {
    let mut capital = fund();
    assert_eq!(capital.available(), Money::dong(2_200));
    for (kind, amount, available) in [
        (MovementKind::Reserve, 1_000, 1_200),
        (MovementKind::Post, 600, 1_200),
        (MovementKind::Release, 400, 1_600),
        (MovementKind::Collect, 250, 1_850),
        (MovementKind::Uncollect, 250, 1_600),
        (MovementKind::Collect, 600, 2_200),
    ] {
        capital = capital.apply(movement(kind, amount)).unwrap();
        assert_eq!(capital.available(), Money::dong(available), "{kind}");
    }
    assert_eq!(capital, fund());
}

#[test]
fn the_last_dong_can_be_promised_and_not_one_more() {
    assert!(fund().apply(movement(MovementKind::Reserve, 2_200)).is_ok());
    let refusal = fund().apply(movement(MovementKind::Reserve, 2_201));
    let (available, needed) = (Money::dong(2_200), Money::dong(2_201));
    assert_eq!(refusal, Err(CapitalRefusal::NotAvailable { available, needed }));
}

#[test]
fn nothing_goes_below_zero() {
    use MovementKind::*;
    let refused = |kind, amount| fund().apply(movement(kind, amount)).unwrap_err();
    assert!(matches!(refused(Withdrawal, 2_201), CapitalRefusal::NotAvailable { .. }));
    assert!(matches!(refused(Withdrawal, 3_001), CapitalRefusal::NotInCharter { .. }));
    assert!(matches!(refused(Result, -2_201), CapitalRefusal::NotAvailable { .. }));
    assert!(matches!(refused(Release, 201), CapitalRefusal::NotReserved { .. }));
    assert!(matches!(refused(Post, 201), CapitalRefusal::NotReserved { .. }));
    assert!(matches!(refused(Unpost, 501), CapitalRefusal::NotOutstanding { .. }));
    assert!(matches!(refused(Collect, 501), CapitalRefusal::NotOutstanding { .. }));
    assert!(matches!(refused(Uncollect, 2_201), CapitalRefusal::NotAvailable { .. }));
    assert!(matches!(refused(WriteOff, 501), CapitalRefusal::NotOutstanding { .. }));
    for &kind in MovementKind::ALL {
        assert_eq!(refused(kind, 0), CapitalRefusal::NotAnAmount(kind));
        if kind != Result {
            assert_eq!(refused(kind, -1), CapitalRefusal::NotAnAmount(kind));
        }
    }
    assert_eq!(refused(Contribution, i64::MAX), CapitalRefusal::TooLarge);
    assert_eq!(refused(Result, i64::MIN), CapitalRefusal::TooLarge);
}

#[test]
fn a_write_off_frees_nothing_and_a_recovery_frees_what_came() {
    let after = fund().apply(movement(MovementKind::WriteOff, 500)).unwrap();
    assert_eq!(after.available(), fund().available());
    assert_eq!(after.accumulated_result, Money::dong(-600));
    let back = after.apply(movement(MovementKind::Recovery, 50)).unwrap();
    assert_eq!(back.available(), Money::dong(2_250));
    let again = after.apply(movement(MovementKind::Reinstate, 500)).unwrap();
    assert_eq!(again, fund());
}

fn any_movement() -> impl Strategy<Value = Movement> {
    let kind = proptest::sample::select(MovementKind::ALL);
    (kind, -2_000..6_000_i64).prop_map(|(kind, amount)| movement(kind, amount))
}

proptest! {
    #[test]
    fn no_order_of_movements_brings_a_figure_below_zero(movements in prop::collection::vec(any_movement(), 0..60)) {
        let mut capital = fund();
        let mut sum = Deltas::default();
        for movement in movements {
            if let Ok(after) = capital.apply(movement) {
                let deltas = movement.deltas().unwrap();
                sum.charter = sum.charter.checked_add(deltas.charter).unwrap();
                sum.reserved = sum.reserved.checked_add(deltas.reserved).unwrap();
                capital = after;
            }
            prop_assert!(!capital.available().is_negative());
            prop_assert!(!capital.reserved.is_negative());
            prop_assert!(!capital.outstanding.is_negative());
            prop_assert!(!capital.book_charter.is_negative());
        }
        prop_assert_eq!(capital.book_charter, fund().book_charter.checked_add(sum.charter).unwrap());
        prop_assert_eq!(capital.reserved, fund().reserved.checked_add(sum.reserved).unwrap());
    }

    #[test]
    fn a_movement_and_its_reversal_are_nothing(amount in 1..500_i64) {
        use MovementKind::*;
        for (deed, undo) in [(Post, Unpost), (Collect, Uncollect), (WriteOff, Reinstate), (Recovery, Unrecover), (Reserve, Release)] {
            if let Ok(after) = fund().apply(movement(deed, amount)) {
                prop_assert_eq!(after.apply(movement(undo, amount)), Ok(fund()));
            }
        }
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 3 000 paid in on the 1st, 1 000 promised on the 10th and given back on the 20th: 3 000 are available today.
fn month() -> (Capital, Vec<DayChange>) {
    let now = Capital { book_charter: Money::dong(3_000), ..Capital::default() };
    let change = |on: &str, charter: i64, available: i64| DayChange {
        on: day(on),
        charter: Money::dong(charter),
        available: Money::dong(available),
    };
    (now, vec![change("2026-03-20", 0, 1_000), change("2026-03-10", 0, -1_000), change("2026-03-01", 3_000, 3_000)])
}

/// What a movement dated `on` is refused for, in words.
fn on_every_day(kind: MovementKind, amount: i64, on: &str) -> Result<(), CapitalRefusal> {
    let (now, changes) = month();
    let later: Vec<DayChange> = changes.into_iter().filter(|change| change.on > day(on)).collect();
    insist_on_every_day(&now, movement(kind, amount), day(on), &later)
}

#[test]
fn what_was_promised_on_a_day_since_is_not_taken_out_before_it() {
    use MovementKind::*;
    assert_eq!(on_every_day(Withdrawal, 2_000, "2026-03-05"), Ok(()));
    let (on, available, needed) = (day("2026-03-10"), Money::dong(2_000), Money::dong(2_001));
    let refused = CapitalRefusal::NotAvailableOn { on, available, needed };
    assert_eq!(on_every_day(Withdrawal, 2_001, "2026-03-05"), Err(refused));
    assert_eq!(on_every_day(Result, -2_001, "2026-03-05"), Err(refused));
    assert_eq!(
        on_every_day(Withdrawal, 2_001, "2026-03-19"),
        Err(CapitalRefusal::NotAvailableOn { on: day("2026-03-19"), available, needed })
    );
    assert_eq!(on_every_day(Withdrawal, 3_000, "2026-03-20"), Ok(()));
    assert_eq!(on_every_day(Contribution, 5_000, "2026-02-01"), Ok(()));
    let nothing =
        CapitalRefusal::NotAvailableOn { on: day("2026-02-28"), available: Money::ZERO, needed: Money::dong(1) };
    assert_eq!(on_every_day(Withdrawal, 1, "2026-02-28"), Err(nothing));
}

#[test]
fn charter_capital_is_not_taken_out_before_it_was_paid_in() {
    let now = Capital { book_charter: Money::dong(100), accumulated_result: Money::dong(500), ..Capital::default() };
    let later = [DayChange { on: day("2026-03-20"), charter: Money::dong(100), available: Money::dong(100) }];
    let refused = insist_on_every_day(&now, movement(MovementKind::Withdrawal, 50), day("2026-03-10"), &later);
    assert_eq!(refused, Err(CapitalRefusal::NotInCharter { charter: Money::ZERO, needed: Money::dong(50) }));
}

proptest! {
    #[test]
    fn the_leanest_day_is_the_least_of_all_days(changes in prop::collection::vec((1..200_u64, -500..500_i64), 0..20), now in -1_000..1_000_i64) {
        let start = day("2026-01-01");
        let mut by_day = std::collections::BTreeMap::new();
        for (after, change) in changes {
            *by_day.entry(start + chrono::Days::new(after)).or_insert(0) += change;
        }
        let newest_first = by_day.iter().rev().map(|(on, change)| (*on, Money::dong(*change)));
        let found = leanest_day(Money::dong(now), newest_first, start);
        let first = now - by_day.values().sum::<i64>();
        let at_the_end_of = |on: NaiveDate| first + by_day.range(..=on).map(|(_, change)| change).sum::<i64>();
        let least = (0..=200).map(|after| start + chrono::Days::new(after)).min_by_key(|on| (at_the_end_of(*on), *on)).unwrap();
        prop_assert_eq!(found, (least, Money::dong(at_the_end_of(least))));
    }
}
