//! Action plans in every state and with every outcome, made of next steps that were written. Pure.

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answers::op,
    calendar::DayNumber,
    corpus::{Look, PlanText},
    dice::Dice,
    entries::{Entry, arrives},
    roster::{Who, named},
    script::{Saved, Script},
    stage::Stage,
};
use crate::{
    base::{actor::Role, clock::Timestamp, setting::Setting},
    entities::{
        feedback_entry::{Basis, Conversation, LookAgain},
        plan::PlanOutcome,
    },
};

/// How many plans a learner has at most.
const PLANS_MAX: usize = 5;
/// How often the text of one plan is used at most.
const USES_MAX: usize = 2;

/// What becomes of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Proposed by the coach and not decided on yet.
    Proposed,
    /// Proposed by the coach, accepted, and being worked on.
    Accepted,
    /// Started, with nothing done yet.
    Fresh,
    /// Being worked on.
    Working,
    /// Being worked on, though its date has passed.
    Passed,
    /// Closed, and opened again.
    Reopened,
    /// Closed with that outcome.
    Closed(PlanOutcome),
}

/// Plans of one kind: how many, and how many days ago they came from an entry.
struct Wish {
    fate: Fate,
    count: usize,
    ago: (DayNumber, DayNumber),
    /// Whose, where it has to be somebody's.
    learner: Option<&'static str>,
}

const fn wish(fate: Fate, count: usize, ago: (DayNumber, DayNumber), learner: Option<&'static str>) -> Wish {
    Wish { fate, count, ago, learner }
}

const WISHES: [Wish; 16] = [
    wish(Fate::Closed(PlanOutcome::Reached), 1, (120, 230), Some("resident")),
    wish(Fate::Closed(PlanOutcome::NotReached), 1, (75, 140), Some("resident")),
    wish(Fate::Passed, 1, (38, 60), Some("resident")),
    wish(Fate::Working, 1, (8, 16), Some("resident")),
    wish(Fate::Proposed, 1, (3, 12), Some("resident")),
    wish(Fate::Working, 1, (8, 25), Some("resident2")),
    wish(Fate::Closed(PlanOutcome::Reached), 22, (60, 255), None),
    wish(Fate::Closed(PlanOutcome::NotReached), 9, (55, 240), None),
    wish(Fate::Closed(PlanOutcome::Dropped), 6, (40, 220), None),
    wish(Fate::Reopened, 2, (60, 110), None),
    wish(Fate::Passed, 7, (38, 80), None),
    wish(Fate::Accepted, 4, (12, 40), None),
    wish(Fate::Working, 13, (8, 36), None),
    wish(Fate::Fresh, 4, (2, 7), None),
    wish(Fate::Proposed, 5, (2, 20), None),
    wish(Fate::Closed(PlanOutcome::Reached), 3, (40, 90), None),
];

/// Adds the plans to the script, and the second looks to `entries`.
pub fn plan(stage: &mut Stage, entries: &mut Vec<Entry>, script: &mut Script) {
    let mut dice = stage.dice("plans");
    let mut taken = Taken::default();
    let mut looks = Vec::new();
    for wish in &WISHES {
        let learner = wish.learner.and_then(|demo| named(stage.corpus, demo));
        for _ in 0..wish.count {
            // Somebody's own plan is looked for further back, too, where nothing of the right age became one.
            let further = if learner.is_some() { 3 } else { 1 };
            let Some(origin) = (1..=further)
                .find_map(|times| taken.origin(stage, entries, wish, learner, wish.ago.1 * times, &mut dice))
            else {
                continue;
            };
            looks.extend(tell(stage, &origin, wish.fate, script, &mut taken, &mut dice));
        }
    }
    entries.extend(looks);
    entries.sort_by_key(|entry| entry.given);
}

/// What is used up.
#[derive(Default)]
struct Taken {
    entries: HashSet<Uuid>,
    plans: HashMap<Who, usize>,
    texts: Vec<(Who, usize)>,
    looks: HashSet<(Who, usize)>,
}

/// Where a plan comes from.
struct Origin {
    learner: Who,
    author: Who,
    /// None for a plan from scratch.
    entry: Option<Uuid>,
    since: Timestamp,
    text: &'static PlanText,
}

