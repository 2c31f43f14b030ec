//! Writes: a feed made, renewed, changed, revoked; what it said last.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    model::{Due, next},
    queries,
};
use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    entities::{calendar_event, calendar_feed},
    features::guests::Token,
    platform::{audit::Action, db::Tx},
};

/// Makes somebody's feed, or renews its secret: the address from before leads nowhere then. The secret is given this
/// once.
///
/// # Errors
/// A fault of the database.
pub async fn make(tx: &mut Tx<'_>, person: PersonId, shows_goal: bool) -> Result<Token> {
    if queries::feed(tx.connection(), person).await?.is_some_and(|feed| feed.shows_goal != shows_goal) {
        tell_anew(tx, person).await?;
    }
    let token = Token::fresh(|bytes| tx.fill(bytes));
    let row = calendar_feed::ActiveModel {
        person_id: Set(person),
        token_hash: Set(token.hash()),
        shows_goal: Set(shows_goal),
        made_at: Set(tx.now()),
    };
    use calendar_feed::Column::{MadeAt, PersonId as Person, ShowsGoal, TokenHash};
    let renew = OnConflict::column(Person).update_columns([TokenHash, ShowsGoal, MadeAt]).to_owned();
    calendar_feed::Entity::insert(row).on_conflict(renew).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::CalendarMade, None, person, None);
    Ok(token)
}

/// Chooses whether the feed says the goals of its owner's own plans.
///
/// # Errors
/// 404 where there is none.
pub async fn choose(tx: &Tx<'_>, person: PersonId, shows_goal: bool) -> Result<()> {
    let feed = queries::feed(tx.connection(), person).await?.ok_or(Error::NotFound)?;
    if feed.shows_goal == shows_goal {
        return Ok(());
    }
    calendar_feed::Entity::update_many()
        .set(calendar_feed::ActiveModel { shows_goal: Set(shows_goal), ..Default::default() })
        .filter(calendar_feed::Column::PersonId.eq(person))
        .exec(tx.connection())
        .await?;
    tell_anew(tx, person).await
}

/// Events say goals from now on, or no more: each is another than a calendar has.
async fn tell_anew(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    use calendar_event::Column::{Cancelled, ChangedAt, PersonId as Person, Sequence};
    calendar_event::Entity::update_many()
        .col_expr(Sequence, Expr::col(Sequence).add(1))
        .col_expr(ChangedAt, Expr::value(tx.now()))
        .filter(Person.eq(person).and(Cancelled.eq(false)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Ends the feed; its address leads nowhere then. Where there is none nothing changes.
///
/// # Errors
/// A fault of the database.
pub async fn revoke(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let own = calendar_event::Column::PersonId.eq(person);
    calendar_event::Entity::delete_many().filter(own).exec(tx.connection()).await?;
    let gone = calendar_feed::Entity::delete_by_id(person).exec(tx.connection()).await?;
    if gone.rows_affected > 0 {
        tx.audit(Action::CalendarRevoked, None, person, None);
    }
    Ok(())
}

/// Writes down what the feed says now that `due` is due, and gives it.
///
/// # Errors
/// 404 where the feed was revoked meanwhile.
pub async fn say(tx: &Tx<'_>, person: PersonId, due: &[Due]) -> Result<Vec<calendar_event::Model>> {
    // Two readers at once write one after the other.
    let feed = calendar_feed::Entity::find_by_id(person).lock_exclusive().one(tx.connection()).await?;
    feed.ok_or(Error::NotFound)?;
    let kept = queries::kept(tx.connection(), person).await?;
    let said = next(person, kept.clone(), due, tx.now());
    if said != kept {
        let own = calendar_event::Column::PersonId.eq(person);
        calendar_event::Entity::delete_many().filter(own).exec(tx.connection()).await?;
        for row in &said {
            tx.insert(row).await?;
        }
    }
    Ok(said)
}
