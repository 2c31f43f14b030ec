//! The stage of the story: who plays, where and when, with the ids everything has. What the other parts ask is here.

use jiff::SignedDuration;
use uuid::{Builder, Uuid};

use super::{
    calendar::{Calendar, DayNumber},
    corpus::Corpus,
    dice::Dice,
    roster::{Roster, Stint, Where, Who},
    scenarios::{Chosen, Scenarios, Wanted},
};
use crate::{
    base::{
        actor::Role,
        clock::Timestamp,
        ids::{PersonId, ProgramId, RotationId, SubcompetencyId},
        setting::Setting,
    },
    features::frameworks::SetId,
};

/// See the module.
pub struct Stage {
    /// The texts.
    pub corpus: &'static Corpus,
    /// The days.
    pub calendar: Calendar,
    /// Who is where when.
    pub roster: Roster,
    /// The program.
    pub program: ProgramId,
    /// What the database has named.
    pub named: Named,
    /// Each coach with those they follow.
    pub coaching: Vec<(Who, Vec<Who>)>,
    scenarios: Scenarios<'static>,
    /// How far ahead or behind each person is, in half-steps.
    talents: Vec<f64>,
    /// How readily each person writes.
    pens: Vec<f64>,
    seed: u64,
    ids: Dice,
}

/// What the database has named.
pub struct Named {
    /// The program.
    pub program: ProgramId,
    /// The set of the program.
    pub set: SetId,
    /// The people, in the corpus's order.
    pub people: Vec<PersonId>,
    /// The rotations, in the corpus's order.
    pub rotations: Vec<RotationId>,
}

impl Stage {
    /// Sets it.
    pub fn new(
        corpus: &'static Corpus,
        calendar: Calendar,
        roster: Roster,
        coaching: Vec<(Who, Vec<Who>)>,
        named: Named,
        seed: u64,
    ) -> Self {
        let mut dice = Dice::new(seed, "talents");
        let talents = corpus.people.iter().map(|_| dice.unit() * 1.6 - 0.8).collect();
        let pens = corpus
            .people
            .iter()
            .map(|person| match person.demo.as_deref() {
                Some("attending") => 2.6,
                Some("attending2") => 2.0,
                Some("nurse") => 6.0,
                // A few write much, many a little.
                _ => 0.25 + 1.75 * dice.unit() * dice.unit(),
            })
            .collect();
        Self {
            corpus,
            calendar,
            roster,
            program: named.program,
            named,
            coaching,
            scenarios: Scenarios::new(corpus),
            talents,
            pens,
            seed,
            ids: Dice::new(seed, "ids"),
        }
    }

    /// Dice for one part of the story.
    pub fn dice(&self, what: &str) -> Dice {
        Dice::new(self.seed, what)
    }

    /// The id of a thing made on a phone at that time.
    pub fn next_id(&mut self, at: Timestamp) -> Uuid {
        let (high, low) = (self.ids.bits().to_be_bytes(), self.ids.bits().to_be_bytes());
        let mut random = [0; 10];
        random[..8].copy_from_slice(&high);
        random[8..].copy_from_slice(&low[..2]);
        Builder::from_unix_timestamp_millis(u64::try_from(at.0).unwrap_or(0), &random).into_uuid()
    }

    /// The person's id.
    pub fn id(&self, who: Who) -> PersonId {
        self.named.people[who]
    }

    /// The rotation's id.
    pub fn rotation(&self, place: Where) -> RotationId {
        self.named.rotations[place]
    }

    /// The rotation's setting.
    pub fn setting(&self, place: Where) -> Setting {
        self.corpus.program.rotations[place].setting
    }

    /// The skill's id.
    pub fn skill(&self, code: &str) -> SubcompetencyId {
        self.named.set.subcompetency(code)
    }

    /// Whether the person has the role.
    pub fn is(&self, who: Who, role: Role) -> bool {
        self.corpus.people[who].roles.contains(&role)
    }

    /// The first who has the role.
    pub fn first(&self, role: Role) -> Option<Who> {
        self.corpus.people.iter().position(|person| person.roles.contains(&role))
    }

    /// Who coaches the learner.
    pub fn coach_of(&self, learner: Who) -> Option<Who> {
        self.coaching.iter().find(|(_, learners)| learners.contains(&learner)).map(|(coach, _)| *coach)
    }

    /// Whether the rotation works at weekends, too.
    pub fn is_open(&self, place: Where) -> bool {
        matches!(self.setting(place), Setting::Ward | Setting::Icu | Setting::Ed | Setting::Handoff)
    }

    /// How many months of training the learner had on that day.
    pub fn months(&self, learner: Who, day: DayNumber) -> f64 {
        let year = self.corpus.people[learner].training_year.unwrap_or(1);
        f64::from(year - 1) * 12.0 + f64::from(day - self.roster.year_start) / 30.4
    }

    /// Where a learner of so many months stands, in half-steps.
    pub fn standing(&self, learner: Who, months: f64) -> f64 {
        (2.6 + 0.155 * months + self.talents[learner]).clamp(2.0, 9.4)
    }

    /// How readily the person writes.
    pub fn writes(&self, who: Who) -> f64 {
        self.pens[who]
    }

    /// How much feedback a learner's time on a rotation draws.
    pub fn draws(&self, stint: &Stint) -> f64 {
        let place = match self.setting(stint.at) {
            Setting::Ward => 1.0,
            Setting::Clinic => 1.5,
            Setting::Ed => 0.9,
            Setting::Icu => 0.75,
            Setting::Or | Setting::Procedure | Setting::Handoff | Setting::Other => 0.6,
        };
        let learner = match self.corpus.people[stint.who].demo.as_deref() {
            Some("resident") => 1.4,
            Some(_) => 1.2,
            None => 1.0,
        };
        place * learner
    }

    /// Takes a text that fits, if one is left.
    pub fn choose(&mut self, wanted: &Wanted<'_>, dice: &mut Dice) -> Option<Chosen<'static>> {
        self.scenarios.choose(wanted, dice)
    }

    /// A moment, some days later, at which somebody has time to write: at noon or in the evening.
    pub fn spare_time(&self, after: Timestamp, days: i64, dice: &mut Dice) -> Timestamp {
        let day = self.calendar.number(after) + i32::try_from(days).unwrap_or(0);
        let minute =
            if dice.chance(0.4) { dice.between(12 * 60, 13 * 60 + 10) } else { dice.between(17 * 60 + 20, 22 * 60) };
        let at = self.calendar.at(day, minute, dice);
        if at > after { at } else { after.plus(SignedDuration::from_secs(dice.between(900, 5_000))) }
    }
}
