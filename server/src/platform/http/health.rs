//! Whether the process is alive, and whether it can do its work.

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    base::error::{Error, OrLog, Result},
    platform::app::App,
};

/// That all is well.
#[derive(Serialize, utoipa::ToSchema)]
struct Well {
    /// Always `ok`.
    status: &'static str,
}

/// Alive: the process answers.
#[utoipa::path(tag = "operation", responses((status = 200, body = Well)))]
#[get("/healthz")]
async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(Well { status: "ok" })
}

/// Ready: the database is reachable and its schema is this program's own.
#[utoipa::path(tag = "operation", responses((status = 200, body = Well), (status = 503, body = super::Problem)))]
#[get("/readyz")]
async fn ready(app: web::Data<App>) -> Result<HttpResponse> {
    match app.db.ready().await {
        Ok(()) => Ok(HttpResponse::Ok().json(Well { status: "ok" })),
        not_yet => {
            not_yet.or_log("not ready");
            Err(Error::Http { status: 503, code: "not_ready" })
        }
    }
}

/// Registers `/healthz` and `/readyz`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(alive).service(ready);
}
