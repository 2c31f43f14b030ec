//! HTTP for the embedded sets.

use actix_web::{
    get,
    web::{Json, Path},
};
use serde::Serialize;

use super::{Framework, SetId, frameworks};
use crate::{
    base::error::{Error, Result},
    platform::http::{Problem, SignedIn},
};

/// Registers the routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_frameworks).service(read_framework);
}

/// The sets that come with the product.
#[derive(Serialize, utoipa::ToSchema)]
struct Sets {
    sets: Vec<SetBody>,
}

/// A set, in a line.
#[derive(Serialize, utoipa::ToSchema)]
struct SetBody {
    id: &'static str,
    specialty: &'static str,
    framework: &'static str,
    version: &'static str,
    /// How many there are.
    subcompetencies: usize,
}

impl From<&'static Framework> for SetBody {
    fn from(set: &'static Framework) -> Self {
        Self {
            id: set.id.as_str(),
            specialty: &set.specialty,
            framework: &set.framework,
            version: &set.version,
            subcompetencies: set.subcompetencies.len(),
        }
    }
}

/// List the sets that come with the product.
#[utoipa::path(tag = "frameworks", responses((status = 200, body = Sets), (status = 401, body = Problem)))]
#[get("/frameworks")]
async fn list_frameworks(_: SignedIn) -> Json<Sets> {
    Json(Sets { sets: frameworks().sets().iter().map(Into::into).collect() })
}

/// Read one set: competencies, subcompetencies, and descriptors in Waymark's own wording.
#[utoipa::path(
    tag = "frameworks",
    params(("set" = String, Path, description = "Such as `acgme-im-2`")),
    responses((status = 200, body = Framework), (status = 401, body = Problem), (status = 404, body = Problem))
)]
#[get("/frameworks/{set}")]
async fn read_framework(_: SignedIn, set: Path<String>) -> Result<Json<&'static Framework>> {
    let id = SetId::parse(&set).map_err(|_| Error::NotFound)?;
    frameworks().set(&id).map(Json).ok_or(Error::NotFound)
}
