//! For somebody who has signed in: their own files first, then what waits for them, then what is late in their funds.
use askama::Template;
use askama_web::WebTemplate;
use chrono::{Days, NaiveDate};

use super::next_step::{self, NextStep};
use crate::access::{Duty, Registrar, User, Witness};
use crate::actions::wait::line_of;
use crate::actions::{Error, Office};
use crate::domain::loan::State;
use crate::store::asks::{self, Ask};
use crate::store::cooperative_links::{self, CoopLink};
use crate::store::funds::{self, Fund};
use crate::store::loans::Line as LoanLine;
use crate::store::restructurings::{self, Restructuring};
use crate::store::worklists::{self, DueLoan, LoanTask};
use crate::store::{Tx, directory, outbox, waiting_list};
use crate::text::{Texts, format};
use crate::web::pages::admin::funds::missing_settings;
use crate::web::pages::applications::list::{Line, lines};
use crate::web::{Answer, Page};

/// Lines of each list; the rest is one click away.
const LINES: i64 = 20;
/// Files looked through for those to be shown.
const FILES_MAX: i64 = 500;
/// An instalment due within so many days is shown before it is late.
const DAYS_AHEAD: u64 = 7;
/// More people waiting to be confirmed than are counted.
const LINKS_MAX: i64 = 200;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "home/desk.html")]
pub struct Desk {
    page: Page,
    own: Option<Own>,
    work: Option<Vec<Task>>,
    late: Option<Vec<Late>>,
    administration: Option<Administration>,
    /// What an auditor comes for.
    audits: bool,
    has_duty: bool,
    /// For somebody who acts for nobody yet: how far their own link is.
    link: Option<OwnLink>,
    /// For who keeps the register: how many people wait to be confirmed.
    links: Option<usize>,
}

/// A link to a cooperative as its person's desk shows it.
struct OwnLink {
    heading: String,
    text: String,
    mine: bool,
}

/// A cooperative's applications and loans.
struct Own {
    next: NextStep,
    applications: Vec<Line>,
    loans: Vec<OwnLoan>,
}

/// A loan as its cooperative's list shows it.
struct OwnLoan {
    id: String,
    number: String,
    status: &'static str,
    state: &'static str,
    amount: String,
    outstanding: String,
    next_due: String,
    days_past_due: i64,
}

/// Something this person has to do.
struct Task {
    verb: String,
    href: String,
    number: String,
    fund: String,
    cooperative: String,
    amount: String,
    /// Empty where no day is set.
    until: String,
    /// Working days left.
    left: String,
    overdue: bool,
}

/// A loan with an instalment that is late or soon due.
struct Late {
    id: String,
    number: String,
    cooperative: String,
    outstanding: String,
    due: String,
    days_past_due: i64,
}

/// What stands in the way of lending.
struct Administration {
    funds: Vec<FundTask>,
    people: directory::Count,
    failed_letters: i64,
}

/// A fund and how many mandatory settings it lacks; nothing where the law alone rules.
struct FundTask {
    fund: Fund,
    missing: Option<usize>,
}

/// The page of this person: a section for each thing they are there for.
pub async fn page(page: Page, office: &Office, user: &User) -> Answer<Desk> {
    let t = page.t;
    let works = [Duty::Appraiser, Duty::Approver, Duty::Cashier].into_iter().any(|duty| user.has_any(duty));
    let (link, links) = office.store.read(async |tx| links(tx, t, user).await).await?;
    let (own, work, late, administration) = office
        .store
        .read(async |tx| {
            let own = match user.cooperative() {
                Some(cooperative) => Some(own(tx, t, office, user, cooperative).await?),
                None => None,
            };
            let (work, late) = match works {
                true => (Some(work(tx, t, office, user).await?), Some(late(tx, user, office.clock.today()).await?)),
                false => (None, None),
            };
            let administration = match user.has_any(Duty::Administrator) {
                true => Some(administration(tx, user, office.clock.today()).await?),
                false => None,
            };
            Ok::<_, Error>((own, work, late, administration))
        })
        .await?;
    let title = t.welcome_back(&user.name);
    let (audits, has_duty) = (user.has_any(Duty::Auditor), !user.grants.is_empty());
    Ok(Desk { page: page.titled(title), own, work, late, administration, audits, has_duty, link, links })
}

