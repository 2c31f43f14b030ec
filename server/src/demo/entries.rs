//! The feedback of nine months: who met whom on which rotation, what was seen, and when it was written down. Pure.

use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    calendar::{Calendar, DayNumber},
    corpus::{Scenario, Voice},
    dice::Dice,
    roster::{Stint, Where, Who, named},
    scenarios::{Chosen, Wanted},
    stage::Stage,
};
use crate::{
    base::{
        actor::{Profession, Role},
        clock::Timestamp,
        day::Day,
        setting::Setting,
    },
    entities::feedback_entry::{Basis, Conversation, LookAgain},
};

/// Feedback begins so many days ago: nine months.
const FIRST: DayNumber = -273;

/// An entry of the story.
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: Who,
    /// About whom.
    pub learner: Who,
    /// On which rotation.
    pub rotation: Option<Where>,
    /// Which skill.
    pub code: &'static str,
    /// What went well.
    pub went_well: Option<String>,
    /// What to do differently.
    pub differently: Option<String>,
    /// The next step.
    pub next_step: Option<String>,
    /// Until when.
    pub next_step_due: Option<Day>,
    /// The level, in half-steps.
    pub level: Option<i64>,
    /// "Not yet assessable".
    pub cannot_judge: bool,
    /// Where it was.
    pub setting: Setting,
    /// How the author knows.
    pub basis: Basis,
    /// Whether it was talked about.
    pub conversation: Conversation,
    /// When it was seen.
    pub observed: Timestamp,
    /// When it was saved.
    pub given: Timestamp,
    /// When the server had it.
    pub received: Timestamp,
    /// The plan it looks at again, and what it found.
    pub look_again: Option<(Uuid, LookAgain)>,
    /// The request it answers.
    pub request: Option<Uuid>,
    /// When it was taken back, if it was.
    pub withdrawn: Option<Timestamp>,
    /// Whom the author typed, not finding them on the list.
    pub typed: Option<TypedName>,
}

/// A learner as typed.
#[derive(Clone, Copy, Serialize)]
pub struct TypedName {
    /// The name.
    pub name: &'static str,
    /// The service they were on.
    pub service: &'static str,
}

impl Entry {
    /// The body of `feedback.give`.
    pub fn body(&self, stage: &Stage) -> Value {
        json!({
            "learner": self.typed.is_none().then(|| stage.id(self.learner)),
            "typed_learner": self.typed,
            "set": stage.corpus.program.set,
            "subcompetency": stage.skill(self.code),
            "went_well": self.went_well,
            "differently": self.differently,
            "next_step": self.next_step,
            "next_step_due": self.next_step_due,
            "will_look": self.offers_to_look(),
            "level": self.level,
            "cannot_judge": self.cannot_judge,
            "setting": self.setting,
            "rotation": self.rotation.map(|place| stage.rotation(place)),
            "observed_at": self.observed,
            "basis": self.basis,
            "conversation": self.conversation,
            "request": self.request,
            "plan": self.look_again.map(|(plan, _)| plan),
            "look_again": self.look_again.map(|(_, found)| found),
        })
    }

    /// Whether its author offers to look again: some of those who talked about it.
    fn offers_to_look(&self) -> bool {
        self.next_step.is_some() && self.conversation == Conversation::Had && self.given.0 % 3 != 0
    }

    /// Whether it stands, at that moment, on its learner's phone.
    pub fn is_there(&self, at: Timestamp) -> bool {
        self.received < at && self.withdrawn.is_none_or(|gone| gone > at)
    }
}

/// Writes about `target` entries, earlier first.
pub fn write(stage: &mut Stage, target: usize) -> Vec<Entry> {
    let mut dice = stage.dice("entries");
    let days: Vec<DayNumber> = (FIRST..=-1).collect();
    let weights: Vec<f64> = days.iter().map(|day| busy(&stage.calendar, *day)).collect();
    let mut entries = fresh(stage, &mut dice);
    // A day, a place or a text can fail to be found; the tries are bounded all the same.
    for _ in 0..target * 4 {
        if entries.len() >= target {
            break;
        }
        let Some(day) = dice.weighted(weights.iter().copied()).map(|place| days[place]) else { break };
        entries.extend(encounter(stage, day, &mut dice));
    }
    entries.sort_by_key(|entry| entry.given);
    entries
}

/// How much is written on a day: less at weekends and less in the beginning.
fn busy(calendar: &Calendar, day: DayNumber) -> f64 {
    let grown = 0.5 + 0.5 * (1.0 - f64::from(day) / f64::from(FIRST));
    grown * if calendar.is_weekend(day) { 0.3 } else { 1.0 }
}

