//! What facts do to the model, and what it then owes.

use chrono::NaiveDate;

use super::{
    Figures,
    fraction::decimal,
    model::{Model, Part},
};
use crate::domain::{
    account::{Effect, Event},
    terms::{Method, Share},
};

impl Model<'_> {
    fn overdue_owed(&self) -> i64 {
        self.overdue.round(self.mode()) - self.overdue_paid
    }

    fn late_owed(&self) -> i64 {
        self.late.round(self.mode()) - self.late_paid
    }

    fn accrued_owed(&self) -> i64 {
        self.accrued.round(self.mode()) - self.collected
    }

    /// Pays principal that fell due up to `until`, oldest first, out of `money`.
    fn pay_principal(&mut self, money: &mut i64, until: NaiveDate) {
        for part in self.parts.iter_mut().filter(|part| part.fallen && part.due <= until) {
            let paid = (part.planned - part.paid_principal).min(*money);
            part.paid_principal += paid;
            *money -= paid;
        }
    }

    fn pay_interest(&mut self, money: &mut i64) {
        let paid = self.overdue_owed().min(*money);
        self.overdue_paid += paid;
        *money -= paid;
        let paid = self.late_owed().min(*money);
        self.late_paid += paid;
        *money -= paid;
        for part in self.parts.iter_mut().filter(|part| part.fallen) {
            let paid = (part.interest - part.paid_interest).min(*money);
            part.paid_interest += paid;
            *money -= paid;
        }
    }

    pub fn pay_what_is_due(&mut self, money: &mut i64, today: NaiveDate) {
        let yesterday = today.pred_opt().unwrap();
        let overdue =
            self.parts.iter().any(|part| part.fallen && part.due < today && part.planned > part.paid_principal);
        let (order, until) =
            if overdue { (self.terms.allocation.overdue, yesterday) } else { (self.terms.allocation.in_term, today) };
        for share in order {
            match share {
                Share::Principal => self.pay_principal(money, until),
                Share::Interest => self.pay_interest(money),
            }
        }
        self.pay_principal(money, today);
    }

    fn collect(&mut self, money: &mut i64) {
        let paid = self.held.min(*money);
        self.held -= paid;
        *money -= paid;
        let paid = self.accrued_owed().min(*money);
        self.collected += paid;
        *money -= paid;
    }

    fn take_in_order(&mut self, mut amount: i64) {
        for part in self.parts.iter_mut().filter(|part| !part.fallen) {
            let taken = part.planned.min(amount);
            part.planned -= taken;
            amount -= taken;
        }
    }

    fn prepay(&mut self, amount: i64, effect: Effect, today: NaiveDate) {
        let mut money = amount + std::mem::take(&mut self.waiting);
        self.pay_what_is_due(&mut money, today);
        self.collect(&mut money);
        let principal = money.min(self.in_term);
        self.waiting = money - principal;
        if principal == 0 {
            return;
        }
        let before = self.in_term;
        self.in_term -= principal;
        let given = self.restructured || self.terms.method == Method::Plan;
        match effect {
            Effect::Next => self.take_in_order(principal),
            Effect::Lower if given => {
                let unit = self.terms.rounding.unit;
                let mut left = self.in_term;
                for part in self.parts.iter_mut().filter(|part| !part.fallen) {
                    part.planned = part.planned * self.in_term / before / unit * unit;
                    left -= part.planned;
                }
                self.parts.last_mut().unwrap().planned += left;
            }
            Effect::Lower => self.replan(today),
            Effect::Shorter if self.terms.method == Method::EqualInstalment && !self.restructured => {
                let coming = self.coming(today);
                self.set_level(&coming);
            }
            Effect::Shorter => {
                let mut left = self.in_term;
                for part in self.parts.iter_mut().filter(|part| !part.fallen) {
                    part.planned = part.planned.min(left);
                    left -= part.planned;
                }
            }
        }
    }

    pub fn apply(&mut self, event: &Event, today: NaiveDate) {
        match event {
            Event::Repayment { amount, .. } => {
                let mut money = amount.as_dong();
                self.pay_what_is_due(&mut money, today);
                self.waiting += money;
            }
            Event::Prepayment { amount, effect, .. } => self.prepay(amount.as_dong(), *effect, today),
            Event::Rate { annual_rate_percent, .. } => {
                self.rate = decimal(&annual_rate_percent.to_string());
                if self.terms.method == Method::EqualInstalment && !self.restructured && self.in_term > 0 {
                    self.replan(today);
                }
            }
            Event::TermAdjustment { plan, .. } | Event::Extension { plan, .. } => {
                let outstanding = self.in_term + self.unpaid_principal();
                let begin = self.parts.iter().rfind(|part| part.fallen).map_or(self.terms.start, |part| part.due);
                self.parts.retain(|part| part.fallen);
                self.parts.iter_mut().for_each(|part| part.planned = part.paid_principal);
                self.in_term = outstanding;
                self.restructured = true;
                self.add_plan(plan, begin, true);
            }
            Event::InterestWaiver { amount, .. } => {
                let mut money = amount.as_dong();
                for part in self.parts.iter_mut().filter(|part| part.fallen) {
                    let waived = (part.interest - part.paid_interest).min(money);
                    part.interest -= waived;
                    money -= waived;
                }
            }
            Event::Freeze { from, to } => self.freezes.push((*from, *to)),
            Event::WriteOff { .. } => self.written_off = true,
            Event::Recovery { amount, .. } => {
                let mut money = amount.as_dong() + std::mem::take(&mut self.waiting);
                self.pay_principal(&mut money, today);
                let coming = self.in_term.min(money);
                self.in_term -= coming;
                money -= coming;
                self.take_in_order(coming);
                self.pay_interest(&mut money);
                self.collect(&mut money);
                self.waiting = money;
            }
            Event::Reversal { .. } => unreachable!("taken out before"),
        }
    }

    pub fn figures(&self, as_of: NaiveDate) -> Figures {
        let late = self.parts.iter().filter(|part| part.fallen && part.due < as_of);
        let overdue: i64 = late.map(|part| part.planned - part.paid_principal).sum();
        let outstanding = self.in_term + self.unpaid_principal();
        let accrued = self.held + self.accrued_owed();
        let owed = [outstanding, self.unpaid_interest(), accrued, self.overdue_owed(), self.late_owed(), -self.waiting];
        let unpaid =
            |part: &&Part| part.fallen && part.planned + part.interest > part.paid_principal + part.paid_interest;
        let oldest = self.parts.iter().find(unpaid).map_or(as_of, |part| part.due);
        let frozen = |day: &NaiveDate| self.freezes.iter().any(|&(from, to)| from < *day && *day <= to);
        let days = oldest.iter_days().skip(1).take_while(|&day| day <= as_of).filter(|day| !frozen(day)).count();
        Figures([
            outstanding,
            outstanding - overdue,
            overdue,
            self.unpaid_interest(),
            accrued,
            self.overdue_owed(),
            self.late_owed(),
            self.waiting,
            owed.iter().sum(),
            days as i64,
        ])
    }
}
