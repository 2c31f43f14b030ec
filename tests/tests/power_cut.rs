//! A power cut: what had reached the disk is there afterwards and nothing else. Nothing acknowledged may be missing;
//! with `synchronous=OFF`, which only a test build can be told, something must be, or this test would notice nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use waymark::platform::db::Location;
use waymark_tests::real::{Found, Installation, Load, Server, find, integrity};

const DEVICES: usize = 4;
const ACKNOWLEDGED: usize = 200;

fn on_postgres() -> bool {
    std::env::var_os("WAYMARK_TEST_POSTGRES").is_some()
}

/// The library that keeps the shadow.
fn shadow_library(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power_cut/shadow.c");
    let library = folder.join("shadow.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-o"]).arg(&library).arg(source).arg("-ldl");
    assert!(compiler.status().expect("a C compiler").success());
    library
}

/// What is there after a power cut under load, and what the database says of itself.
async fn after_a_power_cut(more: &[(&str, String)]) -> (Found, Result<(), String>) {
    let mut installation = Installation::on_sqlite(DEVICES).await;
    let elsewhere = tempfile::tempdir().expect("a folder");
    let shadow = elsewhere.path().join("shadow");
    fs::create_dir(&shadow).expect("a folder");
    fs::copy(installation.file(), shadow.join("waymark.sqlite")).expect("what is on the disk already");

    let watched = installation.data.canonicalize().expect("the data folder");
    let text = |path: &Path| path.to_str().expect("a path").to_owned();
    let mut environment = vec![
        ("LD_PRELOAD", text(&shadow_library(elsewhere.path()))),
        ("WAYMARK_SHADOW_OF", text(&watched)),
        ("WAYMARK_SHADOW_IN", text(&shadow)),
    ];
    environment.extend_from_slice(more);
    let server = Server::start_with(&installation, &environment).await;
    let mut load = Load::of(&installation);
    let (reached, address) = (load.reaches(ACKNOWLEDGED), server.address.clone());
    let cut = async {
        reached.await;
        server.kill().await;
    };
    load.while_pushing(&address, 1, cut).await;

    installation.location = Location::Sqlite(shadow.join("waymark.sqlite"));
    installation.data = shadow;
    let server = Server::start(&installation).await;
    let found = find(&installation.location, &load.ledger).await;
    let sound = integrity(&installation.location).await;
    server.kill().await;
    println!("{found:?} {sound:?}");
    (found, sound)
}

#[actix_web::test]
async fn what_was_acknowledged_survives_a_power_cut() {
    if on_postgres() {
        return;
    }

    let (found, sound) = after_a_power_cut(&[]).await;

    assert!(found.whole >= ACKNOWLEDGED);
    assert_eq!((found.lost, found.doubled), (0, 0));
    assert_eq!(sound, Ok(()));
}

#[actix_web::test]
async fn a_server_that_does_not_wait_for_the_disk_is_caught_by_this_very_test() {
    if on_postgres() {
        return;
    }

    let (found, _) = after_a_power_cut(&[("WAYMARK_FAULT_SYNCHRONOUS", "off".into())]).await;

    assert!(found.lost > 0, "nothing was lost: is the binary built with the feature `faults`? {found:?}");
}
