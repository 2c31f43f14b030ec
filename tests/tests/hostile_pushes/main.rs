//! Whatever bytes a device sends: never a 5xx, never half of an operation, never an entry that was understood and is
//! then neither stored nor held, and a good operation beside bad ones is applied.
//!
//! The pushes are the same in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others and for more.

mod ledger;
mod mutation;

use std::collections::BTreeSet;

use actix_web::rt::System;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use waymark::{
    features::notifications::preferences::preferences_id,
    sync::{
        dispatch,
        protocol::{OPERATIONS_MAX, PROTOCOL, Push, Received, hex},
    },
};
use waymark_tests::{Clinic, Member, TestApp};

use mutation::{Fields, Plan};

/// What everybody's operations are about.
struct Scene<'a> {
    clinic: &'a Clinic<'a>,
    entry: Uuid,
    plan: Uuid,
}

impl<'a> Scene<'a> {
    async fn set(clinic: &'a Clinic<'a>) -> Self {
        let (cole, ana) = (clinic.member("cole"), clinic.member("ana"));
        let (entry, plan) = (clinic.fresh(), clinic.fresh());
        let give = cole.operation("feedback.give", entry, None, clinic.feedback_about("ana"));
        let start = ana.operation("plans.start", plan, None, json!({ "learner": ana.id, "goal": "One line first" }));
        assert_eq!(cole.push(&[give]).await, ["applied"]);
        assert_eq!(ana.push(&[start]).await, ["applied"]);
        Self { clinic, entry, plan }
    }

