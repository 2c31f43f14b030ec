//! What becomes of feedback: learners open their phones, read, acknowledge, thank, ask back, see it differently and
//! reflect; authors answer by amendment; coaches read along. Pure.

use std::collections::HashSet;

use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;

use super::{
    calendar::DayNumber,
    corpus::{Exchange, Fits},
    dice::Dice,
    entries::Entry,
    roster::{Who, named, with_role},
    script::{Saved, Script},
    stage::Stage,
};
use crate::base::{actor::Role, clock::Timestamp};

/// The demo's own residents have last looked at their phones so many days ago, so that something is unread.
const LAST_LOOK: DayNumber = -2;
/// How often one text of an exchange or a reflection is used at most.
const USES_MAX: usize = 2;

/// Adds what learners, authors and coaches do with `entries`.
pub fn follow(stage: &mut Stage, entries: &[Entry], script: &mut Script) {
    let mut dice = stage.dice("answers");
    let mut used = Used::default();
    let learners: Vec<Who> = with_role(stage.corpus, Role::Learner).map(|(who, _)| who).collect();
    for learner in learners {
        let about: Vec<&Entry> = entries.iter().filter(|entry| entry.learner == learner).collect();
        looks(stage, learner, &about, &mut used, script, &mut dice);
    }
    let coaching = stage.coaching.clone();
    for (coach, learners) in coaching {
        let about: Vec<&Entry> = entries.iter().filter(|entry| learners.contains(&entry.learner)).collect();
        reads_along(stage, coach, &about, script, &mut dice);
    }
    additions(stage, entries, script, &mut dice);
    open_question(stage, entries, &used, script, &mut dice);
}

/// Texts that were said already.
#[derive(Default)]
struct Used {
    exchanges: Vec<*const Exchange>,
    thanks: HashSet<(Who, usize)>,
    reflections: Vec<(Who, usize)>,
    asked: HashSet<Uuid>,
}

/// One learner's months with their phone.
fn looks(stage: &mut Stage, learner: Who, about: &[&Entry], used: &mut Used, script: &mut Script, dice: &mut Dice) {
    let own = stage.corpus.people[learner].demo.is_some();
    let (often, answers) = (0.3 + 0.4 * dice.unit(), 0.6 + 0.25 * dice.unit());
    let mut waiting: Vec<&Entry> = about.to_vec();
    for day in stage.roster.first_day..=0 {
        let forced = own && day == LAST_LOOK;
        if !(forced || dice.chance(often)) || (own && day > LAST_LOOK) {
            continue;
        }
        let minute = match dice.between(1, 4) {
            _ if forced => 20 * 60 + 15,
            1 => dice.between(6 * 60 + 20, 7 * 60 + 20),
            2 => dice.between(12 * 60, 13 * 60 + 5),
            _ => dice.between(17 * 60 + 30, 22 * 60 + 30),
        };
        let opened = stage.calendar.at(day, minute, dice);
        let (new, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|entry| entry.is_there(opened) && (forced || dice.chance(0.96)));
        waiting = rest;
        let mut now = opened;
        let mut saved = Vec::new();
        for entry in new {
            answer(stage, entry, answers, &mut now, &mut saved, used, script, dice);
        }
        script.push(now.plus(SignedDuration::from_millis(dice.between(300, 2_500))), learner, saved);
    }
}