impl Taken {
    /// An entry that can become a plan of this kind, with a text for it.
    fn origin(
        &mut self,
        stage: &Stage,
        entries: &[Entry],
        wish: &Wish,
        learner: Option<Who>,
        oldest: DayNumber,
        dice: &mut Dice,
    ) -> Option<Origin> {
        let coached = matches!(wish.fate, Fate::Proposed | Fate::Accepted);
        let fitting: Vec<(&Entry, usize)> = entries
            .iter()
            .filter(|entry| (-oldest..=-wish.ago.0).contains(&stage.calendar.number(entry.given)))
            .filter(|entry| entry.next_step.is_some() && !self.entries.contains(&entry.id))
            .filter(|entry| learner.is_none_or(|learner| entry.learner == learner))
            .filter(|entry| !coached || stage.coach_of(entry.learner).is_some())
            .filter(|entry| self.plans.get(&entry.learner).is_none_or(|plans| *plans < PLANS_MAX))
            .filter_map(|entry| Some((entry, self.text(stage, entry, dice)?)))
            .collect();
        let (entry, text) = dice.one(&fitting).copied()?;
        self.entries.insert(entry.id);
        self.texts.push((entry.learner, text));
        *self.plans.entry(entry.learner).or_default() += 1;
        let scratch = learner.is_none() && !coached && dice.chance(0.15);
        Some(Origin {
            learner: entry.learner,
            author: entry.author,
            entry: (!scratch).then_some(entry.id),
            since: entry.received,
            text: &stage.corpus.plans[text],
        })
    }

    fn text(&self, stage: &Stage, entry: &Entry, dice: &mut Dice) -> Option<usize> {
        let free: Vec<(usize, usize)> = (0..stage.corpus.plans.len())
            .filter(|place| stage.corpus.plans[*place].code == entry.code)
            .map(|place| (place, self.texts.iter().filter(|(_, other)| *other == place).count()))
            .filter(|(place, uses)| *uses < USES_MAX && !self.texts.contains(&(entry.learner, *place)))
            .collect();
        let fewest = free.iter().map(|(_, uses)| *uses).min()?;
        let free: Vec<usize> = free.into_iter().filter(|(_, uses)| *uses == fewest).map(|(place, _)| place).collect();
        dice.one(&free).copied()
    }

    fn look(&mut self, stage: &Stage, learner: Who, found: LookAgain, dice: &mut Dice) -> Option<&'static Look> {
        let corpus = stage.corpus;
        let free: Vec<usize> = (0..corpus.replies.looks.len())
            .filter(|place| corpus.replies.looks[*place].found == found && !self.looks.contains(&(learner, *place)))
            .collect();
        let place = *dice.one(&free)?;
        self.looks.insert((learner, place));
        Some(&corpus.replies.looks[place])
    }
}

/// A plan on its way: what has been written of each section.
struct Course<'s> {
    stage: &'s mut Stage,
    script: &'s mut Script,
    id: Uuid,
    learner: Who,
    steps: Vec<Step>,
    steps_version: i64,
    state_version: i64,
}

struct Step {
    id: Uuid,
    text: &'static str,
    due: Option<DayNumber>,
    done: Option<DayNumber>,
}

/// One plan from its start to where it stands; and the second look, where there was one.
fn tell(
    stage: &mut Stage,
    origin: &Origin,
    fate: Fate,
    script: &mut Script,
    taken: &mut Taken,
    dice: &mut Dice,
) -> Option<Entry> {
    let learner = origin.learner;
    let proposed = matches!(fate, Fate::Proposed | Fate::Accepted);
    let coach = stage.coach_of(learner);
    let author = if proposed { coach? } else { learner };
    let ago = i64::from(-stage.calendar.number(origin.since));
    let wait = match fate {
        Fate::Fresh => 0,
        // What a coach has proposed is not left lying for long.
        Fate::Proposed => (ago - dice.between(2, 9)).max(0),
        _ => dice.between(0, 2),
    };
    let started = stage.spare_time(origin.since, wait, dice).min(stage.calendar.at(-1, 21 * 60, dice));
    let first = stage.calendar.number(started);
    let ends = first + horizon(fate, first, dice);
    let reviewer = reviewer(stage, origin, fate, dice);

    let mut course = Course::start(stage, script, origin, author, started, ends, reviewer, dice);
    if fate == Fate::Proposed {
        return None;
    }
    if proposed {
        let accepted = course.stage.spare_time(started, 1, dice);
        course.state("plans.accept", accepted, json!({}));
    }
    let last_day = ends.min(-1);
    course.work(fate, first, last_day, dice);
    course.notes(origin.text, first, last_day, dice);
    let (outcome, note) = ending(course.stage, fate, origin.text, dice)?;
    let closes = (ends + i32::try_from(dice.between(1, 7)).unwrap_or(1)).min(-1);
    let minute = dice.between(17 * 60 + 30, 22 * 60);
    let closed = course.stage.calendar.at(closes, minute, dice);
    course.state("plans.close", closed, json!({"outcome": outcome, "note": note}));
    if fate == Fate::Reopened {
        let reopened = course.stage.spare_time(closed, 2, dice);
        course.state("plans.reopen", reopened, json!({}));
        return None;
    }
    let id = course.id;
    let looks = reviewer.filter(|who| stage.is(*who, Role::Faculty) && dice.chance(0.75))?;
    look_again(stage, id, looks, origin, outcome, closes, taken, dice)
}

