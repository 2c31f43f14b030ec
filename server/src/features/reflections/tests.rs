//! Answers and reflections on a real database.

use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::json;

use super::{
    commands,
    model::{Reflect, Respond, ResponseKind},
    queries,
};
use crate::{
    base::{
        actor::Member,
        error::Result,
        ids::{EntryId, PersonId, ReflectionId, ResponseId},
    },
    platform::{db::Tx, feed::Kind},
    testing::clinic::{CAST, Clinic, id_of},
};

impl Clinic {
    async fn says(&self, who: &str, entry: EntryId, kind: ResponseKind) -> Result<ResponseId> {
        let body = Respond { id: self.fresh(), text: Some("Can you give me an example?".into()) };
        let new = body.parse(kind, self.now()).expect("an answer");
        let say = async move |tx: &mut Tx<'_>, who: &Member| commands::respond(tx, who, entry, new.clone()).await;
        self.does(who, say).await.map(|response| response.id)
    }

    async fn reflects(&self, who: &str, entry: Option<EntryId>) -> Result<ReflectionId> {
        let body = Reflect { entry, text: "I rush when the list is long.".into() };
        let new = body.parse(self.fresh(), self.now()).expect("a reflection");
        let reflect = async move |tx: &mut Tx<'_>, who: &Member| commands::reflect(tx, who, new.clone()).await;
        self.does(who, reflect).await.map(|reflection| reflection.id)
    }

    async fn shares(&self, who: &str, reflection: ReflectionId, with: &[&str]) -> Result<i64> {
        let with: BTreeSet<PersonId> = with.iter().map(|name| id_of(name)).collect();
        let share = async move |tx: &mut Tx<'_>, who: &Member| commands::share(tx, who, reflection, with.clone()).await;
        self.does(who, share).await
    }

    async fn who_reads(&self, reflection: ReflectionId) -> BTreeSet<&'static str> {
        let mut readers = BTreeSet::new();
        for (name, _) in CAST {
            let reader = self.member(name).await;
            let read = queries::reflections(self.app.app.db.reader(), &reader, None, 50).await.expect("read");
            if read.iter().any(|one| one.id == reflection) {
                readers.insert(name);
            }
        }
        readers
    }
}

fn code<T: std::fmt::Debug>(done: Result<T>) -> String {
    done.expect_err("a refusal").to_string()
}

const KINDS: [ResponseKind; 4] =
    [ResponseKind::Acknowledged, ResponseKind::Thanked, ResponseKind::Asked, ResponseKind::Differs];

#[actix_web::test]
async fn each_answer_is_said_once_and_seen_by_whoever_has_the_entry() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    for kind in KINDS {
        let said = clinic.says("ana", entry, kind).await.expect("said");
        assert_eq!(clinic.who_has(Kind::Response, said).await, BTreeSet::from(["ana", "cole", "eve"]));
        assert_eq!(code(clinic.says("ana", entry, kind).await), "already_said");
    }

    assert_eq!(clinic.announced().await[1..], ["responded"; 3], "that it was read is announced to nobody");
    assert_eq!(clinic.audited("reflections").await, ["reflections.responded"; 4]);
}

#[actix_web::test]
async fn only_the_learner_of_the_entry_answers() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    for (name, _) in CAST.iter().filter(|(name, _)| *name != "ana") {
        assert_eq!(code(clinic.says(name, entry, ResponseKind::Thanked).await), "not_found", "{name}");
    }
    assert_eq!(code(clinic.says("ana", clinic.fresh(), ResponseKind::Thanked).await), "not_found");
}

#[actix_web::test]
async fn a_withdrawn_entry_takes_no_answer() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    clinic.withdraws("cole", entry).await;

    assert_eq!(code(clinic.says("ana", entry, ResponseKind::Acknowledged).await), "entry_withdrawn");
}

#[actix_web::test]
async fn what_was_said_leaves_with_the_entry() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    let said = clinic.says("ana", entry, ResponseKind::Thanked).await.expect("said");

    clinic.withdraws("cole", entry).await;

    assert_eq!(clinic.who_has(Kind::Response, said).await, BTreeSet::new());
}

#[actix_web::test]
async fn a_reflection_is_its_writers_until_shared() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    let reflection = clinic.reflects("ana", Some(entry)).await.expect("kept");

    assert_eq!(clinic.who_has(Kind::Reflection, reflection).await, BTreeSet::from(["ana"]));
    assert_eq!(clinic.who_reads(reflection).await, BTreeSet::from(["ana"]));
}

#[actix_web::test]
async fn it_is_shared_with_a_coach_a_director_or_the_author_of_the_entry_and_with_nobody_else() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    let reflection = clinic.reflects("ana", Some(entry)).await.expect("kept");

    let mut shareable = BTreeSet::new();
    for (name, _) in CAST {
        match clinic.shares("ana", reflection, &[name]).await {
            Ok(_) => assert!(shareable.insert(name)),
            refused => assert_eq!(code(refused), "not_shareable_with (with)", "{name}"),
        }
        clinic.shares("ana", reflection, &[]).await.expect("taken back");
    }
    assert_eq!(shareable, BTreeSet::from(["cole", "eve", "gia"]));

    clinic.shares("ana", reflection, &["cole", "eve", "gia"]).await.expect("shared");
    let everybody = BTreeSet::from(["ana", "cole", "eve", "gia"]);
    assert_eq!(clinic.who_has(Kind::Reflection, reflection).await, everybody);
    assert_eq!(clinic.who_reads(reflection).await, everybody);
}

