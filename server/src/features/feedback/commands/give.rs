//! Giving feedback.

use std::{collections::HashMap, sync::Arc};

use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::super::{
    model::{EntryWire, NewFeedback, Visitor},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        day::Day,
        error::{Error, Result, ensure},
        ids::{PersonId, ProgramId},
    },
    entities::request_code,
    features::frameworks::frameworks,
    platform::{
        audit::Action,
        db::{Settled, Tx, ask_of_pairs},
        feed::Kind,
        outbox::Event,
    },
};

/// Gives feedback: to its author, its learner and the learner's present coaches, at once and later.
///
/// # Errors
/// 422 with the field: `unknown_learner`, `set_not_learners`, `unknown_subcompetency`; 409 `id_taken`;
/// 404 where the author may not give at all.
pub async fn give(tx: &mut Tx<'_>, author: &Member, new: NewFeedback) -> Result<EntryWire> {
    ensure(policy::may_give(author, new.learner))?;
    store(tx, author.program, author.id, None, new).await
}

/// Gives feedback for somebody without a membership: to the learner and the learner's present coaches. Its author has
/// no devices here.
///
/// # Errors
/// As [`give`]; 404 where they are the learner.
pub async fn give_as_visitor(
    tx: &mut Tx<'_>,
    program: ProgramId,
    author: PersonId,
    visitor: &Visitor,
    new: NewFeedback,
) -> Result<EntryWire> {
    ensure(author != new.learner)?;
    store(tx, program, author, Some(visitor), new).await
}

async fn store(
    tx: &mut Tx<'_>,
    program: ProgramId,
    author: PersonId,
    visitor: Option<&Visitor>,
    new: NewFeedback,
) -> Result<EntryWire> {
    let learner = Learner::remembered(tx, program, new.learner).await?;
    learner.takes(&new)?;

    let code = new.request_code.clone();
    let entry = rows::new_entry(program, author, new, tx.now());
    let mut state = rows::as_given(&entry);
    state.visitor_name = visitor.map(|visitor| visitor.name.clone());
    state.visitor_profession = visitor.map(|visitor| visitor.profession);
    let wire = rows::wire(&entry, &state);
    tx.insert(&entry).await.map_err(Error::of_insert)?;
    let version = state.version;
    if visitor.is_some() {
        tx.insert(&state).await?;
    }
    let scanned = code.is_some();
    if let Some(code) = code {
        tx.insert(&request_code::Model { id: wire.id, code }).await?;
    }

    let own = visitor.is_none().then_some(author);
    let viewers = own.into_iter().chain([wire.learner]).chain(learner.coaches_at(tx.now()));
    let body = tx.show(Kind::FeedbackEntry, wire.id, wire.program, version, &wire, viewers)?;
    tx.audit(Action::FeedbackGiven, Some(wire.program), wire.id, Some(body.as_bytes()));
    tx.announce(Event::FeedbackGiven { entry: wire.id, request: wire.request, scanned });
    Ok(wire)
}

/// What giving asks about a learner, read in one round trip.
struct Learner {
    sets: Vec<String>,
    coaching: Vec<Coaching>,
    zone: TimeZone,
}

/// Who coaches the learner, from one day to another.
struct Coaching {
    coach: PersonId,
    from: Option<Day>,
    to: Option<Day>,
}

#[derive(FromQueryResult)]
struct Fact {
    what: String,
    program_id: ProgramId,
    word: String,
    learner_id: PersonId,
    person_id: PersonId,
    from_day: Option<Day>,
    to_day: Option<Day>,
}

/// Reads at once what giving feedback about each of these learners of programs will ask.
///
/// # Errors
/// A fault of the database.
pub async fn get_to_know(tx: &Tx<'_>, learners: &[(ProgramId, PersonId)]) -> Result<()> {
    for some in learners.chunks(LEARNERS_MAX) {
        for ((program, id), learner) in Learner::load(&tx.settled(), some).await? {
            tx.keep(LEARNER, (program.into(), id.into()), learner);
        }
    }
    Ok(())
}