async fn links(tx: &mut Tx, t: Texts, user: &User) -> Result<(Option<OwnLink>, Option<usize>), Error> {
    let waiting = match Registrar::check(user).is_ok() {
        true => Some(cooperative_links::waiting(tx, LINKS_MAX).await?.len()),
        false => None,
    };
    let own = match user.grants.is_empty() {
        true => cooperative_links::latest_of(tx, &user.id).await?.map(|link| own_link(t, &link)),
        false => None,
    };
    Ok((own, waiting))
}

fn own_link(t: Texts, link: &CoopLink) -> OwnLink {
    let state = t.state(&format!("link_{}", link.outcome.as_deref().unwrap_or("waiting")));
    let text = match (&link.outcome, link.papers) {
        (None, 0) => t.link_waiting_no_paper().to_owned(),
        (None, _) => t.link_waiting_text().to_owned(),
        (Some(_), _) => t.link_refused_text(link.reason.as_deref().unwrap_or_default()),
    };
    OwnLink { heading: format!("{}: {state}", link.name), text, mine: link.outcome.is_some() || link.papers == 0 }
}

async fn own(tx: &mut Tx, t: Texts, office: &Office, user: &User, cooperative: &str) -> Result<Own, Error> {
    let rows = worklists::of_cooperative(tx, &user.id, cooperative, LINES).await?;
    let applications = lines(tx, t, office, &rows).await?;
    let loans = worklists::loans_of_cooperative(tx, &user.id, cooperative, LINES).await?;
    let next = next_step::of(t, &rows, &loans);
    Ok(Own { next, applications, loans: loans.into_iter().map(|loan| own_loan(t, loan)).collect() })
}

fn own_loan(t: Texts, loan: LoanLine) -> OwnLoan {
    OwnLoan {
        status: loan.status.as_str(),
        state: t.loan_state(loan.status),
        amount: format::dong(loan.amount),
        outstanding: loan.outstanding.map(format::dong).unwrap_or_default(),
        next_due: loan.next_due.map(format::date).unwrap_or_default(),
        days_past_due: loan.days_past_due.unwrap_or_default(),
        id: loan.id,
        number: loan.number,
    }
}

/// Applications to appraise or decide, changes of loans to decide, then loans to sign or to pay out.
async fn work(tx: &mut Tx, t: Texts, office: &Office, user: &User) -> Result<Vec<Task>, Error> {
    let rows = worklists::waiting_for(tx, &user.id, FILES_MAX).await?;
    let mut files = lines(tx, t, office, &rows).await?;
    // Who is late first, then by the last day; what has none keeps its order, the longest waiting first.
    files.sort_by_key(|line| (!line.overdue, line.due.is_none(), line.due));
    files.truncate(usize::try_from(LINES).unwrap_or(usize::MAX));
    let mut tasks: Vec<Task> = files.into_iter().map(|line| of_line(t, line)).collect();
    tasks.extend(reached(tx, t, user).await?);
    let proposals = restructurings::waiting_for(tx, &user.id, LINES).await?;
    tasks.extend(proposals.into_iter().map(|found| of_proposal(t, found)));
    let asked = asks::waiting_for(tx, &user.id, LINES).await?;
    tasks.extend(asked.into_iter().map(|ask| of_ask(t, ask)));
    let today = office.clock.today();
    let loans = worklists::loans_waiting_for(tx, &user.id, today, LINES).await?;
    tasks.extend(loans.into_iter().map(|loan| of_loan(t, loan)));
    Ok(tasks)
}

