use jiff::SignedDuration;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    super::{
        model::{Device, RefreshToken, SESSION_LIFETIME},
        testing::{PASSWORD, mail},
    },
    *,
};
use crate::{
    base::ids::{DeviceId, SessionId},
    entities::{password, sign_in_code},
    platform::{audit::Action, db::Tx},
    testing::TestApp,
};

fn phone() -> Device {
    Device::new(Some(DeviceId(Uuid::from_u128(7))), Some("Phone"))
}

fn laptop() -> Device {
    Device::new(None, Some("Laptop"))
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[actix_web::test]
async fn a_lost_refresh_answer_signs_nobody_out() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let first = app.opens(ana, phone()).await.token;

    let lost = app.token_for(&first).await.expect("refreshed");
    let lost_again = app.token_for(&first).await.expect("refreshed");
    let second = app.token_for(&first).await.expect("refreshed");
    let third = app.token_for(&second).await;

    assert!(lost == second && lost_again == second, "the same successor each time");
    assert!(third.is_ok());
    assert_eq!(app.logged("sessions.token_reused").await, 0);
}

#[actix_web::test]
async fn eight_tabs_that_refresh_at_once_stay_signed_in() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let first = app.opens(ana, phone()).await.token;

    let tabs = futures_util::future::join_all((0..8).map(|_| app.token_for(&first))).await;

    let next = app.token_for(&first).await.expect("refreshed");
    assert!(tabs.iter().all(|tab| tab.as_ref().is_ok_and(|token| *token == next)));
}

#[actix_web::test]
async fn twenty_guesses_at_once_are_still_five_tries() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;

    futures_util::future::join_all((0..20).map(|_| app.tries("ana", "AAAAAAAAAA"))).await;

    let row = sign_in_code::Entity::find().one(app.app.db.reader()).await.expect("a read").expect("the code");
    assert_eq!(row.tries_left, 0);
    assert_eq!(app.tries("ana", &code).await, TriedCode::Expired);
}

#[actix_web::test]
async fn a_stolen_old_token_ends_the_family() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let stolen = app.opens(ana, phone()).await.token;
    let second = app.token_for(&stolen).await.expect("refreshed");
    let third = app.token_for(&second).await.expect("refreshed");

    let thief = app.token_for(&stolen).await;
    let owner = app.token_for(&third).await;

    assert_eq!(thief.err(), Some("session_revoked"));
    assert_eq!(owner.err(), Some("session_revoked"), "nobody knows which of the two is the thief");
    assert!(app.log().await.contains(&("sessions.token_reused".into(), Some(stolen.family.0))));
}

#[actix_web::test]
async fn a_forged_token_is_no_session_and_ends_nothing() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let good = app.opens(ana, phone()).await.token;
    let letters = good.to_string();
    let (head, _) = letters.rsplit_once('.').expect("parts");
    let forged = RefreshToken::parse(&format!("{head}.{}", "A".repeat(43))).expect("readable");
    let nobodys = RefreshToken::of(&app.app.keys, SessionId(Uuid::from_u128(99)), 0);

    assert_eq!(app.token_for(&forged).await.err(), Some("no_session"));
    assert_eq!(app.token_for(&nobodys).await.err(), Some("no_session"));
    assert!(app.token_for(&good).await.is_ok());
}

#[actix_web::test]
async fn only_hashes_of_tokens_are_stored() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let token = app.opens(ana, phone()).await.token;
    app.token_for(&token).await.expect("refreshed");

    let row = app.sessions().await.remove(0);
    assert_eq!(row.previous_hash, Some(token.hash()));
    assert_eq!((row.token_hash.len(), row.generation), (32, 1));
}

#[actix_web::test]
async fn a_device_stays_signed_in_for_sixty_days_after_its_last_use() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let first = app.opens(ana, phone()).await.token;

    app.advance(DAY * 59);
    let second = app.token_for(&first).await.expect("refreshed");
    app.advance(DAY * 59);
    let third = app.token_for(&second).await.expect("refreshed");
    app.advance(DAY * 60);
    let late = app.token_for(&third).await;

    assert_eq!(late.err(), Some("no_session"));
}