impl<'s> Course<'s> {
    #[allow(clippy::too_many_arguments)] // the plan as it is written down on its first day
    fn start(
        stage: &'s mut Stage,
        script: &'s mut Script,
        origin: &Origin,
        author: Who,
        started: Timestamp,
        ends: DayNumber,
        reviewer: Option<Who>,
        dice: &mut Dice,
    ) -> Self {
        let first = stage.calendar.number(started);
        let texts = &origin.text.steps;
        let share = |step: usize| f64::from(ends - first) * (step + 1) as f64 / texts.len() as f64;
        let steps = texts
            .iter()
            .enumerate()
            .map(|(step, text)| Step {
                id: stage.next_id(started),
                text,
                due: (!dice.chance(0.12)).then_some(first + share(step).round() as DayNumber),
                done: None,
            })
            .collect();
        let id = stage.next_id(started);
        let mut course = Self { stage, script, id, learner: origin.learner, steps, steps_version: 1, state_version: 1 };
        let own = author == origin.learner;
        let body = json!({
            "learner": course.stage.id(origin.learner),
            "goal": origin.text.goal,
            "set": course.stage.corpus.program.set,
            "subcompetency": course.stage.skill(&origin.text.code),
            "entries": origin.entry.into_iter().collect::<Vec<_>>(),
            "goal_shown": own && dice.chance(0.45),
            "steps": course.steps(),
            "reviewer": reviewer.map(|who| course.stage.id(who)),
            "review_on": reviewer.map(|_| course.stage.calendar.day(ends)),
        });
        course.push(author, "plans.start", None, started, body);
        course
    }

    /// Does the steps one after another, as many as the fate has it.
    fn work(&mut self, fate: Fate, first: DayNumber, last: DayNumber, dice: &mut Dice) {
        let all = self.steps.len();
        let done = match fate {
            Fate::Closed(PlanOutcome::Reached) => all,
            Fate::Proposed | Fate::Fresh => 0,
            Fate::Closed(PlanOutcome::Dropped) => usize::from(dice.chance(0.4)),
            Fate::Working | Fate::Accepted | Fate::Passed | Fate::Reopened | Fate::Closed(PlanOutcome::NotReached) => {
                all.div_ceil(2).min(all.saturating_sub(1)).max(1)
            }
        };
        let mut day = first;
        for step in 0..done {
            let left = i64::from(last - day) / i64::try_from(done - step).unwrap_or(1);
            day += i32::try_from(dice.between((left / 2).max(1), left.max(1))).unwrap_or(1);
            if day > last {
                break;
            }
            let minute = dice.between(16 * 60, 22 * 60);
            let at = self.stage.calendar.at(day, minute, dice);
            self.steps[step].done = Some(day);
            let body = json!({"steps": self.steps()});
            self.push(self.learner, "plans.edit_steps", Some(self.steps_version), at, body);
            self.steps_version += 1;
        }
    }

    /// The learner's log.
    fn notes(&mut self, text: &'static PlanText, first: DayNumber, last: DayNumber, dice: &mut Dice) {
        let between = i64::from(last - first);
        if between < 3 {
            return;
        }
        for (place, note) in text.progress.iter().enumerate() {
            let from =
                between * i64::try_from(place + 1).unwrap_or(1) / i64::try_from(text.progress.len() + 1).unwrap_or(2);
            let day = first + i32::try_from(dice.between(from.max(1), (from + 3).min(between))).unwrap_or(1);
            let minute = dice.between(17 * 60, 22 * 60 + 30);
            let at = self.stage.calendar.at(day, minute, dice);
            let id = self.stage.next_id(at);
            let body = json!({"id": id, "text": note, "shared": dice.chance(0.6)});
            self.push(self.learner, "plans.progress", None, at, body);
        }
    }

    /// Moves the state, by the learner's hand.
    fn state(&mut self, kind: &'static str, at: Timestamp, body: Value) {
        self.push(self.learner, kind, Some(self.state_version), at, body);
        self.state_version += 1;
    }

    fn push(&mut self, who: Who, kind: &'static str, base: Option<i64>, at: Timestamp, body: Value) {
        let saved = Saved { base, ..op(self.stage, kind, self.id, at, body) };
        self.script.push(at.plus(SignedDuration::from_millis(900)), who, vec![saved]);
    }

