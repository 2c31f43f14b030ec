use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::*;
use crate::{
    base::ids::EntryId,
    entities::{outbox_event, web_asset},
    testing::TestApp,
};

struct Shift {
    test: TestApp,
    worker: Worker,
    stop: watch::Sender<bool>,
}

async fn shift() -> Shift {
    let test = TestApp::start().await;
    let (stop, stopping) = watch::channel(false);
    let worker = Worker::new(test.app.clone(), stopping);
    test.newcomer("ana").await;
    Shift { test, worker, stop }
}

impl Shift {
    async fn asks_for_code(&self) {
        let keys = self.test.app.keys.clone();
        let asked =
            async move |tx: &mut Tx<'_>| sessions::commands::issue_mailed_code(tx, &keys, "ana@example.org").await;
        self.test.app.db.write(None, asked).await.expect("asked");
    }

    async fn announce(&self, times: usize) {
        let announce = async move |tx: &mut Tx<'_>| {
            for _ in 0..times {
                tx.announce(Event::FeedbackGiven { entry: EntryId(Uuid::from_u128(1)), request: None, scanned: false });
            }
            Ok(())
        };
        self.test.app.db.write(None, announce).await.expect("announced");
    }

    async fn events(&self) -> Vec<outbox_event::Model> {
        outbox_event::Entity::find().all(self.test.app.db.reader()).await.expect("rows")
    }

    fn digits(&self) -> String {
        let text = self.test.mailer.sent().pop().expect("a mail").text;
        text.split_whitespace()
            .find(|word| word.len() == 6 && word.bytes().all(|c| c.is_ascii_digit()))
            .expect("a code")
            .into()
    }
}

#[actix_web::test]
async fn a_code_asked_for_is_mailed_and_opens_the_door() {
    let shift = shift().await;
    shift.asks_for_code().await;

    shift.worker.round().await;
    shift.worker.round().await;

    let sent = shift.test.mailer.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].to.as_str(), sent[0].subject.as_str()), ("ana@example.org", "Your Waymark sign-in code"));
    let tried = shift.test.tries("ana", &shift.digits()).await;
    assert!(matches!(tried, sessions::commands::TriedCode::Right { .. }));
}

#[actix_web::test]
async fn the_outbox_never_holds_a_code_in_the_clear() {
    let shift = shift().await;
    shift.asks_for_code().await;
    let body = shift.events().await.remove(0).body;

    shift.worker.round().await;

    assert!(!body.contains(&shift.digits()));
    assert!(!body.contains("example.org"));
}

#[actix_web::test]
async fn a_mail_server_that_was_away_gets_the_mail_later() {
    let shift = shift().await;
    shift.asks_for_code().await;
    shift.test.mailer.fail(2);

    for _ in 0..2 {
        shift.worker.round().await;
        assert!(shift.test.mailer.sent().is_empty());
        shift.test.advance(SignedDuration::from_secs(20));
    }
    shift.worker.round().await;

    assert_eq!(shift.test.mailer.sent().len(), 1);
    let event = shift.events().await.remove(0);
    assert!(event.done_at.is_some());
    assert_eq!(event.last_error.as_deref(), Some("internal: the mail server cannot be reached"));
}

#[actix_web::test]
async fn a_code_that_was_replaced_or_expired_is_not_mailed() {
    let shift = shift().await;
    shift.asks_for_code().await;
    shift.asks_for_code().await;
    shift.worker.round().await;
    assert_eq!(shift.test.mailer.sent().len(), 1, "the newer one");

    shift.asks_for_code().await;
    shift.test.advance(SignedDuration::from_mins(15));
    shift.worker.round().await;

    assert_eq!(shift.test.mailer.sent().len(), 1);
    assert!(shift.events().await.iter().all(|event| event.done_at.is_some()));
}

#[actix_web::test]
async fn events_nobody_is_told_of_are_finished_in_one_go() {
    let shift = shift().await;
    shift.announce(250).await;

    shift.worker.round().await;

    assert!(shift.events().await.iter().all(|event| event.done_at.is_some()));
}

#[actix_web::test]
async fn a_worker_told_to_stop_begins_nothing_and_leaves_the_work_for_others() {
    let shift = shift().await;
    shift.announce(2).await;
    let taken = shift.test.app.db.write(None, async |tx| outbox::take(tx, 10).await).await.expect("taken");
    shift.stop.send(true).expect("told");

    shift.worker.work(taken).await.expect("put back");
    run(shift.test.app.clone(), shift.stop.subscribe()).await;

    let events = shift.events().await;
    assert!(events.iter().all(|event| event.done_at.is_none() && event.lease_until.is_none() && event.attempts == 0));
}

#[actix_web::test]
async fn an_event_of_a_newer_version_is_kept_for_it() {
    let shift = shift().await;
    shift.announce(1).await;
    shift.test.execute("UPDATE outbox_events SET body = '{\"kind\":\"comet_sighted\"}'", vec![]).await;

    shift.worker.round().await;

    let event = shift.events().await.remove(0);
    assert!(event.done_at.is_none() && event.dead_at.is_none());
    assert!(event.not_before > shift.test.app.clock.now());
}

#[actix_web::test]
async fn the_audit_log_is_sealed_at_least_once_a_minute() {
    let shift = shift().await;
    shift.worker.round().await;
    let reader = shift.test.app.db.reader();
    shift.asks_for_code().await;
    assert!(audit::has_unsealed(reader).await.expect("an answer"));

    shift.test.advance(SignedDuration::from_secs(30));
    shift.worker.round().await;

    assert!(!audit::has_unsealed(reader).await.expect("an answer"));
    assert_eq!(audit::verify(reader).await.expect("checked"), None);
}

#[actix_web::test]
async fn files_of_the_web_app_that_no_version_needed_for_thirty_days_go_with_the_daily_round() {
    let shift = shift().await;
    let file = "assets/of-an-older-version.js";
    let now = shift.test.app.clock.now();
    let row = web_asset::ActiveModel {
        path: Set(file.into()),
        content_type: Set("text/javascript".into()),
        bytes: Set(b"// old".to_vec()),
        needed_at: Set(now),
    };
    let store = async move |tx: &mut Tx<'_>| {
        Ok(web_asset::Entity::insert(row.clone()).exec_without_returning(tx.connection()).await?)
    };
    shift.test.app.db.write(None, store).await.expect("stored");
    let is_there =
        async || web_asset::Entity::find_by_id(file).one(shift.test.app.db.reader()).await.expect("a read").is_some();

    shift.worker.round().await;
    shift.test.advance(SignedDuration::from_hours(24 * 30));
    shift.worker.round().await;
    assert!(is_there().await, "needed thirty days ago");
    shift.test.advance(SignedDuration::from_hours(24));
    shift.worker.round().await;

    assert!(!is_there().await);
}
