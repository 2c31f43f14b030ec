//! What has to fit together: learner, skill, entries, reviewer, evidence, the plan before. What a section already says is not asked again, so
//! that a later change of roster or set does not stand in the way of an edit.

use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, Statement};

use super::super::{
    model::{Goal, NewProgress, Review, Skill},
    policy,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::{EntryId, PersonId, PlanId, ProgramId},
    },
    entities::{plan, reflection},
    features::{feedback::facts, frameworks::frameworks},
    platform::{db::Tx, http::read_member},
};

/// Whose plan, and where.
pub struct Rules {
    /// The program.
    pub program: ProgramId,
    /// The learner.
    pub learner: PersonId,
}

impl Rules {
    /// The plan is for a learner of the program. Whoever left may still send what they saved for themselves; nobody
    /// proposes to somebody who is gone.
    pub async fn is_learner(&self, tx: &Tx<'_>, author: PersonId) -> Result<()> {
        let select = Statement::from_sql_and_values(
            tx.backend(),
            LEARNER,
            [self.program.into(), self.learner.into(), (author == self.learner).into()],
        );
        match tx.connection().query_one_raw(select).await? {
            Some(_) => Ok(()),
            None => Err(Error::invalid("unknown_learner", "learner")),
        }
    }

    /// The skill is of the learner's sets, and the entries are about the learner.
    pub async fn goal(&self, tx: &Tx<'_>, goal: &Goal, before: Option<&Goal>) -> Result<()> {
        if before.is_none_or(|before| before.skill != goal.skill)
            && let Some(skill) = &goal.skill
        {
            self.skill(tx, skill).await?;
        }
        let known = |entry: &&EntryId| before.is_some_and(|before| before.entries.contains(entry));
        let fresh: Vec<EntryId> = goal.entries.iter().filter(|entry| !known(entry)).copied().collect();
        let found = facts::authors_about(tx.connection(), self.program, self.learner, &fresh).await?;
        if found.len() < fresh.len() {
            return Err(Error::invalid("unknown_entry", "entries"));
        }
        Ok(())
    }

    /// Whoever looks again is a member of the program, and another than the learner.
    pub async fn review(&self, tx: &Tx<'_>, review: &Review, before: Option<&Review>) -> Result<()> {
        let Some(reviewer) = review.reviewer else { return Ok(()) };
        if before.is_some_and(|before| before.reviewer == Some(reviewer)) {
            return Ok(());
        }
        let member = read_member(tx.connection(), self.program, reviewer, tx.now()).await?;
        if reviewer == self.learner || member.is_none() {
            return Err(Error::invalid("unknown_reviewer", "reviewer"));
        }
        Ok(())
    }

    /// What the plan takes up again is an earlier plan of the same learner. It is there already, and says for good what
    /// it follows itself: so plans never follow each other in a ring.
    pub async fn follows(&self, tx: &Tx<'_>, earlier: Option<PlanId>) -> Result<()> {
        let Some(earlier) = earlier else { return Ok(()) };
        let found = plan::Entity::of(self.program)
            .filter(plan::Column::Id.eq(earlier))
            .filter(plan::Column::LearnerId.eq(self.learner))
            .count(tx.connection())
            .await?;
        if found == 0 { Err(Error::invalid("unknown_plan", "follows")) } else { Ok(()) }
    }

    /// Evidence is an entry about the learner that its writer has, or a reflection of the writer's own.
    pub async fn evidence(&self, tx: &Tx<'_>, writer: &Member, note: &NewProgress) -> Result<()> {
        if let Some(entry) = note.entry {
            let found = facts::authors_about(tx.connection(), self.program, self.learner, &[entry]).await?;
            let is_theirs = policy::may_edit(writer, self.learner) || found.get(&entry) == Some(&writer.id);
            if found.is_empty() || !is_theirs {
                return Err(Error::invalid("unknown_entry", "entry"));
            }
        }
        let Some(own) = note.reflection else { return Ok(()) };
        let found = reflection::Entity::of(self.program)
            .filter(reflection::Column::Id.eq(own))
            .filter(reflection::Column::AuthorId.eq(writer.id))
            .count(tx.connection())
            .await?;
        if found == 0 { Err(Error::invalid("unknown_reflection", "reflection")) } else { Ok(()) }
    }

    /// The set is one of the learner's, and the subcompetency is of it.
    pub async fn skill(&self, tx: &Tx<'_>, skill: &Skill) -> Result<()> {
        let select = Statement::from_sql_and_values(tx.backend(), SETS, [self.program.into(), self.learner.into()]);
        let rows = tx.connection().query_all_raw(select).await?;
        let sets: Vec<String> = rows.iter().map(|row| row.try_get("", "set_id")).collect::<Result<_, _>>()?;
        if !sets.contains(&skill.set) {
            return Err(Error::invalid("set_not_learners", "set"));
        }
        match frameworks().subcompetency(skill.subcompetency) {
            Some((set, _)) if set.id.as_str() == skill.set => Ok(()),
            _ => Err(Error::invalid("unknown_subcompetency", "subcompetency")),
        }
    }
}

const LEARNER: &str = "
SELECT m.person_id
  FROM memberships m
  JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'learner'
 WHERE m.program_id = $1 AND m.person_id = $2 AND (m.ended_at IS NULL OR $3)";

/// A learner's own sets, or where they have none those of the program.
const SETS: &str = "
SELECT s.set_id
  FROM memberships m
  JOIN membership_sets s ON s.membership_id = m.id
 WHERE m.program_id = $1 AND m.person_id = $2
UNION ALL
SELECT p.set_id
  FROM program_sets p
 WHERE p.program_id = $1
   AND NOT EXISTS (SELECT 1 FROM memberships m JOIN membership_sets s ON s.membership_id = m.id
                    WHERE m.program_id = $1 AND m.person_id = $2)";