fn encounter(stage: &mut Stage, day: DayNumber, dice: &mut Dice) -> Option<Entry> {
    let weekend = stage.calendar.is_weekend(day);
    let stints: Vec<Stint> =
        stage.roster.on(day).copied().filter(|stint| !weekend || stage.is_open(stint.at)).collect();
    let learners: Vec<&Stint> = stints.iter().filter(|stint| stage.is(stint.who, Role::Learner)).collect();
    let there = dice.weighted(learners.iter().map(|stint| stage.draws(stint)))?;
    let (learner, place) = (learners[there].who, learners[there].at);
    let voice = dice.unit();
    let authors: Vec<Who> = stints
        .iter()
        .filter(|stint| stint.at == place && stint.who != learner)
        .map(|stint| stint.who)
        .filter(|who| {
            let asked = if voice < 0.84 {
                Role::Faculty
            } else if voice < 0.965 {
                Role::Team
            } else {
                Role::Learner
            };
            stage.is(*who, asked)
        })
        .collect();
    let author = authors[dice.weighted(authors.iter().map(|who| stage.writes(*who)))?];
    let (observed, given) = times(stage, place, day, dice)?;
    compose(stage, &Meeting { author, learner, rotation: Some(place), observed, given, whole: None }, dice)
}

/// When it happened and when it was written down: most within the hour, some in the evening, some days later.
fn times(stage: &Stage, place: Where, day: DayNumber, dice: &mut Dice) -> Option<(Timestamp, Timestamp)> {
    let (calendar, setting) = (&stage.calendar, stage.setting(place));
    let minute = match setting {
        Setting::Clinic => dice.between(8 * 60 + 20, 16 * 60 + 40),
        Setting::Or | Setting::Procedure => dice.between(7 * 60 + 40, 15 * 60 + 30),
        Setting::Ed => dice.between(7 * 60 + 10, 23 * 60),
        Setting::Icu => dice.between(7 * 60, 19 * 60 + 30),
        Setting::Handoff if dice.chance(0.5) => dice.between(18 * 60 + 30, 23 * 60 + 30),
        Setting::Handoff => dice.between(5 * 60 + 30, 7 * 60 + 40),
        Setting::Ward | Setting::Other if dice.chance(0.65) => dice.between(7 * 60 + 40, 12 * 60),
        Setting::Ward | Setting::Other => dice.between(13 * 60, 17 * 60 + 30),
    };
    let how_long = dice.unit();
    let (observed, given) = if how_long < 0.42 {
        // The form was opened at once: that is the time it offers.
        let observed = calendar.at(day, minute, dice);
        (observed, observed.plus(SignedDuration::from_secs(dice.between(45, 260))))
    } else if how_long < 0.72 {
        let observed = calendar.sharp(day, minute - minute % 5);
        (observed, observed.plus(SignedDuration::from_secs(dice.between(6 * 60, 55 * 60))))
    } else {
        let observed = calendar.sharp(day, minute - minute % 15);
        let later = if how_long < 0.88 {
            0
        } else if how_long < 0.97 {
            dice.between(1, 3)
        } else {
            dice.between(4, 11)
        };
        let evening = dice.between((minute + 70).max(17 * 60), (minute + 90).max(22 * 60 + 15));
        let any = if dice.chance(0.5) { evening } else { dice.between(7 * 60, 13 * 60) };
        let minute = if later == 0 { evening } else { any };
        (observed, calendar.at(day + i32::try_from(later).unwrap_or(0), minute, dice))
    };
    (given < calendar.end()).then_some((observed, given))
}

/// An encounter to be written about.
pub struct Meeting<'a> {
    /// Who writes.
    pub author: Who,
    /// About whom.
    pub learner: Who,
    /// Where they met.
    pub rotation: Option<Where>,
    /// When.
    pub observed: Timestamp,
    /// When it is saved.
    pub given: Timestamp,
    /// The skill of an entry that has to say everything.
    pub whole: Option<&'a str>,
}

/// Writes one entry; nothing where no text is left that fits.
pub fn compose(stage: &mut Stage, meeting: &Meeting<'_>, dice: &mut Dice) -> Option<Entry> {
    let Meeting { author, learner, rotation, observed, given, whole } = *meeting;
    let day = stage.calendar.number(observed);
    let months = stage.months(learner, day);
    let wanted = Wanted {
        learner,
        months,
        standing: stage.standing(learner, months),
        author,
        voices: voices(stage, author, dice),
        setting: rotation.map_or(Setting::Ward, |place| stage.setting(place)),
        code: whole,
        whole: whole.is_some(),
    };
    let Chosen { scenario, uses } = stage.choose(&wanted, dice)?;
    let (went_well, differently, next_step) = words(scenario, uses, &stage.corpus.people[learner].given_name, dice);
    let (level, cannot_judge) = level(stage, author, scenario, months, dice);
    let next_step_due = next_step.as_ref().and_then(|_| due(stage, learner, day, dice));
    Some(Entry {
        id: stage.next_id(given),
        author,
        learner,
        rotation,
        code: scenario.code.as_str(),
        went_well,
        differently,
        next_step,
        next_step_due,
        level,
        cannot_judge,
        setting: scenario.setting,
        basis: if dice.chance(0.05) { Basis::NotSaid } else { scenario.basis },
        conversation: conversation(dice),
        observed,
        given,
        received: arrives(&stage.calendar, given, dice),
        look_again: None,
        request: None,
        withdrawn: None,
        typed: None,
    })
}

