//! Calendar feeds on a real database, read by another crate than the one that writes them.

use actix_web::{
    App as Actix,
    http::{Method, header},
    test::{TestRequest, call_service, init_service, read_body},
    web::Data,
};
use calcard::{Entry, Parser, icalendar::ICalendarProperty};
use jiff::SignedDuration;
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use crate::{
    base::ids::PlanId,
    features::members::commands::{deactivate, end_membership},
    platform::{auth::tokens, http::SignedIn},
    testing::clinic::{Clinic, id_of},
};

/// Asks as somebody, or as nobody.
async fn asks(clinic: &Clinic, who: Option<&str>, method: Method, path: &str, body: Option<Value>) -> (u16, String) {
    let app = &clinic.app.app;
    let mut request = TestRequest::default().method(method).uri(path);
    if let Some(name) = who {
        let signed_in = SignedIn { person: id_of(name), session: clinic.fresh() };
        let token = tokens::issue(&app.keys, signed_in, clinic.now()).expect("a token");
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    if let Some(body) = body {
        request = request.set_json(body);
    }
    let (actix, _) =
        Actix::new().app_data(Data::new(app.clone())).into_utoipa_app().configure(super::routes).split_for_parts();
    let answer = call_service(&init_service(actix).await, request.to_request()).await;
    let status = answer.status().as_u16();
    (status, String::from_utf8(read_body(answer).await.to_vec()).expect("UTF-8"))
}

/// Makes or renews somebody's feed; where it is read.
async fn feed(clinic: &Clinic, who: &str, shows_goal: bool) -> String {
    let body = json!({ "shows_goal": shows_goal });
    let (status, answer) = asks(clinic, Some(who), Method::POST, "/calendar/feed", Some(body)).await;
    assert_eq!(status, 201);
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let url = answer["url"].as_str().expect("an address");
    let path = url.strip_prefix(&format!("{}/api/v1", clinic.app.app.settings.public_url)).expect("our own address");
    path.to_owned()
}

async fn read(clinic: &Clinic, path: &str) -> String {
    let (status, calendar) = asks(clinic, None, Method::GET, path, None).await;
    assert_eq!(status, 200);
    calendar
}

/// An event, as another program reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    uid: String,
    day: String,
    sequence: i64,
    status: String,
    summary: String,
}

/// Every event of a calendar, by its day. The parser forgives much, so every line has to be one that it knows.
fn events(calendar: &str) -> Vec<Read> {
    let mut parser = Parser::new(calendar);
    let Entry::ICalendar(read) = parser.entry() else { panic!("not a calendar: {calendar}") };
    assert!(matches!(parser.entry(), Entry::Eof), "one calendar and nothing else");
    let mut events: Vec<Read> = read
        .components
        .iter()
        .filter(|component| format!("{:?}", component.component_type) == "VEvent")
        .map(|event| {
            assert_eq!(event.entries.len(), 10, "each line is a property: {calendar}");
            let value = |name: ICalendarProperty| {
                let entry = event.entries.iter().find(|entry| entry.name == name).expect("a property");
                entry.values.first().expect("a value").clone()
            };
            use calcard::icalendar::ICalendarValue::{Integer, PartialDateTime, Status, Text};
            let PartialDateTime(day) = value(ICalendarProperty::Dtstart) else { panic!("not a day") };
            assert_eq!((day.hour, day.minute), (None, None), "all day");
            let Integer(sequence) = value(ICalendarProperty::Sequence) else { panic!("not a number") };
            let Status(status) = value(ICalendarProperty::Status) else { panic!("not a status") };
            let text = |name| match value(name) {
                Text(text) => text,
                other => panic!("not a text: {other:?}"),
            };
            Read {
                uid: text(ICalendarProperty::Uid),
                day: format!("{}-{:02}-{:02}", day.year.unwrap_or(0), day.month.unwrap_or(0), day.day.unwrap_or(0)),
                sequence,
                status: format!("{status:?}"),
                summary: text(ICalendarProperty::Summary),
            }
        })
        .collect();
    events.sort_by(|a, b| a.day.cmp(&b.day).then(a.uid.cmp(&b.uid)));
    events
}

const GOAL: &str =
    "Say the plan; then stop, and ask (über alles, in eigenen Worten) what the family has understood of it";

/// A plan of Ana's with two steps, which Dora looks at again.
async fn plan(clinic: &Clinic, steps: &[(Uuid, &str)]) -> PlanId {
    let plan: PlanId = clinic.fresh();
    let body = json!({ "learner": id_of("ana"), "goal": GOAL, "steps": all(steps), "reviewer": id_of("dora"),
                       "review_on": "2026-12-20" });
    pushed(clinic, clinic.op("plans.start", plan, None, body)).await;
    plan
}

