//! Giving feedback.

use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, SqlErr, Statement};

use super::super::{
    model::{EntryWire, NewFeedback},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::{PersonId, ProgramId},
    },
    entities::feedback_entry,
    features::frameworks::frameworks,
    platform::{audit::Action, db::Tx, feed::Kind, http::today, outbox::Event},
};

/// Gives feedback: to its author, its learner and the learner's present coaches, at once and later.
///
/// # Errors
/// 422 with the field: `unknown_learner`, `set_not_learners`, `unknown_subcompetency`; 409 `id_taken`;
/// 404 where the author may not give at all.
pub async fn give(tx: &mut Tx<'_>, author: &Member, new: NewFeedback) -> Result<EntryWire> {
    ensure(policy::may_give(author, new.learner))?;
    let learner = Learner::load(tx, author.program, new.learner).await?;
    learner.takes(&new)?;

    let entry = rows::new_entry(author.program, author.id, new, tx.now());
    let state = rows::as_given(&entry);
    let wire = rows::wire(&entry, &state);
    insert(tx, entry).await?;

    let viewers = [author.id, wire.learner].into_iter().chain(learner.coaches);
    let body = tx.show(Kind::FeedbackEntry, wire.id, wire.program, state.version, &wire, viewers)?;
    tx.audit(Action::FeedbackGiven, Some(wire.program), wire.id, Some(body.as_bytes()));
    tx.announce(Event::FeedbackGiven { entry: wire.id });
    Ok(wire)
}

async fn insert(tx: &Tx<'_>, entry: feedback_entry::Model) -> Result<()> {
    let row = entry.into_active_model();
    match feedback_entry::Entity::insert(row).exec_without_returning(tx.connection()).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(Error::conflict("id_taken"))
        }
        Err(error) => Err(error.into()),
    }
}

/// What giving asks about a learner, read in one round trip.
struct Learner {
    sets: Vec<String>,
    coaches: Vec<PersonId>,
}

#[derive(FromQueryResult)]
struct Fact {
    what: String,
    set_id: String,
    person_id: PersonId,
}

impl Learner {
    async fn load(tx: &Tx<'_>, program: ProgramId, learner: PersonId) -> Result<Self> {
        let today = today(tx.connection(), program, tx.now()).await?;
        let select =
            Statement::from_sql_and_values(tx.backend(), FACTS, [program.into(), learner.into(), today.into()]);
        let mut own = Vec::new();
        let mut program_sets = Vec::new();
        let mut coaches = Vec::new();
        for row in tx.connection().query_all_raw(select).await? {
            let fact = Fact::from_query_result(&row, "")?;
            match fact.what.as_str() {
                "own" => own.push(fact.set_id),
                "program" => program_sets.push(fact.set_id),
                _ => coaches.push(fact.person_id),
            }
        }
        // No sets of the program means no present membership as a learner.
        if program_sets.is_empty() {
            return Err(Error::invalid("unknown_learner", "learner"));
        }
        Ok(Self { sets: if own.is_empty() { program_sets } else { own }, coaches })
    }

    /// Whether the set is this learner's and the subcompetency is of it.
    fn takes(&self, new: &NewFeedback) -> Result<()> {
        if !self.sets.contains(&new.set) {
            return Err(Error::invalid("set_not_learners", "set"));
        }
        match frameworks().subcompetency(new.subcompetency) {
            Some((set, _)) if set.id.as_str() == new.set => Ok(()),
            _ => Err(Error::invalid("unknown_subcompetency", "subcompetency")),
        }
    }
}

const FACTS: &str = "
SELECT 'program' AS what, s.set_id AS set_id, m.person_id AS person_id
  FROM memberships m
  JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'learner'
  JOIN program_sets s ON s.program_id = m.program_id
 WHERE m.program_id = $1 AND m.person_id = $2 AND m.ended_at IS NULL
UNION ALL
SELECT 'own', s.set_id, m.person_id
  FROM memberships m
  JOIN membership_sets s ON s.membership_id = m.id
 WHERE m.program_id = $1 AND m.person_id = $2 AND m.ended_at IS NULL
UNION ALL
SELECT 'coach', '', c.coach_id
  FROM coaching c
 WHERE c.program_id = $1 AND c.learner_id = $2 AND c.starts_on <= $3 AND (c.ends_on IS NULL OR c.ends_on >= $3)";