#[actix_web::test]
async fn whoever_is_left_out_loses_it_and_the_others_see_who_has_it() {
    let clinic = Clinic::open().await;
    let reflection = clinic.reflects("ana", None).await.expect("kept");
    assert_eq!(clinic.shares("ana", reflection, &["eve", "gia"]).await.expect("shared"), 2);

    assert_eq!(clinic.shares("ana", reflection, &["gia"]).await.expect("shared"), 3);

    assert_eq!(clinic.who_has(Kind::Reflection, reflection).await, BTreeSet::from(["ana", "gia"]));
    assert_eq!(clinic.who_reads(reflection).await, BTreeSet::from(["ana", "gia"]));
    let pulled = clinic.pulls("gia").await;
    assert_eq!(pulled[0]["data"]["shared_with"], json!([id_of("gia")]));
    let eves = clinic.pulls("eve").await;
    assert_eq!((&eves[0]["gone"], &eves[0]["data"]), (&json!(true), &json!(null)));
}

#[actix_web::test]
async fn a_coach_who_stops_keeps_what_was_shared_until_the_writer_takes_it_back() {
    let clinic = Clinic::open().await;
    let reflection = clinic.reflects("ana", None).await.expect("kept");
    clinic.shares("ana", reflection, &["eve"]).await.expect("shared");

    clinic.ends_coaching("eve", "ana").await;
    let kept = clinic.who_has(Kind::Reflection, reflection).await;
    clinic.shares("ana", reflection, &["eve", "gia"]).await.expect("shared");
    clinic.shares("ana", reflection, &["gia"]).await.expect("taken back");
    let anew = clinic.shares("ana", reflection, &["eve", "gia"]).await;

    assert_eq!(kept, BTreeSet::from(["ana", "eve"]));
    assert_eq!(code(anew), "not_shareable_with (with)");
    assert_eq!(clinic.who_has(Kind::Reflection, reflection).await, BTreeSet::from(["ana", "gia"]));
}

#[actix_web::test]
async fn only_the_writer_shares_and_somebody_elses_reflection_does_not_exist() {
    let clinic = Clinic::open().await;
    let reflection = clinic.reflects("ana", None).await.expect("kept");
    clinic.shares("ana", reflection, &["eve"]).await.expect("shared");

    for name in ["ben", "eve", "gia", "zoe"] {
        assert_eq!(code(clinic.shares(name, reflection, &["gia"]).await), "not_found", "{name}");
    }
}

#[actix_web::test]
async fn one_reflects_on_ones_own_entries_only() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;

    assert!(clinic.reflects("cole", Some(entry)).await.is_ok());
    assert_eq!(code(clinic.reflects("ben", Some(entry)).await), "unknown_entry (entry)");
    assert_eq!(code(clinic.reflects("zoe", Some(entry)).await), "unknown_entry (entry)");
}

#[actix_web::test]
async fn a_reflection_and_its_sharing_arrive_in_one_push() {
    let clinic = Clinic::open().await;
    let reflection: ReflectionId = clinic.fresh();

    let results = clinic
        .pushes(
            "ana",
            vec![
                clinic.op("reflections.reflect", reflection, None, json!({ "entry": null, "text": "I rush." })),
                clinic.op("reflections.share", reflection, None, json!({ "with": [id_of("eve")] })),
                clinic.op("reflections.share", reflection, None, json!({ "with": [id_of("gia")] })),
            ],
        )
        .await;

    assert!(results.iter().all(|result| result["outcome"] == "applied"), "{results:?}");
    assert_eq!(clinic.who_has(Kind::Reflection, reflection).await, BTreeSet::from(["ana", "gia"]));
}

#[actix_web::test]
async fn the_same_over_rest() {
    let clinic = Clinic::open().await;
    let entry = clinic.gives("cole", "ana").await;
    let (answer, reflection): (ResponseId, ReflectionId) = (clinic.fresh(), clinic.fresh());
    let now = clinic.now();

    let path = format!("/feedback/{entry}/responses");
    let body = json!({ "id": answer, "kind": "asked", "text": "Which family?", "given_at": now });
    let asked = clinic.calls("ana", Method::POST, &path, Some(body.clone())).await;
    let again = clinic.calls("ana", Method::POST, &path, Some(body)).await;
    let body = json!({ "id": reflection, "given_at": now, "reflection": { "entry": entry, "text": "I rush." } });
    let kept = clinic.calls("ana", Method::POST, "/reflections", Some(body)).await;
    let path = format!("/reflections/{reflection}/shares");
    let shared = clinic.calls("ana", Method::PUT, &path, Some(json!({ "with": [id_of("cole")] }))).await;
    let read = clinic.calls("cole", Method::GET, "/reflections", None).await;
    let entry = clinic.calls("cole", Method::GET, &format!("/feedback/{entry}"), None).await;

    assert_eq!((asked.0, &asked.1["kind"]), (201, &json!("asked")));
    assert_eq!((again.0, &again.1["code"]), (409, &json!("already_said")));
    assert_eq!((kept.0, &kept.1["shared_with"]), (201, &json!([])));
    assert_eq!(shared.0, 204);
    assert_eq!(read.1["reflections"][0]["shared_with"], json!([id_of("cole")]));
    assert_eq!(entry.1["responses"][0]["text"], "Which family?");
}
