//! domain.md's table "Who sees what", cell by cell: every thing × every role × on devices and online.
//!
//! Each thing carries a word that is nowhere else. For everybody, all that any route and the pull give them is read,
//! and each word is to be found exactly where the table says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;
use waymark::{base::actor::Role, features::notifications::preferences::preferences_id};
use waymark_tests::{Clinic, Member, TestApp};

/// A word, who has it on their devices, and who can read it online.
struct Row(&'static str, &'static [&'static str], &'static [&'static str]);

/// Cole wrote about Ana; Eve coaches Ana, Finn coaches Ben, nobody coaches Cal; Dora is named to look again; Gia directs, Hal coordinates,
/// Ivy is of the committee, Fay develops faculty, Ina administers the institution; Nia wrote about somebody typed by
/// name.
const TABLE: &[Row] = &[
    Row("ENTRY", &["ana", "cole", "eve"], &["ana", "cole", "eve", "gia"]),
    Row("AMENDMENT", &["ana", "cole", "eve"], &["ana", "cole", "eve", "gia"]),
    Row("THANKS", &["ana", "cole", "eve"], &["ana", "cole", "eve", "gia"]),
    Row("QUESTION", &["ana", "cole", "eve"], &["ana", "cole", "eve", "gia"]),
    Row("DIFFERS", &["ana", "cole", "eve"], &["ana", "cole", "eve", "gia"]),
    Row("WITHDRAWN", &[], &[]),
    Row("JOT", &["cole"], &["cole"]),
    Row("DROPPED-JOT", &[], &[]),
    Row("OWN-REFLECTION", &["ana"], &["ana"]),
    Row("SHARED-REFLECTION", &["ana", "eve"], &["ana", "eve"]),
    Row("SHOWN-GOAL", &["ana", "eve", "dora", "cole"], &["ana", "eve", "dora", "gia"]),
    Row("STEP", &["ana", "eve", "dora"], &["ana", "eve", "dora", "gia"]),
    Row("HIDDEN-GOAL", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("OUTCOME", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("PRIVATE-NOTE", &["ana"], &["ana"]),
    Row("SHARED-NOTE", &["ana", "eve", "dora"], &["ana", "eve", "dora", "gia"]),
    Row("LEARNING-GOAL", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("OBSTACLE", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("LEARNERS-COMMENT", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("SIGNED-GOAL", &["ana", "eve"], &["ana", "eve", "gia"]),
    Row("ASKED", &["ana", "cole"], &["ana", "cole"]),
    Row("OWN-VIEW", &["ana", "cole"], &["ana", "cole"]),
    Row("HANDED-OVER", &["ana"], &["ana"]),
    Row("PRIVATE-ADVICE", &["eve"], &["eve"]),
    Row("SHARED-ADVICE", &["ana", "eve"], &["ana", "eve"]),
    Row("DROPPED-ADVICE", &[], &[]),
    Row("2026-12-24", &["ana", "eve"], &["ana", "eve"]),
    Row("WORRIED", &["ana", "cole", "eve"], &["ana", "cole", "eve"]),
    Row("TALKED", &["eve"], &["eve"]),
    Row("UNASKED", &[], &[]),
    Row("COACHLESS", &["cal", "dora", "gia"], &["cal", "dora", "gia"]),
    Row("HELD-QUESTION", &["ana"], &[]),
    Row("HELD-TEXT", &["nia"], &[]),
    Row("TYPED-NAME", &["nia"], &["hal"]),
];

async fn clinic(app: &TestApp) -> Clinic<'_> {
    let program = app.program().learners(["ana", "ben", "cal"]).faculty(["cole", "dora"]).team(["nia"]);
    let program = program.coach("eve", ["ana"]).coach("finn", ["ben"]).director("gia").coordinator("hal");
    let program = program.committee(["ivy"]).with(Role::FacultyDeveloper, ["fay"]);
    program.with(Role::InstitutionAdmin, ["ina"]).create().await
}

/// Everything of the table happens. The entry, and the two plans.
async fn story(clinic: &Clinic<'_>) -> [Uuid; 3] {
    let [entry, wrong, shown, hidden, own, shared] = std::array::from_fn(|_| clinic.fresh());
    let saying = |word: &str, learner: &str| {
        let mut body = clinic.feedback_about(learner);
        body["went_well"] = json!(word);
        body
    };
    let said = |text: &str| json!({ "id": clinic.fresh(), "text": text });
    let mut typed = saying("HELD-TEXT", "ana");
    typed["learner"] = Value::Null;
    typed["typed_learner"] = json!({ "name": "TYPED-NAME", "service": "Surgery" });
    let step = json!({ "id": clinic.fresh(), "text": "STEP", "due_on": null, "done_on": null });
    let plan = |goal: &str, goal_shown: bool, steps: Value, reviewer: Value| {
        json!({ "learner": clinic.member("ana").id, "goal": goal, "entries": [entry], "goal_shown": goal_shown,
                "steps": steps, "reviewer": reviewer })
    };
    let note = |text: &str, shared: bool| json!({ "id": clinic.fresh(), "text": text, "shared": shared });
    let dora = json!(clinic.member("dora").id);
    let signed_goal = |text: &str| {
        json!({ "id": clinic.fresh(), "text": text, "strategies": "Daily.", "evidence": "A log.",
                "projected_on": "2027-02-01", "skills": [{ "set": "acgme-im-2", "subcompetency": clinic.skill("PC1") }] })
    };
    let learning = clinic.fresh();
    let ask = |question: &str, assessor: Option<&str>| {
        json!({ "assessor": assessor.map(|name| clinic.member(name).id), "set": "acgme-im-2",
                "subcompetency": clinic.skill("PC1"), "question": question, "own_view": "OWN-VIEW" })
    };

    does(clinic.member("cole"), &["applied"; 4], |cole| {
        vec![
            cole.operation("feedback.give", entry, None, saying("ENTRY", "ana")),
            cole.operation("feedback.amend", entry, None, said("AMENDMENT")),
            cole.operation("feedback.give", wrong, None, saying("WITHDRAWN", "ana")),
            cole.operation("feedback.withdraw", wrong, None, json!({ "reason": null })),
        ]
    })
    .await;
    let jot = |text: &str| json!({ "learner": clinic.member("ana").id, "text": text, "observed_at": clinic.feedback_about("ana")["observed_at"] });
    let dropped = clinic.fresh();
    does(clinic.member("cole"), &["applied"; 3], |cole| {
        vec![
            cole.operation("jots.keep", clinic.fresh(), None, jot("JOT")),
            cole.operation("jots.keep", dropped, None, jot("DROPPED-JOT")),
            cole.operation("jots.drop", dropped, None, json!({})),
        ]
    })
    .await;
    does(clinic.member("nia"), &["held learner_not_listed"], |nia| {
        vec![nia.operation("feedback.give", clinic.fresh(), None, typed)]
    })
    .await;
    does(clinic.member("ana"), &["applied"; 12], |ana| {
        vec![
            ana.operation("notifications.read", entry, None, json!({})),
            ana.operation("reflections.thank", entry, None, said("THANKS")),
            ana.operation("reflections.ask", entry, None, said("QUESTION")),
            ana.operation("reflections.differ", entry, None, said("DIFFERS")),
            ana.operation("reflections.reflect", own, None, json!({ "entry": entry, "text": "OWN-REFLECTION" })),
            ana.operation("reflections.reflect", shared, None, json!({ "entry": null, "text": "SHARED-REFLECTION" })),
            ana.operation("reflections.share", shared, None, json!({ "with": [clinic.member("eve").id] })),
            ana.operation("plans.start", shown, None, plan("SHOWN-GOAL", true, json!([step]), dora)),
            ana.operation("plans.progress", shown, None, note("PRIVATE-NOTE", false)),
            ana.operation("plans.progress", shown, None, note("SHARED-NOTE", true)),
            ana.operation("plans.start", hidden, None, plan("HIDDEN-GOAL", false, json!([]), Value::Null)),
            ana.operation("plans.close", hidden, Some(1), json!({ "outcome": "reached", "note": "OUTCOME" })),
        ]
    })
    .await;
    does(clinic.member("ana"), &["applied", "applied", "held ask_oneself"], |ana| {
        vec![
            ana.operation("requests.ask", clinic.fresh(), None, ask("ASKED", Some("cole"))),
            ana.operation("requests.ask", clinic.fresh(), None, ask("HANDED-OVER", None)),
            ana.operation("requests.ask", clinic.fresh(), None, ask("HELD-QUESTION", Some("ana"))),
        ]
    })
    .await;
    coaching(clinic).await;
    does(clinic.member("ana"), &["applied"; 5], |ana| {
        let goals = |text: &str| json!([signed_goal(text), signed_goal("LEARNING-GOAL")]);
        let days = json!({ "discussed_on": "2026-11-18", "next_review_on": "2027-03-01" });
        let begin = json!({ "goals": goals("SIGNED-GOAL"), "obstacles": "OBSTACLE" });
        vec![
            ana.operation("learning_plans.start", learning, None, begin),
            ana.operation("learning_plans.edit_dates", learning, Some(1), days),
            ana.operation("learning_plans.comment", learning, Some(1), json!({ "text": "LEARNERS-COMMENT" })),
            ana.operation("learning_plans.sign", learning, Some(3), json!({ "id": clinic.fresh() })),
            ana.operation("learning_plans.edit_goals", learning, Some(1), json!({ "goals": goals("ANOTHER") })),
        ]
    })
    .await;
    [entry, shown, hidden]
}

/// Eve meets Ana and takes notes; Cole and Dora ask for somebody to check in.
async fn coaching(clinic: &Clinic<'_>) {
    let [asked, back, dropped] = std::array::from_fn(|_| clinic.fresh());
    let ask =
        |learner: &str, text: &str, to: &str| json!({ "learner": clinic.member(learner).id, "text": text, "to": to });
    let note = |text: &str, shared: bool| json!({ "learner": clinic.member("ana").id, "text": text, "shared": shared, "check_in": asked });
    does(clinic.member("cole"), &["applied"], |cole| {
        vec![cole.operation("coaching.ask_check_in", asked, None, ask("ana", "WORRIED", "coach"))]
    })
    .await;
    does(clinic.member("dora"), &["applied"; 3], |dora| {
        vec![
            dora.operation("coaching.ask_check_in", back, None, ask("ana", "UNASKED", "coach")),
            dora.operation("coaching.take_back", back, None, json!({})),
            dora.operation("coaching.ask_check_in", clinic.fresh(), None, ask("cal", "COACHLESS", "director")),
        ]
    })
    .await;
    let meeting = json!({ "learner": clinic.member("ana").id, "on": "2026-12-24" });
    does(clinic.member("eve"), &["applied"; 7], |eve| {
        vec![
            eve.operation("coaching.plan_meeting", clinic.fresh(), None, meeting),
            eve.operation("coaching.note", clinic.fresh(), None, note("PRIVATE-ADVICE", false)),
            eve.operation("coaching.note", clinic.fresh(), None, note("SHARED-ADVICE", true)),
            eve.operation("coaching.note", dropped, None, note("DROPPED-ADVICE", true)),
            eve.operation("coaching.drop_note", dropped, None, json!({})),
            eve.operation("coaching.take_up", asked, None, json!({})),
            eve.operation("coaching.note", clinic.fresh(), None, note("TALKED", false)),
        ]
    })
    .await;
}

async fn does(who: Member<'_>, outcomes: &[&str], ops: impl FnOnce(&Member<'_>) -> Vec<Value>) {
    assert_eq!(who.push(&ops(&who)).await, outcomes);
}

/// All that is on somebody's devices.
async fn on_devices(member: &Member<'_>) -> String {
    let pulled = member.pull().await;
    pulled.iter().filter(|change| change["gone"] == false).map(|change| change.to_string()).collect()
}

/// All that the routes of the program give somebody.
async fn online(clinic: &Clinic<'_>, member: &Member<'_>, [entry, shown, hidden]: [Uuid; 3]) -> String {
    let paths = [
        "reference".to_owned(),
        "members".to_owned(),
        "record-reads".to_owned(),
        "feedback?limit=200".to_owned(),
        "feedback-ledger?limit=200".to_owned(),
        format!("feedback/{entry}"),
        "held".to_owned(),
        "plans?limit=200".to_owned(),
        format!("plans/{shown}"),
        format!("plans/{hidden}"),
        "jots".to_owned(),
        "learning-plans".to_owned(),
        "reflections".to_owned(),
        "meetings".to_owned(),
        "coach-notes?limit=200".to_owned(),
        "check-ins?limit=200".to_owned(),
        "requests?limit=200".to_owned(),
    ];
    let mut all = String::new();
    for path in paths {
        let answer = member.get(format!("/programs/{}/{path}", clinic.program)).await;
        match answer.status() {
            200 => all.push_str(answer.text()),
            _ => assert_eq!(answer.problem(), "404 not_found", "{path}"),
        }
    }
    all
}

#[actix_web::test]
async fn everybody_finds_what_the_table_says_and_nothing_else() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Surgery").learners(["zoe"]).director("yan").coordinator("xia").create().await;
    let things = story(&clinic).await;
    let mut everybody: Vec<(&str, Member<'_>)> = clinic.names().map(|name| (name, clinic.member(name))).collect();
    everybody.extend(elsewhere.names().map(|name| (name, elsewhere.member(name))));
    assert_eq!(everybody.len(), 16);

    let mut wrong = Vec::new();
    for (name, member) in &everybody {
        let seen = [on_devices(member).await, online(&clinic, member, things).await];
        for Row(word, devices, online) in TABLE {
            for (place, seen, may) in [("devices", &seen[0], devices), ("online", &seen[1], online)] {
                if seen.contains(&format!("\"{word}\"")) != may.contains(name) {
                    wrong.push(format!(
                        "{word}, {name}, {place}: {}",
                        if may.contains(name) { "missing" } else { "seen" }
                    ));
                }
            }
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[actix_web::test]
async fn that_an_entry_exists_and_who_read_a_record_are_told_to_whom_it_concerns() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let [entry, ..] = story(&clinic).await;
    clinic.member("gia").get(format!("/programs/{{program}}/feedback/{entry}")).await.success();
    let gia = clinic.member("gia").id.to_string();

    let (mut ledger, mut told, mut marked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for name in clinic.names() {
        let member = clinic.member(name);
        let lines = member.get("/programs/{program}/feedback-ledger").await;
        if lines.status() == 200 {
            assert!(lines.text().contains(&entry.to_string()) && !lines.text().contains("ENTRY"));
            ledger.insert(name.to_owned());
        }
        if member.get("/programs/{program}/record-reads").await.text().contains(&gia) {
            told.insert(name.to_owned());
        }
        if member.pull().await.iter().any(|change| change["kind"] == "read_mark") {
            marked.insert(name.to_owned());
        }
    }

    assert_eq!(ledger, ["gia", "hal"].map(str::to_owned).into());
    assert_eq!(told, ["ana"].map(str::to_owned).into());
    assert_eq!(marked, ["ana"].map(str::to_owned).into());
}

#[actix_web::test]
async fn what_somebody_is_told_and_wants_to_be_told_is_on_their_own_devices_alone() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    story(&clinic).await;
    let ana = clinic.member("ana");
    let own = preferences_id(ana.id);
    let body = json!({ "kinds": {}, "digest": "daily" });
    does(ana, &["applied"], |ana| vec![ana.operation("notifications.prefer", own, None, body)]).await;
    app.work().await;

    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for name in clinic.names() {
        for change in clinic.member(name).pull().await {
            let kind = match change["kind"].as_str().expect("a kind") {
                "notification" => change["data"]["kind"].as_str().expect("a kind"),
                "preferences" => "preferences",
                _ => continue,
            };
            told.insert((name.to_owned(), kind.to_owned()));
        }
    }

    let expected = [
        ("ana", "check_in_about_you"),
        ("ana", "meeting_set"),
        ("ana", "preferences"),
        ("cal", "check_in_about_you"),
        ("cole", "request_new"),
        ("cole", "response_new"),
        ("gia", "check_in_asked"),
    ];
    assert_eq!(told, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())).into());
}

#[actix_web::test]
async fn that_a_text_may_name_a_patient_is_told_to_its_author_alone() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let things = story(&clinic).await;
    let named = clinic.fresh();
    let mut body = clinic.feedback_about("ana");
    body["went_well"] = json!("You sat with Mrs. Alvarez first.");
    does(clinic.member("cole"), &["applied"], |cole| vec![cole.operation("feedback.give", named, None, body)]).await;
    app.work().await;

    let (mut on_phones, mut told) = (BTreeSet::new(), BTreeSet::new());
    for name in clinic.names() {
        let member = clinic.member(name);
        if member.pull().await.iter().any(|change| change["kind"] == "guard_mark") {
            on_phones.insert(name.to_owned());
        }
        if online(&clinic, &member, things).await.contains("guard_mark") {
            told.insert(name.to_owned());
        }
    }

    assert_eq!(on_phones, ["cole"].map(str::to_owned).into());
    assert_eq!(told, BTreeSet::new());
}

#[actix_web::test]
async fn what_a_program_expects_is_said_by_its_director_or_coordinator_and_known_to_its_members() {
    let app = TestApp::start().await;
    let clinic = clinic(&app).await;
    let elsewhere = app.program().named("Another").learners(["zoe"]).director("yan").create().await;
    let says = async |name: &str, low: i32, high: i32| {
        let band = json!({ "set": "acgme-im-2", "training_year": 1, "low": low, "high": high });
        let path = format!("/programs/{}/expected-bands", clinic.program);
        let of = if ["yan", "zoe"].contains(&name) { elsewhere.member(name) } else { clinic.member(name) };
        of.put(path, json!({ "bands": [band] })).await
    };
    let may_not: Vec<&str> = clinic.names().filter(|name| !["gia", "hal"].contains(name)).collect();

    assert_eq!(says("hal", 2, 4).await.status(), 200);
    assert_eq!(says("gia", 3, 5).await.status(), 200);
    for name in may_not.into_iter().chain(["yan", "zoe"]) {
        assert_eq!(says(name, 8, 10).await.problem(), "404 not_found", "{name}");
    }

    let expected = json!([{ "set": "acgme-im-2", "training_year": 1, "low": 3, "high": 5 }]);
    for name in clinic.names() {
        let reference = clinic.member(name).get("/programs/{program}/reference").await.success();
        assert_eq!(reference["expected_bands"], expected, "{name}");
        let pulled = on_devices(&clinic.member(name)).await;
        assert!(!pulled.contains("training_year"), "it comes with the snapshot alone: {name}");
    }
    let other = elsewhere.member("zoe").get("/programs/{program}/reference").await.success();
    assert_eq!(other["expected_bands"], json!([]));
}
