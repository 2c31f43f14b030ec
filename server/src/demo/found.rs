//! The program and its people, made by the commands an administrator uses.

use super::{
    calendar::Calendar,
    corpus::{Corpus, PersonText, corpus},
    roster::{Roster, Stint, Who, with_role},
    stage::Named,
};
use crate::{
    base::{
        actor::Role,
        error::{Error, Result},
        text::Line,
    },
    features::{
        frameworks::SetId,
        members::{self, NewMembership, NewPerson},
        programs::{self, ExpectedBands, NewAssignment, NewProgram, NewRotation},
    },
    platform::{db::Tx, http::load_member},
};

/// How many learners a coach of the demo follows: one in four.
const EVERY: usize = 4;

/// Each coach with those they follow; the demo's residents are with different ones.
pub fn coaching(corpus: &Corpus) -> Vec<(Who, Vec<Who>)> {
    with_role(corpus, Role::Coach)
        .enumerate()
        .map(|(first, (coach, _))| {
            let learners = with_role(corpus, Role::Learner).map(|(learner, _)| learner);
            (coach, learners.skip(first).step_by(EVERY).collect())
        })
        .collect()
}

/// Creates institution, program, rotations and everybody; puts on the rotations whoever is there from the start.
///
/// # Errors
/// What a command said.
pub async fn found(tx: &mut Tx<'_>, roster: &Roster, calendar: &Calendar) -> Result<Named> {
    let text = &corpus().program;
    let institution = programs::commands::create_institution(tx, &line(&text.institution)?).await?;
    let new = NewProgram::parse(&text.program, &text.time_zone, &[&text.set])?;
    let program = programs::commands::create_program(tx, institution, &new).await?;
    let mut rotations = Vec::with_capacity(text.rotations.len());
    for rotation in &text.rotations {
        let new = NewRotation { name: line(&rotation.name)?, setting: rotation.setting, skills: None };
        rotations.push(programs::commands::add_rotation(tx, program, &new).await?);
    }
    let mut people = Vec::with_capacity(corpus().people.len());
    for person in &corpus().people {
        let new = NewPerson::parse(&person.email(), &person.given_name, &person.family_name)?;
        people.push(members::commands::add_person(tx, &new).await?);
    }
    let set = SetId::parse(&text.set).map_err(Error::internal)?;
    let named = Named { program, set, people, rotations };

    let earlier = i32::from(roster.year_start > roster.first_day);
    for (who, person) in corpus().people.iter().enumerate() {
        if roster.is_there(person, roster.first_day) {
            join(tx, &named, who, person, earlier).await?;
        }
    }
    begin(tx, &named, roster, calendar, |who| roster.is_there(&corpus().people[who], roster.first_day)).await?;
    expect(tx, &named).await?;
    Ok(named)
}

/// The director says what the program expects by year.
async fn expect(tx: &mut Tx<'_>, named: &Named) -> Result<()> {
    let Some((who, _)) = with_role(corpus(), Role::Director).next() else { return Ok(()) };
    let director = load_member(tx.connection(), named.program, named.people[who], tx.now()).await?;
    let text = &corpus().program;
    let bands = text.expected.iter().map(|band| (text.set.as_str(), band.year, band.low, band.high));
    programs::commands::set_expected_bands(tx, &director, &ExpectedBands::parse(bands)?).await
}

/// The first of July: everybody is a year further, and those who begin are there.
///
/// # Errors
/// What a command said.
pub async fn new_year(tx: &mut Tx<'_>, named: &Named, roster: &Roster, calendar: &Calendar) -> Result<()> {
    for (who, person) in with_role(corpus(), Role::Learner) {
        join(tx, named, who, person, 0).await?;
    }
    begin(tx, named, roster, calendar, |who| !roster.is_there(&corpus().people[who], roster.first_day)).await
}

async fn join(tx: &mut Tx<'_>, named: &Named, who: Who, person: &PersonText, earlier: i32) -> Result<()> {
    let year = person.training_year.map(|year| year - earlier);
    let roles = person.roles.iter().copied();
    let of_program = std::slice::from_ref(&named.set);
    let membership = NewMembership::new(roles, year, Some(person.profession), &[], of_program)?;
    members::commands::set_membership(tx, named.program, named.people[who], &membership).await?;
    Ok(())
}

/// Coaching and time on the rotations of those who begin.
async fn begin(
    tx: &mut Tx<'_>,
    named: &Named,
    roster: &Roster,
    calendar: &Calendar,
    begins: impl Fn(Who) -> bool,
) -> Result<()> {
    for (coach, learners) in coaching(corpus()) {
        for learner in learners.into_iter().filter(|learner| begins(*learner)) {
            let (coach, learner) = (named.people[coach], named.people[learner]);
            members::commands::start_coaching(tx, named.program, coach, learner, None).await?;
        }
    }
    for Stint { who, at, from, to } in roster.stints.iter().copied().filter(|stint| begins(stint.who)) {
        let new = NewAssignment {
            rotation: named.rotations[at],
            person: named.people[who],
            starts_on: calendar.day(from),
            ends_on: calendar.day(to),
        };
        programs::commands::assign(tx, named.program, &new).await?;
    }
    Ok(())
}

fn line(text: &str) -> Result<Line> {
    Line::parse(text).map_err(|error| Error::invalid(error.code(), "name"))
}
