-- What was sent on stays as sent, what was decided as decided, and every reported balance as reported.
CREATE TRIGGER referrals_no_delete BEFORE DELETE ON referrals BEGIN SELECT RAISE(ABORT, 'referrals are kept'); END;
CREATE TRIGGER referrals_no_change BEFORE UPDATE ON referrals
WHEN OLD.outcome IS NOT NULL OR OLD.application_id <> NEW.application_id OR OLD.number <> NEW.number OR OLD.on_date <> NEW.on_date
    OR OLD.note <> NEW.note OR OLD.referred_by <> NEW.referred_by OR OLD.referred_at <> NEW.referred_at
BEGIN SELECT RAISE(ABORT, 'a referral keeps what was sent and decided'); END;
CREATE TRIGGER referral_balances_no_delete BEFORE DELETE ON referral_balances BEGIN SELECT RAISE(ABORT, 'balances are kept'); END;
CREATE TRIGGER referral_balances_no_update BEFORE UPDATE ON referral_balances BEGIN SELECT RAISE(ABORT, 'balances are kept as reported'); END;
