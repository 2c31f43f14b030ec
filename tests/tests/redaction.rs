//! Redaction: after it no row of the database and nothing that devices are sent holds the words.

use awc::http::Method;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};
use uuid::Uuid;
use waymark::{platform::db::Db, testing::phone::Phone};
use waymark_tests::{Clinic, TestApp};

/// A patient's name, in every text of the request.
const WORDS: &str = "Wilhelmina";

async fn clinic(app: &TestApp) -> (Clinic<'_>, Phone) {
    let program = app.program().learners(["ana", "ben"]).faculty(["cole", "dora", "finn"]);
    let (clinic, phone) = (program.director("gia").coordinator("hal").create().await, Phone::new(7));
    let key = json!({ "device": phone.device, "key": phone.public() });
    clinic.member("ana").put("/devices/key", key).await.success();
    (clinic, phone)
}

/// A request that Ana hands over, as her phone keeps it.
fn asks(clinic: &Clinic<'_>, with: Value) -> Value {
    let mut body = json!({
        "set": "acgme-im-2", "subcompetency": clinic.skill("PC1"),
        "question": format!("Did I listen to {WORDS} long enough?"), "goal": format!("Hear {WORDS} out"),
        "context": format!("{WORDS}, on Tuesday"), "own_view": format!("I interrupted {WORDS} twice")
    });
    body.as_object_mut().expect("a body").extend(with.as_object().expect("parts").clone());
    clinic.member("ana").operation("requests.ask", clinic.fresh(), None, body)
}

/// Every text of every table, and what is written in base64 in it.
async fn texts(db: &Db) -> Vec<(String, String)> {
    let (reader, mut found) = (db.reader(), Vec::new());
    let backend = reader.get_database_backend();
    let ask = async |sql: String| {
        let rows = reader.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("a text")).collect::<Vec<_>>()
    };
    let (tables, columns) = match backend {
        DbBackend::Postgres => (
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
            "SELECT column_name::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND data_type = 'text' AND table_name = '{table}'",
        ),
        _ => (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            "SELECT name FROM pragma_table_info('{table}') WHERE type = 'TEXT'",
        ),
    };
    for table in ask(tables.to_owned()).await.into_iter().filter(|table| table != "web_assets") {
        for column in ask(columns.replace("{table}", &table)).await {
            let select = format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            for text in ask(select).await {
                found.push((format!("{table}.{column}"), decoded(&text)));
            }
        }
    }
    assert!(found.len() > 100, "the tables were read");
    found
}

/// The text, with what it holds in base64 beside it.
fn decoded(text: &str) -> String {
    let long = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    let long = long.filter(|run| run.len() >= 40).map(|run| &run[..run.len() / 4 * 4]);
    let read = long.filter_map(|run| URL_SAFE_NO_PAD.decode(run).ok());
    let read: String = read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    format!("{text} {read}")
}

/// Where the words still are: table and column, or whose device.
async fn left(clinic: &Clinic<'_>, words: &str) -> Vec<String> {
    let mut places: Vec<String> = texts(&clinic.app.app.db)
        .await
        .into_iter()
        .filter(|(_, text)| text.contains(words))
        .map(|(place, _)| place)
        .collect();
    for name in clinic.names() {
        let pulled = clinic.member(name).pull().await;
        if decoded(&json!(pulled).to_string()).contains(words) {
            places.push(format!("the device of {name}"));
        }
    }
    places.sort();
    places.dedup();
    places
}

