//! One application, for everybody who may read it; the officers' forms stand on it when it is their turn.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{State, get};

use super::asked::Asked;
use super::behalf::Mark;
use super::case::{Case, Seat};
use super::decision::{self, LevelView};
use super::dossier::shown::DossierView;
use super::history::{Step, steps};
use super::next::{Next, next};
use super::papers::{PaperView, paper_views};
use super::referral::ReferralView;
use super::sheet::{PlanView, SheetView};
use super::submit::sends;
use super::tasks::{Task, progress, tasks};
use crate::access::{Reader, User, Witness};
use crate::actions::preview::{Plan, Preview};
use crate::actions::wait::wants_capital_alone;
use crate::actions::{Error as ActionError, Office, views};
use crate::domain::application::State as Stage;
use crate::store::applications::Application;
use crate::store::asks::{self, OfferAnswer};
use crate::store::audit;
use crate::text::eligibility::SheetInWords;
use crate::text::{Texts, format};
use crate::web::{Answer, Fields, FormView, Page};

/// The working days that papers are asked for within, unless the appraiser types another day.
const PAPERS_WORKING_DAYS: u32 = 10;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/view.html")]
pub struct ViewPage {
    page: Page,
    found: Application,
    fund_name: String,
    mark: Option<Mark>,
    next: Next,
    tasks: Vec<Task>,
    progress: String,
    dossier: DossierView,
    writes: bool,
    asked: Asked,
    papers: Vec<PaperView>,
    sheet: Option<SheetView>,
    plan: Option<PlanView>,
    appraisal: Option<Appraisal>,
    decision: Option<Decision>,
    steps: Vec<Step>,
    officer: Officer,
    referral: ReferralView,
    may_withdraw: bool,
    /// Sends it in, where it can be sent.
    sends: bool,
}

