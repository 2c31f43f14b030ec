//! HTTP for members.

use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json},
};
use serde::{Deserialize, Serialize};

use super::{
    commands::{ForDates, add_for_dates},
    model::{Dates, Listed, NewPerson, RecordRead},
    policy, queries,
};
use crate::{
    base::{
        actor::{Member, Profession, Role},
        clock::Timestamp,
        day::Day,
        error::{Error, Result, ensure},
        ids::PersonId,
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

/// Registers the routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_members).service(add_assessor_for_dates).service(who_read_my_record);
}

/// The members of a program.
#[derive(Serialize, utoipa::ToSchema)]
struct Members {
    members: Vec<MemberBody>,
}

/// A member, present, former or to come.
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
    /// When they joined, or will.
    started_at: Timestamp,
    /// When they left, or will.
    ended_at: Option<Timestamp>,
    /// The first day of whoever is a member for some days only.
    starts_on: Option<Day>,
    /// The last of these days.
    ends_on: Option<Day>,
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
            starts_on: listed.membership.dates().map(|dates| dates.starts_on().clone()),
            ends_on: listed.membership.dates().map(|dates| dates.ends_on().clone()),
        }
    }
}

/// List the members of a program: present, former and to come.
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
    let listed = queries::list(app.db.reader(), reader.program, app.clock.now()).await?;
    Ok(Json(Members { members: listed.into_iter().map(Into::into).collect() }))
}

/// Somebody of another program or department, who gives feedback here for some days.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AddAssessor {
    /// How they are known, and sign in.
    email: String,
    /// Counts only where nobody is known by this address.
    given_name: String,
    /// As the given name.
    family_name: String,
    /// `faculty` or `team`.
    role: Role,
    /// Needed of the team.
    #[serde(default)]
    profession: Option<Profession>,
    /// The first day, in the program's time zone.
    starts_on: String,
    /// The last day.
    ends_on: String,
}

impl AddAssessor {
    fn parse(&self) -> Result<ForDates> {
        let day = |text: &str, field| Day::parse(text).ok_or(Error::invalid("unreadable_date", field));
        Ok(ForDates {
            person: NewPerson::parse(&self.email, &self.given_name, &self.family_name)?,
            role: self.role,
            profession: self.profession,
            dates: Dates::new(day(&self.starts_on, "starts_on")?, day(&self.ends_on, "ends_on")?)?,
        })
    }
}

/// Add an assessor for some days, or give one who was added so other days.
///
/// For the program's coordinators. They belong to the program on these days only, and begin and end by themselves.
#[utoipa::path(
    tag = "members",
    params(("program" = String, Path, description = "The program")),
    request_body = AddAssessor,
    responses((status = 201, body = MemberBody), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "already_a_member, deactivated"), (status = 422, body = Problem))
)]
#[post("/programs/{program}/members")]
async fn add_assessor_for_dates(app: Data<App>, by: Member, body: Body<AddAssessor>) -> Result<HttpResponse> {
    ensure(policy::may_add_for_dates(&by))?;
    let (new, program, actor) = (body.0.parse()?, by.program, by.id);
    let add = async move |tx: &mut Tx<'_>| add_for_dates(tx, &by, &new).await;
    let added = app.db.write(Some(actor), add).await?;
    let listed = queries::list(app.db.reader(), program, app.clock.now()).await?;
    let member = listed.into_iter().find(|member| member.id == added).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Created().json(MemberBody::from(member)))
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
