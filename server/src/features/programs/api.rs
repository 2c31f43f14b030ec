//! HTTP for what a program's own people set.

use actix_web::{
    put,
    web::{Data, Json},
};
use serde::{Deserialize, Serialize};

use super::{
    commands::set_expected_bands,
    model::{ExpectedBand, ExpectedBands},
    policy, queries,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
    },
    platform::{
        app::App,
        db::Tx,
        http::{Body, Problem},
    },
};

/// Registers the routes of this feature.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(say_what_is_expected);
}

/// All that a program expects; whatever is not in it is not expected any more.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SetExpectedBands {
    /// At most one for a set and a year of training.
    bands: Vec<NewBand>,
}

/// From which level to which learners of one set and one year of training are expected.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBand {
    /// One of the program's sets.
    set: String,
    /// The year of training, 1 to 8.
    training_year: i64,
    /// The lower end, in half-steps: 0, or 2 to 10.
    low: i64,
    /// The upper end, in half-steps.
    high: i64,
}

impl SetExpectedBands {
    fn parse(&self) -> Result<ExpectedBands> {
        let sent = self.bands.iter().map(|band| (band.set.as_str(), band.training_year, band.low, band.high));
        ExpectedBands::parse(sent)
    }
}

/// What a program expects.
#[derive(Serialize, utoipa::ToSchema)]
struct ExpectedBandsBody {
    /// By set in the program's order, then by year of training.
    bands: Vec<ExpectedBand>,
}

/// Say what the program expects of its learners by year of training, in place of what it expected before.
///
/// For its directors and coordinators. It is the program's own expectation and no target of anybody else's; devices get
/// it with the snapshot of the program.
#[utoipa::path(
    tag = "programs",
    params(("program" = String, Path, description = "The program")),
    request_body = SetExpectedBands,
    responses((status = 200, body = ExpectedBandsBody), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "set_not_of_program, training_year_out_of_range, \
            level_out_of_scale, low_above_high, duplicate"))
)]
#[put("/programs/{program}/expected-bands")]
async fn say_what_is_expected(
    app: Data<App>,
    by: Member,
    body: Body<SetExpectedBands>,
) -> Result<Json<ExpectedBandsBody>> {
    ensure(policy::may_set_expected_bands(&by))?;
    let (bands, program, actor) = (body.0.parse()?, by.program, by.id);
    app.db.write(Some(actor), async move |tx: &mut Tx<'_>| set_expected_bands(tx, &by, &bands).await).await?;
    let of = queries::program(app.db.reader(), program).await?.ok_or(Error::NotFound)?;
    Ok(Json(ExpectedBandsBody { bands: queries::expected_bands(app.db.reader(), &of).await? }))
}
