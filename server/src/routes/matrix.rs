//! Who may call which route: every route of a program × every role × own, foreign and nonexistent things.
//!
//! The rows come from domain.md, "Who sees what". A new route without a row fails, and so does a row without a route.

use std::collections::BTreeSet;

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service},
    web::Data,
};
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use super::{api, document};
use crate::{
    base::ids::{EntryId, PlanId, ReflectionId, RequestId},
    features::{
        feedback::{self, GiveFeedback},
        frameworks::{SetId, frameworks},
    },
    platform::{auth::tokens, http::SignedIn},
    testing::clinic::{CAST, Clinic, SET, give_body, id_of, skill},
};

mod campaigns;

/// What a route is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Thing {
    /// Nothing but the program.
    Program,
    /// An entry by Cole about Ana.
    Entry,
    /// An open plan of Ana's; Dora looks again.
    Plan,
    /// A plan that Eve proposed to Ana.
    Proposal,
    /// A closed plan of Ana's.
    Closed,
    /// What Ana asks Cole.
    Request,
    /// A reflection of Ana's.
    Reflection,
    /// An entry Nia gave to somebody typed by name.
    Held,
    /// An open campaign about Ana, which Dora facilitates.
    Campaign,
    /// One Ana proposed.
    Proposed,
    /// Ana in a campaign whose window is over, with enough answers.
    ClosedSubject,
    /// The same, with an answer that waits.
    WaitingSubject,
    /// The same, with a report the director may read.
    Released,
    /// A nurse Ana named.
    Nominated,
    /// A nurse Hal invited.
    Invited,
    /// A ward's poster.
    Unit,
}

struct Row {
    method: &'static str,
    path: &'static str,
    thing: Thing,
    body: fn(&Clinic) -> Value,
    may: &'static [&'static str],
}

const EVERYBODY: &[&str] = &["ana", "ben", "cole", "dora", "nia", "eve", "finn", "gia", "hal", "ivy"];
const WHO_RUN: &[&str] = &["gia", "hal"];
const WHO_SEE_CAMPAIGN: &[&str] = &["ana", "dora", "eve", "gia", "hal"];
const WHO_WRITE: &[&str] = &["ben", "cole", "dora", "nia", "eve", "finn", "gia", "ivy"];

fn row(
    method: &'static str,
    path: &'static str,
    thing: Thing,
    may: &'static [&'static str],
    body: fn(&Clinic) -> Value,
) -> Row {
    Row { method, path, thing, body, may }
}

fn nothing(_: &Clinic) -> Value {
    Value::Null
}

