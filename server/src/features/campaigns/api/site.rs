//! HTTP for what a site says once.

use actix_web::{
    HttpResponse, get, post, put,
    web::{Data, Json},
};

use crate::{
    base::{actor::Member, error::Result, ids::ProgramId},
    features::campaigns::{
        commands,
        form::{EditForm, Form},
        queries,
        wire::{NamedRoute, NamedRouteBody},
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(read_named_route).service(set_named_route).service(read_form).service(edit_form);
}

async fn route_of(app: &App, program: ProgramId) -> Result<Json<NamedRouteBody>> {
    let named_route = queries::named_route(app.db.reader(), program).await?.map(Into::into);
    Ok(Json(NamedRouteBody { named_route }))
}

/// Whom to turn to by name about safety, threats, discrimination or mistreatment.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)),
    responses((status = 200, body = NamedRouteBody), (status = 404, body = Problem)))]
#[get("/programs/{program}/named-route")]
async fn read_named_route(app: Data<App>, reader: Member) -> Result<Json<NamedRouteBody>> {
    route_of(&app, reader.program).await
}

/// Say whom to turn to by name. A program does so before its first campaign.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)), request_body = NamedRoute,
    responses((status = 200, body = NamedRouteBody), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "empty, too_long")))]
#[put("/programs/{program}/named-route")]
async fn set_named_route(app: Data<App>, by: Member, body: Body<NamedRoute>) -> Result<Json<NamedRouteBody>> {
    let (new, program, actor) = (body.0, by.program, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::set_named_route(tx, &by, &new).await).await?;
    route_of(&app, program).await
}

/// The form a campaign of the program would begin with.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)),
    responses((status = 200, body = Form), (status = 404, body = Problem)))]
#[get("/programs/{program}/campaign-form")]
async fn read_form(app: Data<App>, reader: Member) -> Result<Json<Form>> {
    Ok(Json(queries::form(app.db.reader(), reader.program).await?))
}

/// Give the program its own form, as the next version.
#[utoipa::path(tag = "campaigns", params(("program" = ProgramId, Path)), request_body = EditForm,
    responses((status = 201, body = Form), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "stale"),
        (status = 422, body = Problem, description = "no_items, too_many_items, too_many_questions, bad_id, id_taken, \
            unknown_theme, empty, too_long")))]
#[post("/programs/{program}/campaign-form")]
async fn edit_form(app: Data<App>, by: Member, body: Body<EditForm>) -> Result<HttpResponse> {
    let (edit, actor) = (body.0, by.id);
    let form =
        app.db.write(Some(actor), async move |tx: &mut Tx<'_>| commands::edit_form(tx, &by, &edit).await).await?;
    Ok(HttpResponse::Created().json(form))
}
