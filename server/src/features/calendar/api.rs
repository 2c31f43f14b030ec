//! HTTP. A handler only translates.

use actix_web::{HttpResponse, delete, get, post, put, web};
use serde::{Deserialize, Serialize};

use super::{commands, model, queries, write};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
    },
    features::guests::Token,
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem, SignedIn},
    },
};

/// The routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(read_calendar).service(my_feed).service(make_feed).service(choose_feed).service(revoke_feed);
}

/// The secret of a feed's address. It is in the query, which no log of ours has.
#[derive(Deserialize, utoipa::IntoParams)]
struct Address {
    /// As the address was given.
    #[serde(default)]
    key: String,
}

/// A calendar feed, for calendar programs: whoever knows the address reads it. An address that never was, was renewed or
/// revoked is the same 404.
#[utoipa::path(tag = "calendar", params(Address), security(()),
    responses((status = 200, content_type = "text/calendar", body = String), (status = 404, body = Problem)))]
#[get("/calendar")]
async fn read_calendar(app: web::Data<App>, address: web::Query<Address>) -> Result<HttpResponse> {
    let secret = Token::parse(&address.key).ok_or(Error::NotFound)?;
    let feed = queries::feed_at(app.db.reader(), &secret).await?.ok_or(Error::NotFound)?;
    let (person, now) = (feed.person_id, app.clock.now());
    let due = queries::due(app.db.reader(), person, feed.shows_goal, now).await?;
    let kept = queries::kept(app.db.reader(), person).await?;
    // Most of the time nothing has changed since a calendar asked last.
    let mut said = model::next(person, kept.clone(), &due, now);
    if said != kept {
        let due = due.clone();
        said = app.db.write(None, async move |tx: &mut Tx<'_>| commands::say(tx, person, &due).await).await?;
    }
    let calendar = write::calendar(&model::events(&said, &due));
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(calendar))
}

/// My calendar feed. Its address was told once, when it was made.
#[derive(Serialize, utoipa::ToSchema)]
struct FeedBody {
    /// Whether there is one.
    made_at: Option<Timestamp>,
    /// Whether it says the goals of my own plans.
    shows_goal: bool,
}

/// My calendar feed.
#[utoipa::path(tag = "calendar", responses((status = 200, body = FeedBody), (status = 401, body = Problem)))]
#[get("/calendar/feed")]
async fn my_feed(app: web::Data<App>, who: SignedIn) -> Result<HttpResponse> {
    let feed = queries::feed(app.db.reader(), who.person).await?;
    let shows_goal = feed.as_ref().is_some_and(|feed| feed.shows_goal);
    Ok(HttpResponse::Ok().json(FeedBody { made_at: feed.map(|feed| feed.made_at), shows_goal }))
}

/// How a feed is to be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct FeedRequest {
    /// Whether it says the goals of my own plans.
    shows_goal: bool,
}

/// The address of a feed.
#[derive(Serialize, utoipa::ToSchema)]
struct FeedAddress {
    /// For a calendar program; whoever has it reads the feed.
    url: String,
}

/// Make my calendar feed, or renew its address: the one before leads nowhere then.
#[utoipa::path(tag = "calendar", request_body = FeedRequest,
    responses((status = 201, body = FeedAddress), (status = 401, body = Problem)))]
#[post("/calendar/feed")]
async fn make_feed(app: web::Data<App>, who: SignedIn, body: Body<FeedRequest>) -> Result<HttpResponse> {
    let (person, shows_goal) = (who.person, body.0.shows_goal);
    let make = async move |tx: &mut Tx<'_>| commands::make(tx, person, shows_goal).await;
    let secret = app.db.write(Some(person), make).await?;
    let url = format!("{}/api/v1/calendar?key={secret}", app.settings.public_url);
    Ok(HttpResponse::Created().json(FeedAddress { url }))
}

/// Choose what my calendar feed says.
#[utoipa::path(tag = "calendar", request_body = FeedRequest,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
#[put("/calendar/feed")]
async fn choose_feed(app: web::Data<App>, who: SignedIn, body: Body<FeedRequest>) -> Result<HttpResponse> {
    let (person, shows_goal) = (who.person, body.0.shows_goal);
    app.db.write(Some(person), async move |tx: &mut Tx<'_>| commands::choose(tx, person, shows_goal).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// End my calendar feed.
#[utoipa::path(tag = "calendar", responses((status = 204), (status = 401, body = Problem)))]
#[delete("/calendar/feed")]
async fn revoke_feed(app: web::Data<App>, who: SignedIn) -> Result<HttpResponse> {
    let person = who.person;
    app.db.write(Some(person), async move |tx: &mut Tx<'_>| commands::revoke(tx, person).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
