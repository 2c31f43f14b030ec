//! What residents ask: requests that were answered, that wait, that were declined, taken back, or forgotten. Pure.

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answers::op,
    calendar::DayNumber,
    dice::Dice,
    entries::Entry,
    roster::{Who, named},
    script::{Deed, Saved, Script},
    stage::Stage,
};
use crate::base::{actor::Role, clock::Timestamp};

/// How many entries were asked for.
const ANSWERED: usize = 6;

/// A question about a skill.
struct Text {
    code: &'static str,
    question: &'static str,
    goal: Option<&'static str>,
}

const fn text(code: &'static str, question: &'static str, goal: Option<&'static str>) -> Text {
    Text { code, question, goal }
}

const TEXTS: [Text; 8] = [
    text("PC1", "Which question did I ask too late when I took the history?", None),
    text("PC2", "What should I examine first when I have only five minutes?", None),
    text(
        "PC3",
        "Where in my differential did I stop too early?",
        Some("Name three causes before I say which I believe"),
    ),
    text("PC4", "Which of my orders this week would you have written differently, and why?", None),
    text("MK2", "Did I explain well enough why I chose that dose?", None),
    text("PBLI2", "What one habit would make the biggest difference for me on the next block?", None),
    text(
        "ICS1",
        "How can I say the plan so that the family can repeat it?",
        Some("One sentence before any detail, at every family meeting"),
    ),
    text("ICS2", "How can I make my presentation on rounds shorter without losing what matters?", Some("Two minutes")),
];

/// Adds all of it, before entries are sent: some of them become answers.
pub fn ask(stage: &mut Stage, entries: &mut [Entry], script: &mut Script) {
    let mut dice = stage.dice("requests");
    answered(stage, entries, script, &mut dice);
    let who = |demo: &str| named(stage.corpus, demo);
    let (Some(resident), Some(resident2)) = (who("resident"), who("resident2")) else { return };
    let (Some(attending), Some(attending2), Some(nurse)) = (who("attending"), who("attending2"), who("nurse")) else {
        return;
    };
    let view = json!({ "own_view": "I think I lost the thread when the pharmacist asked about the potassium.",
                       "in_person": true });
    asks(stage, script, resident, attending, "ICS2", -2, view, &mut dice);
    let context = json!({ "context": "The admission from the emergency department on Tuesday night" });
    asks(stage, script, resident2, attending, "PC3", -1, context, &mut dice);
    asks(stage, script, resident, nurse, "ICS1", -1, json!({}), &mut dice);

    let declined = asks(stage, script, resident2, attending2, "PC2", -6, json!({}), &mut dice);
    let body = json!({ "reason": "did_not_observe", "other": stage.id(attending) });
    ends(stage, script, declined, attending2, "requests.decline", -5, body, &mut dice);
    let withdrawn = asks(stage, script, resident2, nurse, "ICS2", -9, json!({}), &mut dice);
    ends(stage, script, withdrawn, resident2, "requests.withdraw", -8, json!({}), &mut dice);
    if let Some(request) = asks(stage, script, resident, attending2, "PC4", -30, json!({}), &mut dice) {
        let at = stage.calendar.at(-15, 5, &mut dice);
        script.add(at, attending2, Deed::Expire { request });
    }
}

/// Entries of the last weeks were asked for the day before.
fn answered(stage: &mut Stage, entries: &mut [Entry], script: &mut Script, dice: &mut Dice) {
    let mut places: Vec<usize> = (0..entries.len())
        .filter(|place| {
            let entry = &entries[*place];
            let day = stage.calendar.number(entry.observed);
            (-60..-3).contains(&day)
                && stage.is(entry.author, Role::Faculty)
                && entry.typed.is_none()
                && entry.withdrawn.is_none()
                && entry.look_again.is_none()
                && TEXTS.iter().any(|text| text.code == entry.code)
        })
        .collect();
    dice.shuffle(&mut places);
    // The demo's own resident is among them.
    let resident = named(stage.corpus, "resident");
    places.sort_by_key(|place| Some(entries[*place].learner) != resident);
    for place in places.into_iter().take(ANSWERED) {
        let entry = &entries[place];
        let (day, code) = (stage.calendar.number(entry.observed) - 1, entry.code);
        let (learner, author, id, received) = (entry.learner, entry.author, entry.id, entry.received);
        let request = asks(stage, script, learner, author, code, day, json!({}), dice);
        if let Some(request) = request {
            entries[place].request = Some(request);
            script.add(received.plus(SignedDuration::from_secs(1)), author, Deed::Meet { request, entry: id });
        }
    }
}

#[allow(clippy::too_many_arguments)] // who asks whom what and when
fn asks(
    stage: &mut Stage,
    script: &mut Script,
    learner: Who,
    assessor: Who,
    code: &str,
    day: DayNumber,
    with: Value,
    dice: &mut Dice,
) -> Option<Uuid> {
    let text = TEXTS.iter().find(|text| text.code == code)?;
    if !stage.roster.is_there(&stage.corpus.people[learner], day) {
        return None;
    }
    let minute = dice.between(17 * 60 + 30, 21 * 60);
    let at = stage.calendar.at(day, minute, dice);
    let id = stage.next_id(at);
    let mut body = json!({
        "assessor": stage.id(assessor), "set": stage.corpus.program.set, "subcompetency": stage.skill(code),
        "question": text.question,
    });
    if let (Some(body), Value::Object(with)) = (body.as_object_mut(), with) {
        body.extend(text.goal.map(|goal| ("goal".to_owned(), json!(goal))));
        body.extend(with);
    }
    let saved = op(stage, "requests.ask", id, at, body);
    script.push(sent(at), learner, vec![saved]);
    Some(id)
}

#[allow(clippy::too_many_arguments)] // who ends what how and when
fn ends(
    stage: &mut Stage,
    script: &mut Script,
    request: Option<Uuid>,
    who: Who,
    kind: &'static str,
    day: DayNumber,
    body: Value,
    dice: &mut Dice,
) {
    let Some(request) = request else { return };
    let minute = dice.between(12 * 60, 13 * 60);
    let at = stage.calendar.at(day, minute, dice);
    let saved = Saved { base: Some(1), ..op(stage, kind, request, at, body) };
    script.push(sent(at), who, vec![saved]);
}

fn sent(saved: Timestamp) -> Timestamp {
    saved.plus(SignedDuration::from_millis(900))
}
