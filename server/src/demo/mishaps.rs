//! What goes wrong in nine months, and how it is put right: entries taken back, a patient's name redacted, learners
//! who were on nobody's list. And who opened a record. Pure.

use jiff::SignedDuration;
use serde_json::json;

use super::{
    answers::op,
    calendar::DayNumber,
    dice::Dice,
    entries::{Entry, Meeting, TypedName, compose},
    roster::{Who, named, with_role},
    script::{Deed, Saved, Script},
    stage::Stage,
};
use crate::base::{actor::Role, clock::Timestamp};

/// Adds all of it.
pub fn happen(stage: &mut Stage, entries: &mut Vec<Entry>, script: &mut Script) {
    let mut dice = stage.dice("mishaps");
    let mut chosen = choose(stage, entries, &mut dice).into_iter();
    let director = stage.first(Role::Director);
    for reason in [Some("Wrong resident: the two of them had changed places that day."), None] {
        if let Some(entry) = chosen.next().and_then(|place| entries.get_mut(place)) {
            let hours = dice.between(2, 30);
            withdraw(stage, entry, entry.author, hours, reason, script);
        }
    }
    if let (Some(entry), Some(director)) = (chosen.next().and_then(|place| entries.get_mut(place)), director) {
        let reason = Some("The author wrote about another resident and noticed it only after a week.");
        withdraw(stage, entry, director, 9 * 24 + 5, reason, script);
    }
    if let Some(entry) = chosen.next().and_then(|place| entries.get_mut(place)) {
        redact(
            stage,
            entry,
            entry.author,
            25 * 60,
            ["", "Mr. Penrose", "'s daughter told me the same the next day."],
            script,
        );
    }
    if let (Some(entry), Some(director)) = (chosen.next().and_then(|place| entries.get_mut(place)), director) {
        let passage = ["I mean the evening with ", "Ms. Okolie from room twelve", "."];
        redact(stage, entry, director, 2 * 24 * 3_600, passage, script);
    }
    strangers(stage, entries, script, &mut dice);
    record_reads(stage, script, &mut dice);
    entries.sort_by_key(|entry| entry.given);
}

/// Ordinary entries of attendings, some weeks or months old, about nobody of the demo page.
fn choose(stage: &Stage, entries: &[Entry], dice: &mut Dice) -> Vec<usize> {
    let mut places: Vec<usize> = (0..entries.len())
        .filter(|place| {
            let entry = &entries[*place];
            (-200..-20).contains(&stage.calendar.number(entry.given))
                && stage.is(entry.author, Role::Faculty)
                && entry.went_well.is_some()
                && entry.next_step.is_none()
                && entry.look_again.is_none()
                && stage.corpus.people[entry.learner].demo.is_none()
        })
        .collect();
    dice.shuffle(&mut places);
    places
}

fn withdraw(stage: &mut Stage, entry: &mut Entry, by: Who, hours: i64, reason: Option<&str>, script: &mut Script) {
    let at = entry.received.plus(SignedDuration::from_hours(hours));
    entry.withdrawn = Some(at);
    let saved = op(stage, "feedback.withdraw", entry.id, at, json!({"reason": reason}));
    script.push(at, by, vec![saved]);
}

/// The entry says a name, in the middle of `passage`, until it is redacted.
fn redact(stage: &mut Stage, entry: &mut Entry, by: Who, seconds: i64, passage: [&str; 3], script: &mut Script) {
    let [before, name, after] = passage;
    let said = format!("{} {before}", entry.went_well.take().unwrap_or_default());
    let from = said.chars().count();
    let to = from + name.chars().count();
    entry.went_well = Some(format!("{said}{name}{after}"));
    let at = entry.received.plus(SignedDuration::from_secs(seconds));
    let body = json!({"part": "went_well", "amendment": null, "from": from, "to": to});
    let saved = Saved { base: Some(1), ..op(stage, "feedback.redact", entry.id, at, body) };
    script.push(at, by, vec![saved]);
}

/// What becomes of an entry about somebody who was on nobody's list.
enum Ends {
    Held,
    Returned(&'static str),
    Matched,
}

/// Entries about a learner by name only: two wait for the coordinator, one was returned, one matched.
fn strangers(stage: &mut Stage, entries: &mut Vec<Entry>, script: &mut Script, dice: &mut Dice) {
    let note = "There is no resident of this name in our program. I think you mean the student from neurology; \
                please tell their school's coordinator.";
    let met: [(&str, DayNumber, &str, &str, Ends); 4] = [
        ("attending2", -38, "Tomas (first-year, tall)", "Wards B", Ends::Matched),
        ("attending2", -12, "Wendell K.", "Neurology", Ends::Returned(note)),
        ("attending", -4, "Dr. Oyelaran", "Anesthesia, rotating with us", Ends::Held),
        ("nurse", -1, "The new night resident", "Night float", Ends::Held),
    ];
    let (Some(coordinator), Some(learner)) = (stage.first(Role::Coordinator), named(stage.corpus, "resident2")) else {
        return;
    };
    for (author, day, name, service, ends) in met {
        let Some(author) = named(stage.corpus, author) else { continue };
        let minute = dice.between(15 * 60, 18 * 60);
        let observed = stage.calendar.at(day, minute, dice);
        let given = observed.plus(SignedDuration::from_secs(dice.between(60, 300)));
        let place = stage.roster.stint(author, day).map(|stint| stint.at);
        let meeting = Meeting { author, learner, rotation: place, observed, given, whole: None };
        let Some(entry) = compose(stage, &meeting, dice) else { continue };
        let mut entry = Entry { typed: Some(TypedName { name, service }), level: None, ..entry };
        let pushed = given.plus(SignedDuration::from_secs(12));
        let body = entry.body(stage);
        let saved = op(stage, "feedback.give", entry.id, given, body);
        let held = saved.id;
        script.push(pushed, author, vec![saved]);
        let decided = stage.calendar.at(day + 2, 9 * 60 + 10, dice);
        match ends {
            Ends::Held => {}
            Ends::Returned(note) => script.add(decided, coordinator, Deed::Return { held, note }),
            Ends::Matched => {
                script.add(decided, coordinator, Deed::Match { held, learner });
                entry.received = decided;
                entries.push(entry);
            }
        }
    }
}

/// The director reads before talks with residents, and sees to the demo's resident now and then.
fn record_reads(stage: &mut Stage, script: &mut Script, dice: &mut Dice) {
    let Some(director) = stage.first(Role::Director) else { return };
    let resident = named(stage.corpus, "resident");
    let learners: Vec<Who> = with_role(stage.corpus, Role::Learner).map(|(who, _)| who).collect();
    let often = [-150, -96, -95, -51, -50, -17].map(|day| (day, dice.one(&learners).copied()));
    for (day, learner) in often.into_iter().chain([(-120, resident), (-33, resident), (-3, resident)]) {
        let Some(learner) = learner.filter(|who| stage.roster.is_there(&stage.corpus.people[*who], day)) else {
            continue;
        };
        let minute = dice.between(13 * 60, 17 * 60);
        let at: Timestamp = stage.calendar.at(day, minute, dice);
        script.add(at, director, Deed::ReadRecord { learner });
    }
}