fn all(steps: &[(Uuid, &str)]) -> Value {
    steps.iter().map(|(id, on)| json!({ "id": id, "text": "Ask Ben first", "due_on": on })).collect()
}

async fn pushed(clinic: &Clinic, op: Value) {
    let results = clinic.pushes("ana", vec![op]).await;
    assert_eq!(results[0]["outcome"], "applied", "{results:?}");
}

#[actix_web::test]
async fn a_calendar_says_which_days_and_not_one_word_more() {
    let clinic = Clinic::open().await;
    plan(&clinic, &[(clinic.fresh(), "2026-12-01"), (clinic.fresh(), "2026-12-08")]).await;

    let anas = read(&clinic, &feed(&clinic, "ana", false).await).await;
    let doras = read(&clinic, &feed(&clinic, "dora", true).await).await;

    let days = |calendar: &str| events(calendar).into_iter().map(|event| event.day).collect::<Vec<_>>();
    assert_eq!(days(&anas), ["2026-12-01", "2026-12-08", "2026-12-20"]);
    assert_eq!(days(&doras), ["2026-12-20"], "she looks again, and the steps are Ana's");
    for calendar in [&anas, &doras] {
        assert!(events(calendar).iter().all(|event| event.summary == "Action plan step due"));
        for word in ["family", "Ben", "ana", "dora", "Example", "Riverside"] {
            assert!(!calendar.contains(word), "{word} in {calendar}");
        }
    }
}

#[actix_web::test]
async fn lines_end_as_calendars_want_it_and_a_goal_in_ones_own_feed_is_folded_whole() {
    let clinic = Clinic::open().await;
    plan(&clinic, &[(clinic.fresh(), "2026-12-01")]).await;

    let calendar = read(&clinic, &feed(&clinic, "ana", true).await).await;

    assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n']));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    assert!(calendar.contains("\r\n "), "it does not fit into one line");
    assert_eq!(events(&calendar)[0].summary, format!("Action plan step due: {GOAL}"));
    for line in [
        "VERSION:2.0",
        "PRODID:-//Waymark//Action plans//EN",
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261202",
    ] {
        assert!(calendar.split("\r\n").any(|known| known == line), "{line} in {calendar}");
    }
}

#[actix_web::test]
async fn what_moves_keeps_its_name_and_what_is_removed_is_cancelled() {
    let clinic = Clinic::open().await;
    let [kept, moved, removed] = [clinic.fresh::<Uuid>(), clinic.fresh(), clinic.fresh()];
    let id = plan(&clinic, &[(kept, "2026-12-01"), (moved, "2026-12-02"), (removed, "2026-12-03")]).await;
    let path = feed(&clinic, "ana", false).await;
    let before = events(&read(&clinic, &path).await);
    assert_eq!(events(&read(&clinic, &path).await), before, "asking changes nothing");

    clinic.an_hour_later();
    let steps = json!({ "steps": all(&[(kept, "2026-12-01"), (moved, "2026-12-09")]) });
    pushed(&clinic, clinic.op("plans.edit_steps", id, Some(1), steps)).await;
    let after = events(&read(&clinic, &path).await);

    let of = |events: &[Read], uid: &str| events.iter().find(|event| event.uid == uid).cloned().expect("the event");
    let [one, two, three] = [0, 1, 2].map(|n| before[n].uid.as_str());
    assert_eq!(of(&after, one), before[0]);
    assert_eq!(of(&after, two), Read { day: "2026-12-09".into(), sequence: 1, ..before[1].clone() });
    assert_eq!(of(&after, three), Read { status: "Cancelled".into(), sequence: 1, ..before[2].clone() });

    pushed(&clinic, clinic.op("plans.close", id, Some(1), json!({ "outcome": "reached" }))).await;
    let closed = events(&read(&clinic, &path).await);
    assert!(closed.iter().all(|event| event.status == "Cancelled"), "{closed:?}");
    pushed(&clinic, clinic.op("plans.reopen", id, Some(2), json!({}))).await;
    let reopened = of(&events(&read(&clinic, &path).await), one);
    assert_eq!((reopened.sequence, reopened.status.as_str()), (2, "Confirmed"));

    clinic.advance(SignedDuration::from_hours(61 * 24));
    let much_later = events(&read(&clinic, &path).await);
    assert!(much_later.iter().all(|event| event.uid != three), "told for two months");
}

