//! The OpenAPI document: put together from the doors' own `Doc`s, and shown at `/api/docs` by files built into the program.
use std::collections::BTreeMap;

use rocket::Route;
use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, ObjectBuilder, OpenApi as Document, RefOr, Response, ResponseBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{KnownFormat, Ref};
use utoipa::{IntoParams, IntoResponses, Modify, OpenApi, PartialSchema, ToSchema};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::RecordId;
use crate::domain::money::Money;
use crate::domain::percent::Percent;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "coopfund",
        description = "The same deeds as the pages, for programs. Money is a whole number of dong, dates are `YYYY-MM-DD`, instants RFC 3339 in UTC, rates decimal strings in percent a year. Unknown fields are refused by name. A POST takes an `Idempotency-Key`: the same key and body gives the first answer again."
    ),
    servers((url = "/api/v1")),
    components(schemas(Problem, ProblemField)),
    modifiers(&Bearer),
    security(("token" = []))
)]
struct Root;

/// The whole description.
pub fn document() -> Document {
    let mut document = Root::openapi();
    document.merge(super::audit::Doc::openapi());
    document.merge(super::funds::Doc::openapi());
    document.merge(super::fund_account::Doc::openapi());
    document.merge(super::forecast::Doc::openapi());
    document.merge(super::waiting_list::Doc::openapi());
    document.merge(super::reports::Doc::openapi());
    document.merge(super::eligibility::Doc::openapi());
    document.merge(super::cooperatives::Doc::openapi());
    document.merge(super::relations::Doc::openapi());
    document.merge(super::applications::Doc::openapi());
    document.merge(super::applications::referral::Doc::openapi());
    document.merge(super::applications::PartsDoc::openapi());
    document.merge(super::applications::PapersDoc::openapi());
    document.merge(super::loans::Doc::openapi());
    document.merge(super::loans::AccountDoc::openapi());
    document.merge(super::asks::Doc::openapi());
    document.merge(super::ask_papers::Doc::openapi());
    document.merge(super::restructurings::Doc::openapi());
    for path in document.paths.paths.values_mut() {
        if let Some(post) = &mut path.post {
            post.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
        }
    }
    document
}

/// Every POST takes one.
fn idempotency_key() -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(200));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "A repetition with the same key and body gets the first answer again; with another body it is refused.",
        ))
        .schema(Some(text))
        .build()
}

/// For `params(…)` of a deed on a record that somebody else may have changed.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what guards::IfMatch reads")]
pub struct Changed {
    /// The `version` that was looked at: a later one makes the deed a `conflict`.
    #[param(rename = "If-Match", value_type = Option<String>)]
    if_match: Option<String>,
}

/// The page that shows it: `/api/docs`. Everything it loads is in the program, so it works offline.
pub fn page() -> Vec<Route> {
    let config = Config::new(["/api/v1/openapi.json"]).validator_url("none").doc_expansion("list").filter(true);
    SwaggerUi::new("/api/docs/<_..>").config(config).into()
}

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token of one's own, made by `coopfund token EMAIL` or on the account's page."))
            .build();
        document.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(token));
    }
}

/// Why something was not done (RFC 9457).
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what web::error writes")]
struct Problem {
    /// A path that names the kind of problem.
    r#type: String,
    title: String,
    status: u16,
    /// Stable: `unauthenticated`, `forbidden`, `not_found`, `conflict`, `insufficient_capital`, `same_person`, `wrong_state`,
    /// `invalid`, `not_eligible`, `over_limit`, `idempotency_mismatch`, `too_large`, `too_many_requests`, `unavailable` …
    code: String,
    /// A sentence for a person, in the language of the token's holder.
    detail: String,
    errors: Vec<ProblemField>,
}

/// What is wrong with one field.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what web::error writes")]
struct ProblemField {
    /// A JSON pointer into the body (`/collateral/0/value`), or `/NAME` of a query parameter.
    pointer: String,
    /// `required`, `unknown_field`, `wrong_type`, `not_a_date`, `not_positive` …
    code: String,
    detail: String,
}

fn problem(description: &str) -> RefOr<Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build().into()
}

/// For `responses(…, Refusals)` of a door that reads.
pub struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [
            ("401", "No token, or one that is no longer in force"),
            ("403", "The token's holder lacks the duty"),
            ("404", "Not there, or not yours: the two answer alike"),
            ("422", "Something sent is not acceptable; `errors` says what and where"),
            ("429", "Too many attempts"),
            ("503", "The database does not answer"),
        ]
        .into_iter()
        .map(|(status, description)| (status.to_owned(), problem(description)))
        .collect()
    }
}

/// For `responses(…, WriteRefusals)` of a door that changes something: also what a write may meet.
pub struct WriteRefusals;

impl IntoResponses for WriteRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut responses = Refusals::responses();
        let more = [
            ("409", "Another state, a stale version, the same person, or not enough capital: nothing was changed"),
            ("413", "More than 1 MiB; a file more than 10 MB"),
            ("415", "Not JSON"),
        ];
        responses.extend(more.map(|(status, description)| (status.to_owned(), problem(description))));
        responses
    }
}

impl PartialSchema for RecordId {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).into()
    }
}
impl ToSchema for RecordId {}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Int64);
        ObjectBuilder::new().schema_type(Type::Integer).format(Some(format)).description(Some("Whole dong")).into()
    }
}
impl ToSchema for Money {}

impl PartialSchema for Percent {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new().schema_type(Type::String).description(Some("Percent a year, a decimal"));
        object.examples([json!("7.9248")]).into()
    }
}
impl ToSchema for Percent {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_door_has_its_path_once_and_says_how_it_refuses() {
        let document = serde_json::to_value(document()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for route in super::super::routes() {
            let path = route.uri.path().replace('<', "{").replace('>', "}");
            if path != "/openapi.json" {
                let method = route.method.as_str().to_lowercase();
                let door = &paths.get(&path).unwrap_or_else(|| panic!("{path} is not described"))[method];
                assert!(door["responses"]["401"].is_object(), "{path}");
            }
        }
        assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
        assert!(document["components"]["schemas"]["Problem"].is_object());
    }
}