fn rows() -> Vec<Row> {
    use Thing::*;
    vec![
        row("GET", "/reference", Program, EVERYBODY, nothing),
        row("GET", "/members", Program, &["gia", "hal"], nothing),
        row("POST", "/members", Program, &["hal"], |_| {
            json!({ "email": "lee@lakeside.test", "given_name": "Lee", "family_name": "Example", "role": "faculty",
                        "starts_on": "2026-11-18", "ends_on": "2026-11-29" })
        }),
        row("GET", "/record-reads", Program, EVERYBODY, nothing),
        row(
            "PUT",
            "/expected-bands",
            Program,
            &["gia", "hal"],
            |_| json!({ "bands": [{ "set": SET, "training_year": 1, "low": 2, "high": 4 }] }),
        ),
        row("GET", "/feedback", Program, EVERYBODY, nothing),
        row("GET", "/feedback-ledger", Program, &["gia", "hal"], nothing),
        row(
            "POST",
            "/feedback",
            Program,
            WHO_WRITE,
            |clinic| json!({ "id": clinic.fresh::<Uuid>(), "given_at": clinic.now(), "feedback": give_body("ana", clinic.now()) }),
        ),
        row("GET", "/feedback/{}", Entry, &["ana", "cole", "eve", "gia"], nothing),
        row(
            "POST",
            "/feedback/{}/amendments",
            Entry,
            &["cole"],
            |clinic| json!({ "given_at": clinic.now(), "amendment": { "id": clinic.fresh::<Uuid>(), "text": "In the morning." } }),
        ),
        row("POST", "/feedback/{}/withdrawal", Entry, &["cole", "gia"], |_| json!({ "reason": "The wrong person." })),
        row(
            "POST",
            "/feedback/{}/redaction",
            Entry,
            &["cole", "gia"],
            |_| json!({ "base": 1, "passage": { "part": "went_well", "from": 0, "to": 3 } }),
        ),
        row(
            "POST",
            "/feedback/{}/responses",
            Entry,
            &["ana"],
            |clinic| json!({ "id": clinic.fresh::<Uuid>(), "kind": "acknowledged", "given_at": clinic.now() }),
        ),
        row("GET", "/jots", Program, EVERYBODY, nothing),
        row("GET", "/held", Program, &["hal"], nothing),
        row("POST", "/held/{}/match", Held, &["hal"], |_| json!({ "learner": id_of("ben") })),
        row("POST", "/held/{}/return", Held, &["hal"], |_| json!({ "note": "Who is this?" })),
        row("POST", "/held/{}/discard", Held, &["nia"], nothing),
        row("GET", "/plans", Program, EVERYBODY, nothing),
        row("GET", "/closure", Program, &["gia", "hal"], nothing),
        row(
            "POST",
            "/plans",
            Program,
            &["ana", "eve"],
            |clinic| json!({ "id": clinic.fresh::<Uuid>(), "started_at": clinic.now(), "plan": plan_body("ana") }),
        ),
        row("GET", "/plans/{}", Plan, &["ana", "dora", "eve", "gia"], nothing),
        row(
            "PUT",
            "/plans/{}/goal",
            Plan,
            &["ana", "eve"],
            |_| json!({ "base": 1, "change": { "goal": "One sentence first", "entries": [], "goal_shown": false } }),
        ),
        row("PUT", "/plans/{}/steps", Plan, &["ana", "eve"], |_| json!({ "base": 1, "change": { "steps": [] } })),
        row("PUT", "/plans/{}/review", Plan, &["ana", "eve"], |_| json!({ "base": 1, "change": {} })),
        row("POST", "/plans/{}/acceptance", Proposal, &["ana"], |_| json!({ "base": 1 })),
        row(
            "POST",
            "/plans/{}/closing",
            Plan,
            &["ana"],
            |clinic| json!({ "base": 1, "closed_at": clinic.now(), "change": { "outcome": "reached" } }),
        ),
        row("POST", "/plans/{}/reopening", Closed, &["ana"], |_| json!({ "base": 2 })),
        row(
            "POST",
            "/plans/{}/progress",
            Plan,
            &["ana", "dora", "eve"],
            |clinic| json!({ "given_at": clinic.now(), "note": { "id": clinic.fresh::<Uuid>(), "text": "Tried it twice." } }),
        ),
        row("GET", "/requests", Program, EVERYBODY, nothing),
        row(
            "POST",
            "/requests",
            Program,
            &["ana", "ben"],
            |clinic| json!({ "id": clinic.fresh::<Uuid>(), "asked_at": clinic.now(), "request": ask_body(None) }),
        ),
        row("GET", "/requests/busy", Program, &["ana", "ben"], nothing),
        row("GET", "/requests/{}", Request, &["ana", "cole"], nothing),
        row(
            "POST",
            "/requests/{}/declining",
            Request,
            &["cole"],
            |_| json!({ "base": 1, "change": { "reason": "not_now" } }),
        ),
        row("POST", "/requests/{}/withdrawal", Request, &["ana"], |_| json!({ "base": 1 })),
        row(
            "POST",
            "/requests/{}/redaction",
            Request,
            &["ana", "gia"],
            |_| json!({ "base": 1, "passage": { "part": "question", "from": 0, "to": 3 } }),
        ),
        row("GET", "/reflections", Program, EVERYBODY, nothing),
        row(
            "POST",
            "/reflections",
            Program,
            EVERYBODY,
            |clinic| json!({ "id": clinic.fresh::<Uuid>(), "given_at": clinic.now(), "reflection": { "text": "I rush." } }),
        ),
        row("GET", "/named-route", Program, EVERYBODY, nothing),
        row("PUT", "/named-route", Program, WHO_RUN, |_| campaigns::named_route()),
        row("GET", "/campaign-form", Program, EVERYBODY, nothing),
        row("POST", "/campaign-form", Program, WHO_RUN, campaigns::edited_form),
        row("GET", "/campaigns", Program, EVERYBODY, nothing),
        row("POST", "/campaigns", Program, &["ana", "gia", "hal"], |clinic| {
            campaigns::campaign(clinic, clinic.fresh())
        }),
        row("GET", "/campaigns/{}", Campaign, WHO_SEE_CAMPAIGN, nothing),
        row("POST", "/campaigns/{}/approval", Proposed, &["eve", "gia"], |_| json!({ "facilitator": id_of("dora") })),
        row("POST", "/campaigns/{}/refusal", Proposed, &["eve", "gia"], nothing),
        row("PUT", "/campaigns/{}/minimums", Campaign, WHO_RUN, |_| json!({ "aim": 12, "total": 9, "group": 4 })),
        row("PUT", "/campaigns/{}/window", Campaign, WHO_RUN, |_| json!({ "closes_on": "2026-12-20" })),
        row("PUT", "/campaigns/{}/groups", Campaign, WHO_RUN, |_| json!({ "groups": ["faculty", "nurses", "staff"] })),
        row("POST", "/campaigns/{}/self", Campaign, &["ana"], campaigns::own_answer),
        row("GET", "/campaigns/{}/raters", Campaign, &["ana", "eve", "gia", "hal"], nothing),
        row("POST", "/campaigns/{}/raters", Campaign, &["ana", "eve", "gia", "hal"], campaigns::nurse),
        row("POST", "/campaign-raters/{}/approval", Nominated, &["eve", "gia", "hal"], |_| json!({})),
        row("POST", "/campaign-raters/{}/striking", Nominated, &["eve", "gia", "hal"], nothing),
        row("POST", "/campaign-raters/{}/revocation", Invited, WHO_RUN, nothing),
        row("POST", "/campaign-raters/{}/mail", Invited, WHO_RUN, nothing),
        row("POST", "/campaigns/{}/units", Campaign, WHO_RUN, campaigns::unit),
        row("POST", "/campaign-units/{}/reprint", Unit, WHO_RUN, nothing),
        row("POST", "/campaign-units/{}/revocation", Unit, WHO_RUN, nothing),
        row("GET", "/campaign-subjects/{}/reading", ClosedSubject, &["dora"], nothing),
        row("POST", "/campaign-subjects/{}/waiting", WaitingSubject, &["dora"], |_| json!({ "decision": "include" })),
        row("POST", "/campaign-subjects/{}/redaction", ClosedSubject, &["dora"], |_| campaigns::passage()),
        row("POST", "/campaign-subjects/{}/release", ClosedSubject, &["dora"], nothing),
        row("POST", "/campaign-subjects/{}/closing", ClosedSubject, &["dora"], nothing),
        row("GET", "/campaign-subjects/{}/report", Released, &["ana", "eve", "gia"], nothing),
        row("GET", "/campaign-reports", Program, EVERYBODY, nothing),
        row("PUT", "/reflections/{}/shares", Reflection, &["ana"], |_| json!({ "with": [id_of("eve")] })),
    ]
}