/// Whether the words stand in a file of SQLite's, free parts of it included, once its log was emptied. The files of
/// PostgreSQL are its own affair: what is dead there goes with VACUUM.
async fn file_holds(db: &Db, words: &str) -> bool {
    let reader = db.reader();
    if reader.get_database_backend() != DbBackend::Sqlite {
        return false;
    }
    let named = "SELECT file FROM pragma_database_list WHERE name = 'main'";
    let row = reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, named)).await.expect("a row");
    let path: String = row.expect("a database").try_get_by_index(0).expect("its file");
    let own = Database::connect(format!("sqlite://{path}")).await.expect("the database");
    own.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("emptied");
    let bytes = [path.clone(), format!("{path}-wal")].map(|file| std::fs::read(file).unwrap_or_default()).concat();
    assert!(bytes.len() > 100_000, "the file was read");
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// The passage of the words in one part of the request.
fn passage(op: &Value, part: &str) -> Value {
    let text = op["body"][part].as_str().expect("a text");
    let from = text[..text.find(WORDS).expect("the words")].chars().count();
    json!({ "part": part, "from": from, "to": from + WORDS.chars().count() })
}

async fn gives(clinic: &Clinic<'_>, author: &str, request: &Value, code: &str, change: Value) -> (Uuid, String) {
    let (author, entry) = (clinic.member(author), clinic.fresh());
    let mut body = clinic.feedback_about("ana");
    body["request"] = request["subject"].clone();
    body["request_code"] = json!(code);
    body.as_object_mut().expect("a body").extend(change.as_object().expect("parts").clone());
    (entry, author.push(&[author.operation("feedback.give", entry, None, body)]).await.remove(0))
}

#[actix_web::test]
async fn what_is_redacted_in_a_request_is_left_in_no_row_and_on_no_device() {
    let app = TestApp::start().await;
    let (clinic, phone) = clinic(&app).await;
    let (ana, asked) = (clinic.member("ana"), asks(&clinic, json!({})));
    let code = phone.shows(&asked.to_string());
    let nobody = json!({ "learner": null, "typed_learner": { "name": "A. R.", "service": "Wards" } });
    let (by_cole, outcome) = gives(&clinic, "cole", &asked, &code, json!({})).await;
    assert_eq!(outcome, "applied");
    assert_eq!(gives(&clinic, "dora", &asked, &code, nobody.clone()).await.1, "held learner_not_listed");
    app.work().await;
    // Not judged yet when the passage is redacted.
    let (by_finn, outcome) = gives(&clinic, "finn", &asked, &code, json!({})).await;
    assert_eq!(outcome, "applied");
    let before = left(&clinic, WORDS).await;
    let expected = [
        "held_items.operation",
        "request_codes.code",
        "requests.context",
        "requests.goal",
        "requests.own_view",
        "requests.question",
        "the device of ana",
        "the device of cole",
        "the device of dora",
        "wire_forms.body",
    ];
    assert_eq!(before, expected, "the test finds what there is");
    let on_sqlite = app.app.db.backend() == DbBackend::Sqlite;
    assert_eq!(file_holds(&app.app.db, WORDS).await, on_sqlite);

    let id: Uuid = asked["subject"].as_str().expect("an id").parse().expect("an id");
    for (base, part) in ["question", "goal", "context"].into_iter().enumerate() {
        let redact =
            ana.operation("requests.redact", id, i64::try_from(base).ok().map(|n| n + 1), passage(&asked, part));
        assert_eq!(ana.push(&[redact]).await, ["applied"]);
    }
    let path = format!("/programs/{{program}}/requests/{id}/redaction");
    let last = json!({ "base": 4, "passage": passage(&asked, "own_view") });
    assert_eq!(clinic.member("gia").post(&path, last).await.success()["version"], 5, "a director is told where");
    app.work().await;

    assert_eq!(left(&clinic, WORDS).await, Vec::<String>::new());
    let request = ana.get(format!("/programs/{{program}}/requests/{id}")).await.success();
    assert_eq!(request["question"], "Did I listen to [redacted] long enough?");
    assert_eq!(request["redacted"], json!(["question", "goal", "context", "own_view"]));
    assert_eq!(request["entries"], json!([by_cole, by_finn]), "a code that was not judged yet counts all the same");

    // What arrives afterwards brings the words again, and nothing keeps them.
    assert_eq!(ana.push(std::slice::from_ref(&asked)).await, ["repeated"]);
    assert_eq!(gives(&clinic, "dora", &asked, &code, json!({})).await.1, "applied");
    assert_eq!(gives(&clinic, "finn", &asked, &code, nobody).await.1, "held learner_not_listed");
    app.work().await;
    assert_eq!(left(&clinic, WORDS).await, Vec::<String>::new());
    assert!(!file_holds(&app.app.db, WORDS).await);
    let request = ana.get(format!("/programs/{{program}}/requests/{id}")).await.success();
    assert_eq!(request["entries"].as_array().map(Vec::len), Some(3));
}

