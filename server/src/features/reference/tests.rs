use actix_web::{
    App, HttpMessage,
    body::to_bytes,
    dev::{Service, ServiceResponse},
    http::{StatusCode, header},
    test::{TestRequest, init_service},
    web::Data,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use crate::{
    base::{actor::Role, day::Day, ids::SessionId, setting::Setting},
    features::{
        frameworks,
        members::{
            self,
            commands::{end_membership, record_read, start_coaching},
        },
        programs::{
            NewAssignment, NewRotation,
            commands::{add_rotation, assign},
        },
    },
    platform::http::SignedIn,
    testing::clinic::{Clinic, line, skill},
};

/// What came back.
struct Answer {
    status: StatusCode,
    tag: Option<String>,
    body: Value,
}

impl Clinic {
    /// Asks as somebody who is signed in; `known` is the tag of an answer they hold.
    async fn asks(&self, name: &str, path: &str, known: Option<&str>) -> Answer {
        let (app, _) = App::new()
            .app_data(Data::new(self.app.app.clone()))
            .into_utoipa_app()
            .configure(super::routes)
            .configure(members::routes)
            .configure(frameworks::routes)
            .split_for_parts();
        let service = init_service(app).await;
        let mut request = TestRequest::get().uri(path);
        if let Some(known) = known {
            request = request.insert_header((header::IF_NONE_MATCH, known));
        }
        let request = request.to_request();
        request.extensions_mut().insert(SignedIn { person: self.id(name), session: SessionId(Uuid::nil()) });
        answer(service.call(request).await).await
    }

    async fn reference(&self, name: &str, known: Option<&str>) -> Answer {
        self.asks(name, &format!("/programs/{}/reference", self.program), known).await
    }
}

async fn answer(came: Result<ServiceResponse, actix_web::Error>) -> Answer {
    let response = match came {
        Ok(response) => response.into_parts().1,
        Err(error) => error.error_response(),
    };
    let status = response.status();
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let bytes = to_bytes(response.into_body()).await.unwrap_or_default();
    Answer { status, tag, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

async fn clinic() -> Clinic {
    let clinic = Clinic::without_people().await;
    clinic.join("ana", &[Role::Learner]).await;
    clinic.join("fay", &[Role::Faculty]).await;
    clinic.join("dana", &[Role::Coach]).await;
    clinic
}

#[actix_web::test]
async fn the_snapshot_holds_the_program_as_the_contract_says() {
    let clinic = clinic().await;
    let (program, [ana, fay, dana]) = (clinic.program, ["ana", "fay", "dana"].map(|name| clinic.id(name)));
    let rotation = clinic
        .write(async move |tx| {
            let new = NewRotation { name: line("Wards A"), setting: Setting::Ward, skills: Some(vec![skill("PC3")]) };
            let rotation = add_rotation(tx, program, &new).await?;
            for (starts_on, ends_on) in [("2026-11-02", "2026-11-29"), ("2026-10-01", "2026-10-17")] {
                let (starts_on, ends_on) = (day(starts_on), day(ends_on));
                assign(tx, program, &NewAssignment { rotation, person: ana, starts_on, ends_on }).await?;
            }
            start_coaching(tx, program, dana, ana, None).await?;
            end_membership(tx, program, fay).await?;
            Ok(rotation)
        })
        .await;

    let mut body = clinic.reference("ana", None).await.body;

    let sets = body["sets"].take();
    let skills = body["skills_by_setting"].take();
    assert_eq!(
        body,
        json!({
            "program": {
                "id": program, "name": "Riverside Internal Medicine", "time_zone": "America/New_York",
                "institution": "Riverside Hospital", "open_requests_max": 5, "request_days": 14
            },
            "wording": "Waymark's own wording, not ACGME text",
            "sets": null,
            "members": [
                {"id": ana, "given_name": "ana", "family_name": "Example", "roles": ["learner"], "training_year": 1,
                 "profession": null, "sets": ["acgme-im-2"], "active": true},
                {"id": dana, "given_name": "dana", "family_name": "Example", "roles": ["coach"], "training_year": null,
                 "profession": null, "sets": [], "active": true},
                {"id": fay, "given_name": "fay", "family_name": "Example", "roles": ["faculty"], "training_year": null,
                 "profession": null, "sets": [], "active": false},
            ],
            "coaching": [{"coach": dana, "learner": ana}],
            "rotations": [{"id": rotation, "name": "Wards A", "setting": "ward", "subcompetencies": [skill("PC3")]}],
            "expected_bands": [],
            "assignments": [
                {"rotation": rotation, "person": ana, "starts_on": "2026-11-02", "ends_on": "2026-11-29"}
            ],
            "skills_by_setting": null,
            "support": {"training_office": null, "confidential": null},
        })
    );
    let set = &sets[0];
    assert_eq!(set["id"], "acgme-im-2");
    assert_eq!(set["competencies"].as_array().map(Vec::len), Some(6));
    let first = &set["subcompetencies"][0];
    let mut keys: Vec<&str> = first.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["code", "competency", "descriptors", "id", "ordinal", "theme", "title", "words"]);
    assert_eq!(first["descriptors"].as_array().map(Vec::len), Some(5));
    let settings = skills.as_object().expect("an object");
    assert_eq!(settings.len(), 8);
    assert!(settings.values().all(|skills| skills.as_array().is_some_and(|skills| !skills.is_empty())));
}

#[actix_web::test]
async fn whoever_has_the_snapshot_is_told_so_until_something_changes() {
    let clinic = clinic().await;
    let first = clinic.reference("ana", None).await;
    let tag = first.tag.expect("a tag");
    assert!(tag.starts_with('"') && tag.len() == 66, "{tag}");

    let same = clinic.reference("fay", Some(&tag)).await;
    assert_eq!(
        (same.status, same.tag.as_deref(), same.body),
        (StatusCode::NOT_MODIFIED, Some(tag.as_str()), Value::Null)
    );
    let by_proxy = clinic.reference("fay", Some(&format!("\"other\", W/{tag}"))).await;
    assert_eq!(by_proxy.status, StatusCode::NOT_MODIFIED);

    clinic.join("ben", &[Role::Learner]).await;
    let changed = clinic.reference("ana", Some(&tag)).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.tag, Some(tag));
    assert_eq!(changed.body["members"].as_array().map(Vec::len), Some(4));
}

#[actix_web::test]
async fn outside_the_program_there_is_no_snapshot() {
    let clinic = clinic().await;
    let (program, fay) = (clinic.program, clinic.id("fay"));
    clinic.write(async move |tx| end_membership(tx, program, fay).await).await;

    assert_eq!(clinic.reference("fay", None).await.status, StatusCode::NOT_FOUND);
    for path in [format!("/programs/{}/reference", Uuid::nil()), "/programs/nonsense/reference".to_owned()] {
        assert_eq!(clinic.asks("ana", &path, None).await.status, StatusCode::NOT_FOUND);
    }
}

#[actix_web::test]
async fn coordinators_and_directors_list_members_and_nobody_else() {
    let clinic = clinic().await;
    clinic.join("kim", &[Role::Coordinator]).await;
    clinic.join("dir", &[Role::Director]).await;
    let path = format!("/programs/{}/members", clinic.program);

    for name in ["kim", "dir"] {
        let body = clinic.asks(name, &path, None).await.body;
        assert_eq!(body["members"].as_array().map(Vec::len), Some(5));
        assert_eq!(body["members"][0]["email"], "ana@riverside.test");
    }
    for name in ["ana", "fay", "dana"] {
        let answer = clinic.asks(name, &path, None).await;
        assert_eq!((answer.status, &answer.body["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
    }
}

#[actix_web::test]
async fn a_learner_sees_who_read_their_record_and_nobody_elses() {
    let clinic = clinic().await;
    clinic.join("ben", &[Role::Learner]).await;
    clinic.join("dir", &[Role::Director]).await;
    let (director, ana) = (clinic.member("dir").await, clinic.id("ana"));
    clinic.write(async move |tx| record_read(tx, &director, ana, Role::Director).await).await;
    clinic.advance(SignedDuration::from_hours(1));
    let path = format!("/programs/{}/record-reads", clinic.program);

    let reads = clinic.asks("ana", &path, None).await.body;

    let read = json!({"reader": clinic.id("dir"), "role": "director", "at": "2026-11-18T14:00:00.000Z"});
    assert_eq!(reads, json!({ "reads": [read] }));
    assert_eq!(clinic.asks("ben", &path, None).await.body, json!({ "reads": [] }));
}

#[actix_web::test]
async fn whoever_is_signed_in_reads_the_sets_of_the_product() {
    let clinic = clinic().await;

    let all = clinic.asks("ana", "/frameworks", None).await.body;
    assert_eq!(all["sets"].as_array().map(Vec::len), Some(13));
    let one = clinic.asks("ana", "/frameworks/acgme-im-2", None).await.body;
    assert_eq!(one["subcompetencies"].as_array().map(Vec::len), Some(21));
    for unknown in ["/frameworks/acgme-im-9", "/frameworks/%C3%A9"] {
        assert_eq!(clinic.asks("ana", unknown, None).await.status, StatusCode::NOT_FOUND);
    }
}
