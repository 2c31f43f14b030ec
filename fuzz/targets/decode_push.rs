//! Any bytes as a push: read as the server reads them, down to the bodies of what may be held. It must not panic, an
//! operation keeps its exact text, and a text that was taken is taken as itself again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use waymark::{
    base::text::Narrative,
    features::feedback::GiveFeedback,
    platform::http::parse,
    sync::{
        dispatch,
        protocol::{Push, Received},
    },
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(push) = serde_json::from_str::<Push<'_>>(text) else { return };
    for raw in push.ops {
        let received = Received::read(raw);
        assert!(text.contains(&received.raw));
        let Ok(operation) = received.operation else { continue };
        assert_eq!(received.id, Some(operation.id));
        let is_decoded = dispatch::decodes(&operation);
        if let Ok(body) = parse::<GiveFeedback>(operation.body.get().as_bytes()) {
            assert!(is_decoded || operation.kind != "feedback.give" || operation.v != 1);
            for words in [&body.went_well, &body.differently, &body.next_step].into_iter().flatten() {
                if let Ok(kept) = Narrative::parse(words) {
                    assert_eq!(Narrative::parse(kept.as_str()), Ok(kept));
                }
            }
        }
    }
});