impl Learner {
    async fn remembered(tx: &Tx<'_>, program: ProgramId, id: PersonId) -> Result<Arc<Self>> {
        let load = async |rows: &Settled<'_>| {
            let mut found = Self::load(rows, &[(program, id)]).await?;
            found.remove(&(program, id)).ok_or_else(|| Error::invalid("unknown_learner", "learner"))
        };
        tx.remember(LEARNER, (program.into(), id.into()), load).await
    }

    /// Those who are learners of the program now.
    async fn load(
        connection: &impl ConnectionTrait,
        asked: &[(ProgramId, PersonId)],
    ) -> Result<HashMap<(ProgramId, PersonId), Self>> {
        let select = ask_of_pairs(connection.get_database_backend(), FACTS, asked);
        let mut found: HashMap<(ProgramId, PersonId), Facts> = HashMap::new();
        for row in connection.query_all_raw(select).await? {
            let fact = Fact::from_query_result(&row, "")?;
            let facts = found.entry((fact.program_id, fact.learner_id)).or_default();
            match fact.what.as_str() {
                "own" => facts.own.push(fact.word),
                "program" => facts.program.push(fact.word),
                "zone" => facts.zone = Some(TimeZone::get(&fact.word).map_err(Error::internal)?),
                _ => facts.coaching.push(Coaching { coach: fact.person_id, from: fact.from_day, to: fact.to_day }),
            }
        }
        Ok(found.into_iter().filter_map(|(id, facts)| Some((id, facts.learner()?))).collect())
    }

    /// Who coaches the learner on the day it is in the program.
    fn coaches_at(&self, now: Timestamp) -> impl Iterator<Item = PersonId> {
        let today = now.day_in(&self.zone);
        let is_now = move |coaching: &&Coaching| {
            coaching.from.as_ref().is_none_or(|from| *from <= today)
                && coaching.to.as_ref().is_none_or(|to| *to >= today)
        };
        self.coaching.iter().filter(is_now).map(|coaching| coaching.coach)
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

/// What is read of one learner.
#[derive(Default)]
struct Facts {
    own: Vec<String>,
    program: Vec<String>,
    coaching: Vec<Coaching>,
    zone: Option<TimeZone>,
}

impl Facts {
    /// No sets of the program means no present membership as a learner.
    fn learner(self) -> Option<Learner> {
        let sets = if self.own.is_empty() { self.program.clone() } else { self.own };
        (!self.program.is_empty()).then_some(Learner { sets, coaching: self.coaching, zone: self.zone? })
    }
}

/// Under which name a learner is remembered.
const LEARNER: &str = "learner";
/// How many learners one statement asks about at most.
const LEARNERS_MAX: usize = 128;

/// The pairs come first, and what is asked of each is found by a key. A pair that fills up the table is asked again,
/// which changes nothing.
const FACTS: &str = "
SELECT 'program' AS what, m.program_id, s.set_id AS word, m.person_id AS learner_id, m.person_id AS person_id,
       NULL AS from_day, NULL AS to_day
  FROM ({asked}) AS asked
 CROSS JOIN memberships m
  JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'learner'
  JOIN program_sets s ON s.program_id = m.program_id
 WHERE m.program_id = asked.column1 AND m.person_id = asked.column2 AND m.ended_at IS NULL
UNION ALL
SELECT 'own', m.program_id, s.set_id, m.person_id, m.person_id, NULL, NULL
  FROM ({asked}) AS asked
 CROSS JOIN memberships m
  JOIN membership_sets s ON s.membership_id = m.id
 WHERE m.program_id = asked.column1 AND m.person_id = asked.column2 AND m.ended_at IS NULL
UNION ALL
SELECT 'zone', p.id, p.time_zone, asked.column2, asked.column2, NULL, NULL
  FROM ({asked}) AS asked
 CROSS JOIN programs p
 WHERE p.id = asked.column1
UNION ALL
SELECT 'coach', c.program_id, '', c.learner_id, c.coach_id, c.starts_on, c.ends_on
  FROM ({asked}) AS asked
 CROSS JOIN coaching c
 WHERE c.program_id = asked.column1 AND c.learner_id = asked.column2";