/// Reads one entry and says something to it, or not.
#[allow(clippy::too_many_arguments)] // one reading, with everything it may touch
fn answer(
    stage: &mut Stage,
    entry: &Entry,
    answers: f64,
    now: &mut Timestamp,
    saved: &mut Vec<Saved>,
    used: &mut Used,
    script: &mut Script,
    dice: &mut Dice,
) {
    let mut later = |dice: &mut Dice, from, to| {
        *now = now.plus(SignedDuration::from_millis(dice.between(from, to)));
        *now
    };
    let at = later(dice, 2_000, 9_000);
    saved.push(op(stage, "notifications.read", entry.id, at, json!({})));
    if dice.chance(answers) {
        let at = later(dice, 12_000, 70_000);
        let id = stage.next_id(at);
        saved.push(op(stage, "reflections.acknowledge", entry.id, at, json!({"id": id, "text": null})));
    }
    let said = exchange(stage, entry, used, dice);
    if let Some((kind, exchange)) = said {
        let at = later(dice, 40_000, 200_000);
        let id = stage.next_id(at);
        saved.push(op(stage, kind, entry.id, at, json!({"id": id, "text": exchange.text})));
        if kind == "reflections.ask" {
            used.asked.insert(entry.id);
        }
        if dice.chance(0.85) {
            let days = dice.between(0, 3);
            amend(stage, entry, at, days, &exchange.amendment, script, dice);
        }
    } else if dice.chance(answers * 0.4) {
        let at = later(dice, 10_000, 60_000);
        let text = if dice.chance(0.65) { thanks(stage, entry, used, dice) } else { None };
        let id = stage.next_id(at);
        saved.push(op(stage, "reflections.thank", entry.id, at, json!({"id": id, "text": text})));
    }
    if dice.chance(0.055) {
        let at = later(dice, 60_000, 400_000);
        reflect(stage, entry, at, saved, used, dice);
    }
}

/// A question or another view, where one fits the entry.
fn exchange(
    stage: &Stage,
    entry: &Entry,
    used: &mut Used,
    dice: &mut Dice,
) -> Option<(&'static str, &'static Exchange)> {
    let differently = entry.differently.as_deref()?;
    let replies = &stage.corpus.replies;
    let questions = replies.questions.iter().map(|one| ("reflections.ask", one));
    let all: Vec<_> = questions.chain(replies.differs.iter().map(|one| ("reflections.differ", one))).collect();
    let is_unused =
        |one: &Exchange| used.exchanges.iter().filter(|other| std::ptr::eq(**other, one)).count() < USES_MAX;
    let own = all.iter().find(|(_, one)| one.about.as_deref().is_some_and(|about| differently.starts_with(about)));
    let chosen = match own {
        Some(own) if is_unused(own.1) && dice.chance(0.8) => *own,
        None if dice.chance(0.03) => {
            let any: Vec<_> = all.into_iter().filter(|(_, one)| one.about.is_none() && is_unused(one)).collect();
            // A learner speaks of the level only where there is one.
            let any: Vec<_> =
                any.into_iter().filter(|(_, one)| entry.level.is_some() || !one.text.contains("level")).collect();
            *dice.one(&any)?
        }
        _ => return None,
    };
    used.exchanges.push(chosen.1);
    Some(chosen)
}

/// A thank-you that fits the entry and that this learner has not written yet.
fn thanks(stage: &Stage, entry: &Entry, used: &mut Used, dice: &mut Dice) -> Option<&'static str> {
    let corpus = stage.corpus;
    let fitting: Vec<usize> = corpus
        .replies
        .thanks
        .iter()
        .enumerate()
        .filter(|(place, thanks)| {
            let fits = match thanks.fits {
                Fits::Any => true,
                Fits::Differently => entry.differently.is_some(),
                Fits::NextStep => entry.next_step.is_some(),
            };
            fits && !used.thanks.contains(&(entry.learner, *place))
        })
        .map(|(place, _)| place)
        .collect();
    let place = *dice.one(&fitting)?;
    used.thanks.insert((entry.learner, place));
    Some(corpus.replies.thanks[place].text.as_str())
}

/// A private note on the entry, sometimes shared.
fn reflect(stage: &mut Stage, entry: &Entry, at: Timestamp, saved: &mut Vec<Saved>, used: &mut Used, dice: &mut Dice) {
    let corpus = stage.corpus;
    let is_free = |place: usize| {
        let uses = used.reflections.iter().filter(|(_, other)| *other == place);
        uses.clone().count() < USES_MAX && uses.clone().all(|(who, _)| *who != entry.learner)
    };
    let fits = |code: Option<&str>| code.is_none_or(|code| code == entry.code);
    let free: Vec<usize> = (0..corpus.replies.reflections.len())
        .filter(|place| fits(corpus.replies.reflections[*place].code.as_deref()) && is_free(*place))
        .collect();
    let Some(place) = dice.one(&free).copied() else { return };
    used.reflections.push((entry.learner, place));
    let id = stage.next_id(at);
    let text = &corpus.replies.reflections[place].text;
    saved.push(op(stage, "reflections.reflect", id, at, json!({"entry": entry.id, "text": text})));
    if dice.chance(0.4) {
        let with = stage.coach_of(entry.learner).unwrap_or(entry.author);
        let at = at.plus(SignedDuration::from_secs(dice.between(8, 40)));
        saved.push(op(stage, "reflections.share", id, at, json!({"with": [stage.id(with)]})));
    }
}

