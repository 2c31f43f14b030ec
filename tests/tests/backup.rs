//! Backup and restore: made under load, put back, and completed by the devices; refused where anything is wrong.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Output,
    sync::Arc,
};

use sea_orm::{ConnectionTrait, Database};
use waymark::platform::{
    backup::{self, BackupError, Restore, Restored},
    db::{Db, Location},
    system::{SystemClock, SystemIds},
};
use waymark_tests::real::{Device, Installation, Load, SECRET, Server, find, integrity, run};

fn on_postgres() -> bool {
    std::env::var_os("WAYMARK_TEST_POSTGRES").is_some()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Everything in a person's feed, page by page; how many entries.
async fn entries_of(device: &Device, address: &str) -> usize {
    let (mut cursor, mut entries) = (0, 0);
    loop {
        let page = device.pulls(address, None, cursor).await;
        entries += page["changes"].as_array().expect("changes").len();
        cursor = page["cursor"].as_i64().expect("a cursor");
        if page["more"] == false {
            return entries;
        }
    }
}

#[actix_web::test]
async fn a_backup_under_load_is_restored_and_devices_complete_it() {
    let mut installation = Installation::found(8).await;
    let file = installation.data.join("monday.backup");
    let mut load = Load::of(&installation);
    let server = Server::start(&installation).await;
    let before = load.devices[0].pulls(&server.address, None, 0).await;
    let epoch = before["epoch"].as_str().expect("an epoch").to_owned();

    let (early, late) = (load.reaches(150), load.reaches(600));
    let backing_up = async {
        early.await;
        let made = run(&installation, &["backup", file.to_str().expect("a path")]).await;
        late.await;
        made
    };
    let (made, _) = load.while_pushing(&server.address, 3, backing_up).await;
    assert!(made.status.success(), "{}", words(&made));
    load.catches_up(&server.address).await;
    server.stop().await;
    let mode = fs::metadata(&file).expect("the backup").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    if on_postgres() {
        installation.moves_to_an_empty_database().await;
    }
    let restored = run(&installation, &["restore", file.to_str().expect("a path")]).await;
    assert!(restored.status.success(), "{}", words(&restored));
    let found = find(&installation.location, &load.ledger).await;
    assert!(found.whole >= 100, "the backup holds what was there: {found:?}");
    assert!(found.lost > 0, "what came after the backup is not there yet: {found:?}");

    let server = Server::start(&installation).await;
    for device in &mut load.devices {
        let page = device.pulls(&server.address, Some(&epoch), 1).await;
        assert_eq!((page["reset"].as_bool(), page["cursor"].as_i64()), (Some(true), Some(0)));
        assert_ne!(page["epoch"], epoch.as_str());
        device.offers_again();
    }
    load.catches_up(&server.address).await;

    let found = find(&installation.location, &load.ledger).await;
    assert_eq!((found.lost, found.doubled), (0, 0), "{found:?}");
    assert_eq!(found.whole, load.ledger.borrow().acknowledged());
    let mut entries = 0;
    for device in &load.devices {
        entries += entries_of(device, &server.address).await;
    }
    assert_eq!(entries, found.whole, "everybody has their own again");
    assert_eq!(integrity(&installation.location).await, Ok(()));
    server.kill().await;
}

/// An installation on SQLite with a few entries, and a backup of it.
async fn backed_up() -> (Installation, PathBuf) {
    let installation = Installation::on_sqlite(1).await;
    let file = installation.data.join("backup");
    backup::write(&installation.location, &file, &|_| {}).await.expect("a backup");
    (installation, file)
}

async fn restore(installation: &Installation, file: &Path, secret: Option<&str>) -> Result<Restored, BackupError> {
    let to = Restore {
        database: &installation.location,
        secret,
        data: &installation.data,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
    };
    backup::restore(file, &to, &|_| {}).await
}

async fn change(file: &Path, sql: &str) {
    let database = Database::connect(format!("sqlite://{}", file.display())).await.expect("the file");
    database.execute_unprepared(sql).await.expect("changed");
    database.close().await.expect("closed");
}

/// The sentence with which a restore is refused; the database must be as it was.
async fn refused(installation: &Installation, file: &Path, secret: Option<&str>) -> String {
    let before = fs::read(installation.file()).expect("the database");
    let refused = restore(installation, file, secret).await.expect_err("a refusal").to_string();
    assert!(before == fs::read(installation.file()).expect("the database"), "it was touched");
    let folder = fs::read_dir(&installation.data).expect("the folder").flatten();
    let names: Vec<String> = folder.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.contains("restoring") || name.contains("replaced")), "{names:?}");
    refused.replace(&installation.data.display().to_string(), "DATA")
}

