//! Raters who open a link: a session for one form, about those listed.

use jiff::SignedDuration;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
    },
    entities::{campaign, campaign_code, campaign_rater_subject, campaign_unit, rater_session},
    features::{
        campaigns::{
            model::State,
            rows::{self, Stored},
            word,
        },
        guests::Token,
    },
    platform::{auth::keys::Keys, db::Tx},
};

/// How long a browser stays with the form, in milliseconds.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A browser that came by a link.
pub struct Came {
    /// The secret of its session.
    pub token: Token,
    /// Whether the link is one person's own.
    pub personal: bool,
}

/// Opens a session by what stands behind the `#` of a link.
///
/// # Errors
/// 401 `no_such_link`, `link_used`, `campaign_over`, `not_yet_open`.
pub async fn come(tx: &mut Tx<'_>, link: &Token) -> Result<Came> {
    let code = campaign_code::Entity::find_by_id(link.hash()).one(tx.connection()).await?;
    let code = code.ok_or(Error::Unauthenticated("no_such_link"))?;
    let campaign = campaign_of(tx, &code).await?.ok_or(Error::Unauthenticated("no_such_link"))?;
    match campaign.row.state {
        State::Open => {}
        State::Proposed | State::Approved => return Err(Error::Unauthenticated("not_yet_open")),
        State::Refused | State::Closed | State::Released | State::Unreleased => {
            return Err(Error::Unauthenticated("campaign_over"));
        }
    }
    if let Some(rater) = code.rater_id {
        let left = campaign_rater_subject::Entity::find()
            .filter(campaign_rater_subject::Column::RaterId.eq(rater))
            .filter(campaign_rater_subject::Column::Used.eq(false));
        if left.one(tx.connection()).await?.is_none() {
            return Err(Error::Unauthenticated("link_used"));
        }
    }
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let row = rater_session::Model {
        token_hash: token.hash(),
        campaign_id: campaign.row.id,
        rater_id: code.rater_id,
        unit_id: code.unit_id,
        word_given: code.rater_id.is_some(),
        expires_at: end_of_day(tx.now().plus(LIFETIME)),
    };
    rater_session::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(Came { token, personal: code.rater_id.is_some() })
}

async fn campaign_of(tx: &Tx<'_>, code: &campaign_code::Model) -> Result<Option<Stored>> {
    use crate::entities::campaign_rater;
    let id = match (code.rater_id, code.unit_id) {
        (Some(rater), _) => {
            campaign_rater::Entity::find_by_id(rater).one(tx.connection()).await?.map(|row| row.campaign_id)
        }
        (None, Some(unit)) => {
            campaign_unit::Entity::find_by_id(unit).one(tx.connection()).await?.map(|row| row.campaign_id)
        }
        (None, None) => None,
    };
    let Some(id) = id else { return Ok(None) };
    campaign::Entity::find_by_id(id).one(tx.connection()).await?.map(Stored::of).transpose()
}

/// The end of the day a moment is in, in UTC: nobody learns from it when somebody came.
fn end_of_day(at: Timestamp) -> Timestamp {
    Timestamp((at.0.div_euclid(DAY_MS) + 1) * DAY_MS)
}

/// The session of this token. It reads its form until it expires; what it sealed before is taken until the window closes.
///
/// # Errors
/// 401 `no_session`; a fault of the database.
pub async fn find_session(
    connection: &impl sea_orm::ConnectionTrait,
    token: &Token,
    reading_at: Option<Timestamp>,
) -> Result<rater_session::Model> {
    let found = rater_session::Entity::find_by_id(token.hash()).one(connection).await?;
    let found = found.filter(|session| reading_at.is_none_or(|now| now < session.expires_at));
    found.ok_or(Error::Unauthenticated("no_session"))
}

/// Tries the word of a ward, without which a poster lists nobody.
///
/// # Errors
/// 400 `wrong_word`; 409 `no_word_needed`.
pub async fn give_word(tx: &mut Tx<'_>, keys: &Keys, session: &rater_session::Model, typed: &str) -> Result<()> {
    let Some(unit) = session.unit_id else { return Err(Error::conflict("no_word_needed")) };
    let unit = campaign_unit::Entity::find_by_id(unit).one(tx.connection()).await?;
    let unit = unit.ok_or(Error::Unauthenticated("no_session"))?;
    if !word::is_code(keys, unit.id.0, typed, &unit.word_code) {
        return Err(Error::Http { status: 400, code: "wrong_word" });
    }
    rater_session::Entity::update_many()
        .col_expr(rater_session::Column::WordGiven, Expr::value(true))
        .filter(rater_session::Column::TokenHash.eq(session.token_hash.clone()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Forgets sessions of campaigns that are not open. They stay until then, for what was sealed without a network.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &Tx<'_>) -> Result<()> {
    let over = "DELETE FROM rater_sessions WHERE campaign_id NOT IN (SELECT id FROM campaigns WHERE state = 'open')";
    tx.execute(over, Vec::new()).await?;
    Ok(())
}

/// Whom a session lists, each with whether its code was used for them.
///
/// # Errors
/// A fault of the database.
pub(in crate::features::campaigns) async fn listed(
    connection: &impl sea_orm::ConnectionTrait,
    stored: &Stored,
    session: &rater_session::Model,
) -> Result<Vec<(crate::entities::campaign_subject::Model, bool)>> {
    let all = rows::subjects(connection, stored.row.id).await?;
    let open = all.into_iter().filter(|subject| subject.outcome.is_none());
    if let Some(rater) = session.rater_id {
        let asked = campaign_rater_subject::Entity::find()
            .filter(campaign_rater_subject::Column::RaterId.eq(rater))
            .all(connection)
            .await?;
        let asked = |subject: crate::entities::campaign_subject::Model| {
            let used = asked.iter().find(|one| one.subject_id == subject.id)?.used;
            Some((subject, used))
        };
        return Ok(open.filter_map(asked).collect());
    }
    let Some(unit) = session.unit_id.filter(|_| session.word_given) else { return Ok(Vec::new()) };
    let Some(unit) = campaign_unit::Entity::find_by_id(unit).one(connection).await? else { return Ok(Vec::new()) };
    let there = rows::worked_there(connection, stored.row.program_id, &unit).await?;
    Ok(there.into_iter().map(|subject| (subject, false)).collect())
}