/// The author adds something beside the entry, once they find the time.
fn amend(
    stage: &mut Stage,
    entry: &Entry,
    after: Timestamp,
    days: i64,
    text: &str,
    script: &mut Script,
    dice: &mut Dice,
) {
    let at = stage.spare_time(after, days, dice);
    if entry.withdrawn.is_some() {
        return;
    }
    let id = stage.next_id(at);
    let saved = op(stage, "feedback.amend", entry.id, at, json!({"id": id, "text": text}));
    script.push(at.plus(SignedDuration::from_millis(dice.between(400, 3_000))), entry.author, vec![saved]);
}

/// A coach's Friday afternoon.
fn reads_along(stage: &mut Stage, coach: Who, about: &[&Entry], script: &mut Script, dice: &mut Dice) {
    let mut waiting: Vec<&Entry> = about.to_vec();
    for day in (stage.roster.first_day..=-3).filter(|day| stage.calendar.is_friday(*day)).collect::<Vec<_>>() {
        let minute = dice.between(15 * 60, 17 * 60);
        let mut now = stage.calendar.at(day, minute, dice);
        let (new, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|entry| entry.is_there(now) && dice.chance(0.9));
        waiting = rest;
        let mut saved = Vec::new();
        for entry in new.into_iter().filter(|entry| entry.author != coach) {
            now = now.plus(SignedDuration::from_secs(dice.between(4, 50)));
            saved.push(op(stage, "notifications.read", entry.id, now, json!({})));
        }
        script.push(now.plus(SignedDuration::from_secs(1)), coach, saved);
    }
}

/// What authors add of themselves: each text once, beside an entry that has everything it may speak of.
fn additions(stage: &mut Stage, entries: &[Entry], script: &mut Script, dice: &mut Dice) {
    let mut whole: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.level.is_some() && entry.differently.is_some() && entry.next_step.is_some())
        .filter(|entry| stage.is(entry.author, Role::Faculty) && stage.calendar.number(entry.given) < -6)
        .collect();
    dice.shuffle(&mut whole);
    for (entry, addition) in whole.into_iter().zip(&stage.corpus.replies.additions) {
        let days = dice.between(1, 3);
        amend(stage, entry, entry.received, days, &addition.text, script, dice);
    }
}

/// What waits for the demo's attending: a question of the demo's resident that is not answered yet.
fn open_question(stage: &mut Stage, entries: &[Entry], used: &Used, script: &mut Script, dice: &mut Dice) {
    let (attending, resident) = (named(stage.corpus, "attending"), named(stage.corpus, "resident"));
    let asked_at = stage.calendar.at(LAST_LOOK, 20 * 60 + 40, dice);
    let last = entries.iter().rev().find(|entry| {
        Some(entry.author) == attending
            && Some(entry.learner) == resident
            && entry.differently.is_some()
            && entry.is_there(asked_at)
            && !used.asked.contains(&entry.id)
    });
    let question = stage.corpus.replies.questions.iter().find(|one| one.about.is_none());
    if let (Some(entry), Some(question)) = (last, question) {
        let id = stage.next_id(asked_at);
        let saved = op(stage, "reflections.ask", entry.id, asked_at, json!({"id": id, "text": question.text}));
        script.push(asked_at.plus(SignedDuration::from_secs(1)), entry.learner, vec![saved]);
    }
}

/// An operation without a base.
pub fn op(stage: &mut Stage, kind: &'static str, subject: Uuid, at: Timestamp, body: serde_json::Value) -> Saved {
    Saved { id: stage.next_id(at), kind, subject, base: None, at, body }
}
