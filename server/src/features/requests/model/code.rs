//! A code as it is scanned from a learner's screen: base64url of a version byte, the length of the operation in two
//! bytes (big-endian), the operation, 16 bytes that name the device, and its signature (ECDSA P-256 with SHA-256, r and
//! s of 32 bytes each) over operation and device.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::base::ids::DeviceId;

const VERSION: u8 = 1;
const DEVICE: usize = 16;

/// A code, taken apart. Whether it is good is another question.
#[derive(Clone, Debug)]
pub struct Code {
    /// The operation exactly as the learner's device pushes it.
    pub operation: Box<RawValue>,
    /// The device that showed it.
    pub device: DeviceId,
    /// What was signed.
    pub signed: Vec<u8>,
    /// By what.
    pub signature: [u8; 64],
}

impl Code {
    /// Takes a code apart; `None` where it cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let signed = rest.get(..length + DEVICE)?;
        let signature = rest.get(length + DEVICE..)?.try_into().ok()?;
        let operation = std::str::from_utf8(&signed[..length]).ok()?;
        let operation = RawValue::from_string(operation.to_owned()).ok()?;
        let device = DeviceId(Uuid::from_slice(&signed[length..]).ok()?);
        (*version == VERSION).then(|| Self { operation, device, signed: signed.to_vec(), signature })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(version: u8, length: u16, rest: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode([&[version][..], &length.to_be_bytes(), rest].concat())
    }

    #[test]
    fn a_code_is_taken_apart_at_its_places() {
        let rest = [br#"{"id":1}"#.as_slice(), &[7; 16], &[9; 64]].concat();

        let code = Code::read(&written(1, 8, &rest)).expect("a code");

        assert_eq!(code.operation.get(), r#"{"id":1}"#);
        assert_eq!((code.device, code.signature), (DeviceId(Uuid::from_bytes([7; 16])), [9; 64]));
        assert_eq!(code.signed, rest[..24]);
    }

    #[test]
    fn what_is_no_code_is_none() {
        let rest = [br#"{"id":1}"#.as_slice(), &[7; 16], &[9; 64]].concat();
        let longer = [rest.as_slice(), &[0]].concat();
        let no_json = [b"{\"id\":1 ".as_slice(), &[7; 16], &[9; 64]].concat();
        let no_text = [[0xff; 8].as_slice(), &[7; 16], &[9; 64]].concat();

        for wrong in [
            String::new(),
            "not base64!".into(),
            written(2, 8, &rest),
            written(1, 7, &rest),
            written(1, 60_000, &rest),
            written(1, 8, &longer),
            written(1, 8, &no_json),
            written(1, 8, &no_text),
        ] {
            assert!(Code::read(&wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_trip_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Code::read(&URL_SAFE_NO_PAD.encode(bytes));
        }
    }
}