#[actix_web::test]
async fn a_restore_keeps_the_database_it_replaces() {
    let (installation, file) = backed_up().await;
    change(installation.file(), "UPDATE institutions SET name = 'Later'").await;

    let restored = restore(&installation, &file, Some(SECRET)).await.expect("restored");

    let name = async |path: &Path| {
        let database = Database::connect(format!("sqlite://{}", path.display())).await.expect("a database");
        let select = sea_orm::Statement::from_string(database.get_database_backend(), "SELECT name FROM institutions");
        let row = database.query_one_raw(select).await.expect("an answer").expect("a row");
        row.try_get_by_index::<String>(0).expect("a name")
    };
    assert_eq!(name(installation.file()).await, "Riverside");
    assert_eq!(name(&restored.replaced.expect("it was kept")).await, "Later");
    let mode = fs::metadata(installation.file()).expect("the database").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[actix_web::test]
async fn a_database_that_is_damaged_beyond_opening_can_be_replaced() {
    let (installation, file) = backed_up().await;
    fs::write(installation.file(), b"no database any more").expect("damaged");

    let restored = restore(&installation, &file, Some(SECRET)).await.expect("restored");

    assert_eq!(integrity(&installation.location).await, Ok(()));
    assert_eq!(fs::read(restored.replaced.expect("it was kept")).expect("the file"), b"no database any more");
}

#[actix_web::test]
async fn the_log_of_a_database_that_is_gone_is_not_taken_for_the_restored_one_s() {
    let (installation, file) = backed_up().await;
    let server = Server::start(&installation).await;
    let mut load = Load::of(&installation);
    let reached = load.reaches(1);
    load.while_pushing(&server.address, 1, reached).await;
    server.kill().await;
    fs::remove_file(installation.file()).expect("only the log is left");

    let restored = restore(&installation, &file, Some(SECRET)).await.expect("restored");

    assert_eq!(restored.replaced, None);
    assert_eq!(integrity(&installation.location).await, Ok(()));
    assert_eq!(find(&installation.location, &load.ledger).await.whole, 0);
}

#[actix_web::test]
async fn what_is_unsound_is_refused_and_nothing_is_touched() {
    let (installation, file) = backed_up().await;
    let whole = fs::read(&file).expect("the backup");
    let other = installation.data.join("other");
    let with = |bytes: &[u8]| fs::write(&other, bytes).expect("a file");

    with(b"Dear diary");
    assert_eq!(
        refused(&installation, &other, Some(SECRET)).await,
        "DATA/other is no backup of Waymark: it is not even a SQLite file"
    );
    with(&whole[..whole.len() / 2]);
    let words = refused(&installation, &other, Some(SECRET)).await;
    assert!(words.starts_with("DATA/other is damaged and was not used: "), "{words}");
    let mut scribbled = whole.clone();
    let (from, to) = (whole.len() / 2 / 4096 * 4096, whole.len() / 2 / 4096 * 4096 + 8192);
    scribbled[from..to].fill(0x5a);
    with(&scribbled);
    let words = refused(&installation, &other, Some(SECRET)).await;
    assert!(words.starts_with("DATA/other is damaged and was not used: "), "{words}");

    with(&whole);
    change(&other, "DROP TABLE keys").await;
    assert_eq!(
        refused(&installation, &other, Some(SECRET)).await,
        "DATA/other is no backup of Waymark: its tables are others"
    );
    with(&whole);
    change(&other, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)").await;
    let words = refused(&installation, &other, Some(SECRET)).await;
    assert!(words.starts_with("the database was written by a newer Waymark (step m9999_later"), "{words}");
    with(&whole);
    fs::write(installation.data.join("other-wal"), b"a log").expect("a log");
    let words = refused(&installation, &other, Some(SECRET)).await;
    assert!(words.starts_with("DATA/other is a database in use and no backup"), "{words}");
}

#[actix_web::test]
async fn without_its_own_root_secret_a_backup_stays_shut() {
    let (installation, file) = backed_up().await;

    let none = refused(&installation, &file, None).await;
    let another = refused(&installation, &file, Some(&"x".repeat(40))).await;

    assert!(none.starts_with("the root secret is missing: put the file `secret`"), "{none}");
    assert!(another.starts_with("the root secret does not belong to this database"), "{another}");
}

#[actix_web::test]
async fn a_database_that_is_served_is_not_replaced() {
    let (installation, file) = backed_up().await;
    let server = Server::start(&installation).await;

    let refused = run(&installation, &["restore", file.to_str().expect("a path")]).await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        words(&refused).contains("is being served or otherwise in use: stop the server first"),
        "{}",
        words(&refused)
    );
    server.kill().await;
    assert!(run(&installation, &["restore", file.to_str().expect("a path")]).await.status.success(), "a kill frees it");
}