/// What each kind of colleague speaks of.
fn voices(stage: &Stage, author: Who, dice: &mut Dice) -> &'static [Voice] {
    if stage.is(author, Role::Faculty) {
        return if dice.chance(0.1) { &[Voice::Faculty, Voice::Any] } else { &[Voice::Faculty] };
    }
    let nurse = stage.corpus.people[author].profession == Profession::Nurse;
    if nurse { &[Voice::Nurse, Voice::Any] } else { &[Voice::Any] }
}

/// The words of a scenario. Used again, it is told shorter: one colleague writes of what was good, another of the rest.
fn words(
    scenario: &Scenario,
    uses: i32,
    given_name: &str,
    dice: &mut Dice,
) -> (Option<String>, Option<String>, Option<String>) {
    let named = |text: &Option<String>| text.as_ref().map(|text| text.replace("{name}", given_name));
    let (well, differently, next) =
        (named(&scenario.went_well), named(&scenario.differently), named(&scenario.next_step));
    if uses == 0 || well.is_none() || differently.is_none() {
        (well, differently, next)
    } else if dice.chance(0.55) {
        (well, None, None)
    } else {
        (None, differently, next)
    }
}

/// The level, close to how the text sounds. About one entry in five has none.
fn level(stage: &Stage, author: Who, scenario: &Scenario, months: f64, dice: &mut Dice) -> (Option<i64>, bool) {
    let without = if stage.is(author, Role::Faculty) { 0.15 } else { 0.5 };
    if dice.chance(without) {
        return (None, dice.chance(0.3));
    }
    let step = if dice.chance(0.14) {
        1
    } else if dice.chance(0.14) {
        -1
    } else {
        0
    };
    let level = match (scenario.level_hint + step).min(10) {
        // Half a level does not exist below Level 1.
        ..=1 if months < 3.0 => 0,
        ..=1 => 2,
        level => level,
    };
    (Some(level), false)
}

/// Two weeks, or the rotation's last day if sooner; some choose for themselves, some clear it.
fn due(stage: &Stage, learner: Who, day: DayNumber, dice: &mut Dice) -> Option<Day> {
    let two_weeks = day + 14;
    let ends = stage.roster.stint(learner, day).map_or(two_weeks, |stint| stint.to);
    let usual = if ends > day + 1 { ends.min(two_weeks) } else { two_weeks };
    let chosen = match dice.between(1, 10) {
        1 => return None,
        2 => day + 7,
        3 => day + 28,
        _ => usual,
    };
    Some(stage.calendar.day(chosen))
}

fn conversation(dice: &mut Dice) -> Conversation {
    match dice.between(1, 100) {
        ..=46 => Conversation::Had,
        47..=62 => Conversation::Planned,
        63..=80 => Conversation::WrittenOnly,
        _ => Conversation::NotSaid,
    }
}

/// When the server has it: at once, or when the phone next found a network.
pub fn arrives(calendar: &Calendar, given: Timestamp, dice: &mut Dice) -> Timestamp {
    let after = match dice.between(1, 100) {
        // Undo is offered for ten seconds, so nothing is ever sooner.
        ..=84 => dice.between(10_200, 16_000),
        85..=96 => dice.between(4, 95) * 60_000,
        _ => dice.between(2, 14) * 3_600_000,
    };
    given.plus(SignedDuration::from_millis(after)).min(calendar.end())
}

/// What the demo's resident finds unread: from yesterday and from this morning.
fn fresh(stage: &mut Stage, dice: &mut Dice) -> Vec<Entry> {
    let meetings = [
        ("attending", "resident", -1, 10 * 60 + 25, "PC4"),
        ("nurse", "resident", -1, 14 * 60 + 40, "PROF1"),
        ("attending2", "resident2", -1, 11 * 60 + 5, "PC1"),
        ("attending", "resident", -1, 16 * 60 + 50, "ICS1"),
        ("attending", "resident", 0, 8 * 60 + 35, "PC3"),
        ("attending", "resident", 0, 9 * 60 + 20, "ICS3"),
        ("attending2", "resident2", 0, 9 * 60 + 5, "PC2"),
    ];
    let mut entries = Vec::new();
    for (author, learner, day, minute, code) in meetings {
        let (Some(author), Some(learner)) = (named(stage.corpus, author), named(stage.corpus, learner)) else {
            continue;
        };
        let place = stage.roster.stint(learner, day).map(|stint| stint.at);
        let observed = stage.calendar.at(day, minute, dice);
        let given = observed.plus(SignedDuration::from_secs(dice.between(60, 200)));
        let whole = Meeting { author, learner, rotation: place, observed, given, whole: Some(code) };
        let entry = compose(stage, &whole, dice).or_else(|| compose(stage, &Meeting { whole: None, ..whole }, dice));
        entries.extend(entry.map(|entry| Entry { received: given.plus(SignedDuration::from_secs(11)), ..entry }));
    }
    entries
}
