//! Every released client can push, for ever: what each version was recorded to send is answered by this server as it was
//! by its own. Recordings come from `pwa/scripts/record-pushes.test.ts` and are never changed.

use std::collections::BTreeSet;

use waymark::sync::dispatch::KINDS;
use waymark_tests::{Recording, TestApp};

#[actix_web::test]
async fn what_every_released_client_sends_is_still_done() {
    for recording in Recording::all() {
        let app = TestApp::start().await;
        let clinic = recording.clinic(&app).await;
        for push in &recording.pushes {
            let answer = clinic.member(&push.sender).push_bytes(recording.bytes(push)).await;

            assert_eq!(answer.outcomes(), push.outcomes, "{:?} of {}", push.kinds, push.sender);
        }
    }
}

#[actix_web::test]
async fn what_every_released_client_sends_again_is_done_once() {
    for recording in Recording::all() {
        let app = TestApp::start().await;
        let clinic = recording.clinic(&app).await;
        for push in &recording.pushes {
            let sender = clinic.member(&push.sender);
            sender.push_bytes(recording.bytes(push)).await.success();
        }
        let before = clinic.member("ana").pull().await;

        for push in &recording.pushes {
            let answer = clinic.member(&push.sender).push_bytes(recording.bytes(push)).await;

            let again =
                push.outcomes.iter().map(|first| first.replacen(first.split(' ').next().unwrap_or(""), "repeated", 1));
            assert_eq!(answer.outcomes(), again.collect::<Vec<_>>(), "{:?} of {}", push.kinds, push.sender);
        }
        assert_eq!(clinic.member("ana").pull().await, before);
    }
}

#[test]
fn every_kind_of_operation_was_recorded() {
    let recorded: BTreeSet<String> =
        Recording::all().into_iter().flat_map(|recording| recording.pushes).flat_map(|push| push.kinds).collect();

    let missing: Vec<_> = KINDS.iter().filter(|kind| !recorded.contains(**kind)).collect();

    assert!(missing.is_empty(), "no released client was recorded sending {missing:?}");
}
