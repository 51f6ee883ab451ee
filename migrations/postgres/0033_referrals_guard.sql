-- What was sent on stays as sent, what was decided as decided, and every reported balance as reported.
CREATE TRIGGER referrals_no_delete BEFORE DELETE ON referrals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referrals_no_truncate BEFORE TRUNCATE ON referrals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referrals_no_change BEFORE UPDATE ON referrals FOR EACH ROW
WHEN (OLD.outcome IS NOT NULL OR OLD.application_id <> NEW.application_id OR OLD.number <> NEW.number OR OLD.on_date <> NEW.on_date
    OR OLD.note <> NEW.note OR OLD.referred_by <> NEW.referred_by OR OLD.referred_at <> NEW.referred_at)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referral_balances_no_change BEFORE UPDATE OR DELETE ON referral_balances FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referral_balances_no_truncate BEFORE TRUNCATE ON referral_balances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
