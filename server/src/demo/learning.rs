//! The learning plans of the demo's resident: one of the last half-year, signed by both and worked on since, and the
//! draft of this half-year, begun from an open action plan. Pure.

use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answers::op,
    calendar::DayNumber,
    dice::Dice,
    roster::{Who, named},
    script::{Saved, Script},
    stage::Stage,
};
use crate::{base::clock::Timestamp, features::learning_plans::model::half_of};

/// How many days after it was begun the signed plan was talked through.
const UNTIL_TALKED: DayNumber = 6;
/// How many days ago this half-year's plan was begun.
const DRAFT_AGO: DayNumber = 12;

/// A goal before it has ids and days.
struct Text {
    goal: &'static str,
    skills: &'static [&'static str],
    strategies: Option<&'static str>,
    evidence: Option<&'static str>,
    /// In how many days.
    within: Option<DayNumber>,
}

const SIGNED: [Text; 3] = [
    Text {
        goal: "Open every inpatient presentation with a one-line summary that names the working diagnosis",
        skills: &["ICS2", "PC3"],
        strategies: Some(
            "Write the line before rounds for my two newest patients. Ask the attending of the week to stop me where it is missing.",
        ),
        evidence: Some("Three attendings say unasked, in two different rotations, that the summary was clear."),
        within: Some(75),
    },
    Text {
        goal: "Place ultrasound-guided peripheral lines without help in four of five tries",
        skills: &["PC4"],
        strategies: Some(
            "Ten supervised tries in the simulation room, then every second line on the ward with the PICC nurse.",
        ),
        evidence: Some("My procedure log shows four of five, each with the name of who watched."),
        within: Some(110),
    },
    Text {
        goal: "Read one guideline a week that a patient of mine raised a question about, and bring it to rounds",
        skills: &["PBLI1", "MK2"],
        strategies: Some("Thursday half an hour in the library, before clinic. One slide, three sentences."),
        evidence: Some("A list of at least twelve, with the question each began from."),
        within: Some(130),
    },
];

const DRAFT: [Text; 2] = [
    Text {
        goal: "Lead a goals-of-care talk from beginning to end, with the attending in the room and silent",
        skills: &["ICS1"],
        strategies: Some(
            "Prepare the first three sentences with my coach, and watch two talks of the palliative team first.",
        ),
        evidence: Some("Two different attendings write what they saw, and neither had to step in."),
        within: Some(90),
    },
    Text {
        goal: "Supervise two interns on nights without taking the work out of their hands",
        skills: &["SBP2"],
        strategies: None,
        evidence: None,
        within: None,
    },
];

/// Adds the plans to the script.
pub fn agree(stage: &mut Stage, script: &mut Script) {
    let Some(learner) = named(stage.corpus, "resident") else { return };
    let Some(coach) = stage.coach_of(learner) else { return };
    let mut dice = stage.dice("learning");
    let half = |stage: &Stage, day: DayNumber| half_of(&stage.calendar.day(day));
    let first = |stage: &Stage, of: DayNumber| {
        (stage.roster.first_day..=of).find(|day| half(stage, *day) == half(stage, of)).unwrap_or(of)
    };
    let this = first(stage, 0);
    let last = first(stage, this - 1);
    signed(stage, script, learner, coach, (last + 40).max(stage.roster.first_day + 15).min(this - 10), &mut dice);
    let begun = this.max(-DRAFT_AGO);
    if begun < 0 {
        draft(stage, script, learner, begun, &mut dice);
    }
}

