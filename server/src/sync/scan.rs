//! A learner's screen scanned with a phone's own camera, by somebody on no list: the browser leads to the guest's form.

use actix_web::{HttpRequest, HttpResponse, http::header, post, web};
use serde::Deserialize;

use super::meeting;
use crate::{
    base::error::Result,
    features::{
        guests::{self, api::GuestSession},
        members::Email,
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, client_address},
    },
};

/// What was scanned, and by whom.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Scan {
    /// What stands behind the `#`.
    code: String,
    /// Where the digits are to go that prove whose it is.
    mail: String,
}

/// Open a request that was scanned, as a guest.
#[utoipa::path(tag = "guests", request_body = Scan, security(()),
    responses((status = 200, body = GuestSession), (status = 422, body = Problem, description = "as `code_problem`"),
        (status = 429, body = Problem)))]
#[post("/guest/scan")]
pub(super) async fn open_scanned(app: web::Data<App>, request: HttpRequest, body: Body<Scan>) -> Result<HttpResponse> {
    let mail = Email::parse(&body.0.mail)?;
    app.throttle.try_to_sign_in(mail.as_str(), client_address(&request, &app.settings.trusted_proxies))?;
    let request = meeting::scanned(&app.db, &body.0.code, app.clock.now()).await?;
    let open = async move |tx: &mut Tx<'_>| guests::commands::open(tx, request, Some(&mail)).await;
    let token = app.db.write(None, open).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(GuestSession::of(&token)))
}