#[actix_web::test]
async fn a_restored_backup_signs_nobody_out() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let mut token = app.opens(ana, phone()).await.token;
    let backup = app.sessions().await.remove(0);
    for _ in 0..3 {
        token = app.token_for(&token).await.expect("refreshed");
    }
    app.execute(
        "UPDATE sessions SET generation = $1, token_hash = $2, previous_hash = NULL",
        vec![backup.generation.into(), backup.token_hash.into()],
    )
    .await;

    let after = app.token_for(&token).await.expect("refreshed");

    assert_eq!(after.generation, 4);
    assert!(app.token_for(&token).await.expect("refreshed") == after, "a lost answer after the restore");
}

#[actix_web::test]
async fn a_new_refresh_key_signs_nobody_out() {
    let test = TestApp::start().await;
    let secret = crate::platform::auth::root_secret::RootSecret::parse(&"s".repeat(40)).expect("a secret");
    let load = async |purpose| {
        let keys = crate::platform::auth::keys::Keys::renew(&test.app.db, &secret, purpose).await.expect("keys");
        let mut app = test.app.clone();
        app.keys = std::sync::Arc::new(keys);
        app
    };
    let ana = test.person("ana").await;
    let purpose = crate::platform::auth::keys::Purpose::Refresh;
    let before = load(purpose).await;
    let keys = before.keys.clone();
    let first = before.db.write(None, async move |tx| open(tx, &keys, ana, &phone()).await).await.expect("open").token;
    let refresh_with = async |app: &crate::platform::app::App, token: &RefreshToken| {
        let (keys, token) = (app.keys.clone(), token.clone());
        let refreshed = app.db.write(None, async move |tx| refresh(tx, &keys, &token).await).await;
        refreshed.and_then(Refreshed::into_result).expect("refreshed").token
    };
    let second = refresh_with(&before, &first).await;

    let after = load(purpose).await;
    let repeated = refresh_with(&after, &first).await;
    let third = refresh_with(&after, &second).await;

    assert!(repeated == second, "also where the answer was lost under the old key");
    assert!(third.is_genuine(&after.keys) && !third.is_genuine(&before.keys));
}

#[actix_web::test]
async fn whoever_is_deactivated_may_still_send_for_sixty_days_and_belongs_nowhere() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let mut token = app.opens(ana, phone()).await.token;
    let now = app.app.clock.now();
    app.execute("UPDATE people SET deactivated_at = $1", vec![now.into()]).await;

    let signed_in = prove(&app.app.db, &mail("ana"), PASSWORD).await;
    let account = crate::features::sessions::queries::account(app.app.db.reader(), ana, now).await.expect("an account");
    for _ in 0..2 {
        app.advance(DAY * 29);
        token = app.token_for(&token).await.expect("refreshed");
    }
    app.advance(DAY * 2);
    let late = app.token_for(&token).await;

    assert_eq!(signed_in.expect_err("refused").code(), "wrong_credentials");
    assert!(account.memberships.is_empty());
    assert_eq!(late.err(), Some("no_session"));
}

#[actix_web::test]
async fn the_right_password_signs_in_and_every_wrong_way_sounds_the_same() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    app.newcomer("ben").await;

    assert_eq!(prove(&app.app.db, &mail("ana"), PASSWORD).await.expect("ana"), ana);
    for (who, password) in [("ana", "something else"), ("ben", PASSWORD), ("nobody", PASSWORD)] {
        let refused = prove(&app.app.db, &mail(who), password).await.expect_err("refused");
        assert_eq!(refused.code(), "wrong_credentials", "{who}");
    }
    assert_eq!(app.logged("sessions.sign_in_failed").await, 3);
}

#[actix_web::test]
async fn signing_in_again_on_a_phone_replaces_its_session_only() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.person("ana").await, app.person("ben").await);
    let old = app.opens(ana, phone()).await.token;
    let other = app.opens(ana, laptop()).await.token;
    let bens = app.opens(ben, phone()).await.token;

    let new = app.opens(ana, phone()).await.token;

    assert_eq!(app.token_for(&old).await.err(), Some("session_revoked"));
    for token in [other, bens, new] {
        assert!(app.token_for(&token).await.is_ok());
    }
}

#[actix_web::test]
async fn a_person_signs_out_their_own_devices_and_nobody_elses() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.person("ana").await, app.person("ben").await);
    let (mine, theirs) = (app.opens(ana, phone()).await, app.opens(ben, phone()).await);
    let revoke = async |session: SessionId| {
        let write = async move |tx: &mut Tx<'_>| revoke(tx, ana, session, Action::SessionRevoked).await;
        app.app.db.write(Some(ana), write).await.map_err(|error| error.code())
    };

    assert_eq!(revoke(theirs.session).await, Err("not_found"));
    assert_eq!(revoke(mine.session).await, Ok(()));
    assert_eq!(revoke(mine.session).await, Err("not_found"), "only once");
    assert_eq!(app.token_for(&mine.token).await.err(), Some("session_revoked"));
    assert!(app.token_for(&theirs.token).await.is_ok());
}