/// Applications that waited for capital and for which there is enough now.
async fn reached(tx: &mut Tx, t: Texts, user: &User) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    for (fund_id,) in waiting_list::funds_of(tx, &user.id).await? {
        let Some(fund) = funds::find(tx, &fund_id).await? else { continue };
        let line = line_of(tx, &fund).await?.into_iter();
        let did = |row: &waiting_list::Row| [&row.appraised_by, &row.written_by].contains(&&Some(user.id.clone()));
        let theirs = line.filter(|entry| entry.reached && !did(&entry.row));
        tasks.extend(theirs.map(|entry| Task {
            verb: t.desk_reached().to_owned(),
            href: format!("/applications/{}", entry.row.application_id),
            number: entry.row.number,
            fund: t.pick(&fund.name_vi, &fund.name_en).to_owned(),
            cooperative: entry.row.cooperative_name,
            amount: format::dong(entry.row.amount),
            until: String::new(),
            left: String::new(),
            overdue: false,
        }));
    }
    Ok(tasks)
}

fn of_line(t: Texts, line: Line) -> Task {
    let appraise = line.status == crate::domain::application::State::Submitted.as_str();
    Task {
        verb: if appraise { t.desk_appraise() } else { t.desk_decide() }.to_owned(),
        href: format!("/applications/{}", line.id),
        number: line.number,
        fund: line.fund,
        cooperative: line.cooperative,
        amount: line.amount,
        until: line.until,
        left: line.left,
        overdue: line.overdue,
    }
}

fn of_proposal(t: Texts, found: Restructuring) -> Task {
    Task {
        verb: t.desk_decide().to_owned(),
        href: format!("/restructurings/{}", found.id),
        fund: t.pick(&found.fund_name_vi, &found.fund_name_en).to_owned(),
        amount: format::dong(found.comparison.0.before.principal_outstanding),
        number: found.number,
        cooperative: found.cooperative_name,
        until: String::new(),
        left: String::new(),
        overdue: false,
    }
}

fn of_ask(t: Texts, ask: Ask) -> Task {
    Task {
        verb: t.desk_ask(t.asked_kind(ask.kind)),
        href: format!("/asks/{}", ask.id),
        fund: t.pick(&ask.fund_name_vi, &ask.fund_name_en).to_owned(),
        amount: ask.amount.map(format::dong).unwrap_or_default(),
        until: ask.on_date.map(format::date).unwrap_or_default(),
        number: ask.number,
        cooperative: ask.cooperative_name,
        overdue: false,
        left: String::new(),
    }
}

fn of_loan(t: Texts, loan: LoanTask) -> Task {
    let sign = loan.status == State::Approved;
    Task {
        verb: if sign { t.desk_sign() } else { t.desk_pay_out() }.to_owned(),
        href: format!("/loans/{}", loan.id),
        fund: t.pick(&loan.fund_name_vi, &loan.fund_name_en).to_owned(),
        number: loan.number,
        cooperative: loan.cooperative_name,
        amount: format::dong(loan.amount),
        until: if sign { format::date(loan.lapses_on) } else { String::new() },
        left: String::new(),
        overdue: false,
    }
}

async fn late(tx: &mut Tx, user: &User, today: NaiveDate) -> Result<Vec<Late>, Error> {
    let until = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let line = |loan: DueLoan| Late {
        id: loan.id,
        number: loan.number,
        cooperative: loan.cooperative_name,
        outstanding: format::dong(loan.outstanding),
        due: loan.next_due.map(format::date).unwrap_or_default(),
        days_past_due: loan.days_past_due,
    };
    Ok(worklists::due_loans(tx, &user.id, until, LINES).await?.into_iter().map(line).collect())
}

async fn administration(tx: &mut Tx, user: &User, today: NaiveDate) -> Result<Administration, Error> {
    let mut tasks = Vec::new();
    for fund in funds::list_administered(tx, &user.id).await? {
        let missing = missing_settings(tx, &fund, today).await?;
        tasks.push(FundTask { fund, missing });
    }
    let people = directory::count(tx, &user.id).await?;
    Ok(Administration { funds: tasks, people, failed_letters: outbox::counts(tx, &user.id).await?.failed })
}