#[actix_web::test]
async fn only_the_learner_and_a_director_redact_a_request_and_only_a_passage_that_is_there() {
    let app = TestApp::start().await;
    let (clinic, _) = clinic(&app).await;
    let asked = asks(&clinic, json!({ "assessor": clinic.member("cole").id, "goal": null }));
    let ana = clinic.member("ana");
    assert_eq!(ana.push(std::slice::from_ref(&asked)).await, ["applied"]);
    let path = format!("/programs/{{program}}/requests/{}/redaction", asked["subject"].as_str().expect("an id"));
    let at = |base: i64, from: usize, to: usize, part: &str| json!({ "base": base, "passage": { "part": part, "from": from, "to": to } });

    for name in ["ben", "cole", "dora", "hal"] {
        assert_eq!(clinic.member(name).post(&path, at(1, 0, 3, "question")).await.problem(), "404 not_found", "{name}");
    }
    for body in [at(1, 3, 3, "question"), at(1, 0, 500, "question"), at(1, 0, 3, "goal")] {
        assert_eq!(ana.post(&path, body.clone()).await.problem(), "422 passage_outside (to)", "{body}");
    }
    assert_eq!(ana.post(&path, at(2, 0, 3, "question")).await.status(), 409);
    assert_eq!(
        ana.send(Method::POST, &path, Some(at(1, 0, 3, "set"))).await.problem(),
        "422 unknown_value (passage.part)"
    );
    let long = asks(&clinic, json!({ "question": "é".repeat(200) }));
    assert_eq!(ana.push(std::slice::from_ref(&long)).await, ["applied"]);
    let of_long = path.replace(asked["subject"].as_str().expect("an id"), long["subject"].as_str().expect("an id"));
    ana.post(&of_long, at(1, 0, 1, "question")).await.success();
    let read = ana.get(of_long.trim_end_matches("/redaction")).await.success();
    assert_eq!(read["question"].as_str().map(|text| text.chars().count()), Some(209), "the mark may be longer");
}

#[actix_web::test]
async fn what_is_redacted_in_an_entry_that_was_held_is_left_nowhere_either() {
    let app = TestApp::start().await;
    let (clinic, _) = clinic(&app).await;
    let (cole, entry) = (clinic.member("cole"), clinic.fresh());
    let mut body = clinic.feedback_about("ana");
    body["learner"] = Value::Null;
    body["typed_learner"] = json!({ "name": "A. R.", "service": "Wards" });
    body["went_well"] = json!(format!("{WORDS} felt heard."));
    let op = cole.operation("feedback.give", entry, None, body);
    assert_eq!(cole.push(std::slice::from_ref(&op)).await, ["held learner_not_listed"]);
    let held = format!("/programs/{{program}}/held/{}/match", op["id"].as_str().expect("an id"));
    clinic.member("hal").post(held, json!({ "learner": clinic.member("ana").id })).await.success();

    let passage = json!({ "part": "went_well", "amendment": null, "from": 0, "to": WORDS.len() });
    assert_eq!(cole.push(&[cole.operation("feedback.redact", entry, Some(1), passage)]).await, ["applied"]);
    app.work().await;

    assert_eq!(left(&clinic, WORDS).await, Vec::<String>::new());
}
