//! A coach's notes.

use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::json;

use super::note_body;
use crate::{
    base::ids::CoachNoteId,
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic},
};

async fn notes(clinic: &Clinic, text: &str, shared: bool) -> CoachNoteId {
    let note: CoachNoteId = clinic.fresh();
    clinic.applies("eve", "coaching.note", note, note_body("ana", text, shared)).await;
    note
}

#[actix_web::test]
async fn a_private_note_is_eves_alone_and_a_shared_one_is_hers_and_anas() {
    let clinic = Clinic::open().await;
    let private = notes(&clinic, "Ask about sleep.", false).await;
    let shared = notes(&clinic, "We agreed on one sentence first.", true).await;

    assert_eq!(clinic.who_has(Kind::CoachNote, private).await, BTreeSet::from(["eve"]));
    assert_eq!(clinic.who_has(Kind::CoachNote, shared).await, BTreeSet::from(["ana", "eve"]));
    for (name, _) in CAST {
        let (_, read) = clinic.calls(name, Method::GET, "/coach-notes", None).await;
        let expected = match name {
            "eve" => 2,
            "ana" => 1,
            _ => 0,
        };
        assert_eq!(read["notes"].as_array().expect("notes").len(), expected, "{name}");
    }
}

#[actix_web::test]
async fn what_was_private_is_shared_by_its_coach_and_by_nobody_else() {
    let clinic = Clinic::open().await;
    let note = notes(&clinic, "Ask about sleep.", false).await;
    let share = || clinic.op("coaching.share_note", note, None, json!({}));

    for (name, _) in CAST.iter().filter(|(name, _)| !["eve", "yan", "zoe"].contains(name)) {
        assert_eq!(clinic.comes_to(name, share()).await, "refused not_found", "{name}");
    }
    assert!(clinic.has_of("ana", "coach_note").await.is_empty());
    for _ in 0..2 {
        assert_eq!(clinic.comes_to("eve", share()).await, "applied");
    }
    assert_eq!(clinic.has_of("ana", "coach_note").await[0]["text"], "Ask about sleep.");
}

#[actix_web::test]
async fn a_note_that_is_deleted_leaves_nothing_on_either_side() {
    let clinic = Clinic::open().await;
    let note = notes(&clinic, "You sat with Mrs. Alvarez first.", true).await;
    clinic.works().await;
    assert_eq!(clinic.has_of("eve", "guard_mark").await.len(), 1);
    assert!(clinic.has_of("ana", "guard_mark").await.is_empty());
    let drop = || clinic.op("coaching.drop_note", note, None, json!({}));

    assert_eq!(clinic.comes_to("ana", drop()).await, "applied", "nobody learns whose it is");
    assert_eq!(clinic.has_of("ana", "coach_note").await.len(), 1);
    for _ in 0..2 {
        assert_eq!(clinic.comes_to("eve", drop()).await, "applied");
        assert_eq!(clinic.count("coach_notes").await, 0);
        assert_eq!(clinic.count("wire_forms WHERE kind IN ('coach_note', 'guard_mark')").await, 0);
        assert_eq!(clinic.count("guard_marks").await, 0);
        assert_eq!(clinic.count("audit_rows WHERE action LIKE 'coaching.%' AND digest IS NOT NULL").await, 0);
    }
    for who in ["ana", "eve"] {
        assert!(clinic.has_of(who, "coach_note").await.is_empty(), "{who}");
    }
}

#[actix_web::test]
async fn with_the_coaching_eves_notes_leave_her_and_what_she_shared_stays_with_ana() {
    let clinic = Clinic::open().await;
    let private = notes(&clinic, "Ask about sleep.", false).await;
    let shared = notes(&clinic, "One sentence first.", true).await;

    clinic.ends_coaching("eve", "ana").await;
    clinic.starts_coaching("finn", "ana").await;

    assert_eq!(clinic.who_has(Kind::CoachNote, private).await, BTreeSet::new());
    assert_eq!(clinic.who_has(Kind::CoachNote, shared).await, BTreeSet::from(["ana"]));
    let late = clinic.op("coaching.note", clinic.fresh::<CoachNoteId>(), None, note_body("ana", "Too late.", false));
    assert_eq!(clinic.comes_to("eve", late).await, "refused not_found");

    clinic.starts_coaching("eve", "ana").await;
    assert_eq!(clinic.who_has(Kind::CoachNote, private).await, BTreeSet::from(["eve"]));
}

#[actix_web::test]
async fn what_cannot_be_noted_is_refused_and_stays_on_the_phone() {
    let clinic = Clinic::open().await;
    let note = notes(&clinic, "Ask about sleep.", false).await;
    let op = |id: CoachNoteId, learner: &str, text: &str| {
        clinic.op("coaching.note", id, None, note_body(learner, text, true))
    };

    for (who, expected, op) in [
        ("eve", "refused id_taken", op(note, "ana", "Again.")),
        ("eve", "refused empty", op(clinic.fresh(), "ana", " \u{0} ")),
        ("eve", "refused too_long", op(clinic.fresh(), "ana", &"a".repeat(4_001))),
        ("eve", "refused not_found", op(clinic.fresh(), "ben", "Not hers.")),
        ("gia", "refused not_found", op(clinic.fresh(), "ana", "No coach.")),
        ("ana", "refused not_found", op(clinic.fresh(), "ana", "About myself.")),
    ] {
        assert_eq!(clinic.comes_to(who, op).await, expected, "{who}");
    }
}
