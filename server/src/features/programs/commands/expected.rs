//! Saying what a program expects.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
    },
    entities::{expected_band, program},
    features::programs::{model::ExpectedBands, policy, queries},
    platform::{audit::Action, db::Tx},
};

/// Sets what the program expects by year of training, in place of all it expected before.
///
/// # Errors
/// `set_not_of_program` with the field, or "not found" for whoever may not.
pub async fn set_expected_bands(tx: &mut Tx<'_>, by: &Member, bands: &ExpectedBands) -> Result<()> {
    ensure(policy::may_set_expected_bands(by))?;
    // One at a time: of two who save at once, the later one's list is the whole list.
    let mine = program::Entity::find_by_id(by.program).lock_exclusive().one(tx.connection()).await?;
    ensure(mine.is_some())?;
    let sets = queries::sets_of(tx.connection(), by.program).await?;
    if let Some(index) = bands.as_slice().iter().position(|band| !sets.contains(&band.set)) {
        return Err(Error::invalid("set_not_of_program", format!("bands[{index}].set")));
    }

    expected_band::Entity::delete_many()
        .filter(expected_band::Column::ProgramId.eq(by.program))
        .exec(tx.connection())
        .await?;
    let rows: Vec<_> = bands
        .as_slice()
        .iter()
        .map(|band| {
            let row = expected_band::Model {
                program_id: by.program,
                set_id: band.set.to_string(),
                training_year: band.training_year,
                low: band.low,
                high: band.high,
            };
            row.into_active_model()
        })
        .collect();
    if !rows.is_empty() {
        expected_band::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    let said: Vec<String> = bands
        .as_slice()
        .iter()
        .map(|band| format!("{} {} {} {}", band.set, band.training_year, band.low.half_steps(), band.high.half_steps()))
        .collect();
    tx.audit(Action::ProgramChanged, Some(by.program), by.program, Some(said.join("\n").as_bytes()));
    Ok(())
}