#[actix_web::test]
async fn a_database_that_another_program_has_open_is_not_replaced() {
    let (installation, file) = backed_up().await;
    let url = format!("sqlite://{}", installation.file().display());
    let shell = Database::connect(url).await.expect("the database");
    let look = sea_orm::Statement::from_string(shell.get_database_backend(), "SELECT COUNT(*) FROM people");
    shell.query_one_raw(look).await.expect("an answer");

    let refused = restore(&installation, &file, Some(SECRET)).await.expect_err("a refusal");

    assert!(matches!(refused, BackupError::Served(_)), "{refused}");
}

#[actix_web::test]
async fn a_backup_overwrites_nothing_and_leaves_no_half_behind() {
    let (installation, file) = backed_up().await;

    let again = backup::write(&installation.location, &file, &|_| {}).await;
    let nowhere = Location::Sqlite(installation.data.join("nowhere.sqlite"));
    let of_nothing = backup::write(&nowhere, &installation.data.join("new"), &|_| {}).await;

    assert!(matches!(again, Err(BackupError::InTheWay(_))));
    assert!(matches!(of_nothing, Err(BackupError::NoDatabase(_))));
    assert!(!installation.data.join("new").exists() && !installation.data.join("new.part").exists());
}

#[actix_web::test]
async fn a_database_brought_back_by_its_own_means_gets_a_new_epoch() {
    let installation = Installation::found(1).await;
    let device = Device::of(&installation, 0);
    let server = Server::start(&installation).await;
    let before = device.pulls(&server.address, None, 0).await["epoch"].clone();

    let done = run(&installation, &["restore", "--new-epoch"]).await;

    assert!(done.status.success(), "{}", words(&done));
    let after = device.pulls(&server.address, before.as_str(), 0).await;
    assert_ne!(after["epoch"], before);
    assert_eq!(after["reset"], true);
    server.kill().await;
}

#[actix_web::test]
async fn a_backup_of_postgresql_goes_back_into_an_empty_database_only() {
    if !on_postgres() {
        return;
    }
    let installation = Installation::found(1).await;
    let file = installation.data.join("backup");
    backup::write(&installation.location, &file, &|_| {}).await.expect("a backup");

    let refused = restore(&installation, &file, Some(SECRET)).await.expect_err("it is not empty");

    assert!(matches!(refused, BackupError::NotEmpty));
    let db = Db::open(&installation.location, Arc::new(SystemClock), Arc::new(SystemIds), false).await;
    assert!(db.is_ok(), "it is as it was");
}
