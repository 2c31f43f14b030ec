//! HTTP for the snapshot.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CacheControl, CacheDirective, ETag, EntityTag, Header, IfNoneMatch},
    web::Data,
};
use sha2::{Digest, Sha256};

use super::queries::{self, Reference};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
    },
    platform::{app::App, http::Problem},
};

/// Registers the routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(read_reference);
}

/// Read the snapshot of a program that a device holds: framework, people, coaching, rotations.
///
/// Send the `ETag` of the last answer as `If-None-Match`: where nothing has changed the answer is 304 without a body.
#[utoipa::path(
    tag = "reference",
    params(
        ("program" = String, Path, description = "The program"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of the last answer")
    ),
    responses(
        (status = 200, body = Reference, headers(("ETag" = String, description = "Of exactly this content"))),
        (status = 304, description = "Nothing has changed"),
        (status = 404, body = Problem)
    )
)]
#[get("/programs/{program}/reference")]
async fn read_reference(app: Data<App>, reader: Member, request: HttpRequest) -> Result<HttpResponse> {
    let snapshot = queries::reference(app.db.reader(), reader.program, &app.settings.support, app.clock.now()).await?;
    let body = serde_json::to_vec(&snapshot.ok_or(Error::NotFound)?)?;
    let tag = EntityTag::new_strong(hex(&Sha256::digest(&body)));
    let known = match IfNoneMatch::parse(&request) {
        Ok(IfNoneMatch::Any) => true,
        // Weakly, for a proxy that compresses may weaken a tag.
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|one| one.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header(ETag(tag)).insert_header(CacheControl(vec![CacheDirective::Private, CacheDirective::NoCache]));
    Ok(if known { answer.finish() } else { answer.content_type("application/json").body(body) })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
