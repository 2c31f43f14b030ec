//! `kill -9` of the real binary under load, and of PostgreSQL: nothing acknowledged is missing, nothing is doubled,
//! and the database is sound. A few here; `make prove` does hundreds.

use waymark_tests::crash::{Tally, Victim, kill};

/// So many kills for each database.
const KILLS: usize = 20;

fn on_postgres() -> bool {
    std::env::var_os("WAYMARK_TEST_POSTGRES").is_some()
}

fn assert_nothing_was_lost(tally: &Tally) {
    println!("{tally:?}");
    assert!(tally.acknowledged > tally.kills, "there was no load");
    assert_eq!((tally.lost, tally.doubled), (0, 0));
    assert!(tally.unsound.is_empty(), "{:?}", tally.unsound);
}

#[actix_web::test]
async fn what_was_acknowledged_survives_a_killed_server() {
    let (victim, kills) = match on_postgres() {
        true => (Victim::PostgresServer, KILLS / 2),
        false => (Victim::Sqlite, KILLS),
    };

    let tally = kill(victim, kills, 1, |_| {}).await;

    assert_eq!(tally.kills, kills);
    assert_nothing_was_lost(&tally);
}

#[actix_web::test]
async fn what_was_acknowledged_survives_a_killed_postgresql_and_the_server_goes_on_by_itself() {
    if !on_postgres() {
        return;
    }

    let tally = kill(Victim::Postgres, KILLS / 2, 2, |_| {}).await;

    assert_eq!(tally.kills, KILLS / 2);
    assert_nothing_was_lost(&tally);
}