#[actix_web::test]
async fn five_wrong_codes_end_the_code() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;

    for _ in 0..5 {
        assert_eq!(app.tries("ana", "AAAAAAAAAA").await, TriedCode::Wrong);
    }

    assert_eq!(app.tries("ana", &code).await, TriedCode::Expired);
    assert_eq!(app.logged("sessions.sign_in_failed").await, 6);
}

#[actix_web::test]
async fn four_wrong_codes_and_the_right_one_set_a_password() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;
    for _ in 0..4 {
        assert_eq!(app.tries("ana", "AAAAAAAAAA").await, TriedCode::Wrong);
    }

    let tried = app.tries("ana", &code).await;
    app.changes_password(tried, "my very own words").await.expect("signed in");

    assert_eq!(prove(&app.app.db, &mail("ana"), "my very own words").await.expect("ana"), ana);
    assert_eq!(app.tries("ana", &code).await, TriedCode::Wrong, "a code works once");
}

#[actix_web::test]
async fn a_code_used_twice_at_once_works_once() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    let code = app.printed_code(ana).await;
    let (one, other) = (app.tries("ana", &code).await, app.tries("ana", &code).await);

    app.changes_password(one, "my very own words").await.expect("signed in");
    let second = app.changes_password(other, "somebody else's").await;

    assert_eq!(second.err().expect("refused").code(), "code_expired");
    assert_eq!(prove(&app.app.db, &mail("ana"), "my very own words").await.expect("ana"), ana);
}

#[actix_web::test]
async fn codes_expire_and_belong_to_one_person() {
    let app = TestApp::start().await;
    let ana = app.newcomer("ana").await;
    app.newcomer("ben").await;
    let code = app.printed_code(ana).await;

    assert_eq!(app.tries("ben", &code).await, TriedCode::Wrong);
    assert_eq!(app.tries("nobody", &code).await, TriedCode::Wrong);
    app.advance(DAY * 3);
    assert_eq!(app.tries("ana", &code).await, TriedCode::Expired);
    let newer = app.printed_code(ana).await;
    assert_eq!(app.tries("ana", &code).await, TriedCode::Wrong, "replaced");
    assert!(matches!(app.tries("ana", &newer).await, TriedCode::Right { .. }));
}

#[actix_web::test]
async fn a_new_password_signs_every_other_device_out() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let old = app.opens(ana, phone()).await.token;
    let code = app.printed_code(ana).await;

    let tried = app.tries("ana", &code).await;
    let opened = app.changes_password(tried, "my very own words").await.expect("signed in");

    assert_eq!(app.token_for(&old).await.err(), Some("session_revoked"));
    assert!(app.token_for(&opened.token).await.is_ok());
    assert!(prove(&app.app.db, &mail("ana"), PASSWORD).await.is_err());
    assert_eq!(app.logged("sessions.password_set").await, 2);
}

#[actix_web::test]
async fn neither_codes_nor_passwords_stand_in_the_database() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    let code = app.printed_code(ana).await;

    let row = sign_in_code::Entity::find().one(app.app.db.reader()).await.expect("a read").expect("the code");
    let stored = password::Entity::find().one(app.app.db.reader()).await.expect("a read").expect("the password");

    assert_eq!(row.code_hash.len(), 32);
    assert!(!row.code_hash.windows(code.len()).any(|window| window == code.as_bytes()));
    assert!(stored.hash.starts_with("$argon2id$"));
}

#[actix_web::test]
async fn what_ended_long_ago_is_forgotten() {
    let app = TestApp::start().await;
    let ana = app.person("ana").await;
    app.opens(ana, phone()).await;
    app.opens(ana, phone()).await;
    app.printed_code(ana).await;
    let sweep = async || app.app.db.write(None, async |tx| super::super::jobs::sweep(tx).await).await.expect("swept");

    app.advance(DAY * 29);
    assert_eq!(sweep().await, 0);
    app.advance(DAY * 5);
    assert_eq!(sweep().await, 2, "the replaced session and the code");
    app.advance(SESSION_LIFETIME);
    assert_eq!(sweep().await, 1, "the lapsed one");
}
