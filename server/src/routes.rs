//! Contents page of the API: one line per feature. What is registered here is in the OpenAPI document.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    dev::ResourceDef,
    get,
    http::header::{self, HeaderValue},
    web,
};
use utoipa::{
    OpenApi as _,
    openapi::{ContentBuilder, OpenApi, PathItem, Ref, ResponseBuilder, path::Operation, security},
};
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};
use utoipa_swagger_ui::{Config as DocsConfig, SwaggerUi};

use crate::{
    base::error::{Error, Result},
    features::{
        calendar, campaigns, feedback, frameworks, guard, guests, jots, members, notifications, plans, programs,
        reference, reflections, requests, sessions,
    },
    platform::{
        app::App,
        http::{Problem, assets, health},
    },
    sync,
};

#[cfg(test)]
mod matrix;

/// Registers everything that is part of the API.
pub fn api(config: &mut ServiceConfig) {
    config.configure(health::routes).service(scope("/api/v1").configure(|v1| {
        v1.service(own_document)
            .configure(sessions::routes)
            .configure(frameworks::routes)
            .configure(programs::routes)
            .configure(reference::routes)
            .configure(members::routes)
            .configure(feedback::routes)
            .configure(jots::routes)
            .configure(requests::routes)
            .configure(guests::routes)
            .configure(plans::routes)
            .configure(calendar::routes)
            .configure(reflections::routes)
            .configure(campaigns::routes)
            .configure(notifications::routes)
            .configure(sync::routes);
    }));
}

/// Registers the readable documentation, and the web app for whatever is not the API.
pub fn pages(config: &mut web::ServiceConfig) {
    config
        .service(web::redirect("/api/docs", "/api/docs/"))
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(DocsConfig::from("/api/v1/openapi.json")))
        .default_service(web::to(whatever_else));
}

/// The OpenAPI document of everything registered in [`api`].
pub fn document() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| {
        let app = actix_web::App::new().into_utoipa_app().openapi(Document::openapi()).configure(api);
        let (_, mut document) = app.split_for_parts();
        for (_, operation) in document.paths.paths.values_mut().flat_map(operations_mut) {
            let schema = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let problem = ResponseBuilder::new()
                .description("A problem; `code` says which.")
                .content("application/problem+json", schema);
            operation.responses.responses.entry("default".into()).or_insert_with(|| problem.build().into());
        }
        document
    });
    &DOCUMENT
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Waymark",
        description = "Feedback and action plans in graduate medical education. Problems are \
                       `application/problem+json`; their `code` is stable, their words are not.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(
        Problem,
        // What operations carry and changes bring, where no route says so.
        feedback::GiveFeedback,
        feedback::model::Amend,
        feedback::model::Withdraw,
        feedback::model::Redact,
        feedback::EntryWire,
        feedback::AmendmentWire,
        jots::KeepJot,
        jots::DropJot,
        jots::JotWire,
        requests::Ask,
        requests::Decline,
        requests::WithdrawRequest,
        requests::RequestWire,
        plans::StartPlan,
        plans::EditGoal,
        plans::EditSteps,
        plans::EditReview,
        plans::AcceptPlan,
        plans::ClosePlan,
        plans::ReopenPlan,
        plans::AddProgress,
        plans::PlanWire,
        plans::PlanGoalWire,
        plans::ProgressWire,
        reflections::Respond,
        reflections::Reflect,
        reflections::Share,
        reflections::ResponseWire,
        reflections::ReflectionWire,
        notifications::MarkRead,
        notifications::ReadMarkWire,
        notifications::OpenNotification,
        notifications::NotificationWire,
        notifications::Prefer,
        notifications::PreferencesWire,
        guard::KeepWords,
        guard::GuardMarkWire,
        sync::held::HeldWire,
    )),
    modifiers(&BearerTokens)
)]
struct Document;

struct BearerTokens;

impl utoipa::Modify for BearerTokens {
    fn modify(&self, document: &mut OpenApi) {
        let bearer = security::HttpBuilder::new()
            .scheme(security::HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The `access_token` of `POST /session`; it lives for ten minutes."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("access_token", security::SecurityScheme::Http(bearer));
        document.security = Some(vec![security::SecurityRequirement::new::<_, [&str; 0], &str>("access_token", [])]);
    }
}

/// This document.
#[utoipa::path(tag = "operation", responses((status = 200, description = "OpenAPI 3.1", body = Object)), security(()))]
#[get("/openapi.json")]
async fn own_document() -> HttpResponse {
    HttpResponse::Ok().json(document())
}

/// No route took the request: a problem under `/api` or at a route's own path, and the web app elsewhere.
async fn whatever_else(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse> {
    let path = request.path();
    match allowed_at(path) {
        Some(allowed) => {
            let mut answer = Error::Http { status: 405, code: "method_not_allowed" }.error_response();
            answer.headers_mut().insert(header::ALLOW, allowed);
            Ok(answer)
        }
        None if path == "/api" || path.starts_with("/api/") => Err(Error::NotFound),
        None => assets::answer(&app, &request).await,
    }
}

/// The methods that are registered for a path, as `Allow` has them.
fn allowed_at(path: &str) -> Option<HeaderValue> {
    static KNOWN: LazyLock<Vec<(ResourceDef, String)>> = LazyLock::new(|| {
        let mut document = document().clone();
        let paths = document.paths.paths.iter_mut().map(|(pattern, item)| {
            let methods: Vec<&str> = operations_mut(item).into_iter().map(|(method, _)| method).collect();
            (ResourceDef::new(pattern.as_str()), methods.join(", "))
        });
        paths.collect()
    });
    let (_, methods) = KNOWN.iter().find(|(pattern, _)| pattern.is_match(path))?;
    HeaderValue::from_str(methods).ok()
}

fn operations_mut(item: &mut PathItem) -> Vec<(&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?))).collect()
}