    fn sender(&self, plan: &Plan) -> Member<'a> {
        self.clinic.member(["cole", "ana", "eve"][plan.sender.index(3)])
    }

    /// One good operation of many kinds; entries most often, as they must not be lost.
    fn menu(&self, who: Member<'_>) -> Vec<Value> {
        let Self { clinic, entry, plan } = self;
        let (fresh, about) = (|| clinic.fresh(), clinic.feedback_about("ben"));
        let op = |kind: &str, subject: Uuid, base: Option<i64>, body: Value| who.operation(kind, subject, base, body);
        let typed = json!({ "name": "Sam Smith", "service": "Surgery" });
        let mut unlisted = about.clone();
        unlisted["learner"] = Value::Null;
        unlisted["typed_learner"] = typed;
        let step = json!({ "id": fresh(), "text": "Before rounds", "due_on": "2026-12-01", "done_on": null });
        let preferences = json!({ "kinds": { "feedback_new": { "push": true, "mail": false } }, "quiet_from": "22:00",
                                  "quiet_to": "06:00", "digest": "daily", "time_zone": "America/Chicago" });
        vec![
            op("feedback.give", fresh(), None, about.clone()),
            op("feedback.give", fresh(), None, about.clone()),
            op("feedback.give", fresh(), None, unlisted),
            op("feedback.amend", *entry, None, json!({ "id": fresh(), "text": "I meant the morning handoff." })),
            op(
                "feedback.redact",
                *entry,
                Some(1),
                json!({ "part": "went_well", "amendment": null, "from": 0, "to": 2 }),
            ),
            op(
                "requests.ask",
                fresh(),
                None,
                json!({ "assessor": clinic.member("cole").id, "set": about["set"], "question": "Was it clear?",
                        "subcompetency": about["subcompetency"], "until": null, "in_person": true }),
            ),
            op(
                "jots.keep",
                fresh(),
                None,
                json!({ "learner": clinic.member("ben").id, "text": "Closed the loop.", "observed_at": about["observed_at"] }),
            ),
            op("jots.drop", fresh(), None, json!({})),
            op(
                "coaching.ask_check_in",
                fresh(),
                None,
                json!({ "learner": who.id, "text": "I would like to talk.", "to": "director" }),
            ),
            op("coaching.note", fresh(), None, json!({ "learner": who.id, "text": "Tired.", "shared": false })),
            op("reflections.thank", *entry, None, json!({ "id": fresh(), "text": "That helped." })),
            op("reflections.reflect", fresh(), None, json!({ "entry": *entry, "text": "I rush." })),
            op("notifications.read", *entry, None, json!({})),
            op("notifications.open", fresh(), None, json!({})),
            op("notifications.prefer", preferences_id(who.id), None, preferences),
            op("plans.start", fresh(), None, json!({ "learner": who.id, "goal": "Slow down", "steps": [step] })),
            op("plans.edit_steps", *plan, Some(1), json!({ "steps": [step] })),
            op("plans.edit_goal", *plan, Some(1), json!({ "goal": "Two lines", "entries": [], "goal_shown": false })),
            op("learning_plans.start", fresh(), None, json!({ "goals": [{ "id": fresh(), "text": "Slow down" }] })),
            op("learning_plans.sign", *plan, Some(1), json!({ "id": fresh() })),
            op("plans.progress", *plan, None, json!({ "id": fresh(), "text": "Tried it.", "shared": true })),
        ]
    }

    /// The bytes, and the good operation among them as it stands there.
    fn push(&self, plan: &Plan, who: Member<'_>) -> (Vec<u8>, String) {
        let menu = self.menu(who);
        let mut ops: Vec<String> = plan
            .ops
            .iter()
            .map(|spoiled| {
                let dish = spoiled.dish.get(&menu);
                let mut body = fields(&dish["body"]);
                mutation::spoil(&mut body, &spoiled.body);
                let mut envelope = fields(dish);
                if let Some(place) = envelope.0.iter_mut().find(|(key, _)| key == "\"body\"") {
                    place.1 = body.render();
                }
                // Two of one dish are two operations.
                if let Some(place) = envelope.0.iter_mut().find(|(key, _)| key == "\"id\"") {
                    place.1 = format!("\"{}\"", self.clinic.fresh());
                }
                mutation::spoil(&mut envelope, &spoiled.envelope);
                envelope.render()
            })
            .collect();
        for (which, place) in plan.repeats.iter().filter(|_| !plan.ops.is_empty()) {
            let again = which.get(&ops).clone();
            ops.insert(place.index(ops.len() + 1), again);
        }
        let good = who.operation("feedback.give", self.clinic.fresh(), None, self.clinic.feedback_about("ben"));
        let good = good.to_string();
        ops.insert(plan.good.index(ops.len() + 1), good.clone());
        let head = format!(r#"{{"protocol":1,"epoch":null,"device":"{}","client":"waymark/tests""#, Uuid::nil());
        let mut bytes = format!(r#"{head},"ops":[{}]}}"#, ops.join(",")).into_bytes();
        mutation::hurt(&mut bytes, &plan.damage);
        (bytes, good)
    }

    async fn survives(&self, plan: &Plan) -> Result<(), String> {
        let who = self.sender(plan);
        let (bytes, good) = self.push(plan, who);
        let before = ledger::answered(self.clinic).await;

        let answer = who.push_bytes(bytes.clone()).await;

        match understood(&bytes) {
            Some(ops) => {
                require(answer.status() == 200, || format!("{} {}", answer.status(), answer.text()))?;
                judge(&ops, &answer.json(), &good)?;
                self.arrived(who, &ops, &answer.json()).await?;
            }
            None => {
                let status = answer.status();
                require([400, 413, 426].contains(&status), || format!("{status} {}", answer.text()))?;
                require(ledger::answered(self.clinic).await == before, || "something of it was taken".to_owned())?;
            }
        }
        ledger::balance(self.clinic).await
    }

    /// What was done or held is on its author's devices at the next pull.
    async fn arrived(&self, who: Member<'_>, ops: &[Received], answer: &Value) -> Result<(), String> {
        let on_devices: BTreeSet<String> = who
            .pull()
            .await
            .iter()
            .map(|change| format!("{} {}", text(&change["kind"]), text(&change["id"])))
            .collect();
        for (received, result) in ops.iter().zip(results(answer)) {
            let Ok(operation) = &received.operation else { continue };
            let thing = match (text(&result["outcome"]), operation.kind.as_str()) {
                ("applied", "feedback.give") => format!("feedback_entry {}", operation.subject),
                ("held", _) => format!("held_item {}", operation.id),
                _ => continue,
            };
            require(on_devices.contains(&thing), || format!("{thing} is on no device of its author"))?;
        }
        Ok(())
    }
}

/// The operations of a push as the server must understand it; none where it cannot be one.
fn understood(bytes: &[u8]) -> Option<Vec<Received>> {
    let push: Push<'_> = serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
    (push.protocol == PROTOCOL && push.ops.len() <= OPERATIONS_MAX)
        .then(|| push.ops.into_iter().map(Received::read).collect())
}

fn judge(ops: &[Received], answer: &Value, good: &str) -> Result<(), String> {
    require(results(answer).len() == ops.len(), || "not one result for each operation".to_owned())?;
    for (received, result) in ops.iter().zip(results(answer)) {
        let said = || format!("{result} to {:.400}", received.raw);
        let outcome = text(&result["outcome"]);
        let first = result["first"].as_str().unwrap_or(outcome);
        require(result["hash"] == hex(&Sha256::digest(received.raw.as_bytes())), said)?;
        require(outcome != "retry", said)?; // of a server without a fault it means that this one failed inside
        if received.raw == good {
            require(first == "applied", said)?;
        }
        let Ok(operation) = &received.operation else { continue };
        if dispatch::is_held_on_failure(&operation.kind) && dispatch::decodes(operation) {
            let known = ["operation_mismatch", "id_taken"].contains(&text(&result["code"]));
            require(["applied", "held"].contains(&first) || known, said)?;
        }
    }
    Ok(())
}

fn results(answer: &Value) -> &[Value] {
    answer["results"].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn fields(object: &Value) -> Fields {
    let object = object.as_object().expect("an object");
    Fields(object.iter().map(|(key, value)| (json!(key).to_string(), value.to_string())).collect())
}

fn require(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

#[test]
fn whatever_is_pushed_is_answered_and_nothing_understood_is_lost() {
    let system = System::new();
    let app = system.block_on(TestApp::start());
    let people = app.program().learners(["ana", "ben"]).faculty(["cole"]).coach("eve", ["ana"]);
    let clinic = system.block_on(people.create());
    let scene = system.block_on(Scene::set(&clinic));
    let seed = match Config::default().rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        asked => asked,
    };
    let config = Config { rng_seed: seed, failure_persistence: None, ..Config::default() };

    let survived = TestRunner::new(config)
        .run(&mutation::plans(), |plan| system.block_on(scene.survives(&plan)).map_err(TestCaseError::fail));

    survived.unwrap_or_else(|failure| panic!("{failure}"));
}
