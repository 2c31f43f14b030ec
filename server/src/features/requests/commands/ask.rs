//! Asking for feedback.

use jiff::SignedDuration;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, sea_query::LockType};

use super::{
    super::{
        model::{Asked, NewRequest, Request, Visiting, Way, Whom, wire::RequestWire},
        policy, queries,
    },
    stored,
};
use crate::{
    base::{
        actor::Member,
        day::Day,
        error::{Error, Result},
        ids::{PersonId, ProgramId, RequestId},
    },
    entities::membership,
    features::{feedback::facts, frameworks::frameworks, members, programs},
    platform::{
        audit::Action,
        db::Tx,
        http::{read_member, today},
        outbox::Event,
    },
};

/// When the one reminder comes, from receipt.
const REMINDER: SignedDuration = SignedDuration::from_hours(3 * 24);

/// How many people on no list a learner asks within a day at most.
const MAILED_MAX: u64 = 10;
const MAILED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Asks somebody, or makes a request to hand over: at once on its people's devices, and announced. Entries that
/// answer it already meet it in the worker.
///
/// # Errors
/// 409 `id_taken`; 422 with the field: `not_a_learner`, `set_not_learners`, `unknown_subcompetency`, `ask_oneself`,
/// `unknown_assessor`, `assessor_left`, `assessor_not_yet`, `until_in_the_past`, `enough_open_requests`, `too_many` within a day by mail.
pub async fn ask(tx: &mut Tx<'_>, learner: &Member, mut new: NewRequest, way: Way) -> Result<RequestWire> {
    skill(tx, learner, &new.asked).await?;
    new.asked.whom = known(tx, learner, new.asked.whom).await?;
    let program = programs::queries::program(tx.connection(), learner.program).await?.ok_or(Error::NotFound)?;
    let today = today(tx.connection(), learner.program, tx.now()).await?;
    // What was handed over was handed over in time, whenever it arrives.
    let in_person = way == Way::HandedOver || new.asked.whom == Whom::HandedOver;
    let until = match &new.until {
        None => today.plus_days(program.asking.days),
        Some(until) if *until < today && !in_person => return Err(Error::invalid("until_in_the_past", "until")),
        Some(until) => until.clone(),
    };
    match &new.asked.whom {
        Whom::Assessor(assessor) if !in_person => {
            has_room(tx, learner, new.id, *assessor, &today, program.asking.open_max).await?;
        }
        Whom::Visiting(visiting) => may_be_mailed(tx, learner, visiting, &today, program.asking.open_max).await?,
        Whom::Assessor(_) | Whom::HandedOver => {}
    }

    let request = Request::open(learner.program, learner.id, new, until, tx.now());
    stored::insert(tx, &request).await.map_err(Error::of_insert)?;
    stored::record(tx, &request, Action::RequestAsked)?;
    tx.announce(Event::RequestAsked { request: request.id });
    if matches!(request.asked.whom, Whom::Visiting(_)) {
        tx.announce(Event::VisitingAsked { request: request.id });
        tx.announce_at(Event::VisitingReminderDue { request: request.id }, tx.now().plus(REMINDER));
    }
    if request.assessor.is_some() {
        tx.announce_at(Event::RequestReminderDue { request: request.id }, tx.now().plus(REMINDER));
    }
    Ok(RequestWire::from(&request))
}

/// Whoever asks is a learner now, and the skill is of their sets.
async fn skill(tx: &Tx<'_>, learner: &Member, asked: &Asked) -> Result<()> {
    let known = members::queries::learner(tx.connection(), learner.program, learner.id).await?;
    let known = known.filter(|_| policy::may_ask(learner)).ok_or_else(|| Error::invalid("not_a_learner", "program"))?;
    if !known.sets.iter().any(|set| set.as_str() == asked.set) {
        return Err(Error::invalid("set_not_learners", "set"));
    }
    match frameworks().subcompetency(asked.subcompetency) {
        Some((set, _)) if set.id.as_str() == asked.set => Ok(()),
        _ => Err(Error::invalid("unknown_subcompetency", "subcompetency")),
    }
}

