//! Posters of wards.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::to_change;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::UnitId,
    },
    entities::{campaign_code, campaign_unit, rater_session},
    features::{
        campaigns::{
            model::HEAD_COUNTS,
            policy,
            rows::{self, Stored},
            wire::MakeUnit,
            word,
        },
        guests::Token,
    },
    platform::{audit::Action, auth::keys::Keys, db::Tx},
};

/// Makes a ward's poster: its secret and its word, which are known this once.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `over`, `id_taken`; 422 `no_such_rotation`, `bad_window` (until),
/// `bad_head_count`, `nobody_worked_there`.
pub async fn make_unit(
    tx: &mut Tx<'_>,
    keys: &Keys,
    by: &Member,
    campaign: crate::base::ids::CampaignId,
    new: MakeUnit,
) -> Result<(Token, String)> {
    let (stored, _) = to_change(tx, by, campaign).await?;
    ensure(policy::may_run(by))?;
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    if rows::rotation_name(tx.connection(), by.program, new.rotation).await?.is_none() {
        return Err(Error::invalid("no_such_rotation", "rotation"));
    }
    if new.until < new.from {
        return Err(Error::invalid("bad_window", "until"));
    }
    if !HEAD_COUNTS.contains(&new.head_count) {
        return Err(Error::invalid("bad_head_count", "head_count"));
    }
    let word = word::fresh(|bytes| tx.fill(bytes));
    let row = campaign_unit::Model {
        id: new.id,
        campaign_id: campaign,
        rotation_id: new.rotation,
        from_day: new.from,
        until_day: new.until,
        head_count: new.head_count,
        word_code: word::code(keys, new.id.0, &word),
        revoked: false,
    };
    if rows::worked_there(tx.connection(), by.program, &row).await?.is_empty() {
        return Err(Error::invalid("nobody_worked_there", "rotation"));
    }
    let inserted = campaign_unit::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await;
    inserted.map_err(Error::of_insert)?;
    tx.audit(Action::UnitCodeMade, Some(by.program), new.id, None);
    Ok((make_code(tx, new.id).await?, word))
}

/// Another secret and another word for the same poster; the one before opens nothing any more.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 409 `over`.
pub async fn reprint(tx: &mut Tx<'_>, keys: &Keys, by: &Member, id: UnitId) -> Result<(Token, String)> {
    let (unit, stored) = unit_to_change(tx, by, id).await?;
    if !stored.is_running() {
        return Err(Error::conflict("over"));
    }
    stop(tx, id).await?;
    let word = word::fresh(|bytes| tx.fill(bytes));
    let mut row = unit.into_active_model();
    row.word_code = Set(word::code(keys, id.0, &word));
    row.revoked = Set(false);
    row.update(tx.connection()).await?;
    tx.audit(Action::UnitCodeMade, Some(by.program), id, None);
    Ok((make_code(tx, id).await?, word))
}

/// Stops a poster, and whatever browser came by it.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not.
pub async fn revoke_unit(tx: &mut Tx<'_>, by: &Member, id: UnitId) -> Result<()> {
    let (unit, _) = unit_to_change(tx, by, id).await?;
    stop(tx, id).await?;
    rater_session::Entity::delete_many().filter(rater_session::Column::UnitId.eq(id)).exec(tx.connection()).await?;
    let mut row = unit.into_active_model();
    row.revoked = Set(true);
    row.update(tx.connection()).await?;
    tx.audit(Action::UnitCodeRevoked, Some(by.program), id, None);
    Ok(())
}

async fn unit_to_change(tx: &Tx<'_>, by: &Member, id: UnitId) -> Result<(campaign_unit::Model, Stored)> {
    let unit = campaign_unit::Entity::find_by_id(id).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let (stored, _) = to_change(tx, by, unit.campaign_id).await?;
    ensure(policy::may_run(by))?;
    Ok((unit, stored))
}

async fn stop(tx: &Tx<'_>, id: UnitId) -> Result<()> {
    campaign_code::Entity::delete_many().filter(campaign_code::Column::UnitId.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

async fn make_code(tx: &mut Tx<'_>, unit: UnitId) -> Result<Token> {
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let row = campaign_code::Model { token_hash: token.hash(), rater_id: None, unit_id: Some(unit) };
    campaign_code::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(token)
}
