//! What the demo's coach does with three of their learners: meetings, notes, and one asking to check in. Pure.

use serde_json::json;
use uuid::Uuid;

use super::{
    answers::op,
    calendar::DayNumber,
    dice::Dice,
    roster::{Who, named},
    script::{Saved, Script},
    stage::Stage,
};

/// A meeting that was held: so many days ago, with what was noted in it, and whether that was shared.
struct Held {
    day: DayNumber,
    notes: &'static [(&'static str, &'static str, bool)],
}

const WITH_RESIDENT: Held = Held {
    day: -28,
    notes: &[
        ("relationship", "Tired after nights, and glad of the clinic weeks. Ask again how sleep is going.", false),
        (
            "reaction",
            "Was surprised that several people wrote about the same thing, and agreed once we read them.",
            false,
        ),
        (
            "coaching",
            "We agreed: one sentence first, then the story. You try it on every new patient this block, and we look at it together.",
            true,
        ),
    ],
};

const WITH_ANOTHER: Held = Held {
    day: -46,
    notes: &[("content", "You read your feedback on handoffs aloud and found the pattern yourself.", true)],
};

/// What the demo's attending asks the coach.
const ASKED: &str = "Seemed worn out on rounds this week; I think a talk would be welcome.";

/// Adds the coach's months to the script.
pub fn meet(stage: &mut Stage, script: &mut Script) {
    let mut dice = stage.dice("coaching");
    let (Some(coach), Some(resident)) = (named(stage.corpus, "coach"), named(stage.corpus, "resident")) else { return };
    let learners = stage.coaching.iter().find(|(one, _)| *one == coach).map(|(_, learners)| learners.clone());
    let others: Vec<Who> = learners.unwrap_or_default().into_iter().filter(|one| *one != resident).collect();

    held(stage, coach, resident, &WITH_RESIDENT, script, &mut dice);
    planned(stage, coach, resident, 5, script, &mut dice);
    if let [another, third, ..] = others[..] {
        held(stage, coach, another, &WITH_ANOTHER, script, &mut dice);
        if let Some(attending) = named(stage.corpus, "attending") {
            asked(stage, attending, third, script, &mut dice);
        }
    }
}

fn held(stage: &mut Stage, coach: Who, learner: Who, meeting: &Held, script: &mut Script, dice: &mut Dice) {
    let id = planned(stage, coach, learner, meeting.day, script, dice);
    let mut saved: Vec<Saved> = Vec::new();
    let minute = dice.between(14 * 60, 15 * 60);
    for (place, (part, text, shared)) in (0..).zip(meeting.notes) {
        let at = stage.calendar.at(meeting.day, minute + 8 * place, dice);
        let body = json!({"learner": stage.id(learner), "meeting": id, "part": part, "text": text, "shared": shared});
        let note = stage.next_id(at);
        saved.push(op(stage, "coaching.note", note, at, body));
    }
    let at = stage.calendar.at(meeting.day, minute + 40, dice);
    let body = json!({"on": stage.calendar.day(meeting.day), "state": "held"});
    saved.push(Saved { base: Some(1), ..op(stage, "coaching.change_meeting", id, at, body) });
    script.push(at, coach, saved);
}

/// A meeting that was agreed on two weeks before it, or a few days ago.
fn planned(stage: &mut Stage, coach: Who, learner: Who, day: DayNumber, script: &mut Script, dice: &mut Dice) -> Uuid {
    let at = stage.calendar.at((day - 14).min(-3), 17 * 60, dice);
    let id = stage.next_id(at);
    let body = json!({"learner": stage.id(learner), "on": stage.calendar.day(day)});
    let saved = op(stage, "coaching.plan_meeting", id, at, body);
    script.push(at, coach, vec![saved]);
    id
}

fn asked(stage: &mut Stage, asker: Who, learner: Who, script: &mut Script, dice: &mut Dice) {
    let at = stage.calendar.at(-2, 18 * 60, dice);
    let id = stage.next_id(at);
    let body = json!({"learner": stage.id(learner), "text": ASKED, "to": "coach"});
    let saved = op(stage, "coaching.ask_check_in", id, at, body);
    script.push(at, asker, vec![saved]);
}
