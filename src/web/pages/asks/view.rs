//! One request: what it says, its papers, and whose turn it is.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::{Route, State, get, routes};

use crate::access::{Reader, User, Witness};
use crate::actions::ask::may_answer;
use crate::actions::{Error as ActionError, Office, Refusal, views};
use crate::domain::ask::{Kind, State as AskState};
use crate::store::asks::{self, Ask, AskPaper};
use crate::text::{Texts, format};
use crate::web::pages::applications::paper_size;
use crate::web::{Answer, Fields, FormView, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![view]
}

/// A request as a list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: String,
    pub number: String,
    pub what: &'static str,
    /// Amount and day, as far as it has them.
    pub hint: String,
    /// The tag's class and word.
    pub tag: (&'static str, &'static str),
}

impl Listed {
    /// See the fields.
    pub fn of(t: Texts, ask: &Ask) -> Listed {
        let parts = [ask.amount.map(format::dong), ask.on_date.map(format::date)];
        Listed {
            id: ask.id.clone(),
            number: ask.number.clone(),
            what: t.asked_kind(ask.kind),
            hint: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            tag: tag(t, ask),
        }
    }
}

fn tag(t: Texts, ask: &Ask) -> (&'static str, &'static str) {
    let class = match ask.status {
        AskState::Open => "review",
        AskState::Done => "done",
        AskState::Refused => "rejected",
        AskState::Withdrawn => "withdrawn",
    };
    (class, t.ask_state(ask.kind, ask.status))
}

/// A file that came with it.
struct Paper {
    id: String,
    name: String,
    hint: String,
}

/// The page of a request.
#[derive(Template, WebTemplate)]
#[template(path = "asks/view.html")]
pub struct AskView {
    page: Page,
    crumbs: Vec<(String, String)>,
    form: FormView,
    id: String,
    number: String,
    cooperative: String,
    tag: (&'static str, &'static str),
    /// Who has to act while it is open.
    waits: Option<&'static str>,
    rows: Vec<(&'static str, String)>,
    answer: Option<String>,
    /// Where it was answered by a booking or a proposal: words and address.
    done_by: Option<(String, String)>,
    papers: Vec<Paper>,
    evidence: bool,
    /// The reader's own cooperative asked, and nobody has answered.
    own: bool,
    /// And the reader may take it back.
    takes_back: bool,
    /// The reader is the one to answer: the deed that does (words and address).
    deed: Option<(&'static str, String)>,
    in_words: bool,
}

/// A request with its papers, as this reader may see it; `form` is what was refused.
pub async fn shown(page: Page, office: &Office, user: &User, id: &str, form: Option<FormView>) -> Answer<AskView> {
    let (ask, papers) = office
        .store
        .read(async |tx| {
            let ask = asks::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let papers = asks::papers(tx, id).await?;
            Ok::<_, ActionError>((ask, papers))
        })
        .await?;
    views::note_view(office, user, "ask", &ask.id).await;
    let t = page.t;
    let open = ask.status == AskState::Open;
    let answers = may_answer(user, &ask);
    let own = open && user.acts_for(&ask.cooperative_id);
    let crumbs = vec![
        ("/loans".to_owned(), t.nav_loans().to_owned()),
        (format!("/loans/{}", ask.loan_id), ask.loan_number.clone()),
    ];
    let waits = if ask.kind == Kind::MoreTime { t.ask_waits_appraiser() } else { t.ask_waits_cashier() };
    Ok(AskView {
        crumbs,
        form: form.unwrap_or_else(|| FormView::new(t, Fields::default())),
        tag: tag(t, &ask),
        waits: open.then_some(waits),
        rows: rows(t, &ask),
        answer: ask.answer.clone(),
        done_by: done_by(t, &ask),
        papers: papers.into_iter().map(paper).collect(),
        evidence: ask.kind == Kind::Tranche,
        own,
        takes_back: own && (ask.made_by == user.id || user.chairs(&ask.cooperative_id)),
        deed: answers.then(|| deed(t, &ask)),
        in_words: matches!(ask.kind, Kind::Prepayment | Kind::MoreTime),
        id: ask.id,
        number: ask.number,
        cooperative: ask.cooperative_name,
        page: page.titled(t.asked_kind(ask.kind)),
    })
}

fn paper(paper: AskPaper) -> Paper {
    let on = format::date(crate::clock::business_date(paper.uploaded_at));
    Paper { id: paper.id, name: paper.file_name, hint: format!("{} · {on}", paper_size(paper.size_bytes)) }
}

/// The deed that answers it, and where it is filled in.
fn deed(t: Texts, ask: &Ask) -> (&'static str, String) {
    let at = |end: &str| format!("/loans/{}/{end}?ask={}", ask.loan_id, ask.id);
    match ask.kind {
        Kind::Tranche => (t.ask_pay_out(), at("disburse")),
        Kind::Payment => (t.ask_book(), at("repay")),
        Kind::Prepayment => (t.ask_book_prepayment(), at("prepay")),
        Kind::MoreTime => (t.ask_propose(), at("restructure")),
    }
}

fn done_by(t: Texts, ask: &Ask) -> Option<(String, String)> {
    match (&ask.event_id, &ask.restructuring_id, &ask.restructuring_number) {
        (Some(_), _, _) => Some((t.ask_see_loan().to_owned(), format!("/loans/{}", ask.loan_id))),
        (None, Some(id), Some(number)) => Some((number.clone(), format!("/restructurings/{id}"))),
        _ => None,
    }
}

fn rows(t: Texts, ask: &Ask) -> Vec<(&'static str, String)> {
    let detail = &ask.detail.0;
    let (amount, day, purpose) = match ask.kind {
        Kind::Tranche => (t.ask_amount_wanted(), t.ask_wanted_by(), t.ask_purpose()),
        Kind::Payment => (t.ask_amount_paid(), t.ask_paid_on(), t.ask_purpose()),
        Kind::Prepayment => (t.ask_sum(), t.ask_prepay_on(), t.ask_purpose()),
        Kind::MoreTime => (t.ask_sum(), t.ask_wanted_by(), t.ask_why()),
    };
    let effect = detail.effect.as_deref().map(|effect| t.loan_effect_name(effect).to_owned());
    let all = [
        (t.loan_number(), Some(ask.loan_number.clone())),
        (amount, ask.amount.map(format::dong)),
        (day, ask.on_date.map(format::date)),
        (t.ask_payee(), detail.payee.clone()),
        (purpose, detail.purpose.clone()),
        (t.ask_reference(), detail.reference.clone()),
        (t.loan_effect(), effect),
        (t.ask_plan(), detail.plan.clone()),
    ];
    let mut rows: Vec<_> = all.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect();
    rows.push((t.ask_sent_label(), t.ask_made(&ask.made_by_name, format::instant(ask.made_at))));
    if let (Some(by), Some(at)) = (&ask.closed_by_name, ask.closed_at) {
        rows.push((t.ask_answered_by(), t.ask_closed(by, format::instant(at))));
    }
    rows
}

#[get("/asks/<id>")]
async fn view(page: Page, reader: Reader, id: RecordId, office: &State<Office>) -> Answer<(Status, AskView)> {
    Ok((Status::Ok, shown(page, office, reader.user(), &id.0, None).await?))
}