#[actix_web::test]
async fn a_goal_said_otherwise_or_no_more_is_news_to_a_calendar_that_has_it() {
    let clinic = Clinic::open().await;
    let id = plan(&clinic, &[(clinic.fresh(), "2026-12-01")]).await;
    let path = feed(&clinic, "ana", true).await;
    let now = async || events(&read(&clinic, &path).await).swap_remove(0);
    let told = now().await;
    assert_eq!(now().await, told, "asking changes nothing");

    clinic.an_hour_later();
    let goal = json!({ "goal": "Ask first", "goal_shown": false, "entries": [] });
    pushed(&clinic, clinic.op("plans.edit_goal", id, Some(1), goal)).await;
    let summary = "Action plan step due: Ask first".into();
    assert_eq!(now().await, Read { sequence: 1, summary, ..told.clone() });

    clinic.an_hour_later();
    let hide = json!({ "shows_goal": false });
    for _ in 0..2 {
        let (status, _) = asks(&clinic, Some("ana"), Method::PUT, "/calendar/feed", Some(hide.clone())).await;
        assert_eq!(status, 204);
    }
    let hidden = Read { sequence: 2, summary: "Action plan step due".into(), ..told.clone() };
    assert_eq!(now().await, hidden);

    let goal = json!({ "goal": "Ask twice", "goal_shown": false, "entries": [] });
    pushed(&clinic, clinic.op("plans.edit_goal", id, Some(2), goal)).await;
    assert_eq!(now().await, hidden, "of what is not said nothing is told");
}

#[actix_web::test]
async fn an_address_that_was_revoked_or_renewed_or_never_was_is_the_same_404() {
    let clinic = Clinic::open().await;
    let refusal = async |path: &str| asks(&clinic, None, Method::GET, path, None).await;
    let unknown = refusal(&format!("/calendar?key={}", "A".repeat(43))).await;
    assert_eq!(unknown.0, 404);

    let first = feed(&clinic, "ana", false).await;
    let second = feed(&clinic, "ana", false).await;
    assert_eq!(refusal(&first).await, unknown);
    assert_eq!(refusal(&second).await.0, 200);
    assert_eq!(asks(&clinic, Some("ana"), Method::DELETE, "/calendar/feed", None).await.0, 204);

    for path in [second.as_str(), "/calendar", "/calendar?key=", "/calendar?key=%00"] {
        assert_eq!(refusal(path).await, unknown, "{path}");
    }
    let (status, mine) = asks(&clinic, Some("ana"), Method::GET, "/calendar/feed", None).await;
    assert_eq!((status, mine.as_str()), (200, r#"{"made_at":null,"shows_goal":false}"#));
    let choose = asks(&clinic, Some("ana"), Method::PUT, "/calendar/feed", Some(json!({ "shows_goal": true }))).await;
    assert_eq!(choose.0, 404);
    assert_eq!(clinic.audited("calendar").await, ["calendar.made", "calendar.made", "calendar.revoked"]);
}

#[actix_web::test]
async fn the_secret_is_stored_nowhere_and_a_closed_account_or_an_ended_membership_says_nothing_more() {
    let clinic = Clinic::open().await;
    plan(&clinic, &[(clinic.fresh(), "2026-12-01")]).await;
    let path = feed(&clinic, "ana", false).await;
    let (address, secret) = path.split_once("?key=").expect("a secret");
    assert_eq!(address, "/calendar", "logs have paths, and no queries");
    assert_eq!(events(&read(&clinic, &path).await).len(), 2);
    let stored = clinic.count("calendar_feeds WHERE LENGTH(token_hash) = 32").await;
    assert_eq!((secret.len(), stored), (43, 1));

    let program = clinic.program;
    clinic.write(async move |tx| end_membership(tx, program, id_of("ana")).await).await;
    assert!(events(&read(&clinic, &path).await).iter().all(|event| event.status == "Cancelled"));
    clinic.write(async move |tx| deactivate(tx, id_of("ana")).await).await;
    assert_eq!(asks(&clinic, None, Method::GET, &path, None).await.0, 404);
}

#[actix_web::test]
async fn nobody_makes_or_sees_a_feed_without_signing_in() {
    let clinic = Clinic::open().await;

    for (method, body) in [
        (Method::GET, None),
        (Method::POST, Some(json!({ "shows_goal": false }))),
        (Method::PUT, Some(json!({ "shows_goal": false }))),
        (Method::DELETE, None),
    ] {
        assert_eq!(asks(&clinic, None, method.clone(), "/calendar/feed", body).await.0, 401, "{method}");
    }
}
