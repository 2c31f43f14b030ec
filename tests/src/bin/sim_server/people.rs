//! Who is in every run: a small clinic, the same ids each time.

use std::{fs, path::Path};

use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Map, json};
use waymark::platform::db::Location;
use waymark_tests::TestApp;

const NAMES: [&str; 6] = ["ana", "ben", "cole", "cora", "dee", "gil"];

/// Makes the clinic: its database, and its ids as JSON.
pub async fn make(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let app = TestApp::start().await;
    let clinic = app
        .program()
        .learners(["ana", "ben"])
        .faculty(["cole", "dee"])
        .coach("gil", ["ana", "ben"])
        .coordinator("cora")
        .create()
        .await;
    let mut people = Map::new();
    for name in NAMES {
        let member = clinic.member(name);
        people.insert(name.to_owned(), json!({ "id": member.id, "session": member.session }));
    }
    let skills: Vec<_> = ["PC1", "PC2", "ICS1", "PROF1"].iter().map(|code| clinic.skill(code)).collect();
    let world = json!({ "program": clinic.program, "set": "acgme-im-2", "skills": skills, "people": people });
    fs::write(folder.join("people.json"), world.to_string()).expect("people.json");
    copy(&app.location, &folder.join("waymark.sqlite")).await;
}

/// A consistent copy of a database that is being served.
pub async fn copy(from: &Location, to: &Path) {
    let Location::Sqlite(path) = from else { panic!("the simulation runs on SQLite") };
    let connection = Database::connect(format!("sqlite://{}", path.display())).await.expect("the database");
    let target = to.display().to_string();
    let vacuum = Statement::from_sql_and_values(connection.get_database_backend(), "VACUUM INTO $1", [target.into()]);
    connection.execute_raw(vacuum).await.expect("a copy");
    connection.close().await.expect("closed");
}