fn signed(stage: &mut Stage, script: &mut Script, learner: Who, coach: Who, begun: DayNumber, dice: &mut Dice) {
    let talked = begun + UNTIL_TALKED;
    let started = stage.calendar.at(begun, 20 * 60 + 10, dice);
    let goals: Vec<Value> = SIGNED.iter().map(|text| goal(stage, text, begun, started)).collect();
    let id = stage.next_id(started);
    let body = json!({
        "goals": goals,
        "career_goals": "Hospital medicine at a teaching hospital, with one month a year abroad.",
        "obstacles": "Four months of nights this year. I say yes to every swap, and then nothing is left for reading.",
        "helpers": "The chief residents, the simulation room on Tuesdays, and two friends who want to read guidelines, too.",
    });
    push(stage, script, learner, "learning_plans.start", id, None, started, body);

    let (day, next) = (stage.calendar.day(talked), stage.calendar.day(talked + 150));
    let at = stage.calendar.at(talked, 16 * 60 + 30, dice);
    let minutes = |n: i64| at.plus(SignedDuration::from_mins(n));
    let dates = json!({"discussed_on": day, "next_review_on": next});
    push(stage, script, learner, "learning_plans.edit_dates", id, Some(1), at, dates);
    let said = json!({"text": "It helped to leave two goals out. I want to be asked about the reading in March."});
    push(stage, script, learner, "learning_plans.comment", id, Some(1), minutes(6), said);
    let signature = json!({"id": stage.next_id(minutes(8))});
    push(stage, script, learner, "learning_plans.sign", id, Some(3), minutes(8), signature);
    let said = json!({"text": "Three goals you can be held to. The first one was your own idea from the start, and it shows in how you talk about it."});
    push(stage, script, coach, "learning_plans.comment", id, Some(1), minutes(95), said);
    let signature = json!({"id": stage.next_id(minutes(97))});
    push(stage, script, coach, "learning_plans.sign", id, Some(4), minutes(97), signature);

    for (place, after, outcome, note, base) in [
        (0, 70, "reached", Some("Three attendings said so, the last one on the cardiology ward."), 1),
        (2, 100, "not_reached", Some("Seven of twelve. Thursdays were eaten by the clinic; mornings may work."), 2),
    ] {
        let minute = 19 * 60 + 20 * base;
        let closed = stage.calendar.at((talked + after).min(-2), minute, dice);
        let body = json!({"goal": goals[place]["id"], "outcome": outcome, "note": note});
        push(stage, script, learner, "learning_plans.close_goal", id, Some(base), closed, body);
    }
}

fn draft(stage: &mut Stage, script: &mut Script, learner: Who, begun: DayNumber, dice: &mut Dice) {
    let started = stage.calendar.at(begun, 19 * 60 + 40, dice);
    let from = open_plan(stage, script, learner, started);
    let mut goals: Vec<Value> = DRAFT.iter().map(|text| goal(stage, text, begun, started)).collect();
    if let Some((_, plan)) = &from {
        let id = stage.next_id(started);
        let skills = json!([{"set": plan["set"], "subcompetency": plan["subcompetency"]}]);
        let begun = json!(stage.calendar.day(begun));
        let later = Some(&plan["review_on"]).filter(|day| day.as_str() > begun.as_str());
        goals.insert(
            0,
            json!({
                "id": id, "text": plan["goal"], "skills": skills, "strategies": null, "evidence": null,
                "projected_on": later, "entries": plan["entries"],
            }),
        );
    }
    let first = goals[0]["id"].clone();
    let body = json!({
        "goals": goals,
        "career_goals": "Hospital medicine at a teaching hospital; this year a taste of palliative care.",
        "obstacles": null,
        "helpers": "The palliative team lets me sit in on Wednesdays.",
    });
    let id = stage.next_id(started);
    push(stage, script, learner, "learning_plans.start", id, None, started, body);
    if let Some((plan, _)) = from {
        let at = started.plus(SignedDuration::from_millis(40));
        let body = json!({"goal": first, "plan": plan});
        push(stage, script, learner, "learning_plans.link_goal", id, Some(1), at, body);
    }
}

fn goal(stage: &mut Stage, text: &Text, begun: DayNumber, at: Timestamp) -> Value {
    let set = stage.corpus.program.set.clone();
    let skills: Vec<Value> =
        text.skills.iter().map(|code| json!({"set": set, "subcompetency": stage.skill(code)})).collect();
    json!({
        "id": stage.next_id(at), "text": text.goal, "skills": skills, "strategies": text.strategies,
        "evidence": text.evidence, "projected_on": text.within.map(|days| stage.calendar.day(begun + days)),
        "entries": [],
    })
}

/// The last plan the learner started by then that is still open, with what it says.
fn open_plan(stage: &Stage, script: &Script, learner: Who, by: Timestamp) -> Option<(Uuid, Value)> {
    let own = json!(stage.id(learner));
    let closed = |plan: Uuid| script.saved().any(|saved| saved.kind == "plans.close" && saved.subject == plan);
    let started =
        script.saved().filter(|saved| saved.kind == "plans.start" && saved.body["learner"] == own && saved.at < by);
    let last = started.filter(|saved| !closed(saved.subject)).max_by_key(|saved| saved.at)?;
    Some((last.subject, last.body.clone()))
}

#[allow(clippy::too_many_arguments)] // an operation as it is written down
fn push(
    stage: &mut Stage,
    script: &mut Script,
    who: Who,
    kind: &'static str,
    subject: Uuid,
    base: Option<i64>,
    at: Timestamp,
    body: Value,
) {
    let saved = Saved { base, ..op(stage, kind, subject, at, body) };
    script.push(at.plus(SignedDuration::from_millis(900)), who, vec![saved]);
}