/// What the appraiser found, for staff.
pub struct Appraisal {
    by: String,
    recommendation: &'static str,
    rows: Vec<(&'static str, String)>,
    note: String,
}

/// What was decided, for everybody who reads it.
pub struct Decision {
    by: String,
    rows: decision::Rows,
}

/// The forms that stand on the page for an officer whose turn it is.
pub struct Officer {
    appraises: bool,
    /// Says of papers whether they prove what they should.
    reviews: bool,
    decides: bool,
    version: i64,
    form: FormView,
    /// The form that was refused: `return`, `appraise`, `approve`, `reject` or `wait`.
    refused: &'static str,
    open_points: Vec<String>,
    available: String,
    appraised_by: String,
    /// Who decides on the amount of the form.
    level: Option<LevelView>,
    /// Something was typed of the decision's own paper.
    paper_open: bool,
    /// What is decided on, beside the buttons: what was asked for where that is something else, and what was proposed.
    on_what: Vec<(&'static str, String)>,
    /// The same in a line.
    in_short: String,
    /// Nothing but capital is wanting, and it does not wait yet.
    may_wait: bool,
    /// Who comes before it with enough capital.
    ahead: String,
}

/// A form of an officer as it was typed, with why it was refused.
pub struct Typed {
    pub which: &'static str,
    pub form: FormView,
}

/// The page of an application.
#[get("/applications/<id>")]
pub async fn view(page: Page, reader: Reader, id: &str, office: &State<Office>) -> Answer<ViewPage> {
    let shown = page_of(page, office, reader.user(), id, None).await?;
    views::note_view(office, reader.user(), "application", id).await;
    Ok(shown)
}

/// The page of an application, with an officer's form as it was typed.
pub async fn page_of(page: Page, office: &Office, user: &User, id: &str, typed: Option<Typed>) -> Answer<ViewPage> {
    let (t, today) = (page.t, office.clock.today());
    let (case, preview, rows, declined) = office
        .store
        .read(async |tx| {
            let case = Case::for_reader(tx, user, id, today).await?;
            let preview = if case.found.status.is_open() { Some(case.preview(tx, office).await?) } else { None };
            let rows = audit::of_object(tx, "application", id).await?;
            let declined = match &case.found.loan_id {
                Some(loan) => asks::offer_answer(tx, loan).await?.filter(|answer| answer.answer == "declined"),
                None => None,
            };
            Ok::<_, ActionError>((case, preview, rows, declined))
        })
        .await?;
    let (seat, sends) = (Seat::of(user, &case.found), sends(user, &case.found));
    let tasks = tasks(t, &case, seat, preview.as_ref(), today);
    let title = case.found.number.clone();
    Ok(ViewPage {
        fund_name: t.pick(&case.fund.name_vi, &case.fund.name_en).to_owned(),
        mark: Mark::of(t, &case, seat),
        next: whose_next(t, office, &case, (seat, sends), declined.as_ref()),
        progress: progress(t, &tasks),
        tasks,
        dossier: DossierView::of(t, &case.dossier, seat.sees_names()),
        writes: seat.writes,
        asked: Asked::of(t, &case),
        papers: paper_views(t, &case.documents, today),
        sheet: sheet(t, &case, preview.as_ref(), today, seat),
        plan: preview.as_ref().map(|preview| PlanView::of(t, &preview.plan, today)),
        appraisal: if seat.own { None } else { appraisal(t, &case.found) },
        decision: decided(t, &case, seat),
        steps: steps(t, &rows, !seat.own),
        referral: ReferralView::of(t, office, &case, seat, typed.as_ref()),
        officer: officer(t, office, &case, seat, preview.as_ref(), typed),
        may_withdraw: case.found.status.is_open() && sends && (seat.own || seat.appraiser),
        sends,
        page: page.titled(title),
        found: case.found,
    })
}

/// What comes next, also where the cooperative did not take the loan, and for who prepares and does not send.
fn whose_next(
    t: Texts,
    office: &Office,
    case: &Case,
    (seat, sends): (Seat, bool),
    declined: Option<&OfferAnswer>,
) -> Next {
    if let Some(answer) = declined {
        return Next::declined(t, case, answer);
    }
    let next = next(t, case, seat, (case.waiting(office), case.answer_by(office)));
    if sends { next } else { next.for_who_prepares(t, case) }
}

/// The sheet as of now while it can change, as it stood at the decision afterwards.
fn sheet(t: Texts, case: &Case, preview: Option<&Preview>, today: chrono::NaiveDate, seat: Seat) -> Option<SheetView> {
    let view = match (preview, &case.found.decision_sheet) {
        (Some(preview), _) => SheetView::of_preview(t, preview, today),
        (None, Some(kept)) => {
            let kept: SheetInWords = serde_json::from_value(kept.0.clone()).ok()?;
            let on = case.found.decided_at.map(|at| format::date(crate::clock::business_date(at))).unwrap_or_default();
            SheetView::of(t, &kept, t.sheet_frozen(on))
        }
        (None, None) => return None,
    };
    Some(if seat.own { view.for_borrower(t) } else { view })
}

fn appraisal(t: Texts, found: &Application) -> Option<Appraisal> {
    let (name, at) = (found.appraised_by_name.as_deref()?, found.appraised_at?);
    let recommendation = found.recommendation.as_deref()?;
    let rows = [
        (t.appraise_amount(), found.recommended_amount.map(format::dong)),
        (t.appraise_term(), found.recommended_term_months.map(|months| t.unit_months(months))),
        (t.appraise_rate(), found.recommended_rate_percent.as_deref().map(|rate| t.percent(rate))),
    ];
    Some(Appraisal {
        by: t.appraised_by(name, format::date(crate::clock::business_date(at))),
        recommendation: t.recommendation(recommendation),
        rows: rows.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect(),
        note: found.appraisal_note.clone().unwrap_or_default(),
    })
}

fn decided(t: Texts, case: &Case, seat: Seat) -> Option<Decision> {
    let (name, at) = (case.found.decided_by_name.as_deref()?, case.found.decided_at?);
    let rows = case.decision.as_ref().map(|found| decision::rows(t, found, !seat.own)).unwrap_or_default();
    Some(Decision { by: t.decision_by(name, format::date(crate::clock::business_date(at))), rows })
}

fn officer(
    t: Texts,
    office: &Office,
    case: &Case,
    seat: Seat,
    preview: Option<&Preview>,
    typed: Option<Typed>,
) -> Officer {
    let status = case.found.status;
    let (refused, form) = match typed {
        Some(typed) => (typed.which, typed.form),
        None => ("", FormView::new(t, proposed(office, case, preview))),
    };
    let open = preview.map(|preview| SheetView::of_preview(t, preview, office.clock.today()).open).unwrap_or_default();
    let paper_open = form.fields.names().any(|name| name.starts_with("decision/") && !form.fields.get(name).is_empty());
    Officer {
        paper_open,
        level: LevelView::of(t, &case.regulation, &form.fields, case.wanted_now().amount),
        reviews: seat.appraiser && matches!(status, Stage::Submitted | Stage::Returned | Stage::Appraised),
        appraises: status == Stage::Submitted && seat.appraiser && !case.decided_elsewhere(),
        decides: status == Stage::Appraised && seat.decides() && !case.decided_elsewhere(),
        version: case.found.version,
        form,
        refused,
        open_points: open.into_iter().map(|finding| format!("{}: {}", finding.name, finding.message)).collect(),
        available: format::dong(case.fund.capital().available()),
        appraised_by: case.found.appraised_by_name.clone().unwrap_or_default(),
        on_what: on_what(t, &case.found),
        in_short: in_short(t, case),
        may_wait: case.standing.place.is_none()
            && case.found.recommendation.as_deref() == Some("approve")
            && preview.is_some_and(|preview| wants_capital_alone(&preview.examined.sheet)),
        ahead: case.standing.ahead.join(", "),
    }
}

/// What was proposed; before it what was asked for, where the appraiser proposes something else.
fn on_what(t: Texts, found: &Application) -> Vec<(&'static str, String)> {
    let asked = found.amount.filter(|asked| found.recommended_amount.is_some_and(|proposed| proposed != *asked));
    let term = found.recommended_term_months.or(found.term_months);
    let rows = [
        (t.decide_asked(), asked.map(format::dong)),
        (t.appraise_amount(), found.recommended_amount.or(found.amount).map(format::dong)),
        (t.appraise_term(), term.map(|months| t.unit_months(months))),
        (t.appraise_rate(), found.recommended_rate_percent.as_deref().map(|rate| t.loan_a_year(format::percent(rate)))),
    ];
    rows.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// The number of the application, and what it would become.
fn in_short(t: Texts, case: &Case) -> String {
    let wanted = case.wanted_now();
    let said = [
        Some(case.found.number.clone()),
        wanted.amount.map(format::dong),
        wanted.term_months.map(|months| t.unit_months(months)),
        case.found.recommended_rate_percent.as_deref().map(|rate| t.loan_a_year(format::percent(rate))),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What an officer's form begins with: what was asked for, the fund's rate; once appraised, what was proposed.
fn proposed(office: &Office, case: &Case, preview: Option<&Preview>) -> Fields {
    let mut fields = Fields::default();
    let wanted = case.wanted_now();
    fields.set("amount", wanted.amount.map(|amount| amount.to_string()).unwrap_or_default());
    fields.set("term_months", wanted.term_months.map(|months| months.to_string()).unwrap_or_default());
    let rate = match (&case.found.recommended_rate_percent, preview.map(|preview| &preview.plan)) {
        (Some(rate), _) if case.found.status == Stage::Appraised => rate.clone(),
        (_, Some(Plan::Made { annual_rate_percent, .. })) => annual_rate_percent.to_string(),
        _ => String::new(),
    };
    fields.set("annual_rate_percent", rate.replace('.', ","));
    let until = office.calendar().add_working_days(office.clock.today(), PAPERS_WORKING_DAYS);
    fields.set("until", until.map(|until| until.to_string()).unwrap_or_default());
    fields
}
