//! HTTP. A handler only translates.

mod campaigns;
mod facilitator;
mod guests;
mod invitations;
mod site;

use actix_web::HttpResponse;
use serde::Serialize;

use super::{queries, wire::CampaignWire};
use crate::{
    base::{actor::Member, error::Result, ids::CampaignId},
    platform::app::App,
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .configure(site::routes)
        .configure(campaigns::routes)
        .configure(invitations::routes)
        .configure(facilitator::routes)
        .configure(guests::routes);
}

/// It was done, and there is nothing to tell.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CampaignDone)]
struct Done {}

/// A campaign as it is after a change.
async fn told(app: &App, reader: &Member, id: CampaignId) -> Result<CampaignWire> {
    queries::campaign(app.db.reader(), reader, id).await
}

fn done() -> HttpResponse {
    HttpResponse::Ok().json(Done {})
}