    fn steps(&self) -> Value {
        let day = |day: Option<DayNumber>| day.map(|day| self.stage.calendar.day(day));
        self.steps
            .iter()
            .map(|step| json!({"id": step.id, "text": step.text, "due_on": day(step.due), "done_on": day(step.done)}))
            .collect()
    }
}

/// How many days the plan is meant to take, so that today finds it where it should be.
fn horizon(fate: Fate, first: DayNumber, dice: &mut Dice) -> DayNumber {
    let days = match fate {
        Fate::Passed => dice.between(18, 28),
        Fate::Working | Fate::Accepted | Fate::Fresh | Fate::Proposed => i64::from(-first) + dice.between(10, 24),
        Fate::Closed(_) | Fate::Reopened => dice.between(20, 32),
    };
    i32::try_from(days).unwrap_or(21)
}

/// Who looks again: the coach, or the attending who wrote; not everybody asks somebody.
fn reviewer(stage: &Stage, origin: &Origin, fate: Fate, dice: &mut Dice) -> Option<Who> {
    let coach = stage.coach_of(origin.learner);
    let author = Some(origin.author).filter(|who| stage.is(*who, Role::Faculty));
    let asked = named(stage.corpus, "attending2").filter(|_| named(stage.corpus, "resident") == Some(origin.learner));
    match fate {
        Fate::Closed(PlanOutcome::Reached) | Fate::Passed if asked.is_some() => asked,
        Fate::Proposed | Fate::Accepted => coach,
        Fate::Passed => author.or(coach),
        _ if dice.chance(0.2) => None,
        _ if dice.chance(0.3) => coach.or(author),
        _ => author.or(coach),
    }
}

fn ending(
    stage: &Stage,
    fate: Fate,
    text: &'static PlanText,
    dice: &mut Dice,
) -> Option<(PlanOutcome, Option<&'static str>)> {
    let outcome = match fate {
        Fate::Closed(outcome) => outcome,
        Fate::Reopened => PlanOutcome::NotReached,
        Fate::Proposed | Fate::Accepted | Fate::Fresh | Fate::Working | Fate::Passed => return None,
    };
    let note = match outcome {
        PlanOutcome::Reached => Some(text.outcome_note_reached.as_str()),
        PlanOutcome::NotReached => Some(text.outcome_note_not_reached.as_str()),
        PlanOutcome::Dropped => dice.one(&stage.corpus.replies.dropped).map(|one| one.text.as_str()),
    };
    Some((outcome, note))
}

/// The later observation of the same skill, shortly before the plan is closed.
#[allow(clippy::too_many_arguments)] // one encounter
fn look_again(
    stage: &mut Stage,
    plan: Uuid,
    author: Who,
    origin: &Origin,
    outcome: PlanOutcome,
    closes: DayNumber,
    taken: &mut Taken,
    dice: &mut Dice,
) -> Option<Entry> {
    let learner = origin.learner;
    let found = match outcome {
        PlanOutcome::Reached => LookAgain::Better,
        PlanOutcome::NotReached if dice.chance(0.8) => LookAgain::NotYet,
        PlanOutcome::NotReached | PlanOutcome::Dropped => LookAgain::NotObserved,
    };
    let look = taken.look(stage, learner, found, dice)?;
    let day = closes - i32::try_from(dice.between(1, 3)).unwrap_or(1);
    let minute = dice.between(9 * 60, 16 * 60 + 30);
    let observed = stage.calendar.at(day, minute, dice);
    let given = observed.plus(SignedDuration::from_secs(dice.between(70, 900)));
    let together = |who: Who| stage.roster.stint(who, day).map(|stint| stint.at);
    let rotation = together(learner).filter(|place| together(author) == Some(*place));
    let standing = stage.standing(learner, stage.months(learner, day)).round() as i64;
    let judged = found != LookAgain::NotObserved;
    Some(Entry {
        id: stage.next_id(given),
        author,
        learner,
        rotation,
        code: &origin.text.code,
        went_well: look.went_well.clone(),
        differently: look.differently.clone(),
        next_step: None,
        next_step_due: None,
        level: judged.then_some(standing.clamp(2, 10)),
        cannot_judge: !judged,
        setting: rotation.map_or(Setting::Other, |place| stage.setting(place)),
        basis: if judged { Basis::Watched } else { Basis::NotSaid },
        conversation: Conversation::Had,
        observed,
        given,
        received: arrives(&stage.calendar, given, dice),
        look_again: Some((plan, found)),
        request: None,
        withdrawn: None,
        typed: None,
    })
}