fn plan_body(learner: &str) -> Value {
    json!({ "learner": id_of(learner), "goal": "Lead with the one-line summary", "entries": [], "goal_shown": false,
            "steps": [], "reviewer": null, "review_on": null })
}

fn ask_body(assessor: Option<&str>) -> Value {
    json!({ "assessor": assessor.map(id_of), "set": SET, "subcompetency": skill("PC1"),
            "question": "Was my plan clear to the family?" })
}

/// Makes the thing anew, so that no cell sees what another did.
async fn make(clinic: &Clinic, thing: Thing) -> Uuid {
    let id: Uuid = clinic.fresh();
    let results = match thing {
        Thing::Program => {
            campaigns::forget_forms(clinic).await;
            return id;
        }
        Thing::Entry => return clinic.gives("cole", "ana").await.into(),
        Thing::Campaign
        | Thing::Proposed
        | Thing::ClosedSubject
        | Thing::WaitingSubject
        | Thing::Released
        | Thing::Nominated
        | Thing::Invited
        | Thing::Unit => return campaigns::make(clinic, thing, campaigns::HERE).await,
        Thing::Plan | Thing::Closed => {
            let mut body = plan_body("ana");
            body["reviewer"] = json!(id_of("dora"));
            let mut ops = vec![clinic.op("plans.start", PlanId(id), None, body)];
            if thing == Thing::Closed {
                let close = json!({ "outcome": "reached", "note": null });
                ops.push(clinic.op("plans.close", PlanId(id), Some(1), close));
            }
            clinic.pushes("ana", ops).await
        }
        Thing::Proposal => {
            clinic.pushes("eve", vec![clinic.op("plans.start", PlanId(id), None, plan_body("ana"))]).await
        }
        Thing::Request => {
            // Cole is asked once in every cell, and is not to have had enough.
            let withdrawn = "UPDATE request_states SET state = 'withdrawn'";
            clinic.write(async move |tx| tx.execute(withdrawn, vec![]).await).await;
            clinic.pushes("ana", vec![clinic.op("requests.ask", RequestId(id), None, ask_body(Some("cole")))]).await
        }
        Thing::Reflection => {
            let body = json!({ "entry": null, "text": "I rush when the list is long." });
            clinic.pushes("ana", vec![clinic.op("reflections.reflect", ReflectionId(id), None, body)]).await
        }
        Thing::Held => {
            let mut body = give_body("ana", clinic.now());
            body["learner"] = Value::Null;
            body["typed_learner"] = json!({ "name": "Sam", "service": "Surgery" });
            let op = clinic.op("feedback.give", EntryId(id), None, body);
            let held = op["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let results = clinic.pushes("nia", vec![op]).await;
            assert_eq!(results[0]["outcome"], "held");
            return held;
        }
    };
    assert!(results.iter().all(|result| result["outcome"] == "applied"), "{thing:?}: {results:?}");
    id
}

/// A thing of the same kind in the other program.
async fn make_elsewhere(clinic: &Clinic, thing: Thing) -> Uuid {
    let id: Uuid = clinic.fresh();
    let op = |kind: &str, body: Value| {
        let mut op = clinic.op(kind, id, None, body);
        op["program"] = json!(clinic.elsewhere);
        op
    };
    match thing {
        Thing::Program => {}
        Thing::Campaign
        | Thing::Proposed
        | Thing::ClosedSubject
        | Thing::WaitingSubject
        | Thing::Released
        | Thing::Nominated
        | Thing::Invited
        | Thing::Unit => return campaigns::make(clinic, thing, campaigns::ELSEWHERE).await,
        Thing::Entry | Thing::Held => {
            let surgery = frameworks().set(&SetId::parse("acgme-surg-2").expect("an id")).expect("the set");
            let mut body = give_body("zoe", clinic.now());
            body["set"] = json!("acgme-surg-2");
            body["subcompetency"] = json!(surgery.subcompetencies[0].id);
            let body: GiveFeedback = serde_json::from_value(body).expect("a body");
            let new = body.parse(EntryId(id), clinic.now()).expect("feedback");
            let given = clinic.does("yan", async move |tx, yan| feedback::commands::give(tx, yan, new.clone()).await);
            given.await.expect("given elsewhere");
        }
        Thing::Plan | Thing::Proposal | Thing::Closed => {
            let results = clinic.pushes("zoe", vec![op("plans.start", plan_body("zoe"))]).await;
            assert_eq!(results[0]["outcome"], "applied");
        }
        Thing::Request => {
            let mut body = ask_body(None);
            body["set"] = json!("acgme-surg-2");
            body["subcompetency"] = json!(SetId::parse("acgme-surg-2").expect("an id").subcompetency("PC1"));
            let results = clinic.pushes("zoe", vec![op("requests.ask", body)]).await;
            assert_eq!(results[0]["outcome"], "applied");
        }
        Thing::Reflection => {
            let body = json!({ "entry": null, "text": "Elsewhere." });
            let results = clinic.pushes("zoe", vec![op("reflections.reflect", body)]).await;
            assert_eq!(results[0]["outcome"], "applied");
        }
    }
    id
}

/// What a route answers somebody, or nobody, about a thing: the request to make.
fn asking(clinic: &Clinic, who: Option<&str>, row: &Row, thing: Uuid) -> TestRequest {
    let path = format!("/api/v1/programs/{}{}", clinic.program, row.path.replace("{}", &thing.to_string()));
    let method: Method = row.method.parse().expect("a method");
    let mut request = TestRequest::default().method(method).uri(&path);
    if let Some(name) = who {
        let app = &clinic.app.app;
        let signed_in = SignedIn { person: id_of(name), session: clinic.fresh() };
        let token = tokens::issue(&app.keys, signed_in, clinic.now()).expect("a token");
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    let body = (row.body)(clinic);
    if !body.is_null() {
        request = request.set_json(body);
    }
    request
}

#[actix_web::test]
async fn every_route_answers_whom_it_should_and_nobody_else() {
    let clinic = Clinic::open().await;
    campaigns::prepare(&clinic).await;
    let (app, _) =
        Actix::new().app_data(Data::new(clinic.app.app.clone())).into_utoipa_app().configure(api).split_for_parts();
    let service = init_service(app).await;
    let ask = async |who: Option<&str>, row: &Row, thing: Uuid| {
        let request = asking(&clinic, who, row, thing).to_request();
        call_service(&service, request).await.status().as_u16()
    };
    let mut wrong = Vec::new();

    for row in rows() {
        for (name, _) in CAST {
            let thing = make(&clinic, row.thing).await;
            let expected_ok = row.may.contains(&name);
            let status = ask(Some(name), &row, thing).await;
            if expected_ok != (200..300).contains(&status) || (!expected_ok && status != 404) {
                wrong.push(format!("{name}: {} {} → {status}", row.method, row.path));
            }
        }
        for name in row.may.iter().filter(|_| row.thing != Thing::Program) {
            let foreign = make_elsewhere(&clinic, row.thing).await;
            let nonexistent = clinic.fresh();
            for (what, thing) in [("foreign", foreign), ("nonexistent", nonexistent)] {
                let status = ask(Some(name), &row, thing).await;
                if status != 404 {
                    wrong.push(format!("{name}, {what}: {} {} → {status}", row.method, row.path));
                }
            }
        }
        let thing = make(&clinic, row.thing).await;
        let status = ask(None, &row, thing).await;
        if status != 401 {
            wrong.push(format!("nobody: {} {} → {status}", row.method, row.path));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_route_of_a_program_has_its_row() {
    let registered: BTreeSet<String> = document()
        .paths
        .paths
        .iter()
        .filter_map(|(path, item)| Some((path.strip_prefix("/api/v1/programs/{program}")?, item)))
        .flat_map(|(path, item)| {
            let methods = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("DELETE", &item.delete)];
            let methods = methods.into_iter().filter(|(_, operation)| operation.is_some());
            methods.map(|(method, _)| format!("{method} {}", without_names(path))).collect::<Vec<_>>()
        })
        .collect();
    let listed: BTreeSet<String> = rows().iter().map(|row| format!("{} {}", row.method, row.path)).collect();

    assert_eq!(registered, listed);
}

#[test]
fn routes_outside_a_program_are_the_ones_we_know() {
    let outside: Vec<&str> =
        document().paths.paths.keys().map(String::as_str).filter(|path| !path.contains("{program}")).collect();

    // Each of these answers for the person of the session alone, or to everybody; their tests are in their features.
    assert_eq!(
        outside,
        [
            "/api/v1/admin/dead-letters",
            "/api/v1/calendar",
            "/api/v1/calendar/feed",
            "/api/v1/demo/people",
            "/api/v1/devices/key",
            "/api/v1/frameworks",
            "/api/v1/frameworks/{set}",
            "/api/v1/guest/code",
            "/api/v1/guest/entry",
            "/api/v1/guest/request",
            "/api/v1/guest/scan",
            "/api/v1/guest/session",
            "/api/v1/me",
            "/api/v1/openapi.json",
            "/api/v1/push/key",
            "/api/v1/push/subscription",
            "/api/v1/push/test",
            "/api/v1/rater/answers",
            "/api/v1/rater/form",
            "/api/v1/rater/key",
            "/api/v1/rater/sealed",
            "/api/v1/rater/session",
            "/api/v1/rater/word",
            "/api/v1/session",
            "/api/v1/session/code",
            "/api/v1/session/password",
            "/api/v1/session/refresh",
            "/api/v1/sessions",
            "/api/v1/sessions/{session}",
            "/api/v1/sync/events",
            "/api/v1/sync/pull",
            "/api/v1/sync/push",
            "/api/v1/unsubscribe",
            "/healthz",
            "/readyz",
        ]
    );
}

/// `/feedback/{entry}/responses` as `/feedback/{}/responses`.
fn without_names(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
