//! HTTP for members.

use actix_web::{
    get,
    web::{Data, Json},
};
use serde::Serialize;

use super::{
    model::{Listed, RecordRead},
    policy, queries,
};
use crate::{
    base::{
        actor::{Member, Profession, Role},
        clock::Timestamp,
        error::{Result, ensure},
        ids::PersonId,
    },
    platform::{app::App, http::Problem},
};

/// Registers the routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_members).service(who_read_my_record);
}

/// The members of a program.
#[derive(Serialize, utoipa::ToSchema)]
struct Members {
    members: Vec<MemberBody>,
}

/// A present or former member.
#[derive(Serialize, utoipa::ToSchema)]
struct MemberBody {
    id: PersonId,
    email: String,
    given_name: String,
    family_name: String,
    roles: Vec<Role>,
    training_year: Option<i32>,
    profession: Option<Profession>,
    /// A learner's own sets; empty where they are the program's.
    own_sets: Vec<String>,
    /// Whether they are a member now.
    active: bool,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
}

impl From<Listed> for MemberBody {
    fn from(listed: Listed) -> Self {
        Self {
            id: listed.id,
            email: listed.email,
            given_name: listed.given_name,
            family_name: listed.family_name,
            roles: listed.membership.roles().iter().copied().collect(),
            training_year: listed.membership.training_year(),
            profession: listed.membership.profession(),
            own_sets: listed.membership.own_sets().iter().map(ToString::to_string).collect(),
            active: listed.active,
            started_at: listed.started_at,
            ended_at: listed.ended_at,
        }
    }
}

/// List the members of a program, present and former.
///
/// For its coordinators and directors; for anybody else there is nothing here.
#[utoipa::path(
    tag = "members",
    params(("program" = String, Path, description = "The program")),
    responses((status = 200, body = Members), (status = 404, body = Problem))
)]
#[get("/programs/{program}/members")]
async fn list_members(app: Data<App>, reader: Member) -> Result<Json<Members>> {
    ensure(policy::may_list_members(&reader))?;
    let listed = queries::list(app.db.reader(), reader.program).await?;
    Ok(Json(Members { members: listed.into_iter().map(Into::into).collect() }))
}

/// Who read a record.
#[derive(Serialize, utoipa::ToSchema)]
struct RecordReads {
    reads: Vec<RecordRead>,
}

/// See who read my record as director or committee, newest first.
///
/// At most one line per reader and day, and at most the last 500. Always the caller's own record.
#[utoipa::path(
    tag = "members",
    params(("program" = String, Path, description = "The program")),
    responses((status = 200, body = RecordReads), (status = 404, body = Problem))
)]
#[get("/programs/{program}/record-reads")]
async fn who_read_my_record(app: Data<App>, me: Member) -> Result<Json<RecordReads>> {
    let reads = queries::record_reads(app.db.reader(), me.program, me.id).await?;
    Ok(Json(RecordReads { reads }))
}