/// Whom a request is for. Somebody asked by mail who is a member is asked as one.
async fn known(tx: &Tx<'_>, learner: &Member, whom: Whom) -> Result<Whom> {
    match whom {
        Whom::HandedOver => Ok(Whom::HandedOver),
        Whom::Assessor(assessor) => {
            can_be_asked(tx, learner, assessor).await?;
            Ok(Whom::Assessor(assessor))
        }
        Whom::Visiting(visiting) => {
            let Some(person) = members::queries::person_by_email(tx.connection(), &visiting.mail).await? else {
                return Ok(Whom::Visiting(visiting));
            };
            if person.id == learner.id {
                return Err(Error::invalid("ask_oneself", "visiting.mail"));
            }
            let member = read_member(tx.connection(), learner.program, person.id, tx.now()).await?;
            let can = member.is_some_and(|member| policy::may_be_asked(&member, learner.id));
            Ok(if can { Whom::Assessor(person.id) } else { Whom::Visiting(visiting) })
        }
    }
}

/// Neither is somebody on no list asked more than an assessor is, nor does a learner have mail sent to the world.
async fn may_be_mailed(tx: &Tx<'_>, learner: &Member, visiting: &Visiting, today: &Day, most: i32) -> Result<()> {
    let since = tx.now().plus(-MAILED_WITHIN);
    if queries::mailed_since(tx.connection(), learner.program, learner.id, since).await? >= MAILED_MAX {
        return Err(Error::invalid("too_many", "visiting"));
    }
    let open = queries::open_at(tx.connection(), learner.program, &visiting.mail, today).await?;
    let has_room = open < u64::try_from(most).unwrap_or(0);
    has_room.then_some(()).ok_or_else(|| Error::invalid("enough_open_requests", "visiting.mail"))
}

/// The assessor is a present member of the program who may give feedback, and somebody else.
async fn can_be_asked(tx: &Tx<'_>, learner: &Member, assessor: PersonId) -> Result<()> {
    if assessor == learner.id {
        return Err(Error::invalid("ask_oneself", "assessor"));
    }
    match read_member(tx.connection(), learner.program, assessor, tx.now()).await? {
        Some(member) if policy::may_be_asked(&member, learner.id) => Ok(()),
        Some(_) => Err(Error::invalid("unknown_assessor", "assessor")),
        None => {
            let code = match place(tx, learner.program, assessor).await? {
                None => "unknown_assessor",
                Some(place) if place.ended_at.is_some() && tx.now() < place.started_at => "assessor_not_yet",
                Some(_) => "assessor_left",
            };
            Err(Error::invalid(code, "assessor"))
        }
    }
}

/// The membership somebody has, had or will have.
async fn place(tx: &Tx<'_>, program: ProgramId, person: PersonId) -> Result<Option<membership::Model>> {
    let theirs = membership::Entity::of(program).filter(membership::Column::PersonId.eq(person));
    Ok(theirs.one(tx.connection()).await?)
}

/// The assessor has fewer open requests than the program allows, or has answered this one already.
async fn has_room(
    tx: &Tx<'_>,
    learner: &Member,
    request: RequestId,
    assessor: PersonId,
    today: &Day,
    most: i32,
) -> Result<()> {
    // One after the other: two at the same moment do not both take the last place.
    membership::Entity::of(learner.program)
        .filter(membership::Column::PersonId.eq(assessor))
        .lock(LockType::NoKeyUpdate)
        .one(tx.connection())
        .await?;
    let open = queries::open_of(tx.connection(), learner.program, assessor, today).await?;
    if open < u64::try_from(most).unwrap_or(0) {
        return Ok(());
    }
    let answered = facts::naming(tx.connection(), learner.program, request).await?;
    if answered.is_empty() { Err(Error::invalid("enough_open_requests", "assessor")) } else { Ok(()) }
}
